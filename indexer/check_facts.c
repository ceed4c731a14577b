/* check_facts.c - rules about facts that must agree: region, dates, places, evidence, freshness. */
#include "indexer/check_rule.h"

#include "base/utf8.h"
#include "indexer/case_doc.h"

#include <stdio.h>
#include <string.h>

/* ---- region */

static void unknown_region(struct case_rule *r, const struct lb_value *code, lb_slice name)
{
    const struct lb_regions *all = &r->check->contract->regions;
    const struct lb_region *meant = name.len ? lb_region_named(all, &r->arena, name) : NULL;
    if (!meant) {
        lb_slice *codes = LB_NEW_ARRAY(&r->arena, lb_slice, all->count);
        for (size_t i = 0; i < all->count; i++)
            codes[i] = all->items[i].code;
        size_t at = lb_did_you_mean(code->text, codes, all->count);
        meant = at < all->count ? &all->items[at] : NULL;
    }
    struct lb_both hint = LB_BOTH("kode-kodenya ada di schema/regions.csv; kode negara lain seperti CO atau CO-ANT",
                                  "the codes are listed in schema/regions.csv; a code of another country is like CO or CO-ANT");
    if (meant)
        lb_report(&r->c->source, LB_RULE_REGION, AT(code), hint,
                  "kode daerah '%" LB_PRI "' tidak dikenal; mungkin maksud Anda '%" LB_PRI "' (%" LB_PRI ")?",
                  "unknown region '%" LB_PRI "'; did you mean '%" LB_PRI "' (%" LB_PRI ")?", LB_ARG(code->text),
                  LB_ARG(meant->code), LB_ARG(meant->name));
    else
        lb_report(&r->c->source, LB_RULE_REGION, AT(code), hint, "kode daerah '%" LB_PRI "' tidak dikenal",
                  "unknown region '%" LB_PRI "'", LB_ARG(code->text));
}

/* Codes with more than two parts are districts and villages: the table has only what holds them. */
static const struct lb_region *known_region(struct case_rule *r, lb_slice code)
{
    const struct lb_region *exact = lb_region_find(&r->check->contract->regions, code);
    return exact || code.len <= strlen("61.71") ? exact : lb_region_above(&r->check->contract->regions, code);
}

/* What is no code at all was reported by the schema. */
static bool has_code_form(lb_slice code)
{
    return lb_region_is_foreign(code) || code.len == 2 || (code.len > 2 && code.data[2] == '.');
}

void rule_region(struct case_rule *r)
{
    const struct lb_value *code = lb_value_path(r->c->front, "region.code"),
                          *name = lb_value_path(r->c->front, "region.name"),
                          *scheme = lb_value_path(r->c->front, "region.scheme");
    if (!lb_value_is_scalar(code) || !has_code_form(code->text))
        return;
    if (lb_region_is_foreign(code->text)) {
        if (!name)
            lb_report(&r->c->source, LB_RULE_REGION_NAME, AT(code), 
                      LB_BOTH("tambahkan 'name:' di bawah kodenya", "add 'name:' below the code"),
                      "daerah di negara lain membutuhkan nama", "a region of another country needs its name");
        if (lb_slice_eq(lb_value_text(scheme), LB_S("kemendagri")))
            lb_report(&r->c->source, LB_RULE_REGION, AT(scheme), 
                      LB_BOTH("tulis 'scheme: iso3166', atau hapus", "write 'scheme: iso3166', or leave it out"),
                      "'%" LB_PRI "' adalah kode ISO 3166", "'%" LB_PRI "' is an ISO 3166 code", LB_ARG(code->text));
        return;
    }
    const struct lb_region *region = known_region(r, code->text);
    if (!region) {
        unknown_region(r, code, lb_value_text(name));
        return;
    }
    if (!name || !lb_slice_eq(region->code, code->text))
        return;
    lb_slice written = lb_fold(&r->arena, name->text);
    if (lb_slice_eq(written, lb_fold(&r->arena, region->name)) ||
        lb_slice_eq(written, lb_fold(&r->arena, lb_region_bare(region->name))))
        return;
    const struct lb_region *meant = lb_region_named(&r->check->contract->regions, &r->arena, name->text);
    struct lb_both hint = LB_BOTH("perbaiki kode atau namanya; nama boleh dihapus", "correct the code or the name; the name may be left out");
    if (meant)
        lb_report(&r->c->source, LB_RULE_REGION_NAME, AT(name), hint,
                  "kode '%" LB_PRI "' adalah '%" LB_PRI "'; '%" LB_PRI "' adalah %" LB_PRI,
                  "'%" LB_PRI "' has the code '%" LB_PRI "'; '%" LB_PRI "' is %" LB_PRI, LB_ARG(name->text),
                  LB_ARG(meant->code), LB_ARG(code->text), LB_ARG(region->name));
    else
        lb_report(&r->c->source, LB_RULE_REGION_NAME, AT(name), hint,
                  "'%" LB_PRI "' adalah %" LB_PRI ", bukan '%" LB_PRI "'",
                  "'%" LB_PRI "' is %" LB_PRI ", not '%" LB_PRI "'", LB_ARG(code->text), LB_ARG(region->name),
                  LB_ARG(name->text));
}

void rule_region_edges(struct case_rule *r)
{
    static const char *const fields[] = {"replicates", "replicated_by"};
    for (size_t f = 0; f < 2; f++) {
        const struct lb_value *list = lb_value_get(r->c->front, fields[f]);
        for (size_t i = 0; i < lb_value_size(list); i++) {
            const struct lb_value *code = lb_value_get(lb_value_at(list, i), "region");
            if (lb_value_is_scalar(code) && has_code_form(code->text) && !lb_region_is_foreign(code->text) &&
                !known_region(r, code->text))
                unknown_region(r, code, lb_value_str(lb_value_at(list, i), "name"));
        }
    }
}

/* ---- dates */

static bool is_in_calendar(lb_slice s)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y, m, d;
    char room[16];
    if (s.len != 10)
        return true; /* years and months are checked by their pattern */
    memcpy(room, s.data, 10);
    room[10] = '\0';
    if (sscanf(room, "%4d-%2d-%2d", &y, &m, &d) != 3 || m < 1 || m > 12)
        return true;
    bool is_leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return d >= 1 && d <= days[m - 1] + (m == 2 && is_leap);
}

static bool looks_like_date(lb_slice s)
{
    return s.len == 10 && s.data[4] == '-' && s.data[7] == '-';
}

static void check_calendar(struct case_rule *r, const struct lb_value *v)
{
    if (v->kind == LB_VALUE_MAP)
        for (size_t i = 0; i < v->count; i++)
            check_calendar(r, v->members[i].value);
    else if (v->kind == LB_VALUE_LIST)
        for (size_t i = 0; i < v->count; i++)
            check_calendar(r, v->items[i]);
    else if (looks_like_date(v->text) && !is_in_calendar(v->text))
        lb_report(&r->c->source, LB_RULE_DATES, AT(v), LB_BOTH("bulan itu tidak punya hari sebanyak itu", "that month has fewer days"),
                  "tanggal '%" LB_PRI "' tidak ada di kalender", "'%" LB_PRI "' is not in the calendar", LB_ARG(v->text));
}

/* Is a after b? Dates of different precision compare as far as both go: 2019 is not after 2019-05. */
static bool is_after(lb_slice a, lb_slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    return n && lb_slice_cmp(lb_slice_sub(a, 0, n), lb_slice_sub(b, 0, n)) > 0;
}

void rule_dates(struct case_rule *r)
{
    static const struct {
        const char *early, *late;
    } orders[] = {{"period.trial", "period.start"}, {"period.start", "period.end"}, {"period.trial", "period.end"}};
    check_calendar(r, r->c->front);
    for (size_t i = 0; i < 3; i++) {
        const struct lb_value *early = lb_value_path(r->c->front, orders[i].early),
                              *late = lb_value_path(r->c->front, orders[i].late);
        if (early && late && is_after(lb_value_text(early), lb_value_text(late))) {
            lb_report(&r->c->source, LB_RULE_DATES, AT(late),
                      LB_BOTH("urutannya trial, start, end", "dates run trial, start, end"),
                      "%s '%" LB_PRI "' mendahului %s '%" LB_PRI "' di baris %u",
                      "%s '%" LB_PRI "' is before %s '%" LB_PRI "' on line %u", orders[i].late + 7, LB_ARG(late->text),
                      orders[i].early + 7, LB_ARG(early->text), early->line);
            return;
        }
    }
}

/* ---- places */

void rule_places(struct case_rule *r)
{
    const struct lb_contract *c = r->check->contract;
    const struct lb_value *list = lb_value_get(r->c->front, "places");
    if (c->bounds.south == c->bounds.north || lb_region_is_foreign(lb_value_str(r->c->front, "region.code")))
        return;
    for (size_t i = 0; i < lb_value_size(list); i++) {
        const struct lb_value *lat = lb_value_get(lb_value_at(list, i), "lat"),
                              *lon = lb_value_get(lb_value_at(list, i), "lon");
        if (!lat || !lon || !lb_value_is_scalar(lat) || !lb_value_is_scalar(lon))
            continue;
        double y = lat->real, x = lon->real;
        bool is_in = y >= c->bounds.south && y <= c->bounds.north && x >= c->bounds.west && x <= c->bounds.east;
        bool is_swapped = x >= c->bounds.south && x <= c->bounds.north && y >= c->bounds.west && y <= c->bounds.east;
        if (!is_in)
            lb_report(&r->c->source, LB_RULE_PLACE, AT(lat),
                      is_swapped ? LB_BOTH("lat dan lon tampaknya tertukar", "lat and lon look swapped")
                                 : LB_BOTH("derajat ditulis dengan titik desimal; selatan dan barat bertanda minus",
                                           "degrees with a point, south and west negative"),
                      "titik %g, %g berada di luar negara ini", "%g, %g lies outside the country", y, x);
    }
}

/* ---- evidence */

static bool has_source(const struct lb_value *record, const struct lb_value *result)
{
    const struct lb_value *source = lb_value_get(result, "source");
    return lb_value_size(source) && lb_source_find(record, lb_value_text(lb_value_at(source, 0)));
}

static bool is_document(const struct lb_value *source)
{
    static const char *const kinds[] = {"regulation", "official", "statistics", "audit",
                                        "evaluation", "academic", "report",     "programme"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (lb_slice_eq(lb_value_str(source, "kind"), lb_slice_of(kinds[i])))
            return true;
    return false;
}

static bool is_figure(const struct lb_value *v)
{
    if (!v || !lb_value_is_scalar(v))
        return false;
    for (size_t i = 0; i < v->text.len; i++)
        if (v->text.data[i] >= '0' && v->text.data[i] <= '9')
            return true;
    return false;
}

const char *lb_evidence_ceiling(const struct lb_value *record, struct lb_both *why_not_more)
{
    const struct lb_value *sources = lb_value_get(record, "sources"), *results = lb_value_get(record, "results");
    size_t documents = 0, measured = 0, independent = 0, compared = 0, independent_sources = 0, replicated = 0;
    for (size_t i = 0; i < lb_value_size(sources); i++) {
        documents += is_document(lb_value_at(sources, i));
        independent_sources += lb_is_independent(lb_value_str(lb_value_at(sources, i), "independence"));
    }
    for (size_t i = 0; i < lb_value_size(results); i++) {
        const struct lb_value *one = lb_value_at(results, i);
        if (!has_source(record, one) || !is_figure(lb_value_get(one, "value")))
            continue;
        measured++;
        if (lb_is_independent(lb_result_independence(record, one))) {
            independent++;
            compared += lb_value_get(one, "method") != NULL;
        }
    }
    const struct lb_value *edges = lb_value_get(record, "replicated_by");
    for (size_t i = 0; i < lb_value_size(edges); i++) {
        lb_slice kind = lb_value_str(lb_value_at(edges, i), "kind");
        replicated += lb_slice_eq(kind, LB_S("copy")) || lb_slice_eq(kind, LB_S("adapt"));
    }
    if (!documents && lb_value_size(sources) < 2) {
        *why_not_more = LB_BOTH("E1 butuh sebuah dokumen (keputusan, laporan, laman resmi) atau sedikitnya dua laporan di antara sumbernya",
                                "E1 needs a document (decree, report, official page) or at least two reports among the sources");
        return "E0";
    }
    if (!measured) {
        *why_not_more = LB_BOTH("E2 butuh hasil berangka dengan sumbernya", "E2 needs a result with a figure and a source");
        return "E1";
    }
    if (!independent) {
        *why_not_more = LB_BOTH("E3 butuh hasil berangka dari akademisi, auditor, atau statistik",
                                "E3 needs a result with a figure from an academic, auditor or statistics source");
        return "E2";
    }
    if (!compared && independent_sources < 2) {
        *why_not_more = LB_BOTH("E4 butuh hasil independen yang 'method'-nya menyebut pembanding, atau dua sumber independen",
                                "E4 needs an independent result whose 'method' tells of a comparison, or two independent sources");
        return "E3";
    }
    if (!replicated) {
        *why_not_more = LB_BOTH("E5 butuh daerah yang mereplikasinya (replicated_by dengan kind copy atau adapt) dengan hasil terukur",
                                "E5 needs a region that took it over (replicated_by with kind copy or adapt) with a measured result");
        return "E4";
    }
    *why_not_more = LB_BOTH_NONE;
    return "E5";
}

void rule_evidence(struct case_rule *r)
{
    const struct lb_value *level = lb_value_path(r->c->front, "evidence.level");
    struct lb_both why;
    const char *most = lb_evidence_ceiling(r->c->front, &why);
    if (!level || lb_value_text(level).len != 2 || level->text.data[0] != 'E' || level->text.data[1] <= most[1])
        return;
    /* that a copy names this case in its `replicates` is known only when all cases are: the survey looks */
    if (level->text.data[1] == '5' && most[1] == '4')
        return;
    lb_report(&r->c->source, LB_RULE_EVIDENCE, AT(level), why, "sumbernya paling tinggi mendukung %s, bukan %" LB_PRI,
              "the sources carry %s at most, not %" LB_PRI, most,
              LB_ARG(level->text));
}

/* ---- freshness */

static void stale(struct case_rule *r, const char *path, enum lb_rule rule, unsigned months, const char *id, const char *en,
                  struct lb_both hint)
{
    const struct lb_value *date = lb_value_path(r->c->front, path);
    unsigned age = date ? lb_months_between(lb_value_text(date), r->check->today) : 0;
    if (age > months)
        lb_report_both(&r->c->source, rule, AT(date), hint, /* not how old: that would change every month */
                       (struct lb_both){{lb_arena_printf(&r->arena, "%s per %" LB_PRI ", lebih dari %u bulan yang lalu", id,
                                                         LB_ARG(lb_value_text(date)), months),
                                         lb_arena_printf(&r->arena, "%s of %" LB_PRI ", more than %u months old", en,
                                                         LB_ARG(lb_value_text(date)), months)}});
}

void rule_stale(struct case_rule *r)
{
    if (!lb_slice_eq(lb_case_state(r->c), LB_S("published")))
        return;
    stale(r, "contact.asof", LB_RULE_CONTACT_OLD, 24, "keterangan kontak", "the contact is",
          LB_BOTH("tanyakan apakah masih berlaku, lalu perbarui 'asof'", "ask whether it still holds and set 'asof'"));
    if (!lb_slice_eq(lb_value_str(r->c->front, "status"), LB_S("berhenti")))
        stale(r, "status_asof", LB_RULE_STATUS_OLD, 36, "keadaan praktik", "the status is",
              LB_BOTH("cari kabar yang lebih baru, lalu perbarui 'status_asof'", "look for newer information and set 'status_asof'"));
    stale(r, "verified.date", LB_RULE_VERIFIED_OLD, 24, "pemeriksaan terakhir", "the last verification is",
          LB_BOTH("cocokkan kasus dengan sumbernya, lalu perbarui 'verified'", "check the case against its sources and set 'verified'"));
}
