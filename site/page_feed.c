/* page_feed.c - Atom feeds: what changed (/umpan.atom, an entry a change) and what is new (/umpan-baru.atom, an entry a case),
 * of the whole library or of what a search or a page lists, by the same parameters.
 *
 * Ids are permanent addresses: a change has that of the version it made, a case its own. Without git nothing is known of changes:
 * then /umpan.atom lists cases and /umpan-baru.atom nothing. */
#include "base/limits.h"
#include "site/model_search.h"
#include "site/model_version.h"
#include "site/pages.h"
#include "site/xml.h"

#include <stdlib.h>

enum {
    ENTRIES = 30,
    LOOKED_AT = 1000, /* of the cases that a filter leaves, those that changed last */
};

struct moment {
    lb_slice time; /* "2026-03-12T08:30:00Z"; empty = unknown */
    lb_slice id;
};

static int newest_first(const void *va, const void *vb)
{
    const struct moment *a = va, *b = vb;
    int r = lb_slice_cmp(b->time, a->time);
    return r ? r : lb_slice_cmp(a->id, b->id);
}

/* ---- which cases ---- */

static const struct lb_json *case_of(const struct lb_json *cases, lb_slice id)
{
    size_t from = 0, to = lb_json_size(cases); /* they are in order */
    while (from < to) {
        size_t middle = (from + to) / 2;
        int r = lb_slice_cmp(lb_json_str(lb_json_at(cases, middle), "id"), id);
        if (r == 0)
            return lb_json_at(cases, middle);
        if (r < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

/* The cases that the request's words and filters leave, with the moment under `key`. */
static enum lb_status list_cases(const struct lb_page_request *p, const char *key, struct moment **ret, size_t *count,
                                 struct lb_err *e)
{
    const struct lb_json *cases = lb_library_note(p->library, "cases");
    struct moment *list = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; p->request->param_count == 0 && i < lb_json_size(cases); i++) {
        const struct lb_json *c = lb_json_at(cases, i);
        struct moment m = {lb_json_str(c, key), lb_json_str(c, "id")};
        LB_PUSH(p->arena, list, *count, capacity, m);
    }
    struct lb_search_page sp;
    lb_search_page_read(p, NULL, &sp);
    sp.search.order = LB_ORDER_UPDATED;
    sp.search.limit = LB_MAX_PAGE_SIZE;
    sp.search.wants_facets = sp.search.wants_snippets = sp.search.wants_reasons = false;
    for (sp.search.offset = 0; p->request->param_count && sp.search.offset < LOOKED_AT; sp.search.offset += sp.search.limit) {
        struct lb_results found = {0};
        enum lb_status s = lb_reader_search(p->reader, p->arena, &sp.search, &found, e);
        if (s != LB_OK)
            return s;
        for (size_t i = 0; i < found.hit_count; i++) {
            struct moment m = {lb_json_str(case_of(cases, found.hits[i].card.id), key), found.hits[i].card.id};
            LB_PUSH(p->arena, list, *count, capacity, m);
        }
        if (found.hit_count < sp.search.limit)
            break;
    }
    if (*count)
        qsort(list, *count, sizeof *list, newest_first);
    *ret = list;
    return LB_OK;
}

/* ---- one entry ---- */

static lb_slice whole(const struct lb_page_request *p, lb_slice path)
{
    return lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(path));
}

/* Atom wants a moment; a date stands for its first one. Never empty. */
static lb_slice moment(const struct lb_page_request *p, lb_slice time)
{
    if (time.len < 10)
        time = lb_json_str(lb_library_note(p->library, "head"), "time");
    if (time.len < 10)
        time = LB_S("1970-01-01");
    return time.len == 10 ? lb_arena_printf(p->arena, "%" LB_PRI "T00:00:00Z", LB_ARG(time)) : time;
}

struct entry {
    lb_slice time, id, title, url, lang, case_url, summary;
    const lb_slice *people;
    size_t people_count;
};

static void add_entry(const struct lb_page_request *p, const struct entry *one, struct lb_str *out)
{
    lb_xml_open(out, "entry", NULL);
    lb_xml_element(out, "id", NULL, whole(p, one->id));
    lb_xml_element(out, "title", NULL, one->title);
    lb_xml_element(out, "updated", NULL, moment(p, one->time));
    lb_xml_element(out, "link", LB_XML_ATTRIBUTES({"href", whole(p, one->url)}, {"hreflang", one->lang}), LB_EMPTY);
    if (one->case_url.len)
        lb_xml_element(out, "link", LB_XML_ATTRIBUTES({"rel", LB_S("related")}, {"href", whole(p, one->case_url)}, {"hreflang", one->lang}),
                       LB_EMPTY);
    for (size_t i = 0; i < one->people_count; i++) {
        lb_xml_open(out, "author", NULL);
        lb_xml_element(out, "name", NULL, one->people[i]);
        lb_xml_close(out, "author");
    }
    lb_xml_element(out, "summary", NULL, one->summary);
    lb_xml_close(out, "entry");
}

static struct entry case_entry(const struct lb_page_request *p, const struct lb_case_history *h, lb_slice time)
{
    lb_slice url = lb_url(p->arena, p->request->lang, "case", h->id), summary = lb_json_str(h->record, "summary");
    return (struct entry){.time = lb_arena_copy(p->arena, time), .id = url, .title = lb_arena_copy(p->arena, h->title), .url = url,
                          .lang = lb_arena_copy(p->arena, lb_json_str(h->record, "lang")),
                          .summary = lb_arena_copy(p->arena, summary.len ? summary : lb_json_str(h->record, "problem"))};
}

static struct entry change_entry(const struct lb_page_request *p, const struct lb_case_history *h, const struct lb_version *v)
{
    const struct lb_version *before = lb_version_before(&h->versions, v);
    struct entry one = case_entry(p, h, v->time);
    lb_slice size = lb_version_size(p, v);
    one.case_url = one.url;
    one.id = lb_version_url(p, h->id, v);
    one.url = before && !v->is_same ? lb_changes_url(p, h->id, before, v) : one.id;
    one.title = LB_SAY(p, "%s: %s", one.title, v->subject.len ? v->subject : lb_model_word(p, "(tanpa pesan)"));
    one.summary = v->message.len && size.len ? lb_arena_printf(p->arena, "%" LB_PRI "\n\n%" LB_PRI, LB_ARG(v->message), LB_ARG(size))
                  : v->message.len           ? v->message
                  : size.len                 ? size
                                             : one.summary;
    one.people = v->authors;
    one.people_count = v->author_count;
    return one;
}

static int newest_entry_first(const void *va, const void *vb)
{
    const struct entry *a = va, *b = vb;
    int r = lb_slice_cmp(b->time, a->time);
    return r ? r : lb_slice_cmp(a->id, b->id);
}

/* ---- the whole ---- */

struct feed {
    struct entry *entries;
    size_t count, capacity;
};

/* Changes of one case; the newest ENTRIES of all cases are among the newest of those that changed last. */
static void add_changes(const struct lb_page_request *p, const struct lb_case_history *h, lb_slice time, struct feed *feed)
{
    size_t shown = 0;
    for (size_t i = 0; i < h->versions.count && shown < ENTRIES; i++) {
        if (h->versions.items[i].state != LB_VERSION_SHOWN)
            continue;
        LB_PUSH(p->arena, feed->entries, feed->count, feed->capacity, change_entry(p, h, &h->versions.items[i]));
        shown++;
    }
    if (!shown)
        LB_PUSH(p->arena, feed->entries, feed->count, feed->capacity, case_entry(p, h, time));
}

static enum lb_status fill(const struct lb_page_request *p, bool is_new, struct feed *feed, struct lb_err *e)
{
    struct moment *cases = NULL;
    size_t count = 0;
    enum lb_status s = list_cases(p, is_new ? "published" : "updated", &cases, &count, e);
    for (size_t i = 0; i < count && i < ENTRIES && s == LB_OK; i++) {
        struct lb_case_history h;
        if (is_new && !cases[i].time.len)
            break;
        s = lb_case_history_open(p, cases[i].id, &h, e);
        if (s != LB_OK)
            break;
        if (is_new)
            LB_PUSH(p->arena, feed->entries, feed->count, feed->capacity, case_entry(p, &h, cases[i].time));
        else
            add_changes(p, &h, cases[i].time, feed);
        lb_case_history_close(&h);
    }
    if (feed->count)
        qsort(feed->entries, feed->count, sizeof *feed->entries, newest_entry_first);
    return s;
}

/* "Lumbung: perubahan (Pendidikan, 2019)" */
static lb_slice title_of(const struct lb_page_request *p, lb_slice library, bool is_new)
{
    lb_slice title = is_new ? LB_SAY(p, "%s: kasus baru", library) : LB_SAY(p, "%s: perubahan", library), what = LB_EMPTY;
    for (size_t i = 0; i < p->request->param_count; i++) {
        const struct lb_param *one = &p->request->params[i];
        enum lb_field field = lb_field_find(lb_slice_of(one->key));
        if (strcmp(one->key, "order") == 0 || strcmp(one->key, "exact") == 0 || strcmp(one->key, "explain") == 0)
            continue;
        lb_slice label = field < LB_FIELD_COUNT ? lb_model_value_label(p, field, one->value, LB_EMPTY) : one->value;
        what = what.len ? LB_SAY(p, "%s, %s", what, label) : label;
    }
    return what.len ? LB_SAY(p, "%s (%s)", title, what) : title;
}

static void add_head(const struct lb_page_request *p, bool is_new, const struct feed *feed, struct lb_str *out)
{
    const char *lang = p->request->lang;
    const struct lb_json *library = lb_library_note(p->library, "library");
    lb_slice name = lb_library_text(lb_json_get(library, "title"), lang);
    lb_slice author = lb_library_text(lb_json_get(library, "publisher"), lang), self = whole(p, p->request->canonical);
    name = name.len ? name : LB_S("Lumbung");
    lb_xml_element(out, "id", NULL, self);
    lb_xml_element(out, "title", NULL, title_of(p, name, is_new));
    lb_xml_element(out, "updated", NULL, moment(p, feed->count ? feed->entries[0].time : LB_EMPTY));
    lb_xml_element(out, "link", LB_XML_ATTRIBUTES({"rel", LB_S("self")}, {"href", self}), LB_EMPTY);
    lb_xml_element(out, "link", LB_XML_ATTRIBUTES({"href", whole(p, lb_url(p->arena, lang, "home", LB_EMPTY))}), LB_EMPTY);
    lb_xml_open(out, "author", NULL);
    lb_xml_element(out, "name", NULL, author.len ? author : name);
    lb_xml_close(out, "author");
}

static enum lb_status reply_with(const struct lb_page_request *p, bool is_new, struct lb_reply *reply, struct lb_err *e)
{
    if (p->is_preview)
        return lb_fail(e, LB_NOT_FOUND, "a preview has no feeds");
    struct feed feed = {0};
    enum lb_status s = fill(p, is_new, &feed, e);
    if (s != LB_OK)
        return s;
    struct lb_str out = LB_STR_INIT(LB_MAX_REPLY);
    lb_xml_start(&out);
    lb_xml_open(&out, "feed",
                LB_XML_ATTRIBUTES({"xmlns", LB_S("http://www.w3.org/2005/Atom")}, {"xml:lang", lb_slice_of(p->request->lang)}));
    add_head(p, is_new, &feed, &out);
    for (size_t i = 0; i < feed.count && i < ENTRIES; i++)
        add_entry(p, &feed.entries[i], &out);
    lb_xml_close(&out, "feed");
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "application/atom+xml; charset=utf-8";
    lb_str_free(&out);
    return LB_OK;
}

enum lb_status page_feed(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    return reply_with(p, false, reply, e);
}

enum lb_status page_feed_new(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    return reply_with(p, true, reply, e);
}
