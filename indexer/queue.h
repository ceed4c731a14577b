/* queue.h - cases under review, as the editors' queue lists them: one note "queue:ID" each (record.h). */
#ifndef LB_QUEUE_H
#define LB_QUEUE_H

#include "indexer/case.h"
#include "indexer/history.h"

/* Is the original under review? Also when it has faults, as long as its front matter could be read. */
bool lb_queue_wants(const struct lb_case *original);
/* The note but for the number of findings, which comes last: a JSON object. repo and history may be NULL: then nobody knows
 * since when. */
lb_slice lb_queue_entry(struct lb_repo *, struct lb_history *, const struct lb_contract *, const struct lb_case *original,
                        struct lb_arena *);
/* The id of the case in a folder: the last part of its path. */
lb_slice lb_queue_id(lb_slice folder);

#endif
