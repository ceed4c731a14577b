/* site.h - everything a running site is made of: templates, words and assets of the program, and the snapshot that is
 * current. One per process, shared by all threads. */
#ifndef LB_SITE_H
#define LB_SITE_H

#include "base/i18n.h"
#include "base/template.h"
#include "site/assets_serve.h"
#include "site/cache.h"
#include "site/library.h"
#include "site/unanswered.h"
#include "store/store.h"

#include <pthread.h>

/* One snapshot with what was made from it. Counted: a request that began with it ends with it. */
struct lb_view {
    struct lb_snapshot *snapshot;
    struct lb_library *library;
    uint64_t generation; /* counts the snapshots this process has shown */
    lb_slice base_url;   /* without slash at the end */
    char *own_base_url;
    _Atomic uint32_t refs;
};

struct lb_site {
    struct lb_words *words[2];         /* id, en */
    struct lb_templates *templates[2];
    struct lb_assets *assets;
    struct lb_cache *cache;
    struct lb_unanswered *unanswered;  /* searches that found nothing */
    uint64_t program;      /* hash of version, templates, words and assets: part of every ETag */
    char *state, *base_url, *address; /* address: where the server listens, the last resort for a base URL */
    pthread_mutex_t lock;  /* for view */
    struct lb_view *view;
    uint64_t generation;
    bool is_preview;
};

struct lb_site_options {
    const char *state;    /* directory of snapshots */
    const char *base_url; /* NULL = as library.yml says, else the address listened on */
    const char *address;  /* "http://127.0.0.1:8080" */
    size_t cache_bytes;   /* 0 = LB_CACHE_BYTES */
    bool is_preview;      /* for editors, whatever the snapshot holds */
};
enum { LB_CACHE_BYTES = 16 * 1024 * 1024 /* some 1 500 compressed pages: what is asked for again and again */ };

/* Loads all parts and opens the current snapshot. Fails as lb_snapshot_open and lb_templates_load do. */
enum lb_status lb_site_open(const struct lb_site_options *, struct lb_site **ret, struct lb_err *) LB_MUST_CHECK;
void lb_site_free(struct lb_site *);
/* Has the state directory moved on? Then opens the new snapshot and shows it from now on. The old one goes with its
 * last request. A snapshot that cannot be opened is an error; the old one stays. For one thread, now and then. */
enum lb_status lb_site_refresh(struct lb_site *, struct lb_err *) LB_MUST_CHECK;

/* The view of now, to be dropped by the caller. */
struct lb_view *lb_site_view(struct lb_site *);
void lb_view_drop(struct lb_view *);

#endif
