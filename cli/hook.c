/* hook.c - `lumbung hook`: puts git hooks in place and takes them away. A hook is a few lines of shell that call this program by its
 * absolute path; what it does is in hook_run.c. Hooks of others are never touched. */
#include "cli/hook.h"

#include "base/fs.h"
#include "cli/child.h"
#include "cli/command.h"
#include "indexer/check_rules.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_SCRIPT = 64 * 1024 };
#define MARK "# Made by `lumbung hook install`"

static const char *repo = ".";
static struct lb_hook_options given;

static const struct lb_option table[] = {
    {.name = "repo", .letter = 'r', .arg = "DIR", .help = "the git repository [.].", .kind = LB_OPT_TEXT, .value = &repo},
    {.name = "branch", .letter = 'b', .arg = "NAME", .help = "the branch that is served [the one HEAD names when the hook runs].",
     .kind = LB_OPT_TEXT, .value = &given.branch},
    {.name = "state", .letter = 's', .arg = "DIR", .help = "post-receive: where the snapshots go.", .kind = LB_OPT_TEXT, .value = &given.state},
    {.name = "background", .help = "post-receive: the push does not wait for the index.", .kind = LB_OPT_FLAG, .value = &given.is_in_background},
    {.name = "trust-owner", .help = "the hooks take a repository that belongs to another user.", .kind = LB_OPT_FLAG, .value = &given.is_trusted},
    {.name = NULL},
};

static const char *const kinds[LB_HOOK_COUNT] = {"pre-commit", "pre-receive", "post-receive"};

struct place {
    bool is_bare;
    char hooks[PATH_MAX], git[PATH_MAX];
};

/* git itself knows where hooks are: work trees and core.hooksPath have their say. Its own messages are shown. */
static bool find_place(struct place *p)
{
    const char *const ask[] = {"git", "-C", repo, "rev-parse", "--path-format=absolute", "--is-bare-repository", "--git-path", "hooks",
                               "--git-common-dir", NULL};
    struct lb_str out = LB_STR_INIT(4 * PATH_MAX);
    lb_slice bare, hooks, git;
    int status = lb_child_run(ask, &out, false);
    lb_slice rest = lb_str_slice(&out);
    bool is_found = status == 0 && !out.is_full && lb_slice_split(&rest, '\n', &bare) && lb_slice_split(&rest, '\n', &hooks) &&
                    lb_slice_split(&rest, '\n', &git);
    if (is_found) {
        p->is_bare = lb_slice_eq(bare, LB_S("true"));
        snprintf(p->hooks, sizeof p->hooks, "%" LB_PRI, LB_ARG(hooks));
        snprintf(p->git, sizeof p->git, "%" LB_PRI, LB_ARG(git));
    } else if (status < 0) {
        lb_command_fail("hook: cannot run git; hooks need it installed");
    } else {
        lb_command_fail("hook: '%s' is no git repository that can be used; see git's message above", repo);
    }
    lb_str_free(&out);
    return is_found;
}

enum found { NOTHING, OURS, FOREIGN };

/* What is there under a hook's name; `program` gets the path it calls. */
static enum found look(const char *path, char program[PATH_MAX])
{
    struct lb_arena a = LB_ARENA_INIT;
    struct stat st;
    lb_slice text, line;
    enum found found = FOREIGN;
    program[0] = 0;
    if (lstat(path, &st) != 0)
        return NOTHING;
    if (S_ISREG(st.st_mode) && lb_fs_read(&a, path, MAX_SCRIPT, &text, NULL) == LB_OK && memmem(text.data, text.len, MARK, strlen(MARK))) {
        found = OURS;
        for (lb_slice rest = text; lb_slice_split(&rest, '\n', &line);)
            if (lb_slice_starts(line, LB_S("program='")) && lb_slice_ends(line, LB_S("'")))
                snprintf(program, PATH_MAX, "%" LB_PRI, LB_ARG(lb_slice_sub(line, 9, line.len - 1)));
    }
    lb_arena_free(&a);
    return found;
}

/* ---- the script */

static void add_quoted(struct lb_str *out, const char *word)
{
    lb_str_addc(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            lb_str_lit(out, "'\\''");
        else
            lb_str_addc(out, *word);
    lb_str_addc(out, '\'');
}

static void add_run(struct lb_str *out, enum lb_hook_kind kind)
{
    lb_str_printf(out, " hook run %s", kinds[kind]);
    if (given.branch && kind != LB_HOOK_PRE_COMMIT) {
        lb_str_lit(out, " --branch ");
        add_quoted(out, given.branch);
    }
    if (given.state && kind == LB_HOOK_POST_RECEIVE) {
        lb_str_lit(out, " --state ");
        add_quoted(out, given.state);
    }
    if (given.is_in_background && kind == LB_HOOK_POST_RECEIVE)
        lb_str_lit(out, " --background");
    if (given.is_trusted)
        lb_str_lit(out, " --trust-owner");
}

static void add_script(struct lb_str *out, enum lb_hook_kind kind)
{
    char program[4096];
    lb_child_path(program);
    lb_str_lit(out, "#!/bin/sh\n" MARK "; `lumbung hook uninstall` takes it away.\nprogram=");
    add_quoted(out, program[0] ? program : "lumbung");
    lb_str_lit(out, "\n[ -x \"$program\" ] || program=$(command -v lumbung) || {\n"
                    "    echo 'lumbung: the program is gone, so nothing can be checked or indexed; install it again, or delete this hook' >&2\n"
                    "    exit 1\n}\nexec \"$program\"");
    add_run(out, kind);
    lb_str_addc(out, '\n');
}

/* ---- actions on one hook: an exit status each */

static int install(const struct place *p, enum lb_hook_kind kind, const char *path)
{
    char program[PATH_MAX];
    struct lb_err err = {0};
    struct lb_str script = LB_STR_INIT(MAX_SCRIPT);
    int status = LB_EXIT_OK;
    if (kind == LB_HOOK_PRE_COMMIT && p->is_bare)
        return lb_command_fail("hook: nobody commits in a bare repository; it takes pre-receive and post-receive");
    if (kind == LB_HOOK_POST_RECEIVE && !given.state)
        return lb_command_fail("hook: post-receive needs --state DIR, where the snapshots go that `lumbung serve --state DIR` serves");
    if (look(path, program) == FOREIGN) {
        struct lb_str line = LB_STR_INIT(MAX_SCRIPT);
        lb_child_path(program);
        add_quoted(&line, program[0] ? program : "lumbung");
        add_run(&line, kind);
        status = lb_command_fail("hook: %s is there already and not ours; it stays. To run both, add this line to it%s: %s%s", path,
                                 kind == LB_HOOK_PRE_COMMIT ? "" : " (both read standard input: keep it in a file for the first)", line.data,
                                 kind == LB_HOOK_POST_RECEIVE ? "" : " || exit 1");
        lb_str_free(&line);
        return status;
    }
    add_script(&script, kind);
    if (lb_fs_mkdirs(p->hooks, &err) || lb_fs_write(path, lb_str_slice(&script), &err))
        status = lb_command_fail("hook: %s", err.msg);
    else if (chmod(path, 0755) != 0)
        status = lb_command_fail("hook: cannot make '%s' executable: %s", path, strerror(errno));
    else
        printf("installed %s\n", path);
    lb_str_free(&script);
    return status;
}

static int uninstall(const struct place *p, enum lb_hook_kind kind, const char *path)
{
    (void)p, (void)kind;
    char program[PATH_MAX];
    switch (look(path, program)) {
    case NOTHING: return LB_EXIT_OK;
    case FOREIGN: return lb_command_fail("hook: %s is not ours; it stays", path);
    default: break;
    }
    if (unlink(path) != 0)
        return lb_command_fail("hook: cannot remove '%s': %s", path, strerror(errno));
    printf("removed %s\n", path);
    return LB_EXIT_OK;
}

static int tell(const struct place *p, enum lb_hook_kind kind, const char *path)
{
    char program[PATH_MAX];
    enum found found = look(path, program);
    bool is_off = found == OURS && access(path, X_OK) != 0, is_gone = found == OURS && strchr(program, '/') && access(program, X_OK) != 0;
    if (found == NOTHING && p->is_bare == (kind == LB_HOOK_PRE_COMMIT))
        return LB_EXIT_OK; /* no use here */
    printf("%-13s %s%s%s%s\n", kinds[kind], found == NOTHING ? "not installed" : found == FOREIGN ? "another program's: " : "installed: ",
           found == NOTHING ? "" : path, is_off ? ", but not executable" : "", is_gone ? ", but its program is gone; the one in PATH is taken" : "");
    return is_off ? LB_EXIT_FINDINGS : LB_EXIT_OK;
}

/* ---- the command */

static const struct {
    const char *name;
    int (*act)(const struct place *, enum lb_hook_kind, const char *path);
} actions[] = {{"install", install}, {"uninstall", uninstall}, {"status", tell}, {"run", NULL}};
enum { ACTIONS = sizeof actions / sizeof *actions };

/* LB_HOOK_COUNT with a message when there is no such kind. */
static enum lb_hook_kind kind_of(const char *word)
{
    lb_slice names[LB_HOOK_COUNT];
    for (int i = 0; i < LB_HOOK_COUNT; i++) {
        if (strcmp(kinds[i], word) == 0)
            return (enum lb_hook_kind)i;
        names[i] = lb_slice_of(kinds[i]);
    }
    size_t at = lb_did_you_mean(lb_slice_of(word), names, LB_HOOK_COUNT);
    if (at < LB_HOOK_COUNT)
        lb_command_fail("hook: no hook '%s'; did you mean '%s'?", word, kinds[at]);
    else
        lb_command_fail("hook: no hook '%s'; there are pre-commit, pre-receive and post-receive", word);
    return LB_HOOK_COUNT;
}

static size_t action_of(const char *word)
{
    lb_slice names[ACTIONS];
    for (size_t i = 0; i < ACTIONS; i++) {
        if (strcmp(actions[i].name, word) == 0)
            return i;
        names[i] = lb_slice_of(actions[i].name);
    }
    size_t at = lb_did_you_mean(lb_slice_of(word), names, ACTIONS);
    if (at < ACTIONS)
        lb_command_fail("hook: unknown '%s'; did you mean '%s'?", word, actions[at].name);
    else
        lb_command_fail("hook: unknown '%s'; say install, uninstall or status", word);
    return ACTIONS;
}

/* Which hooks are meant: those named, or those of use in this kind of repository. */
static bool choose(const struct place *p, bool is_install, int argc, char **argv, bool chosen[LB_HOOK_COUNT])
{
    for (int i = 0; i < LB_HOOK_COUNT; i++)
        chosen[i] = argc == 0 && (!is_install || (i == LB_HOOK_PRE_COMMIT ? !p->is_bare : p->is_bare && (i != LB_HOOK_POST_RECEIVE || given.state)));
    for (int i = 0; i < argc; i++) {
        enum lb_hook_kind kind = kind_of(argv[i]);
        if (kind == LB_HOOK_COUNT)
            return false;
        chosen[kind] = true;
    }
    return true;
}

/* Hooks run in another folder than this one. */
static bool make_absolute(char state[PATH_MAX])
{
    char here[PATH_MAX];
    if (!given.state || given.state[0] == '/')
        return true;
    if (!getcwd(here, sizeof here) || (size_t)snprintf(state, PATH_MAX, "%s/%s", here, given.state) >= PATH_MAX)
        return false;
    given.state = state;
    return true;
}

static int run(int argc, char **argv)
{
    static char state[PATH_MAX];
    struct place place;
    bool chosen[LB_HOOK_COUNT];
    if (!argc)
        return lb_command_fail("hook: what? Say install, uninstall or status; see lumbung hook --help");
    size_t action = action_of(argv[0]);
    if (action == ACTIONS)
        return LB_EXIT_FAILED;
    if (!actions[action].act) {
        enum lb_hook_kind kind = argc == 2 ? kind_of(argv[1]) : LB_HOOK_COUNT;
        if (argc != 2)
            return lb_command_fail("hook: run takes one hook's name, and git runs it");
        return kind == LB_HOOK_COUNT ? LB_EXIT_FAILED : lb_hook_run(kind, &given);
    }
    bool is_install = actions[action].act == install;
    if (!find_place(&place) || !choose(&place, is_install, argc - 1, argv + 1, chosen))
        return LB_EXIT_FAILED;
    if (!make_absolute(state))
        return lb_command_fail("hook: the path of --state is too long");
    size_t own = strlen(place.git);
    if (is_install && (strncmp(place.hooks, place.git, own) != 0 || place.hooks[own] != '/'))
        return lb_command_fail("hook: core.hooksPath is %s and not in %s, so that a hook there could run elsewhere, too; call "
                               "`lumbung hook run KIND` from the hooks you have there", place.hooks, place.git);
    int status = LB_EXIT_OK;
    for (int i = 0; i < LB_HOOK_COUNT; i++) {
        char path[PATH_MAX + 32];
        snprintf(path, sizeof path, "%s/%s", place.hooks, kinds[i]);
        int one = chosen[i] ? actions[action].act(&place, (enum lb_hook_kind)i, path) : LB_EXIT_OK;
        status = one > status ? one : status;
    }
    if (is_install && argc == 1 && place.is_bare && !given.state)
        printf("for an index after every push, too: lumbung hook install --repo '%s' --state DIR post-receive\n", repo);
    return status;
}

const struct lb_command lb_command_hook = {
    .name = "hook",
    .arguments = "ACTION KIND...",
    .summary = "puts git hooks in place",
    .about = "ACTION is install, uninstall or status. KIND is a hook; without one, those of use in this repository: in a work tree "
             "pre-commit, in a bare repository pre-receive and, with --state, post-receive.\n\n"
             "pre-commit checks what is staged and refuses a commit with errors. pre-receive checks what a push changes in the "
             "served branch and refuses the push; the pusher sees the same messages. Other branches, tags and deletions pass. "
             "post-receive indexes the served branch, so that what was pushed can be found when the push returns; a failure is told "
             "and never fails the push, and pushes at the same time wait for each other.\n\n"
             "A hook of somebody else is never overwritten. A hook calls this program by its absolute path, or the one in PATH when "
             "it is gone. For a server that runs as another user than the repository's owner, install with --trust-owner; "
             "the state belongs to one user, so let all pushes arrive as the same one.",
    .exits = "0|Done.\n1|A hook is there and cannot work.\n2|A hook could not be put in place or taken away; the message says why.",
    .examples = "lumbung hook install|In a work tree: no commit breaks the library.\n"
                "lumbung hook install --repo /srv/library.git --state /var/lib/lumbung|On a server: a push is checked, then published.\n"
                "lumbung hook status|What is in place here?",
    .options = table,
    .run = run,
};
