/* page_editors_people.c - who changed published cases, from their histories in git: names as .mailmap has them, co-authors too,
 * never an address. Counts and months are facets of the cases (store/fields.h), so nothing has to be gathered. */
#include "site/editors.h"
#include "site/pages.h"

#include <stdlib.h>

struct person {
    lb_slice slug, name, first, last; /* months */
    unsigned cases;
    const char *lang;
};

static int by_cases(const void *x, const void *y)
{
    const struct person *a = x, *b = y;
    if (a->cases != b->cases)
        return a->cases > b->cases ? -1 : 1;
    int r = lb_collate(a->lang, a->name, b->name);
    return r ? r : lb_slice_cmp(a->slug, b->slug);
}

static int by_slug(const void *slug, const void *person)
{
    return lb_slice_cmp(*(const lb_slice *)slug, ((const struct person *)person)->slug);
}

/* Values come by code: people by slug. "ani.2024-05" is a month of ani. */
static void add_months(struct person *people, size_t n, const struct lb_facet_result *months)
{
    for (size_t i = 0; i < months->count && n; i++) {
        lb_slice code = months->values[i].code;
        size_t dot = lb_slice_find(code, '.');
        lb_slice slug = lb_slice_sub(code, 0, dot), month = lb_slice_sub(code, dot + 1, code.len);
        struct person *who = bsearch(&slug, people, n, sizeof *people, by_slug);
        if (!who || !month.len)
            continue;
        if (!who->first.len || lb_slice_cmp(month, who->first) < 0)
            who->first = month;
        if (lb_slice_cmp(month, who->last) > 0)
            who->last = month;
    }
}

static enum lb_status read_people(const struct lb_page_request *p, struct person **ret, size_t *count, struct lb_err *e)
{
    struct lb_facet_result names, months;
    enum lb_status s = lb_reader_values(p->reader, p->arena, LB_FIELD_CONTRIBUTOR, &names, e);
    if (s == LB_OK)
        s = lb_reader_values(p->reader, p->arena, LB_FIELD_CONTRIBUTED, &months, e);
    if (s != LB_OK)
        return s;
    struct person *people = LB_NEW_ARRAY(p->arena, struct person, names.count + 1);
    for (size_t i = 0; i < names.count; i++)
        people[i] = (struct person){.slug = names.values[i].code, .name = names.values[i].label, .cases = names.values[i].count,
                                    .lang = p->request->lang};
    add_months(people, names.count, &months);
    if (names.count)
        qsort(people, names.count, sizeof *people, by_cases);
    *ret = people;
    *count = names.count;
    return LB_OK;
}

static const struct lb_board_column columns[] = {
    {LB_WORD("Nama"), LB_BOARD_BOTH, false},
    {LB_WORD("Kasus"), LB_BOARD_BOTH, true},
    {LB_WORD("Pertama"), LB_BOARD_BOTH, false},
    {LB_WORD("Terakhir"), LB_BOARD_BOTH, false},
};
enum { NAME, CASES, FIRST, LAST, COLUMNS };

enum lb_status page_editors_people(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct person *people = NULL;
    size_t count = 0;
    struct lb_pages at;
    struct lb_board board = {.columns = columns, .column_count = COLUMNS};
    enum lb_status s = read_people(p, &people, &count, e);
    if (s == LB_OK)
        s = lb_board_pages(p, count, &at, e);
    if (s != LB_OK)
        return s;
    for (size_t i = at.from; i < at.to; i++) {
        struct lb_board_cell *row = lb_board_row(p, &board);
        row[NAME].text = people[i].name;
        row[CASES].text = lb_model_number(p, people[i].cases);
        row[CASES].raw = lb_arena_printf(p->arena, "%u", people[i].cases);
        row[CASES].url = lb_url_search(p->arena, p->request->lang, lb_fields[LB_FIELD_CONTRIBUTOR].key, people[i].slug);
        row[FIRST].text = lb_model_date(p, people[i].first);
        row[FIRST].raw = people[i].first;
        row[LAST].text = lb_model_date(p, people[i].last);
        row[LAST].raw = people[i].last;
    }
    if (lb_board_is_file(p)) {
        lb_board_reply(p, &board, &at, "lumbung-kontributor", reply);
        return LB_OK;
    }
    struct lb_json *m = lb_board_model(p, LB_WORD("Kontributor"),
                                       LB_WORD("Yang menulis dan memperbaiki kasus terbit, menurut riwayat di git."));
    lb_json_set_str(m, "count_text", count ? lb_model_count(p, "%s orang", (int64_t)count)
                                           : lb_model_word(p, "Pustaka ini dibaca tanpa riwayat git."));
    lb_board_show(p, &board, &at, count, "editors-people-csv", m);
    return lb_model_reply(reply, "page/editors-list.html", m);
}
