/* tree.h - the files of a library, wherever they are: a commit in git or a folder.
 *
 * What reads the contract (schema/), cases and collections asks through this and knows neither git nor the file system.
 * Whoever owns the repository fills the struct (repo.h for a commit, worktree.h for a folder).
 *
 * Paths are relative to the library's root, parted by "/", without leading, trailing or doubled "/"; the root is "".
 * Results live in the arena that is handed in. Symlinks and submodules are entries of kind LB_ENTRY_OTHER and are
 * never followed. Not thread-safe. */
#ifndef LB_TREE_H
#define LB_TREE_H

#include "base/arena.h"
#include "base/err.h"

enum lb_entry_kind { LB_ENTRY_FILE, LB_ENTRY_FOLDER, LB_ENTRY_OTHER };

struct lb_entry {
    lb_slice name; /* one path component; any bytes but "/" and NUL */
    enum lb_entry_kind kind;
};

struct lb_tree {
    void *self;
    /* The content of a regular file of at most `max` bytes; a NUL byte that is not counted follows it. LB_NOT_FOUND:
     * nothing there; LB_INVALID: a folder, symlink or submodule; LB_LIMIT: larger than max; LB_IO. *ret is untouched
     * on failure. */
    enum lb_status (*read)(void *self, struct lb_arena *, lb_slice path, size_t max, lb_slice *ret, struct lb_err *);
    /* The entries of a folder, sorted bytewise by name. LB_NOT_FOUND: no such folder; LB_IO. */
    enum lb_status (*list)(void *self, struct lb_arena *, lb_slice path, struct lb_entry **ret, size_t *count,
                           struct lb_err *);
};

static inline enum lb_status lb_tree_read(const struct lb_tree *t, struct lb_arena *a, lb_slice path, size_t max,
                                          lb_slice *ret, struct lb_err *e)
{
    return t->read(t->self, a, path, max, ret, e);
}

static inline enum lb_status lb_tree_list(const struct lb_tree *t, struct lb_arena *a, lb_slice path,
                                          struct lb_entry **ret, size_t *count, struct lb_err *e)
{
    return t->list(t->self, a, path, ret, count, e);
}

#endif
