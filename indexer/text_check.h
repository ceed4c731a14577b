/* text_check.h - is a file text that can be read: clean UTF-8, with line ends that editors and parsers agree on? */
#ifndef LB_TEXT_CHECK_H
#define LB_TEXT_CHECK_H

#include "base/err.h"
#include "indexer/check_rules.h"

/* The text with Unix line ends: CR LF becomes LF, which changes no place. Uncopied when it has none; else NUL-ended. */
lb_slice lb_text_lines(struct lb_arena *, lb_slice text);

/* Reports the first byte or character in source->text that must not be there (not UTF-8, control and bidi characters,
 * byte order mark, carriage returns, Unicode line separators), naming the likely encoding and how to convert it. LB_INVALID
 * then. */
enum lb_status lb_text_check(struct lb_source *source) LB_MUST_CHECK;

#endif
