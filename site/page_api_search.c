/* page_api_search.c - the search as JSON, with the parameters of the search page:
 *   query, understood, page, per_page, total (of cases with all words, else with some: is_some_words), total_all,
 *   total_any, missing [word], corrections [{typed, better, is_applied}],
 *   results [{id, lang, title, problem, summary, snippet_html, region, region_name, province_name, year, stage, status,
 *   evidence, affair, updated, verified, has_cost, replicated, url, api_url}],
 *   facets {key: [{code, label, count, is_selected}]}, next (address of the next page, when there is one). */
#include "base/limits.h"
#include "site/links.h"
#include "site/model_search.h"
#include "site/pages.h"
#include "site/request.h"

static lb_slice whole(const struct lb_page_request *p, lb_slice path)
{
    return lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(path));
}

static struct lb_json *hit(const struct lb_page_request *p, const struct lb_hit *h)
{
    const struct lb_card *c = &h->card;
    const struct {
        const char *key;
        lb_slice value;
    } texts[] = {
        {"id", c->id}, {"lang", c->lang}, {"title", c->title}, {"problem", c->problem}, {"summary", c->summary},
        {"region", c->region}, {"region_name", c->region_name}, {"province_name", c->province_name}, {"year", c->year},
        {"stage", c->stage}, {"status", c->status}, {"evidence", c->evidence}, {"affair", c->affair},
        {"updated", c->updated}, {"verified", c->verified},
        {"url", whole(p, lb_url(p->arena, p->request->lang, "case", c->id))},
        {"api_url", whole(p, lb_url(p->arena, p->request->lang, "api-case", c->id))},
    };
    struct lb_json *o = lb_json_object();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].value.len)
            lb_json_set_str(o, texts[i].key, texts[i].value);
    if (h->snippet.markup.len)
        lb_json_set_html(o, "snippet_html", h->snippet);
    lb_json_set_bool(o, "has_cost", c->has_cost);
    lb_json_set_int(o, "replicated", c->replicated);
    return o;
}

static struct lb_json *facets(const struct lb_page_request *p, const struct lb_results *found)
{
    struct lb_json *all = lb_json_object();
    for (size_t i = 0; i < found->facet_count; i++) {
        const struct lb_facet_result *f = &found->facets[i];
        struct lb_json *values = lb_json_array();
        for (size_t k = 0; k < f->count; k++) {
            const struct lb_facet_count *v = &f->values[k];
            struct lb_json *one = lb_json_object();
            lb_json_set_str(one, "code", v->code);
            lb_json_set_str(one, "label", lb_model_value_label(p, f->field, v->code, v->label));
            lb_json_set_int(one, "count", v->count);
            lb_json_set_bool(one, "is_selected", v->is_selected);
            lb_json_push(values, one);
        }
        lb_json_set(all, lb_fields[f->field].key, values);
    }
    return all;
}

static void set_words(const struct lb_results *found, struct lb_json *o)
{
    struct lb_json *missing = lb_json_array(), *corrections = lb_json_array();
    for (size_t i = 0; i < found->missing_count; i++)
        lb_json_push(missing, lb_json_string(found->missing[i]));
    for (size_t i = 0; i < found->correction_count; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "typed", found->corrections[i].typed);
        lb_json_set_str(one, "better", found->corrections[i].better);
        lb_json_set_bool(one, "is_applied", found->corrections[i].is_applied);
        lb_json_push(corrections, one);
    }
    lb_json_set(o, "missing", missing);
    lb_json_set(o, "corrections", corrections);
}

enum lb_status page_api_search(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_search_page sp;
    struct lb_results found = {0};
    lb_search_page_read(p, NULL, &sp);
    enum lb_status s = lb_reader_search(p->reader, p->arena, &sp.search, &found, e);
    if (s != LB_OK)
        return s;
    struct lb_json *o = lb_json_object(), *results = lb_json_array();
    lb_json_set_str(o, "query", sp.search.query);
    lb_json_set_str(o, "understood", found.understood);
    lb_json_set_int(o, "page", sp.page);
    lb_json_set_int(o, "per_page", (int64_t)sp.search.limit);
    lb_json_set_int(o, "total", (int64_t)found.total);
    lb_json_set_int(o, "total_all", (int64_t)found.total_all);
    lb_json_set_int(o, "total_any", (int64_t)found.total_any);
    lb_json_set_bool(o, "is_some_words", found.is_some_words);
    set_words(&found, o);
    for (size_t i = 0; i < found.hit_count; i++)
        lb_json_push(results, hit(p, &found.hits[i]));
    lb_json_set(o, "results", results);
    lb_json_set(o, "facets", facets(p, &found));
    if (sp.search.offset + found.hit_count < found.total_any) {
        lb_slice next = lb_url_with(p->arena, p->request, "page", lb_arena_printf(p->arena, "%ld", sp.page + 1));
        lb_json_set_str(o, "next", whole(p, next));
    }
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    lb_json_print(o, false, false, &out);
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "application/json";
    reply->found_nothing = sp.search.query.len && !found.hit_count && sp.page == 1;
    lb_str_free(&out);
    lb_json_free(o);
    return LB_OK;
}
