/* schema.h - JSON Schema draft-07: values against the contract.
 *
 * Schemas are the library's own files and trusted; instances are not. Everything of draft-07 but `format` and
 * `content*` (annotations, as the draft allows) and references to documents that were not added; the official test
 * suite is run against it (tests/unit/test_indexer_schema.c). `pattern` is matched by ICU in ECMA-262's meaning.
 *
 * Text and types. Scalars of YAML are untyped text. Where the schema says `type`, the first of its types that fits is
 * taken: ["string", "integer"] keeps 2019 a string, ["number", "string"] makes 139 a number and leaves "about 40" a
 * string. Quoted text becomes a number only where nothing but a number may stand. lb_schema_check writes the type into
 * the value (lb_value.kind), so that a valid tree is a typed tree.
 *
 * Keyword of ours: "x-vocab": NAME - the value is a code of that vocabulary (`enum` beside it is for editors' tools and
 * not looked at). */
#ifndef LB_SCHEMA_H
#define LB_SCHEMA_H

#include "base/err.h"
#include "indexer/yaml_value.h"

struct lb_schema;  /* one compiled schema or subschema */
struct lb_schemas; /* documents and what was compiled from them */

/* Is `code` in vocabulary `name`? */
typedef bool lb_schema_vocab_fn(const void *self, lb_slice name, lb_slice code);

struct lb_schemas *lb_schemas_new(lb_schema_vocab_fn *, const void *vocab_self);
void lb_schemas_free(struct lb_schemas *);
/* Adds a document under the address other schemas refer to ("case.schema.json"); its "$id"s count too. Keeps a
 * reference to `document` and reads from it for as long as the schemas live. */
void lb_schemas_add(struct lb_schemas *, lb_slice uri, const struct lb_json *document);
/* Compiles a document. LB_INVALID: a reference leads nowhere, a pattern is malformed; LB_NOT_FOUND: no such document. */
enum lb_status lb_schemas_compile(struct lb_schemas *, lb_slice uri, const struct lb_schema **ret, struct lb_err *)
    LB_MUST_CHECK;

enum lb_schema_fault {
    LB_FAULT_MISSING,  /* names: the missing members */
    LB_FAULT_UNKNOWN,  /* names[0]: the member that has no business here */
    LB_FAULT_CODE,     /* not in the vocabulary, or not in enum/const */
    LB_FAULT_TYPE,
    LB_FAULT_EMPTY,    /* `field:` with nothing behind it */
    LB_FAULT_SHORT,    /* text; limit */
    LB_FAULT_LONG,
    LB_FAULT_PATTERN,
    LB_FAULT_SMALL,    /* number; limit */
    LB_FAULT_LARGE,
    LB_FAULT_FEW,      /* items or members; limit */
    LB_FAULT_MANY,
    LB_FAULT_REPEATED, /* uniqueItems; value is the second one */
    LB_FAULT_FORM,     /* anyOf, oneOf, not, contains, propertyNames, false; names: what anyOf would accept one of */
};

/* What the validator tells about one fault. Everything lives only during the call, but value and schema. */
struct lb_schema_error {
    enum lb_schema_fault fault;
    const struct lb_value *value;
    unsigned line, column;
    const struct lb_schema *schema; /* the one that refused */
    const char *path;               /* "results[2].value"; empty for the root */
    const lb_slice *names;
    size_t name_count;
    double limit;
    size_t size;                    /* the length, count of the value */
    const struct lb_both *because;  /* what made it a rule: "state is 'published'"; NULL when always */
};
typedef void lb_schema_error_fn(void *self, const struct lb_schema_error *);

/* Checks and types `value`. `report` may be NULL. Stops after LB_MAX_YAML_NODES faults. Not thread-safe for one
 * lb_schemas. */
bool lb_schema_check(const struct lb_schema *, struct lb_value *value, lb_schema_error_fn *report, void *self);

/* For messages and the merging of translations. */
lb_slice lb_schema_vocab(const struct lb_schema *);          /* empty = none */
lb_slice lb_schema_pattern(const struct lb_schema *);
const struct lb_json *lb_schema_json(const struct lb_schema *); /* the schema as written */
/* Its `properties`, references followed. */
size_t lb_schema_properties(const struct lb_schema *, const lb_slice **names);
const struct lb_schema *lb_schema_property(const struct lb_schema *, lb_slice name);
const struct lb_schema *lb_schema_items(const struct lb_schema *);
/* "text", "a whole number", "a list", "text or a list" ... */
struct lb_both lb_schema_type_words(const struct lb_schema *, struct lb_arena *);

#endif
