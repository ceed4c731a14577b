/* page_editors_quality.c - published cases by what is to be mended, as the index counts it: filters are facets for editors
 * (store/fields.h), so that a list of 100 000 cases costs no more than a search. */
#include "site/editors.h"
#include "site/model_search.h"
#include "site/pages.h"

#include "base/limits.h"

#include <stdlib.h>

static const struct lb_board_column columns[] = {
    {LB_WORD("Judul kasus"), LB_BOARD_BOTH, false},
    {LB_WORD("Id"), LB_BOARD_FILE, false},
    {LB_WORD("Daerah"), LB_BOARD_FILE, false},
    {LB_WORD("Kode daerah"), LB_BOARD_FILE, false},
    {LB_WORD("Kelengkapan"), LB_BOARD_BOTH, false},
    {LB_WORD("Belum ada"), LB_BOARD_FILE, false},
    {LB_WORD("Catatan"), LB_BOARD_BOTH, false},
    {LB_WORD("Kontak per"), LB_BOARD_BOTH, false},
    {LB_WORD("Keadaan per"), LB_BOARD_BOTH, false},
    {LB_WORD("Diperiksa"), LB_BOARD_BOTH, false},
    {LB_WORD("Diubah"), LB_BOARD_BOTH, false},
    {LB_WORD("Alamat"), LB_BOARD_FILE, false},
};
enum { TITLE, ID, REGION, CODE, LEVEL, MISSING, FLAGS, CONTACT, STATUS, VERIFIED, CHANGED, ADDRESS, COLUMNS };

/* What is old comes first: the date a filter speaks of, else the last change. */
static void choose_order(struct lb_search *search)
{
    static const struct {
        const char *flag;
        enum lb_field date;
    } dated[] = {{"contact_stale", LB_FIELD_CONTACT_ASOF},
                 {"status_stale", LB_FIELD_STATUS_ASOF},
                 {"verification_stale", LB_FIELD_VERIFIED}};
    search->order = LB_ORDER_UNCHANGED;
    for (size_t i = 0; i < search->filter_count; i++)
        for (size_t k = 0; k < sizeof dated / sizeof *dated; k++)
            if (search->filters[i].field == LB_FIELD_FLAG && lb_slice_eq(search->filters[i].code, lb_slice_of(dated[k].flag))) {
                search->order = LB_ORDER_FIELD;
                search->order_field = dated[k].date;
            }
}

static lb_slice value_of(const struct lb_hit *hit, enum lb_field field)
{
    for (size_t i = 0; i < hit->value_count; i++)
        if (hit->values[i].field == field)
            return hit->values[i].code;
    return LB_EMPTY;
}

/* Labels of all values of a field. */
static lb_slice labels_of(const struct lb_page_request *p, const struct lb_hit *hit, enum lb_field field, const char *between)
{
    struct lb_str out = LB_STR_INIT(16 * 1024);
    for (size_t i = 0; i < hit->value_count; i++) {
        if (hit->values[i].field != field)
            continue;
        if (out.len)
            lb_str_add(&out, lb_slice_of(between));
        lb_str_add(&out, lb_model_value_label(p, field, hit->values[i].code, LB_EMPTY));
    }
    lb_slice text = lb_arena_copy(p->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static void set_date(const struct lb_page_request *p, struct lb_board_cell *cell, lb_slice date)
{
    cell->text = lb_model_date(p, date);
    cell->raw = date;
}

static void add_row(const struct lb_page_request *p, const struct lb_hit *hit, bool is_file, struct lb_board *board)
{
    struct lb_board_cell *row = lb_board_row(p, board);
    const struct lb_card *card = &hit->card;
    const char *between = is_file ? "; " : ", ";
    lb_slice url = lb_url(p->arena, p->request->lang, "case", card->id);
    lb_slice missing = labels_of(p, hit, LB_FIELD_MISSING, between);
    row[TITLE].text = card->title;
    row[TITLE].lang = lb_slice_eq(card->lang, lb_slice_of(p->request->lang)) ? LB_EMPTY : card->lang;
    row[TITLE].url = url;
    row[TITLE].note = row[REGION].text = lb_model_card_place(p, card);
    row[ID].text = card->id;
    row[CODE].text = card->region;
    row[LEVEL].text = labels_of(p, hit, LB_FIELD_COMPLETENESS, between);
    row[LEVEL].note = missing.len ? LB_SAY(p, "belum ada: %s", missing) : LB_EMPTY;
    row[MISSING].text = missing;
    row[FLAGS].text = labels_of(p, hit, LB_FIELD_FLAG, between);
    set_date(p, &row[CONTACT], value_of(hit, LB_FIELD_CONTACT_ASOF));
    set_date(p, &row[STATUS], value_of(hit, LB_FIELD_STATUS_ASOF));
    set_date(p, &row[VERIFIED], value_of(hit, LB_FIELD_VERIFIED));
    set_date(p, &row[CHANGED], lb_slice_sub(card->updated, 0, 10));
    row[ADDRESS].text = lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(url));
}

/* ---- the filters as a form: one value of each ---- */

struct option {
    lb_slice code, label;
    unsigned count;
    const char *lang;
};

static int by_label(const void *x, const void *y)
{
    const struct option *a = x, *b = y;
    int r = lb_collate(a->lang, a->label, b->label);
    return r ? r : lb_slice_cmp(a->code, b->code);
}

static enum lb_status add_select(const struct lb_page_request *p, enum lb_field field, struct lb_json *list, struct lb_err *e)
{
    struct lb_facet_result values;
    enum lb_status s = lb_reader_values(p->reader, p->arena, field, &values, e);
    if (s != LB_OK)
        return s;
    lb_slice chosen = lb_request_param(p->request, lb_fields[field].key);
    struct lb_json *select = lb_json_object(), *options = lb_json_array();
    struct option *sorted = LB_NEW_ARRAY(p->arena, struct option, values.count + 1);
    for (size_t i = 0; i < values.count; i++)
        sorted[i] = (struct option){values.values[i].code, lb_model_value_label(p, field, values.values[i].code, values.values[i].label),
                                    values.values[i].count, p->request->lang};
    if (values.count)
        qsort(sorted, values.count, sizeof *sorted, by_label);
    for (size_t i = 0; i < values.count; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "option_code", sorted[i].code);
        lb_json_set_str(one, "option_label", LB_SAY(p, "%s (%s)", sorted[i].label, lb_model_number(p, sorted[i].count)));
        lb_json_set_bool(one, "option_is_on", lb_slice_eq(sorted[i].code, chosen));
        lb_json_push(options, one);
    }
    lb_json_set_str(select, "select_name", lb_slice_of(lb_param_word(lb_fields[field].key, p->request->lang)));
    lb_json_set_str(select, "select_label", lb_model_field_label(p, field));
    lb_json_set_str(select, "select_id", lb_arena_printf(p->arena, "s-%s", lb_fields[field].key));
    lb_json_set(select, "options", options);
    lb_json_push(list, select);
    return LB_OK;
}

static enum lb_status set_form(const struct lb_page_request *p, struct lb_json *m, struct lb_err *e)
{
    static const enum lb_field fields[] = {LB_FIELD_FLAG, LB_FIELD_COMPLETENESS, LB_FIELD_MISSING, LB_FIELD_PROVINCE, LB_FIELD_AFFAIR};
    struct lb_json *selects = lb_json_array();
    enum lb_status s = LB_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && s == LB_OK; i++)
        s = add_select(p, fields[i], selects, e);
    lb_slice here = lb_url(p->arena, p->request->lang, p->request->route->name, LB_EMPTY);
    lb_json_set(m, "selects", selects);
    lb_json_set_str(m, "form_url", here);
    lb_json_set_str(m, "all_url", p->request->param_count ? here : LB_EMPTY);
    return s;
}

/* What the list is narrowed by, in words: on paper, and for filters the form does not have. */
static lb_slice filter_text(const struct lb_page_request *p, const struct lb_search *search)
{
    struct lb_str out = LB_STR_INIT(16 * 1024);
    for (size_t i = 0; i < search->filter_count; i++) {
        const struct lb_filter *f = &search->filters[i];
        lb_str_printf(&out, "%s%" LB_PRI ": %" LB_PRI, i ? "; " : "", LB_ARG(lb_model_field_label(p, f->field)),
                      LB_ARG(lb_model_value_label(p, f->field, f->code, LB_EMPTY)));
    }
    lb_slice text = lb_arena_copy(p->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static enum lb_status set_page(const struct lb_page_request *p, const struct lb_search *search, const struct lb_board *board,
                               const struct lb_pages *at, size_t total, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_json *m = lb_board_model(p, LB_WORD("Mutu kasus"),
                                       LB_WORD("Kasus terbit menurut apa yang perlu dilengkapi atau diperiksa lagi, yang paling lama dahulu."));
    lb_slice count = lb_model_count(p, "%s kasus", (int64_t)total);
    lb_json_set_str(m, "count_text",
                    search->order != LB_ORDER_FIELD ? LB_SAY(p, "%s, menurut perubahan terakhir", count)
                    : search->order_field == LB_FIELD_CONTACT_ASOF ? LB_SAY(p, "%s, menurut umur kontak", count)
                    : search->order_field == LB_FIELD_STATUS_ASOF ? LB_SAY(p, "%s, menurut umur keadaan", count)
                                                                  : LB_SAY(p, "%s, menurut umur pemeriksaan", count));
    lb_json_set_str(m, "filter_text", filter_text(p, search));
    lb_board_show(p, board, at, total, "editors-quality-csv", m);
    enum lb_status s = set_form(p, m, e);
    if (s == LB_OK)
        return lb_model_reply(reply, "page/editors-list.html", m);
    lb_json_free(m);
    return s;
}

enum lb_status page_editors_quality(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_search_page sp;
    struct lb_results r;
    struct lb_pages at;
    struct lb_board board = {.columns = columns, .column_count = COLUMNS};
    bool is_file = lb_board_is_file(p);
    size_t size = is_file ? LB_MAX_LIST : LB_BOARD_ROWS;
    lb_search_page_read(p, NULL, &sp);
    struct lb_search *search = &sp.search;
    search->wants_facets = search->wants_snippets = false;
    search->is_list = true;
    search->offset = (size_t)(sp.page - 1) * size;
    search->limit = size;
    choose_order(search);
    enum lb_status s = lb_reader_search(p->reader, p->arena, search, &r, e);
    if (s == LB_OK)
        s = lb_board_pages(p, r.total, &at, e);
    if (s != LB_OK)
        return s;
    for (size_t i = 0; i < r.hit_count; i++)
        add_row(p, &r.hits[i], is_file, &board);
    if (!is_file)
        return set_page(p, search, &board, &at, r.total, reply, e);
    lb_board_reply(p, &board, &at, "lumbung-mutu", reply);
    return LB_OK;
}
