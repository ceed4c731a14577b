/* fuzz_front.c - any bytes as a case: split, parsed, validated, checked, surveyed. Every refusal says why. */
#include <stdlib.h>

#include "../unit/contract.h"
#include "indexer/check.h"
#include "indexer/lineage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lb_arena a = LB_ARENA_INIT;
    if (!contract && load_contract(NULL))
        abort();
    struct lb_diags diags;
    struct lb_case pair[2];
    lb_diags_init(&diags);
    lb_slice bytes = lb_arena_copy(&a, lb_slice_from(data, size));
    enum lb_status st = lb_case_read(contract, LB_S("cases/61/a/id.md"), bytes, false, &diags, &a, &pair[0]);
    if (st && !diags.errors)
        abort();
    if (!st) {
        struct lb_check check = {.contract = contract, .today = LB_S("2026-11-21")};
        lb_case_check(&check, &pair[0]);
        struct lb_survey *survey = lb_survey_new(contract, &diags);
        size_t count = 1;
        if (lb_case_read(contract, LB_S("cases/61/a/en.md"), bytes, true, &diags, &a, &pair[1]) == LB_OK) {
            lb_case_merge(&pair[1], &pair[0], &a);
            count = 2;
        }
        struct lb_brief *brief = lb_survey_add(survey, pair, count);
        lb_survey_finish(survey);
        lb_json_free(lb_survey_lineage(survey, brief, pair[0].record, LB_S("en")));
        lb_json_free(lb_survey_related(survey, brief, LB_S("id")));
        lb_survey_free(survey);
    }
    struct lb_str out = LB_STR_INIT(1 << 20);
    for (size_t i = 0; i < diags.count && i < 50; i++)
        lb_diag_print(&diags.items[i], i % 2 ? LB_LANG_ID : LB_LANG_EN, true, &out);
    lb_str_free(&out);
    lb_diags_free(&diags);
    lb_arena_free(&a);
    return 0;
}
