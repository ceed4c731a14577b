/* spell.c - the known word nearest to an unknown one.
 *
 * Rows of the edit distance table are kept while the sorted word list is walked, so that words with a common beginning
 * share them, and everything behind a beginning that is too far off already is skipped at once. */
#include "store/spell.h"

#include "store/weights.h"

#include <math.h>

enum { longest = 40, most = 16 };

struct walk {
    const struct lb_wordlist *list;
    lb_slice word;
    int max;
    bool is_beginning;
    int rows[longest + 4][longest + 1]; /* [length of the known word's beginning][of the typed one's] */
    struct lb_spelling best[most];
    size_t count, want;
};

/* The row for the beginning of length d of `known`; returns its smallest number. */
static int fill_row(struct walk *w, lb_slice known, size_t d)
{
    const int *above = w->rows[d - 1];
    int *row = w->rows[d], least = row[0] = (int)d;
    char c = known.data[d - 1];
    for (size_t i = 1; i <= w->word.len; i++) {
        int cost = w->word.data[i - 1] != c;
        int n = above[i - 1] + cost;
        if (above[i] + 1 < n)
            n = above[i] + 1;
        if (row[i - 1] + 1 < n)
            n = row[i - 1] + 1;
        if (cost && d > 1 && i > 1 && w->word.data[i - 2] == c && w->word.data[i - 1] == known.data[d - 2] &&
            w->rows[d - 2][i - 2] + 1 < n)
            n = w->rows[d - 2][i - 2] + 1;
        row[i] = n;
        if (n < least)
            least = n;
    }
    return least;
}

static bool has_same_letters(lb_slice a, lb_slice b)
{
    int sum = 0;
    for (size_t i = 0; i < a.len && i < b.len; i++)
        sum += (unsigned char)a.data[i] * (unsigned char)a.data[i] - (unsigned char)b.data[i] * (unsigned char)b.data[i];
    return sum == 0 && a.len == b.len;
}

/* One slip more needs to be a much more frequent word; a wrong first letter is a rare slip, a wrong last one less so. */
static double cost_of(const struct walk *w, uint32_t number, int distance)
{
    lb_slice known = lb_wordlist_word(w->list, number);
    double cost = 5.0 * distance - LB_SPELL_FREQ * log2(1.0 + w->list->freqs[number]);
    if (known.data[0] != w->word.data[0])
        cost += 3;
    if (w->is_beginning)
        return cost;
    if (known.data[known.len - 1] != w->word.data[w->word.len - 1])
        cost += 1;
    if (known.len == w->word.len && !has_same_letters(known, w->word)) /* dropped, doubled, exchanged more often than replaced */
        cost += 0.5;
    return cost;
}

static void keep(struct walk *w, uint32_t number, int distance)
{
    struct lb_spelling f = {number, cost_of(w, number, distance)};
    size_t i = w->count < w->want ? w->count++ : w->want;
    while (i > 0 && f.cost < w->best[i - 1].cost) {
        if (i < w->want)
            w->best[i] = w->best[i - 1];
        i--;
    }
    if (i < w->want)
        w->best[i] = f;
}

/* The first word behind all that start with `prefix`, which word n does: usually a near one, so in growing steps. */
static size_t after(const struct lb_wordlist *list, size_t n, lb_slice prefix)
{
    size_t step = 1;
    while (n + step < list->count && lb_slice_starts(lb_wordlist_word(list, n + step), prefix)) {
        n += step;
        step *= 2;
    }
    for (; step; step /= 2)
        if (n + step < list->count && lb_slice_starts(lb_wordlist_word(list, n + step), prefix))
            n += step;
    return n + 1;
}

static size_t search(const struct lb_wordlist *list, lb_slice word, int slips, bool is_beginning,
                     struct lb_spelling *ret,
                     size_t max)
{
    struct walk w = {.list = list, .word = word, .max = slips, .is_beginning = is_beginning,
                     .want = max < most ? max : most};
    for (size_t i = 0; i <= word.len; i++)
        w.rows[0][i] = (int)i;
    lb_slice before = LB_EMPTY; /* the word whose rows are filled, and how far */
    size_t filled = 0;
    for (size_t n = 0; n < list->count;) {
        lb_slice known = lb_wordlist_word(list, n);
        size_t d = 0;
        while (d < filled && d < known.len && d < before.len && known.data[d] == before.data[d])
            d++;
        int least = 0;
        while (d < known.len && d < word.len + 3 && least <= w.max)
            least = fill_row(&w, known, ++d);
        int distance = d == known.len ? w.rows[d][word.len] : w.max + 1;
        for (size_t i = 1; is_beginning && i <= d; i++)
            if (w.rows[i][word.len] < distance)
                distance = w.rows[i][word.len];
        filled = d;
        before = known;
        if (known.len && distance <= w.max)
            keep(&w, (uint32_t)n, distance);
        if (least > w.max && !(is_beginning && distance <= w.max)) { /* nothing that begins like this is near */
            n = after(list, n, lb_slice_sub(known, 0, d));
            continue;
        }
        n++;
    }
    for (size_t i = 0; i < w.count; i++)
        ret[i] = w.best[i];
    return w.count;
}

size_t lb_spell(const struct lb_wordlist *list, lb_slice word, struct lb_spelling *ret, size_t max)
{
    return word.len < 4 || word.len > longest ? 0 : search(list, word, word.len < 6 ? 1 : 2, false, ret, max);
}

size_t lb_spell_beginning(const struct lb_wordlist *list, lb_slice typed, struct lb_spelling *ret, size_t max)
{
    return typed.len < 3 || typed.len > longest ? 0 : search(list, typed, 1, true, ret, max);
}
