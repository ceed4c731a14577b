/* binary.h - numbers and strings as bytes, for files only this program reads on the machine that wrote them: little is
 * checked but that nothing lies outside. Numbers in the machine's order; a string is its length, its bytes and a NUL, so
 * that what is read in place is also a C string. */
#ifndef LB_BINARY_H
#define LB_BINARY_H

#include "base/str.h"

#include <stdint.h>

static inline void lb_bin_put_u32(struct lb_str *out, uint32_t n)
{
    lb_str_add(out, lb_slice_from(&n, sizeof n));
}

static inline void lb_bin_put_u64(struct lb_str *out, uint64_t n)
{
    lb_str_add(out, lb_slice_from(&n, sizeof n));
}

static inline void lb_bin_put_slice(struct lb_str *out, lb_slice s)
{
    lb_bin_put_u32(out, (uint32_t)s.len);
    lb_str_add(out, s);
    lb_str_addc(out, '\0');
}

/* What is left to read. Once something was missing is_broken stays true and everything reads as zero or empty. */
struct lb_bin {
    const char *at, *end;
    bool is_broken;
};

static inline struct lb_bin lb_bin_of(lb_slice s)
{
    return (struct lb_bin){s.data, s.data ? s.data + s.len : NULL, false};
}

static inline bool lb_bin_take(struct lb_bin *in, size_t n, const char **ret)
{
    if (in->is_broken || n > (size_t)(in->end - in->at)) {
        in->is_broken = true;
        return false;
    }
    *ret = in->at;
    in->at += n;
    return true;
}

static inline uint32_t lb_bin_u32(struct lb_bin *in)
{
    const char *p;
    uint32_t n = 0;
    if (lb_bin_take(in, sizeof n, &p))
        memcpy(&n, p, sizeof n);
    return n;
}

static inline uint64_t lb_bin_u64(struct lb_bin *in)
{
    const char *p;
    uint64_t n = 0;
    if (lb_bin_take(in, sizeof n, &p))
        memcpy(&n, p, sizeof n);
    return n;
}

/* Points into what is read. */
static inline lb_slice lb_bin_slice(struct lb_bin *in)
{
    const char *p;
    size_t n = lb_bin_u32(in);
    if (!lb_bin_take(in, n + 1, &p) || p[n]) {
        in->is_broken = true;
        return LB_EMPTY;
    }
    return lb_slice_from(p, n);
}

/* A count of things that take at least `least` bytes each: so that nobody makes room for what cannot be there. */
static inline size_t lb_bin_count(struct lb_bin *in, size_t least)
{
    size_t n = lb_bin_u32(in);
    if (n * least > (size_t)(in->end - in->at)) {
        in->is_broken = true;
        return 0;
    }
    return n;
}

#endif
