/* repo_files.c - the files of one commit, and contents by their id. What cannot be read is remembered. */
#include "indexer/repo_git.h"

#include <stdlib.h>

/* An object of the tree that is read cannot be: kept, so that nobody publishes a library without it. */
static enum lb_status fail_object(struct lb_repo *repo, lb_slice path, struct lb_err *err)
{
    struct lb_err own;
    (void)lb_fail(&own, LB_IO, "cannot read '%" LB_PRI "' from the repository: %s; 'git fsck' in it names what is broken%s", LB_ARG(path),
                  lb_git_message(), strstr(lb_git_message(), "not found") ? ", 'git fetch --refetch --no-filter' completes a clone "
                  "that was made with --filter" : "");
    if (!repo->broken.status)
        repo->broken = own;
    return lb_fail(err, LB_IO, "%s", own.msg);
}

enum lb_status lb_repo_health(const struct lb_repo *repo, struct lb_err *err)
{
    return repo->broken.status ? lb_fail(err, repo->broken.status, "%s", repo->broken.msg) : LB_OK;
}

size_t lb_repo_lost(const struct lb_repo *repo)
{
    return repo->lost;
}

static enum lb_status look_up(struct lb_repo *repo, struct lb_arena *arena, lb_slice path, git_tree_entry **ret,
                              struct lb_err *err)
{
    const char *name = lb_arena_cstr(arena, path);
    int failed = memchr(path.data, 0, path.len) ? GIT_ENOTFOUND : git_tree_entry_bypath(ret, repo->root, name);
    if (failed == GIT_ENOTFOUND)
        return lb_fail(err, LB_NOT_FOUND, "no '%s' in this commit", name);
    return failed ? fail_object(repo, path, err) : LB_OK;
}

/* The size first: a large blob is never loaded. */
enum lb_status lb_git_read_blob(struct lb_repo *repo, const git_oid *id, lb_slice path, size_t max, struct lb_arena *arena,
                                lb_slice *ret, struct lb_err *err)
{
    git_odb_object *object = NULL;
    size_t size = 0;
    git_object_t type;
    if (git_odb_read_header(&size, &type, repo->odb, id))
        return fail_object(repo, path, err);
    if (size > max)
        return lb_fail(err, LB_LIMIT, "'%" LB_PRI "' has %zu bytes; at most %zu are read", LB_ARG(path), size, max);
    if (git_odb_read(&object, repo->odb, id))
        return fail_object(repo, path, err);
    *ret = lb_arena_copy(arena, lb_slice_from(git_odb_object_data(object), git_odb_object_size(object)));
    git_odb_object_free(object);
    return LB_OK;
}

static enum lb_status read_file(void *self, struct lb_arena *arena, lb_slice path, size_t max, lb_slice *ret,
                                struct lb_err *err)
{
    struct lb_repo *repo = self;
    git_tree_entry *entry = NULL;
    if (path.len == 0)
        return lb_fail(err, LB_INVALID, "the library's root is a folder, not a file");
    enum lb_status status = look_up(repo, arena, path, &entry, err);
    if (status)
        goto out;
    git_filemode_t mode = git_tree_entry_filemode(entry);
    if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE) {
        status = lb_fail(err, LB_INVALID, "'%" LB_PRI "' is %s, not a file", LB_ARG(path),
                         mode == GIT_FILEMODE_LINK     ? "a symlink, which is not followed"
                         : mode == GIT_FILEMODE_COMMIT ? "a submodule"
                                                       : "a folder");
        goto out;
    }
    status = lb_git_read_blob(repo, git_tree_entry_id(entry), path, max, arena, ret, err);
out:
    git_tree_entry_free(entry);
    return status;
}

enum lb_status lb_repo_blob(struct lb_repo *repo, struct lb_arena *arena, const char *id, size_t max, lb_slice *ret,
                            struct lb_err *err)
{
    git_oid oid;
    git_odb_object *object = NULL;
    size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    bool is_here = git_oid_fromstr(&oid, id) == 0 && git_odb_read_header(&size, &type, repo->odb, &oid) == 0;
    if (is_here && type == GIT_OBJECT_BLOB && size > max)
        return lb_fail(err, LB_LIMIT, "object '%s' has %zu bytes; at most %zu are read", id, size, max);
    if (!is_here || type != GIT_OBJECT_BLOB || git_odb_read(&object, repo->odb, &oid)) {
        repo->lost++;
        return is_here && type == GIT_OBJECT_BLOB ? lb_git_fail(err, "cannot read an old version")
                                                  : lb_fail(err, LB_NOT_FOUND, "no file with the id '%.64s' in '%s'", id, repo->dir);
    }
    *ret = lb_arena_copy(arena, lb_slice_from(git_odb_object_data(object), git_odb_object_size(object)));
    git_odb_object_free(object);
    return LB_OK;
}

static int compare_entries(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct lb_entry *)a)->name, ((const struct lb_entry *)b)->name);
}

static enum lb_status list_folder(void *self, struct lb_arena *arena, lb_slice path, struct lb_entry **ret,
                                  size_t *count, struct lb_err *err)
{
    struct lb_repo *repo = self;
    git_tree_entry *entry = NULL;
    git_tree *own = NULL, *tree = repo->root;
    enum lb_status status = LB_OK;
    if (path.len) {
        status = look_up(repo, arena, path, &entry, err);
        if (status)
            goto out;
        if (git_tree_entry_type(entry) != GIT_OBJECT_TREE) {
            status = lb_fail(err, LB_NOT_FOUND, "'%" LB_PRI "' is no folder", LB_ARG(path));
            goto out;
        }
        if (git_tree_lookup(&own, repo->git, git_tree_entry_id(entry))) {
            status = fail_object(repo, path, err);
            goto out;
        }
        tree = own;
    }
    size_t n = git_tree_entrycount(tree);
    struct lb_entry *entries = LB_NEW_ARRAY(arena, struct lb_entry, n + 1);
    for (size_t i = 0; i < n; i++) {
        const git_tree_entry *e = git_tree_entry_byindex(tree, i);
        git_filemode_t mode = git_tree_entry_filemode(e);
        entries[i].name = lb_arena_copy(arena, lb_slice_of(git_tree_entry_name(e)));
        entries[i].kind = mode == GIT_FILEMODE_TREE ? LB_ENTRY_FOLDER
                          : mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE ? LB_ENTRY_FILE
                                                                                              : LB_ENTRY_OTHER;
    }
    qsort(entries, n, sizeof *entries, compare_entries); /* git sorts folders as if they ended in "/" */
    *ret = entries;
    *count = n;
out:
    git_tree_free(own);
    git_tree_entry_free(entry);
    return status;
}

enum lb_status lb_repo_tree(struct lb_repo *repo, const char *commit_id, struct lb_tree *ret, struct lb_err *err)
{
    git_tree *root = NULL;
    enum lb_status status = lb_git_root(repo, commit_id, &root, err);
    if (status)
        return status;
    git_tree_free(repo->root);
    repo->root = root;
    *ret = (struct lb_tree){repo, read_file, list_folder};
    return LB_OK;
}
