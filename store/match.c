/* match.c - a query against the postings; see match.h.
 *
 * A word is looked for as its stem and, beside it, by whatever the lexicon holds for it and the spelling correction of
 * an unknown word: together they are one term, whose frequency in a document is the weighted sum (as Xapian's
 * OP_SYNONYM, but weighted, and as rare as the mean of the word and the union). The word as written and the stem in the title add to the
 * score. */
#include "store/match_score.h"

#include "base/limits.h"
#include "store/card.h"
#include "store/scan.h"
#include "store/spell.h"
#include "store/weights.h"
#include "text/lexicon.h"

static void note_stem(struct work *w, size_t leaf, lb_slice stem)
{
    struct lb_match *m = w->match;
    LB_PUSH(w->arena, m->stems[leaf], m->stem_count[leaf], m->stem_capacity[leaf], stem);
}

/* What the lexicon says about the words of the query, by leaf. */
struct other {
    const struct lb_alternative *alternative;
    size_t leaf;
};

struct others {
    struct other *items;
    size_t count, capacity;
};

static void note_hints(struct work *w, const struct lb_alternatives *found)
{
    for (size_t i = 0; i < found->facet_count; i++) {
        enum lb_field field = lb_field_find(found->facets[i].field);
        for (int f = 0; field == LB_FIELD_COUNT && f < LB_FIELD_COUNT; f++) /* or named by its vocabulary */
            if (lb_fields[f].vocabulary && lb_slice_eq(found->facets[i].field, lb_slice_of(lb_fields[f].vocabulary)))
                field = (enum lb_field)f;
        if (field == LB_FIELD_COUNT || lb_columns_find(w->columns, field, found->facets[i].code) == UINT32_MAX)
            continue;
        bool is_there = false;
        for (size_t h = 0; h < w->match->hint_count; h++)
            is_there |= w->match->hints[h].field == field && lb_slice_eq(w->match->hints[h].code, found->facets[i].code);
        if (!is_there)
            LB_PUSH(w->arena, w->match->hints, w->match->hint_count, w->match->hint_capacity,
                    ((struct lb_filter){field, lb_arena_copy(w->arena, found->facets[i].code)}));
    }
}

static void look_at(struct work *w, const lb_slice *words, const size_t *leaves, size_t count, size_t from,
                    struct others *ret, size_t *used)
{
    struct lb_alternatives found = {0};
    lb_lexicon_look(w->reader->snapshot->analyser, w->arena, words, count, from, &found);
    *used = found.used ? found.used : 1;
    note_hints(w, &found);
    for (size_t i = 0; i < found.count; i++)
        for (size_t k = from; k < from + *used && k < count; k++)
            LB_PUSH(w->arena, ret->items, ret->count, ret->capacity, ((struct other){&found.items[i], leaves[k]}));
}

/* Runs of plain words are looked up together: the lexicon knows phrases ("badan keswadayaan masyarakat"), and then each
 * of their words alone. */
static void look(struct work *w, struct others *ret)
{
    lb_slice words[32];
    size_t leaves[32], count = 0, used;
    for (size_t i = 0; i < w->query->leaf_count; i++) {
        const struct lb_leaf *leaf = &w->query->leaves[i];
        if (leaf->kind != LB_LEAF_WORD || !(w->query->wanted >> i & 1 || leaf->is_stopword))
            continue;
        words[count] = leaf->joined.len ? leaf->joined : leaf->words[0];
        leaves[count++] = i;
    }
    for (size_t i = 0; i < count; i += used) {
        look_at(w, words, leaves, count, i, ret, &used);
        for (size_t k = i, one; used > 1 && k < i + used && k < count; k++)
            look_at(w, words + k, leaves + k, 1, 0, ret, &one);
    }
}

/* How well the best document with the stem fits the rest of the query, 0..1. */
static enum lb_status context_of(struct work *w, lb_slice stem, float best, double *ret)
{
    enum lb_status s = lb_score_fetch(w, "Z", stem);
    float most = 0;
    for (size_t i = 0; s == LB_OK && i < w->reader->postings.count; i++) {
        uint32_t doc = w->reader->postings.items[i].doc;
        if (doc <= w->match->docs && w->match->score[doc] > most)
            most = w->match->score[doc];
    }
    *ret = best > 0 ? most / best : 0;
    return s;
}

/* In so many cases that finding them says nothing; a small library has no such words. */
static bool is_common(const struct work *w, size_t found)
{
    return w->match->docs >= LB_SPELL_LIBRARY && found > w->match->docs * LB_SPELL_COMMON;
}

/* The nearest known word, as it fits the other words, beside one nobody wrote. */
static enum lb_status correct(struct work *w, size_t number)
{
    const struct lb_leaf *leaf = &w->query->leaves[number];
    const struct lb_wordlist *list = &w->reader->snapshot->words;
    struct lb_spelling near[LB_SPELL_CANDIDATES];
    size_t count = lb_spell(list, leaf->words[0], near, LB_SPELL_CANDIDATES);
    lb_slice better = LB_EMPTY, stem = LB_EMPTY;
    double least = 0;
    float best = 0;
    enum lb_status s = LB_OK;
    for (size_t doc = 1; doc <= w->match->docs; doc++)
        best = w->match->score[doc] > best ? w->match->score[doc] : best;
    for (size_t i = 0; i < count && s == LB_OK; i++) {
        char room[LB_MAX_TERM];
        double context;
        lb_slice known = lb_arena_copy(w->arena, lb_wordlist_word(list, near[i].word));
        lb_slice known_stem = lb_arena_copy(w->arena, lb_stem(w->reader->snapshot->analyser, known, room));
        s = context_of(w, known_stem, best, &context);
        double cost = near[i].cost - LB_SPELL_CONTEXT * context -
                      (lb_is_stopword(w->reader->snapshot->analyser, known) ? LB_SPELL_STOPWORD : 0);
        if (i == 0 || cost < least) {
            least = cost;
            better = known;
            stem = known_stem;
        }
    }
    if (!count || s != LB_OK)
        return s;
    struct lb_correction c = {leaf->text, better, true};
    LB_PUSH(w->arena, w->match->corrections, w->match->correction_count, w->match->correction_capacity, c);
    if (lb_is_stopword(w->reader->snapshot->analyser, better) && (w->query->wanted & ~(1u << number))) {
        w->query->leaves[number].is_stopword = true; /* "sipa" for "siapa": nothing to look for */
        w->query->wanted &= ~(1u << number);
        lb_query_settle(w->query);
        return LB_OK;
    }
    s = lb_score_add(w, "Z", stem, 1);
    if (is_common(w, w->touched_count)) { /* "selam" for "selama": it would lead everywhere, so only ask */
        w->match->corrections[w->match->correction_count - 1].is_applied = false;
        lb_score_forget(w);
        return s;
    }
    note_stem(w, number, stem);
    lb_score_leaf(w, number, 1, 0);
    if (s == LB_OK)
        s = lb_score_exact(w, better, LB_WEIGHT_EXACT);
    if (s == LB_OK)
        s = lb_score_title(w, stem, LB_WEIGHT_TITLE);
    return s;
}

/* Adds the alternatives that are curated, or those that a dictionary or a spelling rule gives. */
static enum lb_status add_others(struct work *w, size_t number, const struct others *others, bool is_loose, bool *is_known)
{
    enum lb_status s = LB_OK;
    for (size_t i = 0; s == LB_OK && i < others->count; i++) {
        const struct lb_alternative *a = others->items[i].alternative;
        if (others->items[i].leaf != number || !a->count ||
            is_loose != (a->relation == LB_TRANSLATION || a->relation == LB_COGNATE))
            continue;
        s = lb_score_add_all(w, "Z", a->stems, a->count, a->weight * LB_WEIGHT_OTHERS);
        *is_known |= w->touched_count > 0 && a->relation != LB_COGNATE; /* a rule makes words of anything */
        for (size_t k = 0; k < a->count; k++)
            note_stem(w, number, a->stems[k]);
    }
    return s;
}

static enum lb_status match_word(struct work *w, size_t number, const struct others *others, bool is_literal,
                                 bool *is_unknown)
{
    const struct lb_leaf *leaf = &w->query->leaves[number];
    bool is_compound = leaf->joined.len > 0;
    lb_slice stem = is_compound ? leaf->joined_stem : leaf->stems[0];
    enum lb_status s = is_compound ? lb_score_add(w, "Z", stem, 1) : LB_OK;
    for (size_t i = 0; i < leaf->word_count; i++)
        note_stem(w, number, leaf->stems[i]);
    if (is_compound)
        note_stem(w, number, stem);
    if (s == LB_OK && !(is_compound && leaf->word_count == 1))
        s = lb_score_add_all(w, "Z", leaf->stems, leaf->word_count, 1);
    bool is_excluded = w->query->excluded >> number & 1;
    size_t own = w->touched_count;
    bool is_known = own > 0;
    size_t sure = 0; /* curated words first: a case that has one has the word */
    for (int is_loose = 0; s == LB_OK && !is_excluded && is_loose < 2; is_loose++) {
        s = add_others(w, number, others, is_loose, &is_known);
        if (!is_loose)
            sure = w->touched_count;
    }
    if (!sure) /* nobody wrote it: then a translation is as good */
        sure = w->touched_count;
    lb_score_leaf_near(w, number, is_excluded ? 0 : 1, own, is_excluded ? w->touched_count : sure);
    if (is_excluded || s != LB_OK)
        return s;
    *is_unknown = !is_known && !is_literal && leaf->word_count == 1;
    s = lb_score_exact(w, is_compound ? leaf->joined : leaf->words[0], LB_WEIGHT_EXACT);
    if (s == LB_OK)
        s = lb_score_title(w, stem, LB_WEIGHT_TITLE);
    return s;
}

static enum lb_status match_prefix(struct work *w, size_t number)
{
    const struct lb_leaf *leaf = &w->query->leaves[number];
    const struct lb_wordlist *list = &w->reader->snapshot->words;
    enum lb_status s = LB_OK;
    size_t from = lb_wordlist_at(list, leaf->words[0]), to = lb_wordlist_after(list, leaf->words[0]);
    if (from == to) /* numbers are not in the list */
        s = lb_score_add(w, "", leaf->words[0], LB_WDF_UNIT);
    if (to - from > w->expansions) {
        to = from + w->expansions;
        lb_query_notice(w->query, LB_S("Awalan dengan tanda * terlalu pendek: hanya sebagian kata yang dicari."));
    }
    w->expansions -= to - from;
    for (size_t i = from; i < to && s == LB_OK; i++) {
        s = lb_score_add(w, "", lb_wordlist_word(list, i), LB_WDF_UNIT);
        if (i - from < 64)
            note_stem(w, number, lb_wordlist_word(list, i));
    }
    lb_score_leaf(w, number, 1, 0);
    return s;
}

static enum lb_status match_title(struct work *w, size_t number)
{
    const struct lb_leaf *leaf = &w->query->leaves[number];
    enum lb_status s = lb_score_add_all(w, "ZS", leaf->stems, leaf->word_count, LB_WDF_UNIT);
    lb_score_leaf(w, number, 1, 0);
    for (size_t i = 0; i < leaf->word_count; i++)
        note_stem(w, number, leaf->stems[i]);
    return s;
}

/* Is the phrase in a text of the case, in any language? */
static enum lb_status has_phrase(struct work *w, uint32_t doc, const struct lb_leaf *leaf, bool *ret)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice data, langs[8];
    enum lb_status s = lb_xdb_data(w->reader->db, &arena, doc, &data, w->err);
    size_t count = s == LB_OK ? lb_cards_langs(data, langs, 8) : 0;
    *ret = false;
    for (size_t l = 0; l < count && s == LB_OK && !*ret; l++) {
        struct lb_card card;
        lb_slice body;
        s = lb_cards_read(data, langs[l], &card, w->err);
        if (s == LB_OK)
            s = lb_reader_text(w->reader, &arena, doc, &card, &body, w->err);
        if (s == LB_OK)
            *ret = lb_scan_has_phrase(card.title, leaf->words, leaf->word_count) ||
                   lb_scan_has_phrase(card.problem, leaf->words, leaf->word_count) ||
                   lb_scan_has_phrase(card.summary, leaf->words, leaf->word_count) ||
                   lb_scan_has_phrase(body, leaf->words, leaf->word_count);
    }
    lb_arena_free(&arena);
    return s;
}

/* Documents with all the words are read until the words are found side by side. */
static enum lb_status match_phrase(struct work *w, size_t number)
{
    const struct lb_leaf *leaf = &w->query->leaves[number];
    struct lb_posting *both;
    size_t n = 0;
    enum lb_status s = lb_score_intersect(w, "", leaf->words, leaf->word_count, &both, &n);
    if (n > w->phrase_checks) {
        n = w->phrase_checks;
        lb_query_notice(w->query, LB_S("Frasa terlalu umum: hanya sebagian kasus yang diperiksa."));
    }
    w->phrase_checks -= n;
    for (size_t i = 0; i < n && s == LB_OK; i++) {
        bool has = false;
        s = has_phrase(w, both[i].doc, leaf, &has);
        if (has)
            lb_score_touch(w, both[i].doc, (float)both[i].wdf * LB_WDF_UNIT);
    }
    lb_score_leaf(w, number, (double)leaf->word_count, 0);
    for (size_t i = 0; i < leaf->word_count; i++)
        note_stem(w, number, leaf->stems[i]);
    return s;
}

static void match_years(struct work *w, size_t number)
{
    const struct lb_leaf *leaf = &w->query->leaves[number];
    for (uint32_t doc = 1; doc <= w->match->docs; doc++) {
        int year = w->columns->rows[doc].year;
        if (year && (!leaf->from || year >= leaf->from) && (!leaf->to || year <= leaf->to)) {
            w->match->mask[doc] |= 1u << number;
            w->match->near[doc] |= 1u << number;
            w->match->found[number]++;
        }
    }
}

static enum lb_status match_field(struct work *w, size_t number)
{
    struct lb_query *q = w->query;
    struct lb_leaf *leaf = &q->leaves[number];
    uint32_t values[64];
    const struct lb_snapshot *snapshot = w->reader->snapshot;
    size_t count = lb_labels_find(snapshot->labels, w->columns, w->arena, leaf->field, leaf->joined, values, 64);
    if (!count) {
        uint32_t bit = 1u << number;
        lb_query_notice(w->query, LB_S("Nilai yang disebut tidak ada dalam pustaka ini; dicari sebagai kata biasa."));
        if (q->required & bit) {
            q->required &= ~bit;
            q->wanted |= bit;
        }
        leaf->joined = LB_EMPTY;
        enum lb_status s = leaf->word_count ? lb_score_add_all(w, "Z", leaf->stems, leaf->word_count, 1) : LB_OK;
        lb_score_leaf(w, number, 1, 0);
        return s;
    }
    for (uint32_t doc = 1; doc <= w->match->docs; doc++) {
        size_t n;
        const uint32_t *has = lb_row_values(w->columns, doc, &n);
        bool is_found = false;
        for (size_t i = 0; i < n && !is_found; i++)
            for (size_t v = 0; v < count && !is_found; v++)
                is_found = has[i] == values[v];
        if (is_found) {
            w->match->mask[doc] |= 1u << number;
            w->match->near[doc] |= 1u << number;
            w->match->found[number]++;
        }
    }
    return LB_OK;
}

enum lb_status lb_match_run(struct lb_reader *reader, struct lb_arena *arena, struct lb_query *query, bool is_literal,
                            struct lb_match *ret, struct lb_err *e)
{
    const struct lb_columns *columns = &reader->snapshot->columns;
    *ret = (struct lb_match){.docs = columns->docs};
    ret->mask = lb_xcalloc(ret->docs + 1, sizeof *ret->mask);
    ret->near = lb_xcalloc(ret->docs + 1, sizeof *ret->near);
    ret->score = lb_xcalloc(ret->docs + 1, sizeof *ret->score);
    struct work w = {.reader = reader, .arena = arena, .query = query, .match = ret, .err = e, .columns = columns,
                     .expansions = LB_MAX_EXPANSION, .phrase_checks = LB_MAX_PHRASE_CHECKS, .corrections = LB_MAX_CORRECTIONS};
    w.tf = lb_xcalloc(ret->docs + 1, sizeof *w.tf);
    w.touched = lb_xcalloc(ret->docs + 1, sizeof *w.touched);

    struct others others = {0};
    look(&w, &others);
    enum lb_status s = LB_OK;
    bool is_unknown[32] = {false};
    for (size_t i = 0; i < query->leaf_count && s == LB_OK; i++) {
        if (query->leaves[i].is_stopword)
            continue;
        switch (query->leaves[i].kind) {
        case LB_LEAF_WORD: s = match_word(&w, i, &others, is_literal, &is_unknown[i]); break;
        case LB_LEAF_PREFIX: s = match_prefix(&w, i); break;
        case LB_LEAF_PHRASE: s = match_phrase(&w, i); break;
        case LB_LEAF_TITLE: s = match_title(&w, i); break;
        case LB_LEAF_FIELD: s = match_field(&w, i); break;
        case LB_LEAF_YEARS: match_years(&w, i); break;
        }
    }
    for (size_t i = 0; i < query->leaf_count && s == LB_OK; i++)
        if (is_unknown[i] && w.corrections && w.corrections--)
            s = correct(&w, i); /* after the others, which say what the query is about */
    free(w.tf);
    free(w.touched);
    if (s != LB_OK)
        lb_match_free(ret);
    return s;
}

void lb_match_free(struct lb_match *m)
{
    free(m->mask);
    free(m->near);
    free(m->score);
    m->mask = NULL;
    m->near = NULL;
    m->score = NULL;
}
