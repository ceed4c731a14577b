/* page_editors.c - the editors' overview: how complete the library is, what is to be mended, what waits. */
#include "site/editors.h"
#include "site/pages.h"

#include <stdlib.h>

static int most_first(const void *x, const void *y)
{
    const struct lb_facet_count *a = x, *b = y;
    return a->count != b->count ? (a->count < b->count ? 1 : -1) : lb_slice_cmp(a->code, b->code);
}

/* The values of a vocabulary in its order; without one the most frequent first. */
static enum lb_status push_values(const struct lb_page_request *p, enum lb_field field, struct lb_json *m, const char *key,
                                  struct lb_err *e)
{
    struct lb_facet_result values;
    enum lb_status s = lb_model_counts(p, field, &values, e);
    if (s != LB_OK)
        return s;
    const struct lb_json *terms = lb_fields[field].vocabulary
        ? lb_json_get(lb_json_get(lb_library_note(p->library, "vocab"), lb_fields[field].vocabulary), "terms") : NULL;
    struct lb_json *list = lb_json_array();
    if (!terms)
        qsort(values.values, values.count, sizeof *values.values, most_first);
    size_t n = terms ? lb_json_size(terms) : values.count;
    for (size_t i = 0; i < n; i++) {
        lb_slice code = terms ? lb_json_str(lb_json_at(terms, i), "code") : values.values[i].code;
        unsigned count = lb_model_count_of(&values, code);
        lb_slice url = lb_url_with(p->arena, &(struct lb_request){.lang = p->request->lang, .route = lb_route_named("editors-quality")},
                                   lb_fields[field].key, code);
        struct lb_json *row = lb_model_link(p, "row", lb_model_value_label(p, field, code, LB_EMPTY), url, count);
        lb_json_set_bool(row, "row_is_empty", count == 0);
        if (terms)
            lb_json_set_str(row, "row_note", lb_model_note(p, lb_fields[field].vocabulary, code));
        lb_json_push(list, row);
    }
    lb_json_set(m, key, list);
    return LB_OK;
}

/* The date of the case that was verified longest ago. */
static enum lb_status set_verified(const struct lb_page_request *p, struct lb_json *m, struct lb_err *e)
{
    struct lb_facet_result dates;
    enum lb_status s = lb_reader_values(p->reader, p->arena, LB_FIELD_VERIFIED, &dates, e);
    if (s != LB_OK)
        return s;
    size_t verified = 0, all = lb_snapshot_cases(lb_library_snapshot(p->library));
    for (size_t i = 0; i < dates.count; i++)
        verified += dates.values[i].count;
    lb_slice count = lb_model_number(p, (int64_t)verified), of = lb_model_number(p, (int64_t)all);
    lb_json_set_str(m, "verified_text",
                    !dates.count ? lb_model_word(p, "Belum ada kasus yang mencatat pemeriksaan.")
                                 : LB_SAY(p, "%s dari %s kasus mencatat pemeriksaan; yang terlama %s.", count, of,
                                          lb_model_date(p, dates.values[0].code)));
    return LB_OK;
}

enum lb_status page_editors(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_queue q;
    enum lb_status s = lb_queue_read(p, &q, e);
    if (s != LB_OK)
        return s;
    struct lb_json *m = lb_board_model(p, LB_WORD("Untuk redaksi"),
                                       LB_WORD("Apa yang menunggu dibaca, dilengkapi, dan diperiksa lagi. Dihitung dari isi pustaka; setiap daftar dapat diunduh sebagai CSV."));
    lb_json_set_str(m, "queue_text", lb_queue_text(p, &q));
    lb_queue_free(&q);
    const char *cases = p->is_preview ? LB_WORD("%s kasus dalam pratinjau ini") : LB_WORD("%s kasus terbit");
    lb_json_set_str(m, "cases_text", lb_model_count(p, cases, (int64_t)lb_snapshot_cases(lb_library_snapshot(p->library))));
    s = push_values(p, LB_FIELD_COMPLETENESS, m, "levels", e);
    if (s == LB_OK)
        s = push_values(p, LB_FIELD_FLAG, m, "notes", e);
    if (s == LB_OK)
        s = push_values(p, LB_FIELD_MISSING, m, "missing", e);
    if (s == LB_OK)
        s = set_verified(p, m, e);
    if (s == LB_OK)
        return lb_model_reply(reply, "page/editors.html", m);
    lb_json_free(m);
    return s;
}
