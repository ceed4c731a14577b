/* match_score.h - how documents score for a leaf of a query. Private to match.c.
 *
 * A leaf is met in two steps: every term that can stand for it adds its frequencies to the table of the documents touched,
 * then the table is turned into scores and marks, and is clean again. Scores are BM25 over the zone-weighted frequencies
 * (weights.h). */
#ifndef LB_STORE_MATCH_SCORE_H
#define LB_STORE_MATCH_SCORE_H

#include "store/match.h"

struct work {
    struct lb_reader *reader;
    struct lb_arena *arena;
    struct lb_query *query;
    struct lb_match *match;
    struct lb_err *err;
    const struct lb_columns *columns;
    float *tf;         /* by document: the leaf's frequency so far */
    uint32_t *touched; /* documents with tf > 0 */
    size_t touched_count;
    size_t expansions, phrase_checks, corrections; /* what the whole query may still cost */
};

/* The posting list of a term, in reader->postings. */
enum lb_status lb_score_fetch(struct work *, const char *prefix, lb_slice word);
/* Documents that hold all the words, with the smallest of their frequencies. */
enum lb_status lb_score_intersect(struct work *, const char *prefix, const lb_slice *words, size_t count,
                                  struct lb_posting **ret, size_t *ret_count);
/* Add to the table: a document, those of a term, those of all the words together. */
static inline void lb_score_touch(struct work *w, uint32_t doc, float tf)
{
    if (doc > w->match->docs || tf <= 0)
        return;
    if (w->tf[doc] == 0)
        w->touched[w->touched_count++] = doc;
    w->tf[doc] += tf;
}
enum lb_status lb_score_add(struct work *, const char *prefix, lb_slice word, double weight);
enum lb_status lb_score_add_all(struct work *, const char *prefix, const lb_slice *words, size_t count, double weight);
/* Cleans it. */
void lb_score_forget(struct work *);

/* The touched documents match the leaf and score, the first `sure` of them as having the word; the table is clean again.
 * How rare the word is: half way between the word's own documents (0 = nobody wrote it) and those of all that can stand
 * for it. */
void lb_score_leaf_near(struct work *, size_t leaf, double weight, size_t own, size_t sure);
void lb_score_leaf(struct work *, size_t leaf, double weight, size_t own); /* all are sure */

/* Score for the word as written. */
enum lb_status lb_score_exact(struct work *, lb_slice word, double weight);
/* Score for the stem in the title; titles have a length of their own. */
enum lb_status lb_score_title(struct work *, lb_slice stem, double weight);

#endif
