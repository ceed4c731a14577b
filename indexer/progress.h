/* progress.h - how far a long job is: a bar on a terminal, a few plain lines elsewhere, nothing when quiet. */
#ifndef LB_PROGRESS_H
#define LB_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct lb_progress {
    int fd;           /* where to: standard error */
    bool is_quiet;
    bool is_terminal; /* set by lb_progress_init */
    bool has_color;
    const char *step; /* "reading cases" */
    size_t done, total;
    size_t told;      /* plain lines: tenths already told */
    double drawn;     /* when the bar was last drawn, seconds */
    bool is_drawn;
};

/* Looks at the terminal and at NO_COLOR. */
void lb_progress_init(struct lb_progress *, int fd, bool is_quiet);
/* A new step of `total` things (0 = unknown) begins. */
void lb_progress_step(struct lb_progress *, const char *step, size_t total);
/* `done` of them are finished. Cheap: draws at most ten times a second. */
void lb_progress_at(struct lb_progress *, size_t done);
/* Takes the bar away, so that other lines can be printed. */
void lb_progress_clear(struct lb_progress *);

#endif
