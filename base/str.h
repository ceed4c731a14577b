/* str.h - a growing byte buffer with a mandatory maximum (the idea of curl's dynbuf).
 *
 * Once an append would pass the maximum the buffer stops growing and is_full stays true: writers may ignore it and the
 * owner checks once at the end. The content always ends with a NUL byte that is not counted. Owns heap memory. */
#ifndef LB_STR_H
#define LB_STR_H

#include "base/slice.h"

#include <stdarg.h>

struct lb_str {
    char *data; /* NULL until the first append */
    size_t len, capacity, max;
    bool is_full;
};

#define LB_STR_INIT(maximum) ((struct lb_str){.max = (maximum)})

void lb_str_add(struct lb_str *, lb_slice);
void lb_str_addc(struct lb_str *, char);
void lb_str_printf(struct lb_str *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void lb_str_vprintf(struct lb_str *, const char *fmt, va_list);
/* A literal: lb_str_lit(s, "text"). */
#define lb_str_lit(s, literal) lb_str_add((s), LB_S(literal))
/* Forgets the content, keeps the memory and the maximum. */
void lb_str_clear(struct lb_str *);
void lb_str_free(struct lb_str *);

static inline lb_slice lb_str_slice(const struct lb_str *s)
{
    return (lb_slice){s->data ? s->data : "", s->len};
}

#endif
