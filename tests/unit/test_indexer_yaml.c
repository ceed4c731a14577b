/* YAML as authors write it, and as nobody should: places, refusals, limits, hostile input. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "indexer/text_check.h"
#include "indexer/yaml.h"

struct got {
    struct lb_arena arena;
    struct lb_diags diags;
    struct lb_source source;
    struct lb_value *value;
    enum lb_status status;
};

static void parse(struct got *g, lb_slice text)
{
    *g = (struct got){.arena = LB_ARENA_INIT};
    lb_diags_init(&g->diags);
    g->source = (struct lb_source){.path = LB_S("a.md"), .text = text, .diags = &g->diags};
    g->status = lb_text_check(&g->source);
    if (!g->status)
        g->status = lb_yaml_parse(&g->source, text, 1, &lb_yaml_front, &g->arena, &g->value);
}

static void done(struct got *g)
{
    lb_arena_free(&g->arena);
    lb_diags_free(&g->diags);
}

/* The first diagnostic of `text` has this code at this place. */
static void assert_refused(const char *text, const char *code, unsigned line, unsigned column)
{
    struct got g;
    parse(&g, lb_slice_of(text));
    if (!g.diags.count)
        fail_msg("accepted: %s", text);
    struct lb_diag *d = &g.diags.items[0];
    if (strcmp(d->code, code) || d->line != line || d->column != column)
        fail_msg("%s\ngave %s at %u:%u (%.*s), not %s at %u:%u", text, d->code, d->line, d->column, LB_ARG(d->message.in[LB_LANG_EN]),
                 code, line, column);
    if (strcmp(code, "E006") != 0)
        assert_true(d->hint.in[LB_LANG_EN].len > 0);
    done(&g);
}

static void test_yaml__scalars_stay_what_the_author_wrote(void **state)
{
    (void)state;
    struct got g;
    parse(&g, LB_S("a: no\nb: 1.10\nc: 2024-01-01\nd: \"5.01\"\ne: |\n  dua\n  baris\nf: >-\n  satu\n  baris\ng:\n"));
    assert_int_equal(g.status, LB_OK);
    assert_string_equal(lb_value_str(g.value, "a").data, "no");
    assert_string_equal(lb_value_str(g.value, "b").data, "1.10");
    assert_true(lb_value_get(g.value, "b")->is_plain);
    assert_string_equal(lb_value_str(g.value, "c").data, "2024-01-01");
    assert_false(lb_value_get(g.value, "d")->is_plain);
    assert_string_equal(lb_value_str(g.value, "e").data, "dua\nbaris\n");
    assert_string_equal(lb_value_str(g.value, "f").data, "satu baris");
    assert_int_equal(lb_value_str(g.value, "g").len, 0);
    done(&g);
}

static void test_yaml__everything_has_its_place_in_characters(void **state)
{
    (void)state;
    struct got g;
    parse(&g, LB_S("judul: Kâmpung\nlist: [é, b]\nmap:\n  - kode: x\n"));
    assert_int_equal(g.status, LB_OK);
    const struct lb_value *list = lb_value_get(g.value, "list"), *map = lb_value_get(g.value, "map");
    assert_int_equal(list->items[1]->line, 2);
    assert_int_equal(list->items[1]->column, 11);
    assert_int_equal(map->items[0]->members[0].line, 4);
    assert_int_equal(map->items[0]->members[0].column, 5);
    assert_int_equal(lb_value_get(map->items[0], "kode")->column, 11);
    done(&g);
}

static void test_yaml__a_key_written_twice_names_both_lines(void **state)
{
    (void)state;
    struct got g;
    parse(&g, LB_S("a: 1\nb: 2\na: 3\n"));
    assert_int_equal(g.status, LB_OK);
    assert_int_equal(g.source.errors, 1);
    assert_int_equal(g.diags.items[0].line, 3);
    assert_non_null(strstr(g.diags.items[0].message.in[LB_LANG_EN].data, "line 1"));
    assert_int_equal(g.value->count, 2);
    assert_string_equal(lb_value_str(g.value, "a").data, "1");
    done(&g);
}

static void test_yaml__refuses_what_front_matter_does_not_need(void **state)
{
    (void)state;
    assert_refused("a: &x 1\n", "E004", 1, 4);
    assert_refused("b: *x\n", "E004", 1, 4);
    assert_refused("a: !!str 1\n", "E004", 1, 4);
    assert_refused("a: !x 1\n", "E004", 1, 4);
    assert_refused("a: 1\n--- \nb: 2\n", "E004", 2, 1);
    assert_refused("%YAML 1.1\n---\na: 1\n", "E004", 1, 1);
    assert_refused("? [a, b]\n: 1\n", "E004", 1, 3);
}

static void test_yaml__syntax_errors_say_how_to_mend_them(void **state)
{
    (void)state;
    assert_refused("title: E-Planning: usulan warga\n", "E003", 1, 18);
    assert_refused("a: 1\n\tb: 2\n", "E003", 2, 1);
    assert_refused("a: \"abc\nb: 2\n", "E003", 1, 4);
    assert_refused("a: [1, 2\nb: 3\n", "E003", 1, 4);
    assert_refused("a: @x\n", "E003", 1, 4);
    assert_refused("a: 1\nteks tanpa titik dua\nb: 2\n", "E003", 2, 1);
    assert_refused("a: 1\nb:2\n# what b means\nc: 3\n", "E003", 2, 1);
    assert_refused("# x\na: \"abc\nb: [\"2.11\"]\nc: 3\n", "E003", 2, 4); /* not where the next quotation mark stands */
    assert_refused("a:\n  - \"abc\nb: \"2\"\n", "E003", 2, 5);
    assert_refused("a: 'Jum'at'\n", "E003", 1, 9);
    assert_refused("a:\n  - x\n y: 2\n", "E003", 3, 2);
    assert_refused("a: \"\\q\"\n", "E003", 1, 5);
}

static void test_yaml__refuses_unclean_bytes(void **state)
{
    (void)state;
    assert_refused("a: 1\r\nb: 2\r\n", "E001", 1, 5);
    assert_refused("\xEF\xBB\xBF""a: 1\n", "E001", 1, 1);
    assert_refused("a: x\xE2\x80\xAEy\n", "E001", 1, 5);
    assert_refused("a: \xff\n", "E001", 1, 4);
    assert_refused("a: x\xE2\x80\xA8y\n", "E001", 1, 5);
    assert_refused("\xff\xfe""a", "E001", 1, 1);
    assert_refused("a: \"x\\u202ey\"\n", "E001", 1, 4);
    assert_refused("a: \"x\\0y\"\n", "E001", 1, 4);
    struct got g;
    parse(&g, lb_slice_from("a: x\0y\n", 7));
    assert_int_equal(g.status, LB_INVALID);
    done(&g);
}

static void test_yaml__limits_are_told(void **state)
{
    (void)state;
    char text[LB_MAX_FRONT_MATTER + 16] = "a: ";
    memset(text + 3, '[', 40);
    assert_refused(text, "E006", 1, 35);
    size_t n = 0;
    for (int i = 0; i <= LB_MAX_YAML_NODES; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "- a\n");
    assert_refused(text, "E006", LB_MAX_YAML_NODES, 3);
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_refused(text, "E006", 1, 1);
}

static void test_yaml__an_empty_text_is_an_empty_map(void **state)
{
    (void)state;
    struct got g;
    parse(&g, LB_S("# nothing\n"));
    assert_int_equal(g.status, LB_OK);
    assert_int_equal(g.value->kind, LB_VALUE_MAP);
    assert_int_equal(g.value->count, 0);
    done(&g);
}

static void test_yaml__becomes_json_and_back(void **state)
{
    (void)state;
    struct got g;
    parse(&g, LB_S("a: [x, {b: \"y\"}]\nc: z\n"));
    struct lb_json *j = lb_value_to_json(g.value);
    struct lb_str out = LB_STR_INIT(1000);
    lb_json_print(j, false, false, &out);
    assert_string_equal(out.data, "{\"a\":[\"x\",{\"b\":\"y\"}],\"c\":\"z\"}");
    assert_true(lb_value_equal(lb_value_from_json(&g.arena, j), g.value));
    lb_str_free(&out);
    lb_json_free(j);
    done(&g);
}

static void test_yaml__numbers_are_json_numbers(void **state)
{
    (void)state;
    static const struct { const char *text; bool ok, whole; double value; } rows[] = {
        {"0", true, true, 0}, {"-12", true, true, -12}, {"1.50", true, false, 1.5}, {"2.0", true, true, 2},
        {"1e3", true, true, 1000}, {"007", false, false, 0}, {"1.000.000", false, false, 0}, {"1,5", false, false, 0},
        {"+1", false, false, 0}, {".5", false, false, 0}, {"1.", false, false, 0}, {"0x10", false, false, 0},
        {"", false, false, 0}, {"-", false, false, 0}, {"1e999", false, false, 0}, {"nan", false, false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool whole = false;
        int64_t n = 0;
        double x = 0;
        if (lb_number_parse(lb_slice_of(rows[i].text), &whole, &n, &x) != rows[i].ok)
            fail_msg("%s", rows[i].text);
        if (rows[i].ok) {
            assert_int_equal(whole, rows[i].whole);
            assert_true(x == rows[i].value);
        }
    }
}

/* Nothing an author can write within the limits may hold a build up. */
static void test_yaml__hostile_texts_take_no_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[",      "{",       "- ",    "? ",     "a: ",        "- - ",  "\"\\x41", "'' ",    "&a ",
                                         "!!x ",   "*a ",     "|\n ",  ">-\n  ", "#",          "a: b\n", "a:\n ",   "%TAG ",  "---\n",
                                         "...\n",  "[a: b, ", "{a, ",  "\n\n",   "\xC3\xA9",    "a: \"",  ": ",      "x\n  ",  "[[],"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char text[LB_MAX_FRONT_MATTER];
        size_t n = 0, len = strlen(pieces[i]);
        while (n + len < sizeof text) {
            memcpy(text + n, pieces[i], len);
            n += len;
        }
        struct got g;
        clock_t start = clock();
        parse(&g, lb_slice_from(text, n));
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 1.0)
            fail_msg("%s repeated takes %.1f s", pieces[i], seconds);
        done(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yaml__scalars_stay_what_the_author_wrote),
        cmocka_unit_test(test_yaml__everything_has_its_place_in_characters),
        cmocka_unit_test(test_yaml__a_key_written_twice_names_both_lines),
        cmocka_unit_test(test_yaml__refuses_what_front_matter_does_not_need),
        cmocka_unit_test(test_yaml__syntax_errors_say_how_to_mend_them),
        cmocka_unit_test(test_yaml__refuses_unclean_bytes),
        cmocka_unit_test(test_yaml__limits_are_told),
        cmocka_unit_test(test_yaml__hostile_texts_take_no_time),
        cmocka_unit_test(test_yaml__an_empty_text_is_an_empty_map),
        cmocka_unit_test(test_yaml__becomes_json_and_back),
        cmocka_unit_test(test_yaml__numbers_are_json_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
