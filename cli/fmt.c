/* fmt.c - `lumbung fmt`: files of the library in their usual form; see indexer/format.h for what is done and what never is. */
#include "cli/command.h"
#include "cli/place.h"
#include "cli/report.h"
#include "cli/speech.h"
#include "base/fs.h"
#include "base/limits.h"
#include "indexer/format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_FOLDERS = 64 };

static const char *from, *as, *lang_option;
static bool only_checks, is_stdin, is_quiet;

static const struct lb_option options[] = {
    {.name = "check", .letter = 'c', .help = "tells which files would change, and changes none.", .kind = LB_OPT_FLAG, .value = &only_checks},
    {.name = "stdin", .help = "reads one file from standard input and writes it to standard output; '-' as PATH means the same.",
     .kind = LB_OPT_FLAG, .value = &is_stdin},
    {.name = "as", .arg = "PATH", .help = "with --stdin: which file of the library it is [a case].", .kind = LB_OPT_TEXT, .value = &as},
    {.name = "from", .letter = 'f', .arg = "DIR", .help = "the library's folder [this one, or the nearest above that has schema/].",
     .kind = LB_OPT_TEXT, .value = &from},
    {.name = "quiet", .letter = 'q', .help = "prints what is wrong only.", .kind = LB_OPT_FLAG, .value = &is_quiet},
    LB_OPTION_LANG(lang_option),
    {.name = NULL},
};

struct work {
    struct lb_place place;
    enum lb_lang lang;
    size_t files, changed, refused;
    bool has_failed; /* something could not be read or written */
};

static void refuse(struct work *w, struct lb_diags *diags)
{
    lb_report_print(diags, LB_REPORT_TEXT, w->lang);
    w->refused++;
}

static void format_file(struct work *w, lb_slice path, const struct lb_schema *schema)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_err err = {0};
    lb_slice text, formatted;
    lb_diags_init(&diags);
    w->files++;
    if (lb_tree_read(&w->place.tree, &a, path, LB_MAX_CASE_FILE, &text, &err)) {
        lb_command_fail("fmt: %s", err.msg);
        w->has_failed = true;
        goto out;
    }
    struct lb_source source = {.path = path, .text = text, .diags = &diags};
    if (lb_format(schema, &source, &a, &formatted)) {
        refuse(w, &diags);
        goto out;
    }
    if (lb_slice_eq(text, formatted))
        goto out;
    const char *shown = lb_arena_cstr(&a, lb_place_path(&w->place, &a, path));
    if (!only_checks && lb_fs_replace(shown, text, formatted, &err)) {
        lb_command_fail("fmt: %s", err.msg);
        w->has_failed = true;
        goto out;
    }
    w->changed++;
    if (!is_quiet)
        printf("%s %s\n", w->lang == LB_LANG_ID ? (only_checks ? "akan berubah:" : "dirapikan:") : only_checks ? "would change" : "formatted", shown);
out:
    lb_diags_free(&diags);
    lb_arena_free(&a);
}

static void format_folder(struct work *w, lb_slice folder, unsigned depth)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_entry *entries;
    size_t n;
    if (depth < MAX_FOLDERS && lb_tree_list(&w->place.tree, &a, folder, &entries, &n, NULL) == LB_OK) {
        for (size_t i = 0; i < n; i++) {
            lb_slice path = folder.len ? lb_arena_printf(&a, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder), LB_ARG(entries[i].name)) : entries[i].name;
            const struct lb_schema *schema;
            if (entries[i].kind == LB_ENTRY_FOLDER)
                format_folder(w, path, depth + 1);
            else if (entries[i].kind == LB_ENTRY_FILE && (schema = lb_format_schema(w->place.contract, &w->place.tree, path)))
                format_file(w, path, schema);
        }
    }
    lb_arena_free(&a);
}

/* A path as one writes it here, as one of the library: folders are resolved, the file itself is not (it may be a symlink, which is
 * not followed). False with a message. */
static bool find_in_library(struct work *w, const char *argument, struct lb_arena *a, lb_slice *ret)
{
    char root[PATH_MAX], dir[PATH_MAX];
    lb_slice path = lb_slice_of(argument);
    while (path.len > 1 && lb_slice_ends(path, LB_S("/")))
        path.len--;
    size_t at = path.len;
    while (at && path.data[at - 1] != '/')
        at--;
    lb_slice name = lb_slice_sub(path, at, path.len);
    bool is_dots = lb_slice_eq(name, LB_S(".")) || lb_slice_eq(name, LB_S("..")) || !name.len;
    const char *folder = is_dots ? lb_arena_cstr(a, path) : at ? lb_arena_cstr(a, lb_slice_sub(path, 0, at)) : ".";
    if (!realpath(w->place.root, root) || !realpath(folder, dir) || (!is_dots && faccessat(AT_FDCWD, lb_arena_cstr(a, path), F_OK, AT_SYMLINK_NOFOLLOW))) {
        lb_command_fail("fmt: there is no '%s'", argument);
        return false;
    }
    size_t len = strcmp(root, "/") == 0 ? 0 : strlen(root);
    if (strncmp(dir, root, len) != 0 || (dir[len] && dir[len] != '/')) {
        lb_command_fail("fmt: '%s' is not in the library %s; name its folder with --from", argument, w->place.root);
        return false;
    }
    lb_slice below = lb_slice_of(dir[len] ? dir + len + 1 : "");
    *ret = is_dots ? lb_arena_copy(a, below) : lb_arena_printf(a, "%" LB_PRI "%s%" LB_PRI, LB_ARG(below), below.len ? "/" : "", LB_ARG(name));
    return true;
}

static void format_path(struct work *w, const char *argument)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_entry *entries;
    lb_slice path;
    size_t n;
    if (!find_in_library(w, argument, &a, &path)) {
        w->has_failed = true;
    } else if (lb_tree_list(&w->place.tree, &a, path, &entries, &n, NULL) == LB_OK) {
        format_folder(w, path, 0);
    } else {
        const struct lb_schema *schema = lb_format_schema(w->place.contract, &w->place.tree, path);
        if (schema)
            format_file(w, path, schema);
        else
            lb_command_fail("fmt: '%s' is no case (cases/.../ID/LANG.md) and no collection (collections/ID.md)", argument), w->has_failed = true;
    }
    lb_arena_free(&a);
}

/* One file through the pipe; nothing comes out when it cannot be read. */
static void format_stream(struct work *w)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_str text = LB_STR_INIT(LB_MAX_CASE_FILE + 2);
    char block[65536];
    lb_diags_init(&diags);
    for (size_t got; (got = fread(block, 1, sizeof block, stdin)) > 0;)
        lb_str_add(&text, lb_slice_from(block, got));
    lb_slice path = as ? lb_slice_of(as) : LB_S("-"), formatted;
    const struct lb_schema *schema = as ? lb_format_schema(w->place.contract, &w->place.tree, path) : w->place.contract->of_case;
    struct lb_source source = {.path = path, .text = lb_str_slice(&text), .diags = &diags};
    if (ferror(stdin)) {
        lb_command_fail("fmt: cannot read standard input: %s", strerror(errno));
        w->has_failed = true;
    } else if (!schema) {
        lb_command_fail("fmt: --as '%s' is no case (cases/.../ID/LANG.md) and no collection (collections/ID.md)", as);
        w->has_failed = true;
    } else if (text.is_full) {
        lb_command_fail("fmt: the file is larger than %d bytes", LB_MAX_CASE_FILE);
        w->refused++;
    } else if (lb_format(schema, &source, &a, &formatted)) {
        refuse(w, &diags);
    } else {
        w->changed += !lb_slice_eq(source.text, formatted);
        if (!only_checks && ((formatted.len && fwrite(formatted.data, 1, formatted.len, stdout) != formatted.len) || fflush(stdout) != 0)) {
            lb_command_fail("fmt: cannot write to standard output: %s", strerror(errno));
            w->has_failed = true;
        }
    }
    lb_str_free(&text);
    lb_diags_free(&diags);
    lb_arena_free(&a);
}

static void print_summary(const struct work *w)
{
    if (w->lang == LB_LANG_ID)
        printf("%zu berkas: %zu %s", w->files, w->changed, only_checks ? "akan berubah" : "berubah");
    else
        printf("%zu file%s: %zu %s", w->files, LB_PLURAL(w->files), w->changed, only_checks ? "would change" : "changed");
    if (w->refused)
        printf(w->lang == LB_LANG_ID ? ", %zu dibiarkan karena ada kesalahan" : ", %zu left alone because of faults", w->refused);
    putchar('\n');
}

static int run(int argc, char **argv)
{
    struct work w = {0};
    struct lb_err err = {0};
    for (int i = 0; i < argc; i++)
        is_stdin |= strcmp(argv[i], "-") == 0;
    if (is_stdin && (argc > 1 || (argc == 1 && strcmp(argv[0], "-") != 0)))
        return lb_command_fail("fmt: standard input is one file; leave out the other paths, or name the file with --as");
    if (as && !is_stdin)
        return lb_command_fail("fmt: --as belongs to --stdin");
    if (!lb_speech_is_known("fmt", lang_option))
        return LB_EXIT_FAILED;
    if (lb_place_open(from, &w.place, &err)) {
        lb_report_print(&w.place.diags, LB_REPORT_TEXT, lb_speech(lang_option, LB_EMPTY));
        lb_command_fail("fmt: %s", err.msg);
        lb_place_close(&w.place);
        return LB_EXIT_FAILED;
    }
    w.lang = lb_speech(lang_option, w.place.contract->language);
    if (is_stdin) {
        format_stream(&w);
    } else if (argc) {
        for (int i = 0; i < argc; i++)
            format_path(&w, argv[i]);
    } else {
        format_folder(&w, LB_S("cases"), 0);
        format_folder(&w, LB_S("collections"), 0);
    }
    if (!is_stdin && !is_quiet)
        print_summary(&w);
    lb_place_close(&w.place);
    return w.has_failed ? LB_EXIT_FAILED : w.refused || (only_checks && w.changed) ? LB_EXIT_FINDINGS : LB_EXIT_OK;
}

const struct lb_command lb_command_fmt = {
    .name = "fmt",
    .arguments = "PATH...",
    .summary = "puts files into their usual form",
    .about = "Edits the front matter of cases and collections in place: fields in the order of the schema, dates as 2024-11-15 where only "
             "one day can be meant, quotes where a text would be read as something else and nowhere else, text longer than 100 "
             "columns wrapped, lists indented, no spaces at the ends of lines, Unix line ends. Comments stay where they are. The text "
             "below the front matter keeps every character but spaces at the ends of lines, and the two spaces of a line break stay, too.\n\n"
             "What a file says is never changed: it is read again after each edit and compared. A file that cannot be read is "
             "reported as FILE:LINE:COLUMN and left alone; the others go on. A file is replaced in one step and keeps its mode; "
             "symlinks are not followed. Formatting twice changes nothing the second time.\n\n"
             "Without PATH, all of cases/ and collections/.",
    .exits = "0|All files have their usual form now; with --check, they had it.\n"
             "1|Some could not be read and were left alone; with --check, some would change.\n"
             "2|A path is not there, a file could not be written, or there is no library.",
    .examples = "lumbung fmt cases/61/rumpon-pontianak|Formats one case.\n"
                "lumbung fmt --check|For a forge: are all files in their usual form?\n"
                "lumbung fmt - --as cases/61/rumpon-pontianak/en.md <draft.md|Through a pipe, as editors' plugins do.",
    .options = options,
    .run = run,
};
