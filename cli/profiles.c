/* profiles.c - `lumbung profiles`: brings figures about regions into schema/profiles.csv. */
#include "cli/command.h"
#include "cli/report.h"
#include "cli/speech.h"
#include "base/fs.h"
#include "base/limits.h"
#include "indexer/profiles_import.h"

#include <stdio.h>

static const char *into = ".", *lang_option;
static bool is_dry;

static const struct lb_option options[] = {
    {.name = "into", .letter = 'i', .arg = "DIR", .help = "the folder of the library whose schema/profiles.csv grows [.].",
     .kind = LB_OPT_TEXT, .value = &into},
    {.name = "dry-run", .letter = 'n', .help = "checks and counts, writes nothing.", .kind = LB_OPT_FLAG, .value = &is_dry},
    LB_OPTION_LANG(lang_option),
    {.name = NULL},
};

static int run(int argc, char **argv)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_import done = {0};
    struct lb_err err = {0};
    lb_slice text = LB_EMPTY;
    if (!lb_speech_is_known("profiles", lang_option))
        return LB_EXIT_FAILED;
    if (argc != 1)
        return lb_command_fail("profiles: name one CSV file; see lumbung profiles --help");
    lb_diags_init(&diags);
    enum lb_status status = lb_fs_read(&arena, argv[0], LB_MAX_SCHEMA_FILE, &text, &err);
    if (!status)
        status = lb_profiles_import(into, lb_slice_of(argv[0]), text, is_dry, &diags, &done, &err);
    int exit_status = lb_report_print(&diags, LB_REPORT_TEXT, lb_speech_near(lang_option, into));
    if (status == LB_INVALID && diags.errors)
        exit_status = LB_EXIT_FINDINGS;
    if (status)
        lb_command_fail("profiles: %s", err.msg);
    if (status && exit_status == LB_EXIT_OK)
        exit_status = LB_EXIT_FAILED;
    if (!status)
        printf("%zu figure%s added, %zu changed, %zu as before%s\n", done.added, LB_PLURAL(done.added), done.changed, done.same,
               is_dry ? "; nothing was written" : "");
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    return exit_status;
}

const struct lb_command lb_command_profiles = {
    .name = "profiles",
    .arguments = "FILE.csv",
    .summary = "imports figures about regions",
    .about = "Comparing regions needs figures: population, area, geography. The starter library has them for the regions of its "
             "own cases; this command adds the rest. FILE.csv has the columns code, key, value, unit, year, source_id, as "
             "schema/profiles.csv; keys are those of schema/vocab/profile_keys.yml, and every source is described in "
             "schema/profiles.sources.yml first: a figure without a source does not come in.\n\n"
             "Every line is checked before anything is written. A figure for the same region, key and year replaces the old "
             "one. Commit the change and index again.",
    .exits = "0|Imported.\n1|The file has errors; nothing was written.\n2|It could not be read, or profiles.csv not be written.",
    .examples = "lumbung profiles --dry-run bps-2025.csv|Checks a file.\nlumbung profiles bps-2025.csv|Imports it into this folder.",
    .options = options,
    .run = run,
};
