/* model_search.h - a search from the request's parameters, and its results as a model; used by the search page and by
 * every page that shows the cases of one facet value. */
#ifndef LB_MODEL_SEARCH_H
#define LB_MODEL_SEARCH_H

#include "site/model.h"

/* The search a request asks for. `base` is the page's own filter (the theme of a theme page), or NULL; it is neither shown
 * as a chip nor as a facet. */
struct lb_search_page {
    struct lb_search search;
    const struct lb_filter *base;
    struct lb_profile me; /* when the reader has said who they are; search.me points here then */
    long page;            /* from 1 */
};
void lb_search_page_read(const struct lb_page_request *, const struct lb_filter *base, struct lb_search_page *ret);
/* Runs it and adds what partial/results.html shows. The errors of lb_reader_search. */
enum lb_status lb_search_page_fill(const struct lb_page_request *, const struct lb_search_page *, struct lb_json *into,
                                   struct lb_err *) LB_MUST_CHECK;

/* model_compare.c: who the reader is, from "me" (a region's code) or typed figures; false = not said. */
bool lb_model_me(const struct lb_page_request *, struct lb_profile *ret);
/* How the region of a code compares with me, dimension by dimension, in words; `name` of me, empty = the reader's. */
lb_slice lb_model_comparison(const struct lb_page_request *, const struct lb_profile *me, lb_slice name, lb_slice region);
/* Adds who the reader is (me_text, me_clear_url) or, when not said, the form to say it (me_form). */
void lb_model_me_form(const struct lb_page_request *, const struct lb_search_page *, struct lb_json *into);

/* model_facets.c: facets, and the chips of active filters (active, active_count, clear_url). */
void lb_model_facets(const struct lb_page_request *, const struct lb_search_page *, const struct lb_results *,
                     struct lb_json *into);
/* model_found.c: the sentences above the results (count_text, sayings) and the page for nothing found. */
void lb_model_sayings(const struct lb_page_request *, const struct lb_search_page *, const struct lb_results *,
                      struct lb_json *into);

#endif
