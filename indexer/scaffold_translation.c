/* scaffold_translation.c - a new translation; see scaffold.h.
 *
 * Only what the original has is offered: a field it lacks has nothing to translate. Items of lists belong together by
 * their order, so an item without any text is there as {}. */
#include "indexer/scaffold_parts.h"

enum { BESIDE = 60 /* bytes of an original that stand behind its field; a longer one stands above it */ };

static bool has_text(const struct lb_schema *s, const struct lb_value *v)
{
    const lb_slice *names;
    size_t n = s ? lb_schema_properties(s, &names) : 0;
    const struct lb_schema *items = s ? lb_schema_items(s) : NULL;
    if (!v || !s)
        return false;
    if (v->kind == LB_VALUE_LIST) {
        for (size_t i = 0; i < v->count; i++)
            if (has_text(items, v->items[i]))
                return true;
        return false;
    }
    if (v->kind != LB_VALUE_MAP)
        return n == 0;
    for (size_t i = 0; i < n; i++) {
        const struct lb_member *m = lb_value_member(v, names[i]);
        if (m && has_text(lb_schema_property(s, names[i]), m->value))
            return true;
    }
    return false;
}

/* "# INDENT HEAD   # original", or the original on lines above. */
static void add_text(struct lb_str *out, int indent, const char *head, lb_slice original)
{
    lb_slice text = lb_slice_trim(original);
    bool is_beside = text.len <= BESIDE && lb_slice_find(text, '\n') == text.len;
    char above[80];
    snprintf(above, sizeof above, "%*s# ", indent, "");
    if (!is_beside) {
        lb_slice rest = text, line;
        while (lb_slice_split(&rest, '\n', &line))
            scaffold_comment(out, above, line);
    }
    lb_str_printf(out, "# %*s%s", indent, "", head);
    if (is_beside)
        lb_str_printf(out, "%s# %" LB_PRI, lb_slice_ends(lb_slice_of(head), LB_S(":")) ? " " : "   ", LB_ARG(text));
    lb_str_addc(out, '\n');
}

/* The members of a map that can be translated; `dash` is "- " before the first one of a list's item. */
static void add_map(const struct lb_schema *s, const struct lb_value *v, int indent, const char *dash, struct lb_str *out);

static void add_list(const struct lb_schema *s, const struct lb_value *v, int indent, struct lb_str *out)
{
    const struct lb_schema *items = lb_schema_items(s);
    for (size_t i = 0; i < v->count; i++) {
        if (v->items[i]->kind == LB_VALUE_MAP && has_text(items, v->items[i]))
            add_map(items, v->items[i], indent, "- ", out);
        else if (v->items[i]->kind == LB_VALUE_MAP)
            lb_str_printf(out, "# %*s- {}\n", indent, "");
        else
            add_text(out, indent, "-", lb_value_text(v->items[i]));
    }
}

static void add_map(const struct lb_schema *s, const struct lb_value *v, int indent, const char *dash, struct lb_str *out)
{
    const struct lb_json *properties = lb_json_get(lb_schema_json(s), "properties");
    bool is_first = true;
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it)) {
        lb_slice field = lb_slice_of(lb_json_key(it));
        const struct lb_schema *of = lb_schema_property(s, field);
        const struct lb_member *m = lb_value_member(v, field);
        char head[120];
        if (!m || !has_text(of, m->value))
            continue;
        snprintf(head, sizeof head, "%s%s:", is_first ? dash : *dash ? "  " : "", lb_json_key(it));
        int inner = indent + (int)strlen(dash) + 2;
        if (m->value->kind == LB_VALUE_LIST || m->value->kind == LB_VALUE_MAP)
            lb_str_printf(out, "# %*s%s\n", indent, "", head);
        if (m->value->kind == LB_VALUE_LIST)
            add_list(of, m->value, inner, out);
        else if (m->value->kind == LB_VALUE_MAP)
            add_map(of, m->value, inner, "", out);
        else
            add_text(out, indent, head, lb_value_text(m->value));
        is_first = false;
    }
}

static bool is_required(const struct lb_schema *s, lb_slice field)
{
    const struct lb_json *list = lb_json_get(lb_schema_json(s), "required");
    for (size_t i = 0; i < lb_json_size(list); i++)
        if (lb_slice_eq(lb_json_text(lb_json_at(list, i)), field))
            return true;
    return false;
}

void lb_scaffold_translation(const struct lb_contract *c, const struct lb_case *original, lb_slice lang, lb_slice talk,
                             const char *commit, struct lb_str *out)
{
    bool is_case = !lb_slice_eq(original->folder, LB_S("collections"));
    const struct lb_schema *s = is_case ? c->of_translation : c->of_collection_translation, *full = is_case ? c->of_case : c->of_collection;
    const struct lb_json *properties = lb_json_get(lb_schema_json(s), "properties");
    lb_str_lit(out, "---\n");
    scaffold_comment(out, "", lb_slice_of(scaffold_say(talk,
        "Terjemahan. Teks aslinya ada di komentar. Yang tidak berkomentar wajib diisi; untuk bidang lain hapus tanda # dan spasi "
        "di depannya lalu isi, atau biarkan: teks aslinya tetap tampil. Butir daftar dicocokkan menurut urutan; yang tidak "
        "perlu diterjemahkan ditulis {}.",
        "A translation. The original's texts are in the comments. What is no comment has to be filled in; for any other field "
        "delete the # and the space before it and fill it in, or leave it: readers see the original then. Items of a list belong "
        "together by their order; one that needs no translation is written {}.")));
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it)) {
        lb_slice field = lb_slice_of(lb_json_key(it));
        const struct lb_schema *of = lb_schema_property(s, field);
        const struct lb_member *m = lb_value_member(original->front, field);
        if (lb_slice_eq(field, LB_S("translation_of_commit"))) {
            lb_str_printf(out, "\ntranslation_of_commit: \"%s\"\n", commit);
        } else if (is_required(s, field)) {
            lb_str_addc(out, '\n');
            scaffold_comment(out, "", m ? lb_value_text(m->value) : scaffold_title(of, talk));
            lb_str_printf(out, "%" LB_PRI ":\n", LB_ARG(field));
        } else if (m && has_text(of, m->value)) {
            lb_str_addc(out, '\n');
            lb_slice title = scaffold_title(of, talk);
            scaffold_comment(out, "", title);
            struct lb_value one = {.kind = LB_VALUE_MAP, .count = 1, .members = (struct lb_member *)m};
            add_map(s, &one, 0, "", out);
        } else if (!lb_schema_property(full, field)) { /* of the translation alone: who made it */
            lb_str_addc(out, '\n');
            scaffold_comment(out, "", scaffold_title(of, talk));
            lb_str_printf(out, "# %" LB_PRI ":%s\n", LB_ARG(field), lb_schema_items(of) ? " []" : "");
        }
    }
    lb_str_lit(out, "---\n");
    if (is_case)
        scaffold_headings(c, lang, talk, false, out);
}
