/* model_version.c - see model_version.h; the markup of texts is model_version_text.c's. */
#include "site/model_version.h"

#include <strings.h>

/* ---- versions of a case ---- */

static enum lb_status load(const struct lb_page_request *p, struct lb_case_history *h, lb_slice lang, struct lb_err *e)
{
    lb_slice blob;
    h->versions = (struct lb_versions){.is_whole = true};
    h->lang = lang;
    h->foreign = lb_slice_eq(lang, lb_slice_of(p->request->lang)) ? LB_EMPTY : lang;
    enum lb_status s = lb_reader_versions(p->reader, p->arena, h->id, lang, &blob, e);
    return s == LB_OK && blob.len ? lb_versions_read(p->arena, blob, &h->versions, e) : s;
}

enum lb_status lb_case_history_open(const struct lb_page_request *p, lb_slice id, struct lb_case_history *ret, struct lb_err *e)
{
    struct lb_page page;
    struct lb_case_history h = {.id = id};
    enum lb_status s = lb_reader_page(p->reader, p->arena, id, lb_slice_of(p->request->lang), &page, e);
    if (s == LB_OK)
        s = lb_json_parse(page.record, &h.record, e);
    if (s == LB_OK)
        s = load(p, &h, page.lang, e);
    if (s != LB_OK) {
        lb_json_free(h.record);
        return s;
    }
    h.title = lb_json_str(h.record, "title");
    h.title_lang = h.foreign;
    *ret = h;
    return LB_OK;
}

bool lb_case_history_next(const struct lb_page_request *p, struct lb_case_history *h)
{
    const struct lb_json *langs = lb_json_get(h->record, "langs");
    lb_slice own = lb_json_str(h->record, "lang");
    bool is_behind = lb_slice_eq(h->lang, own); /* own first, then the others in order */
    for (size_t i = 0; i < lb_json_size(langs); i++) {
        lb_slice lang = lb_json_text(lb_json_at(langs, i));
        if (is_behind && !lb_slice_eq(lang, own))
            return load(p, h, lb_arena_copy(p->arena, lang), NULL) == LB_OK;
        is_behind = is_behind || lb_slice_eq(lang, h->lang);
    }
    return false;
}

void lb_case_history_close(struct lb_case_history *h)
{
    lb_json_free(h->record);
}

const struct lb_version *lb_version_find(const struct lb_versions *v, lb_slice commit)
{
    for (size_t i = 0; i < v->count && commit.len >= LB_COMMIT_LEAST; i++)
        if (v->items[i].commit.len >= commit.len && strncasecmp(v->items[i].commit.data, commit.data, commit.len) == 0)
            return &v->items[i];
    return NULL;
}

const struct lb_version *lb_version_newest(const struct lb_versions *v)
{
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i].state == LB_VERSION_SHOWN)
            return &v->items[i];
    return NULL;
}

const struct lb_version *lb_version_before(const struct lb_versions *v, const struct lb_version *one)
{
    for (size_t i = (size_t)(one - v->items) + 1; i < v->count; i++)
        if (v->items[i].state == LB_VERSION_SHOWN)
            return &v->items[i];
    return NULL;
}

/* ---- words about one ---- */

/* "0123456789ab" */
static lb_slice short_id(const struct lb_version *v)
{
    return lb_slice_sub(v->commit, 0, LB_COMMIT_SHOWN);
}

lb_slice lb_version_url(const struct lb_page_request *p, lb_slice id, const struct lb_version *v)
{
    return lb_url_below(p->arena, p->request->lang, "version", id, short_id(v));
}

lb_slice lb_changes_url(const struct lb_page_request *p, lb_slice id, const struct lb_version *old, const struct lb_version *now)
{
    lb_slice both = lb_arena_printf(p->arena, "%" LB_PRI "..%" LB_PRI, LB_ARG(short_id(old)), LB_ARG(short_id(now)));
    return lb_url_below(p->arena, p->request->lang, "version", id, both);
}

lb_slice lb_version_people(const struct lb_page_request *p, const lb_slice *names, size_t count)
{
    if (!count)
        return lb_model_word(p, "tanpa nama");
    lb_slice text = names[0];
    for (size_t i = 1; i < count; i++)
        text = i + 1 < count ? LB_SAY(p, "%s, %s", text, names[i])
               : count == 2  ? LB_SAY(p, "%s dan %s", text, names[i])
                             : LB_SAY(p, "%s, dan %s", text, names[i]);
    return text;
}

lb_slice lb_version_date(const struct lb_page_request *p, const struct lb_version *v)
{
    return lb_model_date(p, lb_slice_sub(v->time, 0, 10));
}

/* Why a version cannot be shown; empty when it can. */
static lb_slice why_not(const struct lb_page_request *p, const struct lb_version *v)
{
    switch (v->state) {
    case LB_VERSION_HIDDEN:
        return lb_model_word(p, "Belum atau tidak terbit saat itu; isinya tidak ditampilkan.");
    case LB_VERSION_REMOVED:
        return lb_model_word(p, "Perubahan ini menghapus berkasnya.");
    case LB_VERSION_UNREADABLE:
        return v->line ? LB_SAY(p, "Tidak dapat dibaca: berkasnya rusak pada baris %s (%s).", lb_model_number(p, v->line), v->code)
                       : LB_SAY(p, "Tidak dapat dibaca: berkasnya rusak (%s).", v->code);
    case LB_VERSION_LEFT_OUT:
        return lb_model_word(p, "Isinya tidak disimpan di sini karena riwayat kasus ini terlalu besar; masih ada di git.");
    default:
        return LB_EMPTY;
    }
}

lb_slice lb_version_size(const struct lb_page_request *p, const struct lb_version *v)
{
    if (v->state != LB_VERSION_SHOWN)
        return LB_EMPTY;
    if (v->is_first)
        return lb_model_word(p, "versi pertama");
    if (v->is_same)
        return lb_model_word(p, "isi tetap (dipindah atau dirapikan)");
    lb_slice added = v->added ? lb_model_count(p, "%s kata ditambah", (int64_t)v->added) : LB_EMPTY;
    lb_slice removed = v->removed ? lb_model_count(p, "%s kata dihapus", (int64_t)v->removed) : LB_EMPTY;
    return added.len && removed.len ? LB_SAY(p, "%s, %s", added, removed) : added.len ? added : removed;
}

/* ---- models ---- */

void lb_model_case_history_head(const struct lb_page_request *p, const struct lb_case_history *h, struct lb_json *into)
{
    lb_json_set_str(into, "case_title", h->title);
    lb_json_set_str(into, "case_title_lang", h->title_lang);
    lb_json_set_str(into, "case_url", lb_url(p->arena, p->request->lang, "case", h->id));
    lb_json_set_str(into, "history_url", lb_url(p->arena, p->request->lang, "history", h->id));
    lb_json_set_bool(into, "is_noindex", true); /* search engines want the case, not its past */
}

struct lb_json *lb_model_version(const struct lb_page_request *p, const struct lb_case_history *h, const struct lb_version *v)
{
    struct lb_json *m = lb_json_object();
    lb_json_set_str(m, "v_commit", short_id(v));
    lb_json_set_str(m, "v_iso", v->time);
    lb_json_set_str(m, "v_date", lb_version_date(p, v));
    lb_json_set_str(m, "v_people", lb_version_people(p, v->authors, v->author_count));
    lb_json_set_str(m, "v_subject", v->subject.len ? v->subject : lb_model_word(p, "(tanpa pesan)"));
    lb_json_set_str(m, "v_message", v->message);
    lb_json_set_str(m, "v_size", lb_version_size(p, v));
    lb_json_set_str(m, "v_why_not", why_not(p, v));
    if (v->state == LB_VERSION_SHOWN)
        lb_json_set_str(m, "v_url", lb_version_url(p, h->id, v));
    return m;
}
