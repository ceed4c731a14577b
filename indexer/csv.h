/* csv.h - rows of a comma-separated file of schema/: RFC 4180 with LF line ends, the first line names the columns. */
#ifndef LB_CSV_H
#define LB_CSV_H

#include "base/err.h"
#include "indexer/check_rules.h"

enum { LB_CSV_COLUMNS = 16 };

struct lb_csv {
    struct lb_source *source;
    struct lb_arena *arena;
    lb_slice rest;
    unsigned line;                   /* of the row read last */
    lb_slice cells[LB_CSV_COLUMNS];  /* of that row, in the order of the names asked for; missing columns are empty */
    size_t order[LB_CSV_COLUMNS];    /* file column -> asked column */
    size_t file_columns, count;
};

/* Checks the bytes, reads the first line. `names`, NULL-ended, are the columns to read, in any order in the file.
 * LB_INVALID: unclean text, or a column is missing: reported. */
enum lb_status lb_csv_open(struct lb_csv *, struct lb_source *, struct lb_arena *,
                           const char *const *names) LB_MUST_CHECK;
/* The next row into cells; false at the end. Rows with a wrong number of cells are reported and skipped. */
bool lb_csv_next(struct lb_csv *);

#endif
