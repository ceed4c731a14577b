/* field_labels.c - see field_labels.h. */
#include "site/field_labels.h"

#include "site/model.h"

enum { MAX_REFS = 8 };

/* A schema behind its references and lists: what one value is measured by. */
static const struct lb_json *resolve(struct lb_arena *arena, const struct lb_json *schema, const struct lb_json *node)
{
    for (int i = 0; i < MAX_REFS && node; i++) {
        lb_slice ref = lb_json_str(node, "$ref");
        if (lb_slice_starts(ref, LB_S("#/definitions/")))
            node = lb_json_get(lb_json_get(schema, "definitions"), lb_arena_cstr(arena, lb_slice_sub(ref, 14, ref.len)));
        else if (lb_json_get(node, "items") && !lb_json_get(node, "x-vocab"))
            node = lb_json_get(node, "items");
        else
            break;
    }
    return node;
}

/* The schema of a field or of a value below it. `whole`: of the field as a list, whose title it is. */
static const struct lb_json *find(const struct lb_page_request *p, lb_slice field, lb_slice path, bool is_whole)
{
    static const char *const kinds[] = {"case", "translation"};
    const struct lb_json *all = lb_library_note(p->library, "schema");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct lb_json *schema = lb_json_get(all, kinds[i]);
        const struct lb_json *node = lb_json_get(lb_json_get(schema, "properties"), lb_arena_cstr(p->arena, field));
        lb_slice rest = path, key;
        while (node && path.len && lb_slice_split(&rest, '.', &key))
            node = lb_json_get(lb_json_get(resolve(p->arena, schema, node), "properties"), lb_arena_cstr(p->arena, key));
        if (node)
            return is_whole && lb_json_get(node, "x-title") ? node : resolve(p->arena, schema, node);
    }
    return NULL;
}

lb_slice lb_field_title(const struct lb_page_request *p, lb_slice field, lb_slice path)
{
    const struct lb_json *node = find(p, field, path, true);
    lb_slice title = lb_library_text(lb_json_get(node, "x-title"), p->request->lang), key = path.len ? path : field;
    for (size_t dot; !title.len && (dot = lb_slice_find(key, '.')) < key.len;)
        key = lb_slice_sub(key, dot + 1, key.len);
    return title.len ? title : lb_json_str(node, "title").len ? lb_json_str(node, "title") : key;
}

lb_slice lb_field_value(const struct lb_page_request *p, lb_slice field, lb_slice path, lb_slice value)
{
    lb_slice vocabulary = lb_json_str(find(p, field, path, false), "x-vocab");
    if (!vocabulary.len || !value.len)
        return value;
    const char *name = lb_arena_cstr(p->arena, vocabulary);
    return lb_library_term(p->library, name, value) ? lb_model_label(p, name, value) : value;
}
