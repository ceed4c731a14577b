/* profiles.h - the profiles of all regions of a snapshot, read once from the notes "profiles" and "regions". Private to
 * the store; see compare.h for the way in. */
#ifndef LB_STORE_PROFILES_H
#define LB_STORE_PROFILES_H

#include "store/store.h"

struct lb_profiles {
    struct lb_arena arena;
    struct lb_profile *items; /* by code */
    size_t count, capacity;
};

/* The notes' texts; may be empty. */
void lb_profiles_make(lb_slice profiles, lb_slice regions, struct lb_profiles *ret);
void lb_profiles_free(struct lb_profiles *);
const struct lb_profile *lb_profiles_find(const struct lb_profiles *, lb_slice code);

#endif
