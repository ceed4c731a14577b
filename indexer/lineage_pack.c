/* lineage_pack.c - what the survey wants to know of one case, as bytes: made from the case while it is there, entered into
 * the survey at once or by a later build. The survey never sees the case itself, so it cannot know more of a case that was
 * read now than of one that was read by the build before. */
#include "indexer/lineage_survey.h"

#include "base/binary.h"

enum { MAX_PACKED = 64 * 1024 * 1024 };

/* ---- packing */

static void pack_spot(struct lb_str *out, const struct lb_case *c, const struct lb_value *v)
{
    lb_slice rest = c->source.text, line = LB_EMPTY;
    for (unsigned i = 1; i <= v->line && lb_slice_split(&rest, '\n', &line); i++)
        ;
    lb_bin_put_slice(out, line);
    lb_bin_put_u32(out, v->line);
    lb_bin_put_u32(out, v->column);
}

static void pack_edges(struct lb_str *out, const struct lb_case *langs, size_t count, const char *field)
{
    const struct lb_value *list = lb_value_get(langs[0].record, field);
    lb_bin_put_u32(out, (uint32_t)lb_value_size(list));
    for (size_t i = 0; i < lb_value_size(list); i++) {
        const struct lb_value *v = lb_value_at(list, i), *named = lb_value_get(v, "case");
        lb_bin_put_slice(out, lb_value_str(v, "case"));
        lb_bin_put_slice(out, lb_value_str(v, "region"));
        lb_bin_put_slice(out, lb_value_str(v, "year"));
        lb_bin_put_slice(out, lb_value_str(v, "kind"));
        pack_spot(out, &langs[0], named ? named : v);
        for (size_t k = 0; k < count; k++) {
            const struct lb_value *own = lb_value_get(langs[k].record, field);
            const struct lb_value *text = i < lb_value_size(own) ? lb_value_at(own, i) : v;
            lb_bin_put_slice(out, lb_value_str(text, "name"));
            lb_bin_put_slice(out, lb_value_str(text, "changed"));
        }
    }
}

static void pack_relations(struct lb_str *out, const struct lb_case *c)
{
    const struct lb_value *list = lb_value_get(c->record, "related");
    lb_bin_put_u32(out, (uint32_t)lb_value_size(list));
    for (size_t i = 0; i < lb_value_size(list); i++) {
        const struct lb_value *v = lb_value_at(list, i), *named = lb_value_get(v, "case");
        lb_bin_put_slice(out, lb_value_str(v, "case"));
        lb_bin_put_slice(out, lb_value_str(v, "relation"));
        pack_spot(out, c, named ? named : v);
    }
}

static void pack_acronyms(struct lb_str *out, const struct lb_case *langs, size_t count)
{
    for (size_t l = 0; l < count; l++) {
        const struct lb_value *list = lb_value_get(langs[l].record, "expansions");
        size_t n = lb_value_str(langs[l].record, "acronym").len ? lb_value_size(list) : 0;
        lb_bin_put_slice(out, lb_value_str(langs[l].record, "acronym"));
        lb_bin_put_u32(out, (uint32_t)n);
        for (size_t i = 0; i < n; i++)
            lb_bin_put_slice(out, lb_value_str(lb_value_at(list, i), "text"));
    }
}

static void pack_sketch(struct lb_str *out, lb_slice title, lb_slice acronym, lb_slice region, lb_slice year, lb_slice body)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_sketches one = {0};
    lb_sketch_add(&one, &arena, title, acronym, region, year, body);
    lb_bin_put_slice(out, one.items[0].title_key);
    lb_bin_put_slice(out, one.items[0].acronym_key);
    lb_bin_put_u32(out, (uint32_t)one.items[0].count);
    lb_str_add(out, lb_slice_from(one.items[0].hashes, one.items[0].count * sizeof *one.items[0].hashes));
    lb_arena_free(&arena);
}

lb_slice lb_survey_pack(const struct lb_contract *contract, struct lb_arena *arena, const struct lb_case *langs, size_t count)
{
    struct lb_str out = LB_STR_INIT(MAX_PACKED);
    const struct lb_case *c = &langs[0];
    lb_slice code = lb_value_str(c->record, "region.code"), year = lb_slice_sub(lb_value_str(c->record, "period.start"), 0, 4);
    const struct lb_region *region = lb_region_above(&contract->regions, code);
    const struct lb_value *aliases = lb_value_get(c->record, "aliases"), *level = lb_value_path(c->record, "evidence.level");
    bool is_claim = lb_slice_eq(lb_value_text(level), LB_S("E5"));
    lb_bin_put_slice(&out, c->id);
    lb_bin_put_slice(&out, c->source.path);
    lb_bin_put_u32(&out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        lb_bin_put_slice(&out, langs[i].lang);
        lb_bin_put_slice(&out, lb_value_str(langs[i].record, "title"));
    }
    lb_bin_put_slice(&out, code);
    lb_bin_put_slice(&out, region ? region->name : lb_value_str(c->record, "region.name"));
    lb_bin_put_slice(&out, year);
    lb_bin_put_slice(&out, lb_value_str(c->record, "acronym"));
    lb_bin_put_u32(&out, (uint32_t)lb_value_size(aliases));
    for (size_t i = 0; i < lb_value_size(aliases); i++)
        lb_bin_put_slice(&out, lb_value_text(lb_value_at(aliases, i)));
    pack_edges(&out, langs, count, "replicates");
    pack_edges(&out, langs, count, "replicated_by");
    pack_relations(&out, c);
    lb_bin_put_u32(&out, is_claim);
    if (is_claim)
        pack_spot(&out, c, level);
    pack_acronyms(&out, langs, count);
    pack_sketch(&out, lb_value_str(c->record, "title"), lb_value_str(c->record, "acronym"), code, year, c->body);
    lb_slice packed = lb_arena_copy(arena, lb_str_slice(&out));
    lb_str_free(&out);
    return packed;
}

/* ---- entering */

static struct spot spot_in(struct lb_bin *in, const struct lb_brief *b)
{
    struct spot s = {.path = b->path};
    s.line_text = lb_bin_slice(in);
    s.line = lb_bin_u32(in);
    s.column = lb_bin_u32(in);
    return s;
}

static void add_edges(struct lb_survey *s, const struct lb_brief *b, struct lb_bin *in, bool is_parent)
{
    size_t n = lb_bin_count(in, 1);
    for (size_t i = 0; i < n; i++) {
        struct edge e = {.parent = NO_CASE, .child = NO_CASE, .owner = b->index, .item = i, .text_count = b->title_count};
        *(is_parent ? &e.parent : &e.child) = b->index;
        e.case_id = lb_bin_slice(in);
        e.region = lb_bin_slice(in);
        e.year = lb_bin_slice(in);
        e.kind = lb_bin_slice(in);
        e.spot = spot_in(in, b);
        e.texts = LB_NEW_ARRAY(&s->arena, struct edge_text, b->title_count);
        for (size_t k = 0; k < b->title_count; k++) {
            e.texts[k].lang = b->titles[k].lang;
            e.texts[k].name = lb_bin_slice(in);
            e.texts[k].changed = lb_bin_slice(in);
        }
        LB_PUSH(&s->arena, s->edges, s->edge_count, s->edge_capacity, e);
    }
}

static void add_relations(struct lb_survey *s, const struct lb_brief *b, struct lb_bin *in)
{
    size_t n = lb_bin_count(in, 1);
    for (size_t i = 0; i < n; i++) {
        struct relation r = {.from = b->index, .to = NO_CASE};
        r.case_id = lb_bin_slice(in);
        r.kind = lb_bin_slice(in);
        r.spot = spot_in(in, b);
        LB_PUSH(&s->arena, s->relations, s->relation_count, s->relation_capacity, r);
    }
}

static void add_acronyms(struct lb_survey *s, const struct lb_brief *b, struct lb_bin *in)
{
    for (size_t l = 0; l < b->title_count; l++) {
        struct acronym one = {.brief = lb_bin_slice(in), .lang = b->titles[l].lang};
        size_t n = lb_bin_count(in, 1);
        for (size_t i = 0; i < n; i++) {
            one.full = lb_bin_slice(in);
            if (one.full.len)
                LB_PUSH(&s->arena, s->acronyms, s->acronym_count, s->acronym_capacity, one);
        }
    }
}

static void add_sketch(struct lb_survey *s, struct lb_bin *in)
{
    const char *hashes;
    struct lb_sketches *all = &s->sketches;
    if (all->count == all->capacity)
        all->items = lb_arena_grow(&s->arena, all->items, all->count, &all->capacity, sizeof *all->items);
    struct lb_sketch *k = &all->items[all->count++];
    k->title_key = lb_bin_slice(in);
    k->acronym_key = lb_bin_slice(in);
    k->count = lb_bin_u32(in);
    if (k->count > LB_SKETCH || !lb_bin_take(in, k->count * sizeof *k->hashes, &hashes)) {
        in->is_broken = true;
        k->count = 0;
        return;
    }
    memcpy(k->hashes, hashes, k->count * sizeof *k->hashes);
}

struct lb_brief *lb_survey_enter(struct lb_survey *s, lb_slice packed)
{
    struct lb_arena *a = &s->arena;
    struct lb_bin in = lb_bin_of(packed);
    lb_slice id = lb_bin_slice(&in), path = lb_bin_slice(&in);
    const struct lb_brief *old = lb_survey_find(s, id);
    if (old) {
        struct spot at = {.path = path};
        lb_survey_report(s, LB_RULE_ID_TWICE, &at,
                         LB_BOTH("ganti nama salah satu foldernya; id tidak pernah dipakai ulang",
                                 "rename one of the two folders; an id is never used again"),
                         lb_both_printf(a, "id '%" LB_PRI "' sudah dipakai %" LB_PRI, "the id '%" LB_PRI "' is taken by %" LB_PRI, LB_ARG(id), LB_ARG(old->path)));
        return NULL;
    }
    struct lb_brief *b = LB_NEW(a, struct lb_brief);
    b->index = s->count;
    b->id = id;
    b->path = path;
    b->title_count = lb_bin_count(&in, 1);
    b->titles = LB_NEW_ARRAY(a, struct lb_title, b->title_count);
    for (size_t i = 0; i < b->title_count; i++) {
        b->titles[i].lang = lb_bin_slice(&in);
        b->titles[i].title = lb_bin_slice(&in);
    }
    b->region = lb_bin_slice(&in);
    b->region_name = lb_bin_slice(&in);
    b->year = lb_bin_slice(&in);
    b->acronym = lb_bin_slice(&in);
    b->alias_count = lb_bin_count(&in, 1);
    b->aliases = LB_NEW_ARRAY(a, lb_slice, b->alias_count);
    for (size_t i = 0; i < b->alias_count; i++)
        b->aliases[i] = lb_bin_slice(&in);
    lb_survey_insert(s, b);
    add_edges(s, b, &in, false);
    add_edges(s, b, &in, true);
    add_relations(s, b, &in);
    if (lb_bin_u32(&in)) {
        struct claim claim = {b->index, spot_in(&in, b)};
        LB_PUSH(a, s->claims, s->claim_count, s->claim_capacity, claim);
    }
    add_acronyms(s, b, &in);
    add_sketch(s, &in);
    s->is_broken = s->is_broken || in.is_broken || !b->title_count;
    return b;
}

struct lb_brief *lb_survey_add(struct lb_survey *s, const struct lb_case *langs, size_t count)
{
    return lb_survey_enter(s, lb_survey_pack(s->contract, &s->arena, langs, count));
}
