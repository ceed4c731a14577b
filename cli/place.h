/* place.h - where a library is, for the commands an editor runs from inside it. */
#ifndef LB_PLACE_H
#define LB_PLACE_H

#include "indexer/contract.h"
#include "indexer/worktree.h"

#include <limits.h>

/* A library in a folder, with its contract. */
struct lb_place {
    char root[PATH_MAX]; /* as one would write it from here: ".", "../..", or what was asked for */
    struct lb_worktree *folder;
    struct lb_tree tree;
    struct lb_contract *contract;
    struct lb_diags diags;
};

/* This folder or the nearest one above it that holds a library, as one would write it from here: ".", "..", "../..". False:
 * there is none; root is untouched. */
bool lb_place_find(char root[PATH_MAX]);

/* Opens the library in `asked`; NULL: the one lb_place_find finds. LB_NOT_FOUND: there is none.
 * LB_INVALID: its contract is broken; place->diags say where. place is to be closed in any case. */
enum lb_status lb_place_open(const char *asked, struct lb_place *, struct lb_err *) LB_MUST_CHECK;
void lb_place_close(struct lb_place *);
/* A path in the library as one would write it from here. */
lb_slice lb_place_path(const struct lb_place *, struct lb_arena *, lb_slice path);

#endif
