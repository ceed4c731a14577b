/* bilingual.c - the English-Indonesian dictionary (data/bilingual.tsv), found from both sides. See bilingual.h.
 *
 * The dictionary stays the compiled-in text it is. A table of (hash of a word's stem, line) finds the lines that may
 * have the word; the line is then read and compared. Each line is in the table under its English head, under every
 * Indonesian translation, and under the Indonesian spelling its head would have (cognate.h). */
#include "text/bilingual.h"

#include "base/limits.h"
#include "base/resource.h"
#include "text/analyser.h"
#include "text/cognate.h"
#include "text_data.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MAX_KEY = 240, SLOTS = 1 << 16, MAX_COGNATES = 4 };

struct lb_bilingual {
    struct slot {
        uint32_t check, line; /* hash of a word's stem; 1 + offset of the dictionary line that has the word */
    } slots[SLOTS];
    size_t count;
};

static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

static lb_slice dictionary(void)
{
    return lb_resource_find(text_data, "bilingual.tsv");
}

/* The stems of a dictionary text's words with blanks between, in `key`. Hyphens stay: reduplications are one word. */
static lb_slice key_of(const struct lb_analyser *an, lb_slice text, char key[MAX_KEY])
{
    size_t len = 0;
    lb_slice word;
    while (lb_slice_split(&text, ' ', &word)) {
        char room[LB_MAX_TERM];
        lb_slice stem = word.len <= LB_MAX_TERM ? lb_stem(an, word, room) : word;
        if (len + stem.len + 1 > MAX_KEY)
            return LB_EMPTY;
        if (len)
            key[len++] = ' ';
        memcpy(key + len, stem.data, stem.len);
        len += stem.len;
    }
    return (lb_slice){key, len};
}

static void add(struct lb_bilingual *b, lb_slice key, size_t line)
{
    if (key.len == 0 || b->count * 4 > SLOTS * 3)
        return;
    size_t h = lb_word_hash(key), i = h & (SLOTS - 1);
    while (b->slots[i].line) {
        if (b->slots[i].check == (uint32_t)(h >> 16) && b->slots[i].line == line + 1)
            return;
        i = (i + 1) & (SLOTS - 1);
    }
    b->slots[i] = (struct slot){(uint32_t)(h >> 16), (uint32_t)line + 1};
    b->count++;
}

static struct lb_bilingual *make(const struct lb_analyser *an)
{
    struct lb_bilingual *b = lb_xcalloc(1, sizeof *b);
    lb_slice all = dictionary(), rest = all, line;
    char key[MAX_KEY], like[LB_MAX_COGNATE];
    while (lb_slice_split(&rest, '\n', &line)) {
        size_t offset = (size_t)(line.data - all.data), tab = lb_slice_find(line, '\t');
        lb_slice head = lb_slice_sub(line, 0, tab), words = lb_slice_sub(line, tab + 1, line.len), word;
        if (words.len == 0)
            continue;
        add(b, key_of(an, head, key), offset);
        while (lb_slice_split(&words, '|', &word))
            add(b, key_of(an, word, key), offset);
        for (unsigned i = 0; i < MAX_COGNATES; i++) {
            lb_slice spelled = lb_cognate_indonesian(head, i, like);
            if (spelled.len)
                add(b, key_of(an, spelled, key), offset);
        }
    }
    return b;
}

static const struct lb_bilingual *table_of(struct lb_bilingual *_Atomic *table, const struct lb_analyser *an)
{
    struct lb_bilingual *b = atomic_load_explicit(table, memory_order_acquire);
    if (b)
        return b;
    pthread_mutex_lock(&making);
    b = atomic_load_explicit(table, memory_order_acquire);
    if (!b) {
        b = make(an);
        atomic_store_explicit(table, b, memory_order_release);
    }
    pthread_mutex_unlock(&making);
    return b;
}

void lb_bilingual_free(struct lb_bilingual *b)
{
    free(b);
}

/* Proposes `text`, a slice that lives for ever or in the arena. */
static void propose(const struct lb_analyser *an, struct lb_arena *arena, lb_slice text, lb_slice own,
                    enum lb_relation relation, double weight, struct lb_alternatives *ret)
{
    char key[MAX_KEY];
    lb_slice stems = key_of(an, text, key);
    if (stems.len)
        lb_alternatives_add(ret, arena, text, lb_arena_copy(arena, stems), own, relation, weight);
}

/* What one line has for the word with these stems. The dictionary's very word counts for more than another word of the
 * same root, the commonest sense for more than the eighth. */
static void read_line(const struct lb_analyser *an, struct lb_arena *arena, lb_slice line, lb_slice typed,
                      lb_slice stem, struct lb_alternatives *ret)
{
    char key[MAX_KEY], like[LB_MAX_COGNATE];
    size_t tab = lb_slice_find(line, '\t');
    lb_slice head = lb_slice_sub(line, 0, tab), words = lb_slice_sub(line, tab + 1, line.len), word;
    if (lb_slice_eq(key_of(an, head, key), stem)) {
        double weight = lb_slice_eq(head, typed) ? 0.7 : 0.5;
        while (lb_slice_split(&words, '|', &word)) {
            propose(an, arena, word, stem, LB_TRANSLATION, weight, ret);
            weight = weight > 0.3 ? weight - 0.08 : weight;
        }
        return;
    }
    double weight = 0.65, best = 0;
    for (; lb_slice_split(&words, '|', &word); weight = weight > 0.3 ? weight - 0.08 : weight)
        if (lb_slice_eq(key_of(an, word, key), stem)) {
            double here = lb_slice_eq(word, typed) ? weight : weight * 0.6;
            best = here > best ? here : best;
        }
    if (best > 0) {
        propose(an, arena, head, stem, LB_TRANSLATION, best, ret);
        return;
    }
    for (unsigned i = 0; i < MAX_COGNATES; i++) {
        lb_slice spelled = lb_cognate_indonesian(head, i, like);
        if (spelled.len && lb_slice_eq(key_of(an, spelled, key), stem)) {
            propose(an, arena, head, stem, LB_COGNATE, 0.5, ret);
            return;
        }
    }
}

/* Endings that make an Indonesian word even where the dictionary has none: governansi, but not governmen. */
static bool has_learned_ending(lb_slice word)
{
    static const lb_slice endings[] = {{"si", 2}, {"itas", 4}, {"isme", 4}, {"ogi", 3}, {"grafi", 5}, {"if", 2}, {"ik", 2}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (lb_slice_ends(word, endings[i]))
            return true;
    return false;
}

void lb_bilingual_look(struct lb_bilingual *_Atomic *table, const struct lb_analyser *an, struct lb_arena *arena,
                       lb_slice word, lb_slice stem, struct lb_alternatives *ret)
{
    const struct lb_bilingual *b = table_of(table, an);
    lb_slice all = dictionary();
    size_t h = lb_word_hash(stem);
    for (size_t i = h & (SLOTS - 1); b->slots[i].line; i = (i + 1) & (SLOTS - 1)) {
        if (b->slots[i].check != (uint32_t)(h >> 16))
            continue;
        lb_slice line = lb_slice_sub(all, b->slots[i].line - 1, all.len);
        read_line(an, arena, lb_slice_sub(line, 0, lb_slice_find(line, '\n')), word, stem, ret);
    }
    if (lb_is_indonesian(an, word))
        return; /* no respelling of what is spelled right */
    char like[LB_MAX_COGNATE];
    for (unsigned i = 0; i < MAX_COGNATES; i++) {
        lb_slice spelled = lb_cognate_indonesian(word, i, like);
        bool is_known = spelled.len && lb_is_indonesian(an, spelled);
        if (is_known || has_learned_ending(spelled))
            propose(an, arena, lb_arena_copy(arena, spelled), stem, LB_COGNATE, is_known ? 0.5 : 0.35, ret);
    }
}
