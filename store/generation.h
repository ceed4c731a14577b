/* generation.h - the state directory: numbered generations, which one is current, who may write. Private to the store.
 *
 *   <state>/writer         lock file: one writer at a time
 *   <state>/current        "gen-7\n"; replaced by rename, so it always names a whole generation
 *   <state>/gen-7/format   LB_INDEX_VERSION as text, written when the generation is whole
 *   <state>/gen-7/lock     readers hold it shared; whoever wants to remove the generation needs it alone
 *   <state>/gen-7/index/   the Xapian database, see xapian.cc
 *   <state>/gen-7/assets/  content-addressed files
 *
 * A generation that `current` does not name and nobody holds is rubbish: of a writer that died, or replaced. The next
 * writer removes it. */
#ifndef LB_STORE_GENERATION_H
#define LB_STORE_GENERATION_H

#include "base/arena.h"
#include "base/err.h"

/* Of everything in a generation; another number means: index again. */
#define LB_INDEX_VERSION "lumbung-index 2"

struct lb_generation {
    char *state, *name, *path; /* "state", "gen-7", "state/gen-7" */
    int lock;                  /* file descriptor, -1 = none */
};

/* For writing: takes the writer's lock (*writer_lock), removes rubbish, makes an empty folder with the next number.
 * LB_LOCKED, LB_IO. */
enum lb_status lb_generation_make(const char *state, struct lb_generation *ret, int *writer_lock, struct lb_err *) LB_MUST_CHECK;
/* Everything in it reaches the disk, then `current` names it, then older ones go. */
enum lb_status lb_generation_publish(struct lb_generation *, struct lb_err *) LB_MUST_CHECK;
/* For reading: the current one, held. LB_NOT_FOUND, LB_VERSION, LB_IO. */
enum lb_status lb_generation_hold(const char *state, struct lb_generation *ret, struct lb_err *) LB_MUST_CHECK;
bool lb_generation_is_current(const struct lb_generation *);
/* Removes the files of one that was not published. */
void lb_generation_discard(struct lb_generation *);
/* Releases the lock and the memory. */
void lb_generation_free(struct lb_generation *);

#endif
