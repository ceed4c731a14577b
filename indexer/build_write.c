/* build_write.c - the cases of a library, second pass: those that were read, or of which the survey says something else than
 * before, are rendered and written. */
#include "indexer/build_parts.h"

#include "indexer/case_doc.h"
#include "indexer/check.h"

#include <stdlib.h>

/* The second time only what the first could not know is reported: links to cases that are not there. */
static void keep_new(struct lb_diags *from, struct lb_diags *to)
{
    for (size_t i = 0; i < from->count; i++)
        if (strcmp(from->items[i].code, lb_rules[LB_RULE_TEXT_CASE].code) == 0)
            lb_diags_add(to, &from->items[i]);
}

/* The versions of faces[which]. */
static enum lb_status read_revisions(struct lb_build *b, struct lb_case_face *faces, const struct lb_revisions *original, size_t which,
                                     struct lb_arena *arena, struct lb_revisions *ret, struct lb_err *err)
{
    const struct lb_file_history *of_original = which && faces[0].revisions ? faces[0].history : NULL;
    enum lb_status status = lb_revisions_read(b->repo, b->history, faces[which].history, of_original, original,
                                              b->options->has_drafts, arena, ret, err);
    if (status == LB_OK)
        faces[which].revisions = ret;
    return status;
}

/* What a body links to is kept, so that the case is written again when one of them comes or goes. */
struct links {
    const struct lb_survey *survey;
    struct lb_list list;
};

static bool note_link(void *ctx, lb_slice id)
{
    struct links *links = ctx;
    lb_list_add(&links->list, id);
    return lb_survey_find(links->survey, id) != NULL;
}

/* The files that a case publishes. */
static lb_slice list_assets(struct lb_build *b, const struct lb_picture *pictures, size_t picture_count, const lb_slice *documents,
                            size_t document_count)
{
    struct lb_list all = {.arena = &b->arena};
    for (size_t i = 0; i < picture_count; i++)
        for (size_t k = 0; k < pictures[i].variant_count; k++)
            lb_list_add(&all, pictures[i].variants[k].asset);
    for (size_t i = 0; i < document_count; i++)
        if (documents[i].len)
            lb_list_add(&all, documents[i]);
    return lb_list_pack(&all);
}

static enum lb_status put_doc(struct lb_build *b, const struct lb_case_around *around, const struct lb_case_face *faces, size_t count,
                              struct lb_arena *arena, struct lb_err *err)
{
    struct lb_doc doc;
    if (!b->writer)
        return LB_OK;
    lb_case_doc(around, faces, count, arena, &doc);
    enum lb_status status = lb_history_status(b->history, err);
    return status ? status : lb_writer_put(b->writer, &doc, err);
}

static enum lb_status write_case(struct lb_build *b, struct lb_unit *u, struct lb_err *err)
{
    struct lb_case_folder *f = u->folder;
    struct lb_arena scratch = LB_ARENA_INIT;
    struct lb_diags again, new;
    struct lb_case_face faces[LB_MAX_LANGS];
    struct lb_markdown bodies[LB_MAX_LANGS];
    struct lb_revisions revisions[LB_MAX_LANGS];
    struct lb_picture *pictures = NULL;
    struct links links = {b->survey, {.arena = &b->arena}};
    lb_slice *documents = NULL;
    size_t picture_count = 0, document_count = 0, count = 0;
    enum lb_status status = LB_OK;
    lb_diags_init(&again);
    lb_diags_init(&new);
    if (!f->arena) {
        uint32_t counted_before = 0;
        f->arena = lb_xcalloc(1, sizeof *f->arena);
        lb_build_read_folder(b, f, &again, &counted_before);
    }
    u->pictures = 0;
    for (count = 0; count < f->case_count && status == LB_OK; count++) {
        const struct lb_case *c = &f->cases[count];
        struct lb_picture *own = lb_build_list_pictures(c, &scratch, &picture_count);
        if (count == 0) {
            pictures = own;
            status = lb_build_make_pictures(b, c, &scratch, pictures, picture_count, &new, &u->pictures, err);
            if (status == LB_OK)
                status = lb_build_make_documents(b, c, &scratch, &documents, &document_count, &new, err);
        }
        for (size_t i = 0; count > 0 && i < picture_count; i++) {
            memcpy(own[i].variants, pictures[i].variants, sizeof own[i].variants);
            own[i].variant_count = pictures[i].variant_count;
        }
        if (status == LB_OK && (b->writer || f->links_cases)) /* a check asks only where links lead */
            status = lb_build_render(b, c, own, picture_count, note_link, &links, &again, &scratch, &bodies[count], err);
        faces[count] = (struct lb_case_face){c, &bodies[count], lb_build_history(b, c, &f->cases[0]),
                                             lb_build_behind(b, c, &f->cases[0]), NULL};
        if (status == LB_OK && b->writer && faces[count].history)
            status = read_revisions(b, faces, &revisions[0], count, &scratch, &revisions[count], err);
    }
    if (status == LB_OK && f->case_count) {
        struct lb_case_around around = {.contract = b->contract, .survey = b->survey, .brief = u->told,
                                        .pictures = pictures, .picture_count = picture_count,
                                        .documents = documents, .document_count = document_count,
                                        .today = lb_slice_of(b->commit.date), .is_preview = b->options->has_drafts};
        keep_new(&again, &new);
        lb_build_keep_findings(b, u, &new, true);
        const struct lb_revision *published = faces[0].revisions ? faces[0].revisions->published : NULL;
        u->published = u->told->published = published ? lb_slice_of(published->time) : LB_EMPTY;
        status = put_doc(b, &around, faces, count, &scratch, err);
        u->languages = (uint32_t)count;
        u->links = lb_list_pack(&links.list);
        u->assets = list_assets(b, pictures, picture_count, documents, document_count);
        u->around = lb_survey_around(b->survey, u->told, links.list.items, links.list.count);
        u->is_live = true;
        b->report->written++;
    }
    lb_diags_free(&again);
    lb_diags_free(&new);
    lb_arena_free(&scratch);
    lb_build_forget_folder(f);
    return status;
}

/* Of a case that was not read, the survey says something else than before: it is read after all. */
static enum lb_status read_again(struct lb_build *b, struct lb_unit *u, struct lb_err *err)
{
    struct lb_unit made;
    struct lb_brief *told = u->told;
    LB_PUSH(&b->arena, b->gone, b->gone_count, b->gone_capacity, *u);
    enum lb_status status = lb_build_find_one(b, u->path, &made, err);
    if (status)
        return status;
    if (!made.folder || !made.folder->lang_count)
        return lb_fail(err, LB_INTERNAL, "'%" LB_PRI "' is not what it was", LB_ARG(u->path));
    struct lb_diags *printed = b->diags, quiet; /* what is wrong in it was said when it was pushed */
    lb_diags_init(&quiet);
    b->diags = &quiet;
    lb_build_read_unit(b, &made);
    b->diags = printed;
    lb_diags_free(&quiet);
    if (!lb_slice_eq(made.brief, u->brief))
        return lb_fail(err, LB_INTERNAL, "'%" LB_PRI "' is not what it was", LB_ARG(u->path));
    made.told = told;
    *u = made;
    return LB_OK;
}

/* Does the survey say something else of a unit that was not read? */
static bool is_outdated(struct lb_build *b, const struct lb_unit *u)
{
    struct lb_arena scratch = LB_ARENA_INIT;
    if (!u->is_live)
        return true;
    struct lb_list links = lb_list_read(&scratch, u->links);
    bool is = lb_survey_around(b->survey, u->told, links.items, links.count) != u->around;
    lb_arena_free(&scratch);
    return is;
}

static int by_id(const void *a, const void *b)
{
    return lb_slice_cmp((*(struct lb_unit *const *)a)->told->id, (*(struct lb_unit *const *)b)->told->id);
}

static void add_up(const struct lb_build *b, struct lb_build_report *r)
{
    for (size_t i = 0; i < b->unit_count; i++) {
        const struct lb_unit *u = &b->units[i];
        r->cases += u->is_live;
        r->languages += u->is_live ? u->languages : 0;
        r->pictures += u->is_live ? u->pictures : 0;
        r->hidden += u->is_hidden;
        r->left_out += u->left_out;
        r->errors += u->errors;
        r->warnings += u->warnings;
    }
}

enum lb_status lb_build_write_cases(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    struct lb_unit **units = LB_NEW_ARRAY(&b->arena, struct lb_unit *, b->unit_count + 1);
    size_t count = 0;
    b->is_writing = true;
    for (size_t i = 0; i < b->unit_count; i++) {
        struct lb_unit *u = &b->units[i];
        if (u->told && (u->folder || is_outdated(b, u))) {
            units[count++] = u;
        } else if (!u->told && u->is_live) { /* another folder took its id */
            LB_PUSH(&b->arena, b->gone, b->gone_count, b->gone_capacity, *u);
            u->is_live = false;
            u->is_changed = true;
        }
    }
    qsort(units, count, sizeof *units, by_id); /* the store finds them quickest in this order */
    lb_progress_step(b->options->progress, b->writer ? "writing the index" : "checking", count);
    for (size_t i = 0; i < count && status == LB_OK; i++) {
        if (!units[i]->folder)
            status = read_again(b, units[i], err);
        if (status == LB_OK)
            status = write_case(b, units[i], err);
        lb_progress_at(b->options->progress, i + 1);
    }
    for (size_t i = 0; i < b->unit_count; i++)
        if (b->units[i].folder)
            lb_unit_count(&b->units[i]);
    add_up(b, b->report);
    return status;
}
