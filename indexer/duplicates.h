/* duplicates.h - cases that look like another: the same title, the same acronym in the same region and time, or much
 * the same text.
 *
 * Of each body the 32 smallest hashes of its five-word shingles are kept (a bottom-k sketch, Broder 1997); two texts
 * that share a large part of their shingles share a large part of these. Sorting all hashes finds the pairs without
 * comparing every case with every other. */
#ifndef LB_DUPLICATES_H
#define LB_DUPLICATES_H

#include "base/arena.h"

enum { LB_SKETCH = 32 };

struct lb_sketch {
    lb_slice title_key, acronym_key; /* folded; empty = none */
    uint64_t hashes[LB_SKETCH];
    size_t count;
};

struct lb_sketches {
    struct lb_sketch *items; /* one a case */
    size_t count, capacity;
};

enum lb_likeness { LB_LIKE_TITLE, LB_LIKE_ACRONYM, LB_LIKE_TEXT };

/* Sketches one case: its title, acronym (with region and year) and body. */
void lb_sketch_add(struct lb_sketches *, struct lb_arena *, lb_slice title, lb_slice acronym, lb_slice region,
                   lb_slice year, lb_slice body);
/* Calls fn for every pair (a < b) that looks alike, once, with the strongest reason; `share` is the part of the texts
 * that is common, in percent, for LB_LIKE_TEXT. */
typedef void lb_likeness_fn(void *self, size_t a, size_t b, enum lb_likeness, unsigned share);
void lb_sketches_compare(const struct lb_sketches *, lb_likeness_fn *, void *self);

#endif
