/* silence.c - see silence.h. */
#include "indexer/silence.h"

#include "indexer/check_rule.h"

#include <stdio.h>

static bool has_code_form(lb_slice s)
{
    return s.len == 4 && (s.data[0] == 'E' || s.data[0] == 'W' || s.data[0] == 'I');
}

static void tell_unknown(struct lb_source *s, const struct lb_value *code)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice codes[LB_RULE_COUNT_];
    for (size_t i = 0; i < LB_RULE_COUNT_; i++)
        codes[i] = lb_rules[i].severity == LB_ERROR ? LB_EMPTY : lb_slice_of(lb_rules[i].code);
    size_t near = lb_did_you_mean(code->text, codes, LB_RULE_COUNT_);
    struct lb_both hint = LB_BOTH("kodenya tertulis dalam temuannya, misalnya peringatan[W008]; `lumbung explain` menampilkan semua",
                                  "the code stands in the message, as in warning[W008]; `lumbung explain` lists all");
    if (near < LB_RULE_COUNT_)
        lb_report_both(s, LB_RULE_SILENCE, AT(code), hint,
                       (struct lb_both){{lb_arena_printf(&arena, "tidak ada aturan '%" LB_PRI "'; mungkin maksud Anda '%s' (%s)?",
                                                         LB_ARG(code->text), lb_rules[near].code, lb_rules[near].title_id),
                                         lb_arena_printf(&arena, "no rule '%" LB_PRI "'; did you mean '%s' (%s)?",
                                                         LB_ARG(code->text), lb_rules[near].code, lb_rules[near].title_en)}});
    else
        lb_report(s, LB_RULE_SILENCE, AT(code), hint, "tidak ada aturan '%" LB_PRI "'", "no rule '%" LB_PRI "'", LB_ARG(code->text));
    lb_arena_free(&arena);
}

/* An error, or the rule about silences themselves. */
static void tell_loud(struct lb_source *s, const struct lb_value *code, const struct lb_rule_info *rule)
{
    struct lb_arena arena = LB_ARENA_INIT;
    bool is_error = rule->severity == LB_ERROR;
    struct lb_both message = {{
        lb_arena_printf(&arena, is_error ? "%s adalah kesalahan (%s) dan tidak dapat dibungkam"
                                         : "%s (%s) tidak dapat dibungkam: hapus saja entri yang disebutnya", rule->code, rule->title_id),
        lb_arena_printf(&arena, is_error ? "%s is an error (%s) and cannot be silenced"
                                         : "%s (%s) cannot be silenced: remove the entry it reports instead", rule->code, rule->title_en)}};
    lb_report_both(s, LB_RULE_SILENCE, AT(code),
                   LB_BOTH("perbaiki yang disebutnya; `lumbung explain` menjelaskan caranya", "mend what it reports; `lumbung explain` tells how"),
                   message);
    lb_arena_free(&arena);
}

static lb_slice line_at(lb_slice text, unsigned number)
{
    lb_slice line = LB_EMPTY;
    for (unsigned i = 0; i < number && lb_slice_split(&text, '\n', &line); i++)
        ;
    return line;
}

void lb_silences_read(struct lb_source *s, const struct lb_value *front)
{
    const struct lb_value *list = lb_value_get(front, "silence");
    for (size_t i = 0; list && list->kind == LB_VALUE_LIST && i < list->count; i++) {
        const struct lb_value *code = lb_value_get(list->items[i], "rule"), *reason = lb_value_get(list->items[i], "reason");
        if (!lb_value_is_scalar(code) || !lb_value_is_scalar(reason) || !reason->text.len || !has_code_form(code->text))
            continue; /* the schema reports it */
        const struct lb_rule_info *rule = lb_rule_find(code->text);
        if (!rule) {
            tell_unknown(s, code);
        } else if (rule->severity == LB_ERROR || rule == &lb_rules[LB_RULE_SILENCE_IDLE]) {
            tell_loud(s, code, rule);
        } else {
            struct lb_diag one = {.file = s->path, .line = code->line, .column = code->column, .severity = LB_SILENCE,
                                  .code = rule->code, .message = LB_BOTH_SAME(reason->text), .source_line = line_at(s->text, code->line)};
            lb_diags_add(s->diags, &one);
        }
    }
}

void rule_silence(struct case_rule *r)
{
    lb_silences_read(&r->c->source, r->c->front);
}

static bool has_errors(const struct lb_diags *d, lb_slice file)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->items[i].severity == LB_ERROR && lb_slice_eq(d->items[i].file, file))
            return true;
    return false;
}

static void tell_idle(void *self, const struct lb_diag *silence)
{
    struct lb_diags *diags = self;
    const struct lb_rule_info *rule = &lb_rules[LB_RULE_SILENCE_IDLE];
    struct lb_diag d = *silence;
    if (has_errors(diags, silence->file) || strcmp(silence->code, lb_rules[LB_RULE_SIMILAR].code) == 0)
        return; /* not all rules were asked */
    struct lb_arena arena = LB_ARENA_INIT;
    d.severity = rule->severity;
    d.code = rule->code;
    d.message = lb_both_printf(&arena, "%s dibungkam, tetapi tidak ditemukan di berkas ini", "%s is silenced, but not found here",
                               silence->code);
    d.hint = LB_BOTH("hapus entrinya; peringatannya akan tampak jika muncul lagi", "remove the entry; the warning will show when it comes back");
    lb_diags_add(diags, &d);
    lb_arena_free(&arena);
}

void lb_silences_settle(struct lb_diags *diags, bool tells_idle)
{
    lb_diags_settle(diags, tells_idle ? tell_idle : NULL, diags);
}
