/* generation.c - the state directory; see generation.h.
 *
 * Why a reader is never pulled away: it locks the generation first and then looks whether `current` still names it. A
 * writer changes `current` first and then asks for the same lock before it removes. Either the reader sees the change
 * and tries again, or the writer sees the lock and leaves the folder to its successor. */
#include "store/generation.h"

#include "base/fs.h"
#include "base/limits.h"
#include "store/segments.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { hold_attempts = 20 }; /* each needs a commit in between: never in practice */

static unsigned long number_of(const char *name, const char *prefix)
{
    if (strncmp(name, prefix, 4) != 0 || strlen(name) > 20 || !name[4] || name[4 + strspn(name + 4, "0123456789")])
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
    if (!number_of(*name, "gen-"))
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

/* ---- rubbish ---- */

static char *in(struct lb_arena *arena, const char *folder, const char *name)
{
    return lb_arena_cstr(arena, lb_arena_printf(arena, "%s/%s", folder, name));
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

struct sweep {
    struct lb_arena arena;
    const char *state, *keep;     /* keep: name of the current generation, NULL = none */
    lb_slice *entries;            /* of the state directory */
    size_t entry_count;
    lb_slice *kept;               /* names of the generations that stay */
    size_t kept_count, kept_capacity;
    unsigned long highest_generation, highest_segment;
    bool has_lost_assets;         /* a generation went that had other assets than the current one */
};

/* Generations that are not kept and not held go. */
static void sweep_generations(struct sweep *w)
{
    struct lb_err ignored;
    char *keep = w->keep ? in(&w->arena, w->state, w->keep) : NULL;
    for (size_t i = 0; i < w->entry_count; i++) {
        char *name = lb_arena_cstr(&w->arena, w->entries[i]);
        unsigned long n = number_of(name, "gen-"), segment = number_of(name, "seg-");
        w->highest_generation = n > w->highest_generation ? n : w->highest_generation;
        w->highest_segment = segment > w->highest_segment ? segment : w->highest_segment;
        if (!n)
            continue;
        struct lb_generation old;
        set(&old, w->state, name);
        bool is_kept = w->keep && strcmp(name, w->keep) == 0;
        bool has_same = keep && is_same_file(in(&w->arena, keep, "assets"), in(&w->arena, old.path, "assets"));
        if (!is_kept && lock_folder(&old, false, &ignored) == LB_OK) {
            lb_generation_discard(&old);
            w->has_lost_assets |= !has_same;
        } else {
            LB_PUSH(&w->arena, w->kept, w->kept_count, w->kept_capacity, w->entries[i]);
        }
        lb_generation_free(&old);
    }
}

static int by_slice(const void *a, const void *b)
{
    return lb_slice_cmp(*(const lb_slice *)a, *(const lb_slice *)b);
}

/* Removes what is in a folder and has the prefix but is not on the list. */
static void remove_others(struct sweep *w, const char *folder, const char *prefix, lb_slice *list, size_t count)
{
    struct lb_err ignored;
    lb_slice *names;
    size_t n = 0;
    if (count)
        qsort(list, count, sizeof *list, by_slice);
    if (lb_fs_list(&w->arena, folder, &names, &n, &ignored) != LB_OK)
        n = 0;
    for (size_t i = 0; i < n; i++)
        if (lb_slice_starts(names[i], lb_slice_of(prefix)) &&
            (!count || !bsearch(&names[i], list, count, sizeof *list, by_slice)) &&
            lb_fs_remove(in(&w->arena, folder, lb_arena_cstr(&w->arena, names[i])), &ignored) != LB_OK)
            return;
}

/* Segments that no generation names go. Where a generation cannot be read nothing is removed. */
static void sweep_segments(struct sweep *w)
{
    lb_slice *all = NULL;
    size_t count = 0, capacity = 0;
    struct lb_err ignored;
    for (size_t i = 0; i < w->kept_count; i++) {
        lb_slice *names;
        size_t n = 0;
        char *folder = in(&w->arena, w->state, lb_arena_cstr(&w->arena, w->kept[i]));
        if (lb_fs_is_file(in(&w->arena, folder, "manifest")) &&
            lb_segments_names(&w->arena, folder, &names, &n, &ignored) != LB_OK)
            return;
        for (size_t k = 0; k < n; k++)
            LB_PUSH(&w->arena, all, count, capacity, names[k]);
    }
    remove_others(w, w->state, "seg-", all, count);
}

static void sweep_assets(struct sweep *w)
{
    lb_slice *all = NULL;
    size_t count = 0, capacity = 0;
    struct lb_err ignored;
    if (!w->has_lost_assets)
        return;
    for (size_t i = 0; i < w->kept_count; i++) {
        lb_slice text = LB_EMPTY;
        char *path = in(&w->arena, in(&w->arena, w->state, lb_arena_cstr(&w->arena, w->kept[i])), "assets");
        if (lb_fs_is_file(path) && lb_fs_read(&w->arena, path, LB_MAX_ASSET_LIST, &text, &ignored) != LB_OK)
            return;
        for (lb_slice line; lb_slice_split(&text, '\n', &line);)
            LB_PUSH(&w->arena, all, count, capacity, line);
    }
    remove_others(w, in(&w->arena, w->state, "assets"), "", all, count);
}

static void sweep(const char *state, const char *keep, struct sweep *w)
{
    struct lb_err ignored;
    *w = (struct sweep){.state = state, .keep = keep};
    if (lb_fs_list(&w->arena, state, &w->entries, &w->entry_count, &ignored) != LB_OK)
        w->entry_count = 0;
    sweep_generations(w);
    sweep_segments(w);
    sweep_assets(w);
    lb_arena_free(&w->arena);
}

void lb_generation_sweep(const char *state)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err ignored;
    struct sweep w;
    char *current;
    if (read_current(&arena, state, &current, &ignored) == LB_OK)
        sweep(state, current, &w);
    lb_arena_free(&arena);
}

/* ---- writing ---- */

enum lb_status lb_generation_lock(const char *state, int *writer_lock, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = lb_fs_mkdirs(state, e);
    if (s == LB_OK)
        s = lb_fs_lock(in(&arena, state, "writer"), false, writer_lock, e);
    if (s == LB_LOCKED)
        lb_fail(e, s, "another indexer is writing to '%s'; nothing was lost, try again when it has finished", state);
    lb_arena_free(&arena);
    return s;
}

enum lb_status lb_generation_make(const char *state, struct lb_generation *ret, unsigned long *segment, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    char *current = NULL;
    struct lb_err ignored;
    struct sweep w;
    if (read_current(&arena, state, &current, &ignored) != LB_OK) /* damaged: it cannot be served, start afresh beside it */
        current = NULL;
    sweep(state, current, &w);
    set(ret, state, lb_arena_cstr(&arena, lb_arena_printf(&arena, "gen-%lu", w.highest_generation + 1)));
    *segment = w.highest_segment + 1;
    enum lb_status s = lb_fs_mkdirs(in(&arena, ret->path, "new/assets"), e);
    if (s == LB_OK)
        s = lock_folder(ret, true, e);
    if (s != LB_OK) {
        lb_generation_discard(ret);
        lb_generation_free(ret);
    }
    lb_arena_free(&arena);
    return s;
}

static enum lb_status copy_file(const char *from, const char *to, struct lb_err *e)
{
    lb_slice text;
    enum lb_status s = lb_fs_map(from, &text, e);
    if (s != LB_OK)
        return s;
    s = lb_fs_write(to, text, e);
    lb_fs_unmap(text);
    return s;
}

enum lb_status lb_generation_inherit(const struct lb_generation *g, const struct lb_generation *old, const char *name,
                                     struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = LB_OK;
    char *from = in(&arena, old->path, name), *to = in(&arena, g->path, name);
    if (link(from, to) != 0 && errno != ENOENT && errno != EEXIST)
        s = copy_file(from, to, e);
    lb_arena_free(&arena);
    return s;
}

void lb_start_writing(int fd)
{
#ifdef SYNC_FILE_RANGE_WRITE
    if (fd >= 0)
        (void)!sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
    (void)fd;
#endif
}

static enum lb_status sync_one(const char *path, struct lb_err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool is_fine = fd >= 0 && fsync(fd) == 0;
    enum lb_status s = is_fine ? LB_OK : lb_fail(e, LB_IO, "cannot write '%s': %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return s;
}

/* Locks say nothing, and what has another link was synced with the generation before. */
static bool needs_sync(const char *path, lb_slice name)
{
    struct stat sb;
    bool is_lock = lb_slice_eq(name, LB_S("lock")) || lb_slice_eq(name, LB_S("flintlock"));
    return !is_lock && !(stat(path, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_nlink > 1);
}

static enum lb_status start_one(const char *path, struct lb_err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    (void)e;
    lb_start_writing(fd);
    if (fd >= 0)
        close(fd);
    return LB_OK;
}

/* Every new file and folder under path, folders after what is in them. */
static enum lb_status each_new(const char *path, enum lb_status (*fn)(const char *, struct lb_err *), struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice *names;
    size_t count = 0;
    enum lb_status s = lb_fs_is_dir(path) ? lb_fs_list(&arena, path, &names, &count, e) : LB_OK;
    for (size_t i = 0; s == LB_OK && i < count; i++) {
        char *inner = in(&arena, path, lb_arena_cstr(&arena, names[i]));
        if (needs_sync(inner, names[i]))
            s = each_new(inner, fn, e);
    }
    if (s == LB_OK)
        s = fn(path, e);
    lb_arena_free(&arena);
    return s;
}

/* fsync of everything: Xapian's merging does not sync. When all is under way the disk does it at once. */
static enum lb_status sync_tree(const char *path, struct lb_err *e)
{
    enum lb_status s = each_new(path, start_one, e);
    return s ? s : each_new(path, sync_one, e);
}

/* Synced, then from new/ to where all are. */
static enum lb_status move_assets(const struct lb_generation *g, struct lb_arena *arena, struct lb_err *e)
{
    lb_slice *names;
    size_t count = 0;
    char *from = in(arena, g->path, "new/assets"), *to = in(arena, g->state, "assets");
    enum lb_status s = lb_fs_list(arena, from, &names, &count, e);
    if (s != LB_OK || !count)
        return s;
    s = sync_tree(from, e);
    if (s == LB_OK)
        s = lb_fs_mkdirs(to, e);
    for (size_t i = 0; s == LB_OK && i < count; i++) {
        char *name = lb_arena_cstr(arena, names[i]);
        if (rename(in(arena, from, name), in(arena, to, name)) != 0)
            s = lb_fail(e, LB_IO, "cannot move asset '%s' to '%s': %s", name, to, strerror(errno));
    }
    return s == LB_OK ? sync_one(to, e) : s;
}

static enum lb_status write_format(const char *path, struct lb_err *e)
{
    static const char text[] = LB_INDEX_VERSION "\n";
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    bool is_fine = fd >= 0 && write(fd, text, sizeof text - 1) == (ssize_t)sizeof text - 1;
    enum lb_status s = is_fine ? LB_OK : lb_fail(e, LB_IO, "cannot write '%s': %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return s;
}

enum lb_status lb_generation_publish(struct lb_generation *g, const char *segment, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = move_assets(g, &arena, e);
    if (s == LB_OK)
        s = lb_fs_remove(in(&arena, g->path, "new"), e);
    if (s == LB_OK)
        s = write_format(in(&arena, g->path, "format"), e);
    if (s == LB_OK && segment)
        s = each_new(segment, start_one, e);
    if (s == LB_OK)
        s = sync_tree(g->path, e);
    if (s == LB_OK && segment)
        s = sync_tree(segment, e);
    if (s == LB_OK)
        s = sync_one(g->state, e);
    if (s == LB_OK)
        s = lb_fs_write(in(&arena, g->state, "current"), lb_arena_printf(&arena, "%s\n", g->name), e);
    lb_arena_free(&arena);
    return s;
}

/* ---- reading ---- */

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
