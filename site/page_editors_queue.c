/* page_editors_queue.c - cases under review, longest waiting first.
 *
 * What nobody has checked yet may be wrong or harm somebody, and its title says it aloud: so the public sees how many cases wait
 * and since when. Their titles, places and authors are shown when library.yml says `review_queue: public`, and in a preview
 * with drafts, whose cases are there to be read. */
#include "site/editors.h"
#include "site/pages.h"

#include <stdlib.h>

static int by_age(const void *x, const void *y)
{
    const struct lb_json *const *a = x, *const *b = y;
    lb_slice s = lb_json_str(*a, "since"), t = lb_json_str(*b, "since");
    if (!s.len != !t.len) /* what has no date is not in git yet */
        return s.len ? -1 : 1;
    int r = lb_slice_cmp(s, t);
    return r ? r : lb_slice_cmp(lb_json_str(*a, "id"), lb_json_str(*b, "id"));
}

enum lb_status lb_queue_read(const struct lb_page_request *p, struct lb_queue *ret, struct lb_err *e)
{
    lb_slice *keys;
    size_t n;
    *ret = (struct lb_queue){0};
    enum lb_status s = lb_reader_notes(p->reader, p->arena, LB_S("queue:"), &keys, &n, e);
    if (s != LB_OK)
        return s;
    ret->items = lb_xcalloc(n + 1, sizeof *ret->items);
    for (size_t i = 0; i < n && s == LB_OK; i++) {
        lb_slice text;
        s = lb_reader_note(p->reader, p->arena, keys[i], &text, e);
        if (s == LB_OK)
            s = lb_json_parse(text, &ret->items[ret->count], e);
        ret->count += s == LB_OK;
    }
    if (ret->count)
        qsort(ret->items, ret->count, sizeof *ret->items, by_age);
    ret->is_open = lb_library_has_drafts(p->library) ||
                   lb_slice_eq(lb_json_str(lb_library_note(p->library, "library"), "review_queue"), LB_S("public"));
    if (s != LB_OK)
        lb_queue_free(ret);
    return s;
}

void lb_queue_free(struct lb_queue *q)
{
    for (size_t i = 0; i < q->count; i++)
        lb_json_free(q->items[i]);
    free(q->items);
    *q = (struct lb_queue){0};
}

static const struct lb_board_column columns[] = {
    {LB_WORD("Judul kasus"), LB_BOARD_BOTH, false},
    {LB_WORD("Id"), LB_BOARD_FILE, false},
    {LB_WORD("Bahasa"), LB_BOARD_FILE, false},
    {LB_WORD("Daerah"), LB_BOARD_BOTH, false},
    {LB_WORD("Dikerjakan oleh"), LB_BOARD_BOTH, false},
    {LB_WORD("Menunggu sejak"), LB_BOARD_BOTH, false},
    {LB_WORD("Hari"), LB_BOARD_BOTH, true},
    {LB_WORD("Kesalahan"), LB_BOARD_BOTH, true},
    {LB_WORD("Peringatan"), LB_BOARD_BOTH, true},
    {LB_WORD("Berkas"), LB_BOARD_FILE, false},
};
enum { TITLE, ID, LANGUAGE, REGION, AUTHORS, SINCE, DAYS, ERRORS, WARNINGS, FILE_PATH, COLUMNS };

static lb_slice names(const struct lb_page_request *p, const struct lb_json *list, const char *between)
{
    struct lb_str out = LB_STR_INIT(16 * 1024);
    for (size_t i = 0; i < lb_json_size(list); i++) {
        if (i)
            lb_str_add(&out, lb_slice_of(between));
        lb_str_add(&out, lb_json_text(lb_json_at(list, i)));
    }
    lb_slice text = lb_arena_copy(p->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static void add_row(const struct lb_page_request *p, const struct lb_json *item, struct lb_board *board)
{
    struct lb_board_cell *row = lb_board_row(p, board);
    struct lb_card card;
    lb_slice id = lb_json_str(item, "id"), lang = lb_json_str(item, "lang"), since = lb_json_str(item, "since");
    lb_slice title = lb_json_str(item, "title"), name = lb_json_text(lb_json_path(item, "region.name"));
    const struct lb_json *authors = lb_json_get(item, "authors");
    bool is_folder = lb_json_bool_of(lb_library_note(p->library, "head"), "is_worktree"); /* made without git */
    long days = lb_days_between(since, lb_board_today(p));
    row[TITLE].text = title.len ? title : id;
    row[TITLE].lang = lb_slice_eq(lang, lb_slice_of(p->request->lang)) || !title.len ? LB_EMPTY : lang;
    if (lb_reader_card(p->reader, p->arena, id, lang, &card, NULL) == LB_OK) /* only a preview has it */
        row[TITLE].url = lb_url(p->arena, p->request->lang, "case", id);
    row[ID].text = id;
    row[LANGUAGE].text = lang;
    row[REGION].text = name.len ? name : lb_json_text(lb_json_path(item, "region.code"));
    row[AUTHORS].text = names(p, authors, ", ");
    row[AUTHORS].raw = names(p, authors, "; ");
    row[SINCE].text = since.len ? lb_model_date(p, since) : lb_model_word(p, is_folder ? LB_WORD("tidak dihitung dalam pratinjau folder")
                                                                                          : LB_WORD("belum ada di git"));
    if (since.len && !lb_json_bool_of(item, "is_since_known"))
        row[SINCE].text = LB_SAY(p, "%s atau lebih lama", row[SINCE].text);
    row[SINCE].raw = since;
    if (days >= 0) {
        row[DAYS].text = lb_model_number(p, days);
        row[DAYS].raw = lb_arena_printf(p->arena, "%ld", days);
    }
    row[ERRORS].text = lb_model_number(p, lb_json_int_of(item, "errors"));
    row[WARNINGS].text = lb_model_number(p, lb_json_int_of(item, "warnings"));
    row[FILE_PATH].text = lb_json_str(item, "path");
}

lb_slice lb_queue_text(const struct lb_page_request *p, const struct lb_queue *q)
{
    lb_slice count = lb_model_count(p, "%s kasus menunggu tinjauan", (int64_t)q->count);
    lb_slice since = q->count ? lb_json_str(q->items[0], "since") : LB_EMPTY;
    return !q->count    ? lb_model_word(p, "Tidak ada kasus yang menunggu tinjauan.")
           : since.len  ? LB_SAY(p, "%s; yang terlama sejak %s.", count, lb_model_date(p, since))
                        : LB_SAY(p, "%s.", count);
}

enum lb_status page_editors_queue(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_queue q;
    struct lb_pages at;
    struct lb_board board = {.columns = columns, .column_count = COLUMNS};
    enum lb_status s = lb_queue_read(p, &q, e);
    if (s != LB_OK)
        return s;
    size_t total = q.is_open ? q.count : 0;
    bool is_file = lb_board_is_file(p);
    if (is_file && !q.is_open)
        s = lb_fail(e, LB_NOT_FOUND, "this library does not show its review queue");
    if (s == LB_OK)
        s = lb_board_pages(p, total, &at, e);
    for (size_t i = s == LB_OK ? at.from : total; i < (s == LB_OK ? at.to : total); i++)
        add_row(p, q.items[i], &board);
    if (s == LB_OK && is_file) {
        lb_board_reply(p, &board, &at, "lumbung-tinjauan", reply);
    } else if (s == LB_OK) {
        struct lb_json *m = lb_board_model(p, LB_WORD("Antrean tinjauan"),
                                           LB_WORD("Kasus yang menunggu dibaca orang kedua, yang terlama dahulu."));
        lb_json_set_str(m, "count_text", lb_queue_text(p, &q));
        lb_json_set_bool(m, "is_closed", !q.is_open && q.count);
        lb_board_show(p, &board, &at, total, "editors-queue-csv", m);
        s = lb_model_reply(reply, "page/editors-list.html", m);
    }
    lb_queue_free(&q);
    return s;
}
