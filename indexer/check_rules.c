/* check_rules.c - how a finding is reported, and what may have been meant; see check_rules.h. */
#include "indexer/check_rules.h"

#include "base/utf8.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>

static lb_slice line_of(lb_slice text, unsigned line)
{
    lb_slice rest = text, piece = LB_EMPTY;
    for (unsigned i = 1; lb_slice_split(&rest, '\n', &piece); i++)
        if (i == line)
            return piece;
    return LB_EMPTY;
}

void lb_report_both(struct lb_source *s, enum lb_rule rule, unsigned line, unsigned column, struct lb_both hint,
                    struct lb_both message)
{
    assert(message.in[LB_LANG_ID].len && message.in[LB_LANG_EN].len);
    assert(!hint.in[LB_LANG_ID].len == !hint.in[LB_LANG_EN].len);
    struct lb_diag d = {.file = s->path, .line = line, .column = column, .severity = lb_rules[rule].severity,
                        .code = lb_rules[rule].code, .message = message, .hint = hint,
                        .source_line = line ? line_of(s->text, line) : LB_EMPTY};
    lb_diags_add(s->diags, &d);
    if (d.severity == LB_ERROR)
        s->errors++;
}

void lb_report(struct lb_source *s, enum lb_rule rule, unsigned line, unsigned column, struct lb_both hint, const char *id,
               const char *en, ...)
{
    struct lb_arena arena = LB_ARENA_INIT;
    va_list args;
    va_start(args, en);
    lb_report_both(s, rule, line, column, hint, lb_both_vprintf(&arena, id, en, args));
    va_end(args);
    lb_arena_free(&arena);
}

void lb_source_place(const struct lb_source *s, size_t offset, unsigned *line, unsigned *column)
{
    lb_slice before = lb_slice_sub(s->text, 0, offset);
    size_t start = 0;
    *line = 1;
    for (size_t i = 0; i < before.len; i++)
        if (before.data[i] == '\n')
            start = i + 1, (*line)++;
    *column = (unsigned)lb_utf8_count(lb_slice_sub(before, start, before.len)) + 1;
}

enum { MAX_WORD = 64 };

/* Optimal string alignment distance: insert, delete, replace and swap of neighbours cost 1. */
static size_t distance(lb_slice a, lb_slice b, size_t limit)
{
    size_t rows[3][MAX_WORD + 1];
    if (a.len > MAX_WORD || b.len > MAX_WORD || (a.len > b.len ? a.len - b.len : b.len - a.len) > limit)
        return limit + 1;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            int x = tolower((unsigned char)a.data[i - 1]), y = tolower((unsigned char)b.data[j - 1]);
            size_t best = above[j - 1] + (x != y);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && x == tolower((unsigned char)b.data[j - 2]) &&
                tolower((unsigned char)a.data[i - 2]) == y && above2[j - 2] + 1 < best)
                best = above2[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a.len % 3][b.len];
}

/* The same letters in another order: two that changed places are likelier than one that was mistaken. */
static bool is_reordered(lb_slice a, lb_slice b)
{
    int counts[256] = {0};
    for (size_t i = 0; i < a.len; i++)
        counts[(unsigned char)tolower((unsigned char)a.data[i])]++;
    for (size_t i = 0; i < b.len; i++)
        if (counts[(unsigned char)tolower((unsigned char)b.data[i])]-- == 0)
            return false;
    return a.len == b.len;
}

size_t lb_did_you_mean(lb_slice wrong, const lb_slice *candidates, size_t count)
{
    size_t limit = wrong.len < 3 ? 0 : wrong.len < 6 ? 1 : wrong.len / 3, found = count, best = limit + 1;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(wrong, candidates[i], limit);
        if (d < best || (d == best && d && found < count && is_reordered(wrong, candidates[i]) && !is_reordered(wrong, candidates[found])))
            best = d, found = i;
    }
    return found;
}
