/* preview.h - what a preview shows that the public site does not: the bar on every page, marks and banners of states, and the
 * findings of the check beside what they are about.
 *
 * A page is of a preview when the snapshot holds drafts (note "preview", record.h) or the server says so; p->is_preview tells.
 * Every function here adds nothing otherwise, so that a public page is the same to the byte. */
#ifndef LB_SITE_PREVIEW_H
#define LB_SITE_PREVIEW_H

#include "site/assets_serve.h"
#include "site/model.h"

/* The bar, its style sheet and script; keeps search engines out, drops addresses of the public site. Called by the frame
 * before anything else is set. */
void lb_preview_frame(const struct lb_page_request *, const struct lb_assets *, struct lb_json *model);

/* PREFIX_state (its label) and PREFIX_state_code, unless the code is empty or "published". */
void lb_preview_mark(const struct lb_page_request *, const char *prefix, lb_slice code, struct lb_json *into);
/* The same of a case of which only the id is known. */
void lb_preview_mark_case(const struct lb_page_request *, const char *prefix, lb_slice id, struct lb_json *into);
void lb_preview_mark_collection(const struct lb_page_request *, const char *prefix, lb_slice id, struct lb_json *into);
/* state_banner: what the state of a record means and what is needed to publish it. `kind`: "case" or "collection". */
void lb_preview_banner(const struct lb_page_request *, const struct lb_json *record, const char *kind, struct lb_json *into);

/* Files that cannot be shown: {broken_title, broken_url, broken_path, broken_count}. */
struct lb_json *lb_preview_broken(const struct lb_page_request *);
/* Of kind "case" or "collection", in the page's language or any; NULL = there is none. */
const struct lb_json *lb_preview_find_broken(const struct lb_page_request *, const char *kind, lb_slice id);
/* faces: the languages of a case that is shown in another one, because these cannot be. */
void lb_preview_faces(const struct lb_page_request *, lb_slice id, struct lb_json *into);
/* The page for it. */
enum lb_status lb_preview_reply_broken(const struct lb_page_request *, const struct lb_json *broken, struct lb_reply *);

/* ---- model_findings.c: the findings about one file, each given to the page once. */

struct lb_findings;

/* NULL when this is no preview, or nothing was found; every function takes NULL. `record` may be NULL: then nothing is known
 * of places. Lives in the request's arena. */
struct lb_findings *lb_findings_of(const struct lb_page_request *, lb_slice path, const struct lb_json *record);
/* Moves those about some fields ("status,status_asof", "sources.2") into `into` as `key`, a list; nothing when there are none. */
void lb_findings_take(struct lb_findings *, const char *fields, const char *key, struct lb_json *into);
/* body_parts instead of body_html: [{part_html, part_findings}]. Without a preview body_html as it is. */
void lb_findings_body(struct lb_findings *, const struct lb_page_request *, struct lb_html body, struct lb_json *into);
/* What is left (findings_rest) and the summary: findings_title, findings_list [{to_id, to_text}]. After all the others. */
void lb_findings_end(struct lb_findings *, struct lb_json *into);
/* One finding as partial/finding.html shows it. */
struct lb_json *lb_finding_model(const struct lb_page_request *, lb_slice path, const struct lb_json *finding, size_t number);

#endif
