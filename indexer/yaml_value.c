/* yaml_value.c - see yaml_value.h. Depth is bounded by whoever built the tree, so recursion is. */
#include "indexer/yaml_value.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

const struct lb_member *lb_value_member(const struct lb_value *map, lb_slice key)
{
    if (map && map->kind == LB_VALUE_MAP)
        for (size_t i = 0; i < map->count; i++)
            if (lb_slice_eq(map->members[i].key, key))
                return &map->members[i];
    return NULL;
}

struct lb_value *lb_value_get(const struct lb_value *map, const char *key)
{
    const struct lb_member *m = lb_value_member(map, lb_slice_of(key));
    return m ? m->value : NULL;
}

struct lb_value *lb_value_path(const struct lb_value *map, const char *dotted)
{
    lb_slice rest = lb_slice_of(dotted), key;
    struct lb_value *v = NULL;
    while (lb_slice_split(&rest, '.', &key)) {
        const struct lb_member *m = lb_value_member(map, key);
        if (!m)
            return NULL;
        map = v = m->value;
    }
    return v;
}

bool lb_value_is_scalar(const struct lb_value *v)
{
    return v && v->kind != LB_VALUE_LIST && v->kind != LB_VALUE_MAP;
}

lb_slice lb_value_text(const struct lb_value *scalar)
{
    return lb_value_is_scalar(scalar) ? scalar->text : LB_EMPTY;
}

lb_slice lb_value_str(const struct lb_value *map, const char *dotted)
{
    return lb_value_text(lb_value_path(map, dotted));
}

size_t lb_value_size(const struct lb_value *list)
{
    if (!list || list->kind == LB_VALUE_MAP)
        return 0;
    return list->kind == LB_VALUE_LIST ? list->count : 1;
}

const struct lb_value *lb_value_at(const struct lb_value *list, size_t i)
{
    return list->kind == LB_VALUE_LIST ? list->items[i] : list;
}

static bool is_number(const struct lb_value *v)
{
    return v->kind == LB_VALUE_INT || v->kind == LB_VALUE_REAL;
}

static bool is_text(const struct lb_value *v)
{
    return v->kind == LB_VALUE_TEXT || v->kind == LB_VALUE_STRING;
}

bool lb_value_equal(const struct lb_value *a, const struct lb_value *b)
{
    if (is_number(a) && is_number(b))
        return a->kind == LB_VALUE_INT && b->kind == LB_VALUE_INT ? a->integer == b->integer : a->real == b->real;
    if (is_text(a) && is_text(b))
        return lb_slice_eq(a->text, b->text);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case LB_VALUE_BOOL: return a->truth == b->truth;
    case LB_VALUE_LIST:
        if (a->count != b->count)
            return false;
        for (size_t i = 0; i < a->count; i++)
            if (!lb_value_equal(a->items[i], b->items[i]))
                return false;
        return true;
    case LB_VALUE_MAP:
        if (a->count != b->count)
            return false;
        for (size_t i = 0; i < a->count; i++) {
            const struct lb_member *m = lb_value_member(b, a->members[i].key);
            if (!m || !lb_value_equal(a->members[i].value, m->value))
                return false;
        }
        return true;
    default: return true;
    }
}

struct lb_value *lb_value_new(struct lb_arena *a, enum lb_value_kind kind)
{
    struct lb_value *v = LB_NEW(a, struct lb_value);
    v->kind = kind;
    return v;
}

void lb_value_push(struct lb_arena *a, struct lb_value *list, struct lb_value *item)
{
    LB_PUSH(a, list->items, list->count, list->capacity, item);
}

void lb_value_set(struct lb_arena *a, struct lb_value *map, lb_slice key, struct lb_value *value)
{
    struct lb_member m = {.key = key, .line = value->line, .column = value->column, .value = value};
    LB_PUSH(a, map->members, map->count, map->capacity, m);
}

static size_t digits(lb_slice s, size_t at)
{
    size_t n = 0;
    while (at + n < s.len && s.data[at + n] >= '0' && s.data[at + n] <= '9')
        n++;
    return n;
}

bool lb_number_parse(lb_slice s, bool *is_integer, int64_t *integer, double *real)
{
    char room[64];
    if (!s.len || s.len >= sizeof room)
        return false;
    size_t at = s.data[0] == '-', n = digits(s, at);
    bool has_fraction = false;
    if (!n || (n > 1 && s.data[at] == '0'))
        return false;
    at += n;
    if (at < s.len && s.data[at] == '.') {
        n = digits(s, ++at);
        if (!n)
            return false;
        at += n;
        has_fraction = true;
    }
    if (at < s.len && (s.data[at] == 'e' || s.data[at] == 'E')) {
        at++;
        if (at < s.len && (s.data[at] == '+' || s.data[at] == '-'))
            at++;
        n = digits(s, at);
        if (!n)
            return false;
        at += n;
        has_fraction = true;
    }
    if (at != s.len)
        return false;
    memcpy(room, s.data, s.len);
    room[s.len] = '\0';
    *real = strtod(room, NULL); /* the program never leaves the C locale for numbers */
    *is_integer = false;
    if (has_fraction) {
        if (*real == floor(*real) && fabs(*real) < 9e15) {
            *is_integer = true;
            *integer = (int64_t)*real;
        }
    } else {
        errno = 0;
        long long i = strtoll(room, NULL, 10);
        if (!errno) {
            *is_integer = true;
            *integer = i;
        }
    }
    return isfinite(*real);
}

struct lb_value *lb_value_from_json(struct lb_arena *a, const struct lb_json *j)
{
    struct lb_value *v = lb_value_new(a, LB_VALUE_NULL);
    switch (lb_json_type(j)) {
    case LB_JSON_NULL: break;
    case LB_JSON_BOOL:
        v->kind = LB_VALUE_BOOL;
        v->truth = lb_json_is_true(j);
        break;
    case LB_JSON_INT:
        v->kind = LB_VALUE_INT;
        v->integer = lb_json_number(j);
        v->real = (double)v->integer;
        break;
    case LB_JSON_REAL:
        v->kind = LB_VALUE_REAL;
        v->real = lb_json_double(j);
        if (v->real == floor(v->real) && fabs(v->real) < 9e15) {
            v->kind = LB_VALUE_INT;
            v->integer = (int64_t)v->real;
        }
        break;
    case LB_JSON_STRING:
        v->kind = LB_VALUE_STRING;
        v->text = lb_arena_copy(a, lb_json_text(j));
        break;
    case LB_JSON_ARRAY:
        v->kind = LB_VALUE_LIST;
        for (size_t i = 0; i < lb_json_size(j); i++)
            lb_value_push(a, v, lb_value_from_json(a, lb_json_at(j, i)));
        break;
    case LB_JSON_OBJECT:
        v->kind = LB_VALUE_MAP;
        for (void *it = lb_json_first(j); it; it = lb_json_next(j, it))
            lb_value_set(a, v, lb_arena_copy(a, lb_slice_of(lb_json_key(it))),
                         lb_value_from_json(a, lb_json_value(it)));
        break;
    }
    return v;
}

struct lb_json *lb_value_to_json(const struct lb_value *v)
{
    struct lb_json *j;
    switch (v->kind) {
    case LB_VALUE_NULL: return lb_json_null();
    case LB_VALUE_BOOL: return lb_json_bool(v->truth);
    case LB_VALUE_INT: return lb_json_int(v->integer);
    case LB_VALUE_REAL: return lb_json_real(v->real);
    case LB_VALUE_LIST:
        j = lb_json_array();
        for (size_t i = 0; i < v->count; i++)
            lb_json_push(j, lb_value_to_json(v->items[i]));
        return j;
    case LB_VALUE_MAP:
        j = lb_json_object();
        for (size_t i = 0; i < v->count; i++)
            lb_json_set(j, v->members[i].key.data, lb_value_to_json(v->members[i].value));
        return j;
    default: return lb_json_string(v->text);
    }
}
