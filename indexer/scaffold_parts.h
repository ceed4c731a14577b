/* scaffold_parts.h - what scaffold.c, scaffold_collection.c and scaffold_translation.c share; private to them. */
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

/* What a field of `of` means, as comment lines after an empty one. */
void scaffold_explain(const struct lb_contract *, const struct lb_schema *of, lb_slice field, lb_slice talk, struct lb_str *out);
/* The same, then its answer, or the field as comment lines. */
void scaffold_field(const struct lb_contract *, const struct lb_schema *of, lb_slice field, const struct lb_value *answers, lb_slice talk,
                    struct lb_str *out);
/* "FIELD: value" at a depth. */
void scaffold_answer(lb_slice field, const struct lb_value *, unsigned depth, struct lb_str *out);
/* The fields of a map but those of a list that NULL ends, as comment lines behind `indent` blanks, for a place that is itself no comment. */
void scaffold_members(const struct lb_contract *, const struct lb_schema *map, unsigned indent, const char *const *but, lb_slice talk,
                      struct lb_str *out);

#endif
