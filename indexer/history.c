/* history.c - gathers the walk of repo.c by file: a hash table from "id/file.md" to its revisions. */
#include "indexer/history.h"

#include "base/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct file {
    lb_slice key;
    struct lb_file_history history;
    size_t all_capacity;
    unsigned *all; /* number of every commit that changed the file, newest first */
};

struct met {
    char id[65];
    unsigned number;
};

struct lb_history {
    struct lb_arena arena;
    struct file **table; /* open addressing; size a power of two */
    size_t count, size;
    struct met *commits; /* in the order of the walk; sorted by id at the end */
    size_t commit_count, commit_capacity;
    bool is_whole;
};

static lb_slice key_of(lb_slice path)
{
    size_t at = path.len;
    for (int slashes = 0; at > 0; at--)
        if (path.data[at - 1] == '/' && ++slashes == 2)
            break;
    return lb_slice_sub(path, at, path.len);
}

static size_t slot_of(const struct lb_history *h, lb_slice key)
{
    size_t hash = 14695981039346656037u;
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.data[i]) * 1099511628211u;
    size_t i = hash & (h->size - 1);
    while (h->table[i] && !lb_slice_eq(h->table[i]->key, key))
        i = (i + 1) & (h->size - 1);
    return i;
}

static struct file *file_of(struct lb_history *h, lb_slice path)
{
    if (2 * (h->count + 1) > h->size) {
        struct file **old = h->table;
        size_t old_size = h->size;
        h->size = old_size ? 2 * old_size : 1024;
        h->table = lb_xcalloc(h->size, sizeof *h->table);
        for (size_t i = 0; i < old_size; i++)
            if (old[i])
                h->table[slot_of(h, old[i]->key)] = old[i];
        free(old);
    }
    lb_slice key = key_of(path);
    size_t i = slot_of(h, key);
    if (!h->table[i]) {
        h->table[i] = LB_NEW(&h->arena, struct file);
        h->table[i]->key = lb_arena_copy(&h->arena, key);
        h->count++;
    }
    return h->table[i];
}

/* What a commit says of itself, one copy for all its files. */
static void describe(struct lb_history *h, const struct lb_change *change, struct lb_revision *ret)
{
    struct lb_commit *commit = LB_NEW(&h->arena, struct lb_commit);
    lb_slice *authors = LB_NEW_ARRAY(&h->arena, lb_slice, change->author_count);
    *commit = *change->commit;
    for (size_t i = 0; i < change->author_count; i++)
        authors[i] = lb_arena_copy(&h->arena, change->authors[i]);
    ret->commit = commit->id;
    ret->date = commit->date;
    ret->time = commit->time;
    ret->authors = authors;
    ret->author_count = change->author_count;
    ret->subject = lb_arena_copy(&h->arena, change->subject);
    ret->message = lb_arena_copy(&h->arena, change->message);
}

/* A commit that moved a file names it twice: where it was removed and where it is. */
static void set_moved(struct lb_file_history *history, const char *blob)
{
    history->first.blob = blob;
    if (history->count == 1)
        history->last.blob = blob;
    if (history->revision_count == history->count)
        history->revisions[history->count - 1].blob = blob;
}

static enum lb_status take(void *ctx, const struct lb_change *change, struct lb_err *err)
{
    (void)err;
    struct lb_history *h = ctx;
    struct lb_revision revision = {.number = (unsigned)h->commit_count};
    struct met met = {.number = (unsigned)h->commit_count};
    memcpy(met.id, change->commit->id, sizeof met.id);
    LB_PUSH(&h->arena, h->commits, h->commit_count, h->commit_capacity, met);
    for (size_t i = 0; i < change->file_count; i++) {
        const struct lb_changed *changed = &change->files[i];
        if (!lb_slice_ends(changed->path, LB_S(".md")))
            continue;
        if (!revision.commit)
            describe(h, change, &revision);
        revision.blob = lb_arena_copy(&h->arena, lb_slice_of(changed->blob)).data;
        struct file *file = file_of(h, changed->path);
        struct lb_file_history *history = &file->history;
        if (history->count && history->first.commit == revision.commit) {
            if (*revision.blob)
                set_moved(history, revision.blob);
            continue;
        }
        if (history->count == 0)
            history->last = revision;
        history->first = revision;
        LB_PUSH(&h->arena, file->all, history->count, file->all_capacity, revision.number);
        if (history->revision_count < LB_MAX_REVISIONS)
            LB_PUSH(&h->arena, history->revisions, history->revision_count, history->revision_capacity, revision);
    }
    return LB_OK;
}

static int compare_met(const void *a, const void *b)
{
    return strcmp(((const struct met *)a)->id, ((const struct met *)b)->id);
}

enum lb_status lb_history_read(struct lb_repo *repo, const char *commit_id, struct lb_history **ret, struct lb_err *err)
{
    static const char *const folders[] = {"cases", "collections", NULL};
    struct lb_history *h = lb_xcalloc(1, sizeof *h);
    enum lb_status status = lb_repo_walk(repo, commit_id, folders, LB_MAX_HISTORY, take, h, &h->is_whole, err);
    if (status) {
        lb_history_free(h);
        return status;
    }
    if (h->commit_count)
        qsort(h->commits, h->commit_count, sizeof *h->commits, compare_met);
    *ret = h;
    return LB_OK;
}

void lb_history_free(struct lb_history *h)
{
    if (!h)
        return;
    lb_arena_free(&h->arena);
    free(h->table);
    free(h);
}

static const struct file *look_up(const struct lb_history *h, lb_slice path)
{
    return h && h->size ? h->table[slot_of(h, key_of(path))] : NULL;
}

const struct lb_file_history *lb_history_find(const struct lb_history *h, lb_slice path)
{
    const struct file *file = look_up(h, path);
    return file ? &file->history : NULL;
}

int lb_history_behind(const struct lb_history *h, lb_slice path, lb_slice commit)
{
    const struct file *file = look_up(h, path);
    if (!file || commit.len < 7 || commit.len > 64)
        return -1;
    struct met wanted = {.id = ""};
    for (size_t i = 0; i < commit.len; i++)
        wanted.id[i] = (char)tolower((unsigned char)commit.data[i]);
    size_t low = 0, high = h->commit_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(h->commits[middle].id, wanted.id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == h->commit_count || strncmp(h->commits[low].id, wanted.id, commit.len) != 0)
        return -1;
    int behind = 0;
    while ((size_t)behind < file->history.count && file->all[behind] < h->commits[low].number)
        behind++;
    return behind;
}

bool lb_history_is_whole(const struct lb_history *h)
{
    return h && h->is_whole;
}
