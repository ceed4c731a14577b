/* index.c - `lumbung index`: from a repository or folder to a snapshot. */
#include "cli/command.h"
#include "cli/identity.h"
#include "cli/report.h"
#include "cli/speech.h"
#include "indexer/assets.h"
#include "indexer/build.h"
#include "indexer/repo.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *repo, *ref, *from, *state = "state", *format = "text", *lang_option;
static bool is_forced, is_quiet, is_trusted, has_drafts, is_errors_only;

static const struct lb_option options[] = {
    {.name = "repo", .letter = 'r', .arg = "DIR", .help = "the git repository that holds the library, ordinary or bare [.].",
     .kind = LB_OPT_TEXT, .value = &repo},
    {.name = "ref", .arg = "REF", .help = "the branch, tag or commit to index [HEAD].", .kind = LB_OPT_TEXT, .value = &ref},
    {.name = "from", .letter = 'f', .arg = "DIR",
     .help = "indexes the folder as it lies there instead, saved or not committed, without history.", .kind = LB_OPT_TEXT,
     .value = &from},
    {.name = "state", .letter = 's', .arg = "DIR", .help = "where snapshots are kept; made when missing [state].",
     .kind = LB_OPT_TEXT, .value = &state},
    {.name = "drafts", .help = "takes in drafts and cases under review, marked as such.", .kind = LB_OPT_FLAG, .value = &has_drafts},
    {.name = "force", .help = "builds in full, also when the snapshot is of this commit and this program already.", .kind = LB_OPT_FLAG,
     .value = &is_forced},
    {.name = "trust-owner", .help = "takes a repository that belongs to another user.", .kind = LB_OPT_FLAG, .value = &is_trusted},
    {.name = "quiet", .letter = 'q', .help = "prints findings and failures only.", .kind = LB_OPT_FLAG, .value = &is_quiet},
    {.name = "errors-only", .help = "prints errors, and only counts warnings.", .kind = LB_OPT_FLAG, .value = &is_errors_only},
    {.name = "format", .arg = "FORMAT",
     .help = "of findings: text (to standard error), json, github, gitlab or sarif (to standard output) [text].", .kind = LB_OPT_TEXT, .value = &format},
    LB_OPTION_LANG(lang_option),
    {.name = NULL},
};

static void print_summary_id(const struct lb_build_report *report, FILE *out)
{
    if (report->is_update)
        fprintf(out, "%zu dari %zu kasus ditulis", report->written, report->cases);
    else
        fprintf(out, "%zu kasus diindeks", report->cases);
    if (report->commit[0])
        fprintf(out, "%s komit %.12s", report->is_update ? " untuk" : " dari", report->commit);
    fprintf(out, ", %zu koleksi, %zu gambar", report->collections, report->pictures);
    if (report->hidden)
        fprintf(out, "; %zu tidak untuk umum", report->hidden);
    if (report->left_out)
        fprintf(out, "; %zu ditinggalkan karena ada kesalahan", report->left_out);
    if (report->errors + report->warnings)
        fprintf(out, " (%s%zu kesalahan, %zu peringatan)", report->is_update ? "seluruhnya " : "", report->errors, report->warnings);
}

static void print_summary_en(const struct lb_build_report *report, FILE *out)
{
    if (report->is_update)
        fprintf(out, "%zu of %zu case%s written", report->written, report->cases, LB_PLURAL(report->cases));
    else
        fprintf(out, "indexed %zu case%s", report->cases, LB_PLURAL(report->cases));
    if (report->commit[0])
        fprintf(out, "%s commit %.12s", report->is_update ? " for" : " of", report->commit);
    fprintf(out, ", %zu collection%s, %zu picture%s", report->collections, LB_PLURAL(report->collections), report->pictures,
            LB_PLURAL(report->pictures));
    if (report->hidden)
        fprintf(out, "; %zu not public", report->hidden);
    if (report->left_out)
        fprintf(out, "; %zu left out with errors", report->left_out);
    if (report->errors + report->warnings)
        fprintf(out, " (%zu error%s, %zu warning%s%s)", report->errors, LB_PLURAL(report->errors), report->warnings,
                LB_PLURAL(report->warnings), report->is_update ? " in all" : "");
}

static void print_summary(const struct lb_build_report *report, enum lb_lang lang, FILE *out)
{
    const char *what = report->commit[0] ? report->commit : lang == LB_LANG_ID ? "folder ini" : "this folder";
    if (report->is_current) {
        fprintf(out, lang == LB_LANG_ID ? "tidak ada yang perlu dikerjakan: %s sudah diindeks\n" : "nothing to do: %s is indexed already\n", what);
        return;
    }
    if (lang == LB_LANG_ID)
        print_summary_id(report, out);
    else
        print_summary_en(report, out);
    fputc('\n', out);
    if (report->lost)
        fprintf(stderr, "lumbung: index: %zu old version%s of cases cannot be read from the repository and %s shown as lost; 'git fsck' in it "
                "names what is broken; when it is mended: lumbung index --force\n", report->lost, LB_PLURAL(report->lost), report->lost == 1 ? "is" : "are");
}

static int run(int argc, char **argv)
{
    (void)argc, (void)argv;
    enum lb_report_format findings;
    struct lb_build_report report;
    struct lb_progress progress;
    struct lb_diags diags;
    struct lb_err err = {0};
    if (from && (repo || ref))
        return lb_command_fail("index: --from takes a folder as it is; leave out --%s", repo ? "repo" : "ref");
    if (!lb_speech_is_known("index", lang_option) || !lb_report_format_read(format, &findings))
        return LB_EXIT_FAILED;
    lb_diags_init(&diags);
    lb_progress_init(&progress, STDERR_FILENO, is_quiet);
    struct lb_build_options build = {
        .repo = from ? NULL : repo ? repo : ".", .ref = ref, .from = from, .state = state, .program = lb_program_identity(),
        .is_forced = is_forced, .is_trusted = is_trusted, .has_drafts = has_drafts, .progress = &progress,
    };
    enum lb_status status = lb_build(&build, &diags, &report, &err);
    lb_progress_clear(&progress);
    enum lb_lang lang = report.is_current ? lb_speech_near(lang_option, from ? from : repo)
                                          : lb_speech(lang_option, lb_slice_of(report.language));
    struct lb_diags errors;
    lb_diags_init(&errors);
    for (size_t i = 0; i < diags.count && is_errors_only; i++)
        if (diags.items[i].severity == LB_ERROR)
            lb_diags_add(&errors, &diags.items[i]);
    int exit_status = lb_report_print(is_errors_only ? &errors : &diags, findings, lang);
    lb_diags_free(&errors);
    if (status && strstr(err.msg, strerror(ENOSPC)))
        exit_status = lb_command_fail("index: %s; make room where '%s' lies, the snapshot before still serves", err.msg, state);
    else if (status)
        exit_status = lb_command_fail("index: %s", err.msg);
    else if (exit_status == LB_EXIT_OK && report.errors)
        exit_status = LB_EXIT_FINDINGS;
    if (status == LB_OK && !is_quiet)
        print_summary(&report, lang, findings == LB_REPORT_TEXT ? stdout : stderr);
    lb_diags_free(&diags);
    lb_pictures_end();
    lb_repos_end();
    return exit_status;
}

const struct lb_command lb_command_index = {
    .name = "index",
    .summary = "makes a snapshot of a library",
    .about = "Reads a library - cases/, collections/, schema/ and library.yml - from a commit of a git repository or from a "
             "folder, checks every case, and writes one snapshot: search index, pages and pictures. The snapshot becomes the "
             "current one in a single step. Until then, and after any failure, the one before is served.\n\n"
             "A case with errors is left out and reported as FILE:LINE:COLUMN; the others go in. When the current snapshot is "
             "of the same source and the same program, nothing is done. When it is of an earlier commit, only the cases that changed, or of "
             "which others now say something else, are read and written, and their findings printed; the result is that of a full build. "
             "A changed schema/, library.yml or .mailmap, a history that was rewritten, another program or --force build in full.",
    .exits = "0|The snapshot is complete.\n1|The snapshot was made; cases with errors were left out.\n"
             "2|No snapshot could be made; the one before still serves. The message says what to do.",
    .examples = "lumbung index --repo /srv/library.git --ref main --state /var/lib/lumbung|Indexes a bare repository.\n"
                "lumbung index --from . --drafts --state /tmp/preview|Indexes the files as they are, drafts too.",
    .options = options,
    .run = run,
};
