/* Spelling in a library large enough to have common words. */
#include "store_library.h"

static struct lb_snapshot *snapshot;
static struct lb_reader *reader;
static struct lb_arena arena;

static int open_library(void **state)
{
    (void)state;
    static char ids[24][16];
    struct test_case cases[24];
    struct lb_err e = {0};
    for (int i = 0; i < 24; i++) {
        snprintf(ids[i], sizeof ids[i], "kasus-%d", i);
        cases[i] = (struct test_case){ids[i], "Kasus", "Masalah.", i ? "Berjalan selama setahun." : "Kapal dan kumuh selama setahun.",
                                      "2.11", "61.71", "2015", "E2", NULL, NULL, NULL};
    }
    library_make_dir();
    library_write(cases, 24);
    must(lb_snapshot_open(library_dir, &snapshot, &e), &e);
    must(lb_reader_open(snapshot, &reader, &e), &e);
    return 0;
}

static int close_library(void **state)
{
    (void)state;
    lb_reader_close(reader);
    lb_snapshot_drop(snapshot);
    lb_arena_free(&arena);
    library_remove_dir();
    return 0;
}

static struct lb_results search_for(const char *query)
{
    struct lb_err e = {0};
    struct lb_results r;
    struct lb_search s = {.query = lb_slice_of(query), .lang = LB_S("id"), .limit = 10};
    must(lb_reader_search(reader, &arena, &s, &r, &e), &e);
    return r;
}

static void a_slip_for_a_rare_word_is_searched_at_once(void **state)
{
    (void)state;
    struct lb_results r = search_for("kumhu");
    assert_int_equal(r.total, 1);
    assert_int_equal(r.correction_count, 1);
    assert_true(r.corrections[0].is_applied);
}

static void a_slip_for_a_common_word_is_only_proposed(void **state)
{
    (void)state;
    struct lb_results r = search_for("kapal slama");
    assert_int_equal(r.total_any, 1); /* not all that have "selama" */
    assert_int_equal(r.correction_count, 1);
    assert_false(r.corrections[0].is_applied);
    assert_true(lb_slice_eq(r.corrections[0].better, LB_S("selama")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_for_a_rare_word_is_searched_at_once),
        cmocka_unit_test(a_slip_for_a_common_word_is_only_proposed),
    };
    return cmocka_run_group_tests(tests, open_library, close_library);
}
