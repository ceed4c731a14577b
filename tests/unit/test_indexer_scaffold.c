/* What `lumbung new` writes can be read back, whatever the answers are; and the texts it writes mean themselves to any reader. */

#include "unit.h"
#include "base/utf8.h"
#include "contract.h"
#include "format_same.h"
#include "indexer/scaffold.h"
#include "indexer/yaml_text.h"

static const char *const nasty[] = {
    "biasa", "- daftar", "# komentar", "a: b", "a:", ": a", "\"kutip\"", "'satu'", "it's", "null", "~", "no", "Yes", "1.10", "1e3", "0x1F",
    "12:30", "2024-11-15", ".5", "+1", "-", "--", "---", "...", "?", "? a", "@a", "`a`", "%a", "&a", "*a", "!a", "!!str a", "|", ">-", "{a}",
    "[a]", "a, b", "a]", "a #b", "a\\b", "a\\nb", "é", "日本", "a\u00a0b", "<<", "=", "[^s1]", "<!-- a -->", "a\tb", "1_000", "08", "0o17", "a?b", "x{y"};

static struct lb_value *text(struct lb_arena *a, lb_slice s)
{
    struct lb_value *v = lb_value_new(a, LB_VALUE_TEXT);
    v->text = s;
    return v;
}

static void test_scaffold__any_answer_comes_back_as_it_was_given(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof nasty / sizeof *nasty; i++) {
        struct lb_arena a = LB_ARENA_INIT;
        struct lb_diags diags;
        struct lb_case read;
        struct lb_str out = LB_STR_INIT(1 << 20);
        lb_slice word = lb_slice_of(nasty[i]), formatted;
        struct lb_value *answers = lb_value_new(&a, LB_VALUE_MAP), *authors = lb_value_new(&a, LB_VALUE_LIST), *lead = lb_value_new(&a, LB_VALUE_MAP);
        bool is_refused;
        lb_diags_init(&diags);
        lb_value_set(&a, answers, LB_S("title"), text(&a, word));
        lb_value_set(&a, answers, LB_S("state"), text(&a, LB_S("draft")));
        lb_value_push(&a, authors, text(&a, word));
        lb_value_push(&a, authors, text(&a, LB_S("dua")));
        lb_value_set(&a, answers, LB_S("authors"), authors);
        lb_value_set(&a, lead, LB_S("office"), text(&a, word));
        lb_value_set(&a, answers, LB_S("lead"), lead);
        lb_scaffold_case(contract, answers, LB_S("id"), LB_S("en"), &out);
        lb_slice file = lb_arena_copy(&a, lb_str_slice(&out));
        assert_int_equal(lb_case_read(contract, LB_S("cases/61/a/id.md"), file, false, &diags, &a, &read), LB_OK);
        if (diags.errors || !lb_slice_eq(lb_value_str(read.front, "title"), word) || !lb_slice_eq(lb_value_str(read.front, "lead.office"), word) ||
            !lb_slice_eq(lb_value_text(lb_value_at(lb_value_get(read.front, "authors"), 0)), word) || read.front->count != 4)
            fail_msg("'%s' does not come back: %.600s", nasty[i], diags.count ? diags.items[0].message.in[LB_LANG_EN].data : file.data);
        const char *wrong = format_keeps_its_promises(contract->of_case, file, &a, &formatted, &is_refused);
        if (wrong || is_refused || !lb_slice_eq(file, formatted))
            fail_msg("'%s': a new file is not in its usual form", nasty[i]);
        lb_str_free(&out);
        lb_diags_free(&diags);
        lb_arena_free(&a);
    }
}

static void test_text__what_others_read_as_something_else_is_quoted(void **state)
{
    (void)state;
    static const char *const others[] = {"no", "NO", "y", "on", "null", "~", "1", "-1", "+1", "1.10", ".5", "5.", "1e3", "1_000", "0x1F", "0b1", "0o17", "017",
                                         "1:30", "1:30.5", "2024-11-15", "2024-1-5", "2024-11-15T10:00:00Z", ".inf", ".NaN", "<<", "="};
    static const char *const texts[] = {"E0", "s1", "satu", "11 kecamatan", "2024-11", "2024", "non_digital", "a-b", "1.1.1a", "rt_rw"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!lb_yaml_is_other(lb_slice_of(others[i])))
            fail_msg("'%s' is taken for text", others[i]);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (lb_yaml_is_other(lb_slice_of(texts[i])) && strcmp(texts[i], "2024") != 0)
            fail_msg("'%s' is not taken for text", texts[i]);
    assert_true(lb_yaml_is_plain(LB_S("Dinas Kesehatan"), true));
    assert_true(lb_yaml_is_plain(LB_S("https://a.id"), false));
    assert_false(lb_yaml_is_plain(LB_S("https://a.id"), true));
    assert_false(lb_yaml_is_plain(LB_S("2024-11"), false)); /* careful */
}

static void test_id__is_short_valid_and_names_the_region_once(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"Rumpon, rumah ikan untuk nelayan", "Pontianak", "pontianak-rumpon"},
        {"Pontianak Bersih", "Pontianak", "pontianak-bersih"},
        {"E-Planning: usulan warga", "Medan", "medan-e-planning"},
        {"Gerakan", "", "gerakan"},
        {"???", "", "x"},
        {"Satu - dua", "A", "a-satu"},
        {"Sebuah judul yang sangat panjang sekali tanpa koma dan tanpa titik dua", "Kepulauan Bangka Belitung",
         "kepulauan-bangka-belitung-sebuah-judul-yang"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lb_arena a = LB_ARENA_INIT;
        lb_slice id = lb_scaffold_id(&a, lb_slice_of(rows[i][0]), lb_slice_of(rows[i][1]));
        if (!lb_slice_eq(id, lb_slice_of(rows[i][2])))
            fail_msg("%s: %.*s, not %s", rows[i][0], LB_ARG(id), rows[i][2]);
        lb_arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scaffold__any_answer_comes_back_as_it_was_given),
        cmocka_unit_test(test_text__what_others_read_as_something_else_is_quoted),
        cmocka_unit_test(test_id__is_short_valid_and_names_the_region_once),
    };
    return cmocka_run_group_tests(tests, load_contract, unload_contract);
}
