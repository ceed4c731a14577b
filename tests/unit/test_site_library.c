/* Notes of a snapshot as the site sees them: labels in either language, and nothing that fails on what is missing. */
#include "unit.h"
#include "snapshot.h"

#include "site/library.h"

static const struct test_note notes[] = {
    {"library", "{\"title\":{\"id\":\"Pustaka\",\"en\":\"Library\"},\"publisher\":\"Dinas\"}"},
    {"vocab", "{\"themes\":{\"terms\":[{\"code\":\"air\",\"label\":{\"id\":\"Air\",\"en\":\"Water\"}},"
              "{\"code\":\"hutan\",\"label\":{\"id\":\"Hutan\"}}]}}"},
    {"regions", "{\"61.71\":{\"name\":\"Kota Pontianak\",\"level\":\"kota\",\"parent\":\"61\"}}"},
    {"cases:00", "[{\"id\":\"a-case\"},{\"id\":\"b-case\"}]"},
    {"diagnostics", "not json"},
    {NULL, NULL},
};

static struct lb_snapshot *snapshot;
static struct lb_library *library;
static char *state;

static int setup(void **unused)
{
    (void)unused;
    struct lb_err e = {0};
    state = test_state();
    if (test_snapshot(state, "", notes, &e) != LB_OK || lb_snapshot_open(state, &snapshot, &e) != LB_OK ||
        lb_library_open(snapshot, &library, &e) != LB_OK) {
        fprintf(stderr, "%s\n", e.msg);
        return -1;
    }
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    lb_library_free(library);
    lb_snapshot_drop(snapshot);
    (void)!lb_fs_remove(state, NULL);
    free(state);
    return 0;
}

static void is(lb_slice got, const char *expected)
{
    if (!lb_slice_eq(got, lb_slice_of(expected)))
        fail_msg("'%" LB_PRI "' is not '%s'", LB_ARG(got), expected);
}

static void test_library__labels_are_in_the_language_or_the_other(void **unused)
{
    (void)unused;
    is(lb_library_label(library, "themes", LB_S("air"), "id"), "Air");
    is(lb_library_label(library, "themes", LB_S("air"), "en"), "Water");
    is(lb_library_label(library, "themes", LB_S("hutan"), "en"), "Hutan");
    is(lb_library_label(library, "regions", LB_S("61.71"), "en"), "Kota Pontianak");
    is(lb_library_text(lb_json_get(lb_library_note(library, "library"), "publisher"), "en"), "Dinas");
}

static void test_library__values_are_ordered_by_name(void **unused)
{
    (void)unused;
    struct lb_facet_count values[] = {{.code = LB_S("a"), .label = LB_S("Zebra")}, {.code = LB_S("b"), .label = LB_S("\u00c1pel")},
                                      {.code = LB_S("c"), .label = LB_S("apel")}, {.code = LB_S("mangga")}};
    struct lb_facet_result r = {LB_FIELD_AWARD, values, 4};
    static const uint32_t by_name[] = {2, 1, 3, 0};
    const uint32_t *order = lb_library_order(library, "id", &r);
    assert_memory_equal(order, by_name, sizeof by_name);
    assert_ptr_equal(lb_library_order(library, "id", &r), order);
    assert_memory_equal(lb_library_order(library, "en", &r), by_name, sizeof by_name);
}

static void test_library__what_is_unknown_is_its_own_label(void **unused)
{
    (void)unused;
    char large[1000];
    memset(large, 'x', sizeof large);
    is(lb_library_label(library, "themes", LB_S("zzz"), "id"), "zzz");
    is(lb_library_label(library, "nothing", LB_S("zzz"), "id"), "zzz");
    is(lb_library_label(library, NULL, LB_S("2019"), "id"), "2019");
    is(lb_library_label(library, "regions", LB_S("99"), "id"), "99");
    assert_null(lb_library_term(library, "themes", LB_EMPTY));
    assert_null(lb_library_term(library, "themes", lb_slice_from(large, sizeof large)));
    assert_null(lb_library_term(library, "themes", lb_slice_from("air\0", 4)));
    assert_null(lb_library_note(library, "no such note"));
    assert_null(lb_library_note(library, "tiles"));
    assert_null(lb_library_note(NULL, "vocab"));
}

static void test_library__large_notes_are_read_on_demand(void **unused)
{
    (void)unused;
    assert_int_equal(lb_json_size(lb_library_note(library, "cases")), 2);
    assert_ptr_equal(lb_library_note(library, "cases"), lb_library_note(library, "cases"));
    assert_null(lb_library_note(library, "diagnostics")); /* broken: as if it were not there */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_library__labels_are_in_the_language_or_the_other),
        cmocka_unit_test(test_library__values_are_ordered_by_name),
        cmocka_unit_test(test_library__what_is_unknown_is_its_own_label),
        cmocka_unit_test(test_library__large_notes_are_read_on_demand),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
