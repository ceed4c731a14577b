/* scaffold_parts.h - what scaffold.c and scaffold_translation.c share; private to them. */
#ifndef LB_SCAFFOLD_PARTS_H
#define LB_SCAFFOLD_PARTS_H

#include "indexer/scaffold.h"

enum { SCAFFOLD_WIDTH = 98 };

/* The text in the language of the comments. */
const char *scaffold_say(lb_slice talk, const char *id, const char *en);
/* A field's name in words. */
lb_slice scaffold_title(const struct lb_schema *, lb_slice talk);
/* Text as "# INDENTwords" lines. */
void scaffold_comment(struct lb_str *out, const char *indent, lb_slice text);
/* Every heading in `lang`, with or without the guiding questions below it. */
void scaffold_headings(const struct lb_contract *, lb_slice lang, lb_slice talk, bool has_questions, struct lb_str *out);

#endif
