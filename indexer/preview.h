/* preview.h - what only a preview has: where everything stands in its file, and what was found wrong there.
 *
 * A snapshot made with drafts (lb_build_options.has_drafts) carries it, a public one never does; a site that sees the note
 * "preview" knows that it shows a preview. The site joins findings and places by line; nothing here knows how a page looks. */
#ifndef LB_PREVIEW_H
#define LB_PREVIEW_H

#include "indexer/case.h"
#include "indexer/collection.h"

/* Adds the members "places", "body_line" and, unless it is published, "to_publish" to a record (record.h). `of`: the schema of the
 * original, of_case or of_collection. */
void lb_preview_record(const struct lb_contract *, const struct lb_schema *of, const struct lb_case *, struct lb_json *record);

/* A finding as notes have it, without its file; `excerpt` may be empty. */
struct lb_json *lb_finding_json(const struct lb_diag *, lb_slice excerpt);

/* Note "preview". `diags` are all findings, sorted; the tree is asked for the lines of files that cannot be shown. */
struct lb_json *lb_preview_note(const struct lb_contract *, const struct lb_tree *, const struct lb_diags *diags,
                                const struct lb_survey *, const struct lb_collections *);

#endif
