/* format_lists.c - the two ways to write a list: [a, b] on one line, or items two columns right of their field. */
#include "indexer/format_parts.h"

#include "base/utf8.h"

/* ---- [a,  b ] */

static lb_slice raw(const struct format *f, const struct lb_value *v)
{
    return lb_slice_sub(f->yaml, format_offset(f, v->line, v->column), format_offset(f, v->end_line, v->end_column));
}

/* A list on one line whose items are scalars on it. A null item ("[a, , b]") has no text to keep. */
static bool is_simple(const struct format *f, const struct lb_value *v)
{
    if (v->kind != LB_VALUE_LIST || v->style != LB_STYLE_FLOW || v->line != v->end_line)
        return false;
    for (size_t i = 0; i < v->count; i++)
        if (!lb_value_is_scalar(v->items[i]) || !raw(f, v->items[i]).len)
            return false;
    return true;
}

static void edit_flow_list(struct format *f, const struct format_visit *v)
{
    const struct lb_value *list = v->value;
    if (!is_simple(f, list))
        return;
    struct lb_str out = LB_STR_INIT(1 << 20);
    lb_str_addc(&out, '[');
    for (size_t i = 0; i < list->count; i++)
        lb_str_printf(&out, "%s%" LB_PRI, i ? ", " : "", LB_ARG(raw(f, list->items[i])));
    lb_str_addc(&out, ']');
    size_t from = format_offset(f, list->line, list->column), to = format_offset(f, list->end_line, list->end_column);
    lb_slice line = f->lines[list->line], before = lb_slice_sub(f->yaml, (size_t)(line.data - f->yaml.data), from);
    lb_slice after = lb_slice_from(f->yaml.data + to, (size_t)(line.data + line.len - f->yaml.data) - to);
    bool is_long = lb_utf8_count(before) + lb_utf8_count(lb_str_slice(&out)) > FORMAT_WIDTH;
    if (is_long && v->member && v->in->style == LB_STYLE_BLOCK && format_is_blank(after) && list->count > 1) {
        lb_str_clear(&out);
        for (size_t i = 0; i < list->count; i++)
            lb_str_printf(&out, "\n%*s- %" LB_PRI, (int)v->member->column + 1, "", LB_ARG(raw(f, list->items[i])));
        while (from && (f->yaml.data[from - 1] == ' '))
            from--;
    }
    if (!out.is_full && !lb_slice_eq(lb_str_slice(&out), lb_slice_sub(f->yaml, from, to)))
        format_add(f, from, to, lb_arena_copy(f->arena, lb_str_slice(&out)));
    lb_str_free(&out);
}

void format_flow_lists(struct format *f)
{
    format_walk(f, edit_flow_list);
}

/* ---- field:
 *      - item */

static void indent_list(struct format *f, const struct format_visit *v)
{
    const struct lb_value *list = v->value;
    if (list->kind != LB_VALUE_LIST || list->style != LB_STYLE_BLOCK || !v->member || !list->count || list->column != v->member->column ||
        list->line <= v->member->line)
        return;
    unsigned last = format_last_line(list);
    for (unsigned i = list->line; i <= last && i <= f->line_count; i++)
        if (!format_is_blank(f->lines[i])) {
            size_t at = (size_t)(f->lines[i].data - f->yaml.data);
            bool is_taken = f->edit_count && f->edits[f->edit_count - 1].from >= at; /* by a list around this one */
            if (!is_taken)
                format_add(f, at, at, LB_S("  "));
        }
}

void format_indent_lists(struct format *f)
{
    format_walk(f, indent_list);
}
