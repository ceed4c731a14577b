/* lineage_survey.h - the survey's insides, shared by lineage.c (finish), lineage_pack.c (gathering) and lineage_record.c
 * (answers). */
#ifndef LB_LINEAGE_SURVEY_H
#define LB_LINEAGE_SURVEY_H

#include "base/hash.h"
#include "base/task.h"
#include "indexer/duplicates.h"
#include "indexer/lineage.h"

#define NO_CASE SIZE_MAX

struct spot { /* where something was written, when the file itself is gone */
    lb_slice path, line_text;
    unsigned line, column;
};

struct edge_text {
    lb_slice lang, name, changed;
};

/* `child` took something over from `parent`. One of the two is the owner, who wrote it; the other may be no case. */
struct edge {
    size_t parent, child, owner; /* indexes of briefs; NO_CASE = only named */
    size_t item;                 /* its place in the owner's list */
    lb_slice case_id, region, year, kind;
    struct edge_text *texts;     /* one a language of the owner */
    size_t text_count;
    struct spot spot;
    bool is_dropped;             /* leads nowhere, or closes a circle */
    bool is_repeated;            /* the same pair is told from the other side, too */
};

struct alias {
    lb_slice name;
    size_t of;
};

struct relation {
    size_t from, to;
    lb_slice case_id, kind;
    struct spot spot;
};

struct claim { /* a case that says it was replicated with a measured result (E5) */
    size_t of;
    struct spot spot;
};

struct acronym {
    lb_slice brief, full, lang;
};

struct likeness {
    size_t a, b; /* indexes of briefs */
    enum lb_likeness why;
    unsigned share;
};

struct collection {
    lb_slice id;
    struct lb_title *titles;
    size_t title_count;
};

struct lb_survey {
    const struct lb_contract *contract;
    struct lb_diags *diags;
    struct lb_arena arena;
    struct lb_brief **briefs; /* as added; by id after finish */
    struct lb_brief **by_id;
    size_t count, capacity;
    struct lb_brief **table; /* hash of ids, open addressing */
    size_t table_size;
    struct edge *edges;
    size_t edge_count, edge_capacity;
    struct relation *relations;
    size_t relation_count, relation_capacity;
    struct claim *claims;
    size_t claim_count, claim_capacity;
    struct acronym *acronyms;
    size_t acronym_count, acronym_capacity;
    struct collection *collections;
    size_t collection_count, collection_capacity;
    struct lb_sketches sketches;
    struct lb_task *comparing;   /* of sketches, from finish until lb_survey_tell_lookalikes */
    struct lb_arena like_arena;  /* the task's */
    struct likeness *likes;
    size_t like_count, like_capacity;
    bool is_broken;              /* bytes it was given were damaged */
    lb_slice *ids;               /* for "did you mean", made when first needed */
    unsigned guesses;
    struct alias *aliases;       /* of shown cases, and ids of hidden ones (of NO_CASE); sorted by finish */
    size_t alias_count, alias_capacity;
    size_t *edge_first,
        *edge_of; /* after finish: edges that touch brief i are edge_of[edge_first[i] .. edge_first[i + 1]) */
    size_t *relation_first, *relation_of; /* the same for relations that lead somewhere */
};

/* A brief takes its place among the ids. */
void lb_survey_insert(struct lb_survey *, struct lb_brief *);
void lb_survey_report(struct lb_survey *, enum lb_rule, const struct spot *at, struct lb_both hint, struct lb_both message);

/* Kinds of lineage that mean: it runs there now. */
static inline bool is_strong(lb_slice kind)
{
    return lb_slice_eq(kind, LB_S("copy")) || lb_slice_eq(kind, LB_S("adapt"));
}

#endif
