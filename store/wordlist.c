/* wordlist.c - every word of the library; see wordlist.h.
 *
 * The blob: counts of words, forms and bytes, then starts, freqs, forms, text. Words that start with a digit are left
 * out: nobody completes or corrects them, and they are their own stem. */
#include "store/wordlist.h"

#include "base/limits.h"

struct header {
    uint32_t words, forms, bytes;
};

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
    if (word.len && !(word.data[0] >= '0' && word.data[0] <= '9'))
        LB_PUSH(&m->arena, m->words, m->count, m->capacity, ((struct made_word){lb_arena_copy(&m->arena, word), freq}));
}

static uint32_t hash(lb_slice s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.data[i]) * 16777619u;
    return h;
}

static int by_hash(const void *a, const void *b)
{
    const struct lb_form *x = a, *y = b;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->word > y->word) - (x->word < y->word);
}

/* A large library has a long tail of words that occur once: names and slips. Dropping it costs their completion. */
static void drop_tail(struct lb_wordlist_maker *m)
{
    size_t kept = 0;
    for (size_t i = 0; i < m->count; i++)
        if (m->words[i].freq > 1)
            m->words[kept++] = m->words[i];
    m->count = kept;
}

void lb_wordlist_maker_write(struct lb_wordlist_maker *m, struct lb_str *out)
{
    if (m->count > LB_MAX_WORDLIST)
        drop_tail(m);
    struct lb_form *forms = lb_xcalloc(m->count + 1, sizeof *forms);
    struct header h = {(uint32_t)m->count, 0, 0};
    for (uint32_t i = 0; i < m->count; i++) {
        char room[LB_MAX_TERM];
        lb_slice stem = lb_stem(m->analyser, m->words[i].word, room);
        h.bytes += (uint32_t)m->words[i].word.len;
        if (!lb_slice_eq(stem, m->words[i].word))
            forms[h.forms++] = (struct lb_form){hash(stem), i};
    }
    qsort(forms, h.forms, sizeof *forms, by_hash);

    lb_str_add(out, lb_slice_from(&h, sizeof h));
    uint32_t at = 0;
    for (size_t i = 0; i <= m->count; i++) {
        lb_str_add(out, lb_slice_from(&at, sizeof at));
        at += i < m->count ? (uint32_t)m->words[i].word.len : 0;
    }
    for (size_t i = 0; i < m->count; i++)
        lb_str_add(out, lb_slice_from(&m->words[i].freq, sizeof m->words[i].freq));
    lb_str_add(out, lb_slice_from(forms, h.forms * sizeof *forms));
    for (size_t i = 0; i < m->count; i++)
        lb_str_add(out, m->words[i].word);
    free(forms);
}

enum lb_status lb_wordlist_read(lb_slice blob, struct lb_wordlist *ret, struct lb_err *e)
{
    struct header h;
    if (blob.len < sizeof h)
        return lb_fail(e, LB_INTERNAL, "damaged word list in the index: index again");
    memcpy(&h, blob.data, sizeof h);
    size_t starts = ((size_t)h.words + 1) * sizeof(uint32_t), freqs = h.words * sizeof(uint32_t);
    size_t forms = h.forms * sizeof(struct lb_form);
    if (blob.len != sizeof h + starts + freqs + forms + h.bytes)
        return lb_fail(e, LB_INTERNAL, "damaged word list in the index: index again");
    struct lb_wordlist w = {.count = h.words, .form_count = h.forms,
                            .memory = lb_xmalloc(blob.len - sizeof h + 1)};
    memcpy(w.memory, blob.data + sizeof h, blob.len - sizeof h);
    w.starts = (uint32_t *)(void *)w.memory;
    w.freqs = (uint32_t *)(void *)(w.memory + starts);
    w.forms = (struct lb_form *)(void *)(w.memory + starts + freqs);
    w.text = w.memory + starts + freqs + forms;
    if (w.starts[w.count] != h.bytes) {
        lb_wordlist_free(&w);
        return lb_fail(e, LB_INTERNAL, "damaged word list in the index: index again");
    }
    *ret = w;
    return LB_OK;
}

void lb_wordlist_free(struct lb_wordlist *w)
{
    free(w->memory);
    *w = (struct lb_wordlist){0};
}

size_t lb_wordlist_at(const struct lb_wordlist *w, lb_slice word)
{
    size_t from = 0, to = w->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (lb_slice_cmp(lb_wordlist_word(w, middle), word) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

size_t lb_wordlist_after(const struct lb_wordlist *w, lb_slice prefix)
{
    size_t from = 0, to = w->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        lb_slice head = lb_slice_sub(lb_wordlist_word(w, middle), 0, prefix.len);
        if (lb_slice_cmp(head, prefix) <= 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

uint32_t lb_wordlist_freq(const struct lb_wordlist *w, lb_slice word)
{
    size_t i = lb_wordlist_at(w, word);
    return i < w->count && lb_slice_eq(lb_wordlist_word(w, i), word) ? w->freqs[i] : 0;
}

size_t lb_wordlist_forms(const struct lb_wordlist *w, const struct lb_analyser *analyser, lb_slice stem,
                         uint32_t *words, size_t max)
{
    uint32_t wanted = hash(stem);
    size_t from = 0, to = w->form_count, n = 0;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (w->forms[middle].hash < wanted)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < w->form_count && w->forms[from].hash == wanted && n < max; from++) {
        char room[LB_MAX_TERM];
        uint32_t word = w->forms[from].word;
        if (lb_slice_eq(lb_stem(analyser, lb_wordlist_word(w, word), room), stem)) /* not a collision */
            words[n++] = word;
    }
    return n;
}
