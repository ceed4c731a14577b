/* progress.c - the clock decides only how often the bar is drawn, never what is made. */
#include "indexer/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 28, PLAIN_LINES_FROM = 500 /* a smaller job is over before a line could be read */ };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void put(const struct lb_progress *p, const char *text, size_t len)
{
    ssize_t written = write(p->fd, text, len);
    (void)written; /* progress is not worth failing for */
}

void lb_progress_init(struct lb_progress *p, int fd, bool is_quiet)
{
    const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
    *p = (struct lb_progress){.fd = fd, .is_quiet = is_quiet};
    p->is_terminal = isatty(fd) && term && strcmp(term, "dumb") != 0;
    p->has_color = p->is_terminal && !(no_color && *no_color);
}

static void draw(struct lb_progress *p)
{
    char line[256], bar[BAR + 1];
    struct winsize size = {0};
    size_t full = p->total ? p->done * BAR / p->total : 0;
    memset(bar, ' ', BAR);
    memset(bar, '=', full);
    if (full && full < BAR)
        bar[full] = '>';
    bar[BAR] = 0;
    int n = p->total ? snprintf(line, sizeof line, "\r%-22s %s[%s]%s %zu/%zu\033[K", p->step, p->has_color ? "\033[32m" : "", bar,
                                p->has_color ? "\033[0m" : "", p->done, p->total)
                     : snprintf(line, sizeof line, "\r%-22s\033[K", p->step);
    if (ioctl(p->fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_col < 70) /* no room for a bar */
        n = snprintf(line, sizeof line, "\r%zu/%zu\033[K", p->done, p->total);
    put(p, line, (size_t)n);
    p->is_drawn = true;
}

void lb_progress_step(struct lb_progress *p, const char *step, size_t total)
{
    p->step = step;
    p->total = total;
    p->done = p->told = 0;
    if (p->is_quiet)
        return;
    if (p->is_terminal) {
        draw(p);
        p->drawn = now();
    } else if (total >= PLAIN_LINES_FROM) {
        char line[128];
        put(p, line, (size_t)snprintf(line, sizeof line, "%s: %zu\n", step, total));
    }
}

void lb_progress_at(struct lb_progress *p, size_t done)
{
    p->done = done;
    if (p->is_quiet)
        return;
    if (!p->is_terminal) {
        size_t tenth = p->total >= PLAIN_LINES_FROM ? done * 10 / p->total : 0;
        if (tenth > p->told) {
            char line[128];
            p->told = tenth;
            put(p, line, (size_t)snprintf(line, sizeof line, "%s: %zu of %zu\n", p->step, done, p->total));
        }
        return;
    }
    double t = now();
    if (t - p->drawn < 0.1 && done != p->total)
        return;
    p->drawn = t;
    draw(p);
}

void lb_progress_clear(struct lb_progress *p)
{
    if (p->is_drawn)
        put(p, "\r\033[K", 4);
    p->is_drawn = false;
}
