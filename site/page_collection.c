/* page_collection.c - a collection reads like the contents page of a book: parts, numbered items with the curator's note,
 * the question for discussion, speakers and times when it is an event. */
#include "site/model_case.h"
#include "site/pages.h"
#include "site/preview.h"

static void push_fact(const struct lb_page_request *p, struct lb_json *list, const char *label, lb_slice text, lb_slice url)
{
    if (!text.len)
        return;
    struct lb_json *f = lb_json_object();
    lb_json_set_str(f, "fact_label", lb_model_word(p, label));
    lb_json_set_str(f, "fact", text);
    lb_json_set_str(f, "fact_url", url);
    lb_json_set_bool(f, "fact_is_plain", !url.len);
    lb_json_push(list, f);
}

static void set_event(const struct lb_page_request *p, const struct lb_json *record, struct lb_json *m)
{
    const struct lb_json *event = lb_json_get(record, "event");
    struct lb_json *list = lb_json_array();
    lb_slice date = lb_model_date(p, lb_json_str(event, "date")), start = lb_json_str(event, "start");
    lb_slice zone = lb_json_str(event, "tz"), url = lb_json_str(event, "url"), recording = lb_json_str(event, "recording");
    if (start.len)
        date = zone.len ? LB_SAY(p, "%s, pukul %s (%s)", date, start, zone) : LB_SAY(p, "%s, pukul %s", date, start);
    push_fact(p, list, LB_WORD("Waktu"), date, LB_EMPTY);
    push_fact(p, list, LB_WORD("Tempat"), lb_json_str(event, "venue"), LB_EMPTY);
    push_fact(p, list, LB_WORD("Tautan acara"), url, url);
    push_fact(p, list, LB_WORD("Rekaman"), recording, recording);
    lb_json_set(m, "event_facts", list);
}

static void set_book(const struct lb_page_request *p, const struct lb_json *record, struct lb_json *m)
{
    const struct lb_json *book = lb_json_get(record, "book");
    struct lb_json *list = lb_json_array();
    push_fact(p, list, LB_WORD("Penerbit"), lb_json_str(book, "publisher"), LB_EMPTY);
    push_fact(p, list, LB_WORD("Tempat terbit"), lb_json_str(book, "place"), LB_EMPTY);
    push_fact(p, list, LB_WORD("Edisi"), lb_json_str(book, "edition"), LB_EMPTY);
    push_fact(p, list, LB_WORD("ISBN"), lb_json_str(book, "isbn"), LB_EMPTY);
    push_fact(p, list, LB_WORD("Dibekukan pada revisi"), lb_slice_sub(lb_json_str(book, "frozen_at"), 0, 10), LB_EMPTY);
    lb_json_set(m, "book_facts", list);
}

/* Plain text; an empty line parts its paragraphs. */
static void set_foreword(const struct lb_json *record, struct lb_json *m)
{
    struct lb_json *list = lb_json_array();
    lb_slice rest = lb_json_str(lb_json_get(record, "book"), "foreword"), line = LB_EMPTY, paragraph = LB_EMPTY;
    while (rest.len) {
        lb_slice_split(&rest, '\n', &line);
        if (lb_slice_trim(line).len)
            paragraph = lb_slice_from(paragraph.len ? paragraph.data : line.data,
                                      paragraph.len ? (size_t)(line.data + line.len - paragraph.data) : line.len);
        if (paragraph.len && (!lb_slice_trim(line).len || !rest.len)) {
            struct lb_json *one = lb_json_object();
            lb_json_set_str(one, "foreword_text", paragraph);
            lb_json_push(list, one);
            paragraph = LB_EMPTY;
        }
    }
    lb_json_set(m, "foreword", list);
}

static lb_slice time_text(const struct lb_page_request *p, const struct lb_json *item)
{
    lb_slice start = lb_json_str(item, "start");
    int64_t minutes = lb_json_int_of(item, "minutes");
    lb_slice length = minutes > 0 ? lb_model_count(p, "%s menit", minutes) : LB_EMPTY;
    return start.len && length.len ? LB_SAY(p, "%s, %s", start, length) : start.len ? start : length;
}

static struct lb_json *item_model(const struct lb_page_request *p, const struct lb_json *item, lb_slice place, struct lb_findings *findings)
{
    struct lb_json *m = lb_json_object();
    lb_slice id = lb_json_str(item, "case"), title = lb_json_str(item, "title");
    bool is_missing = lb_json_bool_of(item, "missing");
    struct lb_card card;
    lb_json_set_str(m, "item_title", title.len ? title : id);
    lb_json_set_bool(m, "item_is_missing", is_missing);
    lb_json_set_str(m, "item_url", is_missing ? LB_EMPTY : lb_url(p->arena, p->request->lang, "case", id));
    if (!is_missing && lb_reader_card(p->reader, p->arena, id, lb_slice_of(p->request->lang), &card, NULL) == LB_OK) {
        lb_json_set_str(m, "item_title", card.title);
        lb_json_set_str(m, "item_place", lb_model_card_place(p, &card));
        lb_preview_mark(p, "item", card.state, m);
    }
    lb_json_set_str(m, "item_time", time_text(p, item));
    lb_json_set_str(m, "item_speaker", lb_json_str(item, "speaker"));
    lb_json_set_str(m, "item_note", lb_json_str(item, "note"));
    lb_json_set_str(m, "item_question", lb_json_str(item, "question"));
    lb_findings_take(findings, place.data, "item_findings", m);
    return m;
}

static void set_parts(const struct lb_page_request *p, const struct lb_json *record, struct lb_findings *findings, struct lb_json *m)
{
    const struct lb_json *parts = lb_json_get(record, "parts");
    struct lb_json *list = lb_json_array();
    int64_t number = 1;
    for (size_t i = 0; i < lb_json_size(parts); i++) {
        const struct lb_json *part = lb_json_at(parts, i), *items = lb_json_get(part, "items");
        struct lb_json *one = lb_json_object(), *models = lb_json_array();
        lb_json_set_str(one, "part_title", lb_json_str(part, "title"));
        lb_json_set_str(one, "part_intro", lb_json_str(part, "intro"));
        lb_json_set_str(one, "part_id", lb_arena_printf(p->arena, "bagian-%zu", i + 1));
        lb_json_set_int(one, "part_start", number);
        for (size_t j = 0; j < lb_json_size(items); j++, number++)
            lb_json_push(models, item_model(p, lb_json_at(items, j), lb_arena_printf(p->arena, "parts.%zu.items.%zu", i, j), findings));
        lb_json_set(one, "items", models);
        lb_findings_take(findings, lb_arena_printf(p->arena, "parts.%zu", i).data, "of_part_findings", one);
        lb_json_push(list, one);
    }
    lb_json_set(m, "parts", list);
}

/* Findings beside the parts that are there; items and sources took theirs. */
static void set_findings(struct lb_findings *findings, struct lb_json *m)
{
    lb_findings_take(findings, "title,subtitle,kind,state,curator,cover", "head_findings", m);
    if (lb_json_size(lb_json_get(m, "event_facts")))
        lb_findings_take(findings, "event", "event_findings", m);
    if (lb_json_size(lb_json_get(m, "book_facts")))
        lb_findings_take(findings, "book", "book_findings", m);
    lb_findings_take(findings, "parts", "parts_findings", m);
}

/* The note in the page's language, else in the other one. */
static enum lb_status read_note(const struct lb_page_request *p, lb_slice id, lb_slice *lang, struct lb_json **ret,
                                struct lb_err *e)
{
    const char *tried[2] = {p->request->lang, *p->request->lang == 'e' ? "id" : "en"};
    lb_slice text;
    for (int i = 0; i < 2; i++) {
        lb_slice key = lb_arena_printf(p->arena, "collection:%" LB_PRI ":%s", LB_ARG(id), tried[i]);
        enum lb_status s = lb_reader_note(p->reader, p->arena, key, &text, e);
        *lang = i ? lb_slice_of(tried[i]) : LB_EMPTY;
        if (s == LB_OK)
            return lb_json_parse(text, ret, e);
        if (s != LB_NOT_FOUND)
            return s;
    }
    return lb_fail(e, LB_NOT_FOUND, "no collection '%" LB_PRI "'", LB_ARG(id));
}

enum lb_status page_collection(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_json *record = NULL;
    lb_slice lang;
    enum lb_status s = read_note(p, p->request->args[0], &lang, &record, e);
    const struct lb_json *broken = s == LB_NOT_FOUND ? lb_preview_find_broken(p, "collection", p->request->args[0]) : NULL;
    if (broken)
        return lb_preview_reply_broken(p, broken, reply);
    if (s != LB_OK)
        return s;
    lb_slice subtitle = lb_json_str(record, "subtitle");
    struct lb_json *m = lb_model_new(p, lb_json_str(record, "title"), subtitle);
    lb_json_set_str(m, "text_lang", lang);
    lb_json_set_str(m, "ui_lang", lang.len ? lb_slice_of(p->request->lang) : LB_EMPTY);
    lb_json_set_str(m, "collection_subtitle", subtitle);
    lb_json_set_str(m, "collection_kind", lb_model_label(p, "collection_kinds", lb_json_str(record, "kind")));
    const struct lb_json *curator = lb_json_get(record, "curator");
    lb_json_set_str(m, "curator", lb_json_text(lb_json_type(curator) == LB_JSON_ARRAY ? lb_json_at(curator, 0) : curator));
    struct lb_findings *findings = lb_findings_of(p, lb_json_str(record, "path"), record);
    lb_slice body = lb_json_str(record, "body");
    if (body.len)
        lb_findings_body(findings, p, lb_html_of(body), m); /* made by the indexer's renderer */
    set_event(p, record, m);
    set_parts(p, record, findings, m);
    set_book(p, record, m);
    set_foreword(record, m);
    lb_model_case_sources(&(struct lb_case_view){.p = p, .record = record, .findings = findings}, m);
    set_findings(findings, m);
    lb_json_set_bool(m, "is_article", true);
    lb_preview_banner(p, record, "collection", m);
    lb_findings_end(findings, m);
    lb_json_free(record);
    return lb_model_reply(reply, "page/collection.html", m);
}
