/* explain.c - `lumbung explain`: what a rule wants, why, and how a finding is mended, from the table of rules. */
#include "cli/command.h"
#include "cli/speech.h"
#include "indexer/check_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 96 };

static const char *lang_option;

static const struct lb_option options[] = {
    LB_OPTION_LANG(lang_option),
    {.name = NULL},
};

static void add_wrapped(struct lb_str *out, const char *text)
{
    lb_slice rest = lb_slice_of(text), word;
    size_t column = 0;
    while (lb_slice_split(&rest, ' ', &word)) {
        if (column && column + 1 + word.len > WIDTH) {
            lb_str_addc(out, '\n');
            column = 0;
        } else if (column) {
            lb_str_addc(out, ' ');
            column++;
        }
        lb_str_add(out, word);
        column += word.len;
    }
    lb_str_addc(out, '\n');
}

/* Characters that show nothing are named, or the example would look right. */
static void add_example(struct lb_str *out, const char *title, const char *text)
{
    lb_slice rest = lb_slice_trim(lb_slice_of(text)), line;
    lb_str_printf(out, "\n%s\n", title);
    while (lb_slice_split(&rest, '\n', &line)) {
        size_t at = 0;
        while (at < line.len && !lb_slice_starts(lb_slice_sub(line, at, line.len), LB_S("\xE2\x80\xAE")))
            at++;
        lb_str_lit(out, "    ");
        lb_str_add(out, lb_slice_sub(line, 0, at));
        if (at < line.len) {
            lb_str_lit(out, "<U+202E>");
            lb_str_add(out, lb_slice_sub(line, at + 3, line.len));
        }
        lb_str_addc(out, '\n');
    }
}

static void add_rule(struct lb_str *out, const struct lb_rule_info *rule, enum lb_lang lang)
{
    lb_str_printf(out, "%s  %s: %s\n\n", rule->code, lb_severity_word(rule->severity, lang), lang == LB_LANG_EN ? rule->title_en : rule->title_id);
    add_wrapped(out, lang == LB_LANG_EN ? rule->about_en : rule->about_id);
    add_example(out, lang == LB_LANG_EN ? "Wrong:" : "Keliru:", rule->wrong);
    add_example(out, lang == LB_LANG_EN ? "Right:" : "Benar:", rule->right);
}

/* Errors, warnings, notes; the table has them in the order of their codes. */
static void add_list(struct lb_str *out, enum lb_lang lang)
{
    for (int severity = LB_ERROR; severity >= LB_NOTE; severity--)
        for (size_t i = 0; i < LB_RULE_COUNT_; i++)
            if ((int)lb_rules[i].severity == severity)
                lb_str_printf(out, "%s  %-10s  %s\n", lb_rules[i].code, lb_severity_word(lb_rules[i].severity, lang),
                              lang == LB_LANG_EN ? lb_rules[i].title_en : lb_rules[i].title_id);
}

static int fail_unknown(const char *code, enum lb_lang lang)
{
    lb_slice codes[LB_RULE_COUNT_];
    for (size_t i = 0; i < LB_RULE_COUNT_; i++)
        codes[i] = lb_slice_of(lb_rules[i].code);
    size_t near = lb_did_you_mean(lb_slice_of(code), codes, LB_RULE_COUNT_);
    bool is_id = lang == LB_LANG_ID;
    if (near < LB_RULE_COUNT_)
        return lb_command_fail(is_id ? "explain: tidak ada aturan '%s'; mungkin maksud Anda %s (%s)?" : "explain: no rule '%s'; did you mean %s (%s)?",
                               code, lb_rules[near].code, is_id ? lb_rules[near].title_id : lb_rules[near].title_en);
    return lb_command_fail(is_id ? "explain: tidak ada aturan '%s'; `lumbung explain` menampilkan semuanya"
                                 : "explain: no rule '%s'; `lumbung explain` lists them", code);
}

static int run(int argc, char **argv)
{
    struct lb_str out = LB_STR_INIT(1000000);
    int status = LB_EXIT_OK;
    if (!lb_speech_is_known("explain", lang_option))
        return LB_EXIT_FAILED;
    enum lb_lang lang = lb_speech_near(lang_option, NULL);
    if (argc == 0)
        add_list(&out, lang);
    for (int i = 0; i < argc && status == LB_EXIT_OK; i++) {
        const struct lb_rule_info *rule = lb_rule_find(lb_slice_of(argv[i]));
        if (!rule) {
            status = fail_unknown(argv[i], lang);
            break;
        }
        if (i)
            lb_str_lit(&out, "\n\n");
        add_rule(&out, rule, lang);
    }
    if (status == LB_EXIT_OK)
        status = lb_command_print(&out);
    lb_str_free(&out);
    return status;
}

const struct lb_command lb_command_explain = {
    .name = "explain",
    .arguments = "CODE...",
    .summary = "tells what a rule of check wants, and why",
    .about = "Findings of `lumbung check` carry the code of a rule, as in error[E012]. For each code this prints what the rule wants, why it is "
             "there, how to mend what it found, and an example, in Indonesian or English. Without a code it lists all rules.",
    .exits = "0|The rules were printed.\n2|There is no such rule; the message names the nearest.",
    .examples = "lumbung explain E012|Tells about unknown codes.\nlumbung explain --lang id e026 w002|Two rules, in Indonesian.",
    .options = options,
    .run = run,
};
