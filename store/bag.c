/* bag.c - terms that are counted; see bag.h. */
#include "store/bag.h"

static bool is_term(const struct lb_xterm *t, const char *prefix, size_t prefix_len, lb_slice word)
{
    return t->term.len == prefix_len + word.len && memcmp(t->term.data, prefix, prefix_len) == 0 &&
           memcmp(t->term.data + prefix_len, word.data, word.len) == 0;
}

/* Piece by piece, so that the hash of prefix and word is that of the term. */
static uint64_t hash(const char *prefix, size_t prefix_len, lb_slice word)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < prefix_len; i++)
        h = (h ^ (unsigned char)prefix[i]) * 1099511628211u;
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)word.data[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static uint32_t *slot_of(const struct lb_bag *b, const char *prefix, size_t prefix_len, lb_slice word)
{
    for (size_t i = hash(prefix, prefix_len, word);; i++) {
        uint32_t *slot = &b->slots[i & (b->slot_count - 1)];
        if (!*slot || is_term(&b->terms[*slot - 1], prefix, prefix_len, word))
            return slot;
    }
}

static void grow(struct lb_bag *b)
{
    b->slot_count = b->slot_count ? b->slot_count * 2 : 4096;
    b->capacity = b->slot_count / 2;
    b->terms = lb_xrealloc(b->terms, b->capacity * sizeof *b->terms);
    free(b->slots);
    b->slots = lb_xcalloc(b->slot_count, sizeof *b->slots);
    for (uint32_t i = 0; i < b->count; i++)
        *slot_of(b, "", 0, b->terms[i].term) = i + 1;
}

bool lb_bag_add(struct lb_bag *b, const char *prefix, lb_slice word, uint32_t n)
{
    if (b->count >= b->capacity)
        grow(b);
    size_t prefix_len = strlen(prefix);
    uint32_t *slot = slot_of(b, prefix, prefix_len, word);
    bool is_new = !*slot;
    if (is_new) {
        char *term = lb_arena_alloc(&b->arena, prefix_len + word.len + 1);
        memcpy(term, prefix, prefix_len);
        if (word.len)
            memcpy(term + prefix_len, word.data, word.len);
        b->terms[b->count++] = (struct lb_xterm){lb_slice_from(term, prefix_len + word.len), 0};
        *slot = (uint32_t)b->count;
    }
    b->terms[*slot - 1].count += n;
    return is_new;
}

uint32_t *lb_bag_find(const struct lb_bag *b, lb_slice term)
{
    uint32_t *slot = b->slot_count ? slot_of(b, "", 0, term) : NULL;
    return slot && *slot ? &b->terms[*slot - 1].count : NULL;
}

static int by_term(const void *a, const void *b)
{
    const struct lb_xterm *x = a, *y = b;
    return lb_slice_cmp(x->term, y->term);
}

void lb_bag_sort(struct lb_bag *b)
{
    if (b->count)
        qsort(b->terms, b->count, sizeof *b->terms, by_term);
}

void lb_bag_clear(struct lb_bag *b)
{
    lb_arena_reset(&b->arena);
    b->count = 0;
    if (b->slots)
        memset(b->slots, 0, b->slot_count * sizeof *b->slots);
}

void lb_bag_free(struct lb_bag *b)
{
    lb_arena_free(&b->arena);
    free(b->terms);
    free(b->slots);
    *b = (struct lb_bag){0};
}
