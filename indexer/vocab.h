/* vocab.h - controlled vocabularies: the codes of schema/vocab/NAME.yml with their labels. Immutable once loaded. */
#ifndef LB_VOCAB_H
#define LB_VOCAB_H

#include "indexer/yaml_value.h"

struct lb_term {
    lb_slice code, group;
    const struct lb_value *label; /* map language -> text */
    const struct lb_value *alt;   /* map language -> list of texts, or NULL */
    const struct lb_value *value; /* the whole entry, for min, max, note ... */
};

struct lb_vocab {
    lb_slice name; /* the file's name without .yml */
    struct lb_value *value;
    struct lb_term *terms; /* in the order of the file */
    const struct lb_term **by_code;
    size_t count;
};

struct lb_vocabs {
    struct lb_vocab *items; /* by name */
    size_t count, capacity;
};

/* Adds the vocabulary in `value`; what does not look like a term is passed over (the schema reports it). */
void lb_vocabs_add(struct lb_vocabs *, struct lb_arena *, lb_slice name, struct lb_value *value);
const struct lb_vocab *lb_vocab_find(const struct lb_vocabs *, lb_slice name);
/* NULL vocabularies have no terms. */
const struct lb_term *lb_term_find(const struct lb_vocab *, lb_slice code);
/* The label in `lang`, else in the first language it has, else the code. */
lb_slice lb_term_label(const struct lb_term *, lb_slice lang);
/* What one code of it is called in a message: "affairs" -> "affair", "target_groups" -> "target group". */
lb_slice lb_vocab_noun(struct lb_arena *, lb_slice name);

#endif
