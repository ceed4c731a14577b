/* collection.c - see collection.h. */
#include "indexer/collection.h"

#include "base/limits.h"
#include "indexer/markdown.h"
#include "indexer/preview.h"
#include "indexer/silence.h"
#include "indexer/text_check.h"
#include "indexer/yaml.h"

/* ---- reading ---- */

static bool is_id(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!(s.data[i] >= 'a' && s.data[i] <= 'z') && !(s.data[i] >= '0' && s.data[i] <= '9') && s.data[i] != '-')
            return false;
    return s.len > 0 && s.len <= LB_MAX_ID && s.data[0] != '-';
}

/* "ID.md" or "ID.LANG.md". */
static bool take_apart(const struct lb_contract *contract, lb_slice name, lb_slice *id, lb_slice *lang)
{
    if (!lb_slice_ends(name, LB_S(".md")))
        return false;
    lb_slice stem = lb_slice_sub(name, 0, name.len - 3);
    size_t dot = lb_slice_find(stem, '.');
    *id = lb_slice_sub(stem, 0, dot);
    *lang = dot < stem.len ? lb_slice_sub(stem, dot + 1, stem.len) : contract->language;
    return is_id(*id) && (dot == stem.len || lb_term_find(lb_vocab_find(&contract->vocabs, LB_S("languages")), *lang));
}

/* Bytes to a typed front matter and a body. LB_OK also with errors counted in ret->source. LB_INVALID: nothing to use. */
static enum lb_status read_one(const struct lb_contract *contract, struct lb_case *ret, struct lb_arena *arena)
{
    struct lb_front parts;
    enum lb_status status = lb_front_split(&ret->source, &parts);
    if (status == LB_OK)
        status = lb_yaml_parse(&ret->source, parts.yaml, parts.yaml_line, &lb_yaml_front, arena, &ret->front);
    if (status)
        return status;
    if (ret->front->kind != LB_VALUE_MAP) {
        lb_report(&ret->source, LB_RULE_TYPE, ret->front->line, ret->front->column, 
                  LB_BOTH("tulis baris berbentuk 'bidang: isi'", "write 'field: value' lines"),
                  "bagian depan tidak terdiri atas bidang", "the front matter is no map of fields");
        return LB_INVALID;
    }
    ret->body = parts.body;
    ret->body_line = parts.body_line;
    ret->record = ret->front;
    lb_contract_check(contract, ret->is_translation ? contract->of_collection_translation : contract->of_collection, ret->front,
                      &ret->source);
    lb_silences_read(&ret->source, ret->front);
    return LB_OK;
}

enum lb_status lb_collection_read(const struct lb_contract *contract, lb_slice path, lb_slice bytes, struct lb_diags *diags,
                                  struct lb_arena *arena, struct lb_case *ret)
{
    lb_slice name = lb_slice_sub(path, strlen("collections/"), path.len);
    *ret = (struct lb_case){.source = {.path = path, .text = lb_text_lines(arena, bytes), .diags = diags}, .folder = LB_S("collections")};
    if (!take_apart(contract, name, &ret->id, &ret->lang)) {
        lb_report(&ret->source, LB_RULE_ID, 0, 0,
                  LB_BOTH("namanya collections/<id>.md, terjemahannya collections/<id>.<bahasa>.md",
                          "collections/<id>.md, its translations collections/<id>.<language>.md"),
                  "bukan nama koleksi", "not the name of a collection");
        return LB_INVALID;
    }
    ret->is_translation = !lb_slice_eq(ret->lang, contract->language);
    return read_one(contract, ret, arena);
}

/* The file is read into *ret. False: it cannot be used and was reported. */
static bool load(const struct lb_contract *contract, const struct lb_tree *tree, lb_slice name, struct lb_diags *diags,
                 struct lb_arena *arena, struct lb_case *ret)
{
    struct lb_err fault = {0};
    struct lb_source source = {.path = lb_arena_printf(arena, "collections/%" LB_PRI, LB_ARG(name)), .diags = diags};
    lb_slice bytes = LB_EMPTY, id, lang;
    enum lb_status read = take_apart(contract, name, &id, &lang) /* a file of another name is not read */
                              ? lb_tree_read(tree, arena, source.path, LB_MAX_CASE_FILE, &bytes, &fault) : LB_OK;
    if (read) {
        if (read == LB_LIMIT)
            lb_report(&source, LB_RULE_LIMIT, 0, 0, LB_BOTH_NONE, "berkas ini lebih besar dari %d MB dan tidak dibaca",
                      "the file is larger than %d MB and is not read", LB_MAX_CASE_FILE / (1024 * 1024));
        else
            lb_report(&source, LB_RULE_FILE, 0, 0, LB_BOTH_NONE, "berkas tidak dapat dibaca: %s", "%s", fault.msg);
        return false;
    }
    return lb_collection_read(contract, source.path, bytes, diags, arena, ret) == LB_OK && ret->source.errors == 0;
}

/* An original without errors that is to be shown becomes a collection. */
static void add_original(struct lb_collections *all, const struct lb_case *original, bool has_drafts, struct lb_arena *arena)
{
    lb_slice state = lb_value_str(original->record, "state");
    if (!has_drafts && !lb_slice_eq(state, LB_S("published"))) {
        all->hidden++;
        return;
    }
    struct lb_collection collection = {.id = original->id, .lang_count = 1};
    collection.langs[0] = *original;
    LB_PUSH(arena, all->items, all->count, all->capacity, collection);
}

static struct lb_collection *find(struct lb_collections *all, lb_slice id)
{
    for (size_t i = 0; i < all->count; i++)
        if (lb_slice_eq(all->items[i].id, id))
            return &all->items[i];
    return NULL;
}

enum lb_status lb_collections_read(const struct lb_contract *contract, const struct lb_tree *tree, bool has_drafts,
                                   struct lb_diags *diags, struct lb_arena *arena, struct lb_collections *ret, struct lb_err *err)
{
    struct lb_entry *entries = NULL;
    size_t count = 0;
    struct lb_collections all = {0};
    struct lb_err none = {0};
    enum lb_status status = lb_tree_list(tree, arena, LB_S("collections"), &entries, &count, &none);
    if (status && status != LB_NOT_FOUND)
        return lb_fail(err, status, "%s", none.msg);
    /* Originals first: translations are laid over them. */
    for (int is_translation = 0; is_translation < 2; is_translation++) {
        for (size_t i = 0; i < count; i++) {
            struct lb_case one;
            lb_slice id = LB_EMPTY, lang = LB_EMPTY;
            if (entries[i].kind != LB_ENTRY_FILE || !lb_slice_ends(entries[i].name, LB_S(".md")) ||
                lb_slice_eq(entries[i].name, LB_S("README.md")))
                continue;
            bool is_named = take_apart(contract, entries[i].name, &id, &lang);
            if ((is_named && !lb_slice_eq(lang, contract->language)) != (is_translation == 1))
                continue;
            if (!load(contract, tree, entries[i].name, diags, arena, &one)) {
                all.left_out++;
                continue;
            }
            struct lb_collection *original = find(&all, one.id);
            if (!is_translation) {
                add_original(&all, &one, has_drafts, arena);
            } else if (original && original->lang_count < LB_MAX_LANGS) {
                lb_case_merge(&one, &original->langs[0], arena);
                if (one.source.errors == 0)
                    original->langs[original->lang_count++] = one;
                else
                    all.left_out++;
            }
        }
    }
    *ret = all;
    return LB_OK;
}

/* ---- telling of them ---- */

/* Calls for every item of every part. */
static size_t count_items(const struct lb_value *record)
{
    const struct lb_value *parts = lb_value_get(record, "parts");
    size_t n = 0;
    for (size_t i = 0; i < lb_value_size(parts); i++)
        n += lb_value_size(lb_value_get(lb_value_at(parts, i), "items"));
    return n;
}

void lb_collections_tell(const struct lb_collections *all, struct lb_survey *survey, struct lb_arena *arena)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct lb_collection *c = &all->items[i];
        struct lb_title titles[LB_MAX_LANGS];
        for (size_t k = 0; k < c->lang_count; k++)
            titles[k] = (struct lb_title){c->langs[k].lang, lb_value_str(c->langs[k].record, "title")};
        size_t n = 0;
        lb_slice *cases = LB_NEW_ARRAY(arena, lb_slice, count_items(c->langs[0].record) + 1);
        const struct lb_value *parts = lb_value_get(c->langs[0].record, "parts");
        for (size_t p = 0; p < lb_value_size(parts); p++) {
            const struct lb_value *items = lb_value_get(lb_value_at(parts, p), "items");
            for (size_t k = 0; k < lb_value_size(items); k++)
                cases[n++] = lb_value_str(lb_value_at(items, k), "case");
        }
        lb_survey_collect(survey, c->id, titles, c->lang_count, cases, n);
    }
}

static bool has(const struct lb_survey *survey, lb_slice id)
{
    return lb_survey_find(survey, id) != NULL;
}

struct lb_json *lb_collections_list(const struct lb_collections *all, const struct lb_survey *survey)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < all->count; i++) {
        const struct lb_collection *c = &all->items[i];
        struct lb_json *o = lb_json_object(), *titles = lb_json_object(), *subtitles = lb_json_object();
        struct lb_arena arena = LB_ARENA_INIT;
        int64_t count = 0;
        for (size_t k = 0; k < c->lang_count; k++) {
            const char *lang = lb_arena_cstr(&arena, c->langs[k].lang);
            lb_slice subtitle = lb_value_str(c->langs[k].record, "subtitle");
            lb_json_set_str(titles, lang, lb_value_str(c->langs[k].record, "title"));
            if (subtitle.len)
                lb_json_set_str(subtitles, lang, subtitle);
        }
        const struct lb_value *record = c->langs[0].record, *parts = lb_value_get(record, "parts");
        for (size_t p = 0; p < lb_value_size(parts); p++) {
            const struct lb_value *items = lb_value_get(lb_value_at(parts, p), "items");
            for (size_t k = 0; k < lb_value_size(items); k++)
                count += has(survey, lb_value_str(lb_value_at(items, k), "case"));
        }
        lb_json_set_str(o, "id", c->id);
        lb_json_set_str(o, "kind", lb_value_str(record, "kind"));
        lb_json_set_str(o, "state", lb_value_str(record, "state"));
        lb_json_set(o, "title", titles);
        lb_json_set(o, "subtitle", subtitles);
        lb_json_set_int(o, "count", count);
        lb_json_set_str(o, "date", lb_value_str(record, "event.date"));
        lb_json_push(list, o);
        lb_arena_free(&arena);
    }
    return list;
}

/* Titles of the cases in the collection's language; what is missing is marked, and reported where it is written. */
static void resolve_items(const struct lb_case *c, const struct lb_survey *survey, struct lb_json *record, struct lb_source *source)
{
    const struct lb_value *parts = lb_value_get(c->record, "parts");
    for (size_t p = 0; p < lb_value_size(parts); p++) {
        const struct lb_value *items = lb_value_get(lb_value_at(parts, p), "items");
        struct lb_json *out = lb_json_get(lb_json_at(lb_json_get(record, "parts"), p), "items");
        for (size_t k = 0; k < lb_value_size(items); k++) {
            lb_slice id = lb_value_str(lb_value_at(items, k), "case");
            const struct lb_brief *brief = lb_survey_find(survey, id);
            struct lb_json *item = lb_json_at(out, k);
            if (brief) {
                lb_json_set_str(item, "title", lb_brief_title(brief, c->lang));
                continue;
            }
            lb_json_set_bool(item, "missing", true);
            const struct lb_value *where = lb_value_get(lb_value_at(items, k), "case");
            if (!c->is_translation && where)
                lb_report(source, LB_RULE_NOWHERE, where->line, where->column,
                          LB_BOTH("periksa id-nya; entri ini tampil sebagai kasus yang tidak ada", "check the id; the item is shown as missing"),
                          "kasus '%" LB_PRI "' tidak ada dalam pustaka", "case '%" LB_PRI "' is not in the library", LB_ARG(id));
        }
    }
}

enum lb_status lb_collection_note(const struct lb_contract *contract, const struct lb_collection *collection, size_t lang,
                                  const struct lb_survey *survey, bool is_preview, struct lb_diags *diags, struct lb_arena *arena,
                                  struct lb_json **ret, struct lb_err *err)
{
    const struct lb_case *c = &collection->langs[lang];
    const struct lb_value *list = lb_value_get(c->record, "sources");
    size_t source_count = lb_value_size(list);
    lb_slice *sources = LB_NEW_ARRAY(arena, lb_slice, source_count + 1);
    for (size_t i = 0; i < source_count; i++)
        sources[i] = lb_value_str(lb_value_at(list, i), "id");
    struct lb_source source = c->source;
    struct lb_markdown_input in = {.text = c->body, .file = c->source.path, .line = c->body_line,
                                   .lang = lb_arena_cstr(arena, c->lang), .sources = sources, .source_count = source_count,
                                   .has_case = lb_survey_has, .ctx = (void *)survey, .has_lines = is_preview};
    struct lb_markdown body = {0};
    enum lb_status status = lb_markdown_render(arena, &in, &body, diags, err);
    if (status == LB_IO)
        return status;
    struct lb_json *record = lb_value_to_json(c->record);
    source.diags = diags;
    resolve_items(c, survey, record, &source);
    lb_json_set_str(record, "id", collection->id);
    lb_json_set_str(record, "lang", c->lang);
    lb_json_set_str(record, "path", c->source.path);
    lb_json_set_str(record, "body", body.html.markup);
    struct lb_json *langs = lb_json_array(), *toc = lb_json_array();
    for (size_t i = 0; i < collection->lang_count; i++)
        lb_json_push(langs, lb_json_string(collection->langs[i].lang));
    lb_json_set(record, "langs", langs);
    for (size_t i = 0; i < body.toc_count; i++) {
        struct lb_json *o = lb_json_object();
        lb_json_set_str(o, "id", body.toc[i].id);
        lb_json_set_str(o, "title", body.toc[i].title);
        lb_json_set_int(o, "level", body.toc[i].level);
        lb_json_push(toc, o);
    }
    lb_json_set(record, "toc", toc);
    if (is_preview)
        lb_preview_record(contract, contract->of_collection, c, record);
    *ret = record;
    return LB_OK;
}
