/* model_version.h - what the pages of a case's history share: its versions, a version found by its commit, their markup. */
#ifndef LB_MODEL_VERSION_H
#define LB_MODEL_VERSION_H

#include "site/model.h"
#include "store/version_diff.h"
#include "store/versions.h"

enum { LB_COMMIT_SHOWN = 12, LB_COMMIT_LEAST = 7 }; /* digits of a commit in addresses and texts; fewer are not taken */

struct lb_case_history {
    struct lb_json *record; /* in the page's language or the case's; freed with lb_case_history_close */
    lb_slice id, title;
    lb_slice lang;    /* of the file whose versions these are */
    lb_slice foreign; /* lang when it is not the page's, else empty: for lang attributes */
    lb_slice title_lang; /* the same of the title */
    struct lb_versions versions;
};

/* The history of a case in the page's language, or in the one it has. LB_NOT_FOUND: no such case. */
enum lb_status lb_case_history_open(const struct lb_page_request *, lb_slice id, struct lb_case_history *ret, struct lb_err *)
    LB_MUST_CHECK;
/* Turns to the versions of the case's next language, so that a commit can be looked for there. False when there is none. */
bool lb_case_history_next(const struct lb_page_request *, struct lb_case_history *);
void lb_case_history_close(struct lb_case_history *);

/* The version that a commit, whole or abbreviated, made; NULL when there is none. */
const struct lb_version *lb_version_find(const struct lb_versions *, lb_slice commit);
/* The newest one that can be read, or NULL; the next older one that can. */
const struct lb_version *lb_version_newest(const struct lb_versions *);
const struct lb_version *lb_version_before(const struct lb_versions *, const struct lb_version *);

lb_slice lb_version_url(const struct lb_page_request *, lb_slice id, const struct lb_version *);
lb_slice lb_changes_url(const struct lb_page_request *, lb_slice id, const struct lb_version *old, const struct lb_version *now);
/* "Ani, Budi, dan Cici" */
lb_slice lb_version_people(const struct lb_page_request *, const lb_slice *names, size_t count);
/* "3 Mei 2026" */
lb_slice lb_version_date(const struct lb_page_request *, const struct lb_version *);
/* "12 kata ditambah, 3 kata dihapus", or why there is nothing to say. */
lb_slice lb_version_size(const struct lb_page_request *, const struct lb_version *);

/* case_title, title_lang, case_url, history_url, and the members of frame.h that say where the page is in the other language. */
void lb_model_case_history_head(const struct lb_page_request *, const struct lb_case_history *, struct lb_json *into);
/* v_commit, v_iso, v_date, v_people, v_is_machine, v_subject, v_message, v_url, v_size, v_why_not. */
struct lb_json *lb_model_version(const struct lb_page_request *, const struct lb_case_history *, const struct lb_version *);

/* page_history.c: the list of versions; with `missing`, a version that was asked for and is not there, as 404. */
enum lb_status lb_history_reply(const struct lb_page_request *, struct lb_case_history *, lb_slice missing, struct lb_reply *);

/* Adds `fields` and `sections`: [{part_label, part_old_label, part_state, part_html}]. */
void lb_model_version_parts(const struct lb_page_request *, const struct lb_diff_part *, size_t count, struct lb_json *into);

#endif
