/* cache.h - finished replies, counted, and a store of them under a byte budget.
 *
 * A stored reply is immutable and shared by threads; whoever has one drops it once. The cache forgets the least
 * recently used, and everything when the snapshot changes: a reply belongs to one generation, and one that arrives
 * late from an older generation is not taken. */
#ifndef LB_CACHE_H
#define LB_CACHE_H

#include "site/encode.h"
#include "site/etag.h"

#include <stdint.h>

struct lb_stored {
    unsigned status;
    lb_slice body;               /* malloc'ed, or is_static */
    bool is_static;
    char etag[LB_ETAG_SIZE];     /* empty = none */
    const char *type;            /* static strings */
    const char *cache_control;
    const char *policy;          /* Content-Security-Policy */
    const char *lang;            /* Content-Language, or NULL */
    bool is_shared;              /* other sites' scripts may read it: CORS */
    bool is_hidden;              /* of a preview: search engines keep out */
    enum lb_encoding encoding;   /* of body */
    bool varies;                 /* depends on Accept-Encoding */
    char *location, *download;   /* malloc'ed or NULL */

    /* The server's own form of it, made at first use; freed with it. Set through lb_stored_attach. */
    _Atomic(void *) handle;
    void (*free_handle)(void *);
    _Atomic uint32_t refs;
};

struct lb_stored *lb_stored_new(unsigned status);
struct lb_stored *lb_stored_keep(struct lb_stored *);
void lb_stored_drop(struct lb_stored *); /* NULL is fine */
/* Sets the handle if there is none yet; returns the one that stays. The other is freed. */
void *lb_stored_attach(struct lb_stored *, void *handle, void (*free_handle)(void *));

struct lb_cache;

struct lb_cache *lb_cache_new(size_t budget);
void lb_cache_free(struct lb_cache *);
/* The reply for a key in an encoding, kept for the caller, or NULL. Thread-safe, like the next two. */
struct lb_stored *lb_cache_find(struct lb_cache *, lb_slice key, enum lb_encoding);
/* Takes its own reference. Not taken: of another generation, or larger than an eighth of the budget. */
void lb_cache_put(struct lb_cache *, uint64_t generation, lb_slice key, enum lb_encoding, struct lb_stored *);
/* A new snapshot: everything older is forgotten. */
void lb_cache_turn(struct lb_cache *, uint64_t generation);
size_t lb_cache_bytes(struct lb_cache *);

#endif
