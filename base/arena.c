/* arena.c - a list of blocks, bumped from the newest; see arena.h. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

struct lb_arena_block {
    struct lb_arena_block *next;
    size_t size, used;
    max_align_t data[];
};

enum { BLOCK = 32 * 1024, ALIGN = alignof(max_align_t) };

static void out_of_memory(void)
{
    fputs("lumbung: out of memory\n", stderr);
    abort();
}

void *lb_xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *lb_xcalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *lb_xrealloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

char *lb_xstrdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(lb_xmalloc(n), s, n);
}

void *lb_arena_alloc(struct lb_arena *a, size_t size)
{
    if (size > SIZE_MAX / 4)
        out_of_memory();
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (size == 0)
        size = ALIGN;
    struct lb_arena_block *b = a->head;
    if (!b || b->size - b->used < size) {
        size_t want = size > BLOCK / 2 ? size : BLOCK;
        b = lb_xmalloc(sizeof *b + want);
        b->size = want;
        b->used = 0;
        /* A block made for one large value goes behind the head, so that the head's free room stays in use. */
        if (a->head && want == size) {
            b->next = a->head->next;
            a->head->next = b;
        } else {
            b->next = a->head;
            a->head = b;
        }
    }
    void *p = (char *)b->data + b->used;
    b->used += size;
    a->used += size;
    return memset(p, 0, size);
}

void *lb_arena_array(struct lb_arena *a, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        out_of_memory();
    return lb_arena_alloc(a, total);
}

lb_slice lb_arena_copy(struct lb_arena *a, lb_slice s)
{
    char *p = lb_arena_alloc(a, s.len + 1);
    if (s.len)
        memcpy(p, s.data, s.len);
    return (lb_slice){p, s.len};
}

char *lb_arena_cstr(struct lb_arena *a, lb_slice s)
{
    return (char *)lb_arena_copy(a, s).data;
}

lb_slice lb_arena_printf(struct lb_arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        n = 0;
    char *p = lb_arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (lb_slice){p, (size_t)n};
}

void *lb_arena_grow(struct lb_arena *a, void *items, size_t count, size_t *capacity, size_t size)
{
    size_t cap = *capacity ? *capacity * 2 : 8;
    void *grown = lb_arena_array(a, cap, size);
    if (count)
        memcpy(grown, items, count * size);
    *capacity = cap;
    return grown;
}

void lb_arena_reset(struct lb_arena *a)
{
    struct lb_arena_block *keep = NULL;
    for (struct lb_arena_block *b = a->head, *next; b; b = next) {
        next = b->next;
        if (!keep && b->size == BLOCK)
            keep = b;
        else
            free(b);
    }
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
    }
    a->head = keep;
    a->used = 0;
}

void lb_arena_free(struct lb_arena *a)
{
    for (struct lb_arena_block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    *a = LB_ARENA_INIT;
}
