/* check.c - `lumbung check`: everything a build would say, and nothing written. */
#include "cli/command.h"
#include "cli/identity.h"
#include "cli/report.h"
#include "indexer/assets.h"
#include "indexer/build.h"
#include "indexer/repo.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

static const char *repo, *ref, *from, *format = "text";
static bool is_quiet, is_strict, is_trusted;

static const struct lb_option options[] = {
    {.name = "from", .letter = 'f', .arg = "DIR", .help = "the folder that holds the library [.].", .kind = LB_OPT_TEXT, .value = &from},
    {.name = "repo", .letter = 'r', .arg = "DIR", .help = "checks a commit of this git repository instead.", .kind = LB_OPT_TEXT,
     .value = &repo},
    {.name = "ref", .arg = "REF", .help = "the branch, tag or commit [HEAD].", .kind = LB_OPT_TEXT, .value = &ref},
    {.name = "strict", .help = "warnings count as findings, too.", .kind = LB_OPT_FLAG, .value = &is_strict},
    {.name = "trust-owner", .help = "takes a repository that belongs to another user.", .kind = LB_OPT_FLAG, .value = &is_trusted},
    {.name = "quiet", .letter = 'q', .help = "prints findings only.", .kind = LB_OPT_FLAG, .value = &is_quiet},
    {.name = "format", .arg = "FORMAT",
     .help = "of findings: text (to standard error), json, github, gitlab or sarif (to standard output) [text].", .kind = LB_OPT_TEXT, .value = &format},
    {.name = NULL},
};

/* "./cases/61/" and "cases/61" name the same files. */
static lb_slice path_of(const char *argument)
{
    lb_slice s = lb_slice_of(argument);
    while (lb_slice_starts(s, LB_S("./")))
        s = lb_slice_sub(s, 2, s.len);
    while (lb_slice_ends(s, LB_S("/")))
        s.len--;
    return lb_slice_eq(s, LB_S(".")) ? LB_EMPTY : s;
}

static bool is_asked(lb_slice file, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        lb_slice path = path_of(argv[i]);
        if (lb_slice_starts(file, path) && (path.len == 0 || file.len == path.len || file.data[path.len] == '/'))
            return true;
    }
    return argc == 0;
}

/* A mistyped path would pass as clean: in a folder every path has to be there. */
static const char *missing_path(const char *folder, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        char path[PATH_MAX];
        int n = snprintf(path, sizeof path, "%s/%" LB_PRI, folder, LB_ARG(path_of(argv[i])));
        if (n < 0 || (size_t)n >= sizeof path || access(path, F_OK) != 0)
            return argv[i];
    }
    return NULL;
}

static void print_summary(const struct lb_build_report *report, const struct lb_diags *diags, FILE *out)
{
    fprintf(out, "%zu case%s checked: %zu error%s, %zu warning%s", report->found, LB_PLURAL(report->found), diags->errors,
            LB_PLURAL(diags->errors), diags->warnings, LB_PLURAL(diags->warnings));
    if (diags->silenced)
        fprintf(out, ", %zu silenced", diags->silenced);
    fputc('\n', out);
}

static int run(int argc, char **argv)
{
    enum lb_report_format findings;
    struct lb_build_report report;
    struct lb_progress progress;
    struct lb_diags all, asked;
    struct lb_err err = {0};
    if (from && (repo || ref))
        return lb_command_fail("check: --from takes a folder as it is; leave out --%s", repo ? "repo" : "ref");
    if (!lb_report_format_read(format, &findings))
        return LB_EXIT_FAILED;
    bool is_commit = repo || ref;
    struct lb_build_options build = {
        .repo = is_commit ? (repo ? repo : ".") : NULL, .ref = ref, .from = is_commit ? NULL : from ? from : ".",
        .program = lb_program_identity(), .is_trusted = is_trusted, .has_drafts = true, .progress = &progress,
    };
    const char *missing = is_commit ? NULL : missing_path(build.from, argc, argv);
    if (missing)
        return lb_command_fail("check: there is no '%s' in %s; paths are relative to the library's folder", missing, build.from);
    lb_diags_init(&all);
    lb_diags_init(&asked);
    lb_progress_init(&progress, STDERR_FILENO, is_quiet);
    enum lb_status status = lb_build(&build, &all, &report, &err);
    lb_progress_clear(&progress);
    lb_diags_sort(&all);
    for (size_t i = 0; i < all.count; i++)
        if (is_asked(all.items[i].file, argc, argv))
            lb_diags_add(&asked, &all.items[i]);
    asked.dropped += all.dropped;
    int exit_status = lb_report_print(&asked, findings);
    if (status)
        exit_status = lb_command_fail("check: %s", err.msg);
    else if (exit_status == LB_EXIT_OK && (asked.errors || (is_strict && asked.warnings)))
        exit_status = LB_EXIT_FINDINGS;
    if (status == LB_OK && !is_quiet)
        print_summary(&report, &asked, findings == LB_REPORT_TEXT ? stdout : stderr);
    lb_diags_free(&all);
    lb_diags_free(&asked);
    lb_pictures_end();
    lb_repos_end();
    return exit_status;
}

const struct lb_command lb_command_check = {
    .name = "check",
    .arguments = "PATH...",
    .summary = "says what is wrong with a library",
    .about = "Reads the whole library, drafts included, and prints every finding as FILE:LINE:COLUMN with what is wrong and how to "
             "mend it. With paths, only findings in these files and folders are printed; the whole library is read all the same, "
             "because cases refer to each other. Nothing is written.",
    .exits = "0|No errors; with --strict, no warnings either.\n1|Errors were found.\n2|The library could not be read, or a path is not there.",
    .examples = "lumbung check|Checks the library in this folder.\n"
                "lumbung check cases/61 --format github|Annotates a pull request.",
    .options = options,
    .run = run,
};
