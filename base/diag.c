/* diag.c - the list of diagnostics and how one is printed; see diag.h. */
#include "base/diag.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>

void lb_diags_init(struct lb_diags *d)
{
    *d = (struct lb_diags){0};
}

void lb_diags_free(struct lb_diags *d)
{
    lb_arena_free(&d->arena);
    *d = (struct lb_diags){0};
}

enum { MAX_TEXT = 2000, MAX_LINE = 400 }; /* a name in a file can be as long as the file */

static struct lb_both cut(struct lb_arena *a, struct lb_both text)
{
    for (int i = 0; i < LB_LANG_COUNT; i++)
        text.in[i] = lb_utf8_cut(text.in[i], MAX_TEXT);
    return lb_both_copy(a, text);
}

void lb_diags_add(struct lb_diags *d, const struct lb_diag *item)
{
    if (item->silenced.len)
        d->silenced++;
    else if (item->severity == LB_ERROR)
        d->errors++;
    else if (item->severity == LB_WARNING)
        d->warnings++;
    if (d->count >= (d->max ? d->max : LB_MAX_DIAGNOSTICS) && item->severity != LB_SILENCE) {
        d->dropped++;
        return;
    }
    struct lb_diag copy = *item;
    copy.file = lb_arena_copy(&d->arena, item->file);
    copy.message = cut(&d->arena, item->message);
    copy.hint = cut(&d->arena, item->hint);
    copy.silenced = lb_arena_copy(&d->arena, item->silenced);
    copy.source_line = lb_arena_copy(&d->arena, lb_utf8_cut(item->source_line, MAX_LINE));
    LB_PUSH(&d->arena, d->items, d->count, d->capacity, copy);
}

static int by_file_and_code(const void *a, const void *b)
{
    const struct lb_diag *x = a, *y = b;
    int r = lb_slice_cmp(x->file, y->file);
    if (!r)
        r = strcmp(x->code, y->code);
    return r ? r : (x->line > y->line) - (x->line < y->line);
}

/* The first of those for this file and code, or `count`: a second one silences nothing. */
static size_t find_silence(const struct lb_diag *silences, size_t count, const struct lb_diag *d)
{
    struct lb_diag key = {.file = d->file, .code = d->code};
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_file_and_code(&key, &silences[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < count && lb_slice_eq(silences[low].file, d->file) && strcmp(silences[low].code, d->code) == 0;
    return found ? low : count;
}

void lb_diags_settle(struct lb_diags *d, void (*tell)(void *self, const struct lb_diag *idle), void *self)
{
    struct lb_diag *silences = NULL;
    size_t count = 0, capacity = 0, kept = 0;
    for (size_t i = 0; i < d->count; i++)
        if (d->items[i].severity == LB_SILENCE)
            LB_PUSH(&d->arena, silences, count, capacity, d->items[i]);
        else
            d->items[kept++] = d->items[i];
    d->count = kept;
    if (!count)
        return;
    qsort(silences, count, sizeof *silences, by_file_and_code);
    bool *is_used = LB_NEW_ARRAY(&d->arena, bool, count);
    for (size_t i = 0; i < d->count; i++) {
        struct lb_diag *one = &d->items[i];
        size_t at = one->severity == LB_ERROR || one->silenced.len ? count : find_silence(silences, count, one);
        if (at == count)
            continue;
        one->silenced = silences[at].message.in[LB_LANG_ID]; /* its author's words, the same in both */
        is_used[at] = true;
        d->silenced++;
        d->warnings -= one->severity == LB_WARNING;
    }
    for (size_t i = 0; tell && i < count; i++)
        if (!is_used[i])
            tell(self, &silences[i]);
}

static int by_place(const void *a, const void *b)
{
    const struct lb_diag *x = a, *y = b;
    int r = lb_slice_cmp(x->file, y->file);
    if (!r)
        r = (x->line > y->line) - (x->line < y->line);
    if (!r)
        r = (x->column > y->column) - (x->column < y->column);
    if (!r)
        r = strcmp(x->code, y->code);
    return r ? r : lb_slice_cmp(x->message.in[LB_LANG_EN], y->message.in[LB_LANG_EN]); /* one order in all languages */
}

void lb_diags_sort(struct lb_diags *d)
{
    if (d->count)
        qsort(d->items, d->count, sizeof *d->items, by_place);
}

/* Control characters would let a file write to the reader's terminal. */
static void add_visible(struct lb_str *out, lb_slice s)
{
    for (size_t at = 0; at < s.len;) {
        size_t start = at;
        uint32_t c = lb_utf8_next(s, &at);
        lb_slice one = lb_slice_sub(s, start, at);
        if (c == 0xFFFD || lb_utf8_check(one, NULL) != LB_UTF8_CLEAN || c == '\n')
            lb_str_printf(out, "\\x%02x", (unsigned char)s.data[start]);
        else
            lb_str_add(out, one);
    }
}

const char *lb_severity_word(enum lb_severity severity, enum lb_lang lang)
{
    static const char *const words[][LB_LANG_COUNT] = {
        {"catatan", "note"}, {"peringatan", "warning"}, {"kesalahan", "error"}, {"pembungkaman", "silence"}};
    return words[severity][lang];
}

void lb_diag_print(const struct lb_diag *d, enum lb_lang lang, bool color, struct lb_str *out)
{
    static const char *const paints[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m", ""};
    if (d->file.len) {
        add_visible(out, d->file);
        lb_str_lit(out, ":");
        if (d->line)
            lb_str_printf(out, "%u:", d->line);
        if (d->line && d->column)
            lb_str_printf(out, "%u:", d->column);
        lb_str_lit(out, " ");
    }
    lb_str_printf(out, "%s%s[%s]%s: ", color ? paints[d->severity] : "", lb_severity_word(d->severity, lang), d->code,
                  color ? "\033[0m" : "");
    add_visible(out, d->message.in[lang]);
    lb_str_lit(out, "\n");
    if (d->source_line.len && d->line) {
        lb_str_printf(out, "%5u | ", d->line);
        add_visible(out, d->source_line);
        lb_str_lit(out, "\n");
        if (d->column) {
            lb_str_lit(out, "      | ");
            for (unsigned i = 1; i < d->column && i < MAX_LINE; i++)
                lb_str_lit(out, " ");
            lb_str_printf(out, "%s^%s\n", color ? "\033[1;32m" : "", color ? "\033[0m" : "");
        }
    }
    if (d->hint.in[lang].len) {
        lb_str_lit(out, "      = ");
        add_visible(out, d->hint.in[lang]);
        lb_str_lit(out, "\n");
    }
}
