/* page_cases.c - every case from A to Z, a page of them at a time. */
#include "site/model.h"
#include "site/pages.h"
#include "site/preview.h"

#include <stdlib.h>

struct row {
    const struct lb_json *note;
    lb_slice title;
    const char *lang;
};

static int by_title(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    int r = lb_collate(a->lang, a->title, b->title);
    return r ? r : lb_slice_cmp(lb_json_str(a->note, "id"), lb_json_str(b->note, "id"));
}

static struct lb_json *row_model(const struct lb_page_request *p, const struct row *r)
{
    const char *lang = p->request->lang;
    lb_slice id = lb_json_str(r->note, "id"), year = lb_json_text(lb_json_get(r->note, "year"));
    struct lb_json *m = lb_model_link(p, "row", r->title, lb_url(p->arena, lang, "case", id), -1);
    const struct lb_json *titles = lb_json_get(r->note, "title");
    if (lb_json_type(titles) == LB_JSON_OBJECT && !lb_json_get(titles, lang))
        lb_json_set_str(m, "row_lang", *lang == 'e' ? LB_S("id") : LB_S("en"));
    lb_slice place = lb_model_region(p, lb_json_str(r->note, "region"));
    lb_json_set_str(m, "row_note", year.len ? LB_SAY(p, "%s · mulai %s", place, year) : place);
    lb_preview_mark_case(p, "row", id, m);
    return m;
}

static void set_groups(const struct lb_page_request *p, const struct row *rows, size_t from, size_t to, struct lb_json *m)
{
    struct lb_json *groups = lb_json_array(), *list = NULL;
    char last = 0;
    for (size_t i = from; i < to; i++) {
        char c = lb_model_letter(rows[i].title);
        if (!list || c != last) {
            struct lb_json *g = lb_json_object();
            list = lb_json_array();
            lb_json_set_str(g, "group_label", lb_arena_printf(p->arena, "%c", c));
            lb_json_set_str(g, "group_id", lb_model_letter_id(p, c));
            lb_json_set(g, "rows", list);
            lb_json_push(groups, g);
            last = c;
        }
        lb_json_push(list, row_model(p, &rows[i]));
    }
    lb_json_set(m, "groups", groups);
}

enum lb_status page_cases(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    const struct lb_json *notes = lb_library_note(p->library, "cases");
    size_t n = lb_json_size(notes);
    struct lb_pages at;
    enum lb_status s = lb_model_pages(p, n, &at, e);
    if (s != LB_OK)
        return s;
    struct row *rows = LB_NEW_ARRAY(p->arena, struct row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct lb_json *note = lb_json_at(notes, i);
        rows[i] = (struct row){note, lb_library_text(lb_json_get(note, "title"), p->request->lang), p->request->lang};
    }
    qsort(rows, n, sizeof *rows, by_title);
    struct lb_json *m = lb_model_new(p, lb_model_word(p, "Semua kasus"), LB_EMPTY);
    lb_json_set_str(m, "count_text", lb_model_count(p, "%s kasus, menurut abjad", (int64_t)n));
    set_groups(p, rows, at.from, at.to, m);
    if (n > 20) {
        char *letters = LB_NEW_ARRAY(p->arena, char, n);
        for (size_t i = 0; i < n; i++)
            letters[i] = lb_model_letter(rows[i].title);
        lb_model_letters(p, letters, n, m);
    }
    lb_model_paging(p, &at, m);
    return lb_model_reply(reply, "page/cases.html", m);
}
