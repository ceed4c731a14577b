/* model_case_sources.c - sources with who speaks in them, history from git, how to cite. */
#include "site/model_case.h"
#include "site/model_version.h"

enum { NEWEST = 3, MAX_PEOPLE = 24 }; /* changes listed on the case page; names in one sentence */

static bool is_outside(lb_slice voice)
{
    return lb_slice_eq(voice, LB_S("academic")) || lb_slice_eq(voice, LB_S("auditor")) ||
           lb_slice_eq(voice, LB_S("statistics"));
}

static struct lb_json *source_model(const struct lb_case_view *v, const struct lb_json *s, size_t number)
{
    const struct lb_page_request *p = v->p;
    lb_slice title = lb_json_str(s, "title"), url = lb_json_str(s, "url"), voice = lb_json_str(s, "independence");
    lb_slice by = lb_json_str(s, "publisher"), date = lb_model_date(p, lb_case_text(v, s, "date"));
    lb_slice kind = lb_json_str(s, "kind");
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, "source_id", lb_json_str(s, "id"));
    lb_json_set_int(one, "source_n", (int64_t)number);
    lb_json_set_str(one, url.len ? "source_title" : "source_plain", title);
    lb_json_set_str(one, "source_url", url);
    lb_json_set_str(one, "source_by", by.len && date.len ? LB_SAY(p, "%s, %s", by, date) : by.len ? by : date);
    lb_json_set_str(one, "source_who", voice.len ? lb_model_label(p, "source_independence", voice) : LB_EMPTY);
    lb_json_set_bool(one, "source_is_outside", is_outside(voice));
    lb_json_set_str(one, "source_kind", kind.len ? lb_model_label(p, "source_kinds", kind) : LB_EMPTY);
    lb_json_set_str(one, "source_accessed", lb_model_date(p, lb_case_text(v, s, "accessed")));
    lb_findings_take(v->findings, lb_arena_printf(p->arena, "sources.%zu", number - 1).data, "source_findings", one);
    return one;
}

void lb_model_case_sources(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_json *all = lb_json_get(v->record, "sources");
    struct lb_json *list = lb_json_array();
    size_t n = lb_json_size(all), outside = 0;
    for (size_t i = 0; i < n; i++) {
        outside += is_outside(lb_json_str(lb_json_at(all, i), "independence"));
        lb_json_push(list, source_model(v, lb_json_at(all, i), i + 1));
    }
    lb_slice count = lb_model_count(v->p, "%s sumber", (int64_t)n);
    lb_json_set_str(into, "sources_note",
                    outside ? LB_SAY(v->p, "%s, %s di antaranya dari pihak luar pelaksana.", count,
                                     lb_model_number(v->p, (int64_t)outside))
                            : LB_SAY(v->p, "%s, tidak satu pun dari pihak luar pelaksana.", count));
    lb_json_set(into, "sources", list);
}

static lb_slice day(lb_slice date)
{
    return lb_slice_sub(date, 0, 10);
}

static lb_slice authors(const struct lb_case_view *v, struct lb_json *meta)
{
    const struct lb_json *all = lb_json_get(v->record, "authors");
    struct lb_str out = LB_STR_INIT(4096);
    for (size_t i = 0; i < lb_json_size(all); i++) {
        lb_slice name = lb_json_text(lb_json_at(all, i));
        if (i)
            lb_str_lit(&out, ", ");
        lb_str_add(&out, name);
        lb_json_push(meta, lb_json_string(name));
    }
    lb_slice text = lb_arena_copy(v->p->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static lb_slice people(const struct lb_case_view *v, const struct lb_json *names)
{
    lb_slice list[MAX_PEOPLE];
    size_t count = 0;
    for (; count < lb_json_size(names) && count < MAX_PEOPLE; count++)
        list[count] = lb_json_text(lb_json_at(names, count));
    return lb_version_people(v->p, list, count);
}

/* The newest changes; the whole history has a page of its own. */
static void set_revisions(const struct lb_case_view *v, const struct lb_json *history, struct lb_json *into)
{
    const struct lb_page_request *p = v->p;
    const struct lb_json *all = lb_json_get(history, "revisions"), *contributors = lb_json_get(history, "contributors");
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(all) && i < NEWEST; i++) {
        const struct lb_json *r = lb_json_at(all, i);
        struct lb_json *one = lb_json_object();
        lb_slice date = day(lb_json_str(r, "date")), commit = lb_slice_sub(lb_json_str(r, "commit"), 0, LB_COMMIT_SHOWN);
        lb_json_set_str(one, "revision_iso", date);
        lb_json_set_str(one, "revision_date", lb_model_date(p, date));
        lb_json_set_str(one, "revision_subject", lb_json_str(r, "subject"));
        lb_json_set_str(one, "revision_people", people(v, lb_json_get(r, "authors")));
        lb_json_set_str(one, "revision_commit", commit);
        lb_json_set_str(one, "revision_url", lb_url_below(p->arena, p->request->lang, "version", lb_json_str(v->record, "id"), commit));
        lb_json_push(list, one);
    }
    if (lb_json_size(list)) {
        lb_json_set_str(into, "history_url", lb_url(p->arena, p->request->lang, "history", lb_json_str(v->record, "id")));
        lb_json_set_str(into, "history_label", LB_SAY(p, "Riwayat lengkap: %s", lb_model_count(p, "%s perubahan", lb_json_int_of(history, "count"))));
    }
    lb_json_set_str(into, "contributors_text", lb_json_size(contributors) ? people(v, contributors) : LB_EMPTY);
    lb_json_set(into, "revisions", list);
}

/* "Terbit 3 Mei 2026. Berubah 4 Mei 2026. Diperiksa 21 November 2026 oleh Redaksi (pemeriksaan meja)." */
static lb_slice history_text(const struct lb_case_view *v, const struct lb_json *history, lb_slice last)
{
    const struct lb_page_request *p = v->p;
    const struct lb_json *verified = lb_json_get(v->record, "verified");
    lb_slice text = LB_EMPTY, checked = lb_case_text(v, verified, "date"), by = lb_json_str(verified, "by");
    lb_slice method = lb_json_str(verified, "method");
    lb_slice published = day(lb_json_str(lb_json_get(history, "published"), "date"));
    const struct lb_json *by_whom = lb_json_get(lb_json_at(lb_json_get(history, "revisions"), 0), "authors");
    if (published.len)
        text = LB_SAY(p, "Terbit %s.", lb_model_date(p, published));
    if (last.len && lb_json_size(by_whom))
        text = LB_SAY(p, "%s Terakhir berubah %s oleh %s.", text, lb_model_date(p, last), people(v, by_whom));
    else if (last.len)
        text = LB_SAY(p, "%s Terakhir berubah %s.", text, lb_model_date(p, last));
    if (!checked.len)
        return LB_SAY(p, "%s Belum pernah diperiksa ulang.", text);
    text = LB_SAY(p, "%s Diperiksa %s", text, lb_model_date(p, checked));
    if (by.len)
        text = LB_SAY(p, "%s oleh %s", text, by);
    if (method.len)
        text = LB_SAY(p, "%s (%s)", text, lb_model_label(p, "verification_methods", method));
    return LB_SAY(p, "%s.", text);
}

static void set_licence(const struct lb_case_view *v, struct lb_json *into)
{
    lb_slice licence = lb_json_str(v->record, "licence");
    if (!licence.len)
        licence = lb_json_str(lb_library_note(v->p->library, "library"), "licence");
    bool is_by = lb_slice_eq(licence, LB_S("CC-BY-4.0"));
    lb_json_set_str(into, "case_licence", licence);
    lb_json_set_str(into, "case_licence_url", is_by ? LB_S("https://creativecommons.org/licenses/by/4.0/") : LB_EMPTY);
    lb_json_set_str(into, "case_licence_plain", is_by ? LB_EMPTY : licence);
}

void lb_model_case_history(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_page_request *p = v->p;
    const struct lb_json *history = lb_json_get(v->record, "history"), *library = lb_library_note(p->library, "library");
    lb_slice last = day(lb_json_str(lb_json_get(history, "last"), "date"));
    lb_slice commit = lb_slice_sub(lb_json_str(lb_json_get(history, "last"), "commit"), 0, LB_COMMIT_SHOWN);
    lb_slice name = lb_library_text(lb_json_get(library, "title"), p->request->lang);
    lb_slice subtitle = lb_library_text(lb_json_get(library, "subtitle"), p->request->lang);
    struct lb_json *meta = lb_json_object(), *meta_authors = lb_json_array();
    lb_slice who = authors(v, meta_authors), title = lb_json_str(v->record, "title");
    lb_slice url = lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url),
                                   LB_ARG(lb_url(p->arena, p->request->lang, "case", lb_json_str(v->record, "id"))));
    lb_slice year = lb_slice_sub(last.len ? last : lb_case_text(v, lb_json_get(v->record, "verified"), "date"), 0, 4);
    set_revisions(v, history, into);
    lb_json_set_str(into, "history_text", lb_slice_trim(history_text(v, history, last)));
    lb_slice when = year.len ? year : lb_model_word(p, "tanpa tahun");
    lb_slice cite = subtitle.len ? LB_SAY(p, "%s (%s). %s. %s: %s.", who.len ? who : name, when, title, name, subtitle)
                                 : LB_SAY(p, "%s (%s). %s. %s.", who.len ? who : name, when, title, name);
    lb_json_set_str(into, "cite_text", commit.len ? LB_SAY(p, "%s Versi %s, commit %s.", cite, lb_model_date(p, last), commit) : cite);
    lb_slice version = lb_url_below(p->arena, p->request->lang, "version", lb_json_str(v->record, "id"), commit);
    lb_json_set_str(into, "cite_url", commit.len ? lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(version)) : url);
    lb_json_set_str(into, "authors_text", who);
    lb_json_set_str(into, "case_path", lb_json_str(v->record, "path"));
    set_licence(v, into);

    lb_json_set_str(meta, "meta_title", title);
    lb_json_set(meta, "meta_authors", meta_authors);
    lb_json_set_str(meta, "meta_date", last.len ? last : year);
    lb_json_set_str(meta, "meta_publisher", name);
    lb_json_set_str(meta, "meta_lang", v->lang);
    lb_json_set_str(meta, "meta_url", url);
    lb_json_set(into, "citation", meta);
}
