/* The formatter: what it does to each kind of thing, and that it never changes what a file says. */
#include "unit.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/limits.h"
#include "contract.h"
#include "format_same.h"

static void expect_text(const char *input, const char *wanted)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice got;
    bool is_refused;
    const char *wrong = format_keeps_its_promises(contract->of_case, lb_arena_copy(&a, lb_slice_of(input)), &a, &got, &is_refused);
    if (wrong || is_refused || !lb_slice_eq(got, lb_slice_of(wanted)))
        fail_msg("%s%s\n--- from\n%s--- got\n%.*s--- and not\n%s", wrong ? wrong : "", is_refused ? " refused" : "", input, LB_ARG(got), wanted);
    lb_arena_free(&a);
}

/* Front matter only. */
static void expect_front(const char *input, const char *wanted)
{
    struct lb_arena a = LB_ARENA_INIT;
    expect_text(lb_arena_printf(&a, "---\n%s---\nTeks.\n", input).data, lb_arena_printf(&a, "---\n%s---\nTeks.\n", wanted).data);
    lb_arena_free(&a);
}

static void stays(const char *front)
{
    expect_front(front, front);
}

static void test_order__fields_stand_in_the_order_of_the_schema(void **state)
{
    (void)state;
    expect_front("state: draft\nproblem: P\ntitle: T\n", "title: T\nproblem: P\nstate: draft\n");
    expect_front("region:\n  name: Kota Jambi\n  code: \"15.71\"\ntitle: T\n", "title: T\nregion:\n  code: \"15.71\"\n  name: Kota Jambi\n");
    expect_front("sources:\n  - title: Satu\n    id: s1\n    kind: news\n  - id: s2\n    title: Dua\n",
                 "sources:\n  - id: s1\n    title: Satu\n    kind: news\n  - id: s2\n    title: Dua\n");
    expect_front("ubah: x\nstate: draft\naneh: y\ntitle: T\n", "title: T\nstate: draft\nubah: x\naneh: y\n");
    stays("region: {name: Kota Jambi, code: \"15.71\"}\n");
}

static void test_order__comments_go_with_the_field_below_them(void **state)
{
    (void)state;
    expect_front("# Berkas ini\n\n# tentang keadaan\nstate: draft # belum\n\n# judulnya\n# dua baris\ntitle: T\n# akhir\n",
                 "# Berkas ini\n\n\n# judulnya\n# dua baris\ntitle: T\n# tentang keadaan\nstate: draft # belum\n# akhir\n");
    expect_front("state: draft\ncontact:\n  url: https://a.id\n  # kantor\n  office: K\ntitle: T\n",
                 "title: T\nstate: draft\ncontact:\n  # kantor\n  office: K\n  url: https://a.id\n");
    stays("sources:\n  - title: Satu\n    # nomor\n    id: s1\n");
}

static void test_order__blocks_of_text_move_whole(void **state)
{
    (void)state;
    expect_front("problem: |\n  Satu\n   dua  \n\n  # bukan komentar\nsummary: >-\n  Tiga\n  empat\ntitle: T\n",
                 "title: T\nsummary: >-\n  Tiga\n  empat\nproblem: |\n  Satu\n   dua  \n\n  # bukan komentar\n");
    expect_front("problem: satu\n  dua\n  tiga\ntitle: \"T:\n  U\"\n", "title: \"T:\n  U\"\nproblem: satu\n  dua\n  tiga\n");
}

static void test_dates__only_what_can_mean_one_day_is_rewritten(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"2024/11/05", "2024-11-05"}, {"2024-1-5", "2024-01-05"}, {"25/11/2024", "2024-11-25"}, {"11/25/2024", "2024-11-25"},
        {"5 November 2024", "2024-11-05"}, {"5 Agustus 2024", "2024-08-05"}, {"Nov 5, 2024", "2024-11-05"}, {"Mei 2024", "2024-05"},
        {"11/2024", "2024-11"}, {"2024.3", "2024-03"}, {"7/7/2024", "2024-07-07"}, {"29 Feb 2024", "2024-02-29"},
        /* these stay */
        {"05/11/2024", "05/11/2024"}, {"2024-02-30", "2024-02-30"}, {"29/2/2023", "29/2/2023"}, {"2024-13", "2024-13"},
        {"akhir 2024", "akhir 2024"}, {"24-11-05", "24-11-05"}, {"2024-11-15", "2024-11-15"}, {"2024-11", "2024-11"}, {"2024", "2024"},
        {"2024-11-15T10:00", "2024-11-15T10:00"}, {"2024/11-05", "2024/11-05"}, {"2024 - 11", "2024 - 11"}, {"Nov Nov 2024", "Nov Nov 2024"}};
    struct lb_arena a = LB_ARENA_INIT;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        expect_front(lb_arena_printf(&a, "status_asof: %s\n", pairs[i][0]).data, lb_arena_printf(&a, "status_asof: %s\n", pairs[i][1]).data);
    expect_front("period: {start: \"2019/5/2\", end: '3 Mei 2020'}\n", "period: {start: \"2019-05-02\", end: \"2020-05-03\"}\n");
    stays("title: 5 November 2024\n"); /* no date to the schema */
    lb_arena_free(&a);
}

static void test_quotes__only_where_a_reader_could_see_something_else(void **state)
{
    (void)state;
    expect_front("title: \"Rumah warga\"\nacronym: 'RW'\n", "title: Rumah warga\nacronym: RW\n");
    expect_front("affairs: [1.02, '2.13', \"5.01\"]\n", "affairs: [\"1.02\", '2.13', \"5.01\"]\n");
    expect_front("difficulties:\n  - problem: P\n    solved: no\n", "difficulties:\n  - problem: P\n    solved: \"no\"\n");
    expect_front("tags: [\"gotong royong\", \"a, b\"]\n", "tags: [gotong royong, \"a, b\"]\n");
    expect_front("title: 2019\nacronym: 1:30\n", "title: \"2019\"\nacronym: \"1:30\"\n");
    stays("title: \"E-Planning: usulan\"\n");
    expect_front("title: 'it''s'\n", "title: it's\n");
    stays("title: 'it''s: so'\n");
    stays("title: \"- daftar\"\nacronym: \"#1\"\nproblem: \"a #b\"\n");
    stays("sdgs: [1, 3]\nmonths_to_launch: 7\n");
    stays("results:\n  - indicator: I\n    value: \"139\"\n  - indicator: J\n    value: 139\n");
    stays("status_asof: \"2024-01-01\"\n");
    stays("title: \"a\\tb\"\nproblem: \"\"\n");
}

#define LONG "Kota menjawab usulan kecil warga yang tidak pernah kebagian anggaran dengan memberi bahan bangunan, bukan uang"

static void test_wrap__long_text_is_broken_where_yaml_puts_the_space_back(void **state)
{
    (void)state;
    expect_front("problem: " LONG "\n",
                 "problem: Kota menjawab usulan kecil warga yang tidak pernah kebagian anggaran dengan memberi bahan\n  bangunan, bukan uang\n");
    expect_front("lessons:\n  - " LONG "\n",
                 "lessons:\n  - Kota menjawab usulan kecil warga yang tidak pernah kebagian anggaran dengan memberi bahan\n    bangunan, bukan uang\n");
    expect_front("problem: \"Satu: " LONG "\"\n",
                 "problem: \"Satu: Kota menjawab usulan kecil warga yang tidak pernah kebagian anggaran dengan memberi\n  bahan bangunan, bukan uang\"\n");
    expect_front("problem: >-\n  Satu.\n  " LONG "\n  Dua.\n\n   lebih dalam\n",
                 "problem: >-\n  Satu. Kota menjawab usulan kecil warga yang tidak pernah kebagian anggaran dengan memberi bahan\n  bangunan, bukan uang Dua.\n\n   lebih dalam\n");
    stays("problem: |\n  " LONG "\n");
    stays("problem: " LONG " # komentar\n");
    stays("problem: pendek\n  saja\n");
    stays("sources:\n  - id: s1\n    url: https://example.go.id/jalan/yang/panjang/sekali/dan/tidak/dapat/dipotong/karena/tidak/ada/spasi/di/dalamnya/sama/sekali\n");
    stays("places: [{name: " LONG "}]\n");
}

static void test_lists__have_one_form_each(void **state)
{
    (void)state;
    expect_front("tags: [ a,b ,  \"c, d\" ]\n", "tags: [a, b, \"c, d\"]\n");
    expect_front("title: T\nlessons:\n- Satu\n# di antara\n- Dua\n  lagi\nsources:\n- id: s1\n  title: |\n    x\n     y\n",
                 "title: T\nlessons:\n  - Satu\n  # di antara\n  - Dua\n    lagi\nsources:\n  - id: s1\n    title: |\n      x\n       y\n");
    expect_front("tags: [gotong royong dan swadaya, rabat beton jalan lingkungan, semen dan pasir, musyawarah rencana pembangunan]\n",
                 "tags:\n  - gotong royong dan swadaya\n  - rabat beton jalan lingkungan\n  - semen dan pasir\n  - musyawarah rencana pembangunan\n");
    stays("tags: [a, # satu\n  b]\n");
    stays("aliases: []\n");
}

static void test_lines__spaces_at_their_ends_go_where_they_are_nothing(void **state)
{
    (void)state;
    expect_text("---  \r\ntitle: T \t\r\nproblem: |\r\n  dua  \r\n---\r\n\r\nSatu \r\nDua  \r\ntiga\\ \r\n   \r\n\r\n\r\n",
                "---\ntitle: T\nproblem: |\n  dua  \n---\n\nSatu\nDua  \ntiga\\ \n");
    expect_text("---\ntitle: T\n---", "---\ntitle: T\n---\n");
    expect_text("---\ntitle: T\n---\n\nakhir tanpa baris", "---\ntitle: T\n---\n\nakhir tanpa baris\n");
    expect_text("---\ntitle: T\n---\n \n", "---\ntitle: T\n---\n");
    expect_text("---\n---\n", "---\n---\n");
}

static void refused(const char *input)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice got;
    bool is_refused;
    const char *wrong = format_keeps_its_promises(contract->of_case, lb_arena_copy(&a, lb_slice_of(input)), &a, &got, &is_refused);
    if (wrong || !is_refused)
        fail_msg("%s: not refused: %s", wrong ? wrong : "", input);
    lb_arena_free(&a);
}

static void test_refusal__what_cannot_be_read_is_left_alone(void **state)
{
    (void)state;
    refused("");
    refused("teks saja\n");
    refused("---\ntitle: T\n");
    refused("---\ntitle: T\ntitle: U\n---\n");
    refused("---\ntitle: [a\n---\n");
    refused("---\n- a\n---\n");
    refused("---\ntitle: &a T\n---\n");
    refused("\xef\xbb\xbf---\ntitle: T\n---\n");
    refused("---\ntitle: a\rb\n---\n");
    refused("---\ntitle: T\n---\n\xff\n");
}

/* ---- the library's own files */

struct tally {
    size_t files, changed, refused;
};

static void try_file(const char *path, const struct lb_schema *s, struct tally *tally)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_err e;
    lb_slice text, got;
    bool is_refused;
    assert_int_equal(lb_fs_read(&a, path, 2 * LB_MAX_CASE_FILE, &text, &e), LB_OK);
    const char *wrong = format_keeps_its_promises(s, text, &a, &got, &is_refused);
    if (wrong)
        fail_msg("%s: %s", path, wrong);
    tally->files++;
    tally->refused += is_refused;
    tally->changed += !lb_slice_eq(text, got);
    lb_arena_free(&a);
}

static void try_folder(const char *root, lb_slice folder_path, struct tally *tally)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_err e;
    lb_slice *names;
    size_t n;
    const char *dir = lb_arena_printf(&a, "%s/%" LB_PRI, root, LB_ARG(folder_path)).data;
    assert_int_equal(lb_fs_list(&a, dir, &names, &n, &e), LB_OK);
    for (size_t i = 0; i < n; i++) {
        lb_slice path = lb_arena_printf(&a, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder_path), LB_ARG(names[i]));
        const char *full = lb_arena_printf(&a, "%s/%" LB_PRI, root, LB_ARG(path)).data;
        if (lb_fs_is_dir(full)) {
            try_folder(root, path, tally);
        } else if (lb_slice_ends(path, LB_S(".md"))) {
            const struct lb_schema *s = lb_format_schema(contract, &contract_tree, path);
            bool is_english = lb_slice_ends(path, LB_S("en.md"));
            try_file(full, s ? s : is_english ? contract->of_translation : contract->of_case, tally);
        }
    }
    lb_arena_free(&a);
}

static void test_format__the_shipped_library_says_the_same_afterwards(void **state)
{
    (void)state;
    struct tally tally = {0};
    try_folder(LB_SOURCE_DIR, LB_S("cases"), &tally);
    try_folder(LB_SOURCE_DIR, LB_S("collections"), &tally);
    print_message("%zu files, %zu change, %zu refused\n", tally.files, tally.changed, tally.refused);
    assert_true(tally.files > 70 && tally.changed > 10 && tally.refused <= 1); /* cases/README.md has no front matter */
}

static void test_format__golden_files_say_the_same_or_are_refused(void **state)
{
    (void)state;
    struct tally tally = {0};
    try_folder(LB_SOURCE_DIR, LB_S("tests/golden"), &tally);
    print_message("%zu files, %zu change, %zu refused\n", tally.files, tally.changed, tally.refused);
    assert_true(tally.files > 60 && tally.refused > 5 && tally.refused < tally.files / 2);
}

static void test_schema__is_that_of_the_path(void **state)
{
    (void)state;
    assert_ptr_equal(lb_format_schema(contract, &contract_tree, LB_S("cases/61/x/id.md")), contract->of_case);
    assert_ptr_equal(lb_format_schema(contract, &contract_tree, LB_S("cases/61/x/en.md")), contract->of_translation);
    assert_ptr_equal(lb_format_schema(contract, &contract_tree, LB_S("collections/x.md")), contract->of_collection);
    assert_ptr_equal(lb_format_schema(contract, &contract_tree, LB_S("collections/x.en.md")), contract->of_collection_translation);
    assert_null(lb_format_schema(contract, &contract_tree, LB_S("README.md")));
    assert_null(lb_format_schema(contract, &contract_tree, LB_S("cases/README.md")));
    assert_null(lb_format_schema(contract, &contract_tree, LB_S("cases/61/x/foto.jpg")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order__fields_stand_in_the_order_of_the_schema),
        cmocka_unit_test(test_order__comments_go_with_the_field_below_them),
        cmocka_unit_test(test_order__blocks_of_text_move_whole),
        cmocka_unit_test(test_dates__only_what_can_mean_one_day_is_rewritten),
        cmocka_unit_test(test_quotes__only_where_a_reader_could_see_something_else),
        cmocka_unit_test(test_wrap__long_text_is_broken_where_yaml_puts_the_space_back),
        cmocka_unit_test(test_lists__have_one_form_each),
        cmocka_unit_test(test_lines__spaces_at_their_ends_go_where_they_are_nothing),
        cmocka_unit_test(test_refusal__what_cannot_be_read_is_left_alone),
        cmocka_unit_test(test_schema__is_that_of_the_path),
        cmocka_unit_test(test_format__the_shipped_library_says_the_same_afterwards),
        cmocka_unit_test(test_format__golden_files_say_the_same_or_are_refused),
    };
    return cmocka_run_group_tests(tests, load_contract, unload_contract);
}
