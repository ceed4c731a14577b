/* assets.h - pictures and documents beside a case: checked, stripped of everything personal, made smaller, and named by
 * their content.
 *
 * A picture is read whole (capped), its header is looked at before a pixel is decoded, and it must be what its name says.
 * What is kept is decoded pixels only, written anew: no EXIF, XMP, IPTC, no colour profile, so no GPS position and no
 * camera owner. Nothing here stops a build: every fault is a diagnostic and the case goes on without the picture. */
#ifndef LB_ASSETS_H
#define LB_ASSETS_H

#include "base/err.h"
#include "indexer/check_rules.h"

enum { LB_PICTURE_VARIANTS = 3 };

struct lb_variant {
    lb_slice asset; /* name under /aset/: 32 hex digits of the content's SHA-256 and the extension */
    unsigned width, height;
};

struct lb_picture {
    lb_slice file;                   /* name in the case's folder */
    lb_slice alt, caption, credit;   /* from the front matter */
    struct lb_variant variants[LB_PICTURE_VARIANTS]; /* narrowest first; the last one is the widest */
    size_t variant_count;            /* 0: could not be used */
};

/* Where finished files go: lb_writer_asset through a function, so that tests can look at them. */
typedef enum lb_status lb_asset_sink(void *ctx, lb_slice name, lb_slice content, struct lb_err *);

/* Makes the variants of picture->file from `content` and fills picture->variants; strings in the arena. Diagnostics
 * (W090 not what its name says, W091 too large, W092 damaged, W093 a kind that is not shown) go to `source` at the place
 * given. Without a sink the picture is only looked at, all of it, and none is made. LB_OK also when the picture was refused;
 * a failure is the sink's (disk full). */
enum lb_status lb_picture_make(struct lb_arena *, lb_slice content, struct lb_picture *picture, lb_asset_sink *sink,
                               void *ctx, struct lb_source *source, unsigned line, unsigned column,
                               struct lb_err *) LB_MUST_CHECK;

/* SHA-256 of s as 64 hex digits and a NUL. */
void lb_sha256(lb_slice s, char hex[65]);

/* The name of a content under /aset/: "5f0c...e1.webp". */
lb_slice lb_asset_name(struct lb_arena *, lb_slice content, const char *extension);

/* Releases what the picture library keeps; call once at the end of the program (leak checks). */
void lb_pictures_end(void);

#endif
