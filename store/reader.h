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

/* What is made from notes that hardly ever change, one of the three: shared by snapshots where it comes out the same.
 * Labels also depend on what values there are. */
struct lb_shared {
    atomic_uint holders;
    uint64_t notes; /* hash of what it was made from */
    struct lb_labels labels;
    struct lb_profiles profiles;
    struct lb_analyser *analyser;
};

struct lb_snapshot {
    atomic_uint holders;
    struct lb_generation generation;
    struct lb_segments segments;
    struct lb_columns columns;
    struct lb_wordlist words;
    struct lb_shared *with_labels, *with_profiles, *with_analyser; /* NULL: only peeked at */
    const struct lb_labels *labels;
    const struct lb_profiles *profiles;
    const struct lb_analyser *analyser;
    lb_slice assets;           /* their names, a line each: mapped */
};

struct lb_reader {
    struct lb_snapshot *snapshot;
    struct lb_xdb *db;
    struct lb_postings postings; /* buffer for one term at a time */
    struct lb_arena arena;
    lb_slice *files;             /* mapped by lb_reader_file */
    size_t file_count, file_capacity;
};

/* The case's row; LB_NOT_FOUND. */
enum lb_status lb_reader_find(struct lb_reader *, lb_slice id, uint32_t *doc, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_reader_card_of(struct lb_reader *, struct lb_arena *, uint32_t doc, lb_slice lang, struct lb_card *ret, struct lb_err *) LB_MUST_CHECK;
/* The body's plain text, by the card; empty when there is none. */
enum lb_status lb_reader_text(struct lb_reader *, struct lb_arena *, uint32_t doc, const struct lb_card *, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* LB_INTERNAL when the snapshot was only peeked at. */
enum lb_status lb_reader_can_search(const struct lb_reader *, struct lb_err *) LB_MUST_CHECK;
/* Is the name in a list of lines in byte order? */
bool lb_lines_have(lb_slice lines, lb_slice name);

#endif
