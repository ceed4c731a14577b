/* overlap.h - cases about the same problem: what an editor should have read before writing the sixth.
 *
 * A case is compared with all others by the problems, themes and main affair it names, and by the rare words of its title,
 * problem and summary (stemmed, each worth more the fewer cases have it). It is about the same problem when it names the same
 * and shares something else with it - another problem, a theme, two rare words - or shares three rare words. The five that
 * share most are told as notes (I001), each with what is shared. Cases that name each other already are passed over.
 *
 * Filled as the watch of a build. Deterministic; needs no index: some 20 ms for 10 000 cases and one that is asked about. */
#ifndef LB_OVERLAP_H
#define LB_OVERLAP_H

#include "indexer/build.h"

struct lb_overlap;

/* `is_asked` tells which cases, by path of the original, are to be compared with the others. When more than max_asked are
 * (0 = no limit), nothing is told: whoever looks at a whole library asks for other things. */
struct lb_overlap *lb_overlap_new(bool (*is_asked)(void *ctx, lb_slice path), void *ctx, size_t max_asked);
struct lb_build_watch lb_overlap_watch(struct lb_overlap *);
void lb_overlap_free(struct lb_overlap *);

#endif
