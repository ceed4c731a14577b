/* slice.h - bytes somebody else owns: a pointer and a length, not NUL-terminated unless said.
 *
 * The one typedef of the project, because it is passed by value everywhere. An empty slice may have a NULL pointer. */
#ifndef LB_SLICE_H
#define LB_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    const char *data;
    size_t len;
} lb_slice;

/* LB_S("literal"): a slice of a string literal, and of nothing else. */
#define LB_S(literal) ((lb_slice){"" literal "", sizeof(literal) - 1})
#define LB_EMPTY ((lb_slice){NULL, 0})
/* For printf: printf("%" LB_PRI, LB_ARG(s)). Cuts at INT_MAX. */
#define LB_PRI ".*s"
#define LB_ARG(s) (int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len), ((s).data ? (s).data : "")

static inline lb_slice lb_slice_of(const char *cstr)
{
    return cstr ? (lb_slice){cstr, strlen(cstr)} : LB_EMPTY;
}

static inline lb_slice lb_slice_from(const void *data, size_t len)
{
    return (lb_slice){(const char *)data, len};
}

static inline bool lb_slice_eq(lb_slice a, lb_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/* Bytewise order, shorter first on a common prefix: <0, 0, >0. Fits qsort through a wrapper. */
static inline int lb_slice_cmp(lb_slice a, lb_slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int r = n ? memcmp(a.data, b.data, n) : 0;
    return r ? r : (a.len > b.len) - (a.len < b.len);
}

static inline bool lb_slice_starts(lb_slice s, lb_slice prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.data, prefix.data, prefix.len) == 0);
}

static inline bool lb_slice_ends(lb_slice s, lb_slice suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.data + s.len - suffix.len, suffix.data, suffix.len) == 0);
}

/* The part from byte `from` up to, not including, `to`; both are clamped to the slice. */
static inline lb_slice lb_slice_sub(lb_slice s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (lb_slice){from ? s.data + from : s.data, to - from}; /* NULL + 0 is undefined */
}

/* Offset of the first byte `c`, or s.len. */
static inline size_t lb_slice_find(lb_slice s, char c)
{
    const char *p = s.len ? (const char *)memchr(s.data, c, s.len) : NULL;
    return p ? (size_t)(p - s.data) : s.len;
}

/* Without leading and trailing ASCII white space. */
static inline lb_slice lb_slice_trim(lb_slice s)
{
    while (s.len && strchr(" \t\r\n", s.data[0]) && s.data[0])
        s.data++, s.len--;
    while (s.len && strchr(" \t\r\n", s.data[s.len - 1]) && s.data[s.len - 1])
        s.len--;
    return s;
}

/* Takes the next piece up to `sep` off *rest into *piece. False when *rest is used up (rest->data == NULL).
 * "a,,b" gives a, empty, b; the empty string gives one empty piece. */
static inline bool lb_slice_split(lb_slice *rest, char sep, lb_slice *piece)
{
    if (!rest->data)
        return false;
    size_t at = lb_slice_find(*rest, sep);
    *piece = lb_slice_sub(*rest, 0, at);
    *rest = at < rest->len ? lb_slice_sub(*rest, at + 1, rest->len) : LB_EMPTY;
    return true;
}

#endif
