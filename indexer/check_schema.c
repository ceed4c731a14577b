/* check_schema.c - the validator's faults in words for an author: lb_contract_check of contract.h.
 *
 * A message names the field, what stands there and what may; the hint says how to mend it. */
#include "indexer/contract.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct teller {
    const struct lb_contract *contract;
    struct lb_source *source;
    struct lb_arena arena;
    const struct lb_schema *root;
};

/* "results[2].value" -> "results.value": the place is told by line and column. */
static lb_slice field_name(struct lb_arena *a, const char *path)
{
    char *out = lb_arena_alloc(a, strlen(path) + 1);
    size_t n = 0;
    bool in_index = false;
    for (const char *p = path; *p; p++) {
        in_index = *p == '[' || (in_index && *p != ']');
        if (!in_index && *p != ']')
            out[n++] = *p;
    }
    return lb_slice_from(out, n);
}

static lb_slice short_text(struct lb_arena *a, lb_slice text)
{
    lb_slice cut = lb_utf8_cut(text, 60);
    return cut.len == text.len ? text : lb_arena_printf(a, "%" LB_PRI "...", LB_ARG(cut));
}

static lb_slice quoted_list(struct lb_arena *a, const lb_slice *names, size_t n, const char *last)
{
    lb_slice out = LB_EMPTY;
    for (size_t i = 0; i < n; i++)
        out = lb_arena_printf(a, "%" LB_PRI "%s'%" LB_PRI "'", LB_ARG(out), i == 0 ? "" : i + 1 == n ? last : ", ",
                              LB_ARG(names[i]));
    return out;
}

/* ---- codes */

struct guess {
    lb_slice code, label;
};

/* A code or label that was meant: the label itself in any language, a near code, a near label. */
static bool guess_code(struct teller *t, const struct lb_vocab *v, lb_slice wrong, struct guess *ret)
{
    struct lb_arena *a = &t->arena;
    size_t n = v ? v->count : 0, found = n;
    lb_slice *codes = LB_NEW_ARRAY(a, lb_slice, n), *labels = LB_NEW_ARRAY(a, lb_slice, n);
    lb_slice folded = lb_fold(a, wrong);
    for (size_t i = 0; i < n; i++) {
        const struct lb_term *term = &v->terms[i];
        codes[i] = term->code;
        labels[i] = lb_fold(a, lb_term_label(term, t->contract->language));
        for (size_t k = 0; term->label && k < term->label->count && found == n; k++)
            if (lb_slice_eq(lb_fold(a, lb_value_text(term->label->members[k].value)), folded))
                found = i;
        for (size_t k = 0; term->alt && k < term->alt->count && found == n; k++)
            for (size_t m = 0; m < lb_value_size(term->alt->members[k].value) && found == n; m++)
                if (lb_slice_eq(lb_fold(a, lb_value_text(lb_value_at(term->alt->members[k].value, m))), folded))
                    found = i;
    }
    if (found == n)
        found = lb_did_you_mean(wrong, codes, n);
    if (found == n)
        found = lb_did_you_mean(folded, labels, n);
    if (found == n)
        return false;
    *ret = (struct guess){codes[found], lb_term_label(&v->terms[found], t->contract->language)};
    return true;
}

static bool looks_like_number(lb_slice s)
{
    bool is_whole;
    int64_t i;
    double x;
    return lb_number_parse(s, &is_whole, &i, &x) && lb_slice_find(s, '.') < s.len;
}

static void tell_code(struct teller *t, const struct lb_schema_error *e)
{
    lb_slice name = lb_schema_vocab(e->schema), wrong = e->value->text;
    const struct lb_vocab *v = name.len ? lb_vocab_find(&t->contract->vocabs, name) : NULL;
    struct guess g;
    char hint[512] = "";
    if (e->value->is_plain && looks_like_number(wrong))
        snprintf(hint, sizeof hint,
                 "a code only looks like a number: \"2.10\" in quotes stays whole, without them most programs "
                 "make 2.1 of it");
    if (!v) {
        const struct lb_json *choices = lb_json_get(lb_schema_json(e->schema), "enum");
        size_t n = lb_json_size(choices);
        lb_slice *codes = LB_NEW_ARRAY(&t->arena, lb_slice, n);
        for (size_t i = 0; i < n; i++)
            codes[i] = lb_json_text(lb_json_at(choices, i));
        lb_report(t->source, LB_RULE_CODE, e->line, e->column, hint,
                  "'%" LB_PRI "' is not a value of %" LB_PRI "%s%" LB_PRI, LB_ARG(short_text(&t->arena, wrong)),
                  LB_ARG(field_name(&t->arena, e->path)), n ? "; it takes " : "",
                  LB_ARG(quoted_list(&t->arena, codes, n, " or ")));
        return;
    }
    lb_slice noun = lb_vocab_noun(&t->arena, name);
    if (guess_code(t, v, wrong, &g)) {
        lb_report(t->source, LB_RULE_CODE, e->line, e->column, hint,
                  "unknown %" LB_PRI " '%" LB_PRI "'; did you mean '%" LB_PRI "' (%" LB_PRI ")?", LB_ARG(noun),
                  LB_ARG(short_text(&t->arena, wrong)), LB_ARG(g.code), LB_ARG(g.label));
        return;
    }
    if (v->count <= 12) {
        size_t n = (size_t)snprintf(hint, sizeof hint, "one of");
        for (size_t i = 0; i < v->count && n < sizeof hint; i++)
            n += (size_t)snprintf(hint + n, sizeof hint - n, "%s %" LB_PRI, i ? "," : "", LB_ARG(v->terms[i].code));
    } else if (!hint[0]) {
        snprintf(hint, sizeof hint, "the codes are listed in schema/vocab/%" LB_PRI ".yml", LB_ARG(name));
    }
    lb_report(t->source, LB_RULE_CODE, e->line, e->column, hint, "unknown %" LB_PRI " '%" LB_PRI "'", LB_ARG(noun),
              LB_ARG(short_text(&t->arena, wrong)));
}

/* ---- fields */

static void tell_missing(struct teller *t, const struct lb_schema_error *e)
{
    lb_slice name = field_name(&t->arena, e->path);
    lb_slice names = quoted_list(&t->arena, e->names, e->name_count, " and ");
    lb_slice inside = name.len ? lb_arena_printf(&t->arena, " in %" LB_PRI, LB_ARG(name)) : LB_EMPTY;
    const char *plural = e->name_count > 1 ? "s" : "", *hint = NULL;
    if (e->name_count == 1) {
        const struct lb_json *help = lb_json_get(lb_schema_json(lb_schema_property(e->schema, e->names[0])), "x-help");
        hint = lb_json_str(help, "en").data;
    }
    if (e->because)
        lb_report(t->source, LB_RULE_MISSING, e->line, e->column, hint,
                  "missing field%s%" LB_PRI ": %" LB_PRI " (required because %s)", plural, LB_ARG(inside),
                  LB_ARG(names), e->because);
    else
        lb_report(t->source, LB_RULE_MISSING, e->line, e->column, hint, "missing field%s%" LB_PRI ": %" LB_PRI, plural,
                  LB_ARG(inside), LB_ARG(names));
}

static void tell_unknown(struct teller *t, const struct lb_schema_error *e)
{
    const lb_slice *fields;
    size_t n = lb_schema_properties(e->schema, &fields), found = lb_did_you_mean(e->names[0], fields, n);
    lb_slice wrong = short_text(&t->arena, e->names[0]), name = field_name(&t->arena, e->path);
    lb_slice inside = name.len ? lb_arena_printf(&t->arena, " in %" LB_PRI, LB_ARG(name)) : LB_EMPTY;
    if (found < n) {
        lb_report(t->source, LB_RULE_UNKNOWN, e->line, e->column, NULL,
                  "unknown field '%" LB_PRI "'%" LB_PRI "; did you mean '%" LB_PRI "'?", LB_ARG(wrong), LB_ARG(inside),
                  LB_ARG(fields[found]));
        return;
    }
    lb_slice hint = LB_EMPTY;
    if (name.len && lb_schema_property(t->root, e->names[0]))
        hint = lb_arena_printf(&t->arena, "'%" LB_PRI "' belongs to the top level: begin it in the first column",
                               LB_ARG(wrong));
    else if (t->root == t->contract->of_translation && lb_schema_property(t->contract->of_case, e->names[0]))
        hint = LB_S("a translation holds texts only; this fact stands in the original");
    else if (n && n <= 12)
        hint = lb_arena_printf(&t->arena, "fields that may stand here: %" LB_PRI,
                               LB_ARG(quoted_list(&t->arena, fields, n, " and ")));
    lb_report(t->source, LB_RULE_UNKNOWN, e->line, e->column, hint.len ? hint.data : NULL,
              "unknown field '%" LB_PRI "'%" LB_PRI, LB_ARG(wrong), LB_ARG(inside));
}

/* ---- values */

/* "1.643.000", "1,643,000": what people write for 1643000. */
static bool has_separators(lb_slice s, char *out, size_t size)
{
    size_t n = 0, group = 0, groups = 0;
    for (size_t i = 0; i < s.len && n + 1 < size; i++) {
        if (s.data[i] == '.' || s.data[i] == ',' || s.data[i] == ' ') {
            if (groups && group != 3)
                return false;
            groups++;
            group = 0;
        } else if (isdigit((unsigned char)s.data[i])) {
            out[n++] = s.data[i];
            group++;
        } else {
            return false;
        }
    }
    out[n] = '\0';
    return groups && group == 3 && n > 3;
}

static void tell_type(struct teller *t, const struct lb_schema_error *e)
{
    lb_slice name = field_name(&t->arena, e->path), wants = lb_schema_type_words(e->schema, &t->arena);
    const struct lb_value *v = e->value;
    char digits[32];
    lb_slice hint = LB_EMPTY, is;
    if (v->kind == LB_VALUE_LIST)
        is = LB_S("a list");
    else if (v->kind == LB_VALUE_MAP)
        is = LB_S("a map of fields");
    else
        is = lb_arena_printf(&t->arena, "'%" LB_PRI "'", LB_ARG(short_text(&t->arena, v->text)));
    bool wants_number = lb_slice_ends(wants, LB_S("number"));
    if (wants_number && lb_value_is_scalar(v) && has_separators(v->text, digits, sizeof digits))
        hint = lb_arena_printf(&t->arena, "write it without separators: %s", digits);
    else if (wants_number && lb_value_is_scalar(v) && v->text.len > 1 && v->text.data[0] == '0')
        hint = LB_S("a number has no zeros in front");
    else if (wants_number && lb_value_is_scalar(v) && lb_slice_find(v->text, ',') < v->text.len)
        hint = LB_S("the decimal sign is a point");
    else if (wants_number && lb_value_is_scalar(v))
        hint = LB_S("write digits only, without unit or currency");
    else if (lb_slice_eq(wants, LB_S("a list")) && lb_value_is_scalar(v))
        hint = lb_arena_printf(&t->arena, "write [%" LB_PRI "], or each item on a line of its own after '- '",
                               LB_ARG(short_text(&t->arena, v->text)));
    else if (lb_slice_starts(wants, LB_S("text")) && v->kind == LB_VALUE_MAP)
        hint = LB_S("text that contains ': ' needs quotes around it");
    else if (lb_slice_starts(wants, LB_S("text")) && v->kind == LB_VALUE_LIST)
        hint = LB_S("text that begins with [ needs quotes around it");
    lb_report(t->source, LB_RULE_TYPE, e->line, e->column, hint.data, "%" LB_PRI " is %" LB_PRI "; it takes %" LB_PRI,
              LB_ARG(name.len ? name : LB_S("the front matter")), LB_ARG(is), LB_ARG(wants));
}

/* What a pattern of our schemas wants, by how it begins. */
static const struct {
    const char *pattern;
    enum lb_rule rule;
    const char *is_no, *hint;
} patterns[] = {
    {"^[0-9]{4}(-(0[1-9]", LB_RULE_PATTERN, "no date", "write a year, month or day: 2019, 2019-11 or 2019-11-05"},
    {"^[0-9]{4}-(0[1-9]", LB_RULE_PATTERN, "no day", "write year-month-day: 2019-11-05"},
    {"^https?://", LB_RULE_LINK, "no address that a browser can open",
     "an address begins with https:// or http:// and has no spaces"},
    {"^[a-z0-9]+(-[a-z0-9]+)*$", LB_RULE_PATTERN, "no id", "ids are small letters and digits, words parted by '-'"},
    {"^[a-z][a-z0-9-]*$", LB_RULE_PATTERN, "no id of a source",
     "ids of sources are like s1: a small letter, then letters, digits or '-'"},
    {"^[^A-Z]+$", LB_RULE_PATTERN, "not in small letters", "write it in small letters"},
    {"^([0-9]{2}", LB_RULE_PATTERN, "no code of a region",
     "write the code of schema/regions.csv in quotes, as in \"61.71\", or for another "
     "country its ISO 3166 code, as in CO"},
    {"^[A-Z]{3}$", LB_RULE_PATTERN, "no currency code", "write the ISO 4217 code: three capitals, as in IDR"},
    {"^[^@ ]+@", LB_RULE_PATTERN, "no e-mail address", "an address is like bappeda@pontianak.go.id"},
    {"^[A-Za-z0-9._-]+$", LB_RULE_PATTERN, "no file name",
     "a file beside the case: letters, digits, '.', '_' and '-', no folders"},
    {"^([0-9a-f]{7,64})?$", LB_RULE_PATTERN, "no commit id",
     "write the id of the commit that was translated: git log -1 --format=%h -- id.md"},
    {"^[0-9a-f]{7,64}$", LB_RULE_PATTERN, "no commit id", "write the id of a commit: 7 to 64 hexadecimal digits"},
    {"^([01][0-9]|2[0-3])", LB_RULE_PATTERN, "no time of day", "write hours and minutes in quotes, as in \"09:30\""},
    {"^[EWI][0-9]{3}$", LB_RULE_PATTERN, "no code of a rule", "the code stands in the message: W008 of warning[W008]"},
    {"^[+0-9() -]", LB_RULE_PATTERN, "no telephone number", "digits, spaces, '+', '-' and brackets"},
};

/* The region meant by "6171", as other systems print the code, or by its name. */
static const struct lb_region *meant_region(struct teller *t, lb_slice code)
{
    const struct lb_regions *all = &t->contract->regions;
    for (size_t i = 0; i < code.len; i++)
        if (!isdigit((unsigned char)code.data[i]))
            return lb_region_named(all, &t->arena, code);
    return code.len < 4 ? NULL : lb_region_find(all, lb_arena_printf(&t->arena, "%.2s.%.2s", code.data, code.data + 2));
}

static void tell_pattern(struct teller *t, const struct lb_schema_error *e)
{
    lb_slice pattern = lb_schema_pattern(e->schema), name = field_name(&t->arena, e->path);
    lb_slice text = short_text(&t->arena, e->value->text);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (lb_slice_starts(pattern, lb_slice_of(patterns[i].pattern))) {
            bool is_region = strcmp(patterns[i].pattern, "^([0-9]{2}") == 0;
            const struct lb_region *meant = is_region ? meant_region(t, e->value->text) : NULL;
            if (meant) {
                lb_report(t->source, LB_RULE_PATTERN, e->line, e->column, patterns[i].hint,
                          "%" LB_PRI ": '%" LB_PRI "' is %s; did you mean '%" LB_PRI "' (%" LB_PRI ")?", LB_ARG(name),
                          LB_ARG(text), patterns[i].is_no, LB_ARG(meant->code), LB_ARG(meant->name));
                return;
            }
            lb_report(t->source, patterns[i].rule, e->line, e->column, patterns[i].hint,
                      "%" LB_PRI ": '%" LB_PRI "' is %s", LB_ARG(name), LB_ARG(text), patterns[i].is_no);
            return;
        }
    lb_slice help = lb_json_str(lb_json_get(lb_schema_json(e->schema), "x-help"), "en");
    lb_slice hint = help.len ? help : lb_arena_printf(&t->arena, "it must match %" LB_PRI, LB_ARG(pattern));
    lb_report(t->source, LB_RULE_PATTERN, e->line, e->column, hint.data,
              "%" LB_PRI ": '%" LB_PRI "' is not written in the form asked for", LB_ARG(name), LB_ARG(text));
}

static void tell_size(struct teller *t, const struct lb_schema_error *e, enum lb_rule rule, const char *what,
                      bool is_most)
{
    lb_slice name = field_name(&t->arena, e->path);
    const char *bound = is_most ? "most" : "least", *verb = is_most ? "allowed" : "needed", *help = NULL;
    if (e->fault == LB_FAULT_LONG)
        help = "tell the rest in the text below";
    lb_report(t->source, rule, e->line, e->column, help, "%" LB_PRI " has %zu %s; at %s %.0f %s %s",
              LB_ARG(name.len ? name : LB_S("the front matter")), e->size, what, bound, e->limit,
              e->limit == 1 ? "is" : "are", verb);
}

static void tell_range(struct teller *t, const struct lb_schema_error *e)
{
    lb_report(t->source, LB_RULE_RANGE, e->line, e->column, NULL, "%" LB_PRI " is %" LB_PRI "; it must be at %s %g",
              LB_ARG(field_name(&t->arena, e->path)), LB_ARG(short_text(&t->arena, e->value->text)),
              e->fault == LB_FAULT_SMALL ? "least" : "most", e->limit);
}

static void tell(void *self, const struct lb_schema_error *e)
{
    struct teller *t = self;
    lb_slice name = field_name(&t->arena, e->path);
    switch (e->fault) {
    case LB_FAULT_MISSING: tell_missing(t, e); break;
    case LB_FAULT_UNKNOWN: tell_unknown(t, e); break;
    case LB_FAULT_CODE: tell_code(t, e); break;
    case LB_FAULT_TYPE: tell_type(t, e); break;
    case LB_FAULT_PATTERN: tell_pattern(t, e); break;
    case LB_FAULT_EMPTY:
        lb_report(t->source, LB_RULE_EMPTY, e->line, e->column,
                  "write the value, or remove the line: a missing field is shown as "
                  "not recorded",
                  "%" LB_PRI " has no value", LB_ARG(name));
        break;
    case LB_FAULT_SHORT: tell_size(t, e, LB_RULE_LENGTH, "characters", false); break;
    case LB_FAULT_LONG: tell_size(t, e, LB_RULE_LENGTH, "characters", true); break;
    case LB_FAULT_SMALL:
    case LB_FAULT_LARGE: tell_range(t, e); break;
    case LB_FAULT_FEW: tell_size(t, e, LB_RULE_COUNT, "items", false); break;
    case LB_FAULT_MANY: tell_size(t, e, LB_RULE_COUNT, "items", true); break;
    case LB_FAULT_REPEATED:
        lb_report(t->source, LB_RULE_COUNT, e->line, e->column, "keep one of them",
                  "'%" LB_PRI "' stands twice in %" LB_PRI, LB_ARG(short_text(&t->arena, e->value->text)),
                  LB_ARG(name));
        break;
    case LB_FAULT_FORM:
        if (e->name_count)
            lb_report(t->source, LB_RULE_FORM, e->line, e->column, NULL, "%" LB_PRI " needs %s%" LB_PRI, LB_ARG(name),
                      e->name_count > 1 ? "one of " : "",
                      LB_ARG(quoted_list(&t->arena, e->names, e->name_count, " or ")));
        else
            lb_report(t->source, LB_RULE_FORM, e->line, e->column, NULL,
                      "%" LB_PRI " does not fit what the schema allows here",
                      LB_ARG(name.len ? name : LB_S("the front matter")));
        break;
    }
}

/* ---- valid, but likely meant otherwise */

static bool is_word_elsewhere(lb_slice s) /* what other YAML readers take for true, false or nothing */
{
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (s.len == strlen(words[i]) && strncasecmp(s.data, words[i], s.len) == 0)
            return true;
    return false;
}

static void warn_unquoted(struct lb_source *s, const struct lb_value *v)
{
    char hint[128];
    size_t n = v->text.len;
    while (n && v->text.data[n - 1] == '0')
        n--;
    if (is_word_elsewhere(v->text))
        snprintf(hint, sizeof hint, "other programs read it as true, false or nothing");
    else if (n < v->text.len)
        snprintf(hint, sizeof hint, "without quotes other programs read it as the number %.*s", (int)n, v->text.data);
    else
        snprintf(hint, sizeof hint, "without quotes other programs read it as a number, and 31.10 as 31.1");
    lb_report(s, LB_RULE_UNQUOTED, v->line, v->column, hint,
              "'%" LB_PRI "' is a text here: write \"%" LB_PRI "\" in quotes", LB_ARG(v->text), LB_ARG(v->text));
}

static void warn_scalar(const struct lb_contract *c, struct lb_source *s, const struct lb_schema *schema,
                        const struct lb_value *v)
{
    char digits[32];
    const struct lb_json *j = lb_schema_json(schema);
    lb_slice vocab = lb_schema_vocab(schema);
    bool is_coded =
        vocab.len ? lb_term_find(lb_vocab_find(&c->vocabs, vocab), v->text) != NULL : lb_schema_pattern(schema).len > 0;
    bool is_text_only = lb_slice_eq(lb_json_str(j, "type"), LB_S("string"));
    if (!v->is_plain)
        return;
    if (v->kind == LB_VALUE_STRING && is_text_only && is_coded &&
        (looks_like_number(v->text) || is_word_elsewhere(v->text)))
        warn_unquoted(s, v);
    else if (v->kind == LB_VALUE_REAL && !lb_json_get(j, "maximum") && has_separators(v->text, digits, sizeof digits))
        lb_report(s, LB_RULE_SEPARATOR, v->line, v->column,
                  "if the fraction is meant, drop a zero or add a digit; the unit can say 'ribu'",
                  "'%" LB_PRI "' is read as a fraction; write %s if thousands are meant", LB_ARG(v->text), digits);
}

static void warn(const struct lb_contract *c, struct lb_source *s, const struct lb_schema *schema,
                 const struct lb_value *v)
{
    if (!schema)
        return;
    if (v->kind == LB_VALUE_MAP)
        for (size_t i = 0; i < v->count; i++)
            warn(c, s, lb_schema_property(schema, v->members[i].key), v->members[i].value);
    else if (v->kind == LB_VALUE_LIST)
        for (size_t i = 0; i < v->count; i++)
            warn(c, s, lb_schema_items(schema), v->items[i]);
    else
        warn_scalar(c, s, schema, v);
}

bool lb_contract_check(const struct lb_contract *c, const struct lb_schema *schema, struct lb_value *value,
                       struct lb_source *source)
{
    struct teller t = {.contract = c, .source = source, .arena = LB_ARENA_INIT, .root = schema};
    bool ok = lb_schema_check(schema, value, tell, &t);
    warn(c, source, schema, value);
    lb_arena_free(&t.arena);
    return ok;
}
