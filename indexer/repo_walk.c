/* repo_walk.c - the history: a heap of commits by time, and what each changed. Our own, because libgit2's walk fails at the
 * end of a shallow clone. */
#include "indexer/repo_git.h"

#include <stdlib.h>

enum { MAX_TREE_DEPTH = 32 };

/* Commits waiting, the newest on top; commits met, so that each is walked once. */
struct queue {
    git_commit **heap;
    size_t count, capacity;
    git_oid *met;
    size_t met_count, met_capacity; /* open addressing; capacity a power of two */
};

static bool is_newer(const git_commit *a, const git_commit *b)
{
    git_time_t x = git_commit_time(a), y = git_commit_time(b);
    return x != y ? x > y : git_oid_cmp(git_commit_id(a), git_commit_id(b)) < 0;
}

static size_t slot_of(const struct queue *q, const git_oid *oid)
{
    size_t hash;
    memcpy(&hash, oid->id, sizeof hash);
    for (size_t i = hash & (q->met_capacity - 1);; i = (i + 1) & (q->met_capacity - 1))
        if (git_oid_is_zero(&q->met[i]) || git_oid_equal(&q->met[i], oid))
            return i;
}

/* True the first time an id is seen. */
static bool meet(struct queue *q, const git_oid *oid)
{
    if (2 * (q->met_count + 1) > q->met_capacity) {
        struct queue old = *q;
        q->met_capacity = old.met_capacity ? 2 * old.met_capacity : 1024;
        q->met = lb_xcalloc(q->met_capacity, sizeof *q->met);
        for (size_t i = 0; i < old.met_capacity; i++)
            if (!git_oid_is_zero(&old.met[i]))
                q->met[slot_of(q, &old.met[i])] = old.met[i];
        free(old.met);
    }
    size_t i = slot_of(q, oid);
    if (!git_oid_is_zero(&q->met[i]))
        return false;
    q->met[i] = *oid;
    q->met_count++;
    return true;
}

static void push(struct queue *q, git_commit *commit)
{
    if (q->count == q->capacity) {
        q->capacity = q->capacity ? 2 * q->capacity : 64;
        q->heap = lb_xrealloc(q->heap, q->capacity * sizeof(git_commit *));
    }
    size_t i = q->count++;
    for (; i && is_newer(commit, q->heap[(i - 1) / 2]); i = (i - 1) / 2)
        q->heap[i] = q->heap[(i - 1) / 2];
    q->heap[i] = commit;
}

static git_commit *pop(struct queue *q)
{
    git_commit *top = q->heap[0], *last = q->heap[--q->count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < q->count; i = child) {
        if (child + 1 < q->count && is_newer(q->heap[child + 1], q->heap[child]))
            child++;
        if (!is_newer(q->heap[child], last))
            break;
        q->heap[i] = q->heap[child];
    }
    q->heap[i] = last;
    return top;
}

static void free_queue(struct queue *q)
{
    for (size_t i = 0; i < q->count; i++)
        git_commit_free(q->heap[i]);
    free(q->heap);
    free(q->met);
}

/* The files found so far in one commit. */
struct paths {
    struct lb_arena arena;
    struct lb_changed *items;
    size_t count, capacity;
};

/* A mode alone is no change. */
static void add_path(void *ctx, lb_slice path, const git_tree_entry *old, const git_tree_entry *new)
{
    struct paths *paths = ctx;
    struct lb_changed file = {.path = path};
    if (old && new && git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)))
        return;
    git_filemode_t mode = new ? git_tree_entry_filemode(new) : GIT_FILEMODE_UNREADABLE;
    if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE)
        git_oid_tostr(file.blob, sizeof file.blob, git_tree_entry_id(new));
    LB_PUSH(&paths->arena, paths->items, paths->count, paths->capacity, file);
}

static bool is_same_in(git_tree *other, git_tree *new, const char *path)
{
    git_tree_entry *x = NULL, *y = NULL;
    bool has_x = other && git_tree_entry_bypath(&x, other, path) == 0, has_y = git_tree_entry_bypath(&y, new, path) == 0;
    bool is_same = has_x == has_y && (!has_x || git_oid_equal(git_tree_entry_id(x), git_tree_entry_id(y)));
    git_tree_entry_free(x);
    git_tree_entry_free(y);
    return is_same;
}

/* The paths in which a commit differs from every parent it has here; a merge that only takes over changes nothing. */
static enum lb_status find_changes(struct lb_repo *repo, git_commit *commit, git_commit **parents, size_t parent_count,
                                   const char *const *folders, struct paths *paths, struct lb_err *err)
{
    /* What lies deeper than any case is no reason to lose the history. */
    struct lb_git_comparison comparison = {.repo = repo, .arena = &paths->arena, .max_depth = MAX_TREE_DEPTH, .skips_deeper = true,
                                           .fn = add_path, .ctx = paths};
    git_tree *new = NULL, *old = NULL;
    enum lb_status status = LB_OK;
    if (git_commit_tree(&new, commit) || (parent_count && git_commit_tree(&old, parents[0]))) {
        status = lb_git_fail(err, "cannot read the history");
        goto out;
    }
    status = lb_git_compare(&comparison, old, new, folders, err);
    for (size_t i = 1; i < parent_count && status == LB_OK && paths->count; i++) {
        git_tree_free(old);
        old = NULL;
        if (git_commit_tree(&old, parents[i])) {
            status = lb_git_fail(err, "cannot read the history");
            break;
        }
        size_t kept = 0;
        for (size_t j = 0; j < paths->count; j++)
            if (!is_same_in(old, new, paths->items[j].path.data))
                paths->items[kept++] = paths->items[j];
        paths->count = kept;
    }
out:
    git_tree_free(old);
    git_tree_free(new);
    return status;
}

static const char **tell_parents(struct lb_arena *arena, git_commit **parents, size_t count)
{
    const char **ids = LB_NEW_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        char *id = lb_arena_alloc(arena, GIT_OID_HEXSZ + 1);
        ids[i] = git_oid_tostr(id, GIT_OID_HEXSZ + 1, git_commit_id(parents[i]));
    }
    return ids;
}

static bool knows(lb_known_fn *is_known, void *ctx, const git_commit *commit)
{
    char id[65];
    return is_known && is_known(ctx, git_oid_tostr(id, sizeof id, git_commit_id(commit)));
}

static enum lb_status fail_parent(struct lb_err *err, const git_oid *id)
{
    char doing[120] = "cannot read the history: commit ";
    git_oid_tostr(doing + strlen(doing), GIT_OID_HEXSZ + 1, id);
    return lb_git_fail(err, doing);
}

/* Tells fn of one commit and queues its parents. A parent that is not here ends a shallow clone: what the commit changed
 * is then unknown, and nothing is told of it but its existence. */
static enum lb_status visit(struct lb_repo *repo, git_commit *commit, const git_mailmap *mailmap,
                            const char *const *folders, struct queue *queue, lb_known_fn *is_known, lb_change_fn *fn,
                            void *ctx, bool *is_whole, struct lb_err *err)
{
    unsigned parent_count = git_commit_parentcount(commit);
    size_t found = 0;
    git_commit **parents = lb_xcalloc(parent_count + 1, sizeof(git_commit *));
    struct paths paths = {0};
    enum lb_status status = LB_OK;
    for (unsigned i = 0; i < parent_count; i++) {
        int failed = git_commit_parent(&parents[found], commit, i);
        if (failed == GIT_ENOTFOUND && repo->is_shallow)
            *is_whole = false;
        else if (failed)
            status = fail_parent(err, git_commit_parent_id(commit, i));
        else
            found++;
    }
    if (status == LB_OK && found == parent_count)
        status = find_changes(repo, commit, parents, found, folders, &paths, err);
    if (status == LB_OK) {
        struct lb_commit described;
        struct lb_change change = {.commit = &described, .files = paths.items, .file_count = paths.count,
                                   .when = git_commit_time(commit), .parent_count = found};
        change.parents = tell_parents(&paths.arena, parents, found);
        lb_git_describe(commit, &described);
        if (paths.count)
            lb_git_people(mailmap, commit, &paths.arena, &change);
        status = fn(ctx, &change, err);
    }
    for (size_t i = 0; i < found; i++)
        if (status == LB_OK && meet(queue, git_commit_id(parents[i])) && !knows(is_known, ctx, parents[i]))
            push(queue, parents[i]);
        else
            git_commit_free(parents[i]);
    free(parents);
    lb_arena_free(&paths.arena);
    return status;
}

enum lb_status lb_repo_walk(struct lb_repo *repo, const char *commit_id, const char *const *folders, size_t max,
                            lb_known_fn *is_known, lb_change_fn *fn, void *ctx, bool *is_whole, struct lb_err *err)
{
    git_commit *commit = NULL;
    struct queue queue = {0};
    enum lb_status status = lb_git_commit(repo, commit_id, &commit, err);
    *is_whole = true;
    if (status)
        return status;
    git_mailmap *mailmap = lb_git_mailmap(repo, commit);
    (void)meet(&queue, git_commit_id(commit));
    push(&queue, commit);
    for (size_t n = 0; queue.count && status == LB_OK; n++) {
        if (n == max) {
            *is_whole = false;
            break;
        }
        commit = pop(&queue);
        status = visit(repo, commit, mailmap, folders, &queue, is_known, fn, ctx, is_whole, err);
        git_commit_free(commit);
    }
    git_mailmap_free(mailmap);
    free_queue(&queue);
    return status;
}

enum lb_status lb_repo_tell(struct lb_repo *repo, const char *head_id, const char *const *ids, size_t count,
                            lb_change_fn *fn, void *ctx, struct lb_err *err)
{
    git_commit *head = NULL;
    enum lb_status status = lb_git_commit(repo, head_id, &head, err);
    if (status)
        return status;
    git_mailmap *mailmap = lb_git_mailmap(repo, head);
    for (size_t i = 0; i < count && status == LB_OK; i++) {
        git_commit *commit = NULL;
        struct lb_arena arena = LB_ARENA_INIT;
        struct lb_commit described;
        struct lb_change change = {.commit = &described};
        status = lb_git_commit(repo, ids[i], &commit, err);
        if (status == LB_OK) {
            change.when = git_commit_time(commit);
            lb_git_describe(commit, &described);
            lb_git_people(mailmap, commit, &arena, &change);
            status = fn(ctx, &change, err);
        }
        git_commit_free(commit);
        lb_arena_free(&arena);
    }
    git_mailmap_free(mailmap);
    git_commit_free(head);
    return status;
}
