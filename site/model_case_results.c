/* model_case_results.c - the ledger of results with its bars, claims that disagree, and the unwelcome facts. */
#include "site/model_case.h"

#include <math.h>

enum { BAR = 120 };

static bool is_number(const struct lb_json *v)
{
    return lb_json_type(v) == LB_JSON_INT || lb_json_type(v) == LB_JSON_REAL;
}

/* "5,2 persen", "139 komunitas"; texts as they are. */
static lb_slice quantity(const struct lb_case_view *v, const struct lb_json *value, lb_slice unit)
{
    if (!is_number(value))
        return lb_json_text(value);
    lb_slice n = lb_format_number(v->p->arena, v->p->request->lang, lb_json_double(value), 3);
    if (lb_slice_eq(unit, LB_S("%")) || lb_slice_eq(unit, LB_S("persen")) || lb_slice_eq(unit, LB_S("percent")))
        return lb_arena_printf(v->p->arena, "%" LB_PRI "%%", LB_ARG(n));
    return unit.len ? lb_arena_printf(v->p->arena, "%" LB_PRI " %" LB_PRI, LB_ARG(n), LB_ARG(unit)) : n;
}

/* A baseline given as the words "not recorded" is an empty cell. */
static bool is_unrecorded(const struct lb_json *value)
{
    lb_slice text = lb_json_text(value);
    return !value || (!is_number(value) && (!text.len || lb_slice_eq(text, LB_S("tidak tercatat")) ||
                                            lb_slice_eq(text, LB_S("not recorded"))));
}

/* Two bars on one scale; only for two counts of the same thing, neither below zero. */
static void set_bars(const struct lb_case_view *v, const struct lb_json *r, struct lb_json *row)
{
    const struct lb_json *before = lb_json_get(r, "baseline"), *after = lb_json_get(r, "value");
    double b = lb_json_double(before), a = lb_json_double(after), most = fmax(a, b);
    if (!is_number(before) || !is_number(after) || a < 0 || b < 0 || most <= 0)
        return;
    lb_slice direction = lb_json_str(r, "direction");
    bool is_worse = (lb_slice_eq(direction, LB_S("up")) && a < b) || (lb_slice_eq(direction, LB_S("down")) && a > b);
    struct lb_json *bars = lb_json_object();
    lb_json_set_str(bars, "bar_before", lb_arena_printf(v->p->arena, "%.1f", b / most * BAR));
    lb_json_set_str(bars, "bar_after", lb_arena_printf(v->p->arena, "%.1f", a / most * BAR));
    lb_json_set_bool(bars, "bar_is_worse", is_worse);
    lb_json_set(row, "bars", bars);
    if (b <= 0 || a == b)
        return;
    double percent = (a - b) / b * 100;
    lb_slice n = lb_format_number(v->p->arena, v->p->request->lang, fabs(percent), fabs(percent) < 10 ? 1 : 0);
    if (percent > 300)
        lb_json_set_str(row, "result_change",
                        LB_SAY(v->p, "%s kali semula", lb_format_number(v->p->arena, v->p->request->lang, a / b, 1)));
    else
        lb_json_set_str(row, "result_change", percent > 0 ? LB_SAY(v->p, "naik %s%", n) : LB_SAY(v->p, "turun %s%", n));
}

static bool is_outside(lb_slice voice)
{
    return lb_slice_eq(voice, LB_S("academic")) || lb_slice_eq(voice, LB_S("auditor")) ||
           lb_slice_eq(voice, LB_S("statistics"));
}

static struct lb_json *result_row(const struct lb_case_view *v, const struct lb_json *r)
{
    struct lb_json *row = lb_json_object();
    const struct lb_json *before = lb_json_get(r, "baseline");
    lb_slice unit = lb_json_str(r, "unit"), voice = lb_json_str(r, "independence");
    bool has_before = !is_unrecorded(before);
    lb_json_set_str(row, "result_indicator", lb_json_str(r, "indicator"));
    lb_json_set_str(row, "result_method", lb_json_str(r, "method"));
    lb_json_set_str(row, "result_before", has_before ? quantity(v, before, unit) : LB_EMPTY);
    lb_json_set_bool(row, "result_no_before", !has_before);
    lb_json_set_str(row, "result_after", quantity(v, lb_json_get(r, "value"), unit));
    lb_json_set_str(row, "result_date", lb_model_date(v->p, lb_case_text(v, r, "date")));
    lb_json_set_str(row, "result_who", voice.len ? lb_model_label(v->p, "source_independence", voice) : LB_EMPTY);
    lb_json_set_bool(row, "result_is_outside", is_outside(voice));
    lb_json_set_str(row, "result_change", LB_EMPTY);
    lb_case_cites(v, lb_json_get(r, "source"), "cites", row);
    lb_case_cites(v, lb_json_get(r, "disputed_by"), "disputes", row);
    set_bars(v, r, row);
    return row;
}

void lb_model_case_results(const struct lb_case_view *v, struct lb_json *into)
{
    const struct lb_json *results = lb_json_get(v->record, "results"), *conflicts = lb_json_get(v->record, "conflicts");
    struct lb_json *rows = lb_json_array(), *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(results); i++)
        lb_json_push(rows, result_row(v, lb_json_at(results, i)));
    for (size_t i = 0; i < lb_json_size(conflicts); i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "conflict_text", lb_json_str(lb_json_at(conflicts, i), "text"));
        lb_case_cites(v, lb_json_get(lb_json_at(conflicts, i), "sources"), "cites", one);
        lb_json_push(list, one);
    }
    lb_json_set(into, "results", rows);
    lb_json_set(into, "conflicts", list);
}

static void push_flag(struct lb_json *list, bool is_bad, lb_slice text, lb_slice link, lb_slice url)
{
    struct lb_json *one = lb_json_object();
    lb_json_set_bool(one, "flag_is_bad", is_bad);
    lb_json_set_str(one, "flag_text", text);
    lb_json_set_str(one, "flag_link", link);
    lb_json_set_str(one, "flag_url", url);
    lb_json_push(list, one);
}

static void push_status(const struct lb_case_view *v, struct lb_json *list)
{
    lb_slice status = lb_json_str(v->record, "status"), asof = lb_case_text(v, v->record, "status_asof");
    bool has_stopped = lb_slice_eq(status, LB_S("berhenti"));
    if (!has_stopped && !lb_slice_eq(status, LB_S("berubah")))
        return;
    lb_slice text = has_stopped ? lb_model_word(v->p, "Praktik ini sudah berhenti.")
                                : lb_model_word(v->p, "Praktik ini sudah berubah bentuk.");
    if (asof.len)
        text = LB_SAY(v->p, "%s Keadaan per %s.", text, lb_model_date(v->p, asof));
    lb_slice reason = lb_json_str(v->record, "status_reason");
    if (reason.len)
        text = LB_SAY(v->p, "%s %s", text, reason);
    push_flag(list, has_stopped, text, LB_EMPTY, LB_EMPTY);
}

void lb_model_case_flags(const struct lb_case_view *v, struct lb_json *into)
{
    static const struct {
        const char *flag, *text, *link, *url;
        bool is_bad;
    } texts[] = {
        {"disputed", LB_WORD("Sebagian keterangan tentang kasus ini saling bertentangan."), LB_WORD("Lihat keterangannya"),
         "#keterangan-berbeda", true},
        {"self_reported", LB_WORD("Semua hasilnya dilaporkan pelaksana sendiri; belum ada penilaian pihak luar."), "", "", false},
        {"no_result", LB_WORD("Belum ada hasil terukur yang tercatat."), "", "", false},
        {"no_cost", LB_WORD("Biayanya tidak tercatat dalam sumber yang dibaca."), "", "", false},
        {"status_stale", LB_WORD("Keadaan terakhirnya sudah lama tidak diperiksa."), "", "", false},
        {"verification_stale", LB_WORD("Kasus ini sudah lama tidak diperiksa ulang."), "", "", false},
        {"no_contact", LB_WORD("Belum ada kontak kantor yang tercatat."), "", "", false},
        {"contact_stale", LB_WORD("Kontaknya sudah lama tidak diperiksa; pastikan dahulu sebelum menghubungi."), "", "", false},
    };
    const struct lb_json *flags = lb_json_get(v->record, "flags");
    struct lb_json *list = lb_json_array();
    if (v->foreign.len)
        push_flag(list, false, lb_model_word(v->p, "Kasus ini belum diterjemahkan ke bahasa Indonesia; teksnya berbahasa Inggris."), LB_EMPTY, LB_EMPTY);
    push_status(v, list);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (lb_model_holds(flags, texts[i].flag))
            push_flag(list, texts[i].is_bad, lb_model_word(v->p, texts[i].text),
                      *texts[i].link ? lb_model_word(v->p, texts[i].link) : LB_EMPTY, lb_slice_of(texts[i].url));
    int64_t behind = lb_json_int_of(v->record, "translation_behind");
    if (behind > 0)
        push_flag(list, false, lb_model_count(v->p, "Terjemahan ini tertinggal %s perubahan dari aslinya.", behind),
                  lb_model_word(v->p, "Baca aslinya"), lb_url_switch(v->p->arena, v->p->request, *v->p->request->lang == 'e' ? "id" : "en"));
    lb_json_set(into, "flags", list);
}
