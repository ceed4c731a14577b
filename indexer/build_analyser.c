/* build_analyser.c - how the text of a library is analysed: by schema/search/ and by the acronyms its cases explain.
 *
 * An update knows before it reads anything how text was analysed so far, the note "search", and hardly ever is anything
 * else wanted: the dictionaries are loaded beside the reading of the cases. */
#include "indexer/build_parts.h"

#include "base/hash.h"
#include "base/task.h"

#include <stdlib.h>
#include <string.h>

struct lb_prepared {
    lb_slice note; /* in the arena of the build */
    struct lb_json *config;
    struct lb_analyser *analyser;
    enum lb_status status;
    struct lb_err err;
    struct lb_task *task;
};

static void prepare(void *prepared)
{
    struct lb_prepared *p = prepared;
    p->status = lb_json_parse(p->note, &p->config, &p->err);
    if (p->status == LB_OK)
        p->status = lb_analyser_new(p->config, &p->analyser, &p->err);
}

enum lb_status lb_build_prepare_analyser(struct lb_build *b, struct lb_err *err)
{
    lb_slice note;
    enum lb_status status = lb_reader_note(lb_writer_base(b->writer), &b->arena, LB_S("search"), &note, err);
    if (status)
        return status;
    b->prepared = lb_xcalloc(1, sizeof *b->prepared);
    b->prepared->note = note;
    b->prepared->task = lb_task_start(prepare, b->prepared);
    return LB_OK;
}

void lb_build_free_analyser(struct lb_build *b)
{
    if (b->prepared) {
        lb_task_end(b->prepared->task);
        lb_analyser_free(b->prepared->analyser);
        lb_json_free(b->prepared->config);
        free(b->prepared);
    }
    lb_json_free(b->search);
    lb_analyser_free(b->analyser);
}

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

/* What was prepared, when it could be; with other acronyms only the note is of use. */
static enum lb_status take_prepared(struct lb_build *b, const struct lb_json *acronyms, struct lb_err *err)
{
    struct lb_prepared *p = b->prepared;
    lb_task_end(p->task);
    p->task = NULL;
    if (p->status)
        return lb_fail(err, p->status, "%s", p->err.msg);
    b->search = p->config;
    p->config = NULL;
    if (lb_build_acronyms(b) == b->old_acronyms) {
        b->analyser = p->analyser;
        p->analyser = NULL;
        return LB_OK;
    }
    lb_json_del(b->search, "case_acronyms");
    if (lb_json_size(acronyms))
        lb_json_set(b->search, "case_acronyms", lb_json_copy(acronyms));
    return lb_analyser_new(b->search, &b->analyser, err);
}

enum lb_status lb_build_open_analyser(struct lb_build *b, struct lb_err *err)
{
    struct lb_json *acronyms = lb_survey_acronyms(b->survey);
    enum lb_status status;
    if (b->prepared) {
        status = take_prepared(b, acronyms, err);
    } else {
        b->search = lb_contract_search(b->contract, acronyms);
        status = lb_analyser_new(b->search, &b->analyser, err);
    }
    if (status)
        lb_err_prefix(err, "schema/search");
    lb_json_free(acronyms);
    return status;
}
