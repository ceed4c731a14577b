/* model_facets.c - the sieve beside the results and the chips above them. Every value is a plain link that adds or takes
 * away its filter. */
#include "site/model_search.h"

#include <stdlib.h>

enum { SHOWN = 6, MOST = 16, ALL = 500, OPEN = 3 };

/* What people narrow by, most asked first; fields of the table that are missing here follow in its order. */
static const enum lb_field preferred[] = {
    LB_FIELD_CHALLENGE, LB_FIELD_THEME,  LB_FIELD_EVIDENCE, LB_FIELD_PROVINCE, LB_FIELD_REGION, LB_FIELD_LEVEL,
    LB_FIELD_AFFAIR,    LB_FIELD_STATUS, LB_FIELD_COST,     LB_FIELD_YEAR,     LB_FIELD_TARGET, LB_FIELD_SDG,
};
enum { PREFERRED = sizeof preferred / sizeof *preferred };

static int rank_of(enum lb_field field)
{
    for (int i = 0; i < PREFERRED; i++)
        if (preferred[i] == field)
            return i;
    return PREFERRED + (int)field;
}

static int by_rank(const void *x, const void *y)
{
    const struct lb_facet_result *const *a = x, *const *b = y;
    return rank_of((*a)->field) - rank_of((*b)->field);
}

static int by_code_down(const void *x, const void *y)
{
    const struct lb_facet_count *a = x, *b = y;
    return lb_slice_cmp(b->code, a->code);
}

static struct lb_json *value_link(const struct lb_page_request *p, enum lb_field field, const struct lb_facet_count *v)
{
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, "value_label", lb_model_value_label(p, field, v->code, v->label));
    lb_json_set_str(one, "value_count", lb_model_number(p, v->count));
    lb_json_set_str(one, "value_url", lb_url_toggle(p->arena, p->request, lb_fields[field].key, v->code));
    lb_json_set_bool(one, "value_is_on", v->is_selected);
    return one;
}

/* Values of the others are few when nothing can be chosen among them. */
static bool is_useful(const struct lb_facet_result *f, size_t total)
{
    size_t useful = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (f->values[i].is_selected)
            return true;
        useful += f->values[i].count > 0 && f->values[i].count < total;
    }
    return useful > 0 && f->count > 1;
}

/* A province is a value of its own field; among the regions it would only repeat what its regencies say. */
static bool is_told_elsewhere(enum lb_field field, const struct lb_facet_count *v)
{
    return field == LB_FIELD_REGION && !v->is_selected && lb_slice_find(v->code, '.') == v->code.len;
}

static struct lb_json *facet(const struct lb_page_request *p, struct lb_facet_result *f, bool is_open)
{
    struct lb_json *one = lb_json_object(), *shown = lb_json_array(), *more = lb_json_array();
    const char *key = lb_fields[f->field].key;
    bool wants_all = lb_slice_eq(lb_request_param(p->request, "all"), lb_slice_of(key));
    size_t chosen = 0, n = 0, left = 0, most = wants_all ? ALL : MOST;
    if (f->field == LB_FIELD_YEAR || f->field == LB_FIELD_EVIDENCE)
        qsort(f->values, f->count, sizeof *f->values, by_code_down);
    for (int round = 0; round < 2; round++) /* the chosen ones first */
        for (size_t i = 0; i < f->count; i++) {
            const struct lb_facet_count *v = &f->values[i];
            if (v->is_selected != (round == 0) || (!v->is_selected && v->count == 0) || is_told_elsewhere(f->field, v))
                continue;
            if (n == most) {
                left++;
                continue;
            }
            chosen += v->is_selected;
            lb_json_push(n < SHOWN || v->is_selected ? shown : more, value_link(p, f->field, v));
            n++;
        }
    lb_json_set_str(one, "facet_label", lb_model_field_label(p, f->field));
    lb_json_set_str(one, "facet_chosen", chosen ? lb_model_number(p, (int64_t)chosen) : LB_EMPTY);
    lb_json_set_bool(one, "facet_is_open", is_open || chosen > 0 || wants_all);
    lb_json_set_bool(one, "facet_more_is_open", wants_all);
    lb_json_set_str(one, "facet_more_label", lb_model_count(p, "%s lainnya", (int64_t)(lb_json_size(more) + left)));
    lb_json_set_str(one, "facet_all_url", left ? lb_url_with(p->arena, p->request, "all", lb_slice_of(key)) : LB_EMPTY);
    lb_json_set(one, "facet_values", shown);
    lb_json_set(one, "facet_more", more);
    return one;
}

static void push_active(struct lb_json *list, lb_slice field, lb_slice label, lb_slice url)
{
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, "active_field", field);
    lb_json_set_str(one, "active_label", label);
    lb_json_set_str(one, "active_url", url);
    lb_json_push(list, one);
}

/* The label a value brings along, of fields without a vocabulary. */
static lb_slice label_in(const struct lb_page_request *p, const struct lb_results *r, enum lb_field field, lb_slice code)
{
    struct lb_facet_result all;
    for (size_t i = 0; i < r->facet_count; i++)
        for (size_t j = 0; r->facets[i].field == field && j < r->facets[i].count; j++)
            if (lb_slice_eq(r->facets[i].values[j].code, code))
                return r->facets[i].values[j].label;
    if (lb_fields[field].flags & LB_LABELLED && lb_reader_values(p->reader, p->arena, field, &all, NULL) == LB_OK)
        for (size_t i = 0; i < all.count; i++)
            if (lb_slice_eq(all.values[i].code, code))
                return all.values[i].label;
    return LB_EMPTY;
}

static void set_active(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r,
                       struct lb_json *into)
{
    struct lb_json *list = lb_json_array();
    const struct lb_search *s = &sp->search;
    for (size_t i = sp->base ? 1 : 0; i < s->filter_count; i++) {
        enum lb_field field = s->filters[i].field;
        lb_slice code = s->filters[i].code;
        push_active(list, lb_model_field_label(p, field),
                    lb_model_value_label(p, field, code, label_in(p, r, field, code)),
                    lb_url_toggle(p->arena, p->request, lb_fields[field].key, code));
    }
    const char *bound[2] = {"from", "to"};
    const char *label[2] = {LB_WORD("Sejak tahun"), LB_WORD("Sampai tahun")};
    int year[2] = {s->year_from, s->year_to};
    for (int i = 0; i < 2; i++)
        if (year[i])
            push_active(list, lb_model_word(p, label[i]), lb_arena_printf(p->arena, "%d", year[i]),
                        lb_url_with(p->arena, p->request, bound[i], LB_EMPTY));
    size_t n = lb_json_size(list);
    lb_json_set_str(into, "active_count", n ? lb_model_number(p, (int64_t)n) : LB_EMPTY);
    if (n > 1) {
        const struct lb_request *req = p->request;
        lb_json_set_str(into, "clear_url",
                        sp->base ? lb_url(p->arena, req->lang, req->route->name, req->args[0])
                                 : lb_url_search(p->arena, req->lang, "q", s->query));
    }
    lb_json_set(into, "active", list);
}

void lb_model_facets(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r,
                     struct lb_json *into)
{
    struct lb_facet_result **order = LB_NEW_ARRAY(p->arena, struct lb_facet_result *, r->facet_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < r->facet_count; i++) {
        struct lb_facet_result *f = &r->facets[i];
        bool is_base = sp->base && sp->base->field == f->field;
        if ((lb_fields[f->field].flags & LB_FACET) && !is_base && is_useful(f, r->total))
            order[n++] = f;
    }
    qsort(order, n, sizeof *order, by_rank);
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < n; i++)
        lb_json_push(list, facet(p, order[i], i < OPEN));
    lb_json_set(into, "facets", list);
    set_active(p, sp, r, into);
}
