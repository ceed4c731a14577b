/* editors.h - what the editors' pages share beside their tables (board.h). */
#ifndef LB_EDITORS_H
#define LB_EDITORS_H

#include "site/board.h"

/* page_editors_queue.c: the cases under review, longest waiting first. */
struct lb_queue {
    struct lb_json **items; /* notes "queue:ID", see indexer/record.h */
    size_t count;
    bool is_open; /* may their titles be shown? */
};
enum lb_status lb_queue_read(const struct lb_page_request *, struct lb_queue *ret, struct lb_err *) LB_MUST_CHECK;
void lb_queue_free(struct lb_queue *);
/* How many, and since when the oldest. */
lb_slice lb_queue_text(const struct lb_page_request *, const struct lb_queue *);

#endif
