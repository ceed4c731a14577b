/* segments.h - which segments a generation is made of, and where each case's document lies. Private to the store.
 *
 * A segment is an immutable Xapian database, <state>/seg-K/. Generations share segments: an update adds one with what it
 * changed. In a generation every document of a segment has a row, the case's number in the snapshot (1..N in the order of
 * the ids, as in an index written in one go), or is dead: replaced or dropped since.
 *
 *   <gen>/manifest   text: "name HASH", then a line "seg-K DOCUMENTS LIVING" a segment, the oldest first
 *   <gen>/rows       the row of each document, 32-bit, 0 = dead: segment behind segment, in the order of the documents
 *   <gen>/dead       see dead.h */
#ifndef LB_STORE_SEGMENTS_H
#define LB_STORE_SEGMENTS_H

#include "store/dead.h"

struct lb_segment {
    lb_slice name;        /* "seg-3" */
    char *path;
    uint32_t docs, live;  /* documents are 1..docs */
    const uint32_t *rows; /* of document d: rows[d - 1]; NULL: row = document, none is dead */
    bool is_sorted;       /* the rows ascend */
};

/* Where a document lies. */
struct lb_place {
    uint32_t segment, doc;
};

struct lb_segments {
    struct lb_arena arena;
    lb_slice name; /* of the content, see lb_snapshot_name */
    struct lb_segment *items;
    size_t count;
    uint32_t rows;
    struct lb_place *places; /* by row; NULL: one segment, row = document */
    struct lb_dead dead; /* of terms */
    lb_slice mapped_rows, mapped_dead;
};

/* The segments of the generation in state/folder. LB_IO, LB_INTERNAL: damaged. */
enum lb_status lb_segments_open(const char *state, const char *folder, struct lb_segments *ret, struct lb_err *) LB_MUST_CHECK;
void lb_segments_free(struct lb_segments *);
/* The text of a manifest; names, docs and live of the items count. */
void lb_segments_print(lb_slice name, const struct lb_segment *items, size_t count, struct lb_str *out);
/* Only the names, for whoever looks for segments that nobody names. */
enum lb_status lb_segments_names(struct lb_arena *, const char *folder, lb_slice **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;

#endif
