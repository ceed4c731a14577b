/* watch.c - see watch.h; the only file that knows inotify. */
#include "base/watch.h"

#include "base/fs.h"

#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

int lb_watch_open(void)
{
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

bool lb_watch_add(int fd, const char *folder)
{
    return fd >= 0 &&
           inotify_add_watch(fd, folder, IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_ONLYDIR) >= 0;
}

bool lb_watch_add_tree(int fd, const char *folder, unsigned depth)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err ignored;
    lb_slice *names = NULL;
    size_t count = 0;
    bool all = lb_watch_add(fd, folder);
    if (all && depth && lb_fs_list(&arena, folder, &names, &count, &ignored) == LB_OK)
        for (size_t i = 0; i < count && all; i++) {
            char *below = lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/%" LB_PRI, folder, LB_ARG(names[i])));
            all = !lb_fs_is_dir(below) || lb_watch_add_tree(fd, below, depth - 1);
        }
    lb_arena_free(&arena);
    return all;
}

bool lb_watch_read(int fd, const char *name)
{
    _Alignas(struct inotify_event) char room[4096];
    bool found = false;
    if (fd < 0)
        return false;
    for (ssize_t n; (n = read(fd, room, sizeof room)) > 0;)
        for (char *at = room; at < room + n;) {
            const struct inotify_event *e = (const void *)at;
            found = found || !name || (e->mask & IN_Q_OVERFLOW) || (e->len && strcmp(e->name, name) == 0);
            at += sizeof *e + e->len;
        }
    return found;
}
