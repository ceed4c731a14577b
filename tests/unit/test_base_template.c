/* Templates: the mapping of JSON to sections and values, escaping by context, words, includes. */
#include "unit.h"
#include "base/i18n.h"
#include "base/template.h"

#include <stdio.h>

#define HEAD "{{%AUTOESCAPE context=\"HTML\"}}\n"

static struct lb_str out = LB_STR_INIT(1 << 20);

static const char *filled(const char *body, const char *model)
{
    static char text[4096];
    snprintf(text, sizeof text, "%s%s", HEAD, body);
    static const char part[] = HEAD "<b>{{NAME}}</b>";
    struct lb_resource table[] = {
        {"page.html", (const unsigned char *)text, (const unsigned char *)text + strlen(text)},
        {"part.html", (const unsigned char *)part, (const unsigned char *)part + strlen(part)},
        {0, 0, 0},
    };
    struct lb_err e = {0};
    struct lb_words *words;
    struct lb_templates *t;
    struct lb_json *m;
    assert_int_equal(lb_words_load("en", LB_S("{\"Cari\": \"Search\"}"), &words, &e), LB_OK);
    if (lb_templates_load(table, words, &t, &e) != LB_OK) {
        lb_words_free(words);
        snprintf(text, sizeof text, "%s", e.msg);
        return text;
    }
    assert_int_equal(lb_json_parse(lb_slice_of(model), &m, &e), LB_OK);
    lb_str_clear(&out);
    assert_int_equal(lb_template_fill(t, "page.html", m, &out, &e), LB_OK);
    lb_json_free(m);
    lb_templates_free(t);
    lb_words_free(words);
    return out.data;
}

static void test_text_is_escaped_for_its_context(void **s)
{
    (void)s;
    assert_string_equal(filled("<p title=\"{{A}}\">{{A}}</p>", "{\"a\": \"<\\\"&\"}"),
                        "<p title=\"&lt;&quot;&amp;\">&lt;&quot;&amp;</p>");
    assert_string_equal(filled("<a href=\"{{U}}\">x</a>", "{\"u\": \"javascript:alert(1)\"}"), "<a href=\"#\">x</a>");
    assert_string_equal(filled("<a href=\"{{U}}\">x</a>", "{\"u\": \"/cari?q=a&urut=b\"}"),
                        "<a href=\"/cari?q=a&amp;urut=b\">x</a>");
}

static void test_markup_passes_only_under_html_keys(void **s)
{
    (void)s;
    assert_string_equal(filled("{{BODY_HTML:none}}", "{\"body_html\": \"<em>x</em>\"}"), "<em>x</em>");
}

static void test_sections_follow_the_model(void **s)
{
    (void)s;
    assert_string_equal(filled("{{#A}}a{{/A}}{{#NO_A}}none{{/NO_A}}", "{\"a\": true}"), "a");
    assert_string_equal(filled("{{#A}}a{{/A}}{{#NO_A}}none{{/NO_A}}", "{\"a\": \"\"}"), "none");
    assert_string_equal(filled("{{#L}}{{IT}}{{#NO_IT_LAST}}{{/NO_IT_LAST}};{{/L}}", "{\"l\": [1, \"b\"]}"), "1;b;");
    assert_string_equal(filled("{{#O}}{{X}}{{Y}}{{/O}}", "{\"y\": 2, \"o\": {\"x\": 1}}"), "12");
}

static void test_words_and_includes_are_put_in_at_load(void **s)
{
    (void)s;
    assert_string_equal(filled("<i>[[Cari]]</i>{{>part.html}}", "{\"name\": \"n\"}"), "<i>Search</i><b>n</b>");
    assert_non_null(strstr(filled("[[Tidak ada]]", "{}"), "no word for 'Tidak ada'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_escaped_for_its_context),
        cmocka_unit_test(test_markup_passes_only_under_html_keys),
        cmocka_unit_test(test_sections_follow_the_model),
        cmocka_unit_test(test_words_and_includes_are_put_in_at_load),
    };
    int r = cmocka_run_group_tests(tests, NULL, NULL);
    lb_str_free(&out);
    return r;
}
