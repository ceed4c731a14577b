/* The contract of a library: what is missing or broken in schema/ is told with its place, and what that means. */
#include "unit.h"

#include <stdlib.h>

#include "indexer/contract.h"

/* A library in memory. */
struct file {
    const char *path, *text;
};

static const struct file whole[] = {
    {"schema/case.schema.json", "{\"type\": \"object\", \"properties\": {\"stage\": {\"type\": \"string\", \"x-vocab\": \"stages\"},"
                                "\"places\": {\"x-bounds\": {\"lat\": [-11, 6], \"lon\": [95, 141]}}}}"},
    {"schema/translation.schema.json", "{}"},
    {"schema/collection.schema.json", "{\"properties\": {\"kind\": {\"$ref\": \"case.schema.json#/properties/stage\"}}}"},
    {"schema/collection-translation.schema.json", "{}"},
    {"schema/vocab/stages.yml", "terms:\n  - {code: uji_coba, label: {id: Uji coba, en: Trial}, alt: {id: [percobaan]}}\n"
                                "  - {code: \"1.10\", label: {id: Satu}}\n"},
    {"schema/regions.csv", "name,code,level,parent\nRiau,14,provinsi,\n\"Kota Pekanbaru, ibu kota\",14.71,kota,14\n"},
    {"schema/tiles.csv", "code,col,row,short\n14,2,1,Riau\n"},
    {"schema/profiles.sources.yml", "sources:\n  - {id: bps, title: BPS}\n"},
    {"schema/profiles.csv", "code,key,value,unit,year,source_id\n14,population,10,jiwa,2019,bps\n14,population,12,jiwa,2024,bps\n"
                            "14,population,11,jiwa,2020,bps\n"},
    {"schema/search/stopwords.yml", "id: [yang, di]\nen: [the, di]\n"},
    {"schema/search/places.yml", "places:\n  - {code: \"14\", names: {id: [Riow]}}\n"},
    {"library.yml", "title: {id: Pustaka}\nlanguage: en\nlicence: CC-BY-4.0\n"},
};

struct memory {
    struct file files[32];
    size_t count;
};

static enum lb_status read_memory(void *self, struct lb_arena *a, lb_slice path, size_t max, lb_slice *ret, struct lb_err *e)
{
    const struct memory *m = self;
    (void)max;
    for (size_t i = 0; i < m->count; i++)
        if (lb_slice_eq(path, lb_slice_of(m->files[i].path)) && m->files[i].text) {
            *ret = lb_arena_copy(a, lb_slice_of(m->files[i].text));
            return LB_OK;
        }
    return lb_fail(e, LB_NOT_FOUND, "no '%" LB_PRI "'", LB_ARG(path));
}

static enum lb_status list_memory(void *self, struct lb_arena *a, lb_slice path, struct lb_entry **ret, size_t *count,
                                  struct lb_err *e)
{
    const struct memory *m = self;
    struct lb_entry *out = LB_NEW_ARRAY(a, struct lb_entry, m->count);
    (void)e;
    *count = 0;
    for (size_t i = 0; i < m->count; i++) {
        lb_slice file = lb_slice_of(m->files[i].path);
        if (m->files[i].text && lb_slice_starts(file, path) && file.data[path.len] == '/')
            out[(*count)++] = (struct lb_entry){lb_slice_sub(file, path.len + 1, file.len), LB_ENTRY_FILE};
    }
    *ret = out;
    return LB_OK;
}

struct loaded {
    struct memory memory;
    struct lb_diags diags;
    struct lb_contract *contract;
    struct lb_err err;
    enum lb_status status;
};

/* Loads the whole library with one file replaced (text NULL: removed). */
static void load(struct loaded *l, const char *path, const char *text)
{
    *l = (struct loaded){.memory = {.count = sizeof whole / sizeof *whole}};
    memcpy(l->memory.files, whole, sizeof whole);
    for (size_t i = 0; path && i < l->memory.count; i++)
        if (!strcmp(l->memory.files[i].path, path))
            l->memory.files[i].text = text;
    struct lb_tree tree = {&l->memory, read_memory, list_memory};
    lb_diags_init(&l->diags);
    l->status = lb_contract_load(&tree, &l->diags, &l->contract, &l->err);
}

static void unload(struct loaded *l)
{
    lb_contract_free(l->contract);
    lb_diags_free(&l->diags);
}

static void test_contract__a_whole_library_loads(void **state)
{
    (void)state;
    struct loaded l;
    load(&l, NULL, NULL);
    if (l.diags.count)
        fail_msg("%s", l.diags.items[0].message.in[LB_LANG_EN].data);
    assert_int_equal(l.status, LB_OK);
    const struct lb_vocab *stages = lb_vocab_find(&l.contract->vocabs, LB_S("stages"));
    assert_true(lb_slice_eq(lb_term_label(lb_term_find(stages, LB_S("uji_coba")), LB_S("en")), LB_S("Trial")));
    assert_true(lb_slice_eq(lb_term_label(lb_term_find(stages, LB_S("1.10")), LB_S("en")), LB_S("Satu")));
    assert_null(lb_term_find(stages, LB_S("1.1")));
    assert_true(lb_slice_eq(lb_region_find(&l.contract->regions, LB_S("14.71"))->name, LB_S("Kota Pekanbaru, ibu kota")));
    assert_true(lb_slice_eq(lb_region_above(&l.contract->regions, LB_S("14.71.02.1003"))->code, LB_S("14.71")));
    assert_null(lb_region_above(&l.contract->regions, LB_S("15.71.02")));
    assert_true(lb_slice_eq(l.contract->language, LB_S("en")));
    assert_true(l.contract->bounds.north == 6);
    for (size_t i = 0; i < lb_contract_note_count(); i++) {
        struct lb_json *j = lb_contract_note(l.contract, i, NULL);
        if (!strcmp(lb_contract_note_key(i), "profiles"))
            assert_int_equal(lb_json_int_of(lb_json_path(j, "regions.14.population"), "value"), 12);
        if (!strcmp(lb_contract_note_key(i), "search")) {
            assert_int_equal(lb_json_size(lb_json_get(j, "stopwords")), 3);
            assert_true(lb_slice_eq(lb_json_str(lb_json_at(lb_json_path(j, "places.places"), 0), "name"), LB_S("Riau")));
        }
        if (!strcmp(lb_contract_note_key(i), "vocab"))
            assert_null(lb_json_get(lb_json_at(lb_json_path(j, "stages.terms"), 0), "alt"));
        lb_json_free(j);
    }
    unload(&l);
}

static void test_contract__what_is_broken_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text;
        enum lb_status status;
        const char *said; /* "FILE:LINE CODE text" of the first diagnostic */
    } rows[] = {
        {"schema/case.schema.json", NULL, LB_INVALID, "schema/case.schema.json:0 E035 the file is missing"},
        {"schema/case.schema.json", "{", LB_INVALID, "schema/case.schema.json:0 E035 not JSON"},
        {"schema/case.schema.json", "{\"$ref\": \"#/x\"}", LB_INVALID, "schema/case.schema.json:0 E035 a reference that leads nowhere"},
        {"schema/translation.schema.json", "{\"pattern\": \"[\"}", LB_INVALID, "schema/translation.schema.json:0 E035 malformed pattern"},
        {"schema/vocab/stages.yml", "terms:\n  - [\n", LB_INVALID, "schema/vocab/stages.yml:3 E003"},
        {"schema/vocab/stages.yml", "terms: &a []\n", LB_INVALID, "schema/vocab/stages.yml:1 E004"},
        {"schema/vocab/stages.yml", "- a\n", LB_INVALID, "schema/vocab/stages.yml:1 E035"},
        {"schema/regions.csv", NULL, LB_INVALID, "schema/regions.csv:0 E035 the file is missing"},
        {"schema/regions.csv", "code,name\n14,Riau\n", LB_INVALID, "schema/regions.csv:1 E035 the column 'level' is missing"},
        {"schema/regions.csv", "code,name,level,parent\n14,Riau, Kepulauan,provinsi,\n", LB_INVALID, "schema/regions.csv:2 E035 5 cells in this line, not 4"},
        {"schema/regions.csv", "code,name,level,parent\n14,Riau,provinsi,\n14,Riau,provinsi,\n", LB_INVALID,
         "schema/regions.csv:0 E035 region '14' is listed twice"},
        {"schema/regions.csv", "code,name,level,parent\r", LB_INVALID, "schema/regions.csv:1 E001"},
        {"schema/tiles.csv", "code,col,row,short\n14,2,1,Riau\n99,1,1,X\n", LB_OK, "schema/tiles.csv:3 E035 no region has the code '99'"},
        {"schema/profiles.csv", "code,key,value,unit,year,source_id\n14,population,10,jiwa,2019,bpss\n", LB_OK, "schema/profiles.csv:2 E035"},
        {"schema/search/stopwords.yml", "id: [yang\n", LB_OK, "schema/search/stopwords.yml:1 E003"},
        {"library.yml", "title: {id: Pustaka\n", LB_OK, "library.yml:1 E003"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct loaded l;
        char said[300];
        load(&l, rows[i].path, rows[i].text);
        if (!l.diags.count)
            fail_msg("%s: nothing said of %s", rows[i].path, rows[i].text);
        const struct lb_diag *d = &l.diags.items[0];
        snprintf(said, sizeof said, "%.*s:%u %s %.*s", LB_ARG(d->file), d->line, d->code, LB_ARG(d->message.in[LB_LANG_EN]));
        if (strncmp(said, rows[i].said, strlen(rows[i].said)) != 0)
            fail_msg("said '%s', not '%s'", said, rows[i].said);
        assert_int_equal(l.status, rows[i].status);
        unload(&l);
    }
}

static void test_contract__a_library_may_lack_what_is_optional(void **state)
{
    (void)state;
    static const char *const optional[] = {"schema/tiles.csv", "schema/profiles.csv", "schema/profiles.sources.yml", "library.yml",
                                           "schema/search/stopwords.yml"};
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++) {
        struct loaded l;
        bool needs_sources = strcmp(optional[i], "schema/profiles.sources.yml") == 0;
        load(&l, optional[i], NULL);
        assert_int_equal(l.status, LB_OK);
        assert_true(needs_sources == (l.diags.count > 0));
        for (size_t k = 0; k < lb_contract_note_count(); k++)
            lb_json_free(lb_contract_note(l.contract, k, NULL));
        unload(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contract__a_whole_library_loads),
        cmocka_unit_test(test_contract__what_is_broken_is_told_with_its_place),
        cmocka_unit_test(test_contract__a_library_may_lack_what_is_optional),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
