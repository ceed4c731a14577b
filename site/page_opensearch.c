/* page_opensearch.c - tells a browser that the library can be searched from its address bar. */
#include "site/links.h"
#include "site/pages.h"
#include "site/xml.h"

/* The address with {searchTerms} where the browser puts the words. */
static lb_slice pattern(const struct lb_page_request *p, const char *route)
{
    return lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI "?q={searchTerms}", LB_ARG(p->base_url),
                           LB_ARG(lb_url(p->arena, p->request->lang, route, LB_EMPTY)));
}

enum lb_status page_opensearch(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    (void)e;
    const struct lb_json *library = lb_library_note(p->library, "library");
    lb_slice title = lb_library_text(lb_json_get(library, "title"), p->request->lang);
    lb_slice about = lb_library_text(lb_json_get(library, "subtitle"), p->request->lang);
    struct lb_str out = LB_STR_INIT(64 * 1024);
    lb_xml_start(&out);
    lb_xml_open(&out, "OpenSearchDescription",
                LB_XML_ATTRIBUTES({"xmlns", LB_S("http://a9.com/-/spec/opensearch/1.1/")}));
    /* The standard allows 16 characters of ShortName. */
    lb_xml_element(&out, "ShortName", NULL, title.len && title.len <= 16 ? title : LB_S("Lumbung"));
    lb_xml_element(&out, "Description", NULL, about.len ? about : title.len ? title : LB_S("Lumbung"));
    lb_xml_element(&out, "Language", NULL, lb_slice_of(p->request->lang));
    lb_xml_element(&out, "InputEncoding", NULL, LB_S("UTF-8"));
    lb_xml_element(&out, "Url",
                   LB_XML_ATTRIBUTES({"type", LB_S("text/html")}, {"template", pattern(p, "search")}), LB_EMPTY);
    lb_xml_element(&out, "Url",
                   LB_XML_ATTRIBUTES({"type", LB_S("application/x-suggestions+json")}, {"template", pattern(p, "suggest")}),
                   LB_EMPTY);
    lb_xml_close(&out, "OpenSearchDescription");
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "application/opensearchdescription+xml; charset=utf-8";
    lb_str_free(&out);
    return LB_OK;
}
