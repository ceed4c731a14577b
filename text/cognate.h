/* cognate.h - how an English learned word is spelled in Indonesian. Private to text/. */
#ifndef LB_COGNATE_H
#define LB_COGNATE_H

#include "base/slice.h"

enum { LB_MAX_COGNATE = 64 };

/* The nth spelling a folded English word may have in Indonesian (participation: partisipasi; 0 = likeliest), written to
 * `room`; empty when there is no such rule or nothing changes. Proposes, does not know: look the result up. */
lb_slice lb_cognate_indonesian(lb_slice english, unsigned n, char room[LB_MAX_COGNATE]);

#endif
