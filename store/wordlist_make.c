/* wordlist_make.c - the list of words is made: from all words, or from the list before; see wordlist.h. */
#include "store/wordlist_file.h"

#include "base/limits.h"

struct made_word {
    lb_slice word;
    uint32_t freq;
};

struct lb_wordlist_maker {
    struct lb_arena arena;
    const struct lb_analyser *analyser;
    struct made_word *words;
    size_t count, capacity;
};

/* Words that start with a digit are not in the list. */
static bool is_listed(lb_slice word)
{
    return word.len && !(word.data[0] >= '0' && word.data[0] <= '9');
}

struct lb_wordlist_maker *lb_wordlist_maker_new(const struct lb_analyser *analyser)
{
    struct lb_wordlist_maker *m = lb_xcalloc(1, sizeof *m);
    m->analyser = analyser;
    return m;
}

void lb_wordlist_maker_free(struct lb_wordlist_maker *m)
{
    if (!m)
        return;
    lb_arena_free(&m->arena);
    free(m);
}

void lb_wordlist_maker_add(void *maker, lb_slice word, uint32_t freq)
{
    struct lb_wordlist_maker *m = maker;
    if (is_listed(word))
        LB_PUSH(&m->arena, m->words, m->count, m->capacity, ((struct made_word){lb_arena_copy(&m->arena, word), freq}));
}

static int by_hash(const void *a, const void *b)
{
    const struct lb_form *x = a, *y = b;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->word > y->word) - (x->word < y->word);
}

/* A large library has a long tail of words that occur once: names and slips. Dropping it costs their completion. */
static bool has_tail(size_t total)
{
    return total <= LB_MAX_WORDLIST;
}

static void write_list(const struct made_word *words, size_t count, const struct lb_form *forms, size_t form_count,
                       size_t total, struct lb_str *out)
{
    struct lb_wordlist_header h = {(uint32_t)count, (uint32_t)form_count, 0, (uint32_t)total};
    uint32_t *starts = lb_xcalloc(count + 1, sizeof *starts), *freqs = lb_xcalloc(count + 1, sizeof *freqs);
    for (size_t i = 0; i < count; i++) {
        starts[i] = h.bytes;
        freqs[i] = words[i].freq;
        h.bytes += (uint32_t)words[i].word.len;
    }
    starts[count] = h.bytes;
    lb_str_add(out, lb_slice_from(&h, sizeof h));
    lb_str_add(out, lb_slice_from(starts, (count + 1) * sizeof *starts));
    lb_str_add(out, lb_slice_from(freqs, count * sizeof *freqs));
    lb_str_add(out, lb_slice_from(forms, form_count * sizeof *forms));
    for (size_t i = 0; i < count; i++)
        lb_str_add(out, words[i].word);
    free(starts);
    free(freqs);
}

/* The form of word number i, when it is not its own stem. */
static size_t add_form(const struct lb_analyser *analyser, lb_slice word, uint32_t i, struct lb_form *to)
{
    char room[LB_MAX_TERM];
    lb_slice stem = lb_stem(analyser, word, room);
    *to = (struct lb_form){lb_wordlist_hash(stem), i};
    return !lb_slice_eq(stem, word);
}

void lb_wordlist_maker_write(struct lb_wordlist_maker *m, struct lb_str *out)
{
    size_t kept = 0, form_count = 0;
    for (size_t i = 0; i < m->count; i++)
        if (m->words[i].freq > 1 || has_tail(m->count))
            m->words[kept++] = m->words[i];
    struct lb_form *forms = lb_xcalloc(kept + 1, sizeof *forms);
    for (uint32_t i = 0; i < kept; i++)
        form_count += add_form(m->analyser, m->words[i].word, i, &forms[form_count]);
    qsort(forms, form_count, sizeof *forms, by_hash);
    write_list(m->words, kept, forms, form_count, m->count, out);
    free(forms);
}

/* ---- changes ---- */

struct changing {
    struct made_word *words;
    size_t count;
    uint32_t *moved;       /* by old number; UINT32_MAX = no longer there */
    struct lb_form *added; /* forms of new words */
    size_t added_count;
};

static void put_word(struct changing *c, uint32_t least, lb_slice word, uint32_t freq, uint32_t *number)
{
    *number = UINT32_MAX;
    if (freq < least)
        return;
    *number = (uint32_t)c->count;
    c->words[c->count++] = (struct made_word){word, freq};
}

static struct lb_form *merge_forms(const struct lb_wordlist *w, struct changing *c, size_t *count)
{
    struct lb_form *forms = lb_xcalloc(w->form_count + c->added_count + 1, sizeof *forms);
    size_t n = 0, a = 0;
    qsort(c->added, c->added_count, sizeof *c->added, by_hash);
    for (size_t i = 0; i < w->form_count; i++) {
        struct lb_form f = {w->forms[i].hash, c->moved[w->forms[i].word]};
        if (f.word == UINT32_MAX)
            continue;
        while (a < c->added_count && by_hash(&c->added[a], &f) < 0)
            forms[n++] = c->added[a++];
        forms[n++] = f;
    }
    while (a < c->added_count)
        forms[n++] = c->added[a++];
    *count = n;
    return forms;
}

bool lb_wordlist_change(const struct lb_wordlist *w, const struct lb_analyser *analyser,
                        const struct lb_word_change *changes, size_t count, struct lb_str *out)
{
    size_t total = w->total, form_count, k = 0;
    for (size_t i = 0; i < count; i++)
        if (is_listed(changes[i].word))
            total = total + (!changes[i].before && changes[i].after) - (changes[i].before && !changes[i].after);
    if (has_tail(total) && !has_tail(w->total))
        return false;
    uint32_t least = has_tail(total) ? 1 : 2;
    struct changing c = {.words = lb_xcalloc(w->count + count + 1, sizeof *c.words),
                         .moved = lb_xcalloc(w->count + 1, sizeof *c.moved),
                         .added = lb_xcalloc(count + 1, sizeof *c.added)};
    for (size_t i = 0; i < w->count || k < count;) {
        lb_slice word = i < w->count ? lb_wordlist_word(w, i) : LB_EMPTY;
        int r = k >= count ? -1 : i >= w->count ? 1 : lb_slice_cmp(word, changes[k].word);
        if (r < 0) {
            put_word(&c, least, word, w->freqs[i], &c.moved[i]);
            i++;
            continue;
        }
        uint32_t number = UINT32_MAX;
        const struct lb_word_change *change = &changes[k++];
        if (is_listed(change->word))
            put_word(&c, least, r ? change->word : word, change->after, &number);
        if (r == 0)
            c.moved[i++] = number;
        else if (number != UINT32_MAX)
            c.added_count += add_form(analyser, change->word, number, &c.added[c.added_count]);
    }
    struct lb_form *forms = merge_forms(w, &c, &form_count);
    write_list(c.words, c.count, forms, form_count, total, out);
    free(forms);
    free(c.words);
    free(c.moved);
    free(c.added);
    return true;
}
