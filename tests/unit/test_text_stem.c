/* Stems: what must meet, what must stay apart, and properties that hold for every root and any word. */
#include "unit.h"
#include "analyser.h"
#include "base/limits.h"

#include <stdio.h>

static char room[LB_MAX_TERM];

static void assert_stem(const char *word, const char *stem)
{
    lb_slice s = lb_stem(an, lb_slice_of(word), room);
    if (!lb_slice_eq(s, lb_slice_of(stem)))
        fail_msg("%s: \"%" LB_PRI "\" instead of \"%s\"", word, LB_ARG(s), stem);
}

static void test_forms_of_one_word_meet(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"rencana", "rencana"}, {"perencanaan", "rencana"}, {"merencanakan", "rencana"}, {"perumahan", "rumah"},
        {"pengelolaan", "kelola"}, {"mengelola", "kelola"}, {"penanggulangan", "tanggulang"},
        {"perindustrian", "industri"}, {"industri", "industri"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_stem(pairs[i][0], pairs[i][1]);
}

/* tests/unit/stems.tsv: word, root, rule. */
static void test_the_table_of_rules_holds(void **state)
{
    (void)state;
    FILE *f = fopen("tests/unit/stems.tsv", "r");
    assert_non_null(f);
    char line[256];
    size_t count = 0, wrong = 0;
    while (fgets(line, sizeof line, f)) {
        if (line[0] == '#')
            continue;
        lb_slice rest = lb_slice_trim(lb_slice_of(line)), word = LB_EMPTY, root = LB_EMPTY;
        assert_true(lb_slice_split(&rest, '\t', &word));
        assert_true(lb_slice_split(&rest, '\t', &root));
        lb_slice stem = lb_stem(an, word, room);
        count++;
        if (!lb_slice_eq(stem, root)) {
            wrong++;
            print_message("%" LB_PRI ": \"%" LB_PRI "\", not \"%" LB_PRI "\" (%" LB_PRI ")\n", LB_ARG(word),
                          LB_ARG(stem), LB_ARG(root), LB_ARG(rest));
        }
    }
    fclose(f);
    assert_true(count >= 300);
    assert_int_equal(wrong, 0);
}

static void test_words_that_have_grown_apart_stay_apart(void **state)
{
    (void)state;
    static const char *const words[] = {"perempuan", "pemerintah", "pengadaan", "keuangan", "undang-undang",
                                        "organisasi", "sosialisasi", "beruang", "beras", "petani"};
    for (size_t i = 0; i < 8; i++)
        assert_stem(words[i], words[i]);
    assert_stem("perintah", "perintah");
    assert_stem("uang", "uang");
    assert_stem("pemerintahan", "pemerintah");
}

static void test_every_root_is_its_own_stem_or_settles_at_once(void **state)
{
    (void)state;
    FILE *f = fopen("text/data/roots.txt", "r");
    assert_non_null(f);
    char line[128], again[LB_MAX_TERM];
    size_t count = 0, moved = 0;
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, " \n")] = 0;
        lb_slice stem = lb_stem(an, lb_slice_of(line), room);
        moved += !lb_slice_eq(stem, lb_slice_of(line));
        lb_slice twice = lb_stem(an, stem, again);
        if (!lb_slice_eq(stem, twice))
            fail_msg("%s: %" LB_PRI ", then %" LB_PRI, line, LB_ARG(stem), LB_ARG(twice));
        assert_true(lb_is_indonesian(an, lb_slice_of(line)));
        count++;
    }
    fclose(f);
    assert_true(count > 25000);
    assert_true(moved < count / 10); /* learned derivatives and reduplications only */
}

static void test_illegal_confixes_are_not_stripped(void **state)
{
    (void)state;
    /* be-i, di-an, ke-i, ke-kan, me-an, se-i, se-kan, te-an */
    static const char *const words[] = {"berrumahi", "dirumahan", "kerumahi", "kerumahkan",
                                        "merumahan", "serumahi",  "serumahkan", "terrumahan"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_false(lb_is_indonesian(an, lb_slice_of(words[i])));
}

static void test_english_words_get_the_english_stem(void **state)
{
    (void)state;
    assert_stem("governments", "govern");
    assert_stem("planning", "plan");
    assert_false(lb_is_indonesian(an, LB_S("governments")));
}

static void test_protected_names_are_left_alone(void **state)
{
    (void)state;
    struct lb_err e;
    struct lb_json *config;
    struct lb_analyser *with;
    assert_int_equal(lb_json_parse(LB_S("{\"protected\": [\"Pekalongan\", \"pemalang\", \"Kepulauan Seribu\"]}"),
                                   &config, &e), LB_OK);
    assert_int_equal(lb_analyser_new(config, &with, &e), LB_OK);
    assert_true(lb_slice_eq(lb_stem(with, LB_S("pekalongan"), room), LB_S("pekalongan")));
    assert_true(lb_slice_eq(lb_stem(with, LB_S("pemalang"), room), LB_S("pemalang")));
    assert_true(lb_slice_eq(lb_stem(with, LB_S("kepulauan"), room), LB_S("pulau")));
    lb_analyser_free(with);
    lb_json_free(config);
}

static void test_the_library_adds_roots_stems_and_spellings(void **state)
{
    (void)state;
    struct lb_err e;
    struct lb_json *config;
    struct lb_analyser *with;
    assert_int_equal(lb_json_parse(LB_S("{\"exceptions\": {\"roots\": [\"pelayanan\"], \"stems\": {\"dispendukcapil\":"
                                        "\"dukcapil\"}, \"spellings\": {\"trotoir\": \"trotoar\"}},"
                                        "\"stopwords\": {\"id\": [\"yang\"], \"en\": [\"the\"]}}"), &config, &e), LB_OK);
    assert_int_equal(lb_analyser_new(config, &with, &e), LB_OK);
    assert_true(lb_slice_eq(lb_stem(with, LB_S("pelayanannya"), room), LB_S("pelayanan")));
    assert_true(lb_slice_eq(lb_stem(with, LB_S("dispendukcapil"), room), LB_S("dukcapil")));
    assert_true(lb_slice_eq(lb_stem(with, LB_S("trotoirnya"), room), LB_S("trotoar")));
    assert_true(lb_is_stopword(with, LB_S("yang")) && lb_is_stopword(with, LB_S("the")));
    assert_true(lb_is_stopword(with, LB_S("yg"))); /* spelled short */
    assert_false(lb_is_stopword(with, LB_S("rumah")));
    lb_analyser_free(with);
    lb_json_free(config);
}

static void test_a_wrong_exception_is_named(void **state)
{
    (void)state;
    struct lb_err e;
    struct lb_json *config;
    struct lb_analyser *with = NULL;
    assert_int_equal(lb_json_parse(LB_S("{\"exceptions\": {\"stems\": {\"kata\": [\"a\"]}}}"), &config, &e), LB_OK);
    assert_int_equal(lb_analyser_new(config, &with, &e), LB_INVALID);
    assert_non_null(strstr(e.msg, "\"kata\""));
    assert_null(with);
    lb_json_free(config);
}

static void test_any_bytes_give_a_stem_no_longer_than_a_recoded_word(void **state)
{
    (void)state;
    static const char *const pieces[] = {"me", "ng", "ber", "pe", "di", "ke", "an", "kan", "i", "nya", "lah", "-", "2",
                                         "\xc3\xa9", "\xff", "tahu", "ukur", "isasi", "itas", "a", "\0", "per"};
    uint32_t seed = 1;
    for (int i = 0; i < 200000; i++) {
        char word[128];
        size_t len = 0;
        for (unsigned n = 1 + i % 7; n > 0; n--) {
            seed = seed * 1664525 + 1013904223;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            size_t size = *piece ? strlen(piece) : 1;
            memcpy(word + len, piece, size);
            len += size;
        }
        lb_slice stem = lb_stem(an, (lb_slice){word, len}, room);
        assert_true(stem.len <= len + 3); /* a recoded consonant, or a learned ending: -itas from -if */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_one_word_meet),
        cmocka_unit_test(test_the_table_of_rules_holds),
        cmocka_unit_test(test_words_that_have_grown_apart_stay_apart),
        cmocka_unit_test(test_every_root_is_its_own_stem_or_settles_at_once),
        cmocka_unit_test(test_illegal_confixes_are_not_stripped),
        cmocka_unit_test(test_english_words_get_the_english_stem),
        cmocka_unit_test(test_protected_names_are_left_alone),
        cmocka_unit_test(test_the_library_adds_roots_stems_and_spellings),
        cmocka_unit_test(test_a_wrong_exception_is_named),
        cmocka_unit_test(test_any_bytes_give_a_stem_no_longer_than_a_recoded_word),
    };
    return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
