/* The words of the interface: every Indonesian text in templates and code has an English one, none is left over. */
#include "unit.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/resource.h"
#include "base/str.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

extern const struct lb_resource site_templates[], site_words[];

static struct lb_json *english; /* the words file */
static struct lb_json *used;    /* {text: where} */

static void note(lb_slice text, const char *where)
{
    char key[2048];
    assert_true(text.len < sizeof key);
    memcpy(key, text.data, text.len);
    key[text.len] = 0;
    lb_json_set_str(used, key, lb_slice_of(where));
}

/* The next C string literal at or after `at`, unescaped into out; false when there is none before `end`. */
static bool literal(const char **at, const char *end, struct lb_str *out)
{
    const char *p = memchr(*at, '"', (size_t)(end - *at));
    lb_str_clear(out);
    if (!p)
        return false;
    for (p++; p < end && *p != '"'; p++)
        lb_str_addc(out, *p == '\\' && p + 1 < end ? *++p : *p);
    *at = p + 1;
    return p < end;
}

/* Texts given to a word function as a literal: lb_word(p->words, "..."), LB_SAY(p, "..."), LB_WORD("..."). */
static void collect_calls(lb_slice text, const char *call, const char *where)
{
    struct lb_str word = LB_STR_INIT(4096);
    const char *p = text.data, *end = text.data + text.len;
    while ((p = memmem(p, (size_t)(end - p), call, strlen(call)))) {
        p += strlen(call);
        const char *close = p;
        for (int depth = 1; close < end && depth; close++) /* up to a string or the end of the call */
            if (*close == '"')
                break;
            else
                depth += (*close == '(') - (*close == ')');
        if (close < end && *close == '"' && literal(&close, end, &word))
            note(lb_str_slice(&word), where);
    }
    lb_str_free(&word);
}

/* Sentences the store sends to the page: LB_S("Frasa ..."). */
static void collect_notices(lb_slice text, const char *where)
{
    struct lb_str word = LB_STR_INIT(4096);
    const char *p = text.data, *end = text.data + text.len;
    while ((p = memmem(p, (size_t)(end - p), "LB_S(\"", 6))) {
        p += 5;
        if (literal(&p, end, &word) && word.len > 20 && word.data[0] >= 'A' && word.data[0] <= 'Z' &&
            word.data[word.len - 1] == '.')
            note(lb_str_slice(&word), where);
    }
    lb_str_free(&word);
}

static void each_file(const char *pattern, void (*visit)(lb_slice, const char *))
{
    glob_t g;
    assert_int_equal(glob(pattern, 0, NULL, &g), 0);
    for (size_t i = 0; i < g.gl_pathc; i++) {
        struct lb_arena a = LB_ARENA_INIT;
        struct lb_err e = {0};
        lb_slice text;
        assert_int_equal(lb_fs_read(&a, g.gl_pathv[i], 4 << 20, &text, &e), LB_OK);
        visit(text, g.gl_pathv[i]);
        lb_arena_free(&a);
    }
    globfree(&g);
}

static void visit_site(lb_slice text, const char *where)
{
    static const char *const calls[] = {"lb_word(", "lb_word_n(", "lb_model_word(", "lb_model_count(", "LB_SAY(", "LB_WORD("};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        collect_calls(text, calls[i], where);
}

static int setup(void **s)
{
    (void)s;
    struct lb_err e = {0};
    if (lb_json_parse(lb_resource_find(site_words, "en.json"), &english, &e) != LB_OK) {
        fprintf(stderr, "en.json: %s\n", e.msg);
        return 1;
    }
    used = lb_json_object();
    for (const struct lb_resource *r = site_templates; r->name; r++) {
        const char *p = (const char *)r->data, *open, *close;
        while ((open = strstr(p, "[[")) && (close = strstr(open, "]]"))) {
            note(lb_slice_from(open + 2, (size_t)(close - open - 2)), r->name);
            p = close + 2;
        }
    }
    each_file("site/*.c", visit_site);
    each_file("store/*.c", collect_notices);
    return 0;
}

static int teardown(void **s)
{
    (void)s;
    lb_json_free(english);
    lb_json_free(used);
    return 0;
}

/* "%s · %s" reads the same in every language. */
static bool has_words(const char *text)
{
    for (const char *p = text; *p; p++)
        if (*p == '%' && p[1] == 's')
            p++;
        else if ((*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z'))
            return true;
    return false;
}

static void test_words__every_text_has_an_english_one(void **s)
{
    (void)s;
    int missing = 0;
    for (void *it = lb_json_first(used); it; it = lb_json_next(used, it))
        if (has_words(lb_json_key(it)) && !lb_json_get(english, lb_json_key(it))) {
            lb_slice where = lb_json_text(lb_json_value(it));
            fprintf(stderr, "%" LB_PRI ": no English for \"%s\"\n", LB_ARG(where), lb_json_key(it));
            missing++;
        }
    assert_int_equal(missing, 0);
    assert_true(lb_json_size(used) > 200);
}

static const char *const tables[] = {"Masalah", "Urusan", "Tema", "Daerah", "Koleksi"}; /* frame.c's navigation */

static void test_words__none_is_left_over(void **s)
{
    (void)s;
    int unused = 0;
    for (void *it = lb_json_first(english); it; it = lb_json_next(english, it)) {
        bool is_used = lb_json_get(used, lb_json_key(it)) != NULL;
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
            is_used = is_used || strcmp(tables[i], lb_json_key(it)) == 0;
        if (!is_used) {
            fprintf(stderr, "en.json: nobody says \"%s\"\n", lb_json_key(it));
            unused++;
        }
    }
    assert_int_equal(unused, 0);
}

static int places(const char *text)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, "%s")); p += 2)
        n++;
    return n;
}

static void test_words__a_translation_has_the_same_places_for_values(void **s)
{
    (void)s;
    for (void *it = lb_json_first(english); it; it = lb_json_next(english, it)) {
        const struct lb_json *v = lb_json_value(it);
        bool is_list = lb_json_type(v) == LB_JSON_ARRAY;
        if (is_list)
            assert_int_equal(lb_json_size(v), 2);
        for (size_t i = 0; i < (is_list ? 2 : 1); i++) {
            struct lb_arena a = LB_ARENA_INIT;
            const char *text = lb_arena_cstr(&a, lb_json_text(is_list ? lb_json_at(v, i) : v));
            if (!*text || places(text) != places(lb_json_key(it)))
                fail_msg("\"%s\": \"%s\"", lb_json_key(it), text);
            lb_arena_free(&a);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__every_text_has_an_english_one),
        cmocka_unit_test(test_words__none_is_left_over),
        cmocka_unit_test(test_words__a_translation_has_the_same_places_for_values),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
