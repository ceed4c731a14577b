/* Tokens: one line of text, the tokens as "word" or "word=stem", joined forms in brackets. */
#include "unit.h"
#include "analyser.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

/* Walks the whole stream, checks what holds for every text, returns the tokens as one line. */
static const char *tokens_of(lb_slice text)
{
    static char out[1 << 16];
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_tokens *stream = lb_tokens_start(an, &arena, text);
    struct lb_token t;
    size_t n = 0, last_start = 0;
    unsigned last_position = 0;
    out[0] = 0;
    while (lb_tokens_next(stream, &t)) {
        assert_true(t.start < t.end && t.end <= text.len);
        assert_true(t.word.len > 0 && t.word.len <= LB_MAX_TERM && t.stem.len > 0 && t.stem.len <= LB_MAX_TERM + 3);
        assert_true(t.position <= last_position + 1);
        if (t.kind != LB_TOKEN_JOINED) {
            assert_true(t.start >= last_start && t.position >= last_position);
            last_start = t.start, last_position = t.position;
        } else {
            assert_true(t.start <= last_start && t.position <= last_position);
        }
        if (n > sizeof out - 1024)
            continue;
        bool is_same = lb_slice_eq(t.word, t.stem);
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%s%" LB_PRI "%s%" LB_PRI "%s", n ? " " : "",
                                    t.kind == LB_TOKEN_JOINED ? "[" : "", LB_ARG(t.word), is_same ? "" : "=",
                                    LB_ARG(is_same ? LB_EMPTY : t.stem), t.kind == LB_TOKEN_JOINED ? "]" : "");
    }
    lb_arena_free(&arena);
    return out;
}

static void test_words_are_folded(void **state)
{
    (void)state;
    assert_string_equal(tokens_of(LB_S("Kampung CAF\xc3\x89, Jum'at Qur\xe2\x80\x99" "an")), "kampung cafe jumat quran");
    assert_string_equal(tokens_of(LB_S("e\xcc\x81" "a")), "ea");
    assert_string_equal(tokens_of(LB_S("re\xc2\xadk" "an")), "rekan");
}

static void test_compounds_are_indexed_apart_and_joined(void **state)
{
    (void)state;
    assert_string_equal(tokens_of(LB_S("E-Planning")), "e planning=plan [eplanning=eplan]");
    assert_string_equal(tokens_of(LB_S("Nomor 138/1625/SJ")), "nomor 138 1625 sj [138/1625/sj]");
    assert_string_equal(tokens_of(LB_S("RT/RW")), "rt rw [rt/rw]");
    assert_string_equal(tokens_of(LB_S("COVID-19")), "covid 19 [covid19]");
    assert_string_equal(tokens_of(LB_S("2015-2020")), "2015 2020");
    assert_string_equal(tokens_of(LB_S("kemendagri.go.id")), "kemendagri go id [kemendagri.go.id]");
    assert_string_equal(tokens_of(LB_S("selesai.Kemudian")), "selesai kemudian");
}

static void test_abbreviations_lose_their_dots(void **state)
{
    (void)state;
    assert_string_equal(tokens_of(LB_S("D.I. Yogyakarta")), "di yogyakarta");
    assert_string_equal(tokens_of(LB_S("S.H., M.Si.")), "sh m si [msi]");
    assert_string_equal(tokens_of(LB_S("a.n. Bupati")), "an bupati");
}

static void test_numbers_keep_their_marks_and_stem_to_digits(void **state)
{
    (void)state;
    assert_string_equal(tokens_of(LB_S("1.234,5 12,5 1.02 1.000.000 1,000,000 3.")),
                        "1.234,5=1234,5 12,5 1.02 1.000.000=1000000 1,000,000=1000000 3");
}

static void test_reduplication_is_one_word(void **state)
{
    (void)state;
    assert_string_equal(tokens_of(LB_S("anak-anak")), "anak-anak=anak");
    assert_string_equal(tokens_of(LB_S("bermain-main")), "bermain-main=main");
    assert_string_equal(tokens_of(LB_S("perundang-undangan")), "perundang-undangan=undang-undang");
    assert_string_equal(tokens_of(LB_S("laki-laki/perempuan")), "laki-laki=laki perempuan [laki-laki/perempuan]");
    assert_string_equal(tokens_of(LB_S("KTP-nya")), "ktp");
}

static void test_compounds_written_apart_meet_those_written_together(void **state)
{
    (void)state;
    assert_string_equal(tokens_of(LB_S("tanggung jawab")), "tanggung jawab [tanggungjawab]");
    assert_string_equal(tokens_of(LB_S("pertanggungjawaban")), "pertanggungjawaban=tanggungjawab");
    assert_string_equal(tokens_of(LB_S("undang undang")), "undang undang [undang-undang]");
    assert_string_equal(tokens_of(LB_S("tanggung. Jawab")), "tanggung jawab");
}

static void test_malformed_bytes_separate_words(void **state)
{
    (void)state;
    assert_string_equal(tokens_of(LB_S("satu\xff" "dua\xc3")), "satu dua");
    assert_string_equal(tokens_of(LB_EMPTY), "");
}

static void test_garbage_is_cut_and_takes_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"a", "a-", "a.", "a/", "1,", "'", "a'", "\xcc\x81", "\xff", "a.b", "-", "me"};
    size_t size = 1 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t len = strlen(units[u]);
        for (size_t i = 0; i < size; i++)
            text[i] = units[u][i % len];
        tokens_of((lb_slice){text, size});
    }
    free(text);
}

static void test_random_bytes_keep_the_rules(void **state)
{
    (void)state;
    static const char alphabet[] = "aAbn1.,-/&' \n\xc3\xa9\xe2\x80\x99\xff";
    uint32_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        char text[64];
        size_t len = (size_t)(i % 64);
        for (size_t k = 0; k < len; k++) {
            seed = seed * 1664525 + 1013904223;
            text[k] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        tokens_of((lb_slice){text, len});
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_folded),
        cmocka_unit_test(test_compounds_are_indexed_apart_and_joined),
        cmocka_unit_test(test_abbreviations_lose_their_dots),
        cmocka_unit_test(test_numbers_keep_their_marks_and_stem_to_digits),
        cmocka_unit_test(test_reduplication_is_one_word),
        cmocka_unit_test(test_compounds_written_apart_meet_those_written_together),
        cmocka_unit_test(test_malformed_bytes_separate_words),
        cmocka_unit_test(test_garbage_is_cut_and_takes_linear_time),
        cmocka_unit_test(test_random_bytes_keep_the_rules),
    };
    return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
