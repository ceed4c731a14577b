/* new.h - what the two halves of `lumbung new` share: new.c (options, the file), new_answers.c (questions and answers). */
#ifndef LB_NEW_H
#define LB_NEW_H

#include "cli/place.h"

/* What the options said; NULL = not said. */
struct lb_new {
    const char *title, *region, *region_name, *affair, *theme, *problem, *start, *office, *author;
    bool is_silent; /* asks nothing */
};

struct lb_new_answers {
    struct lb_value *front; /* as a case's front matter */
    lb_slice title, region_code, region_name;
};

/* Takes the options' values, asks for the others when there is somebody to ask, measures each by the library's schema.
 * An exit status: LB_EXIT_OK, or LB_EXIT_FAILED with a message. */
int lb_new_answer(const struct lb_place *, const struct lb_new *, lb_slice talk, struct lb_arena *, struct lb_new_answers *ret);

/* Indonesian or English, for a person. */
const char *lb_new_say(lb_slice talk, const char *id, const char *en);

#endif
