/* segments.c - which segments a generation is made of; see segments.h. */
#include "store/segments.h"

#include "base/fs.h"

#include <stdio.h>

enum { max_manifest = 1 << 20 };

static enum lb_status damaged(const char *state, struct lb_err *e)
{
    return lb_fail(e, LB_INTERNAL, "the index in '%s' is damaged: index again", state);
}

static char *in(struct lb_arena *arena, const char *folder, const char *name)
{
    return lb_arena_cstr(arena, lb_arena_printf(arena, "%s/%s", folder, name));
}

static bool take_number(lb_slice *line, uint32_t *ret)
{
    lb_slice word;
    uint64_t n = 0;
    if (!lb_slice_split(line, ' ', &word) || !word.len || word.len > 10)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
        n = n * 10 + (uint64_t)(word.data[i] - '0');
    }
    *ret = (uint32_t)n;
    return n <= UINT32_MAX;
}

static bool is_segment_name(lb_slice name)
{
    return lb_slice_starts(name, LB_S("seg-")) && name.len < 20 && !memchr(name.data, '/', name.len);
}

static enum lb_status read_manifest(struct lb_arena *arena, const char *folder, lb_slice *name, struct lb_segment **ret,
                                    size_t *count, struct lb_err *e)
{
    lb_slice text, word;
    struct lb_segment *items = NULL;
    size_t n = 0, capacity = 0;
    enum lb_status s = lb_fs_read(arena, in(arena, folder, "manifest"), max_manifest, &text, e);
    if (s != LB_OK)
        return s == LB_NOT_FOUND ? damaged(folder, e) : s;
    for (lb_slice line; lb_slice_split(&text, '\n', &line);) {
        struct lb_segment g = {0};
        if (!line.len || !lb_slice_split(&line, ' ', &word))
            continue;
        if (lb_slice_eq(word, LB_S("name"))) {
            *name = line;
            continue;
        }
        g.name = word;
        if (!is_segment_name(word) || !take_number(&line, &g.docs) || !take_number(&line, &g.live) || g.live > g.docs)
            return damaged(folder, e);
        LB_PUSH(arena, items, n, capacity, g);
    }
    *ret = items;
    *count = n;
    return n && name->len ? LB_OK : damaged(folder, e);
}

/* Checks every row, as all that follows trusts them. */
static bool place(struct lb_segments *s)
{
    const uint32_t *rows = (const void *)s->mapped_rows.data;
    uint64_t docs = 0;
    for (size_t i = 0; i < s->count; i++) {
        docs += s->items[i].docs;
        s->rows += s->items[i].live;
    }
    if (s->mapped_rows.len != docs * sizeof *rows)
        return false;
    s->places = lb_xcalloc((size_t)s->rows + 1, sizeof *s->places);
    bool is_plain = s->count == 1;
    for (size_t i = 0; i < s->count; i++) {
        struct lb_segment *g = &s->items[i];
        uint32_t last = 0, live = 0;
        g->rows = rows;
        g->is_sorted = true;
        for (uint32_t d = 0; d < g->docs; d++) {
            uint32_t row = rows[d];
            is_plain = is_plain && row == d + 1;
            if (!row)
                continue;
            if (row > s->rows || s->places[row].doc)
                return false;
            s->places[row] = (struct lb_place){(uint32_t)i, d + 1};
            g->is_sorted = g->is_sorted && row > last;
            last = row;
            live++;
        }
        if (live != g->live)
            return false;
        if (rows)
            rows += g->docs;
    }
    if (is_plain) {
        free(s->places);
        s->places = NULL;
        s->items[0].rows = NULL;
    }
    return true;
}

enum lb_status lb_segments_open(const char *state, const char *folder, struct lb_segments *ret, struct lb_err *e)
{
    struct lb_segments s = {0};
    char *path = in(&s.arena, state, folder);
    enum lb_status status = read_manifest(&s.arena, path, &s.name, &s.items, &s.count, e);
    for (size_t i = 0; status == LB_OK && i < s.count; i++)
        s.items[i].path = in(&s.arena, state, lb_arena_cstr(&s.arena, s.items[i].name));
    if (status == LB_OK)
        status = lb_fs_map(in(&s.arena, path, "rows"), &s.mapped_rows, e);
    if (status == LB_OK)
        status = lb_fs_map(in(&s.arena, path, "dead"), &s.mapped_dead, e);
    if (status == LB_OK)
        status = lb_dead_read(s.mapped_dead, &s.dead, e);
    if (status == LB_NOT_FOUND || (status == LB_OK && !place(&s)))
        status = damaged(state, e);
    if (status == LB_OK)
        *ret = s;
    else
        lb_segments_free(&s);
    return status;
}

void lb_segments_free(struct lb_segments *s)
{
    free(s->places);
    lb_fs_unmap(s->mapped_rows);
    lb_fs_unmap(s->mapped_dead);
    lb_arena_free(&s->arena);
    *s = (struct lb_segments){0};
}

void lb_segments_print(lb_slice name, const struct lb_segment *items, size_t count, struct lb_str *out)
{
    lb_str_printf(out, "name %" LB_PRI "\n", LB_ARG(name));
    for (size_t i = 0; i < count; i++)
        lb_str_printf(out, "%" LB_PRI " %u %u\n", LB_ARG(items[i].name), items[i].docs, items[i].live);
}

enum lb_status lb_segments_names(struct lb_arena *arena, const char *folder, lb_slice **ret, size_t *count, struct lb_err *e)
{
    lb_slice name = LB_EMPTY;
    struct lb_segment *items;
    size_t n = 0;
    enum lb_status s = read_manifest(arena, folder, &name, &items, &n, e);
    *count = 0;
    if (s != LB_OK)
        return s;
    *ret = LB_NEW_ARRAY(arena, lb_slice, n);
    for (; *count < n; ++*count)
        (*ret)[*count] = items[*count].name;
    return LB_OK;
}
