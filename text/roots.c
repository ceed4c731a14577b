/* roots.c - the table of known words. See roots.h. */
#include "text/roots.h"

#include "base/arena.h"

#include <stdlib.h>

void lb_roots_init(struct lb_roots *r)
{
    *r = (struct lb_roots){.slot_count = 1 << 16};
    r->slots = lb_xcalloc(r->slot_count, sizeof *r->slots);
}

void lb_roots_free(struct lb_roots *r)
{
    free(r->items);
    free(r->slots);
    *r = (struct lb_roots){0};
}

static size_t slot_of(const struct lb_roots *r, lb_slice word)
{
    size_t i = lb_word_hash(word) & (r->slot_count - 1);
    while (r->slots[i]) {
        const struct lb_root *it = &r->items[r->slots[i] - 1];
        if (it->len == word.len && memcmp(it->text, word.data, word.len) == 0)
            break;
        i = (i + 1) & (r->slot_count - 1);
    }
    return i;
}

const struct lb_root *lb_roots_find(const struct lb_roots *r, lb_slice word)
{
    if (word.len == 0 || word.len > LB_MAX_ROOT)
        return NULL;
    uint32_t at = r->slots[slot_of(r, word)];
    return at ? &r->items[at - 1] : NULL;
}

static void grow(struct lb_roots *r)
{
    free(r->slots);
    r->slot_count *= 2;
    r->slots = lb_xcalloc(r->slot_count, sizeof *r->slots);
    for (size_t i = 0; i < r->count; i++)
        r->slots[slot_of(r, lb_root_text(&r->items[i]))] = (uint32_t)i + 1;
}

struct lb_root *lb_roots_add(struct lb_roots *r, lb_slice word)
{
    if (word.len == 0 || word.len > LB_MAX_ROOT)
        return NULL;
    size_t slot = slot_of(r, word);
    if (r->slots[slot])
        return &r->items[r->slots[slot] - 1];
    if (r->count == r->capacity) {
        r->capacity = r->capacity ? r->capacity * 2 : 1 << 15;
        r->items = lb_xrealloc(r->items, r->capacity * sizeof *r->items);
    }
    r->items[r->count] = (struct lb_root){.text = word.data, .len = (uint8_t)word.len};
    r->slots[slot] = (uint32_t)++r->count;
    if (r->count * 2 > r->slot_count)
        grow(r);
    return &r->items[r->count - 1];
}

void lb_roots_link(struct lb_roots *r, lb_slice word, lb_slice stem)
{
    struct lb_root *target = lb_roots_add(r, stem);
    if (!target)
        return;
    target->bits |= LB_WORD_ROOT;
    size_t index = (size_t)(target - r->items);
    if (lb_slice_eq(word, stem)) {
        target->bits |= LB_WORD_LEXICAL;
        target->stem = 0;
        return;
    }
    struct lb_root *from = lb_roots_add(r, word);
    if (from)
        from->stem = (uint32_t)index + 1, from->bits |= LB_WORD_ROOT | LB_WORD_LEXICAL;
}

const struct lb_root *lb_roots_final(const struct lb_roots *r, const struct lb_root *it)
{
    for (int hops = 0; it->stem && hops < 4; hops++)
        it = &r->items[it->stem - 1];
    return it;
}
