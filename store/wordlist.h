/* wordlist.h - every word of the library, sorted, with the number of cases that hold it, and the words of a stem. A file
 * of the generation, made at commit, immutable, mapped (about 25 bytes a word); for highlighting, spelling and completion.
 * Private to the store. */
#ifndef LB_STORE_WORDLIST_H
#define LB_STORE_WORDLIST_H

#include "base/str.h"
#include "text/text.h"

#include <stdint.h>

struct lb_form {
    uint32_t hash, word; /* of the stem; number of a word with that stem */
};

struct lb_wordlist {
    size_t count;
    const uint32_t *starts; /* count + 1: word i is text[starts[i] .. starts[i + 1]) */
    const uint32_t *freqs;  /* cases */
    const struct lb_form *forms; /* by hash */
    size_t form_count;
    size_t total; /* words of the library; more than count when those of one case were left out */
    const char *text;
    lb_slice mapped; /* the file */
};

struct lb_wordlist_maker;
struct lb_wordlist_maker *lb_wordlist_maker_new(const struct lb_analyser *);
void lb_wordlist_maker_free(struct lb_wordlist_maker *);
/* Words must come in byte order. */
void lb_wordlist_maker_add(void *maker, lb_slice word, uint32_t freq);
void lb_wordlist_maker_write(struct lb_wordlist_maker *, struct lb_str *out);

/* A word whose number of cases changed; 0 = nobody has it. */
struct lb_word_change {
    lb_slice word;
    uint32_t before, after;
};
/* The list with the changes (in byte order) made to it. False when words of one case are to be left out from now on, or
 * no longer: then a maker, with all. */
bool lb_wordlist_change(const struct lb_wordlist *, const struct lb_analyser *, const struct lb_word_change *, size_t count,
                        struct lb_str *out);

/* LB_NOT_FOUND, LB_IO; LB_INTERNAL: damaged. */
enum lb_status lb_wordlist_open(const char *path, struct lb_wordlist *ret, struct lb_err *) LB_MUST_CHECK;
void lb_wordlist_free(struct lb_wordlist *);

static inline lb_slice lb_wordlist_word(const struct lb_wordlist *w, size_t i)
{
    return lb_slice_from(w->text + w->starts[i], w->starts[i + 1] - w->starts[i]);
}

/* The first word that is not before `word`. */
size_t lb_wordlist_at(const struct lb_wordlist *, lb_slice word);
/* The first word behind all that start with `prefix`. */
size_t lb_wordlist_after(const struct lb_wordlist *, lb_slice prefix);
/* Cases with the word; 0 when it is not in the list. */
uint32_t lb_wordlist_freq(const struct lb_wordlist *, lb_slice word);
/* Numbers of the words of a stem (other than the stem itself), at most max. */
size_t lb_wordlist_forms(const struct lb_wordlist *, const struct lb_analyser *, lb_slice stem, uint32_t *words, size_t max);

#endif
