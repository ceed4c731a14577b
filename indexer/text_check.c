/* text_check.c - what is wrong with the bytes of a file, and how to mend it; see text_check.h. */
#include "indexer/text_check.h"

#include "base/utf8.h"

/* U+2028 or U+2029: libyaml takes them for line ends and editors do not, so that places would differ. */
static size_t find_separator(lb_slice text)
{
    size_t at = 0;
    while ((at += lb_slice_find(lb_slice_sub(text, at, text.len), '\xE2')) < text.len) {
        if (text.len - at >= 3 && text.data[at + 1] == '\x80' && (text.data[at + 2] & ~1) == '\xA8')
            return at;
        at++;
    }
    return text.len;
}

lb_slice lb_text_lines(struct lb_arena *arena, lb_slice text)
{
    if (!memchr(text.data ? text.data : "", '\r', text.len))
        return text;
    char *out = lb_arena_alloc(arena, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (!(text.data[i] == '\r' && i + 1 < text.len && text.data[i + 1] == '\n'))
            out[n++] = text.data[i];
    return lb_slice_from(out, n);
}

/* The encoding a text that is not clean UTF-8 is likely in, as iconv calls it; NULL = hard to say. UTF-16 has its mark, or a NUL in
 * every second byte. Windows-1252 has the curly quotes and dashes of word processors where ISO 8859-1 has controls. */
static const char *likely_encoding(lb_slice text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.data;
    size_t nuls[2] = {0, 0}, most = text.len < 1024 ? text.len : 1024;
    if (text.len >= 4 && (memcmp(p, "\xFF\xFE\0\0", 4) == 0 || memcmp(p, "\0\0\xFE\xFF", 4) == 0))
        return "UTF-32";
    if (text.len >= 2 && (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0))
        return "UTF-16";
    for (size_t i = 0; i < most; i++)
        nuls[i & 1] += p[i] == 0;
    if (nuls[1] * 3 > most)
        return "UTF-16LE";
    if (nuls[0] * 3 > most)
        return "UTF-16BE";
    return lb_utf8_check(lb_slice_sub(text, at, text.len), NULL) == LB_UTF8_MALFORMED ? "WINDOWS-1252" : NULL;
}

static void report_encoding(struct lb_source *s, size_t at, const char *encoding)
{
    unsigned line, column;
    struct lb_arena a = LB_ARENA_INIT;
    bool is_guess = strcmp(encoding, "WINDOWS-1252") == 0;
    lb_source_place(s, at, &line, &column);
    struct lb_both hint = lb_both_printf(
        &a, "simpan sebagai UTF-8 di penyunting Anda, atau ubah: iconv -f %s -t UTF-8 %" LB_PRI " > baru && mv baru %" LB_PRI,
        "save it as UTF-8 in your editor, or convert it: iconv -f %s -t UTF-8 %" LB_PRI " > baru && mv baru %" LB_PRI, encoding,
        LB_ARG(s->path), LB_ARG(s->path));
    if (is_guess)
        lb_report(s, LB_RULE_BYTES, line, column, hint, "berkas bukan UTF-8 (bita 0x%02x di sini); tampaknya Windows-1252",
                  "the file is not UTF-8 (byte 0x%02x here); it looks like Windows-1252", (unsigned char)s->text.data[at]);
    else
        lb_report(s, LB_RULE_BYTES, line, column, hint, "berkas ditulis dalam %s, bukan UTF-8", "the file is written in %s, not in UTF-8",
                  encoding);
    lb_arena_free(&a);
}

/* What the flaw is and how it is mended; `at` is where. */
static void explain_flaw(lb_slice text, enum lb_utf8_flaw flaw, size_t at, struct lb_both *what, struct lb_both *hint)
{
    *what = LB_BOTH("bita yang bukan UTF-8", "a byte that is not UTF-8");
    *hint = LB_BOTH("simpan berkas sebagai UTF-8", "save the file as UTF-8");
    switch (flaw) {
    case LB_UTF8_CLEAN:
        *what = LB_BOTH("pemisah baris Unicode", "a Unicode line separator");
        *hint = LB_BOTH("hapus tanda yang tak terlihat itu, lalu tekan Enter; asalnya dari teks yang disalin dari program lain",
                        "delete the invisible character and press Enter instead; it comes from text pasted from another program");
        break;
    case LB_UTF8_MALFORMED: break;
    case LB_UTF8_BIDI:
        *what = LB_BOTH("tanda arah teks yang tak terlihat", "an invisible text-direction character");
        *hint = LB_BOTH("hapus: tanda ini membuat teks terbaca lain dari isinya", "delete it: it makes text look different from what it says");
        break;
    case LB_UTF8_BOM:
        *what = at ? LB_BOTH("tanda urutan bita (BOM) di dalam teks", "a byte order mark inside the text")
                   : LB_BOTH("tanda urutan bita (BOM)", "a byte order mark");
        *hint = LB_BOTH("simpan berkas sebagai \"UTF-8\", bukan \"UTF-8 with BOM\"",
                        "save the file as \"UTF-8\" and not as \"UTF-8 with BOM\"");
        break;
    case LB_UTF8_CONTROL:
        if (text.data[at] == '\r') {
            *what = LB_BOTH("tanda CR (carriage return) yang tidak mengakhiri baris", "a carriage return (CR) that ends no line");
            *hint = LB_BOTH("simpan berkas dengan akhir baris Unix (LF) atau Windows (CR LF); akhir baris Macintosh lama (CR) tidak dibaca",
                            "save the file with Unix line ends (LF) or Windows line ends (CR LF); old Macintosh ones (CR) are not read");
        } else {
            *what = LB_BOTH("tanda kendali", "a control character");
            if (text.data[at])
                *hint = LB_BOTH("hapus tanda yang tak terlihat itu, atau ketik ulang bagian ini",
                                "delete the invisible character, or type the passage again");
        }
        break;
    }
}

enum lb_status lb_text_check(struct lb_source *s)
{
    size_t at = 0;
    unsigned line, column;
    enum lb_utf8_flaw flaw = lb_utf8_check(s->text, &at);
    const char *encoding = NULL;
    if (flaw == LB_UTF8_CLEAN)
        at = find_separator(s->text);
    if (at == s->text.len)
        return LB_OK;
    if (flaw == LB_UTF8_MALFORMED || (flaw == LB_UTF8_CONTROL && s->text.data[at] == '\0'))
        encoding = likely_encoding(s->text, at);
    if (encoding) {
        report_encoding(s, at, encoding);
        return LB_INVALID;
    }
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_both what, hint;
    size_t next = at;
    explain_flaw(s->text, flaw, at, &what, &hint);
    lb_source_place(s, at, &line, &column);
    lb_slice code = flaw == LB_UTF8_MALFORMED ? lb_arena_printf(&a, "0x%02x", (unsigned char)s->text.data[at])
                                 : lb_arena_printf(&a, "U+%04X", lb_utf8_next(s->text, &next));
    lb_report_both(s, LB_RULE_BYTES, line, column, hint,
                   (struct lb_both){{lb_arena_printf(&a, "di sini ada %" LB_PRI " (%" LB_PRI ")", LB_ARG(what.in[LB_LANG_ID]), LB_ARG(code)),
                                     lb_arena_printf(&a, "the file has %" LB_PRI " here (%" LB_PRI ")", LB_ARG(what.in[LB_LANG_EN]),
                                                     LB_ARG(code))}});
    lb_arena_free(&a);
    return LB_INVALID;
}
