/* check_scope.c - see check_scope.h. */
#include "cli/check_scope.h"

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/place.h"
#include "indexer/check_rules.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- paths */

/* Without ".", "..", doubled and trailing "/"; false: it leads out of the root. */
static bool normalise(struct lb_arena *arena, lb_slice path, lb_slice *ret)
{
    lb_slice parts[256], part, out = LB_EMPTY;
    size_t n = 0;
    while (lb_slice_split(&path, '/', &part)) {
        if (part.len == 0 || lb_slice_eq(part, LB_S(".")))
            continue;
        if (lb_slice_eq(part, LB_S(".."))) {
            if (n-- == 0)
                return false;
        } else if (n < 256) {
            parts[n++] = part;
        }
    }
    for (size_t i = 0; i < n; i++)
        out = i ? lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(out), LB_ARG(parts[i])) : parts[i];
    *ret = lb_nfc(arena, out);
    return true;
}

/* Where we are, below the root: "cases/61". */
static lb_slice here(struct lb_arena *arena, const char *root)
{
    char own[PATH_MAX], top[PATH_MAX];
    if (!getcwd(own, sizeof own) || !realpath(root, top))
        return LB_EMPTY;
    size_t n = strcmp(top, "/") == 0 ? 0 : strlen(top);
    return strncmp(own, top, n) == 0 && own[n] == '/' ? lb_arena_copy(arena, lb_slice_of(own + n + 1)) : LB_EMPTY;
}

static bool take_path(struct lb_scope *s, const char *argument, lb_slice prefix, lb_slice *ret)
{
    lb_slice path = lb_slice_of(argument);
    char top[PATH_MAX];
    if (argument[0] == '/') {
        size_t n = realpath(s->root, top) ? strlen(top) : 0;
        if (strncmp(argument, top, n) != 0 || (argument[n] && argument[n] != '/'))
            return false;
        path = lb_slice_of(argument + n);
    } else if (prefix.len) {
        path = lb_arena_printf(&s->arena, "%" LB_PRI "/%s", LB_ARG(prefix), argument);
    }
    return normalise(&s->arena, path, ret);
}

bool lb_scope_open(struct lb_scope *s, const char *given, int argc, char **argv)
{
    *s = (struct lb_scope){0};
    if (given)
        snprintf(s->root, sizeof s->root, "%s", given);
    else
        snprintf(s->root, sizeof s->root, "."), (void)lb_place_find(s->root);
    lb_slice prefix = given ? LB_EMPTY : here(&s->arena, s->root);
    s->paths = LB_NEW_ARRAY(&s->arena, lb_slice, (size_t)argc + 1);
    for (int i = 0; i < argc; i++) {
        lb_slice path;
        if (!take_path(s, argv[i], prefix, &path)) {
            lb_command_fail("check: '%s' is outside of the library in %s", argv[i], s->root);
            return false;
        }
        if (path.len == 0) { /* the library itself: all of it */
            s->path_count = 0;
            return true;
        }
        s->paths[s->path_count++] = path;
    }
    return true;
}

void lb_scope_free(struct lb_scope *s)
{
    lb_arena_free(&s->arena);
}

/* ---- changes */

static lb_slice folder_of(lb_slice path)
{
    size_t at = path.len;
    while (at && path.data[at - 1] != '/')
        at--;
    return lb_slice_sub(path, 0, at ? at - 1 : 0);
}

/* What a change to a file touches: a case is its whole folder. */
static lb_slice unit_of(lb_slice path)
{
    return lb_slice_starts(path, LB_S("cases/")) ? folder_of(path) : path;
}

static int by_bytes(const void *a, const void *b)
{
    return lb_slice_cmp(*(const lb_slice *)a, *(const lb_slice *)b);
}

void lb_scope_change(struct lb_scope *s, struct lb_path_change *changes, size_t count)
{
    s->has_changes = true;
    s->changes = changes;
    s->change_count = count;
    s->touched = LB_NEW_ARRAY(&s->arena, lb_slice, count + 1);
    s->touched_count = count;
    for (size_t i = 0; i < count; i++) {
        s->touched[i] = unit_of(changes[i].path);
        s->touches_schema = s->touches_schema || lb_slice_starts(changes[i].path, LB_S("schema/")) ||
                            lb_slice_eq(changes[i].path, LB_S("library.yml"));
    }
    if (count)
        qsort(s->touched, count, sizeof *s->touched, by_bytes);
}

/* Looks component by component: file systems and git keep "é" as one letter or as two, as it was written. */
static bool is_in_tree(struct lb_arena *arena, const struct lb_tree *tree, lb_slice path)
{
    lb_slice at = LB_EMPTY, name;
    while (lb_slice_split(&path, '/', &name)) {
        struct lb_entry *entries;
        size_t count, i = 0;
        struct lb_err none;
        if (lb_tree_list(tree, arena, at, &entries, &count, &none))
            return false;
        while (i < count && !lb_slice_eq(lb_nfc(arena, entries[i].name), name))
            i++;
        if (i == count)
            return false;
        at = at.len ? lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(at), LB_ARG(entries[i].name)) : entries[i].name;
    }
    return true;
}

lb_slice lb_scope_missing(struct lb_scope *s, const struct lb_tree *tree)
{
    for (size_t i = 0; i < s->path_count; i++) {
        bool is_there = is_in_tree(&s->arena, tree, s->paths[i]);
        for (size_t k = 0; k < s->change_count && !is_there; k++)
            is_there = s->changes[k].is_gone && lb_slice_starts(lb_nfc(&s->arena, s->changes[k].path), s->paths[i]);
        if (!is_there)
            return s->paths[i];
    }
    return LB_EMPTY;
}

static bool is_asked(const struct lb_scope *s, lb_slice file)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice name = lb_nfc(&arena, file);
    bool found = s->path_count == 0;
    for (size_t i = 0; i < s->path_count && !found; i++) {
        lb_slice path = s->paths[i];
        found = lb_slice_starts(name, path) && (name.len == path.len || name.data[path.len] == '/');
    }
    lb_arena_free(&arena);
    return found;
}

/* A finding about a folder: did something below it change? */
static bool touches_below(const struct lb_scope *s, lb_slice folder)
{
    size_t low = 0, high = s->touched_count;
    while (low < high) { /* the first that is not before it; what lies below comes with it or behind it */
        size_t middle = (low + high) / 2;
        bool is_before = lb_slice_cmp(s->touched[middle], folder) < 0;
        *(is_before ? &low : &high) = is_before ? middle + 1 : middle;
    }
    for (; low < s->touched_count && lb_slice_starts(s->touched[low], folder); low++)
        if (s->touched[low].len == folder.len || s->touched[low].data[folder.len] == '/')
            return true;
    return false;
}

bool lb_scope_has(const struct lb_scope *s, lb_slice file)
{
    if (!is_asked(s, file))
        return false;
    lb_slice unit = unit_of(file);
    return !s->has_changes || touches_below(s, file) ||
           (s->touched_count && bsearch(&unit, s->touched, s->touched_count, sizeof unit, by_bytes) != NULL);
}

static int by_path(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct lb_path_change *)a)->path, ((const struct lb_path_change *)b)->path);
}

bool lb_scope_is_new(const struct lb_scope *s, lb_slice file)
{
    if (!s->has_changes)
        return s->path_count && is_asked(s, file);
    struct lb_path_change key = {.path = file};
    const struct lb_path_change *change =
        s->change_count ? bsearch(&key, s->changes, s->change_count, sizeof key, by_path) : NULL;
    if (!change || !change->is_new || !is_asked(s, file))
        return false;
    lb_slice folder = folder_of(file), above = folder_of(folder), id = lb_slice_sub(folder, above.len, folder.len);
    for (size_t i = 0; i < s->change_count; i++) /* moved from another folder: not new */
        if (s->changes[i].is_gone && lb_slice_ends(folder_of(s->changes[i].path), id))
            return false;
    return true;
}

bool lb_scope_may_cause(const struct lb_scope *s, const struct lb_diag *d)
{
    static const enum lb_rule among_cases[] = {LB_RULE_ID_TWICE, LB_RULE_EVIDENCE, LB_RULE_NOWHERE, LB_RULE_CIRCLE,
                                               LB_RULE_LOOKALIKE, LB_RULE_LINEAGE_TWICE, LB_RULE_TEXT_CASE};
    if (!s->has_changes || s->change_count == 0 || !is_asked(s, d->file))
        return false;
    bool may = s->touches_schema;
    for (size_t i = 0; i < sizeof among_cases / sizeof *among_cases; i++)
        may = may || strcmp(d->code, lb_rules[among_cases[i]].code) == 0;
    return may;
}
