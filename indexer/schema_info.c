/* schema_info.c - questions about a compiled schema, for messages and merging; see schema.h. */
#include "indexer/schema_node.h"

const struct lb_schema *schema_property(const struct lb_schema *s, lb_slice name)
{
    size_t low = 0, high = s->properties.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = lb_slice_cmp(name, s->properties.items[mid]);
        if (c == 0)
            return s->property_schemas[mid];
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

lb_slice lb_schema_vocab(const struct lb_schema *s)
{
    s = schema_target(s);
    return s ? s->vocab : LB_EMPTY;
}

lb_slice lb_schema_pattern(const struct lb_schema *s)
{
    s = schema_target(s);
    return s ? s->pattern_text : LB_EMPTY;
}

const struct lb_json *lb_schema_json(const struct lb_schema *s)
{
    s = schema_target(s);
    return s ? s->json : NULL;
}

size_t lb_schema_properties(const struct lb_schema *s, const lb_slice **names)
{
    s = schema_target(s);
    *names = s ? s->properties.items : NULL;
    return s ? s->properties.count : 0;
}

const struct lb_schema *lb_schema_property(const struct lb_schema *s, lb_slice name)
{
    s = schema_target(s);
    return s ? schema_target(schema_property(s, name)) : NULL;
}

const struct lb_schema *lb_schema_items(const struct lb_schema *s)
{
    s = schema_target(s);
    return s ? schema_target(s->items) : NULL;
}

struct lb_both lb_schema_type_words(const struct lb_schema *s, struct lb_arena *a)
{
    static const char *const words[TYPE_COUNT][LB_LANG_COUNT] = {
        {"kosong", "nothing"}, {"true atau false", "true or false"}, {"bilangan bulat", "a whole number"}, {"angka", "a number"},
        {"teks", "text"},      {"daftar", "a list"},                 {"kumpulan bidang", "a map of fields"}};
    static const char *const ors[LB_LANG_COUNT] = {"atau", "or"};
    struct lb_both out = LB_BOTH_NONE;
    s = schema_target(s);
    for (size_t i = 0; s && i < s->type_count; i++)
        for (int k = 0; k < LB_LANG_COUNT; k++) {
            const char *word = words[s->types[i]][k];
            out.in[k] = out.in[k].len ? lb_arena_printf(a, "%" LB_PRI " %s %s", LB_ARG(out.in[k]), ors[k], word) : lb_slice_of(word);
        }
    return out;
}
