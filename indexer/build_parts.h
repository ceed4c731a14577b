/* build_parts.h - what the parts of a build share; private to build*.c.
 *
 *   build_source.c  where the library comes from, and whether the snapshot is of it already
 *   build_cases.c   the cases: found, read, checked, told to the survey; then rendered and written
 *   build.c         the order of it all, notes and commit */
#ifndef LB_BUILD_PARTS_H
#define LB_BUILD_PARTS_H

#include "indexer/build.h"
#include "indexer/collection.h"
#include "indexer/history.h"
#include "indexer/lineage.h"
#include "indexer/repo.h"
#include "indexer/worktree.h"
#include "store/store.h"

/* One case: a folder with a file a language. */
struct lb_case_folder {
    lb_slice path;                /* "cases/61/rumpon-pontianak" */
    lb_slice langs[LB_MAX_LANGS]; /* the original first */
    size_t lang_count;
    struct lb_arena *arena;       /* of `cases`, or NULL: to be read again */
    struct lb_case *cases;        /* one a language that can be used, the original first */
    size_t case_count;
    lb_slice id;                  /* set when the case is to be shown */
};

struct lb_build {
    const struct lb_build_options *options;
    struct lb_diags *diags;
    struct lb_build_report *report;
    struct lb_arena arena; /* of the whole build */

    struct lb_repo *repo;         /* one of these two */
    struct lb_worktree *folder;
    struct lb_tree tree;
    struct lb_commit commit;      /* id and date; of a folder only the date, of its newest file */
    char source[80];              /* "commit 12ab..." or "folder 34cd...": equal means nothing changed */
    struct lb_history *history;   /* NULL without git */

    struct lb_contract *contract;
    struct lb_survey *survey;
    struct lb_collections collections;
    struct lb_case_folder *cases;
    size_t case_count, case_capacity;
    size_t kept;                  /* bytes in the arenas of cases */

    struct lb_analyser *analyser;
    struct lb_writer *writer;     /* NULL when only checking */
};

enum lb_status lb_build_open(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
/* Is the current snapshot of this source and program? Then the report is filled from it. */
bool lb_build_is_current(struct lb_build *);

enum lb_status lb_build_find_cases(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_build_read_cases(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_build_write_cases(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
void lb_build_free_cases(struct lb_build *);

#endif
