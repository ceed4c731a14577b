/* compare.h - how alike two regions are, dimension by dimension: no hidden score. What is unknown of either stays
 * unknown. The bounds are the ones the page puts in words: within 1.5 times is alike, within 3 times partly. */
#ifndef LB_STORE_COMPARE_H
#define LB_STORE_COMPARE_H

#include "store/store.h"

enum lb_likeness { LB_LIKENESS_UNKNOWN, LB_LIKENESS_NONE, LB_LIKENESS_PARTLY, LB_LIKENESS_ALIKE };

struct lb_comparison {
    enum lb_likeness level;      /* kota and kabupaten are partly alike */
    enum lb_likeness population, density;
    double population_ratio, density_ratio; /* other's by mine; 0 = unknown */
    enum lb_likeness geography;  /* alike: all of the smaller list is shared */
    lb_slice shared_geography[8];
    size_t shared_geography_count;
    enum lb_likeness affairs;    /* alike: at least one shared */
    lb_slice shared_affairs[8];
    size_t shared_affairs_count;
    bool is_same_region, is_same_province;
    unsigned points;             /* the order: 2 for each alike, 1 for each partly */
    double distance;             /* ties: |ln ratio| of population and density, unknown counts as 10 times */
};

/* Slices of the result point into the profiles. */
void lb_compare(const struct lb_profile *me, const struct lb_profile *other, struct lb_comparison *ret);

/* The profile of a region from the snapshot's notes; strings live as long as the snapshot. False: no such region. A
 * region without figures has a level and province only. */
bool lb_snapshot_profile(const struct lb_snapshot *, lb_slice code, struct lb_profile *ret);

#endif
