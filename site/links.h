/* links.h - addresses on this site, made from the route table and the request's own parameters, never by hand.
 *
 * All results are percent-encoded and ready for an href (the template escapes & again). They start with one '/', so
 * none of them can lead to another host. */
#ifndef LB_LINKS_H
#define LB_LINKS_H

#include "site/request.h"
#include "site/route.h"

/* lb_url(a, "id", "case", id) -> "/kasus/rumpon-pontianak"; the empty slice for a route without {}. An unknown route
 * name is a programming mistake (assert). */
lb_slice lb_url(struct lb_arena *, const char *lang, const char *route, lb_slice arg);
/* With two {}: lb_url_below(a, "id", "version", id, commit). */
lb_slice lb_url_below(struct lb_arena *, const char *lang, const char *route, lb_slice arg, lb_slice below);
/* The page of one value of a field: /urusan/1.02; for fields without pages the search with that filter. */
lb_slice lb_url_value(struct lb_arena *, const char *lang, enum lb_field, lb_slice code);
/* The search page with one parameter set: lb_url_search(a, "id", "q", text). */
lb_slice lb_url_search(struct lb_arena *, const char *lang, const char *key, lb_slice value);
/* The same page in the other language, parameters kept; the home page when there is no such page. */
lb_slice lb_url_switch(struct lb_arena *, const struct lb_request *, const char *lang);
/* The request's own address with a parameter set (empty value = removed, all its values); the page number is dropped
 * unless it is what is set. Keys as in request.h; an order by its key ("newest"). */
lb_slice lb_url_with(struct lb_arena *, const struct lb_request *, const char *key, lb_slice value);
/* The request's own address with one facet value added, or taken away when it is there; page number dropped. */
lb_slice lb_url_toggle(struct lb_arena *, const struct lb_request *, const char *field_key, lb_slice code);
/* The feed ("feed", "feed-new") of what this page lists: its value and filters, without order and page. */
lb_slice lb_url_feed(struct lb_arena *, const struct lb_request *, const char *route);
/* The request's parameters on another route: the case search of this region page as JSON, ... */
lb_slice lb_url_move(struct lb_arena *, const struct lb_request *, const char *route, lb_slice arg);

#endif
