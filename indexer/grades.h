/* grades.h - what a case could claim and what it lacks, explained: for editors who want to make it better.
 *
 * Filled as the watch of a build; afterwards one row a case, by path. */
#ifndef LB_GRADES_H
#define LB_GRADES_H

#include "indexer/build.h"

/* One thing a case lacks for the next grade. */
struct lb_lack {
    const char *kind; /* "field", "section", "source" (of a result) */
    lb_slice name;    /* of the field; heading of the section; indicator of the result */
};

struct lb_grade {
    lb_slice id, path, state;
    lb_slice claimed;     /* level of evidence as written; empty = none */
    const char *ceiling;  /* the highest its sources carry */
    struct lb_both why;   /* why not more: one sentence; empty at E5 */
    const char *complete; /* "stub", "partial", "sourced", "ready" */
    const char *next;     /* the grade after it; NULL when ready */
    struct lb_lack *lacks;
    size_t lack_count;
};

struct lb_grades {
    struct lb_arena arena;
    struct lb_grade *items;
    size_t count, capacity;
    lb_slice *copied; /* ids of cases another says it took over */
    size_t copied_count, copied_capacity;
};

/* A watch that fills `grades`, which begins zeroed. */
struct lb_build_watch lb_grades_watch(struct lb_grades *);
void lb_grades_free(struct lb_grades *);

#endif
