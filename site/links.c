/* links.c - addresses from the route table; see links.h. */
#include "site/links.h"

#include "base/limits.h"
#include "base/str.h"

#include <assert.h>

static lb_slice print_two(struct lb_arena *a, const struct lb_route *route, const char *lang, const lb_slice args[2],
                          const struct lb_param *params, size_t count)
{
    struct lb_str out = LB_STR_INIT(8 * LB_MAX_URL);
    lb_path_print(lb_route_path(a, route, lang, args), &out);
    lb_params_print(params, count, lang, &out);
    lb_slice url = lb_arena_copy(a, lb_str_slice(&out));
    lb_str_free(&out);
    return url;
}

static lb_slice print(struct lb_arena *a, const struct lb_route *route, const char *lang, lb_slice arg,
                      const struct lb_param *params, size_t count)
{
    return print_two(a, route, lang, (lb_slice[]){arg, LB_EMPTY}, params, count);
}

lb_slice lb_url_below(struct lb_arena *a, const char *lang, const char *name, lb_slice arg, lb_slice below)
{
    const struct lb_route *route = lb_route_named(name);
    assert(route);
    return print_two(a, route, lang, (lb_slice[]){arg, below}, NULL, 0);
}

lb_slice lb_url(struct lb_arena *a, const char *lang, const char *name, lb_slice arg)
{
    const struct lb_route *route = lb_route_named(name);
    assert(route);
    return print(a, route, lang, arg, NULL, 0);
}

lb_slice lb_url_search(struct lb_arena *a, const char *lang, const char *key, lb_slice value)
{
    struct lb_param one = {key, value, lb_param_rank(key)};
    return print(a, lb_route_named("search"), lang, LB_EMPTY, &one, value.len ? 1 : 0);
}

lb_slice lb_url_value(struct lb_arena *a, const char *lang, enum lb_field field, lb_slice code)
{
    const struct lb_route *route = lb_route_of_field(field, true);
    if (route)
        return print(a, route, lang, code, NULL, 0);
    if (field == LB_FIELD_COLLECTION)
        return lb_url(a, lang, "collection", code);
    if (field == LB_FIELD_PROVINCE)
        return lb_url(a, lang, "region", code);
    return lb_url_search(a, lang, lb_fields[field].key, code);
}

lb_slice lb_url_switch(struct lb_arena *a, const struct lb_request *r, const char *lang)
{
    if (!r->route)
        return lb_url(a, lang, "home", LB_EMPTY);
    return print_two(a, r->route, lang, r->args, r->params, r->param_count);
}

lb_slice lb_url_move(struct lb_arena *a, const struct lb_request *r, const char *name, lb_slice arg)
{
    const struct lb_route *route = lb_route_named(name);
    assert(route);
    return print(a, route, r->lang, arg, r->params, r->param_count);
}

lb_slice lb_url_feed(struct lb_arena *a, const struct lb_request *r, const char *name)
{
    static const char *const kept[] = {"q", "exact", "from", "to"};
    const struct lb_route *route = lb_route_named(name);
    struct lb_param *params = LB_NEW_ARRAY(a, struct lb_param, r->param_count + 1), own = {0};
    size_t count = 0;
    bool is_list = r->route && r->route->flags & LB_ROUTE_FACETS;
    if (is_list && r->route->field < LB_FIELD_COUNT && r->args[0].len)
        own = (struct lb_param){lb_fields[r->route->field].key, r->args[0], lb_param_rank(lb_fields[r->route->field].key)};
    for (size_t i = 0; i < r->param_count && is_list; i++) {
        const struct lb_param *p = &r->params[i];
        bool is_kept = lb_field_find(lb_slice_of(p->key)) < LB_FIELD_COUNT;
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            is_kept = is_kept || strcmp(p->key, kept[k]) == 0;
        if (own.key && (p->rank > own.rank || (p->rank == own.rank && lb_slice_cmp(p->value, own.value) >= 0))) {
            params[count++] = own;
            own.key = NULL;
        }
        if (is_kept)
            params[count++] = *p;
    }
    if (own.key)
        params[count++] = own;
    assert(route);
    return print(a, route, r->lang, LB_EMPTY, params, count);
}

/* The request's parameters without the page number and without those `drop` names: one value, or all when it is empty.
 * `add` comes in at its place. */
static lb_slice change(struct lb_arena *a, const struct lb_request *r, const char *key, lb_slice drop, lb_slice add)
{
    struct lb_param *params = LB_NEW_ARRAY(a, struct lb_param, r->param_count + 1);
    size_t count = 0, rank = lb_param_rank(key);
    for (size_t i = 0; i <= r->param_count; i++) {
        const struct lb_param *p = i < r->param_count ? &r->params[i] : NULL;
        bool is_here = !p || p->rank > rank || (p->rank == rank && lb_slice_cmp(p->value, add) > 0);
        if (add.len && is_here) {
            params[count++] = (struct lb_param){key, add, rank};
            add = LB_EMPTY;
        }
        if (!p || strcmp(p->key, "page") == 0)
            continue;
        if (p->rank == rank && (!drop.len || lb_slice_eq(p->value, drop)))
            continue;
        params[count++] = *p;
    }
    const struct lb_route *route = r->route ? r->route : lb_route_named("search");
    return print_two(a, route, r->lang, r->args, params, count);
}

lb_slice lb_url_with(struct lb_arena *a, const struct lb_request *r, const char *key, lb_slice value)
{
    bool is_default = (strcmp(key, "page") == 0 && lb_slice_eq(value, LB_S("1"))) ||
                      (strcmp(key, "order") == 0 && lb_slice_eq(value, LB_S("relevance")));
    return change(a, r, key, LB_EMPTY, is_default ? LB_EMPTY : value);
}

lb_slice lb_url_toggle(struct lb_arena *a, const struct lb_request *r, const char *key, lb_slice code)
{
    lb_slice value;
    for (size_t i = 0; lb_request_nth(r, key, i, &value); i++)
        if (lb_slice_eq(value, code))
            return change(a, r, key, code, LB_EMPTY);
    return change(a, r, key, LB_S("\x01"), code);
}
