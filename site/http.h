/* http.h - HTTP/1.1 on a listening socket: requests go to lb_reply, replies back. Private to the server. */
#ifndef LB_HTTP_H
#define LB_HTTP_H

#include "site/site.h"

#include <signal.h>

struct lb_http;

/* Serves the site on the socket, which is its own when it succeeds, with threads of its own (0: one a processor, 2 to 16).
 * is_local: only this machine can connect. has_log: a line a request to standard error. NULL: errno says why. */
struct lb_http *lb_http_start(struct lb_site *, int fd, bool is_local, unsigned threads, bool has_log);
/* No new connections; replies under way have a while to end. A signal of the set ends the wait. Takes NULL. */
void lb_http_stop(struct lb_http *, const sigset_t *);

#endif
