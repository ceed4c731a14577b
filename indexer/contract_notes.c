/* contract_notes.c - the contract as the notes of record.h, for the site and the analyser. */
#include "indexer/contract.h"

static struct lb_json *library_note(const struct lb_contract *c)
{
    return c->library ? lb_value_to_json(c->library) : lb_json_object();
}

/* Terms without their alternative labels, which only the index needs. */
static struct lb_json *vocab_note(const struct lb_contract *c)
{
    struct lb_json *all = lb_json_object();
    for (size_t i = 0; i < c->vocabs.count; i++) {
        struct lb_json *v = lb_value_to_json(c->vocabs.items[i].value);
        lb_json_del(v, "id");
        struct lb_json *terms = lb_json_get(v, "terms");
        for (size_t k = 0; k < lb_json_size(terms); k++)
            lb_json_del(lb_json_at(terms, k), "alt");
        lb_json_set(all, c->vocabs.items[i].name.data, v);
    }
    return all;
}

static struct lb_json *regions_note(const struct lb_contract *c)
{
    struct lb_json *all = lb_json_object();
    for (size_t i = 0; i < c->regions.count; i++) {
        const struct lb_region *r = &c->regions.items[i];
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "name", r->name);
        lb_json_set_str(one, "level", r->level);
        if (r->parent.len)
            lb_json_set_str(one, "parent", r->parent);
        lb_json_set(all, r->code.data, one);
    }
    return all;
}

static struct lb_json *headings_note(const struct lb_contract *c)
{
    struct lb_json *all = lb_json_array();
    for (size_t i = 0; i < c->heading_count; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "id", c->headings[i].id);
        if (c->headings[i].label)
            lb_json_set(one, "label", lb_value_to_json(c->headings[i].label));
        lb_json_push(all, one);
    }
    return all;
}

/* {id: [...], en: [...]} as one list: function words count in any language. */
static void flatten_words(struct lb_json *search, const char *name)
{
    const struct lb_json *by_lang = lb_json_get(search, name);
    if (lb_json_type(by_lang) != LB_JSON_OBJECT)
        return;
    struct lb_json *all = lb_json_array(), *seen = lb_json_object();
    for (void *it = lb_json_first(by_lang); it; it = lb_json_next(by_lang, it)) {
        const struct lb_json *words = lb_json_value(it);
        for (size_t i = 0; i < lb_json_size(words); i++) {
            lb_slice word = lb_json_text(lb_json_at(words, i));
            if (!word.len || lb_json_get(seen, word.data))
                continue;
            lb_json_set_bool(seen, word.data, true);
            lb_json_push(all, lb_json_string(word));
        }
    }
    lb_json_free(seen);
    lb_json_set(search, name, all);
}

/* Other names of a region stand beside its official one, so that each leads to the other. */
static void name_places(const struct lb_contract *c, struct lb_json *search)
{
    struct lb_json *places = lb_json_path(search, "places.places");
    for (size_t i = 0; i < lb_json_size(places); i++) {
        struct lb_json *place = lb_json_at(places, i);
        const struct lb_region *r = lb_region_find(&c->regions, lb_json_str(place, "code"));
        if (r && !lb_json_get(place, "name"))
            lb_json_set_str(place, "name", lb_region_bare(r->name));
    }
}

struct lb_json *lb_contract_search(const struct lb_contract *c, const struct lb_json *acronyms)
{
    struct lb_json *search = lb_json_copy(c->search), *protected = lb_json_array();
    flatten_words(search, "stopwords");
    flatten_words(search, "common");
    name_places(c, search);
    for (size_t i = 0; i < c->regions.count; i++)
        lb_json_push(protected, lb_json_string(lb_region_bare(c->regions.items[i].name)));
    lb_json_set(search, "protected", protected);
    if (lb_json_size(acronyms))
        lb_json_set(search, "case_acronyms", lb_json_copy(acronyms));
    return search;
}

static const char *const keys[] = {"library", "vocab", "regions", "tiles", "profiles", "headings", "search", "schema"};

size_t lb_contract_note_count(void)
{
    return sizeof keys / sizeof *keys;
}

const char *lb_contract_note_key(size_t i)
{
    return keys[i];
}

struct lb_json *lb_contract_note(const struct lb_contract *c, size_t i, const struct lb_json *acronyms)
{
    switch (i) {
    case 0: return library_note(c);
    case 1: return vocab_note(c);
    case 2: return regions_note(c);
    case 3: return lb_json_copy(c->tiles);
    case 4: return lb_json_copy(c->profiles);
    case 5: return headings_note(c);
    case 6: return lb_contract_search(c, acronyms);
    default: return lb_json_copy(c->schema_json);
    }
}
