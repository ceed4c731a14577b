/* server.c - a site from its socket to its last reply: what the main thread does beside http.c, which is waiting for signals,
 * for new snapshots and for the clock. */
#include "site/server.h"

#include "base/log.h"
#include "base/watch.h"
#include "site/http.h"
#include "site/listen.h"
#include "site/peers.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum {
    TICK_MS = 500,
    FLUSH_TICKS = 120, /* ticks between writes of what was searched in vain */
};

static void flush_unanswered(struct lb_site *site)
{
    struct lb_err e;
    struct tm day;
    char today[16];
    time_t now = time(NULL);
    gmtime_r(&now, &day);
    strftime(today, sizeof today, "%Y-%m-%d", &day);
    if (lb_unanswered_flush(site->unanswered, lb_slice_of(today), &e) != LB_OK)
        lb_log(LB_LOG_WARN, "searches in vain are not kept: %s", e.msg);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Takes the signals that came. True: one of them ends the server; *has_child: a child ended. */
static bool take_signals(int fd, bool *has_child)
{
    struct signalfd_siginfo one;
    bool is_end = false;
    while (read(fd, &one, sizeof one) == sizeof one) {
        is_end = is_end || one.ssi_signo == SIGINT || one.ssi_signo == SIGTERM;
        *has_child = *has_child || one.ssi_signo == SIGCHLD;
    }
    return is_end;
}

/* Until a signal: shows new snapshots as soon as they are there, looks after slow connections by the clock. */
static void serve(struct lb_site *site, const struct lb_serve_options *o, int signals, int snapshots)
{
    struct pollfd fds[] = {{signals, POLLIN, 0}, {snapshots, POLLIN, 0}, {o->tick && o->wake ? o->wake - 1 : -1, POLLIN, 0}};
    struct lb_err e = {0};
    char last[sizeof e.msg] = "";
    int64_t next = now_ms() + TICK_MS;
    for (unsigned ticks = 1;;) {
        bool has_child = false;
        int64_t left = next - now_ms();
        poll(fds, sizeof fds / sizeof *fds, left > 0 ? (int)left : 0);
        if (take_signals(signals, &has_child))
            return;
        bool is_new = lb_watch_read(snapshots, "current"), is_tick = now_ms() >= next;
        if (is_tick) {
            next = now_ms() + TICK_MS;
            lb_peers_reap();
            if (ticks++ % FLUSH_TICKS == 0)
                flush_unanswered(site);
        }
        if (o->tick && (is_tick || has_child || fds[2].revents) && !o->tick(o->arg))
            return;
        if ((is_new || is_tick) && lb_site_refresh(site, &e) != LB_OK && strcmp(last, e.msg) != 0) {
            lb_log(LB_LOG_ERROR, "the new snapshot is not shown: %s", e.msg);
            memcpy(last, e.msg, sizeof last); /* said once */
        }
    }
}

static void run(struct lb_site *site, const struct lb_serve_options *o, const sigset_t *signals)
{
    int fd = signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC), snapshots = lb_watch_open();
    (void)lb_watch_add(snapshots, o->state); /* without it: by the clock */
    serve(site, o, fd, snapshots);
    if (fd >= 0)
        close(fd);
    if (snapshots >= 0)
        close(snapshots);
}

enum lb_status lb_serve(const struct lb_serve_options *o, struct lb_err *e)
{
    struct lb_site *site = NULL;
    struct lb_http *http = NULL;
    sigset_t signals, before;
    char url[128];
    bool is_local = false;
    int fd = -1;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, &before); /* threads inherit it: signals come to signalfd alone */
    sigdelset(&signals, SIGPIPE);

    enum lb_status s = lb_listen(o->listen, o->port, &fd, url, sizeof url, &is_local, e);
    if (s != LB_OK)
        goto out;
    struct lb_site_options options = {o->state, o->base_url, url, o->cache_bytes, o->is_preview};
    s = lb_site_open(&options, &site, e);
    if (s != LB_OK)
        goto out;
    http = lb_http_start(site, fd, is_local, o->threads, o->has_log);
    if (!http) {
        s = lb_fail(e, LB_IO, "cannot start the server on %s: %s", url, strerror(errno));
        goto out;
    }
    fd = -1; /* http's */
    if (o->ready)
        o->ready(o->arg, url);
    else if (!o->is_quiet) {
        printf("%s\n", url);
        fflush(stdout);
    }
    run(site, o, &signals);
    sigdelset(&signals, SIGCHLD);
    lb_http_stop(http, &signals); /* a second signal ends the wait */
    flush_unanswered(site);
out:
    if (fd >= 0)
        close(fd);
    lb_site_free(site);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return s;
}
