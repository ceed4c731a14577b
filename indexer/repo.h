/* repo.h - a library in git: the files of one commit, and the walk over its history.
 *
 * Reads only: nothing is written, no hook, filter or configuration of the user is run or read. Works on ordinary, bare
 * and shallow repositories and on work trees made by `git worktree`. Not thread-safe. */
#ifndef LB_REPO_H
#define LB_REPO_H

#include "indexer/tree.h"

#include <stdint.h>

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

/* Branch, tag, "HEAD" or commit id to a commit. LB_NOT_FOUND names what there is, or what the ref leads to; LB_IO. */
enum lb_status lb_repo_resolve(struct lb_repo *, const char *ref, struct lb_commit *ret, struct lb_err *) LB_MUST_CHECK;

/* Points the tree at a commit; it serves until the next call or the repository is closed. LB_NOT_FOUND, LB_IO. */
enum lb_status lb_repo_tree(struct lb_repo *, const char *commit_id, struct lb_tree *ret, struct lb_err *) LB_MUST_CHECK;

/* LB_OK, or LB_IO with the first file or folder of the tree that could not be read, because its object is damaged or missing: what was
 * read since lacks it and is not to be published. */
enum lb_status lb_repo_health(const struct lb_repo *, struct lb_err *) LB_MUST_CHECK;

/* A regular file of at most `max` bytes by its object id, as struct lb_changed gives it; a NUL byte that is not counted
 * follows. LB_NOT_FOUND: no such object, LB_LIMIT: larger, LB_IO. *ret is untouched on failure. */
enum lb_status lb_repo_blob(struct lb_repo *, struct lb_arena *, const char *id, size_t max, lb_slice *ret,
                            struct lb_err *) LB_MUST_CHECK;

/* How many lb_repo_blob did not find whole. */
size_t lb_repo_lost(const struct lb_repo *);

/* A file that differs from every parent, under the folders asked for. */
struct lb_changed {
    lb_slice path;
    char blob[65]; /* hex id of its content; empty: removed, or no regular file any more */
};

/* What the walk tells of a commit. Strings live until the callback returns. */
struct lb_change {
    const struct lb_commit *commit;
    int64_t when;               /* seconds since 1970, as git has it */
    const char *const *parents; /* hex ids; without those a shallow clone lacks */
    size_t parent_count;
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

typedef bool lb_known_fn(void *ctx, const char *id);

/* Calls fn for commits reachable from commit_id, at most `max` of them; also for those that change none of the folders (no
 * files then). `folders`: top-level names, NULL-ended. Commits for which is_known (may be NULL) is true are passed over
 * with all before them. The newest of those met comes next: where clocks went wrong a parent may come before a child.
 * *is_whole: false when `max` or the end of a shallow clone cut the history. A status from fn ends the walk and is
 * returned. LB_IO: a broken object. */
enum lb_status lb_repo_walk(struct lb_repo *, const char *commit_id, const char *const *folders, size_t max,
                            lb_known_fn *is_known, lb_change_fn *fn, void *ctx, bool *is_whole,
                            struct lb_err *) LB_MUST_CHECK;

/* Calls fn for each of these commits with what it says of itself, names as .mailmap of `head_id` has them; no files, no
 * parents. LB_NOT_FOUND: one is missing. */
enum lb_status lb_repo_tell(struct lb_repo *, const char *head_id, const char *const *ids, size_t count, lb_change_fn *fn,
                            void *ctx, struct lb_err *) LB_MUST_CHECK;

/* Calls fn for each path in which the trees of two commits differ - content, kind or mode - under the names given: folders
 * or files of the root, NULL-ended. Equal folders cost nothing. LB_NOT_FOUND: a commit is missing; LB_LIMIT: folders nested
 * too deep; LB_IO. */
typedef void lb_path_fn(void *ctx, lb_slice path);
enum lb_status lb_repo_compare(struct lb_repo *, const char *old_id, const char *new_id, const char *const *names,
                               lb_path_fn *fn, void *ctx, struct lb_err *) LB_MUST_CHECK;

/* Where a shallow clone ends, as a hash; empty for a whole one. Two clones of the same commit with the same ends have the
 * same history. */
void lb_repo_shallow(struct lb_repo *, char hash[65]);

/* Releases what the git library keeps; call once at the end of the program (leak checks). */
void lb_repos_end(void);

#endif
