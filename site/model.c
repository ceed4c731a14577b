/* model.c - sentences, labels, cards and rows; see model.h. */
#include "site/model.h"
#include "site/board.h"
#include "site/preview.h"

#include <inttypes.h>

lb_slice lb_model_say(const struct lb_page_request *p, const char *indonesian, const lb_slice *args, size_t count)
{
    const char *s = lb_word(p->words, indonesian);
    struct lb_str out = LB_STR_INIT(64 * 1024);
    size_t n = 0;
    for (const char *mark; (mark = strstr(s, "%s")); s = mark + 2) {
        lb_str_add(&out, lb_slice_from(s, (size_t)(mark - s)));
        if (n < count)
            lb_str_add(&out, args[n++]);
    }
    lb_str_add(&out, lb_slice_of(s));
    lb_slice said = lb_arena_copy(p->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return said;
}

lb_slice lb_model_word(const struct lb_page_request *p, const char *indonesian)
{
    return lb_slice_of(lb_word(p->words, indonesian));
}

lb_slice lb_model_number(const struct lb_page_request *p, int64_t n)
{
    return lb_format_number(p->arena, p->request->lang, (double)n, 0);
}

lb_slice lb_model_count(const struct lb_page_request *p, const char *indonesian, int64_t n)
{
    const char *form = lb_word_n(p->words, indonesian, n);
    lb_slice number = lb_model_number(p, n);
    const char *mark = strstr(form, "%s");
    if (!mark)
        return lb_slice_of(form);
    return lb_arena_printf(p->arena, "%.*s%" LB_PRI "%s", (int)(mark - form), form, LB_ARG(number), mark + 2);
}

lb_slice lb_model_date(const struct lb_page_request *p, lb_slice iso)
{
    return lb_format_date(p->arena, p->request->lang, iso);
}

struct lb_json *lb_model_new(const struct lb_page_request *p, lb_slice title, lb_slice description)
{
    (void)p;
    struct lb_json *m = lb_json_object();
    lb_json_set_str(m, "page_title", title);
    lb_json_set_str(m, "page_description", description);
    lb_json_set_bool(m, "uses_serif", true);
    return m;
}

enum lb_status lb_model_reply(struct lb_reply *reply, const char *template, struct lb_json *model)
{
    reply->status = 200;
    reply->template = template;
    reply->model = model;
    return LB_OK;
}

lb_slice lb_model_label(const struct lb_page_request *p, const char *vocabulary, lb_slice code)
{
    return lb_library_label(p->library, vocabulary, code, p->request->lang);
}

lb_slice lb_model_note(const struct lb_page_request *p, const char *vocabulary, lb_slice code)
{
    return lb_library_text(lb_json_get(lb_library_term(p->library, vocabulary, code), "note"), p->request->lang);
}

lb_slice lb_model_value_label(const struct lb_page_request *p, enum lb_field field, lb_slice code, lb_slice label)
{
    const char *vocabulary = lb_fields[field].vocabulary;
    if (label.len)
        return label;
    if (field == LB_FIELD_MISSING)
        return lb_model_missing_label(p, code);
    if (!vocabulary)
        return code;
    if (field == LB_FIELD_REGION || field == LB_FIELD_PROVINCE)
        return lb_model_region(p, code);
    lb_slice text = lb_model_label(p, vocabulary, code);
    if (field == LB_FIELD_SDG)
        return lb_arena_printf(p->arena, "%" LB_PRI ". %" LB_PRI, LB_ARG(code), LB_ARG(text));
    return text;
}

lb_slice lb_model_field_label(const struct lb_page_request *p, enum lb_field field)
{
    return lb_slice_of(*p->request->lang == 'e' ? lb_fields[field].label_en : lb_fields[field].label_id);
}

static lb_slice place(const struct lb_page_request *p, lb_slice name, lb_slice province)
{
    if (!province.len || lb_slice_eq(name, province))
        return name;
    return lb_arena_printf(p->arena, "%" LB_PRI ", %" LB_PRI, LB_ARG(name), LB_ARG(province));
}

lb_slice lb_model_region(const struct lb_page_request *p, lb_slice code)
{
    lb_slice name = lb_library_region_name(p->library, code);
    if (lb_slice_eq(name, code))
        return lb_country_name(p->arena, p->request->lang, code);
    size_t dot = lb_slice_find(code, '.');
    if (dot == code.len)
        return name;
    return place(p, name, lb_library_region_name(p->library, lb_slice_sub(code, 0, dot)));
}

static const char *key_of(struct lb_arena *a, const char *prefix, const char *name)
{
    return lb_arena_printf(a, "%s_%s", prefix, name).data;
}

struct lb_json *lb_model_link(const struct lb_page_request *p, const char *prefix, lb_slice label, lb_slice url,
                              int64_t count)
{
    struct lb_json *link = lb_json_object();
    lb_json_set_str(link, key_of(p->arena, prefix, "label"), label);
    lb_json_set_str(link, key_of(p->arena, prefix, "url"), url);
    if (count >= 0)
        lb_json_set_str(link, key_of(p->arena, prefix, "count"), lb_model_number(p, count));
    return link;
}

void lb_model_evidence(const struct lb_page_request *p, lb_slice level, struct lb_json *into)
{
    int n = level.len == 2 && level.data[1] >= '0' && level.data[1] <= '5' ? level.data[1] - '0' : 0;
    lb_json_set_str(into, "evidence_label", lb_model_label(p, "evidence_levels", level));
    /* Dots stand 10 apart from 6; the line ends a little after the last one, so that its round cap is drawn. */
    lb_json_set_str(into, "evidence_x", lb_arena_printf(p->arena, "%d.1", 6 + 10 * n));
}

lb_slice lb_model_small(const struct lb_page_request *p, lb_slice label)
{
    bool is_word = label.len > 1 && label.data[0] >= 'A' && label.data[0] <= 'Z' && label.data[1] >= 'a';
    return is_word ? lb_arena_printf(p->arena, "%c%" LB_PRI, label.data[0] + 32, LB_ARG(lb_slice_sub(label, 1, label.len))) : label;
}

lb_slice lb_model_card_place(const struct lb_page_request *p, const struct lb_card *c)
{
    lb_slice land = c->region.len == 2 ? lb_country_name(p->arena, p->request->lang, c->region) : LB_EMPTY;
    bool is_told = memmem(c->region_name.data ? c->region_name.data : "", c->region_name.len, ", ", 2) != NULL;
    bool is_abroad = land.len && !lb_slice_eq(land, c->region) && !is_told;
    return place(p, c->region_name, is_abroad ? land : c->province_name);
}

/* What partial/case-meta.html shows. */
static void set_meta(const struct lb_page_request *p, const struct lb_card *c, struct lb_json *into)
{
    lb_json_set_str(into, "region_text", lb_model_card_place(p, c));
    lb_json_set_str(into, "year", c->year);
    lb_json_set_str(into, "stage_text", lb_model_label(p, "stages", c->stage));
    bool is_known = c->status.len && !lb_slice_eq(c->status, LB_S("tidak_diketahui"));
    lb_json_set_str(into, "status_text", is_known ? lb_model_small(p, lb_model_label(p, "statuses", c->status)) : LB_EMPTY);
    lb_json_set_bool(into, "is_stopped", lb_slice_eq(c->status, LB_S("berhenti")));
    lb_model_evidence(p, c->evidence, into);
    lb_json_set_str(into, "cost_text", c->has_cost ? lb_model_word(p, "ada biaya") : LB_EMPTY);
    lb_json_set_str(into, "copied_text", c->replicated ? lb_model_count(p, "ditiru %s daerah", c->replicated) : LB_EMPTY);
}

static void set_text(struct lb_json *into, const char *key, struct lb_html marked, lb_slice plain)
{
    if (marked.markup.len) {
        lb_json_set_html(into, key, marked);
        return;
    }
    struct lb_str out = LB_STR_INIT(64 * 1024);
    lb_html_escape(&out, plain);
    lb_json_set_html(into, key, lb_html_of(lb_str_slice(&out)));
    lb_str_free(&out);
}

static lb_slice other_lang(const struct lb_page_request *p, lb_slice lang)
{
    return lang.len && !lb_slice_eq(lang, lb_slice_of(p->request->lang)) ? lang : LB_EMPTY;
}

struct lb_json *lb_model_hit(const struct lb_page_request *p, const struct lb_card *c, const struct lb_hit *hit)
{
    struct lb_json *m = lb_json_object();
    struct lb_html none = {LB_EMPTY};
    lb_json_set_str(m, "hit_url", lb_url(p->arena, p->request->lang, "case", c->id));
    lb_json_set_str(m, "hit_lang", other_lang(p, c->lang));
    set_text(m, "hit_title_html", hit ? hit->title : none, c->title);
    set_text(m, "hit_problem_html", hit ? hit->problem : none, c->problem);
    if (hit && hit->snippet.markup.len)
        lb_json_set_html(m, "hit_snippet_html", hit->snippet);
    set_meta(p, c, m);
    lb_preview_mark(p, "hit", c->state, m);
    return m;
}

struct lb_json *lb_model_mini(const struct lb_page_request *p, const struct lb_card *c, lb_slice note)
{
    struct lb_json *m = lb_json_object();
    lb_json_set_str(m, "mini_title", c->title);
    lb_json_set_str(m, "mini_url", lb_url(p->arena, p->request->lang, "case", c->id));
    lb_json_set_str(m, "mini_lang", other_lang(p, c->lang));
    lb_json_set_str(m, "mini_note", note);
    lb_preview_mark(p, "mini", c->state, m);
    return m;
}

bool lb_model_holds(const struct lb_json *list, const char *text)
{
    for (size_t i = 0; i < lb_json_size(list); i++)
        if (lb_slice_eq(lb_json_text(lb_json_at(list, i)), lb_slice_of(text)))
            return true;
    return false;
}

void lb_model_contact(const struct lb_page_request *p, struct lb_json *into)
{
    const struct lb_json *contact = lb_json_get(lb_library_note(p->library, "library"), "contact");
    lb_slice office = lb_library_text(lb_json_get(contact, "office"), p->request->lang), url = lb_json_str(contact, "url");
    lb_slice mail = lb_json_str(contact, "email");
    if (!url.len && mail.len)
        url = lb_arena_printf(p->arena, "mailto:%" LB_PRI, LB_ARG(mail));
    lb_json_set_str(into, "site_contact", office.len ? office : mail);
    lb_json_set_str(into, "site_contact_url", url);
    lb_json_set_bool(into, "site_contact_is_plain", !url.len);
}
