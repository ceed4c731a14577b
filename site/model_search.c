/* model_search.c - reads a search from the request, runs it, lists the hits; see model_search.h. */
#include "site/model_search.h"

#include "base/limits.h"

enum { HITS_A_PAGE = 10 };

static const struct {
    const char *key;
    enum lb_order order;
    const char *label;
} orders[] = {
    {"relevance", LB_ORDER_RELEVANCE, LB_WORD("Paling cocok")}, {"newest", LB_ORDER_NEWEST, LB_WORD("Terbaru")},
    {"evidence", LB_ORDER_EVIDENCE, LB_WORD("Bukti terkuat")},  {"title", LB_ORDER_TITLE, LB_WORD("Judul")},
    {"updated", LB_ORDER_UPDATED, LB_WORD("Baru diubah")},
    {"comparable", LB_ORDER_COMPARABLE, LB_WORD("Paling sebanding")},
};
enum { ORDERS = sizeof orders / sizeof *orders };

static enum lb_order order_of(lb_slice key)
{
    for (size_t i = 0; i < ORDERS; i++)
        if (lb_slice_eq(key, lb_slice_of(orders[i].key)))
            return orders[i].order;
    return LB_ORDER_RELEVANCE;
}

static void read_filters(const struct lb_page_request *p, struct lb_search_page *ret)
{
    struct lb_filter *filters = LB_NEW_ARRAY(p->arena, struct lb_filter, LB_MAX_FILTERS + 1);
    size_t n = 0;
    if (ret->base)
        filters[n++] = *ret->base;
    for (int f = 0; f < LB_FIELD_COUNT; f++) {
        lb_slice code;
        if (ret->base && ret->base->field == (enum lb_field)f)
            continue; /* the page's own field stays as it is */
        for (size_t i = 0; n < LB_MAX_FILTERS && lb_request_nth(p->request, lb_fields[f].key, i, &code); i++)
            filters[n++] = (struct lb_filter){(enum lb_field)f, code};
    }
    ret->search.filters = filters;
    ret->search.filter_count = n;
}

void lb_search_page_read(const struct lb_page_request *p, const struct lb_filter *base, struct lb_search_page *ret)
{
    const struct lb_request *r = p->request;
    *ret = (struct lb_search_page){.base = base};
    struct lb_search *s = &ret->search;
    s->query = lb_request_param(r, "q");
    s->lang = lb_slice_of(r->lang);
    s->order = order_of(lb_request_param(r, "order"));
    s->year_from = (int)lb_request_number(r, "from", 0);
    s->year_to = (int)lb_request_number(r, "to", 0);
    s->is_literal = lb_request_param(r, "exact").len > 0;
    s->wants_facets = s->wants_snippets = true;
    s->wants_reasons = s->query.len && lb_request_param(r, "explain").len > 0;
    ret->page = lb_request_number(r, "page", 1);
    if (ret->page < 1)
        ret->page = 1;
    s->limit = HITS_A_PAGE;
    s->offset = (size_t)(ret->page - 1) * HITS_A_PAGE;
    read_filters(p, ret);
    if (lb_model_me(p, &ret->me))
        s->me = &ret->me;
    if (s->order == LB_ORDER_COMPARABLE && !s->me)
        s->order = LB_ORDER_RELEVANCE;
}

static void set_orders(const struct lb_page_request *p, const struct lb_search_page *sp, struct lb_json *into)
{
    struct lb_json *list = lb_json_array();
    bool has_query = sp->search.query.len > 0;
    for (size_t i = 0; i < ORDERS; i++) {
        enum lb_order o = orders[i].order;
        if ((o == LB_ORDER_COMPARABLE && !sp->search.me) || (o == LB_ORDER_NEWEST && !has_query))
            continue;
        struct lb_json *one = lb_json_object();
        /* Without words the best order is the newest first. */
        const char *label = o == LB_ORDER_RELEVANCE && !has_query ? LB_WORD("Terbaru") : orders[i].label;
        bool is_on = o == sp->search.order || (!has_query && o == LB_ORDER_RELEVANCE && sp->search.order == LB_ORDER_NEWEST);
        lb_json_set_str(one, "order_label", lb_model_word(p, label));
        lb_json_set_str(one, "order_url",
                        lb_url_with(p->arena, p->request, "order",
                                    o == LB_ORDER_RELEVANCE ? LB_EMPTY : lb_slice_of(orders[i].key)));
        lb_json_set_bool(one, "order_is_on", is_on);
        lb_json_push(list, one);
    }
    lb_json_set(into, "orders", list);
}

/* Where the words stand: "Ditemukan di judul (kumuh); isi (kumuh, kampung)". */
static lb_slice reason_text(const struct lb_page_request *p, const struct lb_hit *hit)
{
    const struct {
        lb_slice words;
        const char *place;
    } found[] = {{hit->in_title, LB_WORD("judul (%s)")},
                 {hit->in_problem, LB_WORD("masalah (%s)")},
                 {hit->in_summary, LB_WORD("ringkasan (%s)")},
                 {hit->in_text, LB_WORD("isi (%s)")}};
    struct lb_str out = LB_STR_INIT(4096);
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        if (!found[i].words.len)
            continue;
        if (out.len)
            lb_str_lit(&out, "; ");
        lb_str_add(&out, LB_SAY(p, found[i].place, found[i].words));
    }
    lb_slice text = out.len ? LB_SAY(p, "Ditemukan di %s.", lb_str_slice(&out))
                            : lb_model_word(p, "Ditemukan lewat nama daerah, lembaga, atau golongannya.");
    lb_str_free(&out);
    return text;
}

static void set_explain(const struct lb_page_request *p, const struct lb_search_page *sp, struct lb_json *into)
{
    bool is_on = sp->search.wants_reasons;
    if (!sp->search.query.len)
        return;
    lb_json_set_str(into, "explain_text", lb_model_word(p, is_on ? LB_WORD("Sembunyikan alasannya")
                                                                 : LB_WORD("Mengapa hasil ini?")));
    lb_json_set_str(into, "explain_url", lb_url_with(p->arena, p->request, "explain", is_on ? LB_EMPTY : LB_S("1")));
}

static lb_slice page_url(const struct lb_page_request *p, long page)
{
    return lb_url_with(p->arena, p->request, "page", page > 1 ? lb_arena_printf(p->arena, "%ld", page) : LB_EMPTY);
}

static void set_paging(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r,
                       struct lb_json *into)
{
    size_t length = sp->search.query.len ? r->total_any : r->total, end = sp->search.offset + r->hit_count;
    bool has_next = end < length && end + HITS_A_PAGE <= LB_MAX_OFFSET, has_prev = sp->page > 1;
    lb_json_set_int(into, "hits_start", (int64_t)sp->search.offset + 1);
    lb_json_set_str(into, "prev_url", has_prev ? page_url(p, sp->page - 1) : LB_EMPTY);
    lb_json_set_str(into, "next_url", has_next ? page_url(p, sp->page + 1) : LB_EMPTY);
    lb_json_set_bool(into, "paging", has_prev || has_next);
    if (has_prev || has_next)
        lb_json_set_str(into, "paging_text",
                        LB_SAY(p, "Hasil %s–%s dari %s", lb_model_number(p, (int64_t)sp->search.offset + 1),
                               lb_model_number(p, (int64_t)end), lb_model_number(p, (int64_t)length)));
}

enum lb_status lb_search_page_fill(const struct lb_page_request *p, const struct lb_search_page *sp,
                                   struct lb_json *into, struct lb_err *e)
{
    struct lb_results r;
    if (sp->search.offset >= LB_MAX_OFFSET)
        return lb_fail(e, LB_LIMIT, "results end at %d, narrow the search with filters", LB_MAX_OFFSET);
    enum lb_status s = lb_reader_search(p->reader, p->arena, &sp->search, &r, e);
    if (s != LB_OK)
        return s;
    if (r.hit_count == 0 && r.total > 0)
        return lb_fail(e, LB_NOT_FOUND, "the results end before page %ld", sp->page);
    struct lb_json *hits = lb_json_array();
    for (size_t i = 0; i < r.hit_count; i++) {
        struct lb_json *hit = lb_model_hit(p, &r.hits[i].card, &r.hits[i]);
        if (sp->search.me)
            lb_json_set_str(hit, "hit_compare", lb_model_comparison(p, sp->search.me, LB_EMPTY, r.hits[i].card.region));
        if (sp->search.wants_reasons)
            lb_json_set_str(hit, "hit_why", reason_text(p, &r.hits[i]));
        lb_json_push(hits, hit);
    }
    lb_json_set(into, "hits", hits);
    set_paging(p, sp, &r, into);
    if (r.hit_count > 1 || sp->page > 1)
        set_orders(p, sp, into);
    if (r.total) {
        lb_model_me_form(p, sp, into);
        set_explain(p, sp, into);
    }
    lb_model_facets(p, sp, &r, into);
    lb_model_sayings(p, sp, &r, into);
    lb_json_set_bool(into, "is_noindex", p->request->param_count > 0);
    return LB_OK;
}
