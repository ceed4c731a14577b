/* build_units.c - what a build keeps of each folder for the next one, as bytes in ledgers of the generation:
 *
 *   units.base     path of the folder -> the unit without its findings
 *   findings.base  path of the folder -> its diagnostics, for those that have any
 *   history-*.base see history_parts.h
 *   left           as packed strings: JSON that says what the ledgers are of, and the changes of the four ledgers; one file,
 *                  because each takes a wait for the disk
 * The order of members is that of lb_unit_pack. Whoever changes it, or what a unit means, changes
 * the program and with it the build id, so that nothing old is ever read. */
#include "indexer/build_parts.h"

#include "base/binary.h"
#include "base/hash.h"

#include <stdlib.h>

enum { MAX_LEFT = 1 << 30 };

/* ---- lists */

void lb_list_add(struct lb_list *l, lb_slice s)
{
    for (size_t i = 0; i < l->count; i++)
        if (lb_slice_eq(l->items[i], s))
            return;
    lb_slice copy = lb_arena_copy(l->arena, s);
    LB_PUSH(l->arena, l->items, l->count, l->capacity, copy);
}

lb_slice lb_list_pack(const struct lb_list *l)
{
    struct lb_str out = LB_STR_INIT(MAX_LEFT);
    for (size_t i = 0; i < l->count; i++)
        lb_bin_put_slice(&out, l->items[i]);
    lb_slice packed = l->count ? lb_arena_copy(l->arena, lb_str_slice(&out)) : LB_EMPTY;
    lb_str_free(&out);
    return packed;
}

struct lb_list lb_list_read(struct lb_arena *arena, lb_slice packed)
{
    struct lb_list l = {.arena = arena};
    struct lb_bin in = lb_bin_of(packed);
    while (in.at < in.end && !in.is_broken) {
        lb_slice s = lb_bin_slice(&in);
        LB_PUSH(arena, l.items, l.count, l.capacity, s);
    }
    return l;
}

static bool list_has(lb_slice packed, lb_slice item)
{
    struct lb_bin in = lb_bin_of(packed);
    while (in.at < in.end && !in.is_broken)
        if (lb_slice_eq(lb_bin_slice(&in), item))
            return true;
    return false;
}

/* ---- findings */

void lb_findings_put(struct lb_str *out, const struct lb_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        lb_bin_put_slice(out, d->file);
        lb_bin_put_u32(out, d->line);
        lb_bin_put_u32(out, d->column);
        lb_bin_put_u32(out, (uint32_t)d->severity);
        lb_bin_put_slice(out, lb_slice_of(d->code));
        for (int k = 0; k < LB_LANG_COUNT; k++) {
            lb_bin_put_slice(out, d->message.in[k]);
            lb_bin_put_slice(out, d->hint.in[k]);
        }
    }
}

bool lb_findings_get(lb_slice packed, struct lb_diags *diags)
{
    struct lb_bin in = lb_bin_of(packed);
    while (in.at < in.end && !in.is_broken) {
        struct lb_diag d = {.file = lb_bin_slice(&in)};
        d.line = lb_bin_u32(&in);
        d.column = lb_bin_u32(&in);
        d.severity = (enum lb_severity)lb_bin_u32(&in);
        d.code = lb_bin_slice(&in).data;
        for (int k = 0; k < LB_LANG_COUNT; k++) {
            d.message.in[k] = lb_bin_slice(&in);
            d.hint.in[k] = lb_bin_slice(&in);
        }
        if (!in.is_broken && d.severity <= LB_SILENCE)
            lb_diags_add(diags, &d);
    }
    return !in.is_broken;
}

void lb_unit_count(struct lb_unit *u)
{
    struct lb_diags all;
    lb_diags_init(&all);
    if (lb_findings_get(u->findings, &all))
        lb_diags_settle(&all, NULL, NULL);
    u->errors = (uint32_t)all.errors;
    u->warnings = (uint32_t)all.warnings;
    lb_diags_free(&all);
}

lb_slice lb_unit_findings(const struct lb_build *b, const struct lb_unit *u)
{
    lb_slice packed = u->findings;
    if (!packed.data && (!b->is_update || !lb_ledger_find(&b->old_findings, u->path, &packed)))
        return LB_EMPTY;
    return packed;
}

/* ---- units */

void lb_unit_pack(const struct lb_unit *u, struct lb_str *out)
{
    const uint32_t numbers[] = {u->errors, u->warnings, u->file_count, u->left_out, u->languages, u->pictures, u->turns, u->is_hidden, u->is_live};
    lb_str_add(out, lb_slice_from(numbers, sizeof numbers));
    lb_bin_put_u64(out, u->around);
    lb_bin_put_slice(out, u->updated);
    lb_bin_put_slice(out, u->published);
    lb_bin_put_slice(out, u->queue);
    lb_bin_put_slice(out, u->pins);
    lb_bin_put_slice(out, u->links);
    lb_bin_put_slice(out, u->assets);
    lb_bin_put_slice(out, u->brief);
}

bool lb_unit_read(lb_slice path, lb_slice packed, struct lb_unit *u)
{
    struct lb_bin in = lb_bin_of(packed);
    *u = (struct lb_unit){.path = path, .errors = lb_bin_u32(&in)};
    u->warnings = lb_bin_u32(&in);
    u->file_count = lb_bin_u32(&in);
    u->left_out = lb_bin_u32(&in);
    u->languages = lb_bin_u32(&in);
    u->pictures = lb_bin_u32(&in);
    u->turns = lb_bin_u32(&in);
    u->is_hidden = lb_bin_u32(&in);
    u->is_live = lb_bin_u32(&in);
    u->around = lb_bin_u64(&in);
    u->updated = lb_bin_slice(&in);
    u->published = lb_bin_slice(&in);
    u->queue = lb_bin_slice(&in);
    u->pins = lb_bin_slice(&in);
    u->links = lb_bin_slice(&in);
    u->assets = lb_bin_slice(&in);
    u->brief = lb_bin_slice(&in);
    return !in.is_broken && in.at == in.end;
}

static int by_path(const void *key, const void *item)
{
    return lb_path_cmp(((const struct lb_unit *)key)->path, ((const struct lb_unit *)item)->path);
}

struct lb_unit *lb_build_find_unit(const struct lb_build *b, lb_slice path)
{
    struct lb_unit key = {.path = path};
    return b->unit_count ? bsearch(&key, b->units, b->unit_count, sizeof key, by_path) : NULL;
}

lb_slice lb_unit_id(const struct lb_unit *u)
{
    struct lb_bin in = lb_bin_of(u->brief); /* it comes first there */
    return lb_bin_slice(&in);
}

/* ---- leaving */

struct edits {
    struct lb_ledger_edit *items;
    size_t count, capacity;
};

static enum lb_status put_ledger(struct lb_build *b, const char *name, const struct lb_ledger *old, struct edits *edits,
                                 struct lb_str *left, struct lb_err *err)
{
    struct lb_str base = LB_STR_INIT(SIZE_MAX / 2), changes = LB_STR_INIT(SIZE_MAX / 2);
    bool is_whole;
    enum lb_status status = LB_OK;
    lb_ledger_write(b->is_update ? old : NULL, edits->items, edits->count, &base, &changes, &is_whole);
    if (is_whole)
        status = lb_writer_file(b->writer, lb_arena_printf(&b->arena, "%s.base", name), lb_str_slice(&base), err);
    lb_bin_put_slice(left, lb_str_slice(&changes));
    lb_str_free(&base);
    lb_str_free(&changes);
    return status;
}

static void add_edit(struct lb_build *b, struct edits *edits, lb_slice key, lb_slice value, bool is_gone)
{
    struct lb_ledger_edit e = {key, value, is_gone};
    LB_PUSH(&b->arena, edits->items, edits->count, edits->capacity, e);
}

static enum lb_status leave_units(struct lb_build *b, struct lb_str *left, struct lb_err *err)
{
    struct edits units = {0}, findings = {0};
    struct lb_str out = LB_STR_INIT(MAX_LEFT);
    for (size_t i = 0; i < b->unit_count; i++) {
        const struct lb_unit *u = &b->units[i];
        if (b->is_update && !u->is_changed)
            continue;
        lb_str_clear(&out);
        lb_unit_pack(u, &out);
        add_edit(b, &units, u->path, lb_arena_copy(&b->arena, lb_str_slice(&out)), false);
        if (u->findings.len || b->is_update)
            add_edit(b, &findings, u->path, u->findings, !u->findings.len);
    }
    for (size_t i = 0; i < b->gone_count; i++) {
        if (lb_build_find_unit(b, b->gone[i].path))
            continue;
        add_edit(b, &units, b->gone[i].path, LB_EMPTY, true);
        add_edit(b, &findings, b->gone[i].path, LB_EMPTY, true);
    }
    lb_str_free(&out);
    enum lb_status status = put_ledger(b, "units", &b->old_units, &units, left, err);
    return status ? status : put_ledger(b, "findings", &b->old_findings, &findings, left, err);
}

static void set_hash(struct lb_json *meta, const char *key, uint64_t hash)
{
    char text[24];
    snprintf(text, sizeof text, "%016llx", (unsigned long long)hash);
    lb_json_set_str(meta, key, lb_slice_of(text));
}

/* For lb_build_go_ahead. An update has the same contract and finds it there. */
static enum lb_status leave_contract(struct lb_build *b, struct lb_err *err)
{
    struct lb_str packed = LB_STR_INIT(SIZE_MAX / 2);
    enum lb_status status = LB_OK;
    if (!b->is_update && b->is_contract_clean) {
        status = lb_contract_pack(&b->tree, &packed, err);
        if (status == LB_OK)
            status = lb_writer_file(b->writer, LB_S("contract"), lb_str_slice(&packed), err);
        b->contract_hash = lb_mix(1, lb_str_slice(&packed));
    }
    lb_str_free(&packed);
    return status;
}

static void leave_meta(struct lb_build *b, struct lb_str *left)
{
    char hash[65];
    struct lb_str out = LB_STR_INIT(4096);
    struct lb_json *meta = lb_json_object();
    lb_repo_shallow(b->repo, hash);
    lb_json_set_str(meta, "commit", lb_slice_of(b->commit.id));
    lb_json_set_str(meta, "date", lb_slice_of(b->commit.date));
    lb_json_set_str(meta, "program", lb_slice_of(b->options->program));
    lb_json_set_bool(meta, "has_drafts", b->options->has_drafts);
    lb_json_set_str(meta, "shallow", lb_slice_of(hash));
    lb_json_set_bool(meta, "has_lost", lb_repo_lost(b->repo) > 0);
    set_hash(meta, "acronyms", lb_build_acronyms(b));
    set_hash(meta, "noted", b->noted);
    set_hash(meta, "contract", b->contract_hash);
    lb_json_print(meta, false, false, &out);
    lb_json_free(meta);
    lb_bin_put_slice(left, lb_str_slice(&out));
    lb_str_free(&out);
}

/* What the cases of before published and no case publishes now. */
static enum lb_status drop_assets(struct lb_build *b, struct lb_err *err)
{
    struct lb_list lost = {.arena = &b->arena};
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < b->gone_count; i++) {
        struct lb_list had = lb_list_read(&b->arena, b->gone[i].assets);
        for (size_t k = 0; k < had.count; k++)
            lb_list_add(&lost, had.items[k]);
    }
    for (size_t k = 0; k < lost.count && status == LB_OK; k++) {
        bool is_used = false;
        for (size_t i = 0; i < b->unit_count && !is_used; i++)
            is_used = b->units[i].is_live && b->units[i].assets.len && list_has(b->units[i].assets, lost.items[k]);
        if (!is_used)
            status = lb_writer_asset_drop(b->writer, lost.items[k], err);
    }
    return status;
}

static enum lb_status drop_cases(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    for (size_t i = 0; i < b->gone_count && status == LB_OK; i++) {
        const struct lb_unit *u = &b->gone[i];
        if (u->is_live && !lb_survey_find(b->survey, lb_unit_id(u)))
            status = lb_writer_drop(b->writer, lb_unit_id(u), err);
    }
    return status;
}

enum lb_status lb_build_leave(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    if (!b->writer)
        return LB_OK;
    if (b->is_update) {
        status = drop_cases(b, err);
        if (status == LB_OK)
            status = drop_assets(b, err);
    }
    if (!b->history) /* a folder: the next build is a full one */
        return status;
    struct lb_str left = LB_STR_INIT(SIZE_MAX / 2);
    if (status == LB_OK)
        status = leave_contract(b, err);
    leave_meta(b, &left);
    if (status == LB_OK)
        status = leave_units(b, &left, err);
    for (int i = 0; i < LB_HISTORY_FILE_COUNT && status == LB_OK; i++) {
        lb_slice content;
        bool is_new = lb_history_file(b->history, (enum lb_history_file)i, &content);
        if (!lb_history_is_large((enum lb_history_file)i))
            lb_bin_put_slice(&left, content);
        else if (is_new)
            status = lb_writer_file(b->writer, lb_slice_of(lb_history_file_names[i]), content, err);
    }
    if (status == LB_OK)
        status = lb_writer_file(b->writer, LB_S("left"), lb_str_slice(&left), err);
    lb_str_free(&left);
    return status;
}
