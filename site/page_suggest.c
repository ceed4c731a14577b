/* page_suggest.c - completions of what is being typed, as OpenSearch suggestions:
 * [typed, [completions], [descriptions], [addresses]]. Addresses are paths on this site. */
#include "base/utf8.h"
#include "site/links.h"
#include "site/pages.h"
#include "site/request.h"

enum { AT_MOST = 10, TYPED = 100 /* bytes: nobody types more before choosing */ };

static lb_slice cases(const struct lb_page_request *p, unsigned count)
{
    lb_slice n = lb_format_number(p->arena, p->request->lang, count, 0);
    const char *format = lb_word_n(p->words, "%s kasus", count), *hole = strstr(format, "%s");
    if (!hole)
        return n;
    return lb_arena_printf(p->arena, "%.*s%" LB_PRI "%s", (int)(hole - format), format, LB_ARG(n), hole + 2);
}

static lb_slice describe(const struct lb_page_request *p, const struct lb_suggestion *s)
{
    bool is_english = *p->request->lang == 'e';
    switch (s->kind) {
    case LB_SUGGEST_CASE:
        return lb_slice_of(lb_word(p->words, "Kasus"));
    case LB_SUGGEST_PROBLEM:
        return lb_slice_of(lb_word(p->words, "Masalah"));
    case LB_SUGGEST_PLACE:
    case LB_SUGGEST_VALUE:
        if (s->field < LB_FIELD_COUNT)
            return lb_arena_printf(p->arena, "%s · %" LB_PRI,
                                   is_english ? lb_fields[s->field].label_en : lb_fields[s->field].label_id,
                                   LB_ARG(cases(p, s->count)));
        return cases(p, s->count);
    case LB_SUGGEST_WORD:
        break;
    }
    return s->count ? cases(p, s->count) : LB_EMPTY;
}

static lb_slice address(const struct lb_page_request *p, const struct lb_suggestion *s)
{
    const char *lang = p->request->lang;
    if ((s->kind == LB_SUGGEST_CASE || s->kind == LB_SUGGEST_PROBLEM) && s->id.len)
        return lb_url(p->arena, lang, "case", s->id);
    if ((s->kind == LB_SUGGEST_PLACE || s->kind == LB_SUGGEST_VALUE) && s->id.len && s->field < LB_FIELD_COUNT)
        return lb_url_value(p->arena, lang, s->field, s->id);
    return lb_url_search(p->arena, lang, "q", s->text);
}

enum lb_status page_suggest(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    lb_slice typed = lb_request_param(p->request, "q"), begin = lb_utf8_cut(typed, TYPED);
    struct lb_suggestion *found = NULL;
    size_t count = 0;
    if (begin.len) {
        enum lb_status s = lb_reader_suggest(p->reader, p->arena, begin, lb_slice_of(p->request->lang), AT_MOST, &found,
                                             &count, e);
        if (s != LB_OK)
            return s;
    }
    struct lb_json *answer = lb_json_array(), *columns[3];
    lb_json_push(answer, lb_json_string(typed));
    for (int i = 0; i < 3; i++)
        lb_json_push(answer, columns[i] = lb_json_array());
    for (size_t i = 0; i < count; i++) {
        lb_json_push(columns[0], lb_json_string(found[i].text));
        lb_json_push(columns[1], lb_json_string(describe(p, &found[i])));
        lb_json_push(columns[2], lb_json_string(address(p, &found[i])));
    }
    struct lb_str out = LB_STR_INIT(256 * 1024);
    lb_json_print(answer, false, false, &out);
    reply->body = lb_arena_copy(p->arena, lb_str_slice(&out));
    reply->type = "application/x-suggestions+json; charset=utf-8";
    lb_str_free(&out);
    lb_json_free(answer);
    return LB_OK;
}
