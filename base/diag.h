/* diag.h - what a linter says to an author: where, what is wrong, how to mend it.
 *
 * A list that grows while cases are read and is printed at the end, in the order file, line, column, code. At most
 * LB_MAX_DIAGNOSTICS are kept; the rest is counted. Codes (E0xx error, W0xx warning, I0xx note) are stable; the table
 * of codes belongs to the layer that issues them. */
#ifndef LB_DIAG_H
#define LB_DIAG_H

#include "base/both.h"
#include "base/str.h"

/* LB_SILENCE is no finding: a file says that those of this code in it are known and accepted; `message` is the reason. It
 * travels with the findings until lb_diags_settle. */
enum lb_severity { LB_NOTE, LB_WARNING, LB_ERROR, LB_SILENCE };

struct lb_diag {
    lb_slice file;          /* relative to the library's root; empty = the library as a whole */
    unsigned line, column;  /* from 1; 0 = unknown; column counts characters, not bytes */
    enum lb_severity severity;
    const char *code;       /* "E012"; lives for ever */
    struct lb_both message; /* one line, lower case, no full stop */
    struct lb_both hint;    /* how to mend it; may be empty */
    lb_slice source_line;   /* the line as it stands, for the caret; may be empty */
    lb_slice silenced;      /* the reason its file gives for silencing it; empty = it is not. Not counted as a warning */
};

struct lb_diags {
    struct lb_arena arena; /* owns every string */
    struct lb_diag *items;
    size_t count, capacity;
    size_t errors, warnings, dropped;
    size_t silenced;
    size_t max; /* kept; 0 = LB_MAX_DIAGNOSTICS */
};

void lb_diags_init(struct lb_diags *);
void lb_diags_free(struct lb_diags *);
/* Copies d and its strings. */
void lb_diags_add(struct lb_diags *, const struct lb_diag *d);
/* Once all findings are known: takes the silences out of the list and marks what they silence; errors never. `tell` (may be
 * NULL) is called for each that silences nothing. */
void lb_diags_settle(struct lb_diags *, void (*tell)(void *self, const struct lb_diag *idle), void *self);
void lb_diags_sort(struct lb_diags *);
/* "kesalahan", "warning": what the severity of a finding is called. */
const char *lb_severity_word(enum lb_severity, enum lb_lang);
/* Human text as compilers write it (file:line:col: error[E012]: message; hint, source line, caret). */
void lb_diag_print(const struct lb_diag *, enum lb_lang, bool color, struct lb_str *out);

#endif
