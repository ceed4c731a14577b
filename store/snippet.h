/* snippet.h - words found are marked: in a whole text, or in the piece of a long text that shows most of them.
 * Private to the store. */
#ifndef LB_STORE_SNIPPET_H
#define LB_STORE_SNIPPET_H

#include "store/match.h"

/* The words of the library that belong to a query's stems. */
struct lb_marks;
struct lb_marks *lb_marks_new(struct lb_arena *, const struct lb_snapshot *, const struct lb_query *, const struct lb_match *);
/* The whole text, escaped, with <mark>. */
struct lb_html lb_marks_text(const struct lb_marks *, struct lb_arena *, lb_slice text);
/* About 240 characters around the words found; empty when none is in the text. */
struct lb_html lb_marks_snippet(const struct lb_marks *, struct lb_arena *, lb_slice text);
/* The different words found, as they are written first, comma-separated; at most eight. */
lb_slice lb_marks_words(const struct lb_marks *, struct lb_arena *, lb_slice text);

#endif
