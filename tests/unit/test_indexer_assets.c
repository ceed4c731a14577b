/* Pictures: what the camera knew is gone, what is no picture is said, and nothing stops the build. */
#include "unit.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/str.h"
#include "indexer/assets.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct lb_arena arena;
static struct lb_err err;
static struct lb_diags diags;
static char dir[] = "/tmp/lumbung-assets-XXXXXX";

static enum lb_status keep(void *ctx, lb_slice name, lb_slice content, struct lb_err *e)
{
    ++*(int *)ctx;
    return lb_fs_write(lb_arena_printf(&arena, "%s/%" LB_PRI, dir, LB_ARG(name)).data, content, e);
}

static enum lb_status full_disk(void *ctx, lb_slice name, lb_slice content, struct lb_err *e)
{
    (void)ctx, (void)name, (void)content;
    return lb_fail(e, LB_IO, "no space left");
}

static void be32(char *at, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char)(n >> (24 - 8 * i));
}

static uint32_t crc(const char *data, size_t len)
{
    uint32_t c = 0xffffffff;
    for (size_t i = 0; i < len; i++) {
        c ^= (unsigned char)data[i];
        for (int k = 0; k < 8; k++)
            c = c & 1 ? 0xedb88320 ^ (c >> 1) : c >> 1;
    }
    return ~c;
}

static void chunk(struct lb_str *out, const char *type, lb_slice body)
{
    char n[4];
    struct lb_str s = LB_STR_INIT(64 * 1024 * 1024);
    be32(n, (uint32_t)body.len);
    lb_str_add(out, lb_slice_from(n, 4));
    lb_str_add(&s, lb_slice_of(type));
    lb_str_add(&s, body);
    lb_str_add(out, lb_str_slice(&s));
    be32(n, crc(s.data, s.len));
    lb_str_add(out, lb_slice_from(n, 4));
    lb_str_free(&s);
}

/* A grey PNG, its pixels in stored (uncompressed) blocks; `rows` may be fewer than the header says. */
static lb_slice png(uint32_t width, uint32_t height, uint32_t rows)
{
    struct lb_str raw = LB_STR_INIT(64 * 1024 * 1024), z = LB_STR_INIT(64 * 1024 * 1024), out = LB_STR_INIT(64 * 1024 * 1024);
    char head[13] = {0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0}, n[4];
    be32(head, width);
    be32(head + 4, height);
    for (uint32_t y = 0; y < rows; y++) {
        lb_str_addc(&raw, 0);
        for (uint32_t x = 0; x < width; x++)
            lb_str_addc(&raw, (char)(x * 3 + y));
    }
    lb_str_add(&z, LB_S("\x78\x01"));
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < raw.len; i++) {
        a = (a + (unsigned char)raw.data[i]) % 65521;
        b = (b + a) % 65521;
    }
    for (size_t at = 0; at < raw.len; at += 65535) {
        size_t len = raw.len - at < 65535 ? raw.len - at : 65535;
        char block[5] = {at + len == raw.len, (char)len, (char)(len >> 8), (char)~len, (char)(~len >> 8)};
        lb_str_add(&z, lb_slice_from(block, 5));
        lb_str_add(&z, lb_slice_sub(lb_str_slice(&raw), at, at + len));
    }
    be32(n, b << 16 | a);
    lb_str_add(&z, lb_slice_from(n, 4));
    lb_str_add(&out, LB_S("\x89PNG\r\n\x1a\n"));
    chunk(&out, "IHDR", lb_slice_from(head, 13));
    chunk(&out, "IDAT", lb_str_slice(&z));
    chunk(&out, "IEND", LB_EMPTY);
    lb_slice copy = lb_arena_copy(&arena, lb_str_slice(&out));
    lb_str_free(&raw);
    lb_str_free(&z);
    lb_str_free(&out);
    return copy;
}

static struct lb_picture make(const char *name, lb_slice content, int *files)
{
    struct lb_picture p = {.file = lb_slice_of(name), .variant_count = 9};
    *files = 0;
    lb_diags_free(&diags);
    lb_diags_init(&diags);
    struct lb_source source = {.path = LB_S("cases/a/id.md"), .diags = &diags};
    if (lb_picture_make(&arena, content, &p, keep, files, &source, 7, 1, &err))
        fail_msg("%s", err.msg);
    return p;
}

static void refuses(const char *name, lb_slice content, const char *code, const char *part)
{
    int files;
    struct lb_picture p = make(name, content, &files);
    assert_int_equal(p.variant_count, 0);
    assert_int_equal(files, 0);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, code);
    assert_int_equal(diags.items[0].line, 7);
    assert_non_null(strstr(lb_arena_cstr(&arena, diags.items[0].message.in[LB_LANG_EN]), part));
}

static void test_assets__a_large_picture_gets_three_widths(void **state)
{
    (void)state;
    int files;
    struct lb_picture p = make("peta.png", png(2000, 1000, 1000), &files);
    assert_int_equal(files, 3);
    assert_int_equal(p.variant_count, 3);
    const unsigned expected[] = {480, 960, 1600};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(p.variants[i].width, expected[i]);
        assert_int_equal(p.variants[i].height, expected[i] / 2);
        assert_true(lb_slice_ends(p.variants[i].asset, LB_S(".webp")));
        assert_int_equal(p.variants[i].asset.len, 32 + 5);
    }
}

static void test_assets__a_small_picture_is_not_blown_up(void **state)
{
    (void)state;
    int files;
    struct lb_picture p = make("Kecil.PNG", png(300, 200, 200), &files);
    assert_int_equal(p.variant_count, 1);
    assert_int_equal(p.variants[0].width, 300);
    p = make("sedang.png", png(700, 70, 70), &files);
    assert_int_equal(p.variant_count, 2);
    assert_int_equal(p.variants[1].width, 700);
}

static void test_assets__the_same_picture_has_the_same_name(void **state)
{
    (void)state;
    int files;
    struct lb_picture a = make("a.png", png(500, 200, 200), &files), b = make("b.png", png(500, 200, 200), &files);
    struct lb_picture c = make("c.png", png(500, 201, 201), &files);
    assert_true(lb_slice_eq(a.variants[0].asset, b.variants[0].asset));
    assert_false(lb_slice_eq(a.variants[0].asset, c.variants[0].asset));
}

static void test_assets__what_is_no_picture_is_refused(void **state)
{
    (void)state;
    refuses("foto.png", LB_S("<html><script>alert(1)</script>"), "W090", "not a PNG");
    refuses("foto.png", LB_EMPTY, "W090", "foto.png");
    refuses("foto.jpg", png(10, 10, 10), "W090", "PNG");
    refuses("foto.svg", LB_S("<svg/>"), "W093", "foto.svg");
    refuses("foto", png(10, 10, 10), "W093", "foto");
    refuses("foto.png", LB_S("\x89PNG\r\n\x1a\nxxxxxxxxxxxxxxxxxxxx"), "W092", "foto.png");
    refuses("foto.jpg", LB_S("\xff\xd8\xff\xe0\0\x10JFIF\0"), "W092", "foto.jpg");
    refuses("foto.webp", LB_S("RIFF\x10\0\0\0WEBPVP8 xxxxxxxx"), "W092", "foto.webp");
}

static void test_assets__a_bomb_is_refused_from_its_header(void **state)
{
    (void)state;
    refuses("bom.png", png(30000, 30000, 1), "W091", "30000 x 30000");
}

static void test_assets__a_truncated_picture_leaves_nothing(void **state)
{
    (void)state;
    lb_slice whole = png(2000, 1000, 1000);
    refuses("p.png", lb_slice_sub(whole, 0, whole.len / 2), "W092", "p.png");
    refuses("p.png", lb_slice_sub(whole, 0, 40), "W092", "p.png");
}

static void test_assets__a_full_disk_is_the_builds_business(void **state)
{
    (void)state;
    struct lb_picture p = {.file = LB_S("a.png")};
    struct lb_source source = {.path = LB_S("x"), .diags = &diags};
    assert_int_equal(lb_picture_make(&arena, png(10, 10, 10), &p, full_disk, NULL, &source, 1, 1, &err), LB_IO);
    assert_int_equal(p.variant_count, 0);
}

static int sh(const char *script)
{
    struct lb_str s = LB_STR_INIT(4096);
    lb_str_printf(&s, "cd '%s' && { %s; } >log 2>&1", dir, script);
    int status = system(s.data);
    lb_str_free(&s);
    return status;
}

/* Writes a position, a name and a comment into a picture and looks for them in every variant. */
static void gps_is_gone(const char *name)
{
    if (sh("command -v exiftool") != 0) {
        print_message("no exiftool; skipped\n");
        skip();
    }
    struct lb_str script = LB_STR_INIT(2000);
    lb_str_printf(&script, "rm -f *.webp; exiftool -q -overwrite_original -GPSLatitude=0.0263 -GPSLatitudeRef=S -GPSLongitude=109.3425 -GPSLongitudeRef=E "
                  "-XMP:Creator=RahasiaSekali -XMP:GPSLatitude=0.0263 -Artist=RahasiaSekali -Orientation#=6 %s && exiftool %s | grep -q GPS", name, name);
    assert_int_equal(sh(script.data), 0);
    lb_slice content;
    int files;
    assert_int_equal(lb_fs_read(&arena, lb_arena_printf(&arena, "%s/%s", dir, name).data, LB_MAX_IMAGE_FILE, &content, &err), LB_OK);
    struct lb_picture p = make(name, content, &files);
    assert_int_equal(p.variant_count, 2);
    assert_int_equal(p.variants[1].width, 700); /* turned as the camera said: 800 x 700 became 700 x 800 */
    assert_int_equal(sh("exiftool -G1 -a -u -EXIF:all -XMP:all -IPTC:all -Comment ????????????????????????????????.webp | grep '^\\['"), 256); /* grep found none */
    assert_int_equal(sh("grep -l RahasiaSekali ????????????????????????????????.webp"), 256);
    lb_str_free(&script);
}

static void test_assets__gps_in_a_png_is_gone(void **state)
{
    (void)state;
    assert_int_equal(lb_fs_write(lb_arena_printf(&arena, "%s/gps.png", dir).data, png(800, 700, 700), &err), LB_OK);
    gps_is_gone("gps.png");
}

static void test_assets__gps_in_a_webp_is_gone(void **state)
{
    (void)state;
    int files;
    struct lb_picture p = make("a.png", png(800, 700, 700), &files);
    struct lb_str script = LB_STR_INIT(200);
    lb_str_printf(&script, "mv %s gps-web.webp", lb_arena_cstr(&arena, p.variants[1].asset));
    assert_int_equal(sh(script.data), 0);
    lb_str_free(&script);
    if (sh("rm -f ????????????????????????????????.webp; command -v exiftool") != 0)
        skip();
    assert_int_equal(sh("exiftool -q -overwrite_original -XMP:Creator=RahasiaSekali -GPSLatitude=0.0263 -GPSLatitudeRef=S gps-web.webp"), 0);
    lb_slice content;
    assert_int_equal(lb_fs_read(&arena, lb_arena_printf(&arena, "%s/gps-web.webp", dir).data, LB_MAX_IMAGE_FILE, &content, &err), LB_OK);
    p = make("gps-web.webp", content, &files);
    assert_int_equal(p.variant_count, 2);
    assert_int_equal(sh("exiftool -G1 -a -u -EXIF:all -XMP:all ????????????????????????????????.webp | grep '^\\['"), 256);
}

static void test_assets__sha256_of_known_texts(void **state)
{
    (void)state;
    char hex[65];
    lb_sha256(LB_S("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    lb_sha256(LB_EMPTY, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static int setup(void **state)
{
    (void)state;
    lb_diags_init(&diags);
    return mkdtemp(dir) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    int failed = lb_fs_remove(dir, &err) != LB_OK;
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    lb_pictures_end();
    return failed;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assets__a_large_picture_gets_three_widths),
        cmocka_unit_test(test_assets__a_small_picture_is_not_blown_up),
        cmocka_unit_test(test_assets__the_same_picture_has_the_same_name),
        cmocka_unit_test(test_assets__what_is_no_picture_is_refused),
        cmocka_unit_test(test_assets__a_bomb_is_refused_from_its_header),
        cmocka_unit_test(test_assets__a_truncated_picture_leaves_nothing),
        cmocka_unit_test(test_assets__a_full_disk_is_the_builds_business),
        cmocka_unit_test(test_assets__gps_in_a_png_is_gone),
        cmocka_unit_test(test_assets__gps_in_a_webp_is_gone),
        cmocka_unit_test(test_assets__sha256_of_known_texts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
