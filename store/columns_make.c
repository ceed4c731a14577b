/* columns_make.c - columns are made: from documents, and from the columns before; see columns.h.
 *
 * Values are gathered in a table by name and get their numbers, which follow the names, at the end. The columns before
 * give their rows by copying. */
#include "store/columns_maker.h"

#include "base/sort.h"
#include "store/card.h"

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

static uint32_t value_of(struct lb_columns_maker *m, enum lb_field field, lb_slice code)
{
    if (m->value_count * 2 >= m->slot_count) {
        free(m->slots);
        m->slot_count = m->slot_count ? m->slot_count * 2 : 1024;
        while (m->value_count * 2 >= m->slot_count)
            m->slot_count *= 2;
        m->slots = lb_xcalloc(m->slot_count, sizeof *m->slots);
        for (uint32_t i = 0; i < m->value_count; i++)
            *slot_of(m, m->values[i].field, m->values[i].code) = i + 1;
    }
    uint32_t *slot = slot_of(m, field, code);
    if (!*slot) {
        struct value v = {.field = field, .code = lb_arena_copy(&m->arena, code)};
        LB_PUSH(&m->arena, m->values, m->value_count, m->value_capacity, v);
        *slot = (uint32_t)m->value_count;
    }
    return *slot - 1;
}

static void count_label(struct value *v, lb_slice label)
{
    int r = !v->label.len ? -1 : lb_slice_cmp(label, v->label);
    if (r < 0) {
        v->label = label;
        v->labels = 0;
    }
    v->labels += r <= 0;
}

struct lb_columns_maker *lb_columns_maker_new(const struct lb_columns *old)
{
    struct lb_columns_maker *m = lb_xcalloc(1, sizeof *m);
    m->old = old;
    for (uint32_t i = 0; old && i < old->field_start[LB_FIELD_COUNT]; i++) {
        struct value v = {.field = (enum lb_field)old->fields[i], .code = old->values[i].code,
                          .label = old->values[i].label, .labels = old->stored[i].labels};
        LB_PUSH(&m->arena, m->values, m->value_count, m->value_capacity, v);
    }
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

/* ---- documents come and go ---- */

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
    struct added a = {.texts = m->text_count, .text_count = doc->lang_count};
    a.row.length = (uint32_t)length;
    a.row.title_length = title_length < 255 ? (uint8_t)title_length : 255;
    for (size_t i = 0; i < doc->facet_count; i++) {
        const struct lb_facet_value *f = &doc->facets[i];
        lb_slice parts[4] = {f->code};
        size_t n = f->field == LB_FIELD_REGION ? lb_region_path(f->code, parts) : 1;
        for (size_t p = 0; p < n; p++)
            push_value(m, start, value_of(m, f->field, parts[p]));
        if (f->label.len) {
            struct label l = {value_of(m, f->field, f->code), lb_arena_copy(&m->arena, f->label)};
            LB_PUSH(&m->arena, m->labels, m->label_count, m->label_capacity, l);
        }
        if (f->field == LB_FIELD_YEAR)
            a.row.year = (uint16_t)digits(f->code, 0, 4);
        if (f->field == LB_FIELD_EVIDENCE)
            a.row.evidence = (uint8_t)digits(f->code, 1, 2);
    }
    lb_slice updated = doc->langs[0].card.updated;
    a.row.updated = digits(updated, 0, 4) * 10000 + digits(updated, 5, 7) * 100 + digits(updated, 8, 10);
    a.row.values_end = (uint32_t)m->list_count;
    for (size_t l = 0; l < doc->lang_count; l++) {
        struct text t = {lb_arena_copy(&m->arena, doc->langs[l].card.lang), lb_arena_copy(&m->arena, doc->langs[l].card.title)};
        LB_PUSH(&m->arena, m->texts, m->text_count, m->text_capacity, t);
    }
    LB_PUSH(&m->arena, m->added, m->added_count, m->added_capacity, a);
}

void lb_columns_maker_remove(struct lb_columns_maker *m, uint32_t row, lb_slice data)
{
    lb_slice langs[LB_CARD_LANGS], rest = lb_cards_facets(data);
    size_t n = lb_cards_langs(data, langs, LB_CARD_LANGS);
    struct lb_facet_value f;
    LB_PUSH(&m->arena, m->removed, m->removed_count, m->removed_capacity, row);
    for (size_t i = 0; i < n; i++)
        LB_PUSH(&m->arena, m->removed_langs, m->removed_lang_count, m->removed_lang_capacity, lb_arena_copy(&m->arena, langs[i]));
    while (lb_cards_next_facet(&rest, &f)) {
        struct value *v = &m->values[value_of(m, f.field, f.code)];
        if (!lb_slice_eq(v->label, f.label) || !v->labels || --v->labels)
            continue;
        v->label = LB_EMPTY;
        v->is_doubtful = true;
    }
}

bool lb_columns_maker_doubt(struct lb_columns_maker *m, enum lb_field *field, lb_slice *code)
{
    for (; m->doubt_at < m->value_count; m->doubt_at++)
        if (m->values[m->doubt_at].is_doubtful) {
            *field = m->values[m->doubt_at].field;
            *code = m->values[m->doubt_at++].code;
            return true;
        }
    return false;
}

void lb_columns_maker_relabel(struct lb_columns_maker *m, enum lb_field field, lb_slice code, lb_slice label)
{
    if (label.len)
        count_label(&m->values[value_of(m, field, code)], lb_arena_copy(&m->arena, label));
}

/* ---- languages ---- */

static int by_lang(const void *a, const void *b)
{
    return strncmp(((const struct lb_columns_lang *)a)->lang, ((const struct lb_columns_lang *)b)->lang, 20);
}

static void count_lang(struct lb_columns_lang **langs, size_t *count, lb_slice lang, int64_t n)
{
    size_t i = 0;
    while (i < *count && (strnlen((*langs)[i].lang, 20) != lang.len || memcmp((*langs)[i].lang, lang.data, lang.len) != 0))
        i++;
    if (i == *count) {
        *langs = lb_xrealloc(*langs, (*count + 1) * sizeof **langs);
        (*langs)[i] = (struct lb_columns_lang){0};
        memcpy((*langs)[i].lang, lang.data, lang.len < 19 ? lang.len : 19);
        ++*count;
    }
    (*langs)[i].cases = (uint32_t)((int64_t)(*langs)[i].cases + n);
}

static struct lb_columns_lang *count_langs(const struct lb_columns_maker *m, size_t *ret)
{
    struct lb_columns_lang *langs = NULL;
    size_t count = 0, kept = 0;
    for (size_t i = 0; m->old && i < m->old->title_count; i++)
        count_lang(&langs, &count, m->old->titles[i].lang, m->old->titles[i].cases);
    for (size_t i = 0; i < m->text_count; i++)
        count_lang(&langs, &count, m->texts[i].lang, 1);
    for (size_t i = 0; i < m->removed_lang_count; i++)
        count_lang(&langs, &count, m->removed_langs[i], -1);
    for (size_t i = 0; i < count; i++)
        if (langs[i].cases)
            langs[kept++] = langs[i];
    if (kept)
        qsort(langs, kept, sizeof *langs, by_lang);
    *ret = kept;
    return langs;
}

/* ---- the whole ---- */

struct rows {
    struct lb_row *rows;
    uint32_t *list;
    size_t list_count;
};

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Rows in their order; their values still in the numbers of the table. */
static struct rows gather(struct lb_columns_maker *m, const struct lb_columns_plan *plan, struct lb_columns_header *h)
{
    size_t most = m->list_count + (m->old ? m->old->rows[m->old->docs].values_end : 0);
    struct rows r = {lb_xcalloc(plan->count + 1, sizeof *r.rows), lb_xmalloc((most + 1) * sizeof *r.list), 0};
    for (size_t i = 0; i < plan->count; i++) {
        uint32_t from = plan->rows[i];
        const uint32_t *values;
        size_t n;
        if (from & LB_ADDED_ROW) {
            const struct added *a = &m->added[from & ~LB_ADDED_ROW];
            size_t start = from & ~LB_ADDED_ROW ? a[-1].row.values_end : 0;
            values = m->list + start;
            n = a->row.values_end - start;
            r.rows[i + 1] = a->row;
        } else {
            values = lb_row_values(m->old, from, &n);
            r.rows[i + 1] = m->old->rows[from];
        }
        for (size_t k = 0; k < n; k++) {
            r.list[r.list_count++] = values[k];
            m->values[values[k]].count++;
        }
        r.rows[i + 1].values_end = (uint32_t)r.list_count;
        h->length += r.rows[i + 1].length;
        h->title_length += r.rows[i + 1].title_length;
    }
    return r;
}

static int by_name(const void *a, const void *b)
{
    const struct value *x = *(const struct value *const *)a, *y = *(const struct value *const *)b;
    return x->field != y->field ? (x->field > y->field) - (x->field < y->field) : lb_slice_cmp(x->code, y->code);
}

/* Values that some row has, by name; numbers them. */
static struct value **number_values(struct lb_columns_maker *m, size_t *ret)
{
    struct value **sorted = lb_xcalloc(m->value_count + 1, sizeof *sorted);
    size_t n = 0;
    for (size_t i = 0; i < m->value_count; i++)
        if (m->values[i].count)
            sorted[n++] = &m->values[i];
    lb_sort(sorted, n, sizeof *sorted, by_name);
    for (uint32_t i = 0; i < n; i++)
        sorted[i]->number = i;
    *ret = n;
    return sorted;
}

static void renumber(const struct lb_columns_maker *m, const struct lb_columns_plan *plan, struct rows *r)
{
    for (size_t i = 0; i < r->list_count; i++)
        r->list[i] = m->values[r->list[i]].number;
    for (size_t i = 1; i <= plan->count && r->list_count; i++)
        if (plan->rows[i - 1] & LB_ADDED_ROW) /* old ones keep their order */
            qsort(r->list + r->rows[i - 1].values_end, r->rows[i].values_end - r->rows[i - 1].values_end,
                  sizeof *r->list, by_number);
}

static void write_values(struct value *const *sorted, size_t count, struct lb_str *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct value *v = sorted[i];
        struct lb_stored_value s = {(uint32_t)v->field, (uint32_t)v->code.len, (uint32_t)v->label.len, v->count, v->labels};
        lb_str_add(out, lb_slice_from(&s, sizeof s));
    }
    for (size_t i = 0; i < count; i++) {
        lb_str_add(out, sorted[i]->code);
        lb_str_add(out, sorted[i]->label);
    }
}

enum lb_status lb_columns_maker_write(struct lb_columns_maker *m, const struct lb_columns_plan *plan,
                                      struct lb_str *out, struct lb_err *e)
{
    struct lb_columns_header h = {.docs = (uint32_t)plan->count};
    size_t value_count, lang_count;
    for (size_t i = 0; i < m->label_count; i++)
        count_label(&m->values[m->labels[i].value], m->labels[i].label);
    uint32_t *moved = lb_xcalloc((m->old ? m->old->docs : 0) + 1, sizeof *moved);
    for (uint32_t i = 0; i < plan->count; i++)
        if (!(plan->rows[i] & LB_ADDED_ROW))
            moved[plan->rows[i]] = i + 1;

    struct rows r = gather(m, plan, &h);
    struct value **sorted = number_values(m, &value_count);
    renumber(m, plan, &r);
    struct lb_columns_lang *langs = count_langs(m, &lang_count);
    for (size_t i = 0; i < value_count; i++)
        h.bytes += (uint32_t)(sorted[i]->code.len + sorted[i]->label.len);
    h.list = (uint32_t)r.list_count;
    h.values = (uint32_t)value_count;
    h.langs = (uint32_t)lang_count;
    lb_str_add(out, lb_slice_from(&h, sizeof h));
    lb_str_add(out, lb_slice_from(r.rows, (plan->count + 1) * sizeof *r.rows));
    lb_str_add(out, lb_slice_from(r.list, r.list_count * sizeof *r.list));
    enum lb_status s = lb_columns_maker_titles(m, plan, moved, langs, lang_count, out, e);
    lb_str_add(out, lb_slice_from(langs, lang_count * sizeof *langs));
    write_values(sorted, value_count, out);
    free(moved);
    free(r.rows);
    free(r.list);
    free(sorted);
    free(langs);
    return s;
}
