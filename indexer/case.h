/* case.h - a case in one language: from the bytes of a file to a typed tree, and a translation laid over its original.
 *
 * The steps of a build, for each folder that holds Markdown files:
 *   lb_case_path       is this path a case? which id, which language?
 *   lb_case_original   which of the folder's languages is the original
 *   lb_case_read       bytes -> case; faults are diagnostics
 *   lb_case_merge      a translation's texts over the original's facts
 *   lb_case_check      the rules about one case (check.h)
 *   lb_survey_*        the rules about all of them (lineage.h)
 *   lb_case_doc        what is put into the index (case_doc.h)
 * A case with errors is left out; its translations with it, or a broken translation alone. */
#ifndef LB_CASE_H
#define LB_CASE_H

#include "indexer/contract.h"
#include "indexer/front.h"

struct lb_case {
    struct lb_source source; /* path, bytes, errors found so far */
    lb_slice id, lang, folder; /* "rumpon-pontianak", "id", "cases/61/rumpon-pontianak" */
    bool is_translation;
    struct lb_value *front;  /* as written in this file; typed */
    struct lb_value
        *record; /* what a reader of this language sees: `front`, for a translation laid over the original */
    lb_slice body;
    unsigned body_line;
    const struct lb_case *original; /* of a translation, after merging */
};

/* Takes "cases/.../ID/LANG.md" apart. False when it is no such path (README.md, pictures); then *why says what is
 * wrong when it was meant to be one (a malformed id or language), or is empty. Slices point into `path`. */
bool lb_case_path(const struct lb_contract *, lb_slice path, lb_slice *folder, lb_slice *id, lb_slice *lang,
                  struct lb_both *why);

/* Which of the languages of one folder is the original: the library's own language, else the first by code. */
size_t lb_case_original(const struct lb_contract *, const lb_slice *langs, size_t count);

/* Reads and validates one file. `bytes` and `path` must outlive the case, which otherwise lives in the arena.
 * LB_INVALID, LB_LIMIT: there is no case to speak of, the reason is in diags. LB_OK: *ret is there; when
 * ret->source.errors is not 0 it has faults and must not be published, but can still be checked further. */
enum lb_status lb_case_read(const struct lb_contract *, lb_slice path, lb_slice bytes, bool is_translation,
                            struct lb_diags *, struct lb_arena *, struct lb_case *ret) LB_MUST_CHECK;

/* Sets translation->record: maps member by member, lists of maps item by item, other values replaced. Reports lists of
 * different length (E034). Shares values with the original, which must outlive it. */
void lb_case_merge(struct lb_case *translation, const struct lb_case *original, struct lb_arena *);

/* Its `state`: "draft", "review", "published", "withdrawn". */
lb_slice lb_case_state(const struct lb_case *);

#endif
