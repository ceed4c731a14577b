/* assets.c - the only file that knows libvips. Pictures become WebP at up to three widths, pixels only.
 *
 * libvips is loaded when the first picture is met: it brings a hundred libraries along, and to load them takes longer than
 * to index a push without pictures. */
#include "indexer/assets.h"

#include "base/limits.h"
#include "base/str.h"

#include <dlfcn.h>
#include <strings.h>
#include <vips/vips.h>

enum { QUALITY = 80 };
static const int widths[LB_PICTURE_VARIANTS] = {480, 960, 1600}; /* of the page on a telephone, a tablet, a desk */

/* The kinds we take, by name and by first bytes. */
static const struct kind {
    const char *extension, *name;
    const char *magic;
    size_t magic_at, magic_len;
} kinds[] = {
    {"jpg", "JPEG", "\xff\xd8\xff", 0, 3},
    {"jpeg", "JPEG", "\xff\xd8\xff", 0, 3},
    {"png", "PNG", "\x89PNG\r\n\x1a\n", 0, 8},
    {"webp", "WebP", "WEBP", 8, 4},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void be_silent(const char *domain, GLogLevelFlags level, const char *message, void *ctx)
{
    (void)domain, (void)level, (void)message, (void)ctx; /* what matters comes back as an error */
}

static const char library[] = "libvips.so.42"; /* the interface the headers describe */

/* What is used of it, under its own names. */
#define EACH(use)                                                                                                      \
    use(vips_init) use(vips_shutdown) use(vips_block_untrusted_set) use(vips_cache_set_max) use(vips_concurrency_set)  \
    use(vips_error_buffer) use(vips_error_clear) use(vips_thumbnail_buffer) use(vips_webpsave_buffer)                  \
    use(vips_image_get_width) use(vips_image_get_height) use(vips_image_get_orientation_swap)                          \
    use(vips_image_new_from_buffer) use(vips_avg) use(g_object_unref)
#define DECLARE(name) __typeof__(&(name)) name;
static struct {
    EACH(DECLARE)
} lib;

static bool load_vips(void)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return false;
#define FIND(name) *(void **)&lib.name = dlsym(handle, #name);
    EACH(FIND)
#define HAS(name) && lib.name
    return true EACH(HAS);
}

static bool is_started;

static bool start_vips(void)
{
    static bool works;
    if (!is_started) {
        is_started = true;
        works = load_vips() && lib.vips_init("lumbung") == 0;
        if (!works)
            return false;
        lib.vips_block_untrusted_set(TRUE);
        lib.vips_cache_set_max(0);
        lib.vips_concurrency_set(2);
        g_log_set_handler("VIPS", (GLogLevelFlags)(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO), be_silent, NULL);
    }
    return works;
}

void lb_pictures_end(void)
{
    if (is_started && lib.vips_shutdown)
        lib.vips_shutdown();
    is_started = false;
}

void lb_sha256(lb_slice s, char hex[65])
{
    char *text = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)(s.data ? s.data : ""), s.len);
    memcpy(hex, text, 65);
    g_free(text);
}

lb_slice lb_asset_name(struct lb_arena *arena, lb_slice content, const char *extension)
{
    char hex[65];
    lb_sha256(content, hex);
    return lb_arena_printf(arena, "%.32s.%s", hex, extension);
}

static const struct kind *kind_of_name(lb_slice file)
{
    for (size_t i = 0; i < KINDS; i++) {
        size_t n = strlen(kinds[i].extension);
        if (file.len > n && file.data[file.len - n - 1] == '.' && strncasecmp(file.data + file.len - n, kinds[i].extension, n) == 0)
            return &kinds[i];
    }
    return NULL;
}

static bool has_magic(const struct kind *kind, lb_slice content)
{
    return content.len >= kind->magic_at + kind->magic_len &&
           memcmp(content.data + kind->magic_at, kind->magic, kind->magic_len) == 0;
}

static const struct kind *kind_of_content(lb_slice content)
{
    for (size_t i = 0; i < KINDS; i++)
        if (has_magic(&kinds[i], content))
            return &kinds[i];
    return NULL;
}

static const char *vips_reason(struct lb_arena *arena)
{
    lb_slice text = lb_slice_of(lib.vips_error_buffer());
    text = lb_arena_copy(arena, lb_slice_trim(lb_slice_sub(text, 0, lb_slice_find(text, '\n'))));
    lib.vips_error_clear();
    return text.len ? text.data : "no reason given";
}

static size_t le32(const unsigned char *at)
{
    return at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 | (size_t)at[3] << 24;
}

/* Copies a WebP file without anything but pixels: libvips writes EXIF even when told to strip. A WebP file is a list of
 * chunks, {name[4], size, content, padding to even}; the flags in VP8X say which others follow. */
static lb_slice only_pixels(struct lb_arena *arena, lb_slice file)
{
    enum { HEADER = 12, CHUNK = 8, ALPHA_FLAG = 0x10 };
    unsigned char *out = lb_arena_alloc(arena, file.len + 1);
    const unsigned char *in = (const unsigned char *)file.data;
    size_t len = HEADER;
    memcpy(out, in, HEADER);
    for (size_t at = HEADER; at + CHUNK <= file.len;) {
        size_t size = CHUNK + le32(in + at + 4);
        size += size & 1;
        if (size > file.len - at)
            break;
        if (memcmp(in + at, "VP8", 3) == 0 || memcmp(in + at, "ALPH", 4) == 0) {
            memcpy(out + len, in + at, size);
            if (memcmp(in + at, "VP8X", 4) == 0)
                out[len + CHUNK] &= ALPHA_FLAG;
            len += size;
        }
        at += size;
    }
    for (int i = 0; i < 4; i++)
        out[4 + i] = (unsigned char)((len - CHUNK) >> (8 * i));
    return lb_slice_from(out, len);
}

/* One width as WebP into the arena. False: vips_reason tells why. */
static bool encode(struct lb_arena *arena, lb_slice content, int width, struct lb_variant *variant, lb_slice *ret)
{
    VipsImage *image = NULL;
    void *bytes = NULL;
    size_t len = 0;
    bool ok = false;
    /* Colours become sRGB, and what the camera noted as "turned" is turned: both notes are lost. */
    if (lib.vips_thumbnail_buffer((void *)content.data, content.len, &image, width, "height", 100000, "size", VIPS_SIZE_DOWN,
                              "export_profile", "srgb", NULL) ||
        lib.vips_webpsave_buffer(image, &bytes, &len, "Q", QUALITY, "strip", TRUE, NULL))
        goto out;
    *ret = only_pixels(arena, lb_slice_from(bytes, len));
    *variant = (struct lb_variant){lb_asset_name(arena, *ret, "webp"), (unsigned)lib.vips_image_get_width(image),
                                   (unsigned)lib.vips_image_get_height(image)};
    ok = true;
out:
    g_free(bytes);
    if (image)
        lib.g_object_unref(image);
    return ok;
}

/* The size as it is shown, turned if the camera says so. False: not readable, vips_reason tells why. */
static bool read_header(lb_slice content, int *width, int *height)
{
    VipsImage *image = lib.vips_image_new_from_buffer(content.data, content.len, "", "access", VIPS_ACCESS_SEQUENTIAL, NULL);
    if (!image)
        return false;
    bool is_turned = lib.vips_image_get_orientation_swap(image);
    *width = is_turned ? lib.vips_image_get_height(image) : lib.vips_image_get_width(image);
    *height = is_turned ? lib.vips_image_get_width(image) : lib.vips_image_get_height(image);
    lib.g_object_unref(image);
    return true;
}

/* Every pixel can be read. vips_thumbnail_buffer does not look at fail_on and would show the missing half grey. */
static bool is_complete(lb_slice content)
{
    double average;
    VipsImage *image = lib.vips_image_new_from_buffer(content.data, content.len, "", "access", VIPS_ACCESS_SEQUENTIAL,
                                                  "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
    bool is_read = image && lib.vips_avg(image, &average, NULL) == 0;
    if (image)
        lib.g_object_unref(image);
    return is_read;
}

enum lb_status lb_picture_make(struct lb_arena *arena, lb_slice content, struct lb_picture *picture, lb_asset_sink *sink,
                               void *ctx, struct lb_source *source, unsigned line, unsigned column, struct lb_err *err)
{
    const struct kind *named = kind_of_name(picture->file), *found = kind_of_content(content);
    struct lb_both save_again = LB_BOTH("simpan ulang dari aslinya", "save it again from the original");
    int width = 0, height = 0;
    picture->variant_count = 0;
    if (!named) {
        lb_report(source, LB_RULE_PICTURE_KIND, line, column, LB_BOTH("simpan sebagai JPEG, PNG, atau WebP", "save it as JPEG, PNG or WebP"),
                  "gambar '%" LB_PRI "' berjenis yang tidak ditampilkan", "picture '%" LB_PRI "' is of a kind that is not shown", LB_ARG(picture->file));
        return LB_OK;
    }
    if (!found || strcmp(found->name, named->name) != 0) {
        if (found)
            lb_report(source, LB_RULE_PICTURE_NAME, line, column,
                      LB_BOTH("beri akhiran nama yang sesuai dengan isinya", "give it the extension it has by content"),
                      "'%" LB_PRI "' bukan gambar %s, melainkan gambar berjenis %s",
                      "'%" LB_PRI "' is not a %s picture but a picture of kind %s", LB_ARG(picture->file), named->name, found->name);
        else
            lb_report(source, LB_RULE_PICTURE_NAME, line, column,
                      LB_BOTH("taruh gambarnya sendiri di samping kasus", "put the picture itself beside the case"),
                      "'%" LB_PRI "' bukan gambar %s", "'%" LB_PRI "' is not a %s picture", LB_ARG(picture->file), named->name);
        return LB_OK;
    }
    if (!start_vips())
        return lb_fail(err, LB_INTERNAL, "the picture library %s does not start: %s", library,
                       lib.vips_error_buffer ? vips_reason(arena) : dlerror());
    if (!read_header(content, &width, &height)) {
        lb_report(source, LB_RULE_PICTURE_DAMAGED, line, column, save_again,
                  "gambar '%" LB_PRI "' tidak dapat dibaca: %s", "picture '%" LB_PRI "' cannot be read: %s", LB_ARG(picture->file), vips_reason(arena));
        return LB_OK;
    }
    if ((int64_t)width * height > LB_MAX_IMAGE_PIXELS) {
        lb_report(source, LB_RULE_PICTURE_PIXELS, line, column, LB_BOTH("perkecil; lebar 1600 piksel sudah cukup", "make it smaller; 1600 pixels wide is enough"),
                  "gambar '%" LB_PRI "' berukuran %d x %d piksel; yang dibaca paling banyak %d juta",
                  "picture '%" LB_PRI "' has %d x %d pixels; at most %d million are read",
                  LB_ARG(picture->file), width, height, LB_MAX_IMAGE_PIXELS / 1000000);
        return LB_OK;
    }
    if (!sink) {
        if (!is_complete(content))
            lb_report(source, LB_RULE_PICTURE_DAMAGED, line, column, save_again,
                      "gambar '%" LB_PRI "' rusak: %s", "picture '%" LB_PRI "' is damaged: %s", LB_ARG(picture->file), vips_reason(arena));
        return LB_OK;
    }
    /* All widths first: a picture that breaks off in its second half leaves nothing behind. */
    struct lb_variant variants[LB_PICTURE_VARIANTS];
    lb_slice bytes[LB_PICTURE_VARIANTS];
    size_t count = 0;
    for (size_t i = 0; i < LB_PICTURE_VARIANTS; i++) {
        if ((i == 0 && !is_complete(content)) || !encode(arena, content, widths[i], &variants[count], &bytes[count])) {
            lb_report(source, LB_RULE_PICTURE_DAMAGED, line, column, save_again,
                  "gambar '%" LB_PRI "' rusak: %s", "picture '%" LB_PRI "' is damaged: %s", LB_ARG(picture->file), vips_reason(arena));
            return LB_OK;
        }
        count++;
        if (width <= widths[i])
            break;
    }
    for (size_t i = 0; i < count; i++) {
        enum lb_status status = sink(ctx, variants[i].asset, bytes[i], err);
        if (status)
            return status;
        picture->variants[i] = variants[i];
    }
    picture->variant_count = count;
    return LB_OK;
}
