/* serve.c - `lumbung serve`: the site on a port. With a repository or folder to watch, the indexer runs as a child
 * process whenever the source has changed: no parser of git, YAML or Markdown works inside the server. */
#include "cli/command.h"
#include "cli/identity.h"
#include "base/fs.h"
#include "base/watch.h"
#include "indexer/build.h"
#include "site/server.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    TICKS_A_LOOK = 4, /* the server ticks twice a second */
    SOURCE_BYTES = 80,
    REF_DEPTH = 8,
    CASE_DEPTH = 16,
    SETTLING_MS = 30,
};

static const char *state, *address = "127.0.0.1", *from, *repo, *ref, *rev, *base_url;
static long port = 8080, threads;
static bool is_quiet, has_log, is_trusted, without_drafts;

static const struct lb_option options[] = {
    {.name = "state", .letter = 's', .arg = "DIR", .help = "the snapshots to serve [state].", .kind = LB_OPT_TEXT, .value = &state},
    {.name = "port", .letter = 'p', .arg = "N", .help = "the port; 0 takes any free one [8080].", .kind = LB_OPT_NUMBER,
     .value = &port, .min = 0, .max = 65535},
    {.name = "listen", .letter = 'l', .arg = "ADDRESS",
     .help = "the address; 0.0.0.0 or :: is every interface: put a proxy with TLS in front then [127.0.0.1].", .kind = LB_OPT_TEXT,
     .value = &address},
    {.name = "from", .letter = 'f', .arg = "DIR",
     .help = "a preview: indexes the folder with its drafts into a throwaway place, and again whenever a file is saved.",
     .kind = LB_OPT_TEXT, .value = &from},
    {.name = "repo", .letter = 'r', .arg = "DIR", .help = "watches a repository and indexes it into the state whenever the ref moves.",
     .kind = LB_OPT_TEXT, .value = &repo},
    {.name = "ref", .arg = "REF", .help = "what to watch in it [HEAD].", .kind = LB_OPT_TEXT, .value = &ref},
    {.name = "rev", .arg = "REV",
     .help = "a preview of a branch, tag or commit of the repository (--repo, or this folder), drafts included, in a throwaway place; "
             "follows the branch when it moves.",
     .kind = LB_OPT_TEXT, .value = &rev},
    {.name = "published-only", .help = "a preview without drafts.", .kind = LB_OPT_FLAG, .value = &without_drafts},
    {.name = "trust-owner", .help = "takes a repository that belongs to another user.", .kind = LB_OPT_FLAG, .value = &is_trusted},
    {.name = "threads", .arg = "N", .help = "threads that answer; 0 is one a processor [0].", .kind = LB_OPT_NUMBER, .value = &threads,
     .min = 0, .max = 256},
    {.name = "base-url", .arg = "URL", .help = "the address readers use, for feeds and links outside [as in library.yml].",
     .kind = LB_OPT_TEXT, .value = &base_url},
    {.name = "log", .help = "prints one line a request, without the reader's address.", .kind = LB_OPT_FLAG, .value = &has_log},
    {.name = "quiet", .letter = 'q', .help = "does not print the address.", .kind = LB_OPT_FLAG, .value = &is_quiet},
    {.name = NULL},
};

struct watch {
    struct lb_build_options source;
    char indexed[SOURCE_BYTES]; /* what the last run was started for */
    pid_t child;                /* the running indexer, or 0 */
    int fd;                     /* woken when the repository changes, or -1 */
    bool is_woken;
    unsigned ticks;
    bool is_preview;            /* somebody waits for what they just saved */
    bool is_broken;             /* the last look failed: said once */
};

/* Starts `lumbung index` on the source. */
static bool start_indexer(struct watch *w)
{
    const char *argv[16] = {"lumbung", "index", "--quiet", "--state", w->source.state};
    size_t n = 5;
    if (w->source.from) {
        argv[n++] = "--from", argv[n++] = w->source.from;
    } else {
        argv[n++] = "--repo", argv[n++] = w->source.repo;
        if (w->source.ref)
            argv[n++] = "--ref", argv[n++] = w->source.ref;
    }
    if (w->source.is_trusted)
        argv[n++] = "--trust-owner";
    if (w->source.has_drafts)
        argv[n++] = "--drafts";
    posix_spawnattr_t how;
    sigset_t none;
    sigemptyset(&none); /* the server blocks the signals it waits for; the child must not */
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    int failed = posix_spawn(&w->child, "/proc/self/exe", NULL, &how, (char **)argv, environ);
    posix_spawnattr_destroy(&how);
    if (failed) {
        w->child = 0;
        lb_command_fail("serve: cannot start the indexer: %s", strerror(failed));
    }
    return !failed;
}

/* Waits for the first run, whose snapshot is needed. */
static bool index_first(struct watch *w)
{
    struct lb_err err = {0};
    int status = 0;
    if (lb_build_source(&w->source, w->indexed, &err)) {
        lb_command_fail("serve: %s", err.msg);
        return false;
    }
    if (!start_indexer(w))
        return false;
    while (waitpid(w->child, &status, 0) < 0 && errno == EINTR)
        ;
    w->child = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) <= LB_EXIT_FINDINGS;
}

/* The folders that files are saved in. Where the system cannot watch them all: by the clock. */
static void wake_for_files(struct watch *w)
{
    static const char *const parts[] = {"cases", "collections", "schema"};
    char folder[4096];
    (void)lb_watch_add(w->fd, w->source.from);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(folder, sizeof folder, "%s/%s", w->source.from, parts[i]);
        (void)lb_watch_add_tree(w->fd, folder, CASE_DEPTH);
    }
}

/* The folders of a repository that git renames something in when a ref moves. Those of a linked work tree lie elsewhere: by
 * the clock. */
static void wake_up(struct watch *w)
{
    if (w->source.from) {
        wake_for_files(w);
        return;
    }
    char folder[4096];
    struct lb_arena arena = LB_ARENA_INIT;
    snprintf(folder, sizeof folder, "%s/.git", w->source.repo);
    const char *dir = lb_fs_is_dir(folder) ? folder : w->source.repo;
    if (lb_watch_add(w->fd, dir))
        (void)lb_watch_add_tree(w->fd, lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/refs", dir)), REF_DEPTH);
    lb_arena_free(&arena);
}

/* By the clock, when the repository changed and when the indexer ended; from the server's main thread. A source that is being
 * written may fail to be read: look again. */
static bool look(void *ctx)
{
    struct watch *w = ctx;
    if (lb_watch_read(w->fd, NULL)) {
        if (w->source.from) /* editors save in several steps: the last one counts */
            nanosleep(&(struct timespec){.tv_nsec = SETTLING_MS * 1000L * 1000L}, NULL);
        w->is_woken = true;
        wake_up(w); /* there may be new folders */
    }
    char now[SOURCE_BYTES];
    struct lb_err err = {0};
    int status;
    if (w->child) {
        if (waitpid(w->child, &status, WNOHANG) != w->child)
            return true;
        w->child = 0;
        w->is_woken = true; /* for what came meanwhile */
    }
    if (++w->ticks % (w->is_preview ? 1 : TICKS_A_LOOK) != 0 && !w->is_woken)
        return true;
    w->is_woken = false;
    if (lb_build_source(&w->source, now, &err)) {
        if (!w->is_broken)
            lb_command_fail("serve: %s; the last snapshot goes on being served", err.msg);
        w->is_broken = true;
        return true;
    }
    w->is_broken = false;
    if (strcmp(now, w->indexed) != 0 && start_indexer(w))
        memcpy(w->indexed, now, sizeof now);
    return true;
}

static int run(int argc, char **argv)
{
    (void)argc, (void)argv;
    char temporary[4096] = "";
    struct lb_err err = {0};
    bool is_preview = from || rev;
    struct watch watch = {.fd = -1, .source = {.repo = from ? NULL : rev && !repo ? "." : repo, .ref = rev ? rev : ref, .from = from,
                                     .is_trusted = is_trusted, .has_drafts = is_preview && !without_drafts,
                                     .program = lb_program_identity()},
                          .is_preview = is_preview};
    if (from && (repo || ref || rev || state))
        return lb_command_fail("serve: --from previews a folder in a throwaway place; leave out --%s",
                               repo ? "repo" : ref ? "ref" : rev ? "rev" : "state");
    if (rev && (ref || state))
        return lb_command_fail("serve: --rev previews a branch in a throwaway place; leave out --%s", ref ? "ref" : "state");
    if (without_drafts && !is_preview)
        return lb_command_fail("serve: --published-only is for previews; drafts are shown only with --from or --rev");
    if (base_url && strncmp(base_url, "http://", 7) != 0 && strncmp(base_url, "https://", 8) != 0)
        return lb_command_fail("serve: --base-url '%s' is no address; it starts with http:// or https://", base_url);
    if (ref && !repo)
        return lb_command_fail("serve: --ref needs --repo: which repository?");
    if (is_preview) {
        const char *tmp = getenv("TMPDIR");
        int n = snprintf(temporary, sizeof temporary, "%s/lumbung-preview-XXXXXX", tmp && *tmp ? tmp : "/tmp");
        if (n < 0 || (size_t)n >= sizeof temporary || !mkdtemp(temporary))
            return lb_command_fail("serve: cannot make a folder in %s: %s", tmp && *tmp ? tmp : "/tmp", strerror(errno));
    }
    watch.source.state = is_preview ? temporary : state ? state : "state";
    int exit_status = LB_EXIT_FAILED;
    bool is_watching = is_preview || repo;
    if (is_watching) { /* before the first look: nothing is missed */
        watch.fd = lb_watch_open();
        wake_up(&watch);
    }
    if (is_watching && !index_first(&watch))
        goto out;
    struct lb_serve_options serve = {
        .state = watch.source.state, .listen = address, .port = (int)port, .threads = (unsigned)threads, .base_url = base_url,
        .is_quiet = is_quiet, .has_log = has_log, .is_preview = is_preview, .tick = is_watching ? look : NULL,
        .arg = &watch, .wake = watch.fd + 1,
    };
    exit_status = lb_serve(&serve, &err) == LB_OK ? LB_EXIT_OK : lb_command_fail("serve: %s", err.msg);
out:
    if (watch.fd >= 0)
        close(watch.fd);
    if (watch.child) {
        kill(watch.child, SIGTERM);
        waitpid(watch.child, NULL, 0);
    }
    if (*temporary && lb_fs_remove(temporary, &err))
        exit_status = lb_command_fail("serve: %s", err.msg);
    return exit_status;
}

const struct lb_command lb_command_serve = {
    .name = "serve",
    .summary = "serves a library as a web site",
    .about = "Answers HTTP from the current snapshot until it is stopped with Ctrl-C or SIGTERM. When the indexer makes a new "
             "snapshot the site shows it at once. The server reads snapshots only and writes nothing but a count of "
             "searches that found nothing.\n\n"
             "With --repo it watches a repository and indexes it when the ref moves.\n\n"
             "With --from it previews a folder, and with --rev a branch, for editors: drafts, cases under review and withdrawn ones "
             "are shown and marked as such, every page says that it is a preview, what `lumbung check` finds stands beside the "
             "passage it is about, and what cannot be shown has a page that says why. A page reloads by itself when a file is "
             "saved or the branch moves. Search engines are kept out and there are no feeds. The snapshot lies in a folder under "
             "TMPDIR that is removed at the end.",
    .exits = "0|It was stopped.\n2|It could not start: no snapshot, port in use. The message says what to do.",
    .examples = "lumbung serve --state /var/lib/lumbung --port 8080|Serves what `lumbung index` made.\n"
                "lumbung serve --from .|Previews the library in this folder.\n"
                "lumbung serve --rev kasus-baru --repo /srv/library.git|Previews a branch before it is merged.",
    .options = options,
    .run = run,
};
