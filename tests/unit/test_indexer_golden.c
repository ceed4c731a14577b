/* Golden cases: tests/golden/NAME/ holds what an author wrote and what the linter says to it: expected.txt in English,
 * expected.id.txt in Indonesian.
 *
 * NAME/input.md is one case, NAME/en.md its translation (NAME/behind: how many commits behind), other files lie beside it;
 * or NAME/cases/.../id.md are several. NAME/schema/... replaces files of the project's schema/. To add a case: make the
 * folder, run `UPDATE=1 test_indexer_golden` and read what was written. Dates are measured from 2026-11-21. Cases whose
 * folder begins with "baru" are compared with the others.
 *
 * The same library, with the examples of the table of rules put into a case: the wrong ones are found, the right ones not. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "indexer/build.h"
#include "indexer/check_rules.h"
#include "indexer/overlap.h"
#include "indexer/worktree.h"

#define GOLDEN LB_SOURCE_DIR "/tests/golden"
#define FOLDER "cases/61/contoh"

/* The project's schema/ with the golden folder's files over it; with an input.md, the folder itself as the case's. */
struct overlay {
    struct lb_tree base, own;
    bool is_one;          /* there is an input.md */
    bool is_compared;     /* it has cases that are compared with the others: needs an analyser, which takes its time */
    const char *contoh;   /* what FOLDER/id.md holds instead; may be NULL */
};

static lb_slice place(const struct overlay *o, lb_slice path)
{
    if (!o->is_one || !lb_slice_starts(path, LB_S(FOLDER)))
        return path;
    lb_slice name = lb_slice_sub(path, strlen(FOLDER) + (path.len > strlen(FOLDER)), path.len);
    return lb_slice_eq(name, LB_S("id.md")) ? LB_S("input.md") : name;
}

static enum lb_status read_over(void *self, struct lb_arena *a, lb_slice path, size_t max, lb_slice *ret,
                                struct lb_err *e)
{
    struct overlay *o = self;
    if (o->contoh && lb_slice_eq(path, LB_S(FOLDER "/id.md"))) {
        *ret = lb_slice_of(o->contoh);
        return LB_OK;
    }
    enum lb_status st = lb_tree_read(&o->own, a, place(o, path), max, ret, e);
    return st == LB_NOT_FOUND && lb_slice_starts(path, LB_S("schema/")) ? lb_tree_read(&o->base, a, path, max, ret, e)
                                                                        : st;
}

static void only(struct lb_arena *a, struct lb_entry **ret, size_t *count, lb_slice name)
{
    *ret = LB_NEW(a, struct lb_entry);
    **ret = (struct lb_entry){name, LB_ENTRY_FOLDER};
    *count = 1;
}

static enum lb_status list_over(void *self, struct lb_arena *a, lb_slice path, struct lb_entry **ret, size_t *count,
                                struct lb_err *e)
{
    struct overlay *o = self;
    if (lb_slice_starts(path, LB_S("schema/")))
        return lb_tree_list(&o->base, a, path, ret, count, e);
    bool is_cases = lb_slice_eq(path, LB_S("cases")), is_above = lb_slice_eq(path, LB_S("cases/61"));
    if (o->is_one && (is_cases || is_above)) {
        only(a, ret, count, is_cases ? LB_S("61") : LB_S("contoh"));
        return LB_OK;
    }
    enum lb_status st = lb_tree_list(&o->own, a, place(o, path), ret, count, e);
    size_t n = 0;
    for (size_t i = 0; st == LB_OK && o->is_one && i < *count; i++) { /* the test's own files are no one's */
        struct lb_entry one = (*ret)[i];
        if (lb_slice_eq(one.name, LB_S("expected.txt")) || lb_slice_eq(one.name, LB_S("expected.id.txt")) || lb_slice_eq(one.name, LB_S("behind")) || one.kind == LB_ENTRY_FOLDER)
            continue;
        if (lb_slice_eq(one.name, LB_S("input.md")))
            one.name = LB_S("id.md");
        (*ret)[n++] = one;
    }
    if (st == LB_OK && o->is_one)
        *count = n;
    return st;
}

/* Cases that are compared with the others: those whose folder begins with "baru". */
static bool is_compared(void *ctx, lb_slice path)
{
    (void)ctx;
    return memmem(path.data, path.len, "/baru", 5) != NULL;
}

static void check(struct overlay *o, int behind, struct lb_diags *diags, struct lb_err *e)
{
    struct lb_tree tree = {o, read_over, list_over};
    struct lb_progress progress;
    struct lb_build_report report;
    struct lb_build_options build = {.tree = &tree, .date = "2026-11-21", .behind = behind, .program = "test 0 0",
                                     .has_drafts = true, .progress = &progress};
    struct lb_overlap *overlap = o->is_compared ? lb_overlap_new(is_compared, NULL, 0) : NULL;
    struct lb_build_watch watch = lb_overlap_watch(overlap);
    build.watch = overlap ? &watch : NULL;
    lb_progress_init(&progress, STDERR_FILENO, true);
    if (lb_build(&build, diags, &report, e) == LB_OK)
        e->msg[0] = '\0';
    lb_diags_sort(diags);
    lb_overlap_free(overlap);
}

static void print(const struct lb_diags *diags, enum lb_lang lang, const char *failure, struct lb_str *out)
{
    for (size_t i = 0; i < diags->count; i++)
        if (!diags->items[i].silenced.len)
            lb_diag_print(&diags->items[i], lang, false, out);
    if (*failure)
        lb_str_printf(out, "lumbung: %s\n", failure);
    lb_str_printf(out, "%zu %s, %zu %s", diags->errors, lang == LB_LANG_EN ? "errors" : "kesalahan", diags->warnings,
                  lang == LB_LANG_EN ? "warnings" : "peringatan");
    if (diags->silenced)
        lb_str_printf(out, ", %zu %s", diags->silenced, lang == LB_LANG_EN ? "silenced" : "dibungkam");
    lb_str_addc(out, '\n');
}

/* Nothing is said in one language only, and what is said in words is not the same in both. */
static void expect_both(const char *name, const struct lb_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        bool is_said = d->message.in[LB_LANG_ID].len && d->message.in[LB_LANG_EN].len;
        if (!is_said || !d->hint.in[LB_LANG_ID].len != !d->hint.in[LB_LANG_EN].len)
            fail_msg("%s: %s is said in one language only: '%.*s', '%.*s'", name, d->code, LB_ARG(d->message.in[LB_LANG_ID]),
                     LB_ARG(d->message.in[LB_LANG_EN]));
        if (lb_slice_eq(d->message.in[LB_LANG_ID], d->message.in[LB_LANG_EN]) ||
            (d->hint.in[LB_LANG_ID].len && lb_slice_eq(d->hint.in[LB_LANG_ID], d->hint.in[LB_LANG_EN])))
            fail_msg("%s: %s says the same in both languages: '%.*s' (%.*s)", name, d->code, LB_ARG(d->message.in[LB_LANG_ID]),
                     LB_ARG(d->hint.in[LB_LANG_ID]));
    }
}

static void run_folder(const char *name, struct lb_worktree *base, struct lb_str out[LB_LANG_COUNT])
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_worktree *own = NULL;
    struct lb_err e = {.msg = ""};
    lb_slice path = lb_arena_printf(&arena, GOLDEN "/%s", name), text;
    lb_diags_init(&diags);
    assert_int_equal(lb_worktree_open(path.data, &own, &e), LB_OK);
    struct overlay o = {.base = lb_worktree_tree(base), .own = lb_worktree_tree(own)};
    o.is_one = lb_tree_read(&o.own, &arena, LB_S("input.md"), 1 << 24, &text, &e) == LB_OK;
    struct lb_entry *entries;
    size_t count = 0;
    if (lb_tree_list(&o.own, &arena, LB_S("cases/61"), &entries, &count, &e) == LB_OK)
        for (size_t i = 0; i < count; i++)
            o.is_compared |= lb_slice_starts(entries[i].name, LB_S("baru"));
    int behind = lb_tree_read(&o.own, &arena, LB_S("behind"), 10, &text, &e) == LB_OK ? atoi(text.data) : 0;
    e.msg[0] = '\0';
    check(&o, behind, &diags, &e);
    expect_both(name, &diags);
    for (int lang = 0; lang < LB_LANG_COUNT; lang++)
        print(&diags, (enum lb_lang)lang, e.msg, &out[lang]);
    lb_worktree_close(own);
    lb_diags_free(&diags);
    lb_arena_free(&arena);
}

static bool is_same(struct lb_arena *a, const char *name, enum lb_lang lang, const struct lb_str *got)
{
    lb_slice path = lb_arena_printf(a, GOLDEN "/%s/expected%s.txt", name, lang == LB_LANG_ID ? ".id" : ""), want = LB_EMPTY;
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
        struct lb_str got[LB_LANG_COUNT] = {LB_STR_INIT(1 << 20), LB_STR_INIT(1 << 20)};
        if (!lb_fs_is_dir(lb_arena_printf(&a, GOLDEN "/%" LB_PRI, LB_ARG(names[i])).data))
            continue;
        run_folder(names[i].data, base, got);
        for (int lang = 0; lang < LB_LANG_COUNT; lang++)
            failed += !is_same(&a, names[i].data, (enum lb_lang)lang, &got[lang]);
        lb_str_add(&all, lb_str_slice(&got[LB_LANG_EN]));
        for (int lang = 0; lang < LB_LANG_COUNT; lang++)
            lb_str_free(&got[lang]);
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

/* ---- examples of the table */

/* "title: x" or "lead:": the field a line of front matter begins; empty for a line that goes on. */
static lb_slice field_of(lb_slice line)
{
    size_t colon = lb_slice_find(line, ':');
    return line.len && line.data[0] != ' ' && line.data[0] != '-' && colon < line.len ? lb_slice_sub(line, 0, colon) : LB_EMPTY;
}

static bool names_field(lb_slice fields, lb_slice field)
{
    for (lb_slice line; lb_slice_split(&fields, '\n', &line);)
        if (field.len && lb_slice_eq(field_of(line), field))
            return true;
    return false;
}

static void with_fields(lb_slice base, lb_slice fields, struct lb_str *out)
{
    lb_slice line;
    bool is_front = true, is_dropped = false;
    for (unsigned number = 1; lb_slice_split(&base, '\n', &line); number++) {
        if (number > 1 && is_front && lb_slice_eq(line, LB_S("---"))) {
            lb_str_add(out, fields);
            lb_str_addc(out, '\n');
            is_front = false;
        }
        lb_slice field = field_of(line);
        if (field.len)
            is_dropped = is_front && names_field(fields, field);
        if (!is_front || !is_dropped) {
            lb_str_add(out, line);
            lb_str_addc(out, '\n');
        }
    }
}

static void with_text(lb_slice base, lb_slice text, struct lb_str *out)
{
    lb_slice line, heading = lb_slice_starts(text, LB_S("## ")) ? lb_slice_sub(text, 0, lb_slice_find(text, '\n')) : LB_EMPTY;
    bool is_dropped = false;
    while (lb_slice_split(&base, '\n', &line)) {
        if (lb_slice_starts(line, LB_S("## ")))
            is_dropped = lb_slice_eq(line, heading);
        if (!is_dropped) {
            lb_str_add(out, line);
            lb_str_addc(out, '\n');
        }
    }
    lb_str_addc(out, '\n');
    lb_str_add(out, text);
    lb_str_addc(out, '\n');
}

static size_t count_of(const struct lb_diags *diags, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < diags->count; i++)
        n += strcmp(diags->items[i].code, code) == 0 && !diags->items[i].silenced.len;
    return n;
}

static bool is_found(struct overlay *o, lb_slice base, const struct lb_rule_info *rule, const char *example)
{
    struct lb_str text = LB_STR_INIT(1 << 20);
    struct lb_diags diags;
    struct lb_err e;
    if (rule->example == LB_EXAMPLE_FIELDS)
        with_fields(base, lb_slice_of(example), &text);
    else if (rule->example == LB_EXAMPLE_TEXT)
        with_text(base, lb_slice_of(example), &text);
    else
        lb_str_printf(&text, "%s", example);
    o->contoh = text.data;
    lb_diags_init(&diags);
    check(o, 0, &diags, &e);
    bool found = count_of(&diags, rule->code) > 0;
    if (diags.errors && !found && example == rule->right) {
        struct lb_str all = LB_STR_INIT(1 << 20);
        print(&diags, LB_LANG_EN, e.msg, &all);
        print_error("%s: the right example has errors:\n%s", rule->code, all.data);
        lb_str_free(&all);
        found = true;
    }
    lb_diags_free(&diags);
    lb_str_free(&text);
    return found;
}

static void test_rules__the_examples_are_what_they_say(void **state)
{
    (void)state;
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_worktree *base = NULL, *own = NULL;
    struct lb_err e;
    lb_slice text;
    size_t tried = 0, wrong = 0;
    assert_int_equal(lb_worktree_open(LB_SOURCE_DIR, &base, &e), LB_OK);
    assert_int_equal(lb_worktree_open(GOLDEN "/examples", &own, &e), LB_OK);
    struct overlay o = {.base = lb_worktree_tree(base), .own = lb_worktree_tree(own)};
    assert_int_equal(lb_tree_read(&o.own, &a, LB_S(FOLDER "/id.md"), 1 << 20, &text, &e), LB_OK);
    for (size_t i = 0; i < LB_RULE_COUNT_; i++) {
        const struct lb_rule_info *rule = &lb_rules[i];
        assert_true(strlen(rule->about_id) > 60 && strlen(rule->about_en) > 60 && *rule->wrong && *rule->right);
        if (rule->example == LB_EXAMPLE_SHOWN)
            continue;
        if (!is_found(&o, text, rule, rule->wrong))
            wrong++, print_error("%s: the wrong example is not found\n", rule->code);
        if (is_found(&o, text, rule, rule->right))
            wrong++, print_error("%s: the right example is found\n", rule->code);
        tried++;
    }
    print_message("%zu examples tried\n", tried);
    assert_int_equal(wrong, 0);
    assert_true(tried >= 40);
    lb_worktree_close(own);
    lb_worktree_close(base);
    lb_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden__the_linter_says_what_is_expected),
                                       cmocka_unit_test(test_rules__the_examples_are_what_they_say)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
