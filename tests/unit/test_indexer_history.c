/* History: one walk tells of every case who changed it when, through moves, merges and shallow clones. */
#include "repository.h"

#include "base/limits.h"
#include "indexer/history.h"

static struct lb_history *read_history(const char *name, const char *ref)
{
    struct lb_commit commit;
    struct lb_history *h = NULL;
    struct lb_repo *repo = open_at(name, ref, &commit);
    if (lb_history_read(repo, commit.id, &h, &err))
        fail_msg("%s", err.msg);
    lb_repo_close(repo); /* the history needs it no longer */
    return h;
}

static void test_history__first_last_and_revisions_newest_first(void **state)
{
    (void)state;
    sh("g init -q a; cd a; mkdir -p cases/61/x cases/y; at 01; echo 1 > cases/61/x/id.md; commit 'satu'; at 02; echo 1 > cases/y/id.md; commit 'lain'; "
       "at 03; echo 2 > cases/61/x/id.md; NAME='Budi' commit \"$(printf 'dua\\tkali\\n\\nisi')\"; at 04; echo x > README.md; commit 'bukan kasus'");
    struct lb_history *h = read_history("a", "HEAD");
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/61/x/id.md"));
    assert_int_equal(x->count, 2);
    assert_int_equal(x->revision_count, 2);
    assert_string_equal(x->first.date, "2020-01-01"); /* when it was committed, not when it was written */
    assert_string_equal(x->last.date, "2020-01-03");
    assert_string_equal(x->last.time, "2020-01-03T12:00:00Z");
    assert_string_equal(x->revisions[0].authors[0].data, "Budi");
    assert_string_equal(x->revisions[0].subject.data, "dua kali");
    assert_string_equal(x->revisions[1].authors[0].data, "Ani");
    assert_null(strstr(x->revisions[1].authors[0].data, "@"));
    assert_int_equal(lb_history_find(h, LB_S("cases/y/id.md"))->count, 1);
    assert_null(lb_history_find(h, LB_S("cases/z/id.md")));
    assert_null(lb_history_find(h, LB_S("README.md")));
    assert_true(lb_history_is_whole(h));
    lb_history_free(h);
}

static void test_history__a_case_that_moves_keeps_its_history(void **state)
{
    (void)state;
    sh("g init -q m; cd m; mkdir -p cases/61/x; at 01; echo 1 > cases/61/x/id.md; commit 'satu'; at 02; mkdir cases/2020; g mv cases/61/x cases/2020/x; "
       "commit 'pindah'; at 03; echo 2 > cases/2020/x/id.md; commit 'tiga'");
    struct lb_history *h = read_history("m", "HEAD");
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/2020/x/id.md"));
    assert_int_equal(x->count, 3);
    assert_string_equal(x->first.date, "2020-01-01");
    lb_history_free(h);
}

static void test_history__a_case_of_another_name_has_its_history_before_its_own(void **state)
{
    (void)state;
    sh("g init -q n; cd n; mkdir -p cases/x cases/beside; at 01; echo 1 > cases/x/id.md; commit 'satu'; at 02; g mv cases/x cases/y; commit 'nama dua'; "
       "at 03; echo 2 > cases/y/id.md; echo 1 > cases/beside/id.md; commit 'tiga'; at 04; g mv cases/y cases/z; commit 'nama tiga'; "
       "at 05; echo 3 > cases/z/id.md; g rm -q cases/beside/id.md; commit 'lima'");
    struct lb_history *h = read_history("n", "HEAD");
    const lb_slice old[] = {LB_S("x"), LB_S("beside"), LB_S("y"), LB_S("never"), LB_S("z")};
    const struct lb_file_history *z = lb_history_find_renamed(h, LB_S("cases/z/id.md"), old, 5);
    assert_int_equal(z->count, 5); /* a commit that moved it counts once */
    assert_int_equal(z->revision_count, 5);
    for (int i = 0; i < 5; i++) {
        char date[16];
        snprintf(date, sizeof date, "2020-01-0%d", 5 - i);
        assert_string_equal(z->revisions[i].date, date);
        assert_true(z->revisions[i].blob[0]); /* none says that it was removed */
    }
    assert_string_equal(z->first.date, "2020-01-01");
    assert_string_equal(z->last.date, "2020-01-05");
    assert_int_equal(lb_history_find_renamed(h, LB_S("cases/z/id.md"), old, 0)->count, 2);
    assert_int_equal(lb_history_find(h, LB_S("cases/z/id.md"))->count, 2);
    assert_int_equal(lb_history_find_renamed(h, LB_S("cases/z/id.md"), old + 1, 1)->count, 2); /* another case, which went on beside it */
    assert_null(lb_history_find_renamed(h, LB_S("cases/none/id.md"), old, 5));
    lb_history_free(h);
}

static void test_history__a_merge_counts_only_what_it_changes_itself(void **state)
{
    (void)state;
    sh("g init -q g; cd g; mkdir -p cases/x cases/y; at 01; echo 1 > cases/x/id.md; echo 1 > cases/y/id.md; commit 'satu'; "
       "g checkout -q -b lain; at 02; echo 2 > cases/x/id.md; commit 'di lain'; g checkout -q utama; at 03; echo 2 > cases/y/id.md; commit 'di utama'; "
       "at 04; g merge -q --no-ff -m gabung lain; g checkout -q -b bentrok utama~1; at 05; echo 3 > cases/y/id.md; commit 'lain lagi'; "
       "at 06; g merge --no-ff -m x utama || true; echo campur > cases/y/id.md; commit 'selesai'");
    struct lb_history *h = read_history("g", "utama");
    assert_int_equal(lb_history_find(h, LB_S("cases/x/id.md"))->count, 2);
    assert_string_equal(lb_history_find(h, LB_S("cases/x/id.md"))->last.subject.data, "di lain");
    assert_int_equal(lb_history_find(h, LB_S("cases/y/id.md"))->count, 2);
    lb_history_free(h);
    h = read_history("g", "bentrok");
    assert_string_equal(lb_history_find(h, LB_S("cases/y/id.md"))->last.subject.data, "selesai");
    assert_int_equal(lb_history_find(h, LB_S("cases/y/id.md"))->count, 4);
    lb_history_free(h);
}

static void test_history__a_shallow_clone_says_that_the_beginning_is_unknown(void **state)
{
    (void)state;
    sh("g clone -q --depth 2 \"file://$PWD/a\" pendek");
    struct lb_history *h = read_history("pendek", "HEAD");
    assert_false(lb_history_is_whole(h));
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/61/x/id.md"));
    assert_true(x == NULL || x->count == 1); /* never "published" by the commit at which the clone was cut */
    assert_null(lb_history_find(h, LB_S("cases/y/id.md")));
    lb_history_free(h);
}

static void test_history__a_translation_knows_how_far_it_is_behind(void **state)
{
    (void)state;
    sh("g init -q t; cd t; mkdir -p cases/x; at 01; echo 1 > cases/x/id.md; commit 'satu'; g tag t1; at 02; echo 1 > cases/x/en.md; commit 'terjemah'; "
       "at 03; echo 2 > cases/x/id.md; commit 'dua'; at 04; echo 3 > cases/x/id.md; commit 'tiga'; g rev-parse t1 > ../t1; g rev-parse HEAD > ../t4");
    struct lb_history *h = read_history("t", "HEAD");
    lb_slice first, last;
    assert_int_equal(lb_fs_read(&arena, path("t1"), 100, &first, &err), LB_OK);
    assert_int_equal(lb_fs_read(&arena, path("t4"), 100, &last, &err), LB_OK);
    lb_slice file = LB_S("cases/x/id.md");
    assert_int_equal(lb_history_behind(h, file, lb_slice_trim(first)), 2);
    assert_int_equal(lb_history_behind(h, file, lb_slice_sub(first, 0, 9)), 2);
    assert_int_equal(lb_history_behind(h, file, lb_slice_trim(last)), 0);
    assert_int_equal(lb_history_behind(h, file, LB_S("0123456789")), -1);
    assert_int_equal(lb_history_behind(h, file, lb_slice_sub(first, 0, 3)), -1);
    assert_int_equal(lb_history_behind(h, LB_S("cases/none/id.md"), lb_slice_trim(first)), -1);
    lb_history_free(h);
    /* moved, made executable, removed and brought back: what was translated still stands; then one change, and that taken back */
    sh("cd t; at 05; mkdir -p cases/y; g mv cases/x cases/y/x; commit pindah; at 06; chmod 755 cases/y/x/id.md; commit mode; at 07; "
       "g mv cases/y/x lain; commit hapus; at 08; g mv lain cases/y/x; commit kembali");
    h = read_history("t", "HEAD");
    assert_int_equal(lb_history_behind(h, file, lb_slice_trim(last)), 0);
    assert_int_equal(lb_history_behind(h, file, lb_slice_trim(first)), 4); /* the removal and the return are changes when the rest is not as it was */
    lb_history_free(h);
    sh("cd t; at 09; echo 4 >cases/y/x/id.md; commit empat");
    h = read_history("t", "HEAD");
    assert_int_equal(lb_history_behind(h, file, lb_slice_trim(last)), 3);
    lb_history_free(h);
    sh("cd t; at 10; echo 3 >cases/y/x/id.md; commit 'tiga lagi'");
    h = read_history("t", "HEAD");
    assert_int_equal(lb_history_behind(h, file, lb_slice_trim(last)), 0);
    lb_history_free(h);
}

static void test_history__lists_are_capped_and_counts_are_not(void **state)
{
    (void)state;
    sh("g init -q b; cd b; mkdir -p cases/x; i=0; while [ $i -lt 60 ]; do echo $i > cases/x/id.md; at 01; commit \"n $i\"; i=$((i+1)); done");
    struct lb_history *h = read_history("b", "HEAD");
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/x/id.md"));
    assert_int_equal(x->count, 60);
    assert_int_equal(x->revision_count, LB_MAX_REVISIONS);
    assert_string_equal(x->first.subject.data, "n 0");
    assert_string_equal(x->revisions[0].subject.data, "n 59"); /* same second: parents come after their children */
    lb_history_free(h);
}

static void test_history__names_are_those_of_the_mailmap(void **state)
{
    (void)state;
    sh("g init -q p; cd p; mkdir -p cases/x; at 01; echo 1 > cases/x/id.md; "
       "printf 'Ani Suryani <ani@rahasia.id>\nCici Lestari <cici@kantor.id> <cici@lama.id>\n' > .mailmap; commit 'satu'; "
       "at 02; echo 2 > cases/x/id.md; commit \"$(printf 'dua\n\nKarena angka lama keliru,\nlapor ke redaksi@kantor.go.id.\n\nCo-authored-by: cici <cici@lama.id>\n"
       "co-authored-by: Ani S <ani@rahasia.id>\nCo-Authored-By: <tanpa@nama.id>\nCo-authored-by: budi@kantor.id <budi@kantor.id>\nSigned-off-by: Ani <ani@rahasia.id>')\"; "
       "at 03; echo 3 > cases/x/id.md; NAME='   ' commit tiga || { g commit -q --author 'x <>' -m tiga; }");
    struct lb_history *h = read_history("p", "HEAD");
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/x/id.md"));
    const struct lb_revision *two = &x->revisions[1];
    assert_string_equal(two->authors[0].data, "Ani Suryani");
    assert_string_equal(two->authors[1].data, "Cici Lestari");
    assert_string_equal(two->authors[2].data, "budi@…"); /* somebody's name is the address */
    assert_int_equal(two->author_count, 3);              /* nobody twice, nobody without a name */
    assert_string_equal(two->subject.data, "dua");
    assert_string_equal(two->message.data, "Karena angka lama keliru,\nlapor ke redaksi@…"); /* no address, no trailers */
    lb_history_free(h);
}

static void test_history__one_person_is_one_in_whatever_letters(void **state)
{
    (void)state;
    sh("g init -q s; cd s; mkdir -p cases/x; at 01; echo 1 >cases/x/id.md; "
       "printf '# Komentar <Bukan@Alamat.id>\nBudi Santoso <BUDI@Kantor.id>\nCitra Dewi <citra@a.id> CITRA Lama <Bersama@A.id>\n' >.mailmap; "
       "commit \"$(printf 'satu\n\nCo-authored-by: budi <Budi@kantor.ID>\nCO-AUTHORED-BY: Citra lama <bersama@a.id>\nCo-authored-by: DEDI <dedi@x.id>\n"
       "Co-authored-by: Dedi Kurnia <Dedi@X.id>\nCo-authored-by: dedi <lain@x.id>\nCo-authored-by: Lain <bersama@a.id>')\"");
    struct lb_history *h = read_history("s", "HEAD");
    const struct lb_revision *r = &lb_history_find(h, LB_S("cases/x/id.md"))->last;
    static const char *const names[] = {"Ani", "Budi Santoso", "Citra Dewi", "DEDI", "Lain"};
    assert_int_equal(r->author_count, sizeof names / sizeof *names);
    for (size_t i = 0; i < r->author_count; i++)
        assert_string_equal(r->authors[i].data, names[i]);
    lb_history_free(h);
}

static void test_history__a_commit_names_its_character_set(void **state)
{
    (void)state;
    sh("g init -q l; cd l; mkdir -p cases/x; at 01; echo 1 >cases/x/id.md; g add -A; "
       "printf 'Caf\\351 di Kota\n\nN\\351gara.\n\nCo-authored-by: Jos\\351 <j@x>\n' >../pesan; "
       "NAME=\"$(printf 'Ren\\351')\" g -c i18n.commitEncoding=ISO-8859-1 commit -q -F ../pesan; at 02; echo 2 >cases/x/id.md; g add -A; "
       "c=$({ g cat-file commit HEAD | sed '/^encoding/s/.*/encoding tidak-ada/; /^tree/s/.*/tree '$(g write-tree)/; } | "
       "sed \"2s/^/parent $(g rev-parse HEAD)\\n/\" | g hash-object -t commit -w --stdin); g update-ref HEAD $c");
    struct lb_history *h = read_history("l", "HEAD");
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/x/id.md"));
    assert_int_equal(x->count, 2);
    const struct lb_revision *r = &x->revisions[1];
    assert_string_equal(r->authors[0].data, "René");
    assert_string_equal(r->authors[1].data, "José");
    assert_string_equal(r->subject.data, "Café di Kota");
    assert_string_equal(r->message.data, "Négara.");
    assert_string_equal(x->revisions[0].subject.data, "Caf\xef\xbf\xbd di Kota"); /* nobody knows the set: what is no UTF-8 is shown as such */
    lb_history_free(h);
}

static void test_history__hostile_names_and_messages_are_bounded(void **state)
{
    (void)state;
    sh("g init -q q; cd q; mkdir -p cases/x; at 01; echo 1 > cases/x/id.md; commit pesan; "
       "long=$(head -c 10000 /dev/zero | tr '\\0' n); many=$(i=0; while [ $i -lt 40 ]; do echo \"Co-authored-by: P$i <p$i@x>\"; i=$((i+1)); done); "
       "c=$({ g cat-file commit HEAD | sed \"s/^author Ani/author $long/; s/pesan/$long/\"; printf '\\n%s\\n\\n%s\\n' \"$long $long\" \"$many\"; } | g hash-object -t commit -w --stdin); "
       "g update-ref HEAD $c");
    struct lb_history *h = read_history("q", "HEAD");
    const struct lb_revision *r = &lb_history_find(h, LB_S("cases/x/id.md"))->last;
    assert_in_range(r->authors[0].len, 100, LB_MAX_PERSON + 4);
    assert_int_equal(r->author_count, LB_MAX_AUTHORS);
    assert_in_range(r->subject.len, 300, LB_MAX_SUBJECT + 4);
    assert_in_range(r->message.len, 1900, LB_MAX_MESSAGE + 4);
    assert_true(lb_slice_ends(r->message, LB_S("…")));
    lb_history_free(h);
}

static void test_history__revisions_name_the_content_they_left(void **state)
{
    (void)state;
    sh("g init -q c; cd c; mkdir -p cases/61/x; at 01; echo isi satu > cases/61/x/id.md; commit 'satu'; at 02; g rm -q cases/61/x/id.md; commit 'hapus'; "
       "at 03; mkdir -p cases/61/x cases/99; echo isi dua > cases/61/x/id.md; commit 'lagi'; at 04; g mv cases/61/x cases/99/x; commit 'pindah'; "
       "at 05; mkdir -p cases/11; g mv cases/99/x cases/11/x; commit 'pindah lagi'");
    struct lb_commit commit;
    struct lb_history *h = NULL;
    lb_slice content;
    struct lb_repo *repo = open_at("c", "HEAD", &commit);
    assert_int_equal(lb_history_read(repo, commit.id, &h, &err), LB_OK);
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/11/x/id.md"));
    static const char *const expected[] = {"isi dua\n", "isi dua\n", "isi dua\n", NULL, "isi satu\n"};
    assert_int_equal(x->revision_count, 5);
    for (size_t i = 0; i < 5; i++) {
        if (!expected[i]) {
            assert_string_equal(x->revisions[i].blob, "");
            continue;
        }
        assert_int_equal(lb_repo_blob(repo, &arena, x->revisions[i].blob, 100, &content, &err), LB_OK);
        assert_string_equal(content.data, expected[i]);
    }
    assert_int_equal(lb_repo_blob(repo, &arena, x->last.blob, 3, &content, &err), LB_LIMIT);
    assert_int_equal(lb_repo_blob(repo, &arena, commit.id, 100, &content, &err), LB_NOT_FOUND); /* no file */
    assert_int_equal(lb_repo_blob(repo, &arena, "", 100, &content, &err), LB_NOT_FOUND);
    lb_repo_close(repo);
    lb_history_free(h);
}

static void test_history__odd_bytes_in_names_and_messages_are_mended(void **state)
{
    (void)state;
    sh("g init -q u; cd u; mkdir -p cases/x; at 01; echo 1 > cases/x/id.md; commit pesan; "
       "c=$(g cat-file commit HEAD | LC_ALL=C sed 's/Ani/B\\xc3/; s/pesan/a\\xff\\xe2\\x80\\xaeb/' | g hash-object -t commit -w --stdin); g update-ref HEAD $c");
    struct lb_history *h = read_history("u", "HEAD");
    const struct lb_file_history *x = lb_history_find(h, LB_S("cases/x/id.md"));
    assert_string_equal(x->last.authors[0].data, "B\xef\xbf\xbd");
    assert_string_equal(x->last.subject.data, "a\xef\xbf\xbd b");
    lb_history_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_history__first_last_and_revisions_newest_first),
        cmocka_unit_test(test_history__a_case_that_moves_keeps_its_history),
        cmocka_unit_test(test_history__a_case_of_another_name_has_its_history_before_its_own),
        cmocka_unit_test(test_history__a_merge_counts_only_what_it_changes_itself),
        cmocka_unit_test(test_history__a_shallow_clone_says_that_the_beginning_is_unknown),
        cmocka_unit_test(test_history__a_translation_knows_how_far_it_is_behind),
        cmocka_unit_test(test_history__lists_are_capped_and_counts_are_not),
        cmocka_unit_test(test_history__names_are_those_of_the_mailmap),
        cmocka_unit_test(test_history__one_person_is_one_in_whatever_letters),
        cmocka_unit_test(test_history__a_commit_names_its_character_set),
        cmocka_unit_test(test_history__hostile_names_and_messages_are_bounded),
        cmocka_unit_test(test_history__revisions_name_the_content_they_left),
        cmocka_unit_test(test_history__odd_bytes_in_names_and_messages_are_mended),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
