/* repo_git.h - what repo*.c share; the only file that includes libgit2's headers. */
#ifndef LB_REPO_GIT_H
#define LB_REPO_GIT_H

#include "indexer/repo.h"

/* Not git2.h: its index.h has a member named like a banned call. */
#include <git2/commit.h>
#include <git2/common.h>
#include <git2/config.h>
#include <git2/diff.h>
#include <git2/errors.h>
#include <git2/global.h>
#include <git2/mailmap.h>
#include <git2/message.h>
#include <git2/odb.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <git2/revparse.h>
#include <git2/tree.h>

/* So these, of index.h and merge.h (which includes it), are declared here. */
GIT_EXTERN(int) git_index_open(git_index **out, const char *index_path);
GIT_EXTERN(void) git_index_free(git_index *index);
GIT_EXTERN(int) git_merge_base(git_oid *out, git_repository *repo, const git_oid *one, const git_oid *two);

struct lb_repo {
    git_repository *git;
    git_odb *odb;
    git_tree *root; /* of the commit lb_repo_tree pointed at */
    char *dir;
    bool is_shallow;
    struct lb_err broken; /* the first object that could not be read: lb_repo_health */
    size_t lost; /* lb_repo_lost */
};

/* The reason libgit2 gave last. */
const char *lb_git_message(void);
/* LB_IO: "doing: reason", and what tells more. */
enum lb_status lb_git_fail(struct lb_err *, const char *doing);
/* A blob's bytes; `path` is for messages. LB_LIMIT: larger than max; LB_IO. */
enum lb_status lb_git_read_blob(struct lb_repo *, const git_oid *, lb_slice path, size_t max, struct lb_arena *, lb_slice *ret,
                                struct lb_err *) LB_MUST_CHECK;
void lb_git_describe(const git_commit *, struct lb_commit *ret);
/* A commit by its full id, and its tree; to be freed. LB_NOT_FOUND, LB_IO. */
enum lb_status lb_git_commit(struct lb_repo *, const char *id, git_commit **ret, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_git_root(struct lb_repo *, const char *id, git_tree **ret, struct lb_err *) LB_MUST_CHECK;

/* repo_compare.c. Two trees side by side; names with the same id and mode on both cost nothing. */
struct lb_git_comparison {
    struct lb_repo *repo;
    struct lb_arena *arena; /* of the paths */
    unsigned max_depth;     /* of folders in folders */
    bool skips_deeper;      /* what lies deeper is passed over, else LB_LIMIT */
    /* A name that differs and is no folder in both; NULL: it is not there, or a folder. */
    void (*fn)(void *ctx, lb_slice path, const git_tree_entry *old, const git_tree_entry *new);
    void *ctx;
};
/* Compares these names of the roots (NULL-ended), and all below them; old may be NULL. LB_LIMIT, LB_IO. */
enum lb_status lb_git_compare(const struct lb_git_comparison *, const git_tree *old, const git_tree *new,
                              const char *const *names, struct lb_err *) LB_MUST_CHECK;

/* repo_people.c. The .mailmap of a commit; NULL when there is none, or none that can be used. */
git_mailmap *lb_git_mailmap(struct lb_repo *, const git_commit *);
/* Fills authors, subject and message. */
void lb_git_people(const git_mailmap *, const git_commit *, struct lb_arena *, struct lb_change *ret);

#endif
