/* query.c - the query language: recursive descent over bounded text; see query.h and syntax.h.
 *
 *   list = { item [ OR item ]... }        OR ties the items beside it: a b OR c = a (b OR c)
 *   item = -item | ( list ) | "phrase" | field:value | field:"value" | word* | word                                 */
#include "store/query.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/syntax.h"

_Static_assert(LB_MAX_QUERY_WORDS <= 32, "a leaf is a bit of a 32-bit mask");

struct parser {
    const struct lb_analyser *analyser;
    struct lb_arena *arena;
    struct lb_query *query;
    lb_slice text;
    size_t at;
    unsigned depth;
    bool is_negative;
};

void lb_query_notice(struct lb_query *q, lb_slice text)
{
    for (size_t i = 0; i < q->notice_count; i++)
        if (lb_slice_eq(q->notices[i], text))
            return;
    if (q->notice_count < sizeof q->notices / sizeof *q->notices)
        q->notices[q->notice_count++] = text;
}

static void notice_plain(struct parser *p)
{
    lb_query_notice(p->query, LB_S("Sebagian tanda dalam pencarian tidak lengkap dan dibaca sebagai kata biasa."));
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct lb_node *node(struct parser *p, enum lb_node_kind kind)
{
    struct lb_node *n = LB_NEW(p->arena, struct lb_node);
    n->kind = kind;
    return n;
}

static bool same_words(const struct lb_leaf *a, const struct lb_leaf *b)
{
    if (a->kind != b->kind || a->word_count != b->word_count || !lb_slice_eq(a->joined, b->joined))
        return false;
    if (a->kind == LB_LEAF_FIELD || a->kind == LB_LEAF_YEARS)
        return lb_slice_eq(a->text, b->text);
    for (size_t i = 0; i < a->word_count; i++)
        if (!lb_slice_eq(a->words[i], b->words[i]))
            return false;
    return true;
}

/* NULL when there are too many. A leaf that is there already is used again. */
static struct lb_node *add_leaf(struct parser *p, const struct lb_leaf *leaf)
{
    struct lb_query *q = p->query;
    size_t i = 0;
    while (i < q->leaf_count && !same_words(&q->leaves[i], leaf))
        i++;
    if (i == q->leaf_count) {
        if (i >= LB_MAX_QUERY_WORDS) {
            lb_query_notice(p->query, LB_S("Pencarian terlalu panjang: hanya bagian awalnya yang dipakai."));
            return NULL;
        }
        q->leaves[q->leaf_count++] = *leaf;
    }
    struct lb_node *n = node(p, LB_NODE_LEAF);
    n->leaf = (unsigned)i;
    return n;
}

/* ---- words ---- */

static void take_token(struct parser *p, struct lb_leaf *leaf, const struct lb_token *t)
{
    size_t n = leaf->word_count;
    lb_slice *words = LB_NEW_ARRAY(p->arena, lb_slice, n + 1), *stems = LB_NEW_ARRAY(p->arena, lb_slice, n + 1);
    if (n) {
        memcpy(words, leaf->words, n * sizeof *words);
        memcpy(stems, leaf->stems, n * sizeof *stems);
    }
    words[n] = lb_arena_copy(p->arena, t->word);
    stems[n] = lb_arena_copy(p->arena, t->stem);
    leaf->words = words;
    leaf->stems = stems;
    leaf->word_count = n + 1;
    leaf->is_stopword = n == 0 && t->is_stopword;
}

/* All words of text in one leaf (phrase, title). False when there is no word in it. */
static bool read_words(struct parser *p, lb_slice text, struct lb_leaf *leaf)
{
    struct lb_tokens *tokens = lb_tokens_start(p->analyser, p->arena, text);
    struct lb_token t;
    while (lb_tokens_next(tokens, &t) && leaf->word_count < LB_MAX_QUERY_WORDS)
        if (t.kind != LB_TOKEN_JOINED)
            take_token(p, leaf, &t);
    leaf->is_stopword = false;
    leaf->text = text;
    return leaf->word_count > 0;
}

struct made {
    struct lb_leaf leaf;
    size_t start, end;
};

/* Plain words: usually one leaf; "bersih,sehat" gives two, "e-planning" one with its parts. */
static struct lb_node *read_plain(struct parser *p, lb_slice text)
{
    struct made made[LB_MAX_QUERY_WORDS];
    size_t count = 0;
    struct lb_tokens *tokens = lb_tokens_start(p->analyser, p->arena, text);
    struct lb_token t;
    while (count < LB_MAX_QUERY_WORDS && lb_tokens_next(tokens, &t)) {
        struct made m = {.leaf = {.kind = LB_LEAF_WORD}, .start = t.start, .end = t.end};
        if (t.kind == LB_TOKEN_JOINED) {
            size_t first = count;
            while (first > 0 && made[first - 1].start >= t.start)
                first--;
            for (size_t i = first; i < count; i++) {
                struct lb_token part = {.word = made[i].leaf.words[0], .stem = made[i].leaf.stems[0]};
                if (!made[i].leaf.joined.len)
                    take_token(p, &m.leaf, &part);
            }
            m.leaf.joined = lb_arena_copy(p->arena, t.word);
            m.leaf.joined_stem = lb_arena_copy(p->arena, t.stem);
            if (!m.leaf.word_count)
                take_token(p, &m.leaf, &t);
            /* A compound may be joined in two ways ("138/1625/sj" and "1381625sj"): one leaf, the first. */
            if (count > first && made[count - 1].leaf.joined.len)
                continue;
            count = first;
        } else {
            take_token(p, &m.leaf, &t);
        }
        m.leaf.text = lb_slice_sub(text, m.start, m.end);
        made[count++] = m;
    }
    struct lb_node *list = node(p, LB_NODE_ALL), **end = &list->children;
    for (size_t i = 0; i < count; i++) {
        struct lb_node *n = add_leaf(p, &made[i].leaf);
        if (n) {
            *end = n;
            end = &n->next;
        }
    }
    return !list->children ? NULL : list->children->next ? list : list->children;
}

/* ---- field:value ---- */

static bool read_number(lb_slice s, int *ret)
{
    *ret = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9' || s.len > 4)
            return false;
        *ret = *ret * 10 + (s.data[i] - '0');
    }
    return true;
}

/* "2015..2020", "2015..", "..2020", "2015-2020", "2015" */
static bool read_years(lb_slice value, struct lb_leaf *leaf)
{
    size_t at = 0;
    while (at < value.len && value.data[at] != '.' && value.data[at] != '-')
        at++;
    lb_slice from = lb_slice_sub(value, 0, at), to = from;
    if (at < value.len) {
        size_t after = at + 1;
        if (value.data[at] == '.' && (after >= value.len || value.data[after++] != '.'))
            return false;
        to = lb_slice_sub(value, after, value.len);
    }
    leaf->kind = LB_LEAF_YEARS;
    return (from.len || to.len) && read_number(from, &leaf->from) && read_number(to, &leaf->to);
}

static bool is_syntax(enum lb_syntax_kind kind, lb_slice word)
{
    return lb_slice_eq(word, lb_slice_of(lb_query_syntax[kind].word_id)) ||
           lb_slice_eq(word, lb_slice_of(lb_query_syntax[kind].word_en));
}

/* A field's name, a colon, a value; NULL when it is not that, and nothing is taken. */
static struct lb_node *read_field(struct parser *p, lb_slice name, lb_slice value, lb_slice whole)
{
    struct lb_leaf leaf = {.text = whole, .is_required = true};
    name = lb_lower(p->arena, name);
    value = lb_slice_trim(value);
    if (!value.len)
        return NULL;
    if (is_syntax(LB_SYNTAX_TITLE, name)) {
        leaf.kind = LB_LEAF_TITLE;
        if (!read_words(p, value, &leaf))
            return NULL;
        leaf.text = whole;
        return add_leaf(p, &leaf);
    }
    if (is_syntax(LB_SYNTAX_YEARS, name)) {
        if (!read_years(value, &leaf)) {
            lb_query_notice(p->query, LB_S("Tahun tidak terbaca: tulis misalnya tahun:2015..2020."));
            return NULL;
        }
        return add_leaf(p, &leaf);
    }
    leaf.field = lb_field_find(name);
    if (leaf.field == LB_FIELD_COUNT)
        return NULL;
    leaf.kind = LB_LEAF_FIELD;
    read_words(p, value, &leaf); /* codes such as 1.02 are looked at as text */
    leaf.joined = value;
    leaf.text = whole;
    return add_leaf(p, &leaf);
}

/* ---- structure ---- */

static struct lb_node *read_list(struct parser *p);

/* The offset of the closing mark, or the text's length. */
static size_t closing(const struct parser *p, size_t from)
{
    return from + lb_slice_find(lb_slice_sub(p->text, from, p->text.len), '"');
}

static struct lb_node *read_phrase(struct parser *p)
{
    size_t end = closing(p, p->at + 1);
    if (end >= p->text.len) { /* never closed: the mark is nothing */
        p->at++;
        notice_plain(p);
        return NULL;
    }
    lb_slice inner = lb_slice_sub(p->text, p->at + 1, end);
    p->at = end + 1;
    struct lb_leaf leaf = {.kind = LB_LEAF_PHRASE, .is_required = true};
    if (!read_words(p, inner, &leaf))
        return NULL;
    return leaf.word_count == 1 ? read_plain(p, inner) : add_leaf(p, &leaf);
}

static struct lb_node *read_piece(struct parser *p)
{
    size_t start = p->at;
    while (p->at < p->text.len && !is_space(p->text.data[p->at]) && !strchr("()\"", p->text.data[p->at]))
        p->at++;
    lb_slice piece = lb_slice_sub(p->text, start, p->at);
    size_t colon = lb_slice_find(piece, ':');
    if (colon > 0 && colon < piece.len) {
        lb_slice value = lb_slice_sub(piece, colon + 1, piece.len);
        size_t end = p->at;
        if (!value.len && p->at < p->text.len && p->text.data[p->at] == '"' && closing(p, p->at + 1) < p->text.len) {
            end = closing(p, p->at + 1) + 1;
            value = lb_slice_sub(p->text, p->at + 1, end - 1);
        }
        struct lb_node *n = read_field(p, lb_slice_sub(piece, 0, colon), value, lb_slice_sub(p->text, start, end));
        if (n) {
            p->at = end;
            return n;
        }
    }
    if (piece.len > 2 && piece.data[piece.len - 1] == '*') {
        struct lb_leaf leaf = {.kind = LB_LEAF_PREFIX};
        if (read_words(p, lb_slice_sub(piece, 0, piece.len - 1), &leaf) && leaf.word_count == 1) {
            leaf.text = piece;
            return add_leaf(p, &leaf);
        }
    }
    return read_plain(p, piece);
}

static bool at_word(const struct parser *p, lb_slice word)
{
    lb_slice rest = lb_slice_sub(p->text, p->at, p->text.len);
    return lb_slice_starts(rest, word) && (rest.len == word.len || is_space(rest.data[word.len]));
}

/* Steps over OR / ATAU. */
static bool take_or(struct parser *p)
{
    lb_slice words[] = {lb_slice_of(lb_query_syntax[LB_SYNTAX_OR].word_id), lb_slice_of(lb_query_syntax[LB_SYNTAX_OR].word_en)};
    for (size_t i = 0; i < 2; i++)
        if (at_word(p, words[i])) {
            p->at += words[i].len;
            return true;
        }
    return false;
}

static struct lb_node *read_item(struct parser *p)
{
    char c = p->text.data[p->at];
    if (c == '"')
        return read_phrase(p);
    if (c == '(') {
        p->at++;
        if (p->depth >= LB_MAX_QUERY_DEPTH) { /* deeper ones are dropped like their closing marks */
            notice_plain(p);
            return NULL;
        }
        p->depth++;
        struct lb_node *list = read_list(p);
        if (p->at < p->text.len && p->text.data[p->at] == ')')
            p->at++;
        else
            notice_plain(p);
        p->depth--;
        return list->children ? list : NULL;
    }
    if (c == '-' && p->at + 1 < p->text.len && !is_space(p->text.data[p->at + 1]) && p->text.data[p->at + 1] != '-' &&
        (p->at == 0 || is_space(p->text.data[p->at - 1]) || p->text.data[p->at - 1] == '(')) {
        p->at++;
        struct lb_node *inner = read_item(p);
        if (!inner)
            return NULL;
        struct lb_node *not = node(p, LB_NODE_NOT);
        not->children = inner;
        return not;
    }
    return read_piece(p);
}

static struct lb_node *read_list(struct parser *p)
{
    struct lb_node *list = node(p, LB_NODE_ALL), **end = &list->children;
    struct lb_node *previous = NULL, **previous_end = NULL; /* the item an OR would tie */
    bool is_or = false;
    while (p->at < p->text.len) {
        if (is_space(p->text.data[p->at])) {
            p->at++;
            continue;
        }
        if (p->text.data[p->at] == ')') {
            if (p->depth > 0)
                break;
            p->at++;
            notice_plain(p);
            continue;
        }
        if (take_or(p)) {
            if (previous)
                is_or = true;
            else
                notice_plain(p);
            continue;
        }
        struct lb_node *n = read_item(p);
        if (!n)
            continue;
        if (is_or && previous->kind == LB_NODE_ANY) {
            struct lb_node *last = previous->children;
            while (last->next)
                last = last->next;
            last->next = n;
        } else if (is_or) {
            struct lb_node *any = node(p, LB_NODE_ANY);
            any->children = previous;
            previous->next = n;
            *previous_end = any;
            previous = any;
            end = &any->next;
        } else {
            previous = n;
            previous_end = end;
            *end = n;
            end = &n->next;
        }
        is_or = false;
    }
    if (is_or)
        notice_plain(p);
    return list;
}

void lb_query_read(const struct lb_analyser *analyser, struct lb_arena *arena, lb_slice text, struct lb_query *ret)
{
    *ret = (struct lb_query){0};
    struct parser p = {.analyser = analyser, .arena = arena, .query = ret};
    if (text.len > LB_MAX_QUERY) {
        text = lb_utf8_cut(text, LB_MAX_QUERY);
        lb_query_notice(ret, LB_S("Pencarian terlalu panjang: hanya bagian awalnya yang dipakai."));
    }
    /* Typographic quotation marks are quotation marks. */
    struct lb_str straight = LB_STR_INIT(LB_MAX_QUERY + 1);
    for (size_t i = 0; i < text.len;) {
        lb_slice rest = lb_slice_sub(text, i, text.len);
        if (lb_slice_starts(rest, LB_S("\u201c")) || lb_slice_starts(rest, LB_S("\u201d")) ||
            lb_slice_starts(rest, LB_S("\u201e"))) {
            lb_str_addc(&straight, '"');
            i += 3;
        } else {
            lb_str_addc(&straight, text.data[i] ? text.data[i] : ' ');
            i++;
        }
    }
    p.text = lb_arena_copy(arena, lb_str_slice(&straight));
    lb_str_free(&straight);
    ret->root = read_list(&p);
    lb_query_place(ret);
}
