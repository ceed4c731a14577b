/* worktree.h - a library in a folder, as it lies there, saved or not committed: for previews and for use without git.
 *
 * No symlink is followed, at any component, so nothing outside the folder can be read. Not seen: .git and node_modules
 * anywhere; build and state at the root. */
#ifndef LB_WORKTREE_H
#define LB_WORKTREE_H

#include "indexer/tree.h"

struct lb_worktree;

/* LB_NOT_FOUND: no such folder; LB_INVALID: not a folder; LB_IO. */
enum lb_status lb_worktree_open(const char *dir, struct lb_worktree **ret, struct lb_err *) LB_MUST_CHECK;
void lb_worktree_close(struct lb_worktree *);
/* Serves as long as the work tree is open. */
struct lb_tree lb_worktree_tree(struct lb_worktree *);

/* Appends "path size mtime" lines of every file under the paths (NULL-ended; a missing one is fine), in the order of their
 * names: when two of these texts are equal, nothing was saved in between. *newest (0 at first) becomes the time the newest of
 * them was saved, seconds since 1970. LB_IO. */
struct lb_str;
enum lb_status lb_worktree_fingerprint(struct lb_worktree *, const char *const *paths, struct lb_str *out,
                                       int64_t *newest, struct lb_err *) LB_MUST_CHECK;

#endif
