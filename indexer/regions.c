/* regions.c - see regions.h. */
#include "indexer/regions.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>

static int by_code(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct lb_region *)a)->code, ((const struct lb_region *)b)->code);
}

enum lb_status lb_regions_read(struct lb_source *source, struct lb_arena *a, struct lb_regions *ret)
{
    static const char *const columns[] = {"code", "name", "level", "parent", NULL};
    struct lb_csv csv;
    struct lb_regions r = {0};
    enum lb_status st = lb_csv_open(&csv, source, a, columns);
    if (st)
        return st;
    while (lb_csv_next(&csv)) {
        struct lb_region one = {csv.cells[0], csv.cells[1], csv.cells[2], csv.cells[3]};
        if (!one.code.len || !one.name.len || !one.level.len)
            lb_report(source, LB_RULE_CONTRACT, csv.line, 1,
                      LB_BOTH("setiap daerah punya kode, nama, dan tingkat", "every region has a code, a name and a level"),
                      "daerah tanpa kode, nama, atau tingkat", "a region without code, name or level");
        else
            LB_PUSH(a, r.items, r.count, r.capacity, one);
    }
    if (r.count)
        qsort(r.items, r.count, sizeof *r.items, by_code);
    for (size_t i = 1; i < r.count; i++)
        if (lb_slice_eq(r.items[i - 1].code, r.items[i].code))
            lb_report(source, LB_RULE_CONTRACT, 0, 0, LB_BOTH_NONE, "daerah '%" LB_PRI "' ada dua kali",
                      "region '%" LB_PRI "' is listed twice",
                      LB_ARG(r.items[i].code));
    *ret = r;
    return LB_OK;
}

const struct lb_region *lb_region_find(const struct lb_regions *r, lb_slice code)
{
    struct lb_region key = {.code = code};
    return r->count ? bsearch(&key, r->items, r->count, sizeof key, by_code) : NULL;
}

lb_slice lb_region_province(lb_slice code)
{
    return lb_slice_sub(code, 0, lb_slice_find(code, lb_region_is_foreign(code) ? '-' : '.'));
}

const struct lb_region *lb_region_above(const struct lb_regions *r, lb_slice code)
{
    const struct lb_region *found = lb_region_find(r, code);
    while (!found && code.len) {
        while (code.len && code.data[code.len - 1] != '.')
            code.len--;
        if (code.len)
            code.len--;
        found = lb_region_find(r, code);
    }
    return found;
}

const struct lb_region *lb_region_named(const struct lb_regions *r, struct lb_arena *a, lb_slice name)
{
    lb_slice wanted = lb_fold(a, name);
    const struct lb_region *found = NULL;
    for (size_t i = 0; i < r->count; i++) {
        if (lb_slice_eq(lb_fold(a, r->items[i].name), wanted))
            return &r->items[i];
        if (!found && lb_slice_eq(lb_fold(a, lb_region_bare(r->items[i].name)), wanted))
            found = &r->items[i];
    }
    return found;
}

bool lb_region_is_foreign(lb_slice code)
{
    return code.len >= 2 && isupper((unsigned char)code.data[0]) && isupper((unsigned char)code.data[1]) &&
           (code.len == 2 || code.data[2] == '-');
}

lb_slice lb_region_bare(lb_slice name)
{
    static const char *const kinds[] = {"Kabupaten ", "Kota ", "Provinsi ", "Administrasi ", "Daerah Khusus Ibukota ",
                                        "Daerah Istimewa "};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (name.len > strlen(kinds[i]) && lb_slice_starts(name, lb_slice_of(kinds[i])))
            name = lb_slice_sub(name, strlen(kinds[i]), name.len);
    return name;
}
