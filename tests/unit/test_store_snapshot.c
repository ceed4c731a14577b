/* Generations: what a writer leaves, what a reader sees, and what happens when one of them dies. */
#include "store_library.h"

#include <signal.h>
#include <sys/wait.h>

static const struct test_case one[] = {{"kasus-satu", "Satu", "Masalah satu.", "Isi pertama.", "1.02", "61.71", "2018", "E1", NULL, NULL, NULL}};
static const struct test_case two[] = {
    {"kasus-dua", "Dua", "Masalah dua.", "Isi kedua.", "1.02", "61.71", "2019", "E1", NULL, "Two", "Second text."},
    {"kasus-tiga", "Tiga", "Masalah tiga.", "Isi ketiga.", NULL, "15.71", "2020", "E1", NULL, NULL, NULL},
};

static struct lb_arena arena;

static int make_dir(void **state)
{
    (void)state;
    library_make_dir();
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    lb_arena_free(&arena);
    library_remove_dir();
    return 0;
}

static struct lb_snapshot *open_snapshot(void)
{
    struct lb_err e = {0};
    struct lb_snapshot *s = NULL;
    must(lb_snapshot_open(library_dir, &s, &e), &e);
    return s;
}

static size_t generations(void)
{
    struct lb_err e = {0};
    lb_slice *names;
    size_t count, n = 0;
    must(lb_fs_list(&arena, library_dir, &names, &count, &e), &e);
    for (size_t i = 0; i < count; i++)
        n += lb_slice_starts(names[i], LB_S("gen-"));
    return n;
}

static void write_file(const char *name, const char *text)
{
    struct lb_err e = {0};
    must(lb_fs_write(lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/%s", library_dir, name)), lb_slice_of(text), &e), &e);
}

static void no_snapshot_yet_names_the_command(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_snapshot *s = NULL;
    assert_int_equal(lb_snapshot_open(library_dir, &s, &e), LB_NOT_FOUND);
    assert_non_null(strstr(e.msg, "lumbung index"));
    assert_null(s);
}

static void an_empty_library_is_a_snapshot(void **state)
{
    (void)state;
    struct lb_err e = {0};
    library_write(NULL, 0);
    struct lb_snapshot *s = open_snapshot();
    struct lb_reader *r;
    struct lb_results results;
    struct lb_card card;
    assert_int_equal(lb_snapshot_cases(s), 0);
    must(lb_reader_open(s, &r, &e), &e);
    const char *queries[] = {"", "sampah", "\"bank sampah\"", "tahun:2018", "urusan:1.02", "-x", "a*"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct lb_search search = {.query = lb_slice_of(queries[i]), .lang = LB_S("id"), .limit = 10, .wants_facets = true, .wants_snippets = true};
        must(lb_reader_search(r, &arena, &search, &results, &e), &e);
        assert_int_equal(results.total, 0);
    }
    assert_int_equal(lb_reader_card(r, &arena, LB_S("x"), LB_S("id"), &card, &e), LB_NOT_FOUND);
    lb_reader_close(r);
    lb_snapshot_drop(s);
}

static void cards_pages_notes_and_assets_come_back(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_analyser *a = library_analyser();
    struct lb_writer *w = NULL;
    must(lb_writer_open(library_dir, a, &w, &e), &e);
    must(library_put(w, &two[0], &e), &e);
    must(lb_writer_note(w, LB_S("head"), LB_S("{}"), &e), &e);
    must(lb_writer_asset(w, LB_S("abc.jpg"), LB_S("\xff\xd8"), &e), &e);
    assert_int_equal(lb_writer_asset(w, LB_S("../abc.jpg"), LB_S("x"), &e), LB_INVALID);
    must(lb_writer_commit(w, &e), &e);
    lb_writer_close(w);
    lb_analyser_free(a);

    struct lb_snapshot *s = open_snapshot();
    struct lb_reader *r;
    struct lb_card card;
    struct lb_page page;
    lb_slice text;
    must(lb_reader_open(s, &r, &e), &e);
    must(lb_reader_card(r, &arena, LB_S("kasus-dua"), LB_S("en"), &card, &e), &e);
    assert_true(lb_slice_eq(card.title, LB_S("Two")));
    must(lb_reader_card(r, &arena, LB_S("kasus-dua"), LB_S("fr"), &card, &e), &e);
    assert_true(lb_slice_eq(card.lang, LB_S("id")));
    must(lb_reader_page(r, &arena, LB_S("kasus-dua"), LB_S("en"), &page, &e), &e);
    assert_true(lb_slice_eq(page.record, LB_S("{\"lang\":\"en\"}")));
    assert_true(lb_slice_eq(page.body.markup, LB_S("<p>isi</p>")));
    must(lb_reader_page(r, &arena, LB_S("kasus-dua"), LB_S("fr"), &page, &e), &e);
    assert_true(lb_slice_eq(page.lang, LB_S("id")));
    must(lb_reader_note(r, &arena, LB_S("head"), &text, &e), &e);
    assert_true(lb_slice_eq(text, LB_S("{}")));
    assert_int_equal(lb_reader_note(r, &arena, LB_S("nothing"), &text, &e), LB_NOT_FOUND);
    must(lb_reader_asset(r, &arena, LB_S("abc.jpg"), &text, &e), &e);
    assert_int_equal(text.len, 2);
    const char *outside[] = {"../../writer", "/etc/passwd", "..", ".", "", "ABC.jpg", "a/b"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_int_equal(lb_reader_asset(r, &arena, lb_slice_of(outside[i]), &text, &e), LB_NOT_FOUND);
    lb_reader_close(r);
    lb_snapshot_drop(s);
}

static void without_a_commit_the_old_snapshot_stays(void **state)
{
    (void)state;
    struct lb_err e = {0};
    library_write(one, 1);
    struct lb_analyser *a = library_analyser();
    struct lb_writer *w = NULL;
    must(lb_writer_open(library_dir, a, &w, &e), &e);
    must(library_put(w, &two[0], &e), &e);
    struct lb_snapshot *s = open_snapshot();
    assert_int_equal(lb_snapshot_cases(s), 1);
    assert_true(lb_snapshot_is_current(s));
    lb_writer_close(w);
    assert_true(lb_snapshot_is_current(s));
    lb_snapshot_drop(s);
    assert_int_equal(generations(), 1);
    lb_analyser_free(a);
}

static void a_killed_writer_leaves_the_old_snapshot_and_no_lock(void **state)
{
    (void)state;
    struct lb_err e = {0};
    int pipe_ends[2];
    library_write(one, 1);
    assert_int_equal(pipe(pipe_ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct lb_analyser *a = NULL;
        struct lb_writer *w = NULL;
        if (lb_analyser_new(NULL, &a, &e) == LB_OK && lb_writer_open(library_dir, a, &w, &e) == LB_OK &&
            library_put(w, &two[0], &e) == LB_OK && write(pipe_ends[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    char ready;
    assert_int_equal(read(pipe_ends[0], &ready, 1), 1);

    struct lb_analyser *a = library_analyser();
    struct lb_writer *w = NULL;
    assert_int_equal(lb_writer_open(library_dir, a, &w, &e), LB_LOCKED);
    assert_non_null(strstr(e.msg, "nothing was lost"));
    assert_null(w);

    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    struct lb_snapshot *s = open_snapshot();
    assert_int_equal(lb_snapshot_cases(s), 1);
    lb_snapshot_drop(s);
    assert_int_equal(generations(), 2); /* what the dead one left */
    library_write(two, 2);
    assert_int_equal(generations(), 1);
    s = open_snapshot();
    assert_int_equal(lb_snapshot_cases(s), 2);
    lb_snapshot_drop(s);
    lb_analyser_free(a);
}

static void a_reader_keeps_its_generation_until_it_lets_go(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_card card;
    struct lb_reader *r;
    library_write(one, 1);
    struct lb_snapshot *old = open_snapshot();
    must(lb_reader_open(old, &r, &e), &e);
    library_write(two, 2);
    library_write(two, 2);
    assert_false(lb_snapshot_is_current(old));
    must(lb_reader_card(r, &arena, LB_S("kasus-satu"), LB_S("id"), &card, &e), &e);
    assert_int_equal(generations(), 2);
    lb_snapshot_drop(old);
    must(lb_reader_card(r, &arena, LB_S("kasus-satu"), LB_S("id"), &card, &e), &e); /* the reader holds it, too */
    lb_reader_close(r);
    library_write(two, 2);
    assert_int_equal(generations(), 1);
}

static void the_name_follows_the_content(void **state)
{
    (void)state;
    library_write(one, 1);
    struct lb_snapshot *first = open_snapshot();
    library_write(two, 2);
    struct lb_snapshot *second = open_snapshot();
    library_write(one, 1);
    struct lb_snapshot *third = open_snapshot();
    assert_false(lb_slice_eq(lb_snapshot_name(first), lb_snapshot_name(second)));
    assert_true(lb_slice_eq(lb_snapshot_name(first), lb_snapshot_name(third)));
    lb_snapshot_drop(first);
    lb_snapshot_drop(second);
    lb_snapshot_drop(third);
}

static void another_version_is_refused_with_advice_and_replaced_by_the_next(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_snapshot *s = NULL;
    library_write(one, 1);
    write_file("gen-1/format", "lumbung-index 0\n");
    assert_int_equal(lb_snapshot_open(library_dir, &s, &e), LB_VERSION);
    assert_non_null(strstr(e.msg, "lumbung index"));
    library_write(two, 2);
    s = open_snapshot();
    assert_int_equal(lb_snapshot_cases(s), 2);
    lb_snapshot_drop(s);
}

/* The path of the only entry of the state directory that starts so; of a file in it when `file` is given. */
static const char *entry(const char *prefix, const char *file)
{
    struct lb_err e = {0};
    lb_slice *names;
    size_t count;
    const char *found = NULL;
    must(lb_fs_list(&arena, library_dir, &names, &count, &e), &e);
    for (size_t i = 0; i < count; i++)
        if (lb_slice_starts(names[i], lb_slice_of(prefix)))
            found = lb_arena_printf(&arena, "%" LB_PRI "%s%s", LB_ARG(names[i]), *file ? "/" : "", file).data;
    assert_non_null(found);
    return found;
}

static void a_damaged_state_is_an_error_and_mended_by_the_next(void **state)
{
    (void)state;
    static const char *const damages[][3] = {
        {"current", "", "gen-x\n"}, {"current", "", ""}, {"current", "", "../../etc\n"}, {"current", "", "gen-999\n"},
        {"seg-", "postlist.glass", "not a table"}, {"gen-", "manifest", ""}, {"gen-", "manifest", "name x\nseg-1 4 1\n"},
        {"gen-", "manifest", "name x\nseg-999 1 1\n"}, {"gen-", "manifest", "name x\n../.. 1 1\n"},
        {"gen-", "rows", ""}, {"gen-", "rows", "\2\1\1\1"}, {"gen-", "dead", "x"}, {"gen-", "columns", ""},
        {"gen-", "columns", "1234567890123456789012345678901234567890"}, {"gen-", "words", "1234567890123456"},
    };
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct lb_err e = {0};
        struct lb_snapshot *s = NULL;
        library_write(one, 1);
        write_file(entry(damages[i][0], damages[i][1]), damages[i][2]);
        enum lb_status status = lb_snapshot_open(library_dir, &s, &e);
        assert_int_not_equal(status, LB_OK);
        assert_true(e.msg[0] != 0);
    }
    library_write(one, 1);
    lb_snapshot_drop(open_snapshot());
}

static void hostile_documents_are_refused_and_the_rest_goes_on(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_analyser *a = library_analyser();
    struct lb_writer *w = NULL;
    char longest[65 + 1] = {0}, word[5000];
    memset(longest, 'a', 65);
    memset(word, 'b', sizeof word - 1);
    word[sizeof word - 1] = 0;
    must(lb_writer_open(library_dir, a, &w, &e), &e);
    const char *bad[] = {"", "A", "a/b", "../x", "a b", "-a", "a\nb", longest, "é"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct test_case c = one[0];
        c.id = bad[i];
        assert_int_equal(library_put(w, &c, &e), LB_INVALID);
    }
    struct test_case c = one[0];
    c.affair = word; /* a term of 5 000 bytes */
    c.id = "panjang";
    assert_int_equal(library_put(w, &c, &e), LB_INVALID);
    c = one[0];
    c.body = word; /* a word of 5 000 bytes is text like any other */
    must(library_put(w, &c, &e), &e);
    assert_int_equal(library_put(w, &c, &e), LB_INVALID); /* twice */
    assert_non_null(strstr(e.msg, "twice"));
    must(library_put(w, &two[1], &e), &e);
    must(lb_writer_commit(w, &e), &e);
    lb_writer_close(w);
    lb_analyser_free(a);
    struct lb_snapshot *s = open_snapshot();
    assert_int_equal(lb_snapshot_cases(s), 2);
    lb_snapshot_drop(s);
}

/* More cases than a shard, more shards than a merge. */
static void many_cases_keep_their_numbers(void **state)
{
    (void)state;
    enum { many = 5300 };
    struct lb_err e = {0};
    struct lb_analyser *a = library_analyser();
    struct lb_writer *w = NULL;
    must(lb_writer_open(library_dir, a, &w, &e), &e);
    for (int i = 0; i < many; i++) {
        char id[32], title[32], year[8];
        snprintf(id, sizeof id, "kasus-%d", i);
        snprintf(title, sizeof title, "Judul n%d", i);
        snprintf(year, sizeof year, "%d", 2000 + i % 20);
        struct test_case c = {id, title, "Masalah.", "Isi.", "1.02", "61.71", year, "E1", NULL, NULL, NULL};
        must(library_put(w, &c, &e), &e);
    }
    must(lb_writer_commit(w, &e), &e);
    lb_writer_close(w);
    lb_analyser_free(a);

    struct lb_snapshot *s = open_snapshot();
    struct lb_reader *r;
    must(lb_reader_open(s, &r, &e), &e);
    assert_int_equal(lb_snapshot_cases(s), many);
    for (int i = 0; i < many; i += 77) {
        char id[32], query[32];
        struct lb_results results;
        struct lb_card card;
        snprintf(id, sizeof id, "kasus-%d", i);
        snprintf(query, sizeof query, "n%d", i);
        must(lb_reader_card(r, &arena, lb_slice_of(id), LB_S("id"), &card, &e), &e);
        assert_true(lb_slice_eq(card.id, lb_slice_of(id)));
        struct lb_search search = {.query = lb_slice_of(query), .lang = LB_S("id"), .limit = 5, .wants_facets = true, .is_literal = true};
        must(lb_reader_search(r, &arena, &search, &results, &e), &e);
        assert_int_equal(results.total, 1);
        assert_true(lb_slice_eq(results.hits[0].card.id, lb_slice_of(id)));
        for (size_t f = 0; f < results.facet_count; f++) /* the columns' row is this document's */
            if (results.facets[f].field == LB_FIELD_YEAR) {
                char year[8];
                snprintf(year, sizeof year, "%d", 2000 + i % 20);
                assert_true(lb_slice_eq(results.facets[f].values[0].code, lb_slice_of(year)));
            }
        lb_arena_reset(&arena);
    }
    lb_reader_close(r);
    lb_snapshot_drop(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_snapshot_yet_names_the_command, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(an_empty_library_is_a_snapshot, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(cards_pages_notes_and_assets_come_back, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(without_a_commit_the_old_snapshot_stays, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_killed_writer_leaves_the_old_snapshot_and_no_lock, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_reader_keeps_its_generation_until_it_lets_go, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(the_name_follows_the_content, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(another_version_is_refused_with_advice_and_replaced_by_the_next, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(a_damaged_state_is_an_error_and_mended_by_the_next, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(hostile_documents_are_refused_and_the_rest_goes_on, make_dir, remove_dir),
        cmocka_unit_test_setup_teardown(many_cases_keep_their_numbers, make_dir, remove_dir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
