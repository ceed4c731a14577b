/* version_diff.c - see version_diff.h. Words and lines become numbers, base/diff.h compares those, and its runs become lines
 * again: here for parts and lines, in version_words.c for words. */
#include "store/version_parts.h"

/* ---- symbols ---- */


static uint32_t *slot_of(struct lb_symbols *s, lb_slice key)
{
    size_t hash = 14695981039346656037u;
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.data[i]) * 1099511628211u;
    for (size_t i = hash ^ hash >> 29;; i++) {
        uint32_t *slot = &s->slots[i & (s->slot_count - 1)];
        if (!*slot || lb_slice_eq(s->keys[*slot - 1], key))
            return slot;
    }
}

uint32_t lb_symbol(struct lb_symbols *s, lb_slice key)
{
    if (2 * (s->count + 1) > s->slot_count) {
        s->slot_count = s->slot_count ? 2 * s->slot_count : 256;
        s->slots = LB_NEW_ARRAY(s->arena, uint32_t, s->slot_count);
        for (uint32_t i = 0; i < s->count; i++)
            *slot_of(s, s->keys[i]) = i + 1;
    }
    uint32_t *slot = slot_of(s, key);
    if (!*slot) {
        LB_PUSH(s->arena, s->keys, s->count, s->capacity, key);
        *slot = (uint32_t)s->count;
    }
    return *slot - 1;
}

/* ---- a text in parts ---- */

struct parts {
    struct lb_text_part *items;
    size_t count, capacity;
};

static struct parts split(struct lb_arena *arena, lb_slice text)
{
    struct parts parts = {0};
    lb_slice s;
    while (lb_slice_split(&text, '\n', &s)) {
        if (!s.len)
            continue;
        struct lb_text_line line = {.whole = s, .tag = s.data[0], .text = lb_slice_sub(s, 1, s.len)};
        if (line.tag == 'F' || line.tag == 'S') {
            struct lb_text_part part = {.tag = line.tag, .name = line.text};
            LB_PUSH(arena, parts.items, parts.count, parts.capacity, part);
            continue;
        }
        if (line.tag == 'v' || line.tag == 'i') {
            size_t tab = lb_slice_find(line.text, '\t');
            line.path = lb_slice_sub(line.text, 0, tab);
            line.text = lb_slice_sub(line.text, tab + 1, line.text.len);
        }
        if (!parts.count) { /* no text begins so */
            struct lb_text_part part = {.tag = 'S', .name = LB_EMPTY};
            LB_PUSH(arena, parts.items, parts.count, parts.capacity, part);
        }
        struct lb_text_part *part = &parts.items[parts.count - 1];
        LB_PUSH(arena, part->lines, part->count, part->capacity, line);
    }
    return parts;
}

void lb_version_parts(struct lb_arena *arena, lb_slice text, struct lb_diff_part **ret, size_t *count)
{
    struct parts parts = split(arena, text);
    *ret = LB_NEW_ARRAY(arena, struct lb_diff_part, parts.count);
    *count = parts.count;
    for (size_t i = 0; i < parts.count; i++) {
        const struct lb_text_part *part = &parts.items[i];
        struct lb_diff_part *out = &(*ret)[i];
        *out = (struct lb_diff_part){.tag = part->tag, .kind = LB_DIFF_SAME, .name = part->name, .line_count = part->count};
        out->lines = LB_NEW_ARRAY(arena, struct lb_diff_line, part->count);
        for (size_t k = 0; k < part->count; k++) {
            struct lb_diff_piece *piece = LB_NEW(arena, struct lb_diff_piece);
            *piece = (struct lb_diff_piece){LB_DIFF_SAME, false, part->lines[k].text};
            out->lines[k] = (struct lb_diff_line){.tag = part->lines[k].tag, .kind = LB_DIFF_SAME, .path = part->lines[k].path,
                                                  .pieces = piece, .piece_count = 1};
        }
    }
}

/* ---- parts ---- */

static void add_same(struct lb_weaver *w, const struct lb_text_line *line)
{
    struct lb_diff_line *out = lb_weave_open(w, line, LB_DIFF_SAME);
    struct lb_diff_piece piece = {LB_DIFF_SAME, false, line->text};
    LB_PUSH(w->arena, out->pieces, out->piece_count, out->piece_capacity, piece);
}

/* Unchanged lines beside a change stay; of an item of a list the line that names it; others are only counted. */
static void fold(struct lb_arena *arena, struct lb_diff_part *part)
{
    struct lb_diff_part out = *part;
    bool *is_kept = LB_NEW_ARRAY(arena, bool, part->line_count);
    size_t item = 0;
    for (size_t i = 0; i < part->line_count; i++) {
        item = part->lines[i].tag == 'i' ? i : item;
        if (part->lines[i].kind == LB_DIFF_SAME)
            continue;
        is_kept[i] = true;
        if (part->tag == 'F' && part->lines[i].tag == 'v')
            is_kept[item] = true;
        if (part->tag == 'S' && i)
            is_kept[i - 1] = true;
        if (part->tag == 'S' && i + 1 < part->line_count)
            is_kept[i + 1] = true;
    }
    out.lines = NULL;
    out.line_count = out.line_capacity = 0;
    for (size_t i = 0; i < part->line_count;) {
        size_t end = i;
        while (end < part->line_count && !is_kept[end])
            end++;
        if (end > i) {
            struct lb_diff_line cut = {.tag = part->lines[i].tag, .kind = LB_DIFF_CUT, .count = end - i};
            LB_PUSH(arena, out.lines, out.line_count, out.line_capacity, cut);
            i = end;
        } else {
            LB_PUSH(arena, out.lines, out.line_count, out.line_capacity, part->lines[i]);
            i++;
        }
    }
    *part = out;
}

static bool is_equal(const struct lb_text_part *a, const struct lb_text_part *b)
{
    bool is_same = a->count == b->count;
    for (size_t i = 0; i < a->count && is_same; i++)
        is_same = lb_slice_eq(a->lines[i].whole, b->lines[i].whole);
    return is_same;
}

/* One part as it was and is; either may be NULL. */
static void compare_part(struct lb_arena *arena, const struct lb_text_part *old, const struct lb_text_part *now, struct lb_version_diff *ret)
{
    static const struct lb_text_part none = {0};
    const struct lb_text_part *any = now ? now : old, *a = old ? old : &none, *b = now ? now : &none;
    struct lb_diff_part part = {.tag = any->tag, .name = any->name,
                                .kind = !old ? LB_DIFF_ADDED : !now ? LB_DIFF_REMOVED : LB_DIFF_CHANGED};
    bool is_renamed = old && now && !lb_slice_eq(old->name, now->name);
    if (old && now && !is_renamed && is_equal(old, now)) {
        ++*(any->tag == 'F' ? &ret->same_fields : &ret->same_sections);
        return;
    }
    if (is_renamed)
        part.old_name = old->name;
    struct lb_symbols symbols = {.arena = arena};
    struct lb_weaver w = {.arena = arena, .part = &part, .added = &ret->added, .removed = &ret->removed};
    uint32_t *x = LB_NEW_ARRAY(arena, uint32_t, a->count), *y = LB_NEW_ARRAY(arena, uint32_t, b->count);
    for (size_t i = 0; i < a->count; i++)
        x[i] = lb_symbol(&symbols, a->lines[i].whole);
    for (size_t i = 0; i < b->count; i++)
        y[i] = lb_symbol(&symbols, b->lines[i].whole);
    struct lb_diff_run *runs;
    size_t count, j = 0;
    lb_diff(arena, x, a->count, y, b->count, symbols.count, &runs, &count);
    for (size_t n = 0; n < count; n++) {
        for (; j < runs[n].b; j++)
            add_same(&w, &b->lines[j]);
        lb_weave_words(&w, a->count ? a->lines + runs[n].a : NULL, runs[n].a_len, b->count ? b->lines + runs[n].b : NULL,
                       runs[n].b_len);
        j = runs[n].b + runs[n].b_len;
    }
    for (; j < b->count; j++)
        add_same(&w, &b->lines[j]);
    fold(arena, &part);
    LB_PUSH(arena, ret->parts, ret->part_count, ret->part_capacity, part);
}

/* Fields in the order of now, those that are gone at the end. */
static void compare_fields(struct lb_arena *arena, const struct parts *a, const struct parts *b, struct lb_version_diff *ret)
{
    struct lb_symbols names = {.arena = arena};
    const struct lb_text_part **old = LB_NEW_ARRAY(arena, const struct lb_text_part *, a->count + b->count);
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].tag == 'F')
            old[lb_symbol(&names, a->items[i].name)] = &a->items[i];
    for (size_t i = 0; i < b->count; i++) {
        if (b->items[i].tag != 'F')
            continue;
        uint32_t name = lb_symbol(&names, b->items[i].name);
        compare_part(arena, old[name], &b->items[i], ret);
        old[name] = NULL;
    }
    for (size_t i = 0; i < a->count + b->count; i++)
        if (old[i])
            compare_part(arena, old[i], NULL, ret);
}

/* Sections by title; between those that kept theirs, the first that is gone and the first that is new are one renamed. */
static void compare_sections(struct lb_arena *arena, const struct parts *a, const struct parts *b, struct lb_version_diff *ret)
{
    struct lb_symbols symbols = {.arena = arena};
    const struct lb_text_part **old = LB_NEW_ARRAY(arena, const struct lb_text_part *, a->count), **now = LB_NEW_ARRAY(arena, const struct lb_text_part *, b->count);
    uint32_t *x = LB_NEW_ARRAY(arena, uint32_t, a->count), *y = LB_NEW_ARRAY(arena, uint32_t, b->count);
    size_t n = 0, m = 0, count, i = 0, j = 0;
    struct lb_diff_run *runs;
    for (size_t k = 0; k < a->count; k++)
        if (a->items[k].tag == 'S') {
            x[n] = lb_symbol(&symbols, a->items[k].name);
            old[n++] = &a->items[k];
        }
    for (size_t k = 0; k < b->count; k++)
        if (b->items[k].tag == 'S') {
            y[m] = lb_symbol(&symbols, b->items[k].name);
            now[m++] = &b->items[k];
        }
    lb_diff(arena, x, n, y, m, symbols.count, &runs, &count);
    for (size_t k = 0; k <= count; k++) {
        struct lb_diff_run r = k < count ? runs[k] : (struct lb_diff_run){n, 0, m, 0};
        while (i < r.a)
            compare_part(arena, old[i++], now[j++], ret);
        while (i < r.a + r.a_len || j < r.b + r.b_len) {
            const struct lb_text_part *was = i < r.a + r.a_len ? old[i++] : NULL, *is = j < r.b + r.b_len ? now[j++] : NULL;
            compare_part(arena, was, is, ret);
        }
    }
}

void lb_version_compare(struct lb_arena *arena, lb_slice old, lb_slice now, struct lb_version_diff *ret)
{
    struct parts a = split(arena, old), b = split(arena, now);
    *ret = (struct lb_version_diff){0};
    compare_fields(arena, &a, &b, ret);
    compare_sections(arena, &a, &b, ret);
}
