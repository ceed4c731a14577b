/* scan.h - walks the words of stored text quickly, for snippets, highlighting and phrases. Private to the store.
 *
 * Not the analyser: no stems, no compounds; about 1 ns a byte. What it takes for a word is what the analyser takes for
 * one, parts of a compound apart. */
#ifndef LB_STORE_SCAN_H
#define LB_STORE_SCAN_H

#include "base/arena.h"

struct lb_scan {
    lb_slice text;
    size_t at;
    size_t start, end;  /* of the word, in text */
    lb_slice word;      /* folded; valid until the next call */
    struct lb_arena *arena; /* for words with letters beyond ASCII */
    char room[200];
};

/* Words longer than the room are skipped. */
bool lb_scan_next(struct lb_scan *);

/* Do the folded words stand in text, one behind the other? */
bool lb_scan_has_phrase(lb_slice text, const lb_slice *words, size_t count);

#endif
