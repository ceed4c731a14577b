/* repo_compare.c - what differs between two commits, and where a shallow clone ends: whether and what an index must take
 * over from one to the other. */
#include "indexer/repo_git.h"

#include "base/fs.h"
#include "indexer/assets.h"

enum { MAX_DEPTH = 64, MAX_SHALLOW = 64 * 1024 * 1024 };

struct comparison {
    struct lb_repo *repo;
    struct lb_arena arena;
    lb_path_fn *fn;
    void *ctx;
    struct lb_err *err;
};

static enum lb_status compare_trees(struct comparison *, const git_oid *old, const git_oid *new, lb_slice prefix, unsigned depth);

static bool is_tree(const git_tree_entry *e)
{
    return e && git_tree_entry_type(e) == GIT_OBJECT_TREE;
}

/* One name on both sides; either may be missing. */
static enum lb_status compare_entry(struct comparison *c, const git_tree_entry *old, const git_tree_entry *new, lb_slice prefix,
                                    unsigned depth)
{
    if (old && new && git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)) &&
        git_tree_entry_filemode_raw(old) == git_tree_entry_filemode_raw(new))
        return LB_OK;
    lb_slice name = lb_slice_of(git_tree_entry_name(old ? old : new));
    lb_slice path = prefix.len ? lb_arena_printf(&c->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(prefix), LB_ARG(name))
                               : lb_arena_copy(&c->arena, name);
    if ((old && !is_tree(old)) || (new && !is_tree(new)))
        c->fn(c->ctx, path);
    if (!is_tree(old) && !is_tree(new))
        return LB_OK;
    if (depth == MAX_DEPTH)
        return lb_fail(c->err, LB_LIMIT, "folders nested too deep: '%" LB_PRI "'", LB_ARG(path));
    return compare_trees(c, is_tree(old) ? git_tree_entry_id(old) : NULL, is_tree(new) ? git_tree_entry_id(new) : NULL, path,
                         depth + 1);
}

static enum lb_status compare_trees(struct comparison *c, const git_oid *old, const git_oid *new, lb_slice prefix, unsigned depth)
{
    git_tree *a = NULL, *b = NULL;
    enum lb_status status = LB_OK;
    if ((old && git_tree_lookup(&a, c->repo->git, old)) || (new && git_tree_lookup(&b, c->repo->git, new)))
        status = lb_git_fail(c->err, "cannot read a folder");
    size_t i = 0, j = 0, n = a ? git_tree_entrycount(a) : 0, m = b ? git_tree_entrycount(b) : 0;
    while ((i < n || j < m) && status == LB_OK) {
        const git_tree_entry *x = i < n ? git_tree_entry_byindex(a, i) : NULL;
        const git_tree_entry *y = j < m ? git_tree_entry_byindex(b, j) : NULL;
        int order = !x ? 1 : !y ? -1 : git_tree_entry_cmp(x, y);
        if (order < 0)
            y = NULL;
        else if (order > 0)
            x = NULL;
        i += x != NULL;
        j += y != NULL;
        status = compare_entry(c, x, y, prefix, depth);
    }
    git_tree_free(a);
    git_tree_free(b);
    return status;
}

static enum lb_status root_of(struct lb_repo *repo, const char *id, git_tree **ret, struct lb_err *err)
{
    git_oid oid;
    git_commit *commit = NULL;
    enum lb_status status = LB_OK;
    if (git_oid_fromstr(&oid, id) || git_commit_lookup(&commit, repo->git, &oid))
        status = lb_fail(err, LB_NOT_FOUND, "no commit '%s' in '%s'", id, repo->dir);
    else if (git_commit_tree(ret, commit))
        status = lb_git_fail(err, "cannot read the commit's tree");
    git_commit_free(commit);
    return status;
}

enum lb_status lb_repo_compare(struct lb_repo *repo, const char *old_id, const char *new_id, const char *const *names,
                               lb_path_fn *fn, void *ctx, struct lb_err *err)
{
    struct comparison c = {.repo = repo, .fn = fn, .ctx = ctx, .err = err};
    git_tree *old = NULL, *new = NULL;
    enum lb_status status = root_of(repo, old_id, &old, err);
    if (status == LB_OK)
        status = root_of(repo, new_id, &new, err);
    for (size_t i = 0; names[i] && status == LB_OK; i++) {
        const git_tree_entry *x = git_tree_entry_byname(old, names[i]), *y = git_tree_entry_byname(new, names[i]);
        if (x || y)
            status = compare_entry(&c, x, y, LB_EMPTY, 0);
    }
    git_tree_free(old);
    git_tree_free(new);
    lb_arena_free(&c.arena);
    return status;
}

void lb_repo_shallow(struct lb_repo *repo, char hash[65])
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err ignored;
    lb_slice text;
    hash[0] = '\0';
    lb_slice path = lb_arena_printf(&arena, "%s/shallow", git_repository_commondir(repo->git));
    if (lb_fs_read(&arena, lb_arena_cstr(&arena, path), MAX_SHALLOW, &text, &ignored) == LB_OK && text.len)
        lb_sha256(text, hash);
    lb_arena_free(&arena);
}
