/* hook_run.c - what the hooks do. They check and index through this program's own commands, so that messages are the same
 * everywhere; what these write to standard error git shows to the person who commits or pushes. */
#include "base/fs.h"
#include "cli/child.h"
#include "cli/command.h"
#include "cli/hook.h"
#include "cli/speech.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MAX_WAIT_S = 600, LOOK_NS = 50 * 1000 * 1000 };

static const struct lb_hook_options *options;

/* ---- what was pushed */

struct update {
    char before[65], after[65]; /* hex ids; zeros: there was, or is, no such ref */
    char *ref;                  /* in `line` */
    char *line;
    size_t room;
};

static bool is_none(const char *id)
{
    return strspn(id, "0") == strlen(id);
}

/* A line "OLD NEW REF" from git, however long the name. LB_NOT_FOUND: that was all; LB_INVALID: no such line. */
static enum lb_status next_update(struct update *u)
{
    int name = 0;
    ssize_t len = getline(&u->line, &u->room, stdin);
    if (len <= 0)
        return LB_NOT_FOUND;
    if (u->line[len - 1] == '\n')
        u->line[len - 1] = 0;
    if (sscanf(u->line, "%64[0-9a-f] %64[0-9a-f] %n", u->before, u->after, &name) != 2 || !name || !u->line[name])
        return LB_INVALID;
    u->ref = u->line + name;
    return LB_OK;
}

/* The served branch: as installed, or the one that HEAD names. Empty: HEAD names none. */
static const char *served_branch(char name[1024])
{
    static const char *const ask[] = {"git", "symbolic-ref", "--short", "HEAD", NULL};
    struct lb_str out = LB_STR_INIT(1000);
    name[0] = 0;
    if (options->branch)
        snprintf(name, 1024, "%s", options->branch);
    else if (lb_child_run(ask, &out, true) == 0)
        snprintf(name, 1024, "%" LB_PRI, LB_ARG(lb_slice_trim(lb_str_slice(&out))));
    lb_str_free(&out);
    return name;
}

static bool is_branch(const char *ref, const char *name)
{
    static const char heads[] = "refs/heads/";
    return strncmp(ref, heads, sizeof heads - 1) == 0 && (!*name || strcmp(ref + sizeof heads - 1, name) == 0);
}

static bool is_commit_here(const char *id)
{
    char what[80];
    snprintf(what, sizeof what, "%s^{commit}", id);
    const char *const ask[] = {"git", "cat-file", "-e", what, NULL};
    return lb_child_run(ask, NULL, true) == 0;
}

/* ---- pre-commit */

static int pre_commit(void)
{
    static const char *const ask[] = {"git", "diff", "--cached", "--quiet", "--", "cases", "collections", "schema", "library.yml", NULL};
    const char *argv[] = {"lumbung", "check", "--staged", "--quiet", options->is_trusted ? "--trust-owner" : NULL, NULL};
    if (lb_child_run(ask, NULL, true) == 0)
        return LB_EXIT_OK; /* nothing of the library is in this commit */
    fflush(NULL);
    int status = lb_child_self(argv);
    if (status)
        lb_command_fail("%s", lb_speech_near(NULL, NULL) == LB_LANG_ID
                                  ? "tidak ada yang dikomit; perbaiki yang disebut di atas, 'git add', lalu komit lagi "
                                    "('git commit --no-verify' mengomit pustaka yang rusak)"
                                  : "nothing was committed; mend what is named above, 'git add' it and commit again "
                                    "('git commit --no-verify' commits a broken library)");
    return status;
}

/* ---- pre-receive */

/* What is new in this push: all of it when the branch is new (its old id is zeros), or when its old commit is gone. */
static bool is_accepted(const struct update *u)
{
    char range[140];
    bool is_known = is_none(u->before) || is_commit_here(u->before);
    snprintf(range, sizeof range, "%s%s%s", is_known ? u->before : "", is_known ? ".." : "", u->after);
    const char *argv[] = {"lumbung", "check", "--quiet", "--repo", ".", "--rev", range, options->is_trusted ? "--trust-owner" : NULL, NULL};
    return lb_child_self(argv) == LB_EXIT_OK;
}

/* The language of the library in a commit, as `check` said its findings when no locale decides. */
static lb_slice language_in(const char *commit, struct lb_str *out)
{
    char what[100];
    snprintf(what, sizeof what, "%s:library.yml", commit);
    const char *const ask[] = {"git", "cat-file", "blob", what, NULL};
    lb_slice rest = LB_EMPTY, line;
    if (lb_child_run(ask, out, true) == 0)
        rest = lb_str_slice(out);
    while (lb_slice_split(&rest, '\n', &line))
        if (lb_slice_starts(line, LB_S("language:")))
            return lb_slice_trim(lb_slice_sub(line, strlen("language:"), line.len));
    return LB_EMPTY;
}

static int pre_receive(void)
{
    struct lb_str out = LB_STR_INIT(100000);
    char refused[65] = "", name[1024];
    struct update u = {.line = NULL};
    enum lb_status st;
    const char *branch = served_branch(name);
    fflush(NULL);
    while ((st = next_update(&u)) == LB_OK) {
        if (!is_branch(u.ref, branch))
            continue; /* tags, and branches nobody is served from: work in progress */
        if (is_none(u.after))
            fprintf(stderr, "lumbung: '%s' is deleted; what was published from it goes on being served\n", u.ref);
        else if (!is_accepted(&u))
            snprintf(refused, sizeof refused, "%s", u.after);
    }
    free(u.line);
    if (st == LB_INVALID) {
        lb_command_fail("the push is refused: git said something else than OLD NEW REF");
        return LB_EXIT_FAILED;
    }
    if (*refused)
        lb_command_fail("%s", lb_speech(NULL, language_in(refused, &out)) == LB_LANG_ID
                                  ? "kiriman ini ditolak; perbaiki yang disebut di atas, komit, lalu kirim lagi"
                                  : "the push is refused; mend what is named above, commit, and push again");
    lb_str_free(&out);
    return *refused ? LB_EXIT_FINDINGS : LB_EXIT_OK;
}

/* ---- post-receive */

/* Tries until nobody else holds it. False: it cannot be had at all; what needs it will say why. */
static bool wait_for_lock(const char *name, int *fd)
{
    char path[4200];
    struct lb_err err;
    struct timespec pause = {0, LOOK_NS};
    snprintf(path, sizeof path, "%s/%s", options->state, name);
    for (long waited = 0; waited < MAX_WAIT_S * (1000000000L / LOOK_NS); waited++) {
        enum lb_status status = lb_fs_lock(path, false, fd, &err);
        if (status != LB_LOCKED)
            return status == LB_OK;
        nanosleep(&pause, NULL);
    }
    return false;
}

/* Two pushes at once: the second waits for the first one's indexer and then indexes what is newest; another indexer (a server that
 * watches the repository) is waited for, too. */
static void index_now(const char *branch)
{
    char ref[1040], here[4096] = ".";
    struct lb_err err;
    int queue = -1, writer = -1;
    snprintf(ref, sizeof ref, "refs/heads/%s", branch);
    const char *argv[] = {"lumbung", "index", "--repo", ".", "--ref", ref, "--state", options->state, "--errors-only",
                          options->is_trusted ? "--trust-owner" : NULL, NULL};
    if (lb_fs_mkdirs(options->state, &err) == LB_OK && wait_for_lock("hook", &queue) && wait_for_lock("writer", &writer))
        close(writer);
    fflush(NULL);
    int status = lb_child_self(argv);
    if (queue >= 0)
        close(queue);
    if (status == LB_EXIT_OK || status == LB_EXIT_FINDINGS)
        return;
    if (!getcwd(here, sizeof here))
        here[0] = 0;
    fprintf(stderr, "lumbung: the push is in the repository, but readers still see what was published before it. When the reason "
            "above is mended: lumbung index --repo '%s' --ref '%s' --state '%s'\n", here, branch, options->state);
}

/* Lets the pusher go; what the indexer says goes to a file beside the snapshots. */
static bool go_to_background(void)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/hook.log", options->state);
    pid_t pid = fork();
    if (pid > 0)
        printf("lumbung: indexing in the background; what it says is in %s\n", path);
    if (pid)
        return pid > 0;
    struct lb_err err;
    setsid();
    int in = open("/dev/null", O_RDWR), log = -1;
    if (lb_fs_mkdirs(options->state, &err) == LB_OK)
        log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0644);
    if (log < 0)
        log = open("/dev/null", O_RDWR);
    dup2(in, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    return false;
}

static int post_receive(void)
{
    /* Somebody who closes the line while the index is made does not stop it: the push has happened. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    char name[1024];
    struct update u = {.line = NULL};
    bool is_pushed = false, is_deleted = false;
    char other[1024] = "";
    const char *branch = served_branch(name);
    while (next_update(&u) == LB_OK) {
        if (*branch && is_branch(u.ref, branch))
            is_pushed |= !is_none(u.after), is_deleted |= is_none(u.after);
        else if (is_branch(u.ref, "") && !is_none(u.after))
            snprintf(other, sizeof other, "%s", u.ref + strlen("refs/heads/"));
    }
    free(u.line);
    char ref[1100];
    snprintf(ref, sizeof ref, "refs/heads/%s", branch);
    if (!options->state) {
        lb_command_fail("nothing was indexed: the hook knows no --state; run `lumbung hook install --state DIR post-receive` here");
    } else if (!*branch || (!is_pushed && !is_deleted && *other && !is_commit_here(ref))) {
        fprintf(stderr, "lumbung: '%s' was not indexed: %s%s%s. Run 'git symbolic-ref HEAD refs/heads/%s' in the repository, or install "
                "the hook with --branch %s\n", other, *branch ? "HEAD names the branch '" : "HEAD names no branch", branch,
                *branch ? "', which is not there" : "", other, other);
    } else if (is_pushed) {
        fflush(NULL);
        if (!options->is_in_background || !go_to_background())
            index_now(branch);
    }
    return LB_EXIT_OK; /* the push has happened */
}

int lb_hook_run(enum lb_hook_kind kind, const struct lb_hook_options *given)
{
    options = given;
    if (kind != LB_HOOK_PRE_COMMIT && isatty(STDIN_FILENO))
        return lb_command_fail("hook: git runs this and says on standard input what was pushed; `lumbung hook install` puts it in place");
    switch (kind) {
    case LB_HOOK_PRE_COMMIT: return pre_commit();
    case LB_HOOK_PRE_RECEIVE: return pre_receive();
    default: return post_receive();
    }
}
