/* yaml_value.h - a tree of values as an author wrote it: what YAML files become, with the place of everything.
 *
 * A scalar from YAML is LB_VALUE_TEXT: its text, untyped. The schema types it (schema.h): where the schema asks for an
 * integer the kind becomes LB_VALUE_INT, and so on; `text` keeps what stood in the file. So `no`, `1.10` and
 * `2024-01-01` stay what the author wrote. Trees made from JSON are typed from the start and have no places.
 *
 * Everything lives in an arena. Lines and columns count from 1, columns in characters; 0 = unknown. */
#ifndef LB_YAML_VALUE_H
#define LB_YAML_VALUE_H

#include "base/arena.h"
#include "base/json.h"

enum lb_value_kind {
    LB_VALUE_TEXT, /* a scalar of YAML nobody has typed yet */
    LB_VALUE_NULL,
    LB_VALUE_BOOL,
    LB_VALUE_INT,
    LB_VALUE_REAL,
    LB_VALUE_STRING,
    LB_VALUE_LIST,
    LB_VALUE_MAP,
};

/* How a value stands in its YAML file. */
enum lb_value_style {
    LB_STYLE_NONE, /* not from YAML */
    LB_STYLE_PLAIN,
    LB_STYLE_SINGLE,  /* 'text' */
    LB_STYLE_DOUBLE,  /* "text" */
    LB_STYLE_LITERAL, /* | */
    LB_STYLE_FOLDED,  /* > */
    LB_STYLE_BLOCK,   /* list or map, an item a line */
    LB_STYLE_FLOW,    /* [ ] or { } */
};

struct lb_value;

struct lb_member {
    lb_slice key;
    unsigned line, column; /* of the key */
    struct lb_value *value;
};

struct lb_value {
    enum lb_value_kind kind;
    bool is_plain;         /* a scalar written without quotes and not as a block */
    bool truth;            /* BOOL */
    unsigned line, column; /* of the first character; a block list's or map's is its first item's */
    enum lb_value_style style;
    unsigned end_line, end_column; /* behind the last character of a scalar or of [ ] and { }; of a scalar in block style (| >)
                                    * the place where something else begins */
    lb_slice text;         /* scalars from YAML: the text, also after typing; JSON: STRING only */
    int64_t integer;       /* INT */
    double real;           /* INT and REAL */
    size_t count, capacity;
    struct lb_value **items;   /* LIST */
    struct lb_member *members; /* MAP, in the author's order */
};

/* The member of a map, or NULL when it is missing or `map` is NULL or no map. */
struct lb_value *lb_value_get(const struct lb_value *map, const char *key);
const struct lb_member *lb_value_member(const struct lb_value *map, lb_slice key);
/* "region.code": member of member. */
struct lb_value *lb_value_path(const struct lb_value *map, const char *dotted);
/* The text of a scalar, of a scalar member, empty otherwise. */
lb_slice lb_value_text(const struct lb_value *scalar);
lb_slice lb_value_str(const struct lb_value *map, const char *dotted);
/* Items of a list member; a missing or other value has none. A scalar counts as a list of one, because some fields
 * take one or several ("source"). */
size_t lb_value_size(const struct lb_value *list);
const struct lb_value *lb_value_at(const struct lb_value *list, size_t i);
bool lb_value_is_scalar(const struct lb_value *);
/* Same kind and content, as JSON Schema means it: 1 equals 1.0, maps without order, TEXT equals STRING. */
bool lb_value_equal(const struct lb_value *, const struct lb_value *);

struct lb_value *lb_value_new(struct lb_arena *, enum lb_value_kind);
void lb_value_push(struct lb_arena *, struct lb_value *list, struct lb_value *item);
void lb_value_set(struct lb_arena *, struct lb_value *map, lb_slice key, struct lb_value *value);

/* Reads a JSON number (RFC 8259, section 6). *integer is set when *is_integer: no fraction other than zeros, fits. */
bool lb_number_parse(lb_slice text, bool *is_integer, int64_t *integer, double *real);

struct lb_value *lb_value_from_json(struct lb_arena *, const struct lb_json *);
/* A new JSON value; TEXT becomes a string. */
struct lb_json *lb_value_to_json(const struct lb_value *);

#endif
