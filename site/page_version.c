/* page_version.c - one version of a case as it was, or what changed between two: the permanent addresses of both.
 *
 *   /kasus/ID/riwayat/COMMIT    that version; a commit of 7 to 64 digits leads to the address with 12
 *   /kasus/ID/riwayat/A..B      the changes from A to B, the older one first
 *   /kasus/ID/riwayat/A..       the changes since A: leads to the newest version of the day
 *
 * A commit is looked for in the page's language first, then in the case's others. */
#include "site/model_version.h"
#include "site/pages.h"

static enum lb_status go(struct lb_reply *reply, unsigned status, lb_slice location)
{
    reply->status = status;
    reply->location = location;
    return LB_OK;
}

/* ---- one version ---- */

static lb_slice field_of(const struct lb_diff_part *parts, size_t count, lb_slice name)
{
    for (size_t i = 0; i < count; i++)
        if (parts[i].tag == 'F' && lb_slice_eq(parts[i].name, name) && parts[i].line_count)
            return parts[i].lines[0].pieces[0].text;
    return LB_EMPTY;
}

static void set_place(const struct lb_page_request *p, const struct lb_case_history *h, const struct lb_version *v, struct lb_json *m)
{
    const struct lb_version *newest = lb_version_newest(&h->versions), *before = lb_version_before(&h->versions, v);
    size_t since = (size_t)(v - h->versions.items);
    bool is_shown = v->state == LB_VERSION_SHOWN;
    lb_json_set_str(m, "since_text", since ? lb_model_count(p, "Sejak itu ada %s perubahan.", (int64_t)since)
                                           : lb_model_word(p, "Ini versi terkini."));
    if (since && is_shown && newest != v)
        lb_json_set_str(m, "since_url", lb_changes_url(p, h->id, v, newest));
    if (before && is_shown && !v->is_same)
        lb_json_set_str(m, "v_changes_url", lb_changes_url(p, h->id, before, v));
}

static enum lb_status show(const struct lb_page_request *p, struct lb_case_history *h, const struct lb_version *v,
                           struct lb_reply *reply, struct lb_err *e)
{
    struct lb_diff_part *parts = NULL;
    size_t count = 0;
    enum lb_status s = lb_versions_unpack(p->arena, &h->versions, e);
    if (s != LB_OK)
        return s;
    lb_version_parts(p->arena, v->text, &parts, &count);
    lb_slice title = field_of(parts, count, LB_S("title"));
    title = title.len ? title : h->title;
    struct lb_json *m = lb_model_new(p, LB_SAY(p, "%s (versi %s)", title, lb_version_date(p, v)), LB_EMPTY);
    lb_model_case_history_head(p, h, m);
    lb_json_set_str(m, "text_lang", h->foreign);
    lb_json_set_str(m, "version_title", title);
    lb_json_set(m, "version", lb_model_version(p, h, v));
    lb_model_version_parts(p, parts, count, m);
    set_place(p, h, v, m);
    return lb_model_reply(reply, "page/version.html", m);
}

/* ---- two versions ---- */

/* The commits that led from one to the other, newest first. */
static void set_steps(const struct lb_page_request *p, const struct lb_case_history *h, const struct lb_version *old,
                      const struct lb_version *now, struct lb_json *m)
{
    struct lb_json *list = lb_json_array();
    for (const struct lb_version *v = now; v < old; v++)
        lb_json_push(list, lb_model_version(p, h, v));
    lb_json_set_str(m, "steps_text", lb_model_count(p, "Mencakup %s perubahan", old - now));
    lb_json_set(m, "steps", list);
}

static lb_slice unchanged(const struct lb_page_request *p, const struct lb_version_diff *d)
{
    lb_slice fields = lb_model_count(p, "%s bidang", (int64_t)d->same_fields), sections = lb_model_count(p, "%s bagian", (int64_t)d->same_sections);
    return LB_SAY(p, "Tidak berubah: %s dan %s.", fields, sections);
}

static enum lb_status compare(const struct lb_page_request *p, struct lb_case_history *h, const struct lb_version *old,
                              const struct lb_version *now, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_version_diff d = {0};
    enum lb_status s = lb_versions_unpack(p->arena, &h->versions, e);
    if (s != LB_OK)
        return s;
    struct lb_json *m = lb_model_new(p, LB_SAY(p, "Apa yang berubah: %s", h->title), LB_EMPTY);
    bool is_shown = old->state == LB_VERSION_SHOWN && now->state == LB_VERSION_SHOWN;
    if (is_shown)
        lb_version_compare(p->arena, old->text, now->text, &d);
    lb_model_case_history_head(p, h, m);
    lb_json_set_str(m, "text_lang", h->foreign);
    lb_json_set(m, "old", lb_model_version(p, h, old));
    lb_json_set(m, "now", lb_model_version(p, h, now));
    set_steps(p, h, old, now, m);
    lb_model_version_parts(p, d.parts, d.part_count, m);
    struct lb_version size = {.state = LB_VERSION_SHOWN, .added = d.added, .removed = d.removed};
    lb_slice words = lb_version_size(p, &size);
    lb_json_set_str(m, "size_text", !is_shown         ? lb_model_word(p, "Salah satu dari dua versi ini tidak dapat ditampilkan.")
                                    : !d.part_count   ? lb_model_word(p, "Tidak ada perbedaan yang terbaca: berkasnya hanya dipindah atau dirapikan.")
                                    : !words.len      ? lb_model_word(p, "Hanya tanda baca atau susunannya berubah.")
                                                      : LB_SAY(p, "%s.", words));
    lb_json_set_str(m, "same_text", is_shown && d.part_count ? unchanged(p, &d) : LB_EMPTY);
    lb_json_set_bool(m, "is_latest", now == lb_version_newest(&h->versions));
    return lb_model_reply(reply, "page/changes.html", m);
}

/* ---- which ---- */

static size_t find_dots(lb_slice s)
{
    for (size_t i = 0; i + 1 < s.len; i++)
        if (s.data[i] == '.' && s.data[i + 1] == '.')
            return i;
    return s.len;
}

/* Both in the versions of one language. */
static bool find(const struct lb_page_request *p, struct lb_case_history *h, lb_slice first, lb_slice second,
                 const struct lb_version **a, const struct lb_version **b)
{
    do {
        *a = lb_version_find(&h->versions, first);
        *b = second.len ? lb_version_find(&h->versions, second) : lb_version_newest(&h->versions);
    } while (!(*a && *b) && lb_case_history_next(p, h));
    return *a && *b;
}

static enum lb_status reply_to(const struct lb_page_request *p, struct lb_case_history *h, struct lb_reply *reply, struct lb_err *e)
{
    lb_slice asked = p->request->args[1];
    size_t dots = find_dots(asked);
    bool is_pair = dots < asked.len;
    lb_slice first = lb_slice_sub(asked, 0, dots), second = is_pair ? lb_slice_sub(asked, dots + 2, asked.len) : first;
    const struct lb_version *a, *b;
    struct lb_case_history own = *h;
    if (!find(p, h, first, second, &a, &b)) {
        bool has_first = is_pair && lb_version_find(&own.versions, first);
        lb_slice missing = has_first && second.len ? second : first;
        return lb_history_reply(p, &own, missing.len ? missing : asked, reply);
    }
    if (is_pair && a != b) {
        lb_slice url = a > b ? lb_changes_url(p, h->id, a, b) : lb_changes_url(p, h->id, b, a);
        return second.len && lb_slice_eq(url, p->request->canonical) ? compare(p, h, a, b, reply, e) : go(reply, second.len ? 301 : 303, url);
    }
    lb_slice url = lb_version_url(p, h->id, a);
    return lb_slice_eq(url, p->request->canonical) ? show(p, h, a, reply, e) : go(reply, is_pair && !second.len ? 303 : 301, url);
}

enum lb_status page_version(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_case_history h;
    enum lb_status s = lb_case_history_open(p, p->request->args[0], &h, e);
    if (s != LB_OK)
        return s;
    s = reply_to(p, &h, reply, e);
    lb_case_history_close(&h);
    return s;
}
