/* fields.h - THE field table: every facet a case has, how it is stored, named in addresses and in queries.
 *
 * One row a field. The indexer fills the values, the store keeps and counts them, the site links and labels them, the
 * help page and the manual list them; all read this table. */
#ifndef LB_FIELDS_H
#define LB_FIELDS_H

#include "base/slice.h"

enum lb_field {
    LB_FIELD_AFFAIR,       /* urusan codes "1.01" */
    LB_FIELD_THEME,
    LB_FIELD_CHALLENGE,
    LB_FIELD_PROVINCE,     /* "61"; a country code for a foreign case */
    LB_FIELD_REGION,       /* "61.71"; also "61" when a province itself leads */
    LB_FIELD_LEVEL,        /* provinsi, kabupaten, kota, negara */
    LB_FIELD_YEAR,         /* "2019": start */
    LB_FIELD_STAGE,
    LB_FIELD_STATUS,
    LB_FIELD_EVIDENCE,     /* "E0" .. "E5" */
    LB_FIELD_FORM,
    LB_FIELD_MODE,
    LB_FIELD_INITIATOR,
    LB_FIELD_TARGET,
    LB_FIELD_SDG,          /* "1" .. "17" */
    LB_FIELD_SCOPE,
    LB_FIELD_PARTICIPATION,
    LB_FIELD_COST,         /* cost band */
    LB_FIELD_LANGUAGE,     /* "id", "en": languages the case can be read in */
    LB_FIELD_ORGANISATION, /* slug of a lead office or partner; label = its name */
    LB_FIELD_AWARD,        /* slug of an award's name; label = the name */
    LB_FIELD_COLLECTION,   /* ids of collections that hold the case */
    LB_FIELD_TAG,          /* slug of a free word */
    /* For editors: */
    LB_FIELD_COMPLETENESS, /* stub, partial, sourced, ready */
    LB_FIELD_MISSING,      /* field or section a complete case would have: "cost", "langkah" */
    LB_FIELD_FLAG,         /* what is to be mended or known: "contact_stale", see indexer/record.h */
    LB_FIELD_VERIFIED,     /* date of the last verification, as written: "2024-11" */
    LB_FIELD_STATUS_ASOF,  /* date the status speaks of */
    LB_FIELD_CONTACT_ASOF, /* date the contact was right */
    LB_FIELD_CONTRIBUTOR,  /* slug of somebody who changed the case; label = the name */
    LB_FIELD_CONTRIBUTED,  /* "SLUG.2024-11": months of their first and last change of the case */
    LB_FIELD_STATE,        /* draft, review, withdrawn: in previews only, and never of a published case */
    LB_FIELD_COUNT
};

enum {
    LB_FACET = 1,   /* shown beside search results */
    LB_BROWSE = 2,  /* has pages of its own: an A-Z list with counts and one page a value */
    LB_MULTI = 4,   /* a case may have several values */
    LB_LABELLED = 8, /* no vocabulary: the label comes with the value (struct lb_facet_value.label) */
    LB_EDITORS = 16, /* for the editors' pages: not beside search results, not suggested; a filter for who asks for it */
    LB_CODED = 32,  /* its codes have no names: dates */
    LB_PREVIEW = 64  /* beside the results of a preview; no word of it in the help of the public site */
};

struct lb_field_info {
    const char *key;        /* "affair": stable, in JSON and dumps */
    const char *prefix;     /* Xapian term prefix, "XAF" */
    const char *vocabulary; /* file in schema/vocab without .yml; NULL = none; "regions" = schema/regions.csv */
    const char *word_id, *word_en;   /* name in addresses and queries: ?urusan=1.02, urusan:kesehatan; /urusan/1.02 */
    const char *label_id, *label_en; /* heading of the facet */
    unsigned flags;
};

extern const struct lb_field_info lb_fields[LB_FIELD_COUNT];

/* By key, or by word in either language; LB_FIELD_COUNT when unknown. */
enum lb_field lb_field_find(lb_slice name);

#endif
