/* model_compare.c - "comparable regions" in words: every dimension by itself, never one hidden score. */
#include "site/model_search.h"

#include "store/compare.h"

#include <math.h>

bool lb_model_me(const struct lb_page_request *p, struct lb_profile *ret)
{
    lb_slice code = lb_request_param(p->request, "me"), level = lb_request_param(p->request, "me_level");
    long people = lb_request_number(p->request, "me_pop", 0), area = lb_request_number(p->request, "me_area", 0);
    if (code.len && lb_snapshot_profile(lb_library_snapshot(p->library), code, ret))
        return true;
    if (people <= 0)
        return false;
    *ret = (struct lb_profile){.level = level, .population = (double)people, .density = -1};
    if (area > 0)
        ret->density = (double)people / (double)area;
    return true;
}

static void add(struct lb_str *out, lb_slice text)
{
    if (out->len)
        lb_str_lit(out, " · ");
    lb_str_add(out, text);
}

/* "penduduk 1,4 kali" */
struct ratio_words {
    const char *times, *same, *tiny, *unknown;
};

static lb_slice ratio_text(const struct lb_page_request *p, enum lb_likeness likeness, double ratio,
                           const struct ratio_words *say)
{
    if (likeness == LB_LIKENESS_UNKNOWN || ratio <= 0)
        return lb_model_word(p, say->unknown);
    if (fabs(log(ratio)) < log(1.1))
        return lb_model_word(p, say->same);
    if (ratio < 0.1)
        return lb_model_word(p, say->tiny);
    return LB_SAY(p, say->times, lb_format_number(p->arena, p->request->lang, ratio, ratio >= 10 ? 0 : 1));
}

static lb_slice level_text(const struct lb_page_request *p, enum lb_likeness likeness)
{
    switch (likeness) {
    case LB_LIKENESS_ALIKE: return lb_model_word(p, "tingkat daerah sama");
    case LB_LIKENESS_PARTLY: return lb_model_word(p, "sama-sama kabupaten atau kota");
    case LB_LIKENESS_NONE: return lb_model_word(p, "tingkat daerah berbeda");
    default: return LB_EMPTY;
    }
}

static lb_slice geography_text(const struct lb_page_request *p, const struct lb_comparison *c)
{
    if (c->geography == LB_LIKENESS_UNKNOWN)
        return LB_EMPTY;
    if (c->shared_geography_count == 0)
        return lb_model_word(p, "bentang wilayah berbeda");
    struct lb_str out = LB_STR_INIT(4096);
    for (size_t i = 0; i < c->shared_geography_count; i++) {
        lb_slice label = lb_model_label(p, "geography", c->shared_geography[i]);
        lb_str_printf(&out, "%s", i ? ", " : "");
        lb_str_add(&out, lb_model_small(p, label));
    }
    lb_slice text = LB_SAY(p, "sama-sama %s", lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

lb_slice lb_model_comparison(const struct lb_page_request *p, const struct lb_profile *me, lb_slice name, lb_slice region)
{
    struct lb_profile other;
    struct lb_comparison c;
    struct lb_str out = LB_STR_INIT(4096);
    if (!lb_snapshot_profile(lb_library_snapshot(p->library), region, &other))
        return lb_model_word(p, "Profil daerah ini tidak tercatat, jadi tidak dapat dibandingkan.");
    lb_compare(me, &other, &c);
    if (c.is_same_region)
        return lb_model_word(p, "Ini daerah Anda.");
    lb_slice level = level_text(p, c.level), land = geography_text(p, &c);
    if (level.len)
        add(&out, level);
    static const struct ratio_words people = {LB_WORD("penduduk %s kali"), LB_WORD("penduduk hampir sama"),
                                              LB_WORD("penduduk kurang dari sepersepuluh"),
                                              LB_WORD("jumlah penduduk tidak tercatat")};
    static const struct ratio_words density = {LB_WORD("kepadatan %s kali"), LB_WORD("kepadatan hampir sama"),
                                               LB_WORD("kepadatan kurang dari sepersepuluh"),
                                               LB_WORD("kepadatan tidak tercatat")};
    add(&out, ratio_text(p, c.population, c.population_ratio, &people));
    add(&out, ratio_text(p, c.density, c.density_ratio, &density));
    if (land.len)
        add(&out, land);
    if (c.is_same_province)
        add(&out, lb_model_word(p, "satu provinsi"));
    lb_slice text = name.len ? LB_SAY(p, "Dibanding %s: %s", name, lb_str_slice(&out))
                             : LB_SAY(p, "Dibanding daerah Anda: %s", lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

/* The request's other parameters as hidden fields, so that the form loses nothing. */
static struct lb_json *kept(const struct lb_page_request *p)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < p->request->param_count; i++) {
        const struct lb_param *param = &p->request->params[i];
        if (strncmp(param->key, "me", 2) == 0 || strcmp(param->key, "page") == 0)
            continue;
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "kept_name", lb_slice_of(lb_param_word(param->key, p->request->lang)));
        lb_json_set_str(one, "kept_value", lb_param_value_word(param->key, param->value, p->request->lang));
        lb_json_push(list, one);
    }
    return list;
}

static lb_slice without_me(const struct lb_page_request *p)
{
    static const char *const keys[] = {"me", "me_pop", "me_area", "me_level"};
    struct lb_request r = *p->request;
    struct lb_param *params = LB_NEW_ARRAY(p->arena, struct lb_param, r.param_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < r.param_count; i++) {
        bool is_me = false;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            is_me = is_me || strcmp(keys[k], r.params[i].key) == 0;
        bool is_order = strcmp(r.params[i].key, "order") == 0 && lb_slice_eq(r.params[i].value, LB_S("comparable"));
        if (!is_me && !is_order)
            params[n++] = r.params[i];
    }
    r.params = params;
    r.param_count = n;
    return lb_url_with(p->arena, &r, "page", LB_EMPTY);
}

void lb_model_me_form(const struct lb_page_request *p, const struct lb_search_page *sp, struct lb_json *into)
{
    static const char *const levels[] = {"kabupaten", "kota", "provinsi"};
    const struct lb_profile *me = sp->search.me;
    if (me) {
        lb_slice who = me->code.len ? lb_model_region(p, me->code)
                                    : LB_SAY(p, "daerah berpenduduk %s jiwa", lb_model_number(p, (int64_t)me->population));
        lb_json_set_str(into, "me_text", LB_SAY(p, "Dibandingkan dengan %s.", who));
        lb_json_set_str(into, "me_clear_url", without_me(p));
        return;
    }
    struct lb_json *form = lb_json_object(), *list = lb_json_array();
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "level_code", lb_slice_of(levels[i]));
        lb_json_set_str(one, "level_label", lb_model_label(p, "region_levels", lb_slice_of(levels[i])));
        lb_json_push(list, one);
    }
    lb_json_set(form, "me_levels", list);
    lb_json_set(form, "me_kept", kept(p));
    lb_json_set_str(form, "me_action", lb_url(p->arena, p->request->lang, p->request->route->name, p->request->args[0]));
    lb_json_set(into, "me_form", form);
}
