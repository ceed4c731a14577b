/* format_same.h - what the formatter promises, asked of the program's own reader and of nothing in the formatter: for its unit tests
 * and its fuzz harness. Each function gives NULL, or what is wrong. */
#ifndef FORMAT_SAME_H
#define FORMAT_SAME_H

#include "indexer/format.h"
#include "indexer/yaml.h"

/* The value is the same, typed alike; only what was no date for the schema may have become one. */
static const char *same_value(const struct lb_schema *s, struct lb_value *a, struct lb_value *b)
{
    if (a->kind == LB_VALUE_MAP || a->kind == LB_VALUE_LIST) {
        if (a->kind != b->kind || a->count != b->count)
            return "a list or map has another length";
        for (size_t i = 0; i < a->count; i++) {
            bool is_map = a->kind == LB_VALUE_MAP;
            const struct lb_member *m = is_map ? lb_value_member(b, a->members[i].key) : NULL;
            const char *wrong = is_map && !m ? "a field is gone"
                                : is_map     ? same_value(s ? lb_schema_property(s, a->members[i].key) : NULL, a->members[i].value, m->value)
                                             : same_value(s ? lb_schema_items(s) : NULL, a->items[i], b->items[i]);
            if (wrong)
                return wrong;
        }
        return NULL;
    }
    bool both_text = (a->kind == LB_VALUE_TEXT || a->kind == LB_VALUE_STRING) && (b->kind == LB_VALUE_TEXT || b->kind == LB_VALUE_STRING);
    if ((a->kind == b->kind || both_text) && lb_slice_eq(a->text, b->text))
        return NULL;
    if (!s || !lb_value_is_scalar(b))
        return "a value is another";
    struct lb_value x = *a, y = *b;
    return !lb_schema_check(s, &x, NULL, NULL) && lb_schema_check(s, &y, NULL, NULL) && b->text.len >= 7 && b->text.data[4] == '-'
               ? NULL : "a value is another";
}

/* The body: every line is there, less the spaces at its end; a hard line break stays one. */
static const char *same_body(lb_slice a, lb_slice b)
{
    lb_slice rest = a.len ? a : LB_EMPTY, other = b.len ? b : LB_EMPTY, line, now;
    while (lb_slice_split(&rest, '\n', &line)) {
        if (lb_slice_ends(line, LB_S("\r")))
            line.len--;
        if (!lb_slice_split(&other, '\n', &now))
            now = LB_EMPTY;
        size_t len = line.len;
        while (len && (line.data[len - 1] == ' ' || line.data[len - 1] == '\t'))
            len--;
        bool is_break = len && lb_slice_ends(line, LB_S("  "));
        if (!lb_slice_starts(now, lb_slice_sub(line, 0, len)) || now.len > line.len || (is_break && !lb_slice_eq(now, line)))
            return "a line of the body is another";
    }
    while (lb_slice_split(&other, '\n', &now))
        if (now.len)
            return "the body has grown";
    return NULL;
}

static size_t count_of(lb_slice s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.data[i] == c;
    return n;
}

static lb_slice without_cr(struct lb_arena *a, lb_slice s)
{
    char *out = lb_arena_alloc(a, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        if (!(s.data[i] == '\r' && i + 1 < s.len && s.data[i + 1] == '\n'))
            out[n++] = s.data[i];
    return lb_slice_from(out, n);
}

static void go_on(void *self, const struct lb_schema_error *error)
{
    (void)self, (void)error;
}

/* Reads a file; false with diagnostics when it cannot be. */
static bool read_front(const struct lb_schema *s, lb_slice text, struct lb_diags *diags, struct lb_arena *a, struct lb_front *parts,
                       struct lb_value **root)
{
    struct lb_source source = {.path = LB_S("x"), .text = text, .diags = diags};
    if (lb_front_split(&source, parts) || lb_yaml_parse(&source, parts->yaml, parts->yaml_line, &lb_yaml_front, a, root) || source.errors)
        return false;
    if (s)
        lb_schema_check(s, *root, go_on, NULL); /* all of it, also behind a fault */
    return (*root)->kind == LB_VALUE_MAP;
}

/* Formats; *ret is the result or, when it was refused, the text as it was. */
static const char *format_keeps_its_promises(const struct lb_schema *s, lb_slice text, struct lb_arena *a, lb_slice *ret, bool *is_refused)
{
    struct lb_diags diags;
    struct lb_front before, after;
    struct lb_value *old, *new;
    const char *wrong = NULL;
    lb_slice once = text, twice;
    lb_diags_init(&diags);
    struct lb_source source = {.path = LB_S("x"), .text = text, .diags = &diags};
    *is_refused = lb_format(s, &source, a, &once) != LB_OK;
    bool could_read = read_front(s, without_cr(a, text), &diags, a, &before, &old);
    *ret = *is_refused ? text : once;
    if (*is_refused)
        wrong = !diags.errors ? "refused without a word" : could_read ? "refused although it can be read" : NULL;
    else if (!could_read)
        wrong = "formatted although it cannot be read";
    else if (!read_front(s, once, &diags, a, &after, &new))
        wrong = "cannot be read afterwards";
    else if (!(wrong = same_value(s, old, new)) && !(wrong = same_body(before.body, after.body)) &&
             count_of(before.yaml, '#') != count_of(after.yaml, '#'))
        wrong = "a comment was lost";
    else if (!wrong) {
        struct lb_source again = {.path = LB_S("x"), .text = once, .diags = &diags};
        if (lb_format(s, &again, a, &twice) || !lb_slice_eq(once, twice))
            wrong = "formatting again changes it";
    }
    lb_diags_free(&diags);
    return wrong;
}

#endif
