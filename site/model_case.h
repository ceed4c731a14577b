/* model_case.h - the case page as a model, from the record the indexer left (indexer/record.h). Split by part of the
 * page; every function adds members to the page's model and reads nothing but the record and the library's notes. */
#ifndef LB_MODEL_CASE_H
#define LB_MODEL_CASE_H

#include "site/preview.h"

struct lb_case_view {
    const struct lb_page_request *p;
    const struct lb_json *record;
    lb_slice lang;    /* of the texts: the page's, or the case's only one */
    lb_slice foreign; /* lang when it is not the page's language, else empty: for lang attributes */
    struct lb_findings *findings; /* in a preview, else NULL */
};

/* model_case.c: everything but the body and what the reader must be asked for (similar cases). */
void lb_model_case(const struct lb_case_view *, struct lb_json *into);
/* model_case_facts.c: the key facts beside the text and the details below it. */
void lb_model_case_facts(const struct lb_case_view *, struct lb_json *into);
void lb_model_case_details(const struct lb_case_view *, struct lb_json *into);
/* model_case_results.c: the ledger of results, claims that disagree, flags. */
void lb_model_case_results(const struct lb_case_view *, struct lb_json *into);
void lb_model_case_flags(const struct lb_case_view *, struct lb_json *into);
/* model_case_practice.c: what somebody who copies it needs, and the lineage. */
void lb_model_case_practice(const struct lb_case_view *, struct lb_json *into);
void lb_model_case_lineage(const struct lb_case_view *, struct lb_json *into);
/* model_case_sources.c: sources, history, citation. */
void lb_model_case_sources(const struct lb_case_view *, struct lb_json *into);
void lb_model_case_history(const struct lb_case_view *, struct lb_json *into);

/* A scalar member as text: years may be numbers. */
lb_slice lb_case_text(const struct lb_case_view *, const struct lb_json *object, const char *key);
/* Adds `key`: [{cite_id, cite_n}] for a source id or a list of them. */
void lb_case_cites(const struct lb_case_view *, const struct lb_json *sources, const char *key, struct lb_json *into);

#endif
