/* etag.c - see etag.h. */
#include "site/etag.h"

#include <inttypes.h>
#include <stdio.h>

uint64_t lb_hash(uint64_t h, lb_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.data[i]) * 0x100000001b3u;
    return h;
}

void lb_etag_make(char out[LB_ETAG_SIZE], const lb_slice *parts, size_t count)
{
    uint64_t h = LB_HASH_START;
    for (size_t i = 0; i < count; i++) {
        h = lb_hash(h, lb_slice_from(&(uint32_t){(uint32_t)parts[i].len}, 4));
        h = lb_hash(h, parts[i]);
    }
    snprintf(out, LB_ETAG_SIZE, "\"%016" PRIx64 "\"", h);
}

bool lb_etag_matches(lb_slice list, const char *etag)
{
    lb_slice wanted = lb_slice_of(etag);
    for (;;) {
        while (list.len && strchr(" \t,", list.data[0]) && list.data[0])
            list = lb_slice_sub(list, 1, list.len);
        if (list.len == 0)
            return false;
        if (list.data[0] == '*')
            return true;
        if (lb_slice_starts(list, LB_S("W/")))
            list = lb_slice_sub(list, 2, list.len);
        if (list.len == 0 || list.data[0] != '"')
            return false; /* malformed: no match, the full page is sent */
        size_t end = 1 + lb_slice_find(lb_slice_sub(list, 1, list.len), '"');
        if (end >= list.len)
            return false;
        if (lb_slice_eq(lb_slice_sub(list, 0, end + 1), wanted))
            return true;
        list = lb_slice_sub(list, end + 1, list.len);
    }
}
