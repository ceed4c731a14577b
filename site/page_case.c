/* page_case.c - one case: its record and rendered body from the snapshot, similar cases, data for machines. */
#include "site/model_case.h"
#include "site/pages.h"

enum { SIMILAR = 4, REASONS = 3 };

/* "Masalah yang sama; urusan yang sama" */
static lb_slice reason(const struct lb_page_request *p, const struct lb_similar *s)
{
    static const struct {
        unsigned flag;
        const char *text;
    } reasons[] = {
        {LB_WHY_LINEAGE, LB_WORD("terhubung dalam silsilah")}, {LB_WHY_PROBLEM, LB_WORD("masalah yang sama")},
        {LB_WHY_THEME, LB_WORD("tema yang sama")},             {LB_WHY_AFFAIR, LB_WORD("urusan yang sama")},
        {LB_WHY_PROVINCE, LB_WORD("provinsi yang sama")},      {LB_WHY_LEVEL, LB_WORD("tingkat daerah yang sama")},
    };
    struct lb_str out = LB_STR_INIT(4096);
    size_t n = 0;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons && n < REASONS; i++)
        if (s->why & reasons[i].flag)
            lb_str_printf(&out, "%s%s", n++ ? ", " : "", lb_word(p->words, reasons[i].text));
    if (n == 0 && s->word_count) {
        lb_str_printf(&out, "%s ", lb_word(p->words, "kata yang sama:"));
        for (size_t i = 0; i < s->word_count && i < 4; i++)
            lb_str_printf(&out, "%s%" LB_PRI, i ? ", " : "", LB_ARG(s->words[i]));
    }
    lb_slice text = out.len ? LB_SAY(p, "Serupa karena: %s", lb_str_slice(&out)) : LB_EMPTY;
    lb_str_free(&out);
    return text;
}

static enum lb_status set_similar(const struct lb_page_request *p, lb_slice id, struct lb_json *m, struct lb_err *e)
{
    struct lb_similar *similar;
    size_t n = 0;
    enum lb_status s = lb_reader_similar(p->reader, p->arena, id, lb_slice_of(p->request->lang), SIMILAR, &similar, &n, e);
    if (s != LB_OK)
        return s;
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < n; i++) {
        struct lb_json *hit = lb_model_hit(p, &similar[i].card, NULL);
        lb_json_set_str(hit, "hit_why", reason(p, &similar[i]));
        lb_json_push(list, hit);
    }
    lb_json_set(m, "similar", list);
    if (n)
        lb_json_set_bool(m, "has_next", true);
    return LB_OK;
}

/* schema.org data in a block no browser runs. '<' is escaped, so that no text can end the block. */
static void set_jsonld(const struct lb_case_view *v, struct lb_json *m)
{
    const struct lb_json *meta = lb_json_get(m, "citation");
    struct lb_json *d = lb_json_object(), *place = lb_json_object();
    lb_json_set_str(d, "@context", LB_S("https://schema.org"));
    lb_json_set_str(d, "@type", LB_S("Article"));
    lb_json_set_str(d, "headline", lb_json_str(v->record, "title"));
    lb_json_set_str(d, "abstract", lb_json_str(v->record, "summary"));
    lb_json_set_str(d, "inLanguage", v->lang);
    lb_json_set_str(d, "url", lb_json_str(meta, "meta_url"));
    if (lb_json_str(meta, "meta_date").len)
        lb_json_set_str(d, "dateModified", lb_json_str(meta, "meta_date"));
    if (lb_json_str(m, "case_licence_url").len)
        lb_json_set_str(d, "license", lb_json_str(m, "case_licence_url"));
    lb_json_set_str(place, "@type", LB_S("Place"));
    lb_json_set_str(place, "name", lb_json_str(m, "region_text"));
    lb_json_set(d, "spatialCoverage", place);
    struct lb_str json = LB_STR_INIT(64 * 1024), html = LB_STR_INIT(128 * 1024);
    lb_json_print(d, false, false, &json);
    lb_str_lit(&html, "<script type=\"application/ld+json\">");
    for (size_t i = 0; i < json.len; i++)
        if (json.data[i] == '<')
            lb_str_lit(&html, "\\u003c");
        else
            lb_str_addc(&html, json.data[i]);
    lb_str_lit(&html, "</script>");
    lb_json_set_html(m, "jsonld_html", lb_html_of(lb_str_slice(&html)));
    lb_str_free(&json);
    lb_str_free(&html);
    lb_json_free(d);
}

/* A renamed case: its old id leads to the new one for good. */
static enum lb_status moved(const struct lb_page_request *p, lb_slice id, struct lb_reply *reply, struct lb_err *e)
{
    lb_slice now;
    enum lb_status s = lb_reader_note(p->reader, p->arena, lb_arena_printf(p->arena, "alias:%" LB_PRI, LB_ARG(id)), &now, e);
    if (s == LB_NOT_FOUND)
        return lb_fail(e, LB_NOT_FOUND, "no case '%" LB_PRI "'", LB_ARG(id));
    if (s != LB_OK)
        return s;
    reply->status = 301;
    reply->location = lb_url_move(p->arena, p->request, "case", now);
    return LB_OK;
}

enum lb_status page_case(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    lb_slice id = p->request->args[0];
    struct lb_page page;
    struct lb_json *record = NULL;
    enum lb_status s = lb_reader_page(p->reader, p->arena, id, lb_slice_of(p->request->lang), &page, e);
    const struct lb_json *broken = s == LB_NOT_FOUND ? lb_preview_find_broken(p, "case", id) : NULL;
    if (broken)
        return lb_preview_reply_broken(p, broken, reply);
    if (s == LB_NOT_FOUND)
        return moved(p, id, reply, e);
    if (s == LB_OK)
        s = lb_json_parse(page.record, &record, e);
    if (s != LB_OK)
        return s;
    bool is_foreign = !lb_slice_eq(page.lang, lb_slice_of(p->request->lang));
    struct lb_case_view v = {p, record, page.lang, is_foreign ? page.lang : LB_EMPTY,
                             lb_findings_of(p, lb_json_str(record, "path"), record)};
    struct lb_json *m = lb_model_new(p, lb_json_str(record, "title"), lb_json_str(record, "summary"));
    lb_findings_body(v.findings, p, page.body, m);
    lb_model_case(&v, m);
    if (p->is_preview) {
        lb_preview_banner(p, record, "case", m);
        lb_preview_faces(p, id, m);
        lb_findings_end(v.findings, m);
    }
    set_jsonld(&v, m);
    s = set_similar(p, id, m, e);
    lb_json_free(record);
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    return lb_model_reply(reply, "page/case.html", m);
}
