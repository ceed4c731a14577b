/* ask.c - see ask.h. */
#include "cli/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_ANSWER = 4096 };

bool lb_ask_is_possible(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool lb_ask(struct lb_arena *a, lb_slice question, lb_slice *answer)
{
    char line[MAX_ANSWER];
    fprintf(stderr, "%" LB_PRI "\n> ", LB_ARG(question));
    if (!fgets(line, sizeof line, stdin)) {
        fputc('\n', stderr);
        return false;
    }
    size_t len = strlen(line);
    for (int c = 0; len && line[len - 1] != '\n' && (c = getchar()) != EOF && c != '\n';)
        ; /* the rest of a line that is too long */
    *answer = lb_arena_copy(a, lb_slice_trim(lb_slice_from(line, len)));
    return true;
}
