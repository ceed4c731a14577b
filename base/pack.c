/* pack.c - see pack.h. */
#include "base/pack.h"

#include <brotli/decode.h>
#include <brotli/encode.h>

bool lb_pack(int quality, lb_slice plain, unsigned char *out, size_t *size)
{
    return BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, plain.len, (const uint8_t *)plain.data, size,
                                 out);
}

size_t lb_pack_room(size_t n)
{
    return BrotliEncoderMaxCompressedSize(n) + 16; /* the library's 0 for "nothing" included */
}

enum lb_status lb_unpack(struct lb_arena *arena, lb_slice packed, size_t plain, lb_slice *ret, struct lb_err *e)
{
    uint8_t *out = lb_arena_alloc(arena, plain + 1);
    size_t size = plain;
    if (BrotliDecoderDecompress(packed.len, (const uint8_t *)packed.data, &size, out) != BROTLI_DECODER_RESULT_SUCCESS ||
        size != plain)
        return lb_fail(e, LB_INVALID, "packed text is damaged");
    *ret = lb_slice_from(out, size);
    return LB_OK;
}
