/* server.h - the site on a port: HTTP/1.1, GET and HEAD, until SIGINT or SIGTERM. */
#ifndef LB_SERVER_H
#define LB_SERVER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct lb_serve_options {
    const char *state;    /* directory of snapshots */
    const char *listen;   /* address, NULL = "127.0.0.1"; "0.0.0.0" or "::" = every interface */
    int port;             /* 0 = any free one */
    unsigned threads;     /* 0 = one a processor, 2 to 16 */
    const char *base_url; /* NULL = library.yml, else the address listened on */
    size_t cache_bytes;   /* of finished replies; 0 = 16 MiB */
    bool is_quiet;        /* does not print the address */
    bool is_preview;      /* for editors: every page says so; also when the snapshot holds no drafts */
    bool has_log;         /* one line a request to standard error: no address of the reader in it */

    /* Called from the main thread when the port is open, with "http://127.0.0.1:8080"; NULL = printed as a line. */
    void (*ready)(void *arg, const char *url);
    /* Called from the main thread about twice a second, when a child process ended, and when the descriptor `wake - 1` is
     * readable (0: there is none), which it has to read; false ends the server. For watching the repository. */
    bool (*tick)(void *arg);
    int wake;
    void *arg;
};

/* Serves the current snapshot and changes to a new one as soon as it is there. Returns LB_OK after a signal (or
 * tick), when running requests are answered (5 s at most; a second signal ends at once). Fails before it is ready as
 * lb_site_open does, and with LB_LOCKED (port in use), LB_DENIED (port below 1024), LB_INVALID (address), LB_IO.
 * Blocks the signals it waits for; call it with no other threads running. */
enum lb_status lb_serve(const struct lb_serve_options *, struct lb_err *) LB_MUST_CHECK;

#endif
