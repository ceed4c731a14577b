/* A file taken apart: front matter and body, with the places of the file. */
#include "unit.h"

#include <stdlib.h>

#include "base/limits.h"
#include "indexer/front.h"

static enum lb_status split(lb_slice text, struct lb_front *f, char message[200])
{
    struct lb_diags diags;
    lb_diags_init(&diags);
    struct lb_source s = {.path = LB_S("a.md"), .text = text, .diags = &diags};
    enum lb_status st = lb_front_split(&s, f);
    assert_int_equal(diags.count, st != LB_OK);
    message[0] = '\0';
    if (st)
        snprintf(message, 200, "%s %u: %s", diags.items[0].code, diags.items[0].line, diags.items[0].message.in[LB_LANG_EN].data);
    lb_diags_free(&diags);
    return st;
}

static void test_front__ends_at_the_second_fence(void **state)
{
    (void)state;
    struct lb_front f;
    char m[200];
    assert_int_equal(split(LB_S("---\ntitle: x\nstate: draft\n--- \n\n## A\n---\nb\n"), &f, m), LB_OK);
    assert_true(lb_slice_eq(f.yaml, LB_S("title: x\nstate: draft\n")));
    assert_true(lb_slice_eq(f.body, LB_S("\n## A\n---\nb\n")));
    assert_int_equal(f.yaml_line, 2);
    assert_int_equal(f.body_line, 5);
}

static void test_front__may_be_empty_and_have_no_body(void **state)
{
    (void)state;
    struct lb_front f;
    char m[200];
    assert_int_equal(split(LB_S("---\n---"), &f, m), LB_OK);
    assert_int_equal(f.yaml.len, 0);
    assert_int_equal(f.body.len, 0);
    assert_int_equal(f.body_line, 3);
}

static void test_front__faults_are_told_with_their_line(void **state)
{
    (void)state;
    struct lb_front f = {.yaml_line = 77};
    char m[200];
    assert_int_equal(split(LB_S("title: x\n"), &f, m), LB_INVALID);
    assert_string_equal(m, "E002 1: the file does not begin with '---'");
    assert_int_equal(split(LB_S("\n---\ntitle: x\n---\n"), &f, m), LB_INVALID);
    assert_int_equal(split(LB_EMPTY, &f, m), LB_INVALID);
    assert_string_equal(m, "E002 1: the file is empty");
    assert_int_equal(split(LB_S("---\ntitle: x\n----\n"), &f, m), LB_INVALID);
    assert_string_equal(m, "E002 1: the front matter that begins here is never closed");
    assert_int_equal(split(LB_S("---\ntitle: x\n---\r\n"), &f, m), LB_INVALID);
    assert_string_equal(m, "E001 3: the file has a carriage return (CR) that ends no line here (U+000D)");
    assert_int_equal(f.yaml_line, 77);
}

static void test_front__sizes_are_limited_before_anything_is_parsed(void **state)
{
    (void)state;
    struct lb_front f;
    char m[200];
    char *big = malloc(LB_MAX_CASE_FILE + 1);
    memset(big, 'x', LB_MAX_CASE_FILE + 1);
    assert_int_equal(split(lb_slice_from(big, LB_MAX_CASE_FILE + 1), &f, m), LB_LIMIT);
    memcpy(big, "---\n---\n", 8);
    assert_int_equal(split(lb_slice_from(big, LB_MAX_BODY + 8), &f, m), LB_OK);
    assert_int_equal(split(lb_slice_from(big, LB_MAX_BODY + 9), &f, m), LB_LIMIT);
    memset(big, 'x', LB_MAX_CASE_FILE);
    memcpy(big, "---\n", 4);
    memcpy(big + 4 + LB_MAX_FRONT_MATTER, "\n---\n", 5);
    assert_int_equal(split(lb_slice_from(big, LB_MAX_FRONT_MATTER + 20), &f, m), LB_LIMIT);
    free(big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_front__ends_at_the_second_fence),
        cmocka_unit_test(test_front__may_be_empty_and_have_no_body),
        cmocka_unit_test(test_front__faults_are_told_with_their_line),
        cmocka_unit_test(test_front__sizes_are_limited_before_anything_is_parsed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
