/* fs.h - files and folders: capped reads, writes that are there whole or not at all. Messages carry path and reason. */
#ifndef LB_FS_H
#define LB_FS_H

#include "base/arena.h"
#include "base/err.h"

/* Reads a regular file of at most max bytes; again where somebody saves it meanwhile. LB_NOT_FOUND, LB_LIMIT (larger),
 * LB_INVALID (not a regular file), LB_IO (also when it does not stop changing). The content is followed by a NUL byte that
 * is not counted. */
enum lb_status lb_fs_read(struct lb_arena *, const char *path, size_t max, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* The same of an open file, from its start; it stays open. `shown` is for messages. */
enum lb_status lb_fs_read_open(struct lb_arena *, int fd, lb_slice shown, size_t max, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* Writes path.tmp-PID, fsyncs, renames over path, fsyncs the folder: after a crash the old or the new content. */
enum lb_status lb_fs_write(const char *path, lb_slice content, struct lb_err *) LB_MUST_CHECK;
/* Makes a new file. LB_INVALID when there is something of that name already: nothing is ever overwritten. */
enum lb_status lb_fs_create(const char *path, lb_slice content, struct lb_err *) LB_MUST_CHECK;
/* Puts `content` in the place of `before`, as lb_fs_write does, and keeps the file's mode. LB_INVALID: not a regular file
 * (symlinks are not followed); LB_CHANGED: the file does not hold `before` (any more). */
enum lb_status lb_fs_replace(const char *path, lb_slice before, lb_slice content, struct lb_err *) LB_MUST_CHECK;
/* A regular file in memory, read-only, until lb_fs_unmap; an empty one is an empty slice. It must not be changed in
 * place meanwhile. LB_NOT_FOUND, LB_INVALID (not a regular file), LB_IO. */
enum lb_status lb_fs_map(const char *path, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
void lb_fs_unmap(lb_slice);
/* mkdir -p, mode 0755. */
enum lb_status lb_fs_mkdirs(const char *path, struct lb_err *) LB_MUST_CHECK;
/* rm -rf without following symlinks; a missing path is fine. */
enum lb_status lb_fs_remove(const char *path, struct lb_err *) LB_MUST_CHECK;
bool lb_fs_is_dir(const char *path);
bool lb_fs_is_file(const char *path);
/* Names in a folder without "." and "..", sorted bytewise. */
enum lb_status lb_fs_list(struct lb_arena *, const char *path, lb_slice **names, size_t *count, struct lb_err *) LB_MUST_CHECK;
/* An exclusive advisory lock (flock) on path, made when missing; released by closing *fd or when the process dies.
 * LB_LOCKED when another process holds it. */
enum lb_status lb_fs_lock(const char *path, bool is_shared, int *fd, struct lb_err *) LB_MUST_CHECK;

#endif
