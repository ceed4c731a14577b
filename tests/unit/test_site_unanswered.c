/* Searches that found nothing: counted without persons, merged, capped. */
#include "unit.h"
#include "base/fs.h"
#include "site/unanswered.h"

static char dir[64];

static int make_dir(void **s)
{
    (void)s;
    snprintf(dir, sizeof dir, "/tmp/lumbung-unanswered-XXXXXX");
    return mkdtemp(dir) ? 0 : 1;
}

static int drop_dir(void **s)
{
    (void)s;
    return lb_fs_remove(dir, NULL) == LB_OK ? 0 : 1;
}

static void test_counts_are_merged_and_sorted(void **s)
{
    (void)s;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_err e = {0};
    struct lb_unanswered_row *rows;
    size_t n;
    struct lb_unanswered *one = lb_unanswered_new(dir), *two = lb_unanswered_new(dir);
    lb_unanswered_add(one, LB_S("  Kereta   GANTUNG "));
    lb_unanswered_add(one, LB_S("jembatan"));
    lb_unanswered_add(two, LB_S("kereta gantung"));
    assert_int_equal(lb_unanswered_flush(one, LB_S("2026-01-01"), &e), LB_OK);
    assert_int_equal(lb_unanswered_flush(two, LB_S("2026-01-02"), &e), LB_OK);
    assert_int_equal(lb_unanswered_read(&a, dir, &rows, &n, &e), LB_OK);
    assert_int_equal(n, 2);
    assert_true(lb_slice_eq(rows[0].words, LB_S("kereta gantung")));
    assert_int_equal(rows[0].count, 2);
    assert_true(lb_slice_eq(rows[0].first, LB_S("2026-01-01")));
    assert_true(lb_slice_eq(rows[0].last, LB_S("2026-01-02")));
    lb_unanswered_free(one);
    lb_unanswered_free(two);
    lb_arena_free(&a);
}

static void test_what_may_name_a_person_is_not_kept(void **s)
{
    (void)s;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_err e = {0};
    struct lb_unanswered_row *rows;
    size_t n;
    struct lb_unanswered *u = lb_unanswered_new(dir);
    lb_unanswered_add(u, LB_S("budi@contoh.id"));
    lb_unanswered_add(u, LB_S("nik 3171234567890001"));
    lb_unanswered_add(u, LB_S("  "));
    assert_int_equal(lb_unanswered_flush(u, LB_S("2026-01-01"), &e), LB_OK);
    assert_int_equal(lb_unanswered_read(&a, dir, &rows, &n, &e), LB_OK);
    assert_int_equal(n, 0);
    assert_false(lb_fs_is_file(lb_arena_printf(&a, "%s/unanswered.tsv", dir).data));
    lb_unanswered_free(u);
    lb_arena_free(&a);
}

static void test_tabs_and_newlines_cannot_forge_lines(void **s)
{
    (void)s;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_err e = {0};
    struct lb_unanswered_row *rows;
    size_t n;
    struct lb_unanswered *u = lb_unanswered_new(dir);
    lb_unanswered_add(u, LB_S("a\n99\t2026\t2026\tb"));
    assert_int_equal(lb_unanswered_flush(u, LB_S("2026-01-01"), &e), LB_OK);
    assert_int_equal(lb_unanswered_read(&a, dir, &rows, &n, &e), LB_OK);
    assert_int_equal(n, 1);
    assert_true(lb_slice_eq(rows[0].words, LB_S("a 99 2026 2026 b")));
    lb_unanswered_free(u);
    lb_arena_free(&a);
}

static void test_a_state_that_cannot_be_written_keeps_the_counts(void **s)
{
    (void)s;
    struct lb_err e = {0};
    struct lb_unanswered *u = lb_unanswered_new("/proc/no-such-state");
    lb_unanswered_add(u, LB_S("x"));
    assert_int_not_equal(lb_unanswered_flush(u, LB_S("2026-01-01"), &e), LB_OK);
    assert_int_not_equal(lb_unanswered_flush(u, LB_S("2026-01-01"), &e), LB_OK);
    lb_unanswered_free(u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_counts_are_merged_and_sorted, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_what_may_name_a_person_is_not_kept, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(test_tabs_and_newlines_cannot_forge_lines, make_dir, drop_dir),
        cmocka_unit_test(test_a_state_that_cannot_be_written_keeps_the_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
