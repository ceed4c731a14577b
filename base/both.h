/* both.h - a text in both languages the program speaks to editors, Indonesian and English, side by side: whoever writes one
 * writes the other. What a case itself says may be in any language; that is no matter of this file. */
#ifndef LB_BOTH_H
#define LB_BOTH_H

#include "base/arena.h"

#include <stdarg.h>

enum lb_lang { LB_LANG_ID, LB_LANG_EN, LB_LANG_COUNT };

struct lb_both {
    lb_slice in[LB_LANG_COUNT];
};

/* Two literals; the same text in both languages, an author's own words for instance; nothing. */
#define LB_BOTH(id, en) ((struct lb_both){{LB_S(id), LB_S(en)}})
#define LB_BOTH_SAME(slice) ((struct lb_both){{(slice), (slice)}})
#define LB_BOTH_NONE ((struct lb_both){{LB_EMPTY, LB_EMPTY}})

/* "id", "en". */
extern const char *const lb_lang_codes[LB_LANG_COUNT];
/* By its code; LB_LANG_COUNT = neither. */
enum lb_lang lb_lang_read(lb_slice code);

/* Texts that live elsewhere, as in a table; NULL is empty. */
struct lb_both lb_both_of(const char *id, const char *en);
/* Both formats take the same arguments in the same order, and the compiler checks each. Where the words put in differ, too:
 * lb_arena_printf twice. */
struct lb_both lb_both_printf(struct lb_arena *, const char *id, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
struct lb_both lb_both_vprintf(struct lb_arena *, const char *id, const char *en, va_list);
struct lb_both lb_both_copy(struct lb_arena *, struct lb_both);

#endif
