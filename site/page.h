/* page.h - a page is a function from a request and a snapshot to a reply.
 *
 * Every page_*.c exports functions of type lb_page_fn, named in the route table (route.c). A page reads through
 * page->reader, builds a model (json.h) and asks for a template; it sees no socket, no header and no markup.
 * Thread rule: a page runs on one server thread with its own arena and reader. */
#ifndef LB_PAGE_H
#define LB_PAGE_H

#include "base/i18n.h"
#include "base/json.h"
#include "base/template.h"
#include "site/library.h"
#include "site/request.h"
#include "store/store.h"

struct lb_page_request {
    const struct lb_request *request; /* path, parameters, language, route */
    const struct lb_library *library; /* labels and lists of this snapshot */
    struct lb_reader *reader;
    struct lb_arena *arena;
    const struct lb_words *words;     /* of request->lang */
    bool is_preview;                  /* for editors: preview.h */
    lb_slice base_url;                /* "https://lumbung.example": for feeds and others that need whole addresses */
    const char *state;                /* the state directory, for what the server counts; NULL = none */
};

struct lb_reply {
    unsigned status;          /* 200; 404, 301 ... */
    const char *template;     /* "page/case.html"; NULL when body is set or for a redirect */
    struct lb_json *model;    /* freed by the caller */
    lb_slice body;            /* ready bytes for what is not a page (JSON, XML, assets) */
    const char *type;         /* media type; NULL = text/html; charset=utf-8 */
    lb_slice location;        /* for 301/303: a path on this site, built by lb_url_* */
    lb_slice download;        /* file name for Content-Disposition, or empty */
    bool found_nothing;       /* a search in vain: its words (parameter q) are counted for the editors */
    bool is_fresh;            /* depends on more than the snapshot: neither kept nor given an ETag */
};

/* A reply may depend on nothing but the request's route, language, arguments and parameters and the snapshot: these make
 * its ETag, under which browsers and the server's cache keep it; or it says is_fresh. No clock, no cookie, not the raw target.
 *
 * LB_OK with *reply filled; LB_NOT_FOUND gives the 404 page, LB_INVALID 400, LB_LIMIT 400, others 500 (logged). */
typedef enum lb_status lb_page_fn(const struct lb_page_request *, struct lb_reply *, struct lb_err *);

#endif
