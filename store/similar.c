/* similar.c - cases like one case, and why.
 *
 * Its telling stems (frequent in it, rare elsewhere, more so in the title) are looked up like a query; what both cases
 * say of themselves - the same challenge, affair, theme, level, province - and lineage between them add to that. */
#include "store/reader.h"
#include "store/weights.h"

#include <math.h>

enum { most_stems = 50, many_terms = 250, most_words = 3, most_similar = 50 };

struct telling {
    lb_slice term;
    double weight;
};

/* Which shared values count, how much, and what they are as a reason. */
static const struct {
    enum lb_field field;
    double bonus;
    unsigned why;
} reasons[] = {
    {LB_FIELD_CHALLENGE, 0.20, LB_WHY_PROBLEM}, {LB_FIELD_AFFAIR, 0.10, LB_WHY_AFFAIR},
    {LB_FIELD_THEME, 0.10, LB_WHY_THEME},       {LB_FIELD_LEVEL, 0.02, LB_WHY_LEVEL},
    {LB_FIELD_PROVINCE, 0.03, LB_WHY_PROVINCE},
};

static int by_weight(const void *a, const void *b)
{
    const struct telling *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return lb_slice_cmp(x->term, y->term);
}

static bool is_title_term(lb_slice term)
{
    return term.len > 1 && term.data[0] == 'Z' && term.data[1] == 'S';
}

static enum lb_status pick_stems(struct lb_reader *r, struct lb_arena *arena, uint32_t doc, struct telling **ret,
                                 size_t *count, struct lb_err *e)
{
    struct lb_xterm *terms;
    size_t n = 0, kept = 0;
    double docs = (double)r->snapshot->columns.docs;
    enum lb_status s = lb_xdb_doc_terms(r->db, arena, doc, LB_S("Z"), &terms, &n, e);
    if (s != LB_OK)
        return s;
    struct telling *list = LB_NEW_ARRAY(arena, struct telling, n + 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t freq;
        if (n > many_terms && terms[i].count <= LB_WDF_UNIT) /* of a long text, what is said once says little */
            continue;
        if (is_title_term(terms[i].term) || terms[i].term.len < 4 ||
            lb_is_common(r->snapshot->analyser, lb_slice_sub(terms[i].term, 1, terms[i].term.len)))
            continue;
        s = lb_xdb_freq(r->db, terms[i].term, &freq, e);
        if (s != LB_OK)
            return s;
        if (freq < 2) /* in this case only */
            continue;
        double tf = (double)terms[i].count / LB_WDF_UNIT;
        list[kept++] = (struct telling){terms[i].term, (1 + log(tf > 1 ? tf : 1)) * log(1 + docs / freq)};
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_title_term(terms[i].term))
            continue;
        lb_slice stem = lb_slice_sub(terms[i].term, 2, terms[i].term.len);
        for (size_t k = 0; k < kept; k++)
            if (lb_slice_eq(lb_slice_sub(list[k].term, 1, list[k].term.len), stem))
                list[k].weight *= 1.5;
    }
    qsort(list, kept, sizeof *list, by_weight);
    *ret = list;
    *count = kept < most_stems ? kept : most_stems;
    return LB_OK;
}

struct scored {
    uint32_t doc;
    double score;
    unsigned why;
    struct telling words[most_words]; /* by what they add */
};

static int by_score(const void *a, const void *b)
{
    const struct scored *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

static void compare_values(const struct lb_columns *c, uint32_t a, uint32_t b, struct scored *ret)
{
    size_t na, nb, i = 0, k = 0;
    const uint32_t *va = lb_row_values(c, a, &na), *vb = lb_row_values(c, b, &nb);
    while (i < na && k < nb) {
        if (va[i] != vb[k]) {
            va[i] < vb[k] ? i++ : k++;
            continue;
        }
        for (size_t f = 0; f < sizeof reasons / sizeof *reasons; f++)
            if (reasons[f].field == c->fields[va[i]]) {
                ret->score += reasons[f].bonus;
                ret->why |= reasons[f].why;
            }
        i++;
        k++;
    }
}

/* Cases that copied this one or were copied by it, from its record: ids. */
static void add_lineage(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang, double *bonus)
{
    struct lb_page page;
    struct lb_json *record = NULL;
    struct lb_err ignored;
    static const char *const ways[] = {"lineage.from", "lineage.to"};
    if (lb_reader_page(r, arena, id, lang, &page, &ignored) != LB_OK ||
        lb_json_parse(page.record, &record, &ignored) != LB_OK)
        return;
    for (size_t w = 0; w < 2; w++) {
        const struct lb_json *edges = lb_json_path(record, ways[w]);
        for (size_t i = 0; i < lb_json_size(edges); i++) {
            uint32_t doc;
            lb_slice other = lb_json_str(lb_json_at(edges, i), "id");
            if (other.len && lb_reader_find(r, other, &doc, &ignored) == LB_OK)
                bonus[doc] = 1;
        }
    }
    lb_json_free(record);
}

static enum lb_status score_all(struct lb_reader *r, const struct telling *stems, size_t count, double *score,
                                struct lb_err *e)
{
    const struct lb_columns *c = &r->snapshot->columns;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        enum lb_status s = lb_xdb_postings(r->db, stems[i].term, &r->postings, e);
        if (s != LB_OK)
            return s;
        double idf = log(1 + (double)c->docs / ((double)r->postings.count + 0.5));
        for (size_t k = 0; k < r->postings.count; k++) {
            struct lb_posting p = r->postings.items[k];
            double tf = (double)p.wdf / LB_WDF_UNIT, ratio = c->rows[p.doc].length / c->average_length;
            score[p.doc] += stems[i].weight * idf * tf / (tf + LB_BM25_K1 * (1 - LB_BM25_B + LB_BM25_B * ratio));
        }
    }
    for (size_t d = 1; d <= c->docs; d++)
        most = score[d] > most ? score[d] : most;
    for (size_t d = 1; d <= c->docs && most > 0; d++)
        score[d] /= most;
    return LB_OK;
}

/* The words both have that say most, as most cases write them. */
static lb_slice as_written(struct lb_reader *r, struct lb_arena *arena, lb_slice stem)
{
    const struct lb_wordlist *list = &r->snapshot->words;
    uint32_t forms[64];
    size_t n = lb_wordlist_forms(list, r->snapshot->analyser, stem, forms, 64);
    lb_slice best = stem;
    uint32_t most = lb_wordlist_freq(list, stem);
    for (size_t i = 0; i < n; i++)
        if (list->freqs[forms[i]] > most) {
            most = list->freqs[forms[i]];
            best = lb_wordlist_word(list, forms[i]);
        }
    return lb_arena_copy(arena, best);
}

static enum lb_status name_words(struct lb_reader *r, const struct telling *stems, size_t count, struct scored *found,
                                 size_t found_count, struct lb_err *e)
{
    size_t missing = found_count * most_words;
    for (size_t i = 0; i < count && missing; i++) {
        enum lb_status s = lb_xdb_postings(r->db, stems[i].term, &r->postings, e);
        if (s != LB_OK)
            return s;
        for (size_t k = 0; k < r->postings.count; k++)
            for (size_t f = 0; f < found_count; f++)
                for (size_t w = 0; found[f].doc == r->postings.items[k].doc && w < most_words; w++)
                    if (!found[f].words[w].term.len) { /* stems come by weight: the first ones say most */
                        found[f].words[w] = stems[i];
                        missing--;
                        break;
                    }
    }
    return LB_OK;
}

enum lb_status lb_reader_similar(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang, size_t limit,
                                 struct lb_similar **ret, size_t *count, struct lb_err *e)
{
    const struct lb_columns *c = &r->snapshot->columns;
    struct telling *stems;
    size_t stem_count, n = 0;
    uint32_t doc;
    enum lb_status s = lb_reader_can_search(r, e);
    if (s == LB_OK)
        s = lb_reader_find(r, id, &doc, e);
    if (s == LB_OK)
        s = pick_stems(r, arena, doc, &stems, &stem_count, e);
    double *score = LB_NEW_ARRAY(arena, double, c->docs + 1), *lineage = LB_NEW_ARRAY(arena, double, c->docs + 1);
    if (s == LB_OK)
        s = score_all(r, stems, stem_count, score, e);
    if (s != LB_OK)
        return s;
    add_lineage(r, arena, id, lang, lineage);
    score[doc] = 0;
    double most = 0; /* the case itself scored 1: what is left is measured against the nearest */
    for (size_t d = 1; d <= c->docs; d++)
        most = score[d] > most ? score[d] : most;

    if (limit > most_similar)
        limit = most_similar;
    struct scored *found = LB_NEW_ARRAY(arena, struct scored, limit + 1);
    for (uint32_t d = 1; d <= c->docs; d++) {
        struct scored f = {.doc = d, .score = (most > 0 ? score[d] / most : 0) + lineage[d]};
        if (d == doc || f.score <= 0)
            continue;
        compare_values(c, doc, d, &f);
        f.why |= (lineage[d] > 0 ? LB_WHY_LINEAGE : 0u) | (score[d] > 0.25 * most ? LB_WHY_WORDS : 0u);
        size_t i = n < limit ? n++ : limit;
        for (; i > 0 && by_score(&f, &found[i - 1]) < 0; i--)
            found[i] = found[i - 1];
        found[i] = f; /* place [limit] is thrown away */
    }
    s = name_words(r, stems, stem_count, found, n, e);
    struct lb_similar *list = LB_NEW_ARRAY(arena, struct lb_similar, n + 1);
    for (size_t i = 0; i < n && s == LB_OK; i++) {
        s = lb_reader_card_of(r, arena, found[i].doc, lang, &list[i].card, e);
        list[i].why = found[i].why;
        list[i].words = LB_NEW_ARRAY(arena, lb_slice, most_words);
        for (size_t w = 0; w < most_words && found[i].words[w].term.len; w++) {
            lb_slice term = found[i].words[w].term;
            list[i].words[list[i].word_count++] = as_written(r, arena, lb_slice_sub(term, 1, term.len));
        }
    }
    if (s == LB_OK) {
        *ret = list;
        *count = n;
    }
    return s;
}
