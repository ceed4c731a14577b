/* repo.c - a repository opened, a ref resolved; its files are repo_files.c's, the history is repo_walk.c's. */
#include "indexer/repo_git.h"

#include "base/str.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_NAMED_REFS = 12,
    MAX_CACHED_TREE = 8 * 1024 * 1024, /* a folder of 100 000 cases; without it each of them has the folder unpacked again */
    MAX_CACHE = 128 * 1024 * 1024,
};

const char *lb_git_message(void)
{
    const git_error *e = git_error_last();
    return e && e->message ? e->message : "no reason given";
}

enum lb_status lb_git_fail(struct lb_err *err, const char *doing)
{
    return lb_fail(err, LB_IO, "%s: %s; 'git fsck' in the repository names what is broken", doing, lb_git_message());
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
    /* They say nothing about objects and refs: worktrees with settings of their own, as `git sparse-checkout` makes them; clones
     * that lack objects. */
    static const char *extensions[] = {"worktreeconfig", "partialclone"};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)MAX_CACHED_TREE);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)MAX_CACHE);
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

/* `failed` is libgit2's word for why `path`, in `dir`, could not be opened. */
static enum lb_status fail_open(const char *dir, const char *path, int failed, bool is_trusted, struct lb_err *err)
{
    struct stat st;
    if (stat(dir, &st) != 0)
        return lb_fail(err, LB_NOT_FOUND, "cannot open repository '%s': %s", dir, strerror(errno));
    if (!is_trusted && is_owner_problem(path))
        return fail_owner(dir, path, err);
    bool is_folder = lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
    if (access(path, is_folder ? R_OK | X_OK : R_OK) != 0 && errno == EACCES)
        return lb_fail(err, LB_IO, "cannot open repository '%s': %s; run as the user who owns it, or let this one read it", dir, strerror(errno));
    if (failed == GIT_ENOTFOUND && !is_folder)
        return lb_fail(err, LB_NOT_FOUND, "'%s' leads to no git repository: what `git worktree` or a submodule wrote there is gone or has "
                       "moved; 'git worktree repair', run where the repository is now, mends it", path);
    if (failed == GIT_ENOTFOUND)
        return lb_fail(err, LB_NOT_FOUND, "'%s' is no git repository; give the folder that holds .git or a bare "
                       "repository, or use --from for a folder without git", dir);
    if (strstr(lb_git_message(), "extensions.objectformat"))
        return lb_fail(err, LB_IO, "repository '%s' names its objects by SHA-256, which the git library here cannot read; make one with "
                       "'git init --object-format=sha1' and commit the files there, or use --from for the folder as it is", dir);
    return lb_fail(err, LB_IO, "cannot open repository '%s': %s", dir, lb_git_message());
}

static enum lb_status look_at_objects(struct lb_repo *repo, struct lb_err *err)
{
    char objects[4096];
    int n = snprintf(objects, sizeof objects, "%s/objects", git_repository_commondir(repo->git));
    if (n > 0 && (size_t)n < sizeof objects && access(objects, R_OK | X_OK) != 0)
        return lb_fail(err, LB_IO, "cannot read '%s': %s; run as the user who owns the repository, or let this one read it", objects,
                       strerror(errno));
    return LB_OK;
}

/* Before a push is taken, hooks run with its objects in a folder of their own, which git names in the environment. */
static void add_quarantine(struct lb_repo *repo)
{
    const char *folder = getenv("GIT_QUARANTINE_PATH");
    char objects[4096], own[PATH_MAX], given[PATH_MAX];
    int n = snprintf(objects, sizeof objects, "%s/objects", git_repository_commondir(repo->git));
    if (!folder || n < 0 || (size_t)n >= sizeof objects || !realpath(objects, own) || !realpath(folder, given))
        return;
    if (strncmp(given, own, strlen(own)) == 0 && given[strlen(own)] == '/')
        git_odb_add_disk_alternate(repo->odb, given);
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
    if (failed)
        status = fail_open(dir, path.data, failed, is_trusted, err);
    else if (git_repository_odb(&repo->odb, repo->git))
        status = lb_git_fail(err, "cannot open the repository's objects");
    else
        status = look_at_objects(repo, err);
    if (status == LB_OK) {
        repo->is_shallow = git_repository_is_shallow(repo->git) == 1;
        add_quarantine(repo);
    }
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

void lb_git_describe(const git_commit *commit, struct lb_commit *ret)
{
    time_t when = (time_t)git_commit_time(commit);
    struct tm tm;
    git_oid_tostr(ret->id, sizeof ret->id, git_commit_id(commit));
    if (!gmtime_r(&when, &tm) || tm.tm_year < -1900 || tm.tm_year > 8099)
        memset(&tm, 0, sizeof tm), tm.tm_year = 70, tm.tm_mday = 1;
    strftime(ret->date, sizeof ret->date, "%Y-%m-%d", &tm);
    strftime(ret->time, sizeof ret->time, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* The ref is there, but no commit is behind it. */
static bool fail_target(struct lb_repo *repo, const char *ref, const char *why, struct lb_err *err)
{
    git_reference *found = NULL, *end = NULL;
    bool is_head = strcmp(ref, "HEAD") == 0;
    char id[GIT_OID_HEXSZ + 1];
    if (!*ref || (is_head ? git_reference_lookup(&found, repo->git, ref) : git_reference_dwim(&found, repo->git, ref)))
        return false;
    bool is_unborn = git_reference_resolve(&end, found) != 0;
    if (!is_unborn && git_reference_target(end))
        (void)lb_fail(err, LB_NOT_FOUND, "'%s' in '%s' is commit %s, which cannot be read: %s; 'git fsck' in it names what is broken, a push "
                      "from a clone that is whole mends it", ref, repo->dir, git_oid_tostr(id, sizeof id, git_reference_target(end)), why);
    git_reference_free(end);
    git_reference_free(found);
    return !is_unborn;
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
        status = lb_fail(err, LB_NOT_FOUND, "no branch, tag or commit '%s' in '%s'; there %s %s%s%s", ref, repo->dir,
                         count == 1 ? "is" : "are", names.data, count > MAX_NAMED_REFS ? ", ..." : "",
                         strcmp(ref, "HEAD") == 0 ? ", and HEAD names a branch without a commit: 'git symbolic-ref HEAD refs/heads/NAME' "
                                                    "names another" : "");
    lb_str_free(&names);
    return status;
}

enum lb_status lb_repo_resolve(struct lb_repo *repo, const char *ref, struct lb_commit *ret, struct lb_err *err)
{
    git_object *object = NULL, *commit = NULL;
    enum lb_status status = LB_OK;
    int failed = git_revparse_single(&object, repo->git, ref);
    char why[400] = "";
    if (failed)
        snprintf(why, sizeof why, "%s", lb_git_message());
    if (failed && fail_target(repo, ref, why, err))
        status = LB_NOT_FOUND;
    else if (failed == GIT_ENOTFOUND || failed == GIT_EINVALIDSPEC || failed == GIT_EAMBIGUOUS || failed == GIT_EUNBORNBRANCH)
        status = fail_ref(repo, ref, err);
    else if (failed)
        status = lb_fail(err, LB_IO, "cannot read '%s' in '%s': %s; 'git fsck' in it names what is broken", ref, repo->dir, why);
    else if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT))
        status = lb_fail(err, LB_NOT_FOUND, "'%s' is no commit: %s", ref, lb_git_message());
    else
        lb_git_describe((git_commit *)commit, ret);
    git_object_free(commit);
    git_object_free(object);
    return status;
}

enum lb_status lb_git_commit(struct lb_repo *repo, const char *id, git_commit **ret, struct lb_err *err)
{
    git_oid oid;
    if (git_oid_fromstr(&oid, id) || git_commit_lookup(ret, repo->git, &oid))
        return lb_fail(err, LB_NOT_FOUND, "no commit '%s' in '%s'", id, repo->dir);
    return LB_OK;
}

enum lb_status lb_git_root(struct lb_repo *repo, const char *id, git_tree **ret, struct lb_err *err)
{
    git_commit *commit = NULL;
    enum lb_status status = lb_git_commit(repo, id, &commit, err);
    if (status == LB_OK && git_commit_tree(ret, commit))
        status = lb_git_fail(err, "cannot read the commit's tree");
    git_commit_free(commit);
    return status;
}
