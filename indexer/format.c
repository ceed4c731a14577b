/* format.c - see format.h and format_parts.h. */
#include "indexer/format_parts.h"

#include "base/utf8.h"
#include "indexer/case.h"
#include "indexer/text_check.h"
#include "indexer/yaml.h"

#include <stdlib.h>

enum { MAX_ROUNDS = 40 };

static const struct lb_schema *schema_of_case(const struct lb_contract *c, const struct lb_tree *t, lb_slice folder, lb_slice lang)
{
    enum { ROOM = 16 };
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_entry *entries = NULL;
    lb_slice langs[ROOM], of, id;
    size_t n = 0, count = 0;
    struct lb_both why;
    if (lb_tree_list(t, &a, folder, &entries, &n, NULL))
        n = 0;
    for (size_t i = 0; i < n && count < ROOM; i++) {
        lb_slice path = lb_arena_printf(&a, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder), LB_ARG(entries[i].name));
        count += lb_case_path(c, path, &of, &id, &langs[count], &why);
    }
    bool is_original = count ? lb_slice_eq(langs[lb_case_original(c, langs, count)], lang) : lb_slice_eq(lang, c->language);
    lb_arena_free(&a);
    return is_original ? c->of_case : c->of_translation;
}

const struct lb_schema *lb_format_schema(const struct lb_contract *c, const struct lb_tree *t, lb_slice path)
{
    lb_slice folder, id, lang;
    struct lb_both why;
    if (lb_case_path(c, path, &folder, &id, &lang, &why))
        return schema_of_case(c, t, folder, lang);
    if (!lb_slice_starts(path, LB_S("collections/")) || !lb_slice_ends(path, LB_S(".md")))
        return NULL;
    lb_slice name = lb_slice_sub(path, strlen("collections/"), path.len - 3);
    if (!name.len || memchr(name.data, '/', name.len) || lb_slice_eq(name, LB_S("README")))
        return NULL;
    return lb_slice_find(name, '.') == name.len ? c->of_collection : c->of_collection_translation;
}

/* ---- places */

static void find_lines(struct format *f)
{
    size_t capacity = 0, count = 0;
    lb_slice rest = f->yaml.len ? f->yaml : LB_EMPTY, line;
    f->lines = NULL;
    LB_PUSH(f->arena, f->lines, count, capacity, LB_EMPTY);
    while (lb_slice_split(&rest, '\n', &line))
        if (rest.data || line.len) /* nothing behind the last line end */
            LB_PUSH(f->arena, f->lines, count, capacity, line);
    f->line_count = (unsigned)count - 1;
}

size_t format_offset(const struct format *f, unsigned line, unsigned column)
{
    if (line == 0 || line > f->line_count)
        return f->yaml.len;
    size_t at = 0;
    for (unsigned i = 1; i < column && at < f->lines[line].len; i++)
        lb_utf8_next(f->lines[line], &at);
    return (size_t)(f->lines[line].data - f->yaml.data) + at;
}

void format_add(struct format *f, size_t from, size_t to, lb_slice with)
{
    LB_PUSH(f->arena, f->edits, f->edit_count, f->edit_capacity, ((struct format_edit){from, to, with}));
}

unsigned format_last_line(const struct lb_value *v)
{
    unsigned last = v->line;
    if (v->style == LB_STYLE_LITERAL || v->style == LB_STYLE_FOLDED)
        return v->end_line > v->line ? v->end_line - 1 : v->line;
    if (v->style != LB_STYLE_BLOCK)
        return v->end_line > last ? v->end_line : last;
    for (size_t i = 0; i < v->count; i++) {
        unsigned line = format_last_line(v->kind == LB_VALUE_MAP ? v->members[i].value : v->items[i]);
        if (v->kind == LB_VALUE_MAP && v->members[i].line > line)
            line = v->members[i].line;
        last = line > last ? line : last;
    }
    return last;
}

bool format_is_blank(lb_slice s)
{
    return lb_slice_trim(s).len == 0;
}

static void walk(struct format *f, const struct lb_value *v, const struct lb_schema *s, format_visit_fn *fn)
{
    for (size_t i = 0; (v->kind == LB_VALUE_MAP || v->kind == LB_VALUE_LIST) && i < v->count; i++) {
        struct format_visit visit = {.in = v};
        if (v->kind == LB_VALUE_MAP) {
            visit.member = &v->members[i];
            visit.value = v->members[i].value;
            visit.schema = s ? lb_schema_property(s, v->members[i].key) : NULL;
        } else {
            visit.value = v->items[i];
            visit.schema = s ? lb_schema_items(s) : NULL;
        }
        fn(f, &visit);
        walk(f, visit.value, visit.schema, fn);
    }
}

void format_walk(struct format *f, format_visit_fn *fn)
{
    walk(f, f->root, f->schema, fn);
}

/* ---- reading, and comparing what was read */

/* Somebody who listens, so that the schema goes on behind a fault and types all values. */
static void ignore(void *self, const struct lb_schema_error *error)
{
    (void)self, (void)error;
}

static bool read(struct format *f, lb_slice yaml)
{
    struct lb_diags diags;
    lb_diags_init(&diags);
    struct lb_source source = {.path = LB_S("-"), .text = yaml, .diags = &diags};
    struct lb_value *root;
    bool is_read = lb_text_check(&source) == LB_OK && lb_yaml_parse(&source, yaml, 1, &lb_yaml_front, f->arena, &root) == LB_OK &&
                   !source.errors;
    lb_diags_free(&diags);
    if (!is_read)
        return false;
    if (f->schema)
        lb_schema_check(f->schema, root, ignore, NULL); /* gives every value its type */
    f->yaml = yaml;
    f->root = root;
    find_lines(f);
    return true;
}

static bool is_same(struct format *f, const struct lb_value *a, const struct lb_value *b, const struct lb_schema *s)
{
    if (a->kind == LB_VALUE_MAP || a->kind == LB_VALUE_LIST) {
        if (a->kind != b->kind || a->count != b->count)
            return false;
        for (size_t i = 0; i < a->count; i++) {
            bool is_map = a->kind == LB_VALUE_MAP;
            const struct lb_member *m = is_map ? lb_value_member(b, a->members[i].key) : NULL;
            if (is_map ? !m || !is_same(f, a->members[i].value, m->value, s ? lb_schema_property(s, a->members[i].key) : NULL)
                       : !is_same(f, a->items[i], b->items[i], s ? lb_schema_items(s) : NULL))
                return false;
        }
        return true;
    }
    bool both_text = (a->kind == LB_VALUE_TEXT || a->kind == LB_VALUE_STRING) && (b->kind == LB_VALUE_TEXT || b->kind == LB_VALUE_STRING);
    if ((a->kind == b->kind || both_text) && lb_slice_eq(a->text, b->text))
        return true;
    return lb_value_is_scalar(b) && format_is_date(f, s) && lb_slice_eq(format_date(f->arena, a->text), b->text);
}

static int by_place(const void *a, const void *b)
{
    const struct format_edit *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* The text with the edits; those that overlap another are left for the next round. */
static lb_slice apply(struct format *f)
{
    struct lb_str out = LB_STR_INIT(4 * f->yaml.len + 100000);
    size_t at = 0;
    qsort(f->edits, f->edit_count, sizeof *f->edits, by_place);
    for (size_t i = 0; i < f->edit_count; i++) {
        const struct format_edit *e = &f->edits[i];
        if (e->from < at)
            continue;
        lb_str_add(&out, lb_slice_sub(f->yaml, at, e->from));
        lb_str_add(&out, e->with);
        at = e->to;
    }
    lb_str_add(&out, lb_slice_sub(f->yaml, at, f->yaml.len));
    lb_slice text = out.is_full ? f->yaml : lb_arena_copy(f->arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

/* One kind of edit: kept when what is read afterwards is the same record. */
static bool try(struct format *f, void (*kind)(struct format *))
{
    f->edits = NULL;
    f->edit_count = f->edit_capacity = 0;
    kind(f);
    if (!f->edit_count)
        return false;
    struct format after = *f;
    lb_slice text = apply(f);
    if (lb_slice_eq(text, f->yaml) || !read(&after, text) || !is_same(f, f->root, after.root, f->schema))
        return false;
    *f = after;
    return true;
}

static lb_slice format_front(const struct lb_schema *schema, struct lb_arena *a, lb_slice yaml)
{
    static void (*const kinds[])(struct format *) = {format_trim,         format_scalars, format_flow_lists,
                                                     format_indent_lists, format_order,   format_wrap};
    struct format f = {.arena = a, .schema = schema};
    bool is_changed = read(&f, yaml) && f.root->kind == LB_VALUE_MAP;
    for (unsigned round = 0; is_changed && round < MAX_ROUNDS; round++) {
        is_changed = false;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            is_changed |= try(&f, kinds[i]);
    }
    return is_changed || !f.root ? yaml : f.yaml; /* what never comes to rest is left alone */
}


/* Spaces at the ends of lines go, where they are no content. */
static void keep_lines(const struct lb_value *v, bool *is_content)
{
    unsigned from = v->line, to = v->end_line; /* quoted: the line ends between the quotes */
    if (v->kind == LB_VALUE_MAP || v->kind == LB_VALUE_LIST) {
        for (size_t i = 0; i < v->count; i++)
            keep_lines(v->kind == LB_VALUE_MAP ? v->members[i].value : v->items[i], is_content);
        return;
    }
    if (v->style == LB_STYLE_LITERAL || v->style == LB_STYLE_FOLDED)
        from = v->line + 1;
    for (unsigned i = from; v->style != LB_STYLE_PLAIN && i < to; i++)
        is_content[i] = true;
}

void format_trim(struct format *f)
{
    bool *is_content = LB_NEW_ARRAY(f->arena, bool, f->line_count + 2);
    keep_lines(f->root, is_content);
    for (unsigned i = 1; i <= f->line_count; i++) {
        lb_slice line = f->lines[i];
        size_t len = line.len;
        while (len && (line.data[len - 1] == ' ' || line.data[len - 1] == '\t'))
            len--;
        size_t start = (size_t)(line.data - f->yaml.data);
        if (len < line.len && !is_content[i])
            format_add(f, start + len, start + line.len, LB_EMPTY);
    }
}

/* ---- the whole file */

/* Two spaces or more end a line with a break, and behind a backslash a space keeps it from being one. */
static size_t body_line_end(lb_slice line)
{
    size_t len = line.len;
    while (len && (line.data[len - 1] == ' ' || line.data[len - 1] == '\t'))
        len--;
    bool is_break = len && line.len - len >= 2 && lb_slice_ends(line, LB_S("  "));
    return is_break || (len && line.data[len - 1] == '\\') ? line.len : len;
}

static void add_body(struct lb_str *out, lb_slice body)
{
    lb_slice rest = body.len ? body : LB_EMPTY, line;
    size_t end = out->len; /* behind the last line that holds something */
    while (lb_slice_split(&rest, '\n', &line)) {
        size_t len = body_line_end(line);
        lb_str_add(out, lb_slice_sub(line, 0, len));
        lb_str_addc(out, '\n');
        if (len)
            end = out->len;
    }
    out->len = end;
}

enum lb_status lb_format(const struct lb_schema *schema, struct lb_source *source, struct lb_arena *a, lb_slice *ret)
{
    struct lb_front parts;
    struct lb_value *root;
    struct lb_source unix_lines = *source;
    unix_lines.text = lb_text_lines(a, source->text);
    enum lb_status st = lb_front_split(&unix_lines, &parts);
    if (!st)
        st = lb_yaml_parse(&unix_lines, parts.yaml, parts.yaml_line, &lb_yaml_front, a, &root);
    if (!st && root->kind != LB_VALUE_MAP) {
        lb_report(&unix_lines, LB_RULE_TYPE, root->line, root->column, 
                  LB_BOTH("tulis baris berbentuk 'bidang: isi'", "write 'field: value' lines"),
                  "bagian depan tidak terdiri atas bidang", "the front matter is no map of fields");
        st = LB_INVALID;
    }
    if (!st && unix_lines.errors > source->errors)
        st = LB_INVALID; /* a field written twice: one of the two would be lost */
    source->errors = unix_lines.errors;
    if (st)
        return st;
    struct lb_str out = LB_STR_INIT(4 * unix_lines.text.len + 200000);
    lb_str_lit(&out, "---\n");
    lb_str_add(&out, format_front(schema, a, parts.yaml));
    lb_str_lit(&out, "---\n");
    add_body(&out, parts.body);
    lb_slice text = lb_str_slice(&out);
    *ret = lb_slice_eq(text, source->text) ? source->text : lb_arena_copy(a, text);
    lb_str_free(&out);
    return LB_OK;
}
