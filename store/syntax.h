/* syntax.h - THE table of the query language: the parser takes its words from it, the help page and the manual list it.
 * Besides these rows every field of the field table is a row of kind LB_SYNTAX_FIELD: urusan:kesehatan. */
#ifndef LB_STORE_SYNTAX_H
#define LB_STORE_SYNTAX_H

#include "base/slice.h"

enum lb_syntax_kind {
    LB_SYNTAX_WORDS,
    LB_SYNTAX_PHRASE,
    LB_SYNTAX_NOT,
    LB_SYNTAX_OR,
    LB_SYNTAX_GROUP,
    LB_SYNTAX_PREFIX,
    LB_SYNTAX_TITLE,
    LB_SYNTAX_FIELD,
    LB_SYNTAX_YEARS,
    LB_SYNTAX_COUNT
};

struct lb_syntax {
    const char *word_id, *word_en; /* what is typed: an operator or a field's name; "" = marks only */
    const char *example_id, *example_en;
    const char *meaning_id, *meaning_en;
};

extern const struct lb_syntax lb_query_syntax[LB_SYNTAX_COUNT];

#endif
