/* arena.h - memory with one lifetime: a case while it is indexed, a request while it is answered.
 *
 * Nothing is freed by itself; lb_arena_free releases all at once. Running out of memory ends the program (as git and
 * notmuch do): nothing here returns NULL. What comes from outside is measured against limits.h before it is copied
 * here. Not thread-safe: an arena belongs to one thread. */
#ifndef LB_ARENA_H
#define LB_ARENA_H

#include "base/slice.h"

#include <stdint.h>

struct lb_arena_block;

struct lb_arena {
    struct lb_arena_block *head;
    size_t used; /* bytes handed out since the last reset */
};

#define LB_ARENA_INIT ((struct lb_arena){0})

/* `size` zeroed bytes aligned for any type. size 0 gives a unique pointer. */
void *lb_arena_alloc(struct lb_arena *, size_t size);
/* count zeroed elements; ends the program when count * size overflows. */
void *lb_arena_array(struct lb_arena *, size_t count, size_t size);
#define LB_NEW(arena, type) ((type *)lb_arena_alloc((arena), sizeof(type)))
#define LB_NEW_ARRAY(arena, type, count) ((type *)lb_arena_array((arena), (count), sizeof(type)))

/* A copy that ends with a NUL byte (not counted in len), so .data is also a C string when it has no NUL inside. */
lb_slice lb_arena_copy(struct lb_arena *, lb_slice);
char *lb_arena_cstr(struct lb_arena *, lb_slice);
lb_slice lb_arena_printf(struct lb_arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Grows *items (element size `size`) so that it holds at least count + 1; doubles. Use through LB_PUSH. */
void *lb_arena_grow(struct lb_arena *, void *items, size_t count, size_t *capacity, size_t size);
/* Appends value to an array kept as items, count, capacity fields in the arena. */
#define LB_PUSH(arena, items, count, capacity, value)                                                                  \
    do {                                                                                                               \
        if ((count) >= (capacity))                                                                                     \
            (items) = lb_arena_grow((arena), (items), (count), &(capacity), sizeof *(items));                          \
        (items)[(count)++] = (value);                                                                                  \
    } while (0)

/* Forgets everything but keeps one block for the next round: for loops over many cases. */
void lb_arena_reset(struct lb_arena *);
void lb_arena_free(struct lb_arena *);

/* malloc and friends that end the program when memory runs out, for what outlives arenas. */
void *lb_xmalloc(size_t size);
void *lb_xcalloc(size_t count, size_t size);
void *lb_xrealloc(void *old, size_t size);
char *lb_xstrdup(const char *);

#endif
