/* request.h - what a browser asked, bounded, decoded and canonical. Made by request.c from the raw target; knows
 * nothing of sockets, so that tests and fuzzers call it directly. */
#ifndef LB_REQUEST_H
#define LB_REQUEST_H

#include "base/arena.h"
#include "base/err.h"

struct lb_param {
    lb_slice name, value; /* decoded, NFC, valid UTF-8 */
};

struct lb_route;

struct lb_request {
    lb_slice target;            /* as received: "/cari?q=a%20b" */
    lb_slice path;              /* decoded path */
    const struct lb_route *route; /* NULL = no such page */
    const char *lang;           /* "id" or "en", from the path */
    lb_slice args[2];           /* what the route's {placeholders} matched, in order */
    struct lb_param *params;    /* known names only, unknown ones dropped; order: by name, then as sent */
    size_t param_count;
    lb_slice canonical;         /* path + sorted known parameters: two links that mean the same share one */
};

/* Parses and routes. LB_LIMIT: longer than LB_MAX_URL (414) or too many parameters (400); LB_INVALID: bad percent
 * escape, control or NUL byte, not UTF-8, no leading slash (400). An unknown path is LB_OK with route NULL. */
enum lb_status lb_request_parse(struct lb_arena *, lb_slice target, struct lb_request *ret, struct lb_err *) LB_MUST_CHECK;

/* First value of a parameter, or the empty slice. Names are the route table's stable keys, not the words in the
 * address: lb_request_param(r, "q"), "order", "page", "from", "to", "me"; facets by field key ("affair"). */
lb_slice lb_request_param(const struct lb_request *, const char *key);
/* The i-th value of a repeated parameter; false when there is none. */
bool lb_request_nth(const struct lb_request *, const char *key, size_t i, lb_slice *ret);

#endif
