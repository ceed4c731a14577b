/* card.h - cards to bytes and back: what is kept as Xapian's document data. Private to the store.
 *
 * Behind the cards: labels that the case gives to facet values, and a hash of all that was put, for updates. */
#ifndef LB_STORE_CARD_H
#define LB_STORE_CARD_H

#include "base/str.h"
#include "store/store.h"

#include <stdint.h>

enum { LB_CARD_LANGS = 16 }; /* a case has at most so many */

/* All languages of a case, the original first. */
void lb_cards_write(const struct lb_doc *, uint64_t content, struct lb_str *out);
/* The card in `lang`, else the first. Its strings point into data. LB_INTERNAL: damaged. */
enum lb_status lb_cards_read(lb_slice data, lb_slice lang, struct lb_card *ret, struct lb_err *) LB_MUST_CHECK;
/* The languages there are; at most max. */
size_t lb_cards_langs(lb_slice data, lb_slice *langs, size_t max);
/* What stands behind the cards: facet values with labels, one by one; and the hash. */
lb_slice lb_cards_facets(lb_slice data);
bool lb_cards_next_facet(lb_slice *rest, struct lb_facet_value *ret);
uint64_t lb_cards_content(lb_slice data);

#endif
