/* repo_staged.c - the index is read as a difference from nothing, which names every file in it; see repo_staged.h. */
#include "indexer/repo_staged.h"

#include "indexer/repo_git.h"

#include <stdlib.h>
#include <string.h>

struct staged_file {
    lb_slice path;
    git_oid id;
    enum lb_entry_kind kind;
};

struct lb_staged {
    struct lb_repo *repo;
    struct lb_arena arena;
    struct staged_file *files; /* by path, bytewise */
    size_t count, capacity;
};

/* ---- index and differences */

static enum lb_status open_index(struct lb_repo *repo, const char *file, git_index **ret, struct lb_err *err)
{
    if (git_repository_is_bare(repo->git) && !file)
        return lb_fail(err, LB_INVALID, "'%s' is a bare repository: nothing is staged there", repo->dir);
    int failed = file ? git_index_open(ret, file) : git_repository_index(ret, repo->git);
    const git_error *why = failed ? git_error_last() : NULL;
    if (why && why->message && (strstr(why->message, "'link'") || strstr(why->message, "'sdir'")))
        return lb_fail(err, LB_IO, "the index of '%s' is split or sparse, which the git library here cannot read; this writes it whole: "
                       "%s", repo->dir, strstr(why->message, "'link'") ? "'git update-index --no-split-index'"
                                                                       : "'git sparse-checkout reapply --no-sparse-index'");
    return failed ? lb_git_fail(err, "cannot read the index") : LB_OK;
}

/* new_id NULL: the index. */
static enum lb_status compare(struct lb_repo *repo, const char *old_id, const char *new_id, const char *index_file,
                              git_diff **ret, struct lb_err *err)
{
    git_diff_options options;
    git_tree *old = NULL, *new = NULL;
    git_index *index = NULL;
    enum lb_status status = LB_OK;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_IGNORE_SUBMODULES;
    if (old_id)
        status = lb_git_root(repo, old_id, &old, err);
    if (status == LB_OK)
        status = new_id ? lb_git_root(repo, new_id, &new, err) : open_index(repo, index_file, &index, err);
    if (status == LB_OK && (new_id ? git_diff_tree_to_tree(ret, repo->git, old, new, &options)
                                   : git_diff_tree_to_index(ret, repo->git, old, index, &options)))
        status = lb_git_fail(err, "cannot compare what is in the repository");
    git_index_free(index);
    git_tree_free(new);
    git_tree_free(old);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct lb_path_change *)a)->path, ((const struct lb_path_change *)b)->path);
}

enum lb_status lb_repo_changes(struct lb_repo *repo, const char *old_id, const char *new_id, const char *index_file,
                               struct lb_arena *arena, struct lb_path_change **ret, size_t *count, struct lb_err *err)
{
    git_diff *diff = NULL;
    struct lb_path_change *paths = NULL;
    size_t n = 0, capacity = 0;
    enum lb_status status = compare(repo, old_id, new_id, index_file, &diff, err);
    for (size_t i = 0; status == LB_OK && i < git_diff_num_deltas(diff); i++) {
        const git_diff_delta *d = git_diff_get_delta(diff, i);
        const char *path = d->new_file.path ? d->new_file.path : d->old_file.path;
        struct lb_path_change one = {lb_arena_copy(arena, lb_slice_of(path)), d->status == GIT_DELTA_ADDED,
                                     d->status == GIT_DELTA_DELETED};
        LB_PUSH(arena, paths, n, capacity, one);
    }
    if (n)
        qsort(paths, n, sizeof *paths, by_name);
    git_diff_free(diff);
    if (status == LB_OK) {
        *ret = paths;
        *count = n;
    }
    return status;
}

enum lb_status lb_repo_merge_base(struct lb_repo *repo, const char *a, const char *b, char *id, struct lb_err *err)
{
    git_oid x, y, base;
    if (git_oid_fromstr(&x, a) || git_oid_fromstr(&y, b) || git_merge_base(&base, repo->git, &x, &y))
        return lb_fail(err, LB_NOT_FOUND, "the two have no commit in common");
    git_oid_tostr(id, 65, &base);
    return LB_OK;
}

/* ---- the tree */

/* The first file whose path is not before `path`. */
static size_t lower_bound(const struct lb_staged *s, lb_slice path)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (lb_slice_cmp(s->files[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum lb_status read_file(void *self, struct lb_arena *arena, lb_slice path, size_t max, lb_slice *ret,
                                struct lb_err *err)
{
    struct lb_staged *s = self;
    size_t at = lower_bound(s, path);
    if (at == s->count || !lb_slice_eq(s->files[at].path, path))
        return lb_fail(err, LB_NOT_FOUND, "no '%" LB_PRI "' is staged", LB_ARG(path));
    if (s->files[at].kind != LB_ENTRY_FILE)
        return lb_fail(err, LB_INVALID, "'%" LB_PRI "' is a symlink, which is not followed", LB_ARG(path));
    return lb_git_read_blob(s->repo, &s->files[at].id, path, max, arena, ret, err);
}

static enum lb_status list_folder(void *self, struct lb_arena *arena, lb_slice path, struct lb_entry **ret, size_t *count,
                                  struct lb_err *err)
{
    struct lb_staged *s = self;
    lb_slice prefix = path.len ? lb_arena_printf(arena, "%" LB_PRI "/", LB_ARG(path)) : LB_EMPTY;
    struct lb_entry *entries = NULL;
    size_t n = 0, capacity = 0;
    for (size_t i = lower_bound(s, prefix); i < s->count && lb_slice_starts(s->files[i].path, prefix); i++) {
        lb_slice rest = lb_slice_sub(s->files[i].path, prefix.len, s->files[i].path.len);
        size_t slash = lb_slice_find(rest, '/');
        struct lb_entry e = {lb_slice_sub(rest, 0, slash), slash < rest.len ? LB_ENTRY_FOLDER : s->files[i].kind};
        if (n && entries[n - 1].kind == LB_ENTRY_FOLDER && lb_slice_eq(entries[n - 1].name, e.name))
            continue; /* files of one folder stand together: all begin with its name and "/" */
        LB_PUSH(arena, entries, n, capacity, e);
    }
    if (path.len && n == 0)
        return lb_fail(err, LB_NOT_FOUND, "no folder '%" LB_PRI "' is staged", LB_ARG(path));
    for (size_t i = 1; i < n; i++) /* "a.md" is before "a/b" as a path, but "a" before "a.md" as a name */
        for (size_t k = i; k && lb_slice_cmp(entries[k].name, entries[k - 1].name) < 0; k--) {
            struct lb_entry other = entries[k];
            entries[k] = entries[k - 1];
            entries[k - 1] = other;
        }
    *ret = entries;
    *count = n;
    return LB_OK;
}

static int by_path(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct staged_file *)a)->path, ((const struct staged_file *)b)->path);
}

enum lb_status lb_staged_open(struct lb_repo *repo, const char *index_file, struct lb_staged **ret, struct lb_tree *tree,
                              struct lb_err *err)
{
    struct lb_staged *s = lb_xcalloc(1, sizeof *s);
    git_diff *diff = NULL;
    enum lb_status status = compare(repo, NULL, NULL, index_file, &diff, err);
    s->repo = repo;
    for (size_t i = 0; status == LB_OK && i < git_diff_num_deltas(diff); i++) {
        const git_diff_delta *d = git_diff_get_delta(diff, i);
        if (d->status == GIT_DELTA_CONFLICTED) {
            const char *path = d->new_file.path ? d->new_file.path : d->old_file.path;
            status = lb_fail(err, LB_INVALID, "'%s' is not merged yet; resolve it and 'git add' it", path);
            break;
        }
        bool is_file = d->new_file.mode == GIT_FILEMODE_BLOB || d->new_file.mode == GIT_FILEMODE_BLOB_EXECUTABLE;
        struct staged_file f = {lb_arena_copy(&s->arena, lb_slice_of(d->new_file.path)), d->new_file.id,
                                is_file ? LB_ENTRY_FILE : LB_ENTRY_OTHER};
        LB_PUSH(&s->arena, s->files, s->count, s->capacity, f);
    }
    git_diff_free(diff);
    if (status) {
        lb_staged_free(s);
        return status;
    }
    if (s->count)
        qsort(s->files, s->count, sizeof *s->files, by_path);
    *tree = (struct lb_tree){s, read_file, list_folder};
    *ret = s;
    return LB_OK;
}

void lb_staged_free(struct lb_staged *s)
{
    if (!s)
        return;
    lb_arena_free(&s->arena);
    free(s);
}
