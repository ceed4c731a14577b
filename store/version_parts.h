/* version_parts.h - between version_diff.c (which parts, which lines) and version_words.c (which words in them). */
#ifndef LB_STORE_VERSION_PARTS_H
#define LB_STORE_VERSION_PARTS_H

#include "base/diff.h"
#include "store/version_diff.h"

/* Words and lines as numbers. */
struct lb_symbols {
    struct lb_arena *arena;
    lb_slice *keys;
    uint32_t *slots; /* place in keys + 1 */
    size_t count, capacity, slot_count;
};

uint32_t lb_symbol(struct lb_symbols *, lb_slice key);

/* A text taken apart. */
struct lb_text_line {
    lb_slice whole, path, text;
    char tag;
};

struct lb_text_part {
    char tag;
    lb_slice name;
    struct lb_text_line *lines;
    size_t count, capacity;
};

/* Lines of a part that is being compared. */
struct lb_weaver {
    struct lb_arena *arena;
    struct lb_diff_part *part;
    size_t line; /* the one that words of now go to; LB_NO_LINE when there is none yet */
    size_t *added, *removed;
};
#define LB_NO_LINE SIZE_MAX

struct lb_diff_line *lb_weave_open(struct lb_weaver *, const struct lb_text_line *head, enum lb_diff_kind);
/* Compares lines word by word and adds what comes out to the part. */
void lb_weave_words(struct lb_weaver *, const struct lb_text_line *old, size_t old_count, const struct lb_text_line *now,
                    size_t now_count);

#endif
