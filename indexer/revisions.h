/* revisions.h - the versions of a case's file, read from git and made readable, for the snapshot (store/versions.h).
 *
 * What a version says depends on its own bytes alone, never on the schema or the vocabularies of today: these come in when it
 * is shown. So a version once read stays the same for ever, and an update after a push agrees with a full build.
 *
 * Only the texts of versions that were published are kept: what stood in a draft, under review or was withdrawn is listed and
 * not shown (unless the build shows drafts). A translation is as public as its original was at that commit. */
#ifndef LB_REVISIONS_H
#define LB_REVISIONS_H

#include "indexer/history.h"
#include "store/versions.h"

struct lb_revisions {
    struct lb_versions versions;
    bool *is_public; /* by version: its front matter said "published" */
    /* The commit from which on a reader could see it: the oldest version that was public. NULL: none was, or the beginning is
     * not known. */
    const struct lb_revision *published;
};

/* `original`: of the same case, read before; NULL when this is it. Everything in *ret lives in the arena or belongs to the
 * history. A version that cannot be read is listed as such and no failure. LB_IO: the parser could not be started. */
enum lb_status lb_revisions_read(struct lb_repo *, const struct lb_history *, const struct lb_file_history *,
                                 const struct lb_file_history *original, const struct lb_revisions *original_read,
                                 bool has_drafts, struct lb_arena *, struct lb_revisions *ret, struct lb_err *) LB_MUST_CHECK;

/* A file as the text of a version; part of the above. LB_INVALID: *line and *code (for ever) say what is wrong. *state gets
 * the front matter's `state`, or the empty slice. */
enum lb_status lb_revision_text(struct lb_arena *, lb_slice bytes, struct lb_str *out, lb_slice *state, const char **code,
                                unsigned *line, struct lb_err *) LB_MUST_CHECK;

#endif
