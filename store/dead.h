/* dead.h - how many dead documents hold each term: what a term's frequency in the segments is too large by. Made at
 * commit, immutable. Private to the store.
 *
 * A document that was replaced or dropped stays in its segment until that is merged, and Xapian goes on counting it. */
#ifndef LB_STORE_DEAD_H
#define LB_STORE_DEAD_H

#include "base/err.h"
#include "base/str.h"
#include "store/bag.h"

struct lb_dead {
    size_t count;
    const uint32_t *starts, *counts; /* term i is text[starts[i] .. starts[i + 1]) */
    const char *text;
};

/* Points into blob. LB_INTERNAL: damaged. */
enum lb_status lb_dead_read(lb_slice blob, struct lb_dead *ret, struct lb_err *) LB_MUST_CHECK;
uint32_t lb_dead_count(const struct lb_dead *, lb_slice term);
/* Those of `old` and of `died` without those of `gone`, whose documents are no longer in any segment. Both sorted. */
void lb_dead_write(const struct lb_dead *old, const struct lb_bag *died, const struct lb_bag *gone, struct lb_str *out);

#endif
