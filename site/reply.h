/* reply.h - from a request's bytes to a finished reply, without a socket: routing, redirects, conditional requests, the
 * cache, rendering, encoding and error pages. http.c only carries the result. */
#ifndef LB_REPLY_H
#define LB_REPLY_H

#include "site/cache.h"
#include "site/site.h"

struct lb_ask {
    lb_slice target;          /* as on the request line, without scheme and host */
    lb_slice accept_encoding; /* header values; empty when missing */
    lb_slice if_none_match;
};

/* The reply, to be dropped by the caller; never NULL. *is_known: the browser has it, answer 304 with its headers and no
 * body (the body may be missing then). Thread-safe. */
struct lb_stored *lb_reply(struct lb_site *, const struct lb_ask *, bool *is_known);
/* An error page for what the server itself refuses (400, 405, 413, 503), in the language of the target. */
struct lb_stored *lb_reply_error(struct lb_site *, lb_slice target, unsigned status, const char *why);

#endif
