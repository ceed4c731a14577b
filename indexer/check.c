/* check.c - the table of rules about one case; see check.h. */
#include "indexer/check.h"

#include "indexer/check_rule.h"

enum { ORIGINAL = 1, TRANSLATION = 2, BODY = 4 };

static const struct {
    enum lb_rule rules[3]; /* the codes it may report; LB_RULE_COUNT_ ends */
    unsigned when;
    case_rule_fn *fn;
} table[] = {
    {{LB_RULE_REGION, LB_RULE_REGION_NAME, LB_RULE_COUNT_}, ORIGINAL, rule_region},
    {{LB_RULE_REGION, LB_RULE_COUNT_}, ORIGINAL, rule_region_edges},
    {{LB_RULE_DATES, LB_RULE_COUNT_}, ORIGINAL, rule_dates},
    {{LB_RULE_PLACE, LB_RULE_COUNT_}, ORIGINAL, rule_places},
    {{LB_RULE_SOURCE_TWICE, LB_RULE_COUNT_}, ORIGINAL, rule_source_ids},
    {{LB_RULE_SOURCE, LB_RULE_COUNT_}, ORIGINAL, rule_source_refs},
    {{LB_RULE_EVIDENCE, LB_RULE_COUNT_}, ORIGINAL, rule_evidence},
    {{LB_RULE_CONTACT_OLD, LB_RULE_STATUS_OLD, LB_RULE_VERIFIED_OLD}, ORIGINAL, rule_stale},
    {{LB_RULE_FILE, LB_RULE_UNUSED_FILE, LB_RULE_COUNT_}, ORIGINAL, rule_files},
    {{LB_RULE_SILENCE, LB_RULE_COUNT_}, ORIGINAL | TRANSLATION, rule_silence},
    {{LB_RULE_NIK, LB_RULE_PRIVATE, LB_RULE_COUNT_}, ORIGINAL | TRANSLATION, rule_private},
    {{LB_RULE_UNCITED, LB_RULE_COUNT_}, ORIGINAL | BODY, rule_uncited},
    {{LB_RULE_NUMBER, LB_RULE_COUNT_}, ORIGINAL | BODY, rule_numbers},
    {{LB_RULE_HEADING, LB_RULE_HEADINGS, LB_RULE_COUNT_}, ORIGINAL | TRANSLATION | BODY, rule_sections},
    {{LB_RULE_BEHIND, LB_RULE_COUNT_}, TRANSLATION | BODY, rule_behind},
};

static void run(const struct lb_check *check, struct lb_case *c, const struct lb_markdown *body, int behind)
{
    struct case_rule r = {.check = check, .c = c, .body = body, .behind = behind, .arena = LB_ARENA_INIT};
    unsigned kind = c->is_translation ? TRANSLATION : ORIGINAL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if ((table[i].when & kind) && !(table[i].when & BODY) == !body)
            table[i].fn(&r);
    lb_arena_free(&r.arena);
}

void lb_case_check(const struct lb_check *check, struct lb_case *c)
{
    run(check, c, NULL, -1);
}

void lb_case_check_body(const struct lb_check *check, struct lb_case *c, const struct lb_markdown *body, int behind)
{
    run(check, c, body, behind);
}
