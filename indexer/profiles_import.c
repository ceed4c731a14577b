/* profiles_import.c - check, merge, sort, write; see profiles_import.h. */
#include "indexer/profiles_import.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/str.h"
#include "indexer/contract.h"
#include "indexer/csv.h"
#include "indexer/worktree.h"

#include <errno.h>
#include <math.h>

enum { CODE, KEY, VALUE, UNIT, YEAR, SOURCE, CELLS };
static const char *const columns[] = {"code", "key", "value", "unit", "year", "source_id", NULL};

struct row {
    lb_slice cells[CELLS];
};

struct table {
    struct row *items;
    size_t count, capacity;
};

static bool is_year(lb_slice s)
{
    return s.len == 4 && strspn(s.data, "0123456789") >= 4 && lb_slice_cmp(s, LB_S("1900")) >= 0 &&
           lb_slice_cmp(s, LB_S("2100")) < 0;
}

/* A plain number with a decimal point; geography is a list of codes. */
static bool is_value(const struct lb_contract *c, lb_slice key, lb_slice value)
{
    if (lb_slice_eq(key, LB_S("geography"))) {
        lb_slice rest = value, code;
        while (lb_slice_split(&rest, ';', &code))
            if (!lb_term_find(lb_vocab_find(&c->vocabs, LB_S("geography")), lb_slice_trim(code)))
                return false;
        return value.len > 0;
    }
    char *end;
    errno = 0;
    double d = strtod(value.data, &end);
    return value.len && end == value.data + value.len && !errno && isfinite(d) && strspn(value.data, "-0123456789.") == value.len;
}

static void check(const struct lb_contract *c, struct lb_source *s, unsigned line, const struct row *r)
{
    if (!lb_region_find(&c->regions, r->cells[CODE]))
        lb_report(s, LB_RULE_CONTRACT, line, 1, LB_BOTH("kode-kodenya ada di schema/regions.csv, misalnya 61.71", "codes are those of schema/regions.csv, such as 61.71"),
                  "kode daerah '%" LB_PRI "' tidak dikenal", "unknown region '%" LB_PRI "'", LB_ARG(r->cells[CODE]));
    if (!lb_term_find(lb_vocab_find(&c->vocabs, LB_S("profile_keys")), r->cells[KEY]))
        lb_report(s, LB_RULE_CONTRACT, line, 1, LB_BOTH("key-nya ada di schema/vocab/profile_keys.yml", "keys are those of schema/vocab/profile_keys.yml"),
                  "key '%" LB_PRI "' tidak dikenal", "unknown key '%" LB_PRI "'",
                  LB_ARG(r->cells[KEY]));
    else if (!is_value(c, r->cells[KEY], r->cells[VALUE]))
        lb_report(s, LB_RULE_CONTRACT, line, 1,
                  LB_BOTH("angka biasa dengan titik desimal: 1234.5; geography: kode-kode yang dipisah ';'",
                          "a plain number with a decimal point: 1234.5; geography: codes joined by ';'"),
                  "'%" LB_PRI "' bukan nilai untuk '%" LB_PRI "'", "'%" LB_PRI "' is no value for '%" LB_PRI "'", LB_ARG(r->cells[VALUE]), LB_ARG(r->cells[KEY]));
    if (!is_year(r->cells[YEAR]))
        lb_report(s, LB_RULE_CONTRACT, line, 1, LB_BOTH("tahun yang dimaksud angkanya, misalnya 2024", "the year the figure is about, such as 2024"),
                  "'%" LB_PRI "' bukan tahun", "'%" LB_PRI "' is no year",
                  LB_ARG(r->cells[YEAR]));
    if (!lb_json_get(lb_json_get(c->profiles, "sources"), r->cells[SOURCE].data ? r->cells[SOURCE].data : ""))
        lb_report(s, LB_RULE_CONTRACT, line, 1, LB_BOTH("jelaskan dulu di schema/profiles.sources.yml", "describe it in schema/profiles.sources.yml first"),
                  "sumber '%" LB_PRI "' tidak dikenal", "unknown source '%" LB_PRI "'",
                  LB_ARG(r->cells[SOURCE]));
}

/* Reads every row; with a contract each is checked. */
static enum lb_status read_table(struct lb_arena *a, struct lb_source *s, const struct lb_contract *c, struct table *t)
{
    struct lb_csv csv;
    enum lb_status st = lb_csv_open(&csv, s, a, columns);
    while (st == LB_OK && lb_csv_next(&csv)) {
        struct row row;
        memcpy(row.cells, csv.cells, sizeof row.cells);
        if (c)
            check(c, s, csv.line, &row);
        LB_PUSH(a, t->items, t->count, t->capacity, row);
    }
    return st ? st : s->errors ? LB_INVALID : LB_OK;
}

static int by_place(const void *x, const void *y)
{
    static const int order[] = {CODE, KEY, YEAR};
    const struct row *a = x, *b = y;
    int r = 0;
    for (size_t i = 0; !r && i < 3; i++)
        r = lb_slice_cmp(a->cells[order[i]], b->cells[order[i]]);
    return r;
}

static bool is_same(const struct row *a, const struct row *b)
{
    for (int i = 0; i < CELLS; i++)
        if (!lb_slice_eq(a->cells[i], b->cells[i]))
            return false;
    return true;
}

static void merge(struct lb_arena *a, struct table *old, const struct table *new, struct lb_import *ret)
{
    size_t known = old->count; /* the old rows keep their order: a diff shows only what came */
    for (size_t i = 0; i < new->count; i++) {
        size_t k = 0;
        while (k < known && by_place(&old->items[k], &new->items[i]) != 0)
            k++;
        if (k == known) {
            LB_PUSH(a, old->items, old->count, old->capacity, new->items[i]);
            ret->added++;
        } else if (is_same(&old->items[k], &new->items[i])) {
            ret->same++;
        } else {
            old->items[k] = new->items[i];
            ret->changed++;
        }
    }
    if (old->count > known)
        qsort(old->items + known, old->count - known, sizeof *old->items, by_place);
}

static void print_cell(struct lb_str *out, lb_slice cell)
{
    if (lb_slice_find(cell, ',') == cell.len && lb_slice_find(cell, '"') == cell.len && lb_slice_find(cell, '\n') == cell.len) {
        lb_str_add(out, cell);
        return;
    }
    lb_str_addc(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.data[i] == '"')
            lb_str_addc(out, '"');
        lb_str_addc(out, cell.data[i]);
    }
    lb_str_addc(out, '"');
}

static enum lb_status write_table(const char *path, const struct table *t, struct lb_err *e)
{
    struct lb_str out = LB_STR_INIT(LB_MAX_SCHEMA_FILE);
    for (int i = 0; i < CELLS; i++)
        lb_str_printf(&out, "%s%s", i ? "," : "", columns[i]);
    for (size_t r = 0; r < t->count; r++)
        for (int i = 0; i < CELLS; i++) {
            lb_str_addc(&out, i ? ',' : '\n');
            print_cell(&out, t->items[r].cells[i]);
        }
    lb_str_addc(&out, '\n');
    enum lb_status st = out.is_full ? lb_fail(e, LB_LIMIT, "'%s' would be larger than %d bytes", path, LB_MAX_SCHEMA_FILE)
                                    : lb_fs_write(path, lb_str_slice(&out), e);
    lb_str_free(&out);
    return st;
}

enum lb_status lb_profiles_import(const char *folder, lb_slice name, lb_slice text, bool is_dry, struct lb_diags *diags,
                                  struct lb_import *ret, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_worktree *files = NULL;
    struct lb_contract *contract = NULL;
    struct table old = {0}, new = {0};
    lb_slice before = LB_EMPTY;
    enum lb_status st = lb_worktree_open(folder, &files, e);
    if (st)
        goto out;
    struct lb_tree tree = lb_worktree_tree(files);
    st = lb_contract_load(&tree, diags, &contract, e);
    if (st)
        goto out;
    st = lb_tree_read(&tree, &a, LB_S("schema/profiles.csv"), LB_MAX_SCHEMA_FILE, &before, e);
    if (st && st != LB_NOT_FOUND)
        goto out;
    struct lb_source kept = {.path = LB_S("schema/profiles.csv"), .text = before, .diags = diags};
    st = before.len ? read_table(&a, &kept, NULL, &old) : LB_OK;
    if (st) {
        lb_fail(e, st, "schema/profiles.csv cannot be read; mend it first");
        goto out;
    }
    struct lb_source given = {.path = name, .text = text, .diags = diags};
    st = read_table(&a, &given, contract, &new);
    if (st) {
        lb_fail(e, st, "nothing was imported");
        goto out;
    }
    struct lb_import done = {0};
    merge(&a, &old, &new, &done);
    if (!is_dry && (done.added || done.changed))
        st = write_table(lb_arena_printf(&a, "%s/schema/profiles.csv", folder).data, &old, e);
    if (st == LB_OK)
        *ret = done;
out:
    lb_contract_free(contract);
    lb_worktree_close(files);
    lb_arena_free(&a);
    return st;
}
