/* route.h - ONE table of addresses for both languages; links, the language switch, help and the sitemap come from it. */
#ifndef LB_ROUTE_H
#define LB_ROUTE_H

#include "base/arena.h"
#include "site/page.h"

struct lb_route {
    const char *name;   /* "case": used to build links */
    const char *path_id; /* "/kasus/{}" */
    const char *path_en; /* "/en/cases/{}" */
    lb_page_fn *page;
    unsigned flags;
};

enum { LB_ROUTE_FACETS = 1 /* takes q, order, page, filters */, LB_ROUTE_NO_CACHE = 2, LB_ROUTE_SITEMAP = 4 };

extern const struct lb_route lb_routes[]; /* ended by a NULL name */

const struct lb_route *lb_route_match(lb_slice path, const char **lang, lb_slice args[2]);
const struct lb_route *lb_route_named(const char *name);

/* Links. Percent-encoded, ready for an href (the template escapes & again). */
lb_slice lb_url(struct lb_arena *, const char *lang, const char *route, lb_slice arg);
/* The same page in the other language, query kept. */
lb_slice lb_url_switch(struct lb_arena *, const struct lb_request *, const char *lang);
/* The request's own address with one facet value added or taken away, or a parameter set (empty value = removed);
 * page number dropped. */
lb_slice lb_url_with(struct lb_arena *, const struct lb_request *, const char *key, lb_slice value);
lb_slice lb_url_toggle(struct lb_arena *, const struct lb_request *, const char *field_key, lb_slice code);

#endif
