/* spell.h - the known word nearest to an unknown one. Private to the store. */
#ifndef LB_STORE_SPELL_H
#define LB_STORE_SPELL_H

#include "store/wordlist.h"

struct lb_spelling {
    uint32_t word; /* number in the list */
    double cost;   /* smaller is better; one slip is about 5 */
};

/* At most two slips (insertion, deletion, substitution, two letters exchanged), one for words below six letters, none
 * below four. Nearer, then more frequent words win. Best first; returns how many (<= max <= 16). */
size_t lb_spell(const struct lb_wordlist *, lb_slice word, struct lb_spelling *ret, size_t max);

/* The same for a word that is still being typed, of three letters at least: words that begin like it but for one slip. */
size_t lb_spell_beginning(const struct lb_wordlist *, lb_slice typed, struct lb_spelling *ret, size_t max);

#endif
