/* analyser.h - what an analyser holds. Private to text/. */
#ifndef LB_ANALYSER_H
#define LB_ANALYSER_H

#include "text/roots.h"
#include "text/text.h"

struct lb_lexicon;

struct lb_analyser {
    struct lb_roots roots;
    struct lb_arena strings; /* words that came with the configuration */
    struct lb_lexicon *lexicon;
};

/* lexicon.c. The lexicon's memory belongs to the analyser. */
enum lb_status lb_lexicon_load(struct lb_analyser *, const struct lb_json *config, struct lb_err *) LB_MUST_CHECK;
void lb_lexicon_free(struct lb_lexicon *);

#endif
