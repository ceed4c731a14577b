/* cache.c - a hash table whose entries stand in a list by last use, under one lock; see cache.h.
 *
 * One lock is enough: it is held for one hash look-up and two pointer changes, a hundredth of what a request costs. */
#include "site/cache.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/random.h>

struct entry {
    struct entry *chain;        /* same bucket */
    struct entry *newer, *older; /* by last use */
    uint64_t hash;
    struct lb_stored *stored;
    size_t cost;
    enum lb_encoding encoding;
    size_t key_len;
    char key[];
};

enum { BUCKET_BITS = 12, BUCKETS = 1 << BUCKET_BITS, OVERHEAD = 512 /* malloc, list, server's form */ };

struct lb_cache {
    pthread_mutex_t lock;
    size_t budget, used;
    uint64_t generation, seed;
    struct entry *newest, *oldest;
    struct entry *buckets[BUCKETS];
};

struct lb_stored *lb_stored_new(unsigned status)
{
    struct lb_stored *s = lb_xcalloc(1, sizeof *s);
    s->status = status;
    s->refs = 1;
    return s;
}

struct lb_stored *lb_stored_keep(struct lb_stored *s)
{
    atomic_fetch_add_explicit(&s->refs, 1, memory_order_relaxed);
    return s;
}

void lb_stored_drop(struct lb_stored *s)
{
    if (!s || atomic_fetch_sub_explicit(&s->refs, 1, memory_order_acq_rel) != 1)
        return;
    if (s->handle)
        s->free_handle(s->handle);
    if (!s->is_static)
        free((char *)(uintptr_t)s->body.data);
    free(s->location);
    free(s->download);
    free(s);
}

void *lb_stored_attach(struct lb_stored *s, void *handle, void (*free_handle)(void *))
{
    void *none = NULL;
    s->free_handle = free_handle; /* the same function from every thread */
    if (atomic_compare_exchange_strong(&s->handle, &none, handle))
        return handle;
    free_handle(handle);
    return none;
}

struct lb_cache *lb_cache_new(size_t budget)
{
    struct lb_cache *c = lb_xcalloc(1, sizeof *c);
    pthread_mutex_init(&c->lock, NULL);
    c->budget = budget;
    /* Keys come from strangers: a start they do not know, and the high bits, which depend on every byte, keep them from
     * filling one bucket. */
    if (getrandom(&c->seed, sizeof c->seed, GRND_NONBLOCK) != sizeof c->seed)
        c->seed = (uintptr_t)c;
    return c;
}

static size_t bucket_of(uint64_t hash)
{
    return hash >> (64 - BUCKET_BITS);
}

static void unlink_use(struct lb_cache *c, struct entry *e)
{
    *(e->newer ? &e->newer->older : &c->newest) = e->older;
    *(e->older ? &e->older->newer : &c->oldest) = e->newer;
}

static void link_newest(struct lb_cache *c, struct entry *e)
{
    e->newer = NULL;
    e->older = c->newest;
    *(c->newest ? &c->newest->newer : &c->oldest) = e;
    c->newest = e;
}

static void forget(struct lb_cache *c, struct entry *e)
{
    struct entry **at = &c->buckets[bucket_of(e->hash)];
    while (*at != e)
        at = &(*at)->chain;
    *at = e->chain;
    unlink_use(c, e);
    c->used -= e->cost;
    lb_stored_drop(e->stored);
    free(e);
}

static void forget_all(struct lb_cache *c)
{
    while (c->oldest)
        forget(c, c->oldest);
}

void lb_cache_free(struct lb_cache *c)
{
    if (!c)
        return;
    forget_all(c);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

static uint64_t hash_of(const struct lb_cache *c, lb_slice key, enum lb_encoding encoding)
{
    return lb_hash(c->seed + (uint64_t)encoding, key);
}

static struct entry *look_up(struct lb_cache *c, uint64_t hash, lb_slice key, enum lb_encoding encoding)
{
    struct entry *e = c->buckets[bucket_of(hash)];
    while (e && !(e->hash == hash && e->encoding == encoding && lb_slice_eq(key, lb_slice_from(e->key, e->key_len))))
        e = e->chain;
    return e;
}

struct lb_stored *lb_cache_find(struct lb_cache *c, lb_slice key, enum lb_encoding encoding)
{
    uint64_t hash = hash_of(c, key, encoding);
    struct lb_stored *found = NULL;
    pthread_mutex_lock(&c->lock);
    struct entry *e = look_up(c, hash, key, encoding);
    if (e) {
        if (e != c->newest) {
            unlink_use(c, e);
            link_newest(c, e);
        }
        found = lb_stored_keep(e->stored);
    }
    pthread_mutex_unlock(&c->lock);
    return found;
}

void lb_cache_put(struct lb_cache *c, uint64_t generation, lb_slice key, enum lb_encoding encoding,
                  struct lb_stored *stored)
{
    size_t cost = sizeof(struct entry) + key.len + sizeof *stored + OVERHEAD + (stored->is_static ? 0 : stored->body.len);
    if (cost > c->budget / 8)
        return;
    struct entry *e = lb_xmalloc(sizeof *e + key.len);
    e->hash = hash_of(c, key, encoding);
    e->stored = lb_stored_keep(stored);
    e->cost = cost;
    e->encoding = encoding;
    e->key_len = key.len;
    memcpy(e->key, key.data, key.len);
    pthread_mutex_lock(&c->lock);
    if (generation == c->generation) {
        struct entry *old = look_up(c, e->hash, key, encoding);
        if (old)
            forget(c, old);
        e->chain = c->buckets[bucket_of(e->hash)];
        c->buckets[bucket_of(e->hash)] = e;
        link_newest(c, e);
        c->used += cost;
        while (c->used > c->budget)
            forget(c, c->oldest);
        e = NULL;
    }
    pthread_mutex_unlock(&c->lock);
    if (e) {
        lb_stored_drop(e->stored);
        free(e);
    }
}

void lb_cache_turn(struct lb_cache *c, uint64_t generation)
{
    pthread_mutex_lock(&c->lock);
    c->generation = generation;
    forget_all(c);
    pthread_mutex_unlock(&c->lock);
}

size_t lb_cache_bytes(struct lb_cache *c)
{
    pthread_mutex_lock(&c->lock);
    size_t used = c->used;
    pthread_mutex_unlock(&c->lock);
    return used;
}
