/* json.c - the only file that includes jansson; see json.h. `struct lb_json` is jansson's json_t under our name. */
#include "base/json.h"

#include "base/utf8.h"

#include <jansson.h>
#include <assert.h>
#include <stdlib.h>

#define J(v) ((json_t *)(v))
#define L(v) ((struct lb_json *)(v))

enum { MAX_DEPTH = 64 };

/* jansson's own limit is 2048 levels of recursion; ours is found by a walk over the text first. */
static bool is_too_deep(lb_slice text)
{
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > MAX_DEPTH)
                return true;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return false;
}

enum lb_status lb_json_parse(lb_slice text, struct lb_json **ret, struct lb_err *e)
{
    if (is_too_deep(text))
        return lb_fail(e, LB_LIMIT, "JSON nested deeper than %d levels", MAX_DEPTH);
    json_error_t error;
    json_t *v = json_loadb(text.data ? text.data : "", text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!v)
        return lb_fail(e, LB_INVALID, "not JSON: line %d, column %d: %s", error.line, error.column, error.text);
    *ret = L(v);
    return LB_OK;
}

static int append(const char *data, size_t len, void *out)
{
    lb_str_add(out, lb_slice_from(data, len));
    return 0;
}

void lb_json_print(const struct lb_json *v, bool pretty, bool sorted, struct lb_str *out)
{
    if (v)
        json_dump_callback(J(v), append, out,
                           JSON_REAL_PRECISION(15) /* 0.1 is printed as 0.1 */ | JSON_ENCODE_ANY |
                               (pretty ? JSON_INDENT(2) : JSON_COMPACT) | (sorted ? JSON_SORT_KEYS : 0));
}

void lb_json_free(struct lb_json *v)
{
    json_decref(J(v));
}

struct lb_json *lb_json_keep(struct lb_json *v)
{
    return L(json_incref(J(v)));
}

struct lb_json *lb_json_copy(const struct lb_json *v)
{
    return L(json_deep_copy(J(v)));
}

static struct lb_json *made(json_t *v)
{
    if (!v)
        abort(); /* out of memory */
    return L(v);
}

struct lb_json *lb_json_object(void)
{
    return made(json_object());
}

struct lb_json *lb_json_array(void)
{
    return made(json_array());
}

struct lb_json *lb_json_both(struct lb_both text)
{
    struct lb_json *o = lb_json_object();
    for (int i = 0; i < LB_LANG_COUNT; i++)
        lb_json_set_str(o, lb_lang_codes[i], text.in[i]);
    return o;
}

struct lb_json *lb_json_string(lb_slice s)
{
    json_t *v = json_stringn(s.data ? s.data : "", s.len);
    if (v)
        return L(v);
    /* jansson refuses malformed UTF-8: mend it. */
    struct lb_arena a = LB_ARENA_INIT;
    char *mended = lb_arena_alloc(&a, s.len * 3 + 1);
    size_t n = 0;
    for (size_t at = 0; at < s.len;)
        n += lb_utf8_put(lb_utf8_next(s, &at), mended + n);
    v = json_stringn(mended, n);
    lb_arena_free(&a);
    return made(v);
}

struct lb_json *lb_json_int(int64_t n)
{
    return made(json_integer(n));
}

struct lb_json *lb_json_real(double d)
{
    json_t *v = json_real(d);
    return v ? L(v) : lb_json_null(); /* NaN and infinity have no JSON */
}

struct lb_json *lb_json_bool(bool b)
{
    return L(json_boolean(b));
}

struct lb_json *lb_json_null(void)
{
    return L(json_null());
}

void lb_json_set(struct lb_json *o, const char *key, struct lb_json *value)
{
    json_object_set_new(J(o), key, J(value));
}

static void set_plain(struct lb_json *o, const char *key, struct lb_json *value)
{
    assert(!lb_slice_ends(lb_slice_of(key), LB_S("_html")));
    lb_json_set(o, key, value);
}

void lb_json_set_str(struct lb_json *o, const char *key, lb_slice s)
{
    set_plain(o, key, lb_json_string(s));
}

void lb_json_set_int(struct lb_json *o, const char *key, int64_t n)
{
    set_plain(o, key, lb_json_int(n));
}

void lb_json_set_real(struct lb_json *o, const char *key, double d)
{
    set_plain(o, key, lb_json_real(d));
}

void lb_json_set_bool(struct lb_json *o, const char *key, bool b)
{
    set_plain(o, key, lb_json_bool(b));
}

void lb_json_set_html(struct lb_json *o, const char *key, struct lb_html html)
{
    assert(lb_slice_ends(lb_slice_of(key), LB_S("_html")));
    lb_json_set(o, key, lb_json_string(html.markup));
}

void lb_json_del(struct lb_json *o, const char *key)
{
    json_object_del(J(o), key);
}

void lb_json_push(struct lb_json *a, struct lb_json *value)
{
    json_array_append_new(J(a), J(value));
}

enum lb_json_type lb_json_type(const struct lb_json *v)
{
    if (!v)
        return LB_JSON_NULL;
    switch (json_typeof(J(v))) {
    case JSON_OBJECT: return LB_JSON_OBJECT;
    case JSON_ARRAY: return LB_JSON_ARRAY;
    case JSON_STRING: return LB_JSON_STRING;
    case JSON_INTEGER: return LB_JSON_INT;
    case JSON_REAL: return LB_JSON_REAL;
    case JSON_TRUE:
    case JSON_FALSE: return LB_JSON_BOOL;
    default: return LB_JSON_NULL;
    }
}

struct lb_json *lb_json_get(const struct lb_json *o, const char *key)
{
    return o && json_is_object(J(o)) ? L(json_object_get(J(o), key)) : NULL;
}

struct lb_json *lb_json_path(const struct lb_json *o, const char *dotted)
{
    char key[128];
    while (o) {
        size_t n = strcspn(dotted, ".");
        if (n >= sizeof key)
            return NULL;
        memcpy(key, dotted, n);
        key[n] = 0;
        o = lb_json_get(o, key);
        if (!dotted[n])
            break;
        dotted += n + 1;
    }
    return (struct lb_json *)o;
}

lb_slice lb_json_text(const struct lb_json *v)
{
    return v && json_is_string(J(v)) ? lb_slice_from(json_string_value(J(v)), json_string_length(J(v))) : LB_EMPTY;
}

int64_t lb_json_number(const struct lb_json *v)
{
    if (v && json_is_integer(J(v)))
        return json_integer_value(J(v));
    return 0;
}

double lb_json_double(const struct lb_json *v)
{
    return v ? json_number_value(J(v)) : 0;
}

bool lb_json_is_true(const struct lb_json *v)
{
    return v && json_is_true(J(v));
}

lb_slice lb_json_str(const struct lb_json *o, const char *key)
{
    return lb_json_text(lb_json_get(o, key));
}

int64_t lb_json_int_of(const struct lb_json *o, const char *key)
{
    return lb_json_number(lb_json_get(o, key));
}

bool lb_json_bool_of(const struct lb_json *o, const char *key)
{
    return lb_json_is_true(lb_json_get(o, key));
}

size_t lb_json_size(const struct lb_json *v)
{
    if (!v)
        return 0;
    return json_is_array(J(v)) ? json_array_size(J(v)) : json_object_size(J(v));
}

struct lb_json *lb_json_at(const struct lb_json *a, size_t i)
{
    return a ? L(json_array_get(J(a), i)) : NULL;
}

void *lb_json_first(const struct lb_json *o)
{
    return o ? json_object_iter(J(o)) : NULL;
}

void *lb_json_next(const struct lb_json *o, void *it)
{
    return json_object_iter_next(J(o), it);
}

const char *lb_json_key(void *it)
{
    return json_object_iter_key(it);
}

struct lb_json *lb_json_value(void *it)
{
    return L(json_object_iter_value(it));
}
