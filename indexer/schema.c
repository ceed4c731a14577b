/* schema.c - checks values against compiled schemas; see schema.h.
 *
 * One function a family of keywords. In quiet runs (inside anyOf, not, if ...) nothing is reported and nothing typed,
 * and the first fault ends the run; the branch that fits is then run again aloud. */
#include "indexer/schema.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "indexer/schema_node.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_STEPS_DEEP = 256 }; /* schemas that refer to themselves without moving on */

struct frame { /* the way from the root to a value */
    const struct frame *up;
    lb_slice key; /* empty data: an index */
    size_t index;
};

struct run {
    lb_schema_error_fn *report;
    void *self;
    unsigned quiet;
    size_t errors;
    unsigned depth;
    const struct lb_both *because;
};

/* What a value is for one schema. */
struct view {
    enum lb_value_kind kind;
    double real;
    int64_t integer;
    bool truth;
};

static bool check(struct run *, const struct lb_schema *, struct lb_value *, const struct frame *);

static void add_path(struct lb_str *out, const struct frame *f)
{
    if (!f)
        return;
    add_path(out, f->up);
    if (f->key.data)
        lb_str_printf(out, "%s%" LB_PRI, out->len ? "." : "", LB_ARG(f->key));
    else
        lb_str_printf(out, "[%zu]", f->index);
}

static void tell(struct run *r, struct lb_schema_error *e, const struct frame *f)
{
    r->errors++;
    if (r->quiet || !r->report || r->errors > LB_MAX_YAML_NODES)
        return;
    struct lb_str path = LB_STR_INIT(1024);
    add_path(&path, f);
    e->path = path.data ? path.data : "";
    e->because = r->because;
    if (!e->line)
        e->line = e->value->line, e->column = e->value->column;
    r->report(r->self, e);
    lb_str_free(&path);
}

static bool bad(struct run *r, enum lb_schema_fault fault, const struct lb_schema *s, const struct lb_value *v,
                const struct frame *f, double limit, size_t size)
{
    struct lb_schema_error e = {.fault = fault, .value = v, .schema = s, .limit = limit, .size = size};
    tell(r, &e, f);
    return false;
}

static bool is_quiet(const struct run *r)
{
    return r->quiet || !r->report;
}

/* ---- types */

static bool has_word(lb_slice s, const char *a, const char *b)
{
    return lb_slice_eq(s, lb_slice_of(a)) || lb_slice_eq(s, lb_slice_of(b));
}

/* Can the text be of type t? Quoted text is a number or boolean only where it can be nothing else. */
static bool reads_as(const struct lb_value *v, enum schema_type t, bool is_only, struct view *view)
{
    bool is_whole;
    switch (t) {
    case TYPE_STRING: view->kind = LB_VALUE_STRING; return true;
    case TYPE_INTEGER:
    case TYPE_NUMBER:
        if ((!v->is_plain && !is_only) || !lb_number_parse(v->text, &is_whole, &view->integer, &view->real))
            return false;
        view->kind = is_whole ? LB_VALUE_INT : LB_VALUE_REAL;
        return is_whole || t == TYPE_NUMBER;
    case TYPE_BOOL:
        if ((!v->is_plain && !is_only) || !has_word(v->text, "true", "false"))
            return false;
        view->kind = LB_VALUE_BOOL;
        view->truth = v->text.len == 4;
        return true;
    case TYPE_NULL:
        view->kind = LB_VALUE_NULL;
        return v->is_plain && (!v->text.len || has_word(v->text, "null", "~"));
    default: return false;
    }
}

static bool is_of(const struct lb_value *v, enum schema_type t)
{
    switch (t) {
    case TYPE_NULL: return v->kind == LB_VALUE_NULL;
    case TYPE_BOOL: return v->kind == LB_VALUE_BOOL;
    case TYPE_INTEGER:
        return v->kind == LB_VALUE_INT || (v->kind == LB_VALUE_REAL && v->real == floor(v->real));
    case TYPE_NUMBER: return v->kind == LB_VALUE_INT || v->kind == LB_VALUE_REAL;
    case TYPE_STRING: return v->kind == LB_VALUE_STRING || v->kind == LB_VALUE_TEXT;
    case TYPE_LIST: return v->kind == LB_VALUE_LIST;
    case TYPE_MAP: return v->kind == LB_VALUE_MAP;
    default: return false;
    }
}

static bool is_written(const struct lb_value *v) /* a scalar from YAML, typed by now or not */
{
    return v->line && lb_value_is_scalar(v);
}

static bool fits_type(const struct lb_schema *s, const struct lb_value *v, struct view *view)
{
    *view = (struct view){v->kind == LB_VALUE_TEXT ? LB_VALUE_STRING : v->kind, v->real, v->integer, v->truth};
    if (!s->type_count)
        return true;
    size_t scalars = 0;
    for (size_t i = 0; i < s->type_count; i++)
        scalars += s->types[i] != TYPE_LIST && s->types[i] != TYPE_MAP;
    for (size_t i = 0; i < s->type_count; i++)
        if (is_written(v) ? reads_as(v, s->types[i], scalars == 1, view) : is_of(v, s->types[i]))
            return true;
    return false;
}

static void set_type(struct lb_value *v, const struct view *view)
{
    v->kind = view->kind;
    v->integer = view->integer;
    v->truth = view->truth;
    v->real = view->kind == LB_VALUE_INT ? (double)view->integer : view->real;
}

/* ---- scalars */

static bool equals(const struct lb_value *choice, const struct lb_value *v, const struct view *view)
{
    struct lb_value seen = *v;
    set_type(&seen, view);
    if (lb_value_equal(choice, &seen))
        return true;
    bool is_whole; /* enum: [1, 2] without a type, and the text "1" */
    if (is_written(v) && v->is_plain && (choice->kind == LB_VALUE_INT || choice->kind == LB_VALUE_REAL) &&
        lb_number_parse(v->text, &is_whole, &seen.integer, &seen.real)) {
        seen.kind = is_whole ? LB_VALUE_INT : LB_VALUE_REAL;
        return lb_value_equal(choice, &seen);
    }
    return false;
}

static bool check_choice(struct run *r, const struct lb_schema *s, const struct lb_value *v, const struct view *view,
                         const struct frame *f)
{
    if (s->vocab.len && s->owner->has_code) {
        char room[32];
        lb_slice code = v->text;
        if (!is_written(v) && view->kind == LB_VALUE_INT)
            code = lb_slice_from(room, (size_t)snprintf(room, sizeof room, "%lld", (long long)view->integer));
        if (lb_value_is_scalar(v) && s->owner->has_code(s->owner->vocab_self, s->vocab, code))
            return true;
        return bad(r, LB_FAULT_CODE, s, v, f, 0, 0);
    }
    if (!s->choices)
        return true;
    for (size_t i = 0; i < s->choices->count; i++)
        if (equals(s->choices->items[i], v, view))
            return true;
    return bad(r, LB_FAULT_CODE, s, v, f, 0, 0);
}

static bool is_multiple(double value, double of)
{
    double q = value / of;
    if (!isfinite(q))
        return fmod(value, of) == 0;
    return fabs(q - nearbyint(q)) <= 1e-9 * fmax(1, fabs(q)) && (fabs(q) < 1e15 || fmod(value, of) == 0);
}

static bool check_number(struct run *r, const struct lb_schema *s, const struct lb_value *v, const struct view *view,
                         const struct frame *f)
{
    double n = view->kind == LB_VALUE_INT ? (double)view->integer : view->real;
    bool is_small = (s->has_minimum && n < s->minimum) || (s->has_above && n <= s->above);
    bool is_large = (s->has_maximum && n > s->maximum) || (s->has_below && n >= s->below);
    if (is_small)
        return bad(r, LB_FAULT_SMALL, s, v, f, s->has_minimum && n < s->minimum ? s->minimum : s->above, 0);
    if (is_large)
        return bad(r, LB_FAULT_LARGE, s, v, f, s->has_maximum && n > s->maximum ? s->maximum : s->below, 0);
    if (s->multiple_of > 0 && !is_multiple(n, s->multiple_of))
        return bad(r, LB_FAULT_FORM, s, v, f, s->multiple_of, 0);
    return true;
}

static bool check_string(struct run *r, const struct lb_schema *s, const struct lb_value *v, const struct frame *f)
{
    bool ok = true;
    /* the number of bytes often settles it */
    if (v->text.len > s->max_length || v->text.len / 4 < s->min_length) {
        size_t n = lb_utf8_count(v->text);
        if (n < s->min_length)
            ok = bad(r, LB_FAULT_SHORT, s, v, f, (double)s->min_length, n);
        else if (n > s->max_length)
            ok = bad(r, LB_FAULT_LONG, s, v, f, (double)s->max_length, n);
    }
    if (ok && s->pattern && !lb_pattern_finds(s->pattern, v->text))
        ok = bad(r, LB_FAULT_PATTERN, s, v, f, 0, 0);
    return ok;
}

/* ---- lists */

static bool check_list(struct run *r, const struct lb_schema *s, struct lb_value *v, const struct frame *f)
{
    bool ok = true;
    if (v->count < s->min_items)
        ok = bad(r, LB_FAULT_FEW, s, v, f, (double)s->min_items, v->count);
    if (v->count > s->max_items)
        ok = bad(r, LB_FAULT_MANY, s, v, f, (double)s->max_items, v->count);
    for (size_t i = 0; i < v->count && (ok || !is_quiet(r)); i++) {
        struct frame at = {f, LB_EMPTY, i};
        const struct lb_schema *each = s->items;
        if (!each)
            each = i < s->tuple.count ? s->tuple.items[i] : s->tuple.items ? s->additional_items : NULL;
        if (each)
            ok = check(r, each, v->items[i], &at) && ok;
        for (size_t k = 0; s->is_unique && k < i; k++)
            if (lb_value_equal(v->items[k], v->items[i])) {
                ok = bad(r, LB_FAULT_REPEATED, s, v->items[i], &at, 0, 0);
                break;
            }
    }
    if (s->contains && ok) {
        bool has = false;
        r->quiet++;
        for (size_t i = 0; i < v->count && !has; i++)
            has = check(r, s->contains, v->items[i], f);
        r->quiet--;
        if (!has)
            ok = bad(r, LB_FAULT_FORM, s, v, f, 0, 0);
    }
    return ok;
}

/* ---- maps */

static bool check_required(struct run *r, const struct lb_schema *s, const struct lb_value *v,
                           const struct schema_names *required, const struct frame *f)
{
    lb_slice missing[LB_MAX_YAML_DEPTH * 2];
    size_t n = 0;
    for (size_t i = 0; i < required->count; i++)
        if (!lb_value_member(v, required->items[i]) && n < sizeof missing / sizeof *missing)
            missing[n++] = required->items[i];
    if (!n)
        return true;
    struct lb_schema_error e = {.fault = LB_FAULT_MISSING, .value = v, .schema = s, .names = missing, .name_count = n};
    tell(r, &e, f);
    return false;
}

static bool check_member(struct run *r, const struct lb_schema *s, struct lb_member *m, const struct lb_value *map,
                         const struct frame *f)
{
    struct frame at = {f, m->key.data ? m->key : LB_S(""), 0};
    const struct lb_schema *p = schema_property(s, m->key);
    bool ok = true, is_known = p != NULL;
    if (p)
        ok = check(r, p, m->value, &at);
    for (size_t i = 0; i < s->pattern_property_count; i++)
        if (lb_pattern_finds(s->pattern_properties[i].pattern, m->key)) {
            is_known = true;
            ok = check(r, s->pattern_properties[i].schema, m->value, &at) && ok;
        }
    if (!is_known && s->additional) {
        const struct lb_schema *more = schema_target(s->additional);
        if (!more->is_false)
            return check(r, more, m->value, &at) && ok;
        struct lb_schema_error e = {.fault = LB_FAULT_UNKNOWN, .value = map, .line = m->line, .column = m->column,
                                    .schema = s, .names = &m->key, .name_count = 1};
        tell(r, &e, f);
        return false;
    }
    return ok;
}

static bool check_map(struct run *r, const struct lb_schema *s, struct lb_value *v, const struct frame *f)
{
    bool ok = true;
    if (s->required.count)
        ok = check_required(r, s, v, &s->required, f);
    if (v->count < s->min_members)
        ok = bad(r, LB_FAULT_FEW, s, v, f, (double)s->min_members, v->count);
    if (v->count > s->max_members)
        ok = bad(r, LB_FAULT_MANY, s, v, f, (double)s->max_members, v->count);
    bool has_members = s->properties.count || s->pattern_property_count || s->additional;
    for (size_t i = 0; has_members && i < v->count && (ok || !is_quiet(r)); i++)
        ok = check_member(r, s, &v->members[i], v, f) && ok;
    for (size_t i = 0; s->names && i < v->count && (ok || !is_quiet(r)); i++) {
        struct lb_value name = {.kind = LB_VALUE_STRING, .text = v->members[i].key};
        r->quiet++;
        bool fits = check(r, s->names, &name, f);
        r->quiet--;
        if (!fits)
            ok = bad(r, LB_FAULT_FORM, s, v, f, 0, 0);
    }
    for (size_t i = 0; i < s->dependency_count && (ok || !is_quiet(r)); i++) {
        const struct schema_dependency *d = &s->dependencies[i];
        if (!lb_value_member(v, d->name))
            continue;
        struct lb_arena arena = LB_ARENA_INIT;
        struct lb_both because;
        const struct lb_both *saved = r->because;
        if (!is_quiet(r)) {
            because = lb_both_printf(&arena, "'%" LB_PRI "' ada", "'%" LB_PRI "' is there", LB_ARG(d->name));
            r->because = &because;
        }
        ok = (d->schema ? check(r, d->schema, v, f) : check_required(r, s, v, &d->required, f)) && ok;
        r->because = saved;
        lb_arena_free(&arena);
    }
    return ok;
}

/* ---- combinations */

static bool fits(struct run *r, const struct lb_schema *s, struct lb_value *v, const struct frame *f)
{
    size_t errors = r->errors;
    r->quiet++;
    bool ok = check(r, s, v, f);
    r->quiet--;
    r->errors = errors;
    return ok;
}

/* anyOf and oneOf. When every branch is only a `required`, the names are told. */
static bool check_some(struct run *r, const struct lb_schema *s, const struct schema_list *l, bool is_one,
                       struct lb_value *v, const struct frame *f)
{
    size_t count = 0, first = 0;
    for (size_t i = 0; i < l->count && (is_one || !count); i++)
        if (fits(r, l->items[i], v, f) && !count++)
            first = i;
    if (count == 1)
        return is_quiet(r) || check(r, l->items[first], v, f);
    lb_slice names[16];
    size_t n = 0;
    for (size_t i = 0; i < l->count && n < 16 && l->items[i]->required.count == 1; i++)
        names[n++] = l->items[i]->required.items[0];
    struct lb_schema_error e = {.fault = LB_FAULT_FORM, .value = v, .schema = s, .names = names,
                                .name_count = n == l->count && !count ? n : 0};
    tell(r, &e, f);
    return false;
}

/* "state is 'published'": the members an `if` speaks of, as they stand in the value. */
static struct lb_both reasons(const struct lb_schema *condition, const struct lb_value *v, struct lb_arena *a)
{
    struct lb_both out = LB_BOTH_NONE;
    condition = schema_target(condition);
    for (size_t i = 0; i < condition->properties.count; i++) {
        const struct lb_member *m = lb_value_member(v, condition->properties.items[i]);
        if (m && lb_value_is_scalar(m->value))
            out = (struct lb_both){{lb_arena_printf(a, "%" LB_PRI "%s%" LB_PRI " adalah '%" LB_PRI "'", LB_ARG(out.in[LB_LANG_ID]),
                                                    out.in[LB_LANG_ID].len ? " dan " : "", LB_ARG(m->key), LB_ARG(m->value->text)),
                                    lb_arena_printf(a, "%" LB_PRI "%s%" LB_PRI " is '%" LB_PRI "'", LB_ARG(out.in[LB_LANG_EN]),
                                                    out.in[LB_LANG_EN].len ? " and " : "", LB_ARG(m->key), LB_ARG(m->value->text))}};
    }
    return out;
}

static bool check_condition(struct run *r, const struct lb_schema *s, struct lb_value *v, const struct frame *f)
{
    bool holds = fits(r, s->if_, v, f);
    const struct lb_schema *next = holds ? s->then_ : s->else_;
    if (!next)
        return true;
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_both because = holds && !is_quiet(r) ? reasons(s->if_, v, &arena) : LB_BOTH_NONE;
    const struct lb_both *saved = r->because;
    if (because.in[LB_LANG_EN].len)
        r->because = &because;
    bool ok = check(r, next, v, f);
    r->because = saved;
    lb_arena_free(&arena);
    return ok;
}

static bool check_keywords(struct run *r, const struct lb_schema *s, struct lb_value *v, const struct frame *f)
{
    struct view view;
    if (is_written(v) && v->is_plain && !v->text.len && s->type_count && !fits_type(s, v, &view))
        return bad(r, LB_FAULT_EMPTY, s, v, f, 0, 0);
    if (!fits_type(s, v, &view))
        return bad(r, LB_FAULT_TYPE, s, v, f, 0, 0);
    if (is_written(v) && v->is_plain && !v->text.len && view.kind == LB_VALUE_STRING &&
        (s->min_length || s->vocab.len || s->pattern))
        return bad(r, LB_FAULT_EMPTY, s, v, f, 0, 0);
    if (s->type_count && !r->quiet && is_written(v))
        set_type(v, &view);
    bool ok = check_choice(r, s, v, &view, f);
    switch (view.kind) {
    case LB_VALUE_INT:
    case LB_VALUE_REAL: ok = ok && check_number(r, s, v, &view, f); break;
    case LB_VALUE_STRING: ok = ok && check_string(r, s, v, f); break;
    case LB_VALUE_LIST: ok = check_list(r, s, v, f) && ok; break;
    case LB_VALUE_MAP: ok = check_map(r, s, v, f) && ok; break;
    default: break;
    }
    for (size_t i = 0; i < s->all.count && (ok || !is_quiet(r)); i++)
        ok = check(r, s->all.items[i], v, f) && ok;
    if (s->any.count && (ok || !is_quiet(r)))
        ok = check_some(r, s, &s->any, false, v, f) && ok;
    if (s->one.count && (ok || !is_quiet(r)))
        ok = check_some(r, s, &s->one, true, v, f) && ok;
    if (s->not_ && ok && fits(r, s->not_, v, f))
        ok = bad(r, LB_FAULT_FORM, s, v, f, 0, 0);
    if (s->if_ && (ok || !is_quiet(r)))
        ok = check_condition(r, s, v, f) && ok;
    return ok;
}

static bool check(struct run *r, const struct lb_schema *s, struct lb_value *v, const struct frame *f)
{
    s = schema_target(s);
    if (s->is_false || r->depth >= MAX_STEPS_DEEP)
        return bad(r, LB_FAULT_FORM, s, v, f, 0, 0);
    r->depth++;
    bool ok = check_keywords(r, s, v, f);
    r->depth--;
    return ok;
}

bool lb_schema_check(const struct lb_schema *s, struct lb_value *value, lb_schema_error_fn *report, void *self)
{
    struct run r = {.report = report, .self = self};
    return check(&r, s, value, NULL);
}
