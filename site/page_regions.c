/* page_regions.c - the map, all provinces, and the regencies and cities that have cases. */
#include "site/model.h"
#include "site/pages.h"

#include <ctype.h>
#include <stdlib.h>

struct row {
    lb_slice code, name;
    unsigned count;
    const char *lang;
};

static int by_name(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    int r = lb_collate(a->lang, a->name, b->name);
    return r ? r : lb_slice_cmp(a->code, b->code);
}

static bool is_ours(lb_slice code)
{
    return code.len && isdigit((unsigned char)code.data[0]);
}

/* Regencies and cities, or regions abroad, by name. */
static struct lb_json *listed(const struct lb_page_request *p, const struct lb_facet_result *regions, bool abroad)
{
    struct row *rows = LB_NEW_ARRAY(p->arena, struct row, regions->count + 1);
    size_t n = 0;
    for (size_t i = 0; i < regions->count; i++) {
        lb_slice code = regions->values[i].code;
        if (is_ours(code) == abroad || (is_ours(code) && lb_slice_find(code, '.') == code.len))
            continue;
        rows[n++] = (struct row){code, lb_model_value_label(p, LB_FIELD_REGION, code, regions->values[i].label),
                                 regions->values[i].count, p->request->lang};
    }
    qsort(rows, n, sizeof *rows, by_name);
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < n; i++)
        lb_json_push(list, lb_model_link(p, "row", rows[i].name, lb_url(p->arena, p->request->lang, "region", rows[i].code),
                                         rows[i].count));
    return list;
}

enum lb_status page_regions(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    struct lb_facet_result provinces, regions;
    enum lb_status s = lb_model_counts(p, LB_FIELD_PROVINCE, &provinces, e);
    if (s == LB_OK)
        s = lb_model_counts(p, LB_FIELD_REGION, &regions, e);
    if (s != LB_OK)
        return s;
    lb_slice intro = lb_model_word(p, "Pilih provinsi pada peta petak atau dari daftar. Setiap petak satu provinsi, sama besar, kira-kira pada letaknya.");
    struct lb_json *m = lb_model_new(p, lb_model_word(p, "Daerah"), intro);
    lb_json_set_str(m, "intro", intro);
    lb_model_tiles(p, &provinces, LB_EMPTY, m);
    lb_json_set(m, "provinces", lb_model_provinces(p, &provinces, true));
    lb_json_set(m, "regions", listed(p, &regions, false));
    lb_json_set(m, "abroad", listed(p, &regions, true));
    return lb_model_reply(reply, "page/regions.html", m);
}
