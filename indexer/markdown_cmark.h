/* markdown_cmark.h - between markdown.c and markdown_blocks.c: the parser; the only file that includes cmark-gfm's headers. */
#ifndef LB_MARKDOWN_CMARK_H
#define LB_MARKDOWN_CMARK_H

#include "base/both.h"
#include "base/err.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

enum { LB_MARKDOWN_DEPTH = 64 }; /* blocks and spans inside each other; prose needs ten */

/* Parses `source`, which holds `text` and perhaps definitions before it, if the text is safe to parse here. LB_LIMIT with the
 * reason, in *why for its author (in the arena), and *line of the text (0 = unknown); LB_IO. To be freed with cmark_node_free. */
enum lb_status lb_markdown_parse(struct lb_arena *, lb_slice text, lb_slice source, cmark_node **ret, unsigned *line, struct lb_both *why,
                                 struct lb_err *) LB_MUST_CHECK;

#endif
