/* Requests: what is refused, what is understood, and that one meaning has one address. */
#include "unit.h"
#include "base/limits.h"
#include "base/str.h"
#include "site/links.h"
#include "site/request.h"

static struct lb_arena arena;
static struct lb_err err;

static enum lb_status parse(lb_slice target, struct lb_request *r)
{
    return lb_request_parse(&arena, target, r, &err);
}

static struct lb_request good(const char *target)
{
    struct lb_request r;
    if (parse(lb_slice_of(target), &r) != LB_OK)
        fail_msg("%s: %s", target, err.msg);
    return r;
}

#define assert_slice(s, expected)                                                                                      \
    do {                                                                                                               \
        lb_slice got_ = (s);                                                                                           \
        char *c_ = lb_arena_cstr(&arena, got_);                                                                        \
        assert_string_equal(c_, expected);                                                                             \
    } while (0)

static void canonical_is(const char *target, const char *expected)
{
    struct lb_request r = good(target);
    assert_slice(r.canonical, expected);
    struct lb_request again = good(lb_arena_cstr(&arena, r.canonical));
    assert_slice(again.canonical, expected);
    assert_false(again.is_moved);
}

static void test_request__figures_are_taken_as_people_write_them(void **state)
{
    (void)state;
    canonical_is("/cari?q=a&penduduk=600.000&luas=1.234,5&jenjang=kota", "/cari?q=a&penduduk=600000&luas=1234&jenjang=kota");
    canonical_is("/en/search?q=a&population=1,200,000&area=100.5", "/en/search?q=a&population=1200000&area=100");
    canonical_is("/cari?q=a&penduduk=600+000", "/cari?q=a&penduduk=600000");
    canonical_is("/cari?q=a&penduduk=banyak", "/cari?q=a");
    canonical_is("/cari?q=a&penduduk=.600", "/cari?q=a");
    canonical_is("/cari?q=a&penduduk=6.00.000", "/cari?q=a");
    canonical_is("/cari?q=a&penduduk=-5", "/cari?q=a");
}

static void test_request__words_of_either_language_mean_the_same(void **state)
{
    (void)state;
    canonical_is("/cari?q=banjir&urut=terbaru&hal=2", "/cari?q=banjir&urut=terbaru&hal=2");
    canonical_is("/cari?page=2&order=newest&q=banjir", "/cari?q=banjir&urut=terbaru&hal=2");
    canonical_is("/en/search?hal=2&urut=terbaru&q=flood", "/en/search?q=flood&order=newest&page=2");
    canonical_is("/en/search?urusan=1.02", "/en/search?affair=1.02");
    struct lb_request r = good("/cari?affair=1.02&urut=evidence");
    assert_slice(lb_request_param(&r, "affair"), "1.02");
    assert_slice(lb_request_param(&r, "order"), "evidence");
}

static void test_request__repeated_facets_are_sorted_and_single(void **state)
{
    (void)state;
    canonical_is("/cari?tema=b&tema=a&theme=b&urusan=1.01", "/cari?urusan=1.01&tema=a&tema=b");
    struct lb_request r = good("/cari?tema=b&tema=a");
    lb_slice v;
    assert_true(lb_request_nth(&r, "theme", 1, &v));
    assert_slice(v, "b");
    assert_false(lb_request_nth(&r, "theme", 2, &v));
}

static void test_request__what_makes_no_sense_is_dropped(void **state)
{
    (void)state;
    canonical_is("/cari?q=&hal=1&urut=relevansi&utm_source=x&&=&a", "/cari");
    canonical_is("/cari?hal=-3&urut=zzz&dari=20&sampai=abcd&tema=../x&tema=a%20b", "/cari");
    canonical_is("/cari?hal=0007&dari=0015", "/cari?hal=7");
    canonical_is("/cari?q=a&q=b", "/cari?q=a");
    canonical_is("/tentang?q=x&tema=a", "/tentang");
    canonical_is("/kasus/abc?me=61.71&q=x", "/kasus/abc?me=61.71");
}

static void test_request__spaces_and_escapes_have_one_spelling(void **state)
{
    (void)state;
    canonical_is("/cari?q=a%20b", "/cari?q=a+b");
    canonical_is("/cari?q=+a+b+", "/cari?q=a+b");
    canonical_is("/cari?q=a%09%0D%0Ab", "/cari?q=a+++b");
    canonical_is("/cari?q=%c3%a9", "/cari?q=%C3%A9");
    canonical_is("/cari?q=e%CC%81", "/cari?q=%C3%A9"); /* NFC */
    canonical_is("/cari?q=%41%2f%2B%26", "/cari?q=A%2F%2B%26");
    canonical_is("/%6bas%75s/abc", "/kasus/abc");
    canonical_is("/kasus/{ab", "/kasus/%7Bab"); /* a brace of the visitor is not a hole of the pattern */
}

static void test_request__direction_marks_are_dropped_from_a_query(void **state)
{
    (void)state;
    canonical_is("/cari?q=%EF%BB%BFa%E2%80%AEb%E2%81%A6%E2%81%A9", "/cari?q=ab");
}

static void test_request__wrong_spelling_of_a_path_is_moved(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"/kasus/Rumpon-PONTIANAK", "/kasus/rumpon-pontianak"},
        {"/KASUS/abc/", "/kasus/abc"},
        {"/kasus/?hal=2", "/kasus?hal=2"},
        {"/en", "/en/"},
        {"/EN/Search?q=A", "/en/search?q=A"},
        {"/tema/Air/?urut=newest", "/tema/air?urut=terbaru"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lb_request r = good(rows[i][0]);
        assert_true(r.is_moved);
        assert_slice(r.canonical, rows[i][1]);
    }
    assert_false(good("/").is_moved);
    assert_false(good("/en/").is_moved);
    assert_false(good("/daerah/JP").is_moved);
}

static void test_request__unknown_paths_have_no_route_but_a_language(void **state)
{
    (void)state;
    static const char *const rows[] = {"/x", "//kasus/a", "/kasus//", "/kasus/a/b", "/en/kasus/a", "/cases/a",
                                       "/../etc/passwd", "/kasus/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (good(rows[i]).route)
            fail_msg("%s has a route", rows[i]);
    assert_string_equal(good("/en/x").lang, "en");
    assert_string_equal(good("/enx").lang, "id");
}

static void test_request__malformed_targets_are_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",           "kasus",         "http://x/",       "*",           "/%",          "/%4",          "/%zz",
        "/%00",       "/kasus/a%00b",  "/cari?q=%00",     "/cari?q=%01", "/cari?q=%7f", "/kasus/%0a",   "/kasus/a%0d%0aX:y",
        "/%ff",       "/cari?q=%c3",   "/cari?q=%ed%a0%80", "/cari?q=%c0%af", "/cari?%zz=1", "/cari?x=%", "/kasus/%e2%80%ae",
        "/cari?q=%f4%90%80%80",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lb_request r;
        err.msg[0] = 0;
        if (parse(lb_slice_of(rows[i]), &r) != LB_INVALID)
            fail_msg("'%s' is not refused", rows[i]);
        assert_true(err.msg[0] != 0);
        assert_null(r.route);
    }
    struct lb_request r;
    assert_int_equal(parse(lb_slice_from("/kasus/a\0b", 10), &r), LB_INVALID);
    assert_int_equal(parse(LB_S("/en/search?q=%ff"), &r), LB_INVALID);
    assert_string_equal(r.lang, "en");
}

static void test_request__too_long_and_too_many_are_refused(void **state)
{
    (void)state;
    struct lb_str s = LB_STR_INIT(300000);
    struct lb_request r;
    lb_str_lit(&s, "/en/search?q=");
    for (int i = 0; i < 200000; i++)
        lb_str_addc(&s, 'a');
    assert_int_equal(parse(lb_str_slice(&s), &r), LB_LIMIT);
    assert_string_equal(r.lang, "en");
    assert_int_equal(parse(lb_slice_sub(lb_str_slice(&s), 0, LB_MAX_URL), &r), LB_OK);
    assert_int_equal(parse(lb_slice_sub(lb_str_slice(&s), 0, LB_MAX_URL + 1), &r), LB_LIMIT);
    lb_str_clear(&s);
    lb_str_lit(&s, "/cari?");
    for (int i = 0; i < LB_MAX_PARAMS; i++)
        lb_str_printf(&s, "x%d=1&", i);
    assert_int_equal(parse(lb_str_slice(&s), &r), LB_OK);
    lb_str_lit(&s, "q=1");
    assert_int_equal(parse(lb_str_slice(&s), &r), LB_LIMIT);
    lb_str_clear(&s);
    lb_str_lit(&s, "/cari?");
    for (int i = 0; i <= LB_MAX_FILTERS; i++)
        lb_str_printf(&s, "tema=t%d&", i);
    assert_int_equal(parse(lb_str_slice(&s), &r), LB_LIMIT);
    lb_str_free(&s);
}

static void test_links__change_one_thing_and_keep_the_rest(void **state)
{
    (void)state;
    struct lb_request r = good("/cari?q=air+bersih&tema=a&tema=c&hal=3&dari=2015");
    assert_slice(lb_url_toggle(&arena, &r, "theme", LB_S("b")), "/cari?q=air+bersih&tema=a&tema=b&tema=c&dari=2015");
    assert_slice(lb_url_toggle(&arena, &r, "theme", LB_S("a")), "/cari?q=air+bersih&tema=c&dari=2015");
    assert_slice(lb_url_toggle(&arena, &r, "affair", LB_S("1.02")),
                 "/cari?q=air+bersih&urusan=1.02&tema=a&tema=c&dari=2015");
    assert_slice(lb_url_with(&arena, &r, "page", LB_S("4")), "/cari?q=air+bersih&tema=a&tema=c&dari=2015&hal=4");
    assert_slice(lb_url_with(&arena, &r, "page", LB_S("1")), "/cari?q=air+bersih&tema=a&tema=c&dari=2015");
    assert_slice(lb_url_with(&arena, &r, "theme", LB_EMPTY), "/cari?q=air+bersih&dari=2015");
    assert_slice(lb_url_with(&arena, &r, "q", LB_S("b&c")), "/cari?q=b%26c&tema=a&tema=c&dari=2015");
    assert_slice(lb_url_with(&arena, &r, "order", LB_S("newest")),
                 "/cari?q=air+bersih&tema=a&tema=c&dari=2015&urut=terbaru");
    assert_slice(lb_url_switch(&arena, &r, "en"), "/en/search?q=air+bersih&theme=a&theme=c&from=2015&page=3");
    assert_slice(lb_url_move(&arena, &r, "api-search", LB_EMPTY),
                 "/api/search?q=air+bersih&tema=a&tema=c&dari=2015&hal=3");
    r = good("/en/regions/61?q=x");
    assert_slice(lb_url_toggle(&arena, &r, "theme", LB_S("b")), "/en/regions/61?q=x&theme=b");
    assert_slice(lb_url_switch(&arena, &r, "id"), "/daerah/61?q=x");
}

static void test_links__every_link_made_is_canonical(void **state)
{
    (void)state;
    struct lb_request r = good("/en/search?q=%22a%22+~b%2A&theme=z&order=newest&me=61.71");
    lb_slice made[] = {lb_url_toggle(&arena, &r, "theme", LB_S("b")), lb_url_with(&arena, &r, "order", LB_S("title")),
                       lb_url_switch(&arena, &r, "id"), lb_url_search(&arena, "id", "q", LB_S("é ~*'()")),
                       lb_url(&arena, "id", "organisation", LB_S("dinas-x")), r.canonical};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        struct lb_request again;
        assert_int_equal(parse(made[i], &again), LB_OK);
        assert_true(lb_slice_eq(again.canonical, made[i]));
    }
}

static void test_links__name_the_page_of_a_value_or_the_search(void **state)
{
    (void)state;
    assert_slice(lb_url_value(&arena, "id", LB_FIELD_AFFAIR, LB_S("1.02")), "/urusan/1.02");
    assert_slice(lb_url_value(&arena, "en", LB_FIELD_AFFAIR, LB_S("1.02")), "/en/affairs/1.02");
    assert_slice(lb_url_value(&arena, "en", LB_FIELD_PROVINCE, LB_S("61")), "/en/regions/61");
    assert_slice(lb_url_value(&arena, "id", LB_FIELD_EVIDENCE, LB_S("E3")), "/cari?bukti=E3");
    assert_slice(lb_url(&arena, "id", "case", LB_S("a b/\"<")), "/kasus/a%20b/%22%3C");
}

static int setup(void **state)
{
    (void)state;
    arena = LB_ARENA_INIT;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    lb_arena_free(&arena);
    return 0;
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_request__figures_are_taken_as_people_write_them),
        T(test_request__words_of_either_language_mean_the_same),
        T(test_request__repeated_facets_are_sorted_and_single),
        T(test_request__what_makes_no_sense_is_dropped),
        T(test_request__spaces_and_escapes_have_one_spelling),
        T(test_request__direction_marks_are_dropped_from_a_query),
        T(test_request__wrong_spelling_of_a_path_is_moved),
        T(test_request__unknown_paths_have_no_route_but_a_language),
        T(test_request__malformed_targets_are_refused),
        T(test_request__too_long_and_too_many_are_refused),
        T(test_links__change_one_thing_and_keep_the_rest),
        T(test_links__every_link_made_is_canonical),
        T(test_links__name_the_page_of_a_value_or_the_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
