/* utf8.h - text from outside is checked once, at the door, and is clean behind it. */
#ifndef LB_UTF8_H
#define LB_UTF8_H

#include "base/arena.h"

#include <stdint.h>

/* What lb_utf8_check found first. */
enum lb_utf8_flaw {
    LB_UTF8_CLEAN = 0,
    LB_UTF8_MALFORMED, /* not UTF-8: overlong, surrogate, truncated, above U+10FFFF (RFC 3629) */
    LB_UTF8_CONTROL,   /* NUL, a C0/C1 control other than TAB and LF (CR counts), or a noncharacter */
    LB_UTF8_BIDI,      /* an explicit bidi control U+202A-202E, U+2066-2069 (CVE-2021-42574, "Trojan Source") */
    LB_UTF8_BOM,       /* U+FEFF anywhere */
};

/* Checks all of s; *offset (may be NULL) gets the byte offset of the first flaw. */
enum lb_utf8_flaw lb_utf8_check(lb_slice s, size_t *offset);
const char *lb_utf8_flaw_text(enum lb_utf8_flaw);

/* Decodes one character at *at, which must be < s.len, and moves *at behind it. Malformed bytes give U+FFFD and move
 * by one. */
uint32_t lb_utf8_next(lb_slice s, size_t *at);
/* Writes c as UTF-8 into out (4 bytes of room) and returns the number of bytes. */
size_t lb_utf8_put(uint32_t c, char out[4]);
/* Characters (code points) in s; malformed bytes count one each. */
size_t lb_utf8_count(lb_slice s);
/* The longest prefix of at most max bytes that ends on a character boundary. */
lb_slice lb_utf8_cut(lb_slice s, size_t max);

/* Text in a character set that is named ("ISO-8859-1") as UTF-8, with U+FFFD for what cannot be; as it is when nobody knows the set. */
lb_slice lb_utf8_from(struct lb_arena *, lb_slice, const char *charset);

/* NFC-normalised copy (ICU). Plain ASCII is returned as it is, uncopied. Malformed bytes become U+FFFD. */
lb_slice lb_nfc(struct lb_arena *, lb_slice);
/* NFC, then Unicode lower case with root-locale rules. ASCII input takes a fast path. Always a copy. */
lb_slice lb_lower(struct lb_arena *, lb_slice);
/* lb_lower, then marks removed after decomposition (é -> e): the key under which words are indexed. */
lb_slice lb_fold(struct lb_arena *, lb_slice);
/* A copy with A to Z small, all other bytes as they are: for names of which only these may vary. */
lb_slice lb_ascii_lower(struct lb_arena *, lb_slice);
/* A slug: folded, runs of anything but [a-z0-9] become one '-', at most 64 bytes, never empty ("x" then). */
lb_slice lb_slug(struct lb_arena *, lb_slice);

#endif
