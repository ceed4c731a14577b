/* generation.c - the state directory; see generation.h.
 *
 * Why a reader is never pulled away: it locks the generation first and then looks whether `current` still names it. A
 * writer changes `current` first and then asks for the same lock before it removes. Either the reader sees the change
 * and tries again, or the writer sees the lock and leaves the folder to its successor. */
#include "store/generation.h"

#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { hold_attempts = 20 }; /* each needs a commit in between: never in practice */

static unsigned long number_of(const char *name)
{
    if (strncmp(name, "gen-", 4) != 0 || strlen(name) > 20 || !name[4] || name[4 + strspn(name + 4, "0123456789")])
        return 0;
    return strtoul(name + 4, NULL, 10);
}

/* The generation `current` names; LB_NOT_FOUND when there is none. */
static enum lb_status read_current(struct lb_arena *arena, const char *state, char **name, struct lb_err *e)
{
    lb_slice text;
    char *path = lb_arena_cstr(arena, lb_arena_printf(arena, "%s/current", state));
    enum lb_status s = lb_fs_read(arena, path, 64, &text, e);
    if (s != LB_OK)
        return s == LB_LIMIT || s == LB_INVALID ? lb_fail(e, LB_IO, "damaged file '%s': index again", path) : s;
    *name = lb_arena_cstr(arena, lb_slice_trim(text));
    if (!number_of(*name))
        return lb_fail(e, LB_IO, "damaged file '%s': index again", path);
    return LB_OK;
}

static void set(struct lb_generation *g, const char *state, const char *name)
{
    struct lb_arena arena = LB_ARENA_INIT;
    *g = (struct lb_generation){.state = lb_xstrdup(state), .name = lb_xstrdup(name), .lock = -1};
    g->path = lb_xstrdup(lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/%s", state, name)));
    lb_arena_free(&arena);
}

static enum lb_status lock_folder(struct lb_generation *g, bool is_shared, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    char *path = lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/lock", g->path));
    enum lb_status s = lb_fs_lock(path, is_shared, &g->lock, e);
    lb_arena_free(&arena);
    return s;
}

/* Removes what is not `keep` and not held. Failing is no harm: the next writer tries again. */
static void remove_rubbish(const char *state, const char *keep, unsigned long *highest)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err ignored;
    lb_slice *names;
    size_t count = 0;
    if (lb_fs_list(&arena, state, &names, &count, &ignored) != LB_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        char *name = lb_arena_cstr(&arena, names[i]);
        unsigned long n = number_of(name);
        if (n > *highest)
            *highest = n;
        if (!n || (keep && strcmp(name, keep) == 0))
            continue;
        struct lb_generation old;
        set(&old, state, name);
        if (lock_folder(&old, false, &ignored) == LB_OK)
            lb_generation_discard(&old);
        lb_generation_free(&old);
    }
    lb_arena_free(&arena);
}

enum lb_status lb_generation_make(const char *state, struct lb_generation *ret, int *writer_lock, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    int lock = -1;
    enum lb_status s = lb_fs_mkdirs(state, e);
    if (s != LB_OK)
        goto out;
    s = lb_fs_lock(lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/writer", state)), false, &lock, e);
    if (s == LB_LOCKED)
        lb_fail(e, s, "another indexer is writing to '%s'; nothing was lost, try again when it has finished", state);
    if (s != LB_OK)
        goto out;

    char *current = NULL;
    s = read_current(&arena, state, &current, e);
    if (s != LB_OK && s != LB_NOT_FOUND) /* damaged: whatever is there cannot be served, start afresh beside it */
        current = NULL;
    unsigned long highest = 0;
    remove_rubbish(state, current, &highest);

    lb_slice name = lb_arena_printf(&arena, "gen-%lu", highest + 1);
    set(ret, state, lb_arena_cstr(&arena, name));
    s = lb_fs_mkdirs(ret->path, e);
    if (s == LB_OK)
        s = lock_folder(ret, true, e);
    if (s != LB_OK) {
        lb_generation_discard(ret);
        lb_generation_free(ret);
    }
out:
    if (s == LB_OK)
        *writer_lock = lock;
    else if (lock >= 0)
        close(lock);
    lb_arena_free(&arena);
    return s;
}

/* fsync of every file and folder under path: Xapian's merging does not sync. */
static enum lb_status sync_tree(const char *path, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice *names;
    size_t count = 0;
    enum lb_status s = lb_fs_is_dir(path) ? lb_fs_list(&arena, path, &names, &count, e) : LB_OK;
    for (size_t i = 0; s == LB_OK && i < count; i++)
        s = sync_tree(lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/%" LB_PRI, path, LB_ARG(names[i]))), e);
    if (s == LB_OK) {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || fsync(fd) != 0)
            s = lb_fail(e, LB_IO, "cannot write '%s': %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
    }
    lb_arena_free(&arena);
    return s;
}

enum lb_status lb_generation_publish(struct lb_generation *g, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = lb_fs_write(lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/format", g->path)),
                                   LB_S(LB_INDEX_VERSION "\n"), e);
    if (s == LB_OK)
        s = sync_tree(g->path, e);
    if (s == LB_OK)
        s = lb_fs_write(lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/current", g->state)),
                        lb_arena_printf(&arena, "%s\n", g->name), e);
    if (s == LB_OK) {
        unsigned long highest = 0;
        remove_rubbish(g->state, g->name, &highest);
    }
    lb_arena_free(&arena);
    return s;
}

static enum lb_status check_format(struct lb_arena *arena, const struct lb_generation *g, struct lb_err *e)
{
    lb_slice text;
    char *path = lb_arena_cstr(arena, lb_arena_printf(arena, "%s/format", g->path));
    enum lb_status s = lb_fs_read(arena, path, 256, &text, e);
    if (s == LB_IO)
        return s;
    text = s == LB_OK ? lb_slice_trim(text) : LB_S("unknown");
    if (!lb_slice_eq(text, LB_S(LB_INDEX_VERSION)))
        return lb_fail(e, LB_VERSION,
                       "the index in '%s' was made by another version ('%" LB_PRI "', this program reads '%s'): run "
                       "'lumbung index' again",
                       g->state, LB_ARG(text), LB_INDEX_VERSION);
    return LB_OK;
}

enum lb_status lb_generation_hold(const char *state, struct lb_generation *ret, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_generation g = {.lock = -1};
    enum lb_status s = LB_OK;
    for (int attempt = 0; attempt < hold_attempts; attempt++) {
        char *name;
        s = read_current(&arena, state, &name, e);
        if (s == LB_NOT_FOUND)
            lb_fail(e, s, "no index in '%s': make one with 'lumbung index --state %s'", state, state);
        if (s != LB_OK)
            break;
        set(&g, state, name);
        s = lock_folder(&g, true, e);
        if (s == LB_OK && lb_generation_is_current(&g)) {
            s = check_format(&arena, &g, e);
            break;
        }
        /* A writer was faster: look again. Not so when the folder itself is wrong, which stays wrong. */
        if (s == LB_OK)
            s = lb_fail(e, LB_IO, "the index in '%s' changes faster than it can be opened", state);
        lb_generation_free(&g);
    }
    if (s == LB_OK)
        *ret = g;
    else
        lb_generation_free(&g);
    lb_arena_free(&arena);
    return s;
}

bool lb_generation_is_current(const struct lb_generation *g)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err ignored;
    char *name;
    bool is = read_current(&arena, g->state, &name, &ignored) == LB_OK && strcmp(name, g->name) == 0;
    lb_arena_free(&arena);
    return is;
}

void lb_generation_discard(struct lb_generation *g)
{
    struct lb_err ignored;
    if (g->path && lb_fs_remove(g->path, &ignored) != LB_OK)
        return; /* the next writer tries again */
}

void lb_generation_free(struct lb_generation *g)
{
    if (g->lock >= 0)
        close(g->lock);
    free(g->state);
    free(g->name);
    free(g->path);
    *g = (struct lb_generation){.lock = -1};
}
