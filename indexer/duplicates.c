/* duplicates.c - see duplicates.h. */
#include "indexer/duplicates.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>

enum {
    SHINGLE = 5,
    MIN_SHINGLES = 24,
    MIN_SHARED = 10,
    MAX_HOLDERS = 8 /* a phrase many cases share is a form's, not a copy's */
};

/* FNV-1a; ASCII letters in small and large alike, what else that joins does no harm here. */
static uint64_t mix(uint64_t h, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ ((unsigned char)p[i] | 0x20)) * 0x100000001B3u;
    return h;
}

static uint64_t finish(uint64_t h) /* splitmix64's finaliser: FNV alone orders badly */
{
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
    return h ^ (h >> 31);
}

/* Keeps the smallest distinct hashes, sorted. */
static void keep(struct lb_sketch *s, uint64_t h)
{
    size_t at = s->count;
    if (at == LB_SKETCH && h >= s->hashes[LB_SKETCH - 1])
        return;
    while (at && s->hashes[at - 1] > h)
        at--;
    if (at && s->hashes[at - 1] == h)
        return;
    if (s->count < LB_SKETCH)
        s->count++;
    memmove(&s->hashes[at + 1], &s->hashes[at], (s->count - at - 1) * sizeof *s->hashes);
    s->hashes[at] = h;
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static void sketch_body(struct lb_sketch *s, lb_slice body)
{
    const uint64_t base = 0x9E3779B97F4A7C15u, last = base * base * base * base * base;
    uint64_t words[SHINGLE] = {0}, rolling = 0; /* w1*base^4 + ... + w5, moved on by one word at a time */
    size_t n = 0, shingles = 0;
    for (size_t i = 0; i < body.len;) {
        if (!is_word_byte(body.data[i])) {
            i++;
            continue;
        }
        size_t start = i;
        while (i < body.len && is_word_byte(body.data[i]))
            i++;
        uint64_t word = mix(0xCBF29CE484222325u, body.data + start, i - start);
        rolling = rolling * base + word - words[n % SHINGLE] * last;
        words[n++ % SHINGLE] = word;
        if (n < SHINGLE)
            continue;
        keep(s, finish(rolling));
        shingles++;
    }
    if (shingles < MIN_SHINGLES)
        s->count = 0;
}

void lb_sketch_add(struct lb_sketches *all, struct lb_arena *a, lb_slice title, lb_slice acronym, lb_slice region,
                   lb_slice year, lb_slice body)
{
    struct lb_sketch s = {0};
    if (title.len)
        s.title_key = lb_slug(a, title);
    if (acronym.len)
        s.acronym_key = lb_arena_printf(a, "%" LB_PRI "|%" LB_PRI "|%" LB_PRI, LB_ARG(lb_slug(a, acronym)),
                                        LB_ARG(region), LB_ARG(year));
    sketch_body(&s, body);
    LB_PUSH(a, all->items, all->count, all->capacity, s);
}

struct holder {
    uint64_t hash;
    size_t index;
};

struct pair {
    size_t a, b;
    unsigned strength; /* 3 title, 2 acronym, 1 one shared hash */
};

struct pairs {
    struct lb_arena arena;
    struct pair *items;
    size_t count, capacity;
};

static int by_hash(const void *x, const void *y)
{
    const struct holder *a = x, *b = y;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static int by_pair(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return (a->strength < b->strength) - (a->strength > b->strength);
}

/* Pairs among holders of equal hashes: all of them for shingles; for keys each with the next, which names every one. */
static void pair_up(struct pairs *p, struct holder *h, size_t n, unsigned strength)
{
    if (n)
        qsort(h, n, sizeof *h, by_hash);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && h[end].hash == h[i].hash)
            end++;
        if (strength > 1 || end - i <= MAX_HOLDERS)
            for (size_t x = i; x < end; x++)
                for (size_t y = x + 1; y < end && (strength == 1 || y == x + 1); y++) {
                    struct pair one = {h[x].index, h[y].index, strength};
                    LB_PUSH(&p->arena, p->items, p->count, p->capacity, one);
                }
        i = end;
    }
}

/* Leaves only those whose hash another may have, too; see gather_shared. */
static size_t keep_shared(struct holder *h, size_t n)
{
    size_t size = 1024, kept = 0;
    while (size < 2 * n)
        size *= 2;
    unsigned char *counts = lb_xcalloc(size, 1);
    for (size_t i = 0; i < n; i++) {
        unsigned char *c = &counts[finish(h[i].hash) & (size - 1)];
        *c += *c < 2;
    }
    for (size_t i = 0; i < n; i++)
        if (counts[finish(h[i].hash) & (size - 1)] > 1)
            h[kept++] = h[i];
    free(counts);
    return kept;
}

static void pair_keys(struct pairs *p, const struct lb_sketches *s, struct holder *h, bool is_title)
{
    size_t n = 0;
    for (size_t i = 0; i < s->count; i++) {
        lb_slice key = is_title ? s->items[i].title_key : s->items[i].acronym_key;
        if (key.len)
            h[n++] = (struct holder){mix(0xCBF29CE484222325u, key.data, key.len), i};
    }
    pair_up(p, h, keep_shared(h, n), is_title ? 3 : 2);
}

/* The hashes that more than one case may have: most are met once, and need not be sorted. They are counted in a table
 * without keys, where two may share a place: then both are kept, which does no harm. */
static size_t gather_shared(const struct lb_sketches *s, struct holder *h)
{
    size_t size = 1024, n = 0;
    while (size < s->count * LB_SKETCH * 2)
        size *= 2;
    unsigned char *counts = lb_xcalloc(size, 1);
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->items[i].count; k++) {
            unsigned char *c = &counts[s->items[i].hashes[k] & (size - 1)];
            *c += *c < 2;
        }
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->items[i].count; k++)
            if (counts[s->items[i].hashes[k] & (size - 1)] > 1)
                h[n++] = (struct holder){s->items[i].hashes[k], i};
    free(counts);
    return n;
}

void lb_sketches_compare(const struct lb_sketches *s, lb_likeness_fn *fn, void *self)
{
    struct pairs p = {.arena = LB_ARENA_INIT};
    struct holder *h = lb_xcalloc(s->count * LB_SKETCH + 1, sizeof *h);
    pair_keys(&p, s, h, true);
    pair_keys(&p, s, h, false);
    pair_up(&p, h, keep_shared(h, gather_shared(s, h)), 1); /* the second look drops those that only shared a place */
    if (p.count)
        qsort(p.items, p.count, sizeof *p.items, by_pair);
    for (size_t i = 0; i < p.count;) {
        size_t end = i, shared = 0;
        for (; end < p.count && p.items[end].a == p.items[i].a && p.items[end].b == p.items[i].b; end++)
            shared += p.items[end].strength == 1;
        const struct lb_sketch *a = &s->items[p.items[i].a], *b = &s->items[p.items[i].b];
        size_t least = a->count < b->count ? a->count : b->count;
        if (p.items[i].strength == 3)
            fn(self, p.items[i].a, p.items[i].b, LB_LIKE_TITLE, 100);
        else if (p.items[i].strength == 2)
            fn(self, p.items[i].a, p.items[i].b, LB_LIKE_ACRONYM, 100);
        else if (shared >= MIN_SHARED)
            fn(self, p.items[i].a, p.items[i].b, LB_LIKE_TEXT, (unsigned)(shared * 100 / least));
        i = end;
    }
    free(h);
    lb_arena_free(&p.arena);
}
