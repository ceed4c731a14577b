/* unanswered.c - `lumbung unanswered`: what people searched for in vain. */
#include "cli/command.h"
#include "base/fs.h"
#include "site/unanswered.h"

static const char *state = "state";

static const struct lb_option options[] = {
    {.name = "state", .letter = 's', .arg = "DIR", .help = "the state directory of the server [state].", .kind = LB_OPT_TEXT,
     .value = &state},
    {.name = NULL},
};

static int run(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_str out = LB_STR_INIT(1 << 20);
    struct lb_err err = {0};
    struct lb_unanswered_row *rows;
    size_t count;
    int exit_status;
    if (!lb_fs_is_dir(state)) {
        exit_status = lb_command_fail("unanswered: there is no state directory '%s'; name the one the server uses with --state", state);
    } else if (lb_unanswered_read(&arena, state, &rows, &count, &err)) {
        exit_status = lb_command_fail("unanswered: %s", err.msg);
    } else {
        if (!count)
            lb_str_lit(&out, "no search was in vain so far\n");
        for (size_t i = 0; i < count; i++)
            lb_str_printf(&out, "%6u  %" LB_PRI "  %" LB_PRI "\n", rows[i].count, LB_ARG(rows[i].last), LB_ARG(rows[i].words));
        exit_status = lb_command_print(&out);
    }
    lb_str_free(&out);
    lb_arena_free(&arena);
    return exit_status;
}

const struct lb_command lb_command_unanswered = {
    .name = "unanswered",
    .summary = "lists searches that found nothing",
    .about = "Prints how often, when last and for which words people searched without finding a case, most frequent first: what "
             "the library lacks. The server keeps words only, never who searched or at what hour, and drops what looks like "
             "personal data.",
    .exits = "0|Printed.\n2|There is no such state directory, or it cannot be read.",
    .examples = "lumbung unanswered --state /var/lib/lumbung|What should be written next?",
    .options = options,
    .run = run,
};
