/* repository.h - git repositories in a folder of their own, made by shell scripts, for the tests of what reads them. */
#ifndef REPOSITORY_H
#define REPOSITORY_H

#include "unit.h"
#include "base/fs.h"
#include "base/str.h"
#include "indexer/repo.h"

#include <stdio.h>
#include <stdlib.h>

static struct lb_arena arena;
static struct lb_err err;
static char dir[] = "/tmp/lumbung-repository-XXXXXX";

/* Runs a script in the folder. `g` is git without anybody's configuration, as Ani or $NAME; `at N` sets the time of the next
 * commit to day N of January 2020; `commit MESSAGE` commits everything. */
static void sh(const char *script)
{
    struct lb_str s = LB_STR_INIT(16384);
    lb_str_printf(&s, "set -e; cd '%s'; export GIT_CONFIG_NOSYSTEM=1 HOME='%s'; g() { git -c user.name=\"${NAME:-Ani}\" -c user.email=ani@rahasia.id "
                  "-c init.defaultBranch=utama -c protocol.file.allow=always \"$@\"; }; "
                  "at() { export GIT_COMMITTER_DATE=\"2020-01-$1T12:00:00Z\" GIT_AUTHOR_DATE=\"2019-12-31T12:00:00Z\"; }; "
                  "commit() { g add -A; g commit -q --allow-empty -m \"$1\"; }; { %s; } >/dev/null 2>&1", dir, dir, script);
    if (system(s.data))
        fail_msg("%s", script);
    lb_str_free(&s);
}

static inline char *path(const char *name)
{
    return lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/%s", dir, name));
}

/* A repository of the folder, and the commit a ref of it names. */
static struct lb_repo *open_at(const char *name, const char *ref, struct lb_commit *commit)
{
    struct lb_repo *repo = NULL;
    if (lb_repo_open(path(name), false, &repo, &err) || lb_repo_resolve(repo, ref, commit, &err))
        fail_msg("%s %s: %s", name, ref, err.msg);
    return repo;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    int failed = lb_fs_remove(dir, &err) != LB_OK;
    lb_arena_free(&arena);
    lb_repos_end();
    return failed;
}

#endif
