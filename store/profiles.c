/* profiles.c - the profiles of all regions of a snapshot; see profiles.h. */
#include "store/profiles.h"

#include "store/columns.h"

#include <stdlib.h>

static int by_code(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct lb_profile *)a)->code, ((const struct lb_profile *)b)->code);
}

/* A figure as number or text; negative when there is none. */
static double figure(const struct lb_json *region, const char *key)
{
    const struct lb_json *value = lb_json_get(lb_json_get(region, key), "value");
    if (lb_json_type(value) == LB_JSON_INT || lb_json_type(value) == LB_JSON_REAL)
        return lb_json_double(value);
    lb_slice text = lb_json_text(value);
    char copy[64], *end;
    if (!text.len || text.len >= sizeof copy)
        return -1;
    memcpy(copy, text.data, text.len);
    copy[text.len] = 0;
    double d = strtod(copy, &end);
    return *end || end == copy ? -1 : d;
}

/* Codes as a list, or as text parted by ';' or ','. */
static lb_slice codes(struct lb_arena *arena, const struct lb_json *region, const char *key)
{
    const struct lb_json *value = lb_json_get(lb_json_get(region, key), "value");
    struct lb_str out = LB_STR_INIT(1024);
    for (size_t i = 0; i < lb_json_size(value) && lb_json_type(value) == LB_JSON_ARRAY; i++) {
        if (i)
            lb_str_addc(&out, ',');
        lb_str_add(&out, lb_json_text(lb_json_at(value, i)));
    }
    lb_slice text = lb_json_text(value);
    for (size_t i = 0; i < text.len; i++)
        lb_str_addc(&out, text.data[i] == ';' ? ',' : text.data[i]);
    text = lb_arena_copy(arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

void lb_profiles_make(lb_slice profiles_text, lb_slice regions_text, struct lb_profiles *ret)
{
    struct lb_json *profiles = NULL, *regions = NULL;
    struct lb_err ignored;
    *ret = (struct lb_profiles){0};
    if (lb_json_parse(profiles_text, &profiles, &ignored) != LB_OK)
        profiles = NULL;
    if (lb_json_parse(regions_text, &regions, &ignored) != LB_OK)
        regions = NULL;
    const struct lb_json *figures = lb_json_get(profiles, "regions");
    for (void *it = lb_json_first(regions); it; it = lb_json_next(regions, it)) {
        const struct lb_json *region = lb_json_value(it), *own = lb_json_get(figures, lb_json_key(it));
        struct lb_profile p = {.code = lb_arena_copy(&ret->arena, lb_slice_of(lb_json_key(it)))};
        lb_slice path[4];
        size_t n = lb_region_path(p.code, path);
        p.province = n ? path[n - 1] : LB_EMPTY;
        p.level = lb_arena_copy(&ret->arena, lb_json_str(region, "level"));
        p.population = figure(own, "population");
        double area = figure(own, "area_km2");
        p.density = p.population >= 0 && area > 0 ? p.population / area : -1;
        p.geography = codes(&ret->arena, own, "geography");
        LB_PUSH(&ret->arena, ret->items, ret->count, ret->capacity, p);
    }
    if (ret->count)
        qsort(ret->items, ret->count, sizeof *ret->items, by_code);
    lb_json_free(profiles);
    lb_json_free(regions);
}

void lb_profiles_free(struct lb_profiles *p)
{
    lb_arena_free(&p->arena);
    *p = (struct lb_profiles){0};
}

const struct lb_profile *lb_profiles_find(const struct lb_profiles *p, lb_slice code)
{
    struct lb_profile key = {.code = code};
    return p->count ? bsearch(&key, p->items, p->count, sizeof *p->items, by_code) : NULL;
}
