/* repo.c - the only file that knows libgit2.
 *
 * The walk is our own, a heap of commits by time, because libgit2's fails at the end of a shallow clone, and its diffs
 * build more than names. Trees are compared by object id, so that equal folders cost nothing however many cases they
 * hold. */
#include "indexer/repo.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

#include <errno.h>
/* Not git2.h: its index.h has a member named like a banned call. */
#include <git2/commit.h>
#include <git2/common.h>
#include <git2/config.h>
#include <git2/errors.h>
#include <git2/global.h>
#include <git2/odb.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <git2/revparse.h>
#include <git2/tree.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_TREE_DEPTH = 32, MAX_NAMED_REFS = 12 };

struct lb_repo {
    git_repository *git;
    git_odb *odb;
    git_tree *root; /* of the commit lb_repo_tree pointed at */
    char *dir;
};

static const char *git_message(void)
{
    const git_error *e = git_error_last();
    return e && e->message ? e->message : "no reason given";
}

static enum lb_status git_fail(struct lb_err *err, const char *doing)
{
    return lb_fail(err, LB_IO, "%s: %s", doing, git_message());
}

static void start_git(void)
{
    static bool is_started;
    if (is_started)
        return;
    is_started = true;
    git_libgit2_init();
    static const int levels[] = {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_XDG,
                                 GIT_CONFIG_LEVEL_PROGRAMDATA};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
}

void lb_repos_end(void)
{
    while (git_libgit2_shutdown() > 0)
        ;
}

/* ---- opening ---- */

static int open_git(git_repository **ret, const char *path, bool is_trusted)
{
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, is_trusted ? 0 : 1);
    return git_repository_open_ext(ret, path, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT, NULL);
}

/* libgit2 says "config value 'safe.directory' was not found" for a repository of another user. It is one when it opens
 * without the check. */
static bool is_owner_problem(const char *path)
{
    git_repository *git = NULL;
    bool opens = open_git(&git, path, true) == 0;
    git_repository_free(git);
    return opens;
}

static enum lb_status fail_owner(const char *dir, const char *path, struct lb_err *err)
{
    struct stat st;
    char owner[64] = "another user";
    if ((stat(path, &st) == 0 && st.st_uid != geteuid()) || stat(dir, &st) == 0) {
        struct passwd *pw = getpwuid(st.st_uid);
        if (pw)
            snprintf(owner, sizeof owner, "user '%s'", pw->pw_name);
        else
            snprintf(owner, sizeof owner, "user %u", (unsigned)st.st_uid);
    }
    return lb_fail(err, LB_DENIED,
                   "repository '%s' belongs to %s and you are user %u; run as its owner, or 'chown -R' it, or add "
                   "--trust-owner if you know who writes to it", dir, owner, (unsigned)geteuid());
}

enum lb_status lb_repo_open(const char *dir, bool is_trusted, struct lb_repo **ret, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    struct lb_repo *repo = lb_xcalloc(1, sizeof *repo);
    struct lb_str path = LB_STR_INIT(8192);
    repo->dir = lb_xstrdup(dir);
    start_git();
    struct stat st;
    lb_str_printf(&path, "%s/.git", dir);
    if (path.is_full || lstat(path.data, &st) != 0) {
        lb_str_clear(&path);
        lb_str_printf(&path, "%s", dir);
    }
    int failed = open_git(&repo->git, path.data ? path.data : "", is_trusted);
    if (failed && stat(dir, &st) != 0)
        status = lb_fail(err, LB_NOT_FOUND, "cannot open repository '%s': %s", dir, strerror(errno));
    else if (failed && !is_trusted && is_owner_problem(path.data))
        status = fail_owner(dir, path.data, err);
    else if (failed == GIT_ENOTFOUND)
        status = lb_fail(err, LB_NOT_FOUND, "'%s' is no git repository; give the folder that holds .git or a bare "
                         "repository, or use --from for a folder without git", dir);
    else if (failed)
        status = lb_fail(err, LB_IO, "cannot open repository '%s': %s", dir, git_message());
    else if (git_repository_odb(&repo->odb, repo->git))
        status = git_fail(err, "cannot open the repository's objects");
    lb_str_free(&path);
    if (status)
        lb_repo_close(repo);
    else
        *ret = repo;
    return status;
}

void lb_repo_close(struct lb_repo *repo)
{
    if (!repo)
        return;
    git_tree_free(repo->root);
    git_odb_free(repo->odb);
    git_repository_free(repo->git);
    free(repo->dir);
    free(repo);
}

/* ---- refs ---- */

static void describe_commit(const git_commit *commit, struct lb_commit *ret)
{
    time_t when = (time_t)git_commit_time(commit);
    struct tm tm;
    git_oid_tostr(ret->id, sizeof ret->id, git_commit_id(commit));
    if (!gmtime_r(&when, &tm) || tm.tm_year < -1900 || tm.tm_year > 8099)
        memset(&tm, 0, sizeof tm), tm.tm_year = 70, tm.tm_mday = 1;
    strftime(ret->date, sizeof ret->date, "%Y-%m-%d", &tm);
    strftime(ret->time, sizeof ret->time, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static enum lb_status fail_ref(struct lb_repo *repo, const char *ref, struct lb_err *err)
{
    git_reference_iterator *iter = NULL;
    git_reference *reference = NULL;
    struct lb_str names = LB_STR_INIT(400);
    int count = 0;
    if (git_reference_iterator_new(&iter, repo->git) == 0)
        while (git_reference_next(&reference, iter) == 0) {
            if (git_reference_is_branch(reference) || git_reference_is_tag(reference)) {
                if (count < MAX_NAMED_REFS)
                    lb_str_printf(&names, "%s%s", count ? ", " : "", git_reference_shorthand(reference));
                count++;
            }
            git_reference_free(reference);
        }
    git_reference_iterator_free(iter);
    enum lb_status status;
    if (count == 0)
        status = lb_fail(err, LB_NOT_FOUND, "repository '%s' has no commit yet; commit the library first, or use --from "
                         "for the folder as it is", repo->dir);
    else
        status = lb_fail(err, LB_NOT_FOUND, "no branch, tag or commit '%s' in '%s'; there %s %s%s", ref, repo->dir,
                         count == 1 ? "is" : "are", names.data, count > MAX_NAMED_REFS ? ", ..." : "");
    lb_str_free(&names);
    return status;
}

enum lb_status lb_repo_resolve(struct lb_repo *repo, const char *ref, struct lb_commit *ret, struct lb_err *err)
{
    git_object *object = NULL, *commit = NULL;
    enum lb_status status = LB_OK;
    int failed = git_revparse_single(&object, repo->git, ref);
    if (failed == GIT_ENOTFOUND || failed == GIT_EINVALIDSPEC || failed == GIT_EAMBIGUOUS || failed == GIT_EUNBORNBRANCH)
        status = fail_ref(repo, ref, err);
    else if (failed)
        status = git_fail(err, "cannot read the ref");
    else if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT))
        status = lb_fail(err, LB_NOT_FOUND, "'%s' is no commit: %s", ref, git_message());
    else
        describe_commit((git_commit *)commit, ret);
    git_object_free(commit);
    git_object_free(object);
    return status;
}

/* ---- the tree of a commit ---- */

static enum lb_status look_up(struct lb_repo *repo, struct lb_arena *arena, lb_slice path, git_tree_entry **ret,
                              struct lb_err *err)
{
    const char *name = lb_arena_cstr(arena, path);
    int failed = memchr(path.data, 0, path.len) ? GIT_ENOTFOUND : git_tree_entry_bypath(ret, repo->root, name);
    if (failed == GIT_ENOTFOUND)
        return lb_fail(err, LB_NOT_FOUND, "no '%s' in this commit", name);
    return failed ? lb_fail(err, LB_IO, "cannot read '%s' from the repository: %s", name, git_message()) : LB_OK;
}

static enum lb_status read_file(void *self, struct lb_arena *arena, lb_slice path, size_t max, lb_slice *ret,
                                struct lb_err *err)
{
    struct lb_repo *repo = self;
    git_tree_entry *entry = NULL;
    git_odb_object *object = NULL;
    size_t size = 0;
    git_object_t type;
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
    /* The size first: a large blob is never loaded. */
    if (git_odb_read_header(&size, &type, repo->odb, git_tree_entry_id(entry))) {
        status = lb_fail(err, LB_IO, "cannot read '%" LB_PRI "' from the repository: %s", LB_ARG(path), git_message());
        goto out;
    }
    if (size > max) {
        status = lb_fail(err, LB_LIMIT, "'%" LB_PRI "' has %zu bytes; at most %zu are read", LB_ARG(path), size, max);
        goto out;
    }
    if (git_odb_read(&object, repo->odb, git_tree_entry_id(entry))) {
        status = lb_fail(err, LB_IO, "cannot read '%" LB_PRI "' from the repository: %s", LB_ARG(path), git_message());
        goto out;
    }
    *ret = lb_arena_copy(arena, lb_slice_from(git_odb_object_data(object), git_odb_object_size(object)));
out:
    git_odb_object_free(object);
    git_tree_entry_free(entry);
    return status;
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
            status = lb_fail(err, LB_IO, "cannot read folder '%" LB_PRI "': %s", LB_ARG(path), git_message());
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
    git_oid oid;
    git_commit *commit = NULL;
    git_tree *root = NULL;
    enum lb_status status = LB_OK;
    if (git_oid_fromstr(&oid, commit_id) || git_commit_lookup(&commit, repo->git, &oid))
        status = lb_fail(err, LB_NOT_FOUND, "no commit '%s' in '%s'", commit_id, repo->dir);
    else if (git_commit_tree(&root, commit))
        status = git_fail(err, "cannot read the commit's tree");
    git_commit_free(commit);
    if (status)
        return status;
    git_tree_free(repo->root);
    repo->root = root;
    *ret = (struct lb_tree){repo, read_file, list_folder};
    return LB_OK;
}

/* ---- the walk ---- */

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

/* The paths found so far in one commit. */
struct paths {
    struct lb_arena arena;
    lb_slice *items;
    size_t count, capacity;
};

static bool is_tree(const git_tree_entry *e)
{
    return e && git_tree_entry_type(e) == GIT_OBJECT_TREE;
}

static enum lb_status compare_trees(struct lb_repo *, const git_oid *old, const git_oid *new, lb_slice prefix,
                                    unsigned depth, struct paths *, struct lb_err *);

/* One name in the old and the new tree; either may be missing. Recursion is bounded by MAX_TREE_DEPTH. */
static enum lb_status compare_entry(struct lb_repo *repo, const git_tree_entry *old, const git_tree_entry *new,
                                    lb_slice prefix, unsigned depth, struct paths *paths, struct lb_err *err)
{
    if (old && new && git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)))
        return LB_OK;
    lb_slice name = lb_slice_of(git_tree_entry_name(old ? old : new));
    lb_slice path = prefix.len ? lb_arena_printf(&paths->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(prefix), LB_ARG(name))
                               : lb_arena_copy(&paths->arena, name);
    if (is_tree(old) || is_tree(new)) {
        enum lb_status status =
            depth >= MAX_TREE_DEPTH ? LB_OK
                                    : compare_trees(repo, is_tree(old) ? git_tree_entry_id(old) : NULL,
                                                    is_tree(new) ? git_tree_entry_id(new) : NULL, path, depth + 1, paths,
                                                    err);
        if (status)
            return status;
    }
    if ((old && !is_tree(old)) || (new && !is_tree(new)))
        LB_PUSH(&paths->arena, paths->items, paths->count, paths->capacity, path);
    return LB_OK;
}

static enum lb_status compare_trees(struct lb_repo *repo, const git_oid *old, const git_oid *new, lb_slice prefix,
                                    unsigned depth, struct paths *paths, struct lb_err *err)
{
    git_tree *a = NULL, *b = NULL;
    enum lb_status status = LB_OK;
    if ((old && git_tree_lookup(&a, repo->git, old)) || (new && git_tree_lookup(&b, repo->git, new))) {
        status = git_fail(err, "cannot read the history");
        goto out;
    }
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
        status = compare_entry(repo, x, y, prefix, depth, paths, err);
    }
out:
    git_tree_free(a);
    git_tree_free(b);
    return status;
}

static enum lb_status compare_folders(struct lb_repo *repo, git_tree *old, git_tree *new, const char *const *folders,
                                      struct paths *paths, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    for (size_t i = 0; folders[i] && status == LB_OK; i++) {
        const git_tree_entry *x = old ? git_tree_entry_byname(old, folders[i]) : NULL;
        const git_tree_entry *y = git_tree_entry_byname(new, folders[i]);
        if (x || y)
            status = compare_entry(repo, x, y, LB_EMPTY, 0, paths, err);
    }
    return status;
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
    git_tree *new = NULL, *old = NULL;
    enum lb_status status = LB_OK;
    if (git_commit_tree(&new, commit) || (parent_count && git_commit_tree(&old, parents[0]))) {
        status = git_fail(err, "cannot read the history");
        goto out;
    }
    status = compare_folders(repo, old, new, folders, paths, err);
    for (size_t i = 1; i < parent_count && status == LB_OK && paths->count; i++) {
        git_tree_free(old);
        old = NULL;
        if (git_commit_tree(&old, parents[i])) {
            status = git_fail(err, "cannot read the history");
            break;
        }
        size_t kept = 0;
        for (size_t j = 0; j < paths->count; j++)
            if (!is_same_in(old, new, paths->items[j].data))
                paths->items[kept++] = paths->items[j];
        paths->count = kept;
    }
out:
    git_tree_free(old);
    git_tree_free(new);
    return status;
}

/* Text of a commit, which may be in any encoding: malformed bytes and control characters become U+FFFD or a space. */
static lb_slice clean(struct lb_arena *arena, const char *text)
{
    lb_slice s = lb_slice_of(text);
    struct lb_str out = LB_STR_INIT(1024);
    for (size_t at = 0; at < s.len && out.len < 400;) {
        char bytes[4];
        uint32_t c = lb_utf8_next(s, &at);
        if (c < 0x20 || c == 0x7f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff)
            c = ' ';
        lb_str_add(&out, lb_slice_from(bytes, lb_utf8_put(c, bytes)));
    }
    lb_slice result = lb_arena_copy(arena, lb_slice_trim(lb_str_slice(&out)));
    lb_str_free(&out);
    return result;
}

/* Tells fn of one commit and queues its parents. A parent that is not here ends a shallow clone: what the commit changed
 * is then unknown, and nothing is told of it but its existence. */
static enum lb_status visit(struct lb_repo *repo, git_commit *commit, const char *const *folders, struct queue *queue,
                            lb_change_fn *fn, void *ctx, bool *is_whole, struct lb_err *err)
{
    unsigned parent_count = git_commit_parentcount(commit);
    size_t found = 0;
    git_commit **parents = lb_xcalloc(parent_count + 1, sizeof(git_commit *));
    struct paths paths = {0};
    enum lb_status status = LB_OK;
    for (unsigned i = 0; i < parent_count; i++) {
        int failed = git_commit_parent(&parents[found], commit, i);
        if (failed == GIT_ENOTFOUND)
            *is_whole = false;
        else if (failed)
            status = git_fail(err, "cannot read the history");
        else
            found++;
    }
    if (status == LB_OK && found == parent_count)
        status = find_changes(repo, commit, parents, found, folders, &paths, err);
    if (status == LB_OK) {
        struct lb_commit described;
        const git_signature *author = git_commit_author(commit);
        describe_commit(commit, &described);
        struct lb_change change = {&described, clean(&paths.arena, author ? author->name : ""),
                                   clean(&paths.arena, git_commit_summary(commit)), paths.items, paths.count};
        status = fn(ctx, &change, err);
    }
    for (size_t i = 0; i < found; i++)
        if (status == LB_OK && meet(queue, git_commit_id(parents[i])))
            push(queue, parents[i]);
        else
            git_commit_free(parents[i]);
    free(parents);
    lb_arena_free(&paths.arena);
    return status;
}

enum lb_status lb_repo_walk(struct lb_repo *repo, const char *commit_id, const char *const *folders, size_t max,
                            lb_change_fn *fn, void *ctx, bool *is_whole, struct lb_err *err)
{
    git_oid oid;
    git_commit *commit = NULL;
    struct queue queue = {0};
    enum lb_status status = LB_OK;
    *is_whole = true;
    if (git_oid_fromstr(&oid, commit_id) || git_commit_lookup(&commit, repo->git, &oid))
        return lb_fail(err, LB_NOT_FOUND, "no commit '%s' in '%s'", commit_id, repo->dir);
    (void)meet(&queue, &oid);
    push(&queue, commit);
    for (size_t n = 0; queue.count && status == LB_OK; n++) {
        if (n == max) {
            *is_whole = false;
            break;
        }
        commit = pop(&queue);
        status = visit(repo, commit, folders, &queue, fn, ctx, is_whole, err);
        git_commit_free(commit);
    }
    free_queue(&queue);
    return status;
}
