/* grades.c - how complete a case is and what it lacks for more; the rules of evidence are check_facts.c's. See grades.h. */
#include "indexer/grades.h"

#include "indexer/case_doc.h"

#include <stdlib.h>

/* ---- completeness */

/* Fields a published case must have, as the schema lists them. */
static const struct lb_json *required_fields(const struct lb_contract *c)
{
    const struct lb_json *all = lb_json_get(lb_schema_json(c->of_case), "allOf");
    return lb_json_path(lb_json_at(all, 0), "then.required");
}

static bool is_filled(const struct lb_markdown *body, lb_slice id)
{
    for (size_t i = 0; i < body->toc_count; i++)
        if (body->toc[i].words && lb_slice_eq(body->toc[i].id, id))
            return true;
    return false;
}

static size_t filled_sections(const struct lb_contract *c, const struct lb_markdown *body)
{
    size_t n = 0;
    for (size_t i = 0; i < c->heading_count; i++)
        n += is_filled(body, c->headings[i].id);
    return n;
}

static size_t lacking_fields(const struct lb_contract *c, const struct lb_value *record)
{
    const struct lb_json *required = required_fields(c);
    size_t n = 0;
    for (size_t i = 0; i < lb_json_size(required); i++)
        n += !lb_value_member(record, lb_json_text(lb_json_at(required, i)));
    return n;
}

static bool has_sourced_results(const struct lb_value *record)
{
    const struct lb_value *list = lb_value_get(record, "results");
    for (size_t i = 0; i < lb_value_size(list); i++)
        if (!lb_value_get(lb_value_at(list, i), "source"))
            return false;
    return true;
}

enum { STUB, PARTIAL, SOURCED, READY };
static const char *const levels[] = {"stub", "partial", "sourced", "ready"};

static int level_of(const struct lb_contract *c, const struct lb_value *record, const struct lb_markdown *body)
{
    size_t sections = filled_sections(c, body), lacking = lacking_fields(c, record);
    if (lacking && sections * 3 < c->heading_count)
        return STUB;
    if (lacking || !lb_value_size(lb_value_get(record, "sources")) || !has_sourced_results(record))
        return PARTIAL;
    return sections == c->heading_count && lb_value_get(record, "results") ? READY : SOURCED;
}

const char *lb_case_completeness(const struct lb_contract *c, const struct lb_case *k, const struct lb_markdown *body,
                                 const char **missing, size_t room, size_t *missing_count)
{
    static const char *const wanted[] = {"cost",  "results",      "contact", "preconditions", "core",
                                         "steps", "difficulties", "lessons", "verified"};
    const struct lb_json *required = required_fields(c);
    size_t n = 0;
    for (size_t i = 0; i < lb_json_size(required) && n < room; i++)
        if (!lb_value_member(k->record, lb_json_text(lb_json_at(required, i))))
            missing[n++] = lb_json_text(lb_json_at(required, i)).data;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!lb_value_get(k->record, wanted[i]) && n < room)
            missing[n++] = wanted[i];
    for (size_t i = 0; i < c->heading_count && n < room; i++)
        if (!is_filled(body, c->headings[i].id))
            missing[n++] = c->headings[i].id.data;
    *missing_count = n;
    return levels[level_of(c, k->record, body)];
}

/* ---- what is lacking for the next grade */

static void lack(struct lb_grades *g, struct lb_grade *row, size_t *capacity, const char *kind, lb_slice name)
{
    struct lb_lack one = {kind, lb_arena_copy(&g->arena, name)};
    LB_PUSH(&g->arena, row->lacks, row->lack_count, *capacity, one);
}

static void lack_fields(struct lb_grades *g, struct lb_grade *row, size_t *capacity, const struct lb_contract *c, const struct lb_value *record)
{
    const struct lb_json *required = required_fields(c);
    for (size_t i = 0; i < lb_json_size(required); i++)
        if (!lb_value_member(record, lb_json_text(lb_json_at(required, i))))
            lack(g, row, capacity, "field", lb_json_text(lb_json_at(required, i)));
}

static void explain(struct lb_grades *g, struct lb_grade *row, const struct lb_contract *c, const struct lb_case *k,
                    const struct lb_markdown *body)
{
    int level = level_of(c, k->record, body);
    size_t capacity = 0;
    const struct lb_value *results = lb_value_get(k->record, "results");
    row->complete = levels[level];
    row->next = level < READY ? levels[level + 1] : NULL;
    if (level < SOURCED)
        lack_fields(g, row, &capacity, c, k->record);
    for (size_t i = 0; i < lb_value_size(results) && level == PARTIAL; i++)
        if (!lb_value_get(lb_value_at(results, i), "source"))
            lack(g, row, &capacity, "source", lb_value_str(lb_value_at(results, i), "indicator"));
    if (level == SOURCED && !results)
        lack(g, row, &capacity, "field", LB_S("results"));
    for (size_t i = 0; i < c->heading_count && (level == SOURCED || level == STUB); i++) {
        const struct lb_member *label = lb_value_member(c->headings[i].label, k->lang);
        if (!is_filled(body, c->headings[i].id))
            lack(g, row, &capacity, "section", label ? lb_value_text(label->value) : c->headings[i].id);
    }
}

/* ---- the watch */

static void note_copies(struct lb_grades *g, const struct lb_value *record)
{
    const struct lb_value *list = lb_value_get(record, "replicates");
    for (size_t i = 0; i < lb_value_size(list); i++) {
        lb_slice kind = lb_value_str(lb_value_at(list, i), "kind"), of = lb_value_str(lb_value_at(list, i), "case");
        if (of.len && (lb_slice_eq(kind, LB_S("copy")) || lb_slice_eq(kind, LB_S("adapt"))))
            LB_PUSH(&g->arena, g->copied, g->copied_count, g->copied_capacity, lb_arena_copy(&g->arena, of));
    }
}

static void see_file(void *self, const struct lb_contract *c, const struct lb_case *k, const struct lb_markdown *body)
{
    struct lb_grades *g = self;
    if (k->is_translation)
        return;
    struct lb_grade row = {.id = lb_arena_copy(&g->arena, k->id), .path = lb_arena_copy(&g->arena, k->source.path),
                           .state = lb_arena_copy(&g->arena, lb_case_state(k)),
                           .claimed = lb_arena_copy(&g->arena, lb_value_str(k->record, "evidence.level"))};
    row.ceiling = lb_evidence_ceiling(k->record, &row.why);
    explain(g, &row, c, k, body);
    note_copies(g, k->record);
    LB_PUSH(&g->arena, g->items, g->count, g->capacity, row);
}

static int by_path(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct lb_grade *)a)->path, ((const struct lb_grade *)b)->path);
}

static void see_end(void *self, const struct lb_contract *c, struct lb_diags *diags)
{
    struct lb_grades *g = self;
    (void)c, (void)diags;
    for (size_t i = 0; i < g->count; i++)
        for (size_t k = 0; k < g->copied_count && strcmp(g->items[i].ceiling, "E4") == 0; k++)
            if (lb_slice_eq(g->copied[k], g->items[i].id)) /* another case says that it took this one over */
                g->items[i].ceiling = "E5", g->items[i].why = LB_BOTH_NONE;
    if (g->count)
        qsort(g->items, g->count, sizeof *g->items, by_path);
}

struct lb_build_watch lb_grades_watch(struct lb_grades *grades)
{
    return (struct lb_build_watch){grades, see_file, see_end};
}

void lb_grades_free(struct lb_grades *g)
{
    lb_arena_free(&g->arena);
}
