/* page_browse.c - the list of a field's values with counts (affairs, themes, years ...), and the cases of one value. */
#include "site/model_search.h"
#include "site/pages.h"

#include <stdlib.h>

/* How a field's list is shown. */
static const struct look {
    enum lb_field field;
    const char *title, *intro;
    bool shows_empty, shows_code, is_newest_first, has_letters;
} looks[] = {
    {LB_FIELD_AFFAIR, LB_WORD("Urusan pemerintahan"),
     LB_WORD("Pembagian urusan menurut UU 23 Tahun 2014, dengan kode yang dipakai dalam perencanaan dan penganggaran."),
     true, true, false, false},
    {LB_FIELD_THEME, LB_WORD("Tema"), LB_WORD("Kasus menurut pokok bahasannya."), false, false, false, false},
    {LB_FIELD_CHALLENGE, LB_WORD("Masalah"), LB_WORD("Mulailah dari masalah yang dihadapi daerah Anda."), false, false,
     false, false},
    {LB_FIELD_SDG, LB_WORD("Tujuan Pembangunan Berkelanjutan"),
     LB_WORD("Ketujuh belas tujuan yang disepakati di Perserikatan Bangsa-Bangsa (SDG), dan kasus yang menyumbang padanya."),
     true, true, false, false},
    {LB_FIELD_YEAR, LB_WORD("Tahun mulai"), LB_WORD("Kasus menurut tahun praktiknya mulai dijalankan."), false, false, true,
     false},
    {LB_FIELD_ORGANISATION, LB_WORD("Lembaga"), LB_WORD("Kantor yang memimpin dan mitra yang ikut menjalankan."), false,
     false, false, true},
    {LB_FIELD_AWARD, LB_WORD("Penghargaan"),
     LB_WORD("Penghargaan yang pernah diterima. Penghargaan tidak menaikkan tingkat bukti sebuah kasus."), false, false,
     false, true},
};

static const struct look *look_of(enum lb_field field)
{
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        if (looks[i].field == field)
            return &looks[i];
    return NULL;
}

struct row {
    lb_slice code, label, group;
    unsigned count;
};

static int newest_first(const void *x, const void *y)
{
    return lb_slice_cmp(((const struct row *)y)->code, ((const struct row *)x)->code);
}

static struct lb_json *row_model(const struct lb_page_request *p, const struct look *look, const struct row *r)
{
    lb_slice url = r->count ? lb_url_value(p->arena, p->request->lang, look->field, r->code) : LB_EMPTY;
    struct lb_json *m = lb_model_link(p, "row", r->label, url, r->count);
    lb_json_set_str(m, "row_code", look->shows_code ? r->code : LB_EMPTY);
    lb_json_set_bool(m, "row_is_empty", r->count == 0);
    return m;
}

static struct lb_json *push_group(struct lb_json *groups, lb_slice label, lb_slice id)
{
    struct lb_json *g = lb_json_object(), *rows = lb_json_array();
    lb_json_set_str(g, "group_label", label);
    lb_json_set_str(g, "group_id", id);
    lb_json_set(g, "rows", rows);
    lb_json_push(groups, g);
    return rows;
}

/* Rows of a vocabulary in its own order, or of those that occur. */
static struct row *rows_of(const struct lb_page_request *p, const struct look *look, const struct lb_facet_result *counts,
                           size_t *n)
{
    const char *vocabulary = lb_fields[look->field].vocabulary;
    const struct lb_json *terms =
        vocabulary ? lb_json_get(lb_json_get(lb_library_note(p->library, "vocab"), vocabulary), "terms") : NULL;
    struct row *rows = LB_NEW_ARRAY(p->arena, struct row, lb_json_size(terms) + counts->count + 1);
    *n = 0;
    if (terms) {
        for (size_t i = 0; i < lb_json_size(terms); i++) {
            const struct lb_json *t = lb_json_at(terms, i);
            lb_slice code = lb_json_str(t, "code"), label = lb_library_text(lb_json_get(t, "label"), p->request->lang);
            unsigned count = lb_model_count_of(counts, code);
            if (count || look->shows_empty)
                rows[(*n)++] = (struct row){code, label, lb_json_str(t, "group"), count};
        }
        return rows;
    }
    for (size_t i = 0; i < counts->count; i++) {
        const struct lb_facet_count *v = &counts->values[i];
        rows[(*n)++] = (struct row){v->code, v->label.len ? v->label : v->code, LB_EMPTY, v->count};
    }
    if (look->is_newest_first)
        qsort(rows, *n, sizeof *rows, newest_first);
    return rows;
}

/* Thousands of names: a page of them at a time. */
static enum lb_status set_by_letter(const struct lb_page_request *p, const struct look *look,
                                    const struct lb_facet_result *counts, struct lb_json *m, struct lb_err *e)
{
    size_t n = counts->count;
    struct lb_pages at;
    enum lb_status s = lb_model_pages(p, n, &at, e);
    if (s != LB_OK)
        return s;
    const uint32_t *order = lb_library_order(p->library, p->request->lang, counts);
    char *letters = LB_NEW_ARRAY(p->arena, char, n + 1);
    struct lb_json *groups = lb_json_array(), *list = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct lb_facet_count *v = &counts->values[order[i]];
        struct row row = {v->code, v->label.len ? v->label : v->code, LB_EMPTY, v->count};
        letters[i] = lb_model_letter(row.label);
        if (i < at.from || i >= at.to)
            continue;
        if (!list || letters[i] != letters[i - 1])
            list = push_group(groups, lb_slice_from(&letters[i], 1), lb_model_letter_id(p, letters[i]));
        lb_json_push(list, row_model(p, look, &row));
    }
    lb_json_set(m, "groups", groups);
    if (n > 30)
        lb_model_letters(p, letters, n, m);
    lb_model_paging(p, &at, m);
    lb_json_set_bool(m, "is_bare", n == 0);
    return LB_OK;
}

static void set_by_group(const struct lb_page_request *p, const struct look *look, const struct row *rows, size_t n,
                         struct lb_json *m)
{
    const char *vocabulary = lb_fields[look->field].vocabulary;
    const struct lb_json *names =
        vocabulary ? lb_json_get(lb_json_get(lb_library_note(p->library, "vocab"), vocabulary), "groups") : NULL;
    struct lb_json *groups = lb_json_array();
    for (size_t g = 0; g <= lb_json_size(names); g++) { /* the last round: what has no group */
        const struct lb_json *name = lb_json_at(names, g);
        lb_slice code = lb_json_str(name, "code");
        struct lb_json *list = NULL;
        for (size_t i = 0; i < n; i++) {
            if (!lb_slice_eq(rows[i].group, code))
                continue;
            if (!list)
                list = push_group(groups, lb_library_text(lb_json_get(name, "label"), p->request->lang),
                                  lb_arena_printf(p->arena, "h-%" LB_PRI, LB_ARG(code)));
            lb_json_push(list, row_model(p, look, &rows[i]));
        }
    }
    lb_json_set(m, "groups", groups);
}

enum lb_status page_browse_list(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    const struct look *look = look_of(p->request->route->field);
    struct lb_facet_result counts;
    if (!look)
        return lb_fail(e, LB_NOT_FOUND, "no list for this field");
    enum lb_status s = lb_model_counts(p, look->field, &counts, e);
    if (s != LB_OK)
        return s;
    lb_slice intro = lb_model_word(p, look->intro);
    struct lb_json *m = lb_model_new(p, lb_model_word(p, look->title), intro);
    lb_json_set_str(m, "intro", intro);
    if (look->has_letters) {
        s = set_by_letter(p, look, &counts, m, e);
    } else {
        size_t n = 0;
        struct row *rows = rows_of(p, look, &counts, &n);
        lb_json_set_bool(m, "is_bare", n == 0);
        set_by_group(p, look, rows, n, m);
    }
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    return lb_model_reply(reply, "page/browse-list.html", m);
}

enum lb_status page_browse_value(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    enum lb_field field = p->request->route->field;
    lb_slice code = p->request->args[0], label = LB_EMPTY;
    struct lb_facet_result counts;
    enum lb_status s = lb_model_counts(p, field, &counts, e);
    if (s != LB_OK)
        return s;
    bool is_known = lb_library_term(p->library, lb_fields[field].vocabulary, code) != NULL;
    for (size_t i = 0; i < counts.count; i++)
        if (lb_slice_eq(counts.values[i].code, code)) {
            is_known = true;
            label = counts.values[i].label;
        }
    if (!is_known)
        return lb_fail(e, LB_NOT_FOUND, "no value '%" LB_PRI "' of '%s'", LB_ARG(code), lb_fields[field].key);
    struct lb_search_page sp;
    struct lb_filter base = {field, code};
    lb_search_page_read(p, &base, &sp);
    lb_slice title = lb_model_value_label(p, field, code, label);
    lb_slice intro = lb_fields[field].vocabulary ? lb_model_note(p, lb_fields[field].vocabulary, code) : LB_EMPTY;
    struct lb_json *m = lb_model_new(p, title, intro);
    s = lb_search_page_fill(p, &sp, m, e);
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    const struct look *look = look_of(field);
    const struct lb_route *list = lb_route_of_field(field, false);
    lb_json_set_str(m, "intro", intro);
    lb_json_set_str(m, "field_label", look ? lb_model_word(p, look->title) : lb_model_field_label(p, field));
    lb_json_set_str(m, "field_url", list ? lb_url(p->arena, p->request->lang, list->name, LB_EMPTY) : LB_EMPTY);
    return lb_model_reply(reply, "page/browse-value.html", m);
}
