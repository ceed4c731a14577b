/* model_findings.c - what the check found in one file, put beside what it is about; see preview.h. */
#include "site/preview.h"

#include "base/diag.h"

#include <ctype.h>
#include <stdlib.h>

struct finding {
    const struct lb_json *note;
    unsigned line;
    lb_slice path;   /* of the field it is about; empty = of the body or of no place */
    bool is_taken;
    struct lb_json *model;
};

struct lb_findings {
    const struct lb_page_request *p;
    const struct lb_json *record;
    struct finding *items;
    size_t count;
    int64_t all; /* with those that are not listed */
    int64_t body_line;
};

/* "Kesalahan", "Warning": as the command line says it, with a capital. */
static lb_slice kind_word(const struct lb_page_request *p, lb_slice severity)
{
    enum lb_lang lang = lb_lang_read(lb_slice_of(p->request->lang));
    enum lb_severity kind = lb_slice_eq(severity, LB_S("error")) ? LB_ERROR : lb_slice_eq(severity, LB_S("warning")) ? LB_WARNING : LB_NOTE;
    char *word = lb_arena_cstr(p->arena, lb_slice_of(lb_severity_word(kind, lang == LB_LANG_EN ? LB_LANG_EN : LB_LANG_ID)));
    word[0] = (char)toupper((unsigned char)word[0]);
    return lb_slice_of(word);
}

/* The line as it stands in the file, in three: what comes before the place, the word there, the rest. */
static void set_excerpt(const struct lb_json *finding, struct lb_json *m)
{
    lb_slice line = lb_json_str(finding, "excerpt");
    int64_t column = lb_json_int_of(finding, "column");
    size_t from = 0, to;
    for (int64_t i = 1; i < column && from < line.len; i++)
        for (from++; from < line.len && ((unsigned char)line.data[from] & 0xC0) == 0x80;)
            from++;
    for (to = from; to < line.len && line.data[to] != ' ';)
        to++;
    if (column < 1 || to == from)
        from = to = line.len;
    lb_json_set_bool(m, "finding_has_excerpt", line.len > 0);
    lb_json_set_str(m, "finding_before", lb_slice_sub(line, 0, from));
    lb_json_set_str(m, "finding_at", lb_slice_sub(line, from, to));
    lb_json_set_str(m, "finding_after", lb_slice_sub(line, to, line.len));
}

struct lb_json *lb_finding_model(const struct lb_page_request *p, lb_slice path, const struct lb_json *finding, size_t number)
{
    struct lb_json *m = lb_json_object();
    struct lb_arena *a = p->arena;
    lb_slice code = lb_json_str(finding, "code"), severity = lb_json_str(finding, "severity");
    const struct lb_json *rules = lb_json_get(lb_library_note(p->library, "preview"), "rules");
    int64_t line = lb_json_int_of(finding, "line"), column = lb_json_int_of(finding, "column");
    lb_json_set_str(m, "finding_id", number ? lb_arena_printf(a, "temuan-%zu", number) : LB_EMPTY);
    lb_json_set_str(m, "finding_severity", severity);
    lb_json_set_str(m, "finding_kind", kind_word(p, severity));
    lb_json_set_str(m, "finding_code", code);
    lb_json_set_str(m, "finding_rule", lb_library_text(lb_json_get(rules, lb_arena_cstr(a, code)), p->request->lang));
    lb_json_set_str(m, "finding_message", lb_library_text(lb_json_get(finding, "message"), p->request->lang));
    lb_json_set_str(m, "finding_hint", lb_library_text(lb_json_get(finding, "hint"), p->request->lang));
    lb_json_set_str(m, "finding_where",
                    !line    ? path
                    : column ? lb_arena_printf(a, "%" LB_PRI ":%d:%d", LB_ARG(path), (int)line, (int)column)
                             : lb_arena_printf(a, "%" LB_PRI ":%d", LB_ARG(path), (int)line));
    lb_json_set_str(m, "finding_lang", lb_slice_of(p->request->lang)); /* it may stand in a text of another language */
    set_excerpt(finding, m);
    return m;
}

/* The last place that begins on or before the line. */
static lb_slice place_of(const struct lb_json *places, int64_t line)
{
    lb_slice found = LB_EMPTY;
    for (size_t i = 0; i < lb_json_size(places); i++) {
        const struct lb_json *pair = lb_json_at(places, i);
        if (lb_json_number(lb_json_at(pair, 0)) > line)
            break;
        found = lb_json_text(lb_json_at(pair, 1));
    }
    return found;
}

static int by_line(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    return (a->line > b->line) - (a->line < b->line);
}

struct lb_findings *lb_findings_of(const struct lb_page_request *p, lb_slice path, const struct lb_json *record)
{
    if (!p->is_preview)
        return NULL;
    const struct lb_json *files = lb_json_get(lb_library_note(p->library, "preview"), "files");
    const struct lb_json *file = lb_json_get(files, lb_arena_cstr(p->arena, path)), *list = lb_json_get(file, "findings");
    struct lb_findings *f = LB_NEW(p->arena, struct lb_findings);
    *f = (struct lb_findings){p, record, LB_NEW_ARRAY(p->arena, struct finding, lb_json_size(list) + 1), lb_json_size(list),
                              lb_json_int_of(file, "count"), lb_json_int_of(record, "body_line")};
    for (size_t i = 0; i < f->count; i++) {
        const struct lb_json *note = lb_json_at(list, i);
        int64_t line = lb_json_int_of(note, "line");
        bool is_front = line && (!f->body_line || line < f->body_line);
        f->items[i] = (struct finding){.note = note, .line = (unsigned)line,
                                       .path = is_front ? place_of(lb_json_get(record, "places"), line) : LB_EMPTY};
    }
    qsort(f->items, f->count, sizeof *f->items, by_line);
    for (size_t i = 0; i < f->count; i++)
        f->items[i].model = lb_finding_model(p, path, f->items[i].note, i + 1);
    return f;
}

/* Is "sources.2.url" about "sources.2"? */
static bool is_about(lb_slice path, lb_slice field)
{
    return lb_slice_starts(path, field) && (path.len == field.len || path.data[field.len] == '.');
}

static void give(struct finding *f, struct lb_json *list)
{
    lb_json_push(list, lb_json_keep(f->model));
    f->is_taken = true;
}

void lb_findings_take(struct lb_findings *f, const char *fields, const char *key, struct lb_json *into)
{
    if (!f || !f->count)
        return;
    struct lb_json *list = lb_json_array();
    lb_slice rest = lb_slice_of(fields), field;
    while (lb_slice_split(&rest, ',', &field))
        for (size_t i = 0; i < f->count; i++)
            if (!f->items[i].is_taken && is_about(f->items[i].path, field))
                give(&f->items[i], list);
    lb_json_set(into, key, list);
}

/* ---- the body */

struct mark {
    unsigned line;
    size_t from, to; /* of the comment in the markup */
};

/* The renderer's "<!--12-->"; there are no other comments in its markup. */
static bool next_mark(lb_slice html, size_t at, struct mark *ret)
{
    const char *open = at < html.len ? memmem(html.data + at, html.len - at, "<!--", 4) : NULL;
    if (!open)
        return false;
    *ret = (struct mark){.from = (size_t)(open - html.data)};
    size_t i = ret->from + 4;
    while (i < html.len && html.data[i] >= '0' && html.data[i] <= '9')
        ret->line = ret->line * 10 + (unsigned)(html.data[i++] - '0');
    ret->to = i + 3 < html.len ? i + 3 : html.len;
    return true;
}

/* The block a line belongs to: the last that begins on or before it; 0 = none. */
static unsigned block_of(lb_slice html, unsigned line)
{
    struct mark m = {0};
    unsigned found = 0;
    while (next_mark(html, m.to, &m))
        if (m.line <= line && m.line > found)
            found = m.line;
    return found;
}

static void push_part(struct lb_json *parts, lb_slice html, struct lb_json *findings)
{
    struct lb_json *part = lb_json_object();
    lb_json_set_html(part, "part_html", lb_html_of(html));
    lb_json_set(part, "part_findings", findings);
    lb_json_push(parts, part);
}

void lb_findings_body(struct lb_findings *f, const struct lb_page_request *p, struct lb_html body, struct lb_json *into)
{
    lb_slice html = body.markup;
    struct mark m = {0};
    struct lb_json *parts = lb_json_array();
    struct lb_str piece = LB_STR_INIT(html.len + 1);
    if (!p->is_preview) {
        lb_json_free(parts);
        lb_json_set_html(into, "body_html", body);
        return;
    }
    unsigned *blocks = LB_NEW_ARRAY(p->arena, unsigned, (f ? f->count : 0) + 1);
    for (size_t i = 0; f && i < f->count; i++)
        blocks[i] = f->items[i].line >= f->body_line && f->body_line ? block_of(html, f->items[i].line) : 0;
    for (size_t at = 0; at < html.len; at = m.to) {
        bool is_last = !next_mark(html, at, &m);
        if (is_last)
            m = (struct mark){0, html.len, html.len};
        lb_str_add(&piece, lb_slice_sub(html, at, m.from));
        struct lb_json *list = lb_json_array();
        for (size_t i = 0; m.line && f && i < f->count; i++)
            if (!f->items[i].is_taken && blocks[i] == m.line)
                give(&f->items[i], list);
        if (lb_json_size(list) || is_last || m.to == html.len) {
            push_part(parts, lb_str_slice(&piece), list);
            lb_str_clear(&piece);
        } else {
            lb_json_free(list);
        }
    }
    lb_json_set(into, "body_parts", parts);
    lb_str_free(&piece);
}

/* ---- the summary */

static lb_slice counted(const struct lb_findings *f)
{
    static const char *const kinds[][2] = {
        {"error", LB_WORD("%s kesalahan")}, {"warning", LB_WORD("%s peringatan")}, {"note", LB_WORD("%s catatan")}};
    struct lb_str out = LB_STR_INIT(1024);
    for (size_t k = 0; k < 3; k++) {
        int64_t n = 0;
        for (size_t i = 0; i < f->count; i++)
            n += lb_slice_eq(lb_json_str(f->items[i].note, "severity"), lb_slice_of(kinds[k][0]));
        if (!n)
            continue;
        if (out.len)
            lb_str_lit(&out, ", ");
        lb_str_add(&out, lb_model_count(f->p, kinds[k][1], n));
    }
    lb_slice text = lb_arena_copy(f->p->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

void lb_findings_end(struct lb_findings *f, struct lb_json *into)
{
    if (!f)
        return;
    struct lb_json *list = lb_json_array(), *rest = lb_json_array();
    for (size_t i = 0; i < f->count; i++) {
        struct finding *one = &f->items[i];
        if (!one->is_taken) {
            give(one, rest);
            lb_json_free(one->model);
            continue;
        }
        struct lb_json *link = lb_json_object();
        lb_slice code = lb_json_str(one->note, "code"), rule = lb_json_str(one->model, "finding_rule");
        lb_json_set_str(link, "to_id", lb_json_str(one->model, "finding_id"));
        lb_json_set_str(link, "to_kind", lb_json_str(one->model, "finding_kind"));
        lb_json_set_str(link, "to_text", rule.len ? rule : lb_json_str(one->model, "finding_message"));
        lb_json_set_str(link, "to_line", LB_SAY(f->p, "baris %s", lb_model_number(f->p, one->line)));
        lb_json_set_str(link, "to_code", code);
        lb_json_push(list, link);
        lb_json_free(one->model);
    }
    if (f->count)
        lb_json_set_str(into, "findings_title", LB_SAY(f->p, "Pemeriksaan: %s", counted(f)));
    if (f->all > (int64_t)f->count)
        lb_json_set_str(into, "findings_more", lb_model_count(f->p, "%s temuan lagi tidak ditampilkan; jalankan lumbung check.",
                                                              f->all - (int64_t)f->count));
    lb_json_set_bool(into, "has_findings", f->count > 0);
    lb_json_set(into, "findings_list", list);
    lb_json_set(into, "findings_rest", rest);
}
