/* collection.h - collections/: ordered, annotated lists of cases, read like cases, and their notes in the snapshot.
 *
 * "collections/ID.md" is the original, in the library's own language; "collections/ID.LANG.md" a translation, laid over it. */
#ifndef LB_COLLECTION_H
#define LB_COLLECTION_H

#include "indexer/lineage.h"

enum { LB_MAX_LANGS = 8 }; /* of one case or collection */

struct lb_collection {
    lb_slice id;
    struct lb_case langs[LB_MAX_LANGS]; /* the original first; langs[i].lang, .record, .body */
    size_t lang_count;
};

struct lb_collections {
    struct lb_collection *items; /* by id; those without errors that are to be shown */
    size_t count, capacity;
    size_t hidden, left_out;
};

/* Reads and validates one file, named "collections/ID.md" or "collections/ID.LANG.md", like lb_case_read. LB_INVALID, LB_LIMIT: there is
 * nothing to speak of. LB_OK also with errors counted in ret->source. */
enum lb_status lb_collection_read(const struct lb_contract *, lb_slice path, lb_slice bytes, struct lb_diags *, struct lb_arena *,
                                  struct lb_case *ret) LB_MUST_CHECK;

/* Reads all collections of the tree; faults are diagnostics, a broken one is left out. A library without the folder has
 * none. Everything lives in the arena. LB_IO. */
enum lb_status lb_collections_read(const struct lb_contract *, const struct lb_tree *, bool has_drafts, struct lb_diags *,
                                   struct lb_arena *, struct lb_collections *ret, struct lb_err *) LB_MUST_CHECK;

/* Tells the survey which cases they hold. */
void lb_collections_tell(const struct lb_collections *, struct lb_survey *, struct lb_arena *);

/* Note "collections" (record.h). After lb_survey_finish. */
struct lb_json *lb_collections_list(const struct lb_collections *, const struct lb_survey *);

/* Note "collection:ID:LANG": the front matter, titles of the cases, rendered body. Items whose case is not in the library
 * are marked and reported; with is_preview also what preview.h adds. LB_IO; a body that cannot be rendered is reported and left out. */
enum lb_status lb_collection_note(const struct lb_contract *, const struct lb_collection *, size_t lang, const struct lb_survey *,
                                  bool is_preview, struct lb_diags *, struct lb_arena *, struct lb_json **ret,
                                  struct lb_err *) LB_MUST_CHECK;

#endif
