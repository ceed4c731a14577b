/* markdown_guard.h - between markdown.c and markdown_guard.c only: is a body safe to parse in this process? */
#ifndef LB_MARKDOWN_GUARD_H
#define LB_MARKDOWN_GUARD_H

#include "base/both.h"
#include "base/err.h"

/* Measures the text. LB_OK: small and plain, parse it; LB_CHANGED: try it first (lb_markdown_try); LB_LIMIT: refuse,
 * *why (in the arena) tells the author. *line gets the line (from 1) of the fault, or 0. */
enum lb_status lb_markdown_measure(struct lb_arena *, lb_slice text, unsigned *line, struct lb_both *why) LB_MUST_CHECK;

/* Runs parse(text) in a child under a CPU limit; the child's exit code is what parse returns. LB_OK when it ended with 0 in
 * time, LB_LIMIT otherwise with *why, LB_IO when no child could be started. */
enum lb_status lb_markdown_try(struct lb_arena *, int (*parse)(lb_slice text), lb_slice text, struct lb_both *why, struct lb_err *) LB_MUST_CHECK;

#endif
