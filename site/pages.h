/* pages.h - every page of the site, as the route table (route.c) names them. One file a page: page_*.c. */
#ifndef LB_PAGES_H
#define LB_PAGES_H

#include "site/page.h"

/* HTML, in both languages */
lb_page_fn page_home, page_search, page_case, page_cases, page_browse_list, page_browse_value, page_regions, page_region,
    page_collections, page_collection, page_about, page_help, page_manual, page_format, page_history, page_version,
    page_preview;

/* For editors; each list also as a file */
lb_page_fn page_editors, page_editors_queue, page_editors_quality, page_editors_searches, page_editors_people;

/* The page for what went wrong: status 400, 404, 405, 414, 500, 503; `why` may be NULL or have an empty message.
 * request->route and reader may be NULL, library too (503). Fills reply with status and template "page/error.html". */
enum lb_status page_error(const struct lb_page_request *, unsigned status, const struct lb_err *why, struct lb_reply *,
                          struct lb_err *);

/* For machines */
lb_page_fn page_suggest, page_opensearch, page_robots, page_sitemap, page_feed, page_feed_new, page_api_case, page_api_search,
    page_preview_version;

#endif
