/* site.c - puts the parts of the site together and changes snapshots; see site.h. */
#include "site/site.h"

#include "base/arena.h"
#include "site/etag.h"
#include "site_assets.h"
#include "site_templates.h"
#include "site_words.h"

#include <stdatomic.h>

/* A template or a word changes pages as a new case does, without a new version number. */
static uint64_t hash_program(const struct lb_assets *assets)
{
    const struct lb_resource *tables[] = {site_templates, site_words};
    uint64_t h = lb_hash(lb_assets_hash(assets), LB_S(LB_PROGRAM_VERSION));
    for (int i = 0; i < 2; i++)
        for (const struct lb_resource *r = tables[i]; r->name; r++)
            h = lb_hash(lb_hash(h, lb_slice_of(r->name)), lb_slice_from(r->data, (size_t)(r->end - r->data)));
    return h;
}

static enum lb_status load_parts(struct lb_site *s, struct lb_err *e)
{
    lb_slice english = lb_resource_find(site_words, "en.json");
    enum lb_status status = lb_words_load("id", LB_EMPTY, &s->words[0], e);
    if (status == LB_OK)
        status = lb_words_load("en", english.data ? english : LB_S("{}"), &s->words[1], e);
    for (int i = 0; status == LB_OK && i < 2; i++)
        status = lb_templates_load(site_templates, s->words[i], &s->templates[i], e);
    if (status == LB_OK) {
        s->assets = lb_assets_new(site_assets);
        s->program = hash_program(s->assets);
    }
    return status;
}

/* "http://localhost:8080" in a library.yml is a stand-in, right only by chance: the address listened on is better. */
static bool is_stand_in(lb_slice url)
{
    return lb_slice_starts(url, LB_S("http://localhost")) || lb_slice_starts(url, LB_S("http://127."));
}

static void choose_base_url(const struct lb_site *s, struct lb_view *v)
{
    lb_slice url = lb_slice_of(s->base_url);
    if (!url.len)
        url = lb_json_str(lb_library_note(v->library, "library"), "base_url");
    if (!s->base_url[0] && is_stand_in(url))
        url = LB_EMPTY;
    if (!lb_slice_starts(url, LB_S("http://")) && !lb_slice_starts(url, LB_S("https://")))
        url = lb_slice_of(s->address);
    while (lb_slice_ends(url, LB_S("/")))
        url.len--;
    v->own_base_url = lb_xcalloc(url.len + 1, 1);
    if (url.len)
        memcpy(v->own_base_url, url.data, url.len);
    v->base_url = lb_slice_of(v->own_base_url);
}

void lb_view_drop(struct lb_view *v)
{
    if (!v || atomic_fetch_sub(&v->refs, 1) != 1)
        return;
    lb_library_free(v->library);
    lb_snapshot_drop(v->snapshot);
    free(v->own_base_url);
    free(v);
}

/* The first searches of a snapshot read its index from the disk and make what is made once; not while a reader waits. */
static void warm_up(struct lb_snapshot *snapshot)
{
    static const char *const langs[] = {"id", "en"};
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_reader *reader = NULL;
    if (lb_reader_open(snapshot, &reader, NULL) != LB_OK)
        return; /* whoever asks will be told */
    for (int i = 0; i < 2; i++) {
        struct lb_results r;
        struct lb_search s = {.lang = lb_slice_of(langs[i]), .limit = 1};
        if (lb_reader_search(reader, &a, &s, &r, NULL) != LB_OK || r.hit_count == 0)
            break;
        s = (struct lb_search){.query = r.hits[0].card.title, .lang = s.lang, .limit = 10, .wants_facets = true, .wants_snippets = true};
        if (lb_reader_search(reader, &a, &s, &r, NULL) != LB_OK)
            break;
    }
    lb_reader_close(reader);
    lb_arena_free(&a);
}

static enum lb_status open_view(struct lb_site *s, struct lb_view **ret, struct lb_err *e)
{
    struct lb_view *v = lb_xcalloc(1, sizeof *v);
    v->refs = 1;
    v->generation = ++s->generation;
    enum lb_status status = s->view ? lb_snapshot_reopen(s->view->snapshot, &v->snapshot, e)
                                    : lb_snapshot_open(s->state, &v->snapshot, e);
    if (status == LB_OK)
        status = lb_library_open(v->snapshot, &v->library, e);
    if (status != LB_OK) {
        lb_view_drop(v);
        return status;
    }
    choose_base_url(s, v);
    warm_up(v->snapshot);
    *ret = v;
    return LB_OK;
}

enum lb_status lb_site_open(const struct lb_site_options *o, struct lb_site **ret, struct lb_err *e)
{
    struct lb_site *s = lb_xcalloc(1, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    s->is_preview = o->is_preview;
    s->state = lb_xstrdup(o->state);
    s->base_url = lb_xstrdup(o->base_url ? o->base_url : "");
    s->address = lb_xstrdup(o->address ? o->address : "");
    s->cache = lb_cache_new(o->cache_bytes ? o->cache_bytes : LB_CACHE_BYTES);
    s->unanswered = lb_unanswered_new(o->state);
    enum lb_status status = load_parts(s, e);
    if (status == LB_OK)
        status = open_view(s, &s->view, e);
    if (status != LB_OK) {
        lb_site_free(s);
        return status;
    }
    lb_cache_turn(s->cache, s->view->generation);
    *ret = s;
    return LB_OK;
}

void lb_site_free(struct lb_site *s)
{
    if (!s)
        return;
    lb_cache_free(s->cache);
    lb_unanswered_free(s->unanswered);
    lb_view_drop(s->view);
    lb_assets_free(s->assets);
    for (int i = 0; i < 2; i++) {
        lb_templates_free(s->templates[i]);
        lb_words_free(s->words[i]);
    }
    pthread_mutex_destroy(&s->lock);
    free(s->state);
    free(s->base_url);
    free(s->address);
    free(s);
}

enum lb_status lb_site_refresh(struct lb_site *s, struct lb_err *e)
{
    if (lb_snapshot_is_current(s->view->snapshot)) /* only this thread changes s->view */
        return LB_OK;
    struct lb_view *new = NULL;
    enum lb_status status = open_view(s, &new, e);
    if (status != LB_OK)
        return status;
    pthread_mutex_lock(&s->lock);
    struct lb_view *old = s->view;
    s->view = new;
    pthread_mutex_unlock(&s->lock);
    lb_cache_turn(s->cache, new->generation);
    lb_view_drop(old);
    return LB_OK;
}

struct lb_view *lb_site_view(struct lb_site *s)
{
    pthread_mutex_lock(&s->lock);
    struct lb_view *v = s->view;
    atomic_fetch_add(&v->refs, 1);
    pthread_mutex_unlock(&s->lock);
    return v;
}
