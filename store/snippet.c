/* snippet.c - words found are marked; see snippet.h.
 *
 * The query's stems are turned into the words as they are written (wordlist.h) once; a text is then walked once, a
 * table look-up a word, without stemming anything. The best piece is the window in which the most telling different
 * words stand, weighed by how rare they are. */
#include "store/snippet.h"

#include "store/scan.h"

#include <math.h>
#include <strings.h>

enum { window = 240, lead_in = 60, most_found = 512, most_forms = 64, most_named = 8 };

struct entry {
    lb_slice word;
    uint32_t leaf;
};

struct lb_marks {
    struct entry *slots;
    size_t slot_count, count;
    double weight[32]; /* by leaf */
    unsigned char beginnings[8192]; /* a bit for each pair of first letters: most words of a text have none of them */
};

struct found {
    size_t start, end;
    uint32_t leaf;
};

static size_t hash(lb_slice s)
{
    size_t h = 2166136261u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.data[i]) * 16777619u;
    return h ^ h >> 15;
}

static struct entry *slot_of(const struct lb_marks *m, lb_slice word)
{
    for (size_t i = hash(word);; i++) {
        struct entry *slot = &m->slots[i & (m->slot_count - 1)];
        if (!slot->word.data || lb_slice_eq(slot->word, word))
            return slot;
    }
}

static size_t beginning_of(lb_slice word)
{
    return (unsigned char)word.data[0] << 8 | (word.len > 1 ? (unsigned char)word.data[1] : 0);
}

static void add(struct lb_marks *m, lb_slice word, uint32_t leaf)
{
    if (!word.len || m->count * 2 >= m->slot_count)
        return;
    struct entry *slot = slot_of(m, word);
    m->beginnings[beginning_of(word) >> 3] |= (unsigned char)(1u << (beginning_of(word) & 7));
    if (!slot->word.data) {
        *slot = (struct entry){word, leaf};
        m->count++;
    }
}

static void add_stem(struct lb_marks *m, struct lb_arena *arena, const struct lb_snapshot *s, lb_slice stem, uint32_t leaf)
{
    uint32_t words[most_forms];
    size_t n = lb_wordlist_forms(&s->words, s->analyser, stem, words, most_forms);
    add(m, stem, leaf);
    for (size_t i = 0; i < n; i++)
        add(m, lb_arena_copy(arena, lb_wordlist_word(&s->words, words[i])), leaf);
}

struct lb_marks *lb_marks_new(struct lb_arena *arena, const struct lb_snapshot *snapshot, const struct lb_query *query,
                              const struct lb_match *match)
{
    struct lb_marks *m = LB_NEW(arena, struct lb_marks);
    for (m->slot_count = 256; m->slot_count < 256 * query->leaf_count;)
        m->slot_count *= 2;
    m->slots = LB_NEW_ARRAY(arena, struct entry, m->slot_count);
    /* What was typed first: a word that is both typed and another's translation belongs to itself. */
    for (int is_other = 0; is_other < 2; is_other++)
        for (size_t i = 0; i < query->leaf_count; i++) {
            const struct lb_leaf *leaf = &query->leaves[i];
            bool is_plain = leaf->kind != LB_LEAF_FIELD && leaf->kind != LB_LEAF_YEARS;
            if (leaf->is_stopword || !is_plain || (query->excluded >> i & 1))
                continue;
            m->weight[i] = log(1 + (double)match->docs / (match->found[i] + 0.5));
            for (size_t k = 0; k < leaf->word_count && !is_other; k++) {
                add(m, leaf->words[k], (uint32_t)i);
                add_stem(m, arena, snapshot, leaf->stems[k], (uint32_t)i);
            }
            for (size_t k = 0; k < match->stem_count[i] && is_other; k++)
                if (!lb_is_stopword(snapshot->analyser, match->stems[i][k])) /* "di" of "DI Yogyakarta" for "Jogja" */
                    add_stem(m, arena, snapshot, match->stems[i][k], (uint32_t)i);
        }
    return m;
}

/* Words found that stand in one window with the last one; bits of their leaves. */
static uint32_t leaves_near_the_end(const struct found *found, size_t count)
{
    uint32_t seen = 0;
    for (size_t i = count; i > 0 && found[i - 1].start + window - lead_in >= found[count - 1].end; i--)
        seen |= 1u << found[i - 1].leaf;
    return seen;
}

/* The words found, at most max; those behind a window with words of all the leaves `enough` are not looked for (0 = all). */
static size_t find_all(const struct lb_marks *m, struct lb_arena *arena, lb_slice text, uint32_t enough,
                       struct found *ret, size_t max)
{
    struct lb_scan scan = {.text = text, .arena = arena};
    size_t n = 0, last = SIZE_MAX;
    while (n < max && lb_scan_next(&scan) && scan.start < last) {
        if (!scan.word.len || !(m->beginnings[beginning_of(scan.word) >> 3] >> (beginning_of(scan.word) & 7) & 1))
            continue;
        const struct entry *e = slot_of(m, scan.word);
        if (!e->word.data)
            continue;
        ret[n++] = (struct found){scan.start, scan.end, e->leaf};
        if (enough && last == SIZE_MAX && (leaves_near_the_end(ret, n) & enough) == enough)
            last = scan.end + window; /* the rest of this window is still to be marked */
    }
    return n;
}

static void add_marked(struct lb_str *out, lb_slice text, size_t from, size_t to, const struct found *found, size_t count)
{
    size_t at = from;
    for (size_t i = 0; i < count; i++) {
        if (found[i].start < at || found[i].end > to)
            continue;
        lb_html_escape(out, lb_slice_sub(text, at, found[i].start));
        lb_str_lit(out, "<mark>");
        lb_html_escape(out, lb_slice_sub(text, found[i].start, found[i].end));
        lb_str_lit(out, "</mark>");
        at = found[i].end;
    }
    lb_html_escape(out, lb_slice_sub(text, at, to));
}

static struct lb_html taken(struct lb_str *out, struct lb_arena *arena)
{
    struct lb_html html = lb_html_of(lb_arena_copy(arena, lb_str_slice(out)));
    lb_str_free(out);
    return html;
}

struct lb_html lb_marks_text(const struct lb_marks *m, struct lb_arena *arena, lb_slice text)
{
    struct found found[most_found];
    struct lb_str out = LB_STR_INIT(text.len * 24 + 64);
    add_marked(&out, text, 0, text.len, found, find_all(m, arena, text, 0, found, most_found));
    return taken(&out, arena);
}

/* The first found word of the best window: most weight of different words, then the earliest. */
static size_t best_window(const struct lb_marks *m, const struct found *found, size_t count)
{
    size_t best = 0;
    double best_weight = -1;
    for (size_t i = 0; i < count; i++) {
        double weight = 0;
        uint32_t seen = 0;
        for (size_t k = i; k < count && found[k].end <= found[i].start + window - lead_in; k++) {
            bool is_new = !(seen >> found[k].leaf & 1);
            weight += m->weight[found[k].leaf] * (is_new ? 1 : 0.1);
            seen |= 1u << found[k].leaf;
        }
        if (weight > best_weight + 1e-9) {
            best_weight = weight;
            best = i;
        }
    }
    return best;
}

/* Back to the beginning of the sentence when it is near, else to a word's. */
static size_t window_start(lb_slice text, size_t at)
{
    size_t least = at > lead_in ? at - lead_in : 0;
    for (size_t i = at; i > least; i--)
        if (text.data[i - 1] == '\n' || (i > 1 && text.data[i - 1] == ' ' && strchr(".!?", text.data[i - 2])))
            return i;
    if (least == 0)
        return 0;
    for (size_t i = least; i < at; i++)
        if (text.data[i] == ' ')
            return i + 1;
    return at;
}

static size_t window_end(lb_slice text, size_t start)
{
    size_t end = start + window;
    if (end >= text.len)
        return text.len;
    for (size_t i = end; i > start + window / 2; i--)
        if (text.data[i] == ' ' || text.data[i] == '\n')
            return i;
    while (end < text.len && ((unsigned char)text.data[end] & 0xc0) == 0x80)
        end++;
    return end;
}

struct lb_html lb_marks_snippet(const struct lb_marks *m, struct lb_arena *arena, lb_slice text)
{
    struct found found[most_found];
    uint32_t enough = 0;
    for (uint32_t i = 0; i < 32; i++)
        enough |= m->weight[i] > 0 ? 1u << i : 0;
    size_t count = find_all(m, arena, text, enough, found, most_found);
    if (!count)
        return (struct lb_html){LB_EMPTY};
    size_t start = window_start(text, found[best_window(m, found, count)].start), end = window_end(text, start);
    struct lb_str out = LB_STR_INIT(window * 64);
    if (start > 0)
        lb_str_lit(&out, "… ");
    add_marked(&out, text, start, end, found, count);
    if (end < text.len)
        lb_str_lit(&out, " …");
    return taken(&out, arena);
}

lb_slice lb_marks_words(const struct lb_marks *m, struct lb_arena *arena, lb_slice text)
{
    struct found found[most_found];
    lb_slice named[most_named];
    size_t count = find_all(m, arena, text, 0, found, most_found), n = 0;
    struct lb_str out = LB_STR_INIT(text.len + most_named * 2 + 1);
    for (size_t i = 0; i < count && n < most_named; i++) {
        lb_slice word = lb_slice_sub(text, found[i].start, found[i].end);
        size_t k = 0;
        while (k < n && !(named[k].len == word.len && strncasecmp(named[k].data, word.data, word.len) == 0))
            k++;
        if (k < n)
            continue;
        named[n++] = word;
        if (n > 1)
            lb_str_lit(&out, ", ");
        lb_str_add(&out, word);
    }
    lb_slice words = lb_arena_copy(arena, lb_str_slice(&out));
    lb_str_free(&out);
    return words;
}
