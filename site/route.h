/* route.h - ONE table of addresses for both languages; links, the language switch, help and the sitemap come from it. */
#ifndef LB_ROUTE_H
#define LB_ROUTE_H

#include "base/arena.h"
#include "site/page.h"

/* Which parameters mean something on a page; all others are dropped, so that they cannot fill the cache. */
enum {
    LB_ROUTE_Q = 1,       /* q, exact, explain */
    LB_ROUTE_FACETS = 2,  /* filters, from, to, order */
    LB_ROUTE_PAGED = 4,   /* page, letter, all */
    LB_ROUTE_ME = 8,      /* me and the typed figures me_pop, me_area, me_level */
    LB_ROUTE_LOWER = 16,  /* arguments are written in small letters; others are moved there */
    LB_ROUTE_SITEMAP = 32,
    LB_ROUTE_VERSIONS = 128, /* old, new: two versions to compare */
    LB_ROUTE_MACHINE = 64, /* no page for people: never in navigation, errors as plain text */
};

struct lb_route {
    const char *name;    /* "case": used to build links */
    const char *path_id; /* "/kasus/{}"; at most two {} */
    const char *path_en; /* "/en/cases/{}"; NULL = one address for both languages */
    lb_page_fn *page;
    unsigned flags;
    enum lb_field field; /* of the browse pages; LB_FIELD_COUNT elsewhere */
};

extern const struct lb_route lb_routes[]; /* ended by a NULL name */

/* The route of a decoded path. Forgives a slash at the end and capital letters in the fixed parts: the caller compares
 * lb_route_path() with what was asked and redirects. args get what the {} matched: never empty, without '/'. NULL when
 * there is none; *lang is set in any case ("en" at and under /en). */
const struct lb_route *lb_route_match(lb_slice path, const char **lang, lb_slice args[2]);
const struct lb_route *lb_route_named(const char *name);
/* The list page (affairs) or the page of one value (affair) of a field, or NULL. */
const struct lb_route *lb_route_of_field(enum lb_field, bool is_value);
/* The path of a route with args in place of {}, not percent-encoded. */
lb_slice lb_route_path(struct lb_arena *, const struct lb_route *, const char *lang, const lb_slice args[2]);

#endif
