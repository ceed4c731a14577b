/* contract.c - loads schema/ and library.yml; see contract.h. */
#include "indexer/contract.h"

#include "base/limits.h"
#include "indexer/text_check.h"
#include "indexer/yaml.h"

#include <stdlib.h>

static bool has_code(const void *self, lb_slice name, lb_slice code)
{
    return lb_term_find(lb_vocab_find(self, name), code) != NULL;
}

/* An optional file: empty slice when it is not there. */
static enum lb_status read_file(struct lb_contract *c, const struct lb_tree *t, const char *path, lb_slice *ret,
                                struct lb_err *e)
{
    enum lb_status st = lb_tree_read(t, &c->arena, lb_slice_of(path), LB_MAX_SCHEMA_FILE, ret, e);
    if (st == LB_NOT_FOUND) {
        *ret = LB_EMPTY;
        return LB_OK;
    }
    if (!st)
        *ret = lb_text_lines(&c->arena, *ret);
    return st;
}

static struct lb_source source_of(const char *path, lb_slice text, struct lb_diags *diags)
{
    return (struct lb_source){.path = lb_slice_of(path), .text = text, .diags = diags};
}

static struct lb_value *parse_yaml(struct lb_contract *c, struct lb_source *s)
{
    struct lb_value *v = NULL;
    if (lb_text_check(s) || lb_yaml_parse(s, s->text, 1, &lb_yaml_schema, &c->arena, &v))
        return NULL;
    if (v->kind != LB_VALUE_MAP) {
        lb_report(s, LB_RULE_CONTRACT, v->line, v->column,
                  LB_BOTH("tulis baris berbentuk 'bidang: isi'", "write 'field: value' lines"),
                  "berkas tidak terdiri atas bidang", "the file is no map of fields");
        return NULL;
    }
    return v;
}

struct lb_value *lb_contract_read_yaml(struct lb_contract *c, const struct lb_tree *t, const char *path,
                                       const struct lb_schema *schema, struct lb_diags *diags)
{
    struct lb_err e;
    lb_slice text = LB_EMPTY;
    struct lb_source s = source_of(path, LB_EMPTY, diags);
    if (read_file(c, t, path, &text, &e)) {
        lb_report(&s, LB_RULE_CONTRACT, 0, 0, LB_BOTH_NONE, "berkas tidak dapat dibaca: %s", "%s", e.msg);
        return NULL;
    }
    if (!text.data)
        return NULL;
    s.text = text;
    struct lb_value *v = parse_yaml(c, &s);
    if (v && schema)
        lb_contract_check(c, schema, v, &s);
    return v;
}

/* The names in schema/vocab or schema/search that end in .yml, in order. */
static enum lb_status yaml_names(struct lb_contract *c, const struct lb_tree *t, const char *folder, lb_slice **ret,
                                 size_t *count, struct lb_err *e)
{
    struct lb_entry *entries;
    size_t n = 0, capacity = 0, entry_count = 0;
    lb_slice *names = NULL;
    enum lb_status st = lb_tree_list(t, &c->arena, lb_slice_of(folder), &entries, &entry_count, e);
    if (st && st != LB_NOT_FOUND)
        return st;
    for (size_t i = 0; st == LB_OK && i < entry_count; i++)
        if (entries[i].kind == LB_ENTRY_FILE && lb_slice_ends(entries[i].name, LB_S(".yml")))
            LB_PUSH(&c->arena, names, n, capacity, entries[i].name);
    *ret = names;
    *count = n;
    return LB_OK;
}

static enum lb_status load_vocabs(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags,
                                  struct lb_err *e)
{
    lb_slice *names;
    size_t n;
    enum lb_status st = yaml_names(c, t, "schema/vocab", &names, &n, e);
    for (size_t i = 0; st == LB_OK && i < n; i++) {
        const char *path = lb_arena_printf(&c->arena, "schema/vocab/%" LB_PRI, LB_ARG(names[i])).data;
        lb_slice name = lb_arena_copy(&c->arena, lb_slice_sub(names[i], 0, names[i].len - 4));
        struct lb_value *v = lb_contract_read_yaml(c, t, path, NULL, diags);
        if (v)
            lb_vocabs_add(&c->vocabs, &c->arena, name, v);
    }
    return st;
}

static const struct {
    const char *path, *name;
    size_t at; /* of the pointer in struct lb_contract; 0 = none */
    bool is_required;
} schema_files[] = {
    {"schema/case.schema.json", "case", offsetof(struct lb_contract, of_case), true},
    {"schema/translation.schema.json", "translation", offsetof(struct lb_contract, of_translation), true},
    {"schema/collection.schema.json", "collection", offsetof(struct lb_contract, of_collection), true},
    {"schema/collection-translation.schema.json", "collection-translation",
     offsetof(struct lb_contract, of_collection_translation), true},
    {"schema/library.schema.json", "library", 0, false},
    {"schema/vocab.schema.json", "vocab", 0, false},
};

static enum lb_status load_schemas(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags,
                                   struct lb_err *e)
{
    size_t n = sizeof schema_files / sizeof *schema_files;
    c->schemas = lb_schemas_new(has_code, &c->vocabs);
    c->schema_json = lb_json_object();
    for (size_t i = 0; i < n; i++) {
        lb_slice text = LB_EMPTY;
        struct lb_err why;
        struct lb_json *j = NULL;
        enum lb_status st = read_file(c, t, schema_files[i].path, &text, e);
        if (st)
            return st;
        struct lb_source s = source_of(schema_files[i].path, text, diags);
        if (!text.data) {
            if (schema_files[i].is_required)
                lb_report(&s, LB_RULE_CONTRACT, 0, 0,
                          LB_BOTH("pustaka membutuhkan skemanya di schema/; salin dari pustaka lain",
                                  "a library needs its contract in schema/; copy it from another library"),
                          "berkas ini tidak ada", "the file is missing");
            continue;
        }
        if (lb_json_parse(text, &j, &why)) {
            lb_report(&s, LB_RULE_CONTRACT, 0, 0, LB_BOTH_NONE, "bukan JSON yang benar: %s", "%s", why.msg);
            continue;
        }
        lb_schemas_add(c->schemas, lb_slice_of(schema_files[i].path + strlen("schema/")), j);
        lb_json_set(c->schema_json, schema_files[i].name, j);
    }
    for (size_t i = 0; i < n; i++) {
        const struct lb_schema *schema = NULL;
        struct lb_err why;
        enum lb_status st =
            lb_schemas_compile(c->schemas, lb_slice_of(schema_files[i].path + strlen("schema/")), &schema, &why);
        struct lb_source s = source_of(schema_files[i].path, LB_EMPTY, diags);
        if (st == LB_INVALID)
            lb_report(&s, LB_RULE_CONTRACT, 0, 0, LB_BOTH_NONE, "skema ini keliru: %s", "%s", why.msg);
        if (schema_files[i].at)
            memcpy((char *)c + schema_files[i].at, &schema, sizeof schema);
    }
    return LB_OK;
}

/* The schema of a file of schema/ itself, or NULL. */
static const struct lb_schema *optional_schema(struct lb_contract *c, const char *name)
{
    const struct lb_schema *schema = NULL;
    struct lb_err e;
    return lb_schemas_compile(c->schemas, lb_slice_of(name), &schema, &e) ? NULL : schema;
}

static void check_vocabs(struct lb_contract *c, struct lb_diags *diags)
{
    const struct lb_schema *schema = optional_schema(c, "vocab.schema.json");
    for (size_t i = 0; schema && i < c->vocabs.count; i++) {
        const struct lb_vocab *v = &c->vocabs.items[i];
        const char *path = lb_arena_printf(&c->arena, "schema/vocab/%" LB_PRI ".yml", LB_ARG(v->name)).data;
        struct lb_source s = source_of(path, LB_EMPTY, diags);
        lb_contract_check(c, schema, v->value, &s);
        for (size_t k = 1; k < v->count; k++)
            if (lb_slice_eq(v->by_code[k - 1]->code, v->by_code[k]->code))
                lb_report(&s, LB_RULE_CONTRACT, v->by_code[k]->value->line, v->by_code[k]->value->column,
                          LB_BOTH("satu kode punya satu arti", "a code means one thing"),
                          "kode '%" LB_PRI "' ada dua kali dalam kosakata", "code '%" LB_PRI "' stands twice in the vocabulary",
                          LB_ARG(v->by_code[k]->code));
    }
}

static void load_headings(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags)
{
    c->headings_file = lb_contract_read_yaml(c, t, "schema/headings.yml", NULL, diags);
    const struct lb_value *list = lb_value_get(c->headings_file, "headings");
    for (size_t i = 0; i < lb_value_size(list) && c->heading_count < LB_MAX_HEADINGS; i++) {
        const struct lb_value *h = lb_value_at(list, i);
        if (lb_value_str(h, "id").len)
            c->headings[c->heading_count++] = (struct lb_heading){lb_value_str(h, "id"), lb_value_get(h, "label")};
    }
}

static struct lb_json *number_or_text(lb_slice text)
{
    bool is_whole;
    int64_t i;
    double x;
    if (!lb_number_parse(text, &is_whole, &i, &x))
        return lb_json_string(text);
    return is_whole ? lb_json_int(i) : lb_json_real(x);
}

static enum lb_status load_tiles(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags,
                                 struct lb_err *e)
{
    static const char *const columns[] = {"code", "col", "row", "short", NULL};
    lb_slice text = LB_EMPTY;
    c->tiles = lb_json_array();
    enum lb_status st = read_file(c, t, "schema/tiles.csv", &text, e);
    struct lb_source s = source_of("schema/tiles.csv", text, diags);
    struct lb_csv csv;
    if (st || !text.data || lb_csv_open(&csv, &s, &c->arena, columns))
        return st;
    while (lb_csv_next(&csv)) {
        struct lb_json *tile = lb_json_object();
        lb_json_set_str(tile, "code", csv.cells[0]);
        lb_json_set(tile, "col", number_or_text(csv.cells[1]));
        lb_json_set(tile, "row", number_or_text(csv.cells[2]));
        lb_json_set_str(tile, "short", csv.cells[3]);
        lb_json_push(c->tiles, tile);
        if (!lb_region_find(&c->regions, csv.cells[0]))
            lb_report(&s, LB_RULE_CONTRACT, csv.line, 1, LB_BOTH_NONE, "tidak ada daerah dengan kode '%" LB_PRI "'",
                      "no region has the code '%" LB_PRI "'",
                      LB_ARG(csv.cells[0]));
    }
    return LB_OK;
}

/* {sources, regions {CODE: {KEY: {value, unit, year, source}}}}; of several years of one figure the latest counts. */
static enum lb_status load_profiles(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags,
                                    struct lb_err *e)
{
    static const char *const columns[] = {"code", "key", "value", "unit", "year", "source_id", NULL};
    lb_slice text = LB_EMPTY;
    struct lb_json *sources = lb_json_object(), *regions = lb_json_object();
    c->profiles = lb_json_object();
    lb_json_set(c->profiles, "sources", sources);
    lb_json_set(c->profiles, "regions", regions);
    struct lb_value *file = lb_contract_read_yaml(c, t, "schema/profiles.sources.yml", NULL, diags);
    const struct lb_value *list = lb_value_get(file, "sources");
    for (size_t i = 0; i < lb_value_size(list); i++) {
        struct lb_json *one = lb_value_to_json(lb_value_at(list, i));
        lb_slice id = lb_value_str(lb_value_at(list, i), "id");
        lb_json_del(one, "id");
        if (id.len)
            lb_json_set(sources, id.data, one);
        else
            lb_json_free(one);
    }
    enum lb_status st = read_file(c, t, "schema/profiles.csv", &text, e);
    struct lb_source s = source_of("schema/profiles.csv", text, diags);
    struct lb_csv csv;
    if (st || !text.data || lb_csv_open(&csv, &s, &c->arena, columns))
        return st;
    while (lb_csv_next(&csv)) {
        lb_slice code = csv.cells[0], key = csv.cells[1], year = csv.cells[4], source = csv.cells[5];
        if (!lb_region_find(&c->regions, code) || !key.len || !lb_json_get(sources, source.data)) {
            lb_report(&s, LB_RULE_CONTRACT, csv.line, 1,
                      LB_BOTH("code ada di regions.csv, source_id di profiles.sources.yml", "code is in regions.csv, source_id in profiles.sources.yml"),
                      "angka untuk daerah '%" LB_PRI "' yang tidak dikenal, tanpa key, atau dari sumber '%" LB_PRI "' yang tidak dikenal",
                      "a figure for an unknown region '%" LB_PRI "', without key, or from the unknown source '%" LB_PRI
                      "'",
                      LB_ARG(code), LB_ARG(source));
            continue;
        }
        struct lb_json *region = lb_json_get(regions, code.data);
        if (!region)
            lb_json_set(regions, code.data, region = lb_json_object());
        const struct lb_json *old = lb_json_get(region, key.data);
        if (old && lb_json_number(lb_json_get(old, "year")) > strtol(year.data, NULL, 10))
            continue;
        struct lb_json *figure = lb_json_object();
        lb_json_set(figure, "value", number_or_text(csv.cells[2]));
        if (csv.cells[3].len)
            lb_json_set_str(figure, "unit", csv.cells[3]);
        lb_json_set(figure, "year", number_or_text(year));
        lb_json_set_str(figure, "source", source);
        lb_json_set(region, key.data, figure);
    }
    return LB_OK;
}

static enum lb_status load_search(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags,
                                  struct lb_err *e)
{
    lb_slice *names;
    size_t n;
    c->search = lb_json_object();
    enum lb_status st = yaml_names(c, t, "schema/search", &names, &n, e);
    for (size_t i = 0; st == LB_OK && i < n; i++) {
        const char *path = lb_arena_printf(&c->arena, "schema/search/%" LB_PRI, LB_ARG(names[i])).data;
        struct lb_value *v = lb_contract_read_yaml(c, t, path, NULL, diags);
        if (v)
            lb_json_set(c->search, lb_arena_cstr(&c->arena, lb_slice_sub(names[i], 0, names[i].len - 4)),
                        lb_value_to_json(v));
    }
    return st;
}

static void load_bounds(struct lb_contract *c)
{
    const struct lb_json *b = lb_json_path(lb_schema_json(c->of_case), "properties.places.x-bounds");
    const struct lb_json *lat = lb_json_get(b, "lat"), *lon = lb_json_get(b, "lon");
    if (lb_json_size(lat) != 2 || lb_json_size(lon) != 2)
        return;
    c->bounds.south = lb_json_double(lb_json_at(lat, 0));
    c->bounds.north = lb_json_double(lb_json_at(lat, 1));
    c->bounds.west = lb_json_double(lb_json_at(lon, 0));
    c->bounds.east = lb_json_double(lb_json_at(lon, 1));
}

static enum lb_status load_regions(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags,
                                   struct lb_err *e)
{
    lb_slice text = LB_EMPTY;
    enum lb_status st = read_file(c, t, "schema/regions.csv", &text, e);
    struct lb_source s = source_of("schema/regions.csv", text, diags);
    if (st)
        return st;
    if (!text.data)
        lb_report(&s, LB_RULE_CONTRACT, 0, 0,
                  LB_BOTH("salin dari pustaka lain di negara yang sama", "copy it from another library of the same country"),
                  "berkas ini tidak ada", "the file is missing");
    else if (lb_regions_read(&s, &c->arena, &c->regions))
        return LB_OK; /* reported */
    return LB_OK;
}

/* What cases are not measured by. */
static enum lb_status load_rest(struct lb_contract *c, const struct lb_tree *t, struct lb_diags *diags, struct lb_err *e)
{
    enum lb_status st = load_tiles(c, t, diags, e);
    if (!st)
        st = load_profiles(c, t, diags, e);
    if (!st)
        st = load_search(c, t, diags, e);
    return st;
}

static enum lb_status load(struct lb_contract *c, const struct lb_tree *t, bool is_known, struct lb_diags *diags,
                           struct lb_err *e)
{
    size_t errors = diags->errors;
    enum lb_status st = load_vocabs(c, t, diags, e);
    if (!st)
        st = load_schemas(c, t, diags, e);
    if (!st)
        st = load_regions(c, t, diags, e);
    if (st)
        return st;
    if (!is_known)
        check_vocabs(c, diags);
    load_headings(c, t, diags);
    load_bounds(c);
    if (diags->errors > errors)
        return lb_fail(e, LB_INVALID, "schema/ has %zu fault%s: no case can be checked before %s mended",
                       diags->errors - errors, diags->errors - errors == 1 ? "" : "s",
                       diags->errors - errors == 1 ? "it is" : "they are");
    if (!is_known)
        st = load_rest(c, t, diags, e);
    c->library = lb_contract_read_yaml(c, t, "library.yml", optional_schema(c, "library.schema.json"), diags);
    c->language = lb_value_str(c->library, "language");
    if (!c->language.len)
        c->language = LB_S("id");
    c->licence = lb_value_str(c->library, "licence");
    return st;
}

static enum lb_status load_new(const struct lb_tree *t, bool is_known, struct lb_diags *diags, struct lb_contract **ret,
                               struct lb_err *e)
{
    struct lb_contract *c = lb_xcalloc(1, sizeof *c);
    enum lb_status st = load(c, t, is_known, diags, e);
    if (st)
        lb_contract_free(c);
    else
        *ret = c;
    return st;
}

enum lb_status lb_contract_load(const struct lb_tree *t, struct lb_diags *diags, struct lb_contract **ret,
                                struct lb_err *e)
{
    return load_new(t, false, diags, ret, e);
}

enum lb_status lb_contract_load_again(const struct lb_tree *t, struct lb_diags *diags, struct lb_contract **ret,
                                      struct lb_err *e)
{
    return load_new(t, true, diags, ret, e);
}

void lb_contract_free(struct lb_contract *c)
{
    if (!c)
        return;
    lb_schemas_free(c->schemas);
    lb_json_free(c->schema_json);
    lb_json_free(c->search);
    lb_json_free(c->tiles);
    lb_json_free(c->profiles);
    lb_arena_free(&c->arena);
    free(c);
}

lb_slice lb_contract_label(const struct lb_contract *c, const char *vocab, lb_slice code, lb_slice lang)
{
    const struct lb_term *t = lb_term_find(lb_vocab_find(&c->vocabs, lb_slice_of(vocab)), code);
    return t ? lb_term_label(t, lang) : code;
}
