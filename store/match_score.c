/* match_score.c - from posting lists to frequencies, and from those to scores; see match_score.h. */
#include "store/match_score.h"

#include "store/weights.h"

#include <math.h>

static lb_slice term(struct work *w, const char *prefix, lb_slice word)
{
    return lb_arena_printf(w->arena, "%s%" LB_PRI, prefix, LB_ARG(word));
}

enum lb_status lb_score_fetch(struct work *w, const char *prefix, lb_slice word)
{
    return lb_xdb_postings(w->reader->db, term(w, prefix, word), &w->reader->postings, w->err);
}

static double idf(const struct work *w, size_t found)
{
    double n = (double)w->match->docs;
    return log(1 + (n - (double)found + 0.5) / ((double)found + 0.5));
}

enum lb_status lb_score_add(struct work *w, const char *prefix, lb_slice word, double weight)
{
    enum lb_status s = lb_score_fetch(w, prefix, word);
    const struct lb_postings *p = &w->reader->postings;
    for (size_t i = 0; s == LB_OK && i < p->count; i++)
        lb_score_touch(w, p->items[i].doc, (float)(weight * p->items[i].wdf));
    return s;
}

enum lb_status lb_score_intersect(struct work *w, const char *prefix, const lb_slice *words, size_t count,
                                struct lb_posting **ret, size_t *ret_count)
{
    struct lb_posting *both = NULL;
    size_t n = 0;
    for (size_t t = 0; t < count && (t == 0 || n); t++) {
        enum lb_status s = lb_score_fetch(w, prefix, words[t]);
        if (s != LB_OK)
            return s;
        const struct lb_postings *p = &w->reader->postings;
        if (t == 0) {
            n = p->count;
            both = LB_NEW_ARRAY(w->arena, struct lb_posting, n + 1);
            if (n)
                memcpy(both, p->items, n * sizeof *both);
            continue;
        }
        size_t kept = 0, j = 0;
        for (size_t i = 0; i < n; i++) {
            while (j < p->count && p->items[j].doc < both[i].doc)
                j++;
            if (j < p->count && p->items[j].doc == both[i].doc)
                both[kept++] = (struct lb_posting){both[i].doc, both[i].wdf < p->items[j].wdf ? both[i].wdf : p->items[j].wdf};
        }
        n = kept;
    }
    *ret = both;
    *ret_count = n;
    return LB_OK;
}

enum lb_status lb_score_add_all(struct work *w, const char *prefix, const lb_slice *words, size_t count, double weight)
{
    struct lb_posting *both;
    size_t n = 0;
    if (count == 1)
        return lb_score_add(w, prefix, words[0], weight);
    enum lb_status s = lb_score_intersect(w, prefix, words, count, &both, &n);
    for (size_t i = 0; s == LB_OK && i < n; i++)
        lb_score_touch(w, both[i].doc, (float)(weight * both[i].wdf));
    return s;
}

/* BM25 of a term that stands tf times in a document of a length of `ratio` times the average. */
static double bm25(double tf, double ratio)
{
    return tf * (LB_BM25_K1 + 1) / (tf + LB_BM25_K1 * (1 - LB_BM25_B + LB_BM25_B * ratio));
}

void lb_score_leaf_near(struct work *w, size_t leaf, double weight, size_t own, size_t sure)
{
    double scale = weight * idf(w, own ? (own + w->touched_count) / 2 : w->touched_count), average = w->columns->average_length;
    for (size_t i = 0; i < w->touched_count; i++) {
        uint32_t doc = w->touched[i];
        w->match->near[doc] |= 1u << leaf;
        if (i < sure)
            w->match->mask[doc] |= 1u << leaf;
        w->match->score[doc] += (float)(scale * bm25(w->tf[doc] / LB_WDF_UNIT, w->columns->rows[doc].length / average));
        w->tf[doc] = 0;
    }
    w->match->found[leaf] += (uint32_t)w->touched_count;
    w->touched_count = 0;
}

void lb_score_leaf(struct work *w, size_t leaf, double weight, size_t own)
{
    lb_score_leaf_near(w, leaf, weight, own, w->touched_count);
}

enum lb_status lb_score_exact(struct work *w, lb_slice word, double weight)
{
    uint32_t freq = 0;
    enum lb_status s = lb_xdb_freq(w->reader->db, term(w, "", word), &freq, w->err);
    if (s != LB_OK || freq > w->match->docs / 2) /* so common that its score is noise, and its list long */
        return s;
    s = lb_score_fetch(w, "", word);
    const struct lb_postings *p = &w->reader->postings;
    double scale = s == LB_OK ? weight * idf(w, p->count) : 0, average = w->columns->average_length;
    for (size_t i = 0; s == LB_OK && i < p->count; i++)
        if (p->items[i].doc <= w->match->docs)
            w->match->score[p->items[i].doc] +=
                (float)(scale * bm25(p->items[i].wdf, w->columns->rows[p->items[i].doc].length / average));
    return s;
}

enum lb_status lb_score_title(struct work *w, lb_slice stem, double weight)
{
    enum lb_status s = lb_score_fetch(w, "ZS", stem);
    const struct lb_postings *p = &w->reader->postings;
    double scale = s == LB_OK ? weight * idf(w, p->count) : 0, average = w->columns->average_title_length;
    for (size_t i = 0; s == LB_OK && i < p->count; i++)
        if (p->items[i].doc <= w->match->docs)
            w->match->score[p->items[i].doc] +=
                (float)(scale * bm25(p->items[i].wdf, w->columns->rows[p->items[i].doc].title_length / average));
    return s;
}

void lb_score_forget(struct work *w)
{
    for (size_t i = 0; i < w->touched_count; i++)
        w->tf[w->touched[i]] = 0;
    w->touched_count = 0;
}
