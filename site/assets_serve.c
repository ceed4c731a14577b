/* assets_serve.c - see assets_serve.h. */
#include "site/assets_serve.h"

#include "base/arena.h"
#include "base/str.h"
#include "site/headers.h"

#include <inttypes.h>
#include <pthread.h>

struct asset {
    const char *name;  /* "fonts/serif.woff2" */
    lb_slice content;  /* style sheets: rewritten */
    lb_slice url;      /* "/aset/serif.0123456789.woff2" */
    const char *type;
    struct lb_stored *stored[LB_ENCODINGS], *plain[LB_ENCODINGS]; /* made at first use */
};

struct lb_assets {
    struct lb_arena arena;
    struct asset *items;
    size_t count;
    uint64_t hash;
    pthread_mutex_t lock;
};

const char *lb_media_type(lb_slice name)
{
    static const char *const types[][2] = {
        {".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".svg", "image/svg+xml"},
        {".woff2", "font/woff2"},            {".png", "image/png"},                      {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},             {".webp", "image/webp"},                    {".avif", "image/avif"},
        {".gif", "image/gif"},               {".ico", "image/x-icon"},                   {".pdf", "application/pdf"},
        {".txt", "text/plain; charset=utf-8"}, {".json", "application/json"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (lb_slice_ends(name, lb_slice_of(types[i][0])))
            return types[i][1];
    return "application/octet-stream";
}

static struct asset *find(const struct lb_assets *s, lb_slice name)
{
    for (size_t i = 0; i < s->count; i++)
        if (lb_slice_eq(name, lb_slice_of(s->items[i].name)))
            return &s->items[i];
    return NULL;
}

static lb_slice base_name(lb_slice path)
{
    size_t at = path.len;
    while (at > 0 && path.data[at - 1] != '/')
        at--;
    return lb_slice_sub(path, at, path.len);
}

/* "/aset/serif.HASH.woff2": ten hexadecimal digits tell 40 bits of versions of one file apart. */
static void name_it(struct lb_assets *s, struct asset *a)
{
    lb_slice base = base_name(lb_slice_of(a->name));
    size_t dot = base.len;
    while (dot > 0 && base.data[dot - 1] != '.')
        dot--;
    uint64_t hash = lb_hash(LB_HASH_START, a->content);
    s->hash = lb_hash(s->hash ^ hash, lb_slice_of(a->name));
    lb_slice stem = dot ? lb_slice_sub(base, 0, dot - 1) : base;
    a->url = lb_arena_printf(&s->arena, "/aset/%" LB_PRI ".%010" PRIx64 "%s%" LB_PRI, LB_ARG(stem), hash >> 24,
                             dot ? "." : "", LB_ARG(lb_slice_sub(base, dot, base.len)));
}

/* url(fonts/x.woff2) and url("fonts/x.woff2") become url(/aset/x.HASH.woff2) where there is such a file. */
static lb_slice rewrite(struct lb_assets *s, lb_slice css)
{
    struct lb_str out = LB_STR_INIT(css.len * 2 + 1024);
    size_t at = 0;
    for (;;) {
        lb_slice rest = lb_slice_sub(css, at, css.len);
        const char *hit = rest.len ? memmem(rest.data, rest.len, "url(", 4) : NULL;
        if (!hit) {
            lb_str_add(&out, rest);
            break;
        }
        size_t open = (size_t)(hit - css.data) + 4;
        lb_slice inside = lb_slice_sub(css, open, css.len);
        inside.len = lb_slice_find(inside, ')');
        lb_str_add(&out, lb_slice_sub(css, at, open));
        lb_slice name = lb_slice_trim(inside);
        if (name.len >= 2 && strchr("\"'", name.data[0]))
            name = lb_slice_sub(name, 1, name.len - 1);
        size_t fragment = lb_slice_find(name, '#');
        struct asset *a = find(s, lb_slice_sub(name, 0, fragment));
        if (a) {
            lb_str_add(&out, a->url);
            lb_str_add(&out, lb_slice_sub(name, fragment, name.len));
        } else {
            lb_str_add(&out, inside);
        }
        at = open + inside.len;
    }
    lb_slice done = lb_arena_copy(&s->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return done;
}

struct lb_assets *lb_assets_new(const struct lb_resource *table)
{
    struct lb_assets *s = lb_xcalloc(1, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    s->hash = LB_HASH_START;
    size_t n = 0;
    while (table[n].name)
        n++;
    s->items = LB_NEW_ARRAY(&s->arena, struct asset, n);
    for (const struct lb_resource *r = table; r->name; r++) {
        const char *type = lb_media_type(lb_slice_of(r->name));
        if (strcmp(type, "application/octet-stream") == 0)
            continue; /* a licence, a note */
        s->items[s->count++] =
            (struct asset){.name = r->name, .type = type, .content = lb_slice_from(r->data, (size_t)(r->end - r->data))};
    }
    /* Style sheets last: their hash depends on the names of the others. */
    for (int is_css = 0; is_css < 2; is_css++)
        for (size_t i = 0; i < s->count; i++) {
            struct asset *a = &s->items[i];
            if (lb_slice_ends(lb_slice_of(a->name), LB_S(".css")) != is_css)
                continue;
            if (is_css)
                a->content = rewrite(s, a->content);
            name_it(s, a);
        }
    return s;
}

void lb_assets_free(struct lb_assets *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->count; i++)
        for (int e = 0; e < LB_ENCODINGS; e++) {
            lb_stored_drop(s->items[i].stored[e]);
            lb_stored_drop(s->items[i].plain[e]);
        }
    pthread_mutex_destroy(&s->lock);
    lb_arena_free(&s->arena);
    free(s);
}

lb_slice lb_assets_url(const struct lb_assets *s, const char *name)
{
    struct asset *a = find(s, lb_slice_of(name));
    return a ? a->url : LB_EMPTY;
}

uint64_t lb_assets_hash(const struct lb_assets *s)
{
    return s->hash;
}

static struct lb_stored *make(const struct asset *a, enum lb_encoding encoding, const char *cache_control)
{
    struct lb_stored *r = lb_stored_new(200);
    bool suits = lb_encoding_suits(a->type);
    r->body = a->content;
    r->is_static = true;
    r->type = a->type;
    r->cache_control = cache_control;
    r->policy = LB_POLICY_SITE;
    r->varies = suits;
    lb_slice packed;
    if (suits && lb_encode(encoding, LB_EFFORT_ASSET, a->content, &packed)) {
        r->body = packed;
        r->is_static = false;
        r->encoding = encoding;
    }
    const char *coding = lb_encoding_name(r->encoding);
    lb_etag_make(r->etag, (lb_slice[]){a->url, lb_slice_of(coding)}, 2);
    return r;
}

static struct lb_stored *serve(struct lb_assets *s, struct asset *a, bool is_plain, enum lb_encoding encoding)
{
    pthread_mutex_lock(&s->lock);
    struct lb_stored **at = is_plain ? &a->plain[encoding] : &a->stored[encoding];
    if (!*at)
        *at = make(a, encoding, is_plain ? LB_CACHE_DAY : LB_CACHE_FOREVER);
    struct lb_stored *r = lb_stored_keep(*at);
    pthread_mutex_unlock(&s->lock);
    return r;
}

struct lb_stored *lb_assets_find(struct lb_assets *s, lb_slice hashed, enum lb_encoding encoding)
{
    for (size_t i = 0; i < s->count; i++)
        if (lb_slice_eq(base_name(s->items[i].url), hashed))
            return serve(s, &s->items[i], false, encoding);
    return NULL;
}

struct lb_stored *lb_assets_plain(struct lb_assets *s, const char *name, enum lb_encoding encoding)
{
    struct asset *a = find(s, lb_slice_of(name));
    return a ? serve(s, a, true, encoding) : NULL;
}
