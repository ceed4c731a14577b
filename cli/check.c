/* check.c - `lumbung check`: everything a build would say, and nothing written. What is asked for is check_scope.c's. */
#include "base/limits.h"
#include "cli/check_grades.h"
#include "cli/command.h"
#include "cli/identity.h"
#include "cli/report.h"
#include "cli/speech.h"
#include "indexer/assets.h"
#include "indexer/behind.h"
#include "indexer/build.h"
#include "indexer/overlap.h"
#include "indexer/worktree.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *repo, *rev, *from, *format = "text", *lang_option;
static bool is_quiet, is_strict, is_staged, is_trusted, is_grading, is_comparing;

enum { MAX_COMPARED = 10 }; /* cases one looks at; more are a library */

static const struct lb_option options[] = {
    {.name = "from", .letter = 'f', .arg = "DIR",
     .help = "the folder that holds the library [the nearest one upwards from here].", .kind = LB_OPT_TEXT, .value = &from},
    {.name = "staged", .help = "checks what is staged in git, which is what a commit would hold, and tells of what it changes.",
     .kind = LB_OPT_FLAG, .value = &is_staged},
    {.name = "rev", .arg = "REV",
     .help = "checks a branch, tag or commit; with A..B it checks B and tells of what differs from A, with A...B from where the two parted.",
     .kind = LB_OPT_TEXT, .value = &rev},
    {.name = "repo", .letter = 'r', .arg = "DIR", .help = "the git repository for --staged and --rev, ordinary or bare [as for --from].",
     .kind = LB_OPT_TEXT, .value = &repo},
    {.name = "similar",
     .help = "tells of every case asked for which others are about the same problem; without it only of new ones and of up to ten that are "
             "named by path.",
     .kind = LB_OPT_FLAG, .value = &is_comparing},
    {.name = "grades",
     .help = "prints, instead of findings, what level of evidence each case claims and its sources can carry, and how complete it is: with why "
             "not more, and what is missing for the next grade; as text or json.",
     .kind = LB_OPT_FLAG, .value = &is_grading},
    {.name = "strict", .help = "warnings count as findings, too.", .kind = LB_OPT_FLAG, .value = &is_strict},
    {.name = "trust-owner", .help = "takes a repository that belongs to another user.", .kind = LB_OPT_FLAG, .value = &is_trusted},
    {.name = "quiet", .letter = 'q', .help = "prints findings only.", .kind = LB_OPT_FLAG, .value = &is_quiet},
    {.name = "format", .arg = "FORMAT",
     .help = "of findings: text (to standard error), json, github, gitlab or sarif (to standard output) [text].", .kind = LB_OPT_TEXT,
     .value = &format},
    LB_OPTION_LANG(lang_option),
    {.name = NULL},
};

/* One library to be read, and for a change the state before it. */
struct job {
    struct lb_scope scope;
    struct lb_build_options build;
    struct lb_repo *git;
    struct lb_staged *staged;
    struct lb_tree tree;
    struct lb_commit old, new;
    bool has_old;
    struct lb_progress progress;
    struct lb_build_report report;
    struct lb_diags all, asked;
    struct lb_grades grades;
    struct lb_overlap *overlap;
    struct lb_behind *behind; /* of what is staged */
    struct lb_build_watch watch;
};

/* ---- what is to be read */

/* A repository writes an id of zeros where there is no commit: a branch that is new or deleted. */
static bool is_nothing(const char *rev_name)
{
    size_t n = strspn(rev_name, "0");
    return n >= 40 && !rev_name[n];
}

static enum lb_status resolve_side(struct job *j, const char *name, size_t len, struct lb_commit *ret, struct lb_err *err)
{
    char *copy = lb_arena_cstr(&j->scope.arena, len ? lb_slice_from(name, len) : LB_S("HEAD"));
    return lb_repo_resolve(j->git, copy, ret, err);
}

/* "A..B", "A...B" or one name. */
static enum lb_status read_rev(struct job *j, struct lb_err *err)
{
    const char *dots = strstr(rev, "..");
    if (!dots)
        return resolve_side(j, rev, strlen(rev), &j->new, err);
    const char *right = dots + (dots[2] == '.' ? 3 : 2);
    char *left = lb_arena_cstr(&j->scope.arena, lb_slice_from(rev, (size_t)(dots - rev)));
    enum lb_status status = LB_OK;
    j->has_old = !is_nothing(left);
    if (is_nothing(right))
        return lb_fail(err, LB_NOT_FOUND, "'%s' ends in no commit: the branch is deleted, there is nothing to check", rev);
    status = resolve_side(j, right, strlen(right), &j->new, err);
    if (status == LB_OK && j->has_old)
        status = resolve_side(j, left, strlen(left), &j->old, err);
    if (status == LB_OK && j->has_old && dots[2] == '.')
        status = lb_repo_merge_base(j->git, j->old.id, j->new.id, j->old.id, err);
    return status;
}

static enum lb_status look_for_paths(struct job *j, const struct lb_tree *tree, struct lb_err *err)
{
    lb_slice missing = lb_scope_missing(&j->scope, tree);
    if (missing.len && is_staged)
        return lb_fail(err, LB_NOT_FOUND, "there is no '%" LB_PRI "' among what is staged", LB_ARG(missing));
    if (missing.len)
        return lb_fail(err, LB_NOT_FOUND, "there is no '%" LB_PRI "' in %s%s", LB_ARG(missing), rev ? "the commit of " : "", rev ? rev : j->scope.root);
    return LB_OK;
}

/* Only of translations that are told of: history is long. */
static int count_behind(void *ctx, const struct lb_case *translation, const struct lb_case *original)
{
    struct job *j = ctx;
    return j->behind && lb_scope_has(&j->scope, translation->source.path) ? lb_behind_count(j->behind, translation, original) : -1;
}

/* Files that are not committed are compared with this commit. */
static void start_behind(struct job *j, const char *commit)
{
    j->build.count_behind = count_behind;
    j->build.behind_ctx = j;
    j->behind = commit ? lb_behind_new(j->git, commit) : NULL;
}

/* A folder as it is: the paths asked for have to be there. When it is a repository, too, its history says what is behind. */
static enum lb_status open_folder(struct job *j, struct lb_err *err)
{
    struct lb_worktree *folder = NULL;
    enum lb_status status = lb_worktree_open(j->scope.root, &folder, err);
    if (status == LB_OK) {
        struct lb_tree tree = lb_worktree_tree(folder);
        status = look_for_paths(j, &tree, err);
    }
    lb_worktree_close(folder);
    if (status == LB_OK && lb_repo_open(j->scope.root, is_trusted, &j->git, NULL) == LB_OK &&
        lb_repo_resolve(j->git, "HEAD", &j->old, NULL) == LB_OK)
        start_behind(j, j->old.id);
    return status;
}

static enum lb_status open_git(struct job *j, struct lb_err *err)
{
    const char *index = is_staged ? getenv("GIT_INDEX_FILE") : NULL;
    bool is_change = is_staged || (rev && strstr(rev, ".."));
    struct lb_path_change *changes = NULL;
    size_t count = 0;
    struct lb_err none;
    enum lb_status status = lb_repo_open(j->scope.root, is_trusted, &j->git, err);
    if (status == LB_OK && !is_staged)
        status = read_rev(j, err);
    if (status == LB_OK && is_staged) {
        j->has_old = lb_repo_resolve(j->git, "HEAD", &j->old, &none) == LB_OK;
        status = lb_staged_open(j->git, index, &j->staged, &j->tree, err);
    }
    if (status == LB_OK && is_change)
        status = lb_repo_changes(j->git, j->has_old ? j->old.id : NULL, is_staged ? NULL : j->new.id, index, &j->scope.arena, &changes,
                                 &count, err);
    if (status)
        return status;
    if (is_change)
        lb_scope_change(&j->scope, changes, count);
    if (!is_staged)
        status = lb_repo_tree(j->git, j->new.id, &j->tree, err);
    if (status == LB_OK)
        status = look_for_paths(j, &j->tree, err);
    if (status)
        return status;
    if (is_staged) {
        j->build.tree = &j->tree;
        j->build.date = j->old.date;
        start_behind(j, j->has_old ? j->old.id : NULL);
    } else {
        j->build.repo = j->scope.root;
        j->build.ref = j->new.id;
    }
    return LB_OK;
}

/* ---- findings */

static bool is_same(const struct lb_diag *a, const struct lb_diag *b)
{
    return lb_slice_eq(a->file, b->file) && strcmp(a->code, b->code) == 0 && lb_slice_eq(a->message.in[LB_LANG_EN], b->message.in[LB_LANG_EN]);
}

static bool was_there(const struct lb_diags *before, const struct lb_diag *d)
{
    for (size_t i = 0; i < before->count; i++)
        if (is_same(&before->items[i], d))
            return true;
    return false;
}

/* Findings in files the change does not touch, when they were not there before it. Only then is the library read as it was. */
static enum lb_status add_caused(struct job *j, struct lb_err *err)
{
    struct lb_diags before;
    struct lb_build_report report;
    struct lb_build_options build = j->build;
    enum lb_status status = LB_OK;
    bool is_read = false;
    lb_diags_init(&before);
    before.max = LB_MAX_CHECKED;
    build.watch = NULL;
    build.count_behind = NULL;
    build.tree = NULL;
    build.repo = j->scope.root;
    build.ref = j->old.id;
    for (size_t i = 0; i < j->all.count && j->has_old && status == LB_OK; i++) {
        const struct lb_diag *d = &j->all.items[i];
        if (d->silenced.len || lb_scope_has(&j->scope, d->file) || !lb_scope_may_cause(&j->scope, d))
            continue;
        if (!is_read)
            status = lb_build(&build, &before, &report, err);
        if (status == LB_INVALID) /* its schema was broken: nothing is known of before */
            status = LB_OK;
        is_read = true;
        if (status == LB_OK && !was_there(&before, d))
            lb_diags_add(&j->asked, d);
    }
    lb_diags_free(&before);
    return status;
}

static enum lb_status find(struct job *j, struct lb_err *err)
{
    enum lb_status status = lb_build(&j->build, &j->all, &j->report, err);
    for (size_t i = 0; i < j->all.count; i++)
        if (lb_scope_has(&j->scope, j->all.items[i].file) || (status && j->all.items[i].severity == LB_ERROR))
            lb_diags_add(&j->asked, &j->all.items[i]);
    j->asked.dropped += j->all.dropped;
    if (status == LB_OK && j->scope.has_changes)
        status = add_caused(j, err);
    return status;
}

static bool is_to_compare(void *ctx, lb_slice path)
{
    const struct lb_scope *scope = ctx;
    return is_comparing ? lb_scope_has(scope, path) : lb_scope_is_new(scope, path);
}

/* Who watches the build: nobody, when all that is wanted are findings. */
static void set_watch(struct job *j)
{
    if (is_grading) {
        j->watch = lb_grades_watch(&j->grades);
    } else if (is_comparing || j->scope.has_changes || j->scope.path_count) {
        j->overlap = lb_overlap_new(is_to_compare, &j->scope, is_comparing ? 0 : MAX_COMPARED);
        j->watch = lb_overlap_watch(j->overlap);
    }
    j->build.watch = j->watch.self ? &j->watch : NULL;
}

static void print_summary(const struct job *j, enum lb_lang lang, FILE *out)
{
    size_t found = j->report.found, changed = j->scope.change_count;
    struct lb_str counts = LB_STR_INIT(1000);
    lb_report_counts(&j->asked, lang, &counts);
    if (lang == LB_LANG_ID)
        fprintf(out, "%zu kasus diperiksa", found);
    else
        fprintf(out, "%zu case%s checked", found, LB_PLURAL(found));
    if (j->scope.has_changes && lang == LB_LANG_ID)
        fprintf(out, ", %zu berkas berubah", changed);
    else if (j->scope.has_changes)
        fprintf(out, ", %zu file%s changed", changed, LB_PLURAL(changed));
    fprintf(out, ": %s\n", counts.data);
    lb_str_free(&counts);
}

static int check(struct job *j, enum lb_report_format findings)
{
    struct lb_err err = {0};
    char after[80] = "";
    struct lb_err none;
    enum lb_status status = is_staged || rev ? open_git(j, &err) : open_folder(j, &err);
    set_watch(j);
    if (status == LB_OK)
        status = find(j, &err);
    lb_progress_clear(&j->progress);
    enum lb_lang lang = lb_speech(lang_option, lb_slice_of(j->report.language));
    if (is_grading && status == LB_OK)
        return lb_grades_print(&j->grades, &j->scope, findings == LB_REPORT_JSON, lang);
    int exit_status = lb_report_print(&j->asked, findings, lang);
    if (status == LB_INVALID && j->asked.errors && lang == LB_LANG_ID)
        exit_status = lb_command_fail("check: schema/ memuat %zu kesalahan; tidak ada kasus yang dapat diperiksa sebelum diperbaiki",
                                      j->asked.errors);
    else if (status)
        exit_status = lb_command_fail("check: %s", err.msg);
    else if (exit_status == LB_EXIT_OK && (j->asked.errors || (is_strict && j->asked.warnings)))
        exit_status = LB_EXIT_FINDINGS;
    if (status == LB_OK && !is_quiet)
        print_summary(j, lang, findings == LB_REPORT_TEXT ? stdout : stderr);
    if (status == LB_OK && j->build.from && lb_build_source(&j->build, after, &none) == LB_OK && strcmp(j->report.source, after) != 0)
        fputs(lang == LB_LANG_ID ? "lumbung: check: folder berubah ketika dibaca; jalankan lagi agar pasti\n"
                                 : "lumbung: check: the folder changed while it was read; run again to be sure\n", stderr);
    return exit_status;
}

static int run(int argc, char **argv)
{
    enum lb_report_format findings;
    struct job j = {.build = {.program = lb_program_identity(), .is_trusted = is_trusted, .has_drafts = true}};
    if (!lb_speech_is_known("check", lang_option))
        return LB_EXIT_FAILED;
    if (is_staged && rev)
        return lb_command_fail("check: --staged and --rev are two different states; give one of them");
    if (from && (repo || rev || is_staged))
        return lb_command_fail("check: --from takes a folder as it is; leave out --%s", repo ? "repo" : rev ? "rev" : "staged");
    if (repo && !rev && !is_staged)
        rev = "HEAD";
    if (!lb_report_format_read(format, &findings))
        return LB_EXIT_FAILED;
    if (is_grading && findings != LB_REPORT_TEXT && findings != LB_REPORT_JSON)
        return lb_command_fail("check: --grades prints text or json, not %s", format);
    int exit_status = LB_EXIT_FAILED;
    lb_diags_init(&j.all);
    lb_diags_init(&j.asked);
    j.all.max = j.asked.max = LB_MAX_CHECKED;
    lb_progress_init(&j.progress, STDERR_FILENO, is_quiet);
    j.build.progress = &j.progress;
    if (lb_scope_open(&j.scope, from ? from : repo, argc, argv)) {
        j.build.from = rev || is_staged ? NULL : j.scope.root;
        exit_status = check(&j, findings);
    }
    lb_behind_free(j.behind);
    lb_staged_free(j.staged);
    lb_repo_close(j.git);
    lb_scope_free(&j.scope);
    lb_diags_free(&j.all);
    lb_diags_free(&j.asked);
    lb_grades_free(&j.grades);
    lb_overlap_free(j.overlap);
    lb_pictures_end();
    lb_repos_end();
    return exit_status;
}

const struct lb_command lb_command_check = {
    .name = "check",
    .arguments = "PATH...",
    .summary = "says what is wrong with a library",
    .about = "Reads the whole library, drafts included, and prints every finding as FILE:LINE:COLUMN with what is wrong and how to "
             "mend it; `lumbung explain CODE` tells more. Nothing is written.\n\n"
             "With paths, only findings in these files and folders are printed. With --staged or --rev A..B, only those in cases the "
             "change touches, and those the change causes elsewhere. The whole library is read all the same, because cases refer to each "
             "other. New cases, and cases named by path, are compared with all others: notes tell of those about the same problem.\n\n"
             "Warnings can be silenced in the file they are about, with a reason: silence: [{rule: W008, reason: The offices are being "
             "merged.}]. They are counted, and shown by --format json; errors cannot be silenced.\n\n"
             "Findings are in Indonesian or English. Without --lang the locale decides if it is one of the two, else the language in library.yml; "
             "so do hooks and the checks of forges.",
    .exits = "0|No errors, or --grades; with --strict, no warnings either.\n1|Errors were found.\n2|The library could not be read, or a path is not there.",
    .examples = "lumbung check|Checks the library in this folder or above it.\n"
                "lumbung check --staged|Checks what is about to be committed.\n"
                "lumbung check --grades cases/61|What the cases of a province lack.\n"
                "lumbung check --rev origin/main...HEAD --format github|Annotates a pull request.",
    .options = options,
    .run = run,
};
