/* page_search.c - the search page. */
#include "site/model_search.h"
#include "site/pages.h"

/* A new question keeps who the reader is, not the filters of the last one. */
static void keep_me(const struct lb_page_request *p, struct lb_json *m)
{
    static const char *const keys[] = {"me", "me_pop", "me_area", "me_level"};
    struct lb_json *kept = lb_json_array();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        lb_slice value = lb_request_param(p->request, keys[i]);
        if (!value.len)
            continue;
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "kept_name", lb_slice_of(lb_param_word(keys[i], p->request->lang)));
        lb_json_set_str(one, "kept_value", value);
        lb_json_push(kept, one);
    }
    lb_json_set(m, "kept", kept);
}

enum lb_status page_search(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_search_page sp;
    lb_search_page_read(p, NULL, &sp);
    lb_slice q = sp.search.query;
    struct lb_json *m = lb_model_new(p, q.len ? LB_SAY(p, "Hasil pencarian: %s", q) : lb_model_word(p, "Cari kasus"), LB_EMPTY);
    enum lb_status s = lb_search_page_fill(p, &sp, m, e);
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    reply->found_nothing = q.len && lb_json_bool_of(m, "nothing");
    keep_me(p, m);
    lb_json_set_bool(m, "has_top_search", false);
    return lb_model_reply(reply, "page/search.html", m);
}
