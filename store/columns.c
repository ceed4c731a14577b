/* columns.c - facet values and sort keys of all cases, as they are read; see columns.h.
 *
 * The file: the header below, the rows, the list of values, per language the order of titles, per language a stored_lang,
 * per value a lb_stored_value, then the bytes of codes and labels. In the machine's byte order, like the cards. */
#include "store/columns_file.h"

#include "base/fs.h"

static bool measure(const struct lb_columns_header *h, size_t len)
{
    size_t rows = ((size_t)h->docs + 1) * sizeof(struct lb_row), orders = (size_t)h->langs * h->docs * sizeof(uint32_t);
    return len == sizeof *h + rows + (size_t)h->list * sizeof(uint32_t) + orders +
                      h->langs * sizeof(struct lb_columns_lang) + h->values * sizeof(struct lb_stored_value) + h->bytes;
}

/* Ranks from orders; false when an order is none. */
static bool read_titles(struct lb_columns *c, const uint32_t *order, const struct lb_columns_lang *langs)
{
    for (size_t i = 0; i < c->title_count; i++, order += c->docs) {
        struct lb_titles *t = &c->titles[i];
        *t = (struct lb_titles){lb_slice_from(langs[i].lang, strnlen(langs[i].lang, sizeof langs[i].lang)),
                                langs[i].cases, order, lb_xcalloc(c->docs + 1, sizeof *t->rank)};
        for (uint32_t place = 0; place < c->docs; place++) {
            if (!order[place] || order[place] > c->docs)
                return false;
            t->rank[order[place]] = place;
        }
    }
    return true;
}

static bool read_values(struct lb_columns *c, const struct lb_columns_header *h, const char *bytes)
{
    uint64_t used = 0;
    enum lb_field field = 0;
    for (uint32_t i = 0; i < h->values; i++) {
        const struct lb_stored_value *v = &c->stored[i];
        used += (uint64_t)v->code_len + v->label_len;
        if (used > h->bytes || v->field >= LB_FIELD_COUNT)
            return false;
        c->values[i].code = lb_slice_from(bytes, v->code_len);
        c->values[i].label = lb_slice_from(bytes + v->code_len, v->label_len);
        bytes += v->code_len + v->label_len;
        c->fields[i] = (uint8_t)v->field;
        while (field < v->field)
            c->field_start[++field] = i;
    }
    while (field < LB_FIELD_COUNT)
        c->field_start[++field] = h->values;
    return true;
}

/* Readers index with what the rows and the list say. */
static bool check_rows(const struct lb_columns *c, const struct lb_columns_header *h)
{
    uint32_t most = 0, last = 0;
    for (uint32_t i = 0; i < h->list; i++)
        most = c->list[i] > most ? c->list[i] : most;
    for (size_t d = 0; d <= c->docs; d++) {
        if (c->rows[d].values_end < last)
            return false;
        last = c->rows[d].values_end;
    }
    return last == h->list && (!h->list || most < h->values);
}

enum lb_status lb_columns_open(const char *path, struct lb_columns *ret, struct lb_err *e)
{
    struct lb_columns_header h;
    struct lb_columns c = {0};
    enum lb_status s = lb_fs_map(path, &c.mapped, e);
    if (s != LB_OK)
        return s;
    bool is_fine = c.mapped.len >= sizeof h;
    if (is_fine) {
        memcpy(&h, c.mapped.data, sizeof h);
        is_fine = measure(&h, c.mapped.len);
    }
    if (is_fine) {
        const char *at = c.mapped.data + sizeof h;
        c.docs = h.docs;
        c.title_count = h.langs;
        c.rows = (const void *)at;
        at += (c.docs + 1) * sizeof *c.rows;
        c.list = (const void *)at;
        at += (size_t)h.list * sizeof *c.list;
        const uint32_t *orders = (const void *)at;
        at += c.title_count * c.docs * sizeof *orders;
        const struct lb_columns_lang *langs = (const void *)at;
        at += c.title_count * sizeof *langs;
        c.stored = (const void *)at;
        at += (size_t)h.values * sizeof *c.stored;
        c.values = lb_xcalloc((size_t)h.values + 1, sizeof *c.values);
        c.fields = lb_xcalloc((size_t)h.values + 1, sizeof *c.fields);
        c.titles = lb_xcalloc(c.title_count + 1, sizeof *c.titles);
        c.average_length = c.docs && h.length ? (double)h.length / (double)c.docs : 1;
        c.average_title_length = c.docs && h.title_length ? (double)h.title_length / (double)c.docs : 1;
        is_fine = read_titles(&c, orders, langs) && read_values(&c, &h, at) && check_rows(&c, &h);
    }
    if (!is_fine) {
        lb_columns_free(&c);
        return lb_fail(e, LB_INTERNAL, "damaged columns '%s' in the index: index again", path);
    }
    *ret = c;
    return LB_OK;
}

void lb_columns_free(struct lb_columns *c)
{
    for (size_t i = 0; c->titles && i < c->title_count; i++)
        free(c->titles[i].rank);
    free(c->titles);
    free(c->values);
    free(c->fields);
    lb_fs_unmap(c->mapped);
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

const struct lb_titles *lb_columns_titles(const struct lb_columns *c, lb_slice lang)
{
    for (size_t i = 0; i < c->title_count; i++)
        if (lb_slice_eq(c->titles[i].lang, lang))
            return &c->titles[i];
    return c->title_count && c->docs ? &c->titles[0] : NULL;
}

bool lb_columns_same_values(const struct lb_columns *a, const struct lb_columns *b)
{
    uint32_t count = a->field_start[LB_FIELD_COUNT];
    bool is_same = count == b->field_start[LB_FIELD_COUNT];
    for (uint32_t i = 0; i < count && is_same; i++)
        is_same = a->fields[i] == b->fields[i] && lb_slice_eq(a->values[i].code, b->values[i].code) &&
                  lb_slice_eq(a->values[i].label, b->values[i].label);
    return is_same;
}
