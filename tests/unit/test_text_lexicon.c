/* Other words for a word: acronyms, synonyms, places, dictionary and cognates; what each entry promises. */
#include "unit.h"
#include "base/limits.h"
#include "text/lexicon.h"

#include <stdio.h>

static struct lb_analyser *an;
static struct lb_arena arena;

static const char config_text[] =
    "{\"acronyms\": {\"acronyms\": ["
    "  {\"short\": \"RKPD\", \"long\": {\"id\": [\"Rencana Kerja Pemerintah Daerah\"], \"en\": [\"local government work plan\"]}},"
    "  {\"short\": \"BKM\", \"long\": {\"id\": [\"Badan Keswadayaan Masyarakat\", \"Badan Kesejahteraan Masjid\"]}},"
    "  {\"short\": \"ADD\", \"long\": {\"id\": [\"Alokasi Dana Desa\"]}, \"case\": \"upper\"}]},"
    " \"synonyms\": {\"groups\": ["
    "  {\"words\": {\"id\": [\"stunting\", \"tengkes\", \"gagal tumbuh\"], \"en\": [\"stunted growth\"]},"
    "   \"facet\": {\"field\": \"challenges\", \"code\": \"stunting\"}}]},"
    " \"places\": {\"places\": [{\"code\": \"34.71\", \"names\": {\"id\": [\"Jogja\", \"Kota Yogya\"]}}]},"
    " \"case_acronyms\": [{\"short\": \"RUMPON\", \"long\": \"Rumah Komunitas Pontianak\"}]}";

static int set_up(void **state)
{
    (void)state;
    struct lb_err e;
    struct lb_json *config;
    if (lb_json_parse(lb_slice_of(config_text), &config, &e) != LB_OK || lb_analyser_new(config, &an, &e) != LB_OK)
        return -1;
    lb_json_free(config);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lb_arena_free(&arena);
    lb_analyser_free(an);
    return 0;
}

static struct lb_alternatives look(const char *text)
{
    lb_slice words[32], rest = lb_slice_of(text);
    size_t count = 0;
    struct lb_alternatives ret;
    while (count < 32 && lb_slice_split(&rest, ' ', &words[count]))
        count++;
    lb_lexicon_look(an, &arena, words, count, 0, &ret);
    return ret;
}

static const struct lb_alternative *find(const struct lb_alternatives *in, const char *text)
{
    for (size_t i = 0; i < in->count; i++)
        if (lb_slice_eq(in->items[i].text, lb_slice_of(text)))
            return &in->items[i];
    return NULL;
}

/* An alternative of one word that means the same to the index. */
static const struct lb_alternative *find_stem(const struct lb_alternatives *in, const char *word)
{
    char room[LB_MAX_TERM];
    lb_slice stem = lb_stem(an, lb_slice_of(word), room);
    for (size_t i = 0; i < in->count; i++)
        if (in->items[i].count == 1 && lb_slice_eq(in->items[i].stems[0], stem))
            return &in->items[i];
    return NULL;
}

static void assert_has(const char *query, const char *text, enum lb_relation relation)
{
    struct lb_alternatives found = look(query);
    const struct lb_alternative *it = find(&found, text);
    if (!it)
        fail_msg("%s: no \"%s\"", query, text);
    assert_int_equal(it->relation, relation);
    assert_true(it->weight > 0 && it->weight <= 1 && it->count > 0);
}

static void test_acronyms_work_both_ways(void **state)
{
    (void)state;
    assert_has("rkpd", "Rencana Kerja Pemerintah Daerah", LB_EXPANSION);
    assert_has("rencana kerja pemerintah daerah", "RKPD", LB_ACRONYM);
    assert_has("local government work plan", "RKPD", LB_ACRONYM);
    assert_has("rencana kerja pemerintah daerah", "local government work plan", LB_TRANSLATION);
    assert_has("rumpon", "Rumah Komunitas Pontianak", LB_EXPANSION);
}

static void test_a_phrase_covers_its_words(void **state)
{
    (void)state;
    assert_int_equal(look("rencana kerja pemerintah daerah kota").used, 4);
    assert_int_equal(look("rencana kerja").used, 1);
    assert_int_equal(look("rkpd kota").used, 1);
}

static void test_inflected_words_find_their_entry(void **state)
{
    (void)state;
    assert_has("rencana kerja pemerintahan daerahnya", "RKPD", LB_ACRONYM);
}

static void test_two_meanings_are_not_synonyms(void **state)
{
    (void)state;
    struct lb_alternatives found = look("badan keswadayaan masyarakat");
    assert_non_null(find(&found, "BKM"));
    assert_null(find(&found, "Badan Kesejahteraan Masjid"));
    found = look("bkm");
    assert_true(find(&found, "Badan Keswadayaan Masyarakat")->weight > find(&found, "Badan Kesejahteraan Masjid")->weight);
}

static void test_an_acronym_that_is_a_word_counts_for_little(void **state)
{
    (void)state;
    struct lb_alternatives found = look("add");
    assert_true(find(&found, "Alokasi Dana Desa")->weight < 0.5);
}

static void test_synonyms_reach_words_and_facets(void **state)
{
    (void)state;
    assert_has("stunting", "tengkes", LB_SYNONYM);
    assert_has("gagal tumbuh", "stunting", LB_SYNONYM);
    assert_has("tengkes", "stunted growth", LB_TRANSLATION);
    struct lb_alternatives found = look("tengkes");
    assert_int_equal(found.facet_count, 1);
    assert_true(lb_slice_eq(found.facets[0].field, LB_S("challenges")));
    assert_true(lb_slice_eq(found.facets[0].code, LB_S("stunting")));
}

static void test_places_have_their_other_names_and_code(void **state)
{
    (void)state;
    assert_has("jogja", "Kota Yogya", LB_PLACE);
    struct lb_alternatives found = look("jogja");
    assert_int_equal(found.facet_count, 1);
    assert_true(lb_slice_eq(found.facets[0].field, LB_S("region")) && lb_slice_eq(found.facets[0].code, LB_S("34.71")));
}

static void test_the_dictionary_works_both_ways(void **state)
{
    (void)state;
    assert_has("flood", "banjir", LB_TRANSLATION);
    assert_has("banjir", "flood", LB_TRANSLATION);
    assert_has("villages", "desa", LB_TRANSLATION);
    assert_has("acid rain", "hujan asam", LB_TRANSLATION);
}

static void test_cognates_follow_the_spelling_rules(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"participation", "partisipasi"}, {"innovation", "inovasi"}, {"productivity", "produktivitas"},
        {"governance", "governansi"}, {"schistosomiasis", NULL}, {"phonology", "fonologi"}, {"economic", "ekonomik"},
        {"administrative", "administratif"}, {"action", "aksi"}, {"extremism", "ekstremisme"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][1]) {
            struct lb_alternatives found = look(pairs[i][0]);
            if (!find_stem(&found, pairs[i][1]))
                fail_msg("%s: no \"%s\"", pairs[i][0], pairs[i][1]);
        } else {
            assert_int_equal(look(pairs[i][0]).count, 0);
        }
    assert_has("publik", "public", LB_COGNATE);
}

static void test_no_word_is_its_own_alternative(void **state)
{
    (void)state;
    static const char *const words[] = {"rkpd", "banjir", "flood", "stunting", "partisipasi", "kota", "planning", "di"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct lb_alternatives found = look(words[i]);
        char room[LB_MAX_TERM];
        lb_slice stem = lb_stem(an, lb_slice_of(words[i]), room);
        assert_true(found.count <= LB_MAX_ALTERNATIVES);
        for (size_t k = 0; k < found.count; k++)
            assert_false(found.items[k].count == 1 && lb_slice_eq(found.items[k].stems[0], stem));
    }
    assert_int_equal(look("").count, 0);
}

static void test_a_wrong_entry_is_named(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"{\"acronyms\": [{\"short\": \"X\"}]}", "acronyms: entry 1"},
        {"{\"synonyms\": [{\"facet\": {}}]}", "synonyms: group 1"},
        {"{\"places\": [{\"names\": {}}]}", "places: entry 1"},
        {"{\"stopwords\": {\"id\": [[]]}}", "stopwords: entry 1"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct lb_err e;
        struct lb_json *config;
        struct lb_analyser *none = NULL;
        assert_int_equal(lb_json_parse(lb_slice_of(wrong[i][0]), &config, &e), LB_OK);
        assert_int_equal(lb_analyser_new(config, &none, &e), LB_INVALID);
        if (strncmp(e.msg, wrong[i][1], strlen(wrong[i][1])) != 0)
            fail_msg("\"%s\" does not begin with \"%s\"", e.msg, wrong[i][1]);
        lb_json_free(config);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acronyms_work_both_ways),
        cmocka_unit_test(test_a_phrase_covers_its_words),
        cmocka_unit_test(test_inflected_words_find_their_entry),
        cmocka_unit_test(test_two_meanings_are_not_synonyms),
        cmocka_unit_test(test_an_acronym_that_is_a_word_counts_for_little),
        cmocka_unit_test(test_synonyms_reach_words_and_facets),
        cmocka_unit_test(test_places_have_their_other_names_and_code),
        cmocka_unit_test(test_the_dictionary_works_both_ways),
        cmocka_unit_test(test_cognates_follow_the_spelling_rules),
        cmocka_unit_test(test_no_word_is_its_own_alternative),
        cmocka_unit_test(test_a_wrong_entry_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
