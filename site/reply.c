/* reply.c - see reply.h.
 *
 * ETag recipe: FNV-1a over (program: version, templates, words, assets; base URL; name of the snapshot; canonical
 * address; language; encoding). All of it is known before anything is read, so a browser that has the page is answered
 * without rendering. Pages depend on nothing else (page.h).
 *
 * The cache is asked twice: with the target as it came, which needs no parsing and hits whenever the address is written
 * as our own links write it; then with the canonical address. */
#include "site/reply.h"

#include "base/limits.h"
#include "base/log.h"
#include "site/frame.h"
#include "site/headers.h"
#include "site/links.h"
#include "site/pages.h"
#include "site/request.h"

struct job {
    struct lb_site *site;
    struct lb_view *view;
    struct lb_reader *reader;
    struct lb_arena arena;
    struct lb_request request;
    enum lb_encoding encoding;
    char etag[LB_ETAG_SIZE];
    bool found_nothing; /* not cached, so that every such search is counted */
    bool is_fresh;      /* not cached, because the snapshot does not say all */
};

static int language_of(const struct lb_request *r)
{
    return r->lang && *r->lang == 'e';
}

static bool is_preview(const struct job *j)
{
    return j->site->is_preview || lb_library_has_drafts(j->view->library);
}

static struct lb_page_request page_request(struct job *j)
{
    return (struct lb_page_request){.request = &j->request,
                                    .library = j->view->library,
                                    .reader = j->reader,
                                    .arena = &j->arena,
                                    .is_preview = is_preview(j),
                                    .words = j->site->words[language_of(&j->request)],
                                    .base_url = j->view->base_url,
                                    .state = j->site->state};
}

static void make_etag(struct job *j)
{
    lb_slice parts[] = {
        lb_slice_from(&j->site->program, sizeof j->site->program),
        j->view->base_url,
        lb_snapshot_name(j->view->snapshot),
        j->request.canonical,
        lb_slice_of(j->request.lang),
        lb_slice_of(lb_encoding_name(j->encoding)),
    };
    lb_etag_make(j->etag, parts, sizeof parts / sizeof *parts);
}

static lb_slice heap_copy(lb_slice s)
{
    char *copy = lb_xmalloc(s.len + 1);
    if (s.len)
        memcpy(copy, s.data, s.len);
    copy[s.len] = 0;
    return (lb_slice){copy, s.len};
}

/* A copy of the body, encoded when that helps. */
static void set_body(struct lb_stored *r, lb_slice body, enum lb_encoding encoding, enum lb_effort effort)
{
    r->varies = lb_encoding_suits(r->type);
    if (r->varies && lb_encode(encoding, effort, body, &r->body))
        r->encoding = encoding;
    else
        r->body = heap_copy(body);
}

/* ---- errors and redirects ---------------------------------------------------------------------------------------- */

static struct lb_stored *plain(unsigned status, lb_slice text)
{
    struct lb_stored *r = lb_stored_new(status);
    r->type = "text/plain; charset=utf-8";
    r->cache_control = LB_CACHE_ASK;
    r->policy = LB_POLICY_SITE;
    r->body = heap_copy(text);
    return r;
}

static struct lb_stored *redirect(lb_slice location)
{
    struct lb_stored *r = plain(301, location);
    r->location = (char *)heap_copy(location).data;
    return r;
}

static bool render(struct job *j, const char *template, struct lb_json *model, struct lb_str *out, struct lb_err *e)
{
    struct lb_page_request p = page_request(j);
    lb_frame_fill(&p, j->site->assets, model);
    return lb_template_fill(j->site->templates[language_of(&j->request)], template, model, out, e) == LB_OK;
}

/* In the reader's language; in plain words for programs, and when even the error page fails. */
static struct lb_stored *error_page(struct job *j, unsigned status, const struct lb_err *why)
{
    const struct lb_route *route = j->request.route;
    struct lb_reply reply = {0};
    struct lb_err e = {0};
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    bool is_made = false;
    if (!route || !(route->flags & LB_ROUTE_MACHINE)) {
        j->request.route = NULL;
        struct lb_page_request p = page_request(j);
        is_made = page_error(&p, status, why, &reply, &e) == LB_OK && reply.template && reply.model &&
                  render(j, reply.template, reply.model, &out, &e);
        if (!is_made && e.status != LB_NOT_FOUND)
            lb_log(LB_LOG_ERROR, "error page: %s", e.msg);
        lb_json_free(reply.model);
    }
    if (!is_made) {
        lb_str_free(&out);
        return plain(status, lb_arena_printf(&j->arena, "%u %s\n", status, why && why->msg[0] ? why->msg : "error"));
    }
    struct lb_stored *r = lb_stored_new(status);
    r->type = "text/html; charset=utf-8";
    r->cache_control = LB_CACHE_ASK;
    r->policy = LB_POLICY_SITE;
    r->lang = j->request.lang;
    r->is_hidden = is_preview(j);
    set_body(r, lb_str_slice(&out), j->encoding, LB_EFFORT_QUICK);
    lb_str_free(&out);
    return r;
}

static unsigned http_status(enum lb_status s)
{
    switch (s) {
    case LB_OK:
        return 200;
    case LB_NOT_FOUND:
        return 404;
    case LB_INVALID:
    case LB_LIMIT:
        return 400;
    default:
        return 500;
    }
}

/* ---- pages -------------------------------------------------------------------------------------------------------- */

static struct lb_stored *finish(struct job *j, struct lb_reply *reply, lb_slice body)
{
    struct lb_stored *r = lb_stored_new(reply->status ? reply->status : 200);
    r->type = reply->type ? reply->type : "text/html; charset=utf-8";
    r->cache_control = LB_CACHE_ASK;
    r->policy = LB_POLICY_SITE;
    r->lang = j->request.route->path_en ? j->request.lang : NULL;
    r->is_shared = j->request.route->flags & LB_ROUTE_MACHINE;
    if (reply->download.len)
        r->download = (char *)heap_copy(reply->download).data;
    if (r->status == 200 && !reply->is_fresh)
        memcpy(r->etag, j->etag, sizeof r->etag);
    set_body(r, body, j->encoding, j->request.route->flags & LB_ROUTE_Q ? LB_EFFORT_QUICK : LB_EFFORT_PAGE);
    return r;
}

static struct lb_stored *run_page(struct job *j, enum lb_status *status, struct lb_err *e)
{
    struct lb_reply reply = {0};
    struct lb_page_request p = page_request(j);
    struct lb_stored *r = NULL;
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    *status = j->request.route->page(&p, &reply, e);
    if (*status != LB_OK)
        goto out;
    j->found_nothing = reply.found_nothing;
    j->is_fresh = reply.is_fresh;
    if (reply.location.len) {
        r = redirect(reply.location);
        r->status = reply.status ? reply.status : 301;
    } else if (reply.template) {
        if (render(j, reply.template, reply.model, &out, e))
            r = finish(j, &reply, lb_str_slice(&out));
        else
            *status = LB_INTERNAL;
    } else {
        r = finish(j, &reply, reply.body);
    }
out:
    lb_str_free(&out);
    lb_json_free(reply.model);
    return r;
}

/* A case that was renamed: the note "alias:OLD" names the id of today. */
static struct lb_stored *renamed(struct job *j)
{
    const struct lb_route *route = j->request.route;
    bool is_version = strcmp(route->name, "version") == 0;
    if (!is_version && strcmp(route->name, "case") != 0 && strcmp(route->name, "api-case") != 0 && strcmp(route->name, "history") != 0)
        return NULL;
    lb_slice id, key = lb_arena_printf(&j->arena, "alias:%" LB_PRI, LB_ARG(j->request.args[0]));
    if (lb_reader_note(j->reader, &j->arena, key, &id, NULL) != LB_OK || !id.len)
        return NULL;
    return redirect(is_version ? lb_url_below(&j->arena, j->request.lang, route->name, id, j->request.args[1])
                               : lb_url_move(&j->arena, &j->request, route->name, id));
}

/* A line for the log that is one line, whatever was asked. */
static void complain(const struct lb_request *r, const struct lb_err *e)
{
    lb_log(LB_LOG_ERROR, "%" LB_PRI ": %s: %s", LB_ARG(r->canonical), lb_status_name(e->status), e->msg);
}

static struct lb_stored *make_page(struct job *j)
{
    struct lb_err e = {0};
    enum lb_status status = LB_OK;
    struct lb_stored *r = NULL;
    for (int attempt = 0; attempt < 2; attempt++) {
        status = lb_reader_open(j->view->snapshot, &j->reader, &e);
        if (status == LB_OK)
            r = run_page(j, &status, &e);
        if (status != LB_CHANGED)
            break;
        lb_reader_close(j->reader); /* the snapshot went away under the reader: once more */
        j->reader = NULL;
    }
    if (status == LB_NOT_FOUND && j->reader)
        r = renamed(j);
    if (!r) {
        unsigned code = http_status(status);
        if (code == 500)
            complain(&j->request, &e);
        r = error_page(j, code, &e);
    }
    return r;
}

/* ---- files -------------------------------------------------------------------------------------------------------- */

static bool is_file_name(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (i && strchr("._-", c) && c)))
            return false;
    }
    return s.len > 0 && s.len <= 128;
}

/* Files that came with the cases: content-addressed in the snapshot. */
static struct lb_stored *library_file(struct job *j, lb_slice name)
{
    lb_slice content;
    struct lb_err e = {0};
    enum lb_status s = lb_reader_open(j->view->snapshot, &j->reader, &e);
    if (s == LB_OK)
        s = lb_reader_asset(j->reader, &j->arena, name, &content, &e);
    if (s != LB_OK)
        return error_page(j, http_status(s), &e);
    struct lb_stored *r = lb_stored_new(200);
    r->type = lb_media_type(name);
    r->cache_control = LB_CACHE_FOREVER;
    r->policy = LB_POLICY_FILE;
    if (strncmp(r->type, "image/", 6) != 0)
        r->download = (char *)heap_copy(name).data;
    memcpy(r->etag, j->etag, sizeof r->etag);
    set_body(r, content, j->encoding, LB_EFFORT_PAGE);
    return r;
}

/* /aset/NAME and the icon that browsers ask for by name. NULL: not a file's address. */
static struct lb_stored *site_file(struct lb_site *site, lb_slice path, enum lb_encoding encoding)
{
    if (lb_slice_starts(path, LB_S("/aset/")))
        return lb_assets_find(site->assets, lb_slice_sub(path, 6, path.len), encoding);
    if (lb_slice_eq(path, LB_S("/favicon.svg")))
        return lb_assets_plain(site->assets, "favicon.svg", encoding);
    if (lb_slice_eq(path, LB_S("/favicon.ico"))) {
        struct lb_stored *icon = lb_assets_plain(site->assets, "favicon.ico", encoding);
        return icon ? icon : lb_assets_plain(site->assets, "favicon.svg", encoding);
    }
    return NULL;
}

/* ---- the whole ---------------------------------------------------------------------------------------------------- */

static bool has_it(const struct lb_ask *ask, const char *etag)
{
    return ask->if_none_match.len && etag[0] && lb_etag_matches(ask->if_none_match, etag);
}

/* What a 304 says about a reply that need not be made. */
static struct lb_stored *known(struct job *j, bool is_file)
{
    struct lb_stored *r = lb_stored_new(304);
    r->cache_control = is_file ? LB_CACHE_FOREVER : LB_CACHE_ASK;
    r->policy = is_file ? LB_POLICY_FILE : LB_POLICY_SITE;
    r->varies = true;
    memcpy(r->etag, j->etag, sizeof r->etag);
    return r;
}

static struct lb_stored *answer(struct job *j, const struct lb_ask *ask, bool *is_known)
{
    struct lb_request *r = &j->request;
    struct lb_err e = {0};
    enum lb_status s = lb_request_parse(&j->arena, ask->target, r, &e);
    if (s != LB_OK)
        return error_page(j, s == LB_LIMIT && ask->target.len > LB_MAX_URL ? 414 : 400, &e);
    if (r->is_moved)
        return redirect(r->canonical);
    lb_slice name = lb_slice_sub(r->path, 6, r->path.len);
    bool is_file = lb_slice_starts(r->path, LB_S("/aset/")) && is_file_name(name);
    if (!r->route && !is_file)
        return error_page(j, 404, NULL);
    make_etag(j);
    struct lb_stored *found = lb_cache_find(j->site->cache, r->canonical, j->encoding);
    if (!found && has_it(ask, j->etag)) {
        *is_known = true;
        return known(j, is_file);
    }
    if (!found) {
        found = is_file ? library_file(j, name) : make_page(j);
        found->is_hidden = is_preview(j);
        if (j->found_nothing)
            lb_unanswered_add(j->site->unanswered, lb_request_param(r, "q"));
        else if (found->status == 200 && !j->is_fresh)
            lb_cache_put(j->site->cache, j->view->generation, r->canonical, j->encoding, found);
    }
    return found;
}

struct lb_stored *lb_reply(struct lb_site *site, const struct lb_ask *ask, bool *is_known)
{
    enum lb_encoding encoding = lb_encoding_choose(ask->accept_encoding);
    *is_known = false;
    struct lb_stored *r = lb_cache_find(site->cache, ask->target, encoding);
    if (!r)
        r = site_file(site, lb_slice_sub(ask->target, 0, lb_slice_find(ask->target, '?')), encoding);
    if (!r) {
        struct job j = {.site = site, .view = lb_site_view(site), .encoding = encoding};
        r = answer(&j, ask, is_known);
        lb_reader_close(j.reader);
        lb_view_drop(j.view);
        lb_arena_free(&j.arena);
    }
    if (r->status == 200 && has_it(ask, r->etag))
        *is_known = true;
    return r;
}

struct lb_stored *lb_reply_error(struct lb_site *site, lb_slice target, unsigned status, const char *why)
{
    struct job j = {.site = site, .view = lb_site_view(site)};
    struct lb_err e = {0};
    if (lb_request_parse(&j.arena, target, &j.request, &e) != LB_OK)
        e = (struct lb_err){0};
    j.request.route = NULL;
    (void)lb_fail(&e, LB_INVALID, "%s", why);
    struct lb_stored *r = error_page(&j, status, &e);
    lb_view_drop(j.view);
    lb_arena_free(&j.arena);
    return r;
}
