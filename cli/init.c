/* init.c - `lumbung init`: a new library, from files that are part of the program (schema/ of the source tree, and cli/init/). */
#include "base/fs.h"
#include "base/utf8.h"
#include "cli/ask.h"
#include "cli/child.h"
#include "cli/command.h"
#include "indexer/yaml_text.h"
#include "library_contract.h"
#include "library_starters.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 256 * 1024, MAX_TITLE = 200 };

static const char *title, *other_title, *publisher, *office, *lang, *licence = "CC-BY-4.0", *program_source = "";
static bool with_git, is_silent;

static const struct lb_option options[] = {
    {.name = "title", .letter = 't', .arg = "TEXT", .help = "what the library is called.", .kind = LB_OPT_TEXT, .value = &title},
    {.name = "other-title", .arg = "TEXT", .help = "its title in the other language [the same].", .kind = LB_OPT_TEXT, .value = &other_title},
    {.name = "publisher", .letter = 'p', .arg = "NAME", .help = "the institution that publishes it.", .kind = LB_OPT_TEXT, .value = &publisher},
    {.name = "office", .arg = "NAME", .help = "the office that answers readers.", .kind = LB_OPT_TEXT, .value = &office},
    {.name = "lang", .letter = 'l', .arg = "LANG", .help = "the language the cases are written in, and that of the README: id or en [id].",
     .kind = LB_OPT_TEXT, .value = &lang},
    {.name = "licence", .arg = "NAME", .help = "of the texts [CC-BY-4.0].", .kind = LB_OPT_TEXT, .value = &licence},
    {.name = "source", .arg = "URL", .help = "the git repository of this program, for the forge's jobs that check the library.",
     .kind = LB_OPT_TEXT, .value = &program_source},
    {.name = "git", .help = "makes a git repository of it, too, with a hook that checks commits.", .kind = LB_OPT_FLAG, .value = &with_git},
    {.name = "no-questions", .help = "asks nothing, even at a terminal.", .kind = LB_OPT_FLAG, .value = &is_silent},
    {.name = NULL},
};

static bool is_indonesian(void)
{
    return !lang || strcmp(lang, "id") == 0;
}

/* ---- what is asked */

static const struct question {
    const char **value;
    const char *option, *id, *en;
} questions[] = {
    {&title, "title", "Judul pustaka", "The library's title"},
    {&publisher, "publisher", "Lembaga yang menerbitkan", "The institution that publishes it"},
    {&office, "office", "Kantor yang menjawab pembaca (bukan nama orang)", "The office that answers readers (not a person's name)"},
};

static bool is_usable(const char *text)
{
    lb_slice s = lb_slice_of(text);
    return s.len && lb_utf8_check(s, NULL) == LB_UTF8_CLEAN && !memchr(s.data, '\n', s.len) && lb_utf8_count(s) <= MAX_TITLE;
}

static int answer(struct lb_arena *a)
{
    bool asks = !is_silent && lb_ask_is_possible();
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        const struct question *q = &questions[i];
        lb_slice text;
        while (!*q->value && asks) {
            if (!lb_ask(a, lb_slice_of(is_indonesian() ? q->id : q->en), &text))
                return lb_command_fail("init: stopped; nothing was written");
            if (is_usable(text.data))
                *q->value = text.data;
            else
                fprintf(stderr, is_indonesian() ? "  jawaban harus ada: satu baris, paling panjang %d huruf\n"
                                                : "  an answer is needed: one line of at most %d letters\n", MAX_TITLE);
        }
        if (!*q->value)
            return lb_command_fail("init: which %s? Give --title, --publisher and --office", q->option);
        if (!is_usable(*q->value))
            return lb_command_fail("init: --%s takes one line of at most %d letters", q->option, MAX_TITLE);
    }
    if (other_title && !is_usable(other_title))
        return lb_command_fail("init: --other-title takes one line of at most %d letters", MAX_TITLE);
    if (!is_usable(licence) || (program_source[0] && (!is_usable(program_source) || strpbrk(program_source, "\"\\ "))))
        return lb_command_fail("init: --licence and --source take one line without quotes");
    return LB_EXIT_OK;
}

/* ---- files */

/* Text with {{name}} replaced. */
static lb_slice fill_in(struct lb_arena *a, lb_slice text)
{
    const struct {
        const char *name, *value;
    } values[] = {{"{{title}}", title}, {"{{publisher}}", publisher}, {"{{licence}}", licence}, {"{{source}}", program_source},
                  {"{{lang}}", is_indonesian() ? "id" : "en"}};
    struct lb_str out = LB_STR_INIT(MAX_FILE);
    for (size_t at = 0; at < text.len;) {
        lb_slice rest = lb_slice_sub(text, at, text.len);
        size_t i = 0, n = sizeof values / sizeof *values;
        while (i < n && !lb_slice_starts(rest, lb_slice_of(values[i].name)))
            i++;
        lb_str_add(&out, i < n ? lb_slice_of(values[i].value) : lb_slice_sub(rest, 0, 1));
        at += i < n ? strlen(values[i].name) : 1;
    }
    lb_slice filled = lb_arena_copy(a, lb_str_slice(&out));
    lb_str_free(&out);
    return filled;
}

static lb_slice library_yml(struct lb_arena *a)
{
    const char *titles[] = {is_indonesian() || !other_title ? title : other_title, is_indonesian() && other_title ? other_title : title};
    struct lb_str out = LB_STR_INIT(MAX_FILE);
    lb_str_lit(&out, "# Keterangan pustaka ini / Description of this library (schema/library.schema.json)\ntitle:\n  id: ");
    lb_yaml_put(&out, lb_slice_of(titles[0]), false);
    lb_str_lit(&out, "\n  en: ");
    lb_yaml_put(&out, lb_slice_of(titles[1]), false);
    lb_str_lit(&out, "\n# subtitle: {id: \"\", en: \"\"}\npublisher: ");
    lb_yaml_put(&out, lb_slice_of(publisher), false);
    lb_str_lit(&out, "\ncontact:\n  office: ");
    lb_yaml_put(&out, lb_slice_of(office), false);
    lb_str_printf(&out, "\n# Alamat yang dipakai pembaca / The address readers use\n# base_url: https://pustaka.example.go.id\nlanguage: %s\nlicence: ",
                  is_indonesian() ? "id" : "en");
    lb_yaml_put(&out, lb_slice_of(licence), false);
    lb_str_lit(&out, "\n# about: {id: \"\", en: \"\"}\n");
    lb_slice text = lb_arena_copy(a, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

struct target {
    const char *dir;
    struct lb_arena *arena;
    size_t written, kept;
};

/* Writes one file; what is there already stays. */
static bool put(struct target *t, const char *path, lb_slice content, struct lb_err *err)
{
    const char *full = lb_arena_printf(t->arena, "%s/%s", t->dir, path).data, *slash = strrchr(full, '/');
    if (lb_fs_is_file(full)) {
        printf("kept %s, which was there\n", full);
        t->kept++;
        return true;
    }
    if (lb_fs_mkdirs(lb_arena_cstr(t->arena, lb_slice_from(full, (size_t)(slash - full))), err) || lb_fs_create(full, content, err))
        return false;
    t->written++;
    return true;
}

static bool put_starter(struct target *t, const char *path, const char *starter, struct lb_err *err)
{
    lb_slice content = lb_resource_find(library_starters, starter);
    return put(t, path, fill_in(t->arena, content), err);
}

static bool put_all(struct target *t, struct lb_err *err)
{
    bool in_indonesian = is_indonesian();
    for (const struct lb_resource *r = library_contract; r->name; r++)
        if (!put(t, r->name, lb_slice_from(r->data, (size_t)(r->end - r->data)), err))
            return false;
    return put(t, "library.yml", library_yml(t->arena), err) && put(t, "collections/.gitkeep", LB_EMPTY, err) &&
           put_starter(t, in_indonesian ? "cases/contoh/contoh-pengisian/id.md" : "cases/contoh/contoh-pengisian/en.md",
                       in_indonesian ? "example.id.md" : "example.en.md", err) &&
           put_starter(t, "README.md", in_indonesian ? "README.id.md" : "README.en.md", err) &&
           put_starter(t, ".gitignore", "gitignore", err) && put_starter(t, ".editorconfig", "editorconfig", err) &&
           put_starter(t, ".vscode/settings.json", "vscode.json", err) &&
           put_starter(t, ".github/workflows/library.yml", "github.yml", err) && put_starter(t, ".gitlab-ci.yml", "gitlab.yml", err);
}

/* ---- */

static bool holds_library(const char *dir)
{
    static const char *const signs[] = {"library.yml", "schema", "cases"};
    char path[PATH_MAX + 32];
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, signs[i]);
        if (lb_fs_is_file(path) || lb_fs_is_dir(path))
            return true;
    }
    return false;
}

static int make_repository(const char *dir)
{
    char path[PATH_MAX + 32];
    const char *const init[] = {"git", "init", "-q", dir, NULL};
    const char *const hook[] = {"lumbung", "hook", "install", "--repo", dir, "pre-commit", NULL};
    snprintf(path, sizeof path, "%s/.git", dir);
    fflush(NULL);
    if (!lb_fs_is_dir(path) && !lb_fs_is_file(path)) {
        int status = lb_child_run(init, NULL, false);
        if (status)
            return lb_command_fail("init: the library is there, but 'git init' %s", status < 0 ? "could not be run; is git installed?" : "failed");
    }
    return lb_child_self(hook);
}

static void say_next(const char *dir)
{
    bool is_here = strcmp(dir, ".") == 0;
    printf("%s\n", is_indonesian() ? "selanjutnya:" : "next:");
    if (!is_here)
        printf("  cd '%s'\n", dir);
    printf("%s  lumbung check\n  lumbung new\n  lumbung serve --from .\n", with_git ? "" : "  git init && lumbung hook install\n");
    printf("  git add -A && git commit\n%s\n",
           is_indonesian() ? "panduan: README.md, `lumbung help redaksi`, atau /bantuan/redaksi dalam pratinjau"
                           : "the manual: README.md, `lumbung help editors`, or /en/help/editors in the preview");
}

static int run(int argc, char **argv)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct target t = {argc ? argv[0] : ".", &arena, 0, 0};
    struct lb_err err = {0};
    int status;
    if (argc > 1)
        return lb_command_fail("init: one folder, not %d; '%s' is too many", argc, argv[1]);
    if (lang && strcmp(lang, "id") != 0 && strcmp(lang, "en") != 0)
        return lb_command_fail("init: --lang is id or en, not '%s'", lang);
    if (!t.dir[0] || strlen(t.dir) > PATH_MAX - 200)
        return lb_command_fail("init: the folder's name is %s", t.dir[0] ? "too long" : "empty");
    if (holds_library(t.dir))
        return lb_command_fail("init: '%s' holds a library already (library.yml, schema/ or cases/); nothing was written", t.dir);
    status = answer(&arena);
    if (!status && !put_all(&t, &err))
        status = lb_command_fail("init: %s", err.msg);
    if (!status) {
        printf("%zu %s %s\n", t.written, is_indonesian() ? "berkas ditulis ke" : "files written to", t.dir);
        if (with_git)
            status = make_repository(t.dir);
        if (!program_source[0])
            printf("%s\n", is_indonesian()
                               ? "agar GitHub atau GitLab memeriksa setiap kiriman: tulis alamat asal klon program ini (git remote get-url origin di "
                                 "mapnya)\n  pada LUMBUNG_SOURCE dalam .github/workflows/library.yml atau .gitlab-ci.yml; bila tidak dipakai, hapus berkasnya"
                               : "to have GitHub or GitLab check every push: put the address this program was cloned from (git remote get-url origin in "
                                 "its folder)\n  into LUMBUNG_SOURCE of .github/workflows/library.yml or .gitlab-ci.yml; delete the file that is not used");
        say_next(t.dir);
    }
    lb_arena_free(&arena);
    return status;
}

const struct lb_command lb_command_init = {
    .name = "init",
    .arguments = "DIR",
    .summary = "starts a new library",
    .about = "Writes a library into DIR [.]: library.yml, the schema with its vocabularies, regions and words for search, one example case "
             "(a draft that is never published), a README for editors, and jobs for GitHub and GitLab that check every push. All of it is part "
             "of the program; no network is needed. At a terminal it asks for title, publisher and office when no option says them.\n\n"
             "A folder that holds a library already is refused; other files that are there stay as they are.",
    .exits = "0|The library is there.\n2|It could not be made; the message says why.",
    .examples = "lumbung init pustaka|Asks, and starts a library in the folder pustaka.\n"
                "lumbung init --title 'Pustaka Kota' --publisher 'Kota Pontianak' --office Bappeda --git pustaka|With a git repository.",
    .options = options,
    .run = run,
};
