/* fs.c - files and folders; see fs.h. */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_TRIES = 5 /* an editor saves within milliseconds */ };

static enum lb_status fail(struct lb_err *e, const char *path, const char *doing)
{
    int code = errno;
    return lb_fail(e, code == ENOENT ? LB_NOT_FOUND : LB_IO, "cannot %s '%s': %s", doing, path, strerror(code));
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

enum lb_status lb_fs_read_open(struct lb_arena *a, int fd, lb_slice shown, size_t max, lb_slice *ret, struct lb_err *e)
{
    struct stat before, now;
    if (fstat(fd, &now) < 0)
        goto unreadable;
    for (int i = 0; i < MAX_TRIES; i++) {
        before = now;
        if (!S_ISREG(before.st_mode))
            return lb_fail(e, LB_INVALID, "'%" LB_PRI "' is not a regular file", LB_ARG(shown));
        if ((uintmax_t)before.st_size > max)
            return lb_fail(e, LB_LIMIT, "'%" LB_PRI "' has %jd bytes; at most %zu are read", LB_ARG(shown),
                           (intmax_t)before.st_size, max);
        size_t size = (size_t)before.st_size, got = 0;
        char *data = lb_arena_alloc(a, size + 1);
        for (ssize_t n = 1; got < size && n; got += n > 0 ? (size_t)n : 0) {
            n = pread(fd, data + got, size - got, (off_t)got);
            if (n < 0 && errno != EINTR)
                goto unreadable;
        }
        if (fstat(fd, &now) < 0)
            goto unreadable;
        if (got == size && is_same_file(&before, &now)) {
            data[got] = 0;
            *ret = lb_slice_from(data, got);
            return LB_OK;
        }
    }
    return lb_fail(e, LB_IO, "'%" LB_PRI "' changes while it is read; run again when nothing writes to it", LB_ARG(shown));
unreadable:
    return lb_fail(e, LB_IO, "cannot read '%" LB_PRI "': %s", LB_ARG(shown), strerror(errno));
}

enum lb_status lb_fs_read(struct lb_arena *a, const char *path, size_t max, lb_slice *ret, struct lb_err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(e, path, "open");
    enum lb_status st = lb_fs_read_open(a, fd, lb_slice_of(path), max, ret, e);
    close(fd);
    return st;
}

enum lb_status lb_fs_map(const char *path, lb_slice *ret, struct lb_err *e)
{
    enum lb_status st = LB_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(e, path, "open");
    struct stat sb;
    void *data = NULL;
    if (fstat(fd, &sb) < 0) {
        st = fail(e, path, "read");
    } else if (!S_ISREG(sb.st_mode)) {
        st = lb_fail(e, LB_INVALID, "'%s' is not a regular file", path);
    } else if (sb.st_size) {
        data = mmap(NULL, (size_t)sb.st_size, PROT_READ, MAP_SHARED, fd, 0);
        if (data == MAP_FAILED)
            st = fail(e, path, "read");
    }
    if (st == LB_OK)
        *ret = lb_slice_from(data, (size_t)sb.st_size);
    close(fd);
    return st;
}

void lb_fs_unmap(lb_slice mapped)
{
    if (mapped.len)
        munmap((void *)(uintptr_t)mapped.data, mapped.len);
}

static enum lb_status sync_folder_of(const char *path, struct lb_err *e)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 1;
    if (n >= sizeof folder)
        return lb_fail(e, LB_LIMIT, "path too long: '%s'", path);
    memcpy(folder, slash ? path : ".", n);
    folder[n] = 0;
    int fd = open(n ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(e, folder, "open");
    fsync(fd); /* some file systems refuse to sync folders: no error */
    close(fd);
    return LB_OK;
}

static bool write_all(int fd, lb_slice content)
{
    for (size_t at = 0; at < content.len;) {
        ssize_t n = write(fd, content.data + at, content.len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        at += (size_t)n;
    }
    return fsync(fd) == 0;
}

/* Writes a temporary file and renames it; mode 0: as the umask has it. */
static enum lb_status write_by_rename(const char *path, lb_slice content, mode_t mode, struct lb_err *e)
{
    char tmp[PATH_MAX];
    if ((size_t)snprintf(tmp, sizeof tmp, "%s.tmp-%ld", path, (long)getpid()) >= sizeof tmp)
        return lb_fail(e, LB_LIMIT, "path too long: '%s'", path);
    int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return fail(e, tmp, "create");
    if (!write_all(fd, content) || (mode && fchmod(fd, mode) < 0))
        goto bad;
    if (close(fd) < 0) {
        fd = -1;
        goto bad;
    }
    fd = -1;
    if (rename(tmp, path) < 0)
        goto bad;
    return sync_folder_of(path, e);
bad:;
    enum lb_status st = fail(e, path, "write");
    if (fd >= 0)
        close(fd);
    unlink(tmp);
    return st;
}

enum lb_status lb_fs_write(const char *path, lb_slice content, struct lb_err *e)
{
    return write_by_rename(path, content, 0, e);
}

enum lb_status lb_fs_create(const char *path, lb_slice content, struct lb_err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0 && errno == EEXIST)
        return lb_fail(e, LB_INVALID, "'%s' is there already and is not overwritten", path);
    if (fd < 0)
        return fail(e, path, "create");
    bool is_written = write_all(fd, content);
    enum lb_status st = is_written ? LB_OK : fail(e, path, "write");
    if (close(fd) < 0 && !st)
        st = fail(e, path, "write");
    if (st)
        unlink(path);
    return st ? st : sync_folder_of(path, e);
}

enum lb_status lb_fs_replace(const char *path, lb_slice before, lb_slice content, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct stat sb;
    lb_slice now = LB_EMPTY;
    enum lb_status st = LB_OK;
    if (lstat(path, &sb) < 0)
        return fail(e, path, "read");
    if (!S_ISREG(sb.st_mode))
        return lb_fail(e, LB_INVALID, "'%s' is %s", path, S_ISLNK(sb.st_mode) ? "a symlink, which is not followed" : "not a regular file");
    st = lb_fs_read(&a, path, before.len, &now, e);
    if (st == LB_LIMIT || (st == LB_OK && !lb_slice_eq(now, before)))
        st = lb_fail(e, LB_CHANGED, "'%s' was changed meanwhile and is left alone", path);
    if (!st)
        st = write_by_rename(path, content, sb.st_mode & 07777, e);
    lb_arena_free(&a);
    return st;
}

enum lb_status lb_fs_mkdirs(const char *path, struct lb_err *e)
{
    char part[PATH_MAX];
    size_t len = strlen(path);
    if (len >= sizeof part)
        return lb_fail(e, LB_LIMIT, "path too long: '%s'", path);
    memcpy(part, path, len + 1);
    for (size_t i = 1; i <= len; i++) {
        if (part[i] != '/' && part[i] != 0)
            continue;
        char was = part[i];
        part[i] = 0;
        if (mkdir(part, 0755) < 0 && errno != EEXIST)
            return fail(e, part, "make folder");
        part[i] = was;
    }
    if (!lb_fs_is_dir(path))
        return lb_fail(e, LB_INVALID, "'%s' is not a folder", path);
    return LB_OK;
}

static enum lb_status remove_at(int parent, const char *name, const char *shown, int depth, struct lb_err *e)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return LB_OK;
    if (errno != EISDIR && errno != EPERM)
        return fail(e, shown, "remove");
    if (depth > 64)
        return lb_fail(e, LB_LIMIT, "folders nested too deeply under '%s'", shown);
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return fail(e, shown, "remove");
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return fail(e, shown, "remove");
    }
    enum lb_status st = LB_OK;
    for (struct dirent *d; st == LB_OK && (d = readdir(dir));)
        if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
            st = remove_at(fd, d->d_name, shown, depth + 1, e);
    closedir(dir);
    if (st == LB_OK && unlinkat(parent, name, AT_REMOVEDIR) < 0 && errno != ENOENT)
        st = fail(e, shown, "remove");
    return st;
}

enum lb_status lb_fs_remove(const char *path, struct lb_err *e)
{
    return remove_at(AT_FDCWD, path, path, 0, e);
}

bool lb_fs_is_dir(const char *path)
{
    struct stat sb;
    return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

bool lb_fs_is_file(const char *path)
{
    struct stat sb;
    return stat(path, &sb) == 0 && S_ISREG(sb.st_mode);
}

static int by_bytes(const void *a, const void *b)
{
    return lb_slice_cmp(*(const lb_slice *)a, *(const lb_slice *)b);
}

enum lb_status lb_fs_list(struct lb_arena *a, const char *path, lb_slice **names, size_t *count, struct lb_err *e)
{
    DIR *dir = opendir(path);
    if (!dir)
        return fail(e, path, "open folder");
    lb_slice *items = NULL;
    size_t n = 0, capacity = 0;
    for (struct dirent *d; (d = readdir(dir));)
        if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
            LB_PUSH(a, items, n, capacity, lb_arena_copy(a, lb_slice_of(d->d_name)));
    closedir(dir);
    if (n)
        qsort(items, n, sizeof *items, by_bytes);
    *names = items;
    *count = n;
    return LB_OK;
}

enum lb_status lb_fs_lock(const char *path, bool is_shared, int *ret, struct lb_err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0 && is_shared)
        fd = open(path, O_RDONLY | O_CLOEXEC); /* a read-only state directory can still be read */
    if (fd < 0)
        return fail(e, path, "open lock");
    if (flock(fd, (is_shared ? LOCK_SH : LOCK_EX) | LOCK_NB) < 0) {
        int code = errno;
        close(fd);
        if (code == EWOULDBLOCK)
            return lb_fail(e, LB_LOCKED, "'%s' is locked by another process", path);
        errno = code;
        return fail(e, path, "lock");
    }
    *ret = fd;
    return LB_OK;
}
