/* format_order.c - the fields of a map in the order of the schema: whole lines change places, with the comments above them.
 *
 * Only maps in block style, a field a line. The first field of a list's item shares its line with the dash; there the dash
 * stays and the fields move behind it, when no comment stands between them. Innermost maps first; those around them are left to
 * the next round. Fields the schema does not know follow in the author's order. */
#include "indexer/format_parts.h"

#include <stdlib.h>

struct block {
    const struct lb_member *member;
    size_t rank;      /* in the schema, then in the file */
    unsigned from, to; /* lines, `to` not included */
};

static size_t rank_of(const struct lb_schema *s, lb_slice key)
{
    const struct lb_json *properties = lb_json_get(lb_schema_json(s), "properties");
    size_t rank = 0;
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it), rank++)
        if (lb_slice_eq(lb_slice_of(lb_json_key(it)), key))
            return rank;
    return rank;
}

static int by_rank(const void *a, const void *b)
{
    const struct block *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static lb_slice before_key(const struct format *f, const struct lb_member *m)
{
    size_t start = format_offset(f, m->line, 1);
    return lb_slice_sub(f->yaml, start, format_offset(f, m->line, m->column));
}

/* Every byte a space. */
static bool is_spaces(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] != ' ')
            return false;
    return true;
}

/* The lines each field stands on, comments above it included. False: not a map whose lines can change places. */
static bool find_blocks(const struct format *f, const struct lb_value *map, const struct lb_schema *s, struct block *blocks)
{
    bool has_dash = !is_spaces(before_key(f, &map->members[0]));
    for (size_t i = 0; i < map->count; i++) {
        const struct lb_member *m = &map->members[i];
        unsigned end = format_last_line(m->value) + 1;
        if (end <= m->line)
            end = m->line + 1;
        blocks[i] = (struct block){.member = m, .rank = rank_of(s, m->key), .from = m->line, .to = end};
        if (m->column != map->members[0].column || (i && !is_spaces(before_key(f, m))))
            return false;
        if (i && m->line < blocks[i - 1].to)
            return false;
        if (i && has_dash && m->line != blocks[i - 1].to)
            return false;
        if (i)
            blocks[i].from = blocks[i - 1].to;
    }
    if (has_dash)
        return true;
    /* Comments right above the first field belong to it, unless they open the file. */
    unsigned from = blocks[0].from;
    while (from > 1 && lb_slice_starts(lb_slice_trim(f->lines[from - 1]), LB_S("#")))
        from--;
    if (from > 1)
        blocks[0].from = from;
    return true;
}

static lb_slice lines_of(const struct format *f, unsigned from, unsigned to)
{
    return lb_slice_sub(f->yaml, format_offset(f, from, 1), format_offset(f, to, 1));
}

static void edit_map(struct format *f, const struct lb_value *map, const struct lb_schema *s)
{
    struct block *blocks = LB_NEW_ARRAY(f->arena, struct block, map->count);
    if (map->style != LB_STYLE_BLOCK || map->count < 2 || !find_blocks(f, map, s, blocks))
        return;
    size_t first = format_offset(f, blocks[0].from, 1), last = format_offset(f, blocks[map->count - 1].to, 1);
    lb_slice head = before_key(f, &map->members[0]); /* "  - ", or spaces */
    qsort(blocks, map->count, sizeof *blocks, by_rank);
    struct lb_str out = LB_STR_INIT(1 << 20);
    for (size_t i = 0; i < map->count; i++) {
        lb_slice text = lines_of(f, blocks[i].from, blocks[i].to);
        if (!is_spaces(head)) {
            if (i == 0)
                lb_str_add(&out, head);
            else
                lb_str_printf(&out, "%*s", (int)head.len, "");
            text = lb_slice_sub(text, head.len, text.len);
        }
        lb_str_add(&out, text);
    }
    if (!out.is_full && !lb_slice_eq(lb_str_slice(&out), lb_slice_sub(f->yaml, first, last)))
        format_add(f, first, last, lb_arena_copy(f->arena, lb_str_slice(&out)));
    lb_str_free(&out);
}

/* Innermost first: a map is looked at when nothing changed inside it. */
static void order(struct format *f, const struct lb_value *v, const struct lb_schema *s)
{
    size_t before = f->edit_count;
    for (size_t i = 0; s && (v->kind == LB_VALUE_MAP || v->kind == LB_VALUE_LIST) && i < v->count; i++) {
        if (v->kind == LB_VALUE_MAP)
            order(f, v->members[i].value, lb_schema_property(s, v->members[i].key));
        else
            order(f, v->items[i], lb_schema_items(s));
    }
    if (s && v->kind == LB_VALUE_MAP && f->edit_count == before)
        edit_map(f, v, s);
}

void format_order(struct format *f)
{
    order(f, f->root, f->schema);
}
