/* check.h - the rules about one case. Rules about several are the survey's (lineage.h), those about the form of a file
 * are the reader's (case.h), those about links and pictures the renderer's (markdown.h, assets.h).
 *
 * Two moments, because errors keep a case out of the library and must be known before it is surveyed, while the body
 * is rendered later: lb_case_check may add errors, lb_case_check_body adds warnings only. */
#ifndef LB_CHECK_H
#define LB_CHECK_H

#include "indexer/case.h"
#include "indexer/markdown.h"

struct lb_check {
    const struct lb_contract *contract;
    const struct lb_tree *tree; /* to see which files lie beside the case; NULL = not looked at */
    lb_slice today;             /* ISO date that "stale" is measured from; empty = nothing is stale */
};

/* Front matter and bytes: region, dates, places, evidence, citations, private data, files. A translation must have been
 * merged. Findings go to c->source; c->source.errors tells. */
void lb_case_check(const struct lb_check *, struct lb_case *c);

/* The rendered body: sources nobody cites, numbers without a source, sections. `behind`: commits that changed the
 * original since it was translated, -1 = unknown; only for translations. */
void lb_case_check_body(const struct lb_check *, struct lb_case *c, const struct lb_markdown *body, int behind);

/* The highest level of evidence the sources and results of a case can carry ("E0" to "E5"), and why not more: a text for
 * a hint, lives for ever. */
const char *lb_evidence_ceiling(const struct lb_value *record, struct lb_both *why_not_more);

#endif
