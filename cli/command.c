/* command.c - the table of commands, and what they share. */
#include "cli/command.h"

#include "indexer/check_rules.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct lb_command *const list[] = {
    &lb_command_check,
    &lb_command_explain,
    &lb_command_fmt,
    &lb_command_help,
    &lb_command_hook,
    &lb_command_index,
    &lb_command_init,
    &lb_command_new,
    &lb_command_profiles,
    &lb_command_search,
    &lb_command_serve,
    &lb_command_unanswered,
    &lb_command_version,
};
enum { COUNT = sizeof list / sizeof *list };

const struct lb_command *lb_command_at(size_t i)
{
    return i < COUNT ? list[i] : NULL;
}

const struct lb_command *lb_command_find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(list[i]->name, name) == 0)
            return list[i];
    return NULL;
}

const char *lb_command_like(const char *wrong)
{
    lb_slice names[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        names[i] = lb_slice_of(list[i]->name);
    size_t at = lb_did_you_mean(lb_slice_of(wrong), names, COUNT);
    return at < COUNT ? list[at]->name : NULL;
}

int lb_command_fail(const char *fmt, ...)
{
    va_list ap;
    fputs("lumbung: ", stderr);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    return LB_EXIT_FAILED;
}

int lb_command_print(const struct lb_str *text)
{
    if (text->is_full)
        return lb_command_fail("the output is too long");
    if ((text->len && fwrite(text->data, 1, text->len, stdout) != text->len) || fflush(stdout) != 0)
        return lb_command_fail("cannot write to standard output: %s", strerror(errno));
    return LB_EXIT_OK;
}
