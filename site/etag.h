/* etag.h - entity tags: made from what a page depends on, so that one can be compared before the page is made. */
#ifndef LB_ETAG_H
#define LB_ETAG_H

#include "base/slice.h"

#include <stdint.h>

/* FNV-1a, 64 bit: a name for content, not a defence. Two pages only ever meet in one tag when they share an address,
 * so nobody gains by finding a collision; what matters is that it is short, quick, and the same on every machine. */
#define LB_HASH_START 0xcbf29ce484222325u
uint64_t lb_hash(uint64_t start, lb_slice bytes);

enum { LB_ETAG_SIZE = 24 };
/* Writes a strong tag with its quotes, "\"0123456789abcdef\"": the hash of all parts, each with its length. */
void lb_etag_make(char out[LB_ETAG_SIZE], const lb_slice *parts, size_t count);

/* Does an If-None-Match value (a list, or *) hold the tag? Weak comparison: W/ is ignored (RFC 9110, 13.1.2). */
bool lb_etag_matches(lb_slice if_none_match, const char *etag);

#endif
