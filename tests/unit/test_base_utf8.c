/* UTF-8: what is refused at the door, and folding. */
#include "unit.h"
#include "base/i18n.h"
#include "base/utf8.h"

static void flaw(const char *bytes, size_t len, enum lb_utf8_flaw want, size_t where)
{
    size_t at = 999;
    assert_int_equal(lb_utf8_check(lb_slice_from(bytes, len), &at), want);
    if (want != LB_UTF8_CLEAN)
        assert_int_equal(at, where);
}

static void test_check_names_the_first_flaw(void **s)
{
    (void)s;
    flaw("desa é 😀\t\n", 13, LB_UTF8_CLEAN, 0);
    flaw("a\xC0\x80", 3, LB_UTF8_MALFORMED, 1);        /* overlong NUL */
    flaw("a\xED\xA0\x80", 4, LB_UTF8_MALFORMED, 1);    /* surrogate */
    flaw("\xF4\x90\x80\x80", 4, LB_UTF8_MALFORMED, 0); /* above U+10FFFF */
    flaw("ab\xE2\x80", 4, LB_UTF8_MALFORMED, 2);       /* cut off */
    flaw("a\0b", 3, LB_UTF8_CONTROL, 1);
    flaw("a\r\n", 3, LB_UTF8_CONTROL, 1);
    flaw("a\xE2\x80\xAE", 4, LB_UTF8_BIDI, 1);
    flaw("\xEF\xBB\xBF", 3, LB_UTF8_BOM, 0);
}

static void test_fold_lowers_and_drops_marks(void **s)
{
    (void)s;
    struct lb_arena a = LB_ARENA_INIT;
    assert_string_equal(lb_fold(&a, LB_S("Jum'AT")).data, "jum'at");
    lb_slice f = lb_fold(&a, LB_S("Café É"));
    assert_true(lb_slice_eq(f, LB_S("cafe e")));
    lb_slice n = lb_nfc(&a, LB_S("e\xCC\x81"));
    assert_true(lb_slice_eq(n, LB_S("é")));
    assert_true(lb_slice_eq(lb_slug(&a, LB_S("  Dinas P.U. & Tata-Ruang!")), LB_S("dinas-p-u-tata-ruang")));
    assert_true(lb_slice_eq(lb_slug(&a, LB_S("!!")), LB_S("x")));
    lb_arena_free(&a);
}

static void test_cut_keeps_characters_whole(void **s)
{
    (void)s;
    assert_int_equal(lb_utf8_cut(LB_S("aé"), 2).len, 1);
    assert_int_equal(lb_utf8_cut(LB_S("aé"), 3).len, 3);
}

static void test_numbers_and_dates_read_as_in_the_language(void **s)
{
    (void)s;
    struct lb_arena a = LB_ARENA_INIT;
    assert_string_equal(lb_format_number(&a, "id", 1234567.5, 1).data, "1.234.567,5");
    assert_string_equal(lb_format_number(&a, "en", 1234567.5, 1).data, "1,234,567.5");
    assert_string_equal(lb_format_date(&a, "id", LB_S("2024-08-05")).data, "5 Agustus 2024");
    assert_string_equal(lb_format_date(&a, "en", LB_S("2024-08")).data, "August 2024");
    assert_string_equal(lb_format_date(&a, "en", LB_S("2024-13")).data, "2024-13");
    assert_string_equal(lb_format_money(&a, "id", 9e9, LB_S("IDR")).data, "Rp9 miliar");
    assert_string_equal(lb_format_money(&a, "en", 1.25e6, LB_S("USD")).data, "USD 1.25 million");
    lb_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_names_the_first_flaw),
        cmocka_unit_test(test_fold_lowers_and_drops_marks),
        cmocka_unit_test(test_cut_keeps_characters_whole),
        cmocka_unit_test(test_numbers_and_dates_read_as_in_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
