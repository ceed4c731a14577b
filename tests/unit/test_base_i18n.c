/* Numbers, dates, money, countries and words as the reader's language writes them. */
#include "unit.h"
#include "base/i18n.h"

static struct lb_arena arena;

static int forget(void **unused)
{
    (void)unused;
    lb_arena_free(&arena);
    return 0;
}

static void is(lb_slice got, const char *expected)
{
    if (!lb_slice_eq(got, lb_slice_of(expected)))
        fail_msg("'%" LB_PRI "' is not '%s'", LB_ARG(got), expected);
}

static void test_i18n__numbers_have_the_language_s_marks(void **unused)
{
    (void)unused;
    is(lb_format_number(&arena, "id", 1234567.5, 1), "1.234.567,5");
    is(lb_format_number(&arena, "en", 1234567.5, 1), "1,234,567.5");
    is(lb_format_number(&arena, "id", 12.0, 2), "12");
    is(lb_format_number(&arena, "id", -0.25, 2), "-0,25");
}

static void test_i18n__dates_are_as_exact_as_they_are_known(void **unused)
{
    (void)unused;
    is(lb_format_date(&arena, "id", LB_S("2024-11-05")), "5 November 2024");
    is(lb_format_date(&arena, "en", LB_S("2024-08")), "August 2024");
    is(lb_format_date(&arena, "id", LB_S("2024")), "2024");
    is(lb_format_date(&arena, "id", LB_S("2024-13")), "2024-13");
    is(lb_format_date(&arena, "id", LB_S("kemarin sore")), "kemarin sore");
    is(lb_format_date(&arena, "id", LB_EMPTY), "");
}

static void test_i18n__money_is_rounded_for_reading(void **unused)
{
    (void)unused;
    is(lb_format_money(&arena, "id", 9e9, LB_S("IDR")), "Rp9 miliar");
    is(lb_format_money(&arena, "en", 9e9, LB_S("IDR")), "Rp9 billion");
    is(lb_format_money(&arena, "id", 76.35e9, LB_EMPTY), "Rp76,35 miliar");
    is(lb_format_money(&arena, "id", 500000, LB_S("IDR")), "Rp500.000");
    is(lb_format_money(&arena, "en", 1.2e6, LB_S("USD")), "USD 1.2 million");
}

static void test_i18n__countries_have_names(void **unused)
{
    (void)unused;
    is(lb_country_name(&arena, "id", LB_S("BR")), "Brasil");
    is(lb_country_name(&arena, "en", LB_S("BR")), "Brazil");
    is(lb_country_name(&arena, "id", LB_S("61")), "61");
    is(lb_country_name(&arena, "id", LB_S("Brasil")), "Brasil");
    is(lb_country_name(&arena, "id", LB_EMPTY), "");
}

static void test_i18n__words_fall_back_to_themselves(void **unused)
{
    (void)unused;
    struct lb_words *words = NULL;
    struct lb_err e = {0};
    assert_int_equal(lb_words_load("en", LB_S("{\"Cari\":\"Search\",\"%s kasus\":[\"%s case\",\"%s cases\"]}"), &words, &e), LB_OK);
    assert_string_equal(lb_word(words, "Cari"), "Search");
    assert_string_equal(lb_word(words, "Lain"), "Lain");
    assert_null(lb_word_find(words, LB_S("Lain")));
    assert_string_equal(lb_word_n(words, "%s kasus", 1), "%s case");
    assert_string_equal(lb_word_n(words, "%s kasus", 0), "%s cases");
    lb_words_free(words);
    assert_int_equal(lb_words_load("en", LB_S("{"), &words, &e), LB_INVALID);
}

static void test_i18n__names_sort_as_readers_expect(void **unused)
{
    (void)unused;
    assert_true(lb_collate("id", LB_S("aceh"), LB_S("Bali")) < 0);
    assert_true(lb_collate("id", LB_S("\xc3\x89lan"), LB_S("Fajar")) < 0);
    assert_true(lb_collate("id", LB_S("Bali"), LB_S("Bali")) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_i18n__numbers_have_the_language_s_marks),
        cmocka_unit_test(test_i18n__dates_are_as_exact_as_they_are_known),
        cmocka_unit_test(test_i18n__money_is_rounded_for_reading),
        cmocka_unit_test(test_i18n__countries_have_names),
        cmocka_unit_test(test_i18n__words_fall_back_to_themselves),
        cmocka_unit_test(test_i18n__names_sort_as_readers_expect),
    };
    return cmocka_run_group_tests(tests, NULL, forget);
}
