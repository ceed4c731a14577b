/* lexicon.h - other words for a word or phrase: acronyms both ways, synonyms, translations, cognates.
 *
 * Everything is data: schema/search/ of the library (through lb_analyser_new) and a bilingual dictionary compiled in
 * (FreeDict English-Indonesian; licence in the data's README). No language is guessed: every word is looked up both
 * ways. Entries are found by the stems of their words. */
#ifndef LB_LEXICON_H
#define LB_LEXICON_H

#include "text/text.h"

enum lb_relation {
    LB_SYNONYM,     /* a curated group of equals */
    LB_EXPANSION,   /* the long form of an acronym */
    LB_ACRONYM,     /* the short form of a phrase */
    LB_TRANSLATION, /* by dictionary, either direction */
    LB_COGNATE,     /* by spelling rule: -tion/-si, -ity/-itas, c/k, ph/f ... */
    LB_PLACE,       /* another name of the same region */
};

struct lb_alternative {
    lb_slice *stems; /* the other words, stemmed; more than one = a phrase whose words must all occur */
    size_t count;
    lb_slice text;   /* as a person would read it */
    enum lb_relation relation;
    double weight;   /* 0..1, how nearly it is the same */
};

/* Alternatives of the words[from .. from+*used), the longest entry first: *used says how many words the entry covers
 * (at least 1; count = from + 1 asks for one word alone). Words are folded, as typed. A place has the facet "region"
 * with its code. At most LB_MAX_ALTERNATIVES. Facet values an entry names come in *facets
 * ("challenges", "stunting" pairs), so that a synonym reaches a facet. */
struct lb_facet_hint { lb_slice field, code; };
struct lb_alternatives {
    struct lb_alternative *items;
    size_t count;
    struct lb_facet_hint *facets;
    size_t facet_count;
    size_t used;
};
void lb_lexicon_look(const struct lb_analyser *, struct lb_arena *, const lb_slice *words, size_t count, size_t from,
                     struct lb_alternatives *ret);

#endif
