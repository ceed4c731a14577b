/* columns.h - what is counted, filtered and sorted: facet values and sort keys of all documents, in memory, one row a
 * document id (row 0 is empty). About 100 bytes a case; made once at commit, immutable, shared by all threads.
 * Private to the store.
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
    uint32_t title_rank;  /* place among the titles in the readers' alphabetical order */
    uint32_t updated;     /* 20240131; 0 = unknown */
    uint16_t year;        /* of start; 0 = unknown */
    uint8_t evidence;     /* 0..5 */
    uint8_t title_length; /* words in the title, average over the languages */
};

struct lb_columns {
    size_t docs;                           /* rows are 0..docs */
    struct lb_row *rows;
    uint32_t *list;                        /* value numbers, ascending within a row */
    uint32_t field_start[LB_FIELD_COUNT + 1]; /* values of field f are field_start[f] .. field_start[f + 1] */
    struct lb_value *values;
    uint8_t *fields;                       /* field of each value */
    uint32_t *counts;                      /* cases with each value */
    double average_length, average_title_length;
    char *memory;                          /* everything lies in it */
};

/* The values of one row. */
static inline const uint32_t *lb_row_values(const struct lb_columns *c, uint32_t doc, size_t *count)
{
    uint32_t from = doc ? c->rows[doc - 1].values_end : 0;
    *count = c->rows[doc].values_end - from;
    return c->list + from;
}

/* The number of a value, or UINT32_MAX. */
uint32_t lb_columns_find(const struct lb_columns *, enum lb_field, lb_slice code);

/* ---- made at commit ---- */

struct lb_columns_maker;
struct lb_columns_maker *lb_columns_maker_new(void);
void lb_columns_maker_free(struct lb_columns_maker *);
/* The next document; facets may repeat. A region adds the regions above it. */
void lb_columns_maker_add(struct lb_columns_maker *, const struct lb_doc *, size_t length, size_t title_length);
/* The parts of a region's path: "61.71" gives "61.71", "61"; "IN-KL" gives "IN-KL", "IN". Returns how many (<= 4). */
size_t lb_region_path(lb_slice code, lb_slice parts[4]);
void lb_columns_maker_write(struct lb_columns_maker *, struct lb_str *out);

enum lb_status lb_columns_read(lb_slice blob, struct lb_columns *ret, struct lb_err *) LB_MUST_CHECK;
void lb_columns_free(struct lb_columns *);

#endif
