/* query.h - the query language: text to a small tree. Private to the store, except lb_query_syntax (syntax.h).
 *
 * Nothing fails: what cannot be read as syntax is read as plain words, with a notice. Time is linear in LB_MAX_QUERY.
 * A tree has at most LB_MAX_QUERY_WORDS leaves; a leaf is a bit, so that a document's matches are one 32-bit mask and
 * the tree is a boolean function of it. */
#ifndef LB_STORE_QUERY_H
#define LB_STORE_QUERY_H

#include "store/store.h"

#include <stdint.h>

enum lb_leaf_kind {
    LB_LEAF_WORD,   /* one word, or a compound: words are its parts */
    LB_LEAF_PREFIX, /* rumah* */
    LB_LEAF_PHRASE, /* "bank sampah" */
    LB_LEAF_TITLE,  /* judul:sampah */
    LB_LEAF_FIELD,  /* urusan:kesehatan */
    LB_LEAF_YEARS,  /* tahun:2015..2020 */
};

struct lb_leaf {
    enum lb_leaf_kind kind;
    lb_slice text;             /* as typed */
    lb_slice *words, *stems;   /* folded; at least one for all but FIELD and YEARS */
    size_t word_count;
    lb_slice joined, joined_stem; /* of a compound: "eplanning"; else empty */
    bool is_stopword;          /* not required, not searched, unless there is nothing else */
    bool is_required;          /* also when only some words must match: phrases, fields, years */
    enum lb_field field;
    int from, to;              /* years; 0 = open */
};

enum lb_node_kind { LB_NODE_ALL, LB_NODE_ANY, LB_NODE_NOT, LB_NODE_LEAF };

struct lb_node {
    enum lb_node_kind kind;
    struct lb_node *children, *next;
    unsigned leaf;
};

struct lb_query {
    struct lb_node *root; /* an ALL node */
    struct lb_leaf leaves[32];
    size_t leaf_count;
    uint32_t wanted;   /* words that are looked for: bits of positive leaves that are not required */
    uint32_t required; /* must match always */
    uint32_t excluded; /* must never match */
    bool is_flat;      /* words and -words only: the tree is true when all of `needed` and none of `excluded` match */
    uint32_t needed;
    lb_slice notices[8];
    size_t notice_count;
};

void lb_query_read(const struct lb_analyser *, struct lb_arena *, lb_slice text, struct lb_query *ret);
/* Is the tree true for a document whose matching leaves are `mask`? */
bool lb_query_tree_matches(const struct lb_query *, uint32_t mask);
static inline bool lb_query_matches(const struct lb_query *q, uint32_t mask)
{
    return q->is_flat ? (mask & q->needed) == q->needed && !(mask & q->excluded) : lb_query_tree_matches(q, mask);
}
/* Says something about the query, once. Texts are keys of the words file: Indonesian. */
void lb_query_notice(struct lb_query *, lb_slice text);
/* For the parser: fills wanted, required, excluded and the rest from the tree. */
void lb_query_place(struct lb_query *);
/* To be called after a leaf became a stopword. */
void lb_query_settle(struct lb_query *);
/* The query as it was read, for people. */
lb_slice lb_query_print(const struct lb_query *, struct lb_arena *);

#endif
