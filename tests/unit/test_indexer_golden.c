/* Golden cases: tests/golden/NAME/ holds what an author wrote and, in expected.txt, what the linter says to it.
 *
 * NAME/input.md is one case, NAME/en.md its translation (NAME/behind: how many commits behind), other files lie beside it;
 * or NAME/cases/.../id.md are several. NAME/schema/... replaces files of the project's schema/. To add a case: make the
 * folder, run `UPDATE=1 test_indexer_golden` and read what was written. Dates are measured from 2026-11-21. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/fs.h"
#include "base/limits.h"
#include "indexer/check.h"
#include "indexer/lineage.h"
#include "indexer/worktree.h"

#define GOLDEN LB_SOURCE_DIR "/tests/golden"
#define FOLDER "cases/61/contoh"

/* The project's schema/ with the golden folder's files over it; the folder itself as the case's. */
struct overlay {
    struct lb_tree base, own;
};

static lb_slice place(lb_slice path)
{
    if (lb_slice_eq(path, LB_S(FOLDER)))
        return LB_S("");
    return lb_slice_starts(path, LB_S(FOLDER "/")) ? lb_slice_sub(path, strlen(FOLDER "/"), path.len) : path;
}

static enum lb_status read_over(void *self, struct lb_arena *a, lb_slice path, size_t max, lb_slice *ret,
                                struct lb_err *e)
{
    struct overlay *o = self;
    enum lb_status st = lb_tree_read(&o->own, a, place(path), max, ret, e);
    return st == LB_NOT_FOUND && lb_slice_starts(path, LB_S("schema/")) ? lb_tree_read(&o->base, a, path, max, ret, e)
                                                                        : st;
}

static enum lb_status list_over(void *self, struct lb_arena *a, lb_slice path, struct lb_entry **ret, size_t *count,
                                struct lb_err *e)
{
    struct overlay *o = self;
    if (lb_slice_starts(path, LB_S("schema/")))
        return lb_tree_list(&o->base, a, path, ret, count, e);
    enum lb_status st = lb_tree_list(&o->own, a, place(path), ret, count, e);
    size_t n = 0;
    for (size_t i = 0; st == LB_OK && place(path).len == 0 && i < *count; i++) /* the test's own files are no one's */
        if (!lb_slice_eq((*ret)[i].name, LB_S("expected.txt")) && !lb_slice_eq((*ret)[i].name, LB_S("behind")))
            (*ret)[n++] = (*ret)[i];
    if (st == LB_OK && place(path).len == 0)
        *count = n;
    return st;
}

struct run {
    struct lb_arena arena;
    struct lb_diags diags;
    struct lb_tree tree;
    struct lb_contract *contract;
    struct lb_survey *survey;
    struct lb_case cases[64];
    size_t count;
    int behind;
};

static bool render(struct run *r, const struct lb_case *c, struct lb_markdown *ret)
{
    struct lb_heading_rule rules[LB_MAX_HEADINGS];
    struct lb_err e;
    for (size_t i = 0; i < r->contract->heading_count; i++) {
        const struct lb_value *label = r->contract->headings[i].label;
        lb_slice *titles = LB_NEW_ARRAY(&r->arena, lb_slice, label->count);
        for (size_t k = 0; k < label->count; k++)
            titles[k] = lb_value_text(label->members[k].value);
        rules[i] = (struct lb_heading_rule){r->contract->headings[i].id, titles, label->count};
    }
    const struct lb_value *list = lb_value_get(c->record, "sources");
    lb_slice *sources = LB_NEW_ARRAY(&r->arena, lb_slice, lb_value_size(list));
    for (size_t i = 0; i < lb_value_size(list); i++)
        sources[i] = lb_value_str(lb_value_at(list, i), "id");
    struct lb_markdown_input in = {.text = c->body,
                                   .file = c->source.path,
                                   .line = c->body_line,
                                   .lang = "id",
                                   .headings = rules,
                                   .heading_count = r->contract->heading_count,
                                   .sources = sources,
                                   .source_count = lb_value_size(list)};
    return lb_markdown_render(&r->arena, &in, ret, &r->diags, &e) == LB_OK;
}

/* Reads a file of the golden folder as the case at `path`; adds it when it could be read. */
static void take(struct run *r, const char *path, const char *file, const struct lb_case *original)
{
    lb_slice text;
    struct lb_err e;
    struct lb_case *c = &r->cases[r->count];
    if (lb_tree_read(&r->tree, &r->arena, lb_slice_of(file), LB_MAX_CASE_FILE * 2, &text, &e))
        return;
    lb_slice kept = lb_arena_copy(&r->arena, lb_slice_of(path));
    if (lb_case_read(r->contract, kept, text, original != NULL, &r->diags, &r->arena, c))
        return;
    r->count++;
    if (original)
        lb_case_merge(c, original, &r->arena);
    struct lb_check check = {r->contract, &r->tree, LB_S("2026-11-21")};
    struct lb_markdown body;
    lb_case_check(&check, c);
    if (render(r, c, &body))
        lb_case_check_body(&check, c, &body, r->behind);
}

static void take_all(struct run *r, lb_slice folder)
{
    struct lb_entry *entries;
    size_t n;
    struct lb_err e;
    if (lb_tree_list(&r->tree, &r->arena, folder, &entries, &n, &e))
        return;
    for (size_t i = 0; i < n; i++) {
        lb_slice path = lb_arena_printf(&r->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder), LB_ARG(entries[i].name));
        if (entries[i].kind == LB_ENTRY_FOLDER)
            take_all(r, path);
        else if (lb_slice_ends(path, LB_S("/id.md")))
            take(r, path.data, path.data, NULL);
    }
}

static void print(const struct run *r, const char *failure, struct lb_str *out)
{
    for (size_t i = 0; i < r->diags.count; i++)
        lb_diag_print(&r->diags.items[i], false, out);
    if (failure)
        lb_str_printf(out, "lumbung: %s\n", failure);
    lb_str_printf(out, "%zu errors, %zu warnings\n", r->diags.errors, r->diags.warnings);
}

static void run_folder(const char *name, struct lb_worktree *base, struct lb_str *out)
{
    struct run r = {.arena = LB_ARENA_INIT};
    struct lb_worktree *own = NULL;
    struct lb_err e = {.msg = ""};
    lb_slice path = lb_arena_printf(&r.arena, GOLDEN "/%s", name), behind;
    lb_diags_init(&r.diags);
    assert_int_equal(lb_worktree_open(path.data, &own, &e), LB_OK);
    struct overlay o = {lb_worktree_tree(base), lb_worktree_tree(own)};
    r.tree = (struct lb_tree){&o, read_over, list_over};
    if (lb_tree_read(&o.own, &r.arena, LB_S("behind"), 10, &behind, &e) == LB_OK)
        r.behind = atoi(behind.data);
    e.msg[0] = '\0';
    if (lb_contract_load(&r.tree, &r.diags, &r.contract, &e) == LB_OK) {
        r.survey = lb_survey_new(r.contract, &r.diags);
        take(&r, FOLDER "/id.md", "input.md", NULL);
        if (r.count)
            take(&r, FOLDER "/en.md", "en.md", &r.cases[0]);
        take_all(&r, LB_S("cases"));
        for (size_t i = 0; i < r.count; i++)
            if (!r.cases[i].is_translation && !r.cases[i].source.errors)
                lb_survey_add(r.survey, &r.cases[i], 1);
        lb_survey_finish(r.survey, true);
    }
    lb_diags_sort(&r.diags);
    print(&r, r.contract ? NULL : e.msg, out);
    lb_survey_free(r.survey);
    lb_contract_free(r.contract);
    lb_worktree_close(own);
    lb_diags_free(&r.diags);
    lb_arena_free(&r.arena);
}

static bool is_same(struct lb_arena *a, const char *name, const struct lb_str *got)
{
    lb_slice path = lb_arena_printf(a, GOLDEN "/%s/expected.txt", name), want = LB_EMPTY;
    struct lb_err e;
    if (getenv("UPDATE")) {
        assert_int_equal(lb_fs_write(path.data, lb_str_slice(got), &e), LB_OK);
        return true;
    }
    if (lb_fs_read(a, path.data, 1 << 20, &want, &e) == LB_OK && lb_slice_eq(want, lb_str_slice(got)))
        return true;
    print_error("%s: got\n%s\nand expected\n%.*s\n", name, got->data, LB_ARG(want));
    return false;
}

static void test_golden__the_linter_says_what_is_expected(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_worktree *base = NULL;
    struct lb_err e;
    lb_slice *names;
    size_t n, cases = 0, failed = 0;
    struct lb_str all = LB_STR_INIT(1 << 22);
    assert_int_equal(lb_worktree_open(LB_SOURCE_DIR, &base, &e), LB_OK);
    assert_int_equal(lb_fs_list(&a, GOLDEN, &names, &n, &e), LB_OK);
    for (size_t i = 0; i < n; i++) {
        struct lb_str got = LB_STR_INIT(1 << 20);
        if (!lb_fs_is_dir(lb_arena_printf(&a, GOLDEN "/%" LB_PRI, LB_ARG(names[i])).data))
            continue;
        run_folder(names[i].data, base, &got);
        failed += !is_same(&a, names[i].data, &got);
        lb_str_add(&all, lb_str_slice(&got));
        lb_str_free(&got);
        cases++;
    }
    print_message("%zu golden cases\n", cases);
    assert_int_equal(failed, 0);
    assert_true(cases >= 40);
    for (size_t i = 0; i < LB_RULE_COUNT_; i++) {
        if (i == LB_RULE_IMAGE_LARGE)
            continue; /* 32 MB; test_indexer_assets.c */
        char code[16];
        snprintf(code, sizeof code, "[%s]", lb_rules[i].code);
        if (!strstr(all.data, code))
            fail_msg("no golden case shows %s (%s)", lb_rules[i].code, lb_rules[i].title_en);
    }
    lb_str_free(&all);
    lb_worktree_close(base);
    lb_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden__the_linter_says_what_is_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
