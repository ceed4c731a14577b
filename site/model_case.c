/* model_case.c - head, contents and what links on; calls the other parts. See model_case.h. */
#include "site/model_case.h"

lb_slice lb_case_text(const struct lb_case_view *v, const struct lb_json *object, const char *key)
{
    const struct lb_json *value = lb_json_get(object, key);
    switch (lb_json_type(value)) {
    case LB_JSON_STRING: return lb_json_text(value);
    case LB_JSON_INT: return lb_arena_printf(v->p->arena, "%d", (int)lb_json_number(value));
    default: return LB_EMPTY;
    }
}

/* The body shows a source by its place in the list, and so does everything else. */
static size_t source_number(const struct lb_json *record, lb_slice id)
{
    const struct lb_json *sources = lb_json_get(record, "sources");
    for (size_t i = 0; i < lb_json_size(sources); i++)
        if (lb_slice_eq(lb_json_str(lb_json_at(sources, i), "id"), id))
            return i + 1;
    return 0;
}

void lb_case_cites(const struct lb_case_view *v, const struct lb_json *sources, const char *key, struct lb_json *into)
{
    struct lb_json *list = lb_json_array();
    bool is_list = lb_json_type(sources) == LB_JSON_ARRAY;
    size_t n = is_list ? lb_json_size(sources) : sources != NULL;
    for (size_t i = 0; i < n; i++) {
        lb_slice id = lb_json_text(is_list ? lb_json_at(sources, i) : sources);
        size_t number = source_number(v->record, id);
        if (!number)
            continue;
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "cite_id", id);
        lb_json_set_int(one, "cite_n", (int64_t)number);
        lb_json_push(list, one);
    }
    lb_json_set(into, key, list);
}

static void set_head(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_page_request *p = v->p;
    const struct lb_json *region = lb_json_get(v->record, "region"), *names = lb_json_get(v->record, "expansions");
    lb_slice affair = lb_json_text(lb_json_at(lb_json_get(v->record, "affairs"), 0));
    lb_json_set_str(into, "case_title", lb_json_str(v->record, "title"));
    lb_json_set_str(into, "problem", lb_json_str(v->record, "problem"));
    lb_json_set_str(into, "summary", lb_json_str(v->record, "summary"));
    struct lb_card place = {.region = lb_json_str(region, "code"), .region_name = lb_json_str(region, "name"),
                            .province_name = lb_json_str(region, "province_name")};
    lb_json_set_str(into, "region_text", lb_model_card_place(p, &place));
    lb_slice code = lb_json_str(region, "code");
    lb_json_set_str(into, "region_url", code.len ? lb_url(p->arena, p->request->lang, "region", code) : LB_EMPTY);
    lb_json_set_str(into, "affair_label", affair.len ? lb_model_label(p, "affairs", affair) : LB_EMPTY);
    lb_json_set_str(into, "affair_url",
                    affair.len ? lb_url_value(p->arena, p->request->lang, LB_FIELD_AFFAIR, affair) : LB_EMPTY);
    struct lb_json *list = lb_json_array();
    size_t n = lb_json_size(names);
    for (size_t i = 0; i < n; i++) {
        const struct lb_json *name = lb_json_at(names, i);
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "name_text", lb_json_str(name, "text"));
        lb_case_cites(v, lb_json_get(name, "source"), "cites", one);
        lb_json_set_bool(one, "name_sep", i + 1 < n);
        lb_json_push(list, one);
    }
    lb_json_set(into, "names", list);
    lb_json_set_str(into, "acronym", n ? lb_json_str(v->record, "acronym") : LB_EMPTY);
}

static void set_images(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_json *images = lb_json_get(v->record, "images");
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(images); i++) {
        const struct lb_json *image = lb_json_at(images, i), *variants = lb_json_get(image, "variants");
        lb_slice asset = lb_json_str(image, "asset"), credit = lb_json_str(image, "credit");
        lb_slice licence = lb_json_str(image, "licence");
        if (!asset.len)
            continue;
        struct lb_json *one = lb_json_object();
        struct lb_str set = LB_STR_INIT(4096);
        for (size_t j = 0; j < lb_json_size(variants); j++) {
            const struct lb_json *variant = lb_json_at(variants, j);
            lb_slice name = lb_json_str(variant, "asset");
            lb_str_printf(&set, "%s/aset/%" LB_PRI " %dw", j ? ", " : "", LB_ARG(name), (int)lb_json_int_of(variant, "width"));
        }
        lb_json_set_str(one, "image_url", lb_arena_printf(v->p->arena, "/aset/%" LB_PRI, LB_ARG(asset)));
        lb_json_set_str(one, "image_set", lb_str_slice(&set));
        lb_json_set_str(one, "image_alt", lb_json_str(image, "alt"));
        lb_json_set_str(one, "image_caption", lb_json_str(image, "caption"));
        lb_json_set_str(one, "image_credit", licence.len && credit.len ? LB_SAY(v->p, "%s, %s", credit, licence) : credit);
        if (lb_json_int_of(image, "width")) {
            lb_json_set_int(one, "image_width", lb_json_int_of(image, "width"));
            lb_json_set_int(one, "image_height", lb_json_int_of(image, "height"));
        }
        lb_str_free(&set);
        lb_json_push(list, one);
    }
    lb_json_set(into, "images", list);
}

static void push_toc(struct lb_json *toc, lb_slice id, lb_slice title)
{
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, "toc_id", id);
    lb_json_set_str(one, "toc_title", title);
    lb_json_push(toc, one);
}

/* The page's own parts around the headings of the body, in the order of the template. */
static void set_contents(const struct lb_case_view *v, struct lb_json *into)
{
    static const struct part {
        const char *shown_by, *id, *title;
        bool before_body, is_list;
    } parts[] = {
        {"results", "hasil-tercatat", LB_WORD("Hasil yang tercatat"), true, true},
        {"conflicts", "keterangan-berbeda", LB_WORD("Keterangan yang tidak sejalan"), true, true},
        {"has_replicate", "untuk-ditiru", LB_WORD("Jika hendak ditiru"), false, false},
        {"lineage_shown", "silsilah", LB_WORD("Silsilah praktik"), false, false},
        {"details", "rincian", LB_WORD("Rincian"), false, true},
        {"sources", "sumber", LB_WORD("Sumber"), false, true},
        {NULL, "riwayat", LB_WORD("Riwayat dan cara mengutip"), false, false},
    };
    const struct lb_json *body = lb_json_get(v->record, "toc");
    struct lb_json *toc = lb_json_array();
    for (int after = 0; after < 2; after++) {
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            const struct part *part = &parts[i];
            const struct lb_json *shown = part->shown_by ? lb_json_get(into, part->shown_by) : NULL;
            bool is_shown = !part->shown_by || (part->is_list ? lb_json_size(shown) > 0 : lb_json_is_true(shown));
            if (is_shown && part->before_body == !after)
                push_toc(toc, lb_slice_of(part->id), lb_model_word(v->p, part->title));
        }
        for (size_t i = 0; !after && i < lb_json_size(body); i++) {
            const struct lb_json *entry = lb_json_at(body, i);
            if (lb_json_int_of(entry, "level") <= 2)
                push_toc(toc, lb_json_str(entry, "id"), lb_json_str(entry, "title"));
        }
    }
    lb_json_set(into, "toc", toc);
}

static void set_related(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_page_request *p = v->p;
    const struct lb_json *related = lb_json_get(v->record, "related"), *collections = lb_json_get(v->record, "collections");
    struct lb_json *cases = lb_json_array(), *chips = lb_json_array();
    for (size_t i = 0; i < lb_json_size(related); i++) {
        const struct lb_json *r = lb_json_at(related, i);
        lb_slice id = lb_json_str(r, "id"), title = lb_json_str(r, "title");
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "mini_title", title.len ? title : id);
        lb_json_set_str(one, "mini_url", lb_url(p->arena, p->request->lang, "case", id));
        lb_json_set_str(one, "mini_note", lb_model_label(p, "relation_kinds", lb_json_str(r, "relation")));
        lb_preview_mark_case(p, "mini", id, one);
        lb_json_push(cases, one);
    }
    for (size_t i = 0; i < lb_json_size(collections); i++) {
        const struct lb_json *c = lb_json_at(collections, i);
        lb_slice id = lb_json_str(c, "id");
        struct lb_json *chip = lb_model_link(p, "chip", lb_library_text(lb_json_get(c, "title"), p->request->lang),
                                             lb_url(p->arena, p->request->lang, "collection", id), -1);
        lb_preview_mark_collection(p, "chip", id, chip);
        lb_json_push(chips, chip);
    }
    lb_json_set_bool(into, "has_next", lb_json_size(cases) || lb_json_size(chips));
    lb_json_set(into, "related", cases);
    lb_json_set(into, "in_collections", chips);
}

/* Findings beside the parts that are there; facts, details and sources took theirs. */
static void set_findings(const struct lb_case_view *v, struct lb_json *into)
{
    static const struct {
        const char *shown_by, *fields, *key; /* shown_by NULL: always */
    } parts[] = {
        {NULL, "title,problem,summary,acronym,expansions", "head_findings"},
        {NULL, "evidence", "evidence_findings"},
        {"results", "results", "results_findings"},
        {"conflicts", "conflicts", "conflicts_findings"},
        {"images", "images", "images_findings"},
        {"has_replicate", "preconditions,core,adaptable,steps,difficulties,lessons", "replicate_findings"},
        {"lineage_shown", "replicates,replicated_by", "lineage_findings"},
        {NULL, "verified,authors,licence", "history_findings"},
    };
    for (size_t i = 0; v->findings && i < sizeof parts / sizeof *parts; i++) {
        const struct lb_json *shown = parts[i].shown_by ? lb_json_get(into, parts[i].shown_by) : NULL;
        if (!parts[i].shown_by || lb_json_is_true(shown) || (lb_json_type(shown) == LB_JSON_ARRAY && lb_json_size(shown)))
            lb_findings_take(v->findings, parts[i].fields, parts[i].key, into);
    }
}

void lb_model_case(const struct lb_case_view *v, struct lb_json *into)
{
    lb_json_set_str(into, "text_lang", v->foreign);
    lb_json_set_str(into, "ui_lang", v->foreign.len ? lb_slice_of(v->p->request->lang) : LB_EMPTY);
    lb_json_set_bool(into, "is_article", true);
    set_head(v, into);
    lb_model_case_flags(v, into);
    lb_model_case_facts(v, into);
    lb_model_case_results(v, into);
    set_images(v, into);
    lb_model_case_practice(v, into);
    lb_model_case_lineage(v, into);
    lb_model_case_details(v, into);
    lb_model_case_sources(v, into);
    lb_model_case_history(v, into);
    set_contents(v, into);
    set_related(v, into);
    set_findings(v, into);
}
