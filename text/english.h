/* english.h - the English Snowball stemmer. Private to text/. */
#ifndef LB_ENGLISH_H
#define LB_ENGLISH_H

#include "base/slice.h"

/* The stem of a folded word, written to `room` (at least word.len bytes). Any thread. */
lb_slice lb_english_stem(lb_slice word, char *room);

#endif
