/* build_update.c - from the snapshot of one commit to that of a later one: which folders must be read again.
 *
 * An update is possible when the snapshot was made by this very program of an ancestor of the commit, with the same
 * contract (schema/, library.yml), the same names (.mailmap), the same options and the same end of history, and no month
 * later than today's, when all it had to read could be read. Everything else, and whatever is odd, is for a full build.
 *
 * A folder is read again when
 *   - a file directly in it differs between the two commits, or, for a case, one in a folder below it;
 *   - a commit in between touched a Markdown file that shares its history: the last two parts of the path are the same;
 *     a change that was taken back leaves no difference, but two revisions;
 *   - one of its translations names a commit that came in between;
 *   - something in it has become stale since.
 * What follows from other cases is not decided here, but by the survey: build_parts.h. */
#include "indexer/build_parts.h"

#include "base/binary.h"
#include "indexer/case_doc.h"

#include <stdlib.h>
#include <string.h>

struct left {
    struct lb_json *meta;
    lb_slice units[2], findings[2], history[LB_HISTORY_FILE_COUNT];
};

static enum lb_status read_left(struct lb_build *b, struct left *left, struct lb_err *err)
{
    struct lb_reader *base = lb_writer_base(b->writer);
    lb_slice text = LB_EMPTY;
    enum lb_status status = lb_reader_file(base, LB_S("left"), &text, err);
    struct lb_bin in = lb_bin_of(text);
    lb_slice meta = lb_bin_slice(&in);
    left->units[1] = lb_bin_slice(&in);
    left->findings[1] = lb_bin_slice(&in);
    for (int i = 0; i < LB_HISTORY_FILE_COUNT && status == LB_OK; i++)
        if (!lb_history_is_large((enum lb_history_file)i))
            left->history[i] = lb_bin_slice(&in);
        else
            status = lb_reader_file(base, lb_slice_of(lb_history_file_names[i]), &left->history[i], err);
    if (status == LB_OK)
        status = lb_reader_file(base, LB_S("units.base"), &left->units[0], err);
    if (status == LB_OK)
        status = lb_reader_file(base, LB_S("findings.base"), &left->findings[0], err);
    if (status == LB_OK && in.is_broken)
        status = lb_fail(err, LB_INVALID, "what the last build left for this one is damaged");
    return status ? status : lb_json_parse(meta, &left->meta, err);
}

static uint64_t hash_of(struct lb_build *b, const struct lb_json *meta, const char *key)
{
    return strtoull(lb_arena_cstr(&b->arena, lb_json_str(meta, key)), NULL, 16);
}

/* Why the commit cannot be an update of the snapshot, or NULL. */
static const char *find_obstacle(struct lb_build *b, const struct left *left)
{
    char shallow[65];
    lb_slice today = lb_slice_of(b->commit.date);
    lb_repo_shallow(b->repo, shallow);
    if (!lb_slice_eq(lb_json_str(left->meta, "program"), lb_slice_of(b->options->program)))
        return "another version of the program made the snapshot";
    if (lb_json_bool_of(left->meta, "has_drafts") != b->options->has_drafts)
        return "drafts were treated otherwise";
    if (!lb_slice_eq(lb_json_str(left->meta, "shallow"), lb_slice_of(shallow)))
        return "the clone ends elsewhere";
    if (lb_json_bool_of(left->meta, "has_lost"))
        return "old versions could not be read";
    if (lb_month(lb_json_str(left->meta, "date")) > lb_month(today))
        return "the commit is older than the snapshot";
    return NULL;
}

static void count_path(void *ctx, lb_slice path)
{
    (void)path;
    ++*(size_t *)ctx;
}

static void take_path(void *ctx, lb_slice path)
{
    struct lb_build *b = ctx;
    lb_slice copy = lb_arena_copy(&b->arena, path);
    LB_PUSH(&b->arena, b->touched.items, b->touched.count, b->touched.capacity, copy);
}

/* ---- which folders */

static lb_slice parent(lb_slice path)
{
    while (path.len && path.data[path.len - 1] != '/')
        path.len--;
    return lb_slice_sub(path, 0, path.len ? path.len - 1 : 0);
}

static lb_slice last_part(lb_slice path)
{
    lb_slice above = parent(path);
    return above.len ? lb_slice_sub(path, above.len + 1, path.len) : path;
}

static void want(struct lb_list *folders, lb_slice path)
{
    LB_PUSH(folders->arena, folders->items, folders->count, folders->capacity, path);
}

/* Folders of changed files, known or not; and those above them that are units, or are to say that what is below is not read. */
static void want_changed(struct lb_build *b, struct lb_list *folders)
{
    lb_slice packed;
    for (size_t i = 0; i < b->touched.count; i++) {
        lb_slice path = parent(b->touched.items[i]);
        if (!lb_slice_starts(b->touched.items[i], LB_S("cases/")))
            continue;
        want(folders, path);
        for (path = parent(path); path.len; path = parent(path))
            if (lb_ledger_find(&b->old_units, path, &packed) || lb_build_is_deepest(path))
                want(folders, path);
    }
}

static int by_bytes(const void *a, const void *b)
{
    return lb_slice_cmp(*(const lb_slice *)a, *(const lb_slice *)b);
}

static bool has(const struct lb_list *sorted, lb_slice s)
{
    return sorted->count && bsearch(&s, sorted->items, sorted->count, sizeof s, by_bytes);
}

static void sort(struct lb_list *list)
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_bytes);
}

/* Does a translation name one of the new commits, or a case an old id of its own among the touched folders? They are sorted; a name may
 * be the beginning of one. */
static bool is_pinned(const struct lb_list *commits, lb_slice pins)
{
    struct lb_bin in = lb_bin_of(pins);
    while (in.at < in.end && !in.is_broken) {
        char pin[65];
        lb_slice s = lb_bin_slice(&in);
        size_t low = 0, high = commits->count;
        if (s.len >= sizeof pin)
            continue;
        for (size_t i = 0; i < s.len; i++)
            pin[i] = s.data[i] >= 'A' && s.data[i] <= 'Z' ? (char)(s.data[i] + 32) : s.data[i];
        s = lb_slice_from(pin, s.len);
        while (low < high) {
            size_t middle = (low + high) / 2;
            bool is_before = lb_slice_cmp(commits->items[middle], s) < 0;
            *(is_before ? &low : &high) = is_before ? middle + 1 : middle;
        }
        if (low < commits->count && lb_slice_starts(commits->items[low], s))
            return true;
    }
    return false;
}

/* Takes over the units of before, in order, but for the folders that must be read, which are found anew. */
static enum lb_status take_units(struct lb_build *b, struct lb_list *folders, const struct lb_list *names,
                                 const struct lb_list *commits, struct lb_err *err)
{
    struct lb_ledger_at at = {0};
    lb_slice path, packed;
    uint32_t month = lb_month(lb_slice_of(b->commit.date));
    b->unit_capacity = b->old_units.base.count + b->old_units.changes.count + folders->count + 1;
    b->units = LB_NEW_ARRAY(&b->arena, struct lb_unit, b->unit_capacity);
    enum lb_status status = LB_OK;
    size_t next = 0;
    bool has_old = lb_ledger_next(&b->old_units, &at, &path, &packed);
    while ((has_old || next < folders->count) && status == LB_OK) {
        int order = !has_old ? 1 : next == folders->count ? -1 : lb_path_cmp(path, folders->items[next]);
        struct lb_unit u = {0};
        if (order <= 0) {
            if (!lb_unit_read(path, packed, &u))
                return lb_fail(err, LB_INVALID, "what the last build left for this one is damaged");
            if (order == 0 || u.turns <= month || has(names, last_part(path)) || is_pinned(commits, u.pins) ||
                is_pinned(names, u.pins)) {
                LB_PUSH(&b->arena, b->gone, b->gone_count, b->gone_capacity, u);
                status = lb_build_find_one(b, path, &u, err);
            }
            has_old = lb_ledger_next(&b->old_units, &at, &path, &packed);
        } else {
            status = lb_build_find_one(b, folders->items[next], &u, err);
        }
        next += order >= 0;
        if (!u.is_changed || u.folder)
            LB_PUSH(&b->arena, b->units, b->unit_count, b->unit_capacity, u);
    }
    return status;
}

static int by_path(const void *a, const void *b)
{
    return lb_path_cmp(*(const lb_slice *)a, *(const lb_slice *)b);
}

enum lb_status lb_build_update_units(struct lb_build *b, struct lb_err *err)
{
    struct lb_list folders = {.arena = &b->arena}, names = {.arena = &b->arena}, commits = {.arena = &b->arena};
    want_changed(b, &folders);
    for (size_t i = 0; i < lb_history_touched_count(b->history); i++)
        want(&names, last_part(parent(lb_history_touched(b->history, i))));
    for (size_t i = 0; i < lb_history_walked_count(b->history); i++)
        want(&commits, lb_slice_of(lb_history_walked(b->history, i)));
    sort(&names);
    sort(&commits);
    size_t kept = 0;
    if (folders.count)
        qsort(folders.items, folders.count, sizeof *folders.items, by_path);
    for (size_t i = 0; i < folders.count; i++)
        if (i == 0 || !lb_slice_eq(folders.items[i], folders.items[kept - 1]))
            folders.items[kept++] = folders.items[i];
    folders.count = kept;
    return take_units(b, &folders, &names, &commits, err);
}

/* ---- */

enum lb_status lb_build_resume(struct lb_build *b, const char **why, struct lb_err *err)
{
    static const char *const fixed[] = {"schema", "library.yml", ".mailmap", NULL}, *const followed[] = {"cases", "collections", NULL};
    struct left left = {0};
    char old_id[65];
    size_t differences = 0;
    *why = "there is no snapshot that can be updated";
    enum lb_status status = lb_writer_update(b->options->state, NULL, &b->writer, err);
    if (status == LB_OK)
        status = read_left(b, &left, err);
    if (status)
        goto out;
    snprintf(old_id, sizeof old_id, "%" LB_PRI, LB_ARG(lb_json_str(left.meta, "commit")));
    b->contract_hash = hash_of(b, left.meta, "contract");
    b->old_acronyms = hash_of(b, left.meta, "acronyms");
    b->old_noted = hash_of(b, left.meta, "noted");
    *why = find_obstacle(b, &left);
    status = *why ? lb_fail(err, LB_NOT_FOUND, "%s", *why) : LB_OK;
    if (status)
        goto out;
    *why = "the commit of the snapshot is not there any more";
    status = lb_repo_compare(b->repo, old_id, b->commit.id, fixed, count_path, &differences, err);
    if (status == LB_OK && differences) {
        *why = "the schema, library.yml or .mailmap changed";
        status = lb_fail(err, LB_NOT_FOUND, "%s", *why);
    }
    if (status)
        goto out;
    *why = "the history was rewritten";
    status = lb_history_resume(b->repo, b->commit.id, old_id, left.history, &b->history, err);
    if (status)
        goto out;
    *why = "what the last build left cannot be used";
    status = lb_repo_compare(b->repo, old_id, b->commit.id, followed, take_path, b, err);
    if (status == LB_OK)
        status = lb_ledger_open(left.units[0], left.units[1], &b->old_units, err);
    if (status == LB_OK)
        status = lb_ledger_open(left.findings[0], left.findings[1], &b->old_findings, err);
    if (status == LB_OK)
        b->is_update = true;
out:
    lb_json_free(left.meta);
    return status;
}
