/* case_doc.c - what of a case is searched, counted and shown in a list: zones, facets, cards; see case_doc.h. */
#include "indexer/case_doc.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>

/* ---- text of the zones: pieces parted by "\n" */

enum { MAX_ZONE = LB_MAX_BODY * 2 };

static void add(struct lb_str *out, lb_slice piece)
{
    piece = lb_slice_trim(piece);
    if (!piece.len)
        return;
    if (out->len)
        lb_str_addc(out, '\n');
    lb_str_add(out, piece);
}

static void add_list(struct lb_str *out, const struct lb_value *list)
{
    for (size_t i = 0; i < lb_value_size(list); i++)
        add(out, lb_value_text(lb_value_at(list, i)));
}

/* Fields of each map of a list, names NULL-ended. */
static void add_fields(struct lb_str *out, const struct lb_value *list, const char *const *names)
{
    for (size_t i = 0; i < lb_value_size(list); i++)
        for (size_t k = 0; names[k]; k++)
            add(out, lb_value_str(lb_value_at(list, i), names[k]));
}

static void add_body(struct lb_str *out, const struct lb_value *r, const struct lb_markdown *body)
{
    static const struct {
        const char *list;
        const char *names[5];
    } lists[] = {
        {"legal_basis", {"number", "title"}},     {"results", {"indicator", "method"}},
        {"preconditions", {"text"}},              {"steps", {"title", "who", "output"}},
        {"difficulties", {"problem", "response"}}, {"replicates", {"name", "changed"}},
        {"replicated_by", {"name", "changed"}},   {"awards", {"name", "result"}},
        {"documents", {"title"}},                 {"images", {"alt", "caption"}},
        {"conflicts", {"text"}},                  {"partners", {"role"}},
    };
    static const char *const texts[] = {"status_reason", "evidence.reason", "cost.coverage", "resources.staff"};
    static const char *const plain[] = {"core", "adaptable", "lessons"};
    static const char *const resources[] = {"resources.skills", "resources.technology", "resources.facilities",
                                            "resources.data"};
    add(out, body->text);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add(out, lb_value_str(r, texts[i]));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        add_list(out, lb_value_get(r, plain[i]));
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++)
        add_list(out, lb_value_path(r, resources[i]));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        add_fields(out, lb_value_get(r, lists[i].list), lists[i].names);
}

/* Headings every case has say nothing about this one. */
static void add_headings(struct lb_str *out, const struct lb_markdown *body)
{
    for (size_t i = 0; i < body->toc_count; i++)
        if (!body->toc[i].is_known)
            add(out, body->toc[i].title);
}

static void add_places(struct lb_str *out, const struct lb_contract *c, const struct lb_value *r, bool is_first)
{
    static const char *const names[] = {"name", NULL};
    if (is_first) {
        lb_slice code = lb_value_str(r, "region.code");
        const struct lb_region *region = lb_region_above(&c->regions, code);
        const struct lb_region *province = lb_region_find(&c->regions, lb_region_province(code));
        if (region) {
            add(out, region->name); /* the name without its kind is a part of it */
            if (province && province != region)
                add(out, province->name);
        }
        if (!region || !lb_slice_eq(region->code, code))
            add(out, lb_value_str(r, "region.name"));
    }
    add_fields(out, lb_value_get(r, "places"), names);
}

static void add_offices(struct lb_str *out, const struct lb_value *r)
{
    static const char *const names[] = {"name", NULL};
    add(out, lb_value_str(r, "lead.office"));
    add(out, lb_value_str(r, "lead.unit"));
    add_fields(out, lb_value_get(r, "partners"), names);
}

static void add_term(struct lb_str *out, const struct lb_term *t)
{
    for (size_t i = 0; t && t->label && i < t->label->count; i++)
        add(out, lb_value_text(t->label->members[i].value));
    for (size_t i = 0; t && t->alt && i < t->alt->count; i++)
        add_list(out, t->alt->members[i].value);
}

static void add_labels(struct lb_str *out, const struct lb_contract *c, const struct lb_value *r, bool is_first)
{
    static const struct {
        const char *field, *vocab;
    } coded[] = {{"affairs", "affairs"},
                 {"themes", "themes"},
                 {"challenges", "challenges"},
                 {"target_groups", "target_groups"},
                 {"sdgs", "sdgs"},
                 {"form", "forms"},
                 {"mode", "modes"},
                 {"participation", "participation"}};
    for (size_t i = 0; is_first && i < sizeof coded / sizeof *coded; i++) {
        const struct lb_vocab *v = lb_vocab_find(&c->vocabs, lb_slice_of(coded[i].vocab));
        const struct lb_value *list = lb_value_get(r, coded[i].field);
        for (size_t k = 0; k < lb_value_size(list); k++)
            add_term(out, lb_term_find(v, lb_value_text(lb_value_at(list, k))));
    }
    add_list(out, lb_value_get(r, "tags"));
}

static void fill_zones(const struct lb_contract *c, const struct lb_case_face *face, bool is_first, struct lb_arena *a,
                       lb_slice *zones)
{
    static const char *const texts[] = {"text", NULL};
    const struct lb_value *r = face->c->record;
    struct lb_str out = LB_STR_INIT(MAX_ZONE);
    for (int z = 0; z < LB_ZONE_COUNT; z++) {
        lb_str_clear(&out);
        switch ((enum lb_zone)z) {
        case LB_ZONE_TITLE: add(&out, lb_value_str(r, "title")); break;
        case LB_ZONE_NAMES:
            add(&out, lb_value_str(r, "acronym"));
            add_fields(&out, lb_value_get(r, "expansions"), texts);
            break;
        case LB_ZONE_PROBLEM: add(&out, lb_value_str(r, "problem")); break;
        case LB_ZONE_SUMMARY: add(&out, lb_value_str(r, "summary")); break;
        case LB_ZONE_HEADING: add_headings(&out, face->body); break;
        case LB_ZONE_BODY: add_body(&out, r, face->body); break;
        case LB_ZONE_PLACE: add_places(&out, c, r, is_first); break;
        case LB_ZONE_OFFICE: add_offices(&out, r); break;
        case LB_ZONE_LABELS: add_labels(&out, c, r, is_first); break;
        case LB_ZONE_COUNT: break;
        }
        zones[z] = lb_arena_copy(a, lb_str_slice(&out));
    }
    lb_str_free(&out);
}

/* ---- facets */

struct facets {
    struct lb_arena *arena;
    struct lb_facet_value *items;
    size_t count, capacity;
};

static void facet(struct facets *f, enum lb_field field, lb_slice code, lb_slice label)
{
    if (!code.len)
        return;
    for (size_t i = 0; i < f->count; i++)
        if (f->items[i].field == field && lb_slice_eq(f->items[i].code, code))
            return;
    struct lb_facet_value v = {field, code, label};
    LB_PUSH(f->arena, f->items, f->count, f->capacity, v);
}

static void facet_list(struct facets *f, enum lb_field field, const struct lb_value *list)
{
    for (size_t i = 0; i < lb_value_size(list); i++)
        facet(f, field, lb_value_text(lb_value_at(list, i)), LB_EMPTY);
}

static void facet_named(struct facets *f, enum lb_field field, lb_slice name)
{
    if (name.len)
        facet(f, field, lb_slug(f->arena, name), name);
}

/* The band of setup and one year's running cost together, in the currency the bands are drawn in. */
static lb_slice cost_band(const struct lb_contract *c, const struct lb_value *r)
{
    const struct lb_vocab *bands = lb_vocab_find(&c->vocabs, LB_S("cost_bands"));
    const struct lb_value *setup = lb_value_path(r, "cost.setup"), *yearly = lb_value_path(r, "cost.yearly");
    lb_slice currency = lb_value_str(r, "cost.currency");
    if (!setup && !yearly)
        return lb_term_find(bands, LB_S("tidak_dicatat")) ? LB_S("tidak_dicatat") : LB_EMPTY;
    if (currency.len && !lb_slice_eq(currency, LB_S("IDR")))
        return lb_term_find(bands, LB_S("mata_uang_lain")) ? LB_S("mata_uang_lain") : LB_EMPTY;
    double total = (setup ? setup->real : 0) + (yearly ? yearly->real : 0);
    for (size_t i = 0; bands && i < bands->count; i++) {
        const struct lb_value *min = lb_value_get(bands->terms[i].value, "min"),
                              *max = lb_value_get(bands->terms[i].value, "max");
        if ((min || max) && (!min || total >= strtod(min->text.data, NULL)) &&
            (!max || total < strtod(max->text.data, NULL)))
            return bands->terms[i].code;
    }
    return LB_EMPTY;
}

static void facet_region(struct facets *f, const struct lb_contract *c, const struct lb_value *r)
{
    lb_slice code = lb_value_str(r, "region.code");
    const struct lb_region *region = lb_region_above(&c->regions, code);
    facet(f, LB_FIELD_PROVINCE, lb_region_province(code), LB_EMPTY);
    facet(f, LB_FIELD_REGION, region ? region->code : code, LB_EMPTY);
    facet(f, LB_FIELD_LEVEL, lb_region_is_foreign(code) ? LB_S("negara") : region ? region->level : LB_EMPTY, LB_EMPTY);
}

static void fill_facets(const struct lb_case_around *around, const struct lb_case_face *faces, size_t count,
                        struct facets *f)
{
    static const struct {
        enum lb_field field;
        const char *name;
    } coded[] = {
        {LB_FIELD_AFFAIR, "affairs"},
        {LB_FIELD_THEME, "themes"},
        {LB_FIELD_CHALLENGE, "challenges"},
        {LB_FIELD_STAGE, "stage"},
        {LB_FIELD_STATUS, "status"},
        {LB_FIELD_EVIDENCE, "evidence.level"},
        {LB_FIELD_FORM, "form"},
        {LB_FIELD_MODE, "mode"},
        {LB_FIELD_INITIATOR, "initiators"},
        {LB_FIELD_TARGET, "target_groups"},
        {LB_FIELD_SDG, "sdgs"},
        {LB_FIELD_SCOPE, "scope"},
        {LB_FIELD_PARTICIPATION, "participation"},
        {LB_FIELD_VERIFIED, "verified.date"},
        {LB_FIELD_STATUS_ASOF, "status_asof"},
        {LB_FIELD_CONTACT_ASOF, "contact.asof"},
    };
    const struct lb_value *r = faces[0].c->record;
    for (size_t i = 0; i < sizeof coded / sizeof *coded; i++)
        facet_list(f, coded[i].field, lb_value_path(r, coded[i].name));
    facet_region(f, around->contract, r);
    facet(f, LB_FIELD_YEAR, lb_slice_sub(lb_value_str(r, "period.start"), 0, 4), LB_EMPTY);
    facet(f, LB_FIELD_COST, cost_band(around->contract, r), LB_EMPTY);
    for (size_t i = 0; i < count; i++)
        facet(f, LB_FIELD_LANGUAGE, faces[i].c->lang, LB_EMPTY);
    facet_named(f, LB_FIELD_ORGANISATION, lb_value_str(r, "lead.office"));
    const struct lb_value *list = lb_value_get(r, "partners");
    for (size_t i = 0; i < lb_value_size(list); i++)
        facet_named(f, LB_FIELD_ORGANISATION, lb_value_str(lb_value_at(list, i), "name"));
    list = lb_value_get(r, "awards");
    for (size_t i = 0; i < lb_value_size(list); i++)
        facet_named(f, LB_FIELD_AWARD, lb_value_str(lb_value_at(list, i), "name"));
    for (size_t i = 0; i < around->brief->collection_count; i++)
        facet(f, LB_FIELD_COLLECTION, around->brief->collections[i], LB_EMPTY);
    if (!lb_slice_eq(lb_case_state(faces[0].c), LB_S("published")))
        facet(f, LB_FIELD_STATE, lb_case_state(faces[0].c), LB_EMPTY);
    list = lb_value_get(r, "tags");
    for (size_t i = 0; i < lb_value_size(list); i++)
        facet_named(f, LB_FIELD_TAG, lb_value_text(lb_value_at(list, i)));
}

/* ---- what editors look at */

struct contribution {
    lb_slice slug, name, first, last; /* months */
};

static void contribute(struct facets *f, struct contribution *all, size_t *count, size_t room, lb_slice name, lb_slice month)
{
    lb_slice slug = lb_slug(f->arena, name);
    size_t i = 0;
    while (i < *count && !lb_slice_eq(all[i].slug, slug))
        i++;
    if (!slug.len || month.len < 7 || i == room)
        return;
    if (i == *count)
        all[(*count)++] = (struct contribution){slug, name, month, month};
    if (lb_slice_cmp(month, all[i].first) < 0)
        all[i].first = month;
    if (lb_slice_cmp(month, all[i].last) > 0)
        all[i].last = month;
}

/* Who changed the case, and in which months first and last. */
static void facet_contributors(struct facets *f, const struct lb_case_face *faces, size_t count)
{
    enum { MOST = 200 };
    struct contribution *all = LB_NEW_ARRAY(f->arena, struct contribution, MOST);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct lb_file_history *h = faces[i].history;
        for (size_t k = 0; h && k < h->revision_count; k++)
            for (size_t j = 0; j < h->revisions[k].author_count; j++)
                contribute(f, all, &n, MOST, h->revisions[k].authors[j], lb_slice_sub(lb_slice_of(h->revisions[k].date), 0, 7));
    }
    for (size_t i = 0; i < n; i++) {
        facet(f, LB_FIELD_CONTRIBUTOR, all[i].slug, lb_arena_copy(f->arena, all[i].name));
        lb_slice months[] = {all[i].first, all[i].last};
        for (int k = 0; k < 2; k++)
            facet(f, LB_FIELD_CONTRIBUTED,
                  lb_arena_printf(f->arena, "%" LB_PRI ".%" LB_PRI, LB_ARG(all[i].slug), LB_ARG(months[k])), LB_EMPTY);
    }
}

/* From the record of one language, which goes away. */
static void facet_quality(struct facets *f, const struct lb_json *record, bool is_original)
{
    const struct lb_json *flags = lb_json_get(record, "flags"), *missing = lb_json_path(record, "completeness.missing");
    for (size_t i = 0; i < lb_json_size(flags); i++)
        facet(f, LB_FIELD_FLAG, lb_arena_copy(f->arena, lb_json_text(lb_json_at(flags, i))), LB_EMPTY);
    if (!is_original)
        return;
    facet(f, LB_FIELD_COMPLETENESS, lb_arena_copy(f->arena, lb_json_text(lb_json_path(record, "completeness.level"))), LB_EMPTY);
    for (size_t i = 0; i < lb_json_size(missing); i++)
        facet(f, LB_FIELD_MISSING, lb_arena_copy(f->arena, lb_json_text(lb_json_at(missing, i))), LB_EMPTY);
}

/* ---- cards */

static bool has_independent_result(const struct lb_value *r)
{
    const struct lb_value *list = lb_value_get(r, "results");
    for (size_t i = 0; i < lb_value_size(list); i++)
        if (lb_is_independent(lb_result_independence(r, lb_value_at(list, i))))
            return true;
    return false;
}

static void fill_card(const struct lb_case_around *around, const struct lb_case *k, lb_slice updated,
                      struct lb_card *card)
{
    const struct lb_value *r = k->record, *affairs = lb_value_get(r, "affairs");
    const struct lb_region *province =
        lb_region_find(&around->contract->regions, lb_region_province(around->brief->region));
    *card = (struct lb_card){
        .id = k->id,
        .lang = k->lang,
        .title = lb_value_str(r, "title"),
        .problem = lb_value_str(r, "problem"),
        .summary = lb_value_str(r, "summary"),
        .region = around->brief->region,
        .region_name = around->brief->region_name,
        .province_name = province ? province->name : LB_EMPTY,
        .year = around->brief->year,
        .stage = lb_value_str(r, "stage"),
        .status = lb_value_str(r, "status"),
        .evidence = lb_value_str(r, "evidence.level"),
        .affair = lb_value_size(affairs) ? lb_value_text(lb_value_at(affairs, 0)) : LB_EMPTY,
        .status_asof = lb_value_str(r, "status_asof"),
        .updated = updated,
        .verified = lb_value_str(r, "verified.date"),
        .state = lb_slice_eq(lb_case_state(k), LB_S("published")) ? LB_EMPTY : lb_case_state(k),
        .has_cost = lb_value_path(r, "cost.setup") || lb_value_path(r, "cost.yearly"),
        .replicated = around->brief->replicated,
        .interested = around->brief->interested,
        .has_independent = has_independent_result(r),
    };
}

void lb_case_doc(const struct lb_case_around *around, const struct lb_case_face *faces, size_t count,
                 struct lb_arena *a, struct lb_doc *ret)
{
    struct lb_doc doc = {
        .id = faces[0].c->id, .langs = LB_NEW_ARRAY(a, struct lb_doc_lang, count), .lang_count = count};
    struct facets f = {.arena = a};
    lb_slice updated = LB_EMPTY;
    struct lb_str text = LB_STR_INIT(LB_MAX_CASE_FILE * 2);
    for (size_t i = 0; i < count; i++)
        if (faces[i].history && lb_slice_cmp(lb_slice_of(faces[i].history->last.date), updated) > 0)
            updated = lb_arena_copy(a, lb_slice_of(faces[i].history->last.date));
    for (size_t i = 0; i < count; i++) {
        struct lb_doc_lang *l = &doc.langs[i];
        fill_card(around, faces[i].c, updated, &l->card);
        fill_zones(around->contract, &faces[i], i == 0, a, l->zones);
        l->body = faces[i].body->html;
        struct lb_json *record = lb_case_record(around, faces, count, i);
        lb_str_clear(&text);
        lb_json_print(record, false, false, &text);
        l->record = lb_arena_copy(a, lb_str_slice(&text));
        facet_quality(&f, record, i == 0);
        lb_json_free(record);
        lb_str_clear(&text);
        if (faces[i].revisions)
            lb_versions_write(&faces[i].revisions->versions, &text);
        l->versions = lb_arena_copy(a, lb_str_slice(&text));
    }
    fill_facets(around, faces, count, &f);
    facet_contributors(&f, faces, count);
    doc.facets = f.items;
    doc.facet_count = f.count;
    *ret = doc;
    lb_str_free(&text);
}
