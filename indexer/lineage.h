/* lineage.h - the survey: what is known of every case of a library while it is checked and indexed.
 *
 * One pass over all cases gathers small briefs (a few hundred bytes each); then references between cases can be
 * resolved, lineage inverted and look-alikes found. Lineage is written on one side only: `replicates` of A naming B
 * gives B its `to` edge.
 *
 * Use: new; add every published case; collections; finish once; then ask. */
#ifndef LB_LINEAGE_H
#define LB_LINEAGE_H

#include "indexer/case.h"

#include <stdint.h>

struct lb_survey;

struct lb_title {
    lb_slice lang, title;
};

struct lb_brief {
    lb_slice id, path;         /* path of the original */
    struct lb_title *titles;   /* the original's first */
    size_t title_count;
    lb_slice region, region_name, year, acronym;
    lb_slice updated, published; /* moments, set by whoever knows the history; may be empty */
    lb_slice *aliases;
    size_t alias_count;
    lb_slice *collections;     /* ids, in the order they were added */
    size_t collection_count, collection_capacity;
    unsigned replicated, interested; /* edges to others: kinds copy and adapt, and weaker ones; after finish */
    size_t index;
};

struct lb_survey *lb_survey_new(const struct lb_contract *, struct lb_diags *);
void lb_survey_free(struct lb_survey *);
/* Makes room for so many cases; before the first. More are fine. */
void lb_survey_expect(struct lb_survey *, size_t count);

/* What the survey wants to know of a case, as bytes that a later build can use, too. langs[0] is the original; merged. */
lb_slice lb_survey_pack(const struct lb_contract *, struct lb_arena *, const struct lb_case *langs, size_t count);
/* `packed` must outlive the survey. NULL: the id was met before (E021 is added). */
struct lb_brief *lb_survey_enter(struct lb_survey *, lb_slice packed);
/* Both at once. */
struct lb_brief *lb_survey_add(struct lb_survey *, const struct lb_case *langs, size_t count);
/* True when bytes it was given were damaged: nothing it says can be used. */
bool lb_survey_is_broken(const struct lb_survey *);
/* Says that a case of this id exists but is not shown (a draft, or one with errors): references to it are no fault, and
 * lead nowhere. Before finish. */
void lb_survey_hide(struct lb_survey *, lb_slice id);
/* Says that collection `id` with these titles holds these cases (unknown ids are passed over). */
void lb_survey_collect(struct lb_survey *, lb_slice id, const struct lb_title *titles, size_t title_count,
                       const lb_slice *cases, size_t case_count);
/* Resolves references, once, when all was added. Reports those that lead nowhere (E029), circles (E030), E5 without a
 * replication (E026), lineage written on both sides (W013) and aliases that are taken (E021). Such a reference is dropped;
 * its case is kept. Starts a task that seeks look-alikes. */
void lb_survey_finish(struct lb_survey *);
/* Waits for it and reports them (W006). */
void lb_survey_tell_lookalikes(struct lb_survey *);

size_t lb_survey_count(const struct lb_survey *);
struct lb_brief *lb_survey_at(const struct lb_survey *, size_t i); /* by id, after finish */
struct lb_brief *lb_survey_find(const struct lb_survey *, lb_slice id);
/* For struct lb_markdown_input.has_case: ctx is the survey. */
bool lb_survey_has(void *survey, lb_slice id);

/* Members of a record, new JSON values (record.h); `record` is the case's own, for the texts of its edges. */
struct lb_json *lb_survey_lineage(const struct lb_survey *, const struct lb_brief *, const struct lb_value *record,
                                  lb_slice lang);
struct lb_json *lb_survey_related(const struct lb_survey *, const struct lb_brief *, lb_slice lang);
struct lb_json *lb_survey_collections(const struct lb_survey *, const struct lb_brief *, lb_slice lang);
/* A hash of all that the survey says of a case that could change while its own files stay: other cases' words about it,
 * their titles and regions, collections, whether the cases in `links` exist. A new one: the case is to be written again. */
uint64_t lb_survey_around(const struct lb_survey *, const struct lb_brief *, const lb_slice *links, size_t link_count);
/* Notes "cases:00" to "cases:ff": which one tells of a case; those that are wanted, NULL for the others. */
enum { LB_CASES_NOTES = 256 };
unsigned lb_survey_cases_note(lb_slice id);
void lb_survey_cases(const struct lb_survey *, const bool wanted[LB_CASES_NOTES], struct lb_json *ret[LB_CASES_NOTES]);
/* [{short, long {LANG: [...]}}]: acronyms the cases themselves explain, for the analyser. */
struct lb_json *lb_survey_acronyms(const struct lb_survey *);

/* The title in `lang`, else the original's. */
lb_slice lb_brief_title(const struct lb_brief *, lb_slice lang);

#endif
