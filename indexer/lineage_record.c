/* lineage_record.c - what the survey knows of a case as members of its record, and the notes made from it. */
#include "indexer/lineage_survey.h"

static const struct edge_text *text_in(const struct edge *e, lb_slice lang)
{
    for (size_t i = 0; i < e->text_count; i++)
        if (lb_slice_eq(e->texts[i].lang, lang))
            return &e->texts[i];
    return &e->texts[0];
}

static void set_text(struct lb_json *o, const char *key, lb_slice text)
{
    if (text.len)
        lb_json_set_str(o, key, text);
}

static void set_region(const struct lb_survey *s, struct lb_json *o, lb_slice code, lb_slice name)
{
    const struct lb_region *r = lb_region_above(&s->contract->regions, code);
    set_text(o, "region", code);
    set_text(o, "region_name", r ? r->name : name);
}

/* One end of an edge, as the case at the other end (`me`) shows it. */
static struct lb_json *edge_json(const struct lb_survey *s, const struct edge *e, size_t me, lb_slice lang,
                                 const struct lb_value *record)
{
    struct lb_json *o = lb_json_object();
    size_t other = e->parent == me ? e->child : e->parent;
    const struct edge_text *text = text_in(e, lang);
    if (other != NO_CASE) {
        const struct lb_brief *b = s->briefs[other];
        lb_json_set_str(o, "id", b->id);
        lb_json_set_str(o, "title", lb_brief_title(b, lang));
        lb_json_set_str(o, "name", e->owner == me && text->name.len ? text->name : lb_brief_title(b, lang));
        set_region(s, o, b->region, b->region_name);
    } else {
        const struct lb_region *r = lb_region_above(&s->contract->regions, e->region);
        lb_json_set_str(o, "name", text->name.len ? text->name : r ? r->name : e->region);
        set_region(s, o, e->region, LB_EMPTY);
    }
    bool is_whole;
    int64_t year;
    double real;
    if (lb_number_parse(e->year, &is_whole, &year, &real) && is_whole)
        lb_json_set_int(o, "year", year);
    lb_json_set_str(o, "kind", e->kind);
    set_text(o, "changed", text->changed);
    if (e->owner == me) { /* sources are those of the case that wrote it */
        const struct lb_value *list = lb_value_get(record, e->parent == me ? "replicated_by" : "replicates");
        const struct lb_value *source =
            e->item < lb_value_size(list) ? lb_value_get(lb_value_at(list, e->item), "source") : NULL;
        if (source)
            lb_json_set(o, "source", lb_value_to_json(source));
    }
    return o;
}

struct lb_json *lb_survey_lineage(const struct lb_survey *s, const struct lb_brief *b, const struct lb_value *record,
                                  lb_slice lang)
{
    struct lb_json *from = lb_json_array(), *to = lb_json_array(), *both = lb_json_object();
    for (size_t i = s->edge_first[b->index]; i < s->edge_first[b->index + 1]; i++) {
        const struct edge *e = &s->edges[s->edge_of[i]];
        if (e->is_dropped || e->is_repeated)
            continue;
        if (e->child == b->index)
            lb_json_push(from, edge_json(s, e, b->index, lang, record));
        else if (e->parent == b->index)
            lb_json_push(to, edge_json(s, e, b->index, lang, record));
    }
    lb_json_set(both, "from", from);
    lb_json_set(both, "to", to);
    return both;
}

/* What a relation is called from the other end; the vocabulary has labels for all of them. */
static lb_slice inverse(lb_slice kind)
{
    static const char *const pairs[][2] = {{"component_of", "has_component"}, {"successor_of", "predecessor_of"}};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++)
            if (lb_slice_eq(kind, lb_slice_of(pairs[i][k])))
                return lb_slice_of(pairs[i][!k]);
    return kind;
}

static bool has_related(const struct lb_json *list, lb_slice id, lb_slice relation)
{
    for (size_t i = 0; i < lb_json_size(list); i++)
        if (lb_slice_eq(lb_json_str(lb_json_at(list, i), "id"), id) &&
            lb_slice_eq(lb_json_str(lb_json_at(list, i), "relation"), relation))
            return true;
    return false;
}

struct lb_json *lb_survey_related(const struct lb_survey *s, const struct lb_brief *b, lb_slice lang)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = s->relation_first[b->index]; i < s->relation_first[b->index + 1]; i++) {
        const struct relation *r = &s->relations[s->relation_of[i]];
        const struct lb_brief *other = s->briefs[r->from == b->index ? r->to : r->from];
        lb_slice relation = r->from == b->index ? r->kind : inverse(r->kind);
        if (has_related(list, other->id, relation))
            continue;
        struct lb_json *o = lb_json_object();
        lb_json_set_str(o, "id", other->id);
        lb_json_set_str(o, "title", lb_brief_title(other, lang));
        lb_json_set_str(o, "relation", relation);
        lb_json_push(list, o);
    }
    return list;
}

static lb_slice collection_title(const struct collection *c, lb_slice lang)
{
    for (size_t i = 0; i < c->title_count; i++)
        if (lb_slice_eq(c->titles[i].lang, lang))
            return c->titles[i].title;
    return c->title_count ? c->titles[0].title : c->id;
}

struct lb_json *lb_survey_collections(const struct lb_survey *s, const struct lb_brief *b, lb_slice lang)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < b->collection_count; i++)
        for (size_t k = 0; k < s->collection_count; k++)
            if (lb_slice_eq(s->collections[k].id, b->collections[i])) {
                struct lb_json *o = lb_json_object();
                lb_json_set_str(o, "id", b->collections[i]);
                lb_json_set_str(o, "title", collection_title(&s->collections[k], lang));
                lb_json_push(list, o);
                break;
            }
    return list;
}

/* ---- what is said around a case, as a number */

static uint64_t mix_number(uint64_t h, uint64_t n)
{
    h = (h ^ n) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static uint64_t mix_brief(uint64_t h, const struct lb_brief *b)
{
    h = lb_mix(lb_mix(lb_mix(h, b->id), b->region), b->region_name);
    for (size_t i = 0; i < b->title_count; i++)
        h = lb_mix(lb_mix(h, b->titles[i].lang), b->titles[i].title);
    return h;
}

static uint64_t mix_edge(uint64_t h, const struct lb_survey *s, const struct edge *e, size_t me)
{
    size_t other = e->parent == me ? e->child : e->parent;
    h = mix_number(h, (e->parent == me) + 2u * (e->owner == me) + 4u * (other == NO_CASE) + 8u * e->is_dropped + 16u * e->is_repeated);
    h = lb_mix(lb_mix(lb_mix(lb_mix(h, e->case_id), e->region), e->year), e->kind);
    for (size_t k = 0; k < e->text_count; k++)
        h = lb_mix(lb_mix(lb_mix(h, e->texts[k].lang), e->texts[k].name), e->texts[k].changed);
    return other == NO_CASE ? h : mix_brief(h, s->briefs[other]);
}

uint64_t lb_survey_around(const struct lb_survey *s, const struct lb_brief *b, const lb_slice *links, size_t link_count)
{
    uint64_t h = mix_number(mix_number(1, b->replicated), b->interested);
    for (size_t i = s->edge_first[b->index]; i < s->edge_first[b->index + 1]; i++)
        h = mix_edge(h, s, &s->edges[s->edge_of[i]], b->index);
    for (size_t i = s->relation_first[b->index]; i < s->relation_first[b->index + 1]; i++) {
        const struct relation *r = &s->relations[s->relation_of[i]];
        h = lb_mix(mix_number(h, r->from == b->index), r->kind);
        h = mix_brief(h, s->briefs[r->from == b->index ? r->to : r->from]);
    }
    for (size_t i = 0; i < b->collection_count; i++)
        for (size_t k = 0; k < s->collection_count; k++)
            if (lb_slice_eq(s->collections[k].id, b->collections[i])) {
                h = lb_mix(h, b->collections[i]);
                for (size_t t = 0; t < s->collections[k].title_count; t++)
                    h = lb_mix(lb_mix(h, s->collections[k].titles[t].lang), s->collections[k].titles[t].title);
            }
    for (size_t i = 0; i < link_count; i++)
        h = mix_number(h, lb_survey_find(s, links[i]) != NULL);
    return h;
}

/* ---- notes */

unsigned lb_survey_cases_note(lb_slice id)
{
    return (unsigned)(lb_mix(1, id) >> 32) % LB_CASES_NOTES;
}

void lb_survey_cases(const struct lb_survey *s, const bool wanted[LB_CASES_NOTES], struct lb_json *ret[LB_CASES_NOTES])
{
    for (size_t i = 0; i < LB_CASES_NOTES; i++)
        ret[i] = wanted[i] ? lb_json_array() : NULL;
    for (size_t i = 0; i < s->count; i++) {
        const struct lb_brief *b = lb_survey_at(s, i);
        struct lb_json *list = ret[lb_survey_cases_note(b->id)];
        if (!list)
            continue;
        struct lb_json *o = lb_json_object(), *title = lb_json_object();
        lb_json_set_str(o, "id", b->id);
        for (size_t k = 0; k < b->title_count; k++)
            lb_json_set_str(title, b->titles[k].lang.data, b->titles[k].title);
        lb_json_set(o, "title", title);
        lb_json_set_str(o, "updated", b->updated);
        if (b->published.len)
            lb_json_set_str(o, "published", b->published);
        lb_json_set_str(o, "region", b->region);
        lb_json_set_str(o, "year", b->year);
        lb_json_push(list, o);
    }
}

struct lb_json *lb_survey_acronyms(const struct lb_survey *s)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < s->acronym_count; i++) {
        const struct acronym *a = &s->acronyms[i];
        struct lb_json *o = lb_json_object(), *full = lb_json_object(), *texts = lb_json_array();
        lb_json_push(texts, lb_json_string(a->full));
        lb_json_set(full, a->lang.data, texts);
        lb_json_set_str(o, "short", a->brief);
        lb_json_set(o, "long", full);
        lb_json_push(list, o);
    }
    return list;
}
