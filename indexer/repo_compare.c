/* repo_compare.c - what differs between two trees, and where a shallow clone ends: what a commit changed, and whether and
 * what an index must take over from one commit to another. By object id, so that equal folders cost nothing however many
 * cases they hold; our own, because libgit2's diffs make more than names. */
#include "indexer/repo_git.h"

#include "base/fs.h"
#include "indexer/assets.h"

enum { MAX_DEPTH = 64, MAX_SHALLOW = 64 * 1024 * 1024 };

static enum lb_status compare_trees(const struct lb_git_comparison *, const git_oid *old, const git_oid *new, lb_slice prefix,
                                    unsigned depth, struct lb_err *);

static const git_tree_entry *if_tree(const git_tree_entry *e)
{
    return e && git_tree_entry_type(e) == GIT_OBJECT_TREE ? e : NULL;
}

/* One name on both sides; either may be missing. Recursion is bounded by max_depth. */
static enum lb_status compare_entry(const struct lb_git_comparison *c, const git_tree_entry *old, const git_tree_entry *new,
                                    lb_slice prefix, unsigned depth, struct lb_err *err)
{
    if (old && new && git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)) &&
        git_tree_entry_filemode_raw(old) == git_tree_entry_filemode_raw(new))
        return LB_OK;
    lb_slice name = lb_slice_of(git_tree_entry_name(old ? old : new));
    lb_slice path = prefix.len ? lb_arena_printf(c->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(prefix), LB_ARG(name))
                               : lb_arena_copy(c->arena, name);
    const git_tree_entry *old_tree = if_tree(old), *new_tree = if_tree(new);
    if (old != old_tree || new != new_tree)
        c->fn(c->ctx, path, old_tree ? NULL : old, new_tree ? NULL : new);
    if (!old_tree && !new_tree)
        return LB_OK;
    if (depth >= c->max_depth)
        return c->skips_deeper ? LB_OK : lb_fail(err, LB_LIMIT, "folders nested too deep: '%" LB_PRI "'", LB_ARG(path));
    return compare_trees(c, old_tree ? git_tree_entry_id(old) : NULL, new_tree ? git_tree_entry_id(new) : NULL, path, depth + 1, err);
}

static enum lb_status compare_trees(const struct lb_git_comparison *c, const git_oid *old, const git_oid *new, lb_slice prefix,
                                    unsigned depth, struct lb_err *err)
{
    git_tree *a = NULL, *b = NULL;
    enum lb_status status = LB_OK;
    if ((old && git_tree_lookup(&a, c->repo->git, old)) || (new && git_tree_lookup(&b, c->repo->git, new)))
        status = lb_git_fail(err, "cannot read a folder");
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
        status = compare_entry(c, x, y, prefix, depth, err);
    }
    git_tree_free(a);
    git_tree_free(b);
    return status;
}

enum lb_status lb_git_compare(const struct lb_git_comparison *c, const git_tree *old, const git_tree *new,
                              const char *const *names, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    for (size_t i = 0; names[i] && status == LB_OK; i++) {
        const git_tree_entry *x = old ? git_tree_entry_byname(old, names[i]) : NULL, *y = git_tree_entry_byname(new, names[i]);
        if (x || y)
            status = compare_entry(c, x, y, LB_EMPTY, 0, err);
    }
    return status;
}

struct told {
    lb_path_fn *fn;
    void *ctx;
};

static void tell_path(void *ctx, lb_slice path, const git_tree_entry *old, const git_tree_entry *new)
{
    (void)old, (void)new;
    struct told *t = ctx;
    t->fn(t->ctx, path);
}

enum lb_status lb_repo_compare(struct lb_repo *repo, const char *old_id, const char *new_id, const char *const *names,
                               lb_path_fn *fn, void *ctx, struct lb_err *err)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_git_comparison c = {.repo = repo, .arena = &arena, .max_depth = MAX_DEPTH, .fn = tell_path,
                                  .ctx = &(struct told){fn, ctx}};
    git_tree *old = NULL, *new = NULL;
    enum lb_status status = lb_git_root(repo, old_id, &old, err);
    if (status == LB_OK)
        status = lb_git_root(repo, new_id, &new, err);
    if (status == LB_OK)
        status = lb_git_compare(&c, old, new, names, err);
    git_tree_free(old);
    git_tree_free(new);
    lb_arena_free(&arena);
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
