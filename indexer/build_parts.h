/* build_parts.h - what the parts of a build share; private to build*.c.
 *
 *   build_source.c    where the library comes from, and whether the snapshot is of it already
 *   build_cases.c     the cases, first pass: found, read, checked, told to the survey
 *   build_write.c     the cases, second pass: rendered and written
 *   build_bodies.c    their pictures, documents and text
 *   build_units.c     what is kept of each folder for the next build
 *   build_update.c    which folders a build need not read again
 *   build_ahead.c     what an update begins before anything else
 *   build_analyser.c  how text is analysed
 *   build_notes.c     everything in the snapshot that is not a case
 *   build.c           the order of it all, and commit
 *
 * Full and incremental. Both know of every folder under cases/ one small unit: what the survey wants to know of its case,
 * what was found wrong there, what was written of it. A full build makes all units; an incremental one takes them from the
 * build before and makes those anew whose files, history or stale dates changed. From there on both do the same: all units
 * are told to the survey, the survey is finished, and every case is written whose folder was read - or of which the survey
 * now says something else than when it was written. Nothing has to know what depends on what. */
#ifndef LB_BUILD_PARTS_H
#define LB_BUILD_PARTS_H

#include "indexer/build.h"
#include "indexer/collection.h"
#include "indexer/history.h"
#include "indexer/ledger.h"
#include "indexer/lineage.h"
#include "indexer/markdown.h"
#include "indexer/repo.h"
#include "indexer/worktree.h"
#include "store/store.h"

/* One folder as it is read: a case, a file a language. */
struct lb_case_folder {
    lb_slice path;                /* "cases/61/rumpon-pontianak" */
    lb_slice langs[LB_MAX_LANGS]; /* the original first */
    size_t lang_count;
    struct lb_arena *arena;       /* of `cases`, or NULL: to be read again */
    struct lb_case *cases;        /* one a language that can be used, the original first */
    size_t case_count;
    bool links_cases;             /* a body links to a case: whether that is there is known only after the survey */
};

/* What is known of a folder when it is not read. The order of units is that of paths, lb_path_cmp. */
struct lb_unit {
    lb_slice path;
    struct lb_case_folder *folder; /* NULL: not read by this build */
    bool is_changed;               /* not as the build before left it */
    lb_slice brief;                /* for the survey; empty: nothing is shown of it */
    lb_slice updated, published;   /* when the original was last changed, and from when on it could be read; may be empty */
    lb_slice findings;             /* packed diagnostics: lb_findings_put; no data: still in the ledger */
    lb_slice queue;                /* lb_queue_entry of a case under review */
    lb_slice pins, links, assets;  /* packed lists: commits translations name and old ids of the case; ids bodies link to; files published */
    uint32_t errors, warnings;     /* in the findings */
    uint32_t file_count;           /* languages of the case in the library, good or bad */
    uint32_t left_out;             /* files with errors */
    uint32_t languages, pictures;
    uint32_t turns;                /* lb_case_turns: in which month the case says something else by itself */
    uint64_t around;               /* lb_survey_around when it was written */
    bool is_hidden;                /* a case without errors that is not to be shown */
    bool is_live;                  /* it is in the snapshot: no other folder had taken its id */
    struct lb_brief *told;         /* what the survey made of it; NULL: nothing */
};

/* Strings; packed, a list is bytes. */
struct lb_list {
    struct lb_arena *arena;
    lb_slice *items;
    size_t count, capacity;
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
    struct lb_unit *units;
    size_t unit_count, unit_capacity;
    size_t kept;                  /* bytes in the arenas of cases */
    struct lb_diags global;       /* about the library as a whole, and from the survey */

    bool is_writing;              /* all was read: what is read now is read again */
    bool is_update;               /* b->writer changes what is there */
    bool is_doubtful;             /* what the last build left is not to be trusted: build in full */
    struct lb_ledger old_units, old_findings;
    struct lb_list touched;       /* paths that differ between the two commits */
    struct lb_unit *gone;         /* units of before that are no more, or were read anew: as they were */
    size_t gone_count, gone_capacity;
    uint64_t old_acronyms;        /* hash of those in the note "search" */
    uint64_t old_noted, noted;    /* hash of the findings in the note "diagnostics" */
    bool is_contract_clean;       /* its files have no fault */
    uint64_t contract_hash;       /* of its packed files, when they have no fault; 0: they have, or are not left */
    struct lb_ahead *ahead;       /* of the whole build, not of its attempts */
    bool is_ahead;                /* the contract and the analyser are from there */

    struct lb_json *search;       /* the note "search" */
    struct lb_analyser *analyser;
    struct lb_writer *writer;     /* NULL when only checking */
};

enum lb_status lb_build_open(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
/* Is the current snapshot of this source and program? Then the report is filled from it. */
bool lb_build_is_current(struct lb_build *);

/* All folders under cases/ become units. */
enum lb_status lb_build_find_cases(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
/* One folder, not those in it. *ret is a unit to be read, or has no folder: there is nothing to be said of it. */
enum lb_status lb_build_find_one(struct lb_build *, lb_slice path, struct lb_unit *ret, struct lb_err *) LB_MUST_CHECK;
/* Is it a folder below which none is read? */
bool lb_build_is_deepest(lb_slice path);
/* Reads the units that have a folder; tells the survey of all. */
enum lb_status lb_build_read_cases(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
void lb_build_free_cases(struct lb_build *);
/* Reads the files of a unit and keeps what was read as long as there is room. */
void lb_build_read_unit(struct lb_build *, struct lb_unit *);
/* Reads, merges and checks all languages of a folder; those without errors are kept in order. */
void lb_build_read_folder(struct lb_build *, struct lb_case_folder *, struct lb_diags *, uint32_t *left_out);
void lb_build_forget_folder(struct lb_case_folder *);
/* What was found in a folder: printed now, and kept with its unit. */
void lb_build_keep_findings(struct lb_build *, struct lb_unit *, const struct lb_diags *, bool is_printed);
/* The history of a file, also under the ids its case had before. */
const struct lb_file_history *lb_build_history(const struct lb_build *, const struct lb_case *, const struct lb_case *original);
/* Commits that changed the original since the translation was made: 0 for an original, -1 = unknown. */
int lb_build_behind(const struct lb_build *, const struct lb_case *, const struct lb_case *original);

/* ---- build_write.c */

/* Writes the cases that are to be written. */
enum lb_status lb_build_write_cases(struct lb_build *, struct lb_err *) LB_MUST_CHECK;

/* ---- build_bodies.c */

/* The pictures a case lists, as its language describes them, without variants. */
struct lb_picture *lb_build_list_pictures(const struct lb_case *, struct lb_arena *, size_t *count);
/* Reads and makes every picture of the original; what cannot be read is reported and left without variants. */
enum lb_status lb_build_make_pictures(struct lb_build *, const struct lb_case *, struct lb_arena *, struct lb_picture *, size_t count,
                                      struct lb_diags *, uint32_t *made, struct lb_err *) LB_MUST_CHECK;
/* Publishes the documents that lie beside a case; *ret has their names as assets, empty for those that are not. */
enum lb_status lb_build_make_documents(struct lb_build *, const struct lb_case *, struct lb_arena *, lb_slice **ret, size_t *count,
                                       struct lb_diags *, struct lb_err *) LB_MUST_CHECK;
/* The text as HTML; has_case says whether there is a case that it links to. */
enum lb_status lb_build_render(struct lb_build *, const struct lb_case *, const struct lb_picture *, size_t picture_count,
                               bool (*has_case)(void *ctx, lb_slice id), void *ctx, struct lb_diags *, struct lb_arena *,
                               struct lb_markdown *ret, struct lb_err *) LB_MUST_CHECK;
/* Rendered without knowledge of other cases: for the rules about the text. False: it cannot be rendered. */
bool lb_build_render_alone(struct lb_build *, const struct lb_case *, struct lb_diags *, struct lb_arena *, struct lb_markdown *ret,
                           bool *links_cases);

/* ---- build_units.c */

/* Appends packed diagnostics, silences among them. */
void lb_findings_put(struct lb_str *out, const struct lb_diags *);
/* Counts the errors and warnings in its findings that are not silenced. */
void lb_unit_count(struct lb_unit *);
/* Adds those of a unit to a list. False: damaged. */
bool lb_findings_get(lb_slice packed, struct lb_diags *);
/* A unit as bytes, without its findings, and back; strings then point into `packed`. False: damaged. */
void lb_unit_pack(const struct lb_unit *, struct lb_str *out);
bool lb_unit_read(lb_slice path, lb_slice packed, struct lb_unit *ret);
void lb_list_add(struct lb_list *, lb_slice); /* once each */
lb_slice lb_list_pack(const struct lb_list *);
struct lb_list lb_list_read(struct lb_arena *, lb_slice packed);
/* The id in its brief; empty: none. */
lb_slice lb_unit_id(const struct lb_unit *);
struct lb_unit *lb_build_find_unit(const struct lb_build *, lb_slice path);
/* The findings of a unit wherever they are. */
lb_slice lb_unit_findings(const struct lb_build *, const struct lb_unit *);
/* Leaves everything that the next build can use, and takes out of the snapshot what is no more. */
enum lb_status lb_build_leave(struct lb_build *, struct lb_err *) LB_MUST_CHECK;

/* ---- build_update.c */

/* Opens the writer for an update, carries the history on, compares the two commits. Any failure but LB_LOCKED: build in
 * full; *why says why. */
enum lb_status lb_build_resume(struct lb_build *, const char **why, struct lb_err *) LB_MUST_CHECK;
/* Then, with the contract: the units of before, and those to be read. */
enum lb_status lb_build_update_units(struct lb_build *, struct lb_err *) LB_MUST_CHECK;

/* ---- build_ahead.c */

/* Begins to load the contract and the analyser of the snapshot that is there, when an update of it may follow. */
void lb_build_go_ahead(struct lb_build *);
/* The hash of that contract; 0: there is none. */
uint64_t lb_build_ahead_contract(const struct lb_build *);
/* Once each: waits, and gives what was loaded. NULL when it could not be. */
struct lb_contract *lb_build_take_contract(struct lb_build *);
struct lb_analyser *lb_build_take_analyser(struct lb_build *, struct lb_json **search);
/* It is not wanted: ends what was begun. */
void lb_build_leave_ahead(struct lb_build *);
void lb_build_end_ahead(struct lb_build *);

/* ---- build_analyser.c */

/* When all is read: the analyser, and the note it is made by. */
enum lb_status lb_build_open_analyser(struct lb_build *, struct lb_err *) LB_MUST_CHECK;
/* A hash of the acronyms the cases explain. */
uint64_t lb_build_acronyms(const struct lb_build *);

/* ---- build_notes.c */

enum lb_status lb_build_put_notes(struct lb_build *, struct lb_err *) LB_MUST_CHECK;

#endif
