/* new.c - `lumbung new`: a file to fill in, for a case, a collection or a translation of one. Nothing is ever overwritten. */
#include "cli/new.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/report.h"
#include "cli/speech.h"
#include "cli/shelf.h"
#include "indexer/scaffold.h"

#include <ctype.h>
#include <stdio.h>
#include <sys/stat.h>

enum { MAX_TEXT = LB_MAX_CASE_FILE };

static struct lb_new given;
static const char *into, *lang_option, *folder_option;

static const struct lb_option options[] = {
    {.name = "title", .letter = 't', .arg = "TEXT", .help = "what the practice is called.", .kind = LB_OPT_TEXT, .value = &given.title},
    {.name = "region", .letter = 'r', .arg = "REGION", .help = "the region that runs it: its code or its name.", .kind = LB_OPT_TEXT,
     .value = &given.region},
    {.name = "region-name", .arg = "NAME", .help = "the name of a region of another country.", .kind = LB_OPT_TEXT, .value = &given.region_name},
    {.name = "affair", .arg = "AFFAIR", .help = "the main government affair: its code or its name.", .kind = LB_OPT_TEXT, .value = &given.affair},
    {.name = "theme", .arg = "THEME", .help = "themes, parted by commas: codes or names.", .kind = LB_OPT_TEXT, .value = &given.theme},
    {.name = "problem", .arg = "TEXT", .help = "the problem in one sentence.", .kind = LB_OPT_TEXT, .value = &given.problem},
    {.name = "start", .arg = "DATE", .help = "since when: year, month or day (2019, 2019-11).", .kind = LB_OPT_TEXT, .value = &given.start},
    {.name = "office", .arg = "NAME", .help = "the office in charge.", .kind = LB_OPT_TEXT, .value = &given.office},
    {.name = "author", .arg = "NAME", .help = "who writes the case.", .kind = LB_OPT_TEXT, .value = &given.author},
    {.name = "collection", .letter = 'c', .help = "starts a collection of cases instead.", .kind = LB_OPT_FLAG, .value = &given.is_collection},
    {.name = "kind", .arg = "KIND", .help = "of a collection: webinar, book or reading_list.", .kind = LB_OPT_TEXT, .value = &given.kind},
    {.name = "curator", .arg = "NAME", .help = "of a collection: the office that compiles it.", .kind = LB_OPT_TEXT, .value = &given.curator},
    {.name = "cases", .arg = "IDS", .help = "of a collection: its cases in their order, parted by commas.", .kind = LB_OPT_TEXT, .value = &given.cases},
    {.name = "id", .arg = "ID", .help = "the id [from region and title].", .kind = LB_OPT_TEXT, .value = &given.id},
    {.name = "folder", .arg = "DIR", .help = "the folder below cases/ [the province's code].", .kind = LB_OPT_TEXT, .value = &folder_option},
    {.name = "lang", .letter = 'l', .arg = "LANG", .help = "the language the case is written in [the library's].", .kind = LB_OPT_TEXT,
     .value = &lang_option},
    {.name = "comments", .arg = "LANG", .help = "the language of questions and comments: id or en [that of the case].", .kind = LB_OPT_TEXT,
     .value = &given.comments},
    {.name = "translate", .arg = "LANG", .help = "makes a translation of the case ID, or with --collection of the collection ID, into this language instead.", .kind = LB_OPT_TEXT,
     .value = &given.translate},
    {.name = "into", .letter = 'i', .arg = "DIR", .help = "the library's folder [this one, or the nearest above that has schema/].",
     .kind = LB_OPT_TEXT, .value = &into},
    {.name = "no-questions", .help = "asks nothing, even at a terminal.", .kind = LB_OPT_FLAG, .value = &given.is_silent},
    {.name = "trust-owner", .help = "takes a repository that belongs to another user.", .kind = LB_OPT_FLAG, .value = &given.is_trusted},
    {.name = NULL},
};

/* ---- what it is called */

/* The id asked for, when it is free; else one made of region and title, with a number when it has to be. */
static int choose_id(const struct lb_place *place, const struct lb_new_answers *answers, struct lb_arena *a, lb_slice *ret)
{
    struct lb_shelf shelf;
    lb_shelf_read(place, a, &shelf);
    if (given.id) {
        lb_slice id = lb_slice_of(given.id), alias_of = lb_shelf_alias(&shelf, id);
        size_t at = lb_shelf_find(&shelf, id);
        if (at < shelf.count)
            return lb_command_fail("new: the id '%s' is taken by %" LB_PRI "; ids are used once", given.id, LB_ARG(shelf.folders[at]));
        if (alias_of.len)
            return lb_command_fail("new: the id '%s' is an alias of %" LB_PRI ", whose old address leads there", given.id, LB_ARG(alias_of));
        *ret = id;
        return LB_EXIT_OK;
    }
    lb_slice wanted = lb_scaffold_id(a, answers->title, lb_region_bare(answers->region_name));
    for (unsigned n = 1;; n++) {
        *ret = n == 1 ? wanted : lb_arena_printf(a, "%" LB_PRI "-%u", LB_ARG(wanted), n);
        if (lb_shelf_find(&shelf, *ret) == shelf.count && !lb_shelf_alias(&shelf, *ret).len)
            return LB_EXIT_OK;
    }
}

/* ---- where it goes */

static bool is_folder_name(lb_slice folder)
{
    lb_slice rest = folder.len ? folder : LB_EMPTY, part;
    while (lb_slice_split(&rest, '/', &part)) {
        if (!part.len || part.data[0] == '.')
            return false;
        for (size_t i = 0; i < part.len; i++)
            if (!isalnum((unsigned char)part.data[i]) && !strchr("._-", part.data[i]))
                return false;
    }
    return folder.len > 0;
}

/* "61", or the country's code in small letters. */
static int choose_folder(const struct lb_new_answers *answers, struct lb_arena *a, lb_slice *ret)
{
    lb_slice folder = lb_slice_of(folder_option);
    if (lb_slice_starts(folder, LB_S("cases/")))
        folder = lb_slice_sub(folder, 6, folder.len);
    while (lb_slice_ends(folder, LB_S("/")))
        folder.len--;
    if (!folder_option && !answers->region_code.len)
        return lb_command_fail("new: which region? Give --region with its code or name, or say with --folder where the case belongs");
    if (!folder_option)
        folder = lb_lower(a, lb_region_province(answers->region_code));
    if (!is_folder_name(folder))
        return lb_command_fail("new: '%s' is no folder below cases/; letters, digits, '-', '_' and '/' may stand in it", folder_option);
    *ret = folder;
    return LB_EXIT_OK;
}

int lb_new_language(const struct lb_place *place, const char *asked, const char *option, lb_slice fallback, lb_slice *ret)
{
    const struct lb_vocab *languages = lb_vocab_find(&place->contract->vocabs, LB_S("languages"));
    *ret = asked ? lb_slice_of(asked) : fallback;
    if (!languages || lb_term_find(languages, *ret))
        return LB_EXIT_OK;
    return lb_command_fail("new: --%s: '%" LB_PRI "' is no language of schema/vocab/languages.yml", option, LB_ARG(*ret));
}

/* The first part of a folder in the library that is there and no folder (a symlink is none); empty: there is no such part. */
static lb_slice find_obstacle(const struct lb_place *place, struct lb_arena *a, lb_slice folder)
{
    for (size_t end = 1; end <= folder.len; end++) {
        struct stat st;
        if (end < folder.len && folder.data[end] != '/')
            continue;
        lb_slice part = lb_slice_sub(folder, 0, end);
        if (lstat(lb_arena_printf(a, "%s/%" LB_PRI, place->root, LB_ARG(part)).data, &st) == 0 && !S_ISDIR(st.st_mode))
            return part;
    }
    return LB_EMPTY;
}

static void say_next(const struct lb_place *place, lb_slice path, lb_slice written, lb_slice talk, const char *todo)
{
    bool is_here = strcmp(place->root, ".") == 0;
    printf("%s %" LB_PRI "\n%s\n  lumbung check %s%s%s%" LB_PRI "\n  lumbung serve --from %s\n", lb_new_say(talk, "ditulis:", "wrote"),
           LB_ARG(written), todo, is_here ? "" : "--from ", is_here ? "" : place->root, is_here ? "" : " ", LB_ARG(path), place->root);
}

int lb_new_write(const struct lb_place *place, struct lb_arena *a, lb_slice folder, lb_slice name, const struct lb_str *text, lb_slice talk,
                 const char *todo)
{
    struct lb_err err = {0};
    lb_slice path = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(folder), LB_ARG(name)), full = lb_place_path(place, a, path),
             dir = lb_place_path(place, a, folder), obstacle = find_obstacle(place, a, folder);
    if (obstacle.len)
        return lb_command_fail("new: '%" LB_PRI "' in %s is no folder", LB_ARG(obstacle), place->root);
    if (lb_fs_mkdirs(lb_arena_cstr(a, dir), &err) || lb_fs_create(lb_arena_cstr(a, full), lb_str_slice(text), &err))
        return lb_command_fail("new: %s", err.msg);
    say_next(place, path, full, talk, todo);
    return LB_EXIT_OK;
}

/* ---- a case */

static int new_case(const struct lb_place *place, struct lb_arena *a)
{
    struct lb_new_answers answers = {0};
    struct lb_diags diags;
    struct lb_case made;
    lb_slice lang, talk, id = LB_EMPTY, dir = LB_EMPTY;
    struct lb_str text = LB_STR_INIT(MAX_TEXT);
    lb_diags_init(&diags);
    int status = lb_new_language(place, lang_option, "lang", place->contract->language, &lang);
    if (!status)
        status = lb_new_language(place, given.comments, "comments", lang, &talk);
    if (!status)
        status = lb_new_answer(place, &given, talk, a, &answers);
    if (!status)
        status = choose_folder(&answers, a, &dir);
    if (!status)
        status = choose_id(place, &answers, a, &id);
    if (status)
        goto out;
    lb_slice folder = lb_arena_printf(a, "cases/%" LB_PRI "/%" LB_PRI, LB_ARG(dir), LB_ARG(id));
    lb_slice path = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(folder), LB_ARG(lang));
    lb_scaffold_case(place->contract, answers.front, lang, talk, &text);
    enum lb_status st = lb_case_read(place->contract, path, lb_str_slice(&text), false, &diags, a, &made);
    if (st || diags.errors || text.is_full) {
        lb_report_print(&diags, LB_REPORT_TEXT, lb_speech(given.comments, place->contract->language));
        status = lb_command_fail("new: %s", lb_speech(given.comments, place->contract->language) == LB_LANG_ID ? "tidak ada yang ditulis, karena berkasnya akan memuat kesalahan ini"
                                                                                        : "nothing was written, because the file would have these errors");
        goto out;
    }
    status = lb_new_write(place, a, folder, lang, &text, talk, lb_new_say(talk, "isi berkas itu, lalu:", "fill it in, then:"));
out:
    lb_diags_free(&diags);
    lb_str_free(&text);
    return status;
}

/* Options of the one that say nothing about the other. */
static int refuse_strangers(void)
{
    bool of_case = given.region || given.region_name || given.affair || given.theme || given.problem || given.start || given.office ||
                   given.author || folder_option,
         of_collection = given.kind || given.curator || given.cases;
    if (given.translate && (given.title || given.id || lang_option || of_case || of_collection))
        return lb_command_fail("new: a translation has its place and fields from the original; leave out the other options");
    if (given.is_collection && (of_case || lang_option))
        return lb_command_fail("new: --collection goes with --title, --kind, --curator, --cases and --id; a collection is written in the "
                               "library's language");
    if (!given.is_collection && of_collection)
        return lb_command_fail("new: --kind, --curator and --cases tell of a collection; add --collection");
    return LB_EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_place place;
    struct lb_err err = {0};
    int status;
    if (given.translate && argc != 1)
        return lb_command_fail("new: --translate takes one id: lumbung new %s--translate %s ID", given.is_collection ? "--collection " : "",
                               given.translate);
    if (!given.translate && argc)
        return lb_command_fail("new: unexpected '%s'; the title is --title, an id belongs to --id or --translate", argv[0]);
    status = refuse_strangers();
    if (status)
        return status;
    if (lb_place_open(into, &place, &err)) {
        lb_report_print(&place.diags, LB_REPORT_TEXT, lb_speech(given.comments, LB_EMPTY));
        status = lb_command_fail("new: %s", err.msg);
    } else {
        status = given.translate       ? lb_new_translation(&place, &given, argv[0], &arena)
                 : given.is_collection ? lb_new_collection(&place, &given, &arena)
                                       : new_case(&place, &arena);
    }
    lb_place_close(&place);
    lb_arena_free(&arena);
    return status;
}

const struct lb_command lb_command_new = {
    .name = "new",
    .arguments = "ID",
    .summary = "starts a case, a collection or a translation",
    .about = "Writes the file of a new case, cases/PROVINCE/ID/LANG.md, with all fields in the order of the schema: those that were "
             "answered filled in, the others as comments that explain them, and the headings with guiding questions, which never "
             "reach a page. At a terminal it asks for what no option has said; every answer but the title may be skipped. The file is a "
             "draft that `lumbung check` accepts at once.\n\n"
             "With --collection it writes a collection, collections/ID.md: the cases named by --cases in one part, in their order, each with its "
             "title beside it; every field explained, and what an introduction should tell.\n\n"
             "With --translate it writes the translation of case ID: the fields that can be translated, each beside the original's "
             "text, and the commit that is translated, so that readers learn when the original has moved on. The original has to be "
             "committed.\n\n"
             "Nothing is ever overwritten.",
    .exits = "0|The file was written.\n2|Nothing was written; the message says why.",
    .examples = "lumbung new|Asks.\n"
                "lumbung new --title 'Rumpon' --region 61.71 --affair 3.25 --theme perikanan|Asks for the rest only at a terminal.\n"
                "lumbung new --translate en pontianak-rumpon|Starts the English translation.\n"
                "lumbung new --collection --title 'Sampah' --cases banjarmasin-kantong,jambi-kampung|"
                "Starts a reading list of two cases.",
    .options = options,
    .run = run,
};
