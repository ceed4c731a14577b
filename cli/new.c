/* new.c - `lumbung new`: a file to fill in, for a case or for a translation of one. Nothing is ever overwritten. */
#include "cli/new.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/report.h"
#include "indexer/history.h"
#include "indexer/scaffold.h"
#include "indexer/yaml.h"

#include <ctype.h>
#include <stdio.h>
#include <sys/stat.h>

enum { MAX_FOLDERS = 64, MAX_TEXT = LB_MAX_CASE_FILE };

static struct lb_new given;
static const char *into, *translate, *lang_option, *talk_option, *id_option, *folder_option;
static bool is_trusted;

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
    {.name = "id", .arg = "ID", .help = "the case's id [from region and title].", .kind = LB_OPT_TEXT, .value = &id_option},
    {.name = "folder", .arg = "DIR", .help = "the folder below cases/ [the province's code].", .kind = LB_OPT_TEXT, .value = &folder_option},
    {.name = "lang", .letter = 'l', .arg = "LANG", .help = "the language the case is written in [the library's].", .kind = LB_OPT_TEXT,
     .value = &lang_option},
    {.name = "comments", .arg = "LANG", .help = "the language of questions and comments: id or en [that of the case].", .kind = LB_OPT_TEXT,
     .value = &talk_option},
    {.name = "translate", .arg = "LANG", .help = "makes a translation of the case ID into this language instead.", .kind = LB_OPT_TEXT,
     .value = &translate},
    {.name = "into", .letter = 'i', .arg = "DIR", .help = "the library's folder [this one, or the nearest above that has schema/].",
     .kind = LB_OPT_TEXT, .value = &into},
    {.name = "no-questions", .help = "asks nothing, even at a terminal.", .kind = LB_OPT_FLAG, .value = &given.is_silent},
    {.name = "trust-owner", .help = "takes a repository that belongs to another user.", .kind = LB_OPT_FLAG, .value = &is_trusted},
    {.name = NULL},
};

/* ---- what is there already */

struct shelf {
    const struct lb_place *place;
    struct lb_arena *arena;
    lb_slice *ids, *folders; /* of every case */
    size_t count, capacity, folder_capacity;
    lb_slice alias; /* an id that is looked for among the aliases; alias_of gets the file that has it */
    lb_slice alias_of;
};

static void look_for_alias(struct shelf *s, lb_slice path)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_front parts;
    struct lb_value *front;
    lb_slice text;
    lb_diags_init(&diags);
    if (lb_tree_read(&s->place->tree, &a, path, LB_MAX_CASE_FILE, &text, NULL) == LB_OK &&
        memmem(text.data, text.len, "aliases", 7) && memmem(text.data, text.len, s->alias.data, s->alias.len)) {
        struct lb_source source = {.path = path, .text = text, .diags = &diags};
        if (lb_front_split(&source, &parts) == LB_OK &&
            lb_yaml_parse(&source, parts.yaml, parts.yaml_line, &lb_yaml_front, &a, &front) == LB_OK) {
            const struct lb_value *aliases = lb_value_get(front, "aliases");
            for (size_t i = 0; i < lb_value_size(aliases); i++)
                if (lb_slice_eq(lb_value_text(lb_value_at(aliases, i)), s->alias))
                    s->alias_of = lb_arena_copy(s->arena, path);
        }
    }
    lb_diags_free(&diags);
    lb_arena_free(&a);
}

static void look_through(struct shelf *s, lb_slice folder, unsigned depth)
{
    struct lb_entry *entries;
    size_t n;
    bool is_case = false;
    if (depth > MAX_FOLDERS || lb_tree_list(&s->place->tree, s->arena, folder, &entries, &n, NULL))
        return;
    for (size_t i = 0; i < n; i++) {
        lb_slice path = lb_arena_printf(s->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder), LB_ARG(entries[i].name)), of, id, lang;
        const char *why;
        if (entries[i].kind == LB_ENTRY_FOLDER) {
            look_through(s, path, depth + 1);
        } else if (lb_case_path(s->place->contract, path, &of, &id, &lang, &why)) {
            if (!is_case) {
                LB_PUSH(s->arena, s->folders, s->count, s->folder_capacity, of);
                s->count--;
                LB_PUSH(s->arena, s->ids, s->count, s->capacity, id);
            }
            is_case = true;
            if (s->alias.len)
                look_for_alias(s, path);
        }
    }
}

static size_t find_id(const struct shelf *s, lb_slice id)
{
    size_t i = 0;
    while (i < s->count && !lb_slice_eq(s->ids[i], id))
        i++;
    return i;
}

/* The id asked for, when it is free; else one made of region and title, with a number when it has to be. */
static int choose_id(const struct lb_place *place, const struct lb_new_answers *answers, struct lb_arena *a, lb_slice *ret)
{
    struct shelf shelf = {.place = place, .arena = a};
    if (id_option) {
        shelf.alias = lb_slice_of(id_option);
        look_through(&shelf, LB_S("cases"), 0);
        size_t at = find_id(&shelf, shelf.alias);
        if (at < shelf.count)
            return lb_command_fail("new: the id '%s' is taken by %" LB_PRI "; ids are used once", id_option, LB_ARG(shelf.folders[at]));
        if (shelf.alias_of.len)
            return lb_command_fail("new: the id '%s' is an alias of %" LB_PRI ", whose old address leads there", id_option,
                                   LB_ARG(shelf.alias_of));
        *ret = shelf.alias;
        return LB_EXIT_OK;
    }
    lb_slice wanted = lb_scaffold_id(a, answers->title, lb_region_bare(answers->region_name));
    for (unsigned n = 1;; n++) {
        lb_slice id = n == 1 ? wanted : lb_arena_printf(a, "%" LB_PRI "-%u", LB_ARG(wanted), n);
        struct shelf one = {.place = place, .arena = a, .alias = id};
        look_through(&one, LB_S("cases"), 0);
        *ret = id;
        if (find_id(&one, id) == one.count && !one.alias_of.len)
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

static int choose_language(const struct lb_place *place, const char *asked, const char *option, lb_slice fallback, lb_slice *ret)
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

static int write_file(const struct lb_place *place, struct lb_arena *a, lb_slice folder, lb_slice lang, const struct lb_str *text)
{
    struct lb_err err = {0};
    lb_slice dir = lb_place_path(place, a, folder), path = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(dir), LB_ARG(lang)),
             obstacle = find_obstacle(place, a, folder);
    if (obstacle.len)
        return lb_command_fail("new: '%" LB_PRI "' in %s is no folder", LB_ARG(obstacle), place->root);
    if (lb_fs_mkdirs(lb_arena_cstr(a, dir), &err) || lb_fs_create(lb_arena_cstr(a, path), lb_str_slice(text), &err))
        return lb_command_fail("new: %s", err.msg);
    return LB_EXIT_OK;
}

static void say_next(const struct lb_place *place, struct lb_arena *a, lb_slice folder, lb_slice lang, lb_slice talk, const char *todo)
{
    bool is_here = strcmp(place->root, ".") == 0;
    lb_slice path = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(folder), LB_ARG(lang));
    printf("%s %" LB_PRI "\n%s\n  lumbung check %s%s%s%" LB_PRI "\n  lumbung serve --from %s\n", lb_new_say(talk, "ditulis:", "wrote"),
           LB_ARG(lb_place_path(place, a, path)), todo, is_here ? "" : "--from ", is_here ? "" : place->root, is_here ? "" : " ", LB_ARG(path), place->root);
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
    int status = choose_language(place, lang_option, "lang", place->contract->language, &lang);
    if (!status)
        status = choose_language(place, talk_option, "comments", lang, &talk);
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
        lb_report_print(&diags, LB_REPORT_TEXT);
        status = lb_command_fail("new: nothing was written, because the file would have these errors");
        goto out;
    }
    status = write_file(place, a, folder, lang, &text);
    if (!status)
        say_next(place, a, folder, lang, talk, lb_new_say(talk, "isi berkas itu, lalu:", "fill it in, then:"));
out:
    lb_diags_free(&diags);
    lb_str_free(&text);
    return status;
}

/* ---- a translation */

/* The commit that last changed the file, when the file is as that commit left it. */
static int last_commit(const struct lb_place *place, const struct lb_case *original, char ret[65])
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_repo *repo = NULL;
    struct lb_history *history = NULL;
    struct lb_commit head;
    struct lb_tree tree;
    struct lb_err err = {0};
    lb_slice path = original->source.path, committed;
    int status = LB_EXIT_OK;
    if (lb_repo_open(place->root, is_trusted, &repo, &err) || lb_repo_resolve(repo, "HEAD", &head, &err) ||
        lb_repo_tree(repo, head.id, &tree, &err)) {
        status = lb_command_fail("new: a translation names the commit it translates: %s", err.msg);
        goto out;
    }
    enum lb_status st = lb_tree_read(&tree, &a, path, LB_MAX_CASE_FILE, &committed, &err);
    if (st == LB_NOT_FOUND) {
        status = lb_command_fail("new: %" LB_PRI " is not committed yet; commit it first, the translation names the commit it translates",
                                 LB_ARG(path));
    } else if (st) {
        status = lb_command_fail("new: %s", err.msg);
    } else if (!lb_slice_eq(lb_text_lines(&a, committed), lb_text_lines(&a, original->source.text))) { /* git may change line ends */
        status = lb_command_fail("new: %" LB_PRI " has changes that are not committed; commit them first, the translation names the "
                                 "commit it translates", LB_ARG(path));
    } else if (lb_history_read(repo, head.id, &history, &err)) {
        status = lb_command_fail("new: %s", err.msg);
    } else {
        const struct lb_file_history *of = lb_history_find(history, path);
        if (of)
            snprintf(ret, 65, "%s", of->last.commit);
        else
            status = lb_command_fail("new: no commit that changed %" LB_PRI " is known here; a shallow clone is completed by "
                                     "'git fetch --unshallow'", LB_ARG(path));
    }
out:
    lb_history_free(history);
    lb_repo_close(repo);
    lb_repos_end();
    lb_arena_free(&a);
    return status;
}

/* The languages that lie in the folder. */
static size_t list_languages(const struct lb_place *place, struct lb_arena *a, lb_slice folder, lb_slice *langs, size_t room)
{
    struct lb_entry *entries;
    size_t n, count = 0;
    if (lb_tree_list(&place->tree, a, folder, &entries, &n, NULL))
        return 0;
    for (size_t i = 0; i < n && count < room; i++) {
        lb_slice path = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder), LB_ARG(entries[i].name)), of, id;
        const char *why;
        if (lb_case_path(place->contract, path, &of, &id, &langs[count], &why))
            count++;
    }
    return count;
}

static int find_case(const struct lb_place *place, struct lb_arena *a, const char *id, lb_slice *folder)
{
    struct shelf shelf = {.place = place, .arena = a};
    look_through(&shelf, LB_S("cases"), 0);
    size_t at = find_id(&shelf, lb_slice_of(id));
    if (at < shelf.count) {
        *folder = shelf.folders[at];
        return LB_EXIT_OK;
    }
    at = lb_did_you_mean(lb_slice_of(id), shelf.ids, shelf.count);
    if (at < shelf.count)
        return lb_command_fail("new: there is no case '%s'; did you mean '%" LB_PRI "'?", id, LB_ARG(shelf.ids[at]));
    return lb_command_fail("new: there is no case '%s'; an id is the name of a case's folder", id);
}

static int new_translation(const struct lb_place *place, struct lb_arena *a, const char *id)
{
    struct lb_diags diags;
    struct lb_case original;
    struct lb_err err = {0};
    lb_slice lang, talk, folder = LB_EMPTY, langs[16], text;
    char commit[65] = "";
    struct lb_str out = LB_STR_INIT(MAX_TEXT);
    lb_diags_init(&diags);
    int status = choose_language(place, translate, "translate", LB_EMPTY, &lang);
    if (!status)
        status = choose_language(place, talk_option, "comments", lang, &talk);
    if (!status)
        status = find_case(place, a, id, &folder);
    if (status)
        goto out;
    size_t n = list_languages(place, a, folder, langs, sizeof langs / sizeof *langs);
    size_t first = lb_case_original(place->contract, langs, n);
    for (size_t i = 0; i < n; i++)
        if (lb_slice_eq(langs[i], lang))
            status = lb_command_fail("new: %" LB_PRI "/%" LB_PRI ".md is there already%s", LB_ARG(folder), LB_ARG(lang),
                                     i == first ? "; it is the original" : "");
    if (status)
        goto out;
    lb_slice path = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(folder), LB_ARG(langs[first]));
    if (lb_tree_read(&place->tree, a, path, LB_MAX_CASE_FILE, &text, &err)) {
        status = lb_command_fail("new: %s", err.msg);
        goto out;
    }
    if (lb_case_read(place->contract, path, text, false, &diags, a, &original) || diags.errors) {
        lb_report_print(&diags, LB_REPORT_TEXT);
        status = lb_command_fail("new: mend the original first");
        goto out;
    }
    status = last_commit(place, &original, commit);
    if (status)
        goto out;
    lb_scaffold_translation(place->contract, &original, lang, talk, commit, &out);
    status = out.is_full ? lb_command_fail("new: the original is too long") : write_file(place, a, folder, lang, &out);
    if (!status)
        say_next(place, a, folder, lang, talk,
                 lb_new_say(talk, "isi judul, ringkasan, masalah, dan naskah, lalu:", "fill in title, summary, problem and text, then:"));
out:
    lb_str_free(&out);
    lb_diags_free(&diags);
    return status;
}

static int run(int argc, char **argv)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_place place;
    struct lb_err err = {0};
    int status;
    if (translate && argc != 1)
        return lb_command_fail("new: --translate takes one case's id: lumbung new --translate %s ID", translate);
    if (translate && (given.title || given.region || id_option || folder_option || lang_option))
        return lb_command_fail("new: a translation has its place and fields from the original; leave out the other options");
    if (!translate && argc)
        return lb_command_fail("new: unexpected '%s'; the title is --title, an id belongs to --id or --translate", argv[0]);
    if (lb_place_open(into, &place, &err)) {
        lb_report_print(&place.diags, LB_REPORT_TEXT);
        status = lb_command_fail("new: %s", err.msg);
    } else {
        status = translate ? new_translation(&place, &arena, argv[0]) : new_case(&place, &arena);
    }
    lb_place_close(&place);
    lb_arena_free(&arena);
    return status;
}

const struct lb_command lb_command_new = {
    .name = "new",
    .arguments = "ID",
    .summary = "starts a case or a translation",
    .about = "Writes the file of a new case, cases/PROVINCE/ID/LANG.md, with all fields in the order of the schema: those that were "
             "answered filled in, the others as comments that explain them, and the headings with guiding questions, which never "
             "reach a page. At a terminal it asks for what no option has said; every answer but the title may be skipped. The file is a "
             "draft that `lumbung check` accepts at once.\n\n"
             "With --translate it writes the translation of case ID: the fields that can be translated, each beside the original's "
             "text, and the commit that is translated, so that readers learn when the original has moved on. The original has to be "
             "committed.\n\n"
             "Nothing is ever overwritten.",
    .exits = "0|The file was written.\n2|Nothing was written; the message says why.",
    .examples = "lumbung new|Asks.\n"
                "lumbung new --title 'Rumpon' --region 61.71 --affair 3.25 --theme perikanan|Asks for the rest only at a terminal.\n"
                "lumbung new --translate en pontianak-rumpon|Starts the English translation.",
    .options = options,
    .run = run,
};
