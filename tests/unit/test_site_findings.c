/* Findings on a page of a preview: each is shown once, beside the block or field it is about; public pages have none. */
#include "unit.h"
#include "snapshot.h"

#include "site/preview.h"

#include <string.h>

extern const struct lb_resource site_words[];

static const struct test_note notes[] = {
    {"head", "{\"has_drafts\":true}"},
    {"preview", "{\"broken\":[{\"kind\":\"case\",\"id\":\"rusak\",\"lang\":\"id\",\"path\":\"cases/rusak/id.md\",\"title\":\"<b>Rusak\"},"
                "{\"kind\":\"case\",\"id\":\"rusak\",\"lang\":\"en\",\"path\":\"cases/rusak/en.md\",\"title\":\"\"}],"
                "\"rules\":{\"W002\":{\"id\":\"angka punya sumber\",\"en\":\"numbers have a source\"}},"
                "\"files\":{\"a/id.md\":{\"count\":9,\"errors\":0,\"findings\":["
                "{\"line\":22,\"column\":3,\"severity\":\"warning\",\"code\":\"W002\",\"message\":\"satu\"},"
                "{\"line\":31,\"column\":1,\"severity\":\"note\",\"code\":\"I001\",\"message\":\"dua\"},"
                "{\"line\":5,\"column\":9,\"severity\":\"error\",\"code\":\"E029\",\"message\":{\"id\":\"tiga\",\"en\":\"three\"},\"hint\":{\"id\":\"ubah\",\"en\":\"change\"},\"excerpt\":\"  kode: b\xC3\xA9ta-x y\"},"
                "{\"line\":0,\"column\":0,\"severity\":\"warning\",\"code\":\"W014\",\"message\":\"empat\"},"
                "{\"line\":9,\"column\":1,\"severity\":\"warning\",\"code\":\"W001\",\"message\":\"lima\"}]}}}"},
    {NULL, NULL},
};
static const char record_text[] = "{\"path\":\"a/id.md\",\"body_line\":20,\"places\":[[2,\"title\"],[4,\"region\"],[5,\"region.code\"],"
                                  "[7,\"sources\"],[8,\"sources.0\"],[12,\"sources.1\"]]}";

static struct lb_snapshot *snapshot;
static struct lb_library *library;
static struct lb_words *words;
static struct lb_arena arena;
static struct lb_request request;
static struct lb_json *record;
static char *state;

static int setup(void **unused)
{
    (void)unused;
    struct lb_err e = {0};
    state = test_state();
    bool is_fine = test_snapshot(state, "", notes, &e) == LB_OK && lb_snapshot_open(state, &snapshot, &e) == LB_OK &&
                   lb_library_open(snapshot, &library, &e) == LB_OK && lb_words_load("id", LB_EMPTY, &words, &e) == LB_OK &&
                   lb_request_parse(&arena, LB_S("/kasus/a"), &request, &e) == LB_OK &&
                   lb_json_parse(lb_slice_of(record_text), &record, &e) == LB_OK;
    if (!is_fine)
        fprintf(stderr, "%s\n", e.msg);
    return is_fine ? 0 : -1;
}

static int teardown(void **unused)
{
    (void)unused;
    lb_json_free(record);
    lb_words_free(words);
    lb_library_free(library);
    lb_snapshot_drop(snapshot);
    lb_arena_free(&arena);
    (void)!lb_fs_remove(state, NULL);
    free(state);
    return 0;
}

static struct lb_page_request page(bool is_preview)
{
    return (struct lb_page_request){.request = &request, .library = library, .arena = &arena, .words = words, .is_preview = is_preview};
}

/* The parts as one text, "{message}" for a finding. */
static const char *joined(const struct lb_json *m)
{
    struct lb_str out = LB_STR_INIT(100000);
    const struct lb_json *parts = lb_json_get(m, "body_parts");
    for (size_t i = 0; i < lb_json_size(parts); i++) {
        const struct lb_json *list = lb_json_get(lb_json_at(parts, i), "part_findings");
        lb_str_add(&out, lb_json_str(lb_json_at(parts, i), "part_html"));
        for (size_t k = 0; k < lb_json_size(list); k++)
            lb_str_printf(&out, "{%" LB_PRI "}", LB_ARG(lb_json_str(lb_json_at(list, k), "finding_message")));
    }
    const char *text = lb_arena_cstr(&arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static const char *body(const char *html)
{
    struct lb_page_request p = page(true);
    struct lb_json *m = lb_json_object();
    struct lb_findings *f = lb_findings_of(&p, LB_S("a/id.md"), record);
    lb_findings_body(f, &p, lb_html_of(lb_slice_of(html)), m);
    const char *text = joined(m);
    lb_findings_end(f, m);
    lb_json_free(m);
    return text;
}

static void test_findings__stand_behind_the_last_block_that_begins_before_them(void **unused)
{
    (void)unused;
    assert_string_equal(body("<p>a</p><!--20--><p>b</p><!--22--><ul><li>c<!--30--></li><li>d<!--31--></li></ul><p>e</p><!--33-->"),
                        "<p>a</p><p>b</p>{satu}<ul><li>c</li><li>d{dua}</li></ul><p>e</p>");
    /* notes come last, wherever they were written */
    assert_string_equal(body("<p>a</p><!--20--><p>z</p><!--40--><li>n<!--25--></li>"), "<p>a</p>{satu}<p>z</p><li>n{dua}</li>");
}

static void test_findings__no_mark_is_left_and_no_finding_lost_in_odd_markup(void **unused)
{
    (void)unused;
    static const char *const odd[] = {"", "<p>x</p>", "<!--", "<!--20", "<!--20-", "<p><!--99999999999999999999--></p>", "<!---->", "<!--x-->y"};
    struct lb_page_request p = page(true);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct lb_json *m = lb_json_object();
        struct lb_findings *f = lb_findings_of(&p, LB_S("a/id.md"), record);
        lb_findings_body(f, &p, lb_html_of(lb_slice_of(odd[i])), m);
        assert_null(strstr(joined(m), "<!--"));
        lb_findings_end(f, m);
        size_t in_body = 0;
        for (const char *c = joined(m); *c; c++)
            in_body += *c == '{';
        assert_int_equal(in_body + lb_json_size(lb_json_get(m, "findings_rest")), 5);
        assert_int_equal(lb_json_size(lb_json_get(m, "findings_list")), in_body);
        lb_json_free(m);
    }
}

static void test_findings__of_a_field_go_to_whoever_takes_it_first(void **unused)
{
    (void)unused;
    struct lb_page_request p = page(true);
    struct lb_json *m = lb_json_object();
    struct lb_findings *f = lb_findings_of(&p, LB_S("a/id.md"), record);
    lb_findings_take(f, "title,sources.1", "none", m);
    assert_int_equal(lb_json_size(lb_json_get(m, "none")), 0);
    lb_findings_take(f, "reg", "none", m);
    assert_int_equal(lb_json_size(lb_json_get(m, "none")), 0);
    lb_findings_take(f, "stage,region", "region", m);
    assert_int_equal(lb_json_size(lb_json_get(m, "region")), 1);
    const struct lb_json *one = lb_json_at(lb_json_get(m, "region"), 0);
    assert_true(lb_slice_eq(lb_json_str(one, "finding_kind"), LB_S("Kesalahan")));
    assert_true(lb_slice_eq(lb_json_str(one, "finding_message"), LB_S("tiga")));
    assert_true(lb_slice_eq(lb_json_str(one, "finding_hint"), LB_S("ubah")));
    assert_true(lb_slice_eq(lb_json_str(one, "finding_where"), LB_S("a/id.md:5:9")));
    assert_true(lb_slice_eq(lb_json_str(one, "finding_before"), LB_S("  kode: ")));
    assert_true(lb_slice_eq(lb_json_str(one, "finding_at"), LB_S("b\xC3\xA9ta-x")));
    assert_true(lb_slice_eq(lb_json_str(one, "finding_after"), LB_S(" y")));
    lb_findings_take(f, "region.code", "again", m);
    assert_int_equal(lb_json_size(lb_json_get(m, "again")), 0);
    lb_findings_take(f, "sources.0", "source", m);
    assert_int_equal(lb_json_size(lb_json_get(m, "source")), 1);
    lb_findings_end(f, m);
    assert_int_equal(lb_json_size(lb_json_get(m, "findings_list")), 2);
    assert_int_equal(lb_json_size(lb_json_get(m, "findings_rest")), 3); /* no body was shown */
    assert_true(lb_slice_eq(lb_json_str(m, "findings_title"), LB_S("Pemeriksaan: 1 kesalahan, 3 peringatan, 1 catatan")));
    assert_true(lb_json_str(m, "findings_more").len > 0); /* nine were found, five are told */
    lb_json_free(m);
}

static void test_findings__speak_the_language_of_the_page(void **unused)
{
    (void)unused;
    struct lb_err e = {0};
    struct lb_request english;
    struct lb_page_request p = page(true);
    assert_int_equal(lb_request_parse(&arena, LB_S("/en/cases/a"), &english, &e), LB_OK);
    p.request = &english;
    const struct lb_json *files = lb_json_get(lb_library_note(library, "preview"), "files");
    struct lb_json *m = lb_finding_model(&p, LB_S("a/id.md"), lb_json_at(lb_json_get(lb_json_get(files, "a/id.md"), "findings"), 2), 1);
    assert_true(lb_slice_eq(lb_json_str(m, "finding_kind"), LB_S("Error")));
    assert_true(lb_slice_eq(lb_json_str(m, "finding_message"), LB_S("three")));
    assert_true(lb_slice_eq(lb_json_str(m, "finding_hint"), LB_S("change")));
    lb_json_free(m);
}

static void test_findings__are_no_part_of_a_public_page(void **unused)
{
    (void)unused;
    struct lb_page_request p = page(false);
    struct lb_json *m = lb_json_object();
    struct lb_findings *f = lb_findings_of(&p, LB_S("a/id.md"), record);
    assert_null(f);
    lb_findings_body(f, &p, LB_HTML("<p>a</p>"), m);
    assert_true(lb_slice_eq(lb_json_str(m, "body_html"), LB_S("<p>a</p>")));
    lb_findings_take(f, "region", "region", m);
    lb_findings_end(f, m);
    lb_preview_mark(&p, "hit", LB_S("draft"), m);
    lb_preview_banner(&p, record, "case", m);
    assert_int_equal(lb_json_size(m), 1);
    assert_null(lb_preview_find_broken(&p, "case", LB_S("rusak")));
    lb_json_free(m);
}

static void test_findings__a_broken_case_is_found_in_the_page_s_language_first(void **unused)
{
    (void)unused;
    struct lb_page_request p = page(true);
    assert_true(lb_slice_eq(lb_json_str(lb_preview_find_broken(&p, "case", LB_S("rusak")), "path"), LB_S("cases/rusak/id.md")));
    assert_null(lb_preview_find_broken(&p, "collection", LB_S("rusak")));
    assert_null(lb_preview_find_broken(&p, "case", LB_S("lain")));
    struct lb_json *list = lb_preview_broken(&p);
    assert_int_equal(lb_json_size(list), 2);
    assert_true(lb_slice_eq(lb_json_str(lb_json_at(list, 1), "broken_title"), LB_S("rusak"))); /* it has no title: its id */
    assert_true(lb_slice_eq(lb_json_str(lb_json_at(list, 1), "broken_url"), LB_S("/en/cases/rusak")));
    lb_json_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings__stand_behind_the_last_block_that_begins_before_them),
        cmocka_unit_test(test_findings__no_mark_is_left_and_no_finding_lost_in_odd_markup),
        cmocka_unit_test(test_findings__of_a_field_go_to_whoever_takes_it_first),
        cmocka_unit_test(test_findings__speak_the_language_of_the_page),
        cmocka_unit_test(test_findings__are_no_part_of_a_public_page),
        cmocka_unit_test(test_findings__a_broken_case_is_found_in_the_page_s_language_first),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
