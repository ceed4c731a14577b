/* case_doc.h - a case with everything around it, as the document that is put into the index. */
#ifndef LB_CASE_DOC_H
#define LB_CASE_DOC_H

#include "indexer/assets.h"
#include "indexer/case.h"
#include "indexer/history.h"
#include "indexer/lineage.h"
#include "indexer/markdown.h"
#include "indexer/revisions.h"
#include "store/store.h"

/* One language of a case. */
struct lb_case_face {
    const struct lb_case *c;
    const struct lb_markdown *body;        /* rendered */
    const struct lb_file_history *history; /* of this file; NULL without git */
    int behind;                            /* translations: commits since; 0 = up to date, -1 = unknown */
    const struct lb_revisions *revisions;  /* what they said; NULL without git */
};

struct lb_case_around {
    const struct lb_contract *contract;
    const struct lb_survey *survey; /* finished */
    const struct lb_brief *brief;
    const struct lb_picture *pictures; /* in the order of the record's images; NULL = none were made */
    size_t picture_count;
    const lb_slice *documents; /* names under /aset/ in the order of the record's documents; empty = not published */
    size_t document_count;
    bool is_preview; /* the record tells where its fields stand: preview.h */
    lb_slice today; /* ISO date that "stale" is measured from: the head commit's */
};

/* faces[0] is the original. Everything in *ret lives in the arena or is borrowed from its arguments. */
void lb_case_doc(const struct lb_case_around *, const struct lb_case_face *faces, size_t count, struct lb_arena *,
                 struct lb_doc *ret);

/* The record of one language as a JSON value (record.h); part of lb_case_doc. */
struct lb_json *lb_case_record(const struct lb_case_around *, const struct lb_case_face *faces, size_t count,
                               size_t which);

/* How complete a case is: "stub", "partial", "sourced", "ready"; `missing` gets the names of fields worth adding (at
 * most `room`). */
const char *lb_case_completeness(const struct lb_contract *, const struct lb_case *, const struct lb_markdown *,
                                 const char **missing, size_t room, size_t *missing_count);

/* The month (year * 12 + month - 1) from which on a date in the record is older than its threshold and was not today: in
 * which what is said of the case changes without a commit. UINT32_MAX: never. Knows all thresholds, also the rules'. */
uint32_t lb_case_turns(const struct lb_value *record, lb_slice today);
/* The month of an ISO date, likewise; 0 when malformed. */
uint32_t lb_month(lb_slice date);

/* Months from an ISO date ("2019", "2019-11", "2019-11-05"; a year counts to its end) to another; 0 when either is
 * malformed or later. */
unsigned lb_months_between(lb_slice from, lb_slice to);
bool lb_is_independent(lb_slice independence); /* academic, auditor, statistics */
/* The independence of a result: its own, else its first source's. */
lb_slice lb_result_independence(const struct lb_value *record, const struct lb_value *result);
/* The source with this id, or NULL. */
const struct lb_value *lb_source_find(const struct lb_value *record, lb_slice id);

#endif
