/* format_scalars.c - dates and quotes: edits of one scalar on one line each; see format_parts.h. */
#include "indexer/format_parts.h"

#include "indexer/yaml_text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- dates */

/* The schema's own definition tells what a date looks like; a field is one when it is measured by the same pattern. */
bool format_is_date(const struct format *f, const struct lb_schema *s)
{
    if (!f->schema || !s)
        return false;
    lb_slice pattern = lb_json_text(lb_json_path(lb_schema_json(f->schema), "definitions.date.pattern"));
    return pattern.len && lb_slice_eq(lb_schema_pattern(s), pattern);
}

/* Digits, or a word of letters, then the separators behind it. */
static lb_slice next_part(lb_slice *rest, lb_slice *separators)
{
    size_t at = 0;
    bool is_number = rest->len && isdigit((unsigned char)rest->data[0]);
    while (at < rest->len && (is_number ? isdigit((unsigned char)rest->data[at]) : isalpha((unsigned char)rest->data[at])))
        at++;
    lb_slice part = lb_slice_sub(*rest, 0, at);
    size_t end = at;
    while (end < rest->len && strchr(" -/.,", rest->data[end]) && rest->data[end])
        end++;
    *separators = lb_slice_sub(*rest, at, end);
    *rest = lb_slice_sub(*rest, end, rest->len);
    return part;
}

/* 1 to 12, or 0: Indonesian and English names, whole or their first three letters. */
static int month_of(lb_slice word)
{
    static const char *const names[][2] = {{"januari", "january"}, {"februari", "february"}, {"maret", "march"}, {"april", "april"},
                                           {"mei", "may"}, {"juni", "june"}, {"juli", "july"}, {"agustus", "august"},
                                           {"september", "september"}, {"oktober", "october"}, {"november", "november"},
                                           {"desember", "december"}};
    for (int m = 0; m < 12; m++)
        for (int k = 0; k < 2; k++)
            if ((word.len == 3 || word.len == strlen(names[m][k])) && strncasecmp(word.data, names[m][k], word.len) == 0)
                return m + 1;
    return 0;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0));
}

static int number(lb_slice digits)
{
    int n = 0;
    for (size_t i = 0; i < digits.len && i < 5; i++)
        n = 10 * n + (digits.data[i] - '0');
    return n;
}

static bool is_digits(lb_slice s, size_t min, size_t max)
{
    return s.len >= min && s.len <= max && isdigit((unsigned char)s.data[0]);
}

static lb_slice iso(struct lb_arena *a, int year, int month, int day, bool has_day)
{
    if (month < 1 || month > 12 || (has_day && (day < 1 || day > days_in(year, month))))
        return LB_EMPTY;
    return has_day ? lb_arena_printf(a, "%04d-%02d-%02d", year, month, day) : lb_arena_printf(a, "%04d-%02d", year, month);
}

/* 5/11/2024 is two days, 25/11/2024 only one. */
static lb_slice day_first(struct lb_arena *a, int first, int second, int year)
{
    lb_slice european = iso(a, year, second, first, true), american = iso(a, year, first, second, true);
    if (european.len && american.len)
        return lb_slice_eq(european, american) ? european : LB_EMPTY;
    return european.len ? european : american;
}

lb_slice format_date(struct lb_arena *a, lb_slice text)
{
    lb_slice parts[3] = {LB_EMPTY, LB_EMPTY, LB_EMPTY}, separators[3], rest = text;
    size_t n = 0;
    while (n < 3 && rest.len) {
        parts[n] = next_part(&rest, &separators[n]);
        if (!parts[n++].len)
            return LB_EMPTY;
    }
    if (rest.len || n < 2 || separators[n - 1].len)
        return LB_EMPTY;
    for (size_t i = 0; i + 1 < n; i++)
        if (separators[i].len != 1 && !lb_slice_eq(separators[i], LB_S(", ")))
            return LB_EMPTY;
    bool is_alike = n == 2 || lb_slice_eq(separators[0], separators[1]);
    if (n == 3 && is_digits(parts[0], 4, 4) && is_digits(parts[1], 1, 2) && is_digits(parts[2], 1, 2) && is_alike)
        return iso(a, number(parts[0]), number(parts[1]), number(parts[2]), true);
    if (n == 3 && is_digits(parts[0], 1, 2) && is_digits(parts[1], 1, 2) && is_digits(parts[2], 4, 4) && is_alike)
        return day_first(a, number(parts[0]), number(parts[1]), number(parts[2]));
    if (n == 3 && is_digits(parts[0], 1, 2) && month_of(parts[1]) && is_digits(parts[2], 4, 4))
        return iso(a, number(parts[2]), month_of(parts[1]), number(parts[0]), true);
    if (n == 3 && month_of(parts[0]) && is_digits(parts[1], 1, 2) && is_digits(parts[2], 4, 4))
        return iso(a, number(parts[2]), month_of(parts[0]), number(parts[1]), true);
    if (n == 2 && is_digits(parts[0], 4, 4) && is_digits(parts[1], 1, 2) && separators[0].data[0] != ',')
        return iso(a, number(parts[0]), number(parts[1]), 0, false);
    if (n == 2 && month_of(parts[0]) && is_digits(parts[1], 4, 4))
        return iso(a, number(parts[1]), month_of(parts[0]), 0, false);
    if (n == 2 && is_digits(parts[0], 1, 2) && is_digits(parts[1], 4, 4))
        return iso(a, number(parts[1]), number(parts[0]), 0, false);
    return LB_EMPTY;
}

/* ---- quotes */

/* Only text may stand there, so that other readers should see text, too. */
static bool is_text_only(const struct lb_schema *s)
{
    return s && lb_slice_eq(lb_json_text(lb_json_get(lb_schema_json(s), "type")), LB_S("string"));
}

static void edit_scalar(struct format *f, const struct format_visit *v)
{
    const struct lb_value *value = v->value;
    if (!lb_value_is_scalar(value) || value->line != value->end_line || value->style == LB_STYLE_LITERAL || value->style == LB_STYLE_FOLDED)
        return;
    size_t from = format_offset(f, value->line, value->column), to = format_offset(f, value->end_line, value->end_column);
    bool is_quoted = value->style != LB_STYLE_PLAIN, is_flow = v->in->style == LB_STYLE_FLOW;
    lb_slice date = format_is_date(f, v->schema) ? format_date(f->arena, value->text) : LB_EMPTY;
    if (date.len && !lb_slice_eq(date, value->text))
        format_add(f, from, to, is_quoted ? lb_arena_printf(f->arena, "\"%" LB_PRI "\"", LB_ARG(date)) : date);
    else if (is_quoted && lb_yaml_is_plain(value->text, is_flow))
        format_add(f, from, to, value->text);
    else if (!is_quoted && value->text.len && lb_yaml_is_other(value->text) && is_text_only(v->schema) && !memchr(value->text.data, '\n', value->text.len))
        format_add(f, from, to, lb_arena_printf(f->arena, "\"%" LB_PRI "\"", LB_ARG(value->text)));
}

void format_scalars(struct format *f)
{
    format_walk(f, edit_scalar);
}
