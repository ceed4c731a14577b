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

/* Where a word comes in or goes out; between two of these nothing but numbers changes. */
struct edit {
    uint32_t at;    /* old number of the word that goes, or before which it comes */
    lb_slice added; /* no data: goes */
    uint32_t freq;
};

struct changing {
    const struct lb_wordlist *old;
    struct edit *edits; /* by place */
    size_t edit_count;
    uint32_t *freqs;    /* of old words, with what changed */
    uint32_t *moved;    /* new number by old number; UINT32_MAX = no longer there */
    uint32_t *starts, *new_freqs;
    size_t count, bytes;
    struct lb_form *added; /* forms of new words */
    size_t added_count;
};

/* Sorts the changes into words that come, words that go and new counts. */
static void find_edits(struct changing *c, uint32_t least, const struct lb_word_change *changes, size_t count)
{
    const struct lb_wordlist *w = c->old;
    for (size_t i = 0; i < count; i++) {
        const struct lb_word_change *change = &changes[i];
        if (!is_listed(change->word))
            continue;
        uint32_t at = (uint32_t)lb_wordlist_at(w, change->word);
        bool was = at < w->count && lb_slice_eq(lb_wordlist_word(w, at), change->word), is = change->after >= least;
        if (was && is)
            c->freqs[at] = change->after;
        else if (was || is)
            c->edits[c->edit_count++] = (struct edit){at, was ? LB_EMPTY : change->word, change->after};
    }
}

/* Old words from..to as they were, their starts moved. */
static void keep_span(struct changing *c, uint32_t from, uint32_t to)
{
    const struct lb_wordlist *w = c->old;
    uint32_t by = (uint32_t)c->bytes - w->starts[from], n = to - from;
    uint32_t *starts = c->starts + c->count, *moved = c->moved + from, first = (uint32_t)c->count;
    const uint32_t *old = w->starts + from;
    for (uint32_t i = 0; i < n; i++)
        starts[i] = old[i] + by;
    for (uint32_t i = 0; i < n; i++)
        moved[i] = first + i;
    memcpy(c->new_freqs + c->count, c->freqs + from, n * sizeof *c->freqs);
    c->count += n;
    c->bytes += w->starts[to] - w->starts[from];
}

static void make_words(struct changing *c, const struct lb_analyser *analyser)
{
    uint32_t at = 0;
    for (size_t i = 0; i < c->edit_count; i++) {
        const struct edit *e = &c->edits[i];
        keep_span(c, at, e->at);
        at = e->at;
        if (!e->added.data) {
            c->moved[at++] = UINT32_MAX;
            continue;
        }
        c->starts[c->count] = (uint32_t)c->bytes;
        c->new_freqs[c->count] = e->freq;
        c->added_count += add_form(analyser, e->added, (uint32_t)c->count, &c->added[c->added_count]);
        c->count++;
        c->bytes += e->added.len;
    }
    keep_span(c, at, (uint32_t)c->old->count);
    c->starts[c->count] = (uint32_t)c->bytes;
}

static struct lb_form *merge_forms(const struct changing *c, size_t *count)
{
    const struct lb_wordlist *w = c->old;
    struct lb_form *forms = lb_xmalloc((w->form_count + c->added_count + 1) * sizeof *forms);
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

static void write_changed(const struct changing *c, size_t total, struct lb_str *out)
{
    const struct lb_wordlist *w = c->old;
    struct lb_wordlist_header h = {(uint32_t)c->count, 0, (uint32_t)c->bytes, (uint32_t)total};
    size_t form_count;
    struct lb_form *forms = merge_forms(c, &form_count);
    h.forms = (uint32_t)form_count;
    lb_str_add(out, lb_slice_from(&h, sizeof h));
    lb_str_add(out, lb_slice_from(c->starts, (c->count + 1) * sizeof *c->starts));
    lb_str_add(out, lb_slice_from(c->new_freqs, c->count * sizeof *c->new_freqs));
    lb_str_add(out, lb_slice_from(forms, form_count * sizeof *forms));
    uint32_t at = 0;
    for (size_t i = 0; i < c->edit_count; i++) {
        const struct edit *e = &c->edits[i];
        lb_str_add(out, lb_slice_from(w->text + w->starts[at], w->starts[e->at] - w->starts[at]));
        lb_str_add(out, e->added);
        at = e->at + !e->added.data;
    }
    lb_str_add(out, lb_slice_from(w->text + w->starts[at], w->starts[w->count] - w->starts[at]));
    free(forms);
}

bool lb_wordlist_change(const struct lb_wordlist *w, const struct lb_analyser *analyser,
                        const struct lb_word_change *changes, size_t count, struct lb_str *out)
{
    size_t total = w->total;
    for (size_t i = 0; i < count; i++)
        if (is_listed(changes[i].word))
            total = total + (!changes[i].before && changes[i].after) - (changes[i].before && !changes[i].after);
    if (has_tail(total) != has_tail(w->total))
        return false;
    struct changing c = {.old = w,
                         .edits = lb_xmalloc((count + 1) * sizeof *c.edits),
                         .freqs = lb_xmalloc((w->count + 1) * sizeof *c.freqs),
                         .moved = lb_xmalloc((w->count + 1) * sizeof *c.moved),
                         .starts = lb_xmalloc((w->count + count + 1) * sizeof *c.starts),
                         .new_freqs = lb_xmalloc((w->count + count + 1) * sizeof *c.new_freqs),
                         .added = lb_xmalloc((count + 1) * sizeof *c.added)};
    memcpy(c.freqs, w->freqs, w->count * sizeof *c.freqs);
    find_edits(&c, has_tail(total) ? 1 : 2, changes, count);
    make_words(&c, analyser);
    write_changed(&c, total, out);
    free(c.edits);
    free(c.freqs);
    free(c.moved);
    free(c.starts);
    free(c.new_freqs);
    free(c.added);
    return true;
}
