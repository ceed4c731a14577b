/* build_notes.c - everything in the snapshot that is not a case; the list is in record.h. What an update finds as it was
 * costs it nothing; the notes of the contract are not even made, because another contract means a full build. */
#include "indexer/build_parts.h"

#include "base/hash.h"
#include "indexer/manual.h"
#include "indexer/preview.h"
#include "indexer/queue.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_NOTE = 512 * 1024 * 1024, MAX_NOTED_DIAGNOSTICS = 1000 };

/* Writes a note and frees the value. */
static enum lb_status put_note(struct lb_build *b, lb_slice key, struct lb_json *value, struct lb_err *err)
{
    if (!b->writer) {
        lb_json_free(value);
        return LB_OK;
    }
    struct lb_str text = LB_STR_INIT(MAX_NOTE);
    lb_json_print(value, false, false, &text);
    enum lb_status status = text.is_full ? lb_fail(err, LB_LIMIT, "note '%" LB_PRI "' is too large", LB_ARG(key))
                                         : lb_writer_note(b->writer, key, lb_str_slice(&text), err);
    lb_str_free(&text);
    lb_json_free(value);
    return status;
}

/* Takes out what an update finds under `prefix` and `now` has not: both sorted. */
static enum lb_status drop_others(struct lb_build *b, const char *prefix, const struct lb_list *now, struct lb_err *err)
{
    lb_slice *keys = NULL;
    size_t count = 0;
    enum lb_status status = LB_OK;
    if (!b->is_update)
        return LB_OK;
    status = lb_reader_notes(lb_writer_base(b->writer), &b->arena, lb_slice_of(prefix), &keys, &count, err);
    for (size_t i = 0, k = 0; i < count && status == LB_OK; i++) {
        while (k < now->count && lb_slice_cmp(now->items[k], keys[i]) < 0)
            k++;
        if (k == now->count || !lb_slice_eq(now->items[k], keys[i]))
            status = lb_writer_note_drop(b->writer, keys[i], err);
    }
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return lb_slice_cmp(*(const lb_slice *)a, *(const lb_slice *)b);
}

static void sort(struct lb_list *list)
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_bytes);
}

static enum lb_status put_contract(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < lb_contract_note_count() && status == LB_OK; i++) {
        lb_slice key = lb_slice_of(lb_contract_note_key(i));
        if (lb_slice_eq(key, LB_S("search")))
            continue;
        if (!b->is_update)
            status = put_note(b, key, lb_contract_note(b->contract, i, NULL), err);
    }
    if (status == LB_OK && (!b->is_update || lb_build_acronyms(b) != b->old_acronyms))
        status = put_note(b, LB_S("search"), lb_json_copy(b->search), err);
    return status;
}

static enum lb_status put_manual(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    for (size_t i = 0; !b->is_update && i < LB_MANUAL_LANGS && status == LB_OK; i++) {
        struct lb_json *note = NULL;
        status = lb_manual_note(lb_manual_langs[i], &note, err);
        if (status == LB_OK)
            status = put_note(b, lb_arena_printf(&b->arena, "manual:%s", lb_manual_langs[i]), note, err);
    }
    return status;
}

static enum lb_status put_collections(struct lb_build *b, struct lb_err *err)
{
    struct lb_list keys = {.arena = &b->arena};
    enum lb_status status = put_note(b, LB_S("collections"), lb_collections_list(&b->collections, b->survey), err);
    for (size_t i = 0; i < b->collections.count && status == LB_OK; i++) {
        const struct lb_collection *c = &b->collections.items[i];
        for (size_t k = 0; k < c->lang_count && status == LB_OK; k++) {
            struct lb_json *note = NULL;
            status = lb_collection_note(b->contract, c, k, b->survey, b->options->has_drafts, &b->global, &b->arena, &note, err);
            lb_slice key = lb_arena_printf(&b->arena, "collection:%" LB_PRI ":%" LB_PRI, LB_ARG(c->id), LB_ARG(c->langs[k].lang));
            LB_PUSH(&b->arena, keys.items, keys.count, keys.capacity, key);
            if (status == LB_OK)
                status = put_note(b, key, note, err);
        }
    }
    b->report->collections = b->collections.count;
    sort(&keys);
    return status ? status : drop_others(b, "collection:", &keys, err);
}

/* The cases in parts, so that a change of one rewrites the part it is in. */
static enum lb_status put_cases(struct lb_build *b, struct lb_err *err)
{
    bool wanted[LB_CASES_NOTES] = {false};
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < b->unit_count; i++)
        if (b->units[i].told && (b->units[i].is_changed || !b->is_update))
            wanted[lb_survey_cases_note(b->units[i].told->id)] = true;
    for (size_t i = 0; i < b->gone_count; i++)
        if (b->gone[i].is_live)
            wanted[lb_survey_cases_note(lb_unit_id(&b->gone[i]))] = true;
    struct lb_json *notes[LB_CASES_NOTES];
    lb_survey_cases(b->survey, wanted, notes);
    for (unsigned i = 0; i < LB_CASES_NOTES; i++) {
        lb_slice key = lb_arena_printf(&b->arena, "cases:%02x", i);
        if (notes[i] && status == LB_OK && lb_json_size(notes[i])) {
            status = put_note(b, key, notes[i], err);
            continue;
        }
        if (notes[i] && status == LB_OK && b->is_update)
            status = lb_writer_note_drop(b->writer, key, err);
        lb_json_free(notes[i]);
    }
    return status;
}

struct alias {
    lb_slice key, id;
};

static int by_alias(const void *a, const void *b)
{
    const struct alias *x = a, *y = b;
    int order = lb_slice_cmp(x->key, y->key);
    return order ? order : lb_slice_cmp(x->id, y->id);
}

/* When two cases name the same old id it leads to the first of them. */
static enum lb_status put_aliases(struct lb_build *b, struct lb_err *err)
{
    struct {
        struct alias *items;
        size_t count, capacity;
    } all = {0};
    struct lb_list keys = {.arena = &b->arena};
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < lb_survey_count(b->survey); i++) {
        const struct lb_brief *brief = lb_survey_at(b->survey, i);
        for (size_t k = 0; k < brief->alias_count; k++) {
            struct alias one = {lb_arena_printf(&b->arena, "alias:%" LB_PRI, LB_ARG(brief->aliases[k])), brief->id};
            LB_PUSH(&b->arena, all.items, all.count, all.capacity, one);
        }
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_alias);
    for (size_t i = 0; i < all.count && status == LB_OK; i++) {
        if (i && lb_slice_eq(all.items[i].key, all.items[i - 1].key))
            continue;
        LB_PUSH(&b->arena, keys.items, keys.count, keys.capacity, all.items[i].key);
        status = lb_writer_note(b->writer, all.items[i].key, all.items[i].id, err);
    }
    return status ? status : drop_others(b, "alias:", &keys, err);
}

/* An entry with what was found in the folder's files: all of it is known only now. */
static enum lb_status put_queue(struct lb_build *b, struct lb_err *err)
{
    struct lb_list keys = {.arena = &b->arena};
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < b->unit_count && status == LB_OK; i++) {
        const struct lb_unit *u = &b->units[i];
        if (!u->queue.len)
            continue;
        lb_slice key = lb_arena_printf(&b->arena, "queue:%" LB_PRI, LB_ARG(lb_queue_id(u->path)));
        size_t known = keys.count;
        lb_list_add(&keys, key);
        if (keys.count > known) /* of two folders with one id the first */
            status = lb_writer_note(b->writer, key, lb_arena_printf(&b->arena, "%" LB_PRI ",\"errors\":%u,\"warnings\":%u}",
                                    LB_ARG(lb_slice_sub(u->queue, 0, u->queue.len - 1)), u->errors, u->warnings), err);
    }
    sort(&keys);
    return status ? status : drop_others(b, "queue:", &keys, err);
}

/* Files may silence what the survey says of them, too. */
static void settle_global(struct lb_build *b)
{
    struct lb_diags of_file;
    size_t count = b->global.count;
    lb_diags_init(&of_file);
    for (size_t i = 0; i < count; i++) {
        lb_slice file = b->global.items[i].file, folder = file;
        while (folder.len && folder.data[folder.len - 1] != '/')
            folder.len--;
        folder.len -= folder.len > 0;
        const struct lb_unit *u = lb_build_find_unit(b, folder);
        if (!u || (i && lb_slice_eq(b->global.items[i - 1].file, file)))
            continue;
        lb_diags_free(&of_file);
        lb_diags_init(&of_file);
        if (!lb_findings_get(lb_unit_findings(b, u), &of_file))
            b->is_doubtful = true;
        for (size_t k = 0; k < of_file.count; k++)
            if (of_file.items[k].severity == LB_SILENCE && lb_slice_eq(of_file.items[k].file, file))
                lb_diags_add(&b->global, &of_file.items[k]);
    }
    lb_diags_free(&of_file);
    lb_diags_settle(&b->global, NULL, NULL);
}

/* Are these findings not those that the note has already? A preview has another note that goes with them. */
static bool is_new_list(struct lb_build *b, const struct lb_diags *all)
{
    struct lb_str packed = LB_STR_INIT(MAX_NOTE);
    lb_findings_put(&packed, all);
    b->noted = lb_mix(1, lb_str_slice(&packed));
    lb_str_free(&packed);
    return !b->is_update || b->options->has_drafts || b->noted != b->old_noted;
}

/* At most so many: those about the library first, then by folder. */
static enum lb_status put_diagnostics(struct lb_build *b, struct lb_err *err)
{
    struct lb_json *list = lb_json_array();
    struct lb_diags all;
    lb_diags_init(&all);
    for (size_t i = 0; i < b->global.count; i++)
        if (!b->global.items[i].silenced.len)
            lb_diags_add(&all, &b->global.items[i]);
    bool wants_all = b->options->has_drafts; /* and of files with errors for certain: a page tells of each */
    for (int pass = wants_all ? 0 : 1; pass < 2; pass++)
        for (size_t i = 0; i < b->unit_count && (all.count < MAX_NOTED_DIAGNOSTICS || wants_all); i++) {
            const struct lb_unit *u = &b->units[i];
            if (wants_all && (u->errors > 0) != (pass == 0))
                continue;
            if (!lb_findings_get(lb_unit_findings(b, u), &all))
                b->is_doubtful = true;
        }
    lb_diags_settle(&all, NULL, NULL);
    lb_diags_sort(&all);
    if (!is_new_list(b, &all)) {
        lb_json_free(list);
        lb_diags_free(&all);
        return LB_OK;
    }
    for (size_t i = 0, n = 0; i < all.count && n < MAX_NOTED_DIAGNOSTICS; i++) {
        const struct lb_diag *d = &all.items[i];
        if (d->silenced.len)
            continue;
        n++;
        struct lb_json *o = lb_finding_json(d, LB_EMPTY);
        lb_json_set_str(o, "file", d->file);
        lb_json_push(list, o);
    }
    enum lb_status status = put_note(b, LB_S("diagnostics"), list, err);
    if (status == LB_OK && b->options->has_drafts)
        status = put_note(b, LB_S("preview"), lb_preview_note(b->contract, &b->tree, &all, b->survey, &b->collections), err);
    lb_diags_free(&all);
    return status;
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
    if (b->options->from && b->options->has_drafts) { /* of the public site nothing tells where its files lay */
        char *path = realpath(b->options->from, NULL), *last = path ? strrchr(path, '/') : NULL;
        lb_json_set_str(head, "folder", lb_slice_of(last ? last + 1 : NULL));
        free(path);
    }
    lb_json_set_bool(head, "has_drafts", b->options->has_drafts);
    lb_json_set_str(head, "program", shown_program(b->options->program));
    lb_json_set_str(head, "build", lb_slice_of(b->options->program));
    lb_json_set_str(head, "source", lb_slice_of(b->source));
    lb_json_set_int(head, "cases", (int64_t)b->report->cases);
    lb_json_set_int(head, "left_out", (int64_t)b->report->left_out);
    lb_json_set_int(counts, "errors", (int64_t)b->report->errors);
    lb_json_set_int(counts, "warnings", (int64_t)b->report->warnings);
    lb_json_set(head, "diagnostics", counts);
    return put_note(b, LB_S("head"), head, err);
}

enum lb_status lb_build_put_notes(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = put_collections(b, err);
    settle_global(b); /* all is known now */
    b->report->errors += b->global.errors;
    b->report->warnings += b->global.warnings;
    if (status || !b->writer)
        return status;
    status = put_contract(b, err);
    if (status == LB_OK)
        status = put_manual(b, err);
    if (status == LB_OK)
        status = put_cases(b, err);
    if (status == LB_OK)
        status = put_aliases(b, err);
    if (status == LB_OK)
        status = put_queue(b, err);
    if (status == LB_OK)
        status = put_diagnostics(b, err);
    return status ? status : put_head(b, err);
}
