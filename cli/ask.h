/* ask.h - questions to a person at a terminal. Prompts go to standard error, answers come from standard input. */
#ifndef LB_ASK_H
#define LB_ASK_H

#include "base/arena.h"

/* Is there somebody to ask? Both ends have to be a terminal. */
bool lb_ask_is_possible(void);
/* Prints the question and reads one line, trimmed, into the arena; an empty line gives an empty text. False: the input has
 * ended (Ctrl-D), the person wants to leave. */
bool lb_ask(struct lb_arena *, lb_slice question, lb_slice *answer);

#endif
