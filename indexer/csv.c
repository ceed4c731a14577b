/* csv.c - see csv.h. */
#include "indexer/csv.h"

#include "indexer/text_check.h"

/* Takes one cell off *rest; *is_last when the line ends behind it. */
static lb_slice take(struct lb_arena *a, lb_slice *rest, unsigned *line, bool *is_last)
{
    lb_slice cell;
    size_t at = 0;
    if (rest->len && rest->data[0] == '"') {
        char *out = lb_arena_alloc(a, rest->len);
        size_t n = 0;
        for (at = 1; at < rest->len; at++) {
            if (rest->data[at] == '"') {
                if (at + 1 < rest->len && rest->data[at + 1] == '"') {
                    at++;
                } else {
                    at++;
                    break;
                }
            }
            if (rest->data[at] == '\n')
                (*line)++;
            out[n++] = rest->data[at];
        }
        cell = lb_slice_from(out, n);
        while (at < rest->len && rest->data[at] != ',' && rest->data[at] != '\n')
            at++;
    } else {
        while (at < rest->len && rest->data[at] != ',' && rest->data[at] != '\n')
            at++;
        cell = lb_arena_copy(a, lb_slice_sub(*rest, 0, at));
    }
    *is_last = at >= rest->len || rest->data[at] == '\n';
    *rest = lb_slice_sub(*rest, at + 1, rest->len);
    return cell;
}

enum lb_status lb_csv_open(struct lb_csv *c, struct lb_source *source, struct lb_arena *arena, const char *const *names)
{
    enum lb_status st = lb_text_check(source);
    if (st)
        return st;
    *c = (struct lb_csv){.source = source, .arena = arena, .rest = source->text, .line = 1};
    bool is_last = false, is_found[LB_CSV_COLUMNS] = {false};
    while (names[c->count])
        c->count++;
    while (!is_last && c->file_columns < LB_CSV_COLUMNS) {
        lb_slice name = take(arena, &c->rest, &c->line, &is_last);
        size_t i = 0;
        while (i < c->count && !lb_slice_eq(name, lb_slice_of(names[i])))
            i++;
        if (i < c->count)
            is_found[i] = true;
        c->order[c->file_columns++] = i;
    }
    for (size_t i = 0; i < c->count; i++)
        if (!is_found[i]) {
            lb_report(source, LB_RULE_CONTRACT, 1, 1, LB_BOTH("baris pertama berisi nama kolom", "the first line names the columns"),
                      "kolom '%s' tidak ada", "the column '%s' is missing",
                      names[i]);
            st = LB_INVALID;
        }
    return st;
}

bool lb_csv_next(struct lb_csv *c)
{
    unsigned next = c->line + 1;
    while (c->rest.len) {
        bool is_last = false;
        size_t n = 0;
        c->line = next;
        memset(c->cells, 0, sizeof c->cells);
        if (c->rest.data[0] == '\n') { /* an empty line */
            c->rest = lb_slice_sub(c->rest, 1, c->rest.len);
            next++;
            continue;
        }
        while (!is_last) {
            lb_slice cell = take(c->arena, &c->rest, &next, &is_last);
            if (n < c->file_columns && c->order[n] < c->count)
                c->cells[c->order[n]] = cell;
            n++;
        }
        next++;
        if (n == c->file_columns) {
            c->line = next - 1;
            return true;
        }
        lb_report(c->source, LB_RULE_CONTRACT, c->line, 1, 
                  LB_BOTH("teks yang memuat koma ditulis dalam tanda kutip ganda", "text with a comma inside needs double quotes around it"),
                  "baris ini berisi %zu sel, seharusnya %zu", "%zu cells in this line, not %zu", n, c->file_columns);
    }
    return false;
}
