/* reader.h - what a snapshot and a reader are made of. Private to the store. */
#ifndef LB_STORE_READER_H
#define LB_STORE_READER_H

#include "store/columns.h"
#include "store/generation.h"
#include "store/labels.h"
#include "store/profiles.h"
#include "store/store.h"
#include "store/wordlist.h"
#include "store/xapian.h"

#include <stdatomic.h>


struct lb_snapshot {
    atomic_uint holders;
    struct lb_generation generation;
    struct lb_arena arena; /* of the small strings below */
    char *index;           /* path of the database */
    lb_slice name;
    struct lb_columns columns;
    struct lb_wordlist words;
    struct lb_labels labels;
    struct lb_profiles profiles;
    struct lb_analyser *analyser;
};

struct lb_reader {
    struct lb_snapshot *snapshot;
    struct lb_xdb *db;
    struct lb_postings postings; /* buffer for one term at a time */
    struct lb_arena files;       /* what lb_reader_file gave */
};

/* The case's document; LB_NOT_FOUND. */
enum lb_status lb_reader_find(struct lb_reader *, lb_slice id, uint32_t *doc, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_reader_card_of(struct lb_reader *, struct lb_arena *, uint32_t doc, lb_slice lang, struct lb_card *ret, struct lb_err *) LB_MUST_CHECK;
/* The body's plain text; empty when there is none. */
enum lb_status lb_reader_text(struct lb_reader *, struct lb_arena *, lb_slice id, lb_slice lang, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;

#endif
