/* page_editors_searches.c - words that were searched for in vain, as the server counts them (unanswered.h).
 *
 * What one person typed once may say who they are; only words that came up several times are shown here. The command `lumbung
 * unanswered` on the server shows all. */
#include "site/editors.h"
#include "site/pages.h"
#include "site/unanswered.h"

enum { SHOWN_FROM = 3 /* times */ };

static const struct lb_board_column columns[] = {
    {LB_WORD("Kata yang dicari"), LB_BOARD_BOTH, false},
    {LB_WORD("Berapa kali"), LB_BOARD_BOTH, true},
    {LB_WORD("Pertama"), LB_BOARD_BOTH, false},
    {LB_WORD("Terakhir"), LB_BOARD_BOTH, false},
};
enum { WORDS, TIMES, FIRST, LAST, COLUMNS };

static void add_row(const struct lb_page_request *p, const struct lb_unanswered_row *found, struct lb_board *board)
{
    struct lb_board_cell *row = lb_board_row(p, board);
    row[WORDS].text = found->words;
    row[WORDS].url = lb_url_search(p->arena, p->request->lang, "q", found->words);
    row[TIMES].text = lb_model_number(p, found->count);
    row[TIMES].raw = lb_arena_printf(p->arena, "%u", found->count);
    row[FIRST].text = lb_model_date(p, found->first);
    row[FIRST].raw = found->first;
    row[LAST].text = lb_model_date(p, found->last);
    row[LAST].raw = found->last;
}

enum lb_status page_editors_searches(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_unanswered_row *rows = NULL;
    size_t count = 0, shown = 0;
    struct lb_pages at;
    struct lb_board board = {.columns = columns, .column_count = COLUMNS};
    enum lb_status s = p->state ? lb_unanswered_read(p->arena, p->state, &rows, &count, e) : LB_OK;
    while (shown < count && rows[shown].count >= SHOWN_FROM)
        shown++;
    if (s == LB_OK)
        s = lb_board_pages(p, shown, &at, e);
    if (s != LB_OK)
        return s;
    for (size_t i = at.from; i < at.to; i++)
        add_row(p, &rows[i], &board);
    reply->is_fresh = true;
    if (lb_board_is_file(p)) {
        lb_board_reply(p, &board, &at, "lumbung-pencarian", reply);
        return LB_OK;
    }
    struct lb_json *m = lb_board_model(p, LB_WORD("Pencarian tanpa hasil"),
                                       LB_WORD("Apa yang dicari orang dan belum ada di pustaka ini. Yang dihitung hanya kata-katanya, bukan siapa yang mencari."));
    lb_json_set_str(m, "count_text", shown ? lb_model_count(p, "%s pencarian yang berulang", (int64_t)shown)
                                           : lb_model_word(p, "Belum ada pencarian tanpa hasil yang berulang."));
    lb_json_set_str(m, "foot_note", LB_SAY(p, "Ditampilkan bila dicari sedikitnya %s kali; yang lebih jarang tidak ditampilkan agar tidak ada orang yang dapat dikenali dari kata-katanya.",
                                           lb_model_number(p, SHOWN_FROM)));
    lb_board_show(p, &board, &at, shown, "editors-searches-csv", m);
    return lb_model_reply(reply, "page/editors-list.html", m);
}
