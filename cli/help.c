/* help.c - `lumbung help` and `lumbung version`. */
#include "cli/command.h"
#include "indexer/manual.h"

#include <stdio.h>
#include <string.h>

static bool is_man, is_names;

static int print_names(void)
{
    struct lb_str out = LB_STR_INIT(100000);
    for (size_t i = 0; lb_command_at(i); i++)
        lb_str_printf(&out, "%s\n", lb_command_at(i)->name);
    int status = lb_command_print(&out);
    lb_str_free(&out);
    return status;
}

static int print_list(void)
{
    struct lb_str out = LB_STR_INIT(100000);
    lb_str_lit(&out, "Lumbung: a library of case studies in git, searchable and served.\n\nusage: lumbung COMMAND [OPTION...]\n\n");
    for (size_t i = 0; lb_command_at(i); i++)
        lb_str_printf(&out, "  %-12s%s\n", lb_command_at(i)->name, lb_command_at(i)->summary);
    lb_str_lit(&out, "\n`lumbung COMMAND --help` tells more of each; `lumbung help redaksi` prints the editors' manual, in English "
                     "`lumbung help editors`.\n");
    int status = lb_command_print(&out);
    lb_str_free(&out);
    return status;
}

/* `lumbung help redaksi`: the editors' manual in Indonesian; editors: in English. Without --man as it is written, in Markdown. */
static int print_manual(const char *lang)
{
    struct lb_str out = LB_STR_INIT(1000000);
    struct lb_err err = {0};
    lb_slice text = LB_EMPTY;
    enum lb_status made = is_man ? lb_manual_man(lang, &out, &err) : lb_manual_text(lang, &text, &err);
    lb_str_add(&out, text);
    int status = made == LB_OK ? lb_command_print(&out) : lb_command_fail("help: %s", err.msg);
    lb_str_free(&out);
    return status;
}

static int help(int argc, char **argv)
{
    if (argc && (strcmp(argv[0], "redaksi") == 0 || strcmp(argv[0], "editors") == 0))
        return print_manual(*argv[0] == 'r' ? "id" : "en");
    const struct lb_command *command = argc ? lb_command_find(argv[0]) : NULL;
    if (argc && !command && !(is_man && lb_slice_eq(lb_slice_of(argv[0]), LB_S("lumbung")))) {
        const char *like = lb_command_like(argv[0]);
        return lb_command_fail("no command '%s'%s%s%s", argv[0], like ? "; did you mean '" : "", like ? like : "", like ? "'?" : "");
    }
    if (is_names)
        return print_names();
    if (!command && !is_man)
        return print_list();
    struct lb_str out = LB_STR_INIT(1000000);
    if (is_man)
        lb_command_man(command, &out);
    else
        lb_command_usage(command, &out);
    int status = lb_command_print(&out);
    lb_str_free(&out);
    return status;
}

static int version(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct lb_str out = LB_STR_INIT(1000);
    lb_str_printf(&out, "lumbung %s\n", LB_PROGRAM_VERSION);
    int status = lb_command_print(&out);
    lb_str_free(&out);
    return status;
}

static const struct lb_option help_options[] = {
    {.name = "man", .help = "prints the manual page in mdoc, of the whole program when no command is named.", .kind = LB_OPT_FLAG,
     .value = &is_man},
    {.name = "names", .help = "prints the names of the commands, one a line, for scripts.", .kind = LB_OPT_FLAG, .value = &is_names},
    {.name = NULL},
};

const struct lb_command lb_command_help = {
    .name = "help", .arguments = "COMMAND", .summary = "lists the commands or explains one", .options = help_options, .run = help,
    .about = "Without a command it lists all of them. With one it prints what `lumbung COMMAND --help` prints.\n\n"
             "`redaksi` in place of a command prints the editors' manual in Indonesian, `editors` in English.",
    .examples = "lumbung help redaksi|How to contribute and review cases, in Indonesian.\n"
                "lumbung help --man index >index.1|Writes the manual page of a program that is not installed; `man ./index.1` shows it.\n"
                "lumbung help --man redaksi >redaksi.7|The editors' manual in Indonesian; `editors` for English.",
};

const struct lb_command lb_command_version = {
    .name = "version", .summary = "prints the version", .run = version,
    .about = "Prints the name and version of the program.",
};
