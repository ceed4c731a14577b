/* bilingual.h - Indonesian words for English ones and the reverse: a dictionary and spelling rules. Private to text/. */
#ifndef LB_BILINGUAL_H
#define LB_BILINGUAL_H

#include "text/lexicon.h"

struct lb_bilingual; /* the table; belongs to one analyser */

void lb_bilingual_free(struct lb_bilingual *);
/* Adds what the dictionary and the spelling rules have for `word`, whose stem is `stem`. The table is made at the first
 * call, by one thread: an indexer that looks nothing up does not pay for it. *table starts as NULL. */
void lb_bilingual_look(struct lb_bilingual *_Atomic *table, const struct lb_analyser *, struct lb_arena *,
                       lb_slice word, lb_slice stem, struct lb_alternatives *);

/* lexicon.c: adds one alternative unless it is the word itself, known already or one too many. `key`: its stems with
 * blanks between; text and key must outlive the alternatives. */
void lb_alternatives_add(struct lb_alternatives *, struct lb_arena *, lb_slice text, lb_slice key, lb_slice own_key,
                         enum lb_relation, double weight);

#endif
