/* Markdown: what authors write comes out as safe markup, contents and text, and hostile text in bounded time. */
#include "unit.h"
#include "base/limits.h"
#include "base/str.h"
#include "indexer/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct lb_arena arena;
static struct lb_diags diags;
static struct lb_err err;
static const lb_slice sources[] = {{"s1", 2}, {"bps-2020", 8}};
static const lb_slice problem_titles[] = {{"Masalah", 7}, {"Problem", 7}}, how_titles[] = {{"Cara kerja", 10}};
static const struct lb_heading_rule headings[] = {{{"masalah", 7}, problem_titles, 2}, {{"cara-kerja", 10}, how_titles, 1}};

static bool is_public(void *ctx, lb_slice id)
{
    (void)ctx;
    return !lb_slice_eq(id, LB_S("draf"));
}

static struct lb_markdown_input input(lb_slice text)
{
    return (struct lb_markdown_input){.text = text, .file = LB_S("cases/a/id.md"), .line = 10, .lang = "id",
                                      .headings = headings, .heading_count = 2, .sources = sources, .source_count = 2,
                                      .has_case = is_public};
}

static struct lb_markdown render(const char *text)
{
    struct lb_markdown m;
    struct lb_markdown_input in = input(lb_slice_of(text));
    lb_diags_free(&diags);
    lb_diags_init(&diags);
    if (lb_markdown_render(&arena, &in, &m, &diags, &err))
        fail_msg("%s: %s", text, err.msg);
    return m;
}

#define assert_slice(s, expected)                                                                                      \
    do {                                                                                                               \
        char *c_ = lb_arena_cstr(&arena, (s));                                                                         \
        assert_string_equal(c_, (expected));                                                                           \
    } while (0)

static void becomes(const char *text, const char *html)
{
    struct lb_markdown m = render(text);
    assert_slice(m.html.markup, html);
}

static void complains(const char *code, unsigned line, unsigned column, const char *part)
{
    for (size_t i = 0; i < diags.count; i++) {
        struct lb_diag *d = &diags.items[i];
        if (strcmp(d->code, code) == 0 && d->line == line && (column == 0 || d->column == column) &&
            strstr(lb_arena_cstr(&arena, d->message.in[LB_LANG_EN]), part))
            return;
    }
    for (size_t i = 0; i < diags.count; i++)
        print_error("%u:%u %s %s\n", diags.items[i].line, diags.items[i].column, diags.items[i].code, diags.items[i].message.in[LB_LANG_EN].data);
    fail_msg("no %s at %u:%u with '%s'", code, line, column, part);
}

static void test_markdown__prose_and_spans(void **state)
{
    (void)state;
    becomes("Satu *dua* **tiga** `e<f>` ~~g~~\nlanjut  \nbaris", "<p>Satu <em>dua</em> <strong>tiga</strong> "
            "<code>e&lt;f&gt;</code> <del>g</del>\nlanjut<br>\nbaris</p>\n");
    becomes("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n");
    becomes("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n");
    becomes("> q\n\n---", "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n");
    becomes("", "");
}

static void test_markdown__text_is_escaped(void **state)
{
    (void)state;
    becomes("a & b < c \"d\" 'e' &lt;script&gt;", "<p>a &amp; b &lt; c &quot;d&quot; &#39;e&#39; &lt;script&gt;</p>\n");
    becomes("a&#x82;b&#x202e;c&#0;d&#65279;", "<p>abc\xef\xbf\xbd" "d</p>\n"); /* nor do entities bring in what may not be there */
}

static void test_markdown__raw_html_is_left_out_with_a_warning(void **state)
{
    (void)state;
    becomes("a <script>alert(1)</script> b\n\n<div onclick=x>\n\n<!-- catatan penulis -->\n", "<p>a alert(1) b</p>\n");
    complains("W082", 10, 3, "<script>");
    complains("W082", 12, 1, "<div");
    assert_int_equal(diags.count, 3);
}

static void test_markdown__headings_start_at_two_and_never_skip(void **state)
{
    (void)state;
    struct lb_markdown m = render("# Masalah\nx\n\n#### Dalam\n");
    assert_slice(m.html.markup, "<h2 id=\"masalah\">Masalah</h2>\n<p>x</p>\n<h3 id=\"bagian-dalam\">Dalam</h3>\n");
    m = render("### Cara *kerja*\n### Cara kerja\n");
    assert_slice(m.html.markup, "<h2 id=\"cara-kerja\">Cara <em>kerja</em></h2>\n<h2 id=\"cara-kerja-2\">Cara kerja</h2>\n");
    assert_int_equal(m.toc_count, 2);
    assert_slice(m.toc[0].title, "Cara kerja");
    assert_true(m.toc[0].is_known);
}

static void test_markdown__schema_headings_are_found_by_any_title(void **state)
{
    (void)state;
    struct lb_markdown m = render("## PROBLEM\n\n## Sumber\n");
    assert_slice(m.toc[0].id, "masalah");
    assert_slice(m.toc[1].id, "bagian-sumber"); /* cannot meet the page's own #sumber */
    assert_false(m.toc[1].is_known);
}

static void test_markdown__empty_sections_are_seen(void **state)
{
    (void)state;
    struct lb_markdown m = render("## Masalah\n\n### Anak\n\nempat kata ada sini\n\n## Cara kerja\n\n<!-- isi -->\n");
    assert_int_equal(m.toc[0].words, 4);
    assert_int_equal(m.toc[1].words, 4);
    assert_int_equal(m.toc[2].words, 0);
    assert_int_equal(m.toc[2].line, 16);
    assert_int_equal(m.words, 4);
}

static void test_markdown__sources_become_numbered_links(void **state)
{
    (void)state;
    struct lb_markdown m = render("Naik 5%[^bps-2020] dan[^s1].\n\nTanpa sumber 7.");
    assert_slice(m.html.markup,
                 "<p>Naik 5%<sup class=\"cite\"><a href=\"#sumber-bps-2020\" aria-label=\"Sumber 2\">2</a></sup> dan"
                 "<sup class=\"cite\"><a href=\"#sumber-s1\" aria-label=\"Sumber 1\">1</a></sup>.</p>\n<p>Tanpa sumber 7.</p>\n");
    assert_true(m.is_cited[0] && m.is_cited[1]);
    assert_slice(m.text, "Naik 5% dan.\nTanpa sumber 7.\n");
    assert_int_equal(m.passage_count, 2);
    assert_true(m.passages[0].is_cited);
    assert_false(m.passages[1].is_cited);
    assert_int_equal(m.passages[1].line, 12);
    m = render("lain [^s1]. Dua [^s1] [^s1] kali [^s1]\nlagi [^s1]");
    assert_slice(m.text, "lain. Dua kali lagi\n");
    m = render("tidak ada");
    assert_false(m.is_cited[0]);
}

#define CITE "<sup class=\"cite\"><a href=\"#sumber-s1\" aria-label=\"Sumber 1\">1</a></sup>"

static void test_markdown__space_before_a_reference_is_dropped(void **state)
{
    (void)state;
    becomes("sosial [^s1]. Lain  [^s1]; akhir [^s1]", "<p>sosial" CITE ". Lain" CITE "; akhir" CITE "</p>\n");
    becomes("sosial\n[^s1].", "<p>sosial" CITE ".</p>\n");
    becomes("*sosial* [^s1]\n\n[^s1] kata", "<p><em>sosial</em>" CITE "</p>\n<p>" CITE " kata</p>\n");
    /* but a word after it stands apart, and two references are not one number */
    becomes("satu [^s1] dua [^s1]tiga", "<p>satu" CITE " dua" CITE " tiga</p>\n");
    becomes("satu [^s1] [^s1].", "<p>satu" CITE " " CITE ".</p>\n");
    becomes("satu[^s1][^s1].", "<p>satu" CITE " " CITE ".</p>\n");
    struct lb_markdown m = render("## Masalah [^s1]: air\n\nsatu [^s1]dua");
    assert_slice(m.toc[0].title, "Masalah: air");
    assert_slice(m.text, "satu dua\n");
    m = render("## Masalah [^s1]\n\ndua");
    assert_slice(m.html.markup, "<h2 id=\"masalah\">Masalah" CITE "</h2>\n<p>dua</p>\n");
}

static void test_markdown__unknown_source_is_an_error_at_its_place(void **state)
{
    (void)state;
    (void)render("Baris satu\nér [^s9] x");
    complains("E081", 11, 4, "'s9'");
    assert_int_equal(diags.errors, 1);
    (void)render("`[^s9]` dan a[^ b]");
    assert_int_equal(diags.count, 0);
}

static void test_markdown__own_notes_are_lettered(void **state)
{
    (void)state;
    becomes("a[^x] b[^s1] c[^x]\n\n[^x]: catatan\n",
            "<p>a<sup class=\"note\"><a href=\"#catatan-a\" id=\"acuan-a\" aria-label=\"Catatan a\">a</a></sup> b"
            "<sup class=\"cite\"><a href=\"#sumber-s1\" aria-label=\"Sumber 1\">1</a></sup> c"
            "<sup class=\"note\"><a href=\"#catatan-a\" aria-label=\"Catatan a\">a</a></sup></p>\n"
            "<section class=\"notes\" aria-label=\"Catatan\">\n<ol type=\"a\">\n<li id=\"catatan-a\"><p>catatan</p>\n"
            " <a href=\"#acuan-a\" aria-label=\"Kembali ke teks, catatan a\">\u21a9</a></li>\n</ol>\n</section>\n");
    (void)render("a\n\n[^y]: hilang\n[^s1]: dua kali\n");
    complains("W085", 12, 1, "'y'");
    complains("W085", 13, 1, "'s1'");
}

static void test_markdown__links_pass_an_allow_list(void **state)
{
    (void)state;
    becomes("[a](https://a.id/x?y=1&z=\"2\")", "<p><a rel=\"external noopener\" href=\"https://a.id/x?y=1&amp;z=%222%22\">a</a></p>\n");
    becomes("[a](kasus:rumpon-pontianak) [b](../../61/rumpon-pontianak/id.md#x) [c](#masalah)",
            "<p><a href=\"/kasus/rumpon-pontianak\">a</a> <a href=\"/kasus/rumpon-pontianak\">b</a> <a href=\"#masalah\">c</a></p>\n");
    static const char *const bad[] = {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "/etc/passwd",
                                      "vbscript:x", "hhtp://a.id", "file:///x", "//evil.id", "http://", "&#106;avascript:x",
                                      "java&Tab;script:x", "lain.pdf", "kasus:../x", "\\\\evil"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct lb_str text = LB_STR_INIT(200);
        lb_str_printf(&text, "[a](<%s>)", bad[i]);
        becomes(text.data, "<p>a</p>\n");
        complains("W083", 10, 1, "link");
        lb_str_free(&text);
    }
    becomes("[a](kasus:draf)", "<p>a</p>\n");
    complains("W086", 10, 1, "draf");
    becomes("lihat https://a.id/b.", "<p>lihat <a rel=\"external noopener\" href=\"https://a.id/b\">https://a.id/b</a>.</p>\n");
}

static void test_markdown__links_to_cases_follow_the_language(void **state)
{
    (void)state;
    struct lb_markdown_input in = input(LB_S("[a](case:b)[^s1]"));
    struct lb_markdown m;
    in.lang = "en";
    assert_int_equal(lb_markdown_render(&arena, &in, &m, &diags, &err), LB_OK);
    assert_slice(m.html.markup, "<p><a href=\"/en/cases/b\">a</a><sup class=\"cite\"><a href=\"#sumber-s1\" aria-label=\"Source 1\">1</a></sup></p>\n");
}

static void test_markdown__pictures_are_only_the_listed_ones(void **state)
{
    (void)state;
    struct lb_picture picture = {.file = LB_S("a.jpg"), .alt = LB_S("sawah"), .caption = LB_S("Sawah <2019>"), .credit = LB_S("Dinas"),
                                 .variants = {{LB_S("1.webp"), 480, 320}, {LB_S("2.webp"), 960, 640}}, .variant_count = 2};
    struct lb_markdown_input in = input(LB_S("![](a.jpg)"));
    struct lb_markdown m;
    in.pictures = &picture;
    in.picture_count = 1;
    assert_int_equal(lb_markdown_render(&arena, &in, &m, &diags, &err), LB_OK);
    assert_slice(m.html.markup, "<p><img src=\"/aset/2.webp\" srcset=\"/aset/1.webp 480w, /aset/2.webp 960w\" sizes=\"(min-width: 48rem) "
                 "42rem, 100vw\" width=\"960\" height=\"640\" loading=\"lazy\" alt=\"sawah\"> <small class=\"caption\">Sawah &lt;2019&gt; (Dinas)</small></p>\n");
    becomes("![peta *kota*](https://evil.id/x.png) ![\">](../b.jpg)", "<p><em>peta kota</em> <em>&quot;&gt;</em></p>\n");
    complains("W084", 10, 1, "evil.id");
}

static void test_markdown__tables_scroll_and_align(void **state)
{
    (void)state;
    becomes("|a|b|\n|-|-:|\n|1[^s1]|2|\n",
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Tabel\">\n<table>\n<thead>\n<tr><th scope=\"col\">a</th>"
            "<th scope=\"col\" class=\"right\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>1<sup class=\"cite\"><a href=\"#sumber-s1\" "
            "aria-label=\"Sumber 1\">1</a></sup></td><td class=\"right\">2</td></tr>\n</tbody>\n</table>\n</div>\n");
    struct lb_markdown m = render("|a|b|\n|-|-|\n|1|2|");
    assert_slice(m.text, "a b\n1 2\n");
    assert_int_equal(m.passages[1].line, 12);
}

static void test_markdown__text_for_the_index_has_no_markup(void **state)
{
    (void)state;
    struct lb_markdown m = render("## Masalah **besar**\nSatu *dua*\ntiga.\n\n- butir\n- lain\n\n![peta](x.png)\n");
    assert_slice(m.text, "Satu dua tiga.\nbutir\nlain\n");
    assert_slice(m.headings, "Masalah besar\n");
    assert_int_equal(m.words, 5);
}

static void test_markdown__windows_line_ends_are_lines(void **state)
{
    (void)state;
    becomes("## Masalah\r\n\r\na\r\nb\r\n", "<h2 id=\"masalah\">Masalah</h2>\n<p>a\nb</p>\n");
}

/* Whatever the text begins with, the definitions put in front of it do not swallow it. */
static void test_markdown__any_beginning_is_kept(void **state)
{
    (void)state;
    becomes("    kode", "<pre tabindex=\"0\"><code>kode\n</code></pre>\n");
    becomes("lanjutan", "<p>lanjutan</p>\n");
    becomes("- x", "<ul>\n<li>x</li>\n</ul>\n");
    becomes("===", "<p>===</p>\n");
    becomes("-->", "<p>--&gt;</p>\n");
}

static lb_slice repeat(const char *piece, size_t times, const char *before)
{
    struct lb_str s = LB_STR_INIT(LB_MAX_BODY + 64);
    lb_str_add(&s, lb_slice_of(before));
    for (size_t i = 0; i < times; i++)
        lb_str_add(&s, lb_slice_of(piece));
    lb_slice copy = lb_arena_copy(&arena, lb_str_slice(&s));
    lb_str_free(&s);
    return copy;
}

static void test_markdown__pathological_input_ends_in_time(void **state)
{
    (void)state;
    const struct { const char *before, *piece; size_t times; } inputs[] = {
        {"", "|", 60000},           {"", "![[]()", 40000},      {"", "> ", 60000},         {"", "- ", 60000},
        {"", "*a ", 60000},         {"", "[", 120000},          {"", "[a](", 50000},       {"", "a@", 80000},
        {"|a|b|\n|-|-|\n", "a\n", 100000}, {"[a]: uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu\n\n", "[a]", 60000},
        {"", "<a ", 60000},         {"", "<!--", 60000},        {"", "a**b", 60000},       {"", "[^s1]", 40000},
        {"", "_a__b", 40000},       {"", "`a``", 50000},        {"", "www.", 60000},       {"", "&amp;", 50000},
        {"", "a|b\n", 60000},       {"", "> > > > > > > > a\n", 10000}, {"", "[^x", 60000}, {"", "<b>", 80000},
        {"", "*a **b ***c ", 20000},{"", "![", 100000}, {"", "# x\n", 60000}, {"", "# x y\n\nz\n", 25000},         {"", "[^1]: x\n", 30000},  {"", "\\", 250000},
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        struct lb_markdown_input in = input(repeat(inputs[i].piece, inputs[i].times, inputs[i].before));
        struct lb_markdown m;
        struct timespec a, b;
        lb_diags_free(&diags);
        lb_diags_init(&diags);
        clock_gettime(CLOCK_MONOTONIC, &a);
        enum lb_status status = lb_markdown_render(&arena, &in, &m, &diags, &err);
        clock_gettime(CLOCK_MONOTONIC, &b);
        assert_true(status == LB_OK || (status == LB_LIMIT && diags.errors == 1));
        double seconds = (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
        if (getenv("VERBOSE"))
            print_message("%.2f s %d %s\n", seconds, status, inputs[i].piece);
        if (seconds > 20) /* 1 s of the trial's CPU and as much again for real; the rest is for a busy machine and sanitizers */
            fail_msg("'%s' x %zu took %.1f s", inputs[i].piece, inputs[i].times, seconds);
    }
}

static void test_markdown__a_row_of_pipes_names_its_line(void **state)
{
    (void)state;
    struct lb_markdown m = {.words = 77};
    struct lb_markdown_input in = input(repeat("|", 65, "a\nb\n"));
    assert_int_equal(lb_markdown_render(&arena, &in, &m, &diags, &err), LB_LIMIT);
    assert_int_equal(m.words, 77); /* untouched */
    complains("E080", 12, 0, "64");
}

static void test_markdown__deep_nesting_is_refused(void **state)
{
    (void)state;
    struct lb_markdown m;
    static const char *const pieces[] = {"> ", "1. ", "*a **b "};
    for (size_t i = 0; i < 3; i++) {
        struct lb_markdown_input in = input(repeat(pieces[i], 3000, i == 2 ? "" : "> "));
        lb_diags_free(&diags);
        lb_diags_init(&diags);
        enum lb_status status = lb_markdown_render(&arena, &in, &m, &diags, &err);
        assert_int_equal(status, i == 2 ? LB_OK : LB_LIMIT); /* stars without an end are text */
        assert_int_equal(diags.errors, i == 2 ? 0 : 1);
    }
}

static int setup(void **state)
{
    (void)state;
    lb_diags_init(&diags);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    return 0;
}

static void test_markdown__a_preview_is_told_on_which_line_each_block_began(void **state)
{
    (void)state;
    struct lb_markdown m;
    struct lb_markdown_input in = input(LB_S("## Masalah\n\nSatu[^s1]\ndua.\n\n- a\n- b\n\n  c\n\n| x |\n|---|\n| 1 |\n\n> q\n\n```\nk\n```\n\n"
                                              "Lihat[^n].\n\n[^n]: Catatan.\n"));
    in.has_lines = true;
    assert_int_equal(lb_markdown_render(&arena, &in, &m, &diags, &err), LB_OK);
    const char *html = lb_arena_cstr(&arena, m.html.markup);
    static const char *const wanted[] = {"</h2>\n<!--10-->", "dua.</p>\n<!--12-->", "a</p>\n<!--15-->", "b</p>\n<!--16-->", "c</p>\n<!--18-->",
                                         "</div>\n<!--20-->", "q</p>\n<!--24-->", "</code></pre>\n<!--26-->", "<!--30-->", "<!--32-->"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!strstr(html, wanted[i]))
            fail_msg("no %s in %s", wanted[i], html);
    assert_null(strstr(render("## Masalah\n\nSatu.\n").html.markup.data, "<!--"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown__prose_and_spans),
        cmocka_unit_test(test_markdown__text_is_escaped),
        cmocka_unit_test(test_markdown__raw_html_is_left_out_with_a_warning),
        cmocka_unit_test(test_markdown__headings_start_at_two_and_never_skip),
        cmocka_unit_test(test_markdown__schema_headings_are_found_by_any_title),
        cmocka_unit_test(test_markdown__empty_sections_are_seen),
        cmocka_unit_test(test_markdown__sources_become_numbered_links),
        cmocka_unit_test(test_markdown__space_before_a_reference_is_dropped),
        cmocka_unit_test(test_markdown__unknown_source_is_an_error_at_its_place),
        cmocka_unit_test(test_markdown__own_notes_are_lettered),
        cmocka_unit_test(test_markdown__links_pass_an_allow_list),
        cmocka_unit_test(test_markdown__links_to_cases_follow_the_language),
        cmocka_unit_test(test_markdown__pictures_are_only_the_listed_ones),
        cmocka_unit_test(test_markdown__tables_scroll_and_align),
        cmocka_unit_test(test_markdown__text_for_the_index_has_no_markup),
        cmocka_unit_test(test_markdown__windows_line_ends_are_lines),
        cmocka_unit_test(test_markdown__any_beginning_is_kept),
        cmocka_unit_test(test_markdown__pathological_input_ends_in_time),
        cmocka_unit_test(test_markdown__a_row_of_pipes_names_its_line),
        cmocka_unit_test(test_markdown__a_preview_is_told_on_which_line_each_block_began),
        cmocka_unit_test(test_markdown__deep_nesting_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
