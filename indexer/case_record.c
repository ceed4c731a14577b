/* case_record.c - the JSON record of a case in one language: front matter and the derived members of record.h. */
#include "indexer/case_doc.h"

#include "indexer/preview.h"

#include <stdlib.h>

enum { CONTACT_MONTHS = 24, STATUS_MONTHS = 36, VERIFIED_MONTHS = 24 };

/* ---- small facts about a case */

static int number_at(lb_slice s, size_t from, size_t to)
{
    int n = 0;
    for (size_t i = from; i < to; i++) {
        if (i >= s.len || s.data[i] < '0' || s.data[i] > '9')
            return -1;
        n = n * 10 + (s.data[i] - '0');
    }
    return n;
}

static int month_of(lb_slice date, int otherwise)
{
    int year = number_at(date, 0, 4), month = date.len >= 7 ? number_at(date, 5, 7) : otherwise;
    return year < 0 || month < 1 ? -1 : year * 12 + month - 1;
}

unsigned lb_months_between(lb_slice from, lb_slice to)
{
    int a = month_of(from, 12), b = month_of(to, 12);
    return a < 0 || b < a ? 0 : (unsigned)(b - a);
}

uint32_t lb_month(lb_slice date)
{
    int month = month_of(date, 12);
    return month < 0 ? 0 : (uint32_t)month;
}

uint32_t lb_case_turns(const struct lb_value *record, lb_slice today)
{
    static const struct {
        const char *date;
        uint32_t months;
    } all[] = {{"contact.asof", CONTACT_MONTHS}, {"status_asof", STATUS_MONTHS}, {"verified.date", VERIFIED_MONTHS}};
    uint32_t next = UINT32_MAX;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint32_t from = lb_month(lb_value_str(record, all[i].date)), turns = from + all[i].months + 1;
        if (from && turns > lb_month(today) && turns < next)
            next = turns;
    }
    return next;
}

bool lb_is_independent(lb_slice s)
{
    return lb_slice_eq(s, LB_S("academic")) || lb_slice_eq(s, LB_S("auditor")) || lb_slice_eq(s, LB_S("statistics"));
}

const struct lb_value *lb_source_find(const struct lb_value *record, lb_slice id)
{
    const struct lb_value *list = lb_value_get(record, "sources");
    for (size_t i = 0; i < lb_value_size(list); i++)
        if (lb_slice_eq(lb_value_str(lb_value_at(list, i), "id"), id))
            return lb_value_at(list, i);
    return NULL;
}

lb_slice lb_result_independence(const struct lb_value *record, const struct lb_value *result)
{
    lb_slice own = lb_value_str(result, "independence");
    const struct lb_value *source = lb_value_get(result, "source");
    if (own.len || !lb_value_size(source))
        return own;
    return lb_value_str(lb_source_find(record, lb_value_text(lb_value_at(source, 0))), "independence");
}

/* ---- derived members */

static struct lb_json *region_json(const struct lb_contract *c, const struct lb_value *record)
{
    lb_slice code = lb_value_str(record, "region.code"), name = lb_value_str(record, "region.name");
    struct lb_json *o = lb_json_object();
    const struct lb_region *r = lb_region_above(&c->regions, code);
    lb_json_set_str(o, "code", code);
    lb_json_set_str(o, "name", r ? r->name : name.len ? name : code);
    if (lb_region_is_foreign(code)) {
        lb_json_set_str(o, "level", LB_S("negara"));
        lb_json_set_str(o, "scheme", LB_S("iso3166"));
    } else if (r) {
        const struct lb_region *province = lb_region_find(&c->regions, lb_region_province(code));
        lb_json_set_str(o, "level", r->level);
        if (province) {
            lb_json_set_str(o, "province", province->code);
            lb_json_set_str(o, "province_name", province->name);
        }
    }
    return o;
}

static struct lb_json *toc_json(const struct lb_markdown *body)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < body->toc_count; i++) {
        struct lb_json *o = lb_json_object();
        lb_json_set_str(o, "id", body->toc[i].id);
        lb_json_set_str(o, "title", body->toc[i].title);
        lb_json_set_int(o, "level", body->toc[i].level);
        lb_json_push(list, o);
    }
    return list;
}

static struct lb_json *revision_json(const struct lb_revision *r, bool is_full)
{
    struct lb_json *o = lb_json_object();
    lb_json_set_str(o, "commit", lb_slice_of(r->commit));
    lb_json_set_str(o, "date", lb_slice_of(r->date));
    if (is_full) {
        struct lb_json *authors = lb_json_array();
        for (size_t i = 0; i < r->author_count; i++)
            lb_json_push(authors, lb_json_string(r->authors[i]));
        lb_json_set(o, "authors", authors);
        lb_json_set_str(o, "subject", r->subject);
    }
    return o;
}

static bool is_machine(lb_slice name)
{
    return lb_slice_ends(name, LB_S("[bot]"));
}

struct person {
    lb_slice name;
    size_t commits;
};

static int compare_people(const void *va, const void *vb)
{
    const struct person *a = va, *b = vb;
    return a->commits != b->commits ? (a->commits < b->commits ? 1 : -1) : lb_slice_cmp(a->name, b->name);
}

/* Who made the case what it is: people, those with most commits first. */
static struct lb_json *contributors_json(const struct lb_file_history *h)
{
    enum { MAX_PEOPLE = 100, MAX_NAMED = 24 };
    struct person people[MAX_PEOPLE];
    size_t count = 0;
    for (size_t i = 0; i < h->revision_count; i++)
        for (size_t k = 0; k < h->revisions[i].author_count; k++) {
            lb_slice name = h->revisions[i].authors[k];
            size_t at = 0;
            while (at < count && !lb_slice_eq(people[at].name, name))
                at++;
            if (at < count)
                people[at].commits++;
            else if (count < MAX_PEOPLE && !is_machine(name))
                people[count++] = (struct person){name, 1};
        }
    if (count)
        qsort(people, count, sizeof *people, compare_people);
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < count && i < MAX_NAMED; i++)
        lb_json_push(list, lb_json_string(people[i].name));
    return list;
}

static struct lb_json *history_json(const struct lb_case_face *face)
{
    const struct lb_file_history *h = face->history;
    struct lb_json *o = lb_json_object(), *list = lb_json_array();
    lb_json_set(o, "first", revision_json(&h->first, false));
    lb_json_set(o, "last", revision_json(&h->last, false));
    if (face->revisions && face->revisions->published)
        lb_json_set(o, "published", revision_json(face->revisions->published, false));
    if (face->revisions && !face->revisions->versions.is_whole)
        lb_json_set_bool(o, "is_cut", true);
    lb_json_set_int(o, "count", (int64_t)h->count);
    lb_json_set(o, "contributors", contributors_json(h));
    for (size_t i = 0; i < h->revision_count; i++)
        lb_json_push(list, revision_json(&h->revisions[i], true));
    lb_json_set(o, "revisions", list);
    return o;
}

static void add_pictures(struct lb_json *images, const struct lb_case_around *around)
{
    for (size_t i = 0; i < lb_json_size(images) && i < around->picture_count; i++) {
        const struct lb_picture *p = &around->pictures[i];
        if (!p->variant_count)
            continue;
        const struct lb_variant *widest = &p->variants[p->variant_count - 1];
        struct lb_json *image = lb_json_at(images, i), *list = lb_json_array();
        lb_json_set_str(image, "asset", widest->asset);
        lb_json_set_int(image, "width", widest->width);
        lb_json_set_int(image, "height", widest->height);
        for (size_t k = 0; k < p->variant_count; k++) {
            struct lb_json *v = lb_json_object();
            lb_json_set_str(v, "asset", p->variants[k].asset);
            lb_json_set_int(v, "width", p->variants[k].width);
            lb_json_push(list, v);
        }
        lb_json_set(image, "variants", list);
    }
}

static void add_documents(struct lb_json *documents, const struct lb_case_around *around)
{
    for (size_t i = 0; i < lb_json_size(documents) && i < around->document_count; i++)
        if (around->documents[i].len)
            lb_json_set_str(lb_json_at(documents, i), "asset", around->documents[i]);
}

/* ---- flags */

/* Every result is the word of those who ran it, or a repetition of theirs. */
static bool is_self_reported(const struct lb_value *record)
{
    static const char *const own[] = {"initiator", "programme_staff", "media_repeating"};
    const struct lb_value *list = lb_value_get(record, "results");
    size_t told = 0;
    for (size_t i = 0; i < lb_value_size(list); i++)
        for (size_t k = 0; k < sizeof own / sizeof *own; k++)
            told += lb_slice_eq(lb_result_independence(record, lb_value_at(list, i)), lb_slice_of(own[k]));
    return told && told == lb_value_size(list);
}

static bool is_disputed(const struct lb_value *record)
{
    const struct lb_value *list = lb_value_get(record, "results");
    for (size_t i = 0; i < lb_value_size(list); i++)
        if (lb_value_get(lb_value_at(list, i), "disputed_by"))
            return true;
    return lb_value_size(lb_value_get(record, "conflicts")) > 0;
}

static bool is_older(lb_slice date, lb_slice today, unsigned months)
{
    return date.len && lb_months_between(date, today) > months;
}

/* Can it be read in all languages in which the library has a name? */
static bool is_translated(const struct lb_contract *c, const struct lb_case_face *faces, size_t count)
{
    const struct lb_value *titles = lb_value_get(c->library, "title");
    for (size_t i = 0; titles && titles->kind == LB_VALUE_MAP && i < titles->count; i++) {
        bool is_there = false;
        for (size_t k = 0; k < count; k++)
            is_there |= lb_slice_eq(faces[k].c->lang, titles->members[i].key);
        if (!is_there)
            return false;
    }
    return true;
}

static struct lb_json *flags_json(const struct lb_case_around *around, const struct lb_case_face *faces, size_t count,
                                  const struct lb_case_face *face)
{
    const struct lb_value *r = face->c->record;
    lb_slice today = around->today, status = lb_value_str(r, "status");
    bool is_stopped = lb_slice_eq(status, LB_S("berhenti"));
    const struct { const char *name; bool is_up; } flags[] = {
        {"self_reported", is_self_reported(r)},
        {"no_result", !lb_value_size(lb_value_get(r, "results"))},
        {"no_cost", !lb_value_path(r, "cost.setup") && !lb_value_path(r, "cost.yearly")},
        {"no_contact", !lb_value_get(r, "contact")},
        {"disputed", is_disputed(r)},
        {"contact_stale", is_older(lb_value_str(r, "contact.asof"), today, CONTACT_MONTHS)},
        {"status_stale", !is_stopped && is_older(lb_value_str(r, "status_asof"), today, STATUS_MONTHS)},
        {"verification_stale", is_older(lb_value_str(r, "verified.date"), today, VERIFIED_MONTHS)},
        {"translation_behind", face->behind > 0},
        {"untranslated", !is_translated(around->contract, faces, count)},
        {"dead_link", face->body->has_dead_link},
        {"image_without_alt", face->body->has_unlisted_picture},
    };
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (flags[i].is_up)
            lb_json_push(list, lb_json_string(lb_slice_of(flags[i].name)));
    return list;
}

struct lb_json *lb_case_record(const struct lb_case_around *around, const struct lb_case_face *faces, size_t count,
                               size_t which)
{
    const struct lb_case_face *face = &faces[which];
    const struct lb_contract *c = around->contract;
    lb_slice lang = face->c->lang;
    struct lb_json *o = lb_value_to_json(face->c->record), *langs = lb_json_array(), *completeness = lb_json_object(),
                   *missing = lb_json_array();
    lb_json_del(o, "translation_of_commit");
    lb_json_del(o, "silence");
    lb_json_set_str(o, "id", face->c->id);
    lb_json_set_str(o, "lang", lang);
    for (size_t i = 0; i < count; i++)
        lb_json_push(langs, lb_json_string(faces[i].c->lang));
    lb_json_set(o, "langs", langs);
    lb_json_set_str(o, "path", face->c->source.path);
    lb_json_set(o, "region", region_json(c, face->c->record));
    if (!lb_json_get(o, "licence") && c->licence.len)
        lb_json_set_str(o, "licence", c->licence);
    lb_json_set(o, "toc", toc_json(face->body));
    lb_json_set(o, "lineage", lb_survey_lineage(around->survey, around->brief, face->c->record, lang));
    lb_json_del(o, "replicates");
    lb_json_del(o, "replicated_by");
    lb_json_set(o, "related", lb_survey_related(around->survey, around->brief, lang));
    lb_json_set(o, "collections", lb_survey_collections(around->survey, around->brief, lang));
    if (face->history)
        lb_json_set(o, "history", history_json(face));
    const char *names[64];
    size_t n;
    lb_json_set_str(completeness, "level",
                    lb_slice_of(lb_case_completeness(c, faces[0].c, faces[0].body, names, 64, &n)));
    for (size_t i = 0; i < n; i++)
        lb_json_push(missing, lb_json_string(lb_slice_of(names[i])));
    lb_json_set(completeness, "missing", missing);
    lb_json_set(o, "completeness", completeness);
    lb_json_set(o, "flags", flags_json(around, faces, count, face));
    if (face->behind > 0)
        lb_json_set_int(o, "translation_behind", face->behind);
    lb_json_set_int(o, "words", (int64_t)face->body->words);
    add_pictures(lb_json_get(o, "images"), around);
    add_documents(lb_json_get(o, "documents"), around);
    if (around->is_preview)
        lb_preview_record(c, c->of_case, face->c, o);
    return o;
}
