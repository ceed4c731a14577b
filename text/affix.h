/* affix.h - Indonesian morphology: the root of a word by confix stripping over a root dictionary. Private to text/.
 *
 * After Nazief and Adriani (1996), Asian, Williams and Tahaghoghi, "Stemming Indonesian" (2005; Asian's thesis 2007)
 * and Arifin, Mahendra and Ciptaningtyas, "Enhanced Confix Stripping Stemmer" (2009): particles, possessives and
 * suffixes come off the end, up to three prefixes with their nasal sounds off the front, illegal pairs of prefix and
 * suffix are refused, and only what a dictionary knows is a root. Where they stop at the first hit we weigh all
 * candidates: fewest affixes first, then whether the dictionary derives exactly this form from the root, then the
 * commoner and the longer root. */
#ifndef LB_AFFIX_H
#define LB_AFFIX_H

#include "text/roots.h"

/* The root of a folded word without hyphens, NULL when it has none. A known word is its own root. */
const struct lb_root *lb_affix_root(const struct lb_roots *, lb_slice word);
/* As above for words that may hold hyphens: reduplication (anak-anak, bermain-main, tolong-menolong, sayur-mayur).
 * NULL also when the parts are no reduplication of each other. */
const struct lb_root *lb_affix_redup(const struct lb_roots *, lb_slice word);
/* A loan word's base by the regular correspondences of learned suffixes (digitalisasi: digital, aktivitas: aktif,
 * inovatif: inovasi); NULL when there is none in the dictionary. */
const struct lb_root *lb_loan_base(const struct lb_roots *, lb_slice word);

#endif
