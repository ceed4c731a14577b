/* schema_node.h - a compiled schema; private to schema.c (checks) and schema_compile.c (builds). */
#ifndef LB_SCHEMA_NODE_H
#define LB_SCHEMA_NODE_H

#include "indexer/schema.h"
#include "indexer/schema_pattern.h"

enum schema_type { TYPE_NULL, TYPE_BOOL, TYPE_INTEGER, TYPE_NUMBER, TYPE_STRING, TYPE_LIST, TYPE_MAP, TYPE_COUNT };

struct schema_list {
    const struct lb_schema **items;
    size_t count;
};

struct schema_names {
    lb_slice *items; /* sorted for properties, as written for required */
    size_t count;
};

struct schema_pattern_property {
    struct lb_pattern *pattern;
    const struct lb_schema *schema;
};

struct schema_dependency {
    lb_slice name;
    struct schema_names required;
    const struct lb_schema *schema; /* NULL: names only */
};

struct lb_schema {
    const struct lb_schemas *owner;
    const struct lb_json *json;
    const struct lb_schema *ref; /* "$ref": nothing beside it counts */
    bool is_false;
    enum schema_type types[TYPE_COUNT];
    size_t type_count;
    lb_slice vocab;
    const struct lb_value *choices; /* enum, or const as a list of one; NULL = none */
    bool has_minimum, has_maximum, has_above, has_below;
    double minimum, maximum, above, below, multiple_of;
    size_t min_length, max_length, min_items, max_items, min_members, max_members; /* SIZE_MAX = no maximum */
    lb_slice pattern_text;
    struct lb_pattern *pattern;
    bool is_unique;
    struct schema_names required, properties;
    const struct lb_schema **property_schemas; /* beside properties */
    struct schema_pattern_property *pattern_properties;
    size_t pattern_property_count;
    const struct lb_schema *additional, *names, *items, *additional_items, *contains, *not_, *if_, *then_, *else_;
    struct schema_list tuple, all, any, one;
    struct schema_dependency *dependencies;
    size_t dependency_count;
};

/* One position in a document, the memo of compiling. */
struct schema_memo {
    const struct lb_json *json;
    struct lb_schema *schema;
};

struct schema_anchor { /* an absolute address and what it names */
    lb_slice uri;
    lb_slice base; /* the base address around it: its own "$id" is resolved against this */
    const struct lb_json *json;
};

struct lb_schemas {
    struct lb_arena arena;
    lb_schema_vocab_fn *has_code;
    const void *vocab_self;
    struct lb_json **documents;
    size_t document_count, document_capacity;
    struct schema_anchor *anchors;
    size_t anchor_count, anchor_capacity;
    struct schema_memo *memos;
    size_t memo_count, memo_capacity;
    struct lb_pattern **patterns;
    size_t pattern_count, pattern_capacity;
};

/* Its own property of that name, or NULL. */
const struct lb_schema *schema_property(const struct lb_schema *, lb_slice name);

/* The schema a chain of "$ref" ends at. */
static inline const struct lb_schema *schema_target(const struct lb_schema *s)
{
    for (int i = 0; s && s->ref && i < 32; i++)
        s = s->ref;
    return s;
}

#endif
