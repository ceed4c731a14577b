/* Two trees side by side: what the history counts as a change of a file, and what an update must read again. They differ on
 * purpose: a mode alone is nothing to tell a reader, and folders too deep are no reason to lose the history. */
#include "repository.h"

enum { HISTORY_DEPTH = 32, UPDATE_DEPTH = 64 };

static const char *const names[] = {"cases", "library.yml", NULL};

/* The newest commit as the history tells it: "path:yes" a line; "no" where it is no regular file (any more). */
static enum lb_status tell(void *ctx, const struct lb_change *change, struct lb_err *e)
{
    struct lb_str *out = ctx;
    for (size_t i = 0; i < change->file_count; i++)
        lb_str_printf(out, "%" LB_PRI ":%s\n", LB_ARG(change->files[i].path), change->files[i].blob[0] ? "yes" : "no");
    return lb_fail(e, LB_CHANGED, "one is enough");
}

static void history_is(const char *name, const char *expected)
{
    struct lb_commit commit;
    struct lb_repo *repo = open_at(name, "HEAD", &commit);
    struct lb_str out = LB_STR_INIT(10000);
    bool is_whole;
    assert_int_equal(lb_repo_walk(repo, commit.id, names, 10, NULL, tell, &out, &is_whole, &err), LB_CHANGED);
    assert_string_equal(out.len ? out.data : "", expected);
    lb_str_free(&out);
    lb_repo_close(repo);
}

static void add_path(void *ctx, lb_slice p)
{
    lb_str_printf(ctx, "%" LB_PRI "\n", LB_ARG(p));
}

static void update_is(const char *name, enum lb_status status, const char *expected)
{
    struct lb_commit old, new;
    struct lb_repo *repo = open_at(name, "HEAD~1", &old);
    struct lb_str out = LB_STR_INIT(10000);
    assert_int_equal(lb_repo_resolve(repo, "HEAD", &new, &err), LB_OK);
    if (lb_repo_compare(repo, old.id, new.id, names, add_path, &out, &err) != status)
        fail_msg("%s", err.msg);
    assert_string_equal(out.len ? out.data : "", expected);
    lb_str_free(&out);
    lb_repo_close(repo);
}

static void test_trees__new_changed_and_removed_files_are_told_by_path(void **state)
{
    (void)state;
    sh("g init -q a; cd a; mkdir -p cases/61/x cases/61/same lain; echo 1 > cases/61/x/id.md; echo 1 > cases/61/x/en.md; echo 1 > cases/61/same/id.md; "
       "commit satu; echo 2 > cases/61/x/id.md; g rm -q cases/61/x/en.md; mkdir -p cases/baru; echo 1 > cases/baru/id.md; echo 1 > library.yml; "
       "echo 1 > lain/x; commit dua");
    history_is("a", "cases/61/x/en.md:no\ncases/61/x/id.md:yes\ncases/baru/id.md:yes\nlibrary.yml:yes\n");
    update_is("a", LB_OK, "cases/61/x/en.md\ncases/61/x/id.md\ncases/baru/id.md\nlibrary.yml\n");
}

static void test_trees__a_mode_alone_concerns_the_update_only(void **state)
{
    (void)state;
    sh("g init -q b; cd b; mkdir cases; echo 1 > cases/a; echo 1 > library.yml; commit satu; chmod +x cases/a library.yml; "
       "g -c core.fileMode=true commit -qam dua");
    history_is("b", "");
    update_is("b", LB_OK, "cases/a\nlibrary.yml\n");
}

static void test_trees__a_link_in_place_of_a_file_of_the_same_bytes_concerns_the_update_only(void **state)
{
    (void)state;
    sh("g init -q c; cd c; mkdir cases; printf x > cases/a; commit satu; rm cases/a; ln -s x cases/a; commit dua");
    history_is("c", "");
    update_is("c", LB_OK, "cases/a\n");
}

static void test_trees__links_and_modules_are_no_regular_files(void **state)
{
    (void)state;
    sh("g init -q d; cd d; mkdir cases; echo 1 > cases/a; echo 1 > cases/b; commit satu; rm cases/a cases/b; ln -s x cases/a; g add -A; "
       "g update-index --add --cacheinfo 160000,$(g rev-parse HEAD),cases/b; g commit -qm dua");
    history_is("d", "cases/a:no\ncases/b:no\n");
    update_is("d", LB_OK, "cases/a\ncases/b\n");
}

static void test_trees__a_file_that_becomes_a_folder_is_both(void **state)
{
    (void)state;
    sh("g init -q e; cd e; mkdir cases; echo 1 > cases/a; commit satu; rm cases/a; mkdir cases/a; echo 1 > cases/a/id.md; commit dua");
    history_is("e", "cases/a:no\ncases/a/id.md:yes\n");
    update_is("e", LB_OK, "cases/a\ncases/a/id.md\n");
    sh("cd e; g rm -qr cases; echo 1 > cases; commit tiga");
    history_is("e", "cases:yes\ncases/a/id.md:no\n");
    update_is("e", LB_OK, "cases\ncases/a/id.md\n");
}

/* A file under `depth` folders, one of which is cases/. */
static void nest(const char *name, int depth)
{
    char script[300];
    snprintf(script, sizeof script, "g init -q %s; cd %s; mkdir cases; echo 1 > cases/a; commit satu; p=cases$(printf '/d%%.0s' $(seq %d)); "
             "mkdir -p $p; echo 1 > $p/x; echo 2 > cases/a; commit dua; rm -r cases", name, name, depth - 1);
    sh(script);
}

static char *deep(int depth)
{
    struct lb_str s = LB_STR_INIT(1000);
    lb_str_printf(&s, "cases");
    for (int i = 1; i < depth; i++)
        lb_str_printf(&s, "/d");
    lb_str_printf(&s, "/x");
    char *ret = lb_arena_cstr(&arena, lb_str_slice(&s));
    lb_str_free(&s);
    return ret;
}

static void test_trees__the_history_passes_over_what_lies_too_deep(void **state)
{
    (void)state;
    nest("f", HISTORY_DEPTH);
    history_is("f", lb_arena_printf(&arena, "cases/a:yes\n%s:yes\n", deep(HISTORY_DEPTH)).data);
    nest("g", HISTORY_DEPTH + 1);
    history_is("g", "cases/a:yes\n");
    update_is("g", LB_OK, lb_arena_printf(&arena, "cases/a\n%s\n", deep(HISTORY_DEPTH + 1)).data);
}

static void test_trees__an_update_refuses_what_lies_too_deep(void **state)
{
    (void)state;
    nest("h", UPDATE_DEPTH);
    update_is("h", LB_OK, lb_arena_printf(&arena, "cases/a\n%s\n", deep(UPDATE_DEPTH)).data);
    nest("i", UPDATE_DEPTH + 1);
    update_is("i", LB_LIMIT, "cases/a\n");
    assert_non_null(strstr(err.msg, "nested too deep: 'cases/d/d/"));
}

static void test_trees__a_missing_object_is_an_error_of_both(void **state)
{
    (void)state;
    sh("g init -q j; cd j; mkdir -p cases/x; echo 1 > cases/x/a; commit satu; echo 2 > cases/x/a; commit dua; t=$(g rev-parse HEAD:cases/x); "
       "rm -f .git/objects/$(echo $t | cut -c1-2)/$(echo $t | cut -c3-)");
    struct lb_commit old, new;
    struct lb_repo *repo = open_at("j", "HEAD~1", &old);
    bool is_whole;
    struct lb_str out = LB_STR_INIT(1000);
    assert_int_equal(lb_repo_resolve(repo, "HEAD", &new, &err), LB_OK);
    assert_int_equal(lb_repo_walk(repo, new.id, names, 10, NULL, tell, &out, &is_whole, &err), LB_IO);
    assert_int_equal(lb_repo_compare(repo, old.id, new.id, names, add_path, &out, &err), LB_IO);
    assert_int_equal(out.len, 0);
    lb_str_free(&out);
    lb_repo_close(repo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees__new_changed_and_removed_files_are_told_by_path),
        cmocka_unit_test(test_trees__a_mode_alone_concerns_the_update_only),
        cmocka_unit_test(test_trees__a_link_in_place_of_a_file_of_the_same_bytes_concerns_the_update_only),
        cmocka_unit_test(test_trees__links_and_modules_are_no_regular_files),
        cmocka_unit_test(test_trees__a_file_that_becomes_a_folder_is_both),
        cmocka_unit_test(test_trees__the_history_passes_over_what_lies_too_deep),
        cmocka_unit_test(test_trees__an_update_refuses_what_lies_too_deep),
        cmocka_unit_test(test_trees__a_missing_object_is_an_error_of_both),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
