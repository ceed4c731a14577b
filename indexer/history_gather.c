/* history_gather.c - gathers the walk over the commits by file and keeps it in two ledgers; see history_parts.h. */
#include "indexer/history_parts.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

const char *const lb_history_file_names[] = {"history-files.base", "history-files.new", "history-commits.base", "history-commits.new"};

/* ---- the walk */

static enum lb_status take(void *ctx, const struct lb_change *change, struct lb_err *err)
{
    (void)err;
    struct lb_history *h = ctx;
    struct walked w = {.id = lb_arena_cstr(&h->arena, lb_slice_of(change->commit->id)), .when = change->when,
                       .parents = LB_NEW_ARRAY(&h->arena, const char *, change->parent_count),
                       .parent_count = change->parent_count};
    for (size_t i = 0; i < change->parent_count; i++)
        w.parents[i] = lb_arena_cstr(&h->arena, lb_slice_of(change->parents[i]));
    for (size_t i = 0; i < change->file_count; i++) {
        const struct lb_changed *changed = &change->files[i];
        if (!lb_slice_ends(changed->path, LB_S(".md")))
            continue;
        lb_history_remember(h, change);
        struct touch t = {lb_arena_copy(&h->arena, changed->path), (uint32_t)h->walked_count,
                          lb_arena_cstr(&h->arena, lb_slice_of(changed->blob))};
        LB_PUSH(&h->arena, h->touches, h->touch_count, h->touch_capacity, t);
    }
    LB_PUSH(&h->arena, h->walked, h->walked_count, h->walked_capacity, w);
    return LB_OK;
}

static const struct walked *sorted_by; /* qsort has no argument for it; single-threaded */

static int by_id(const void *a, const void *b)
{
    return strcmp(sorted_by[*(const size_t *)a].id, sorted_by[*(const size_t *)b].id);
}

static struct walked *find_walked(const struct lb_history *h, const char *id)
{
    size_t low = 0, high = h->walked_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(id, h->walked[h->by_id[middle]].id);
        if (order == 0)
            return &h->walked[h->by_id[middle]];
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return NULL;
}

static bool is_known(void *ctx, const char *id)
{
    const struct lb_history *h = ctx;
    lb_slice value;
    return lb_ledger_find(&h->old_commits, lb_slice_of(id), &value);
}

static uint64_t known_time(const struct lb_history *h, const char *id)
{
    lb_slice value;
    if (!lb_ledger_find(&h->old_commits, lb_slice_of(id), &value))
        return 0;
    struct lb_bin in = lb_bin_of(value);
    return lb_bin_u64(&in);
}

/* Without recursion: a history may be half a million commits long. Time 0 is kept for "not known yet". */
static void correct_times(struct lb_history *h)
{
    struct walked **stack = lb_xcalloc(h->walked_count + 1, sizeof(struct walked *));
    for (size_t i = 0; i < h->walked_count; i++) {
        size_t depth = 0;
        if (!h->walked[i].time)
            stack[depth++] = &h->walked[i];
        while (depth) {
            struct walked *w = stack[depth - 1], *first = NULL;
            uint64_t time = w->when > 0 ? (uint64_t)w->when : 1;
            for (size_t k = 0; k < w->parent_count && !first; k++) {
                struct walked *parent = find_walked(h, w->parents[k]);
                uint64_t before = parent ? parent->time : known_time(h, w->parents[k]);
                if (parent && !parent->time)
                    first = parent;
                else if (before >= time)
                    time = before + 1;
            }
            if (first) {
                stack[depth++] = first;
            } else {
                w->time = time;
                depth--;
            }
        }
    }
    free(stack);
}

/* ---- to ledgers */

static int by_key(const void *a, const void *b)
{
    const struct touch *x = *(struct touch *const *)a, *y = *(struct touch *const *)b;
    int order = lb_path_cmp(key_of(x->path), key_of(y->path));
    if (!order)
        order = (x->commit > y->commit) - (x->commit < y->commit);
    return order ? order : (x > y) - (x < y); /* as they were met */
}

/* The revisions of one file: what was known and what the touches add. A commit that moved it names it twice, where it was
 * removed and where it is: one revision, with the content it left. */
static lb_slice join(struct lb_history *h, lb_slice key, struct touch *const *touches, size_t count)
{
    lb_slice old = LB_EMPTY;
    struct lb_str out = LB_STR_INIT(SIZE_MAX / 2);
    bool has_old = lb_ledger_find(&h->old_files, key, &old);
    struct lb_bin in = lb_bin_of(old);
    size_t n = 0, old_count = has_old ? lb_bin_count(&in, REVISION_BYTES) : 0;
    struct revision *all = lb_xcalloc(old_count + count + 1, sizeof *all);
    for (size_t i = 0; i < old_count; i++)
        all[n++] = read_revision(&in);
    for (size_t i = 0; i < count; i++) {
        const struct walked *w = &h->walked[touches[i]->commit];
        struct revision r = {w->time, lb_slice_of(w->id), lb_slice_of(touches[i]->blob)};
        if (i && touches[i]->commit == touches[i - 1]->commit) {
            if (r.blob.len)
                all[n - 1].blob = r.blob;
            continue;
        }
        all[n++] = r;
    }
    qsort(all, n, sizeof *all, by_time);
    lb_bin_put_u32(&out, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        lb_bin_put_u64(&out, all[i].time);
        lb_bin_put_slice(&out, all[i].id);
        lb_bin_put_slice(&out, all[i].blob);
    }
    lb_slice packed = lb_arena_copy(&h->arena, lb_str_slice(&out));
    lb_str_free(&out);
    free(all);
    return packed;
}

struct edits {
    struct lb_ledger_edit *items;
    size_t count, capacity;
};

static enum lb_status put(struct lb_history *h, struct edits *edits, const struct lb_ledger *old, enum lb_history_file base,
                          lb_slice old_base, struct lb_ledger *ret, struct lb_err *err)
{
    bool is_whole;
    struct lb_str *images = &h->images[base];
    images[0] = images[1] = LB_STR_INIT(SIZE_MAX / 2);
    lb_ledger_write(h->is_resumed ? old : NULL, edits->items, edits->count, &images[0], &images[1], &is_whole);
    h->is_new[base] = is_whole;
    h->is_new[base + 1] = true;
    return lb_ledger_open(is_whole ? lb_str_slice(&images[0]) : old_base, lb_str_slice(&images[1]), ret, err);
}

static enum lb_status make_ledgers(struct lb_history *h, lb_slice old_files, lb_slice old_commits, struct lb_err *err)
{
    struct edits commits = {0}, files = {0};
    for (size_t i = 0; i < h->walked_count; i++) {
        char *time = lb_arena_alloc(&h->arena, sizeof h->walked[i].time);
        memcpy(time, &h->walked[i].time, sizeof h->walked[i].time);
        struct lb_ledger_edit e = {lb_slice_of(h->walked[i].id), lb_slice_from(time, sizeof h->walked[i].time), false};
        LB_PUSH(&h->arena, commits.items, commits.count, commits.capacity, e);
    }
    if (!h->is_whole) {
        struct lb_ledger_edit e = {LB_S(CUT), LB_S(CUT), false};
        LB_PUSH(&h->arena, commits.items, commits.count, commits.capacity, e);
    }
    struct touch **touches = lb_xcalloc(h->touch_count + 1, sizeof(struct touch *));
    for (size_t i = 0; i < h->touch_count; i++)
        touches[i] = &h->touches[i];
    qsort(touches, h->touch_count, sizeof(struct touch *), by_key);
    for (size_t i = 0, end; i < h->touch_count; i = end) {
        lb_slice key = key_of(touches[i]->path);
        for (end = i + 1; end < h->touch_count && lb_slice_eq(key_of(touches[end]->path), key);)
            end++;
        struct lb_ledger_edit e = {key, join(h, key, &touches[i], end - i), false};
        LB_PUSH(&h->arena, files.items, files.count, files.capacity, e);
    }
    free(touches);
    enum lb_status status = put(h, &commits, &h->old_commits, LB_HISTORY_COMMITS, old_commits, &h->commits, err);
    return status ? status : put(h, &files, &h->old_files, LB_HISTORY_FILES, old_files, &h->files, err);
}

/* Walks and leaves everything in the ledgers. Takes over *h. */
static enum lb_status gather(struct lb_history *h, lb_slice old_files, lb_slice old_commits, struct lb_history **ret,
                             struct lb_err *err)
{
    static const char *const folders[] = {"cases", "collections", NULL};
    enum lb_status status = lb_repo_walk(h->repo, h->head, folders, LB_MAX_HISTORY, h->is_resumed ? is_known : NULL, take, h,
                                         &h->is_whole, err);
    if (status == LB_OK) {
        h->by_id = LB_NEW_ARRAY(&h->arena, size_t, h->walked_count + 1);
        for (size_t i = 0; i < h->walked_count; i++)
            h->by_id[i] = i;
        sorted_by = h->walked;
        qsort(h->by_id, h->walked_count, sizeof *h->by_id, by_id);
        correct_times(h);
        status = make_ledgers(h, old_files, old_commits, err);
    }
    if (status)
        lb_history_free(h);
    else
        *ret = h;
    return status;
}

static struct lb_history *start(struct lb_repo *repo, const char *commit_id)
{
    struct lb_history *h = lb_xcalloc(1, sizeof *h);
    h->repo = repo;
    h->head = lb_arena_cstr(&h->arena, lb_slice_of(commit_id));
    return h;
}

enum lb_status lb_history_read(struct lb_repo *repo, const char *commit_id, struct lb_history **ret, struct lb_err *err)
{
    return gather(start(repo, commit_id), LB_EMPTY, LB_EMPTY, ret, err);
}

/* The walk stops at what was known: whoever leads from the new head to the old one has the old one as a parent. */
static bool leads_from(const struct lb_history *h, const char *old_id)
{
    if (strcmp(h->head, old_id) == 0)
        return true;
    for (size_t i = 0; i < h->walked_count; i++)
        for (size_t k = 0; k < h->walked[i].parent_count; k++)
            if (strcmp(h->walked[i].parents[k], old_id) == 0)
                return true;
    return false;
}

enum lb_status lb_history_resume(struct lb_repo *repo, const char *commit_id, const char *old_id,
                                 const lb_slice files[LB_HISTORY_FILE_COUNT], struct lb_history **ret, struct lb_err *err)
{
    struct lb_history *h = start(repo, commit_id), *all = NULL;
    h->is_resumed = true;
    enum lb_status status = lb_ledger_open(files[LB_HISTORY_FILES], files[LB_HISTORY_FILES_NEW], &h->old_files, err);
    if (status == LB_OK)
        status = lb_ledger_open(files[LB_HISTORY_COMMITS], files[LB_HISTORY_COMMITS_NEW], &h->old_commits, err);
    if (status == LB_OK && (!is_known(h, old_id) || (is_known(h, commit_id) && strcmp(old_id, commit_id) != 0)))
        status = lb_fail(err, LB_INVALID, "the history was rewritten");
    if (status) {
        lb_history_free(h);
        return status;
    }
    if (strcmp(old_id, commit_id) == 0) { /* nothing to walk; the ledgers stay */
        h->files = h->old_files;
        h->commits = h->old_commits;
        for (int i = 0; i < LB_HISTORY_FILE_COUNT; i++) {
            h->images[i] = LB_STR_INIT(SIZE_MAX / 2);
            if (!lb_history_is_large((enum lb_history_file)i))
                lb_str_add(&h->images[i], files[i]);
        }
        h->is_whole = true;
        *ret = h;
        return LB_OK;
    }
    status = gather(h, files[LB_HISTORY_FILES], files[LB_HISTORY_COMMITS], &all, err);
    size_t known = status ? 0 : h->commits.base.count + h->commits.changes.count;
    if (status == LB_OK && (!leads_from(h, old_id) || known >= LB_MAX_HISTORY)) {
        lb_history_free(h);
        return lb_fail(err, LB_INVALID, "the history was rewritten, or is longer than %d commits", LB_MAX_HISTORY);
    }
    if (status == LB_OK)
        *ret = all;
    return status;
}

/* ---- what is there */

bool lb_history_file(const struct lb_history *h, enum lb_history_file which, lb_slice *ret)
{
    *ret = lb_str_slice(&h->images[which]);
    return h->is_new[which];
}

size_t lb_history_touched_count(const struct lb_history *h)
{
    return h->touch_count;
}

lb_slice lb_history_touched(const struct lb_history *h, size_t i)
{
    return h->touches[i].path;
}

size_t lb_history_walked_count(const struct lb_history *h)
{
    return h->walked_count;
}

const char *lb_history_walked(const struct lb_history *h, size_t i)
{
    return h->walked[i].id;
}
