/* columns_maker.h - what columns are made from. Private to columns_make.c and columns_titles.c. */
#ifndef LB_STORE_COLUMNS_MAKER_H
#define LB_STORE_COLUMNS_MAKER_H

#include "store/columns_file.h"

struct value {
    enum lb_field field;
    lb_slice code, label; /* label: the smallest of all cases', so that their order does not matter */
    uint32_t labels;      /* times it was given */
    bool is_doubtful;     /* the smallest went, others may be left */
    uint32_t count, number;
};

/* A language of a document that was added. */
struct text {
    lb_slice lang, title;
};

struct added {
    struct lb_row row; /* values_end: end in list */
    size_t texts, text_count;
};

struct label {
    uint32_t value;
    lb_slice label;
};

struct lb_columns_maker {
    const struct lb_columns *old;
    struct lb_arena arena;
    struct added *added;
    size_t added_count, added_capacity;
    struct text *texts;
    size_t text_count, text_capacity;
    uint32_t *list; /* of values, in the table's numbers */
    size_t list_count, list_capacity;
    struct label *labels; /* of what was added: counted when all that went is known */
    size_t label_count, label_capacity;
    struct value *values; /* those of old first, under the same numbers */
    size_t value_count, value_capacity;
    uint32_t *slots; /* hash table over values, number + 1 */
    size_t slot_count;
    uint32_t *removed; /* old rows */
    size_t removed_count, removed_capacity;
    lb_slice *removed_langs; /* one for each language of each */
    size_t removed_lang_count, removed_lang_capacity;
    uint32_t doubt_at;
};

/* Writes an order by title for each of the languages. moved: by old row, its new one, 0 = gone. LB_INTERNAL, LB_IO. */
enum lb_status lb_columns_maker_titles(struct lb_columns_maker *, const struct lb_columns_plan *, const uint32_t *moved,
                                       const struct lb_columns_lang *langs, size_t count, struct lb_str *out,
                                       struct lb_err *) LB_MUST_CHECK;

#endif
