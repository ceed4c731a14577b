/* page_collections.c - the list of collections, newest first. */
#include "site/model.h"
#include "site/pages.h"
#include "site/preview.h"

#include <stdlib.h>

static int newest_first(const void *x, const void *y)
{
    const struct lb_json *const *a = x, *const *b = y;
    int r = lb_slice_cmp(lb_json_str(*b, "date"), lb_json_str(*a, "date"));
    return r ? r : lb_slice_cmp(lb_json_str(*a, "id"), lb_json_str(*b, "id"));
}

static struct lb_json *entry(const struct lb_page_request *p, const struct lb_json *c)
{
    const char *lang = p->request->lang;
    lb_slice kind = lb_model_label(p, "collection_kinds", lb_json_str(c, "kind")), date = lb_json_str(c, "date");
    lb_slice count = lb_model_count(p, "%s kasus", lb_json_int_of(c, "count"));
    struct lb_json *m = lb_json_object();
    lb_json_set_str(m, "collection_title", lb_library_text(lb_json_get(c, "title"), lang));
    lb_json_set_str(m, "collection_subtitle", lb_library_text(lb_json_get(c, "subtitle"), lang));
    lb_json_set_str(m, "collection_url", lb_url(p->arena, lang, "collection", lb_json_str(c, "id")));
    lb_json_set_str(m, "collection_note", date.len ? LB_SAY(p, "%s · %s · %s", kind, lb_model_date(p, date), count)
                                                   : LB_SAY(p, "%s · %s", kind, count));
    lb_preview_mark(p, "collection", lb_json_str(c, "state"), m);
    return m;
}

enum lb_status page_collections(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    (void)e;
    const struct lb_json *all = lb_library_note(p->library, "collections");
    size_t n = lb_json_size(all);
    const struct lb_json **order = LB_NEW_ARRAY(p->arena, const struct lb_json *, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = lb_json_at(all, i);
    qsort(order, n, sizeof *order, newest_first);
    struct lb_json *m = lb_model_new(p, lb_model_word(p, "Koleksi"), LB_EMPTY), *list = lb_json_array();
    for (size_t i = 0; i < n; i++)
        lb_json_push(list, entry(p, order[i]));
    lb_json_set(m, "collections", list);
    lb_json_set_bool(m, "is_bare", n == 0);
    return lb_model_reply(reply, "page/collections.html", m);
}
