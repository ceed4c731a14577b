/* labels.h - the names of facet values, from the notes "vocab" and "regions": for field:value in queries and for
 * suggestions. Only values that some case has. Immutable. Private to the store. */
#ifndef LB_STORE_LABELS_H
#define LB_STORE_LABELS_H

#include "store/columns.h"
#include "text/text.h"

struct lb_label {
    lb_slice folded;  /* as it is compared */
    lb_slice text;    /* as people read it */
    lb_slice lang;    /* "id", "en"; empty = any */
    uint32_t value;
};

struct lb_labels {
    struct lb_arena arena;
    struct lb_label *items; /* by folded, then value */
    size_t count, capacity;
};

/* vocab and regions are the notes' texts; may be empty. */
void lb_labels_make(const struct lb_columns *, lb_slice vocab, lb_slice regions, struct lb_labels *ret);
void lb_labels_free(struct lb_labels *);
/* The values of a field that `typed` names: by code, by whole name, else all whose name holds all its words.
 * At most max. */
size_t lb_labels_find(const struct lb_labels *, const struct lb_columns *, struct lb_arena *, enum lb_field,
                      lb_slice typed, uint32_t *values, size_t max);
/* The name of a value in lang, else in any language, else its code. */
lb_slice lb_labels_text(const struct lb_labels *, const struct lb_columns *, uint32_t value, lb_slice lang);

#endif
