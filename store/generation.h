/* generation.h - the state directory: generations and the segments they share, which generation is current, who may write.
 * Private to the store.
 *
 *   <state>/writer         lock file: one writer at a time
 *   <state>/current        "gen-7\n"; replaced by rename, so it always names a whole generation
 *   <state>/seg-3/         a segment: an immutable Xapian database, see xapian.cc
 *   <state>/assets/NAME    content-addressed files of all generations
 *   <state>/gen-7/format   LB_INDEX_VERSION as text, written when the generation is whole
 *   <state>/gen-7/lock     readers hold it shared; whoever wants to remove the generation needs it alone
 *   <state>/gen-7/manifest, rows, dead   its segments, see segments.h
 *   <state>/gen-7/columns  see columns.h
 *   <state>/gen-7/words    see wordlist.h
 *   <state>/gen-7/assets   names of its assets, a line each, in byte order
 *   <state>/gen-7/files/   files of lb_writer_file
 *   <state>/gen-7/new/     shards and assets while it is written
 *
 * Files that an update does not write again are links to those of the generation before (copies where the file system has
 * no links); nothing in a published generation is ever changed in place.
 *
 * A generation that `current` does not name and nobody holds is rubbish: of a writer that died, or replaced. The next
 * writer removes it, then segments that no generation names, then assets that none lists.
 *
 * Before `current` moves everything new is synced, so that a power cut leaves the old or the new state: the files of the
 * generation that are no links, the new segment, new assets, and the folders they are in: some 15 calls of fsync for an update
 * (bench/README.md says what they cost). What a disk loses in spite of that is told from sizes and numbers that do not fit
 * (LB_INTERNAL, LB_IO), and the index is made again from the repository. */
#ifndef LB_STORE_GENERATION_H
#define LB_STORE_GENERATION_H

#include "base/arena.h"
#include "base/err.h"

/* Of everything in a generation; another number means: index again. */
#define LB_INDEX_VERSION "lumbung-index 4"

struct lb_generation {
    char *state, *name, *path; /* "state", "gen-7", "state/gen-7" */
    int lock;                  /* file descriptor, -1 = none */
};

/* For writing: the writer's lock. Makes the state directory when it is missing. LB_LOCKED, LB_IO. */
enum lb_status lb_generation_lock(const char *state, int *writer_lock, struct lb_err *) LB_MUST_CHECK;
/* With the writer's lock: removes rubbish and makes an empty folder with the next number, with new/ in it; *segment is
 * the number a new segment may have. LB_IO. */
enum lb_status lb_generation_make(const char *state, struct lb_generation *ret, unsigned long *segment, struct lb_err *) LB_MUST_CHECK;
/* The same file as in `old`, by a link when possible. A missing one is fine. LB_IO. */
enum lb_status lb_generation_inherit(const struct lb_generation *, const struct lb_generation *old, const char *name,
                                     struct lb_err *) LB_MUST_CHECK;
/* Everything in it and in the new segment (a path, or NULL) reaches the disk, assets go from new/ to where all are, then
 * `current` names it. */
enum lb_status lb_generation_publish(struct lb_generation *, const char *segment, struct lb_err *) LB_MUST_CHECK;
/* With the writer's lock: removes rubbish. Failing is no harm: the next writer tries again. */
void lb_generation_sweep(const char *state);
/* For reading: the current one, held. LB_NOT_FOUND, LB_VERSION, LB_IO. */
enum lb_status lb_generation_hold(const char *state, struct lb_generation *ret, struct lb_err *) LB_MUST_CHECK;
bool lb_generation_is_current(const struct lb_generation *);
/* Removes the files of one that was not published. */
void lb_generation_discard(struct lb_generation *);
/* Releases the lock and the memory. */
void lb_generation_free(struct lb_generation *);

/* Asks the system to begin to bring what was written to the disk, so that the sync at the end waits for less of it. A
 * hint: what it cannot do is no fault. */
void lb_start_writing(int fd);

#endif
