/* build.h - from a library to a snapshot: the whole build.
 *
 * Opens the source (a commit, or a folder), loads its contract, reads every case, resolves what they say of each other,
 * renders, writes one new generation and makes it current in one step. A case with errors is left out with its
 * diagnostics and the rest goes on. The order of everything is that of paths and ids: the same source gives the same
 * snapshot. Killed or out of disk at any moment, the snapshot that was current stays. */
#ifndef LB_BUILD_H
#define LB_BUILD_H

#include "indexer/check.h"
#include "indexer/progress.h"
#include "indexer/tree.h"

/* Told what a build sees, for those who want more than findings. */
struct lb_build_watch {
    void *self;
    /* A file that could be read and rendered, with or without errors; nothing of it lives longer than the call. */
    void (*file)(void *self, const struct lb_contract *, const struct lb_case *, const struct lb_markdown *body);
    /* All were read; findings may be added. */
    void (*end)(void *self, const struct lb_contract *, struct lb_diags *);
};

struct lb_build_options {
    const char *repo;    /* a git repository ... */
    const char *ref;     /* ... at this branch, tag or commit; NULL = HEAD */
    const char *from;    /* or a folder as it lies there; exactly one of repo, from and tree */
    const struct lb_tree *tree; /* or files handed in, as of `date`, all translations `behind` by so many commits: tests */
    const char *date;
    int behind;
    /* Or who counts the changes of the original since a translation; NULL = the history does. -1: unknown. */
    int (*count_behind)(void *ctx, const struct lb_case *translation, const struct lb_case *original);
    void *behind_ctx;
    const char *state;   /* where the snapshot goes; NULL = nothing is written, only checked */
    const char *program; /* name, version and build of the program: another one builds again */
    bool is_forced;      /* builds even when the snapshot is of this source and program */
    bool is_trusted;     /* a repository of another user is taken, too */
    bool has_drafts;     /* drafts and cases under review are shown: previews */
    struct lb_progress *progress;
    const struct lb_build_watch *watch; /* may be NULL */
};

struct lb_build_report {
    bool is_current;  /* nothing was to be done: the snapshot is of this source and program already */
    char commit[65];  /* empty for a folder */
    char source[80];  /* as lb_build_source says it, when the build began */
    size_t found;     /* folders of cases in the library */
    size_t cases;     /* in the snapshot */
    size_t languages; /* of all cases together */
    size_t collections;
    size_t pictures;
    size_t hidden;    /* drafts, under review, withdrawn */
    size_t left_out;  /* files with errors */
    bool is_update;   /* the snapshot before was changed; diagnostics are those of what was read again */
    size_t written;   /* cases written by this build */
    size_t errors, warnings; /* in the whole library */
    size_t lost;      /* old versions that should be in the repository and cannot be read */
    char language[8]; /* the library's own; empty: schema/ cannot be read */
};

/* Diagnostics are about the library's files. Errors in them are no failure: LB_OK with report->left_out. Failures: what
 * lb_repo_open, lb_repo_resolve, lb_worktree_open and lb_writer_open say; LB_INVALID: schema/ is missing or broken, so that
 * no case can be read; LB_IO: disk full, or lb_repo_health. */
enum lb_status lb_build(const struct lb_build_options *, struct lb_diags *, struct lb_build_report *,
                        struct lb_err *) LB_MUST_CHECK;

/* What the source is now, in one line ("commit 1234..." or a fingerprint of the folder): equal lines, nothing to build.
 * `text` needs 80 bytes. Fails as lb_build does. */
enum lb_status lb_build_source(const struct lb_build_options *, char text[80], struct lb_err *) LB_MUST_CHECK;

#endif
