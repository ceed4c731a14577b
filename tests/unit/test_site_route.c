/* The route table itself: complete in both languages, without two rows for one address. */
#include "unit.h"
#include "site/links.h"
#include "site/route.h"

static void test_route__every_row_is_found_by_its_own_address(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    for (const struct lb_route *r = lb_routes; r->name; r++) {
        for (int i = 0; i < 2; i++) {
            const char *lang;
            lb_slice args[2], given[2] = {LB_S("x-1"), LB_S("y-2")}, path = lb_route_path(&a, r, i ? "en" : "id", given);
            const struct lb_route *found = lb_route_match(path, &lang, args);
            if (found != r)
                fail_msg("%s is found as %s", r->name, found ? found->name : "nothing");
            assert_string_equal(lang, i && r->path_en ? "en" : "id");
            bool takes = strstr(r->path_id, "{}") != NULL;
            assert_true(lb_slice_eq(args[0], takes ? given[0] : LB_EMPTY));
            assert_true(lb_slice_eq(args[1], takes && strstr(strstr(r->path_id, "{}") + 2, "{}") ? given[1] : LB_EMPTY));
        }
        assert_ptr_equal(lb_route_named(r->name), r);
        assert_non_null(r->page);
    }
    lb_arena_free(&a);
}

static void test_route__english_stands_under_en_and_nothing_else_does(void **state)
{
    (void)state;
    for (const struct lb_route *r = lb_routes; r->name; r++) {
        assert_true(strncmp(r->path_id, "/en/", 4) != 0);
        if (r->path_en) {
            assert_int_equal(strncmp(r->path_en, "/en/", 4), 0);
            assert_int_equal(!strstr(r->path_id, "{}"), !strstr(r->path_en, "{}"));
        }
    }
}

static void test_route__every_browsable_field_has_its_two_pages(void **state)
{
    (void)state;
    for (int f = 0; f < LB_FIELD_COUNT; f++) {
        bool has = lb_fields[f].flags & LB_BROWSE;
        assert_int_equal(has, lb_route_of_field((enum lb_field)f, false) != NULL);
        assert_int_equal(has, lb_route_of_field((enum lb_field)f, true) != NULL);
    }
    assert_null(lb_route_of_field(LB_FIELD_COUNT, true));
}

static void test_params__no_word_means_two_things(void **state)
{
    (void)state;
    static const char *const others[] = {"q",    "exact", "explain",  "from",    "to",     "order",
                                         "me",   "me_pop", "me_area", "me_level", "letter", "all", "page"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *words[] = {others[i], lb_param_word(others[i], "id"), lb_param_word(others[i], "en")};
        for (int k = 0; k < 3; k++) {
            assert_non_null(words[k]);
            assert_int_equal(lb_field_find(lb_slice_of(words[k])), LB_FIELD_COUNT);
            for (size_t j = 0; j < i; j++)
                for (int l = 0; l < 2; l++)
                    assert_string_not_equal(words[k], lb_param_word(others[j], l ? "en" : "id"));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_route__every_row_is_found_by_its_own_address),
        cmocka_unit_test(test_route__english_stands_under_en_and_nothing_else_does),
        cmocka_unit_test(test_route__every_browsable_field_has_its_two_pages),
        cmocka_unit_test(test_params__no_word_means_two_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
