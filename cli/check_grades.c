/* check_grades.c - see check_grades.h. */
#include "cli/check_grades.h"

#include "base/json.h"
#include "base/utf8.h"
#include "cli/command.h"

#include <stdio.h>

enum { MAX_OUTPUT = 256 * 1024 * 1024, ID_WIDTH = 36 };

/* "field", "sections", "source of": what of one kind is lacking. */
static const char *kind_words(const char *kind, size_t n, enum lb_lang lang)
{
    static const struct {
        const char *kind, *id, *one, *more;
    } words[] = {{"field", "bidang", "field", "fields"}, {"section", "bagian", "section", "sections"}, {"source", "sumber untuk", "source of", "sources of"}};
    size_t i = 0;
    while (strcmp(words[i].kind, kind) != 0)
        i++;
    return lang == LB_LANG_ID ? words[i].id : n == 1 ? words[i].one : words[i].more;
}

/* "fields 'period', 'lead'; sections 'Masalah'": what is of one kind stands together. */
static void add_lacks(struct lb_str *out, const struct lb_grade *g, enum lb_lang lang)
{
    bool is_stub = strcmp(g->complete, "stub") == 0;
    for (size_t i = 0; i < g->lack_count;) {
        size_t end = i;
        while (end < g->lack_count && g->lacks[end].kind == g->lacks[i].kind)
            end++;
        const char *or_more = lang == LB_LANG_ID ? ", atau lebih banyak " : ", or more of the ";
        lb_str_printf(out, "%s%s", i == 0 ? "" : is_stub ? or_more : "; ", kind_words(g->lacks[i].kind, end - i, lang));
        for (size_t k = i; k < end; k++)
            lb_str_printf(out, "%s '%" LB_PRI "'", k > i ? "," : "", LB_ARG(g->lacks[k].name));
        i = end;
    }
}

static void add_row(struct lb_str *out, const struct lb_grade *g, enum lb_lang lang)
{
    lb_slice claimed = g->claimed.len ? g->claimed : LB_S("-");
    lb_str_printf(out, "%-*.*s %-10.*s %-9.*s %-8s %s\n", ID_WIDTH, LB_ARG(g->id), LB_ARG(g->state), LB_ARG(claimed), g->ceiling, g->complete);
    int over = g->claimed.len ? lb_slice_cmp(g->claimed, lb_slice_of(g->ceiling)) : 0;
    lb_slice why = g->why.in[lang];
    if (over || why.len)
        lb_str_printf(out, "    %s: ", lang == LB_LANG_ID ? "bukti" : "evidence");
    if (over && lang == LB_LANG_ID)
        lb_str_printf(out, "sumbernya %s mendukung %s%s", over > 0 ? "paling tinggi" : "dapat", g->ceiling, why.len ? "; " : "");
    else if (over)
        lb_str_printf(out, "the sources %s %s%s", over > 0 ? "carry at most" : "could carry", g->ceiling, why.len ? "; " : "");
    if (over || why.len)
        lb_str_printf(out, "%" LB_PRI "\n", LB_ARG(why));
    if (g->next) {
        lb_str_printf(out, lang == LB_LANG_ID ? "    kelengkapan: untuk %s perlu " : "    completeness: %s needs ", g->next);
        add_lacks(out, g, lang);
        lb_str_addc(out, '\n');
    }
}

static struct lb_json *row_json(const struct lb_grade *g, enum lb_lang lang)
{
    struct lb_json *o = lb_json_object(), *evidence = lb_json_object(), *complete = lb_json_object(), *lacks = lb_json_array();
    lb_json_set_str(o, "id", g->id);
    lb_json_set_str(o, "file", g->path);
    lb_json_set_str(o, "state", g->state);
    if (g->claimed.len)
        lb_json_set_str(evidence, "claimed", g->claimed);
    lb_json_set_str(evidence, "ceiling", lb_slice_of(g->ceiling));
    if (g->why.in[lang].len)
        lb_json_set_str(evidence, "why_not_more", g->why.in[lang]);
    lb_json_set(o, "evidence", evidence);
    lb_json_set_str(complete, "grade", lb_slice_of(g->complete));
    if (g->next)
        lb_json_set_str(complete, "next", lb_slice_of(g->next));
    for (size_t i = 0; i < g->lack_count; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "kind", lb_slice_of(g->lacks[i].kind));
        lb_json_set_str(one, "name", g->lacks[i].name);
        lb_json_push(lacks, one);
    }
    lb_json_set(complete, "lacks", lacks);
    lb_json_set(o, "completeness", complete);
    return o;
}

int lb_grades_print(const struct lb_grades *grades, const struct lb_scope *scope, bool as_json, enum lb_lang lang)
{
    static const char *const heads[LB_LANG_COUNT][5] = {{"KASUS", "KEADAAN", "BUKTI", "BATAS", "KELENGKAPAN"},
                                                        {"CASE", "STATE", "EVIDENCE", "CEILING", "COMPLETENESS"}};
    struct lb_str out = LB_STR_INIT(MAX_OUTPUT);
    struct lb_json *list = lb_json_array();
    size_t n = 0;
    for (size_t i = 0; i < grades->count; i++) {
        if (!lb_scope_has(scope, grades->items[i].path))
            continue;
        if (as_json)
            lb_json_push(list, row_json(&grades->items[i], lang));
        else if (n++ == 0)
            lb_str_printf(&out, "%-*s %-10s %-9s %-8s %s\n", ID_WIDTH, heads[lang][0], heads[lang][1], heads[lang][2], heads[lang][3],
                          heads[lang][4]);
        if (!as_json)
            add_row(&out, &grades->items[i], lang);
    }
    if (as_json) {
        lb_json_print(list, true, false, &out);
        lb_str_addc(&out, '\n');
    } else if (n == 0) {
        lb_str_printf(&out, "%s\n", lang == LB_LANG_ID ? "tidak ada kasus yang dapat dibaca" : "no case that could be read");
    }
    int status = lb_command_print(&out);
    lb_json_free(list);
    lb_str_free(&out);
    return status;
}
