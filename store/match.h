/* match.h - a query against the postings: which documents match which leaf, and how well. Private to the store.
 *
 * One pass, term at a time, over the posting list of every term: each adds to the document's score and sets the leaf's
 * bit in the document's mask. So ranking, counting and "which words were missing" come from the same pass and cannot
 * disagree, totals are exact, and alternatives of a word can weigh less than the word, which Xapian's OP_SYNONYM
 * cannot. (Xapian's own matcher is faster for the ten best alone, but exact counts switch its pruning off.) */
#ifndef LB_STORE_MATCH_H
#define LB_STORE_MATCH_H

#include "store/query.h"
#include "store/reader.h"

struct lb_match {
    uint32_t *mask; /* by document, 0..docs: bits of the leaves whose word it has, or one that is as good */
    uint32_t *near; /* the same, also by a translation or respelling of a word that others do have as written */
    float *score;
    uint32_t found[32]; /* documents by leaf */
    lb_slice *stems[32]; /* what was looked for, by leaf: for highlighting */
    size_t stem_count[32], stem_capacity[32];
    struct lb_correction *corrections;
    size_t correction_count, correction_capacity;
    struct lb_filter *hints;
    size_t hint_count, hint_capacity;
    size_t docs;
};

/* May turn a field leaf whose value nobody has into a plain word, with a notice in the query. */
enum lb_status lb_match_run(struct lb_reader *, struct lb_arena *, struct lb_query *, bool is_literal,
                            struct lb_match *ret, struct lb_err *) LB_MUST_CHECK;
void lb_match_free(struct lb_match *);

#endif
