/* page_feed.c - an Atom feed of the cases that changed last. */
#include "base/limits.h"
#include "site/links.h"
#include "site/pages.h"
#include "site/request.h"
#include "site/xml.h"

enum { ENTRIES = 30 };

/* Atom wants a moment; a date stands for its first one. Never empty. */
static lb_slice moment(const struct lb_page_request *p, lb_slice date)
{
    if (date.len < 10)
        date = lb_json_str(lb_library_note(p->library, "head"), "date");
    if (date.len < 10)
        date = LB_S("1970-01-01");
    return lb_arena_printf(p->arena, "%.10sT00:00:00Z", lb_arena_cstr(p->arena, date));
}

static lb_slice whole(const struct lb_page_request *p, lb_slice path)
{
    return lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(path));
}

static void add_entry(const struct lb_page_request *p, const struct lb_card *c, struct lb_str *out)
{
    lb_slice url = whole(p, lb_url(p->arena, p->request->lang, "case", c->id));
    lb_xml_open(out, "entry", NULL);
    lb_xml_element(out, "id", NULL, url);
    lb_xml_element(out, "title", NULL, c->title);
    lb_xml_element(out, "updated", NULL, moment(p, c->updated));
    lb_xml_element(out, "link", LB_XML_ATTRIBUTES({"href", url}, {"hreflang", c->lang}), LB_EMPTY);
    lb_xml_element(out, "summary", NULL, c->summary.len ? c->summary : c->problem);
    lb_xml_close(out, "entry");
}

static void add_head(const struct lb_page_request *p, const struct lb_results *found, struct lb_str *out)
{
    const char *lang = p->request->lang;
    const struct lb_json *library = lb_library_note(p->library, "library");
    lb_slice title = lb_library_text(lb_json_get(library, "title"), lang);
    lb_slice author = lb_library_text(lb_json_get(library, "publisher"), lang);
    lb_slice self = whole(p, lb_url(p->arena, lang, "feed", LB_EMPTY));
    title = title.len ? title : LB_S("Lumbung");
    lb_xml_element(out, "id", NULL, self);
    lb_xml_element(out, "title", NULL, title);
    lb_xml_element(out, "updated", NULL, moment(p, found->hit_count ? found->hits[0].card.updated : LB_EMPTY));
    lb_xml_element(out, "link", LB_XML_ATTRIBUTES({"rel", LB_S("self")}, {"href", self}), LB_EMPTY);
    lb_xml_element(out, "link", LB_XML_ATTRIBUTES({"href", whole(p, lb_url(p->arena, lang, "home", LB_EMPTY))}), LB_EMPTY);
    lb_xml_open(out, "author", NULL);
    lb_xml_element(out, "name", NULL, author.len ? author : title);
    lb_xml_close(out, "author");
}

enum lb_status page_feed(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_search search = {.lang = lb_slice_of(p->request->lang), .order = LB_ORDER_UPDATED, .limit = ENTRIES};
    struct lb_results found = {0};
    enum lb_status s = lb_reader_search(p->reader, p->arena, &search, &found, e);
    if (s != LB_OK)
        return s;
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    lb_xml_start(&out);
    lb_xml_open(&out, "feed",
                LB_XML_ATTRIBUTES({"xmlns", LB_S("http://www.w3.org/2005/Atom")}, {"xml:lang", lb_slice_of(p->request->lang)}));
    add_head(p, &found, &out);
    for (size_t i = 0; i < found.hit_count; i++)
        add_entry(p, &found.hits[i].card, &out);
    lb_xml_close(&out, "feed");
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "application/atom+xml; charset=utf-8";
    lb_str_free(&out);
    return LB_OK;
}
