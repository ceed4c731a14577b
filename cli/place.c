/* place.c - see place.h. */
#include "cli/place.h"

#include <stdio.h>
#include <unistd.h>

static bool holds(const char *folder, const char *name)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n > 0 && (size_t)n < sizeof path && access(path, F_OK) == 0;
}

static bool has_schema(const char *folder)
{
    return holds(folder, "schema/case.schema.json");
}

bool lb_place_find(char root[PATH_MAX])
{
    char here[PATH_MAX] = ".", real[PATH_MAX];
    for (size_t len = 1; len + 4 < sizeof here;) {
        if (has_schema(here) || (holds(here, "library.yml") && holds(here, "cases"))) {
            memcpy(root, here, len + 1);
            return true;
        }
        if (!realpath(here, real) || strcmp(real, "/") == 0)
            break;
        len = (size_t)snprintf(here + (len == 1 ? 0 : len), sizeof here - len, len == 1 ? ".." : "/..") + (len == 1 ? 0 : len);
    }
    return false;
}

enum lb_status lb_place_open(const char *asked, struct lb_place *p, struct lb_err *err)
{
    memset(p, 0, sizeof *p);
    lb_diags_init(&p->diags);
    if (!asked && !lb_place_find(p->root))
        return lb_fail(err, LB_NOT_FOUND, "there is no library in this folder or above it (no schema/case.schema.json); "
                       "`lumbung init` starts one");
    if (asked && strlen(asked) >= sizeof p->root)
        return lb_fail(err, LB_LIMIT, "the path is too long");
    if (asked)
        memcpy(p->root, asked, strlen(asked) + 1);
    enum lb_status status = lb_worktree_open(p->root, &p->folder, err);
    if (status)
        return status;
    if (!has_schema(p->root))
        return lb_fail(err, LB_NOT_FOUND, "'%s' holds no library (no schema/case.schema.json); `lumbung init` starts one", p->root);
    p->tree = lb_worktree_tree(p->folder);
    return lb_contract_load(&p->tree, &p->diags, &p->contract, err);
}

void lb_place_close(struct lb_place *p)
{
    lb_contract_free(p->contract);
    lb_worktree_close(p->folder);
    lb_diags_free(&p->diags);
}

lb_slice lb_place_path(const struct lb_place *p, struct lb_arena *a, lb_slice path)
{
    if (strcmp(p->root, ".") == 0)
        return path;
    return lb_arena_printf(a, "%s/%" LB_PRI, p->root, LB_ARG(path));
}
