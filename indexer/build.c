/* build.c - the order of a build; see build.h. */
#include "indexer/build_parts.h"
#include "indexer/manual.h"

#include "indexer/silence.h"

#include <string.h>

enum { MAX_NOTE = 512 * 1024 * 1024, MAX_NOTED_DIAGNOSTICS = 1000 };

/* ---- notes ---- */

/* Writes a note and frees the value. */
static enum lb_status put_note(struct lb_build *b, lb_slice key, struct lb_json *value, struct lb_err *err)
{
    struct lb_str text = LB_STR_INIT(MAX_NOTE);
    lb_json_print(value, false, false, &text);
    enum lb_status status = text.is_full ? lb_fail(err, LB_LIMIT, "note '%" LB_PRI "' is too large", LB_ARG(key))
                            : b->writer  ? lb_writer_note(b->writer, key, lb_str_slice(&text), err)
                                         : LB_OK;
    lb_str_free(&text);
    lb_json_free(value);
    return status;
}

static enum lb_status put_contract(struct lb_build *b, struct lb_err *err)
{
    struct lb_json *acronyms = lb_survey_acronyms(b->survey);
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < lb_contract_note_count() && status == LB_OK; i++)
        status = put_note(b, lb_slice_of(lb_contract_note_key(i)), lb_contract_note(b->contract, i, acronyms), err);
    lb_json_free(acronyms);
    return status;
}

static enum lb_status put_manual(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < LB_MANUAL_LANGS && status == LB_OK; i++) {
        struct lb_json *note = NULL;
        status = lb_manual_note(lb_manual_langs[i], &note, err);
        if (status == LB_OK)
            status = put_note(b, lb_arena_printf(&b->arena, "manual:%s", lb_manual_langs[i]), note, err);
    }
    return status;
}

static enum lb_status put_collections(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = put_note(b, LB_S("collections"), lb_collections_list(&b->collections, b->survey), err);
    for (size_t i = 0; i < b->collections.count && status == LB_OK; i++) {
        const struct lb_collection *c = &b->collections.items[i];
        for (size_t k = 0; k < c->lang_count && status == LB_OK; k++) {
            struct lb_json *note = NULL;
            status = lb_collection_note(c, k, b->survey, b->diags, &b->arena, &note, err);
            if (status == LB_OK)
                status = put_note(b, lb_arena_printf(&b->arena, "collection:%" LB_PRI ":%" LB_PRI, LB_ARG(c->id), LB_ARG(c->langs[k].lang)),
                                  note, err);
        }
    }
    b->report->collections = b->collections.count;
    return status;
}

static enum lb_status put_aliases(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < lb_survey_count(b->survey) && b->writer; i++) {
        const struct lb_brief *brief = lb_survey_at(b->survey, i);
        for (size_t k = 0; k < brief->alias_count && status == LB_OK; k++)
            status = lb_writer_note(b->writer, lb_arena_printf(&b->arena, "alias:%" LB_PRI, LB_ARG(brief->aliases[k])), brief->id, err);
    }
    return status;
}

static enum lb_status put_diagnostics(struct lb_build *b, struct lb_err *err)
{
    static const char *const names[] = {"note", "warning", "error"};
    struct lb_json *list = lb_json_array();
    if (b->options->watch)
        b->options->watch->end(b->options->watch->self, b->contract, b->diags);
    lb_silences_settle(b->diags, b->options->state == NULL);
    lb_diags_sort(b->diags);
    for (size_t i = 0; i < b->diags->count && i < MAX_NOTED_DIAGNOSTICS; i++) {
        const struct lb_diag *d = &b->diags->items[i];
        if (d->silenced.len)
            continue;
        struct lb_json *o = lb_json_object();
        lb_json_set_str(o, "file", d->file);
        lb_json_set_int(o, "line", d->line);
        lb_json_set_int(o, "column", d->column);
        lb_json_set_str(o, "severity", lb_slice_of(names[d->severity]));
        lb_json_set_str(o, "code", lb_slice_of(d->code));
        lb_json_set_str(o, "message", d->message);
        if (d->hint.len)
            lb_json_set_str(o, "hint", d->hint);
        lb_json_push(list, o);
    }
    return put_note(b, LB_S("diagnostics"), list, err);
}

/* "lumbung 0.1.0 5f0c1d2e" is shown without the build. */
static lb_slice shown_program(const char *program)
{
    lb_slice s = lb_slice_of(program);
    size_t first = lb_slice_find(s, ' '), second = first + 1 + lb_slice_find(lb_slice_sub(s, first + 1, s.len), ' ');
    return lb_slice_sub(s, 0, second);
}

static enum lb_status put_head(struct lb_build *b, struct lb_err *err)
{
    struct lb_json *head = lb_json_object(), *counts = lb_json_object();
    if (b->repo) {
        lb_json_set_str(head, "commit", lb_slice_of(b->commit.id));
        lb_json_set_str(head, "ref", lb_slice_of(b->options->ref ? b->options->ref : "HEAD"));
    }
    lb_json_set_str(head, "date", lb_slice_of(b->commit.date));
    lb_json_set_str(head, "time", lb_slice_of(b->commit.time));
    lb_json_set_bool(head, "is_worktree", b->repo == NULL);
    lb_json_set_bool(head, "has_drafts", b->options->has_drafts);
    lb_json_set_str(head, "program", shown_program(b->options->program));
    lb_json_set_str(head, "build", lb_slice_of(b->options->program));
    lb_json_set_str(head, "source", lb_slice_of(b->source));
    lb_json_set_int(head, "cases", (int64_t)b->report->cases);
    lb_json_set_int(head, "left_out", (int64_t)b->report->left_out);
    lb_json_set_int(counts, "errors", (int64_t)b->diags->errors);
    lb_json_set_int(counts, "warnings", (int64_t)b->diags->warnings);
    lb_json_set(head, "diagnostics", counts);
    return put_note(b, LB_S("head"), head, err);
}

/* ---- the whole ---- */

/* The words of the library, and the acronyms its cases explain, decide how text is analysed; then the writer can start. */
static enum lb_status open_writer(struct lb_build *b, struct lb_err *err)
{
    if (!b->options->state)
        return LB_OK;
    struct lb_json *acronyms = lb_survey_acronyms(b->survey), *config = NULL;
    for (size_t i = 0; i < lb_contract_note_count(); i++)
        if (strcmp(lb_contract_note_key(i), "search") == 0)
            config = lb_contract_note(b->contract, i, acronyms);
    enum lb_status status = lb_analyser_new(config, &b->analyser, err);
    if (status)
        lb_err_prefix(err, "schema/search");
    if (status == LB_OK)
        status = lb_writer_open(b->options->state, b->analyser, &b->writer, err);
    lb_json_free(config);
    lb_json_free(acronyms);
    return status;
}

static enum lb_status read_all(struct lb_build *b, struct lb_err *err)
{
    lb_progress_step(b->options->progress, "reading the schema", 0);
    enum lb_status status = lb_contract_load(&b->tree, b->diags, &b->contract, err);
    if (status == LB_OK && b->repo) {
        lb_progress_step(b->options->progress, "reading the history", 0);
        status = lb_history_read(b->repo, b->commit.id, &b->history, err);
    }
    if (status)
        return status;
    b->survey = lb_survey_new(b->contract, b->diags);
    status = lb_build_find_cases(b, err);
    if (status == LB_OK)
        status = lb_build_read_cases(b, err);
    if (status == LB_OK)
        status = lb_collections_read(b->contract, &b->tree, b->options->has_drafts, b->diags, &b->arena, &b->collections, err);
    if (status)
        return status;
    b->report->found = b->case_count;
    b->report->left_out += b->collections.left_out;
    b->report->hidden += b->collections.hidden;
    lb_collections_tell(&b->collections, b->survey, &b->arena);
    lb_survey_finish(b->survey, true);
    /* A broken schema must not empty a library that works. */
    if (b->options->state && b->case_count && !lb_survey_count(b->survey) && b->report->left_out >= b->case_count)
        return lb_fail(err, LB_INVALID, "none of %zu cases is without errors; the snapshot stays as it is: mend what is reported "
                       "above, first what is in schema/", b->case_count);
    return LB_OK;
}

static enum lb_status write_all(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = open_writer(b, err);
    if (status == LB_OK)
        status = lb_build_write_cases(b, err);
    if (status == LB_OK)
        status = put_contract(b, err);
    if (status == LB_OK)
        status = put_manual(b, err);
    if (status == LB_OK)
        status = put_collections(b, err);
    if (status == LB_OK)
        status = put_note(b, LB_S("cases"), lb_survey_cases(b->survey), err);
    if (status == LB_OK)
        status = put_aliases(b, err);
    if (status == LB_OK)
        status = put_diagnostics(b, err);
    if (status == LB_OK)
        status = put_head(b, err);
    lb_progress_step(b->options->progress, "saving", 0);
    if (status == LB_OK && b->writer)
        status = lb_writer_commit(b->writer, err);
    return status;
}

enum lb_status lb_build(const struct lb_build_options *options, struct lb_diags *diags, struct lb_build_report *report,
                        struct lb_err *err)
{
    *report = (struct lb_build_report){0};
    struct lb_build b = {.options = options, .diags = diags, .report = report};
    enum lb_status status = lb_build_open(&b, err);
    if (status)
        goto out;
    if (options->state && !options->is_forced && lb_build_is_current(&b)) {
        report->is_current = true;
        goto out;
    }
    report->cases = report->left_out = 0;
    status = read_all(&b, err);
    if (status == LB_OK)
        status = write_all(&b, err);
out:
    lb_writer_close(b.writer);
    lb_analyser_free(b.analyser);
    lb_build_free_cases(&b);
    lb_survey_free(b.survey);
    lb_contract_free(b.contract);
    lb_history_free(b.history);
    lb_worktree_close(b.folder);
    lb_repo_close(b.repo);
    lb_arena_free(&b.arena);
    return status;
}
