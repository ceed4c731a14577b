/* encode.c - Accept-Encoding, brotli and gzip; see encode.h. The only file that knows zlib. */
#include "site/encode.h"

#include "base/arena.h"
#include "base/pack.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { WORTH = 256 /* below it the header outweighs the gain */ };

/* "0.8" as 800; at most three decimals; -1 when malformed. */
static int parse_q(lb_slice s)
{
    if (s.len == 0 || s.len > 5 || (s.data[0] != '0' && s.data[0] != '1') || (s.len > 1 && s.data[1] != '.'))
        return -1;
    int q = (s.data[0] - '0') * 1000, unit = 100;
    for (size_t i = 2; i < s.len; i++, unit /= 10) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return -1;
        q += (s.data[i] - '0') * unit;
    }
    return q > 1000 ? -1 : q;
}

static bool is_word(lb_slice s, const char *word)
{
    return s.len == strlen(word) && strncasecmp(s.data, word, s.len) == 0;
}

/* One member: "gzip;q=0.5". False when it is malformed. */
static bool parse_member(lb_slice member, lb_slice *name, int *q)
{
    lb_slice piece;
    *q = 1000;
    lb_slice_split(&member, ';', &piece);
    *name = lb_slice_trim(piece);
    while (lb_slice_split(&member, ';', &piece)) {
        piece = lb_slice_trim(piece);
        if (piece.len >= 2 && (piece.data[0] == 'q' || piece.data[0] == 'Q') && piece.data[1] == '=')
            *q = parse_q(lb_slice_sub(piece, 2, piece.len));
    }
    return name->len > 0 && *q >= 0;
}

enum lb_encoding lb_encoding_choose(lb_slice accept)
{
    int q[LB_ENCODINGS] = {-1, -1, -1}, any = -1;
    lb_slice member, name;
    while (lb_slice_split(&accept, ',', &member)) {
        int value;
        if (!parse_member(member, &name, &value))
            continue;
        if (is_word(name, "br"))
            q[LB_BROTLI] = value;
        else if (is_word(name, "gzip") || is_word(name, "x-gzip"))
            q[LB_GZIP] = value;
        else if (is_word(name, "identity"))
            q[LB_IDENTITY] = value;
        else if (is_word(name, "*"))
            any = value;
    }
    enum lb_encoding best = LB_IDENTITY;
    int best_q = 0;
    for (int i = LB_BROTLI; i >= LB_IDENTITY; i--) {
        int value = q[i] >= 0 ? q[i] : any >= 0 ? any : 0;
        if (value > best_q) {
            best_q = value;
            best = (enum lb_encoding)i;
        }
    }
    return best;
}

const char *lb_encoding_name(enum lb_encoding e)
{
    return e == LB_BROTLI ? "br" : e == LB_GZIP ? "gzip" : NULL;
}

bool lb_encoding_suits(const char *type)
{
    static const char *const suited[] = {"text/", "application/json", "application/xml", "application/atom+xml",
                                         "application/opensearchdescription+xml", "application/javascript",
                                         "application/ld+json", "application/x-suggestions+json", "image/svg+xml"};
    for (size_t i = 0; i < sizeof suited / sizeof *suited; i++)
        if (strncmp(type, suited[i], strlen(suited[i])) == 0)
            return true;
    return false;
}

static bool brotli(enum lb_effort effort, lb_slice plain, unsigned char *out, size_t *size)
{
    static const int quality[] = {3, 5, 11};
    return lb_pack(quality[effort], plain, out, size);
}

static bool gzip(enum lb_effort effort, lb_slice plain, unsigned char *out, size_t *size)
{
    static const int level[] = {3, 6, 9};
    z_stream z = {0};
    /* 15 + 16: the gzip wrapper, whose header zlib writes without a time. */
    if (deflateInit2(&z, level[effort], Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    z.next_in = (Bytef *)(uintptr_t)plain.data;
    z.avail_in = (uInt)plain.len;
    z.next_out = out;
    z.avail_out = (uInt)*size;
    bool is_done = deflate(&z, Z_FINISH) == Z_STREAM_END;
    *size = z.total_out;
    deflateEnd(&z);
    return is_done;
}

bool lb_encode(enum lb_encoding encoding, enum lb_effort effort, lb_slice plain, lb_slice *ret)
{
    if (encoding == LB_IDENTITY || plain.len < WORTH || plain.len > 0x7fffffff)
        return false;
    size_t size = plain.len;
    unsigned char *out = lb_xmalloc(size);
    bool is_done = encoding == LB_BROTLI ? brotli(effort, plain, out, &size) : gzip(effort, plain, out, &size);
    bool is_smaller = is_done && size < plain.len;
    if (is_smaller) /* a copy of the right size: shrinking the large block in place would leave holes between replies */
        *ret = lb_slice_from(memcpy(lb_xmalloc(size), out, size), size);
    free(out);
    return is_smaller;
}
