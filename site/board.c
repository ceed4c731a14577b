/* board.c - see board.h. */
#include "site/board.h"

#include "base/limits.h"

bool lb_board_is_file(const struct lb_page_request *p)
{
    return lb_slice_ends(lb_slice_of(p->request->route->name), LB_S("-csv"));
}

struct lb_board_cell *lb_board_row(const struct lb_page_request *p, struct lb_board *b)
{
    if (b->row_count == b->capacity) {
        size_t capacity = b->capacity ? 2 * b->capacity : 64;
        struct lb_board_cell *cells = LB_NEW_ARRAY(p->arena, struct lb_board_cell, capacity * b->column_count);
        if (b->row_count)
            memcpy(cells, b->cells, b->row_count * b->column_count * sizeof *cells);
        b->cells = cells;
        b->capacity = capacity;
    }
    return b->cells + b->column_count * b->row_count++;
}

enum lb_status lb_board_pages(const struct lb_page_request *p, size_t total, struct lb_pages *ret, struct lb_err *e)
{
    size_t size = lb_board_is_file(p) ? LB_MAX_LIST : LB_BOARD_ROWS;
    long page = lb_request_number(p->request, "page", 1);
    size_t pages = total ? (total + size - 1) / size : 1;
    if (page < 1 || (size_t)page > pages)
        return lb_fail(e, LB_NOT_FOUND, "the list has only %zu pages", pages);
    size_t from = (size_t)(page - 1) * size;
    *ret = (struct lb_pages){from, from + size < total ? from + size : total, page, (long)pages};
    return LB_OK;
}

/* ---- as a page ---- */

static struct lb_json *cell_model(const struct lb_page_request *p, const struct lb_board_column *column,
                                  const struct lb_board_cell *cell, bool is_head)
{
    struct lb_json *m = lb_json_object();
    lb_json_set_bool(m, is_head ? "cell_head" : column->is_number ? "cell_number" : "cell_plain", true);
    lb_json_set_str(m, "cell_label", lb_model_word(p, column->label));
    lb_json_set_str(m, "cell_text", cell->text);
    lb_json_set_str(m, "cell_url", cell->url);
    lb_json_set_bool(m, "cell_is_text", !cell->url.len);
    lb_json_set_str(m, "cell_note", cell->note);
    lb_json_set_str(m, "cell_lang", cell->lang);
    return m;
}

static void set_files(const struct lb_page_request *p, size_t total, const char *route, struct lb_json *into)
{
    struct lb_json *files = lb_json_array();
    size_t parts = total ? (total + LB_MAX_LIST - 1) / LB_MAX_LIST : 1;
    struct lb_request all = *p->request;
    all.route = lb_route_named(route);
    for (size_t i = 1; i <= parts && total; i++) {
        struct lb_json *one = lb_json_object();
        lb_slice number = lb_arena_printf(p->arena, "%zu", i);
        lb_slice label = parts == 1 ? lb_model_word(p, "Unduh daftar ini (CSV)")
                                    : LB_SAY(p, "Unduh bagian %s dari %s (CSV)", lb_model_number(p, (int64_t)i),
                                             lb_model_number(p, (int64_t)parts));
        lb_json_set_str(one, "file_label", label);
        lb_json_set_str(one, "file_url", lb_url_with(p->arena, &all, "page", i > 1 ? number : LB_EMPTY));
        lb_json_push(files, one);
    }
    lb_json_set(into, "files", files);
}

void lb_board_show(const struct lb_page_request *p, const struct lb_board *b, const struct lb_pages *at, size_t total,
                   const char *file, struct lb_json *into)
{
    struct lb_json *columns = lb_json_array(), *rows = lb_json_array();
    for (size_t c = 0; c < b->column_count; c++) {
        struct lb_json *one = lb_json_object();
        if (b->columns[c].place == LB_BOARD_FILE) {
            lb_json_free(one);
            continue;
        }
        lb_json_set_str(one, "column_label", lb_model_word(p, b->columns[c].label));
        lb_json_set_bool(one, "column_is_number", b->columns[c].is_number);
        lb_json_push(columns, one);
    }
    for (size_t r = 0; r < b->row_count; r++) {
        struct lb_json *row = lb_json_object(), *cells = lb_json_array();
        for (size_t c = 0; c < b->column_count; c++)
            if (b->columns[c].place != LB_BOARD_FILE)
                lb_json_push(cells, cell_model(p, &b->columns[c], &b->cells[r * b->column_count + c], c == 0));
        lb_json_set(row, "cells", cells);
        lb_json_push(rows, row);
    }
    lb_json_set(into, "columns", columns);
    lb_json_set(into, "rows", rows);
    lb_json_set_bool(into, "is_empty", b->row_count == 0);
    lb_model_paging(p, at, into);
    set_files(p, total, file, into);
}

/* ---- as a file ---- */

static bool is_formula(lb_slice s)
{
    size_t i = 0;
    while (i < s.len && s.data[i] == ' ')
        i++;
    return i < s.len && strchr("=+-@\t\r\n", s.data[i]);
}

void lb_csv_row(struct lb_str *out, const lb_slice *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            lb_str_addc(out, ',');
        bool is_odd = is_formula(cells[i]), is_quoted = is_odd;
        for (size_t k = 0; k < cells[i].len && !is_quoted; k++)
            is_quoted = strchr("\",\r\n;", cells[i].data[k]) != NULL;
        if (is_quoted)
            lb_str_addc(out, '"');
        if (is_odd)
            lb_str_addc(out, '\'');
        for (size_t k = 0; k < cells[i].len; k++) {
            if (cells[i].data[k] == '"')
                lb_str_addc(out, '"');
            lb_str_addc(out, cells[i].data[k]);
        }
        if (is_quoted)
            lb_str_addc(out, '"');
    }
    lb_str_lit(out, "\r\n");
}

void lb_board_reply(const struct lb_page_request *p, const struct lb_board *b, const struct lb_pages *at, const char *name,
                    struct lb_reply *reply)
{
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    lb_slice line[LB_BOARD_COLUMNS];
    lb_str_lit(&out, "\xEF\xBB\xBF");
    for (size_t r = 0; r <= b->row_count; r++) {
        size_t n = 0;
        for (size_t c = 0; c < b->column_count; c++) {
            if (b->columns[c].place == LB_BOARD_PAGE)
                continue;
            const struct lb_board_cell *cell = r ? &b->cells[(r - 1) * b->column_count + c] : NULL;
            line[n++] = !cell ? lb_model_word(p, b->columns[c].label) : cell->raw.len ? cell->raw : cell->text;
        }
        lb_csv_row(&out, line, n);
    }
    reply->status = 200;
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "text/csv; charset=utf-8; header=present";
    reply->download = at->pages > 1 ? lb_arena_printf(p->arena, "%s-%ld-%ld.csv", name, at->page, at->pages)
                                    : lb_arena_printf(p->arena, "%s.csv", name);
    lb_str_free(&out);
}

/* ---- words ---- */

struct lb_json *lb_board_model(const struct lb_page_request *p, const char *title, const char *intro)
{
    static const char *const pages[][2] = {
        {"editors", LB_WORD("Ringkasan")},           {"editors-queue", LB_WORD("Antrean tinjauan")},
        {"editors-quality", LB_WORD("Mutu kasus")},  {"editors-searches", LB_WORD("Pencarian tanpa hasil")},
        {"editors-people", LB_WORD("Kontributor")},
    };
    struct lb_json *m = lb_model_new(p, lb_model_word(p, title), LB_EMPTY), *bench = lb_json_array();
    lb_json_set_str(m, "intro", lb_model_word(p, intro));
    lb_json_set_bool(m, "is_noindex", true);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "bench_url", lb_url(p->arena, p->request->lang, pages[i][0], LB_EMPTY));
        lb_json_set_str(one, "bench_label", lb_model_word(p, pages[i][1]));
        lb_json_set_bool(one, "bench_is_here", strcmp(p->request->route->name, pages[i][0]) == 0);
        lb_json_push(bench, one);
    }
    lb_json_set(m, "bench", bench);
    return m;
}

lb_slice lb_model_missing_label(const struct lb_page_request *p, lb_slice code)
{
    const struct lb_json *headings = lb_library_note(p->library, "headings");
    for (size_t i = 0; i < lb_json_size(headings); i++) {
        const struct lb_json *h = lb_json_at(headings, i);
        if (lb_slice_eq(lb_json_str(h, "id"), code))
            return LB_SAY(p, "bagian “%s”", lb_library_text(lb_json_get(h, "label"), p->request->lang));
    }
    const struct lb_json *fields = lb_json_path(lb_library_note(p->library, "schema"), "case.properties");
    lb_slice name = lb_library_text(lb_json_get(lb_json_get(fields, lb_arena_cstr(p->arena, code)), "x-title"), p->request->lang);
    return name.len ? lb_model_small(p, name) : code;
}

/* Days since the year 0 of the Gregorian calendar, March first; or -1. */
static long day_number(lb_slice iso)
{
    int y, m, d;
    char text[11];
    if (iso.len < 10)
        return -1;
    memcpy(text, iso.data, 10);
    text[10] = 0;
    if (sscanf(text, "%4d-%2d-%2d", &y, &m, &d) != 3 || m < 1 || m > 12 || d < 1 || d > 31)
        return -1;
    y -= m <= 2;
    return 365L * y + y / 4 - y / 100 + y / 400 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d;
}

long lb_days_between(lb_slice from, lb_slice to)
{
    long a = day_number(from), b = day_number(to);
    return a < 0 || b < a ? -1 : b - a;
}

lb_slice lb_board_today(const struct lb_page_request *p)
{
    return lb_slice_sub(lb_json_str(lb_library_note(p->library, "head"), "date"), 0, 10);
}
