/* check_pattern.h - what a pattern of our schemas wants, in words for an author: check_schema.c tells. */
#ifndef LB_CHECK_PATTERN_H
#define LB_CHECK_PATTERN_H

#include "indexer/check_rules.h"

struct lb_pattern_words {
    const char *pattern; /* how it begins */
    enum lb_rule rule;
    const char *id, *en; /* "bukan kode daerah", "is no code of a region": behind what is written there */
    const char *hint_id, *hint_en;
    bool is_region;      /* a region may be meant by another code, or by its name */
};

/* NULL: none of ours. */
const struct lb_pattern_words *lb_pattern_words(lb_slice pattern);

#endif
