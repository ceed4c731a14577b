/* command.h - a command is data: its name, options and texts in one table, from which dispatch, --help, the manual pages
 * and the checking of arguments all come. One file a command; the list is in command.c. */
#ifndef LB_COMMAND_H
#define LB_COMMAND_H

#include "base/err.h"
#include "base/str.h"

enum lb_option_kind { LB_OPT_FLAG, LB_OPT_TEXT, LB_OPT_NUMBER };

struct lb_option {
    const char *name;  /* "repo": --repo */
    char letter;       /* 'q': -q, or 0 */
    const char *arg;   /* "DIR"; NULL for flags */
    const char *help;  /* one or more sentences; the default in brackets */
    enum lb_option_kind kind;
    void *value;       /* bool *, const char ** or long * */
    long min, max;     /* LB_OPT_NUMBER */
};

struct lb_command {
    const char *name;
    const char *arguments; /* of the usage line, after the options: "WORD..."; NULL = takes none */
    const char *summary;   /* "makes a snapshot of a library" */
    const char *about;     /* paragraphs parted by empty lines */
    const char *exits;     /* "0|...\n1|...": exit statuses */
    const char *examples;  /* "command|what it does\n..." */
    const struct lb_option *options; /* ended by a NULL name */
    /* argv holds the arguments left over, argv[argc] is NULL; gives the exit status. */
    int (*run)(int argc, char **argv);
};

extern const struct lb_command lb_command_check, lb_command_explain, lb_command_fmt, lb_command_help, lb_command_hook,
    lb_command_index, lb_command_init, lb_command_new, lb_command_profiles, lb_command_search, lb_command_serve, lb_command_unanswered,
    lb_command_version;

const struct lb_command *lb_command_find(const char *name);
/* The i-th command in the order of help; NULL behind the last. */
const struct lb_command *lb_command_at(size_t i);
/* The command's name nearest to `wrong`, or NULL. */
const char *lb_command_like(const char *wrong);

/* "%zu case%s" */
#define LB_PLURAL(n) ((n) == 1 ? "" : "s")

enum { LB_EXIT_OK = 0, LB_EXIT_FINDINGS = 1, LB_EXIT_FAILED = 2 };

/* Sets the options' values from argv[1..] and moves what is left to the front of *argv. False: wrong, one line and a hint
 * were printed: exit with 2. --help prints and sets *is_help: exit with 0. */
bool lb_options_read(const struct lb_command *, int *argc, char ***argv, bool *is_help);
void lb_command_usage(const struct lb_command *, struct lb_str *out);
/* A manual page in mdoc; NULL = of the program as a whole. */
void lb_command_man(const struct lb_command *, struct lb_str *out);

/* Prints "lumbung: MESSAGE" to standard error and gives LB_EXIT_FAILED. */
int lb_command_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Writes to standard output; LB_EXIT_FAILED when that fails. */
int lb_command_print(const struct lb_str *);

#endif
