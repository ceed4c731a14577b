/* build.c - the order of a build; see build.h. */
#include "indexer/build_parts.h"

#include "indexer/silence.h"

#include <string.h>

static enum lb_status open_writer(struct lb_build *b, struct lb_err *err)
{
    if (!b->options->state)
        return LB_OK;
    enum lb_status status = lb_build_open_analyser(b, err);
    if (status == LB_OK && b->is_update)
        lb_writer_analyse_with(b->writer, b->analyser);
    else if (status == LB_OK)
        status = lb_writer_open(b->options->state, b->analyser, &b->writer, err);
    return status;
}

/* A library in which cases/ became something else is not one without cases. */
static enum lb_status look_at_root(struct lb_build *b, struct lb_err *err)
{
    struct lb_entry *entries = NULL;
    size_t count = 0;
    enum lb_status status = lb_tree_list(&b->tree, &b->arena, LB_EMPTY, &entries, &count, err);
    for (size_t i = 0; i < count && status == LB_OK; i++)
        if (entries[i].kind != LB_ENTRY_FOLDER &&
            (lb_slice_eq(entries[i].name, LB_S("cases")) || lb_slice_eq(entries[i].name, LB_S("collections"))))
            status = lb_fail(err, LB_INVALID, "'%" LB_PRI "' is no folder but %s; put the folder there, or remove it",
                             LB_ARG(entries[i].name),
                             entries[i].kind == LB_ENTRY_FILE ? "a file" : "a symlink or submodule, which is not followed");
    return status;
}

static enum lb_status find_cases(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    if (b->is_update)
        return lb_build_update_units(b, err);
    if (b->repo) {
        lb_progress_step(b->options->progress, "reading the history", 0);
        status = lb_history_read(b->repo, b->commit.id, &b->history, err);
    }
    return status ? status : lb_build_find_cases(b, err);
}

static enum lb_status open_contract(struct lb_build *b, struct lb_err *err)
{
    lb_progress_step(b->options->progress, "reading the schema", 0);
    b->is_ahead = b->is_update && b->contract_hash && lb_build_ahead_contract(b) == b->contract_hash;
    b->contract = b->is_ahead ? lb_build_take_contract(b) : NULL;
    if (b->contract)
        return LB_OK;
    if (!b->is_ahead)
        lb_build_leave_ahead(b);
    return lb_contract_load(&b->tree, &b->global, &b->contract, err);
}

static enum lb_status read_all(struct lb_build *b, struct lb_err *err)
{
    size_t found = 0, left_out = 0;
    enum lb_status status = open_contract(b, err);
    b->is_contract_clean = b->global.count == 0;
    if (status == LB_OK)
        snprintf(b->report->language, sizeof b->report->language, "%" LB_PRI, LB_ARG(b->contract->language));
    if (status == LB_OK)
        status = look_at_root(b, err);
    if (status == LB_OK)
        status = find_cases(b, err);
    if (status)
        return status;
    b->survey = lb_survey_new(b->contract, &b->global);
    status = lb_build_read_cases(b, err);
    if (status == LB_OK)
        status = lb_collections_read(b->contract, &b->tree, b->options->has_drafts, &b->global, &b->arena, &b->collections, err);
    if (status)
        return status;
    for (size_t i = 0; i < b->unit_count; i++) {
        found += b->units[i].file_count > 0;
        left_out += b->units[i].left_out;
    }
    b->report->found = found;
    b->report->left_out += b->collections.left_out;
    b->report->hidden += b->collections.hidden;
    lb_collections_tell(&b->collections, b->survey, &b->arena);
    lb_survey_finish(b->survey);
    if (b->options->watch) {
        lb_survey_tell_lookalikes(b->survey);
        b->options->watch->end(b->options->watch->self, b->contract, &b->global);
    }
    /* A broken schema must not empty a library that works. */
    if (b->options->state && found && !lb_survey_count(b->survey) && left_out >= found)
        return lb_fail(err, LB_INVALID, "no case of %zu is without errors; the snapshot stays as it is: mend what is reported "
                       "above, first what is in schema/", found);
    return LB_OK;
}

static enum lb_status write_all(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = open_writer(b, err);
    if (status == LB_OK)
        status = lb_build_write_cases(b, err);
    lb_survey_tell_lookalikes(b->survey);
    if (status == LB_OK)
        status = lb_build_put_notes(b, err);
    if (status == LB_OK)
        status = lb_build_leave(b, err);
    if (status == LB_OK && b->is_doubtful)
        status = lb_fail(err, LB_INVALID, "what the last build left for this one is damaged");
    if (status == LB_OK && b->writer && b->repo) /* a case must not go because its object is damaged */
        status = lb_repo_health(b->repo, err);
    b->report->lost = b->repo ? lb_repo_lost(b->repo) : 0;
    lb_progress_step(b->options->progress, "saving", 0);
    if (status == LB_OK && b->writer)
        status = lb_writer_commit(b->writer, err);
    if (status == LB_OK && b->is_update)
        lb_writer_merge(b->writer, NULL); /* what it cannot do the next one will */
    return status;
}

/* Of the findings about the library and between its cases an update prints those about files that are new to it. */
static void print_global(struct lb_build *b)
{
    for (size_t i = 0; i < b->global.count; i++) {
        const struct lb_diag *d = &b->global.items[i];
        bool is_new = !b->is_update;
        for (size_t k = 0; k < b->touched.count && !is_new; k++)
            is_new = lb_slice_eq(b->touched.items[k], d->file);
        if (is_new)
            lb_diags_add(b->diags, d);
    }
}

static void close_parts(struct lb_build *b)
{
    lb_writer_close(b->writer);
    lb_analyser_free(b->analyser);
    lb_json_free(b->search);
    lb_build_free_cases(b);
    lb_survey_free(b->survey);
    lb_contract_free(b->contract);
    lb_history_free(b->history);
    lb_diags_free(&b->global);
}

static enum lb_status build_in_full(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = read_all(b, err);
    if (status == LB_OK)
        status = write_all(b, err);
    print_global(b);
    return status;
}

/* Tries to change the snapshot that is there; what goes wrong is a full build's to say. False: nothing was done. */
static bool update(struct lb_build *whole, struct lb_err *err)
{
    struct lb_diags diags;
    struct lb_build_report report = *whole->report;
    struct lb_build b = *whole;
    const char *why = NULL;
    lb_diags_init(&diags);
    b.diags = &diags;
    b.report = &report;
    b.arena = LB_ARENA_INIT;
    enum lb_status status = lb_build_resume(&b, &why, err);
    if (status == LB_OK)
        status = build_in_full(&b, err);
    if (status == LB_OK) {
        report.is_update = true;
        *whole->report = report;
        for (size_t i = 0; i < diags.count; i++)
            lb_diags_add(whole->diags, &diags.items[i]);
    }
    close_parts(&b);
    lb_arena_free(&b.arena);
    lb_diags_free(&diags);
    return status == LB_OK;
}

enum lb_status lb_build(const struct lb_build_options *options, struct lb_diags *diags, struct lb_build_report *report,
                        struct lb_err *err)
{
    *report = (struct lb_build_report){0};
    struct lb_build b = {.options = options, .diags = diags, .report = report};
    struct lb_err ignored = {0};
    lb_build_go_ahead(&b);
    enum lb_status status = lb_build_open(&b, err);
    if (status)
        goto out;
    memcpy(report->source, b.source, sizeof report->source);
    if (options->state && !options->is_forced && lb_build_is_current(&b)) {
        report->is_current = true;
        goto out;
    }
    report->cases = report->left_out = 0;
    if (!options->state || options->is_forced || !b.repo || !update(&b, &ignored))
        status = build_in_full(&b, err);
    lb_silences_settle(diags, options->state == NULL);
out:
    close_parts(&b);
    lb_build_end_ahead(&b);
    lb_worktree_close(b.folder);
    lb_repo_close(b.repo);
    lb_arena_free(&b.arena);
    return status;
}
