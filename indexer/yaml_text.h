/* yaml_text.h - texts on their way into YAML: when quotes are needed, so that every reader of YAML sees the same text.
 *
 * Lumbung reads every scalar as text, other programs do not: `no` is false to them, `1.10` is 1.1, `12:30` a number of
 * minutes. What we write is quoted wherever anybody could read something else. */
#ifndef LB_YAML_TEXT_H
#define LB_YAML_TEXT_H

#include "base/str.h"

/* Would a plain `s` be a number, truth value, null or time to a reader of YAML 1.1 or 1.2? */
bool lb_yaml_is_other(lb_slice s);
/* Can `s` stand without quotes on one line and be that text to every reader? Careful: false also for much that could.
 * is_flow: inside [ ] or { }. */
bool lb_yaml_is_plain(lb_slice s, bool is_flow);
/* Appends `s` plain when it can be, else in double quotes. */
void lb_yaml_put(struct lb_str *out, lb_slice s, bool is_flow);

#endif
