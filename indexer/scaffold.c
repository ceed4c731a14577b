/* scaffold.c - a new case; see scaffold.h. scaffold_translation.c makes the translation. */
#include "indexer/scaffold_parts.h"

#include "base/utf8.h"
#include "indexer/yaml_text.h"

enum { ID_BYTES = 48, ALL_CHOICES = 8, SOME_CHOICES = 5, NOTE_COLUMN = 26 };

/* ---- the id */

/* Slug cut at a dash. */
static lb_slice cut_slug(lb_slice slug, size_t max)
{
    if (slug.len <= max)
        return slug;
    while (max && slug.data[max] != '-')
        max--;
    return max ? lb_slice_sub(slug, 0, max) : lb_slice_sub(slug, 0, ID_BYTES);
}

lb_slice lb_scaffold_id(struct lb_arena *a, lb_slice title, lb_slice region_name)
{
    size_t end = 0; /* what stands before a comma, colon or dash names the practice, the rest explains it */
    while (end < title.len && !strchr(",:;(", title.data[end]) &&
           !(end > 3 && lb_slice_starts(lb_slice_sub(title, end, title.len), LB_S(" - "))))
        end++;
    lb_slice name = lb_slug(a, end > 3 ? lb_slice_sub(title, 0, end) : title);
    lb_slice region = region_name.len ? lb_slug(a, region_name) : LB_EMPTY;
    lb_slice in_dashes = lb_arena_printf(a, "-%" LB_PRI "-", LB_ARG(name)), word = lb_arena_printf(a, "-%" LB_PRI "-", LB_ARG(region));
    if (!region.len || memmem(in_dashes.data, in_dashes.len, word.data, word.len))
        return cut_slug(name, ID_BYTES);
    return cut_slug(lb_arena_printf(a, "%" LB_PRI "-%" LB_PRI, LB_ARG(region), LB_ARG(name)), ID_BYTES);
}

/* ---- words of the comments */

const char *scaffold_say(lb_slice talk, const char *id, const char *en)
{
    return lb_slice_eq(talk, LB_S("id")) ? id : en;
}

/* The member of {id, en} in the language, else the first. */
static lb_slice in_language(const struct lb_json *texts, lb_slice talk)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice text = lb_json_str(texts, lb_arena_cstr(&a, talk));
    lb_arena_free(&a);
    void *first = lb_json_first(texts);
    return text.len || !first ? text : lb_json_text(lb_json_value(first));
}

lb_slice scaffold_title(const struct lb_schema *s, lb_slice talk)
{
    return in_language(lb_json_get(lb_schema_json(s), "x-title"), talk);
}

void scaffold_comment(struct lb_str *out, const char *indent, lb_slice text)
{
    size_t column = 0;
    lb_slice rest = text.data ? text : LB_S(""), word;
    while (lb_slice_split(&rest, ' ', &word)) {
        size_t width = lb_utf8_count(word);
        if (!word.len)
            continue;
        if (!column || column + 1 + width > SCAFFOLD_WIDTH) {
            lb_str_printf(out, "%s# %s", column ? "\n" : "", indent);
            column = 2 + strlen(indent);
        } else {
            lb_str_addc(out, ' ');
            column++;
        }
        lb_str_add(out, word);
        column += width;
    }
    if (column)
        lb_str_addc(out, '\n');
}

/* ---- fields */

enum shape { TEXT, LIST, MAP };

static enum shape shape_of(const struct lb_schema *s)
{
    const lb_slice *names;
    const struct lb_json *json = lb_schema_json(s), *type = lb_json_get(json, "type");
    if (lb_schema_properties(s, &names))
        return MAP;
    return lb_slice_eq(lb_json_text(type), LB_S("array")) ? LIST : TEXT;
}

static lb_slice vocab_of(const struct lb_schema *s)
{
    lb_slice name = s ? lb_schema_vocab(s) : LB_EMPTY;
    const struct lb_schema *items = s ? lb_schema_items(s) : NULL;
    return name.len || !items ? name : lb_schema_vocab(items);
}

/* "code (Label), code (Label), ... (all: schema/vocab/x.yml)" */
static void add_choices(const struct lb_contract *c, lb_slice vocab, lb_slice talk, struct lb_str *out)
{
    const struct lb_vocab *v = lb_vocab_find(&c->vocabs, vocab);
    size_t shown = !v ? 0 : v->count <= ALL_CHOICES ? v->count : SOME_CHOICES;
    for (size_t i = 0; i < shown; i++)
        lb_str_printf(out, "%s%" LB_PRI " (%" LB_PRI ")", i ? ", " : scaffold_say(talk, " Pilihan: ", " Choices: "),
                      LB_ARG(v->terms[i].code), LB_ARG(lb_term_label(&v->terms[i], talk)));
    if (v && shown < v->count)
        lb_str_printf(out, scaffold_say(talk, ", ...; semua %zu ada di schema/vocab/%.*s.yml", ", ...; all %zu are in schema/vocab/%.*s.yml"),
                      v->count, LB_ARG(vocab));
    if (shown)
        lb_str_addc(out, '.');
}

/* What publishing asks for: the fields that `allOf` requires when only the state says so. */
static bool is_needed(const struct lb_schema *of, lb_slice field)
{
    const struct lb_json *all = of ? lb_json_get(lb_schema_json(of), "allOf") : NULL;
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *when = lb_json_path(lb_json_at(all, i), "if.required"),
                             *then = lb_json_path(lb_json_at(all, i), "then.required");
        if (lb_json_size(when) != 1 || !lb_slice_eq(lb_json_text(lb_json_at(when, 0)), LB_S("state")))
            continue;
        for (size_t k = 0; k < lb_json_size(then); k++)
            if (lb_slice_eq(lb_json_text(lb_json_at(then, k)), field))
                return true;
    }
    return false;
}

/* "Title (needed to publish): help. Choices: ..."; `of` NULL: never needed. */
static void add_question(const struct lb_contract *c, const struct lb_schema *of, lb_slice field, const struct lb_schema *s, lb_slice talk,
                         struct lb_str *out)
{
    lb_slice help = in_language(lb_json_get(lb_schema_json(s), "x-help"), talk);
    lb_str_add(out, scaffold_title(s, talk));
    if (is_needed(of, field))
        lb_str_add(out, lb_slice_of(scaffold_say(talk, " (perlu untuk terbit)", " (needed to publish)")));
    lb_str_printf(out, "%s%" LB_PRI, help.len ? ": " : ".", LB_ARG(help));
    add_choices(c, vocab_of(s), talk, out);
}

lb_slice lb_scaffold_question(const struct lb_contract *c, const struct lb_schema *of, struct lb_arena *a, const char *field, lb_slice talk)
{
    const struct lb_schema *s = of;
    lb_slice rest = lb_slice_of(field), name;
    while (s && lb_slice_split(&rest, '.', &name))
        s = lb_schema_property(s, name);
    struct lb_str text = LB_STR_INIT(100000);
    if (s)
        add_question(c, of, lb_slice_of(field), s, talk, &text);
    lb_slice question = lb_arena_copy(a, lb_str_slice(&text));
    lb_str_free(&text);
    return question;
}

void scaffold_explain(const struct lb_contract *c, const struct lb_schema *of, lb_slice field, lb_slice talk, struct lb_str *out)
{
    struct lb_str text = LB_STR_INIT(100000);
    add_question(c, of, field, lb_schema_property(of, field), talk, &text);
    lb_str_addc(out, '\n');
    scaffold_comment(out, "", lb_str_slice(&text));
    lb_str_free(&text);
}

/* Words behind a field and, when they are many, on comment lines of their own below it. */
static void add_wrapped_note(lb_slice note, size_t column, struct lb_str *out)
{
    size_t from = column < NOTE_COLUMN ? NOTE_COLUMN : column + 2, at = from + 1;
    lb_slice rest = note, word;
    lb_str_printf(out, "%*s#", (int)(from - column), "");
    while (lb_slice_split(&rest, ' ', &word)) {
        if (at > from + 1 && at + 1 + lb_utf8_count(word) > SCAFFOLD_WIDTH) {
            lb_str_printf(out, "\n#%*s#", NOTE_COLUMN - 1, "");
            from = NOTE_COLUMN, at = from + 1;
        }
        lb_str_printf(out, " %" LB_PRI, LB_ARG(word));
        at += 1 + lb_utf8_count(word);
    }
}

/* Behind a field inside a field: what it means. */
static void add_note(const struct lb_contract *c, const struct lb_schema *s, lb_slice talk, size_t column, struct lb_str *out)
{
    struct lb_str note = LB_STR_INIT(4000);
    add_question(c, NULL, LB_EMPTY, s, talk, &note);
    lb_slice text = lb_str_slice(&note);
    if (lb_slice_find(text, '.') + 1 == text.len) /* only a name */
        text.len--;
    if (text.len)
        add_wrapped_note(text, column, out);
    lb_str_addc(out, '\n');
    lb_str_free(&note);
}

/* The fields of a map, each on a comment line of its own; the first behind "- " when it is an item of a list. */
static void add_skeleton(const struct lb_contract *c, const struct lb_schema *map, unsigned depth, bool is_item, lb_slice talk,
                         struct lb_str *out)
{
    const struct lb_json *properties = lb_json_get(lb_schema_json(map), "properties");
    bool is_first = true;
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it)) {
        const struct lb_schema *s = lb_schema_property(map, lb_slice_of(lb_json_key(it))), *items = lb_schema_items(s);
        size_t start = out->len;
        bool is_nested = shape_of(s) == LIST && items && shape_of(items) == MAP;
        lb_str_printf(out, "# %*s%s%s:", (int)(2 * depth), "", !is_item ? "" : is_first ? "- " : "  ", lb_json_key(it));
        if (shape_of(s) == LIST && !is_nested)
            lb_str_lit(out, " []");
        add_note(c, s, talk, out->len - start, out);
        if (is_nested)
            add_skeleton(c, items, depth + 1 + is_item, true, talk, out);
        is_first = false;
    }
}

void scaffold_members(const struct lb_contract *c, const struct lb_schema *map, unsigned indent, const char *const *but, lb_slice talk,
                      struct lb_str *out)
{
    const struct lb_json *properties = lb_json_get(lb_schema_json(map), "properties");
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it)) {
        size_t start = out->len, i = 0;
        while (but[i] && strcmp(lb_json_key(it), but[i]) != 0)
            i++;
        if (but[i])
            continue;
        lb_str_printf(out, "%*s# %s:", (int)indent, "", lb_json_key(it));
        add_note(c, lb_schema_property(map, lb_slice_of(lb_json_key(it))), talk, out->len - start, out);
    }
}

static void add_unanswered(const struct lb_contract *c, lb_slice field, const struct lb_schema *s, lb_slice talk, struct lb_str *out)
{
    const struct lb_schema *items = lb_schema_items(s);
    bool is_list = shape_of(s) == LIST, has_codes = vocab_of(s).len > 0;
    lb_str_printf(out, "# %" LB_PRI ":%s\n", LB_ARG(field), is_list && has_codes ? " []" : "");
    if (shape_of(s) == MAP)
        add_skeleton(c, s, 1, false, talk, out);
    else if (is_list && items && shape_of(items) == MAP)
        add_skeleton(c, items, 1, true, talk, out);
    else if (is_list && !has_codes)
        lb_str_lit(out, "#   -\n");
}

/* ---- answers */

static void add_scalar(const struct lb_value *v, bool is_flow, struct lb_str *out)
{
    if (v->is_plain)
        lb_str_add(out, v->text);
    else
        lb_yaml_put(out, v->text, is_flow);
}

void scaffold_answer(lb_slice field, const struct lb_value *v, unsigned depth, struct lb_str *out)
{
    lb_str_printf(out, "%*s%" LB_PRI ":", (int)(2 * depth), "", LB_ARG(field));
    if (v->kind == LB_VALUE_MAP) {
        lb_str_addc(out, '\n');
        for (size_t i = 0; i < v->count; i++)
            scaffold_answer(v->members[i].key, v->members[i].value, depth + 1, out);
        return;
    }
    lb_str_addc(out, ' ');
    if (v->kind == LB_VALUE_LIST) {
        for (size_t i = 0; i < v->count; i++) {
            lb_str_add(out, lb_slice_of(i ? ", " : "["));
            add_scalar(v->items[i], true, out);
        }
        lb_str_addc(out, ']');
    } else {
        add_scalar(v, false, out);
    }
    lb_str_addc(out, '\n');
}

/* ---- the body */

static lb_slice text_in(const struct lb_value *texts, lb_slice lang)
{
    const struct lb_member *m = lb_value_member(texts, lang);
    return m ? lb_value_text(m->value) : LB_EMPTY;
}

void scaffold_headings(const struct lb_contract *c, lb_slice lang, lb_slice talk, bool has_questions, struct lb_str *out)
{
    const struct lb_value *list = lb_value_get(c->headings_file, "headings");
    for (size_t i = 0; i < lb_value_size(list); i++) {
        const struct lb_value *h = lb_value_at(list, i);
        const struct lb_member *questions = lb_value_member(lb_value_get(h, "questions"), talk);
        lb_slice label = text_in(lb_value_get(h, "label"), lang), help = text_in(lb_value_get(h, "help"), talk);
        lb_str_printf(out, "\n## %" LB_PRI "\n", LB_ARG(label.len ? label : lb_value_str(h, "id")));
        if (!has_questions || (!help.len && !questions))
            continue;
        lb_str_printf(out, "\n<!-- %" LB_PRI "\n", LB_ARG(help));
        for (size_t k = 0; questions && k < lb_value_size(questions->value); k++)
            lb_str_printf(out, "- %" LB_PRI "\n", LB_ARG(lb_value_text(lb_value_at(questions->value, k))));
        lb_str_lit(out, "-->\n");
    }
}

void scaffold_field(const struct lb_contract *c, const struct lb_schema *of, lb_slice field, const struct lb_value *answers, lb_slice talk,
                    struct lb_str *out)
{
    const struct lb_member *answer = lb_value_member(answers, field);
    scaffold_explain(c, of, field, talk, out);
    if (answer)
        scaffold_answer(field, answer->value, 0, out);
    else
        add_unanswered(c, field, lb_schema_property(of, field), talk, out);
}

void lb_scaffold_case(const struct lb_contract *c, const struct lb_value *answers, lb_slice lang, lb_slice talk, struct lb_str *out)
{
    const struct lb_json *properties = lb_json_get(lb_schema_json(c->of_case), "properties");
    lb_str_lit(out, "---\n");
    scaffold_comment(out, "", lb_slice_of(scaffold_say(talk,
        "Draf kasus. Baris yang diawali tanda # adalah penjelasan atau bidang yang belum diisi: hapus tanda # dan spasi di depan "
        "bidang, lalu isi; hapus yang tidak diketahui. `lumbung check` memeriksa, `lumbung serve --from .` menampilkan; semua isian "
        "dan kodenya diterangkan di sana pada laman /bantuan/isian.",
        "A draft. Lines that begin with # explain, or are fields not filled in yet: delete the # and the space before a field and "
        "fill it in; delete what is not known. `lumbung check` checks the file, `lumbung serve --from .` shows it; all fields and "
        "their codes are explained there, on the page /en/help/fields.")));
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it))
        scaffold_field(c, c->of_case, lb_slice_of(lb_json_key(it)), answers, talk, out);
    lb_str_lit(out, "---\n");
    scaffold_headings(c, lang, talk, true, out);
}
