/* page_format.c - the format of a case, field by field, from the library's own schema: nothing here knows a field's name. */
#include "site/model.h"
#include "site/pages.h"

struct schema {
    const struct lb_json *root;
    const struct lb_json *draft, *published; /* lists of names */
};

static const struct lb_json *resolve(const struct schema *s, const struct lb_json *node)
{
    lb_slice ref = lb_json_str(node, "$ref"), prefix = LB_S("#/definitions/");
    if (!lb_slice_starts(ref, prefix))
        return node;
    return lb_json_get(lb_json_get(s->root, "definitions"), ref.data + prefix.len);
}

/* The condition that is only about the state says what publishing needs. */
static const struct lb_json *needs_to_publish(const struct lb_json *root)
{
    const struct lb_json *rules = lb_json_get(root, "allOf");
    for (size_t i = 0; i < lb_json_size(rules); i++) {
        const struct lb_json *rule = lb_json_at(rules, i), *tested = lb_json_path(rule, "if.properties");
        if (lb_json_size(tested) == 1 && lb_json_get(tested, "state"))
            return lb_json_path(rule, "then.required");
    }
    return NULL;
}

static bool is_type(const struct lb_json *node, const char *name)
{
    const struct lb_json *type = lb_json_get(node, "type");
    return lb_slice_eq(lb_json_text(type), lb_slice_of(name)) || lb_model_holds(type, name);
}

/* "teks, paling panjang 100 huruf" */
static lb_slice form_of(const struct lb_page_request *p, const struct schema *s, const struct lb_json *node)
{
    int64_t longest = lb_json_int_of(node, "maxLength"), most = lb_json_int_of(node, "maxItems");
    if (is_type(node, "array")) {
        lb_slice one = form_of(p, s, resolve(s, lb_json_get(node, "items")));
        if (lb_json_get(node, "type") && is_type(node, "string"))
            return LB_SAY(p, "%s, atau daftarnya", one);
        return most ? LB_SAY(p, "daftar, paling banyak %s: %s", lb_model_number(p, most), one) : LB_SAY(p, "daftar: %s", one);
    }
    if (is_type(node, "object"))
        return lb_model_word(p, "kelompok isian");
    if (lb_json_get(node, "x-vocab"))
        return lb_model_word(p, "kode dari daftar");
    if (lb_slice_starts(lb_json_str(node, "pattern"), LB_S("^[0-9]{4}(-")))
        return lb_model_word(p, "tahun, bulan, atau hari");
    if (lb_slice_starts(lb_json_str(node, "pattern"), LB_S("^https?")))
        return lb_model_word(p, "alamat web");
    if (is_type(node, "number"))
        return is_type(node, "string") ? lb_model_word(p, "bilangan atau teks") : lb_model_word(p, "bilangan");
    if (is_type(node, "integer"))
        return lb_model_word(p, "bilangan bulat");
    return longest ? LB_SAY(p, "teks, paling panjang %s huruf", lb_model_number(p, longest)) : lb_model_word(p, "teks");
}

static void set_codes(const struct lb_page_request *p, const struct lb_json *node, struct lb_json *into, const char *key)
{
    lb_slice vocab = lb_json_str(node, "x-vocab");
    const struct lb_json *terms = lb_json_get(lb_json_get(lb_library_note(p->library, "vocab"), lb_arena_cstr(p->arena, vocab)), "terms");
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; vocab.len && i < lb_json_size(terms); i++) {
        const struct lb_json *t = lb_json_at(terms, i);
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "code", lb_json_str(t, "code"));
        lb_json_set_str(one, "code_label", lb_library_text(lb_json_get(t, "label"), p->request->lang));
        lb_json_push(list, one);
    }
    lb_json_set(into, key, list);
}

/* Where a node's own members, or those of its items, are. */
static const struct lb_json *members_of(const struct schema *s, const struct lb_json *node)
{
    const struct lb_json *inner = is_type(node, "array") ? resolve(s, lb_json_get(node, "items")) : node;
    return lb_json_get(inner, "properties");
}

static void describe(const struct lb_page_request *p, const struct schema *s, const char *prefix, const char *name,
                     const struct lb_json *node, struct lb_json *into)
{
    const char *lang = p->request->lang;
    const struct lb_json *inner = is_type(node, "array") ? resolve(s, lb_json_get(node, "items")) : node;
    char key[32];
    snprintf(key, sizeof key, "%sname", prefix);
    lb_json_set_str(into, key, lb_slice_of(name));
    snprintf(key, sizeof key, "%stitle", prefix);
    lb_json_set_str(into, key, lb_library_text(lb_json_get(node, "x-title"), lang));
    snprintf(key, sizeof key, "%shelp", prefix);
    lb_json_set_str(into, key, lb_library_text(lb_json_get(node, "x-help"), lang));
    snprintf(key, sizeof key, "%sform", prefix);
    lb_json_set_str(into, key, form_of(p, s, node));
    snprintf(key, sizeof key, "%scodes", prefix);
    set_codes(p, inner, into, key);
}

static struct lb_json *field_model(const struct lb_page_request *p, const struct schema *s, const char *name,
                                   const struct lb_json *node)
{
    struct lb_json *m = lb_json_object(), *list = lb_json_array();
    describe(p, s, "field_", name, node, m);
    lb_json_set_str(m, "field_id", lb_arena_printf(p->arena, "isian-%s", name));
    lb_json_set_str(m, "field_need", lb_model_holds(s->draft, name)       ? lb_model_word(p, "wajib, juga dalam draf")
                                     : lb_model_holds(s->published, name) ? lb_model_word(p, "wajib untuk terbit")
                                                                          : LB_EMPTY);
    const struct lb_json *members = members_of(s, node);
    for (void *it = lb_json_first(members); it; it = lb_json_next(members, it)) {
        struct lb_json *one = lb_json_object();
        describe(p, s, "member_", lb_json_key(it), resolve(s, lb_json_value(it)), one);
        lb_json_push(list, one);
    }
    lb_json_set(m, "members", list);
    return m;
}

enum lb_status page_format(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    (void)e;
    struct schema s = {.root = lb_json_get(lb_library_note(p->library, "schema"), "case")};
    s.draft = lb_json_get(s.root, "required");
    s.published = needs_to_publish(s.root);
    struct lb_json *m = lb_model_new(p, lb_model_word(p, "Isian sebuah kasus"), LB_EMPTY), *fields = lb_json_array();
    const struct lb_json *properties = lb_json_get(s.root, "properties");
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it))
        lb_json_push(fields, field_model(p, &s, lb_json_key(it), resolve(&s, lb_json_value(it))));
    lb_json_set(m, "fields", fields);
    const struct lb_json *headings = lb_library_note(p->library, "headings");
    struct lb_json *sections = lb_json_array();
    for (size_t i = 0; i < lb_json_size(headings); i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "section_title", lb_library_text(lb_json_get(lb_json_at(headings, i), "label"), p->request->lang));
        lb_json_push(sections, one);
    }
    lb_json_set(m, "sections", sections);
    lb_json_set_str(m, "url_manual", lb_url(p->arena, p->request->lang, "manual", LB_EMPTY));
    return lb_model_reply(reply, "page/format.html", m);
}
