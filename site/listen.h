/* listen.h - a listening socket with messages that say what to do. */
#ifndef LB_LISTEN_H
#define LB_LISTEN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Binds and listens. port 0 takes a free one. url gets "http://HOST:PORT" as a browser here would write it;
 * *is_local: only this machine can reach it. Errors as in server.h. */
enum lb_status lb_listen(const char *address, int port, int *fd, char *url, size_t size, bool *is_local,
                         struct lb_err *) LB_MUST_CHECK;

#endif
