/* contract_pack.c - the files of a contract as one string; see contract.h. */
#include "indexer/contract.h"

#include "base/binary.h"
#include "base/limits.h"

#include <stdlib.h>

enum { MAX_FILES = 10000 };

static enum lb_status pack_file(const struct lb_tree *t, lb_slice path, struct lb_str *out, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice content = LB_EMPTY;
    enum lb_status st = lb_tree_read(t, &a, path, LB_MAX_SCHEMA_FILE, &content, e);
    if (st == LB_OK) {
        lb_bin_put_slice(out, path);
        lb_bin_put_slice(out, content);
    }
    lb_arena_free(&a);
    return st == LB_NOT_FOUND ? LB_OK : st;
}

static enum lb_status pack_folder(const struct lb_tree *t, lb_slice path, size_t *left, struct lb_str *out, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_entry *entries;
    size_t count = 0;
    enum lb_status st = lb_tree_list(t, &a, path, &entries, &count, e);
    if (st == LB_NOT_FOUND)
        count = 0, st = LB_OK;
    for (size_t i = 0; i < count && st == LB_OK; i++) {
        lb_slice inner = lb_arena_printf(&a, "%" LB_PRI "/%" LB_PRI, LB_ARG(path), LB_ARG(entries[i].name));
        if (!(*left)--)
            st = lb_fail(e, LB_LIMIT, "schema/ holds more than %d files", MAX_FILES);
        else if (entries[i].kind == LB_ENTRY_FOLDER)
            st = pack_folder(t, inner, left, out, e);
        else if (entries[i].kind == LB_ENTRY_FILE)
            st = pack_file(t, inner, out, e);
    }
    lb_arena_free(&a);
    return st;
}

enum lb_status lb_contract_pack(const struct lb_tree *t, struct lb_str *out, struct lb_err *e)
{
    size_t left = MAX_FILES;
    enum lb_status st = pack_file(t, LB_S("library.yml"), out, e);
    return st ? st : pack_folder(t, LB_S("schema"), &left, out, e);
}

/* ---- as a tree */

static bool next_file(struct lb_bin *in, lb_slice *path, lb_slice *content)
{
    if (in->at == in->end)
        return false;
    *path = lb_bin_slice(in);
    *content = lb_bin_slice(in);
    return !in->is_broken;
}

static enum lb_status read_packed(void *self, struct lb_arena *a, lb_slice path, size_t max, lb_slice *ret, struct lb_err *e)
{
    struct lb_bin in = lb_bin_of(*(const lb_slice *)self);
    lb_slice name, content;
    while (next_file(&in, &name, &content))
        if (lb_slice_eq(name, path)) {
            if (content.len > max)
                return lb_fail(e, LB_LIMIT, "'%" LB_PRI "' is larger than %zu bytes", LB_ARG(path), max);
            *ret = lb_arena_copy(a, content);
            return LB_OK;
        }
    return lb_fail(e, LB_NOT_FOUND, "there is no '%" LB_PRI "'", LB_ARG(path));
}

static int by_name(const void *x, const void *y)
{
    return lb_slice_cmp(((const struct lb_entry *)x)->name, ((const struct lb_entry *)y)->name);
}

/* Files alone: folders are asked for by name. */
static enum lb_status list_packed(void *self, struct lb_arena *a, lb_slice path, struct lb_entry **ret, size_t *count,
                                  struct lb_err *e)
{
    struct lb_bin in = lb_bin_of(*(const lb_slice *)self);
    lb_slice name, content;
    struct lb_entry *entries = NULL;
    size_t n = 0, capacity = 0;
    while (next_file(&in, &name, &content)) {
        lb_slice rest = lb_slice_sub(name, path.len + 1, name.len);
        if (!lb_slice_starts(name, path) || !rest.len || name.data[path.len] != '/' || lb_slice_find(rest, '/') != rest.len)
            continue;
        LB_PUSH(a, entries, n, capacity, ((struct lb_entry){lb_arena_copy(a, rest), LB_ENTRY_FILE}));
    }
    if (!n)
        return lb_fail(e, LB_NOT_FOUND, "there is no '%" LB_PRI "'", LB_ARG(path));
    qsort(entries, n, sizeof *entries, by_name);
    *ret = entries;
    *count = n;
    return LB_OK;
}

struct lb_tree lb_contract_tree(lb_slice *packed)
{
    return (struct lb_tree){packed, read_packed, list_packed};
}
