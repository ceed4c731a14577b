/* utf8.c - checking, decoding and folding; normalisation is ICU's. See utf8.h. */
#include "base/utf8.h"

#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/uchar.h>

/* Decodes at *at; -1 and moves by one when malformed. */
static int32_t decode(lb_slice s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.data + *at;
    size_t left = s.len - *at;
    uint32_t c = p[0];
    unsigned n;
    if (c < 0x80) {
        (*at)++;
        return (int32_t)c;
    }
    if (c >= 0xC2 && c <= 0xDF)
        n = 1, c &= 0x1F;
    else if (c >= 0xE0 && c <= 0xEF)
        n = 2, c &= 0x0F;
    else if (c >= 0xF0 && c <= 0xF4)
        n = 3, c &= 0x07;
    else
        goto bad;
    if (left <= n)
        goto bad;
    for (unsigned i = 1; i <= n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            goto bad;
        c = c << 6 | (p[i] & 0x3F);
    }
    if ((n == 2 && c < 0x800) || (n == 3 && c < 0x10000) || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        goto bad;
    *at += n + 1;
    return (int32_t)c;
bad:
    (*at)++;
    return -1;
}

enum lb_utf8_flaw lb_utf8_check(lb_slice s, size_t *offset)
{
    for (size_t at = 0; at < s.len;) {
        if (s.data[at] >= ' ' && s.data[at] < 0x7F) { /* most of most texts */
            at++;
            continue;
        }
        size_t start = at;
        int32_t c = decode(s, &at);
        enum lb_utf8_flaw flaw = LB_UTF8_CLEAN;
        if (c < 0)
            flaw = LB_UTF8_MALFORMED;
        else if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE ||
                 (c >= 0xFDD0 && c <= 0xFDEF))
            flaw = LB_UTF8_CONTROL;
        else if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
            flaw = LB_UTF8_BIDI;
        else if (c == 0xFEFF)
            flaw = LB_UTF8_BOM;
        if (flaw) {
            if (offset)
                *offset = start;
            return flaw;
        }
    }
    return LB_UTF8_CLEAN;
}

const char *lb_utf8_flaw_text(enum lb_utf8_flaw flaw)
{
    switch (flaw) {
    case LB_UTF8_CLEAN: return "clean";
    case LB_UTF8_MALFORMED: return "not valid UTF-8";
    case LB_UTF8_CONTROL: return "a control character";
    case LB_UTF8_BIDI: return "an invisible text-direction character";
    case LB_UTF8_BOM: return "a byte order mark";
    }
    return "unknown";
}

uint32_t lb_utf8_next(lb_slice s, size_t *at)
{
    int32_t c = decode(s, at);
    return c < 0 ? 0xFFFD : (uint32_t)c;
}

size_t lb_utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80)
        return out[0] = (char)c, 1;
    if (c < 0x800)
        return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 0x3F)), 2;
    if (c < 0x10000)
        return out[0] = (char)(0xE0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 0x3F)),
               out[2] = (char)(0x80 | (c & 0x3F)), 3;
    return out[0] = (char)(0xF0 | c >> 18), out[1] = (char)(0x80 | (c >> 12 & 0x3F)),
           out[2] = (char)(0x80 | (c >> 6 & 0x3F)), out[3] = (char)(0x80 | (c & 0x3F)), 4;
}

size_t lb_utf8_count(lb_slice s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.len; n++)
        lb_utf8_next(s, &at);
    return n;
}

lb_slice lb_utf8_cut(lb_slice s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && ((unsigned char)s.data[max] & 0xC0) == 0x80)
        max--;
    return (lb_slice){s.data, max};
}

static bool is_ascii(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80)
            return false;
    return true;
}

lb_slice lb_utf8_from(struct lb_arena *a, lb_slice s, const char *charset)
{
    UErrorCode status = U_ZERO_ERROR;
    if (s.len > INT32_MAX / 8)
        return s;
    int32_t room = 4 * (int32_t)s.len + 8;
    char *out = lb_arena_alloc(a, (size_t)room);
    int32_t n = ucnv_convert("UTF-8", charset, out, room, s.data ? s.data : "", (int32_t)s.len, &status);
    return U_SUCCESS(status) ? lb_slice_from(out, (size_t)n) : s;
}

lb_slice lb_ascii_lower(struct lb_arena *a, lb_slice s)
{
    lb_slice copy = lb_arena_copy(a, s);
    char *p = (char *)copy.data;
    for (size_t i = 0; i < copy.len; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] += 'a' - 'A';
    return copy;
}

/* UTF-8 to UTF-16 in the arena; malformed bytes become U+FFFD. */
static UChar *to_utf16(struct lb_arena *a, lb_slice s, int32_t *len)
{
    UChar *out = LB_NEW_ARRAY(a, UChar, s.len + 1);
    int32_t n = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = lb_utf8_next(s, &at);
        if (c >= 0x10000) {
            out[n++] = (UChar)(0xD7C0 + (c >> 10));
            out[n++] = (UChar)(0xDC00 + (c & 0x3FF));
        } else {
            out[n++] = (UChar)c;
        }
    }
    *len = n;
    return out;
}

static lb_slice to_utf8(struct lb_arena *a, const UChar *s, int32_t len)
{
    char *out = lb_arena_alloc(a, (size_t)len * 3 + 1);
    int32_t n = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strToUTF8WithSub(out, len * 3 + 1, &n, s, len, 0xFFFD, NULL, &code);
    return (lb_slice){out, U_SUCCESS(code) ? (size_t)n : 0};
}

static UChar *normalise(struct lb_arena *a, const UNormalizer2 *form, const UChar *s, int32_t len, int32_t *ret)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t room = len * 4 + 16;
    UChar *out = LB_NEW_ARRAY(a, UChar, (size_t)room);
    int32_t n = unorm2_normalize(form, s, len, out, room, &code);
    if (code == U_BUFFER_OVERFLOW_ERROR) {
        code = U_ZERO_ERROR;
        out = LB_NEW_ARRAY(a, UChar, (size_t)n + 1);
        n = unorm2_normalize(form, s, len, out, n + 1, &code);
    }
    *ret = U_SUCCESS(code) ? n : 0;
    return out;
}

lb_slice lb_nfc(struct lb_arena *a, lb_slice s)
{
    if (is_ascii(s))
        return s;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    int32_t n;
    UChar *wide = to_utf16(a, s, &n);
    wide = normalise(a, nfc, wide, n, &n);
    return to_utf8(a, wide, n);
}

static UChar *lower_utf16(struct lb_arena *a, lb_slice s, int32_t *ret)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t n;
    UChar *wide = to_utf16(a, s, &n);
    wide = normalise(a, unorm2_getNFCInstance(&code), wide, n, &n);
    int32_t room = n * 3 + 8; /* the longest lower-case mapping is three units */
    UChar *low = LB_NEW_ARRAY(a, UChar, (size_t)room);
    int32_t m = u_strToLower(low, room, wide, n, "", &code);
    *ret = U_SUCCESS(code) ? m : 0;
    return low;
}

lb_slice lb_lower(struct lb_arena *a, lb_slice s)
{
    if (is_ascii(s))
        return lb_ascii_lower(a, s);
    int32_t n;
    UChar *low = lower_utf16(a, s, &n);
    return to_utf8(a, low, n);
}

lb_slice lb_fold(struct lb_arena *a, lb_slice s)
{
    if (is_ascii(s))
        return lb_ascii_lower(a, s);
    UErrorCode code = U_ZERO_ERROR;
    int32_t n;
    UChar *wide = lower_utf16(a, s, &n);
    wide = normalise(a, unorm2_getNFKDInstance(&code), wide, n, &n);
    int32_t kept = 0;
    for (int32_t i = 0; i < n;) {
        int32_t start = i;
        UChar32 c;
        U16_NEXT(wide, i, n, c);
        if (u_charType(c) == U_NON_SPACING_MARK)
            continue;
        while (start < i)
            wide[kept++] = wide[start++];
    }
    return to_utf8(a, wide, kept);
}

lb_slice lb_slug(struct lb_arena *a, lb_slice s)
{
    lb_slice f = lb_fold(a, s);
    char *out = lb_arena_alloc(a, 66);
    size_t n = 0;
    for (size_t i = 0; i < f.len && n < 64; i++) {
        char c = f.data[i];
        bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_word)
            out[n++] = c;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-')
        n--;
    if (n == 0)
        out[n++] = 'x';
    out[n] = 0;
    return (lb_slice){out, n};
}
