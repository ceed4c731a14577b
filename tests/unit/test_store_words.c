/* The word list, the spelling correction made of it, and the walk over stored text. */
#include "store_library.h"

#include "store/scan.h"
#include "store/spell.h"

static struct lb_wordlist list;
static struct lb_analyser *analyser;

static enum lb_status open_list(lb_slice content, struct lb_wordlist *ret)
{
    struct lb_err e = {0};
    struct lb_arena arena = LB_ARENA_INIT;
    library_make_dir();
    char *path = lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/words", library_dir));
    must(lb_fs_write(path, content, &e), &e);
    enum lb_status s = lb_wordlist_open(path, ret, &e);
    lb_arena_free(&arena);
    library_remove_dir();
    return s;
}

static int make_list(void **state)
{
    (void)state;
    static const char *const words[] = {"air", "bangka", "bangkit", "bangku", "kampung", "kesehatan", "pembangunan", "pontianak", "posyandu", "sampah", "sehat", "\xc3\xa9t\xc3\xa9"};
    analyser = library_analyser();
    struct lb_wordlist_maker *m = lb_wordlist_maker_new(analyser);
    struct lb_str blob = LB_STR_INIT(1 << 20);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        lb_wordlist_maker_add(m, lb_slice_of(words[i]), (uint32_t)(i + 1));
    lb_wordlist_maker_add(m, LB_S("2019"), 5);
    lb_wordlist_maker_write(m, &blob);
    assert_int_equal(open_list(lb_slice_sub(lb_str_slice(&blob), 0, blob.len - 1), &list), LB_INTERNAL);
    assert_int_equal(open_list(LB_EMPTY, &list), LB_INTERNAL);
    assert_int_equal(open_list(lb_str_slice(&blob), &list), LB_OK);
    lb_wordlist_maker_free(m);
    lb_str_free(&blob);
    return 0;
}

static int free_list(void **state)
{
    (void)state;
    lb_wordlist_free(&list);
    lb_analyser_free(analyser);
    return 0;
}

static void words_are_found_with_their_counts(void **state)
{
    (void)state;
    assert_int_equal(list.count, 12); /* no numbers */
    assert_int_equal(lb_wordlist_freq(&list, LB_S("air")), 1);
    assert_int_equal(lb_wordlist_freq(&list, LB_S("sampah")), 10);
    assert_int_equal(lb_wordlist_freq(&list, LB_S("sampa")), 0);
    assert_int_equal(lb_wordlist_after(&list, LB_S("bang")) - lb_wordlist_at(&list, LB_S("bang")), 3);
    assert_int_equal(lb_wordlist_after(&list, LB_S("zz")), lb_wordlist_at(&list, LB_S("zz")));
}

static void forms_of_a_stem(void **state)
{
    (void)state;
    uint32_t forms[8];
    size_t n = lb_wordlist_forms(&list, analyser, LB_S("sehat"), forms, 8);
    assert_int_equal(n, 1);
    assert_true(lb_slice_eq(lb_wordlist_word(&list, forms[0]), LB_S("kesehatan")));
    assert_int_equal(lb_wordlist_forms(&list, analyser, LB_S("tidakada"), forms, 8), 0);
}

static void assert_spelled(const char *typed, const char *expected)
{
    struct lb_spelling best;
    size_t n = lb_spell(&list, lb_slice_of(typed), &best, 1);
    if (!expected) {
        assert_int_equal(n, 0);
        return;
    }
    assert_int_equal(n, 1);
    if (!lb_slice_eq(lb_wordlist_word(&list, best.word), lb_slice_of(expected)))
        fail_msg("%s gave %.*s, not %s", typed, LB_ARG(lb_wordlist_word(&list, best.word)), expected);
}

static void every_kind_of_slip_is_mended(void **state)
{
    (void)state;
    assert_spelled("posyadu", "posyandu");      /* dropped */
    assert_spelled("posyaandu", "posyandu");    /* doubled */
    assert_spelled("posyabdu", "posyandu");     /* replaced */
    assert_spelled("psoyandu", "posyandu");     /* exchanged */
    assert_spelled("osyandu", "posyandu");      /* first letter */
    assert_spelled("pmbangnan", "pembangunan"); /* two */
    assert_spelled("bangkt", "bangkit");
    assert_spelled("kampng", "kampung");
    assert_spelled("ponitanak", "pontianak");
}

static void short_and_far_words_are_left_alone(void **state)
{
    (void)state;
    assert_spelled("ari", NULL);
    assert_spelled("sxmpxh", "sampah");
    assert_spelled("xampxhx", NULL);
    assert_spelled("stunting", NULL);
    assert_spelled("", NULL);
    char huge[301];
    memset(huge, 'a', 300);
    huge[300] = 0;
    assert_spelled(huge, NULL);
}

static void a_beginning_may_have_a_slip(void **state)
{
    (void)state;
    struct lb_spelling best;
    assert_int_equal(lb_spell_beginning(&list, LB_S("posyn"), &best, 1), 1);
    assert_true(lb_slice_eq(lb_wordlist_word(&list, best.word), LB_S("posyandu")));
    assert_int_equal(lb_spell_beginning(&list, LB_S("po"), &best, 1), 0);
    assert_int_equal(lb_spell_beginning(&list, LB_S("zzzz"), &best, 1), 0);
}

static void scanned_words_are_the_analysers_words(void **state)
{
    (void)state;
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice text = LB_S("Jum'at, 1.234,5 \xe2\x80\x9c""Caf\xc3\xa9\xe2\x80\x9d e-planning 138/1625/SJ\xe2\x80\xa6 A\xc2\xa0""B don\xe2\x80\x99t.");
    struct lb_scan scan = {.text = text, .arena = &arena};
    struct lb_tokens *tokens = lb_tokens_start(analyser, &arena, text);
    struct lb_token t;
    while (lb_tokens_next(tokens, &t)) {
        if (t.kind == LB_TOKEN_JOINED)
            continue;
        assert_true(lb_scan_next(&scan));
        if (!lb_slice_eq(scan.word, t.word))
            fail_msg("'%.*s' and '%.*s'", LB_ARG(scan.word), LB_ARG(t.word));
        assert_int_equal(scan.start, t.start);
        assert_int_equal(scan.end, t.end);
    }
    assert_false(lb_scan_next(&scan));
    lb_arena_free(&arena);
}

static bool has(const char *text, const char *a, const char *b)
{
    lb_slice words[] = {lb_slice_of(a), lb_slice_of(b)};
    return lb_scan_has_phrase(lb_slice_of(text), words, 2);
}

static void phrases_are_whole_words_side_by_side(void **state)
{
    (void)state;
    assert_true(has("Ada Bank Sampah di sini", "bank", "sampah"));
    assert_true(has("bank\nsampah", "bank", "sampah"));
    assert_true(has("bank bank sampah", "bank", "sampah"));
    assert_true(has("\xe2\x80\x9c""Bank\xe2\x80\x9d sampah", "bank", "sampah"));
    assert_false(has("perbank sampah", "bank", "sampah"));
    assert_false(has("bank sampahan", "bank", "sampah"));
    assert_false(has("bank untuk sampah", "bank", "sampah"));
    assert_false(has("sampah bank", "bank", "sampah"));
    assert_false(has("bank", "bank", "sampah"));
    assert_false(has("", "bank", "sampah"));
    assert_true(has("di Caf\xc3\xa9 Baru", "cafe", "baru"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_with_their_counts),
        cmocka_unit_test(forms_of_a_stem),
        cmocka_unit_test(every_kind_of_slip_is_mended),
        cmocka_unit_test(short_and_far_words_are_left_alone),
        cmocka_unit_test(a_beginning_may_have_a_slip),
        cmocka_unit_test(scanned_words_are_the_analysers_words),
        cmocka_unit_test(phrases_are_whole_words_side_by_side),
    };
    return cmocka_run_group_tests(tests, make_list, free_list);
}
