/* model_letters.c - long lists from A to Z, a page at a time: the letters that lead into them, and the way on. */
#include "site/model.h"

char lb_model_letter(lb_slice label)
{
    char c = label.len ? label.data[0] : 0;
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c >= 'A' && c <= 'Z' ? c : '#';
}

lb_slice lb_model_letter_id(const struct lb_page_request *p, char letter)
{
    return lb_arena_printf(p->arena, "h-%c", letter == '#' ? '0' : letter + 32);
}

void lb_model_letters(const struct lb_page_request *p, const char *letters, size_t n, struct lb_json *into)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && letters[i] == letters[i - 1])
            continue;
        struct lb_json *one = lb_json_object();
        size_t page = i / LB_LIST_PAGE + 1;
        lb_slice url = lb_url_with(p->arena, p->request, "page", page > 1 ? lb_arena_printf(p->arena, "%zu", page) : LB_EMPTY);
        lb_json_set_str(one, "letter", lb_slice_from(&letters[i], 1));
        lb_json_set_str(one, "letter_url", lb_arena_printf(p->arena, "%" LB_PRI "#%" LB_PRI, LB_ARG(url),
                                                           LB_ARG(lb_model_letter_id(p, letters[i]))));
        lb_json_push(list, one);
    }
    lb_json_set(into, "letters", list);
}

enum lb_status lb_model_pages(const struct lb_page_request *p, size_t n, struct lb_pages *ret, struct lb_err *e)
{
    long page = lb_request_number(p->request, "page", 1);
    size_t from = (size_t)(page > 1 ? page - 1 : 0) * LB_LIST_PAGE, pages = (n + LB_LIST_PAGE - 1) / LB_LIST_PAGE;
    if (from > 0 && from >= n)
        return lb_fail(e, LB_NOT_FOUND, "the list has only %zu pages", pages);
    *ret = (struct lb_pages){from, from + LB_LIST_PAGE < n ? from + LB_LIST_PAGE : n, page > 1 ? page : 1, (long)pages};
    return LB_OK;
}

void lb_model_paging(const struct lb_page_request *p, const struct lb_pages *at, struct lb_json *into)
{
    lb_slice before = at->page > 2 ? lb_arena_printf(p->arena, "%ld", at->page - 1) : LB_EMPTY;
    lb_slice after = lb_arena_printf(p->arena, "%ld", at->page + 1);
    lb_json_set_str(into, "prev_url", at->page > 1 ? lb_url_with(p->arena, p->request, "page", before) : LB_EMPTY);
    lb_json_set_str(into, "next_url", at->page < at->pages ? lb_url_with(p->arena, p->request, "page", after) : LB_EMPTY);
    lb_json_set_bool(into, "paging", at->pages > 1);
    lb_json_set_str(into, "paging_text",
                    LB_SAY(p, "Halaman %s dari %s", lb_model_number(p, at->page), lb_model_number(p, at->pages)));
}
