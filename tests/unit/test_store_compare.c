/* Regions are compared openly, dimension by dimension, and results ordered by it. */
#include "store_library.h"

#include "store/compare.h"

static const struct lb_profile pontianak = {.code = {"61.71", 5}, .level = {"kota", 4}, .province = {"61", 2}, .population = 680000,
                                            .density = 5700, .geography = {"tepi_sungai,perkotaan", 21}, .affairs = {"1.02", 4}};

static void unknown_stays_unknown(void **state)
{
    (void)state;
    struct lb_profile nothing = {.population = -1, .density = -1};
    struct lb_comparison c;
    lb_compare(&pontianak, &nothing, &c);
    assert_int_equal(c.level, LB_LIKENESS_UNKNOWN);
    assert_int_equal(c.population, LB_LIKENESS_UNKNOWN);
    assert_int_equal(c.density, LB_LIKENESS_UNKNOWN);
    assert_int_equal(c.geography, LB_LIKENESS_UNKNOWN);
    assert_int_equal(c.affairs, LB_LIKENESS_UNKNOWN);
    assert_true(c.population_ratio == 0);
    assert_int_equal(c.points, 0);
    assert_false(c.is_same_region || c.is_same_province);
}

static void a_region_is_alike_itself(void **state)
{
    (void)state;
    struct lb_comparison c;
    lb_compare(&pontianak, &pontianak, &c);
    assert_int_equal(c.points, 10);
    assert_true(c.is_same_region && c.is_same_province);
    assert_true(c.population_ratio == 1 && c.distance == 0);
    assert_int_equal(c.shared_geography_count, 2);
    assert_int_equal(c.shared_affairs_count, 1);
}

static void bounds_are_one_and_a_half_and_three_times(void **state)
{
    (void)state;
    static const struct {
        double times;
        enum lb_likeness expected;
    } rows[] = {{1.4, LB_LIKENESS_ALIKE}, {1 / 1.4, LB_LIKENESS_ALIKE}, {1.6, LB_LIKENESS_PARTLY}, {1 / 2.9, LB_LIKENESS_PARTLY}, {3.1, LB_LIKENESS_NONE}, {0.1, LB_LIKENESS_NONE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lb_profile other = pontianak;
        struct lb_comparison c;
        other.population *= rows[i].times;
        lb_compare(&pontianak, &other, &c);
        assert_int_equal(c.population, rows[i].expected);
        assert_int_equal(c.density, LB_LIKENESS_ALIKE);
    }
}

static void levels_and_geography_may_be_partly_alike(void **state)
{
    (void)state;
    struct lb_profile other = pontianak;
    struct lb_comparison c;
    other.level = LB_S("kabupaten");
    other.geography = LB_S("perkotaan, pesisir");
    other.affairs = LB_S("2.11");
    lb_compare(&pontianak, &other, &c);
    assert_int_equal(c.level, LB_LIKENESS_PARTLY);
    assert_int_equal(c.geography, LB_LIKENESS_PARTLY);
    assert_int_equal(c.shared_geography_count, 1);
    assert_true(lb_slice_eq(c.shared_geography[0], LB_S("perkotaan")));
    assert_int_equal(c.affairs, LB_LIKENESS_NONE);
    other.level = LB_S("provinsi");
    other.geography = LB_S("pesisir");
    lb_compare(&pontianak, &other, &c);
    assert_int_equal(c.level, LB_LIKENESS_NONE);
    assert_int_equal(c.geography, LB_LIKENESS_NONE);
}

static void results_are_ordered_by_likeness(void **state)
{
    (void)state;
    static const struct test_case cases[] = {
        {"a-desa", "A", "x", "air", "1.02", "11.01", "2018", "E1", NULL, NULL, NULL},
        {"b-kota", "B", "x", "air", "1.02", "15.71", "2018", "E1", NULL, NULL, NULL},
        {"c-tanpa", "C", "x", "air", "1.02", NULL, "2018", "E1", NULL, NULL, NULL},
        {"d-sendiri", "D", "x", "air", "1.02", "61.71", "2018", "E1", NULL, NULL, NULL},
    };
    struct lb_err e = {0};
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_analyser *a = library_analyser();
    struct lb_writer *w = NULL;
    library_make_dir();
    must(lb_writer_open(library_dir, a, &w, &e), &e);
    for (size_t i = 0; i < 4; i++)
        must(library_put(w, &cases[i], &e), &e);
    must(lb_writer_note(w, LB_S("regions"),
                        LB_S("{\"11\":{\"name\":\"Aceh\",\"level\":\"provinsi\"},\"11.01\":{\"name\":\"Kabupaten Aceh Selatan\",\"level\":\"kabupaten\"},"
                             "\"15.71\":{\"name\":\"Kota Jambi\",\"level\":\"kota\"},\"61.71\":{\"name\":\"Kota Pontianak\",\"level\":\"kota\"}}"), &e), &e);
    must(lb_writer_note(w, LB_S("profiles"),
                        LB_S("{\"regions\":{\"61.71\":{\"population\":{\"value\":680000},\"area_km2\":{\"value\":118.3},\"geography\":{\"value\":\"tepi_sungai;perkotaan\"}},"
                             "\"15.71\":{\"population\":{\"value\":\"630000\"},\"area_km2\":{\"value\":169.9}}}}"), &e), &e);
    must(lb_writer_commit(w, &e), &e);
    lb_writer_close(w);
    lb_analyser_free(a);

    struct lb_snapshot *s;
    struct lb_reader *r;
    struct lb_profile me;
    struct lb_results results;
    must(lb_snapshot_open(library_dir, &s, &e), &e);
    must(lb_reader_open(s, &r, &e), &e);
    assert_false(lb_snapshot_profile(s, LB_S("99.99"), &me));
    assert_true(lb_snapshot_profile(s, LB_S("61.71"), &me));
    assert_true(lb_slice_eq(me.province, LB_S("61")));
    assert_true(me.density > 5700 && me.density < 5800);
    assert_true(lb_slice_eq(me.geography, LB_S("tepi_sungai,perkotaan")));
    struct lb_search search = {.query = LB_S("air"), .lang = LB_S("id"), .limit = 10, .order = LB_ORDER_COMPARABLE, .me = &me};
    must(lb_reader_search(r, &arena, &search, &results, &e), &e);
    static const char *const order[] = {"d-sendiri", "b-kota", "a-desa", "c-tanpa"};
    assert_int_equal(results.hit_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(lb_arena_cstr(&arena, results.hits[i].card.id), order[i]);
    search.me = NULL; /* nobody to compare with: any order, no failure */
    must(lb_reader_search(r, &arena, &search, &results, &e), &e);
    assert_int_equal(results.hit_count, 4);
    lb_reader_close(r);
    lb_snapshot_drop(s);
    lb_arena_free(&arena);
    library_remove_dir();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_stays_unknown),
        cmocka_unit_test(a_region_is_alike_itself),
        cmocka_unit_test(bounds_are_one_and_a_half_and_three_times),
        cmocka_unit_test(levels_and_geography_may_be_partly_alike),
        cmocka_unit_test(results_are_ordered_by_likeness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
