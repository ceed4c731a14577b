/* page_region.c - one region: its profile with sources, its cases, and for a province its regencies and cities. */
#include "site/model_search.h"
#include "site/pages.h"
#include "store/compare.h"

#include <stdlib.h>

enum { LIKE = 5 };

static bool is_province(lb_slice code)
{
    return lb_slice_find(code, '.') == code.len;
}

static lb_slice anchor(struct lb_arena *a, lb_slice source)
{
    return lb_arena_printf(a, "profil-%" LB_PRI, LB_ARG(source));
}

/* Codes of a vocabulary named like the key, parted by ";". */
static void add_labels(const struct lb_page_request *p, const char *key, lb_slice codes, struct lb_str *out)
{
    lb_slice code;
    while (codes.data && lb_slice_split(&codes, ';', &code)) {
        lb_slice label = lb_model_label(p, key, code);
        if (out->len)
            lb_str_lit(out, ", ");
        lb_str_add(out, out->len ? lb_model_small(p, label) : label);
    }
}

static lb_slice value_text(const struct lb_page_request *p, const char *key, const struct lb_json *v, lb_slice unit)
{
    struct lb_str out = LB_STR_INIT(4096);
    if (lb_json_type(v) == LB_JSON_ARRAY)
        for (size_t i = 0; i < lb_json_size(v); i++)
            add_labels(p, key, lb_json_text(lb_json_at(v, i)), &out);
    else if (lb_json_type(v) == LB_JSON_STRING)
        add_labels(p, key, lb_json_text(v), &out);
    else
        lb_str_add(&out, lb_format_number(p->arena, p->request->lang, lb_json_double(v), 2));
    if (lb_slice_eq(unit, LB_S("%")) || lb_slice_eq(unit, LB_S("persen")))
        lb_str_lit(&out, "%");
    else if (lb_slice_eq(unit, LB_S("km2")))
        lb_str_lit(&out, " km²");
    else if (lb_slice_eq(unit, LB_S("jiwa")))
        lb_str_printf(&out, " %s", lb_word(p->words, "jiwa"));
    lb_slice text = lb_arena_copy(p->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static void push_source(const struct lb_page_request *p, struct lb_json *list, lb_slice id, const struct lb_json *source)
{
    lb_slice place = anchor(p->arena, id);
    for (size_t i = 0; i < lb_json_size(list); i++)
        if (lb_slice_eq(lb_json_str(lb_json_at(list, i), "source_anchor"), place))
            return;
    struct lb_json *one = lb_json_object();
    const char *lang = p->request->lang;
    lb_slice url = lb_json_str(source, "url");
    lb_json_set_str(one, "source_anchor", place);
    lb_json_set_str(one, "source_title", lb_library_text(lb_json_get(source, "title"), lang));
    lb_json_set_str(one, "source_publisher", lb_library_text(lb_json_get(source, "publisher"), lang));
    lb_json_set_str(one, "source_note", lb_library_text(lb_json_get(source, "note"), lang));
    lb_json_set_str(one, "source_url", url);
    lb_json_set_bool(one, "source_is_plain", !url.len);
    lb_json_push(list, one);
}

/* Figures in the order of the vocabulary profile_keys, each with year and source. */
static void set_profile(const struct lb_page_request *p, lb_slice code, struct lb_json *m)
{
    const struct lb_json *note = lb_library_note(p->library, "profiles"), *sources = lb_json_get(note, "sources");
    const struct lb_json *figures = lb_json_get(lb_json_get(note, "regions"), lb_arena_cstr(p->arena, code));
    const struct lb_json *keys = lb_json_get(lb_json_get(lb_library_note(p->library, "vocab"), "profile_keys"), "terms");
    struct lb_json *list = lb_json_array(), *used = lb_json_array();
    for (size_t i = 0; figures && i < lb_json_size(keys); i++) {
        lb_slice key = lb_json_str(lb_json_at(keys, i), "code");
        const char *name = lb_arena_cstr(p->arena, key);
        const struct lb_json *f = lb_json_get(figures, name), *source;
        if (!f)
            continue;
        struct lb_json *one = lb_json_object();
        lb_slice id = lb_json_str(f, "source");
        lb_slice year = lb_json_str(f, "year");
        if (!year.len && lb_json_int_of(f, "year"))
            year = lb_arena_printf(p->arena, "%d", (int)lb_json_int_of(f, "year"));
        source = id.len ? lb_json_get(sources, lb_arena_cstr(p->arena, id)) : NULL;
        lb_json_set_str(one, "profile_label", lb_model_label(p, "profile_keys", key));
        lb_json_set_str(one, "profile_value", value_text(p, name, lb_json_get(f, "value"), lb_json_str(f, "unit")));
        lb_json_set_str(one, "profile_year", year);
        if (source) {
            lb_json_set_str(one, "profile_source", lb_model_word(p, "sumber"));
            lb_json_set_str(one, "profile_source_id", anchor(p->arena, id));
            push_source(p, used, id, source);
        }
        lb_json_push(list, one);
    }
    lb_json_set(m, "profile", list);
    lb_json_set(m, "profile_sources", used);
}

struct likely {
    lb_slice code;
    unsigned count;
    struct lb_comparison c;
};

static int most_alike(const void *x, const void *y)
{
    const struct likely *a = x, *b = y;
    if (a->c.points != b->c.points)
        return a->c.points > b->c.points ? -1 : 1;
    if (a->c.distance != b->c.distance)
        return a->c.distance < b->c.distance ? -1 : 1;
    return lb_slice_cmp(a->code, b->code);
}

/* The regions most like this one among those that have cases. */
static enum lb_status set_like(const struct lb_page_request *p, lb_slice code, struct lb_json *m, struct lb_err *e)
{
    const struct lb_snapshot *snapshot = lb_library_snapshot(p->library);
    struct lb_profile me, other;
    struct lb_facet_result counts;
    size_t n = 0;
    if (!lb_snapshot_profile(snapshot, code, &me) || me.population <= 0)
        return LB_OK;
    enum lb_status s = lb_model_counts(p, LB_FIELD_REGION, &counts, e);
    if (s != LB_OK)
        return s;
    struct likely *all = LB_NEW_ARRAY(p->arena, struct likely, counts.count + 1);
    for (size_t i = 0; i < counts.count; i++) {
        lb_slice there = counts.values[i].code;
        if (lb_slice_eq(there, code) || is_province(there) != is_province(code) ||
            !lb_snapshot_profile(snapshot, there, &other) || other.population <= 0)
            continue;
        all[n] = (struct likely){.code = there, .count = counts.values[i].count};
        lb_compare(&me, &other, &all[n++].c);
    }
    qsort(all, n, sizeof *all, most_alike);
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < n && i < LIKE; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "like_label", lb_model_region(p, all[i].code));
        lb_json_set_str(one, "like_url", lb_url(p->arena, p->request->lang, "region", all[i].code));
        lb_json_set_str(one, "like_note", LB_SAY(p, "%s · %s", lb_model_count(p, "%s kasus", all[i].count),
                                                 lb_model_comparison(p, &me, lb_library_region_name(p->library, code), all[i].code)));
        lb_json_push(list, one);
    }
    lb_json_set(m, "like", list);
    return LB_OK;
}

/* All regencies and cities of a province in the order of their codes; those without cases too, that gaps are seen. */
static enum lb_status set_children(const struct lb_page_request *p, lb_slice code, struct lb_json *m, struct lb_err *e)
{
    struct lb_facet_result counts;
    enum lb_status s = lb_model_counts(p, LB_FIELD_REGION, &counts, e);
    if (s != LB_OK)
        return s;
    const struct lb_json *regions = lb_library_note(p->library, "regions");
    struct lb_json *list = lb_json_array();
    for (void *it = lb_json_first(regions); it; it = lb_json_next(regions, it)) {
        if (!lb_slice_eq(lb_json_str(lb_json_value(it), "parent"), code))
            continue;
        lb_slice child = lb_slice_of(lb_json_key(it));
        unsigned n = lb_model_count_of(&counts, child);
        struct lb_json *row = lb_model_link(p, "row", lb_json_str(lb_json_value(it), "name"),
                                            lb_url(p->arena, p->request->lang, "region", child), n);
        lb_json_set_bool(row, "row_is_empty", n == 0);
        lb_json_push(list, row);
    }
    lb_json_set(m, "children", list);
    return LB_OK;
}

enum lb_status page_region(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    lb_slice code = p->request->args[0];
    const struct lb_json *known = lb_json_get(lb_library_note(p->library, "regions"), lb_arena_cstr(p->arena, code));
    struct lb_filter base = {is_province(code) ? LB_FIELD_PROVINCE : LB_FIELD_REGION, code};
    struct lb_facet_result counts;
    enum lb_status s = lb_model_counts(p, base.field, &counts, e);
    if (s != LB_OK)
        return s;
    if (!known && !lb_model_count_of(&counts, code))
        return lb_fail(e, LB_NOT_FOUND, "no region '%" LB_PRI "'", LB_ARG(code));
    lb_slice name = known ? lb_library_region_name(p->library, code) : lb_model_region(p, code);
    unsigned n = lb_model_count_of(&counts, code);
    lb_slice intro = n ? lb_model_count(p, "%s kasus dari daerah ini ada di pustaka.", n)
                       : lb_model_word(p, "Belum ada kasus dari daerah ini di pustaka.");
    struct lb_json *m = lb_model_new(p, name, intro);
    struct lb_search_page sp;
    lb_search_page_read(p, &base, &sp);
    if (n)
        s = lb_search_page_fill(p, &sp, m, e);
    if (s == LB_OK && is_province(code))
        s = set_children(p, code, m, e);
    if (s == LB_OK)
        s = set_like(p, code, m, e);
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    lb_json_set_str(m, "intro", intro);
    lb_json_set_bool(m, "has_cases", n > 0);
    lb_slice parent = lb_json_str(known, "parent");
    if (parent.len && lb_json_get(lb_library_note(p->library, "regions"), lb_arena_cstr(p->arena, parent))) {
        lb_json_set_str(m, "parent_url", lb_url(p->arena, p->request->lang, "region", parent));
        lb_json_set_str(m, "parent_label", lb_library_region_name(p->library, parent));
    }
    set_profile(p, code, m);
    if (lb_json_size(lb_json_get(m, "profile")))
        lb_json_set_str(m, "mine_url", lb_url_search(p->arena, p->request->lang, "me", code));
    return lb_model_reply(reply, "page/region.html", m);
}
