/* board.h - a list for editors: one table, shown as a page or given as a CSV file, with the same rows in the same order.
 *
 * CSV: RFC 4180 in UTF-8 with a byte order mark (without it spreadsheets take the file for another encoding), a header row in the
 * page's language. A cell a spreadsheet would take for a formula - it starts with = + - @, behind white space too, or with a tab
 * or line end - gets an apostrophe in front, as spreadsheets themselves mark text. */
#ifndef LB_BOARD_H
#define LB_BOARD_H

#include "site/model.h"

enum { LB_BOARD_ROWS = 50 /* on one page */, LB_BOARD_COLUMNS = 16 };
enum lb_board_place { LB_BOARD_BOTH, LB_BOARD_PAGE, LB_BOARD_FILE };

struct lb_board_column {
    const char *label; /* LB_WORD */
    enum lb_board_place place;
    bool is_number;
};
struct lb_board_cell {
    lb_slice text, url, note, lang; /* what the page shows; lang only when it is not the page's */
    lb_slice raw;                   /* what the file says; empty = text */
};
struct lb_board {
    const struct lb_board_column *columns; /* the first one names the row */
    size_t column_count;
    struct lb_board_cell *cells; /* row by row */
    size_t row_count, capacity;
};

/* Is this address the one of the file? */
bool lb_board_is_file(const struct lb_page_request *);
/* A row of empty cells to be filled. */
struct lb_board_cell *lb_board_row(const struct lb_page_request *, struct lb_board *);
/* Which rows of `total` this request asks for: a page of LB_BOARD_ROWS, or a part of a file of LB_MAX_LIST. LB_NOT_FOUND behind
 * the last. */
enum lb_status lb_board_pages(const struct lb_page_request *, size_t total, struct lb_pages *ret, struct lb_err *) LB_MUST_CHECK;
/* Adds columns, rows, paging and the addresses of the file and its parts: files [{file_url, file_label}]. `file` is the route. */
void lb_board_show(const struct lb_page_request *, const struct lb_board *, const struct lb_pages *, size_t total, const char *file,
                   struct lb_json *into);
/* The file as a reply, named NAME.csv, with its part in the name when there are several. */
void lb_board_reply(const struct lb_page_request *, const struct lb_board *, const struct lb_pages *, const char *name,
                    struct lb_reply *);

/* One line of a file. */
void lb_csv_row(struct lb_str *out, const lb_slice *cells, size_t count);

/* What every editors' page starts with: titles, not for search engines, the way between them: bench [{bench_url, bench_label,
 * bench_is_here}]. */
struct lb_json *lb_board_model(const struct lb_page_request *, const char *title, const char *intro);
/* Field or section of a case, by the code in its record's completeness.missing. */
lb_slice lb_model_missing_label(const struct lb_page_request *, lb_slice code);
/* Days from one ISO date to another; -1 when one is no full date or the second is earlier. */
long lb_days_between(lb_slice from, lb_slice to);
/* The date that ages are measured from: of the snapshot's commit. */
lb_slice lb_board_today(const struct lb_page_request *);

#endif
