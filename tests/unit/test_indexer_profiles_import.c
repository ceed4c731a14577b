/* Importing region profiles: good figures merge, one bad line and nothing is written. */
#include "unit.h"
#include "base/fs.h"
#include "indexer/profiles_import.h"

#define HEAD "code,key,value,unit,year,source_id\n"

static char dir[64];
static struct lb_diags diags;

static int make_library(void **s)
{
    (void)s;
    char command[512];
    snprintf(dir, sizeof dir, "/tmp/lumbung-profiles-XXXXXX");
    if (!mkdtemp(dir))
        return 1;
    snprintf(command, sizeof command, "cp -r %s/schema %s/library.yml %s/", LB_SOURCE_DIR, LB_SOURCE_DIR, dir);
    lb_diags_init(&diags);
    return system(command);
}

static int drop_library(void **s)
{
    (void)s;
    lb_diags_free(&diags);
    return lb_fs_remove(dir, NULL) == LB_OK ? 0 : 1;
}

static enum lb_status import(const char *text, bool is_dry, struct lb_import *ret)
{
    struct lb_err e = {0};
    return lb_profiles_import(dir, LB_S("figures.csv"), lb_slice_of(text), is_dry, &diags, ret, &e);
}

static lb_slice file(struct lb_arena *a)
{
    lb_slice text = LB_EMPTY;
    assert_int_equal(lb_fs_read(a, lb_arena_printf(a, "%s/schema/profiles.csv", dir).data, 1 << 22, &text, NULL), LB_OK);
    return text;
}

static void test_new_figures_are_added_once(void **s)
{
    (void)s;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_import done = {0};
    const char *figures = HEAD "11.01,population,250000,jiwa,2024,dukcapil_2024\n";
    size_t before = file(&a).len;
    assert_int_equal(import(figures, true, &done), LB_OK);
    assert_int_equal(done.added, 1);
    assert_int_equal(file(&a).len, before);
    assert_int_equal(import(figures, false, &done), LB_OK);
    assert_non_null(strstr(file(&a).data, "\n11.01,population,250000,jiwa,2024,dukcapil_2024\n"));
    assert_int_equal(import(figures, false, &done), LB_OK);
    assert_int_equal(done.added, 0);
    assert_int_equal(done.same, 1);
    assert_int_equal(import(HEAD "11.01,population,250001,jiwa,2024,dukcapil_2024\n", false, &done), LB_OK);
    assert_int_equal(done.changed, 1);
    lb_arena_free(&a);
}

static void test_a_bad_line_is_named_and_nothing_is_written(void **s)
{
    (void)s;
    static const char *const bad[] = {
        "99.99,population,1,,2024,dukcapil_2024",      "11.01,popu,1,,2024,dukcapil_2024",
        "11.01,population,1.000.000,,2024,dukcapil_2024", "11.01,population,1e400,,2024,dukcapil_2024",
        "11.01,population,1,,24,dukcapil_2024",        "11.01,population,1,,2024,nobody",
        "11.01,geography,bulan,,2024,redaksi",         "11.01,population,1,,2024",
    };
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_import done = {0};
    size_t before = file(&a).len;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t found = diags.errors;
        const char *text = lb_arena_printf(&a, HEAD "11.02,population,5,,2024,dukcapil_2024\n%s\n", bad[i]).data;
        assert_int_equal(import(text, false, &done), LB_INVALID);
        assert_true(diags.errors > found);
        assert_int_equal(diags.items[diags.count - 1].line, 3);
        assert_int_equal(file(&a).len, before);
    }
    assert_int_equal(import("code;key\n", false, &done), LB_INVALID);
    lb_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_new_figures_are_added_once, make_library, drop_library),
        cmocka_unit_test_setup_teardown(test_a_bad_line_is_named_and_nothing_is_written, make_library, drop_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
