/* model_found.c - what the page says about a search: how many, which words were not required, what was corrected, and
 * when nothing fits: what was understood and the ways out. */
#include "site/model_search.h"

enum { NEAREST = 8 };

static lb_slice joined(struct lb_arena *a, const lb_slice *words, size_t n)
{
    struct lb_str out = LB_STR_INIT(4096);
    for (size_t i = 0; i < n; i++) {
        if (i)
            lb_str_lit(&out, ", ");
        lb_str_lit(&out, "“");
        lb_str_add(&out, words[i]);
        lb_str_lit(&out, "”");
    }
    lb_slice s = lb_arena_copy(a, lb_str_slice(&out));
    lb_str_free(&out);
    return s;
}

static lb_slice count_text(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r)
{
    if (r->total == 0)
        return lb_model_word(p, "Tidak ada kasus yang cocok");
    if (!sp->search.query.len)
        return lb_model_count(p, "%s kasus", (int64_t)r->total);
    if (r->is_some_words)
        return lb_model_count(p, "%s kasus memuat sebagian kata", (int64_t)r->total);
    if (r->missing_count || r->total_any > r->total)
        return lb_model_count(p, "%s kasus memuat semua kata", (int64_t)r->total);
    return lb_model_count(p, "%s kasus ditemukan", (int64_t)r->total);
}

static void say(struct lb_json *list, lb_slice text, lb_slice link, lb_slice url)
{
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, "saying", text);
    lb_json_set_str(one, "saying_link", link);
    lb_json_set_str(one, "saying_url", url);
    lb_json_push(list, one);
}

/* The query with one word replaced (or dropped when `by` is empty). */
static lb_slice replaced(struct lb_arena *a, lb_slice query, lb_slice word, lb_slice by)
{
    const char *at = word.len && query.len >= word.len ? memmem(query.data, query.len, word.data, word.len) : NULL;
    if (!at)
        return query;
    size_t from = (size_t)(at - query.data);
    lb_slice text = lb_arena_printf(a, "%" LB_PRI "%" LB_PRI "%" LB_PRI, LB_ARG(lb_slice_sub(query, 0, from)), LB_ARG(by),
                                    LB_ARG(lb_slice_sub(query, from + word.len, query.len)));
    return lb_slice_trim(text);
}

static void say_corrections(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r,
                            struct lb_json *list)
{
    for (size_t i = 0; i < r->correction_count; i++) {
        const struct lb_correction *c = &r->corrections[i];
        if (c->is_applied)
            say(list, LB_SAY(p, "“%s” tidak ada di pustaka ini, jadi kami mencari juga “%s”.", c->typed, c->better),
                LB_SAY(p, "Cari hanya “%s”", c->typed), lb_url_with(p->arena, p->request, "exact", LB_S("1")));
        else
            say(list, lb_model_word(p, "Maksud Anda:"), c->better,
                lb_url_with(p->arena, p->request, "q", replaced(p->arena, sp->search.query, c->typed, c->better)));
    }
}

static void set_ways_out(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r,
                         struct lb_json *into)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < r->way_out_count; i++) {
        const struct lb_way_out *w = &r->ways_out[i];
        struct lb_json *one = lb_json_object();
        if (w->is_filter && sp->base && w->filter.field == sp->base->field)
            lb_json_set_str(one, "way_url", lb_url_move(p->arena, p->request, "search", LB_EMPTY));
        else if (w->is_filter)
            lb_json_set_str(one, "way_url",
                            lb_url_toggle(p->arena, p->request, lb_fields[w->filter.field].key, w->filter.code));
        else
            lb_json_set_str(one, "way_url", lb_url_with(p->arena, p->request, "q",
                                                        replaced(p->arena, sp->search.query, w->word, LB_EMPTY)));
        lb_slice what = w->is_filter ? lb_model_value_label(p, w->filter.field, w->filter.code, LB_EMPTY) : w->word;
        lb_json_set_str(one, "way_label", w->is_filter ? LB_SAY(p, "Tanpa saringan %s", what)
                                                       : LB_SAY(p, "Tanpa kata “%s”", what));
        lb_json_set_str(one, "way_count", lb_model_count(p, "%s kasus", w->count));
        lb_json_push(list, one);
    }
    lb_json_set(into, "ways_out", list);
}

/* Values the words name, else what the typed beginning suggests. */
static void set_nearest(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r,
                        struct lb_json *into)
{
    struct lb_json *list = lb_json_array();
    const char *lang = p->request->lang;
    for (size_t i = 0; i < r->hint_count && i < NEAREST; i++)
        lb_json_push(list, lb_model_link(p, "chip",
                                         lb_model_value_label(p, r->hints[i].field, r->hints[i].code, LB_EMPTY),
                                         lb_url_value(p->arena, lang, r->hints[i].field, r->hints[i].code), -1));
    struct lb_suggestion *found;
    size_t n = 0;
    if (lb_json_size(list) == 0 && sp->search.query.len &&
        lb_reader_suggest(p->reader, p->arena, sp->search.query, sp->search.lang, NEAREST, &found, &n, NULL) == LB_OK)
        for (size_t i = 0; i < n; i++)
            if (found[i].kind == LB_SUGGEST_VALUE || found[i].kind == LB_SUGGEST_PLACE)
                lb_json_push(list, lb_model_link(p, "chip", found[i].text,
                                                 lb_url_value(p->arena, lang, found[i].field, found[i].id),
                                                 found[i].count));
    lb_json_set(into, "nearest", list);
}

void lb_model_sayings(const struct lb_page_request *p, const struct lb_search_page *sp, const struct lb_results *r,
                      struct lb_json *into)
{
    struct lb_json *list = lb_json_array();
    lb_json_set_str(into, "count_text", count_text(p, sp, r));
    if (r->total && !r->is_some_words && r->total_any > r->total)
        say(list, lb_model_count(p, "Sesudahnya ada %s kasus yang cocok sebagian.", (int64_t)(r->total_any - r->total)),
            LB_EMPTY, LB_EMPTY);
    if (r->total && r->missing_count)
        say(list, LB_SAY(p, "Tidak semua kata ditemukan bersama. Yang tidak diwajibkan: %s.",
                         joined(p->arena, r->missing, r->missing_count)), LB_EMPTY, LB_EMPTY);
    lb_slice me = lb_request_param(p->request, "me");
    if (me.len && !sp->search.me)
        say(list, LB_SAY(p, "Daerah berkode “%s” tidak kami kenal, jadi hasil tidak dibandingkan.", me),
            lb_model_word(p, "Pilih dari daftar daerah"), lb_url_move(p->arena, p->request, "regions", LB_EMPTY));
    say_corrections(p, sp, r, list);
    for (size_t i = 0; i < r->notice_count; i++)
        say(list, lb_model_word(p, lb_arena_cstr(p->arena, r->notices[i])), LB_EMPTY, LB_EMPTY);
    for (size_t i = 0; r->total && i < r->hint_count && i < 2; i++)
        say(list, lb_model_word(p, "Lihat juga:"),
            LB_SAY(p, "%s: %s", lb_model_field_label(p, r->hints[i].field),
                   lb_model_value_label(p, r->hints[i].field, r->hints[i].code, LB_EMPTY)),
            lb_url_value(p->arena, p->request->lang, r->hints[i].field, r->hints[i].code));
    lb_json_set(into, "sayings", list);
    if (r->hit_count)
        return;
    lb_json_set_bool(into, "nothing", true);
    lb_json_set_str(into, "understood", r->understood);
    set_ways_out(p, sp, r, into);
    set_nearest(p, sp, r, into);
    lb_model_contact(p, into);
}
