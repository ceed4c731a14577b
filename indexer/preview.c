/* preview.c - see preview.h. */
#include "indexer/preview.h"

#include "base/limits.h"
#include "base/utf8.h"

enum { MAX_DEPTH = 4, MAX_EXCERPT = 400, MAX_LISTED = 50 /* findings of one file; the rest is counted */ };

/* ---- where fields stand */

static void push_place(struct lb_json *list, unsigned *last, unsigned line, lb_slice path)
{
    if (line <= *last) /* several on one line: the outermost, which came first */
        return;
    struct lb_json *pair = lb_json_array();
    lb_json_push(pair, lb_json_int(line));
    lb_json_push(pair, lb_json_string(path));
    lb_json_push(list, pair);
    *last = line;
}

/* Fields and what is in them: "region", "region.code", "sources.0", "parts.0.items.2". */
static void push_places(struct lb_arena *a, const struct lb_value *v, lb_slice path, unsigned depth, unsigned *last, struct lb_json *list)
{
    bool is_map = v->kind == LB_VALUE_MAP;
    for (size_t i = 0; i < v->count && depth < MAX_DEPTH && (is_map || v->kind == LB_VALUE_LIST); i++) {
        const struct lb_value *inner = is_map ? v->members[i].value : v->items[i];
        const char *dot = path.len ? "." : "";
        lb_slice at = is_map ? lb_arena_printf(a, "%" LB_PRI "%s%" LB_PRI, LB_ARG(path), dot, LB_ARG(v->members[i].key))
                             : lb_arena_printf(a, "%" LB_PRI "%s%zu", LB_ARG(path), dot, i);
        push_place(list, last, is_map ? v->members[i].line : inner->line, at);
        push_places(a, inner, at, depth + 1, last, list);
    }
}

static struct lb_json *places_json(const struct lb_value *front)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_json *list = lb_json_array();
    unsigned last = 0;
    push_places(&arena, front, LB_EMPTY, 0, &last, list);
    lb_arena_free(&arena);
    return list;
}

/* ---- findings */

struct lb_json *lb_finding_json(const struct lb_diag *d, lb_slice excerpt)
{
    static const char *const names[] = {"note", "warning", "error"};
    struct lb_json *o = lb_json_object();
    lb_json_set_int(o, "line", d->line);
    lb_json_set_int(o, "column", d->column);
    lb_json_set_str(o, "severity", lb_slice_of(names[d->severity]));
    lb_json_set_str(o, "code", lb_slice_of(d->code));
    lb_json_set(o, "message", lb_json_both(d->message));
    if (d->hint.in[LB_LANG_ID].len)
        lb_json_set(o, "hint", lb_json_both(d->hint));
    if (excerpt.len)
        lb_json_set_str(o, "excerpt", excerpt);
    return o;
}

/* What the schema would say if the case were published as it is, but for fields that are missing altogether. */
static struct lb_json *objections(const struct lb_contract *contract, const struct lb_schema *of, const struct lb_case *c, bool wants_missing)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_source source = {.path = c->source.path, .text = c->source.text, .diags = &diags};
    struct lb_value *front = lb_value_new(&arena, LB_VALUE_MAP), *state = lb_value_new(&arena, LB_VALUE_STRING);
    struct lb_json *list = lb_json_array();
    lb_diags_init(&diags);
    state->text = LB_S("published");
    for (size_t i = 0; i < c->front->count; i++) {
        const struct lb_member *m = &c->front->members[i];
        lb_value_set(&arena, front, m->key, lb_slice_eq(m->key, LB_S("state")) ? state : m->value);
    }
    lb_contract_check(contract, of, front, &source);
    for (size_t i = 0; i < diags.count && lb_json_size(list) < MAX_LISTED; i++)
        if (diags.items[i].severity == LB_ERROR &&
            (wants_missing || strcmp(diags.items[i].code, lb_rules[LB_RULE_MISSING].code) != 0))
            lb_json_push(list, lb_finding_json(&diags.items[i], LB_EMPTY));
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    return list;
}

void lb_preview_record(const struct lb_contract *contract, const struct lb_schema *of, const struct lb_case *c, struct lb_json *record)
{
    lb_json_set(record, "places", places_json(c->front));
    lb_json_set_int(record, "body_line", c->body_line);
    if (c->is_translation || lb_slice_eq(lb_case_state(c), LB_S("published")))
        return;
    struct lb_json *to_publish = lb_json_object(), *missing = lb_json_array();
    const struct lb_json *required = lb_json_path(lb_json_at(lb_json_get(lb_schema_json(of), "allOf"), 0), "then.required");
    for (size_t i = 0; i < lb_json_size(required); i++)
        if (!lb_value_member(c->front, lb_json_text(lb_json_at(required, i))))
            lb_json_push(missing, lb_json_string(lb_json_text(lb_json_at(required, i))));
    lb_json_set(to_publish, "findings", objections(contract, of, c, lb_json_size(missing) == 0));
    lb_json_set(to_publish, "missing", missing);
    lb_json_set(record, "to_publish", to_publish);
}

/* ---- the note */

struct note {
    const struct lb_contract *contract;
    const struct lb_tree *tree;
    const struct lb_survey *survey;
    const struct lb_collections *collections;
    struct lb_arena arena;
    struct lb_json *files, *broken, *rules;
};

static bool has_title(const struct lb_survey *survey, lb_slice id, lb_slice lang)
{
    const struct lb_brief *brief = lb_survey_find(survey, id);
    for (size_t i = 0; brief && i < brief->title_count; i++)
        if (lb_slice_eq(brief->titles[i].lang, lang))
            return true;
    return false;
}

static bool has_collection(const struct lb_collections *all, lb_slice path)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->items[i].lang_count; k++)
            if (lb_slice_eq(all->items[i].langs[k].source.path, path))
                return true;
    return false;
}

/* A case or collection: its kind, id and language; NULL for other files. */
static const char *kind_of(struct note *n, lb_slice path, lb_slice *id, lb_slice *lang)
{
    lb_slice folder, rest;
    struct lb_both why;
    if (lb_case_path(n->contract, path, &folder, id, lang, &why))
        return "case";
    if (!lb_slice_starts(path, LB_S("collections/")) || !lb_slice_ends(path, LB_S(".md")))
        return NULL;
    rest = lb_slice_sub(path, strlen("collections/"), path.len - strlen(".md"));
    *lang = n->contract->language;
    if (lb_slice_split(&rest, '.', id) && rest.len)
        *lang = rest;
    return "collection";
}

/* The title in a file that may be no YAML at all. */
static lb_slice title_in(lb_slice text)
{
    lb_slice rest = text, line;
    for (unsigned i = 0; i < 200 && lb_slice_split(&rest, '\n', &line); i++) {
        if (!lb_slice_starts(line, LB_S("title:")))
            continue;
        lb_slice title = lb_slice_trim(lb_slice_sub(line, strlen("title:"), line.len));
        if (title.len > 1 && (title.data[0] == '"' || title.data[0] == '\'') && title.data[title.len - 1] == title.data[0])
            title = lb_slice_sub(title, 1, title.len - 1);
        return lb_utf8_check(title, NULL) == LB_UTF8_CLEAN ? lb_utf8_cut(title, MAX_EXCERPT) : LB_EMPTY;
    }
    return LB_EMPTY;
}

static lb_slice line_in(lb_slice text, unsigned number)
{
    lb_slice rest = text, line = LB_EMPTY;
    for (unsigned i = 0; i < number; i++)
        if (!lb_slice_split(&rest, '\n', &line))
            return LB_EMPTY;
    if (lb_slice_ends(line, LB_S("\r")))
        line.len--;
    return lb_utf8_check(line, NULL) == LB_UTF8_CLEAN ? lb_utf8_cut(line, MAX_EXCERPT) : LB_EMPTY;
}

static void note_rule(struct note *n, const char *code)
{
    const struct lb_rule_info *rule = lb_rule_find(lb_slice_of(code));
    if (!rule || lb_json_get(n->rules, code))
        return;
    lb_json_set(n->rules, code, lb_json_both(lb_both_of(rule->title_id, rule->title_en)));
}

/* The findings of one file, which stand together. */
static void note_file(struct note *n, const struct lb_diag *diags, size_t count)
{
    lb_slice path = diags[0].file, id = LB_EMPTY, lang = LB_EMPTY, text = LB_EMPTY;
    size_t errors = 0, listed = 0, told = 0;
    for (size_t i = 0; i < count; i++) {
        errors += diags[i].severity == LB_ERROR;
        told += !diags[i].silenced.len;
    }
    if (!told)
        return;
    const char *kind = kind_of(n, path, &id, &lang);
    bool is_shown = !kind || (kind[1] == 'a' ? has_title(n->survey, id, lang) : has_collection(n->collections, path));
    bool is_broken = errors && !is_shown;
    if (is_broken && lb_tree_read(n->tree, &n->arena, path, LB_MAX_CASE_FILE, &text, NULL) != LB_OK)
        text = LB_EMPTY;
    struct lb_json *list = lb_json_array();
    for (size_t pass = 0; pass < 2; pass++) /* when there are too many, errors are worth more than the rest */
        for (size_t i = 0; i < count && listed < MAX_LISTED; i++) {
            if (diags[i].silenced.len || (diags[i].severity == LB_ERROR) != (pass == 0))
                continue;
            note_rule(n, diags[i].code);
            lb_json_push(list, lb_finding_json(&diags[i], text.len && diags[i].line ? line_in(text, diags[i].line) : LB_EMPTY));
            listed++;
        }
    struct lb_json *file = lb_json_object();
    lb_json_set_int(file, "count", (int64_t)told);
    lb_json_set_int(file, "errors", (int64_t)errors);
    lb_json_set(file, "findings", list);
    lb_json_set(n->files, lb_arena_cstr(&n->arena, path), file);
    if (!is_broken)
        return;
    struct lb_json *broken = lb_json_object();
    lb_json_set_str(broken, "kind", lb_slice_of(kind));
    lb_json_set_str(broken, "id", id);
    lb_json_set_str(broken, "lang", lang);
    lb_json_set_str(broken, "path", path);
    lb_json_set_str(broken, "title", title_in(text));
    lb_json_push(n->broken, broken);
}

struct lb_json *lb_preview_note(const struct lb_contract *contract, const struct lb_tree *tree, const struct lb_diags *diags,
                                const struct lb_survey *survey, const struct lb_collections *collections)
{
    struct note n = {contract, tree, survey, collections, LB_ARENA_INIT, lb_json_object(), lb_json_array(), lb_json_object()};
    for (size_t i = 0, end; i < diags->count; i = end) {
        for (end = i + 1; end < diags->count && lb_slice_eq(diags->items[end].file, diags->items[i].file);)
            end++;
        note_file(&n, &diags->items[i], end - i);
    }
    struct lb_json *note = lb_json_object();
    lb_json_set(note, "broken", n.broken);
    lb_json_set(note, "files", n.files);
    lb_json_set(note, "rules", n.rules);
    lb_json_set_int(note, "not_listed", (int64_t)diags->dropped);
    lb_arena_free(&n.arena);
    return note;
}
