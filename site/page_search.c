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

/* Nothing found, and not because of a filter: the library lacks it. */
static enum lb_status is_lacking(const struct lb_page_request *p, const struct lb_search_page *sp, bool *ret, struct lb_err *e)
{
    struct lb_search bare = {.query = sp->search.query, .lang = sp->search.lang, .is_literal = sp->search.is_literal, .limit = 1};
    struct lb_results found = {0};
    bool is_narrowed = sp->search.filter_count || sp->search.year_from || sp->search.year_to;
    enum lb_status s = is_narrowed ? lb_reader_search(p->reader, p->arena, &bare, &found, e) : LB_OK;
    *ret = s == LB_OK && found.hit_count == 0;
    return s;
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
    if (q.len && lb_json_bool_of(m, "nothing") && is_lacking(p, &sp, &reply->found_nothing, e) != LB_OK) {
        lb_json_free(m);
        return e->status;
    }
    keep_me(p, m);
    lb_json_set_bool(m, "has_top_search", false);
    return lb_model_reply(reply, "page/search.html", m);
}
