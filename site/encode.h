/* encode.h - content codings: which one a browser wants, and the bytes in it. */
#ifndef LB_ENCODE_H
#define LB_ENCODE_H

#include "base/slice.h"

enum lb_encoding { LB_IDENTITY, LB_GZIP, LB_BROTLI, LB_ENCODINGS };

/* The best of ours that an Accept-Encoding value allows (RFC 9110, 12.5.3): the highest q; brotli before gzip before
 * identity among equals; q=0 refuses. "" and malformed members ask for nothing. Where even identity is refused it is
 * sent all the same, as the RFC permits. */
enum lb_encoding lb_encoding_choose(lb_slice accept);
/* "br", "gzip", or NULL for identity. */
const char *lb_encoding_name(enum lb_encoding);
/* Is a media type worth compressing? Text and its kin; not images, fonts, archives. */
bool lb_encoding_suits(const char *media_type);

/* Measured on pages of 32 to 47 kB: brotli 5 takes 0.8 ms, brotli 3 0.3 ms and 8 % more bytes. */
enum lb_effort {
    LB_EFFORT_QUICK, /* asked for once, like most searches: brotli 3, gzip 3 */
    LB_EFFORT_PAGE,  /* asked for again: brotli 5, gzip 6 */
    LB_EFFORT_ASSET, /* once a program: 11, 9 */
};
/* The encoded bytes in malloc'ed memory; false (and nothing made) when it comes out no smaller than plain. Same bytes
 * in, same bytes out. */
bool lb_encode(enum lb_encoding, enum lb_effort, lb_slice plain, lb_slice *ret);

#endif
