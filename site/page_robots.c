/* page_robots.c - robots.txt: cases are for everyone; the endless space of filtered searches is not to be crawled. */
#include "site/links.h"
#include "site/pages.h"

enum lb_status page_robots(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    (void)e;
    static const char *const closed[] = {"search", "suggest", "api-search"};
    reply->type = "text/plain; charset=utf-8";
    if (p->is_preview) {
        reply->body = LB_S("User-agent: *\nDisallow: /\n");
        return LB_OK;
    }
    lb_slice text = LB_S("User-agent: *\n");
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        for (int en = 0; en < 2; en++)
            text = lb_arena_printf(p->arena, "%" LB_PRI "Disallow: %" LB_PRI "\n", LB_ARG(text),
                                   LB_ARG(lb_url(p->arena, en ? "en" : "id", closed[i], LB_EMPTY)));
    reply->body = lb_arena_printf(p->arena, "%" LB_PRI "Disallow: /*?\nAllow: /sitemap.xml?\n\nSitemap: %" LB_PRI "/sitemap.xml\n", LB_ARG(text),
                                  LB_ARG(p->base_url));
    return LB_OK;
}
