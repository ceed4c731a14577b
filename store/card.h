/* card.h - cards to bytes and back: what is kept as Xapian's document data. Private to the store. */
#ifndef LB_STORE_CARD_H
#define LB_STORE_CARD_H

#include "base/str.h"
#include "store/store.h"

/* All languages of a case, the original first. */
void lb_cards_write(const struct lb_doc *, struct lb_str *out);
/* The card in `lang`, else the first. Its strings point into data. LB_INTERNAL: damaged. */
enum lb_status lb_cards_read(lb_slice data, lb_slice lang, struct lb_card *ret, struct lb_err *) LB_MUST_CHECK;
/* The languages there are; at most max. */
size_t lb_cards_langs(lb_slice data, lb_slice *langs, size_t max);

#endif
