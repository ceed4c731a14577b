/* build_analyser.c - how the text of a library is analysed: by schema/search/ and by the acronyms its cases explain. */
#include "indexer/build_parts.h"

#include "base/hash.h"

uint64_t lb_build_acronyms(const struct lb_build *b)
{
    struct lb_json *acronyms = lb_survey_acronyms(b->survey);
    struct lb_str text = LB_STR_INIT(SIZE_MAX / 2);
    lb_json_print(acronyms, false, false, &text);
    uint64_t h = lb_mix(1, lb_str_slice(&text));
    lb_str_free(&text);
    lb_json_free(acronyms);
    return h;
}

/* An update has both from before, and hardly ever other acronyms. */
static enum lb_status take_ahead(struct lb_build *b, const struct lb_json *acronyms, struct lb_err *err)
{
    bool is_same = lb_build_acronyms(b) == b->old_acronyms;
    b->analyser = lb_build_take_analyser(b, &b->search);
    if (b->analyser && is_same)
        return LB_OK;
    lb_analyser_free(b->analyser);
    b->analyser = NULL;
    if (!b->search)
        return lb_fail(err, LB_INVALID, "the note of before cannot be read");
    lb_json_del(b->search, "case_acronyms");
    if (lb_json_size(acronyms))
        lb_json_set(b->search, "case_acronyms", lb_json_copy(acronyms));
    return lb_analyser_new(b->search, &b->analyser, err);
}

enum lb_status lb_build_open_analyser(struct lb_build *b, struct lb_err *err)
{
    struct lb_json *acronyms = lb_survey_acronyms(b->survey);
    enum lb_status status;
    if (b->is_ahead) {
        status = take_ahead(b, acronyms, err);
    } else {
        b->search = lb_contract_search(b->contract, acronyms);
        status = lb_analyser_new(b->search, &b->analyser, err);
    }
    if (status)
        lb_err_prefix(err, "schema/search");
    lb_json_free(acronyms);
    return status;
}
