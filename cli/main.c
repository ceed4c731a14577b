/* main.c - the program's entry: finds the command that was meant and runs it. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static bool is_help_word(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

int main(int argc, char **argv)
{
    const struct lb_command *command;
    if (argc < 2)
        return lb_command_fail("which command? `lumbung help` lists them");
    if (is_help_word(argv[1]))
        command = &lb_command_help;
    else if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
        command = &lb_command_version;
    else
        command = lb_command_find(argv[1]);
    if (!command) {
        const char *like = lb_command_like(argv[1]);
        return like ? lb_command_fail("unknown command '%s'; did you mean '%s'?", argv[1], like)
                    : lb_command_fail("unknown command '%s'; `lumbung help` lists them", argv[1]);
    }
    argc--;
    argv++;
    bool is_help = false;
    if (!lb_options_read(command, &argc, &argv, &is_help))
        return LB_EXIT_FAILED;
    return is_help ? LB_EXIT_OK : command->run(argc, argv);
}
