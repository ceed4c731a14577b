/* labels.c - the names of facet values; see labels.h. */
#include "store/labels.h"

#include "base/json.h"
#include "base/utf8.h"

static void add(struct lb_labels *l, lb_slice text, lb_slice lang, uint32_t value)
{
    if (!text.len)
        return;
    struct lb_label label = {lb_fold(&l->arena, text), lb_arena_copy(&l->arena, text), lang, value};
    LB_PUSH(&l->arena, l->items, l->count, l->capacity, label);
}

/* "Kota Jambi" is also "Jambi", "Kabupaten Poso" also "Poso". */
static void add_region(struct lb_labels *l, lb_slice name, uint32_t value)
{
    static const char *const kinds[] = {"Kota ", "Kabupaten ", "Kab. ", "Provinsi "};
    add(l, name, LB_EMPTY, value);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (lb_slice_starts(name, lb_slice_of(kinds[i])))
            add(l, lb_slice_sub(name, strlen(kinds[i]), name.len), LB_EMPTY, value);
}

static void add_vocabulary(struct lb_labels *l, const struct lb_columns *c, enum lb_field field, const struct lb_json *vocab)
{
    const struct lb_json *terms = lb_json_get(lb_json_get(vocab, lb_fields[field].vocabulary), "terms");
    for (size_t i = 0; i < lb_json_size(terms); i++) {
        const struct lb_json *term = lb_json_at(terms, i), *label = lb_json_get(term, "label");
        uint32_t value = lb_columns_find(c, field, lb_json_str(term, "code"));
        if (value == UINT32_MAX)
            continue;
        add(l, lb_json_str(label, "id"), LB_S("id"), value);
        add(l, lb_json_str(label, "en"), LB_S("en"), value);
    }
}

static int by_folded(const void *a, const void *b)
{
    const struct lb_label *x = a, *y = b;
    int r = lb_slice_cmp(x->folded, y->folded);
    return r ? r : (x->value > y->value) - (x->value < y->value);
}

void lb_labels_make(const struct lb_columns *c, lb_slice vocab_text, lb_slice regions_text, struct lb_labels *ret)
{
    struct lb_json *vocab = NULL, *regions = NULL;
    struct lb_err ignored;
    *ret = (struct lb_labels){0};
    if (lb_json_parse(vocab_text, &vocab, &ignored) != LB_OK)
        vocab = NULL;
    if (lb_json_parse(regions_text, &regions, &ignored) != LB_OK)
        regions = NULL;
    for (int f = 0; f < LB_FIELD_COUNT; f++) {
        const char *vocabulary = lb_fields[f].vocabulary;
        bool is_region = vocabulary && strcmp(vocabulary, "regions") == 0;
        if (vocabulary && !is_region)
            add_vocabulary(ret, c, (enum lb_field)f, vocab);
        for (uint32_t v = c->field_start[f]; v < c->field_start[f + 1] && !(lb_fields[f].flags & LB_CODED); v++) {
            if (is_region) {
                char *code = lb_arena_cstr(&ret->arena, c->values[v].code);
                add_region(ret, lb_json_str(lb_json_get(regions, code), "name"), v);
            } else if (!vocabulary) {
                add(ret, c->values[v].label.len ? c->values[v].label : c->values[v].code, LB_EMPTY, v);
            }
        }
    }
    if (ret->count)
        qsort(ret->items, ret->count, sizeof *ret->items, by_folded);
    lb_json_free(vocab);
    lb_json_free(regions);
}

void lb_labels_free(struct lb_labels *l)
{
    lb_arena_free(&l->arena);
    *l = (struct lb_labels){0};
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Does a word of text begin with `word`? */
static bool has_word(lb_slice text, lb_slice word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if ((i == 0 || !is_letter(text.data[i - 1])) && memcmp(text.data + i, word.data, word.len) == 0)
            return true;
    return false;
}

static bool has_all_words(lb_slice text, lb_slice words)
{
    size_t seen = 0;
    for (lb_slice word; lb_slice_split(&words, ' ', &word);) {
        if (word.len && !has_word(text, word))
            return false;
        seen += word.len;
    }
    return seen > 0;
}

static size_t push(uint32_t *values, size_t n, size_t max, uint32_t value)
{
    for (size_t i = 0; i < n; i++)
        if (values[i] == value)
            return n;
    if (n < max)
        values[n++] = value;
    return n;
}

size_t lb_labels_find(const struct lb_labels *l, const struct lb_columns *c, struct lb_arena *arena,
                      enum lb_field field, lb_slice typed, uint32_t *values, size_t max)
{
    size_t n = 0;
    lb_slice folded = lb_fold(arena, lb_slice_trim(typed));
    for (uint32_t v = c->field_start[field]; v < c->field_start[field + 1]; v++)
        if (lb_slice_eq(lb_lower(arena, c->values[v].code), folded))
            n = push(values, n, max, v);
    for (int is_loose = 0; is_loose < 2 && n == 0; is_loose++)
        for (size_t i = 0; i < l->count; i++) {
            uint32_t v = l->items[i].value;
            if (v < c->field_start[field] || v >= c->field_start[field + 1])
                continue;
            if (is_loose ? has_all_words(l->items[i].folded, folded) : lb_slice_eq(l->items[i].folded, folded))
                n = push(values, n, max, v);
        }
    return n;
}

lb_slice lb_labels_text(const struct lb_labels *l, const struct lb_columns *c, uint32_t value, lb_slice lang)
{
    lb_slice any = LB_EMPTY;
    for (size_t i = 0; i < l->count; i++) {
        if (l->items[i].value != value)
            continue;
        if (lb_slice_eq(l->items[i].lang, lang))
            return l->items[i].text;
        /* Of a region's names the longest is the official one. */
        if (l->items[i].text.len > any.len)
            any = l->items[i].text;
    }
    return any.len ? any : c->values[value].code;
}
