/* page_api_case.c - one case as JSON: its record (indexer/record.h), rendered text and addresses. */
#include "base/limits.h"
#include "site/links.h"
#include "site/pages.h"
#include "site/request.h"

enum lb_status page_api_case(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    const struct lb_request *r = p->request;
    struct lb_page page;
    struct lb_json *record = NULL;
    enum lb_status s = lb_reader_page(p->reader, p->arena, r->args[0], lb_slice_of(r->lang), &page, e);
    if (s == LB_OK)
        s = lb_json_parse(page.record, &record, e);
    if (s != LB_OK)
        return s;
    lb_slice url = lb_url(p->arena, r->lang, "case", r->args[0]);
    lb_json_set_html(record, "body_html", page.body);
    lb_json_set_str(record, "url", lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(url)));
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    lb_json_print(record, false, true, &out);
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "application/json";
    lb_str_free(&out);
    lb_json_free(record);
    return LB_OK;
}
