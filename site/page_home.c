/* page_home.c - the first page: what this is, the search, problems, map, the current collection, new and verified. */
#include "site/model.h"
#include "site/pages.h"
#include "site/preview.h"

#include <stdlib.h>

enum { CHIPS = 14, LISTED = 4, LOOKED_AT = 60, PROVINCES = 8, ITEMS = 5 };

static void set_examples(const struct lb_page_request *p, struct lb_json *m)
{
    static const char *const examples[] = {LB_WORD("jalan kampung rusak, anggaran terbatas"),
                                           LB_WORD("usulan musrenbang tumpang tindih"), LB_WORD("lahan bekas tambang")};
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct lb_json *one = lb_json_object();
        lb_slice text = lb_model_word(p, examples[i]);
        lb_json_set_str(one, "example", text);
        lb_json_set_str(one, "example_url", lb_url_search(p->arena, p->request->lang, "q", text));
        lb_json_push(list, one);
    }
    lb_json_set(m, "examples", list);
}

static int by_count(const void *x, const void *y)
{
    const struct lb_facet_count *a = x, *b = y;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return lb_slice_cmp(a->code, b->code);
}

static void set_challenges(const struct lb_page_request *p, struct lb_facet_result *r, struct lb_json *m)
{
    struct lb_json *list = lb_json_array();
    qsort(r->values, r->count, sizeof *r->values, by_count);
    for (size_t i = 0; i < r->count && i < CHIPS; i++) {
        const struct lb_facet_count *v = &r->values[i];
        lb_json_push(list, lb_model_link(p, "chip", lb_model_value_label(p, LB_FIELD_CHALLENGE, v->code, v->label),
                                         lb_url_value(p->arena, p->request->lang, LB_FIELD_CHALLENGE, v->code), v->count));
    }
    lb_json_set(m, "challenges", list);
}

static void set_current(const struct lb_page_request *p, struct lb_json *m)
{
    const struct lb_json *all = lb_library_note(p->library, "collections"), *newest = NULL;
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *c = lb_json_at(all, i);
        if (lb_slice_eq(lb_json_str(c, "state"), LB_S("withdrawn"))) /* in a preview */
            continue;
        if (!newest || lb_slice_cmp(lb_json_str(c, "date"), lb_json_str(newest, "date")) > 0)
            newest = c;
    }
    if (!newest)
        return;
    const char *lang = p->request->lang;
    lb_slice id = lb_json_str(newest, "id"), note, date = lb_json_str(newest, "date");
    lb_slice kind = lb_model_label(p, "collection_kinds", lb_json_str(newest, "kind"));
    struct lb_json *c = lb_json_object(), *items = lb_json_array(), *text = NULL;
    lb_json_set_str(c, "current_kicker", date.len ? LB_SAY(p, "Koleksi pilihan · %s, %s", kind, lb_model_date(p, date))
                                                  : LB_SAY(p, "Koleksi pilihan · %s", kind));
    lb_json_set_str(c, "current_title", lb_library_text(lb_json_get(newest, "title"), lang));
    lb_json_set_str(c, "current_subtitle", lb_library_text(lb_json_get(newest, "subtitle"), lang));
    lb_json_set_str(c, "current_url", lb_url(p->arena, lang, "collection", id));
    lb_preview_mark(p, "current", lb_json_str(newest, "state"), c);
    lb_slice key = lb_arena_printf(p->arena, "collection:%" LB_PRI ":%s", LB_ARG(id), lang);
    if (lb_reader_note(p->reader, p->arena, key, &note, NULL) == LB_OK && lb_json_parse(note, &text, NULL) == LB_OK) {
        const struct lb_json *parts = lb_json_get(text, "parts");
        for (size_t i = 0; i < lb_json_size(parts); i++) {
            const struct lb_json *list = lb_json_get(lb_json_at(parts, i), "items");
            for (size_t j = 0; j < lb_json_size(list) && lb_json_size(items) < ITEMS; j++) {
                const struct lb_json *item = lb_json_at(list, j);
                if (lb_json_bool_of(item, "missing"))
                    continue;
                struct lb_json *one = lb_json_object();
                lb_json_set_str(one, "item_title", lb_json_str(item, "title"));
                lb_json_set_str(one, "item_url", lb_url(p->arena, lang, "case", lb_json_str(item, "case")));
                lb_json_push(items, one);
            }
        }
        lb_json_free(text);
    }
    lb_json_set(c, "current_items", items);
    lb_json_set(m, "current", c);
}

static int by_verified(const void *x, const void *y)
{
    const struct lb_hit *a = x, *b = y;
    int r = lb_slice_cmp(b->card.verified, a->card.verified);
    return r ? r : lb_slice_cmp(a->card.id, b->card.id);
}

/* A check is a commit, so the newly checked cases are among the newly changed ones. */
static enum lb_status set_lists(const struct lb_page_request *p, struct lb_json *m, struct lb_err *e)
{
    struct lb_search search = {.lang = lb_slice_of(p->request->lang), .order = LB_ORDER_UPDATED, .limit = LOOKED_AT};
    struct lb_results r;
    enum lb_status s = lb_reader_search(p->reader, p->arena, &search, &r, e);
    if (s != LB_OK)
        return s;
    struct lb_json *newest = lb_json_array(), *verified = lb_json_array();
    lb_slice shown[LISTED];
    size_t shown_count = 0;
    for (size_t i = 0; i < r.hit_count && i < LISTED; i++) {
        const struct lb_card *c = &r.hits[i].card;
        shown[shown_count++] = c->id;
        lb_slice place = lb_model_card_place(p, c);
        lb_slice note = !c->year.len ? place : place.len ? LB_SAY(p, "%s · mulai %s", place, c->year) : LB_SAY(p, "Mulai %s", c->year);
        lb_json_push(newest, lb_model_mini(p, c, note));
    }
    qsort(r.hits, r.hit_count, sizeof *r.hits, by_verified);
    for (size_t i = 0; i < r.hit_count && lb_json_size(verified) < LISTED && r.hits[i].card.verified.len; i++) {
        size_t k = 0;
        while (k < shown_count && !lb_slice_eq(shown[k], r.hits[i].card.id))
            k++;
        if (k == shown_count) /* none stands there twice */
            lb_json_push(verified, lb_model_mini(p, &r.hits[i].card,
                                             LB_SAY(p, "Diperiksa %s", lb_model_date(p, r.hits[i].card.verified))));
    }
    lb_json_set(m, "newest", newest);
    lb_json_set(m, "verified", verified);
    return LB_OK;
}

enum lb_status page_home(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_facet_result challenges, provinces;
    const char *lang = p->request->lang;
    lb_slice subtitle = lb_library_text(lb_json_get(lb_library_note(p->library, "library"), "subtitle"), lang);
    struct lb_json *m = lb_model_new(p, LB_EMPTY, subtitle);
    enum lb_status s = lb_model_counts(p, LB_FIELD_CHALLENGE, &challenges, e);
    if (s == LB_OK)
        s = lb_model_counts(p, LB_FIELD_PROVINCE, &provinces, e);
    if (s == LB_OK)
        s = lb_model_figures(p, m, e);
    if (s == LB_OK)
        s = set_lists(p, m, e);
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    lb_json_set_bool(m, "has_top_search", false);
    if (p->is_preview)
        lb_json_set(m, "broken", lb_preview_broken(p));
    if (lb_snapshot_cases(lb_library_snapshot(p->library))) /* they are to find something */
        set_examples(p, m);
    set_challenges(p, &challenges, m);
    lb_model_tiles(p, &provinces, LB_EMPTY, m);
    struct lb_json *rows = lb_model_provinces(p, &provinces, false), *some = lb_json_array();
    for (size_t i = 0; i < lb_json_size(rows) && i < PROVINCES; i++)
        lb_json_push(some, lb_json_keep(lb_json_at(rows, i)));
    lb_json_free(rows);
    lb_json_set(m, "provinces", some);
    set_current(p, m);
    return lb_model_reply(reply, "page/home.html", m);
}
