/* library.h - the notes of one snapshot, parsed once and shared by all threads: labels, regions, lists. Immutable. */
#ifndef LB_LIBRARY_H
#define LB_LIBRARY_H

#include "base/json.h"
#include "store/store.h"

struct lb_library;

enum lb_status lb_library_open(struct lb_snapshot *, struct lb_library **ret, struct lb_err *) LB_MUST_CHECK;
void lb_library_free(struct lb_library *);

/* The snapshot it was made of; lives as long. */
const struct lb_snapshot *lb_library_snapshot(const struct lb_library *);
/* Was it made with drafts? */
bool lb_library_has_drafts(const struct lb_library *);
/* A parsed note ("library", "vocab", "regions", "tiles", "head", "collections", "cases", ...), or NULL. */
const struct lb_json *lb_library_note(const struct lb_library *, const char *key);
/* The order by name in lang of a field's values as lb_reader_values lists them: order[0] is the place of the first. Made
 * when first asked for, then kept. */
const uint32_t *lb_library_order(const struct lb_library *, const char *lang, const struct lb_facet_result *values);
/* Label of a code in a vocabulary ("themes") in lang; regions give their name; the code itself when unknown. */
lb_slice lb_library_label(const struct lb_library *, const char *vocabulary, lb_slice code, const char *lang);
/* The term {code, label, note, group ...}, or NULL. */
const struct lb_json *lb_library_term(const struct lb_library *, const char *vocabulary, lb_slice code);
/* The text in lang of {id, en} (a title, a label), else in the other language; a plain string is itself. */
lb_slice lb_library_text(const struct lb_json *labels, const char *lang);
lb_slice lb_library_region_name(const struct lb_library *, lb_slice code);

#endif
