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
    lb_slice codes[LB_RULE_COUNT_];
    for (size_t i = 0; i < LB_RULE_COUNT_; i++)
        codes[i] = lb_rules[i].severity == LB_ERROR ? LB_EMPTY : lb_slice_of(lb_rules[i].code);
    size_t near = lb_did_you_mean(code->text, codes, LB_RULE_COUNT_);
    const char *hint = "the code stands in the message, as in warning[W008]; `lumbung explain` lists all";
    if (near < LB_RULE_COUNT_)
        lb_report(s, LB_RULE_SILENCE, AT(code), hint, "no rule '%" LB_PRI "'; did you mean '%s' (%s)?", LB_ARG(code->text),
                  lb_rules[near].code, lb_rules[near].title_en);
    else
        lb_report(s, LB_RULE_SILENCE, AT(code), hint, "no rule '%" LB_PRI "'", LB_ARG(code->text));
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
            lb_report(s, LB_RULE_SILENCE, AT(code), "mend what it reports; `lumbung explain` tells how",
                      rule->severity == LB_ERROR ? "%s is an error (%s) and cannot be silenced"
                                                 : "%s (%s) cannot be silenced: remove the entry it reports instead",
                      rule->code, rule->title_en);
        } else {
            struct lb_diag one = {.file = s->path, .line = code->line, .column = code->column, .severity = LB_SILENCE,
                                  .code = rule->code, .message = reason->text, .source_line = line_at(s->text, code->line)};
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
    char message[64];
    if (has_errors(diags, silence->file) || strcmp(silence->code, lb_rules[LB_RULE_SIMILAR].code) == 0)
        return; /* not all rules were asked */
    snprintf(message, sizeof message, "%s is silenced, but not found here", silence->code);
    d.severity = rule->severity;
    d.code = rule->code;
    d.message = lb_slice_of(message);
    d.hint = LB_S("remove the entry; the warning will show when it comes back");
    lb_diags_add(diags, &d);
}

void lb_silences_settle(struct lb_diags *diags, bool tells_idle)
{
    lb_diags_settle(diags, tells_idle ? tell_idle : NULL, diags);
}
