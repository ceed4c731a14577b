/* child.h - other programs, and this one again, as child processes. */
#ifndef LB_CHILD_H
#define LB_CHILD_H

#include "base/str.h"

/* Runs argv[0], found in PATH, and waits. `out` takes its standard output, NULL: goes where ours goes. is_silent: its messages go
 * nowhere. The exit status; 128 + N when signal N ended it; -1: it could not be started. */
int lb_child_run(const char *const *argv, struct lb_str *out, bool is_silent);
/* This program with other arguments; argv[0] is its name. */
int lb_child_self(const char *const *argv);
/* The absolute path of this program, or an empty text: its file was replaced or is not known. */
void lb_child_path(char path[4096]);

#endif
