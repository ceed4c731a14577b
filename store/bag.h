/* bag.h - terms that are counted: those of one case while it is analysed, or those of many when an index is updated.
 * Private to the store. */
#ifndef LB_STORE_BAG_H
#define LB_STORE_BAG_H

#include "base/arena.h"
#include "base/hash.h"

struct lb_xterm {
    lb_slice term;
    uint32_t count; /* documents with it, or its wdf in one document */
};

struct lb_bag { /* starts zeroed */
    struct lb_arena arena;
    struct lb_xterm *terms; /* in the order of their first coming */
    size_t count, capacity;
    uint32_t *slots; /* hash table: place in terms + 1 */
    size_t slot_count;
};

/* Adds n to the count of prefix + word; the term comes in even when n is 0. True when it is new. */
bool lb_bag_add(struct lb_bag *, const char *prefix, lb_slice word, uint32_t n);
/* Where its count is, valid until the next is added; NULL when it is not in. */
uint32_t *lb_bag_find(const struct lb_bag *, lb_slice term);
/* Puts the terms in byte order; nothing can be added or looked up afterwards. */
void lb_bag_sort(struct lb_bag *);
void lb_bag_clear(struct lb_bag *);
void lb_bag_free(struct lb_bag *);

#endif
