/* build_ahead.c - what an update will need whatever was changed: begun before git is asked, beside all the rest.
 *
 * Hardly ever does a push touch schema/. So the contract is loaded from the copy that the last build left, and the
 * dictionaries by the note "search". When it turns out that the contract is another after all, or somebody else has
 * written the snapshot meanwhile, this is thrown away. */
#include "indexer/build_parts.h"

#include "base/hash.h"
#include "base/task.h"

#include <stdlib.h>

struct lb_ahead {
    struct lb_arena arena;
    struct lb_snapshot *snapshot;
    struct lb_reader *reader;
    lb_slice packed, search; /* the files of the contract; the note */
    struct lb_diags diags;

    struct lb_contract *contract;
    struct lb_json *config;
    struct lb_analyser *analyser;
    struct lb_task *loading, *analysing;
};

static void load_contract(void *ahead)
{
    struct lb_ahead *a = ahead;
    struct lb_tree tree = lb_contract_tree(&a->packed);
    if (lb_contract_load_again(&tree, &a->diags, &a->contract, NULL))
        a->contract = NULL;
}

static void load_analyser(void *ahead)
{
    struct lb_ahead *a = ahead;
    if (lb_json_parse(a->search, &a->config, NULL) || lb_analyser_new(a->config, &a->analyser, NULL))
        a->analyser = NULL;
}

/* Of a snapshot of this very program, with a contract that had no fault. */
static bool find_files(struct lb_ahead *a, const struct lb_build_options *options)
{
    struct lb_json *head = NULL;
    lb_slice text;
    bool is_found = false;
    if (lb_snapshot_peek(options->state, &a->snapshot, NULL) || lb_reader_open(a->snapshot, &a->reader, NULL) ||
        lb_reader_note(a->reader, &a->arena, LB_S("head"), &text, NULL) || lb_json_parse(text, &head, NULL))
        goto out;
    is_found = lb_slice_eq(lb_json_str(head, "build"), lb_slice_of(options->program)) &&
               lb_reader_file(a->reader, LB_S("contract"), &a->packed, NULL) == LB_OK &&
               lb_reader_note(a->reader, &a->arena, LB_S("search"), &a->search, NULL) == LB_OK;
out:
    lb_json_free(head);
    return is_found;
}

void lb_build_go_ahead(struct lb_build *b)
{
    if (!b->options->state || !b->options->repo || b->options->is_forced)
        return;
    struct lb_ahead *a = b->ahead = lb_xcalloc(1, sizeof *a);
    lb_diags_init(&a->diags);
    if (find_files(a, b->options))
        a->loading = lb_task_start(load_contract, a);
}

/* What is loaded needs the snapshot no more; whoever holds it keeps its generation from being removed. */
static void let_go(struct lb_ahead *a)
{
    lb_task_end(a->loading);
    lb_task_end(a->analysing);
    a->loading = a->analysing = NULL;
    lb_reader_close(a->reader);
    lb_snapshot_drop(a->snapshot);
    a->reader = NULL;
    a->snapshot = NULL;
}

uint64_t lb_build_ahead_contract(const struct lb_build *b)
{
    return b->ahead && b->ahead->loading ? lb_mix(1, b->ahead->packed) : 0;
}

struct lb_contract *lb_build_take_contract(struct lb_build *b)
{
    struct lb_ahead *a = b->ahead;
    lb_task_end(a->loading);
    a->loading = NULL;
    a->analysing = lb_task_start(load_analyser, a); /* not before: the contract is wanted first, and cores are few */
    struct lb_contract *contract = a->contract;
    a->contract = NULL;
    return contract;
}

struct lb_analyser *lb_build_take_analyser(struct lb_build *b, struct lb_json **config)
{
    struct lb_ahead *a = b->ahead;
    let_go(a);
    struct lb_analyser *analyser = a->analyser;
    *config = a->config;
    a->analyser = NULL;
    a->config = NULL;
    return analyser;
}

void lb_build_leave_ahead(struct lb_build *b)
{
    if (b->ahead)
        let_go(b->ahead);
}

void lb_build_end_ahead(struct lb_build *b)
{
    struct lb_ahead *a = b->ahead;
    if (!a)
        return;
    let_go(a);
    lb_contract_free(a->contract);
    lb_analyser_free(a->analyser);
    lb_json_free(a->config);
    lb_diags_free(&a->diags);
    lb_arena_free(&a->arena);
    free(a);
    b->ahead = NULL;
}
