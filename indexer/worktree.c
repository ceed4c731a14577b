/* worktree.c - every path is opened component by component with O_NOFOLLOW: no symlink leads out of the folder. */
#include "indexer/worktree.h"

#include "base/fs.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DEPTH = 64 };

struct lb_worktree {
    int root;
};

enum lb_status lb_worktree_open(const char *dir, struct lb_worktree **ret, struct lb_err *err)
{
    int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0 && errno == ENOENT)
        return lb_fail(err, LB_NOT_FOUND, "no folder '%s'", dir);
    if (root < 0 && errno == ENOTDIR)
        return lb_fail(err, LB_INVALID, "'%s' is not a folder", dir);
    if (root < 0)
        return lb_fail(err, LB_IO, "cannot open folder '%s': %s", dir, strerror(errno));
    *ret = lb_xmalloc(sizeof **ret);
    (*ret)->root = root;
    return LB_OK;
}

void lb_worktree_close(struct lb_worktree *tree)
{
    if (!tree)
        return;
    close(tree->root);
    free(tree);
}

static bool is_hidden(lb_slice folder, const char *name)
{
    if (strcmp(name, ".git") == 0 || strcmp(name, "node_modules") == 0)
        return true;
    return folder.len == 0 && (strcmp(name, "build") == 0 || strcmp(name, "state") == 0);
}

/* Opens a path below the root; *ret is a file or folder, never a symlink. */
static enum lb_status open_path(const struct lb_worktree *tree, struct lb_arena *arena, lb_slice path, int *ret,
                                struct lb_err *err)
{
    int fd = openat(tree->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    lb_slice rest = path.len ? path : LB_EMPTY, name, above = LB_EMPTY;
    while (fd >= 0 && lb_slice_split(&rest, '/', &name)) {
        char *cname = lb_arena_cstr(arena, name);
        if (name.len == 0 || strlen(cname) != name.len || strcmp(cname, ".") == 0 || strcmp(cname, "..") == 0 ||
            is_hidden(above, cname)) {
            close(fd);
            return lb_fail(err, LB_NOT_FOUND, "no '%" LB_PRI "' in the folder", LB_ARG(path));
        }
        /* O_NONBLOCK: a named pipe must not stop the build. */
        int next = openat(fd, cname, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        int why = errno;
        close(fd);
        errno = why;
        fd = next;
        above = path;
    }
    if (fd >= 0) {
        *ret = fd;
        return LB_OK;
    }
    if (errno == ENOENT || errno == ENOTDIR)
        return lb_fail(err, LB_NOT_FOUND, "no '%" LB_PRI "' in the folder", LB_ARG(path));
    if (errno == ELOOP)
        return lb_fail(err, LB_INVALID, "'%" LB_PRI "' is a symlink, which is not followed", LB_ARG(path));
    return lb_fail(err, LB_IO, "cannot open '%" LB_PRI "': %s", LB_ARG(path), strerror(errno));
}

static enum lb_status read_file(void *self, struct lb_arena *arena, lb_slice path, size_t max, lb_slice *ret,
                                struct lb_err *err)
{
    int fd = -1;
    enum lb_status status = open_path(self, arena, path, &fd, err);
    if (status)
        return status;
    status = lb_fs_read_open(arena, fd, path, max, ret, err);
    close(fd);
    return status;
}

static int compare_entries(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct lb_entry *)a)->name, ((const struct lb_entry *)b)->name);
}

static enum lb_status list_folder(void *self, struct lb_arena *arena, lb_slice path, struct lb_entry **ret, size_t *count,
                                  struct lb_err *err)
{
    int fd = -1;
    enum lb_status status = open_path(self, arena, path, &fd, err);
    if (status)
        return status;
    DIR *dir = fdopendir(fd);
    if (!dir) {
        status = errno == ENOTDIR ? lb_fail(err, LB_NOT_FOUND, "'%" LB_PRI "' is no folder", LB_ARG(path))
                                  : lb_fail(err, LB_IO, "cannot list '%" LB_PRI "': %s", LB_ARG(path), strerror(errno));
        close(fd);
        return status;
    }
    struct lb_entry *entries = NULL;
    size_t n = 0, capacity = 0;
    for (struct dirent *d; (d = readdir(dir));) {
        struct stat st;
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0 || is_hidden(path, d->d_name))
            continue;
        if (fstatat(fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW))
            continue; /* gone since */
        struct lb_entry e = {lb_arena_copy(arena, lb_slice_of(d->d_name)),
                             S_ISREG(st.st_mode)   ? LB_ENTRY_FILE
                             : S_ISDIR(st.st_mode) ? LB_ENTRY_FOLDER
                                                   : LB_ENTRY_OTHER};
        LB_PUSH(arena, entries, n, capacity, e);
    }
    closedir(dir);
    if (n)
        qsort(entries, n, sizeof *entries, compare_entries);
    *ret = entries;
    *count = n;
    return LB_OK;
}

struct lb_tree lb_worktree_tree(struct lb_worktree *tree)
{
    return (struct lb_tree){tree, read_file, list_folder};
}

/* ---- fingerprint ---- */

static enum lb_status fingerprint(struct lb_worktree *tree, struct lb_arena *arena, lb_slice path, unsigned depth,
                                  struct lb_str *out, int64_t *newest, struct lb_err *err)
{
    int fd = -1;
    struct stat st;
    enum lb_status status = open_path(tree, arena, path, &fd, err);
    if (status == LB_NOT_FOUND || status == LB_INVALID)
        return LB_OK;
    if (status) { /* whoever reads it will say why */
        lb_str_printf(out, "%" LB_PRI " cannot be opened\n", LB_ARG(path));
        return LB_OK;
    }
    int failed = fstat(fd, &st);
    close(fd);
    if (failed)
        return LB_OK;
    if (!S_ISDIR(st.st_mode)) {
        lb_str_printf(out, "%" LB_PRI " %lld %lld.%09ld\n", LB_ARG(path), (long long)st.st_size,
                      (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
        if (st.st_mtim.tv_sec > *newest)
            *newest = st.st_mtim.tv_sec;
        return LB_OK;
    }
    struct lb_entry *entries = NULL;
    size_t count = 0;
    status = depth < MAX_DEPTH ? list_folder(tree, arena, path, &entries, &count, err) : LB_OK;
    for (size_t i = 0; i < count && status == LB_OK; i++)
        status = fingerprint(tree, arena, lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(path), LB_ARG(entries[i].name)),
                             depth + 1, out, newest, err);
    return status;
}

enum lb_status lb_worktree_fingerprint(struct lb_worktree *tree, const char *const *paths, struct lb_str *out,
                                       int64_t *newest, struct lb_err *err)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status status = LB_OK;
    for (size_t i = 0; paths[i] && status == LB_OK; i++)
        status = fingerprint(tree, &arena, lb_slice_of(paths[i]), 0, out, newest, err);
    lb_arena_free(&arena);
    return status;
}
