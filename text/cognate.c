/* cognate.c - English words in Indonesian spelling. See cognate.h.
 *
 * Learned words came mostly through Dutch; endings correspond regularly (-tion: -si, -ity: -itas), and the letters of
 * what stands before follow the spelling rules for foreign words (c: k or s, ph: f, x: ks, qu: ku, one consonant for
 * two). */
#include "text/cognate.h"

static const struct rule {
    lb_slice english, indonesian;
} rules[] = {
#define RULE(a, b) {{a, sizeof a - 1}, {b, sizeof b - 1}}
    RULE("ization", "isasi"), RULE("isation", "isasi"), RULE("ification", "ifikasi"), RULE("ation", "asi"),
    RULE("ction", "ksi"),     RULE("ption", "psi"),     RULE("ssion", "si"),          RULE("tion", "si"),
    RULE("sion", "si"),       RULE("ivity", "ivitas"),  RULE("ability", "abilitas"),  RULE("ability", "abel"),
    RULE("ity", "itas"),      RULE("ical", "is"),       RULE("ical", "ik"),           RULE("ical", "ikal"),
    RULE("ics", "ik"),        RULE("ics", "ika"),       RULE("ic", "ik"),             RULE("ic", "is"),
    RULE("ism", "isme"),      RULE("ist", "is"),        RULE("ive", "if"),            RULE("ology", "ologi"),
    RULE("graphy", "grafi"),  RULE("ency", "ensi"),     RULE("ancy", "ansi"),         RULE("ence", "ensi"),
    RULE("ance", "ans"),      RULE("ance", "ansi"),     RULE("ary", "er"),            RULE("ory", "ori"),
    RULE("able", "abel"),     RULE("ible", "ibel"),     RULE("ment", "men"),          RULE("ent", "en"),
    RULE("ant", "an"),        RULE("ure", "ur"),        RULE("ous", "us"),            RULE("ate", "at"),
    RULE("ine", "in"),        RULE("ogue", "og"),       RULE("ism", "isma"),          RULE("ist", "ista"),
    RULE("sm", "sme"),        RULE("y", "i"),           RULE("e", ""),                RULE("", ""),
#undef RULE
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Respells [0..len) of w into out; 0 when it does not fit. `behind` is the letter that will follow. */
static size_t respell(const char *w, size_t len, char behind, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = w[i], next = i + 1 < len ? w[i + 1] : behind, after = i + 2 < len ? w[i + 2] : behind;
        if (n + 3 > room)
            return 0;
        bool is_soft = next == 'e' || next == 'i' || next == 'y';
        if (c == 'p' && next == 'h')
            out[n++] = 'f', i++;
        else if ((c == 't' || c == 'r') && next == 'h')
            out[n++] = c, i++;
        else if (c == 'c' && next == 'h')
            out[n++] = 'k', i++;
        else if (c == 'c' && next == 'k')
            out[n++] = 'k', i++;
        else if (c == 'c' && next == 'c' && (after == 'e' || after == 'i'))
            out[n++] = 'k', out[n++] = 's', i++;
        else if (c == 's' && next == 'c' && (after == 'e' || after == 'i'))
            out[n++] = 's', i++;
        else if (c == 'c')
            out[n++] = is_soft ? 's' : 'k';
        else if (c == 'x')
            out[n++] = 'k', out[n++] = 's';
        else if (c == 'q')
            out[n++] = 'k';
        else if (c == 'y' && i > 0 && !is_vowel(next))
            out[n++] = 'i';
        else if (c == 'o' && next == 'u')
            out[n++] = 'u', i++;
        else
            out[n++] = c;
        if (n > 1 && out[n - 1] == out[n - 2] && !is_vowel(out[n - 1]))
            n--;
    }
    return n;
}

lb_slice lb_cognate_indonesian(lb_slice english, unsigned nth, char room[LB_MAX_COGNATE])
{
    if (english.len < 5 || english.len >= LB_MAX_COGNATE)
        return LB_EMPTY;
    for (size_t i = 0; i < english.len; i++)
        if (english.data[i] < 'a' || english.data[i] > 'z')
            return LB_EMPTY;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *r = &rules[i];
        if (r->english.len < longest || !lb_slice_ends(english, r->english) || english.len < r->english.len + 3)
            continue;
        if (longest == 0)
            longest = r->english.len; /* only rules for the longest ending that fits */
        if (nth-- > 0)
            continue;
        size_t keep = english.len - r->english.len;
        size_t n = respell(english.data, keep, r->indonesian.len ? r->indonesian.data[0] : 0, room,
                           LB_MAX_COGNATE - r->indonesian.len);
        if (n == 0)
            return LB_EMPTY;
        memcpy(room + n, r->indonesian.data, r->indonesian.len);
        n += r->indonesian.len;
        if (n > 1 && r->indonesian.len && room[n - r->indonesian.len] == room[n - r->indonesian.len - 1] &&
            !is_vowel(room[n - r->indonesian.len])) {
            memmove(room + n - r->indonesian.len - 1, room + n - r->indonesian.len, r->indonesian.len);
            n--;
        }
        lb_slice ret = {room, n};
        return lb_slice_eq(ret, english) ? LB_EMPTY : ret;
    }
    return LB_EMPTY;
}
