/* repo_staged.h - what a commit would hold: the index of a work tree as files; and which paths differ between two states. */
#ifndef LB_REPO_STAGED_H
#define LB_REPO_STAGED_H

#include "indexer/repo.h"

struct lb_staged;

/* Reads the index: the repository's own, or `index_file` (git gives hooks one in GIT_INDEX_FILE when only some paths are
 * committed). The tree serves until the staged files are freed. LB_INVALID: paths that are not merged, or a bare repository;
 * LB_IO. */
enum lb_status lb_staged_open(struct lb_repo *, const char *index_file, struct lb_staged **ret, struct lb_tree *tree,
                              struct lb_err *) LB_MUST_CHECK;
void lb_staged_free(struct lb_staged *);

struct lb_path_change {
    lb_slice path;
    bool is_new, is_gone;
};

/* Paths whose content, kind or mode differs, sorted; a path that moved is there twice. old_id NULL: all are new; new_id NULL: the
 * index. Strings live in the arena. LB_NOT_FOUND: no such commit; LB_IO. */
enum lb_status lb_repo_changes(struct lb_repo *, const char *old_id, const char *new_id, const char *index_file,
                               struct lb_arena *, struct lb_path_change **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;

/* The commit two branches grew from: what A...B compares B with. LB_NOT_FOUND: they have none. `id` needs 65 bytes. */
enum lb_status lb_repo_merge_base(struct lb_repo *, const char *a, const char *b, char *id, struct lb_err *) LB_MUST_CHECK;

#endif
