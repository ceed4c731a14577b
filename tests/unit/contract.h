/* contract.h - the project's own contract, loaded from its source, for unit tests and fuzz harnesses. */
#ifndef CONTRACT_H
#define CONTRACT_H

#include "indexer/contract.h"
#include "indexer/worktree.h"

#include <stdio.h>

static struct lb_worktree *contract_folder;
static struct lb_tree contract_tree; /* of the whole source */
static struct lb_contract *contract;

/* Set-up and tear-down of a group of tests; not 0 when the contract cannot be read or has findings. */
static int load_contract(void **state)
{
    (void)state;
    struct lb_diags diags;
    struct lb_err e = {.msg = ""};
    lb_diags_init(&diags);
    enum lb_status st = lb_worktree_open(LB_SOURCE_DIR, &contract_folder, &e);
    if (!st) {
        contract_tree = lb_worktree_tree(contract_folder);
        st = lb_contract_load(&contract_tree, &diags, &contract, &e);
    }
    for (size_t i = 0; i < diags.count; i++)
        fprintf(stderr, "%.*s:%u: %.*s\n", LB_ARG(diags.items[i].file), diags.items[i].line, LB_ARG(diags.items[i].message.in[LB_LANG_EN]));
    if (st)
        fprintf(stderr, "%s\n", e.msg);
    int failed = st || diags.count ? -1 : 0;
    lb_diags_free(&diags);
    return failed;
}

static inline int unload_contract(void **state)
{
    (void)state;
    lb_contract_free(contract);
    lb_worktree_close(contract_folder);
    return 0;
}

#endif
