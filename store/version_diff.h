/* version_diff.h - what changed between two versions of a case (versions.h), word by word, for readers.
 *
 * Fields are compared by name, sections by title; lines that are equal are found first, then words in what lies between them.
 * Bounded in time by base/diff.h, whatever the texts are. */
#ifndef LB_STORE_VERSION_DIFF_H
#define LB_STORE_VERSION_DIFF_H

#include "base/arena.h"

/* How a part, a line or a piece stands: */
enum lb_diff_kind {
    LB_DIFF_SAME = '=',
    LB_DIFF_REMOVED = '-',
    LB_DIFF_ADDED = '+',
    LB_DIFF_CHANGED = '~', /* parts and lines only */
    LB_DIFF_CUT = '.',     /* pieces: words left out of a long unchanged stretch; lines: `count` unchanged ones */
};

struct lb_diff_piece {
    enum lb_diff_kind kind;
    bool has_space; /* before it */
    lb_slice text;  /* of CUT: empty */
};

struct lb_diff_line {
    char tag; /* as in versions.h */
    enum lb_diff_kind kind;
    lb_slice path; /* of v and i */
    struct lb_diff_piece *pieces;
    size_t piece_count, piece_capacity;
    size_t count; /* of CUT */
};

struct lb_diff_part {
    char tag; /* F or S */
    enum lb_diff_kind kind;
    lb_slice name;     /* as it is now; of a removed part as it was */
    lb_slice old_name; /* of a section that was renamed */
    struct lb_diff_line *lines;
    size_t line_count, line_capacity;
};

struct lb_version_diff {
    struct lb_diff_part *parts; /* those that changed: fields, then sections */
    size_t part_count, part_capacity;
    size_t same_fields, same_sections;
    size_t added, removed; /* words */
};

/* Slices point into the texts. */
void lb_version_compare(struct lb_arena *, lb_slice old, lb_slice now, struct lb_version_diff *ret);

/* A version's text in parts, for showing it as it is: every line is one SAME piece. */
void lb_version_parts(struct lb_arena *, lb_slice text, struct lb_diff_part **ret, size_t *count);

#endif
