/* behind.h - how far translations are behind in files that are not committed yet: what a commit would say of them, were it made now.
 * The history up to a commit says what came before; a file that differs from that commit's is one more change. */
#ifndef LB_BEHIND_H
#define LB_BEHIND_H

#include "indexer/case.h"
#include "indexer/repo.h"

struct lb_behind;

/* The repository must outlive it. The history is read when it is first asked for. */
struct lb_behind *lb_behind_new(struct lb_repo *, const char *commit_id);
void lb_behind_free(struct lb_behind *);

/* Changes of the original since the translation was made; -1: unknown. */
int lb_behind_count(struct lb_behind *, const struct lb_case *translation, const struct lb_case *original);

#endif
