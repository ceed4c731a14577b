/* From files to a document: paths, reading, translations, record, zones, facets, cards, lineage between cases. */
#include "unit.h"

#include <stdlib.h>

#include "contract.h"
#include "indexer/case_doc.h"
#include "indexer/check.h"

/* A small library in memory while a test runs. */
struct library {
    struct lb_arena arena;
    struct lb_diags diags;
    struct lb_survey *survey;
};

static void start(struct library *l)
{
    *l = (struct library){.arena = LB_ARENA_INIT};
    lb_diags_init(&l->diags);
    l->survey = lb_survey_new(contract, &l->diags);
}

static void stop(struct library *l)
{
    lb_survey_free(l->survey);
    lb_diags_free(&l->diags);
    lb_arena_free(&l->arena);
}

static struct lb_case *read_case(struct library *l, const char *path, const char *text, bool is_translation)
{
    struct lb_case *k = LB_NEW(&l->arena, struct lb_case);
    size_t before = l->diags.count;
    enum lb_status st =
        lb_case_read(contract, lb_slice_of(path), lb_slice_of(text), is_translation, &l->diags, &l->arena, k);
    for (size_t i = before; i < l->diags.count; i++)
        if (l->diags.items[i].severity == LB_ERROR)
            print_error("%u:%u: %.*s\n", l->diags.items[i].line, l->diags.items[i].column,
                        LB_ARG(l->diags.items[i].message.in[LB_LANG_EN]));
    assert_int_equal(st, LB_OK);
    return k;
}

static struct lb_markdown *render(struct library *l, const struct lb_case *k)
{
    struct lb_markdown *m = LB_NEW(&l->arena, struct lb_markdown);
    struct lb_heading_rule *rules = LB_NEW_ARRAY(&l->arena, struct lb_heading_rule, contract->heading_count);
    for (size_t i = 0; i < contract->heading_count; i++) {
        lb_slice *title = LB_NEW(&l->arena, lb_slice);
        *title = lb_value_text(contract->headings[i].label->members[0].value);
        rules[i] = (struct lb_heading_rule){contract->headings[i].id, title, 1};
    }
    struct lb_markdown_input in = {.text = k->body, .file = k->source.path, .line = k->body_line, .lang = "id",
                                   .headings = rules, .heading_count = contract->heading_count};
    struct lb_err e;
    assert_int_equal(lb_markdown_render(&l->arena, &in, m, &l->diags, &e), LB_OK);
    return m;
}

#define FACTS                                                                                                   \
    "stage: penerapan\nstatus: berjalan\nstatus_asof: 2023-12\nform: tata_kelola\nmode: non_digital\n"          \
    "initiators: [perangkat_daerah]\naffairs: [\"5.01\"]\nthemes: [partisipasi_warga]\nsdgs: [11, 16]\n"        \
    "scope: kabupaten_kota\nperiod: {start: 2019-11}\n"                                                         \
    "summary: Bappeda mendata komunitas warga lalu mengundangnya ke musrenbang.\nproblem: Warga tidak ikut "    \
    "merencanakan.\n"                                                                                           \
    "lead: {office: Bappeda Kota Pontianak}\nevidence: {level: E1, reason: Dua laporan.}\nauthors: [Redaksi]\n" \
    "sources:\n  - {id: s1, title: Berita, independence: media_reporting}\n"

static const char pontianak[] =
    "---\ntitle: Rumah Komunitas\nacronym: RUMPON\nexpansions:\n  - text: Rumah Komunitas Pontianak\n"
    "state: published\nregion: {code: \"61.71\"}\n" FACTS "tags: [anak muda]\nmonths_to_launch: 3\n"
    "cost: {setup: 150000000, currency: IDR, year: 2020}\n"
    "results:\n  - {indicator: Komunitas, baseline: tidak ada, value: 139, source: s1}\n  - {indicator: Kursi, value: "
    "2.5, source: s1, independence: auditor}\n"
    "replicated_by:\n  - {region: \"63.71\", kind: copy, year: 2021, changed: Lewat kelurahan, source: s1}\n"
    "  - {name: Kota lain, kind: interest}\n"
    "---\n\n## Masalah\n\nKomunitas bergerak sendiri [^s1].\n\n## Kampung Caping\n\nTeks.\n";
static const char pontianak_en[] =
    "---\ntitle: Community House\nsummary: The planning agency lists community groups and invites them.\n"
    "problem: Residents take no part in planning.\nresults:\n  - indicator: Groups\n  - indicator: Seats\n"
    "replicated_by:\n  - changed: Through urban villages\n  - name: Another city\ntranslation_of_commit: "
    "\"\"\n---\n\n## Problem\n\nText.\n";
static const char jambi[] = "---\ntitle: Kampung Bantar\nstate: published\nregion: {code: \"15.71\"}\n" FACTS
    "replicates:\n  - {case: rumpon-pontianak, kind: adapt, year: 2022, changed: Tanpa pengurus}\n"
    "related:\n  - {case: rumpon-pontianak, relation: successor_of}\n---\n\nTeks.\n";

static void test_case__a_path_names_folder_id_and_language(void **state)
{
    (void)state;
    lb_slice folder, id, lang;
    struct lb_both why;
    assert_true(lb_case_path(contract, LB_S("cases/61/rumpon-pontianak/id.md"), &folder, &id, &lang, &why));
    assert_true(lb_slice_eq(folder, LB_S("cases/61/rumpon-pontianak")));
    assert_true(lb_slice_eq(id, LB_S("rumpon-pontianak")));
    assert_true(lb_slice_eq(lang, LB_S("id")));
    assert_false(lb_case_path(contract, LB_S("cases/README.md"), &folder, &id, &lang, &why));
    assert_int_equal(why.in[LB_LANG_EN].len + why.in[LB_LANG_ID].len, 0);
    assert_false(lb_case_path(contract, LB_S("cases/61/a/foto.jpg"), &folder, &id, &lang, &why));
    assert_int_equal(why.in[LB_LANG_EN].len + why.in[LB_LANG_ID].len, 0);
    assert_false(lb_case_path(contract, LB_S("cases/Rumpon_1/id.md"), &folder, &id, &lang, &why));
    assert_true(why.in[LB_LANG_EN].len && why.in[LB_LANG_ID].len);
    assert_false(lb_case_path(contract, LB_S("cases/id.md"), &folder, &id, &lang, &why));
    assert_true(why.in[LB_LANG_EN].len && why.in[LB_LANG_ID].len);
    assert_false(lb_case_path(contract, LB_S("cases/a/fr.md"), &folder, &id, &lang, &why));
    assert_true(why.in[LB_LANG_EN].len && why.in[LB_LANG_ID].len);
    lb_slice langs[] = {LB_S("en"), LB_S("id")}, foreign[] = {LB_S("fr"), LB_S("en")};
    assert_int_equal(lb_case_original(contract, langs, 2), 1);
    assert_int_equal(lb_case_original(contract, foreign, 2), 1);
}

static void test_case__a_translation_lies_over_the_facts_of_its_original(void **state)
{
    (void)state;
    struct library l;
    start(&l);
    struct lb_case *id = read_case(&l, "cases/61/rumpon-pontianak/id.md", pontianak, false);
    struct lb_case *en = read_case(&l, "cases/61/rumpon-pontianak/en.md", pontianak_en, true);
    lb_case_merge(en, id, &l.arena);
    assert_int_equal(en->source.errors, 0);
    assert_string_equal(lb_value_str(en->record, "title").data, "Community House");
    assert_string_equal(lb_value_str(en->record, "region.code").data, "61.71");
    const struct lb_value *results = lb_value_get(en->record, "results");
    assert_string_equal(lb_value_str(results->items[1], "indicator").data, "Seats");
    assert_true(lb_value_get(results->items[1], "value")->real == 2.5);
    assert_string_equal(lb_value_str(id->record, "title").data, "Rumah Komunitas");
    stop(&l);
}

static void test_case__a_translation_with_other_lists_is_refused(void **state)
{
    (void)state;
    struct library l;
    start(&l);
    struct lb_case *id = read_case(&l, "cases/61/a/id.md", pontianak, false);
    struct lb_case *en =
        read_case(&l, "cases/61/a/en.md",
                  "---\ntitle: T\nsummary: The planning agency lists community groups and invites them.\n"
                  "problem: P.\nresults:\n  - indicator: Groups\ntranslation_of_commit: \"\"\n---\n",
                  true);
    lb_case_merge(en, id, &l.arena);
    assert_int_equal(en->source.errors, 1);
    assert_string_equal(l.diags.items[l.diags.count - 1].code, "E034");
    assert_int_equal(l.diags.items[l.diags.count - 1].line, 6);
    stop(&l);
}

static bool has_facet(const struct lb_doc *d, enum lb_field field, const char *code)
{
    for (size_t i = 0; i < d->facet_count; i++)
        if (d->facets[i].field == field && lb_slice_eq(d->facets[i].code, lb_slice_of(code)))
            return true;
    return false;
}

static bool has_text(lb_slice zone, const char *text)
{
    return memmem(zone.data, zone.len, text, strlen(text)) != NULL;
}

static const char *text_at(const struct lb_json *j, const char *path)
{
    return lb_json_text(lb_json_path(j, path)).data;
}

static void test_case__becomes_one_document_with_two_languages(void **state)
{
    (void)state;
    struct library l;
    start(&l);
    struct lb_case *langs = LB_NEW_ARRAY(&l.arena, struct lb_case, 2);
    langs[0] = *read_case(&l, "cases/61/rumpon-pontianak/id.md", pontianak, false);
    langs[1] = *read_case(&l, "cases/61/rumpon-pontianak/en.md", pontianak_en, true);
    lb_case_merge(&langs[1], &langs[0], &l.arena);
    struct lb_case *copy = read_case(&l, "cases/15/kampung-bantar/id.md", jambi, false);
    struct lb_brief *brief = lb_survey_add(l.survey, langs, 2);
    assert_non_null(lb_survey_add(l.survey, copy, 1));
    assert_null(lb_survey_add(l.survey, langs, 2));
    lb_slice held[] = {LB_S("rumpon-pontianak")};
    struct lb_title book = {LB_S("id"), LB_S("Webinar")};
    lb_survey_collect(l.survey, LB_S("webinar"), &book, 1, held, 1);
    lb_survey_finish(l.survey);

    struct lb_revision r = {.commit = "abc", .date = "2026-01-02", .authors = &(lb_slice){"A", 1}, .author_count = 1,
                            .subject = LB_S("s"), .blob = ""};
    struct lb_file_history history = {.last = r, .first = r, .count = 1, .revisions = &r, .revision_count = 1};
    struct lb_case_face faces[] = {{&langs[0], render(&l, &langs[0]), &history, 0, NULL},
                                   {&langs[1], render(&l, &langs[1]), NULL, 3, NULL}};
    struct lb_case_around around = {
        .contract = contract, .survey = l.survey, .brief = brief, .today = LB_S("2026-11-21")};
    struct lb_doc d;
    lb_case_doc(&around, faces, 2, &l.arena, &d);

    assert_true(has_facet(&d, LB_FIELD_REGION, "61.71"));
    assert_true(has_facet(&d, LB_FIELD_PROVINCE, "61"));
    assert_true(has_facet(&d, LB_FIELD_LEVEL, "kota"));
    assert_true(has_facet(&d, LB_FIELD_YEAR, "2019"));
    assert_true(has_facet(&d, LB_FIELD_SDG, "16"));
    assert_true(has_facet(&d, LB_FIELD_COST, "sedang"));
    assert_true(has_facet(&d, LB_FIELD_LANGUAGE, "en"));
    assert_true(has_facet(&d, LB_FIELD_ORGANISATION, "bappeda-kota-pontianak"));
    assert_true(has_facet(&d, LB_FIELD_TAG, "anak-muda"));
    assert_true(has_facet(&d, LB_FIELD_COLLECTION, "webinar"));
    assert_true(has_facet(&d, LB_FIELD_EVIDENCE, "E1"));

    const lb_slice *z = d.langs[0].zones;
    assert_true(has_text(z[LB_ZONE_PLACE], "Kota Pontianak"));
    assert_true(has_text(z[LB_ZONE_PLACE], "Kalimantan Barat"));
    assert_true(has_text(z[LB_ZONE_LABELS], "Perencanaan"));
    assert_true(has_text(z[LB_ZONE_LABELS], "Planning"));
    assert_true(has_text(z[LB_ZONE_NAMES], "Rumah Komunitas Pontianak"));
    assert_true(has_text(z[LB_ZONE_HEADING], "Kampung Caping"));
    assert_false(has_text(z[LB_ZONE_HEADING], "Masalah"));
    assert_true(has_text(z[LB_ZONE_BODY], "Dua laporan."));
    assert_false(has_text(d.langs[1].zones[LB_ZONE_LABELS], "Perencanaan"));

    const struct lb_card *card = &d.langs[1].card;
    assert_true(lb_slice_eq(card->title, LB_S("Community House")));
    assert_true(lb_slice_eq(card->updated, LB_S("2026-01-02")));
    assert_true(lb_slice_eq(card->province_name, LB_S("Kalimantan Barat")));
    assert_true(card->has_cost && card->has_independent);
    assert_int_equal(card->replicated, 2); /* Banjarmasin, and Jambi's own word */
    assert_int_equal(card->interested, 1);

    struct lb_json *j = NULL;
    struct lb_err e;
    assert_int_equal(lb_json_parse(d.langs[1].record, &j, &e), LB_OK);
    assert_string_equal(text_at(j, "lang"), "en");
    assert_string_equal(text_at(j, "region.province_name"), "Kalimantan Barat");
    assert_int_equal(lb_json_int_of(j, "months_to_launch"), 3);
    assert_int_equal(lb_json_int_of(j, "translation_behind"), 3);
    const struct lb_json *to = lb_json_path(j, "lineage.to");
    assert_int_equal(lb_json_size(to), 3);
    bool saw_jambi = false;
    for (size_t i = 0; i < 3; i++) {
        const struct lb_json *edge = lb_json_at(to, i);
        if (lb_slice_eq(lb_json_str(edge, "id"), LB_S("kampung-bantar"))) {
            saw_jambi = true;
            assert_string_equal(text_at(edge, "region_name"), "Kota Jambi");
            assert_int_equal(lb_json_int_of(edge, "year"), 2022);
            assert_null(lb_json_get(edge, "source"));
        } else if (lb_slice_eq(lb_json_str(edge, "region"), LB_S("63.71"))) {
            assert_string_equal(text_at(edge, "name"), "Kota Banjarmasin");
            assert_string_equal(text_at(edge, "changed"), "Through urban villages");
            assert_string_equal(text_at(edge, "source"), "s1");
        } else {
            assert_string_equal(text_at(edge, "name"), "Another city");
        }
    }
    assert_true(saw_jambi);
    assert_null(lb_json_get(j, "replicated_by"));
    assert_null(lb_json_get(j, "translation_of_commit"));
    assert_string_equal(text_at(lb_json_at(lb_json_get(j, "related"), 0), "relation"), "predecessor_of");
    assert_string_equal(text_at(lb_json_at(lb_json_get(j, "collections"), 0), "title"), "Webinar");
    assert_string_equal(text_at(j, "completeness.level"), "sourced");
    assert_true(has_text(d.langs[1].record, "\"flags\":[\"no_contact\",\"translation_behind\"]"));
    assert_true(has_text(d.langs[0].record, "\"value\":2.5"));
    assert_true(has_text(d.langs[0].record, "\"history\""));
    lb_json_free(j);
    stop(&l);
}

static void test_survey__a_case_that_is_not_shown_may_be_spoken_of(void **state)
{
    (void)state;
    struct library l;
    start(&l);
    struct lb_case *k = read_case(&l, "cases/61/a/id.md", "---\ntitle: T\nstate: draft\nreplicates:\n"
                                  "  - {case: rahasia, kind: copy}\n  - {case: rahasia, kind: copy, name: Kota lain}\n"
                                  "related:\n  - {case: rahasia, relation: same_problem}\n---\n", false);
    struct lb_brief *brief = lb_survey_add(l.survey, k, 1);
    lb_survey_hide(l.survey, LB_S("rahasia"));
    lb_survey_finish(l.survey);
    assert_int_equal(l.diags.count, 0);
    struct lb_json *lineage = lb_survey_lineage(l.survey, brief, k->record, LB_S("id"));
    struct lb_json *related = lb_survey_related(l.survey, brief, LB_S("id"));
    assert_int_equal(lb_json_size(lb_json_get(lineage, "from")), 1);
    assert_string_equal(text_at(lb_json_at(lb_json_get(lineage, "from"), 0), "name"), "Kota lain");
    assert_null(lb_json_get(lb_json_at(lb_json_get(lineage, "from"), 0), "id"));
    assert_int_equal(lb_json_size(related), 0);
    lb_json_free(lineage);
    lb_json_free(related);
    stop(&l);
}

static void test_case__a_foreign_case_has_its_country(void **state)
{
    (void)state;
    struct library l;
    start(&l);
    struct lb_case *k = read_case(&l, "cases/luar/medellin-metrocable/id.md",
                                  "---\ntitle: Metrocable\nstate: published\n"
                                  "region: {code: CO-ANT, name: Medellín}\n" FACTS "---\nTeks.\n",
                                  false);
    struct lb_brief *brief = lb_survey_add(l.survey, k, 1);
    lb_survey_finish(l.survey);
    struct lb_case_face face = {k, render(&l, k), NULL, 0, NULL};
    struct lb_case_around around = {
        .contract = contract, .survey = l.survey, .brief = brief, .today = LB_S("2026-11-21")};
    struct lb_doc d;
    lb_case_doc(&around, &face, 1, &l.arena, &d);
    assert_true(has_facet(&d, LB_FIELD_PROVINCE, "CO"));
    assert_true(has_facet(&d, LB_FIELD_LEVEL, "negara"));
    assert_true(lb_slice_eq(d.langs[0].card.region_name, LB_S("Medellín")));
    assert_true(has_text(d.langs[0].record, "\"scheme\":\"iso3166\""));
    assert_true(has_text(d.langs[0].record, "\"status_stale\"") == false);
    stop(&l);
}

/* The most faults the limits allow, and the slowest rules. */
static void test_case__hostile_front_matter_takes_no_time(void **state)
{
    (void)state;
    static const struct {
        const char *head, *line;
    } texts[] = {{"", "summaryy%04d: x\n"},
                 {"tags:\n", "  - tag %04d\n"},
                 {"affairs:\n", "  - \"9.%04d\"\n"},
                 {"related:\n", "  - {case: tidak-ada-%04d, relation: same_problem}\n"},
                 {"sources:\n", "  - {id: s%04d, title: T, independence: initiator}\n"},
                 {"results:\n", "  - {indicator: I, value: 1, source: t%04d}\n"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct library l;
        struct lb_str text = LB_STR_INIT(200000);
        struct lb_case *k;
        start(&l);
        k = LB_NEW(&l.arena, struct lb_case);
        lb_str_printf(&text, "---\ntitle: T\nstate: draft\n%s", texts[i].head);
        for (int n = 0; n < 480; n++)
            lb_str_printf(&text, texts[i].line, n);
        lb_str_lit(&text, "---\n");
        clock_t begin = clock();
        assert_int_equal(lb_case_read(contract, LB_S("cases/a/id.md"), lb_str_slice(&text), false, &l.diags, &l.arena, k), LB_OK);
        struct lb_check check = {.contract = contract, .today = LB_S("2026-11-21")};
        lb_case_check(&check, k);
        lb_survey_add(l.survey, k, 1);
        lb_survey_finish(l.survey);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (seconds > 1.0)
            fail_msg("%s takes %.1f s", texts[i].line, seconds);
        assert_true(l.diags.count > 0);
        lb_str_free(&text);
        stop(&l);
    }
}

static void test_case__months_are_counted_between_dates(void **state)
{
    (void)state;
    assert_int_equal(lb_months_between(LB_S("2024-11-30"), LB_S("2026-11-01")), 24);
    assert_int_equal(lb_months_between(LB_S("2024"), LB_S("2026-11-21")), 23);
    assert_int_equal(lb_months_between(LB_S("2027-01"), LB_S("2026-11-21")), 0);
    assert_int_equal(lb_months_between(LB_S("lama"), LB_S("2026-11-21")), 0);
}

static void test_contract__notes_are_what_the_site_reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < lb_contract_note_count(); i++) {
        struct lb_json *j = lb_contract_note(contract, i, NULL);
        const char *key = lb_contract_note_key(i);
        if (!strcmp(key, "regions"))
            assert_string_equal(text_at(lb_json_get(j, "61.71"), "name"), "Kota Pontianak");
        else if (!strcmp(key, "vocab"))
            assert_string_equal(text_at(lb_json_at(lb_json_path(j, "affairs.terms"), 0), "label.en"), "Education");
        else if (!strcmp(key, "tiles"))
            assert_int_equal(lb_json_size(j), 38);
        else if (!strcmp(key, "profiles"))
            assert_true(lb_json_int_of(lb_json_get(lb_json_get(lb_json_get(j, "regions"), "11"), "population"),
                                       "value") > 5000000);
        else if (!strcmp(key, "headings"))
            assert_string_equal(text_at(lb_json_at(j, 8), "label.id"), "Pelajaran");
        else if (!strcmp(key, "search"))
            assert_true(lb_json_size(lb_json_get(j, "protected")) > 500);
        else if (!strcmp(key, "schema"))
            assert_non_null(lb_json_path(j, "case.properties.title"));
        lb_json_free(j);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case__a_path_names_folder_id_and_language),
        cmocka_unit_test(test_case__a_translation_lies_over_the_facts_of_its_original),
        cmocka_unit_test(test_case__a_translation_with_other_lists_is_refused),
        cmocka_unit_test(test_case__becomes_one_document_with_two_languages),
        cmocka_unit_test(test_survey__a_case_that_is_not_shown_may_be_spoken_of),
        cmocka_unit_test(test_case__a_foreign_case_has_its_country),
        cmocka_unit_test(test_case__hostile_front_matter_takes_no_time),
        cmocka_unit_test(test_case__months_are_counted_between_dates),
        cmocka_unit_test(test_contract__notes_are_what_the_site_reads),
    };
    return cmocka_run_group_tests(tests, load_contract, unload_contract);
}
