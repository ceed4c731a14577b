/* page_manual.c - the editors' manual, as the indexer rendered it. */
#include "site/model.h"
#include "site/pages.h"

enum lb_status page_manual(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    lb_slice text;
    struct lb_json *note = NULL;
    enum lb_status s = lb_reader_note(p->reader, p->arena, lb_arena_printf(p->arena, "manual:%s", p->request->lang), &text, e);
    if (s == LB_OK)
        s = lb_json_parse(text, &note, e);
    if (s != LB_OK)
        return s;
    struct lb_json *m = lb_model_new(p, lb_model_word(p, "Menulis dan meninjau kasus"), LB_EMPTY), *list = lb_json_array();
    const struct lb_json *toc = lb_json_get(note, "toc");
    for (size_t i = 0; i < lb_json_size(toc); i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "toc_id", lb_json_str(lb_json_at(toc, i), "id"));
        lb_json_set_str(one, "toc_title", lb_json_str(lb_json_at(toc, i), "title"));
        lb_json_push(list, one);
    }
    lb_json_set(m, "toc", list);
    lb_json_set_html(m, "body_html", lb_html_of(lb_json_str(note, "body"))); /* made by the indexer's renderer */
    lb_json_set_str(m, "url_format", lb_url(p->arena, p->request->lang, "format", LB_EMPTY));
    lb_json_free(note);
    return lb_model_reply(reply, "page/manual.html", m);
}
