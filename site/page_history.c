/* page_history.c - the versions of a case: when, by whom, why, how much; two of them can be chosen to be compared. */
#include "base/utf8.h"
#include "site/model_version.h"
#include "site/pages.h"

/* The form's answer: the address of the comparison. Choices that lead nowhere show the list again. */
static bool compares(const struct lb_page_request *p, const struct lb_case_history *h, struct lb_reply *reply)
{
    const struct lb_version *a = lb_version_find(&h->versions, lb_request_param(p->request, "old"));
    const struct lb_version *b = lb_version_find(&h->versions, lb_request_param(p->request, "new"));
    if (!a || !b)
        return false;
    reply->status = 303;
    reply->location = a == b ? lb_version_url(p, h->id, a) : lb_changes_url(p, h->id, a > b ? a : b, a > b ? b : a);
    return true;
}

static void set_versions(const struct lb_page_request *p, const struct lb_case_history *h, struct lb_json *m)
{
    const struct lb_version *newest = lb_version_newest(&h->versions);
    const struct lb_version *second = newest ? lb_version_before(&h->versions, newest) : NULL;
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < h->versions.count; i++) {
        const struct lb_version *v = &h->versions.items[i];
        struct lb_json *one = lb_model_version(p, h, v);
        bool is_shown = v->state == LB_VERSION_SHOWN;
        const struct lb_version *before = is_shown ? lb_version_before(&h->versions, v) : NULL;
        if (before && !v->is_same)
            lb_json_set_str(one, "v_changes_url", lb_changes_url(p, h->id, before, v));
        lb_json_set_bool(one, "v_can_choose", second && is_shown);
        lb_json_set_bool(one, "v_is_old", v == second);
        lb_json_set_bool(one, "v_is_new", v == newest);
        lb_json_push(list, one);
    }
    lb_json_set(m, "versions", list);
    lb_json_set_bool(m, "can_compare", second != NULL);
}

static lb_slice iso_day(const struct lb_json *history, const char *which)
{
    return lb_json_str(lb_json_get(history, which), "date");
}

/* "Terbit 3 Mei 2026, terakhir berubah 4 Mei 2026. 12 perubahan." */
static lb_slice lead(const struct lb_page_request *p, const struct lb_case_history *h)
{
    const struct lb_json *history = lb_json_get(h->record, "history");
    lb_slice published = iso_day(history, "published"), text = LB_EMPTY;
    if (published.len)
        text = LB_SAY(p, "Terbit %s.", lb_model_date(p, published));
    if (h->versions.count)
        text = LB_SAY(p, "%s Terakhir berubah %s.", text, lb_version_date(p, &h->versions.items[0]));
    return lb_slice_trim(text);
}

static lb_slice older(const struct lb_page_request *p, const struct lb_versions *v)
{
    if (v->total > v->count)
        return lb_model_count(p, "%s perubahan yang lebih lama hanya ada di git.", (int64_t)(v->total - v->count));
    return v->is_whole ? LB_EMPTY : lb_model_word(p, "Apa yang terjadi sebelumnya tidak ada dalam salinan git ini.");
}

enum lb_status lb_history_reply(const struct lb_page_request *p, struct lb_case_history *h, lb_slice missing, struct lb_reply *reply)
{
    struct lb_json *m = lb_model_new(p, LB_SAY(p, "Riwayat: %s", h->title), LB_EMPTY);
    const struct lb_json *people = lb_json_path(h->record, "history.contributors");
    lb_slice names[24];
    size_t count = 0;
    lb_model_case_history_head(p, h, m);
    lb_json_set_str(m, "history_text", lead(p, h));
    lb_json_set_str(m, "count_text", h->versions.total ? lb_model_count(p, "%s perubahan", (int64_t)h->versions.total) : LB_EMPTY);
    for (; count < lb_json_size(people) && count < sizeof names / sizeof *names; count++)
        names[count] = lb_json_text(lb_json_at(people, count));
    lb_json_set_str(m, "people_text", count ? lb_version_people(p, names, count) : LB_EMPTY);
    lb_json_set_str(m, "older_text", older(p, &h->versions));
    lb_json_set_bool(m, "is_empty", h->versions.count == 0);
    if (missing.len)
        lb_json_set_str(m, "notice_text", LB_SAY(p, "Tidak ada versi %s dari kasus ini. Yang ada tercantum di bawah.", lb_utf8_cut(missing, 64)));
    set_versions(p, h, m);
    enum lb_status s = lb_model_reply(reply, "page/history.html", m);
    reply->status = missing.len ? 404 : 200;
    return s;
}

enum lb_status page_history(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_case_history h;
    enum lb_status s = lb_case_history_open(p, p->request->args[0], &h, e);
    if (s != LB_OK)
        return s;
    if (!compares(p, &h, reply))
        s = lb_history_reply(p, &h, LB_EMPTY, reply);
    lb_case_history_close(&h);
    return s;
}
