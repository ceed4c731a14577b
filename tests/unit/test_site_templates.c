/* Rules about the templates themselves: escaping is on, trusted markup is named so, nothing the policy forbids. */
#include "unit.h"
#include "base/i18n.h"
#include "base/template.h"

#include <ctype.h>
#include <stdio.h>

extern const struct lb_resource site_templates[], site_words[];

static void test_templates__escape_by_default(void **s)
{
    (void)s;
    static const char first[] = "{{%AUTOESCAPE context=\"HTML\"}}\n";
    for (const struct lb_resource *r = site_templates; r->name; r++)
        if (strncmp((const char *)r->data, first, strlen(first)) != 0)
            fail_msg("%s does not start with the AUTOESCAPE line", r->name);
}

static void test_templates__only_html_keys_are_unescaped(void **s)
{
    (void)s;
    for (const struct lb_resource *r = site_templates; r->name; r++)
        for (const char *p = (const char *)r->data; (p = strstr(p, "{{")); p += 2) {
            const char *close = strstr(p, "}}"), *colon = memchr(p, ':', (size_t)(close - p));
            if (!colon)
                continue;
            if (strncmp(colon, ":none}}", 7) != 0 || colon - p < 7 || strncmp(colon - 5, "_HTML", 5) != 0)
                fail_msg("%s: %.*s}}", r->name, (int)(close - p), p);
        }
}

/* The content security policy allows no style attribute, no handler and no script in the page. */
static void test_templates__hold_nothing_the_policy_forbids(void **s)
{
    (void)s;
    static const char *const forbidden[] = {" style=", "<style", "javascript:", " onclick", " onload", " onerror"};
    for (const struct lb_resource *r = site_templates; r->name; r++) {
        const char *text = (const char *)r->data;
        for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
            if (strstr(text, forbidden[i]))
                fail_msg("%s holds '%s'", r->name, forbidden[i]);
        for (const char *p = text; (p = strstr(p, "<script")); p++)
            if (!memmem(p, (size_t)(strchr(p, '>') - p), " src=", 5))
                fail_msg("%s holds a script without src", r->name);
    }
}

static void test_templates__sections_are_closed_in_order(void **s)
{
    (void)s;
    for (const struct lb_resource *r = site_templates; r->name; r++) {
        char open[64][64];
        int depth = 0;
        for (const char *p = (const char *)r->data; (p = strstr(p, "{{")); p += 2) {
            char name[64] = "";
            if (p[2] != '#' && p[2] != '/')
                continue;
            for (int i = 0; i < 63 && (isalnum((unsigned char)p[3 + i]) || p[3 + i] == '_'); i++)
                name[i] = p[3 + i], name[i + 1] = 0;
            if (p[2] == '#') {
                assert_true(depth < 64);
                memcpy(open[depth++], name, sizeof name);
            } else if (depth == 0 || strcmp(open[--depth], name) != 0) {
                fail_msg("%s: {{/%s}} closes {{#%s}}", r->name, name, depth ? open[depth] : "");
            }
        }
        if (depth)
            fail_msg("%s: {{#%s}} is never closed", r->name, open[depth - 1]);
    }
}

static void test_templates__load_in_both_languages(void **s)
{
    (void)s;
    for (int i = 0; i < 2; i++) {
        struct lb_words *words = NULL;
        struct lb_templates *templates = NULL;
        struct lb_err e = {0};
        assert_int_equal(lb_words_load(i ? "en" : "id", i ? lb_resource_find(site_words, "en.json") : LB_EMPTY, &words, &e), LB_OK);
        if (lb_templates_load(site_templates, words, &templates, &e) != LB_OK)
            fail_msg("%s", e.msg);
        lb_templates_free(templates);
        lb_words_free(words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_templates__escape_by_default),
        cmocka_unit_test(test_templates__only_html_keys_are_unescaped),
        cmocka_unit_test(test_templates__hold_nothing_the_policy_forbids),
        cmocka_unit_test(test_templates__sections_are_closed_in_order),
        cmocka_unit_test(test_templates__load_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
