/* schema_compile.c - JSON documents to compiled schemas: "$id", "$ref" and every keyword; see schema.h.
 *
 * Each position of a document is compiled once (the memo is keyed by the JSON value itself), which is also what ends
 * recursive schemas. Addresses are resolved as RFC 3986 does, without dot segments. */
#include "indexer/schema_node.h"

#include <stdlib.h>

struct lb_schemas *lb_schemas_new(lb_schema_vocab_fn *has_code, const void *vocab_self)
{
    struct lb_schemas *s = lb_xcalloc(1, sizeof *s);
    s->has_code = has_code;
    s->vocab_self = vocab_self;
    return s;
}

void lb_schemas_free(struct lb_schemas *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->document_count; i++)
        lb_json_free(s->documents[i]);
    for (size_t i = 0; i < s->pattern_count; i++)
        lb_pattern_free(s->patterns[i]);
    lb_arena_free(&s->arena);
    free(s);
}

/* ref resolved against base; both may lack a scheme. */
static lb_slice resolve(struct lb_arena *a, lb_slice base, lb_slice ref)
{
    base = lb_slice_sub(base, 0, lb_slice_find(base, '#'));
    size_t colon = lb_slice_find(ref, ':'), slash = lb_slice_find(ref, '/'), hash = lb_slice_find(ref, '#');
    if (ref.len == 0 || colon < (slash < hash ? slash : hash))
        return lb_arena_copy(a, ref.len ? ref : base);
    size_t keep = base.len;
    if (ref.data[0] == '/') {
        const char *p = base.len ? memmem(base.data, base.len, "://", 3) : NULL;
        keep = 0;
        if (p) {
            size_t host = (size_t)(p - base.data) + 3;
            keep = host + lb_slice_find(lb_slice_sub(base, host, base.len), '/');
        }
    } else if (ref.data[0] != '#') {
        while (keep && base.data[keep - 1] != '/')
            keep--;
    }
    return lb_arena_printf(a, "%" LB_PRI "%" LB_PRI, (int)keep, base.data ? base.data : "", LB_ARG(ref));
}

/* An address without an empty fragment. */
static lb_slice plain(lb_slice uri)
{
    return lb_slice_ends(uri, LB_S("#")) ? lb_slice_sub(uri, 0, uri.len - 1) : uri;
}

static bool has_id(const struct lb_json *j)
{
    return lb_json_type(j) == LB_JSON_OBJECT && lb_json_type(lb_json_get(j, "$id")) == LB_JSON_STRING &&
           !lb_json_get(j, "$ref");
}

static void add_anchor(struct lb_schemas *s, lb_slice uri, lb_slice base, const struct lb_json *j)
{
    struct schema_anchor a = {plain(uri), base, j};
    LB_PUSH(&s->arena, s->anchors, s->anchor_count, s->anchor_capacity, a);
}

/* "$id"s below j, not inside values that are data. */
static void find_ids(struct lb_schemas *s, lb_slice base, const struct lb_json *j)
{
    if (has_id(j)) {
        lb_slice uri = resolve(&s->arena, base, lb_json_str(j, "$id"));
        add_anchor(s, uri, base, j);
        base = uri;
    }
    if (lb_json_type(j) == LB_JSON_ARRAY)
        for (size_t i = 0; i < lb_json_size(j); i++)
            find_ids(s, base, lb_json_at(j, i));
    if (lb_json_type(j) == LB_JSON_OBJECT)
        for (void *it = lb_json_first(j); it; it = lb_json_next(j, it))
            if (strcmp(lb_json_key(it), "enum") && strcmp(lb_json_key(it), "const"))
                find_ids(s, base, lb_json_value(it));
}

void lb_schemas_add(struct lb_schemas *s, lb_slice uri, const struct lb_json *document)
{
    struct lb_json *kept = lb_json_keep((struct lb_json *)document);
    LB_PUSH(&s->arena, s->documents, s->document_count, s->document_capacity, kept);
    lb_slice copy = lb_arena_copy(&s->arena, uri);
    add_anchor(s, copy, copy, kept);
    find_ids(s, copy, kept);
}

static const struct schema_anchor *find_anchor(const struct lb_schemas *s, lb_slice uri)
{
    for (size_t i = s->anchor_count; i-- > 0;)
        if (lb_slice_eq(s->anchors[i].uri, uri))
            return &s->anchors[i];
    return NULL;
}

/* One step of a JSON pointer, "~1" and "%25" undone. */
static lb_slice unescape(struct lb_arena *a, lb_slice step)
{
    char *out = lb_arena_alloc(a, step.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < step.len; i++) {
        unsigned hex;
        if (step.data[i] == '%' && i + 2 < step.len && sscanf(step.data + i + 1, "%2x", &hex) == 1) {
            out[n++] = (char)hex;
            i += 2;
        } else {
            out[n++] = step.data[i];
        }
    }
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        char c = out[i];
        if (c == '~' && i + 1 < n && (out[i + 1] == '0' || out[i + 1] == '1'))
            c = out[++i] == '0' ? '~' : '/';
        out[m++] = c;
    }
    out[m] = '\0';
    return lb_slice_from(out, m);
}

/* What `ref` names, seen from `base`; *base becomes the base address there. NULL when there is nothing. */
static const struct lb_json *look_up(struct lb_schemas *s, lb_slice *base, lb_slice ref)
{
    lb_slice uri = plain(resolve(&s->arena, *base, ref));
    const struct schema_anchor *anchor = find_anchor(s, uri);
    if (anchor) {
        *base = anchor->base;
        return anchor->json;
    }
    size_t hash = lb_slice_find(uri, '#');
    lb_slice rest = lb_slice_sub(uri, hash + 1, uri.len), step;
    lb_slice document = lb_slice_sub(uri, 0, hash);
    anchor = find_anchor(s, document);
    if (!anchor || !rest.len || rest.data[0] != '/')
        return NULL;
    const struct lb_json *j = anchor->json;
    *base = document;
    rest = lb_slice_sub(rest, 1, rest.len);
    while (j && lb_slice_split(&rest, '/', &step)) {
        step = unescape(&s->arena, step);
        if (lb_json_type(j) == LB_JSON_ARRAY) {
            size_t i = (size_t)strtoul(step.data, NULL, 10);
            j = i < lb_json_size(j) ? lb_json_at(j, i) : NULL;
        } else {
            j = lb_json_get(j, step.data);
        }
        if (j && rest.data && has_id(j)) /* the last one's own "$id" counts when it is compiled */
            *base = resolve(&s->arena, *base, lb_json_str(j, "$id"));
    }
    return j;
}

struct compiler {
    struct lb_schemas *all;
    lb_slice base;
    enum lb_status status;
    struct lb_err *err;
};

static const struct lb_schema *compile(struct compiler *c, const struct lb_json *j);

static void fail(struct compiler *c, const char *what, lb_slice value)
{
    if (!c->status)
        c->status = lb_fail(c->err, LB_INVALID, "%s '%" LB_PRI "'", what, LB_ARG(value));
}

static const struct lb_schema *member(struct compiler *c, const struct lb_json *j, const char *key)
{
    const struct lb_json *m = lb_json_get(j, key);
    return m ? compile(c, m) : NULL;
}

static struct schema_list list(struct compiler *c, const struct lb_json *array)
{
    struct schema_list l = {NULL, lb_json_size(array)};
    l.items = LB_NEW_ARRAY(&c->all->arena, const struct lb_schema *, l.count);
    for (size_t i = 0; i < l.count; i++)
        l.items[i] = compile(c, lb_json_at(array, i));
    return l;
}

static struct schema_names names(struct compiler *c, const struct lb_json *array)
{
    struct schema_names n = {NULL, lb_json_size(array)};
    n.items = LB_NEW_ARRAY(&c->all->arena, lb_slice, n.count);
    for (size_t i = 0; i < n.count; i++)
        n.items[i] = lb_arena_copy(&c->all->arena, lb_json_text(lb_json_at(array, i)));
    return n;
}

static size_t size_of(const struct lb_json *j, const char *key, size_t otherwise)
{
    const struct lb_json *m = lb_json_get(j, key);
    return m ? (size_t)lb_json_double(m) : otherwise;
}

static bool number_of(const struct lb_json *j, const char *key, double *out)
{
    const struct lb_json *m = lb_json_get(j, key);
    if (m)
        *out = lb_json_double(m);
    return m != NULL;
}

static struct lb_pattern *pattern(struct compiler *c, lb_slice text)
{
    struct lb_pattern *p = NULL;
    struct lb_err e;
    if (lb_pattern_new(text, &p, &e)) {
        fail(c, "malformed pattern", text);
        return NULL;
    }
    LB_PUSH(&c->all->arena, c->all->patterns, c->all->pattern_count, c->all->pattern_capacity, p);
    return p;
}

static void types(struct compiler *c, struct lb_schema *s, const struct lb_json *type)
{
    static const char *const words[TYPE_COUNT] = {"null", "boolean", "integer", "number", "string", "array", "object"};
    bool is_list = lb_json_type(type) == LB_JSON_ARRAY;
    for (size_t i = 0; i < (is_list ? lb_json_size(type) : type ? 1 : 0) && s->type_count < TYPE_COUNT; i++) {
        lb_slice word = lb_json_text(is_list ? lb_json_at(type, i) : type);
        size_t t = 0;
        while (t < TYPE_COUNT && !lb_slice_eq(word, lb_slice_of(words[t])))
            t++;
        if (t == TYPE_COUNT)
            fail(c, "unknown type", word);
        else
            s->types[s->type_count++] = (enum schema_type)t;
    }
}

struct pair {
    lb_slice name;
    const struct lb_json *json;
};

static int by_name(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct pair *)a)->name, ((const struct pair *)b)->name);
}

static void properties(struct compiler *c, struct lb_schema *s, const struct lb_json *o)
{
    struct lb_arena *a = &c->all->arena;
    size_t n = lb_json_size(o), i = 0;
    struct pair *pairs = LB_NEW_ARRAY(a, struct pair, n);
    for (void *it = lb_json_first(o); it; it = lb_json_next(o, it))
        pairs[i++] = (struct pair){lb_arena_copy(a, lb_slice_of(lb_json_key(it))), lb_json_value(it)};
    qsort(pairs, n, sizeof *pairs, by_name);
    s->properties.items = LB_NEW_ARRAY(a, lb_slice, n);
    s->property_schemas = LB_NEW_ARRAY(a, const struct lb_schema *, n);
    s->properties.count = n;
    for (i = 0; i < n; i++) {
        s->properties.items[i] = pairs[i].name;
        s->property_schemas[i] = compile(c, pairs[i].json);
    }
}

static void dependencies(struct compiler *c, struct lb_schema *s, const struct lb_json *o)
{
    s->dependencies = LB_NEW_ARRAY(&c->all->arena, struct schema_dependency, lb_json_size(o));
    for (void *it = lb_json_first(o); it; it = lb_json_next(o, it)) {
        struct schema_dependency *d = &s->dependencies[s->dependency_count++];
        d->name = lb_arena_copy(&c->all->arena, lb_slice_of(lb_json_key(it)));
        if (lb_json_type(lb_json_value(it)) == LB_JSON_ARRAY)
            d->required = names(c, lb_json_value(it));
        else
            d->schema = compile(c, lb_json_value(it));
    }
}

static void keywords(struct compiler *c, struct lb_schema *s, const struct lb_json *j)
{
    struct lb_arena *a = &c->all->arena;
    types(c, s, lb_json_get(j, "type"));
    s->vocab = lb_arena_copy(a, lb_json_str(j, "x-vocab"));
    if (lb_json_get(j, "const")) {
        struct lb_value *l = lb_value_new(a, LB_VALUE_LIST);
        lb_value_push(a, l, lb_value_from_json(a, lb_json_get(j, "const")));
        s->choices = l;
    } else if (lb_json_get(j, "enum")) {
        s->choices = lb_value_from_json(a, lb_json_get(j, "enum"));
    }
    s->has_minimum = number_of(j, "minimum", &s->minimum);
    s->has_maximum = number_of(j, "maximum", &s->maximum);
    s->has_above = number_of(j, "exclusiveMinimum", &s->above);
    s->has_below = number_of(j, "exclusiveMaximum", &s->below);
    number_of(j, "multipleOf", &s->multiple_of);
    s->min_length = size_of(j, "minLength", 0);
    s->max_length = size_of(j, "maxLength", SIZE_MAX);
    s->min_items = size_of(j, "minItems", 0);
    s->max_items = size_of(j, "maxItems", SIZE_MAX);
    s->min_members = size_of(j, "minProperties", 0);
    s->max_members = size_of(j, "maxProperties", SIZE_MAX);
    s->is_unique = lb_json_bool_of(j, "uniqueItems");
    if (lb_json_get(j, "pattern")) {
        s->pattern_text = lb_arena_copy(a, lb_json_str(j, "pattern"));
        s->pattern = pattern(c, s->pattern_text);
    }
    s->required = names(c, lb_json_get(j, "required"));
    properties(c, s, lb_json_get(j, "properties"));
    const struct lb_json *o = lb_json_get(j, "patternProperties");
    s->pattern_properties = LB_NEW_ARRAY(a, struct schema_pattern_property, lb_json_size(o));
    for (void *it = o ? lb_json_first(o) : NULL; it; it = lb_json_next(o, it))
        s->pattern_properties[s->pattern_property_count++] = (struct schema_pattern_property){
            pattern(c, lb_slice_of(lb_json_key(it))), compile(c, lb_json_value(it))};
    dependencies(c, s, lb_json_get(j, "dependencies"));
    s->additional = member(c, j, "additionalProperties");
    s->names = member(c, j, "propertyNames");
    const struct lb_json *items = lb_json_get(j, "items");
    if (lb_json_type(items) == LB_JSON_ARRAY) {
        s->tuple = list(c, items);
        s->additional_items = member(c, j, "additionalItems");
    } else if (items) {
        s->items = compile(c, items);
    }
    s->contains = member(c, j, "contains");
    s->not_ = member(c, j, "not");
    s->if_ = member(c, j, "if");
    s->then_ = member(c, j, "then");
    s->else_ = member(c, j, "else");
    s->all = list(c, lb_json_get(j, "allOf"));
    s->any = list(c, lb_json_get(j, "anyOf"));
    s->one = list(c, lb_json_get(j, "oneOf"));
}

static const struct lb_schema *compile(struct compiler *c, const struct lb_json *j)
{
    struct lb_schemas *all = c->all;
    bool is_boolean = lb_json_type(j) == LB_JSON_BOOL; /* true and false are shared values: no memo */
    for (size_t i = 0; i < all->memo_count && !is_boolean; i++)
        if (all->memos[i].json == j)
            return all->memos[i].schema;
    struct lb_schema *s = LB_NEW(&all->arena, struct lb_schema);
    s->owner = all;
    s->json = j;
    s->max_length = s->max_items = s->max_members = SIZE_MAX;
    if (is_boolean) {
        s->is_false = !lb_json_is_true(j);
        return s;
    }
    struct schema_memo memo = {j, s};
    LB_PUSH(&all->arena, all->memos, all->memo_count, all->memo_capacity, memo);
    if (lb_json_type(j) != LB_JSON_OBJECT) {
        fail(c, "a schema must be an object, true or false, not", lb_json_text(j));
        return s;
    }
    lb_slice saved = c->base;
    if (lb_json_type(lb_json_get(j, "$ref")) == LB_JSON_STRING) {
        lb_slice ref = lb_json_str(j, "$ref");
        const struct lb_json *target = look_up(all, &c->base, ref);
        if (!target)
            fail(c, "a reference that leads nowhere:", ref);
        else
            s->ref = compile(c, target);
    } else {
        if (has_id(j))
            c->base = resolve(&all->arena, c->base, lb_json_str(j, "$id"));
        keywords(c, s, j);
    }
    c->base = saved;
    return s;
}

enum lb_status lb_schemas_compile(struct lb_schemas *s, lb_slice uri, const struct lb_schema **ret, struct lb_err *e)
{
    const struct schema_anchor *anchor = find_anchor(s, plain(uri));
    if (!anchor)
        return lb_fail(e, LB_NOT_FOUND, "no schema '%" LB_PRI "'", LB_ARG(uri));
    struct compiler c = {.all = s, .base = anchor->base, .err = e};
    const struct lb_schema *schema = compile(&c, anchor->json);
    if (c.status)
        return c.status;
    *ret = schema;
    return LB_OK;
}
