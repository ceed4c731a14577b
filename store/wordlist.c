/* wordlist.c - every word of the library, as it is read; see wordlist.h.
 *
 * The file: the header of wordlist_file.h, then starts, freqs, forms, text. Words that start with a digit are left
 * out: nobody completes or corrects them, and they are their own stem. */
#include "store/wordlist_file.h"

#include "base/fs.h"
#include "base/limits.h"

enum lb_status lb_wordlist_open(const char *path, struct lb_wordlist *ret, struct lb_err *e)
{
    struct lb_wordlist_header h;
    struct lb_wordlist w = {0};
    enum lb_status s = lb_fs_map(path, &w.mapped, e);
    if (s != LB_OK)
        return s;
    bool is_fine = w.mapped.len >= sizeof h;
    if (is_fine) {
        memcpy(&h, w.mapped.data, sizeof h);
        size_t starts = ((size_t)h.words + 1) * sizeof *w.starts, freqs = h.words * sizeof *w.freqs;
        size_t forms = h.forms * sizeof *w.forms;
        is_fine = w.mapped.len == sizeof h + starts + freqs + forms + h.bytes;
        const char *at = w.mapped.data + sizeof h;
        w.count = h.words;
        w.form_count = h.forms;
        w.total = h.total;
        w.starts = (const void *)at;
        w.freqs = (const void *)(at + starts);
        w.forms = (const void *)(at + starts + freqs);
        w.text = at + starts + freqs + forms;
    }
    for (size_t i = 0; is_fine && i < w.count; i++)
        is_fine = w.starts[i] <= w.starts[i + 1];
    for (size_t i = 0; is_fine && i < w.form_count; i++)
        is_fine = w.forms[i].word < w.count;
    if (!is_fine || w.starts[w.count] != h.bytes) {
        lb_wordlist_free(&w);
        return lb_fail(e, LB_INTERNAL, "damaged word list '%s' in the index: index again", path);
    }
    *ret = w;
    return LB_OK;
}

void lb_wordlist_free(struct lb_wordlist *w)
{
    lb_fs_unmap(w->mapped);
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
    uint32_t wanted = lb_wordlist_hash(stem);
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
