/* model_case_practice.c - what somebody who copies the practice needs, and where it came from and went. */
#include "site/model_case.h"

static struct lb_json *needs_of(const struct lb_case_view *v, const struct lb_json *all, const char *severity)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *n = lb_json_at(all, i);
        lb_slice kind = lb_json_str(n, "kind"), weight = lb_json_str(n, "severity");
        if (!lb_slice_eq(weight.len ? weight : LB_S("should"), lb_slice_of(severity)))
            continue;
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "need_kind", kind.len ? lb_model_label(v->p, "precondition_kinds", kind)
                                                   : lb_model_word(v->p, "Lainnya"));
        lb_json_set_str(one, "need_text", lb_json_str(n, "text"));
        lb_json_push(list, one);
    }
    return list;
}

static size_t set_preconditions(const struct lb_case_view *v, struct lb_json *into)
{
    static const char *const severities[] = {"must", "should"};
    const struct lb_json *all = lb_json_get(v->record, "preconditions");
    struct lb_json *groups = lb_json_array();
    for (size_t i = 0; i < 2; i++) {
        struct lb_json *list = needs_of(v, all, severities[i]);
        if (lb_json_size(list) == 0) {
            lb_json_free(list);
            continue;
        }
        struct lb_json *g = lb_json_object();
        lb_json_set_str(g, "group_label", lb_model_label(v->p, "severities", lb_slice_of(severities[i])));
        lb_json_set_str(g, "group_note", lb_model_note(v->p, "severities", lb_slice_of(severities[i])));
        lb_json_set(g, "preconditions", list);
        lb_json_push(groups, g);
    }
    lb_json_set_bool(into, "has_preconditions", lb_json_size(groups) > 0);
    lb_json_set(into, "precondition_groups", groups);
    return lb_json_size(groups);
}

static size_t copy_list(const struct lb_case_view *v, const char *key, struct lb_json *into)
{
    const struct lb_json *list = lb_json_get(v->record, key);
    lb_json_set(into, key, list ? lb_json_copy(list) : lb_json_array());
    return lb_json_size(list);
}

static size_t set_steps(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_json *all = lb_json_get(v->record, "steps");
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *s = lb_json_at(all, i);
        lb_slice who = lb_json_str(s, "who");
        int64_t weeks = lb_json_int_of(s, "weeks");
        lb_slice length = weeks > 0 ? lb_model_count(v->p, "%s minggu", weeks) : LB_EMPTY;
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "step_title", lb_json_str(s, "title"));
        lb_json_set_str(one, "step_meta", who.len && length.len ? LB_SAY(v->p, "%s, %s", who, length) : who.len ? who : length);
        lb_json_set_str(one, "step_output", lb_json_str(s, "output"));
        lb_json_push(list, one);
    }
    lb_json_set(into, "steps", list);
    return lb_json_size(all);
}

static size_t set_difficulties(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_json *all = lb_json_get(v->record, "difficulties");
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *d = lb_json_at(all, i);
        lb_slice response = lb_json_str(d, "response"), solved = lb_json_str(d, "solved");
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "difficulty", lb_json_str(d, "problem"));
        lb_json_set_str(one, "difficulty_response", response);
        lb_json_set_bool(one, "difficulty_no_response", !response.len);
        lb_json_set_str(one, "difficulty_solved", solved.len ? lb_model_label(v->p, "solved", solved) : LB_EMPTY);
        lb_json_set_str(one, "difficulty_code", solved);
        lb_json_push(list, one);
    }
    lb_json_set(into, "difficulties", list);
    return lb_json_size(all);
}

void lb_model_case_practice(const struct lb_case_view *v, struct lb_json *into)
{
    size_t adaptation = copy_list(v, "core", into) + copy_list(v, "adaptable", into);
    lb_json_set_bool(into, "adaptation", adaptation > 0);
    size_t rest = set_preconditions(v, into) + set_steps(v, into) + set_difficulties(v, into) + copy_list(v, "lessons", into);
    lb_json_set_bool(into, "has_replicate", adaptation + rest > 0);
}

static struct lb_json *edge_model(const struct lb_case_view *v, const struct lb_json *e)
{
    const struct lb_page_request *p = v->p;
    lb_slice id = lb_json_str(e, "id"), title = lb_json_str(e, "title"), name = lb_json_str(e, "name");
    lb_slice kind = lb_json_str(e, "kind"), region = lb_json_str(e, "region"), year = lb_case_text(v, e, "year");
    lb_slice place = region.len ? lb_model_region(p, region) : lb_json_str(e, "region_name");
    if (region.len && lb_slice_eq(name, lb_library_region_name(p->library, region)))
        name = LB_EMPTY; /* no more than the region's own name */
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, "edge_kind", lb_model_label(p, "lineage_kinds", kind));
    lb_json_set_str(one, "edge_kind_code", kind);
    lb_slice what = title.len ? title : name.len ? name : place.len ? place : id;
    lb_slice note = lb_slice_eq(what, place) ? LB_EMPTY : place;
    if (id.len) {
        lb_json_set_str(one, "edge_title", what);
        lb_json_set_str(one, "edge_url", lb_url(p->arena, p->request->lang, "case", id));
    } else if (region.len && lb_slice_eq(what, place)) {
        lb_json_set_str(one, "edge_title", what);
        lb_json_set_str(one, "edge_url", lb_url(p->arena, p->request->lang, "region", region));
    } else {
        lb_json_set_str(one, "edge_plain", what);
    }
    lb_json_set_str(one, "edge_note", note.len && year.len ? LB_SAY(p, "%s, %s", note, year) : note.len ? note : year);
    lb_json_set_str(one, "edge_changed", lb_json_str(e, "changed"));
    lb_case_cites(v, lb_json_get(e, "source"), "cites", one);
    return one;
}

void lb_model_case_lineage(const struct lb_case_view *v, struct lb_json *into)
{
    static const char *const ends[][2] = {{"from", "lineage_from"}, {"to", "lineage_to"}};
    const struct lb_json *lineage = lb_json_get(v->record, "lineage");
    size_t n = 0;
    for (size_t i = 0; i < 2; i++) {
        const struct lb_json *edges = lb_json_get(lineage, ends[i][0]);
        struct lb_json *list = lb_json_array();
        for (size_t j = 0; j < lb_json_size(edges); j++)
            lb_json_push(list, edge_model(v, lb_json_at(edges, j)));
        n += lb_json_size(list);
        lb_json_set(into, ends[i][1], list);
    }
    lb_slice name = lb_json_str(v->record, "acronym");
    lb_json_set_str(into, "lineage_self",
                    LB_SAY(v->p, "%s, %s", name.len ? name : lb_json_str(v->record, "title"),
                           lb_json_str(lb_json_get(v->record, "region"), "name")));
    lb_json_set_bool(into, "lineage_shown", n > 0);
}
