/* assets_serve.h - the site's own styles, scripts, fonts and icons under /aset/NAME, with a hash of the content in the
 * name, so that browsers keep them for ever and a new version is a new name. Embedded in the program; url() in style
 * sheets is rewritten to the hashed names when the table is made. Compressed when first asked for. */
#ifndef LB_ASSETS_SERVE_H
#define LB_ASSETS_SERVE_H

#include "base/resource.h"
#include "site/cache.h"

struct lb_assets;

struct lb_assets *lb_assets_new(const struct lb_resource *);
void lb_assets_free(struct lb_assets *);
/* The address of "site.css", or the empty slice. */
lb_slice lb_assets_url(const struct lb_assets *, const char *name);
/* A reply for "site.0123456789.css", kept for the caller, or NULL. Thread-safe. */
struct lb_stored *lb_assets_find(struct lb_assets *, lb_slice hashed_name, enum lb_encoding);
/* A reply for a name without hash ("favicon.svg"), to be kept for a day only; NULL = no such file. */
struct lb_stored *lb_assets_plain(struct lb_assets *, const char *name, enum lb_encoding);
/* One hash over all of them: part of the program's version in ETags. */
uint64_t lb_assets_hash(const struct lb_assets *);

/* Media type by the end of a name; application/octet-stream when unknown. */
const char *lb_media_type(lb_slice name);

#endif
