/* scaffold.h - a new case, a new collection, or a new translation, as a file an editor can fill in.
 *
 * Fields, their order, their explanations and their codes come from the library's own schema, the guiding questions from
 * headings.yml: nothing about the format is known here. A field somebody has answered is written; every other one stands
 * in the file as comment lines that need only be uncommented, because a draft may leave out what nobody knows yet. */
#ifndef LB_SCAFFOLD_H
#define LB_SCAFFOLD_H

#include "indexer/case.h"

/* "pontianak-rumpon": from the region's name (without its kind; may be empty) and the beginning of the title, at most 48
 * bytes, a valid id. */
lb_slice lb_scaffold_id(struct lb_arena *, lb_slice title, lb_slice region_name);

/* A field of the schema `of` in words, in the language `talk`: its name, what it means, its codes (all of them when they are few).
 * `field` may be dotted: "lead.office". For comments and questions. */
lb_slice lb_scaffold_question(const struct lb_contract *, const struct lb_schema *of, struct lb_arena *, const char *field, lb_slice talk);

/* Appends a whole file. `answers` maps fields to values as in a case; a scalar that is_plain is written without quotes.
 * lang: of the text and its headings; talk: of the comments. */
void lb_scaffold_case(const struct lb_contract *, const struct lb_value *answers, lb_slice lang, lb_slice talk,
                      struct lb_str *out);

/* A case of a new collection; the title stands beside it as a comment and may be empty. */
struct lb_scaffold_item {
    lb_slice id, title;
};

/* Appends a whole file of a collection in the library's language: the answers, the cases in their order in one part. */
void lb_scaffold_collection(const struct lb_contract *, const struct lb_value *answers, const struct lb_scaffold_item *cases, size_t count,
                            lb_slice talk, struct lb_str *out);

/* Appends a whole file in `lang`: what has to be translated is there and empty, what may be translated is there as
 * comments, each beside the original's text. `commit` is the one that is translated. The original is a case or a collection. */
void lb_scaffold_translation(const struct lb_contract *, const struct lb_case *original, lb_slice lang, lb_slice talk,
                             const char *commit, struct lb_str *out);

#endif
