/* loan.c - learned words and their bases: digitalisasi - digital, aktivitas - aktif, inovatif - inovasi. See affix.h.
 *
 * The suffixes came into Indonesian with the words, mostly through Dutch, and correspond regularly. Only a base the
 * dictionary knows counts, and lexical.txt names the pairs that have grown apart (organisasi is not organ). */
#include "text/affix.h"

#include <string.h>

static const struct rule {
    lb_slice suffix, instead;
} rules[] = {
#define RULE(a, b) {{a, sizeof a - 1}, {b, sizeof b - 1}}
    RULE("ivitas", "if"),    RULE("ifitas", "if"),
      RULE("abilitas", "abel"), RULE("ibilitas", "ibel"), RULE("isitas", "is"),
    RULE("aritas", "er"),    RULE("alitas", "al"),     RULE("ositas", "os"),     RULE("itas", ""),
    RULE("isasi", ""),       RULE("isasi", "i"),       RULE("isasi", "is"),      RULE("disasi", ""),
    RULE("ifikasi", ""),     RULE("isme", ""),         RULE("isme", "is"),       RULE("atif", "asi"),
    RULE("utif", "usi"),     RULE("ator", "asi"),      RULE("atoris", "asi"),    RULE("ional", "i"),
    RULE("ratis", "rasi"),   RULE("ologis", "ologi"),  RULE("grafis", "grafi"),  RULE("nomis", "nomi"),
    RULE("tegis", "tegi"),   RULE("logis", "logi"),    RULE("asi", ""),          RULE("is", ""),
    RULE("tasi", ""),        RULE("iah", ""),
#undef RULE
};

const struct lb_root *lb_loan_base(const struct lb_roots *roots, lb_slice word)
{
    char base[LB_MAX_ROOT];
    if (word.len < 6 || word.len > LB_MAX_ROOT || !strchr("sifrlhe", word.data[word.len - 1]))
        return NULL;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *r = &rules[i];
        size_t keep = word.len - r->suffix.len;
        if (word.len < r->suffix.len + 3 || !lb_slice_ends(word, r->suffix) || keep + r->instead.len < 5)
            continue;
        memcpy(base, word.data, keep);
        if (r->instead.len)
            memcpy(base + keep, r->instead.data, r->instead.len);
        const struct lb_root *root = lb_roots_find(roots, (lb_slice){base, keep + r->instead.len});
        if (root && (root->bits & LB_WORD_ROOT))
            return root;
    }
    return NULL;
}
