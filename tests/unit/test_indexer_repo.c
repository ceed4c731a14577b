/* A commit and a folder are read through the same door: nothing outside it, nothing too large, no symlink. */
#include "repository.h"

#include "indexer/worktree.h"

#include <unistd.h>

static int setup(void **state)
{
    if (make_folder(state))
        return -1;
    sh("g init -q r && cd r && mkdir -p cases/61/a-case cases/sub && printf 'isi' > cases/61/a-case/id.md && printf x > cases/sub.md && "
       "printf 123456789 > besar && ln -s /etc/passwd cases/tautan && ln -s ../.. cases/atas && "
       "printf y > \"$(printf 'cases/nama\\nbaris \\377')\" && "
       "g add -A && g commit -qm satu && g tag v1 && g branch kedua && printf 'isi dua' > cases/61/a-case/id.md && mkdir -p build && "
       "printf z > build/b && printf z > state && g commit -qam dua && g clone -q --bare . ../bare.git && g worktree add -q ../pohon kedua");
    return 0;
}

/* The tree of a ref of a repository in the folder. */
static struct lb_repo *tree_at(const char *name, const char *ref, struct lb_tree *tree)
{
    struct lb_commit commit;
    struct lb_repo *repo = open_at(name, ref, &commit);
    if (lb_repo_tree(repo, commit.id, tree, &err))
        fail_msg("%s %s: %s", name, ref, err.msg);
    return repo;
}

static void content_is(const struct lb_tree *tree, const char *name, const char *expected)
{
    lb_slice s;
    if (lb_tree_read(tree, &arena, lb_slice_of(name), 100, &s, &err))
        fail_msg("%s", err.msg);
    assert_int_equal(s.len, strlen(expected));
    assert_string_equal(s.data, expected);
}

static void test_repo__ordinary_bare_and_linked_work_trees_are_read(void **state)
{
    (void)state;
    struct lb_tree tree;
    const char *const names[] = {"r", "bare.git", "r/.git"};
    for (size_t i = 0; i < 3; i++) {
        struct lb_repo *repo = tree_at(names[i], "HEAD", &tree);
        content_is(&tree, "cases/61/a-case/id.md", "isi dua");
        lb_repo_close(repo);
    }
    struct lb_repo *repo = tree_at("pohon", "HEAD", &tree);
    content_is(&tree, "cases/61/a-case/id.md", "isi");
    lb_repo_close(repo);
}

static void test_repo__branches_tags_and_ids_are_refs(void **state)
{
    (void)state;
    struct lb_tree tree;
    struct lb_repo *repo = tree_at("r", "v1", &tree);
    content_is(&tree, "cases/61/a-case/id.md", "isi");
    struct lb_commit commit, again;
    assert_int_equal(lb_repo_resolve(repo, "utama", &commit, &err), LB_OK);
    assert_int_equal(strlen(commit.id), 40);
    assert_int_equal(strlen(commit.date), 10);
    assert_int_equal(commit.time[19], 'Z');
    assert_int_equal(lb_repo_resolve(repo, commit.id, &again, &err), LB_OK);
    assert_string_equal(commit.id, again.id);
    commit.id[8] = 0;
    assert_int_equal(lb_repo_resolve(repo, commit.id, &commit, &err), LB_OK);
    assert_string_equal(commit.id, again.id);
    lb_repo_close(repo);
}

static void test_repo__a_missing_ref_names_what_there_is(void **state)
{
    (void)state;
    struct lb_tree tree;
    struct lb_repo *repo = tree_at("r", "HEAD", &tree);
    struct lb_commit commit = {"x", "", ""};
    const char *const refs[] = {"uatma", "0123456789012345678901234567890123456789", "", "a..b", "-x", "refs/heads/\x01"};
    for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
        assert_int_equal(lb_repo_resolve(repo, refs[i], &commit, &err), LB_NOT_FOUND);
        assert_non_null(strstr(err.msg, "utama"));
        assert_non_null(strstr(err.msg, "v1"));
    }
    assert_string_equal(commit.id, "x"); /* untouched */
    lb_repo_close(repo);
    sh("g init -q kosong");
    assert_int_equal(lb_repo_open(path("kosong"), false, &repo, &err), LB_OK);
    assert_int_equal(lb_repo_resolve(repo, "HEAD", &commit, &err), LB_NOT_FOUND);
    assert_non_null(strstr(err.msg, "no commit yet"));
    lb_repo_close(repo);
}

static void test_repo__what_is_no_repository_says_so(void **state)
{
    (void)state;
    struct lb_repo *repo = NULL;
    sh("mkdir -p biasa r/dalam && printf x > berkas");
    assert_int_equal(lb_repo_open(path("biasa"), false, &repo, &err), LB_NOT_FOUND);
    assert_non_null(strstr(err.msg, "--from"));
    assert_int_equal(lb_repo_open(path("r/dalam"), false, &repo, &err), LB_NOT_FOUND); /* no search upwards */
    assert_int_equal(lb_repo_open(path("tiada"), false, &repo, &err), LB_NOT_FOUND);
    assert_true(lb_repo_open(path("berkas"), false, &repo, &err) != LB_OK);
    assert_null(repo);
}

static void test_repo__another_owner_is_denied_with_a_way_out(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        print_message("not root: a repository cannot be given to another user; skipped\n");
        skip();
    }
    struct lb_repo *repo = NULL;
    const char *const names[] = {"asing", "asing.git"};
    sh("g clone -q r asing && g clone -q --bare r asing.git && chown -R 12345 asing asing.git");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(lb_repo_open(path(names[i]), false, &repo, &err), LB_DENIED);
        assert_non_null(strstr(err.msg, "12345"));
        assert_non_null(strstr(err.msg, "chown"));
        assert_non_null(strstr(err.msg, "--trust-owner"));
        assert_int_equal(lb_repo_open(path(names[i]), true, &repo, &err), LB_OK);
        lb_repo_close(repo);
    }
    assert_int_equal(lb_repo_open(path("asing"), false, &repo, &err), LB_DENIED); /* trust is not remembered */
}

/* The same questions to a commit and to a folder. */
static void check_tree(const struct lb_tree *tree)
{
    lb_slice s = LB_S("x");
    const struct { const char *path; size_t max; enum lb_status status; } reads[] = {
        {"cases/61/a-case/id.md", 100, LB_OK},         {"cases/61", 100, LB_INVALID},
        {"cases/tautan", 10000, LB_INVALID},           {"besar", 8, LB_LIMIT},
        {"besar", 9, LB_OK},                           {"tiada", 9, LB_NOT_FOUND},
        {"cases/sub.md/x", 9, LB_NOT_FOUND},           {"cases/../besar", 9, LB_NOT_FOUND},
        {"cases//61", 9, LB_NOT_FOUND},                {"./besar", 9, LB_NOT_FOUND},
        {"../r/besar", 9, LB_NOT_FOUND},               {"cases/nama\nbaris \377", 9, LB_OK},
    };
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        enum lb_status got = lb_tree_read(tree, &arena, lb_slice_of(reads[i].path), reads[i].max, &s, &err);
        if (got != reads[i].status)
            fail_msg("%s: %d, not %d: %s", reads[i].path, got, reads[i].status, got ? err.msg : "");
    }
    assert_true(lb_tree_read(tree, &arena, LB_S("cases/atas/besar"), 100, &s, &err) != LB_OK);
    assert_true(lb_tree_read(tree, &arena, LB_S("/etc/passwd"), 10000, &s, &err) != LB_OK);
    assert_true(lb_tree_read(tree, &arena, LB_EMPTY, 10000, &s, &err) != LB_OK);
    assert_true(lb_tree_read(tree, &arena, LB_S("besar\0x"), 10000, &s, &err) != LB_OK);

    struct lb_entry *entries;
    size_t count;
    assert_int_equal(lb_tree_list(tree, &arena, LB_S("cases"), &entries, &count, &err), LB_OK);
    const struct { const char *name; enum lb_entry_kind kind; } expected[] = {
        {"61", LB_ENTRY_FOLDER}, {"atas", LB_ENTRY_OTHER}, {"nama\nbaris \377", LB_ENTRY_FILE}, {"sub.md", LB_ENTRY_FILE},
        {"tautan", LB_ENTRY_OTHER}};
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(entries[i].name.data, expected[i].name);
        assert_int_equal(entries[i].kind, expected[i].kind);
    }
    assert_int_equal(lb_tree_list(tree, &arena, LB_S("tiada"), &entries, &count, &err), LB_NOT_FOUND);
    assert_int_equal(lb_tree_list(tree, &arena, LB_S("besar"), &entries, &count, &err), LB_NOT_FOUND);
    assert_true(lb_tree_list(tree, &arena, LB_S("cases/atas"), &entries, &count, &err) != LB_OK);
    assert_int_equal(lb_tree_list(tree, &arena, LB_EMPTY, &entries, &count, &err), LB_OK);
    assert_string_equal(entries[0].name.data, "besar");
}

static void test_repo__a_commit_shows_files_and_nothing_else(void **state)
{
    (void)state;
    struct lb_tree tree;
    struct lb_repo *repo = tree_at("r", "HEAD", &tree);
    check_tree(&tree);
    lb_repo_close(repo);
}

static void test_worktree__a_folder_shows_files_and_nothing_else(void **state)
{
    (void)state;
    struct lb_worktree *folder = NULL;
    sh("rmdir r/cases/sub 2>/dev/null; mkfifo r/pipa; chmod 600 r/besar");
    assert_int_equal(lb_worktree_open(path("r"), &folder, &err), LB_OK);
    struct lb_tree tree = lb_worktree_tree(folder);
    check_tree(&tree);
    lb_slice s;
    assert_int_equal(lb_tree_read(&tree, &arena, LB_S(".git/config"), 10000, &s, &err), LB_NOT_FOUND);
    assert_int_equal(lb_tree_read(&tree, &arena, LB_S("build/b"), 10000, &s, &err), LB_NOT_FOUND);
    assert_int_equal(lb_tree_read(&tree, &arena, LB_S("pipa"), 10000, &s, &err), LB_INVALID); /* and does not wait */
    lb_worktree_close(folder);
    assert_int_equal(lb_worktree_open(path("tiada"), &folder, &err), LB_NOT_FOUND);
    assert_int_equal(lb_worktree_open(path("r/besar"), &folder, &err), LB_INVALID);
}

static void test_worktree__a_saved_file_changes_the_fingerprint(void **state)
{
    (void)state;
    static const char *const paths[] = {"cases", "library.yml", NULL};
    struct lb_worktree *folder = NULL;
    int64_t newest = 0;
    struct lb_str a = LB_STR_INIT(10000), b = LB_STR_INIT(10000), c = LB_STR_INIT(10000);
    assert_int_equal(lb_worktree_open(path("r"), &folder, &err), LB_OK);
    assert_int_equal(lb_worktree_fingerprint(folder, paths, &a, &newest, &err), LB_OK);
    assert_int_equal(lb_worktree_fingerprint(folder, paths, &b, &newest, &err), LB_OK);
    assert_string_equal(a.data, b.data);
    assert_non_null(strstr(a.data, "cases/61/a-case/id.md 7 "));
    sh("touch -d '2001-01-01' r/cases/61/a-case/id.md");
    assert_int_equal(lb_worktree_fingerprint(folder, paths, &c, &newest, &err), LB_OK);
    assert_string_not_equal(a.data, c.data);
    assert_true(newest > 1700000000);
    lb_worktree_close(folder);
    lb_str_free(&a);
    lb_str_free(&b);
    lb_str_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repo__ordinary_bare_and_linked_work_trees_are_read),
        cmocka_unit_test(test_repo__branches_tags_and_ids_are_refs),
        cmocka_unit_test(test_repo__a_missing_ref_names_what_there_is),
        cmocka_unit_test(test_repo__what_is_no_repository_says_so),
        cmocka_unit_test(test_repo__another_owner_is_denied_with_a_way_out),
        cmocka_unit_test(test_repo__a_commit_shows_files_and_nothing_else),
        cmocka_unit_test(test_worktree__a_folder_shows_files_and_nothing_else),
        cmocka_unit_test(test_worktree__a_saved_file_changes_the_fingerprint),
    };
    return cmocka_run_group_tests(tests, setup, remove_folder);
}
