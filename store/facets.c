/* facets.c - filters and counts over the columns; see facets.h. */
#include "store/facets.h"

#include <assert.h>

static_assert(LB_FIELD_COUNT <= 32, "one bit a field");

void lb_facet_filter_make(const struct lb_columns *c, struct lb_arena *arena, const struct lb_search *search,
                          struct lb_facet_filter *ret)
{
    *ret = (struct lb_facet_filter){.columns = c, .year_from = search->year_from, .year_to = search->year_to};
    ret->value_group = LB_NEW_ARRAY(arena, uint32_t, c->field_start[LB_FIELD_COUNT] + 1);
    unsigned groups = 0;
    for (size_t i = 0; i < search->filter_count; i++) {
        const struct lb_filter *f = &search->filters[i];
        if (!ret->field_group[f->field])
            ret->field_group[f->field] = 1u << groups++;
        uint32_t value = lb_columns_find(c, f->field, f->code);
        if (value != UINT32_MAX)
            ret->value_group[value] = ret->field_group[f->field];
    }
    if (ret->year_from || ret->year_to)
        /* With a filter on every field no bit is left: a range then widens the years that are asked for. */
        ret->year_group = groups < 32 ? 1u << groups++ : ret->field_group[LB_FIELD_YEAR];
    ret->all = (uint32_t)(((uint64_t)1 << groups) - 1);
}

uint32_t lb_facet_filter_fails(const struct lb_facet_filter *f, uint32_t doc)
{
    if (!f->all)
        return 0;
    uint32_t passed = 0;
    size_t count;
    const uint32_t *values = lb_row_values(f->columns, doc, &count);
    for (size_t i = 0; i < count; i++)
        passed |= f->value_group[values[i]];
    int year = f->columns->rows[doc].year;
    if (year && (!f->year_from || year >= f->year_from) && (!f->year_to || year <= f->year_to))
        passed |= f->year_group;
    return f->all & ~passed;
}

static int by_count(const void *a, const void *b)
{
    const struct lb_facet_count *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return lb_slice_cmp(x->code, y->code);
}

void lb_facet_list(const struct lb_columns *c, struct lb_arena *arena, enum lb_field field, const unsigned *counts,
                   const struct lb_search *selected, struct lb_facet_result *ret)
{
    uint32_t from = c->field_start[field], to = c->field_start[field + 1];
    size_t most = to - from + selected->filter_count, n = 0;
    struct lb_facet_count *list = LB_NEW_ARRAY(arena, struct lb_facet_count, most + 1);
    for (uint32_t v = from; v < to; v++) {
        bool is_selected = false;
        for (size_t i = 0; i < selected->filter_count; i++)
            is_selected |= selected->filters[i].field == field && lb_slice_eq(selected->filters[i].code, c->values[v].code);
        if (counts[v] || is_selected)
            list[n++] = (struct lb_facet_count){lb_arena_copy(arena, c->values[v].code),
                                                lb_arena_copy(arena, c->values[v].label), counts[v], is_selected};
    }
    for (size_t i = 0; i < selected->filter_count; i++) /* chosen, but no case has it */
        if (selected->filters[i].field == field && lb_columns_find(c, field, selected->filters[i].code) == UINT32_MAX)
            list[n++] = (struct lb_facet_count){lb_arena_copy(arena, selected->filters[i].code), LB_EMPTY, 0, true};
    qsort(list, n, sizeof *list, by_count);
    *ret = (struct lb_facet_result){field, list, n};
}
