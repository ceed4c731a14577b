/* version_words.c - lines that differ, word by word; see version_parts.h. */
#include "store/version_parts.h"

enum {
    LONG = 400, KEPT = 140, /* bytes of an unchanged stretch inside a changed line: when it is cut, what stays at either end */
    SHORT_GAP = 4,          /* so few equal words between two larger changes are taken into them */
};

/* A word, a run of marks, or the head of a line. */
struct token {
    const struct lb_text_line *head; /* of a line that begins here, else NULL */
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
    while (i < s.len && (is_letter(s.data[i]) || (s.data[i] && strchr(".,-'_", s.data[i]) && i + 1 < s.len && is_letter(s.data[i + 1]))))
        i++; /* "1.234,5", "uji-coba" and the code "kepala_daerah" are one word */
    return i;
}

/* What a head is known by; no word holds a tab. */
static lb_slice head_key(const struct lb_text_line *line)
{
    static const char tags[] = "h\tp\tl\tq\tt\tc\tn\t?\t";
    if (line->tag == 'v' || line->tag == 'i')
        return lb_slice_sub(line->whole, 0, line->path.len + 2);
    const char *at = line->tag && line->tag != '\t' ? strchr(tags, line->tag) : NULL;
    return lb_slice_from(at ? at : &tags[sizeof tags - 3], 2);
}

static struct tokens tokens_of(struct lb_symbols *symbols, const struct lb_text_line *lines, size_t count)
{
    struct lb_arena *arena = symbols->arena;
    struct tokens t = {0};
    for (size_t n = 0; n < count; n++) {
        const struct lb_text_line *line = &lines[n];
        struct token token = {.head = line};
        token.symbol = lb_symbol(symbols, head_key(line));
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
            token.symbol = lb_symbol(symbols, token.text);
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

struct lb_diff_line *lb_weave_open(struct lb_weaver *w, const struct lb_text_line *head, enum lb_diff_kind kind)
{
    struct lb_diff_line line = {.tag = head->tag, .kind = kind, .path = head->path};
    LB_PUSH(w->arena, w->part->lines, w->part->line_count, w->part->line_capacity, line);
    return &w->part->lines[w->part->line_count - 1];
}

static void add_piece(struct lb_weaver *w, struct lb_diff_line *line, enum lb_diff_kind kind, const struct token *t)
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
static void add_token(struct lb_weaver *w, enum lb_diff_kind kind, const struct token *t)
{
    size_t none = 0, *added = w->added, *removed = w->removed;
    if (!t->text.len || !is_letter(t->text.data[0]))
        w->added = w->removed = &none;
    add_piece(w, &w->part->lines[w->line], kind, t);
    w->added = added;
    w->removed = removed;
}

/* The head of a line that is no line any more, or a line of its own only now. */
static void add_break(struct lb_weaver *w, enum lb_diff_kind kind)
{
    struct lb_diff_piece piece = {kind, true, LB_S("¶")};
    struct lb_diff_line *line = &w->part->lines[w->line];
    LB_PUSH(w->arena, line->pieces, line->piece_count, line->piece_capacity, piece);
}

/* Tokens from..to of one side, whose heads begin lines that are gone or new; those cut by `to` go on behind it. */
static void weave_lines(struct lb_weaver *w, const struct tokens *t, size_t from, size_t to, enum lb_diff_kind kind)
{
    for (size_t i = from; i < to;) {
        size_t end = i + 1;
        while (end < t->count && !t->items[end].head)
            end++;
        bool is_whole = end <= to, is_new = kind == LB_DIFF_ADDED, has_line = w->line != LB_NO_LINE;
        size_t line = w->line;
        if (is_whole || is_new || !has_line) {
            lb_weave_open(w, t->items[i].head, is_whole ? kind : LB_DIFF_CHANGED);
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

static void weave_run(struct lb_weaver *w, const struct tokens *a, const struct tokens *b, const struct lb_diff_run *r)
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

void lb_weave_words(struct lb_weaver *w, const struct lb_text_line *old, size_t old_count, const struct lb_text_line *now, size_t now_count)
{
    struct lb_symbols symbols = {.arena = w->arena};
    struct tokens a = tokens_of(&symbols, old, old_count), b = tokens_of(&symbols, now, now_count);
    struct lb_diff_run *runs, end = {a.count, 0, b.count, 0};
    size_t count, i = 0, j = 0, first = w->part->line_count;
    lb_diff(w->arena, a.symbols, a.count, b.symbols, b.count, symbols.count, &runs, &count);
    slide(&a, &b, runs, count);
    join(&a, runs, &count);
    w->line = LB_NO_LINE;
    for (size_t n = 0; n <= count; n++) {
        const struct lb_diff_run *r = n < count ? &runs[n] : &end;
        for (; i < r->a; i++, j++) {
            if (!b.items[j].head) {
                add_token(w, LB_DIFF_SAME, &b.items[j]);
                continue;
            }
            lb_weave_open(w, b.items[j].head, LB_DIFF_CHANGED);
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
