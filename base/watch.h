/* watch.h - being woken when a folder changes: inotify, and nothing where that is not to be had (then whoever waits looks
 * by the clock). */
#ifndef LB_WATCH_H
#define LB_WATCH_H

#include <stdbool.h>

/* A descriptor that becomes readable when something in a watched folder was made, renamed, closed after writing or removed;
 * -1 when the system has none to give. Closed with close(). */
int lb_watch_open(void);
/* Watches the folder itself, not those in it. False: it cannot be watched, or fd is -1. */
bool lb_watch_add(int fd, const char *folder);
/* The folder and those below it, `depth` levels of them. True when all are watched. */
bool lb_watch_add_tree(int fd, const char *folder, unsigned depth);
/* Takes what is there to read. True when one of the names that changed is `name` (NULL: any). */
bool lb_watch_read(int fd, const char *name);

#endif
