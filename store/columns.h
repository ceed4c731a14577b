/* columns.h - what is counted, filtered and sorted: facet values and sort keys of all cases, one row a case in the order
 * of the ids (row 0 is empty), and the alphabetical orders of their titles. About 150 bytes a case; a file of the
 * generation, made at commit, immutable, mapped, shared by all threads. Private to the store.
 *
 * A facet value is a number: its place in the list of values, which is sorted by field, then code. Numbers of one
 * field are neighbours. */
#ifndef LB_STORE_COLUMNS_H
#define LB_STORE_COLUMNS_H

#include "base/str.h"
#include "store/store.h"

#include <stdint.h>

struct lb_value {
    lb_slice code, label;
};

struct lb_row {
    uint32_t values_end;  /* its values are list[previous row's end .. values_end) */
    uint32_t length;      /* sum of the stems' wdf, an average over the languages */
    uint32_t updated;     /* 20240131; 0 = unknown */
    uint16_t year;        /* of start; 0 = unknown */
    uint8_t evidence;     /* 0..5 */
    uint8_t title_length; /* words in the title, average over the languages */
};

/* The alphabetical order for readers of one language: of the titles they see. */
struct lb_titles {
    lb_slice lang;
    uint32_t cases;        /* that are there in the language */
    const uint32_t *order; /* rows, docs of them */
    uint32_t *rank;        /* place in order, by row */
};

struct lb_columns {
    size_t docs;                           /* rows are 0..docs */
    const struct lb_row *rows;
    const uint32_t *list;                  /* value numbers, ascending within a row */
    uint32_t field_start[LB_FIELD_COUNT + 1]; /* values of field f are field_start[f] .. field_start[f + 1] */
    struct lb_value *values;
    uint8_t *fields;                       /* field of each value */
    const struct lb_stored_value *stored;
    struct lb_titles *titles;              /* by lang */
    size_t title_count;
    double average_length, average_title_length;
    lb_slice mapped;                       /* the file */
};

/* What the file says about a value, beside its bytes. */
struct lb_stored_value {
    uint32_t field, code_len, label_len;
    uint32_t count;  /* cases with the value */
    uint32_t labels; /* how often a case gives this label; others may spell it differently */
};

static inline uint32_t lb_columns_count(const struct lb_columns *c, uint32_t value)
{
    return c->stored[value].count;
}

/* The values of one row. */
static inline const uint32_t *lb_row_values(const struct lb_columns *c, uint32_t doc, size_t *count)
{
    uint32_t from = doc ? c->rows[doc - 1].values_end : 0;
    *count = c->rows[doc].values_end - from;
    return c->list + from;
}

/* The number of a value, or UINT32_MAX. */
uint32_t lb_columns_find(const struct lb_columns *, enum lb_field, lb_slice code);

/* Do both have the same values with the same labels under the same numbers? */
bool lb_columns_same_values(const struct lb_columns *, const struct lb_columns *);

/* The order for `lang`, else for the first language; NULL in an empty library. */
const struct lb_titles *lb_columns_titles(const struct lb_columns *, lb_slice lang);

/* ---- made at commit ---- */

struct lb_columns_maker;
/* For columns made from `old` (which must outlive the maker), or NULL. */
struct lb_columns_maker *lb_columns_maker_new(const struct lb_columns *old);
void lb_columns_maker_free(struct lb_columns_maker *);
/* The next document; facets may repeat. A region adds the regions above it. Documents are numbered from 0 as they come. */
void lb_columns_maker_add(struct lb_columns_maker *, const struct lb_doc *, size_t length, size_t title_length);
/* An old row goes: of its document data. */
void lb_columns_maker_remove(struct lb_columns_maker *, uint32_t row, lb_slice data);
/* Values whose label only cases that went had spelled so, one a call; false when there are no more. Then
 * lb_columns_maker_relabel with what each old case that stays calls it. */
bool lb_columns_maker_doubt(struct lb_columns_maker *, enum lb_field *, lb_slice *code);
void lb_columns_maker_relabel(struct lb_columns_maker *, enum lb_field, lb_slice code, lb_slice label);

enum { LB_ADDED_ROW = 0x80000000u }; /* this bit: number of a document that was added; else an old row */
struct lb_columns_plan {
    const uint32_t *rows; /* where rows 1..count come from */
    size_t count;
    /* The title of an old row as readers of lang see it, kept in the arena. */
    enum lb_status (*title)(void *ctx, struct lb_arena *, uint32_t row, lb_slice lang, lb_slice *ret, struct lb_err *);
    void *ctx;
};
/* Fails as plan->title does. */
enum lb_status lb_columns_maker_write(struct lb_columns_maker *, const struct lb_columns_plan *, struct lb_str *out,
                                      struct lb_err *) LB_MUST_CHECK;
/* The parts of a region's path: "61.71" gives "61.71", "61"; "IN-KL" gives "IN-KL", "IN". Returns how many (<= 4). */
size_t lb_region_path(lb_slice code, lb_slice parts[4]);

/* LB_NOT_FOUND, LB_IO; LB_INTERNAL: damaged. */
enum lb_status lb_columns_open(const char *path, struct lb_columns *ret, struct lb_err *) LB_MUST_CHECK;
void lb_columns_free(struct lb_columns *);

#endif
