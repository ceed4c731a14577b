/* unanswered.h - searches that found nothing, counted for the editors: words only, no person, no time of day.
 *
 * Kept as lines "COUNT TAB FIRST-DATE TAB LAST-DATE TAB WORDS" in <state>/unanswered.tsv, most frequent first; the only file the
 * server writes. Words are folded and sorted by nothing but themselves; queries that look like personal data (an e-mail
 * address, eight or more digits in a row) are not kept. At most LB_MAX_UNANSWERED lines: the rarest, oldest go first.
 * Several servers may share a state directory: each adds what it counted under a lock.
 * Thread rule: lb_unanswered_add from any thread; the others from one. */
#ifndef LB_UNANSWERED_H
#define LB_UNANSWERED_H

#include "base/arena.h"
#include "base/err.h"

struct lb_unanswered;

struct lb_unanswered *lb_unanswered_new(const char *state_dir);
/* Counts one search; cheap, never blocks on disk. */
void lb_unanswered_add(struct lb_unanswered *, lb_slice query);
/* Adds what was counted since the last call to the file, dated `today` ("2026-11-21"). Nothing to add: no file is touched.
 * LB_IO: the counts are kept for the next try. */
enum lb_status lb_unanswered_flush(struct lb_unanswered *, lb_slice today, struct lb_err *) LB_MUST_CHECK;
void lb_unanswered_free(struct lb_unanswered *);

struct lb_unanswered_row {
    unsigned count;
    lb_slice first, last, words;
};
/* The file's rows, most frequent first; none when there is no file. A malformed line is skipped. */
enum lb_status lb_unanswered_read(struct lb_arena *, const char *state_dir, struct lb_unanswered_row **ret, size_t *count,
                                  struct lb_err *) LB_MUST_CHECK;

#endif
