/* roots.h - the table of known words the analysis looks its candidates up in. Private to text/.
 *
 * Filled once from the compiled-in lists (data/roots.txt, data/lexical.txt) and from the library's exceptions, then
 * read only. Open addressing over the words' own bytes: one probe is one comparison in almost all cases. */
#ifndef LB_ROOTS_H
#define LB_ROOTS_H

#include "base/slice.h"

#include <stdint.h>

enum {
    LB_WORD_ROOT = 1,      /* may be what is left after stripping */
    LB_WORD_LEXICAL = 2,   /* a root by decision, however derived it looks: never stripped further */
    LB_WORD_COMPOUND = 4,  /* written apart as well: "tanggungjawab" */
    LB_WORD_STOP = 8,
    LB_WORD_PROTECTED = 16, /* a name */
    LB_WORD_COMMON = 32,    /* tells nothing of what a text is about */
};

struct lb_root {
    const char *text;  /* the affix classes of the dictionary follow behind one blank, up to a line end or NUL */
    uint32_t stem;     /* 0, or 1 + index of the word this one stands for */
    uint8_t len, bits;
    uint8_t weight;    /* how many affix classes the dictionary gives it: a measure of how common it is */
};

struct lb_roots {
    struct lb_root *items;
    size_t count, capacity;
    uint32_t *slots; /* 1 + index */
    size_t slot_count;
};

enum { LB_MAX_ROOT = 64 };

static inline uint64_t lb_load_bytes(const char *p, size_t n)
{
    uint64_t v = 0;
    memcpy(&v, p, n);
    return v;
}

static inline size_t lb_word_hash(lb_slice w)
{
    uint64_t h = w.len * 0x9E3779B97F4A7C15u;
    const char *p = w.data;
    size_t left = w.len;
    for (; left > 8; p += 8, left -= 8)
        h = (h ^ lb_load_bytes(p, 8)) * 0xD6E8FEB86659FD93u, h ^= h >> 32;
    h = (h ^ lb_load_bytes(p, left)) * 0xD6E8FEB86659FD93u;
    return (size_t)(h ^ h >> 29);
}

void lb_roots_init(struct lb_roots *);
void lb_roots_free(struct lb_roots *);
const struct lb_root *lb_roots_find(const struct lb_roots *, lb_slice word);
/* The word's entry, made when missing; NULL when longer than LB_MAX_ROOT or empty. The text must outlive the table.
 * May move the entries. */
struct lb_root *lb_roots_add(struct lb_roots *, lb_slice word);
/* Lets `word` stand for `stem`, which becomes a root. */
void lb_roots_link(struct lb_roots *, lb_slice word, lb_slice stem);
/* The word a root finally stands for. */
const struct lb_root *lb_roots_final(const struct lb_roots *, const struct lb_root *);

static inline lb_slice lb_root_text(const struct lb_root *r)
{
    return (lb_slice){r->text, r->len};
}

#endif
