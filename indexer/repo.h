/* repo.h - a library in git: the files of one commit, and the walk over its history.
 *
 * Reads only: nothing is written, no hook, filter or configuration of the user is run or read. Works on ordinary, bare
 * and shallow repositories and on work trees made by `git worktree`. Not thread-safe. */
#ifndef LB_REPO_H
#define LB_REPO_H

#include "indexer/tree.h"

struct lb_repo;

struct lb_commit {
    char id[65];     /* hex */
    char date[11];   /* "2024-11-15": when it was committed, UTC */
    char time[21];   /* "2024-11-15T07:05:09Z" */
};

/* `dir` is the folder that holds .git, or a bare repository; no search upwards. LB_NOT_FOUND: no repository there;
 * LB_DENIED: it belongs to another user and `is_trusted` is false (git's own rule: somebody else's repository may be a
 * trap); the message says what to do. LB_IO. */
enum lb_status lb_repo_open(const char *dir, bool is_trusted, struct lb_repo **ret, struct lb_err *) LB_MUST_CHECK;
void lb_repo_close(struct lb_repo *);

/* Branch, tag, "HEAD" or commit id to a commit. LB_NOT_FOUND names what there is; LB_IO. */
enum lb_status lb_repo_resolve(struct lb_repo *, const char *ref, struct lb_commit *ret, struct lb_err *) LB_MUST_CHECK;

/* Points the tree at a commit; it serves until the next call or the repository is closed. LB_NOT_FOUND, LB_IO. */
enum lb_status lb_repo_tree(struct lb_repo *, const char *commit_id, struct lb_tree *ret, struct lb_err *) LB_MUST_CHECK;

/* A regular file of at most `max` bytes by its object id, as struct lb_changed gives it; a NUL byte that is not counted
 * follows. LB_NOT_FOUND: no such object, LB_LIMIT: larger, LB_IO. *ret is untouched on failure. */
enum lb_status lb_repo_blob(struct lb_repo *, struct lb_arena *, const char *id, size_t max, lb_slice *ret,
                            struct lb_err *) LB_MUST_CHECK;

/* A file that differs from every parent, under the folders asked for. */
struct lb_changed {
    lb_slice path;
    char blob[65]; /* hex id of its content; empty: removed, or no regular file any more */
};

/* What the walk tells of a commit. Strings live until the callback returns. */
struct lb_change {
    const struct lb_commit *commit;
    const struct lb_changed *files;
    size_t file_count;
    /* Only where file_count is not 0. Valid UTF-8 without control and direction characters, bounded (limits.h), every
     * e-mail address cut at its '@'. Names as the .mailmap of the commit walked from has them: the author, then
     * Co-authored-by, nobody twice; none when git has no name. */
    const lb_slice *authors;
    size_t author_count;
    lb_slice subject; /* first line of the message */
    lb_slice message; /* what follows it, lines parted by "\n", without Signed-off-by and its kin; may be empty */
};
typedef enum lb_status lb_change_fn(void *ctx, const struct lb_change *, struct lb_err *);

/* Calls fn for commits reachable from commit_id, newest first, at most `max` of them; also for those that change none of
 * the folders (no paths then). `folders`: top-level names, NULL-ended. *is_whole: false when `max` or the end of a shallow
 * clone cut the history. A status from fn ends the walk and is returned. LB_IO: a broken object. */
enum lb_status lb_repo_walk(struct lb_repo *, const char *commit_id, const char *const *folders, size_t max,
                            lb_change_fn *fn, void *ctx, bool *is_whole, struct lb_err *) LB_MUST_CHECK;

/* Releases what the git library keeps; call once at the end of the program (leak checks). */
void lb_repos_end(void);

#endif
