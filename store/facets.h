/* facets.h - filters and counts over the columns. Private to the store. */
#ifndef LB_STORE_FACETS_H
#define LB_STORE_FACETS_H

#include "store/columns.h"

/* The filters of a search, ready for one pass: any value within a field, all fields. A group is a field with a
 * selection, or the range of years. */
struct lb_facet_filter {
    const struct lb_columns *columns;
    uint32_t *value_group;  /* by value: bit of its group when it is selected */
    uint32_t all;           /* bits of all groups */
    uint32_t field_group[LB_FIELD_COUNT]; /* bit of the field's group, 0 = no filter */
    uint32_t year_group;
    int year_from, year_to;
};

void lb_facet_filter_make(const struct lb_columns *, struct lb_arena *, const struct lb_search *, struct lb_facet_filter *ret);
/* The groups a document fails: 0 = it passes. */
uint32_t lb_facet_filter_fails(const struct lb_facet_filter *, uint32_t doc);
/* The result of one field from the counts by value: values with a count or selected, by count, then code. */
void lb_facet_list(const struct lb_columns *, struct lb_arena *, enum lb_field, const unsigned *counts,
                   const struct lb_search *selected, struct lb_facet_result *ret);

#endif
