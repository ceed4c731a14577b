/* man.c - manual pages in mdoc, from the same tables as --help. */
#include "cli/command.h"

#include <ctype.h>
#include <string.h>

/* Text for mdoc: '\' and leading '.' or "'" mean something there; a '-' of an option is a real one. */
static void add_text(struct lb_str *out, lb_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool at_start = out->len == 0 || out->data[out->len - 1] == '\n';
        if (at_start && (s.data[i] == '.' || s.data[i] == '\''))
            lb_str_lit(out, "\\&");
        if (s.data[i] == '\\')
            lb_str_lit(out, "\\e");
        else if (s.data[i] == '"')
            lb_str_lit(out, "\\(dq");
        else if (s.data[i] == '-' && (i == 0 || !isalnum((unsigned char)s.data[i - 1])))
            lb_str_lit(out, "\\-");
        else
            lb_str_addc(out, s.data[i]);
    }
}

/* Sentences on lines of their own, as mdoc wants them. */
static void add_sentences(struct lb_str *out, lb_slice s)
{
    for (size_t i = 0, start = 0; i < s.len; i++) {
        bool is_end = i + 1 == s.len || (strchr(".?!", s.data[i]) && s.data[i + 1] == ' ' && i + 2 < s.len &&
                                         isupper((unsigned char)s.data[i + 2]));
        if (!is_end)
            continue;
        add_text(out, lb_slice_trim(lb_slice_sub(s, start, i + 1)));
        lb_str_addc(out, '\n');
        start = i + 1;
    }
}

static void add_paragraphs(struct lb_str *out, const char *text)
{
    const char *at = text;
    while (at && *at) {
        const char *end = strstr(at, "\n\n");
        add_sentences(out, lb_slice_from(at, end ? (size_t)(end - at) : strlen(at)));
        if (end)
            lb_str_lit(out, ".Pp\n");
        at = end ? end + 2 : NULL;
    }
}

static void add_upper(struct lb_str *out, const char *s)
{
    for (; *s; s++)
        lb_str_addc(out, (char)toupper((unsigned char)*s));
}

static void add_head(struct lb_str *out, const char *command, const char *summary)
{
    lb_str_lit(out, ".\\\" Made by `lumbung help --man`; change the tables in cli/, not this file.\n.Dd November 21, 2026\n.Dt LUMBUNG");
    if (command) {
        lb_str_addc(out, '-');
        add_upper(out, command);
    }
    lb_str_printf(out, " 1\n.Os\n.Sh NAME\n.Nm lumbung%s%s\n.Nd %s\n.Sh SYNOPSIS\n.Nm lumbung", command ? "-" : "",
                  command ? command : "", summary);
}

/* "a|b" lines as a list of tags. */
static void add_pairs(struct lb_str *out, const char *lines, const char *macro)
{
    lb_slice rest = lb_slice_of(lines), line;
    while (lb_slice_split(&rest, '\n', &line)) {
        size_t bar = lb_slice_find(line, '|');
        lb_str_printf(out, ".It %s\"", macro); /* quoted: a lone '.' would be taken for punctuation */
        add_text(out, lb_slice_sub(line, 0, bar));
        lb_str_lit(out, "\"\n");
        add_sentences(out, lb_slice_sub(line, bar + 1, line.len));
    }
}

static void add_option(struct lb_str *out, const struct lb_option *o)
{
    lb_str_lit(out, ".It");
    if (o->letter)
        lb_str_printf(out, " Fl %c ,", o->letter);
    lb_str_printf(out, " Fl \\-%s", o->name);
    if (o->arg)
        lb_str_printf(out, " Ar %s", o->arg);
    lb_str_addc(out, '\n');
    add_sentences(out, lb_slice_of(o->help));
}

static void add_program(struct lb_str *out)
{
    add_head(out, NULL, "a library of case studies in git, searchable and served");
    lb_str_lit(out, "\n.Ar command\n.Op Ar option ...\n.Nm lumbung\n.Cm help\n.Op Ar command\n.Sh DESCRIPTION\n");
    add_paragraphs(out, "Lumbung keeps stories of regional innovation as Markdown files in a git repository, makes a search "
                        "index of them and serves them as a web site.\n\n"
                        "Data runs one way: the repository is indexed into a snapshot, and the snapshot is served. "
                        "The commands are:");
    lb_str_lit(out, ".Bl -tag -width version\n");
    for (size_t i = 0; lb_command_at(i); i++) {
        lb_str_printf(out, ".It Cm %s\n", lb_command_at(i)->name);
        add_text(out, lb_slice_of(lb_command_at(i)->summary));
        lb_str_lit(out, ".\n");
    }
    lb_str_lit(out, ".El\n.Sh EXIT STATUS\n.Bl -tag -width Ds\n");
    add_pairs(out, "0|All went well.\n1|It ran and found faults in the library.\n2|It could not run; the message says what to do.", "");
    lb_str_lit(out, ".El\n.Sh SEE ALSO\n");
    for (size_t i = 0; lb_command_at(i); i++)
        lb_str_printf(out, ".Xr lumbung-%s 1%s\n", lb_command_at(i)->name, lb_command_at(i + 1) ? " ," : "");
}

void lb_command_man(const struct lb_command *command, struct lb_str *out)
{
    if (!command) {
        add_program(out);
        return;
    }
    add_head(out, command->name, command->summary);
    lb_str_printf(out, "\n.Cm %s\n.Op Ar option ...\n", command->name);
    if (command->arguments)
        lb_str_printf(out, ".Op Ar %s\n", command->arguments);
    lb_str_lit(out, ".Sh DESCRIPTION\n");
    add_paragraphs(out, command->about);
    if (command->options && command->options->name) {
        lb_str_lit(out, ".Pp\nThe options are:\n.Bl -tag -width Ds\n");
        for (const struct lb_option *o = command->options; o->name; o++)
            add_option(out, o);
        lb_str_lit(out, ".El\n");
    }
    if (command->exits) {
        lb_str_lit(out, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
        add_pairs(out, command->exits, "");
        lb_str_lit(out, ".El\n");
    }
    if (command->examples) {
        lb_str_lit(out, ".Sh EXAMPLES\n.Bl -tag -width Ds\n");
        add_pairs(out, command->examples, "Li ");
        lb_str_lit(out, ".El\n");
    }
    lb_str_lit(out, ".Sh SEE ALSO\n.Xr lumbung 1\n");
}
