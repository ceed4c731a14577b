/* check_schema.c - the validator's faults in words for an author: lb_contract_check of contract.h.
 *
 * A message names the field, what stands there and what may; the hint says how to mend it. */
#include "indexer/contract.h"

#include "base/utf8.h"
#include "indexer/check_pattern.h"

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

enum conjunction { AND, OR };

static struct lb_both quoted_list(struct lb_arena *a, const lb_slice *names, size_t n, enum conjunction conjunction)
{
    static const char *const two[][LB_LANG_COUNT] = {{" dan ", " and "}, {" atau ", " or "}};
    static const char *const last[][LB_LANG_COUNT] = {{", dan ", " and "}, {", atau ", " or "}};
    struct lb_both out = LB_BOTH_NONE;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < LB_LANG_COUNT; k++)
            out.in[k] = lb_arena_printf(a, "%" LB_PRI "%s'%" LB_PRI "'", LB_ARG(out.in[k]),
                                        i == 0       ? ""
                                        : i + 1 < n ? ", "
                                        : n == 2     ? two[conjunction][k]
                                                     : last[conjunction][k],
                                        LB_ARG(names[i]));
    return out;
}

/* The field, or all of the front matter. */
static struct lb_both subject(lb_slice name)
{
    return name.len ? LB_BOTH_SAME(name) : LB_BOTH("bagian depan", "the front matter");
}

static struct lb_both inside(struct lb_arena *a, lb_slice name)
{
    return name.len ? lb_both_printf(a, " di %" LB_PRI, " in %" LB_PRI, LB_ARG(name)) : LB_BOTH_NONE;
}

/* A text that the schema has for people. */
static struct lb_both help_of(const struct lb_schema *schema)
{
    const struct lb_json *help = lb_json_get(lb_schema_json(schema), "x-help");
    lb_slice id = lb_json_str(help, "id"), en = lb_json_str(help, "en");
    return id.len && en.len ? (struct lb_both){{id, en}} : LB_BOTH_SAME(id.len ? id : en);
}

/* ---- codes */

struct guess {
    lb_slice code;
    const struct lb_term *term;
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
    *ret = (struct guess){codes[found], &v->terms[found]};
    return true;
}

static bool looks_like_number(lb_slice s)
{
    bool is_whole;
    int64_t i;
    double x;
    return lb_number_parse(s, &is_whole, &i, &x) && lb_slice_find(s, '.') < s.len;
}

/* Codes that no vocabulary has but the schema itself. */
static void tell_choice(struct teller *t, const struct lb_schema_error *e, struct lb_both hint)
{
    struct lb_arena *a = &t->arena;
    const struct lb_json *choices = lb_json_get(lb_schema_json(e->schema), "enum");
    size_t n = lb_json_size(choices);
    lb_slice *codes = LB_NEW_ARRAY(a, lb_slice, n), wrong = short_text(a, e->value->text), name = field_name(a, e->path);
    for (size_t i = 0; i < n; i++)
        codes[i] = lb_json_text(lb_json_at(choices, i));
    struct lb_both list = quoted_list(a, codes, n, OR);
    lb_report_both(t->source, LB_RULE_CODE, e->line, e->column, hint,
                   (struct lb_both){{lb_arena_printf(a, "'%" LB_PRI "' bukan isi yang boleh untuk %" LB_PRI "%s%" LB_PRI, LB_ARG(wrong), LB_ARG(name),
                                                     n ? "; pilihannya " : "", LB_ARG(list.in[LB_LANG_ID])),
                                     lb_arena_printf(a, "'%" LB_PRI "' is not a value of %" LB_PRI "%s%" LB_PRI, LB_ARG(wrong),
                                                     LB_ARG(name), n ? "; it takes " : "", LB_ARG(list.in[LB_LANG_EN]))}});
}

/* The few codes there are, or where they stand. */
static struct lb_both where_codes(struct lb_arena *a, const struct lb_vocab *v, lb_slice name)
{
    lb_slice list = LB_EMPTY;
    if (v->count > 12)
        return lb_both_printf(a, "kode-kodenya ada di schema/vocab/%" LB_PRI ".yml", "the codes are listed in schema/vocab/%" LB_PRI ".yml",
                              LB_ARG(name));
    for (size_t i = 0; i < v->count; i++)
        list = lb_arena_printf(a, "%" LB_PRI "%s%" LB_PRI, LB_ARG(list), i ? ", " : "", LB_ARG(v->terms[i].code));
    return lb_both_printf(a, "salah satu dari %" LB_PRI, "one of %" LB_PRI, LB_ARG(list));
}

static void tell_code(struct teller *t, const struct lb_schema_error *e)
{
    struct lb_arena *a = &t->arena;
    lb_slice name = lb_schema_vocab(e->schema), wrong = short_text(a, e->value->text);
    const struct lb_vocab *v = name.len ? lb_vocab_find(&t->contract->vocabs, name) : NULL;
    struct guess g;
    bool is_numeric = e->value->is_plain && looks_like_number(e->value->text);
    struct lb_both hint = is_numeric ? LB_BOTH("kode hanya mirip angka: \"2.10\" dalam tanda kutip tetap utuh, tanpanya kebanyakan "
                                               "program membacanya 2.1",
                                               "a code only looks like a number: \"2.10\" in quotes stays whole, without them most "
                                               "programs make 2.1 of it")
                                     : LB_BOTH_NONE;
    if (!v) {
        tell_choice(t, e, hint);
        return;
    }
    lb_slice noun = lb_vocab_noun(a, name), title = lb_value_str(v->value, "title.id");
    if (!title.len)
        title = name;
    if (guess_code(t, v, e->value->text, &g)) {
        lb_slice label_id = lb_term_label(g.term, LB_S("id")), label_en = lb_term_label(g.term, LB_S("en"));
        lb_report_both(t->source, LB_RULE_CODE, e->line, e->column, hint,
                       (struct lb_both){{lb_arena_printf(a, "'%" LB_PRI "' tidak ada dalam kosakata \"%" LB_PRI "\"; mungkin maksud Anda '%" LB_PRI
                                                         "' (%" LB_PRI ")?", LB_ARG(wrong), LB_ARG(title), LB_ARG(g.code), LB_ARG(label_id)),
                                         lb_arena_printf(a, "unknown %" LB_PRI " '%" LB_PRI "'; did you mean '%" LB_PRI "' (%" LB_PRI ")?",
                                                         LB_ARG(noun), LB_ARG(wrong), LB_ARG(g.code), LB_ARG(label_en))}});
        return;
    }
    if (v->count <= 12 || !is_numeric)
        hint = where_codes(a, v, name);
    lb_report_both(t->source, LB_RULE_CODE, e->line, e->column, hint,
                   (struct lb_both){{lb_arena_printf(a, "'%" LB_PRI "' tidak ada dalam kosakata \"%" LB_PRI "\"", LB_ARG(wrong), LB_ARG(title)),
                                     lb_arena_printf(a, "unknown %" LB_PRI " '%" LB_PRI "'", LB_ARG(noun), LB_ARG(wrong))}});
}

/* ---- fields */

static void tell_missing(struct teller *t, const struct lb_schema_error *e)
{
    struct lb_arena *a = &t->arena;
    struct lb_both names = quoted_list(a, e->names, e->name_count, AND), in = inside(a, field_name(a, e->path));
    struct lb_both hint = e->name_count == 1 ? help_of(lb_schema_property(e->schema, e->names[0])) : LB_BOTH_NONE;
    struct lb_both message = {{lb_arena_printf(a, "bidang yang belum ada%" LB_PRI ": %" LB_PRI, LB_ARG(in.in[LB_LANG_ID]),
                                               LB_ARG(names.in[LB_LANG_ID])),
                               lb_arena_printf(a, "missing field%s%" LB_PRI ": %" LB_PRI, e->name_count > 1 ? "s" : "",
                                               LB_ARG(in.in[LB_LANG_EN]), LB_ARG(names.in[LB_LANG_EN]))}};
    if (e->because)
        message = (struct lb_both){{lb_arena_printf(a, "%" LB_PRI " (wajib karena %" LB_PRI ")", LB_ARG(message.in[LB_LANG_ID]),
                                                    LB_ARG(e->because->in[LB_LANG_ID])),
                                    lb_arena_printf(a, "%" LB_PRI " (required because %" LB_PRI ")", LB_ARG(message.in[LB_LANG_EN]),
                                                    LB_ARG(e->because->in[LB_LANG_EN]))}};
    lb_report_both(t->source, LB_RULE_MISSING, e->line, e->column, hint, message);
}

static void tell_unknown(struct teller *t, const struct lb_schema_error *e)
{
    struct lb_arena *a = &t->arena;
    const lb_slice *fields;
    size_t n = lb_schema_properties(e->schema, &fields), found = lb_did_you_mean(e->names[0], fields, n);
    lb_slice wrong = short_text(a, e->names[0]), name = field_name(a, e->path);
    struct lb_both in = inside(a, name), hint = LB_BOTH_NONE;
    if (found < n) {
        lb_report_both(t->source, LB_RULE_UNKNOWN, e->line, e->column, hint,
                       (struct lb_both){{lb_arena_printf(a, "bidang '%" LB_PRI "' tidak dikenal%" LB_PRI "; mungkin maksud Anda '%" LB_PRI "'?",
                                                         LB_ARG(wrong), LB_ARG(in.in[LB_LANG_ID]), LB_ARG(fields[found])),
                                         lb_arena_printf(a, "unknown field '%" LB_PRI "'%" LB_PRI "; did you mean '%" LB_PRI "'?",
                                                         LB_ARG(wrong), LB_ARG(in.in[LB_LANG_EN]), LB_ARG(fields[found]))}});
        return;
    }
    if (name.len && lb_schema_property(t->root, e->names[0])) {
        hint = lb_both_printf(a, "'%" LB_PRI "' ada di tingkat teratas: tulis mulai dari kolom pertama",
                              "'%" LB_PRI "' belongs to the top level: begin it in the first column", LB_ARG(wrong));
    } else if (t->root == t->contract->of_translation && lb_schema_property(t->contract->of_case, e->names[0])) {
        hint = LB_BOTH("terjemahan hanya memuat teks; fakta ini tempatnya di naskah asli",
                       "a translation holds texts only; this fact stands in the original");
    } else if (n && n <= 12) {
        struct lb_both list = quoted_list(a, fields, n, AND);
        hint = (struct lb_both){{lb_arena_printf(a, "bidang yang boleh ada di sini: %" LB_PRI, LB_ARG(list.in[LB_LANG_ID])),
                                 lb_arena_printf(a, "fields that may stand here: %" LB_PRI, LB_ARG(list.in[LB_LANG_EN]))}};
    }
    lb_report_both(t->source, LB_RULE_UNKNOWN, e->line, e->column, hint,
                   (struct lb_both){{lb_arena_printf(a, "bidang '%" LB_PRI "' tidak dikenal%" LB_PRI, LB_ARG(wrong), LB_ARG(in.in[LB_LANG_ID])),
                                     lb_arena_printf(a, "unknown field '%" LB_PRI "'%" LB_PRI, LB_ARG(wrong), LB_ARG(in.in[LB_LANG_EN]))}});
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
    struct lb_arena *a = &t->arena;
    struct lb_both who = subject(field_name(a, e->path)), wants = lb_schema_type_words(e->schema, a), hint = LB_BOTH_NONE, is;
    lb_slice wanted = wants.in[LB_LANG_EN];
    const struct lb_value *v = e->value;
    char digits[32];
    if (v->kind == LB_VALUE_LIST)
        is = LB_BOTH("daftar", "a list");
    else if (v->kind == LB_VALUE_MAP)
        is = LB_BOTH("kumpulan bidang", "a map of fields");
    else
        is = LB_BOTH_SAME(lb_arena_printf(a, "'%" LB_PRI "'", LB_ARG(short_text(a, v->text))));
    bool wants_number = lb_slice_ends(wanted, LB_S("number"));
    if (wants_number && lb_value_is_scalar(v) && has_separators(v->text, digits, sizeof digits))
        hint = lb_both_printf(a, "tulis tanpa pemisah: %s", "write it without separators: %s", digits);
    else if (wants_number && lb_value_is_scalar(v) && v->text.len > 1 && v->text.data[0] == '0')
        hint = LB_BOTH("angka tidak diawali nol", "a number has no zeros in front");
    else if (wants_number && lb_value_is_scalar(v) && lb_slice_find(v->text, ',') < v->text.len)
        hint = LB_BOTH("tanda desimalnya titik", "the decimal sign is a point");
    else if (wants_number && lb_value_is_scalar(v))
        hint = LB_BOTH("tulis angkanya saja, tanpa satuan atau mata uang", "write digits only, without unit or currency");
    else if (lb_slice_eq(wanted, LB_S("a list")) && lb_value_is_scalar(v))
        hint = lb_both_printf(a, "tulis [%" LB_PRI "], atau satu isi sebaris setelah '- '",
                              "write [%" LB_PRI "], or each item on a line of its own after '- '", LB_ARG(short_text(a, v->text)));
    else if (lb_slice_starts(wanted, LB_S("text")) && v->kind == LB_VALUE_MAP)
        hint = LB_BOTH("teks yang memuat ': ' ditulis dalam tanda kutip", "text that contains ': ' needs quotes around it");
    else if (lb_slice_starts(wanted, LB_S("text")) && v->kind == LB_VALUE_LIST)
        hint = LB_BOTH("teks yang diawali [ ditulis dalam tanda kutip", "text that begins with [ needs quotes around it");
    lb_report_both(t->source, LB_RULE_TYPE, e->line, e->column, hint,
                   (struct lb_both){{lb_arena_printf(a, "%" LB_PRI " berisi %" LB_PRI "; seharusnya %" LB_PRI, LB_ARG(who.in[LB_LANG_ID]),
                                                     LB_ARG(is.in[LB_LANG_ID]), LB_ARG(wants.in[LB_LANG_ID])),
                                     lb_arena_printf(a, "%" LB_PRI " is %" LB_PRI "; it takes %" LB_PRI, LB_ARG(who.in[LB_LANG_EN]),
                                                     LB_ARG(is.in[LB_LANG_EN]), LB_ARG(wanted))}});
}

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
    struct lb_arena *a = &t->arena;
    lb_slice pattern = lb_schema_pattern(e->schema), name = field_name(a, e->path), text = short_text(a, e->value->text);
    const struct lb_pattern_words *words = lb_pattern_words(pattern);
    if (words) {
        const struct lb_region *meant = words->is_region ? meant_region(t, e->value->text) : NULL;
        struct lb_both guess = meant ? lb_both_printf(a, "; mungkin maksud Anda '%" LB_PRI "' (%" LB_PRI ")?",
                                                      "; did you mean '%" LB_PRI "' (%" LB_PRI ")?", LB_ARG(meant->code), LB_ARG(meant->name))
                                     : LB_BOTH_NONE;
        lb_report_both(t->source, words->rule, e->line, e->column, lb_both_of(words->hint_id, words->hint_en),
                       (struct lb_both){{lb_arena_printf(a, "%" LB_PRI ": '%" LB_PRI "' %s%" LB_PRI, LB_ARG(name), LB_ARG(text), words->id,
                                                         LB_ARG(guess.in[LB_LANG_ID])),
                                         lb_arena_printf(a, "%" LB_PRI ": '%" LB_PRI "' %s%" LB_PRI, LB_ARG(name), LB_ARG(text), words->en,
                                                         LB_ARG(guess.in[LB_LANG_EN]))}});
        return;
    }
    struct lb_both hint = help_of(e->schema);
    if (!hint.in[LB_LANG_EN].len)
        hint = lb_both_printf(a, "harus cocok dengan %" LB_PRI, "it must match %" LB_PRI, LB_ARG(pattern));
    lb_report(t->source, LB_RULE_PATTERN, e->line, e->column, hint,
              "%" LB_PRI ": '%" LB_PRI "' tidak ditulis dalam bentuk yang diminta",
              "%" LB_PRI ": '%" LB_PRI "' is not written in the form asked for", LB_ARG(name), LB_ARG(text));
}

enum counted { CHARACTERS, ITEMS };

static void tell_size(struct teller *t, const struct lb_schema_error *e, enum counted what, bool is_most)
{
    struct lb_both who = subject(field_name(&t->arena, e->path)), hint = LB_BOTH_NONE;
    if (e->fault == LB_FAULT_LONG)
        hint = LB_BOTH("tulis selebihnya dalam teks di bawah", "tell the rest in the text below");
    lb_report_both(
        t->source, what == CHARACTERS ? LB_RULE_LENGTH : LB_RULE_COUNT, e->line, e->column, hint,
        (struct lb_both){{lb_arena_printf(&t->arena, "%" LB_PRI " berisi %zu%s; %s %.0f", LB_ARG(who.in[LB_LANG_ID]), e->size,
                                          what == CHARACTERS ? " huruf" : " entri", is_most ? "paling banyak" : "sedikitnya", e->limit),
                          lb_arena_printf(&t->arena, "%" LB_PRI " has %zu %s; at %s %.0f %s %s", LB_ARG(who.in[LB_LANG_EN]), e->size,
                                          what == CHARACTERS ? "characters" : "items", is_most ? "most" : "least", e->limit, e->limit == 1 ? "is" : "are",
                                          is_most ? "allowed" : "needed")}});
}

static void tell_range(struct teller *t, const struct lb_schema_error *e)
{
    bool is_least = e->fault == LB_FAULT_SMALL;
    lb_report(t->source, LB_RULE_RANGE, e->line, e->column, LB_BOTH_NONE,
              is_least ? "%" LB_PRI " berisi %" LB_PRI "; paling kecil %g" : "%" LB_PRI " berisi %" LB_PRI "; paling besar %g",
              is_least ? "%" LB_PRI " is %" LB_PRI "; it must be at least %g" : "%" LB_PRI " is %" LB_PRI "; it must be at most %g",
              LB_ARG(field_name(&t->arena, e->path)), LB_ARG(short_text(&t->arena, e->value->text)), e->limit);
}

static void tell_form(struct teller *t, const struct lb_schema_error *e)
{
    struct lb_arena *a = &t->arena;
    struct lb_both who = subject(field_name(a, e->path)), list = quoted_list(a, e->names, e->name_count, OR), message;
    if (e->name_count)
        message = (struct lb_both){{lb_arena_printf(a, "%" LB_PRI " membutuhkan %s%" LB_PRI, LB_ARG(who.in[LB_LANG_ID]),
                                                    e->name_count > 1 ? "salah satu dari " : "", LB_ARG(list.in[LB_LANG_ID])),
                                    lb_arena_printf(a, "%" LB_PRI " needs %s%" LB_PRI, LB_ARG(who.in[LB_LANG_EN]),
                                                    e->name_count > 1 ? "one of " : "", LB_ARG(list.in[LB_LANG_EN]))}};
    else
        message = (struct lb_both){{lb_arena_printf(a, "%" LB_PRI " tidak sesuai dengan yang diperbolehkan skema di sini", LB_ARG(who.in[LB_LANG_ID])),
                                    lb_arena_printf(a, "%" LB_PRI " does not fit what the schema allows here", LB_ARG(who.in[LB_LANG_EN]))}};
    lb_report_both(t->source, LB_RULE_FORM, e->line, e->column, LB_BOTH_NONE, message);
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
                  LB_BOTH("tulis isinya, atau hapus barisnya: bidang yang tidak ada tampil sebagai \"tidak tercatat\"",
                          "write the value, or remove the line: a missing field is shown as not recorded"),
                  "%" LB_PRI " belum diisi", "%" LB_PRI " has no value", LB_ARG(name));
        break;
    case LB_FAULT_SHORT: tell_size(t, e, CHARACTERS, false); break;
    case LB_FAULT_LONG: tell_size(t, e, CHARACTERS, true); break;
    case LB_FAULT_SMALL:
    case LB_FAULT_LARGE: tell_range(t, e); break;
    case LB_FAULT_FEW: tell_size(t, e, ITEMS, false); break;
    case LB_FAULT_MANY: tell_size(t, e, ITEMS, true); break;
    case LB_FAULT_REPEATED:
        lb_report(t->source, LB_RULE_COUNT, e->line, e->column, LB_BOTH("simpan salah satunya", "keep one of them"),
                  "'%" LB_PRI "' ditulis dua kali di %" LB_PRI, "'%" LB_PRI "' stands twice in %" LB_PRI, LB_ARG(short_text(&t->arena, e->value->text)),
                  LB_ARG(name));
        break;
    case LB_FAULT_FORM: tell_form(t, e); break;
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
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_both hint;
    size_t n = v->text.len;
    while (n && v->text.data[n - 1] == '0')
        n--;
    if (is_word_elsewhere(v->text))
        hint = LB_BOTH("program lain membacanya sebagai ya, tidak, atau kosong", "other programs read it as true, false or nothing");
    else if (n < v->text.len)
        hint = lb_both_printf(&a, "tanpa tanda kutip program lain membacanya sebagai angka %.*s",
                              "without quotes other programs read it as the number %.*s", (int)n, v->text.data);
    else
        hint = LB_BOTH("tanpa tanda kutip program lain membacanya sebagai angka, dan 31.10 sebagai 31.1",
                       "without quotes other programs read it as a number, and 31.10 as 31.1");
    lb_report(s, LB_RULE_UNQUOTED, v->line, v->column, hint,
              "'%" LB_PRI "' di sini adalah teks: tulis \"%" LB_PRI "\" dalam tanda kutip",
              "'%" LB_PRI "' is a text here: write \"%" LB_PRI "\" in quotes", LB_ARG(v->text), LB_ARG(v->text));
    lb_arena_free(&a);
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
                  LB_BOTH("jika pecahan yang dimaksud, hapus satu nol atau tambah satu angka; satuannya boleh 'ribu'",
                          "if the fraction is meant, drop a zero or add a digit; the unit can say 'ribu'"),
                  "'%" LB_PRI "' dibaca sebagai pecahan; tulis %s jika yang dimaksud ribuan",
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
