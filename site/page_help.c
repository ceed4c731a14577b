/* page_help.c - how to search, from the parser's own table, and what the evidence levels and voices mean. */
#include "site/model.h"
#include "site/pages.h"
#include "store/syntax.h"

static const char *const levels[] = {"E0", "E1", "E2", "E3", "E4", "E5"};

static enum lb_status set_levels(const struct lb_page_request *p, struct lb_json *m, struct lb_err *e)
{
    struct lb_facet_result counts;
    enum lb_status s = lb_model_counts(p, LB_FIELD_EVIDENCE, &counts, e);
    if (s != LB_OK)
        return s;
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        lb_slice code = lb_slice_of(levels[i]);
        unsigned n = lb_model_count_of(&counts, code);
        struct lb_json *one = lb_json_object();
        lb_model_evidence(p, code, one);
        lb_json_set_str(one, "level_note", lb_model_note(p, "evidence_levels", code));
        lb_json_set_str(one, "level_count", lb_model_number(p, n));
        lb_json_set_str(one, "level_url", n ? lb_url_value(p->arena, p->request->lang, LB_FIELD_EVIDENCE, code) : LB_EMPTY);
        lb_json_set_str(one, "level_none", n ? LB_EMPTY : lb_model_number(p, 0));
        lb_json_push(list, one);
    }
    lb_json_set(m, "levels", list);
    return LB_OK;
}

static void set_voices(const struct lb_page_request *p, struct lb_json *m)
{
    const struct lb_json *terms =
        lb_json_get(lb_json_get(lb_library_note(p->library, "vocab"), "source_independence"), "terms");
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(terms); i++) {
        const struct lb_json *t = lb_json_at(terms, i);
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "voice_label", lb_library_text(lb_json_get(t, "label"), p->request->lang));
        lb_json_set_str(one, "voice_note", lb_library_text(lb_json_get(t, "note"), p->request->lang));
        lb_json_push(list, one);
    }
    lb_json_set(m, "voices", list);
}

/* Each example is a search that can be tried. */
static void set_syntax(const struct lb_page_request *p, struct lb_json *m)
{
    struct lb_json *list = lb_json_array();
    bool is_en = *p->request->lang == 'e';
    for (int i = 0; i < LB_SYNTAX_COUNT; i++) {
        const struct lb_syntax *row = &lb_query_syntax[i];
        lb_slice example = lb_slice_of(is_en ? row->example_en : row->example_id);
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "syntax_example", example);
        lb_json_set_str(one, "syntax_meaning", lb_slice_of(is_en ? row->meaning_en : row->meaning_id));
        lb_json_set_str(one, "syntax_url", lb_url_search(p->arena, p->request->lang, "q", example));
        lb_json_push(list, one);
    }
    lb_json_set(m, "syntax", list);
}

static void set_fields(const struct lb_page_request *p, struct lb_json *m)
{
    struct lb_json *list = lb_json_array();
    bool is_en = *p->request->lang == 'e';
    for (int f = 0; f < LB_FIELD_COUNT; f++) {
        if (lb_fields[f].flags & (LB_EDITORS | LB_PREVIEW))
            continue;
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "field_word", lb_slice_of(is_en ? lb_fields[f].word_en : lb_fields[f].word_id));
        lb_json_set_str(one, "field_name", lb_model_field_label(p, (enum lb_field)f));
        lb_json_push(list, one);
    }
    lb_json_set(m, "fields", list);
}

enum lb_status page_help(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_json *m = lb_model_new(p, lb_model_word(p, "Bantuan"), LB_EMPTY);
    enum lb_status s = set_levels(p, m, e);
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    set_syntax(p, m);
    set_voices(p, m);
    set_fields(p, m);
    lb_json_set_str(m, "url_manual", lb_url(p->arena, p->request->lang, "manual", LB_EMPTY));
    lb_json_set_str(m, "url_format", lb_url(p->arena, p->request->lang, "format", LB_EMPTY));
    return lb_model_reply(reply, "page/help.html", m);
}
