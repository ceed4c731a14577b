/* page_sitemap.c - sitemap.xml: every page worth finding, each with its other language.
 *
 * Up to CASES_A_MAP cases all stand in one map. With more, sitemap.xml is an index of parts: ?page=2 is the first (the
 * first page number an address can have), and it also holds the pages that are not cases. */
#include "base/limits.h"
#include "site/links.h"
#include "site/pages.h"
#include "site/request.h"
#include "site/xml.h"

enum { CASES_A_MAP = 10000 /* 2 languages, 300 bytes each: well below the standard's 50 000 addresses and 50 MB */ };

static lb_slice whole(const struct lb_page_request *p, const char *lang, const char *route, lb_slice arg)
{
    return lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(lb_url(p->arena, lang, route, arg)));
}

static void add_page(const struct lb_page_request *p, const char *route, lb_slice arg, lb_slice updated, bool has_english,
                     struct lb_str *out)
{
    lb_slice id = whole(p, "id", route, arg), en = whole(p, "en", route, arg);
    for (int i = 0; i < (has_english ? 2 : 1); i++) {
        lb_xml_open(out, "url", NULL);
        lb_xml_element(out, "loc", NULL, i ? en : id);
        if (updated.len >= 10)
            lb_xml_element(out, "lastmod", NULL, lb_slice_sub(updated, 0, 10));
        for (int k = 0; has_english && k < 2; k++)
            lb_xml_element(out, "xhtml:link",
                           LB_XML_ATTRIBUTES({"rel", LB_S("alternate")}, {"hreflang", k ? LB_S("en") : LB_S("id")},
                                             {"href", k ? en : id}),
                           LB_EMPTY);
        lb_xml_close(out, "url");
    }
}

static void add_other_pages(const struct lb_page_request *p, struct lb_str *out)
{
    for (const struct lb_route *r = lb_routes; r->name; r++)
        if (r->flags & LB_ROUTE_SITEMAP)
            add_page(p, r->name, LB_EMPTY, LB_EMPTY, true, out);
    const struct lb_json *collections = lb_library_note(p->library, "collections");
    for (size_t i = 0; i < lb_json_size(collections); i++)
        add_page(p, "collection", lb_json_str(lb_json_at(collections, i), "id"), LB_EMPTY, true, out);
}

static void add_cases(const struct lb_page_request *p, const struct lb_json *cases, size_t from, struct lb_str *out)
{
    size_t end = from + CASES_A_MAP < lb_json_size(cases) ? from + CASES_A_MAP : lb_json_size(cases);
    for (size_t i = from; i < end; i++) {
        const struct lb_json *c = lb_json_at(cases, i);
        add_page(p, "case", lb_json_str(c, "id"), lb_json_str(c, "updated"),
                 lb_json_str(lb_json_get(c, "title"), "en").len > 0, out);
    }
}

static void add_index(const struct lb_page_request *p, size_t parts, struct lb_str *out)
{
    lb_xml_open(out, "sitemapindex", LB_XML_ATTRIBUTES({"xmlns", LB_S("http://www.sitemaps.org/schemas/sitemap/0.9")}));
    for (size_t i = 0; i < parts; i++) {
        lb_xml_open(out, "sitemap", NULL);
        lb_xml_element(out, "loc", NULL,
                       lb_arena_printf(p->arena, "%" LB_PRI "/sitemap.xml?hal=%zu", LB_ARG(p->base_url), i + 2));
        lb_xml_close(out, "sitemap");
    }
    lb_xml_close(out, "sitemapindex");
}

enum lb_status page_sitemap(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    if (p->is_preview)
        return lb_fail(e, LB_NOT_FOUND, "a preview has no sitemap");
    const struct lb_json *cases = lb_library_note(p->library, "cases");
    size_t parts = (lb_json_size(cases) + CASES_A_MAP - 1) / CASES_A_MAP;
    long page = lb_request_number(p->request, "page", 1);
    if (page < 1 || (page > 1 && (parts <= 1 || (size_t)page > parts + 1)))
        return lb_fail(e, LB_NOT_FOUND, "the sitemap has no part %ld", page);
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    lb_xml_start(&out);
    if (page == 1 && parts > 1) {
        add_index(p, parts, &out);
    } else {
        size_t part = page > 1 ? (size_t)page - 2 : 0;
        lb_xml_open(&out, "urlset",
                    LB_XML_ATTRIBUTES({"xmlns", LB_S("http://www.sitemaps.org/schemas/sitemap/0.9")},
                                      {"xmlns:xhtml", LB_S("http://www.w3.org/1999/xhtml")}));
        if (part == 0)
            add_other_pages(p, &out);
        add_cases(p, cases, part * CASES_A_MAP, &out);
        lb_xml_close(&out, "urlset");
    }
    enum lb_status s = out.is_full ? lb_fail(e, LB_INTERNAL, "the sitemap is larger than %d bytes", LB_MAX_REPLY) : LB_OK;
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "application/xml; charset=utf-8";
    lb_str_free(&out);
    return s;
}
