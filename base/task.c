/* task.c - see task.h. */
#include "base/task.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>

struct lb_task {
    pthread_t thread;
    bool has_thread;
    void (*work)(void *);
    void *arg;
};

static void *run(void *task)
{
    struct lb_task *t = task;
    t->work(t->arg);
    return NULL;
}

struct lb_task *lb_task_start(void (*work)(void *arg), void *arg)
{
    struct lb_task *t = lb_xcalloc(1, sizeof *t);
    t->work = work;
    t->arg = arg;
    t->has_thread = pthread_create(&t->thread, NULL, run, t) == 0;
    if (!t->has_thread)
        run(t);
    return t;
}

void lb_task_end(struct lb_task *t)
{
    if (t && t->has_thread)
        pthread_join(t->thread, NULL);
    free(t);
}
