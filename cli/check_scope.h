/* check_scope.h - what a check is asked about: the library, paths in it, or what a change touches. */
#ifndef LB_CHECK_SCOPE_H
#define LB_CHECK_SCOPE_H

#include "base/diag.h"
#include "indexer/repo_staged.h"

struct lb_scope {
    struct lb_arena arena;
    char root[4096];       /* the folder of the library or repository, "." or above it */
    lb_slice *paths;       /* asked for, relative to the root, NFC; none = all */
    size_t path_count;
    bool has_changes;
    struct lb_path_change *changes; /* by path */
    size_t change_count;
    lb_slice *touched;     /* files that changed, and the folders of cases in which something did; sorted */
    size_t touched_count;
    bool touches_schema;   /* findings anywhere may come from the change */
};

/* Finds the root: `given`, or the nearest folder upwards from here that holds a library. Takes the arguments as paths: relative to
 * `given` or, without it, to where we are. False with a message: a path that leads out of the library. */
bool lb_scope_open(struct lb_scope *, const char *given, int argc, char **argv);
void lb_scope_free(struct lb_scope *);
/* Narrows it to what changed. */
void lb_scope_change(struct lb_scope *, struct lb_path_change *changes, size_t count);

/* The first path asked for that the tree does not hold, in whatever form its letters are, and that no change took away; empty = all
 * are there. A mistyped path would pass as clean. */
lb_slice lb_scope_missing(struct lb_scope *, const struct lb_tree *);

bool lb_scope_has(const struct lb_scope *, lb_slice file);
/* Was this case asked for by path, or is it new in the change? Those are told which cases are about the same problem. */
bool lb_scope_is_new(const struct lb_scope *, lb_slice file);
/* May an unchanged file have got this finding by the change? The rules that look at several cases; all, when the schema
 * changed. */
bool lb_scope_may_cause(const struct lb_scope *, const struct lb_diag *);

#endif
