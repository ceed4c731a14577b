/* lineage.c - gathers the survey and resolves what cases say about each other; see lineage.h. */
#include "indexer/lineage.h"

#include "base/sort.h"
#include "indexer/lineage_survey.h"

#include <assert.h>
#include <stdlib.h>

struct lb_survey *lb_survey_new(const struct lb_contract *c, struct lb_diags *diags)
{
    struct lb_survey *s = lb_xcalloc(1, sizeof *s);
    s->contract = c;
    s->diags = diags;
    return s;
}

void lb_survey_free(struct lb_survey *s)
{
    if (!s)
        return;
    lb_task_end(s->comparing);
    lb_arena_free(&s->like_arena);
    lb_arena_free(&s->arena);
    free(s->table);
    free(s);
}

void lb_survey_expect(struct lb_survey *s, size_t count)
{
    s->sketches.items = LB_NEW_ARRAY(&s->arena, struct lb_sketch, count + 1);
    s->sketches.capacity = count + 1;
    s->briefs = LB_NEW_ARRAY(&s->arena, struct lb_brief *, count + 1);
    s->capacity = count + 1;
    for (s->table_size = 256; s->table_size < 2 * count + 2;)
        s->table_size *= 2;
    s->table = lb_xcalloc(s->table_size, sizeof *s->table);
}

/* ---- ids */

static size_t slot(const struct lb_survey *s, lb_slice id)
{
    size_t at = lb_mix(1, id) >> 32 & (s->table_size - 1);
    while (s->table[at] && !lb_slice_eq(s->table[at]->id, id))
        at = (at + 1) & (s->table_size - 1);
    return at;
}

struct lb_brief *lb_survey_find(const struct lb_survey *s, lb_slice id)
{
    return s->table_size ? s->table[slot(s, id)] : NULL;
}

bool lb_survey_has(void *survey, lb_slice id)
{
    return lb_survey_find(survey, id) != NULL;
}

void lb_survey_insert(struct lb_survey *s, struct lb_brief *b)
{
    if (s->count * 2 >= s->table_size) {
        free(s->table);
        s->table_size = s->table_size ? s->table_size * 2 : 256;
        s->table = lb_xcalloc(s->table_size, sizeof *s->table);
        for (size_t i = 0; i < s->count; i++)
            s->table[slot(s, s->briefs[i]->id)] = s->briefs[i];
    }
    LB_PUSH(&s->arena, s->briefs, s->count, s->capacity, b);
    s->table[slot(s, b->id)] = b;
}

bool lb_survey_is_broken(const struct lb_survey *s)
{
    return s->is_broken;
}

size_t lb_survey_count(const struct lb_survey *s)
{
    return s->count;
}

struct lb_brief *lb_survey_at(const struct lb_survey *s, size_t i)
{
    return s->by_id ? s->by_id[i] : s->briefs[i];
}

lb_slice lb_brief_title(const struct lb_brief *b, lb_slice lang)
{
    for (size_t i = 0; i < b->title_count; i++)
        if (lb_slice_eq(b->titles[i].lang, lang))
            return b->titles[i].title;
    return b->titles[0].title;
}

void lb_survey_report(struct lb_survey *s, enum lb_rule rule, const struct spot *at, struct lb_both hint, struct lb_both message)
{
    assert(message.in[LB_LANG_ID].len && message.in[LB_LANG_EN].len);
    struct lb_diag d = {.file = at->path,
                        .line = at->line,
                        .column = at->column,
                        .severity = lb_rules[rule].severity,
                        .code = lb_rules[rule].code,
                        .message = message,
                        .hint = hint,
                        .source_line = at->line_text};
    lb_diags_add(s->diags, &d);
}

/* ---- others */

void lb_survey_hide(struct lb_survey *s, lb_slice id)
{
    struct alias one = {lb_arena_copy(&s->arena, id), NO_CASE};
    LB_PUSH(&s->arena, s->aliases, s->alias_count, s->alias_capacity, one);
}

void lb_survey_collect(struct lb_survey *s, lb_slice id, const struct lb_title *titles, size_t title_count,
                       const lb_slice *cases, size_t case_count)
{
    struct collection c = {lb_arena_copy(&s->arena, id), LB_NEW_ARRAY(&s->arena, struct lb_title, title_count),
                           title_count};
    for (size_t i = 0; i < title_count; i++)
        c.titles[i] =
            (struct lb_title){lb_arena_copy(&s->arena, titles[i].lang), lb_arena_copy(&s->arena, titles[i].title)};
    LB_PUSH(&s->arena, s->collections, s->collection_count, s->collection_capacity, c);
    for (size_t i = 0; i < case_count; i++) {
        struct lb_brief *b = lb_survey_find(s, cases[i]);
        if (b && !(b->collection_count && lb_slice_eq(b->collections[b->collection_count - 1], id)))
            LB_PUSH(&s->arena, b->collections, b->collection_count, b->collection_capacity, c.id);
    }
}

/* ---- finish */

enum { MAX_GUESSES = 200 }; /* each looks at every id */

static int by_name(const void *x, const void *y)
{
    return lb_slice_cmp(((const struct alias *)x)->name, ((const struct alias *)y)->name);
}

static void gather_aliases(struct lb_survey *s)
{
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->briefs[i]->alias_count; k++) {
            struct alias one = {s->briefs[i]->aliases[k], i};
            LB_PUSH(&s->arena, s->aliases, s->alias_count, s->alias_capacity, one);
        }
    if (s->alias_count)
        qsort(s->aliases, s->alias_count, sizeof *s->aliases, by_name);
}

static size_t resolve(struct lb_survey *s, lb_slice id, const struct spot *at, size_t from)
{
    const struct lb_brief *b = lb_survey_find(s, id);
    if (b && b->index != from)
        return b->index;
    if (b) {
        lb_survey_report(s, LB_RULE_NOWHERE, at, LB_BOTH("hapus barisnya", "remove the line"),
               lb_both_printf(&s->arena, "kasus ini merujuk dirinya sendiri: '%" LB_PRI "'", "the case refers to itself: '%" LB_PRI "'", LB_ARG(id)));
        return NO_CASE;
    }
    struct alias key = {.name = id};
    const struct alias *alias = s->alias_count ? bsearch(&key, s->aliases, s->alias_count, sizeof key, by_name) : NULL;
    if (alias)
        return alias->of == from ? NO_CASE : alias->of;
    if (!s->ids) {
        s->ids = LB_NEW_ARRAY(&s->arena, lb_slice, s->count);
        for (size_t i = 0; i < s->count; i++)
            s->ids[i] = s->briefs[i]->id;
    }
    size_t near = s->guesses++ < MAX_GUESSES ? lb_did_you_mean(id, s->ids, s->count) : s->count;
    lb_survey_report(s, LB_RULE_NOWHERE, at,
                     LB_BOTH("kasus disebut dengan nama foldernya; untuk tempat yang belum punya kasus tulis 'region' atau 'name'",
                             "cases are named by their folder; for a place without a case of its own write 'region' or 'name'"),
                     near < s->count ? lb_both_printf(&s->arena, "tidak ada kasus '%" LB_PRI "'; mungkin maksud Anda '%" LB_PRI "'?",
                                                      "no case '%" LB_PRI "'; did you mean '%" LB_PRI "'?", LB_ARG(id), LB_ARG(s->ids[near]))
                                     : lb_both_printf(&s->arena, "tidak ada kasus '%" LB_PRI "' dalam pustaka ini",
                                                      "no case '%" LB_PRI "' in this library", LB_ARG(id)));
    return NO_CASE;
}

static int by_pair(const void *x, const void *y)
{
    const struct edge *a = *(struct edge *const *)x, *b = *(struct edge *const *)y;
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    if (a->child != b->child)
        return a->child < b->child ? -1 : 1;
    if (a->owner != b->owner) /* the child's own words first: it knows what it changed */
        return a->owner == a->child ? -1 : b->owner == b->child ? 1 : a->owner < b->owner ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

/* Edges between two cases, sorted by (parent, child). */
static struct edge **inner_edges(struct lb_survey *s, size_t *count)
{
    struct edge **out = LB_NEW_ARRAY(&s->arena, struct edge *, s->edge_count);
    *count = 0;
    for (size_t i = 0; i < s->edge_count; i++)
        if (s->edges[i].parent != NO_CASE && s->edges[i].child != NO_CASE && !s->edges[i].is_dropped)
            out[(*count)++] = &s->edges[i];
    if (*count)
        qsort(out, *count, sizeof *out, by_pair);
    return out;
}

static void find_repeated(struct lb_survey *s, struct edge **edges, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (edges[i]->parent == edges[i - 1]->parent && edges[i]->child == edges[i - 1]->child &&
            edges[i]->owner != edges[i - 1]->owner) {
            edges[i]->is_repeated = true;
            lb_survey_report(s, LB_RULE_LINEAGE_TWICE, &edges[i]->spot,
                             LB_BOTH("sisi sebaliknya dihitung sendiri; hapus salah satu entrinya",
                                     "the other side is derived; remove one of the two entries"),
                             lb_both_printf(&s->arena, "%" LB_PRI " juga menyatakan ini, di baris %u",
                                            "%" LB_PRI " says this too, on line %u", LB_ARG(edges[i - 1]->spot.path),
                                   edges[i - 1]->spot.line));
        }
}

/* Depth-first from parent to child without recursion; an edge back into the way that led here closes a circle. */
static void find_circles(struct lb_survey *s, struct edge **edges, size_t n)
{
    enum { NEW, OPEN, DONE };
    unsigned char *state = LB_NEW_ARRAY(&s->arena, unsigned char, s->count);
    size_t *first = LB_NEW_ARRAY(&s->arena, size_t, s->count + 1), *next = LB_NEW_ARRAY(&s->arena, size_t, s->count);
    size_t *stack = LB_NEW_ARRAY(&s->arena, size_t, s->count);
    for (size_t i = 0, e = 0; i <= s->count; i++) {
        while (e < n && edges[e]->parent < i)
            e++;
        first[i] = e;
    }
    for (size_t root = 0; root < s->count; root++) {
        size_t depth = 0;
        if (state[root] != NEW)
            continue;
        stack[depth++] = root;
        state[root] = OPEN;
        next[root] = first[root];
        while (depth) {
            size_t at = stack[depth - 1];
            if (next[at] == first[at + 1]) {
                state[at] = DONE;
                depth--;
                continue;
            }
            struct edge *e = edges[next[at]++];
            if (state[e->child] == NEW) {
                stack[depth++] = e->child;
                state[e->child] = OPEN;
                next[e->child] = first[e->child];
            } else if (state[e->child] == OPEN && !e->is_dropped) {
                lb_slice way = LB_EMPTY;
                size_t from = depth;
                while (stack[--from] != e->child)
                    ;
                for (size_t i = from; i < depth; i++)
                    way = lb_arena_printf(&s->arena, "%" LB_PRI "%" LB_PRI " -> ", LB_ARG(way),
                                          LB_ARG(s->briefs[stack[i]]->id));
                e->is_dropped = true;
                lb_survey_report(s, LB_RULE_CIRCLE, &e->spot,
                                 LB_BOTH("salah satu kasus lebih dulu ada; hapus entri yang menyatakan sebaliknya, atau pakai 'related'",
                                         "one case came first; remove the entry that says otherwise, or use 'related'"),
                                 lb_both_printf(&s->arena, "silsilah melingkar: %" LB_PRI "%" LB_PRI, "lineage runs in a circle: %" LB_PRI "%" LB_PRI, LB_ARG(way),
                                       LB_ARG(s->briefs[e->child]->id)));
            }
        }
    }
}

static void check_aliases(struct lb_survey *s)
{
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < s->briefs[i]->alias_count; k++) {
            const struct lb_brief *taken = lb_survey_find(s, s->briefs[i]->aliases[k]);
            struct spot at = {.path = s->briefs[i]->path};
            if (taken)
                lb_survey_report(s, LB_RULE_ID_TWICE, &at,
                                 LB_BOTH("alias adalah id lama yang kini tidak dipakai kasus mana pun", "an alias is an old id that no case has now"),
                                 lb_both_printf(&s->arena, "alias '%" LB_PRI "' adalah id %" LB_PRI, "the alias '%" LB_PRI "' is the id of %" LB_PRI, LB_ARG(taken->id),
                                       LB_ARG(taken->path)));
        }
}

static void note_likeness(void *self, size_t a, size_t b, enum lb_likeness why, unsigned share)
{
    struct lb_survey *s = self;
    LB_PUSH(&s->like_arena, s->likes, s->like_count, s->like_capacity, ((struct likeness){a, b, why, share}));
}

static void compare(void *self)
{
    struct lb_survey *s = self;
    lb_sketches_compare(&s->sketches, note_likeness, s);
}

static void tell_likeness(struct lb_survey *s, const struct likeness *l)
{
    const struct lb_brief *x = s->briefs[l->a], *y = s->briefs[l->b];
    struct spot at = {.path = y->path, .line = 1, .column = 1};
    struct lb_both reason = l->why == LB_LIKE_TITLE     ? LB_BOTH("judulnya sama", "same title")
                            : l->why == LB_LIKE_ACRONYM ? LB_BOTH("singkatan, daerah, dan tahunnya sama", "same acronym, region and year")
                                                     : lb_both_printf(&s->arena, "sekitar %u %% teksnya sama",
                                                                      "about %u %% of the text is the same", l->share);
    lb_survey_report(s, LB_RULE_LOOKALIKE, &at,
                     LB_BOTH("jika praktiknya sama, simpan salah satu; jika yang ini tumbuh dari yang lain, tulis di 'replicates'",
                             "if it is the same practice, keep one; if it grew out of the other, say so under 'replicates'"),
                     (struct lb_both){{lb_arena_printf(&s->arena, "mirip dengan %" LB_PRI ": %" LB_PRI, LB_ARG(x->path), LB_ARG(reason.in[LB_LANG_ID])),
                                       lb_arena_printf(&s->arena, "looks like %" LB_PRI ": %" LB_PRI, LB_ARG(x->path), LB_ARG(reason.in[LB_LANG_EN]))}});
}

static void index_edges(struct lb_survey *s)
{
    s->edge_first = LB_NEW_ARRAY(&s->arena, size_t, s->count + 2);
    s->edge_of = LB_NEW_ARRAY(&s->arena, size_t, s->edge_count * 2);
    for (size_t i = 0; i < s->edge_count; i++) {
        const struct edge *e = &s->edges[i];
        if (e->parent != NO_CASE)
            s->edge_first[e->parent + 2]++;
        if (e->child != NO_CASE)
            s->edge_first[e->child + 2]++;
    }
    for (size_t i = 2; i < s->count + 2; i++)
        s->edge_first[i] += s->edge_first[i - 1];
    for (size_t i = 0; i < s->edge_count; i++) { /* moves edge_first[i + 1] from the begin to the end of i's part */
        const struct edge *e = &s->edges[i];
        if (e->parent != NO_CASE)
            s->edge_of[s->edge_first[e->parent + 1]++] = i;
        if (e->child != NO_CASE)
            s->edge_of[s->edge_first[e->child + 1]++] = i;
    }
}

static void index_relations(struct lb_survey *s)
{
    s->relation_first = LB_NEW_ARRAY(&s->arena, size_t, s->count + 2);
    s->relation_of = LB_NEW_ARRAY(&s->arena, size_t, s->relation_count * 2);
    for (size_t i = 0; i < s->relation_count; i++)
        if (s->relations[i].to != NO_CASE) {
            s->relation_first[s->relations[i].from + 2]++;
            s->relation_first[s->relations[i].to + 2]++;
        }
    for (size_t i = 2; i < s->count + 2; i++)
        s->relation_first[i] += s->relation_first[i - 1];
    for (size_t i = 0; i < s->relation_count; i++) /* as with edges */
        if (s->relations[i].to != NO_CASE) {
            s->relation_of[s->relation_first[s->relations[i].from + 1]++] = i;
            s->relation_of[s->relation_first[s->relations[i].to + 1]++] = i;
        }
}

static int by_id(const void *x, const void *y)
{
    return lb_slice_cmp((*(struct lb_brief *const *)x)->id, (*(struct lb_brief *const *)y)->id);
}

void lb_survey_finish(struct lb_survey *s)
{
    s->comparing = lb_task_start(compare, s);
    gather_aliases(s);
    for (size_t i = 0; i < s->edge_count; i++) {
        struct edge *e = &s->edges[i];
        if (!e->case_id.len)
            continue;
        size_t other = resolve(s, e->case_id, &e->spot, e->owner);
        if (e->parent == e->owner)
            e->child = other;
        else
            e->parent = other;
        /* what has also a name or region still says something */
        e->is_dropped = other == NO_CASE && !e->region.len && !e->texts[0].name.len;
    }
    for (size_t i = 0; i < s->relation_count; i++)
        s->relations[i].to = resolve(s, s->relations[i].case_id, &s->relations[i].spot, s->relations[i].from);
    size_t n;
    struct edge **inner = inner_edges(s, &n);
    find_repeated(s, inner, n);
    find_circles(s, inner, n);
    for (size_t i = 0; i < s->edge_count; i++) {
        const struct edge *e = &s->edges[i];
        if (e->parent != NO_CASE && !e->is_dropped && !e->is_repeated)
            (*(is_strong(e->kind) ? &s->briefs[e->parent]->replicated : &s->briefs[e->parent]->interested))++;
    }
    for (size_t i = 0; i < s->claim_count; i++)
        if (!s->briefs[s->claims[i].of]->replicated)
            lb_survey_report(s, LB_RULE_EVIDENCE, &s->claims[i].spot,
                             LB_BOTH("sebut yang mereplikasinya di 'replicated_by', atau di kasus lain itu di 'replicates'",
                                     "name who took it over under 'replicated_by', or in the other case under 'replicates'"),
                             LB_BOTH("E5 berarti sudah direplikasi di tempat lain, tetapi tidak ada kasus atau daerah yang mereplikasinya (kind copy, adapt)",
                                     "E5 says that it was replicated elsewhere, but no case or region did (kinds copy, adapt)"));
    index_edges(s);
    index_relations(s);
    check_aliases(s);
    s->by_id = LB_NEW_ARRAY(&s->arena, struct lb_brief *, s->count);
    for (size_t i = 0; i < s->count; i++)
        s->by_id[i] = s->briefs[i];
    lb_sort(s->by_id, s->count, sizeof *s->by_id, by_id);
}

void lb_survey_tell_lookalikes(struct lb_survey *s)
{
    lb_task_end(s->comparing);
    s->comparing = NULL;
    for (size_t i = 0; i < s->like_count; i++)
        tell_likeness(s, &s->likes[i]);
    s->like_count = 0;
}
