/* The case page from a record: what is unknown is said, nothing of the author's is markup, numbers become bars. */
#include "unit.h"
#include "snapshot.h"

#include "site/frame.h"
#include "site/model_case.h"

extern const struct lb_resource site_templates[], site_words[], site_assets[];

static const struct test_note notes[] = {
    {"library", "{\"title\":{\"id\":\"Pustaka\",\"en\":\"Library\"},\"licence\":\"CC-BY-4.0\"}"},
    {"vocab", "{\"evidence_levels\":{\"terms\":[{\"code\":\"E2\",\"label\":{\"id\":\"Terukur\",\"en\":\"Measured\"}}]},"
              "\"severities\":{\"terms\":[{\"code\":\"must\",\"label\":{\"id\":\"Wajib\"}},"
              "{\"code\":\"should\",\"label\":{\"id\":\"Sebaiknya\"}}]},"
              "\"statuses\":{\"terms\":[{\"code\":\"berhenti\",\"label\":{\"id\":\"Berhenti\"}}]}}"},
    {"regions", "{\"61\":{\"name\":\"Kalimantan Barat\"},\"61.71\":{\"name\":\"Kota Pontianak\",\"parent\":\"61\"}}"},
    {NULL, NULL},
};

static struct lb_snapshot *snapshot;
static struct lb_library *library;
static struct lb_words *words[2];
static struct lb_templates *templates[2];
static struct lb_assets *assets;
static struct lb_str page = LB_STR_INIT(1 << 20);
static char *state;

static int setup(void **unused)
{
    (void)unused;
    struct lb_err e = {0};
    state = test_state();
    bool is_fine = test_snapshot(state, "", notes, &e) == LB_OK && lb_snapshot_open(state, &snapshot, &e) == LB_OK &&
                   lb_library_open(snapshot, &library, &e) == LB_OK &&
                   lb_words_load("id", LB_EMPTY, &words[0], &e) == LB_OK &&
                   lb_words_load("en", lb_resource_find(site_words, "en.json"), &words[1], &e) == LB_OK;
    for (int i = 0; is_fine && i < 2; i++)
        is_fine = lb_templates_load(site_templates, words[i], &templates[i], &e) == LB_OK;
    assets = lb_assets_new(site_assets);
    if (!is_fine)
        fprintf(stderr, "%s\n", e.msg);
    return is_fine ? 0 : -1;
}

static int teardown(void **unused)
{
    (void)unused;
    for (int i = 0; i < 2; i++) {
        lb_templates_free(templates[i]);
        lb_words_free(words[i]);
    }
    lb_assets_free(assets);
    lb_library_free(library);
    lb_snapshot_drop(snapshot);
    lb_str_free(&page);
    (void)!lb_fs_remove(state, NULL);
    free(state);
    return 0;
}

/* The page of a record whose texts are Indonesian, at an address of either language. */
static void show(const char *target, const char *record_text)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_request request;
    struct lb_err e = {0};
    struct lb_json *record = NULL;
    if (lb_request_parse(&a, lb_slice_of(target), &request, &e) != LB_OK ||
        lb_json_parse(lb_slice_of(record_text), &record, &e) != LB_OK)
        fail_msg("%s", e.msg);
    int which = *request.lang == 'e';
    struct lb_page_request p = {.request = &request, .library = library, .arena = &a, .words = words[which],
                                .base_url = LB_S("https://lumbung.example")};
    struct lb_case_view v = {&p, record, LB_S("id"), which ? LB_S("id") : LB_EMPTY, NULL};
    struct lb_json *m = lb_model_new(&p, lb_json_str(record, "title"), LB_EMPTY);
    lb_json_set_html(m, "body_html", LB_HTML("<p>Isi.</p>"));
    lb_model_case(&v, m);
    lb_frame_fill(&p, assets, m);
    lb_str_clear(&page);
    if (lb_template_fill(templates[which], "page/case.html", m, &page, &e) != LB_OK)
        fail_msg("%s", e.msg);
    lb_json_free(m);
    lb_json_free(record);
    lb_arena_free(&a);
}

static void has(const char *text)
{
    if (!strstr(page.data, text))
        fail_msg("the page lacks: %s", text);
}

static void lacks(const char *text)
{
    if (strstr(page.data, text))
        fail_msg("the page has: %s", text);
}

static int count(const char *text)
{
    int n = 0;
    for (const char *p = page.data; (p = strstr(p, text)); p += strlen(text))
        n++;
    return n;
}

static void test_case__an_empty_record_says_what_is_unknown(void **unused)
{
    (void)unused;
    show("/kasus/a", "{\"id\":\"a\",\"title\":\"Judul\"}");
    has("<h1>Judul</h1>");
    has("<dt>Biaya</dt><dd><span>tidak tercatat</span>");
    has("Belum pernah diperiksa ulang.");
    lacks("untuk-ditiru");
    lacks("hasil-tercatat");
    lacks("silsilah");
}

static void test_case__nothing_of_the_author_is_markup(void **unused)
{
    (void)unused;
#define BAD "\"<b onclick=x>'&\\\"\""
    show("/kasus/a",
         "{\"id\":\"a\",\"title\":" BAD ",\"problem\":" BAD ",\"summary\":" BAD ",\"acronym\":" BAD
         ",\"expansions\":[{\"text\":" BAD "}],\"region\":{\"code\":\"61.71\",\"name\":" BAD "},"
         "\"results\":[{\"indicator\":" BAD ",\"value\":" BAD ",\"method\":" BAD ",\"unit\":" BAD "}],"
         "\"conflicts\":[{\"text\":" BAD "}],\"preconditions\":[{\"text\":" BAD ",\"severity\":\"must\"}],"
         "\"core\":[" BAD "],\"adaptable\":[" BAD "],\"steps\":[{\"title\":" BAD ",\"who\":" BAD ",\"output\":" BAD "}],"
         "\"difficulties\":[{\"problem\":" BAD ",\"response\":" BAD ",\"solved\":" BAD "}],\"lessons\":[" BAD "],"
         "\"lineage\":{\"from\":[{\"name\":" BAD ",\"kind\":" BAD ",\"changed\":" BAD "}],\"to\":[]},"
         "\"partners\":[{\"name\":" BAD ",\"role\":" BAD "}],\"tags\":[" BAD "],\"authors\":[" BAD "],"
         "\"contact\":{\"office\":" BAD ",\"url\":\"javascript:alert(1)\",\"email\":" BAD "},"
         "\"sources\":[{\"id\":\"s1\",\"title\":" BAD ",\"url\":\"data:text/html,x\"}],\"evidence\":{\"level\":\"E2\",\"reason\":" BAD "}}");
    lacks("<b onclick");
    lacks("href=\"javascript");
    lacks("href=\"data:");
    assert_true(count("&lt;b onclick=x&gt;") > 25);
}

static void test_case__two_numbers_become_bars_on_one_scale(void **unused)
{
    (void)unused;
    show("/kasus/a", "{\"id\":\"a\",\"title\":\"J\",\"results\":["
                     "{\"indicator\":\"naik\",\"baseline\":50,\"value\":100,\"unit\":\"RT\",\"direction\":\"up\"},"
                     "{\"indicator\":\"buruk\",\"baseline\":10,\"value\":5,\"unit\":\"persen\",\"direction\":\"up\"},"
                     "{\"indicator\":\"kata\",\"baseline\":\"tidak tercatat\",\"value\":139,\"unit\":\"komunitas\"},"
                     "{\"indicator\":\"teks\",\"baseline\":\"banyak\",\"value\":\"sedikit\"},"
                     "{\"indicator\":\"minus\",\"baseline\":-5,\"value\":3}]}");
    assert_int_equal(count("<svg class=\"bars\""), 2);
    has("class=\"bar-before\" width=\"60.0\"");
    has("class=\"bar-after\" y=\"9\" width=\"120.0\"");
    has("class=\"bar-after worse\" y=\"9\" width=\"60.0\"");
    has("naik 100%");
    has("turun 50%");
    has("10%");
    has("139 komunitas");
    assert_int_equal(count("<span class=\"none\">tidak tercatat</span>"), 1);
}

static void test_case__sources_are_cited_by_their_place(void **unused)
{
    (void)unused;
    show("/kasus/a", "{\"id\":\"a\",\"title\":\"J\",\"results\":[{\"indicator\":\"x\",\"value\":1,\"source\":\"s9\","
                     "\"disputed_by\":[\"s2\",\"none\"]}],\"sources\":[{\"id\":\"s2\",\"title\":\"Dua\"},"
                     "{\"id\":\"s9\",\"title\":\"Sembilan\",\"url\":\"https://example.org/\"}]}");
    has("href=\"#sumber-s9\"><span class=\"hidden\">sumber </span>[2]");
    has("href=\"#sumber-s2\"><span class=\"hidden\">sumber </span>[1]");
    lacks("#sumber-none");
    has("<li id=\"sumber-s9\">");
    has("2 sumber, tidak satu pun dari pihak luar pelaksana.");
}

static void test_case__preconditions_come_by_weight(void **unused)
{
    (void)unused;
    show("/kasus/a", "{\"id\":\"a\",\"title\":\"J\",\"preconditions\":[{\"text\":\"perlu-nanti\",\"severity\":\"should\"},"
                     "{\"text\":\"perlu-dulu\",\"severity\":\"must\"}]}");
    assert_true(strstr(page.data, "perlu-dulu") < strstr(page.data, "perlu-nanti"));
    has("<h4>Wajib");
    has("href=\"#untuk-ditiru\"");
}

static void test_case__a_stopped_practice_says_so_with_the_reason(void **unused)
{
    (void)unused;
    show("/kasus/a", "{\"id\":\"a\",\"title\":\"J\",\"status\":\"berhenti\",\"status_asof\":2021,"
                     "\"status_reason\":\"Dananya habis.\",\"flags\":[\"no_cost\",\"unheard_of\"]}");
    has("Praktik ini sudah berhenti. Keadaan per 2021. Dananya habis.");
    has("<span class=\"stopped\">Berhenti</span>");
    has("Biayanya tidak tercatat dalam sumber yang dibaca.");
}

static void test_case__foreign_texts_carry_their_language(void **unused)
{
    (void)unused;
    show("/en/cases/a", "{\"id\":\"a\",\"title\":\"Judul\",\"lessons\":[\"Satu\"]}");
    has("<html lang=\"en\">");
    has("<article class=\"case\" lang=\"id\">");
    has("<h3 lang=\"en\">Lessons</h3>");
    has("This case has not been translated into English yet");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case__an_empty_record_says_what_is_unknown),
        cmocka_unit_test(test_case__nothing_of_the_author_is_markup),
        cmocka_unit_test(test_case__two_numbers_become_bars_on_one_scale),
        cmocka_unit_test(test_case__sources_are_cited_by_their_place),
        cmocka_unit_test(test_case__preconditions_come_by_weight),
        cmocka_unit_test(test_case__a_stopped_practice_says_so_with_the_reason),
        cmocka_unit_test(test_case__foreign_texts_carry_their_language),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
