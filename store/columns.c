/* columns.c - facet values and sort keys of all documents; see columns.h.
 *
 * The blob: a header of 32-bit numbers, the rows, the list of values, per value (field, code length, label length), then
 * the bytes of codes and labels. In the machine's byte order, like the cards. */
#include "store/columns.h"

#include "base/i18n.h"

struct header {
    uint32_t docs, list, values, bytes;
};

struct stored_value {
    uint32_t field, code_len, label_len;
};

/* A value while the index is made: its number changes when all are sorted at the end. */
struct made_value {
    enum lb_field field;
    lb_slice code, label;
    uint32_t old_number;
};

struct lb_columns_maker {
    struct lb_arena arena;
    struct lb_row *rows;
    lb_slice *titles;
    char **langs;
    size_t count, rows_capacity, titles_count, titles_capacity, langs_count, langs_capacity;
    uint32_t *list;
    size_t list_count, list_capacity;
    struct made_value *values;
    size_t value_count, value_capacity;
    uint32_t *slots; /* hash table over values, number + 1 */
    size_t slot_count;
};

struct lb_columns_maker *lb_columns_maker_new(void)
{
    struct lb_columns_maker *m = lb_xcalloc(1, sizeof *m);
    LB_PUSH(&m->arena, m->rows, m->count, m->rows_capacity, (struct lb_row){0});
    LB_PUSH(&m->arena, m->titles, m->titles_count, m->titles_capacity, LB_EMPTY);
    LB_PUSH(&m->arena, m->langs, m->langs_count, m->langs_capacity, NULL);
    m->slot_count = 1024;
    m->slots = lb_xcalloc(m->slot_count, sizeof *m->slots);
    return m;
}

void lb_columns_maker_free(struct lb_columns_maker *m)
{
    if (!m)
        return;
    free(m->slots);
    lb_arena_free(&m->arena);
    free(m);
}

size_t lb_region_path(lb_slice code, lb_slice parts[4])
{
    size_t n = 0;
    while (code.len && n < 4) {
        parts[n++] = code;
        size_t end = code.len - 1;
        while (end && code.data[end] != '.' && code.data[end] != '-')
            end--;
        code = lb_slice_sub(code, 0, end);
    }
    return n;
}

static size_t hash(enum lb_field field, lb_slice code)
{
    size_t h = 1469598103934665603u ^ (size_t)field;
    for (size_t i = 0; i < code.len; i++)
        h = (h ^ (unsigned char)code.data[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static uint32_t *slot_of(struct lb_columns_maker *m, enum lb_field field, lb_slice code)
{
    for (size_t i = hash(field, code);; i++) {
        uint32_t *slot = &m->slots[i & (m->slot_count - 1)];
        if (!*slot || (m->values[*slot - 1].field == field && lb_slice_eq(m->values[*slot - 1].code, code)))
            return slot;
    }
}

static uint32_t number_of(struct lb_columns_maker *m, enum lb_field field, lb_slice code, lb_slice label)
{
    if (m->value_count * 2 >= m->slot_count) {
        free(m->slots);
        m->slot_count *= 2;
        m->slots = lb_xcalloc(m->slot_count, sizeof *m->slots);
        for (uint32_t i = 0; i < m->value_count; i++)
            *slot_of(m, m->values[i].field, m->values[i].code) = i + 1;
    }
    uint32_t *slot = slot_of(m, field, code);
    if (!*slot) {
        struct made_value v = {field, lb_arena_copy(&m->arena, code), LB_EMPTY, (uint32_t)m->value_count};
        LB_PUSH(&m->arena, m->values, m->value_count, m->value_capacity, v);
        *slot = (uint32_t)m->value_count;
    }
    struct made_value *v = &m->values[*slot - 1];
    /* Two cases may spell a label differently; the smaller one, so that the order of cases does not matter. */
    if (label.len && (!v->label.len || lb_slice_cmp(label, v->label) < 0))
        v->label = lb_arena_copy(&m->arena, label);
    return *slot - 1;
}

static void push_value(struct lb_columns_maker *m, size_t row_start, uint32_t number)
{
    for (size_t i = row_start; i < m->list_count; i++)
        if (m->list[i] == number)
            return;
    LB_PUSH(&m->arena, m->list, m->list_count, m->list_capacity, number);
}

static unsigned digits(lb_slice s, size_t from, size_t to)
{
    unsigned n = 0;
    for (size_t i = from; i < to; i++) {
        if (i >= s.len || s.data[i] < '0' || s.data[i] > '9')
            return 0;
        n = n * 10 + (unsigned)(s.data[i] - '0');
    }
    return n;
}

void lb_columns_maker_add(struct lb_columns_maker *m, const struct lb_doc *doc, size_t length, size_t title_length)
{
    size_t start = m->list_count;
    struct lb_row row = {.length = (uint32_t)length, .title_length = title_length < 255 ? (uint8_t)title_length : 255};
    for (size_t i = 0; i < doc->facet_count; i++) {
        const struct lb_facet_value *f = &doc->facets[i];
        lb_slice parts[4] = {f->code};
        size_t n = f->field == LB_FIELD_REGION ? lb_region_path(f->code, parts) : 1;
        for (size_t p = 0; p < n; p++)
            push_value(m, start, number_of(m, f->field, parts[p], f->label));
        if (f->field == LB_FIELD_YEAR)
            row.year = (uint16_t)digits(f->code, 0, 4);
        if (f->field == LB_FIELD_EVIDENCE)
            row.evidence = (uint8_t)digits(f->code, 1, 2);
    }
    const struct lb_card *card = &doc->langs[0].card;
    row.updated = digits(card->updated, 0, 4) * 10000 + digits(card->updated, 5, 7) * 100 + digits(card->updated, 8, 10);
    row.values_end = (uint32_t)m->list_count;
    LB_PUSH(&m->arena, m->rows, m->count, m->rows_capacity, row);
    LB_PUSH(&m->arena, m->titles, m->titles_count, m->titles_capacity, lb_arena_copy(&m->arena, card->title));
    LB_PUSH(&m->arena, m->langs, m->langs_count, m->langs_capacity, lb_arena_cstr(&m->arena, card->lang));
}

static int by_field_and_code(const void *a, const void *b)
{
    const struct made_value *x = a, *y = b;
    return x->field != y->field ? (x->field > y->field) - (x->field < y->field) : lb_slice_cmp(x->code, y->code);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

struct titled {
    lb_slice title;
    const char *lang;
    uint32_t doc;
};

static int by_title(const void *a, const void *b)
{
    const struct titled *x = a, *y = b;
    int r = lb_collate(x->lang, x->title, y->title);
    return r ? r : (x->doc > y->doc) - (x->doc < y->doc);
}

/* All titles under the first case's language: one order for one list. */
static void rank_titles(struct lb_columns_maker *m)
{
    size_t docs = m->count - 1;
    struct titled *t = lb_xcalloc(docs ? docs : 1, sizeof *t);
    for (uint32_t d = 1; d <= docs; d++)
        t[d - 1] = (struct titled){m->titles[d], m->langs[1], d};
    qsort(t, docs, sizeof *t, by_title);
    for (uint32_t i = 0; i < docs; i++)
        m->rows[t[i].doc].title_rank = i;
    free(t);
}

void lb_columns_maker_write(struct lb_columns_maker *m, struct lb_str *out)
{
    rank_titles(m);
    if (m->value_count)
        qsort(m->values, m->value_count, sizeof *m->values, by_field_and_code);
    uint32_t *renamed = lb_xcalloc(m->value_count + 1, sizeof *renamed);
    struct header h = {(uint32_t)(m->count - 1), (uint32_t)m->list_count, (uint32_t)m->value_count, 0};
    for (uint32_t i = 0; i < m->value_count; i++) {
        renamed[m->values[i].old_number] = i;
        h.bytes += (uint32_t)(m->values[i].code.len + m->values[i].label.len);
    }
    for (size_t i = 0; i < m->list_count; i++)
        m->list[i] = renamed[m->list[i]];
    for (size_t d = 1; d < m->count && m->list_count; d++)
        qsort(m->list + m->rows[d - 1].values_end, m->rows[d].values_end - m->rows[d - 1].values_end, sizeof *m->list,
              by_number);

    lb_str_add(out, lb_slice_from(&h, sizeof h));
    lb_str_add(out, lb_slice_from(m->rows, m->count * sizeof *m->rows));
    lb_str_add(out, lb_slice_from(m->list, m->list_count * sizeof *m->list));
    for (size_t i = 0; i < m->value_count; i++) {
        struct made_value *v = &m->values[i];
        struct stored_value s = {v->field, (uint32_t)v->code.len, (uint32_t)v->label.len};
        lb_str_add(out, lb_slice_from(&s, sizeof s));
    }
    for (size_t i = 0; i < m->value_count; i++) {
        lb_str_add(out, m->values[i].code);
        lb_str_add(out, m->values[i].label);
    }
    free(renamed);
}

enum lb_status lb_columns_read(lb_slice blob, struct lb_columns *ret, struct lb_err *e)
{
    struct header h;
    if (blob.len < sizeof h)
        return lb_fail(e, LB_INTERNAL, "damaged columns in the index: index again");
    memcpy(&h, blob.data, sizeof h);
    size_t rows = ((size_t)h.docs + 1) * sizeof *ret->rows, list = (size_t)h.list * sizeof *ret->list;
    size_t values = (size_t)h.values * sizeof(struct stored_value);
    if (blob.len != sizeof h + rows + list + values + h.bytes)
        return lb_fail(e, LB_INTERNAL, "damaged columns in the index: index again");

    struct lb_columns c = {.docs = h.docs, .memory = lb_xmalloc(blob.len - sizeof h)};
    memcpy(c.memory, blob.data + sizeof h, blob.len - sizeof h);
    c.rows = (struct lb_row *)(void *)c.memory;
    c.list = (uint32_t *)(void *)(c.memory + rows);
    const struct stored_value *stored = (const void *)(c.memory + rows + list);
    const char *bytes = c.memory + rows + list + values;
    c.values = lb_xcalloc((size_t)h.values + 1, sizeof *c.values);
    c.fields = lb_xcalloc((size_t)h.values + 1, sizeof *c.fields);
    enum lb_field field = 0;
    for (uint32_t i = 0; i < h.values; i++) {
        c.values[i].code = lb_slice_from(bytes, stored[i].code_len);
        c.values[i].label = lb_slice_from(bytes + stored[i].code_len, stored[i].label_len);
        bytes += stored[i].code_len + stored[i].label_len;
        c.fields[i] = (uint8_t)stored[i].field;
        while (field < stored[i].field)
            c.field_start[++field] = i;
    }
    while (field < LB_FIELD_COUNT)
        c.field_start[++field] = h.values;

    c.counts = lb_xcalloc((size_t)h.values + 1, sizeof *c.counts);
    for (uint32_t i = 0; i < h.list; i++)
        if (c.list[i] < h.values)
            c.counts[c.list[i]]++;

    double length = 0, title = 0;
    for (size_t d = 1; d <= c.docs; d++) {
        length += c.rows[d].length;
        title += c.rows[d].title_length;
    }
    c.average_length = c.docs && length > 0 ? length / (double)c.docs : 1;
    c.average_title_length = c.docs && title > 0 ? title / (double)c.docs : 1;
    *ret = c;
    return LB_OK;
}

void lb_columns_free(struct lb_columns *c)
{
    free(c->memory);
    free(c->values);
    free(c->fields);
    free(c->counts);
    *c = (struct lb_columns){0};
}

uint32_t lb_columns_find(const struct lb_columns *c, enum lb_field field, lb_slice code)
{
    uint32_t from = c->field_start[field], to = c->field_start[field + 1];
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        int r = lb_slice_cmp(c->values[middle].code, code);
        if (r == 0)
            return middle;
        if (r < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return UINT32_MAX;
}
