/* new.h - what the parts of `lumbung new` share: new.c (options, a case), new_collection.c, new_translation.c, and new_answers.c, which
 * asks. */
#ifndef LB_NEW_H
#define LB_NEW_H

#include "cli/place.h"
#include "indexer/case.h"

/* What the options said; NULL = not said. */
struct lb_new {
    const char *title, *region, *region_name, *affair, *theme, *problem, *start, *office, *author; /* of a case */
    const char *kind, *curator, *cases;                                                            /* of a collection */
    const char *id, *comments, *translate;
    bool is_silent; /* asks nothing */
    bool is_collection, is_trusted;
};

struct lb_new_answers {
    struct lb_value *front; /* as a file's front matter */
    lb_slice title, region_code, region_name;
    lb_slice *cases;        /* of a collection */
    size_t case_count;
};

/* Takes the options' values, asks for the others when there is somebody to ask, measures each by the library's schema.
 * An exit status: LB_EXIT_OK, or LB_EXIT_FAILED with a message. */
int lb_new_answer(const struct lb_place *, const struct lb_new *, lb_slice talk, struct lb_arena *, struct lb_new_answers *ret);

/* Write one file each, and say what to do next. An exit status. */
int lb_new_collection(const struct lb_place *, const struct lb_new *, struct lb_arena *);
int lb_new_translation(const struct lb_place *, const struct lb_new *, const char *id, struct lb_arena *);

/* ---- new.c */

/* The language an option asked for, or else `fallback`. */
int lb_new_language(const struct lb_place *, const char *asked, const char *option, lb_slice fallback, lb_slice *ret);
/* Writes "FOLDER/NAME.md" and says what to do next; `todo` before that. */
int lb_new_write(const struct lb_place *, struct lb_arena *, lb_slice folder, lb_slice name, const struct lb_str *text, lb_slice talk,
                 const char *todo);
/* Indonesian or English, for a person. */
const char *lb_new_say(lb_slice talk, const char *id, const char *en);

#endif
