/* The validator: the official draft-07 suite (Debian's json-schema-test-suite), and what is ours: text that the schema
 * types, vocabularies, what is told about a fault. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fs.h"
#include "indexer/schema.h"
#include "indexer/yaml.h"

#define SUITE "/usr/share/json-schema-test-suite"

/* What of the suite is left out, and why. A group or test is named by the beginning of its description. */
static const struct {
    const char *file, *group, *why;
} left_out[] = {
    {"definitions.json", "",
     "needs the meta-schema as a remote document; schemas of a library are checked by their use"},
    {"ref.json", "remote ref, containing refs itself", "the same"},
};

static bool is_left_out(const char *file, lb_slice group)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (!strcmp(left_out[i].file, file) && lb_slice_starts(group, lb_slice_of(left_out[i].group)))
            return true;
    return false;
}

static struct lb_json *read_json(struct lb_arena *a, const char *path)
{
    lb_slice text;
    struct lb_err e;
    struct lb_json *j = NULL;
    assert_int_equal(lb_fs_read(a, path, 1 << 20, &text, &e), LB_OK);
    /* our JSON reader refuses NUL, which no text from outside may hold; another control character serves the tests */
    for (char *p; (p = strstr(text.data, "\\u0000"));)
        p[5] = '1';
    if (lb_json_parse(text, &j, &e))
        fail_msg("%s: %s", path, e.msg);
    return j;
}

static void add_remotes(struct lb_arena *a, struct lb_schemas *s)
{
    static const char *const names[] = {"integer.json", "name.json", "subSchemas.json", "folder/folderInteger.json"};
    for (size_t i = 0; i < 4; i++) {
        struct lb_json *j = read_json(a, lb_arena_printf(a, SUITE "/remotes/%s", names[i]).data);
        lb_schemas_add(s, lb_arena_printf(a, "http://localhost:1234/%s", names[i]), j);
        lb_json_free(j);
    }
}

static void run_group(struct lb_arena *a, const char *file, const struct lb_json *group, unsigned *passed,
                      unsigned *failed)
{
    struct lb_schemas *all = lb_schemas_new(NULL, NULL);
    const struct lb_schema *schema = NULL;
    struct lb_err e = {.msg = ""};
    add_remotes(a, all);
    lb_schemas_add(all, LB_S("test.json"), lb_json_get(group, "schema"));
    enum lb_status st = lb_schemas_compile(all, LB_S("test.json"), &schema, &e);
    const struct lb_json *tests = lb_json_get(group, "tests");
    for (size_t i = 0; i < lb_json_size(tests); i++) {
        const struct lb_json *t = lb_json_at(tests, i);
        bool want = lb_json_bool_of(t, "valid");
        bool got = !st && lb_schema_check(schema, lb_value_from_json(a, lb_json_get(t, "data")), NULL, NULL);
        if (!st && got == want) {
            (*passed)++;
            continue;
        }
        (*failed)++;
        print_error("%s: %s: %s: %s\n", file, lb_json_str(group, "description").data,
                    lb_json_str(t, "description").data, st ? e.msg : want ? "refused" : "accepted");
    }
    lb_schemas_free(all);
}

static void test_schema__passes_the_official_suite(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    unsigned passed = 0, failed = 0, skipped = 0;
    lb_slice *names;
    size_t count;
    struct lb_err e;
    if (!lb_fs_is_dir(SUITE "/tests/draft7"))
        fail_msg("install json-schema-test-suite");
    assert_int_equal(lb_fs_list(&a, SUITE "/tests/draft7", &names, &count, &e), LB_OK);
    for (size_t i = 0; i < count; i++) {
        if (!lb_slice_ends(names[i], LB_S(".json")))
            continue; /* optional/: bignum, content, regex flavour, formats; all optional by the draft */
        struct lb_json *groups =
            read_json(&a, lb_arena_printf(&a, SUITE "/tests/draft7/%" LB_PRI, LB_ARG(names[i])).data);
        for (size_t k = 0; k < lb_json_size(groups); k++) {
            const struct lb_json *g = lb_json_at(groups, k);
            if (is_left_out(names[i].data, lb_json_str(g, "description")))
                skipped += (unsigned)lb_json_size(lb_json_get(g, "tests"));
            else
                run_group(&a, names[i].data, g, &passed, &failed);
        }
        lb_json_free(groups);
    }
    print_message("draft-07 suite: %u passed, %u failed, %u left out\n", passed, failed, skipped);
    assert_int_equal(failed, 0);
    assert_true(passed > 400);
    assert_true(skipped <= 4);
    lb_arena_free(&a);
}

/* ---- ours */

struct seen {
    enum lb_schema_fault faults[16];
    char text[16][128];
    size_t count;
};

static void note(void *self, const struct lb_schema_error *e)
{
    struct seen *s = self;
    assert_true(s->count < 16);
    s->faults[s->count] = e->fault;
    snprintf(s->text[s->count++], 128, "%u:%u %s %.*s %s", e->line, e->column, e->path,
             e->name_count ? (int)e->names[0].len : 0, e->name_count ? e->names[0].data : "",
             e->because ? e->because->in[LB_LANG_EN].data : "");
}

static bool has_code(const void *self, lb_slice name, lb_slice code)
{
    (void)self;
    return lb_slice_eq(name, LB_S("affairs")) && lb_slice_eq(code, LB_S("5.01"));
}

static bool check_yaml(struct lb_arena *a, const char *schema, const char *yaml, struct lb_value **value,
                       struct seen *seen)
{
    struct lb_json *j = NULL;
    struct lb_diags diags;
    const struct lb_schema *compiled;
    struct lb_err e;
    lb_diags_init(&diags);
    struct lb_source source = {.path = LB_S("x.yml"), .text = lb_slice_of(yaml), .diags = &diags};
    assert_int_equal(lb_json_parse(lb_slice_of(schema), &j, &e), LB_OK);
    struct lb_schemas *all = lb_schemas_new(has_code, NULL);
    lb_schemas_add(all, LB_S("s"), j);
    lb_json_free(j);
    assert_int_equal(lb_schemas_compile(all, LB_S("s"), &compiled, &e), LB_OK);
    assert_int_equal(lb_yaml_parse(&source, source.text, 1, &lb_yaml_front, a, value), LB_OK);
    memset(seen, 0, sizeof *seen);
    bool ok = lb_schema_check(compiled, *value, note, seen);
    lb_schemas_free(all);
    lb_diags_free(&diags);
    return ok;
}

static void test_schema__types_text_as_the_schema_asks(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_value *v;
    struct seen seen;
    const char *schema =
        "{\"properties\": {\"year\": {\"type\": \"integer\"}, \"date\": {\"type\": [\"string\", \"integer\"]},"
        "\"value\": {\"type\": [\"number\", \"string\"]}, \"quoted\": {\"type\": [\"number\", \"string\"]},"
        "\"only\": {\"type\": \"integer\"}, \"flag\": {\"type\": \"boolean\"}, \"free\": {}}}";
    assert_true(check_yaml(&a, schema,
                           "year: 2019\ndate: 2019\nvalue: 13.5\nquoted: \"139\"\nonly: \"7\"\nflag: true\nfree: 1\n",
                           &v, &seen));
    assert_int_equal(lb_value_get(v, "year")->kind, LB_VALUE_INT);
    assert_int_equal(lb_value_get(v, "year")->integer, 2019);
    assert_int_equal(lb_value_get(v, "date")->kind, LB_VALUE_STRING);
    assert_int_equal(lb_value_get(v, "value")->kind, LB_VALUE_REAL);
    assert_int_equal(lb_value_get(v, "quoted")->kind, LB_VALUE_STRING);
    assert_int_equal(lb_value_get(v, "only")->kind, LB_VALUE_INT);
    assert_int_equal(lb_value_get(v, "flag")->kind, LB_VALUE_BOOL);
    assert_int_equal(lb_value_get(v, "free")->kind, LB_VALUE_TEXT);
    assert_true(check_yaml(&a, schema, "value: sekitar 40\n", &v, &seen));
    assert_int_equal(lb_value_get(v, "value")->kind, LB_VALUE_STRING);
    assert_false(check_yaml(&a, schema, "year: 1.000\n", &v, &seen) && lb_value_get(v, "year")->integer != 1);
    assert_false(check_yaml(&a, schema, "year: dua ribu\n", &v, &seen));
    assert_int_equal(seen.faults[0], LB_FAULT_TYPE);
    lb_arena_free(&a);
}

static void test_schema__a_code_comes_from_the_vocabulary_not_the_enum(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_value *v;
    struct seen seen;
    const char *schema = "{\"properties\": {\"affairs\": {\"type\": \"array\", \"items\": {\"type\": \"string\", "
                         "\"x-vocab\": \"affairs\", \"enum\": [\"5.1\"]}}}}";
    assert_true(check_yaml(&a, schema, "affairs: [\"5.01\"]\n", &v, &seen));
    assert_false(check_yaml(&a, schema, "affairs:\n  - \"5.01\"\n  - 5.1\n", &v, &seen));
    assert_int_equal(seen.faults[0], LB_FAULT_CODE);
    assert_string_equal(seen.text[0], "3:5 affairs[1]  ");
    lb_arena_free(&a);
}

static void test_schema__says_where_and_why_a_field_is_missing(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_value *v;
    struct seen seen;
    const char *schema = "{\"allOf\": [{\"if\": {\"properties\": {\"state\": {\"const\": \"published\"}}}, "
                         "\"then\": {\"required\": [\"title\"]}}], \"additionalProperties\": false,"
                         "\"properties\": {\"state\": {\"type\": \"string\"}, \"title\": {\"type\": \"string\"}}}";
    assert_true(check_yaml(&a, schema, "state: draft\n", &v, &seen));
    assert_false(check_yaml(&a, schema, "state: published\nx: 1\n", &v, &seen));
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.faults[0], LB_FAULT_UNKNOWN);
    assert_string_equal(seen.text[0], "2:1  x ");
    assert_int_equal(seen.faults[1], LB_FAULT_MISSING);
    assert_string_equal(seen.text[1], "1:1  title state is 'published'");
    lb_arena_free(&a);
}

static void test_schema__a_field_without_value_is_empty_not_of_another_type(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_value *v;
    struct seen seen;
    assert_false(check_yaml(&a, "{\"properties\": {\"affairs\": {\"type\": \"array\"}}}", "affairs:\n", &v, &seen));
    assert_int_equal(seen.faults[0], LB_FAULT_EMPTY);
    lb_arena_free(&a);
}

static void test_schema__refuses_schemas_that_lead_nowhere(void **state)
{
    (void)state;
    static const char *const schemas[] = {"{\"$ref\": \"#/definitions/x\"}", "{\"$ref\": \"other.json\"}",
                                          "{\"pattern\": \"(\"}", "{\"type\": \"text\"}",
                                          "{\"properties\": {\"a\": 1}}"};
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        struct lb_json *j = NULL;
        const struct lb_schema *compiled;
        struct lb_err e;
        assert_int_equal(lb_json_parse(lb_slice_of(schemas[i]), &j, &e), LB_OK);
        struct lb_schemas *all = lb_schemas_new(NULL, NULL);
        lb_schemas_add(all, LB_S("s"), j);
        lb_json_free(j);
        assert_int_equal(lb_schemas_compile(all, LB_S("s"), &compiled, &e), LB_INVALID);
        assert_int_equal(lb_schemas_compile(all, LB_S("t"), &compiled, &e), LB_NOT_FOUND);
        lb_schemas_free(all);
    }
}

static void test_schema__a_reference_to_itself_ends(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_value *v;
    struct seen seen;
    assert_false(check_yaml(&a, "{\"allOf\": [{\"$ref\": \"#\"}]}", "a: 1\n", &v, &seen));
    lb_arena_free(&a);
}

static void test_schema__a_hostile_text_cannot_hang_a_pattern(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_value *v;
    struct seen seen;
    char yaml[60000] = "a: ";
    memset(yaml + 3, 'x', sizeof yaml - 5);
    yaml[sizeof yaml - 2] = '!';
    assert_false(check_yaml(&a, "{\"properties\": {\"a\": {\"pattern\": \"^(x+x+)+y$\"}}}", yaml, &v, &seen));
    lb_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schema__passes_the_official_suite),
        cmocka_unit_test(test_schema__types_text_as_the_schema_asks),
        cmocka_unit_test(test_schema__a_code_comes_from_the_vocabulary_not_the_enum),
        cmocka_unit_test(test_schema__says_where_and_why_a_field_is_missing),
        cmocka_unit_test(test_schema__a_field_without_value_is_empty_not_of_another_type),
        cmocka_unit_test(test_schema__refuses_schemas_that_lead_nowhere),
        cmocka_unit_test(test_schema__a_reference_to_itself_ends),
        cmocka_unit_test(test_schema__a_hostile_text_cannot_hang_a_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
