/* json.h - JSON values, for what is stored in the index and for the models templates are filled from.
 *
 * A thin face on jansson, whose header only json.c includes. Values are reference-counted by jansson; here ownership is
 * simple: lb_json_parse and the constructors give a value to be released with lb_json_free; a value added to an object
 * or array belongs to it (also when adding fails); getters lend. Objects keep insertion order. Numbers are integers
 * (int64) or doubles. Parsing refuses duplicate keys, depth over 64 and invalid UTF-8.
 *
 * Markup: keys that end in "_html" hold trusted markup and only lb_json_set_html makes them (templates insert them
 * unescaped); every other string is escaped by the template for its context. */
#ifndef LB_JSON_H
#define LB_JSON_H

#include "base/both.h"
#include "base/err.h"
#include "base/html.h"
#include "base/str.h"

#include <stdint.h>

struct lb_json;

enum lb_json_type { LB_JSON_NULL, LB_JSON_BOOL, LB_JSON_INT, LB_JSON_REAL, LB_JSON_STRING, LB_JSON_ARRAY, LB_JSON_OBJECT };

/* LB_INVALID with line and column of the first error; *ret untouched then. */
enum lb_status lb_json_parse(lb_slice text, struct lb_json **ret, struct lb_err *) LB_MUST_CHECK;
/* Compact, or with two spaces of indentation; keys sorted when `sorted` (for stable output). */
void lb_json_print(const struct lb_json *, bool pretty, bool sorted, struct lb_str *out);
void lb_json_free(struct lb_json *);
struct lb_json *lb_json_keep(struct lb_json *); /* one more reference */
struct lb_json *lb_json_copy(const struct lb_json *); /* deep */

struct lb_json *lb_json_object(void);
struct lb_json *lb_json_array(void);
struct lb_json *lb_json_both(struct lb_both); /* {id, en} */
struct lb_json *lb_json_string(lb_slice); /* malformed UTF-8 becomes U+FFFD; NUL is dropped */
struct lb_json *lb_json_int(int64_t);
struct lb_json *lb_json_real(double);
struct lb_json *lb_json_bool(bool);
struct lb_json *lb_json_null(void);

void lb_json_set(struct lb_json *object, const char *key, struct lb_json *value);
void lb_json_set_str(struct lb_json *object, const char *key, lb_slice);
void lb_json_set_int(struct lb_json *object, const char *key, int64_t);
void lb_json_set_real(struct lb_json *object, const char *key, double);
void lb_json_set_bool(struct lb_json *object, const char *key, bool);
/* The key must end in "_html". */
void lb_json_set_html(struct lb_json *object, const char *key, struct lb_html);
void lb_json_del(struct lb_json *object, const char *key);
void lb_json_push(struct lb_json *array, struct lb_json *value);

enum lb_json_type lb_json_type(const struct lb_json *); /* NULL counts as null */
/* Getters never fail: a missing key or another type gives the empty slice, 0, false, NULL. */
struct lb_json *lb_json_get(const struct lb_json *object, const char *key);
struct lb_json *lb_json_path(const struct lb_json *object, const char *dotted); /* "region.code" */
lb_slice lb_json_str(const struct lb_json *object, const char *key);
int64_t lb_json_int_of(const struct lb_json *object, const char *key);
bool lb_json_bool_of(const struct lb_json *object, const char *key);
lb_slice lb_json_text(const struct lb_json *value); /* of a string value */
int64_t lb_json_number(const struct lb_json *value);
double lb_json_double(const struct lb_json *value);
bool lb_json_is_true(const struct lb_json *value);
size_t lb_json_size(const struct lb_json *array_or_object);
struct lb_json *lb_json_at(const struct lb_json *array, size_t i);
/* Walks an object in insertion order: it = lb_json_first(o); it; it = lb_json_next(o, it). */
void *lb_json_first(const struct lb_json *object);
void *lb_json_next(const struct lb_json *object, void *it);
const char *lb_json_key(void *it);
struct lb_json *lb_json_value(void *it);

#endif
