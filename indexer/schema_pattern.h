/* schema_pattern.h - regular expressions of the schema: ECMA-262's language on ICU's engine.
 *
 * ICU differs in places, so a pattern is rewritten first: $ is the very end, \d \w \s mean ASCII (\s Unicode space),
 * [ and && inside brackets are literal. Matching searches, unanchored. Only schema_pattern.c includes ICU's uregex.h.
 * ICU's engine backtracks: a time limit makes a hostile text "no match" instead of a hang. */
#ifndef LB_SCHEMA_PATTERN_H
#define LB_SCHEMA_PATTERN_H

#include "base/err.h"
#include "base/slice.h"

struct lb_pattern;

/* LB_INVALID: malformed. */
enum lb_status lb_pattern_new(lb_slice ecma, struct lb_pattern **ret, struct lb_err *) LB_MUST_CHECK;
void lb_pattern_free(struct lb_pattern *);
/* Is there a match anywhere in the valid UTF-8 text? Not thread-safe: a pattern holds the state of its match. */
bool lb_pattern_finds(struct lb_pattern *, lb_slice text);

#endif
