/* version_diff.c - see version_diff.h. Words and lines become numbers (one table for both versions), base/diff.h compares
 * those, and its runs become lines again. */
#include "store/version_diff.h"

#include "base/diff.h"

enum {
    LONG = 400, KEPT = 140, /* bytes of an unchanged stretch inside a changed line: when it is cut, what stays at either end */
    SHORT_GAP = 4,          /* so few equal words between two larger changes are taken into them */
};

#define NO_LINE SIZE_MAX

/* ---- symbols ---- */

struct symbols {
    struct lb_arena *arena;
    lb_slice *keys;
    uint32_t *slots; /* place in keys + 1 */
    size_t count, capacity, slot_count;
};

static uint32_t *slot_of(struct symbols *s, lb_slice key)
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

static uint32_t symbol_of(struct symbols *s, lb_slice key)
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

struct line {
    lb_slice whole, path, text;
    char tag;
};

struct part {
    char tag;
    lb_slice name;
    struct line *lines;
    size_t count, capacity;
};

struct parts {
    struct part *items;
    size_t count, capacity;
};

static struct parts split(struct lb_arena *arena, lb_slice text)
{
    struct parts parts = {0};
    lb_slice s;
    while (lb_slice_split(&text, '\n', &s)) {
        if (!s.len)
            continue;
        struct line line = {.whole = s, .tag = s.data[0], .text = lb_slice_sub(s, 1, s.len)};
        if (line.tag == 'F' || line.tag == 'S') {
            struct part part = {.tag = line.tag, .name = line.text};
            LB_PUSH(arena, parts.items, parts.count, parts.capacity, part);
            continue;
        }
        if (line.tag == 'v' || line.tag == 'i') {
            size_t tab = lb_slice_find(line.text, '\t');
            line.path = lb_slice_sub(line.text, 0, tab);
            line.text = lb_slice_sub(line.text, tab + 1, line.text.len);
        }
        if (!parts.count) { /* no text begins so */
            struct part part = {.tag = 'S', .name = LB_EMPTY};
            LB_PUSH(arena, parts.items, parts.count, parts.capacity, part);
        }
        struct part *part = &parts.items[parts.count - 1];
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
        const struct part *part = &parts.items[i];
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

/* ---- words ---- */

/* A word, a run of marks, or the head of a line. */
struct token {
    const struct line *head; /* of a line that begins here, else NULL */
    lb_slice text;
    bool has_space;
    uint32_t symbol;
};

struct tokens {
    struct token *items;
    size_t count, capacity;
    uint32_t *symbols;
};

/* Bytes of other scripts count as letters: words are told apart by spaces and ASCII marks. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

static size_t word_end(lb_slice s, size_t i)
{
    if (!is_letter(s.data[i]))
        return i + 1;
    while (i < s.len && (is_letter(s.data[i]) || (strchr(".,-'_", s.data[i]) && i + 1 < s.len && is_letter(s.data[i + 1]))))
        i++; /* "1.234,5", "uji-coba" and the code "kepala_daerah" are one word */
    return i;
}

/* What a head is known by; no word holds a tab. */
static lb_slice head_key(const struct line *line)
{
    static const char tags[] = "h\tp\tl\tq\tt\tc\tn\t?\t";
    if (line->tag == 'v' || line->tag == 'i')
        return lb_slice_sub(line->whole, 0, line->path.len + 2);
    const char *at = strchr(tags, line->tag);
    return lb_slice_from(at && line->tag != '\t' ? at : &tags[sizeof tags - 3], 2);
}

static struct tokens tokens_of(struct symbols *symbols, const struct line *lines, size_t count)
{
    struct lb_arena *arena = symbols->arena;
    struct tokens t = {0};
    for (size_t n = 0; n < count; n++) {
        const struct line *line = &lines[n];
        struct token token = {.head = line};
        token.symbol = symbol_of(symbols, head_key(line));
        LB_PUSH(arena, t.items, t.count, t.capacity, token);
        token.head = NULL;
        token.has_space = false;
        for (size_t i = 0; i < line->text.len; token.has_space = false) {
            if (line->text.data[i] == ' ') {
                token.has_space = true;
                i++;
                if (i == line->text.len)
                    break;
            }
            size_t end = word_end(line->text, i);
            token.text = lb_slice_sub(line->text, i, end);
            token.symbol = symbol_of(symbols, token.text);
            LB_PUSH(arena, t.items, t.count, t.capacity, token);
            i = end;
        }
    }
    t.symbols = LB_NEW_ARRAY(arena, uint32_t, t.count);
    for (size_t i = 0; i < t.count; i++)
        t.symbols[i] = t.items[i].symbol;
    return t;
}

/* A run that only removes or only adds, "x H" between "H" and "..." is the same as "H x" one place up: then it is a line. */
static void slide(const struct tokens *a, const struct tokens *b, struct lb_diff_run *runs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct lb_diff_run *r = &runs[i];
        const struct tokens *t = r->b_len == 0 ? a : b;
        if (r->a_len && r->b_len)
            continue;
        size_t at = r->b_len == 0 ? r->a : r->b, len = r->a_len + r->b_len, moved = 0;
        size_t room = i ? r->a - runs[i - 1].a - runs[i - 1].a_len - 1 : r->a;
        if (t->items[at].head)
            continue;
        while (moved < room && t->symbols[at - moved - 1] == t->symbols[at - moved + len - 1]) {
            moved++;
            if (t->items[at - moved].head) {
                r->a -= moved;
                r->b -= moved;
                break;
            }
        }
    }
}

static size_t larger(const struct lb_diff_run *r)
{
    return r->a_len > r->b_len ? r->a_len : r->b_len;
}

/* Two changes with a stray "dan" between them read better as one; never across the head of a line. */
static void join(const struct tokens *a, struct lb_diff_run *runs, size_t *count)
{
    size_t kept = 0;
    for (size_t i = 1; i < *count; i++) {
        struct lb_diff_run *last = &runs[kept], *next = &runs[i];
        size_t from = last->a + last->a_len, gap = next->a - from;
        size_t least = larger(last) < larger(next) ? larger(last) : larger(next);
        bool is_joined = gap <= SHORT_GAP && 2 * gap <= least;
        for (size_t k = from; k < next->a && is_joined; k++)
            is_joined = !a->items[k].head;
        if (is_joined) {
            last->a_len = next->a + next->a_len - last->a;
            last->b_len = next->b + next->b_len - last->b;
        } else {
            runs[++kept] = *next;
        }
    }
    if (*count)
        *count = kept + 1;
}

/* ---- lines of words ---- */

struct weaver {
    struct lb_arena *arena;
    struct lb_diff_part *part;
    size_t line; /* the one that words of now go to; NO_LINE when there is none yet */
    size_t *added, *removed;
};

static struct lb_diff_line *open_line(struct weaver *w, const struct line *head, enum lb_diff_kind kind)
{
    struct lb_diff_line line = {.tag = head->tag, .kind = kind, .path = head->path};
    LB_PUSH(w->arena, w->part->lines, w->part->line_count, w->part->line_capacity, line);
    return &w->part->lines[w->part->line_count - 1];
}

static void add_piece(struct weaver *w, struct lb_diff_line *line, enum lb_diff_kind kind, const struct token *t)
{
    struct lb_diff_piece *last = line->piece_count ? &line->pieces[line->piece_count - 1] : NULL;
    if (kind == LB_DIFF_ADDED)
        ++*w->added;
    else if (kind == LB_DIFF_REMOVED)
        ++*w->removed;
    if (last && last->kind == kind && t->text.data == last->text.data + last->text.len + t->has_space) {
        last->text.len += t->has_space + t->text.len;
        return;
    }
    bool follows = last && line->piece_count == 1 && (last->kind != LB_DIFF_SAME && kind != last->kind); /* at a line's beginning */
    struct lb_diff_piece piece = {kind, t->has_space || follows, t->text};
    LB_PUSH(w->arena, line->pieces, line->piece_count, line->piece_capacity, piece);
}

/* Words, not marks, are counted. */
static void add_token(struct weaver *w, enum lb_diff_kind kind, const struct token *t)
{
    size_t none = 0, *added = w->added, *removed = w->removed;
    if (!t->text.len || !is_letter(t->text.data[0]))
        w->added = w->removed = &none;
    add_piece(w, &w->part->lines[w->line], kind, t);
    w->added = added;
    w->removed = removed;
}

/* The head of a line that is no line any more, or a line of its own only now. */
static void add_break(struct weaver *w, enum lb_diff_kind kind)
{
    struct lb_diff_piece piece = {kind, true, LB_S("¶")};
    struct lb_diff_line *line = &w->part->lines[w->line];
    LB_PUSH(w->arena, line->pieces, line->piece_count, line->piece_capacity, piece);
}

/* Tokens from..to of one side, whose heads begin lines that are gone or new; those cut by `to` go on behind it. */
static void weave_lines(struct weaver *w, const struct tokens *t, size_t from, size_t to, enum lb_diff_kind kind)
{
    for (size_t i = from; i < to;) {
        size_t end = i + 1;
        while (end < t->count && !t->items[end].head)
            end++;
        bool is_whole = end <= to, is_new = kind == LB_DIFF_ADDED, has_line = w->line != NO_LINE;
        size_t line = w->line;
        if (is_whole || is_new || !has_line) {
            open_line(w, t->items[i].head, is_whole ? kind : LB_DIFF_CHANGED);
            w->line = w->part->line_count - 1;
        }
        if (!is_whole && has_line)
            add_break(w, kind);
        for (i++; i < end && i < to; i++)
            add_token(w, kind, &t->items[i]);
        if (is_whole && !is_new)
            w->line = line; /* words of now go where they went before */
    }
}

static void weave_run(struct weaver *w, const struct tokens *a, const struct tokens *b, const struct lb_diff_run *r)
{
    size_t i = r->a, j = r->b, a_end = r->a + r->a_len, b_end = r->b + r->b_len;
    for (; i < a_end && !a->items[i].head; i++)
        add_token(w, LB_DIFF_REMOVED, &a->items[i]);
    for (; j < b_end && !b->items[j].head; j++)
        add_token(w, LB_DIFF_ADDED, &b->items[j]);
    weave_lines(w, a, i, a_end, LB_DIFF_REMOVED);
    weave_lines(w, b, j, b_end, LB_DIFF_ADDED);
}

/* Shortens what is unchanged for long inside a changed line. */
static void cut_pieces(struct lb_arena *arena, struct lb_diff_line *line)
{
    struct lb_diff_line out = *line;
    out.pieces = NULL;
    out.piece_count = out.piece_capacity = 0;
    for (size_t i = 0; i < line->piece_count; i++) {
        struct lb_diff_piece p = line->pieces[i], cut = {LB_DIFF_CUT, true, LB_EMPTY};
        bool is_first = i == 0, is_last = i + 1 == line->piece_count;
        if (p.kind != LB_DIFF_SAME || p.text.len <= LONG) {
            LB_PUSH(arena, out.pieces, out.piece_count, out.piece_capacity, p);
            continue;
        }
        size_t end = is_first ? 0 : KEPT, start = is_last ? p.text.len : p.text.len - KEPT;
        while (end && end < p.text.len && p.text.data[end] != ' ')
            end++;
        while (start > end && start < p.text.len && p.text.data[start - 1] != ' ')
            start--;
        struct lb_diff_piece before = {p.kind, p.has_space, lb_slice_sub(p.text, 0, end)};
        struct lb_diff_piece after = {p.kind, true, lb_slice_sub(p.text, start, p.text.len)};
        if (before.text.len)
            LB_PUSH(arena, out.pieces, out.piece_count, out.piece_capacity, before);
        LB_PUSH(arena, out.pieces, out.piece_count, out.piece_capacity, cut);
        if (after.text.len)
            LB_PUSH(arena, out.pieces, out.piece_count, out.piece_capacity, after);
    }
    *line = out;
}

static void weave_words(struct weaver *w, struct symbols *symbols, const struct line *old, size_t old_count,
                        const struct line *now, size_t now_count)
{
    struct tokens a = tokens_of(symbols, old, old_count), b = tokens_of(symbols, now, now_count);
    struct lb_diff_run *runs, end = {a.count, 0, b.count, 0};
    size_t count, i = 0, j = 0, first = w->part->line_count;
    lb_diff(w->arena, a.symbols, a.count, b.symbols, b.count, symbols->count, &runs, &count);
    slide(&a, &b, runs, count);
    join(&a, runs, &count);
    w->line = NO_LINE;
    for (size_t n = 0; n <= count; n++) {
        const struct lb_diff_run *r = n < count ? &runs[n] : &end;
        for (; i < r->a; i++, j++) {
            if (!b.items[j].head) {
                add_token(w, LB_DIFF_SAME, &b.items[j]);
                continue;
            }
            open_line(w, b.items[j].head, LB_DIFF_CHANGED);
            w->line = w->part->line_count - 1;
        }
        if (n < count)
            weave_run(w, &a, &b, r);
        i = r->a + r->a_len;
        j = r->b + r->b_len;
    }
    for (size_t n = first; n < w->part->line_count; n++)
        cut_pieces(w->arena, &w->part->lines[n]);
}

/* ---- parts ---- */

static void add_same(struct weaver *w, const struct line *line)
{
    struct lb_diff_line *out = open_line(w, line, LB_DIFF_SAME);
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

static bool is_equal(const struct part *a, const struct part *b)
{
    bool is_same = a->count == b->count;
    for (size_t i = 0; i < a->count && is_same; i++)
        is_same = lb_slice_eq(a->lines[i].whole, b->lines[i].whole);
    return is_same;
}

/* One part as it was and is; either may be NULL. */
static void compare_part(struct lb_arena *arena, const struct part *old, const struct part *now, struct lb_version_diff *ret)
{
    static const struct part none = {0};
    const struct part *any = now ? now : old, *a = old ? old : &none, *b = now ? now : &none;
    struct lb_diff_part part = {.tag = any->tag, .name = any->name,
                                .kind = !old ? LB_DIFF_ADDED : !now ? LB_DIFF_REMOVED : LB_DIFF_CHANGED};
    bool is_renamed = old && now && !lb_slice_eq(old->name, now->name);
    if (old && now && !is_renamed && is_equal(old, now)) {
        ++*(any->tag == 'F' ? &ret->same_fields : &ret->same_sections);
        return;
    }
    if (is_renamed)
        part.old_name = old->name;
    struct symbols symbols = {.arena = arena};
    struct weaver w = {.arena = arena, .part = &part, .added = &ret->added, .removed = &ret->removed};
    uint32_t *x = LB_NEW_ARRAY(arena, uint32_t, a->count), *y = LB_NEW_ARRAY(arena, uint32_t, b->count);
    for (size_t i = 0; i < a->count; i++)
        x[i] = symbol_of(&symbols, a->lines[i].whole);
    for (size_t i = 0; i < b->count; i++)
        y[i] = symbol_of(&symbols, b->lines[i].whole);
    struct lb_diff_run *runs;
    size_t count, j = 0;
    lb_diff(arena, x, a->count, y, b->count, symbols.count, &runs, &count);
    for (size_t n = 0; n < count; n++) {
        for (; j < runs[n].b; j++)
            add_same(&w, &b->lines[j]);
        struct symbols words = {.arena = arena};
        weave_words(&w, &words, a->lines + runs[n].a, runs[n].a_len, b->lines + runs[n].b, runs[n].b_len);
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
    struct symbols names = {.arena = arena};
    const struct part **old = LB_NEW_ARRAY(arena, const struct part *, a->count + b->count);
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].tag == 'F')
            old[symbol_of(&names, a->items[i].name)] = &a->items[i];
    for (size_t i = 0; i < b->count; i++) {
        if (b->items[i].tag != 'F')
            continue;
        uint32_t name = symbol_of(&names, b->items[i].name);
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
    struct symbols symbols = {.arena = arena};
    const struct part **old = LB_NEW_ARRAY(arena, const struct part *, a->count), **now = LB_NEW_ARRAY(arena, const struct part *, b->count);
    uint32_t *x = LB_NEW_ARRAY(arena, uint32_t, a->count), *y = LB_NEW_ARRAY(arena, uint32_t, b->count);
    size_t n = 0, m = 0, count, i = 0, j = 0;
    struct lb_diff_run *runs;
    for (size_t k = 0; k < a->count; k++)
        if (a->items[k].tag == 'S') {
            x[n] = symbol_of(&symbols, a->items[k].name);
            old[n++] = &a->items[k];
        }
    for (size_t k = 0; k < b->count; k++)
        if (b->items[k].tag == 'S') {
            y[m] = symbol_of(&symbols, b->items[k].name);
            now[m++] = &b->items[k];
        }
    lb_diff(arena, x, n, y, m, symbols.count, &runs, &count);
    for (size_t k = 0; k <= count; k++) {
        struct lb_diff_run r = k < count ? runs[k] : (struct lb_diff_run){n, 0, m, 0};
        while (i < r.a)
            compare_part(arena, old[i++], now[j++], ret);
        while (i < r.a + r.a_len || j < r.b + r.b_len) {
            const struct part *was = i < r.a + r.a_len ? old[i++] : NULL, *is = j < r.b + r.b_len ? now[j++] : NULL;
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
