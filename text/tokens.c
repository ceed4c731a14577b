/* tokens.c - cutting a text into words.
 *
 * A run is what stands between white space and punctuation: words tied by - / . & (each once). It is read part by part
 * into a small queue, then the joined forms follow. A run of more than MAX_PARTS parts is cut, so any input takes time
 * in proportion to its length. Words as written are remembered for the length of the stream: a word that comes again
 * costs one look-up, no folding, no stemming, no memory. */
#include "text/analyser.h"

#include "base/limits.h"
#include "base/utf8.h"

enum {
    MAX_PARTS = 12,
    MAX_QUEUE = 4 * MAX_PARTS,
    MAX_REMEMBERED = 8192, /* words */
};

struct memo {
    lb_slice raw, word, stem;
    bool is_stopword;
};

struct part {
    size_t start, end;
    lb_slice word;
    char tie; /* what stands behind it: - / . & or 0 */
    bool is_number;
    unsigned position;
};

struct lb_tokens {
    const struct lb_analyser *an;
    struct lb_arena *arena;
    lb_slice text;
    size_t at;
    unsigned position;
    struct memo *memo;
    size_t memo_mask, memo_count;
    struct lb_token queue[MAX_QUEUE];
    size_t head, tail;
    lb_slice last;   /* the word before, for compounds written apart */
    size_t last_start, last_end;
    unsigned last_position;
};

struct lb_tokens *lb_tokens_start(const struct lb_analyser *an, struct lb_arena *arena, lb_slice text)
{
    struct lb_tokens *t = LB_NEW(arena, struct lb_tokens);
    size_t slots = 16;
    while (slots < text.len / 8 && slots < 2 * MAX_REMEMBERED)
        slots *= 2;
    *t = (struct lb_tokens){.an = an, .arena = arena, .text = text, .memo_mask = slots - 1};
    t->memo = LB_NEW_ARRAY(arena, struct memo, slots);
    return t;
}

enum { OTHER, LETTER, DIGIT, MARK }; /* MARK: an apostrophe, or nothing at all (soft hyphen, joiners) */

static int class_of(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? LETTER : c >= '0' && c <= '9' ? DIGIT : c == '\'' ? MARK : OTHER;
    if (c == 0xAD || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x200C || c == 0x200D || c == 0x200B)
        return MARK;
    if (c < 0xC0)
        return c == 0xAA || c == 0xB5 || c == 0xBA ? LETTER : OTHER;
    if (c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) ||
        (c >= 0x3008 && c <= 0x3020) || (c >= 0xD800 && c <= 0xF8FF) || (c >= 0xFE00 && c <= 0xFE6F) ||
        (c >= 0xFF00 && c <= 0xFF0F) || c >= 0xFFF0)
        return (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x10000 && c < 0x1F000) ? LETTER : OTHER;
    return LETTER;
}

static int peek(lb_slice s, size_t at, size_t *next)
{
    if (at >= s.len)
        return OTHER;
    *next = at;
    return class_of(lb_utf8_next(s, next));
}

/* One word from at, which holds a letter or digit: its end. Digits keep . and , between digits. */
static size_t word_end(lb_slice s, size_t at, bool *is_number, bool *is_simple)
{
    *is_number = true, *is_simple = true;
    for (size_t next = at; at < s.len; at = next) {
        int class = peek(s, at, &next);
        if (class == LETTER) {
            *is_number = false;
            if (next - at > 1 || s.data[at] < 'a')
                *is_simple = false;
        } else if (class == MARK) {
            size_t after;
            if (peek(s, next, &after) == OTHER)
                break;
            *is_simple = false;
        } else if (class == OTHER) {
            size_t after;
            if (!*is_number || (s.data[at] != '.' && s.data[at] != ',') || peek(s, next, &after) != DIGIT)
                break;
        }
    }
    return at;
}

/* Folded, apostrophes and invisible joiners removed, cut to LB_MAX_TERM. */
static lb_slice folded(struct lb_tokens *t, lb_slice raw, bool is_simple)
{
    raw = lb_utf8_cut(raw, 2 * LB_MAX_TERM);
    lb_slice word = is_simple ? raw : lb_fold(t->arena, raw);
    if (!is_simple) {
        char *out = (char *)word.data;
        size_t n = 0;
        for (size_t at = 0; at < word.len;) {
            size_t from = at;
            if (class_of(lb_utf8_next(word, &at)) == MARK)
                continue;
            memmove(out + n, word.data + from, at - from);
            n += at - from;
        }
        word.len = n;
    }
    return lb_utf8_cut(word, LB_MAX_TERM);
}

static lb_slice stem_of(struct lb_tokens *t, lb_slice word)
{
    char room[LB_MAX_TERM];
    lb_slice stem = lb_stem(t->an, word, room);
    return stem.data == room ? lb_arena_copy(t->arena, stem) : stem;
}

static struct memo look(struct lb_tokens *t, lb_slice raw, bool is_simple)
{
    size_t i = 0;
    bool is_short = raw.len <= LB_MAX_ROOT;
    if (is_short) {
        i = lb_word_hash(raw) & t->memo_mask;
        while (t->memo[i].raw.data && !lb_slice_eq(t->memo[i].raw, raw))
            i = (i + 1) & t->memo_mask;
        if (t->memo[i].raw.data)
            return t->memo[i];
    }
    struct memo m = {.raw = raw, .word = folded(t, raw, is_simple)};
    m.stem = stem_of(t, m.word);
    m.is_stopword = lb_is_stopword(t->an, m.word);
    if (is_short && t->memo_count * 2 < t->memo_mask)
        t->memo[i] = m, t->memo_count++;
    return m;
}

/* 1.234.567,8 and 1,234,567 without the marks that only group digits. */
static lb_slice plain_number(struct lb_tokens *t, lb_slice word)
{
    for (const char *mark = ".,"; *mark; mark++) {
        size_t run = 0, groups = 0, i = 0;
        for (; i < word.len && (word.data[i] == *mark || (word.data[i] >= '0' && word.data[i] <= '9')); i++) {
            if (word.data[i] != *mark)
                run++;
            else if (groups ? run != 3 : run > 3)
                break;
            else
                groups++, run = 0;
        }
        bool is_grouped = groups > (*mark == ',') && run == 3 && (i == word.len || (*mark == '.' && word.data[i] == ','));
        if (!is_grouped)
            continue;
        char *out = (char *)lb_arena_copy(t->arena, word).data;
        size_t n = 0;
        for (i = 0; i < word.len; i++)
            if (word.data[i] != *mark)
                out[n++] = word.data[i];
        return (lb_slice){out, n};
    }
    return word;
}

static void push(struct lb_tokens *t, struct lb_token token)
{
    if (t->tail < MAX_QUEUE)
        t->queue[t->tail++] = token;
}

static void push_joined(struct lb_tokens *t, size_t start, size_t end, lb_slice word, unsigned position, bool is_stemmed)
{
    push(t, (struct lb_token){.start = start, .end = end, .word = word, .kind = LB_TOKEN_JOINED, .position = position,
                              .stem = is_stemmed ? stem_of(t, word) : word});
}

static bool is_blank(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] != ' ' && s.data[i] != '\n')
            return false;
    return s.len > 0 && s.len < 4;
}

/* "tanggung jawab" also as the compound, "undang undang" also as the reduplication, when the dictionary has it. */
static void push_compound(struct lb_tokens *t, const struct part *p)
{
    lb_slice a = t->last, b = p->word;
    t->last = b;
    size_t start = t->last_start, gap = t->last_end;
    unsigned position = t->last_position;
    t->last_start = p->start, t->last_end = p->end, t->last_position = p->position;
    if (a.len < 3 || b.len < 3 || a.len + b.len >= LB_MAX_ROOT || !is_blank(lb_slice_sub(t->text, gap, p->start)))
        return;
    char both[LB_MAX_ROOT];
    bool is_double = lb_slice_eq(a, b);
    memcpy(both, a.data, a.len);
    if (is_double)
        both[a.len] = '-';
    memcpy(both + a.len + is_double, b.data, b.len);
    const struct lb_root *it = lb_roots_find(&t->an->roots, (lb_slice){both, a.len + b.len + is_double});
    if (it && (it->bits & (is_double ? LB_WORD_ROOT : LB_WORD_COMPOUND)))
        push_joined(t, start, p->end, lb_root_text(it), position, true);
}

static void push_word(struct lb_tokens *t, struct part *p, bool is_simple)
{
    lb_slice raw = lb_slice_sub(t->text, p->start, p->end);
    p->position = t->position++;
    if (p->is_number) {
        p->word = lb_utf8_cut(raw, LB_MAX_TERM);
        push(t, (struct lb_token){.start = p->start, .end = p->end, .word = p->word, .stem = plain_number(t, p->word),
                                  .kind = LB_TOKEN_NUMBER, .position = p->position});
        t->last = LB_EMPTY;
        return;
    }
    struct memo m = look(t, raw, is_simple);
    p->word = m.word;
    if (m.word.len == 0) {
        t->position--;
        return;
    }
    push(t, (struct lb_token){.start = p->start, .end = p->end, .word = m.word, .stem = m.stem, .kind = LB_TOKEN_WORD,
                              .is_stopword = m.is_stopword, .position = p->position});
    push_compound(t, p);
}

static bool is_letters(const struct part *p)
{
    return !p->is_number && p->word.len > 0;
}

/* S.H., D.I.: single letters with dots are one word. True when the run begins so; *end is behind the last letter. */
static bool is_abbreviation(lb_slice s, size_t at, size_t *end)
{
    size_t letters = 0;
    for (size_t next = at; peek(s, at, &next) == LETTER && letters < MAX_PARTS; at = next) {
        size_t after;
        *end = next;
        letters++;
        if (next >= s.len || s.data[next] != '.') {
            if (letters > 1 && peek(s, next, &after) != OTHER)
                return false; /* M.Si */
            break;
        }
        next++;
        if (next < s.len && s.data[next] != '.' && peek(s, next, &after) != OTHER && peek(s, next, &after) != LETTER)
            return false;
    }
    return letters > 1;
}

static lb_slice join(struct lb_tokens *t, const struct part *parts, size_t count, bool with_ties)
{
    char buffer[LB_MAX_TERM];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (n + parts[i].word.len + 1 > sizeof buffer)
            return LB_EMPTY;
        if (parts[i].word.len == 0)
            continue;
        if (with_ties && n)
            buffer[n++] = parts[i - 1].tie;
        memcpy(buffer + n, parts[i].word.data, parts[i].word.len);
        n += parts[i].word.len;
    }
    return lb_arena_copy(t->arena, (lb_slice){buffer, n});
}

/* A hyphenated pair that repeats itself is one word: the queue's two tokens become one. */
static bool merge_reduplication(struct lb_tokens *t, struct part *parts, size_t count, size_t first)
{
    if (count != 2 || !is_letters(&parts[0]) || !is_letters(&parts[1]))
        return false;
    lb_slice both = join(t, parts, 2, true);
    if (both.len == 0 || (!lb_slice_eq(parts[0].word, parts[1].word) && !lb_is_indonesian(t->an, both)))
        return false;
    t->tail = first;
    t->position = parts[0].position + 1;
    parts[0].end = parts[1].end;
    parts[0].word = both;
    parts[1].word = LB_EMPTY;
    push(t, (struct lb_token){.start = parts[0].start, .end = parts[0].end, .word = both, .stem = stem_of(t, both),
                              .kind = LB_TOKEN_WORD, .position = parts[0].position});
    return true;
}

/* -nya and the like behind a hyphen (KTP-nya) belong to the word. */
static bool merge_clitic(struct lb_tokens *t, struct part *parts, size_t count, size_t first)
{
    static const char *const clitics[] = {"nya", "lah", "kah", "pun", "ku", "mu"};
    if (count != 2 || !is_letters(&parts[0]) || t->tail != first + 2)
        return false;
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (lb_slice_eq(parts[1].word, lb_slice_of(clitics[i]))) {
            t->tail--;
            t->position--;
            t->queue[first].end = parts[0].end = parts[1].end;
            parts[1].word = LB_EMPTY;
            return true;
        }
    return false;
}

/* Joined forms of the parts tied by hyphens. */
static void finish_hyphens(struct lb_tokens *t, struct part *parts, size_t count, size_t first)
{
    bool is_worded = false;
    for (size_t i = 0; i < count; i++)
        is_worded |= !parts[i].is_number;
    if (count < 2 || !is_worded || merge_reduplication(t, parts, count, first) || merge_clitic(t, parts, count, first))
        return;
    lb_slice word = join(t, parts, count, false);
    if (word.len)
        push_joined(t, parts[0].start, parts[count - 1].end, word, parts[0].position, true);
}

/* Is the character at `at` a tie between two words? Its length, 0 when not. */
static size_t tie_at(lb_slice s, size_t at, char *tie)
{
    if (at >= s.len)
        return 0;
    size_t next = at, after;
    uint32_t c = lb_utf8_next(s, &next);
    *tie = c == 0x2010 || c == 0x2011 ? '-' : (char)c;
    if (c != 0x2010 && c != 0x2011 && c != '-' && c != '/' && c != '.' && c != '&')
        return 0;
    int class = peek(s, next, &after);
    if (class != LETTER && class != DIGIT)
        return 0;
    /* a sentence that ends without a blank behind its full stop */
    if (c == '.' && at > 0 && s.data[at - 1] >= 'a' && s.data[next] >= 'A' && s.data[next] <= 'Z' &&
        (at < 2 || (s.data[at - 2] >= 'a' && s.data[at - 2] <= 'z')))
        return 0;
    return next - at;
}

/* Reads the run that starts at t->at into the queue. */
static void read_run(struct lb_tokens *t)
{
    struct part parts[MAX_PARTS] = {0};
    size_t count = 0, group = 0, group_first = t->tail, run_first = t->tail;
    char ties = 0; /* the strongest tie in the run: '/' and '&' over '.' over none */
    size_t end;
    if (is_abbreviation(t->text, t->at, &end)) {
        lb_slice raw = lb_slice_sub(t->text, t->at, end), word = folded(t, raw, false);
        char *out = (char *)word.data;
        size_t n = 0;
        for (size_t i = 0; i < word.len; i++)
            if (word.data[i] != '.')
                out[n++] = word.data[i];
        push(t, (struct lb_token){.start = t->at, .end = end, .word = {out, n}, .stem = {out, n},
                                  .kind = LB_TOKEN_WORD, .position = t->position++});
        t->last = LB_EMPTY;
        t->at = end;
        return;
    }
    for (;;) {
        struct part *p = &parts[count++];
        bool is_simple;
        p->start = t->at;
        p->end = t->at = word_end(t->text, t->at, &p->is_number, &is_simple);
        push_word(t, p, is_simple);
        size_t len = count < MAX_PARTS ? tie_at(t->text, t->at, &p->tie) : 0;
        if (len == 0 || p->tie != '-') {
            size_t left = count - group;
            finish_hyphens(t, parts + group, left, group_first);
            group = count, group_first = t->tail;
        }
        if (len == 0)
            break;
        if (p->tie == '/' || p->tie == '&')
            ties = '/';
        else if (p->tie == '.' && ties == 0)
            ties = '.';
        t->at += len;
    }
    if (ties == 0 || t->tail >= MAX_QUEUE - 1)
        return;
    lb_slice as_written = join(t, parts, count, true);
    if (ties == '.' && as_written.len <= 6)
        as_written = join(t, parts, count, false); /* M.Si, Ph.D */
    if (as_written.len && t->tail > run_first)
        push_joined(t, parts[0].start, parts[count - 1].end, as_written, parts[0].position, false);
}

bool lb_tokens_next(struct lb_tokens *t, struct lb_token *ret)
{
    while (t->head == t->tail) {
        t->head = t->tail = 0;
        size_t next = t->at;
        int class = OTHER;
        while (t->at < t->text.len && (class = peek(t->text, t->at, &next)) != LETTER && class != DIGIT)
            t->at = next;
        if (t->at >= t->text.len)
            return false;
        read_run(t);
    }
    *ret = t->queue[t->head++];
    return true;
}
