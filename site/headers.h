/* headers.h - the values of the headers that every kind of reply carries, in one place. */
#ifndef LB_HEADERS_H
#define LB_HEADERS_H

/* Nothing inline, nothing from elsewhere, no frames, forms only to ourselves. */
#define LB_POLICY_SITE                                                                                                 \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "    \
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/* Files that came with the cases: an SVG or PDF opened by itself may run nothing. */
#define LB_POLICY_FILE "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

/* Pages: kept, but asked about each time; the answer is mostly a 304. A push is seen at once. */
#define LB_CACHE_ASK "no-cache"
#define LB_CACHE_FOREVER "public, max-age=31536000, immutable"
#define LB_CACHE_DAY "public, max-age=86400"

#endif
