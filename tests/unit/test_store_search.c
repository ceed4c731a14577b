/* What a search finds, counts, orders and says; on a library of six cases. */
#include "store_library.h"

#include "base/limits.h"

static const struct test_case cases[] = {
    {"bank-sampah", "Bank sampah di kampung", "Sampah menumpuk di pasar.",
     "Warga menabung sampah plastik di bank sampah. <script>alert(1)</script> & \"kutipan\".", "2.11", "61.71", "2015", "E2",
     "sampah", "Waste bank in the kampung", "Residents save plastic waste beside the roads."},
    {"posyandu-desa", "Posyandu keliling desa", "Ibu hamil jauh dari posyandu.",
     "Kader kesehatan berkunjung ke rumah ibu hamil dan mencegah stunting.", "1.02", "61.72", "2018", "E3", "stunting", NULL, NULL},
    {"kampung-bantar", "Kampung Bantar", "Jalan lingkungan rusak.",
     "Gotong royong warga memperbaiki jalan dengan bantuan semen.", "1.04", "15.71", "2018", "E1", "permukiman", NULL, NULL},
    {"stunting-kota", "Cegah stunting di kota", "Balita pendek.", "Perbaikan gizi balita dan sanitasi. Air bersih untuk warga.",
     "1.02", "15.71", "2020", "E4", "stunting", NULL, NULL},
    {"sampah-sungai", "Sungai tanpa sampah", "Sungai kotor oleh sampah.", "Sampah sungai diangkut setiap hari oleh perahu.",
     "2.11", "15.71", "2021", "E0", "sampah", NULL, NULL},
    {"e-planning", "E-Planning kota", "Usulan warga hilang.", "Aplikasi e-planning mencatat usulan musrenbang.", "5.01", "12.71",
     "2018", "E2", NULL, NULL, NULL},
};

static struct lb_snapshot *snapshot;
static struct lb_reader *reader;
static struct lb_arena arena;

static int open_library(void **state)
{
    (void)state;
    struct lb_err e = {0};
    library_make_dir();
    library_write(cases, sizeof cases / sizeof *cases);
    must(lb_snapshot_open(library_dir, &snapshot, &e), &e);
    must(lb_reader_open(snapshot, &reader, &e), &e);
    return 0;
}

static int close_library(void **state)
{
    (void)state;
    lb_reader_close(reader);
    lb_snapshot_drop(snapshot);
    lb_arena_free(&arena);
    library_remove_dir();
    return 0;
}

static struct lb_results search_with(struct lb_search s)
{
    struct lb_err e = {0};
    struct lb_results r;
    if (!s.limit)
        s.limit = 20;
    if (!s.lang.len)
        s.lang = LB_S("id");
    must(lb_reader_search(reader, &arena, &s, &r, &e), &e);
    return r;
}

static struct lb_results search_for(const char *query)
{
    return search_with((struct lb_search){.query = lb_slice_of(query), .wants_facets = true, .wants_snippets = true});
}

static bool has_hit(const struct lb_results *r, const char *id)
{
    for (size_t i = 0; i < r->hit_count; i++)
        if (lb_slice_eq(r->hits[i].card.id, lb_slice_of(id)))
            return true;
    return false;
}

static void assert_first(const struct lb_results *r, const char *id)
{
    assert_true(r->hit_count > 0);
    if (!lb_slice_eq(r->hits[0].card.id, lb_slice_of(id)))
        fail_msg("first is %.*s, not %s", LB_ARG(r->hits[0].card.id), id);
}

static const struct lb_facet_count *facet(const struct lb_results *r, enum lb_field field, const char *code)
{
    for (size_t i = 0; i < r->facet_count; i++)
        for (size_t k = 0; r->facets[i].field == field && k < r->facets[i].count; k++)
            if (lb_slice_eq(r->facets[i].values[k].code, lb_slice_of(code)))
                return &r->facets[i].values[k];
    return NULL;
}

static bool contains(lb_slice s, const char *part)
{
    return s.len && memmem(s.data, s.len, part, strlen(part)) != NULL;
}

static void empty_query_lists_everything_newest_first(void **state)
{
    (void)state;
    struct lb_results r = search_for("");
    assert_int_equal(r.total, 6);
    assert_int_equal(r.hit_count, 6);
    assert_first(&r, "sampah-sungai");
    assert_false(r.is_some_words);
}

static void affixes_do_not_matter(void **state)
{
    (void)state;
    struct lb_results r = search_for("pencegahan stunting");
    assert_first(&r, "stunting-kota");
    assert_int_equal(r.total_all, 2);
}

static void all_words_are_counted_but_some_words_are_listed(void **state)
{
    (void)state;
    struct lb_results r = search_for("stunting balita");
    assert_int_equal(r.total, 1);
    assert_int_equal(r.total_all, 1);
    assert_int_equal(r.total_any, 2);
    assert_int_equal(r.hit_count, 2);
    assert_true(r.hits[0].has_all_words);
    assert_false(r.hits[1].has_all_words);
    assert_int_equal(facet(&r, LB_FIELD_AFFAIR, "1.02")->count, 1);
    assert_int_equal(r.missing_count, 0);
}

static void words_that_were_not_required_are_named(void **state)
{
    (void)state;
    struct lb_results r = search_with((struct lb_search){.query = LB_S("stunting semen balita"), .is_literal = true});
    assert_true(r.is_some_words);
    assert_int_equal(r.total_all, 0);
    assert_int_equal(r.total, 3);
    assert_int_equal(r.missing_count, 1);
    assert_string_equal(lb_arena_cstr(&arena, r.missing[0]), "semen");
}

static void a_filter_keeps_the_counts_of_its_own_field(void **state)
{
    (void)state;
    struct lb_filter filters[] = {{LB_FIELD_AFFAIR, LB_S("1.02")}};
    struct lb_results r = search_with((struct lb_search){.query = LB_EMPTY, .filters = filters, .filter_count = 1, .wants_facets = true});
    assert_int_equal(r.total, 2);
    assert_int_equal(facet(&r, LB_FIELD_AFFAIR, "1.02")->count, 2);
    assert_true(facet(&r, LB_FIELD_AFFAIR, "1.02")->is_selected);
    assert_int_equal(facet(&r, LB_FIELD_AFFAIR, "2.11")->count, 2); /* as if nothing were chosen in this field */
    assert_false(facet(&r, LB_FIELD_AFFAIR, "2.11")->is_selected);
    assert_int_equal(facet(&r, LB_FIELD_YEAR, "2018")->count, 1); /* other fields see the filter */
    assert_null(facet(&r, LB_FIELD_YEAR, "2021"));
}

static void values_of_one_field_are_alternatives_fields_are_conditions(void **state)
{
    (void)state;
    struct lb_filter filters[] = {{LB_FIELD_AFFAIR, LB_S("1.02")}, {LB_FIELD_AFFAIR, LB_S("2.11")}, {LB_FIELD_REGION, LB_S("15.71")}};
    struct lb_results r = search_with((struct lb_search){.filters = filters, .filter_count = 3, .wants_facets = true});
    assert_int_equal(r.total, 2);
    assert_true(has_hit(&r, "stunting-kota") && has_hit(&r, "sampah-sungai"));
    assert_int_equal(facet(&r, LB_FIELD_AFFAIR, "1.04")->count, 1);
    assert_int_equal(facet(&r, LB_FIELD_REGION, "61.71")->count, 1);
}

static void a_chosen_value_that_nobody_has_stays_with_count_0(void **state)
{
    (void)state;
    struct lb_filter filters[] = {{LB_FIELD_AFFAIR, LB_S("3.25")}};
    struct lb_results r = search_with((struct lb_search){.filters = filters, .filter_count = 1, .wants_facets = true});
    assert_int_equal(r.total, 0);
    assert_int_equal(facet(&r, LB_FIELD_AFFAIR, "3.25")->count, 0);
    assert_true(facet(&r, LB_FIELD_AFFAIR, "3.25")->is_selected);
}

static void a_province_finds_its_regencies(void **state)
{
    (void)state;
    struct lb_filter filters[] = {{LB_FIELD_REGION, LB_S("61")}};
    struct lb_results r = search_with((struct lb_search){.filters = filters, .filter_count = 1, .wants_facets = true});
    assert_int_equal(r.total, 2);
    assert_int_equal(facet(&r, LB_FIELD_REGION, "61")->count, 2);
    assert_int_equal(facet(&r, LB_FIELD_REGION, "61.71")->count, 1);
}

static void years_are_a_range_and_count_like_a_filter(void **state)
{
    (void)state;
    struct lb_results r = search_with((struct lb_search){.year_from = 2019, .wants_facets = true});
    assert_int_equal(r.total, 2);
    assert_int_equal(facet(&r, LB_FIELD_YEAR, "2018")->count, 3);
    r = search_with((struct lb_search){.year_from = 2015, .year_to = 2018});
    assert_int_equal(r.total, 4);
    r = search_for("tahun:2019..");
    assert_int_equal(r.total, 2);
    r = search_for("year:2015");
    assert_int_equal(r.total, 1);
}

static void orders(void **state)
{
    (void)state;
    struct lb_results r = search_with((struct lb_search){.order = LB_ORDER_EVIDENCE});
    assert_first(&r, "stunting-kota");
    r = search_with((struct lb_search){.order = LB_ORDER_TITLE});
    assert_first(&r, "bank-sampah");
    assert_string_equal(lb_arena_cstr(&arena, r.hits[5].card.id), "sampah-sungai");
    r = search_with((struct lb_search){.order = LB_ORDER_NEWEST});
    assert_first(&r, "sampah-sungai");
}

static void orders_other_than_relevance_leave_near_misses_out(void **state)
{
    (void)state;
    struct lb_results r = search_with((struct lb_search){.query = LB_S("stunting balita"), .order = LB_ORDER_NEWEST});
    assert_int_equal(r.hit_count, 1);
    assert_int_equal(r.total_any, 1);
}

static void pages_follow_each_other_without_gap(void **state)
{
    (void)state;
    struct lb_results all = search_for("warga kota sampah");
    for (size_t i = 0; i < all.hit_count; i++) {
        struct lb_results one = search_with((struct lb_search){.query = LB_S("warga kota sampah"), .offset = i, .limit = 1});
        assert_int_equal(one.hit_count, 1);
        assert_true(lb_slice_eq(one.hits[0].card.id, all.hits[i].card.id));
    }
    struct lb_results after = search_with((struct lb_search){.query = LB_S("warga"), .offset = 50});
    assert_int_equal(after.hit_count, 0);
    assert_int_equal(after.way_out_count, 0);
}

static void reasons_name_the_words_and_where_they_stand(void **state)
{
    (void)state;
    struct lb_results r = search_with((struct lb_search){.query = LB_S("memperbaiki"), .wants_reasons = true});
    assert_true(r.hit_count > 0);
    bool is_named = false;
    for (size_t i = 0; i < r.hit_count; i++)
        is_named = is_named || contains(r.hits[i].in_text, "memperbaiki") || contains(r.hits[i].in_title, "memperbaiki");
    assert_true(is_named);
    assert_int_equal(r.hits[0].snippet.markup.len, 0);
    r = search_with((struct lb_search){.query = LB_S("memperbaiki")});
    assert_int_equal(r.hits[0].in_text.len, 0);
}

static void a_snippet_is_escaped_and_marked(void **state)
{
    (void)state;
    struct lb_results r = search_for("menabung plastik");
    assert_first(&r, "bank-sampah");
    lb_slice s = r.hits[0].snippet.markup;
    assert_true(contains(s, "<mark>menabung</mark>"));
    assert_true(contains(s, "<mark>plastik</mark>"));
    assert_true(contains(s, "&lt;script&gt;"));
    assert_false(contains(s, "<script"));
    assert_true(contains(s, "&quot;kutipan&quot;"));
    r = search_for("sampah");
    assert_true(contains(r.hits[0].title.markup, "<mark>"));
}

static void other_forms_of_a_word_are_marked(void **state)
{
    (void)state;
    struct lb_results r = search_for("perbaikan jalan");
    assert_first(&r, "kampung-bantar");
    assert_true(contains(r.hits[0].snippet.markup, "<mark>memperbaiki</mark>"));
}

static void an_unknown_word_is_corrected_and_said(void **state)
{
    (void)state;
    struct lb_results r = search_for("posyadu");
    assert_first(&r, "posyandu-desa");
    assert_int_equal(r.correction_count, 1);
    assert_true(r.corrections[0].is_applied);
    assert_string_equal(lb_arena_cstr(&arena, r.corrections[0].better), "posyandu");
    r = search_with((struct lb_search){.query = LB_S("posyadu"), .is_literal = true});
    assert_int_equal(r.total, 0);
    assert_int_equal(r.correction_count, 0);
}

static void phrases_are_in_order(void **state)
{
    (void)state;
    struct lb_results r = search_for("\"bank sampah\"");
    assert_int_equal(r.total, 1);
    assert_first(&r, "bank-sampah");
    r = search_for("\"sampah bank\"");
    assert_int_equal(r.total, 0);
    assert_int_equal(r.way_out_count, 0); /* without it there is nothing to look for */
}

static void minus_or_parentheses_prefix_title(void **state)
{
    (void)state;
    struct lb_results r = search_for("sampah -sungai");
    assert_int_equal(r.total, 1);
    assert_first(&r, "bank-sampah");
    r = search_for("stunting ATAU semen");
    assert_int_equal(r.total_all, 3);
    r = search_for("stunting OR semen");
    assert_int_equal(r.total_all, 3);
    r = search_for("(balita OR ibu) stunting");
    assert_int_equal(r.total_all, 2);
    r = search_for("posy*");
    assert_int_equal(r.total_all, 1);
    r = search_for("judul:sungai");
    assert_int_equal(r.total, 1);
    r = search_for("-sampah");
    assert_int_equal(r.total, 4);
}

static void fields_are_found_by_name_and_code_in_both_languages(void **state)
{
    (void)state;
    assert_int_equal(search_for("urusan:kesehatan").total, 2);
    assert_int_equal(search_for("affair:health").total, 2);
    assert_int_equal(search_for("urusan:1.02").total, 2);
    assert_int_equal(search_for("daerah:\"kota jambi\"").total, 3);
    assert_int_equal(search_for("daerah:jambi stunting").total, 1);
    assert_int_equal(search_for("region:\"kalimantan barat\"").total, 2);
    struct lb_results r = search_for("urusan:stunting");
    assert_int_equal(r.total, 2); /* no such affair: a word, and that is said */
    assert_int_equal(r.notice_count, 1);
}

static void compounds_are_found_in_every_spelling(void **state)
{
    (void)state;
    assert_int_equal(search_for("e-planning").total_all, 1);
    assert_int_equal(search_for("eplanning").total_all, 1);
    assert_int_equal(search_for("E-Planning").total_all, 1);
}

static void a_translation_counts_only_where_nobody_has_the_word(void **state)
{
    (void)state;
    struct lb_results r = search_for("roads"); /* written in one case; "jalan" in another */
    assert_int_equal(r.total, 1);
    assert_int_equal(r.total_any, 2);
    assert_true(has_hit(&r, "kampung-bantar"));
    r = search_for("water"); /* in no case; "air" is */
    assert_int_equal(r.total, 1);
    assert_first(&r, "stunting-kota");
}

static void a_translation_and_its_original_are_one_result_in_the_readers_language(void **state)
{
    (void)state;
    struct lb_results r = search_with((struct lb_search){.query = LB_S("plastic waste"), .lang = LB_S("en"), .wants_snippets = true});
    assert_first(&r, "bank-sampah");
    assert_string_equal(lb_arena_cstr(&arena, r.hits[0].card.title), "Waste bank in the kampung");
    assert_true(contains(r.hits[0].snippet.markup, "<mark>plastic</mark>"));
    r = search_with((struct lb_search){.query = LB_S("sampah plastik"), .lang = LB_S("en")});
    assert_string_equal(lb_arena_cstr(&arena, r.hits[0].card.lang), "en");
}

static void an_empty_page_says_which_filter_to_drop(void **state)
{
    (void)state;
    struct lb_filter filters[] = {{LB_FIELD_REGION, LB_S("61.71")}, {LB_FIELD_YEAR, LB_S("2018")}};
    struct lb_results r = search_with((struct lb_search){.query = LB_S("stunting"), .filters = filters, .filter_count = 2});
    assert_int_equal(r.total, 0);
    assert_int_equal(r.way_out_count, 1);
    assert_true(r.ways_out[0].is_filter);
    assert_int_equal(r.ways_out[0].filter.field, LB_FIELD_REGION);
    assert_int_equal(r.ways_out[0].count, 1);
}

static void an_empty_page_says_which_word_to_drop(void **state)
{
    (void)state;
    struct lb_results r = search_for("sampah tahun:1999");
    assert_int_equal(r.total, 0);
    assert_int_equal(r.way_out_count, 1);
    assert_string_equal(lb_arena_cstr(&arena, r.ways_out[0].word), "tahun:1999");
    assert_int_equal(r.ways_out[0].count, 2);
}

static void too_deep_is_a_limit(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_results r;
    struct lb_search s = {.query = LB_S("warga"), .offset = LB_MAX_OFFSET + 1, .limit = 10};
    assert_int_equal(lb_reader_search(reader, &arena, &s, &r, &e), LB_LIMIT);
}

static void values_of_a_field_come_by_code_with_counts(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_facet_result r;
    must(lb_reader_values(reader, &arena, LB_FIELD_AFFAIR, &r, &e), &e);
    assert_int_equal(r.count, 4);
    assert_string_equal(lb_arena_cstr(&arena, r.values[0].code), "1.02");
    assert_int_equal(r.values[0].count, 2);
    assert_string_equal(lb_arena_cstr(&arena, r.values[3].code), "5.01");
}

static void similar_cases_come_with_the_reason(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_similar *list;
    size_t count;
    must(lb_reader_similar(reader, &arena, LB_S("stunting-kota"), LB_S("id"), 3, &list, &count, &e), &e);
    assert_true(count > 0);
    assert_string_equal(lb_arena_cstr(&arena, list[0].card.id), "posyandu-desa");
    assert_true(list[0].why & LB_WHY_PROBLEM);
    assert_true(list[0].why & LB_WHY_AFFAIR);
    assert_true(list[0].word_count > 0);
    for (size_t i = 0; i < count; i++)
        assert_false(lb_slice_eq(list[i].card.id, LB_S("stunting-kota")));
    assert_int_equal(lb_reader_similar(reader, &arena, LB_S("tidak-ada"), LB_S("id"), 3, &list, &count, &e), LB_NOT_FOUND);
}

static size_t suggest(const char *typed, struct lb_suggestion **list)
{
    struct lb_err e = {0};
    size_t count;
    must(lb_reader_suggest(reader, &arena, lb_slice_of(typed), LB_S("id"), 10, list, &count, &e), &e);
    return count;
}

static bool suggests(const char *typed, enum lb_suggestion_kind kind, const char *text)
{
    struct lb_suggestion *list;
    size_t n = suggest(typed, &list);
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == kind && lb_slice_eq(list[i].text, lb_slice_of(text)))
            return true;
    return false;
}

static void suggestions_complete_titles_places_values_words(void **state)
{
    (void)state;
    struct lb_suggestion *list;
    assert_true(suggests("bank sam", LB_SUGGEST_CASE, "Bank sampah di kampung"));
    assert_true(suggests("pont", LB_SUGGEST_PLACE, "Kota Pontianak"));
    assert_true(suggests("kese", LB_SUGGEST_VALUE, "Kesehatan"));
    assert_true(suggests("gotong roy", LB_SUGGEST_WORD, "gotong royong"));
    assert_true(suggests("ibu ham", LB_SUGGEST_PROBLEM, "Ibu hamil jauh dari posyandu."));
    assert_true(suggests("posyn", LB_SUGGEST_WORD, "posyandu")); /* one slip */
    assert_int_equal(suggest("zzzzqq", &list), 0);
    assert_int_equal(suggest("", &list), 0);
}

static void hostile_queries_never_fail(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\"", "\"\"", "((((((((((((((((((((", "))))))", "-", "--", "---a", "- -", "OR", "OR OR", "a OR", "OR a", "*", "**", "a*", "-*",
        "judul:", "judul:\"", "judul:\"x", "tahun:", "tahun:..", "tahun:x..y", "tahun:99999", "urusan:\"\"", ":", "::", ":a", "a:b:c",
        "-(", "-()", "()", "-(a -(b -(c)))", "\"a\" \"b", ("\xe2\x80\x9c" "bank sampah\xe2\x80\x9d"), "a\tb\nc", "🙂", "é è ê", "..", "1.2.3", "/", "e-", "-e",
        "NOT", "a AND b", "\\", "%s%n", "'; drop table", "Q1", "XAF1.02", "ZS", "\x01\x02",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        search_for(bad[i]);
    assert_int_equal(search_for("\xe2\x80\x9c" "bank sampah\xe2\x80\x9d").total, 1);
}

static void a_huge_query_is_cut_and_said(void **state)
{
    (void)state;
    static char text[200001];
    static const char *const pieces[] = {"(", "a ", "\"", "-", "sampah ", "a* ", "judul:x ", "OR "};
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t len = strlen(pieces[p]);
        for (size_t i = 0; i + len < sizeof text; i += len)
            memcpy(text + i, pieces[p], len);
        struct lb_results r = search_for(text);
        assert_true(r.notice_count > 0);
    }
}

static void test_list__goes_on_where_searches_end(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_results r;
    struct lb_search s = {.is_list = true, .order = LB_ORDER_FIELD, .order_field = LB_FIELD_EVIDENCE, .limit = LB_MAX_LIST};
    r = search_with(s);
    assert_int_equal(r.hit_count, 6);
    assert_first(&r, "sampah-sungai"); /* E0 */
    assert_true(lb_slice_eq(r.hits[5].card.id, LB_S("stunting-kota"))); /* E4 */
    for (size_t i = 0; i < r.hit_count; i++)
        assert_int_equal(r.hits[i].value_count, 0); /* nothing for editors in this library */
    s.order_field = LB_FIELD_CHALLENGE;
    r = search_with(s);
    assert_first(&r, "e-planning"); /* it has none */
    s.offset = LB_MAX_OFFSET + 5000;
    r = search_with(s);
    assert_int_equal(r.hit_count, 0);
    assert_int_equal(r.total, 6);
    s.limit = LB_MAX_LIST + 1;
    assert_int_equal(lb_reader_search(reader, &arena, &s, &r, &e), LB_LIMIT);
    s = (struct lb_search){.is_list = true, .query = LB_S("sampah"), .limit = 10};
    assert_int_equal(lb_reader_search(reader, &arena, &s, &r, &e), LB_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list__goes_on_where_searches_end),
        cmocka_unit_test(empty_query_lists_everything_newest_first),
        cmocka_unit_test(affixes_do_not_matter),
        cmocka_unit_test(all_words_are_counted_but_some_words_are_listed),
        cmocka_unit_test(words_that_were_not_required_are_named),
        cmocka_unit_test(a_filter_keeps_the_counts_of_its_own_field),
        cmocka_unit_test(values_of_one_field_are_alternatives_fields_are_conditions),
        cmocka_unit_test(a_chosen_value_that_nobody_has_stays_with_count_0),
        cmocka_unit_test(a_province_finds_its_regencies),
        cmocka_unit_test(years_are_a_range_and_count_like_a_filter),
        cmocka_unit_test(orders),
        cmocka_unit_test(orders_other_than_relevance_leave_near_misses_out),
        cmocka_unit_test(pages_follow_each_other_without_gap),
        cmocka_unit_test(reasons_name_the_words_and_where_they_stand),
        cmocka_unit_test(a_snippet_is_escaped_and_marked),
        cmocka_unit_test(other_forms_of_a_word_are_marked),
        cmocka_unit_test(an_unknown_word_is_corrected_and_said),
        cmocka_unit_test(phrases_are_in_order),
        cmocka_unit_test(minus_or_parentheses_prefix_title),
        cmocka_unit_test(fields_are_found_by_name_and_code_in_both_languages),
        cmocka_unit_test(compounds_are_found_in_every_spelling),
        cmocka_unit_test(a_translation_counts_only_where_nobody_has_the_word),
        cmocka_unit_test(a_translation_and_its_original_are_one_result_in_the_readers_language),
        cmocka_unit_test(an_empty_page_says_which_filter_to_drop),
        cmocka_unit_test(an_empty_page_says_which_word_to_drop),
        cmocka_unit_test(too_deep_is_a_limit),
        cmocka_unit_test(values_of_a_field_come_by_code_with_counts),
        cmocka_unit_test(similar_cases_come_with_the_reason),
        cmocka_unit_test(suggestions_complete_titles_places_values_words),
        cmocka_unit_test(hostile_queries_never_fail),
        cmocka_unit_test(a_huge_query_is_cut_and_said),
    };
    return cmocka_run_group_tests(tests, open_library, close_library);
}
