/* suggest.c - completions of a typed beginning: cases by title, problems, places, facet values, words.
 *
 * The last word is a beginning unless a space follows it; the others are whole. Titles and problems are found through
 * their words' postings (terms S and XQ), so the work depends on what matches and not on the size of the library.
 * Nothing found: the last word is taken with one slip. */
#include "base/utf8.h"
#include "store/reader.h"
#include "store/spell.h"

#include <math.h>

enum {
    most_words = 8,
    most_terms = 24,      /* words that a beginning stands for */
    most_candidates = 16, /* cases whose title is read */
    most_postings = 4000, /* of one term; the rest adds nothing to a list of ten */
    most_found = 128,
    most_suggestions = 20,
};

struct typed {
    lb_slice whole;           /* folded */
    lb_slice words[most_words];
    size_t count;
    lb_slice endings[most_terms]; /* known words that the last one may become */
    size_t ending_count;
};

struct candidate {
    struct lb_suggestion suggestion;
    double score;
};

struct list {
    struct lb_reader *reader;
    struct lb_arena *arena;
    lb_slice lang;
    struct candidate items[most_found];
    size_t count;
};

static void offer(struct list *l, struct lb_suggestion s, double score)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->items[i].suggestion.kind == s.kind && lb_slice_eq(l->items[i].suggestion.text, s.text))
            return;
    if (l->count < most_found)
        l->items[l->count++] = (struct candidate){s, score};
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->suggestion.kind != y->suggestion.kind)
        return (x->suggestion.kind > y->suggestion.kind) - (x->suggestion.kind < y->suggestion.kind);
    return lb_slice_cmp(x->suggestion.text, y->suggestion.text);
}

static int by_count(const void *a, const void *b)
{
    const struct lb_xterm *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return lb_slice_cmp(x->term, y->term);
}

/* ---- words ---- */

static void split(struct lb_reader *r, struct lb_arena *arena, lb_slice text, struct typed *ret)
{
    *ret = (struct typed){.whole = lb_fold(arena, text)};
    struct lb_tokens *tokens = lb_tokens_start(r->snapshot->analyser, arena, text);
    struct lb_token t;
    while (ret->count < most_words && lb_tokens_next(tokens, &t))
        if (t.kind != LB_TOKEN_JOINED)
            ret->words[ret->count++] = lb_arena_copy(arena, t.word);
    /* A space behind the last word: it is whole. It stays a beginning all the same, its own first. */
}

/* The most frequent words that begin so. */
static void find_endings(struct lb_reader *r, struct typed *t)
{
    const struct lb_wordlist *list = &r->snapshot->words;
    lb_slice last = t->words[t->count - 1];
    size_t from = lb_wordlist_at(list, last), to = lb_wordlist_after(list, last);
    struct lb_xterm best[most_terms + 1];
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        struct lb_xterm x = {lb_wordlist_word(list, i), list->freqs[i]};
        if (lb_slice_eq(x.term, last))
            x.count = UINT32_MAX; /* typed in full: first */
        if (n == most_terms && by_count(&x, &best[n - 1]) >= 0)
            continue;
        size_t k = n < most_terms ? n++ : n - 1;
        for (; k > 0 && by_count(&x, &best[k - 1]) < 0; k--)
            best[k] = best[k - 1];
        best[k] = x;
    }
    for (size_t i = 0; i < n; i++)
        t->endings[t->ending_count++] = best[i].term;
}

static void find_slips(struct lb_reader *r, struct typed *t)
{
    struct lb_spelling words[8];
    size_t n = lb_spell_beginning(&r->snapshot->words, t->words[t->count - 1], words, 8);
    for (size_t i = 0; i < n; i++)
        t->endings[t->ending_count++] = lb_wordlist_word(&r->snapshot->words, words[i].word);
}

static void offer_words(struct list *l, const struct typed *t)
{
    const struct lb_wordlist *list = &l->reader->snapshot->words;
    lb_slice head = LB_EMPTY; /* the whole words before */
    for (size_t i = 0; i + 1 < t->count; i++)
        head = lb_arena_printf(l->arena, "%" LB_PRI "%" LB_PRI " ", LB_ARG(head), LB_ARG(t->words[i]));
    for (size_t i = 0; i < t->ending_count && i < 6; i++) {
        uint32_t freq = lb_wordlist_freq(list, t->endings[i]);
        struct lb_suggestion s = {.kind = LB_SUGGEST_WORD, .field = LB_FIELD_COUNT, .count = freq};
        s.text = lb_arena_printf(l->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(head), LB_ARG(t->endings[i]));
        offer(l, s, 1 + 0.1 * log2(1.0 + freq) - 0.2 * (double)i);
    }
}

/* ---- places and facet values ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Where in text a word begins like this; text.len when nowhere. */
static size_t find_beginning(lb_slice text, lb_slice word)
{
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (text.data[i] == word.data[0] && (i == 0 || !is_letter(text.data[i - 1])) &&
            memcmp(text.data + i, word.data, word.len) == 0)
            return i;
    return text.len;
}

static bool has_beginnings(lb_slice text, const struct typed *t, bool with_slips)
{
    for (size_t i = 0; i + 1 < t->count; i++)
        if (find_beginning(text, t->words[i]) == text.len)
            return false;
    if (!with_slips)
        return find_beginning(text, t->words[t->count - 1]) < text.len;
    for (size_t i = 0; i < t->ending_count; i++)
        if (find_beginning(text, t->endings[i]) < text.len)
            return true;
    return false;
}

static void offer_values(struct list *l, const struct typed *t, bool with_slips)
{
    const struct lb_snapshot *s = l->reader->snapshot;
    for (size_t i = 0; i < s->labels->count; i++) {
        const struct lb_label *label = &s->labels->items[i];
        enum lb_field field = (enum lb_field)s->columns.fields[label->value];
        bool is_place = field == LB_FIELD_REGION;
        if (field == LB_FIELD_PROVINCE || field == LB_FIELD_YEAR || field == LB_FIELD_LANGUAGE ||
            field == LB_FIELD_COLLECTION || !(is_place || lb_fields[field].flags & (LB_FACET | LB_BROWSE)))
            continue; /* provinces are regions, too */
        if (label->lang.len && !lb_slice_eq(label->lang, l->lang))
            continue;
        if (!has_beginnings(label->folded, t, with_slips))
            continue;
        struct lb_suggestion out = {.kind = is_place ? LB_SUGGEST_PLACE : LB_SUGGEST_VALUE, .field = field};
        out.text = lb_arena_copy(l->arena, lb_labels_text(s->labels, &s->columns, label->value, l->lang));
        out.id = lb_arena_copy(l->arena, s->columns.values[label->value].code);
        out.count = lb_columns_count(&s->columns, label->value);
        bool is_start = lb_slice_starts(label->folded, t->whole);
        offer(l, out, (is_place ? 2.6 : 2.2) + (is_start ? 0.6 : 0) + 0.05 * log2(1.0 + out.count));
    }
}

/* ---- cases ---- */

/* Adds one word to the documents that have had all words before it. */
static enum lb_status step(struct list *l, const char *prefix, lb_slice word, uint8_t *seen, uint8_t number,
                           struct lb_err *e)
{
    struct lb_reader *r = l->reader;
    lb_slice term = lb_arena_printf(l->arena, "%s%" LB_PRI, prefix, LB_ARG(word));
    enum lb_status s = lb_xdb_postings(r->db, term, &r->postings, e);
    for (size_t i = 0; s == LB_OK && i < r->postings.count && i < most_postings; i++)
        if (seen[r->postings.items[i].doc] == number)
            seen[r->postings.items[i].doc] = (uint8_t)(number + 1);
    return s;
}

static enum lb_status offer_cases(struct list *l, const struct typed *t, bool is_problem, struct lb_err *e)
{
    const struct lb_columns *c = &l->reader->snapshot->columns;
    const char *prefix = is_problem ? "XQ" : "S";
    uint8_t *seen = LB_NEW_ARRAY(l->arena, uint8_t, c->docs + 1);
    enum lb_status s = LB_OK;
    uint8_t last = (uint8_t)(t->count - 1);
    for (uint8_t i = 0; i < last && s == LB_OK; i++)
        s = step(l, prefix, t->words[i], seen, i, e);
    for (size_t i = 0; i < t->ending_count && s == LB_OK; i++)
        s = step(l, prefix, t->endings[i], seen, last, e);
    size_t read = 0;
    for (uint32_t doc = 1; doc <= c->docs && s == LB_OK && read < most_candidates; doc++) {
        struct lb_card card;
        if (seen[doc] != t->count)
            continue;
        read++;
        s = lb_reader_card_of(l->reader, l->arena, doc, l->lang, &card, e);
        lb_slice text = s == LB_OK ? (is_problem ? card.problem : card.title) : LB_EMPTY;
        struct lb_suggestion out = {is_problem ? LB_SUGGEST_PROBLEM : LB_SUGGEST_CASE, text, card.id, LB_FIELD_COUNT, 1};
        double score = is_problem ? 1.6 : 2.0;
        if (lb_slice_starts(lb_fold(l->arena, text), t->whole))
            score += 1;
        if (text.len)
            offer(l, out, score + 0.05 * c->rows[doc].evidence - 0.002 * (double)text.len);
    }
    return s;
}

enum lb_status lb_reader_suggest(struct lb_reader *r, struct lb_arena *arena, lb_slice text, lb_slice lang,
                                 size_t limit, struct lb_suggestion **ret, size_t *count, struct lb_err *e)
{
    struct list *l = LB_NEW(arena, struct list);
    struct typed t;
    enum lb_status s = lb_reader_can_search(r, e);
    if (s != LB_OK)
        return s;
    l->reader = r;
    l->arena = arena;
    l->lang = lang;
    text = lb_slice_trim(lb_utf8_cut(text, 200));
    split(r, arena, text, &t);
    for (int with_slips = 0; with_slips < 2 && t.count && !l->count && s == LB_OK; with_slips++) {
        if (with_slips)
            find_slips(r, &t);
        else
            find_endings(r, &t);
        offer_values(l, &t, with_slips);
        offer_words(l, &t);
        s = offer_cases(l, &t, false, e);
        if (s == LB_OK)
            s = offer_cases(l, &t, true, e);
    }
    if (s != LB_OK)
        return s;
    qsort(l->items, l->count, sizeof *l->items, by_score);
    if (limit > most_suggestions)
        limit = most_suggestions;
    *ret = LB_NEW_ARRAY(arena, struct lb_suggestion, limit + 1);
    for (*count = 0; *count < limit && *count < l->count; ++*count)
        (*ret)[*count] = l->items[*count].suggestion;
    return LB_OK;
}
