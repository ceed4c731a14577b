/* lexicon.c - the library's acronyms, synonyms and places: phrases in groups, found by the stems of their words.
 *
 * A group holds phrases that can stand for each other; every phrase is a key. Keys are the stems of the words with one
 * blank between them, so that an inflected phrase finds its group. All groups are made when the analyser is made;
 * looking up only reads. */
#include "text/lexicon.h"

#include "base/limits.h"
#include "text/analyser.h"
#include "text/bilingual.h"

#include <stdlib.h>

enum {
    MAX_PHRASE = 8,    /* words of an entry */
    MAX_KEY = 240,
    ENTRY_SLOTS = 16384,
};

enum role { SYNONYM, SHORT, LONG, NAME };

struct phrase {
    lb_slice text, key;
    enum role role;
    bool is_english;
    double weight;
};

struct group {
    struct phrase *items;
    size_t count, capacity;
    lb_slice field, code;
    bool is_one_meaning; /* the long forms translate each other */
};

struct entry {
    const struct group *group;
    const struct phrase *phrase;
    struct entry *next; /* same slot */
};

struct lb_lexicon {
    struct entry *slots[ENTRY_SLOTS];
    struct lb_bilingual *_Atomic bilingual;
    size_t max_words;
    struct lb_arena scratch; /* while loading */
};

/* Appends the stem of `word` to key; false when it does not fit. */
static bool add_stem(const struct lb_analyser *an, lb_slice word, char *key, size_t *len)
{
    char room[LB_MAX_TERM];
    lb_slice stem = word.len <= LB_MAX_TERM ? lb_stem(an, word, room) : word;
    if (*len + stem.len + 1 > MAX_KEY)
        return false;
    if (*len)
        key[(*len)++] = ' ';
    memcpy(key + *len, stem.data, stem.len);
    *len += stem.len;
    return true;
}

/* The key of a text and the number of its words; 0 words when it is empty or too long for an entry. */
static size_t key_of(const struct lb_analyser *an, struct lb_arena *arena, lb_slice text, char *key, size_t *len)
{
    struct lb_tokens *tokens = lb_tokens_start(an, arena, text);
    struct lb_token token;
    size_t words = 0;
    *len = 0;
    while (lb_tokens_next(tokens, &token)) {
        if (token.kind == LB_TOKEN_JOINED)
            continue;
        if (++words > MAX_PHRASE || !add_stem(an, token.word, key, len))
            return 0;
    }
    return words;
}

static void add_phrase(struct lb_analyser *an, struct group *g, lb_slice text, enum role role, bool is_english,
                       double weight)
{
    char key[MAX_KEY];
    size_t len;
    size_t words = key_of(an, &an->lexicon->scratch, text, key, &len);
    if (words) {
        if (words > an->lexicon->max_words)
            an->lexicon->max_words = words;
        struct phrase p = {.text = lb_arena_copy(&an->strings, lb_slice_trim(text)), .role = role,
                           .key = lb_arena_copy(&an->strings, (lb_slice){key, len}), .is_english = is_english,
                           .weight = weight};
        LB_PUSH(&an->strings, g->items, g->count, g->capacity, p);
    }
    lb_arena_reset(&an->lexicon->scratch);
}

static void finish_group(struct lb_analyser *an, const struct group *g)
{
    struct group *kept = LB_NEW(&an->strings, struct group);
    *kept = *g;
    for (size_t i = 0; i < g->count; i++) {
        struct entry *entry = LB_NEW(&an->strings, struct entry);
        struct entry **slot = &an->lexicon->slots[lb_word_hash(g->items[i].key) % ENTRY_SLOTS];
        *entry = (struct entry){kept, &g->items[i], NULL};
        while (*slot)
            slot = &(*slot)->next;
        *slot = entry;
    }
}

/* Every text of `value`: a string, a list, or an object of lists by language. */
static void add_texts(struct lb_analyser *an, struct group *g, const struct lb_json *value, enum role role,
                      bool is_english, double weight)
{
    if (lb_json_type(value) == LB_JSON_STRING) {
        add_phrase(an, g, lb_json_text(value), role, is_english, weight);
    } else if (lb_json_type(value) == LB_JSON_ARRAY) {
        for (size_t i = 0; i < lb_json_size(value); i++)
            add_texts(an, g, lb_json_at(value, i), role, is_english, role == LONG && i ? weight * 0.6 : weight);
    } else if (lb_json_type(value) == LB_JSON_OBJECT) {
        for (void *it = lb_json_first(value); it; it = lb_json_next(value, it))
            add_texts(an, g, lb_json_value(it), role, strcmp(lb_json_key(it), "en") == 0, weight);
    }
}

/* The list under `name`, which may stand in a file object of the same name or under `inner`. */
static const struct lb_json *list_of(const struct lb_json *config, const char *name, const char *inner)
{
    const struct lb_json *value = lb_json_get(config, name);
    return lb_json_type(value) == LB_JSON_OBJECT ? lb_json_get(value, inner) : value;
}

static enum lb_status load_acronyms(struct lb_analyser *an, const struct lb_json *list, const char *what,
                                    struct lb_err *e)
{
    for (size_t i = 0; i < lb_json_size(list); i++) {
        const struct lb_json *item = lb_json_at(list, i), *full = lb_json_get(item, "long");
        lb_slice brief = lb_json_str(item, "short");
        if (brief.len == 0 || !full)
            return lb_fail(e, LB_INVALID, "%s: entry %zu needs \"short\" and \"long\"", what, i + 1);
        bool is_word_too = lb_slice_eq(lb_json_str(item, "case"), LB_S("upper"));
        struct group g = {.is_one_meaning = lb_json_type(full) != LB_JSON_OBJECT ||
                                            lb_json_size(lb_json_get(full, "id")) <= 1};
        add_phrase(an, &g, brief, SHORT, false, 0.9);
        add_texts(an, &g, full, LONG, false, is_word_too ? 0.3 : 0.8);
        finish_group(an, &g);
    }
    return LB_OK;
}

static enum lb_status load_synonyms(struct lb_analyser *an, const struct lb_json *list, struct lb_err *e)
{
    for (size_t i = 0; i < lb_json_size(list); i++) {
        const struct lb_json *item = lb_json_at(list, i), *words = lb_json_get(item, "words");
        if (!words)
            return lb_fail(e, LB_INVALID, "synonyms: group %zu needs \"words\"", i + 1);
        const struct lb_json *facet = lb_json_get(item, "facet");
        struct group g = {.field = lb_arena_copy(&an->strings, lb_json_str(facet, "field")),
                          .code = lb_arena_copy(&an->strings, lb_json_str(facet, "code"))};
        add_texts(an, &g, words, SYNONYM, false, 0.7);
        finish_group(an, &g);
    }
    return LB_OK;
}

static enum lb_status load_places(struct lb_analyser *an, const struct lb_json *list, struct lb_err *e)
{
    for (size_t i = 0; i < lb_json_size(list); i++) {
        const struct lb_json *item = lb_json_at(list, i);
        lb_slice code = lb_json_str(item, "code");
        if (code.len == 0)
            return lb_fail(e, LB_INVALID, "places: entry %zu needs \"code\"", i + 1);
        struct group g = {.field = LB_S("region"), .code = lb_arena_copy(&an->strings, code)};
        add_texts(an, &g, lb_json_get(item, "name"), NAME, false, 0.9);
        add_texts(an, &g, lb_json_get(item, "names"), NAME, false, 0.9);
        finish_group(an, &g);
    }
    return LB_OK;
}

enum lb_status lb_lexicon_load(struct lb_analyser *an, const struct lb_json *config, struct lb_err *e)
{
    an->lexicon = lb_xcalloc(1, sizeof *an->lexicon);
    an->lexicon->max_words = 3; /* the dictionary's longest */
    enum lb_status status = load_acronyms(an, list_of(config, "acronyms", "acronyms"), "acronyms", e);
    if (status == LB_OK)
        status = load_acronyms(an, lb_json_get(config, "case_acronyms"), "case_acronyms", e);
    if (status == LB_OK)
        status = load_synonyms(an, list_of(config, "synonyms", "groups"), e);
    if (status == LB_OK)
        status = load_places(an, list_of(config, "places", "places"), e);
    lb_arena_free(&an->lexicon->scratch);
    return status;
}

void lb_lexicon_free(struct lb_lexicon *lexicon)
{
    if (lexicon)
        lb_bilingual_free(lexicon->bilingual);
    free(lexicon);
}

static bool is_same(const struct lb_alternative *a, const struct lb_alternative *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!lb_slice_eq(a->stems[i], b->stems[i]))
            return false;
    return true;
}

void lb_alternatives_add(struct lb_alternatives *ret, struct lb_arena *arena, lb_slice text, lb_slice key,
                         lb_slice own_key, enum lb_relation relation, double weight)
{
    if (lb_slice_eq(key, own_key))
        return;
    struct lb_alternative it = {.text = text, .relation = relation, .weight = weight};
    it.stems = LB_NEW_ARRAY(arena, lb_slice, MAX_PHRASE);
    lb_slice rest = key, stem;
    while (it.count < MAX_PHRASE && lb_slice_split(&rest, ' ', &stem))
        it.stems[it.count++] = stem;
    for (size_t i = 0; i < ret->count; i++)
        if (is_same(&ret->items[i], &it)) {
            if (weight > ret->items[i].weight || (weight == ret->items[i].weight && lb_slice_eq(text, key)))
                ret->items[i] = it;
            return;
        }
    if (ret->count < LB_MAX_ALTERNATIVES) {
        ret->items[ret->count++] = it;
        return;
    }
    size_t least = 0;
    for (size_t i = 1; i < ret->count; i++)
        if (ret->items[i].weight <= ret->items[least].weight)
            least = i;
    if (weight > ret->items[least].weight)
        ret->items[least] = it;
}

static void hint(struct lb_alternatives *ret, const struct group *g)
{
    for (size_t i = 0; i < ret->facet_count; i++)
        if (lb_slice_eq(ret->facets[i].code, g->code) && lb_slice_eq(ret->facets[i].field, g->field))
            return;
    if (g->code.len && ret->facet_count < LB_MAX_ALTERNATIVES)
        ret->facets[ret->facet_count++] = (struct lb_facet_hint){g->field, g->code};
}

/* What the others of a phrase's group are to it. False: they are unrelated (two meanings of one acronym). */
static bool relate(const struct group *g, const struct phrase *from, const struct phrase *to, enum lb_relation *ret)
{
    if (from->role == LONG && to->role == LONG) {
        *ret = LB_TRANSLATION;
        return g->is_one_meaning && from->is_english != to->is_english;
    }
    *ret = to->role == LONG    ? LB_EXPANSION
           : to->role == SHORT ? LB_ACRONYM
           : to->role == NAME  ? LB_PLACE
           : from->is_english != to->is_english ? LB_TRANSLATION : LB_SYNONYM;
    return true;
}

static bool look_up(const struct lb_lexicon *lexicon, struct lb_arena *arena, lb_slice key, struct lb_alternatives *ret)
{
    bool is_found = false;
    for (const struct entry *e = lexicon->slots[lb_word_hash(key) % ENTRY_SLOTS]; e; e = e->next) {
        if (!lb_slice_eq(e->phrase->key, key))
            continue;
        is_found = true;
        hint(ret, e->group);
        for (size_t i = 0; i < e->group->count; i++) {
            const struct phrase *to = &e->group->items[i];
            enum lb_relation relation;
            if (to != e->phrase && relate(e->group, e->phrase, to, &relation))
                lb_alternatives_add(ret, arena, to->text, to->key, key, relation,
                                    e->phrase->role == SHORT || to->role == SHORT || to->role == LONG
                                        ? (to->weight < e->phrase->weight ? to->weight : e->phrase->weight)
                                        : to->weight);
        }
    }
    return is_found;
}

static lb_slice joined(struct lb_arena *arena, const lb_slice *words, size_t count)
{
    lb_slice text = words[0];
    for (size_t i = 1; i < count; i++)
        text = lb_arena_printf(arena, "%" LB_PRI " %" LB_PRI, LB_ARG(text), LB_ARG(words[i]));
    return text;
}

void lb_lexicon_look(const struct lb_analyser *an, struct lb_arena *arena, const lb_slice *words, size_t count,
                     size_t from, struct lb_alternatives *ret)
{
    *ret = (struct lb_alternatives){.used = 1};
    if (from >= count)
        return;
    ret->items = LB_NEW_ARRAY(arena, struct lb_alternative, LB_MAX_ALTERNATIVES);
    ret->facets = LB_NEW_ARRAY(arena, struct lb_facet_hint, LB_MAX_ALTERNATIVES);
    char key[MAX_KEY];
    size_t ends[MAX_PHRASE + 1] = {0}, len = 0, max = count - from;
    if (max > an->lexicon->max_words)
        max = an->lexicon->max_words;
    size_t n = 0;
    while (n < max && add_stem(an, words[from + n], key, &len))
        ends[++n] = len;
    for (; n > 0; n--) {
        lb_slice stems = {key, ends[n]}, text = words[from];
        if (n > 1) /* as typed, to prefer the dictionary's very words */
            text = joined(arena, words + from, n);
        bool is_found = look_up(an->lexicon, arena, stems, ret);
        lb_bilingual_look(&an->lexicon->bilingual, an, arena, text, stems, ret);
        if (is_found || ret->count) {
            ret->used = n;
            return;
        }
    }
}
