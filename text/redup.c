/* redup.c - reduplicated words: the root of anak-anak, bermain-main, tolong-menolong, sayur-mayur. See affix.h. */
#include "text/affix.h"

#include <string.h>

static inline bool is_vowel(char c)
{
    return c && strchr("aiueo", c);
}

/* Same but for the first consonants (sayur-mayur, lauk-pauk, ramah-tamah). */
static bool rhymes(lb_slice a, lb_slice b)
{
    size_t i = 0, j = 0;
    while (i < a.len && !is_vowel(a.data[i]))
        i++;
    while (j < b.len && !is_vowel(b.data[j]))
        j++;
    return a.len - i >= 3 && lb_slice_eq(lb_slice_sub(a, i, a.len), lb_slice_sub(b, j, b.len));
}

/* Same consonants, other vowels (bolak-balik, gerak-gerik, warna-warni). */
static bool alternates(lb_slice a, lb_slice b)
{
    if (a.len != b.len || a.len < 4)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (a.data[i] != b.data[i] && !(is_vowel(a.data[i]) && is_vowel(b.data[i])))
            return false;
    return true;
}

/* A lexical reduplication of the root, such as undang-undang for perundang-undangan. */
static const struct lb_root *doubled(const struct lb_roots *roots, const struct lb_root *root)
{
    char both[2 * LB_MAX_ROOT + 1];
    memcpy(both, root->text, root->len);
    both[root->len] = '-';
    memcpy(both + root->len + 1, root->text, root->len);
    const struct lb_root *it = lb_roots_find(roots, (lb_slice){both, 2u * root->len + 1});
    return it && (it->bits & LB_WORD_ROOT) ? it : NULL;
}

const struct lb_root *lb_affix_redup(const struct lb_roots *roots, lb_slice word)
{
    const struct lb_root *known = lb_roots_find(roots, word);
    if (known && !(known->bits & LB_WORD_ROOT))
        known = NULL;
    if (known && (known->bits & LB_WORD_LEXICAL))
        return known;
    size_t dash = lb_slice_find(word, '-');
    lb_slice a = lb_slice_sub(word, 0, dash), b = lb_slice_sub(word, dash + 1, word.len);
    if (a.len < 2 || b.len < 2 || memchr(b.data, '-', b.len))
        return known;
    const struct lb_root *ra = lb_affix_root(roots, a), *rb = lb_affix_root(roots, b);
    if (lb_slice_eq(a, b))
        return ra ? ra : known;
    const struct lb_root *same = NULL;
    if (ra && rb && lb_roots_final(roots, ra) == lb_roots_final(roots, rb))
        same = ra;
    else if (ra && b.len >= 4 && lb_slice_ends(a, b))
        same = ra; /* memukul-mukul: the nasal is repeated, not the root */
    else if (ra && lb_slice_eq(lb_root_text(ra), a) && rhymes(a, rb ? lb_root_text(rb) : b))
        return ra;
    else if (ra && lb_slice_eq(lb_root_text(ra), a) && alternates(a, rb ? lb_root_text(rb) : b))
        return rb && rb->weight > ra->weight ? rb : ra; /* bolak-balik: balik is the word */
    if (!same)
        return known;
    const struct lb_root *twice = doubled(roots, same);
    return twice ? twice : same;
}
