/* model_figures.c - counts over the whole library: what needs the reader, apart from model.c, which error pages use. */
#include "site/model.h"

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

/* Regions that lead a case: a region's count holds those of its parts too ("61" those of "61.71"), which follow it. */
static enum lb_status regions_with_cases(const struct lb_page_request *p, int64_t *ret, struct lb_err *e)
{
    struct lb_facet_result r;
    enum lb_status s = lb_model_counts(p, LB_FIELD_REGION, &r, e);
    if (s != LB_OK)
        return s;
    unsigned *of_parts = LB_NEW_ARRAY(p->arena, unsigned, r.count + 1);
    *ret = 0;
    for (size_t i = r.count; i-- > 0;) {
        lb_slice code = r.values[i].code;
        size_t dot = code.len;
        while (dot > 0 && code.data[dot - 1] != '.')
            dot--;
        for (size_t j = i; dot > 0 && j-- > 0;)
            if (lb_slice_eq(r.values[j].code, lb_slice_sub(code, 0, dot - 1))) {
                of_parts[j] += r.values[i].count;
                break;
            }
        *ret += r.values[i].count > of_parts[i];
    }
    return LB_OK;
}

enum lb_status lb_model_figures(const struct lb_page_request *p, struct lb_json *into, struct lb_err *e)
{
    struct lb_facet_result levels;
    enum lb_status s = lb_model_counts(p, LB_FIELD_EVIDENCE, &levels, e);
    if (s != LB_OK)
        return s;
    int64_t all = 0, outside = 0, regions = 0;
    s = regions_with_cases(p, &regions, e);
    if (s != LB_OK)
        return s;
    for (size_t i = 0; i < levels.count; i++) {
        all += levels.values[i].count;
        if (lb_slice_cmp(levels.values[i].code, LB_S("E3")) >= 0)
            outside += levels.values[i].count;
    }
    struct lb_json *list = lb_json_array();
    push_figure(p, list, all, p->is_preview ? LB_WORD("kasus dalam pratinjau ini") : LB_WORD("kasus yang sudah terbit"));
    push_figure(p, list, regions, LB_WORD("daerah yang tercakup"));
    push_figure(p, list, outside, LB_WORD("kasus yang hasilnya sudah dinilai pihak di luar pelaksana"));
    lb_json_set(into, "figures", list);
    return LB_OK;
}
