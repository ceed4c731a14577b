/* task.h - a piece of work that runs beside its caller, for the few places where two long ones need nothing of each other.
 *
 * Whoever starts a task ends it, once, from the same thread; until then nobody else touches what the task works on. */
#ifndef LB_TASK_H
#define LB_TASK_H

struct lb_task;

/* Runs the work on `arg` in a thread of its own; where the system has none to give, at once. Never NULL. */
struct lb_task *lb_task_start(void (*work)(void *arg), void *arg);
/* Waits until it is done and frees it. NULL is fine. */
void lb_task_end(struct lb_task *);

#endif
