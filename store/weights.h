/* weights.h - what a word is worth where it stands, and how scores are made of it. Measured; see bench/README.md.
 *
 * Zone weights are multiples of the term frequency (as in BM25F), in quarters so that they stay whole numbers: a word
 * in the body counts 4. They are baked into the index: change LB_INDEX_VERSION with them. */
#ifndef LB_STORE_WEIGHTS_H
#define LB_STORE_WEIGHTS_H

#include "store/store.h"

enum { LB_WDF_UNIT = 4 };

static inline unsigned lb_zone_wdf(enum lb_zone zone)
{
    static const unsigned char wdf[LB_ZONE_COUNT] = {
        [LB_ZONE_TITLE] = 4,  [LB_ZONE_NAMES] = 4, [LB_ZONE_PROBLEM] = 4, [LB_ZONE_SUMMARY] = 2, [LB_ZONE_HEADING] = 4,
        [LB_ZONE_BODY] = 4,   [LB_ZONE_PLACE] = 4, [LB_ZONE_OFFICE] = 2,  [LB_ZONE_LABELS] = 2,
    };
    return wdf[zone];
}

#define LB_BM25_K1 1.0       /* saturation of the term frequency */
#define LB_BM25_B 0.6        /* how much length counts */
#define LB_WEIGHT_EXACT 0.3  /* the word as written, beside its stem */
#define LB_WEIGHT_TITLE 0.25 /* the stem in the title, beside the stem anywhere */

#define LB_WEIGHT_OTHERS 1.2 /* times an alternative's own weight */

/* Spelling: what makes a candidate cheaper than one slip (5), see spell.c and match.c. */
#define LB_SPELL_FREQ 0.3     /* for each doubling of the cases that have it */
#define LB_SPELL_CONTEXT 4.0  /* when the best case for the other words has it */
#define LB_SPELL_STOPWORD 1.5 /* when it is a function word */
#define LB_SPELL_COMMON 0.4   /* a word in more of the cases than this is proposed, not searched */
enum { LB_SPELL_CANDIDATES = 8, LB_SPELL_LIBRARY = 20 /* cases from which on a word can be common */ };

#endif
