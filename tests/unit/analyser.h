/* analyser.h - an analyser without words of a library, for the tests of text/. */
#ifndef ANALYSER_H
#define ANALYSER_H

#include "text/text.h"

static struct lb_analyser *an;

static int make_analyser(void **state)
{
    (void)state;
    struct lb_err e;
    return lb_analyser_new(NULL, &an, &e) == LB_OK ? 0 : -1;
}

static int free_analyser(void **state)
{
    (void)state;
    lb_analyser_free(an);
    return 0;
}

#endif
