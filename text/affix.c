/* affix.c - confix stripping. See affix.h.
 *
 * A word is read as (prefix)* root (suffix)? (possessive)? (particle)?. Every reading whose middle is in the root table
 * gets a cost; the cheapest wins. Readings are few: an ending must be there to come off, and a prefix is tried only
 * where its letters and the sound after it fit, so one word takes some ten look-ups.
 *
 * Nasal recoding (meN-, peN-) is done in place: the nasal's last letter is overwritten by the consonant it swallowed
 * (memukul: m-e-p-u-k-u-l, menyapu: m-e-n-s-a-p-u) and put back afterwards. */
#include "text/affix.h"

enum prefix { NONE, BER, DI, KE, ME, PE, PER, SE, TER, KU, TIDAK, LOAN, NG };
enum suffix { NO_SUFFIX, AN, I, KAN, IN };

/* What an affix costs. Only the order of the sums matters; tests/unit/stems.tsv holds the words that decide it. */
enum {
    COST_AFFIX = 100,
    COST_CLITIC = 90,
    COST_UNLICENSED = 80,  /* the dictionary does not derive this form from this root */
    COST_IRREGULAR = 60,   /* be-, te- before other than r and er; informal and loan affixes */
    WORTH_WEIGHT = 4,      /* for each affix class of the root, at most ten */
    WORTH_LETTER = 3,
};
#define KEY(a, b, c, s) ((a) << 12 | (b) << 8 | (c) << 4 | (s))

/* Which affix classes of the dictionary (hunspell-id's .aff) stand for which chain of prefixes and suffix. Active and
 * passive license each other, as does the bare imperative: who can menanam can ditanam. */
static const struct license {
    unsigned key;
    const char *classes;
} licenses[] = {
    {KEY(BER, 0, 0, 0), "B0BEBI"}, {KEY(BER, 0, 0, AN), "BaBf"}, {KEY(BER, 0, 0, KAN), "BkBg"},
    {KEY(BER, KE, 0, 0), "BK"}, {KEY(BER, KE, 0, AN), "Bl"}, {KEY(BER, PE, 0, 0), "BP"},
    {KEY(BER, PE, 0, AN), "BqPa"}, {KEY(BER, SE, 0, 0), "BS"}, {KEY(BER, SE, 0, AN), "Bt"},
    {KEY(DI, 0, 0, 0), "D0M0MGMM"}, {KEY(DI, 0, 0, I), "DiMiMgMm"}, {KEY(DI, 0, 0, KAN), "DkMkMhMo"},
    {KEY(DI, BER, 0, KAN), "Me"}, {KEY(DI, KE, 0, I), "DmMg"}, {KEY(DI, KE, 0, KAN), "DnMh"},
    {KEY(DI, PER, 0, 0), "DRMR"}, {KEY(DI, PER, 0, I), "DtMt"}, {KEY(DI, PER, 0, KAN), "DuMu"},
    {KEY(DI, PE, 0, KAN), "Mq"}, {KEY(DI, SE, 0, KAN), "DvMx"}, {KEY(DI, SE, 0, I), "Mw"},
    {KEY(KE, 0, 0, 0), "K0"}, {KEY(KE, 0, 0, AN), "Ka"}, {KEY(KE, BER, 0, AN), "Kc"}, {KEY(KE, ME, 0, AN), "Ko"},
    {KEY(KE, PE, 0, AN), "Kq"}, {KEY(KE, SE, 0, AN), "Kt"}, {KEY(KE, TER, 0, AN), "Ku"},
    {KEY(ME, 0, 0, 0), "M0MGMMD0"}, {KEY(ME, 0, 0, I), "MiMgMmDi"}, {KEY(ME, 0, 0, KAN), "MkMhMoDk"},
    {KEY(ME, BER, 0, KAN), "Me"}, {KEY(ME, KE, 0, 0), "MG"}, {KEY(ME, KE, 0, I), "Mg"},
    {KEY(ME, KE, 0, KAN), "Mh"}, {KEY(ME, PE, 0, 0), "MP"}, {KEY(ME, PE, 0, I), "Mp"}, {KEY(ME, PE, 0, KAN), "Mq"},
    {KEY(ME, PER, 0, 0), "MRDR"}, {KEY(ME, PER, 0, I), "MtDt"}, {KEY(ME, PER, 0, KAN), "MuDu"},
    {KEY(ME, SE, 0, 0), "MS"}, {KEY(ME, SE, 0, I), "Mw"}, {KEY(ME, SE, 0, KAN), "MxDv"},
    {KEY(KU, 0, 0, 0), "O0M0D0"}, {KEY(KU, 0, 0, I), "OiMiDi"}, {KEY(KU, 0, 0, KAN), "OkMkDk"},
    {KEY(PE, 0, 0, 0), "P0PEPGPKPN"}, {KEY(PE, 0, 0, AN), "PaPfPgPlPo"}, {KEY(PE, BER, 0, AN), "PcMe"},
    {KEY(PE, KE, 0, 0), "PN"}, {KEY(PE, KE, 0, AN), "PoMhMg"}, {KEY(PE, PER, 0, 0), "PR"}, {KEY(PE, PER, 0, AN), "Ps"},
    {KEY(PE, SE, 0, 0), "PS"}, {KEY(PE, SE, 0, AN), "PvMx"},
    {KEY(PER, 0, 0, 0), "R0"}, {KEY(PER, 0, 0, AN), "Ra"}, {KEY(PER, 0, 0, I), "RiMtDt"},
    {KEY(PER, 0, 0, KAN), "RkMuDu"}, {KEY(PER, PE, 0, AN), "Rq"}, {KEY(PER, SE, 0, 0), "RS"},
    {KEY(PER, SE, 0, AN), "Rt"},
    {KEY(SE, 0, 0, 0), "S0Sn"}, {KEY(SE, 0, 0, AN), "Sa"}, {KEY(SE, BER, 0, 0), "SBSb"}, {KEY(SE, KE, 0, 0), "SK"},
    {KEY(SE, KE, 0, AN), "Sl"}, {KEY(SE, PE, 0, 0), "SP"}, {KEY(SE, PE, 0, AN), "Sq"}, {KEY(SE, PER, 0, 0), "SR"},
    {KEY(SE, PER, 0, AN), "Ss"}, {KEY(SE, PER, SE, 0), "SQ"}, {KEY(SE, TER, 0, 0), "ST"},
    {KEY(TER, 0, 0, 0), "T0TE"}, {KEY(TER, 0, 0, AN), "TaTf"}, {KEY(TER, 0, 0, I), "TiTgMiDi"},
    {KEY(TER, 0, 0, KAN), "TkThMkDk"}, {KEY(TER, BER, 0, 0), "TB"}, {KEY(TER, KE, 0, 0), "TK"},
    {KEY(TER, PER, 0, 0), "TR"},
    {KEY(0, 0, 0, AN), "a0"}, {KEY(0, 0, 0, I), "i0MiDi"}, {KEY(0, 0, 0, KAN), "k0MkDk"},
};

struct search {
    const struct lb_roots *roots;
    char *w;
    size_t to; /* end of the middle */
    enum suffix suffix;
    enum prefix chain[3];
    int depth, extra; /* prefixes so far; cost of clitics and irregular affixes */
    int is_strict;    /* only forms the dictionary licenses */
    const struct lb_root *best;
    int cost;
};

/* Pairs that do not occur: be-i, di-an, ke-i, ke-kan, me-an, se-i, se-kan, te-an, and agents in pe- with -i or -kan. */
static bool is_illegal(enum prefix outer, enum suffix suffix)
{
    if (suffix == IN)
        suffix = KAN;
    switch (outer) {
    case BER: return suffix == I;
    case DI: case ME: case KU: case TER: return suffix == AN;
    case KE: case SE: case PE: return suffix == I || suffix == KAN;
    default: return false;
    }
}

static bool is_licensed(const struct search *s, const struct lb_root *root)
{
    enum suffix suffix = s->suffix == IN ? KAN : s->suffix;
    if (s->depth == 0 && suffix == NO_SUFFIX)
        return true; /* clitics only */
    unsigned key = (unsigned)KEY(s->depth > 0 ? s->chain[0] : NONE, s->depth > 1 ? s->chain[1] : NONE,
                                 s->depth > 2 ? s->chain[2] : NONE, suffix);
    for (size_t i = 0; i < sizeof licenses / sizeof *licenses; i++) {
        if (licenses[i].key != key)
            continue;
        for (const char *f = root->text + root->len + 1; f < root->text + root->len + 1 + 2 * root->weight; f += 2)
            for (const char *c = licenses[i].classes; *c; c += 2)
                if (c[0] == f[0] && c[1] == f[1])
                    return true;
        return false;
    }
    return false;
}

/* Forms the dictionary does not license and that are more often names or foreign words: a bare suffix or the colloquial
 * -in on a root nobody inflects (bali, milan, train), roots of three letters under rare affixes (persia, kemenkes). */
static bool is_doubtful(const struct search *s, const struct lb_root *root)
{
    if (s->is_strict || (s->suffix == IN && root->len < 4))
        return true;
    if (s->depth == 0)
        return root->weight < 2;
    return root->len == 3 && (root->weight < 3 || s->depth > 1);
}

static void consider(struct search *s, size_t from)
{
    size_t len = s->to - from;
    if (len < 3 || (s->depth && is_illegal(s->chain[0], s->suffix)))
        return;
    const struct lb_root *root = lb_roots_find(s->roots, (lb_slice){s->w + from, len});
    if (!root || !(root->bits & LB_WORD_ROOT) || (s->depth && root->stem && root->len < 4))
        return;
    int cost = s->extra + COST_AFFIX * (s->depth + (s->suffix != NO_SUFFIX));
    if ((s->depth || s->suffix != NO_SUFFIX) && !(root->bits & LB_WORD_LEXICAL) && !is_licensed(s, root)) {
        if (is_doubtful(s, root))
            return;
        cost += COST_UNLICENSED;
    }
    cost -= WORTH_WEIGHT * (root->weight > 10 ? 10 : root->weight) + WORTH_LETTER * (int)(len > 12 ? 12 : len);
    if (!s->best || cost < s->cost)
        s->best = root, s->cost = cost;
}

static void strip(struct search *s, size_t from);

static void with(struct search *s, enum prefix p, size_t from, int extra)
{
    for (int i = 0; i < s->depth; i++)
        if (s->chain[i] == p)
            return;
    s->chain[s->depth++] = p;
    s->extra += extra;
    consider(s, from);
    strip(s, from);
    s->extra -= extra;
    s->depth--;
}

static void recoded(struct search *s, enum prefix p, size_t at, char c)
{
    char old = s->w[at];
    s->w[at] = c;
    with(s, p, at, 0);
    s->w[at] = old;
}

static inline bool is_vowel(char c)
{
    return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

/* meN- and peN- behind their first two letters: at is where the nasal stands. */
static void nasal(struct search *s, enum prefix p, size_t at)
{
    const char *w = s->w + at;
    if (w[0] == 'm') {
        if (is_vowel(w[1]) || w[1] == 'r')
            recoded(s, p, at, 'p'); /* also pemrosesan */
        if (!is_vowel(w[1]))
            with(s, p, at + 1, 0);
    } else if (w[0] == 'n' && w[1] == 'g') {
        with(s, p, at + 2, 0);
        if (is_vowel(w[2]) || w[2] == 'r' || w[2] == 'l')
            recoded(s, p, at + 1, 'k');
        if (w[2] == 'e' && s->to - at <= 7)
            with(s, p, at + 3, 0); /* before one syllable: mengecek, pengesahan */
    } else if (w[0] == 'n' && w[1] == 'y') {
        if (is_vowel(w[2]))
            recoded(s, p, at + 1, 's');
    } else if (w[0] == 'n') {
        if (is_vowel(w[1]))
            recoded(s, p, at, 't');
        else
            with(s, p, at + 1, 0);
    }
}

static void me(struct search *s, size_t from)
{
    nasal(s, ME, from + 2);
    if (strchr("lmnrwy", s->w[from + 2]))
        with(s, ME, from + 2, 0);
}

static void pe(struct search *s, size_t from)
{
    const char *w = s->w + from;
    if (w[2] == 'r') {
        with(s, PER, from + 3, 0);
        with(s, PER, from + 2, 0); /* the r of per- and of the root are one: perumahan */
    }
    if (w[2] == 'l' && w[3] == 'a')
        with(s, PER, from + 3, 0); /* pelajar, pelajaran */
    nasal(s, PE, from + 2);
    with(s, PE, from + 2, 0);
}

/* ber- and ter-: also be- before r, before a first syllable in -er- (bekerja), and rarely elsewhere (bepergian). */
static void er(struct search *s, enum prefix p, size_t from)
{
    const char *w = s->w + from;
    if (w[2] == 'r') {
        with(s, p, from + 3, 0);
        with(s, p, from + 2, 0);
    } else if (p == BER && w[2] == 'l' && w[3] == 'a') {
        with(s, p, from + 3, 0); /* belajar */
    } else if (!is_vowel(w[2])) {
        bool is_regular = w[3] == 'e' && w[4] == 'r';
        s->is_strict += !is_regular;
        with(s, p, from + 2, is_regular ? 0 : COST_IRREGULAR);
        s->is_strict -= !is_regular;
    }
}

/* Colloquial ng-, ny-: ngerjain, nyari, ngurus. */
static void informal(struct search *s, size_t from)
{
    const char *w = s->w + from;
    if (w[1] == 'g') {
        with(s, NG, from + 2, COST_IRREGULAR);
        char old = s->w[from + 1];
        s->w[from + 1] = 'k';
        with(s, NG, from + 1, COST_IRREGULAR);
        s->w[from + 1] = old;
        if (w[2] == 'e')
            with(s, NG, from + 3, COST_IRREGULAR);
    } else if (w[1] == 'y') {
        static const char swallowed[] = "sc";
        for (const char *c = swallowed; *c; c++) {
            s->w[from + 1] = *c;
            with(s, NG, from + 1, COST_IRREGULAR);
        }
        s->w[from + 1] = 'y';
    }
}

static void loan(struct search *s, size_t from)
{
    static const lb_slice prefixes[] = {{"antar", 5}, {"anti", 4}, {"multi", 5}, {"non", 3}, {"pasca", 5}, {"pra", 3}};
    lb_slice rest = {s->w + from, s->to - from};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (rest.len >= prefixes[i].len + 4 && lb_slice_starts(rest, prefixes[i]))
            with(s, LOAN, from + prefixes[i].len, COST_IRREGULAR);
}

/* Tries every prefix that fits at `from`. The buffer ends with NULs, so looking a few letters ahead is safe. */
static void strip(struct search *s, size_t from)
{
    const char *w = s->w + from;
    if (s->depth == 3 || s->to - from < 5)
        return;
    bool is_first = s->depth == 0;
    switch (w[0]) {
    case 'b':
        if (w[1] == 'e')
            er(s, BER, from);
        break;
    case 'd':
        if (w[1] == 'i' && is_first)
            with(s, DI, from + 2, 0);
        break;
    case 'k':
        if (w[1] == 'e')
            with(s, KE, from + 2, 0);
        else if (is_first && w[1] == 'u')
            with(s, KU, from + 2, 0);
        else if (is_first && w[1] == 'a' && w[2] == 'u')
            with(s, KU, from + 3, 0);
        break;
    case 'm':
        if (w[1] == 'e' && (is_first || s->chain[0] == KE))
            me(s, from);
        break;
    case 'n':
        if (is_first && (w[1] == 'g' || w[1] == 'y'))
            informal(s, from);
        break;
    case 'p':
        if (w[1] == 'e')
            pe(s, from);
        break;
    case 's':
        if (w[1] == 'e')
            with(s, SE, from + 2, 0);
        break;
    case 't':
        if (w[1] == 'e')
            er(s, TER, from);
        else if (s->depth == 1 && s->chain[0] == KE && memcmp(w, "tidak", 5) == 0)
            with(s, TIDAK, from + 5, -COST_UNLICENSED); /* ketidakadilan */
        break;
    default: break;
    }
    if (is_first)
        loan(s, from);
}

/* One cut of the clitics: tries the word up to `to` with each suffix it may end in. */
static void middle(struct search *s, size_t to, int extra)
{
    static const struct { lb_slice text; enum suffix suffix; int extra; } suffixes[] = {
        {{"", 0}, NO_SUFFIX, 0}, {{"kan", 3}, KAN, 0}, {{"an", 2}, AN, 0}, {{"i", 1}, I, 0},
        {{"in", 2}, IN, COST_IRREGULAR}};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        lb_slice end = suffixes[i].text;
        if (to < end.len + 3 || !lb_slice_ends((lb_slice){s->w, to}, end))
            continue;
        s->to = to - end.len;
        s->suffix = suffixes[i].suffix;
        s->extra = extra + suffixes[i].extra;
        consider(s, 0);
        strip(s, 0);
    }
}

const struct lb_root *lb_affix_root(const struct lb_roots *roots, lb_slice word)
{
    const struct lb_root *known = lb_roots_find(roots, word);
    if (known && (known->bits & LB_WORD_ROOT))
        return known;
    char buffer[LB_MAX_ROOT + 8] = {0};
    if (word.len < 4 || word.len > LB_MAX_ROOT)
        return NULL;
    memcpy(buffer, word.data, word.len);
    struct search s = {.roots = roots, .w = buffer};
    static const lb_slice particles[] = {{"", 0}, {"lah", 3}, {"kah", 3}, {"tah", 3}, {"pun", 3}};
    static const lb_slice owners[] = {{"", 0}, {"ku", 2}, {"mu", 2}, {"nya", 3}};
    for (size_t p = 0; p < sizeof particles / sizeof *particles; p++) {
        if (word.len < particles[p].len + 3 || !lb_slice_ends(word, particles[p]))
            continue;
        lb_slice rest = {word.data, word.len - particles[p].len};
        for (size_t o = 0; o < sizeof owners / sizeof *owners; o++)
            if (rest.len >= owners[o].len + 3 && lb_slice_ends(rest, owners[o]))
                middle(&s, rest.len - owners[o].len, COST_CLITIC * ((p > 0) + (o > 0)));
    }
    return s.best;
}
