/* model_case_facts.c - the key facts beside the text, and the details below it. An empty fact is left out, except cost:
 * that it was not recorded is a fact people need. */
#include "site/board.h"
#include "site/model_case.h"

/* One fact under construction: label and a list of values, pushed only when it has any. */
struct fact {
    struct lb_json *values;
    const char *prefix; /* "fact" or "detail" */
};

static struct lb_json *add_value(const struct lb_case_view *v, struct fact *f, const char *kind, lb_slice text)
{
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, lb_arena_printf(v->p->arena, "%s_%s", f->prefix, kind).data, text);
    lb_json_push(f->values, one);
    return one;
}

static void add_note(const struct lb_case_view *v, const struct fact *f, struct lb_json *value, lb_slice note)
{
    if (value && note.len)
        lb_json_set_str(value, lb_arena_printf(v->p->arena, "%s_note", f->prefix).data, note);
}

static struct lb_json *add_plain(const struct lb_case_view *v, struct fact *f, lb_slice text)
{
    return text.len ? add_value(v, f, "plain", text) : NULL;
}

static struct lb_json *add_link(const struct lb_case_view *v, struct fact *f, lb_slice text, lb_slice url)
{
    if (!url.len)
        return add_plain(v, f, text);
    struct lb_json *one = add_value(v, f, "text", text);
    lb_json_set_str(one, lb_arena_printf(v->p->arena, "%s_url", f->prefix).data, url);
    return one;
}

static struct fact begin(const char *prefix)
{
    return (struct fact){lb_json_array(), prefix};
}

/* `fields`: what the fact tells of, for findings about them. */
static void end(const struct lb_case_view *v, struct fact *f, const char *label, const char *fields, struct lb_json *list)
{
    if (lb_json_size(f->values) == 0) {
        lb_json_free(f->values);
        return;
    }
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, lb_arena_printf(v->p->arena, "%s_label", f->prefix).data, lb_model_word(v->p, label));
    lb_json_set(one, lb_arena_printf(v->p->arena, "%s_values", f->prefix).data, f->values);
    lb_findings_take(v->findings, fields, lb_arena_printf(v->p->arena, "%s_findings", f->prefix).data, one);
    lb_json_push(list, one);
}

/* A scalar or list of facet values, each a link to its page. */
static void codes(const struct lb_case_view *v, struct lb_json *list, const char *prefix, const char *label,
                  const char *key, enum lb_field field)
{
    const struct lb_json *value = lb_json_get(v->record, key);
    bool is_list = lb_json_type(value) == LB_JSON_ARRAY;
    size_t n = is_list ? lb_json_size(value) : value != NULL;
    struct fact f = begin(prefix);
    for (size_t i = 0; i < n; i++) {
        const struct lb_json *item = is_list ? lb_json_at(value, i) : value;
        lb_slice code = lb_json_text(item);
        if (lb_json_type(item) == LB_JSON_INT)
            code = lb_arena_printf(v->p->arena, "%d", (int)lb_json_number(item));
        add_link(v, &f, lb_model_value_label(v->p, field, code, LB_EMPTY),
                 lb_url_value(v->p->arena, v->p->request->lang, field, code));
    }
    end(v, &f, label, key, list);
}

static lb_slice period_text(const struct lb_case_view *v)
{
    const struct lb_json *period = lb_json_get(v->record, "period");
    lb_slice start = lb_model_date(v->p, lb_case_text(v, period, "start"));
    lb_slice stop = lb_model_date(v->p, lb_case_text(v, period, "end"));
    return stop.len ? LB_SAY(v->p, "%s sampai %s", start, stop) : start;
}

static lb_slice money(const struct lb_case_view *v, const struct lb_json *cost, const char *key)
{
    return lb_format_money(v->p->arena, v->p->request->lang, (double)lb_json_int_of(cost, key), lb_json_str(cost, "currency"));
}

static void add_cost(const struct lb_case_view *v, struct fact *f)
{
    const struct lb_json *cost = lb_json_get(v->record, "cost");
    struct lb_json *last = NULL;
    if (lb_json_get(cost, "setup"))
        last = add_plain(v, f, LB_SAY(v->p, "%s untuk memulai", money(v, cost, "setup")));
    if (lb_json_get(cost, "yearly"))
        last = add_plain(v, f, LB_SAY(v->p, "%s per tahun", money(v, cost, "yearly")));
    lb_slice year = lb_case_text(v, cost, "year");
    if (!last)
        add_plain(v, f, lb_model_word(v->p, "tidak tercatat"));
    else if (year.len)
        add_note(v, f, last, LB_SAY(v->p, "(harga tahun %s)", year));
}

/* How far the case is described, and what would complete it. */
static void set_completeness(const struct lb_case_view *v, struct lb_json *into)
{
    enum { SHOWN = 8 };
    const struct lb_json *it = lb_json_get(v->record, "completeness"), *missing = lb_json_get(it, "missing");
    size_t n = lb_json_size(missing);
    if (!lb_json_str(it, "level").len)
        return;
    lb_slice level = lb_model_small(v->p, lb_model_label(v->p, "completeness", lb_json_str(it, "level")));
    struct lb_str out = LB_STR_INIT(16 * 1024);
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        if (i)
            lb_str_lit(&out, ", ");
        lb_str_add(&out, lb_model_missing_label(v->p, lb_json_text(lb_json_at(missing, i))));
    }
    lb_slice list = lb_str_slice(&out);
    if (n > SHOWN)
        list = LB_SAY(v->p, "%s, dan %s lainnya", list, lb_model_number(v->p, (int64_t)(n - SHOWN)));
    lb_json_set_str(into, "completeness_text", n ? LB_SAY(v->p, "Kelengkapan: %s. Belum ada: %s.", level, list)
                                                 : LB_SAY(v->p, "Kelengkapan: %s.", level));
    lb_str_free(&out);
}

void lb_model_case_facts(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_page_request *p = v->p;
    const struct lb_json *lead = lb_json_get(v->record, "lead"), *evidence = lb_json_get(v->record, "evidence");
    const struct lb_json *contact = lb_json_get(v->record, "contact");
    struct lb_json *list = lb_json_array();
    lb_model_evidence(p, lb_json_str(evidence, "level"), into);
    lb_json_set_str(into, "evidence_reason", lb_json_str(evidence, "reason"));
    lb_json_set_str(into, "reason_lang", v->foreign);
    set_completeness(v, into);

    struct fact f = begin("fact");
    add_link(v, &f, lb_json_str(into, "region_text"), lb_json_str(into, "region_url"));
    end(v, &f, LB_WORD("Daerah pelaksana"), "region", list);
    f = begin("fact");
    add_note(v, &f, add_plain(v, &f, lb_json_str(lead, "office")), lb_json_str(lead, "unit"));
    end(v, &f, LB_WORD("Penanggung jawab"), "lead", list);
    f = begin("fact");
    add_plain(v, &f, period_text(v));
    end(v, &f, LB_WORD("Berjalan sejak"), "period", list);
    codes(v, list, "fact", LB_WORD("Tahap"), "stage", LB_FIELD_STAGE);

    f = begin("fact");
    lb_slice status = lb_json_str(v->record, "status"), asof = lb_case_text(v, v->record, "status_asof");
    struct lb_json *value = add_plain(v, &f, status.len ? lb_model_label(p, "statuses", status) : LB_EMPTY);
    if (value)
        lb_json_set_bool(value, "fact_is_bad", lb_slice_eq(status, LB_S("berhenti")));
    add_note(v, &f, value, asof.len ? LB_SAY(p, "per %s", lb_model_date(p, asof)) : LB_EMPTY);
    end(v, &f, LB_WORD("Keadaan"), "status,status_asof,status_reason", list);

    f = begin("fact");
    add_cost(v, &f);
    end(v, &f, LB_WORD("Biaya"), "cost", list);
    codes(v, list, "fact", LB_WORD("Masalah yang dijawab"), "challenges", LB_FIELD_CHALLENGE);
    codes(v, list, "fact", LB_WORD("Urusan pemerintahan"), "affairs", LB_FIELD_AFFAIR);
    codes(v, list, "fact", LB_WORD("Tema"), "themes", LB_FIELD_THEME);
    f = begin("fact");
    value = add_link(v, &f, lb_json_str(contact, "office"), lb_json_str(contact, "url"));
    asof = lb_case_text(v, contact, "asof");
    add_note(v, &f, value, asof.len ? LB_SAY(p, "per %s", lb_model_date(p, asof)) : LB_EMPTY);
    end(v, &f, LB_WORD("Kontak"), "contact", list);
    lb_json_set(into, "facts", list);
}

static void texts(const struct lb_case_view *v, struct lb_json *list, const char *label, const char *fields,
                  const struct lb_json *value)
{
    struct fact f = begin("detail");
    if (lb_json_type(value) == LB_JSON_STRING)
        add_plain(v, &f, lb_json_text(value));
    for (size_t i = 0; i < lb_json_size(value); i++)
        add_plain(v, &f, lb_json_text(lb_json_at(value, i)));
    end(v, &f, label, fields, list);
}

/* A list of short texts as one line. */
static void joined(const struct lb_case_view *v, struct lb_json *list, const char *label, const char *fields,
                   const struct lb_json *value)
{
    struct lb_str out = LB_STR_INIT(16 * 1024);
    for (size_t i = 0; i < lb_json_size(value); i++) {
        if (i)
            lb_str_lit(&out, ", ");
        lb_str_add(&out, lb_json_text(lb_json_at(value, i)));
    }
    struct fact f = begin("detail");
    add_plain(v, &f, lb_str_slice(&out));
    end(v, &f, label, fields, list);
    lb_str_free(&out);
}

static void add_cites(const struct lb_case_view *v, struct lb_json *value, const struct lb_json *source)
{
    if (value)
        lb_case_cites(v, source, "cites", value);
}

static void cost_detail(const struct lb_case_view *v, struct lb_json *list)
{
    const struct lb_json *cost = lb_json_get(v->record, "cost"), *basis = lb_json_get(cost, "basis");
    struct fact f = begin("detail");
    add_cost(v, &f);
    if (cost)
        add_cites(v, lb_json_at(f.values, lb_json_size(f.values) - 1), lb_json_get(cost, "source"));
    add_plain(v, &f, lb_json_str(cost, "coverage"));
    for (size_t i = 0; i < lb_json_size(basis); i++)
        add_plain(v, &f, LB_SAY(v->p, "Sumber dana: %s", lb_model_label(v->p, "funding_sources", lb_json_text(lb_json_at(basis, i)))));
    end(v, &f, LB_WORD("Biaya"), "cost", list);
}

static void legal_detail(const struct lb_case_view *v, struct lb_json *list)
{
    const struct lb_json *all = lb_json_get(v->record, "legal_basis");
    struct fact f = begin("detail");
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *one = lb_json_at(all, i);
        lb_slice kind = lb_json_str(one, "kind"), number = lb_case_text(v, one, "number"), year = lb_case_text(v, one, "year");
        lb_slice name = kind.len ? lb_model_label(v->p, "legal_kinds", kind) : LB_EMPTY;
        if (number.len)
            name = LB_SAY(v->p, "%s Nomor %s", name, number);
        if (year.len)
            name = LB_SAY(v->p, "%s Tahun %s", name, year);
        struct lb_json *value = add_link(v, &f, name, lb_json_str(one, "url"));
        add_note(v, &f, value, lb_json_str(one, "title"));
        add_cites(v, value, lb_json_get(one, "source"));
    }
    end(v, &f, LB_WORD("Dasar hukum"), "legal_basis", list);
}

static void partner_detail(const struct lb_case_view *v, struct lb_json *list)
{
    const struct lb_json *all = lb_json_get(v->record, "partners");
    struct fact f = begin("detail");
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *one = lb_json_at(all, i);
        lb_slice type = lb_json_str(one, "type"), role = lb_json_str(one, "role");
        lb_slice label = type.len ? lb_model_label(v->p, "actors", type) : LB_EMPTY;
        add_note(v, &f, add_plain(v, &f, lb_json_str(one, "name")),
                 label.len && role.len ? LB_SAY(v->p, "%s. %s", label, role) : label.len ? label : role);
    }
    end(v, &f, LB_WORD("Mitra"), "partners", list);
}

static void award_detail(const struct lb_case_view *v, struct lb_json *list)
{
    const struct lb_json *all = lb_json_get(v->record, "awards");
    struct fact f = begin("detail");
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *one = lb_json_at(all, i);
        lb_slice year = lb_case_text(v, one, "year"), result = lb_json_str(one, "result");
        struct lb_json *value = add_plain(v, &f, lb_json_str(one, "name"));
        add_note(v, &f, value, result.len && year.len ? LB_SAY(v->p, "%s, %s", result, year) : result.len ? result : year);
        add_cites(v, value, lb_json_get(one, "source"));
    }
    end(v, &f, LB_WORD("Penghargaan"), "awards", list);
}

static void document_detail(const struct lb_case_view *v, struct lb_json *list)
{
    const struct lb_json *all = lb_json_get(v->record, "documents");
    struct fact f = begin("detail");
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *one = lb_json_at(all, i);
        lb_slice kind = lb_json_str(one, "kind"), asset = lb_json_str(one, "asset"), url = lb_json_str(one, "url");
        if (!url.len && asset.len)
            url = lb_arena_printf(v->p->arena, "/aset/%" LB_PRI, LB_ARG(asset));
        add_note(v, &f, add_link(v, &f, lb_json_str(one, "title"), url),
                 kind.len ? lb_model_label(v->p, "document_kinds", kind) : LB_EMPTY);
    }
    end(v, &f, LB_WORD("Dokumen"), "documents", list);
}

static void contact_detail(const struct lb_case_view *v, struct lb_json *list)
{
    const struct lb_json *contact = lb_json_get(v->record, "contact");
    lb_slice url = lb_json_str(contact, "url"), mail = lb_json_str(contact, "email"), asof = lb_case_text(v, contact, "asof");
    struct fact f = begin("detail");
    struct lb_json *value = add_plain(v, &f, lb_json_str(contact, "office"));
    add_note(v, &f, value, asof.len ? LB_SAY(v->p, "per %s", lb_model_date(v->p, asof)) : LB_EMPTY);
    if (mail.len)
        add_value(v, &f, "mail", mail);
    add_plain(v, &f, lb_case_text(v, contact, "phone"));
    if (url.len)
        add_link(v, &f, url, url);
    end(v, &f, LB_WORD("Kontak"), "contact", list);
}

void lb_model_case_details(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_json *resources = lb_json_get(v->record, "resources"), *places = lb_json_get(v->record, "places");
    struct lb_json *list = lb_json_array();
    int64_t months = lb_json_int_of(v->record, "months_to_launch");
    cost_detail(v, list);
    partner_detail(v, list);
    legal_detail(v, list);
    texts(v, list, LB_WORD("Tenaga"), "resources.staff", lb_json_get(resources, "staff"));
    texts(v, list, LB_WORD("Keahlian"), "resources.skills", lb_json_get(resources, "skills"));
    texts(v, list, LB_WORD("Teknologi"), "resources.technology", lb_json_get(resources, "technology"));
    texts(v, list, LB_WORD("Sarana"), "resources.facilities", lb_json_get(resources, "facilities"));
    texts(v, list, LB_WORD("Data"), "resources.data", lb_json_get(resources, "data"));
    struct fact f = begin("detail");
    if (months > 0)
        add_plain(v, &f, lb_model_count(v->p, "%s bulan", months));
    end(v, &f, LB_WORD("Waktu persiapan sampai berjalan"), "months_to_launch", list);
    f = begin("detail");
    add_plain(v, &f, lb_model_date(v->p, lb_case_text(v, lb_json_get(v->record, "period"), "trial")));
    end(v, &f, LB_WORD("Mulai uji coba"), "period.trial", list);
    codes(v, list, "detail", LB_WORD("Bentuk inovasi"), "form", LB_FIELD_FORM);
    codes(v, list, "detail", LB_WORD("Jenis"), "mode", LB_FIELD_MODE);
    codes(v, list, "detail", LB_WORD("Inisiator"), "initiators", LB_FIELD_INITIATOR);
    codes(v, list, "detail", LB_WORD("Kelompok sasaran"), "target_groups", LB_FIELD_TARGET);
    codes(v, list, "detail", LB_WORD("Cakupan"), "scope", LB_FIELD_SCOPE);
    codes(v, list, "detail", LB_WORD("Tingkat partisipasi warga"), "participation", LB_FIELD_PARTICIPATION);
    codes(v, list, "detail", LB_WORD("Tujuan pembangunan (SDG)"), "sdgs", LB_FIELD_SDG);
    f = begin("detail");
    for (size_t i = 0; i < lb_json_size(places); i++)
        add_plain(v, &f, lb_json_str(lb_json_at(places, i), "name"));
    end(v, &f, LB_WORD("Tempat"), "places", list);
    award_detail(v, list);
    document_detail(v, list);
    joined(v, list, LB_WORD("Kata kunci"), "tags", lb_json_get(v->record, "tags"));
    contact_detail(v, list);
    lb_json_set(into, "details", list);
}
