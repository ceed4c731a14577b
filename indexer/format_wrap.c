/* format_wrap.c - text that passes the width is broken at spaces where YAML puts the space back. Text that keeps within it stays
 * as the author broke it. */
#include "indexer/format_parts.h"

#include "base/utf8.h"

#include <ctype.h>

/* A line may begin with what cannot be mistaken for anything of YAML's. */
static bool can_begin_line(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '(' || c == '/' || c == '+' || c == '$';
}

/* Appends the words of text, `column` being where the line stands, later lines indented. Spaces that are not single, or behind
 * which no line can begin, are no place to break. */
static void fill(struct lb_str *out, lb_slice text, size_t column, size_t indent)
{
    size_t at = 0;
    bool is_first = true;
    while (at < text.len) {
        size_t end = at;
        while (end < text.len && !(text.data[end] == ' ' && end > at && text.data[end - 1] != ' ' && text.data[end - 1] != '\\' && end + 1 < text.len &&
                                   can_begin_line(text.data[end + 1])))
            end++;
        lb_slice piece = lb_slice_sub(text, at, end);
        size_t width = lb_utf8_count(piece);
        if (!is_first && column + 1 + width > FORMAT_WIDTH) {
            lb_str_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!is_first) {
            lb_str_addc(out, ' ');
            column++;
        }
        lb_str_add(out, piece);
        column += width;
        is_first = false;
        at = end + 1;
    }
}

static bool is_too_wide(const struct format *f, unsigned from, unsigned to)
{
    for (unsigned i = from; i <= to && i <= f->line_count; i++)
        if (lb_utf8_count(f->lines[i]) > FORMAT_WIDTH)
            return true;
    return false;
}

/* Plain text, or quoted text on one line: between the quotes line ends become spaces in the same way. */
static void wrap_line(struct format *f, const struct format_visit *v)
{
    const struct lb_value *value = v->value;
    bool is_plain = value->style == LB_STYLE_PLAIN;
    if (!value->text.len || memchr(value->text.data, '\n', value->text.len) || !is_too_wide(f, value->line, value->end_line) ||
        (!is_plain && value->line != value->end_line))
        return;
    size_t from = format_offset(f, value->line, value->column), to = format_offset(f, value->end_line, value->end_column);
    lb_slice last = f->lines[value->end_line];
    if (!format_is_blank(lb_slice_from(f->yaml.data + to, (size_t)(last.data + last.len - f->yaml.data) - to)))
        return; /* a comment stands behind it */
    size_t indent = v->member && v->member->line == value->line ? v->member->column + 1u : value->column - 1u;
    struct lb_str out = LB_STR_INIT(1 << 20);
    fill(&out, is_plain ? value->text : lb_slice_sub(f->yaml, from, to), value->column - 1u, indent);
    if (!out.is_full && !lb_slice_eq(lb_str_slice(&out), lb_slice_sub(f->yaml, from, to)))
        format_add(f, from, to, lb_arena_copy(f->arena, lb_str_slice(&out)));
    lb_str_free(&out);
}

static size_t indent_of(lb_slice line)
{
    size_t n = 0;
    while (n < line.len && line.data[n] == ' ')
        n++;
    return n;
}

static bool is_text_line(lb_slice line, size_t indent)
{
    return line.len > indent && indent_of(line) == indent && line.data[indent] != '\t' && !strchr(" \t", line.data[line.len - 1]);
}

/* Paragraphs of a folded scalar: runs of lines that begin at its indentation. Lines further right mean line breaks. */
static void wrap_folded(struct format *f, const struct lb_value *value)
{
    unsigned last = format_last_line(value), first = value->line + 1;
    lb_slice head = lb_slice_from(f->yaml.data + format_offset(f, value->line, value->column), 3);
    if (first > f->line_count || !is_too_wide(f, first, last) || isdigit((unsigned char)head.data[1]) || isdigit((unsigned char)head.data[2]))
        return;
    while (first <= last && format_is_blank(f->lines[first]))
        first++;
    size_t indent = first <= f->line_count ? indent_of(f->lines[first]) : 0;
    for (unsigned i = first, end; i <= last && i <= f->line_count; i = end) {
        end = i + 1;
        if (!is_text_line(f->lines[i], indent))
            continue;
        while (end <= last && end <= f->line_count && is_text_line(f->lines[end], indent))
            end++;
        if (!is_too_wide(f, i, end - 1))
            continue;
        struct lb_str text = LB_STR_INIT(1 << 20), out = LB_STR_INIT(1 << 20);
        for (unsigned k = i; k < end; k++)
            lb_str_printf(&text, "%s%" LB_PRI, k > i ? " " : "", LB_ARG(lb_slice_sub(f->lines[k], indent, f->lines[k].len)));
        fill(&out, lb_str_slice(&text), indent, indent);
        size_t from = format_offset(f, i, 1) + indent, to = (size_t)(f->lines[end - 1].data + f->lines[end - 1].len - f->yaml.data);
        if (!out.is_full && !lb_slice_eq(lb_str_slice(&out), lb_slice_sub(f->yaml, from, to)))
            format_add(f, from, to, lb_arena_copy(f->arena, lb_str_slice(&out)));
        lb_str_free(&text);
        lb_str_free(&out);
    }
}

static void wrap(struct format *f, const struct format_visit *v)
{
    if (v->in->style != LB_STYLE_BLOCK)
        return;
    if (v->value->style == LB_STYLE_FOLDED)
        wrap_folded(f, v->value);
    else if (lb_value_is_scalar(v->value) && v->value->style != LB_STYLE_LITERAL)
        wrap_line(f, v);
}

void format_wrap(struct format *f)
{
    format_walk(f, wrap);
}
