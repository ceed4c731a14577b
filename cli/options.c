/* options.c - reads arguments against a command's table, and prints the usage from the same table. */
#include "cli/command.h"

#include "base/arena.h"
#include "indexer/check_rules.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_OPTIONS = 32, HELP_COLUMN = 24, WIDTH = 96 };

static size_t count_options(const struct lb_option *options)
{
    size_t n = 0;
    while (options && options[n].name)
        n++;
    return n;
}

static bool fail_unknown(const struct lb_command *command, const char *word)
{
    lb_slice names[MAX_OPTIONS];
    size_t n = count_options(command->options);
    for (size_t i = 0; i < n; i++)
        names[i] = lb_slice_of(command->options[i].name);
    const char *bare = word;
    while (*bare == '-')
        bare++;
    lb_slice wrong = lb_slice_of(bare);
    wrong = lb_slice_sub(wrong, 0, lb_slice_find(wrong, '='));
    size_t at = strncmp(word, "--", 2) == 0 ? lb_did_you_mean(wrong, names, n) : n;
    if (at < n)
        lb_command_fail("%s: unknown option '%s'; did you mean '--%s'?", command->name, word, command->options[at].name);
    else
        lb_command_fail("%s: unknown option '%s'; `lumbung %s --help` lists them", command->name, word, command->name);
    return false;
}

static bool set_value(const struct lb_command *command, const struct lb_option *option, const char *text)
{
    char *end;
    long number;
    switch (option->kind) {
    case LB_OPT_FLAG:
        *(bool *)option->value = true;
        return true;
    case LB_OPT_TEXT:
        if (!*text) {
            lb_command_fail("%s: --%s needs %s, not an empty word", command->name, option->name, option->arg);
            return false;
        }
        *(const char **)option->value = text;
        return true;
    case LB_OPT_NUMBER:
        number = strtol(text, &end, 10);
        if (end == text || *end || number < option->min || number > option->max) {
            lb_command_fail("%s: --%s takes a number from %ld to %ld, not '%s'", command->name, option->name, option->min,
                            option->max, text);
            return false;
        }
        *(long *)option->value = number;
        return true;
    }
    return false;
}

bool lb_options_read(const struct lb_command *command, int *argc, char ***argv, bool *is_help)
{
    struct option table[MAX_OPTIONS + 2];
    char letters[2 * MAX_OPTIONS + 4] = ":h";
    size_t n = count_options(command->options), at = 2;
    memset(table, 0, sizeof table);
    for (size_t i = 0; i < n; i++) {
        const struct lb_option *o = &command->options[i];
        table[i] = (struct option){o->name, o->arg ? required_argument : no_argument, NULL, 256 + (int)i};
        if (o->letter) {
            letters[at++] = o->letter;
            if (o->arg)
                letters[at++] = ':';
        }
    }
    letters[at] = 0;
    table[n] = (struct option){"help", no_argument, NULL, 'h'};
    opterr = 0;
    optind = 1;
    for (int c; (c = getopt_long(*argc, *argv, letters, table, NULL)) != -1;) {
        const char *word = (*argv)[optind - 1];
        if (c == 'h') {
            struct lb_str out = LB_STR_INIT(100000);
            lb_command_usage(command, &out);
            *is_help = lb_command_print(&out) == LB_EXIT_OK;
            lb_str_free(&out);
            return *is_help;
        }
        if (c == ':') {
            lb_command_fail("%s: '%s' needs a value; see `lumbung %s --help`", command->name, word, command->name);
            return false;
        }
        if (c == '?') {
            char letter[3] = {'-', (char)optopt, 0};
            return fail_unknown(command, optopt > 0 && optopt < 256 ? letter : word);
        }
        size_t i = c >= 256 ? (size_t)c - 256 : 0;
        while (c < 256 && command->options[i].letter != c)
            i++;
        if (!set_value(command, &command->options[i], optarg))
            return false;
    }
    *argc -= optind;
    *argv += optind;
    if (*argc > 0 && !command->arguments) {
        lb_command_fail("%s: unexpected '%s'; it takes options only, see `lumbung %s --help`", command->name, (*argv)[0],
                        command->name);
        return false;
    }
    return true;
}

/* Adds words, broken at the width, later lines indented. */
static void add_wrapped(struct lb_str *out, lb_slice text, size_t indent, size_t column)
{
    lb_slice rest = text, word;
    bool is_first = true;
    while (lb_slice_split(&rest, ' ', &word)) {
        if (!is_first && column + 1 + word.len > WIDTH) {
            lb_str_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!is_first) {
            lb_str_addc(out, ' ');
            column++;
        }
        lb_str_add(out, word);
        column += word.len;
        is_first = false;
    }
    lb_str_addc(out, '\n');
}

static void add_option(struct lb_str *out, char letter, const char *name, const char *arg, const char *help)
{
    size_t start = out->len;
    if (letter)
        lb_str_printf(out, "  -%c, ", letter);
    else
        lb_str_lit(out, "      ");
    lb_str_printf(out, "--%s%s%s", name, arg ? " " : "", arg ? arg : "");
    size_t column = out->len - start;
    if (column + 2 > HELP_COLUMN) {
        lb_str_printf(out, "\n%*s", HELP_COLUMN, "");
        column = HELP_COLUMN;
    }
    for (; column < HELP_COLUMN; column++)
        lb_str_addc(out, ' ');
    add_wrapped(out, lb_slice_of(help), HELP_COLUMN, HELP_COLUMN);
}

void lb_command_usage(const struct lb_command *command, struct lb_str *out)
{
    lb_str_printf(out, "usage: lumbung %s [OPTION...]%s%s\n%s %s.\n\n", command->name, command->arguments ? " " : "",
                  command->arguments ? command->arguments : "", command->name, command->summary);
    for (const struct lb_option *o = command->options; o && o->name; o++)
        add_option(out, o->letter, o->name, o->arg, o->help);
    add_option(out, 'h', "help", NULL, "prints this.");
    lb_slice rest = lb_slice_of(command->examples), line;
    for (bool is_first = true; command->examples && lb_slice_split(&rest, '\n', &line); is_first = false) {
        size_t bar = lb_slice_find(line, '|');
        lb_str_printf(out, "%s  %" LB_PRI "\n      ", is_first ? "\nExamples:\n" : "", LB_ARG(lb_slice_sub(line, 0, bar)));
        add_wrapped(out, lb_slice_sub(line, bar + 1, line.len), 6, 6);
    }
}
