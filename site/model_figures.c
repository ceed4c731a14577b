/* model_figures.c - counts over the whole library: what needs the reader, apart from model.c, which error pages use. */
#include "site/model.h"

#include <stdlib.h>

enum lb_status lb_model_counts(const struct lb_page_request *p, enum lb_field field, struct lb_facet_result *ret,
                               struct lb_err *e)
{
    return lb_reader_values(p->reader, p->arena, field, ret, e);
}

unsigned lb_model_count_of(const struct lb_facet_result *r, lb_slice code)
{
    for (size_t i = 0; i < r->count; i++)
        if (lb_slice_eq(r->values[i].code, code))
            return r->values[i].count;
    return 0;
}

static void push_figure(const struct lb_page_request *p, struct lb_json *list, int64_t n, const char *label)
{
    struct lb_json *f = lb_json_object();
    lb_json_set_str(f, "figure", lb_model_number(p, n));
    lb_json_set_str(f, "figure_label", lb_slice_of(lb_word_n(p->words, label, n)));
    lb_json_push(list, f);
}

static int by_code(const void *x, const void *y)
{
    return lb_slice_cmp(*(const lb_slice *)x, *(const lb_slice *)y);
}

/* Regions that lead a case; the facet counts a province for each of its regencies too. */
static int64_t regions_with_cases(const struct lb_page_request *p)
{
    const struct lb_json *cases = lb_library_note(p->library, "cases");
    size_t n = lb_json_size(cases);
    int64_t different = 0;
    lb_slice *codes = LB_NEW_ARRAY(p->arena, lb_slice, n + 1);
    for (size_t i = 0; i < n; i++)
        codes[i] = lb_json_str(lb_json_at(cases, i), "region");
    qsort(codes, n, sizeof *codes, by_code);
    for (size_t i = 0; i < n; i++)
        different += i == 0 || !lb_slice_eq(codes[i], codes[i - 1]);
    return different;
}

enum lb_status lb_model_figures(const struct lb_page_request *p, struct lb_json *into, struct lb_err *e)
{
    struct lb_facet_result levels;
    enum lb_status s = lb_model_counts(p, LB_FIELD_EVIDENCE, &levels, e);
    if (s != LB_OK)
        return s;
    int64_t all = 0, outside = 0;
    for (size_t i = 0; i < levels.count; i++) {
        all += levels.values[i].count;
        if (lb_slice_cmp(levels.values[i].code, LB_S("E3")) >= 0)
            outside += levels.values[i].count;
    }
    struct lb_json *list = lb_json_array();
    push_figure(p, list, all, LB_WORD("kasus yang sudah terbit"));
    push_figure(p, list, regions_with_cases(p), LB_WORD("daerah yang tercakup"));
    push_figure(p, list, outside, LB_WORD("kasus yang hasilnya sudah dinilai pihak di luar pelaksana"));
    lb_json_set(into, "figures", list);
    return LB_OK;
}
