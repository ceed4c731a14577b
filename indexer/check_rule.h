/* check_rule.h - a rule about one case as data; shared by check.c (the table) and the families of rules. */
#ifndef LB_CHECK_RULE_H
#define LB_CHECK_RULE_H

#include "indexer/check.h"

struct case_rule {
    const struct lb_check *check;
    struct lb_case *c;
    const struct lb_markdown *body; /* NULL in lb_case_check */
    int behind;
    struct lb_arena arena; /* for messages */
};

typedef void case_rule_fn(struct case_rule *);

/* check_facts.c */
void rule_region(struct case_rule *);
void rule_region_edges(struct case_rule *);
void rule_dates(struct case_rule *);
void rule_places(struct case_rule *);
void rule_evidence(struct case_rule *);
void rule_stale(struct case_rule *);
/* check_sources.c */
void rule_source_ids(struct case_rule *);
void rule_source_refs(struct case_rule *);
void rule_uncited(struct case_rule *);
void rule_numbers(struct case_rule *);
/* check_text.c */
void rule_private(struct case_rule *);
void rule_sections(struct case_rule *);
void rule_behind(struct case_rule *);
/* silence.c */
void rule_silence(struct case_rule *);
/* check_files.c */
void rule_files(struct case_rule *);

/* Where a field stands: its value's place. */
#define AT(v) (v)->line, (v)->column

#endif
