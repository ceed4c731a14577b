/* pack.h - brotli: texts made small for the snapshot and for the wire. The only file that knows the library is pack.c. */
#ifndef LB_PACK_H
#define LB_PACK_H

#include "base/arena.h"
#include "base/err.h"

/* Packs into `out`, which has room for *size bytes; *size becomes the length. Quality 0 (fast) to 11. False when it comes out
 * longer than the room. Same bytes in, same bytes out. */
bool lb_pack(int quality, lb_slice plain, unsigned char *out, size_t *size);
/* The most bytes that packing n bytes can take. */
size_t lb_pack_room(size_t n);
/* Back to exactly `plain` bytes. LB_INVALID: damaged, or of another length; *ret is untouched then. */
enum lb_status lb_unpack(struct lb_arena *, lb_slice packed, size_t plain, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;

#endif
