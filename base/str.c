/* str.c - the capped buffer; see str.h. */
#include "base/str.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

static bool reserve(struct lb_str *s, size_t more)
{
    if (s->is_full)
        return false;
    if (more > s->max || s->len > s->max - more) {
        s->is_full = true;
        return false;
    }
    size_t need = s->len + more + 1;
    if (need > s->capacity) {
        size_t cap = s->capacity ? s->capacity : 128;
        while (cap < need)
            cap += cap / 2 + 64;
        s->data = lb_xrealloc(s->data, cap);
        s->capacity = cap;
    }
    return true;
}

void lb_str_add(struct lb_str *s, lb_slice t)
{
    if (!reserve(s, t.len))
        return;
    if (t.len)
        memcpy(s->data + s->len, t.data, t.len);
    s->len += t.len;
    s->data[s->len] = 0;
}

void lb_str_addc(struct lb_str *s, char c)
{
    lb_str_add(s, (lb_slice){&c, 1});
}

void lb_str_vprintf(struct lb_str *s, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n > 0 && reserve(s, (size_t)n)) {
        vsnprintf(s->data + s->len, (size_t)n + 1, fmt, again);
        s->len += (size_t)n;
    }
    va_end(again);
}

void lb_str_printf(struct lb_str *s, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    lb_str_vprintf(s, fmt, ap);
    va_end(ap);
}

void lb_str_clear(struct lb_str *s)
{
    s->len = 0;
    s->is_full = false;
    if (s->data)
        s->data[0] = 0;
}

void lb_str_free(struct lb_str *s)
{
    free(s->data);
    *s = LB_STR_INIT(s->max);
}
