/* child.c - see child.h. */
#include "cli/child.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

static int wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int lb_child_run(const char *const *argv, struct lb_str *out, bool is_silent)
{
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int ends[2] = {-1, -1};
    if (out && pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    posix_spawn_file_actions_init(&actions);
    if (out)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (is_silent)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int failed = posix_spawnp(&pid, argv[0], &actions, NULL, (char **)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (out)
        close(ends[1]);
    for (char block[4096]; out && !failed;) {
        ssize_t n = read(ends[0], block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        lb_str_add(out, lb_slice_from(block, (size_t)n));
    }
    if (out)
        close(ends[0]);
    return failed ? -1 : wait_for(pid);
}

int lb_child_self(const char *const *argv)
{
    pid_t pid;
    return posix_spawn(&pid, "/proc/self/exe", NULL, NULL, (char **)argv, environ) ? -1 : wait_for(pid);
}

void lb_child_path(char path[4096])
{
    ssize_t n = readlink("/proc/self/exe", path, 4095);
    path[n > 0 ? n : 0] = 0;
    if (access(path, X_OK) != 0)
        path[0] = 0; /* "... (deleted)" */
}
