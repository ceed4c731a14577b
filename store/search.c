/* search.c - a search from words and filters to a page of results.
 *
 * The query is matched (match.h), the filters are looked up in the columns, and one pass over the documents decides
 * who is in: with all words, with some, and which filters stand in the way of the others. From that come totals,
 * facets, the order, the page, and - when the page is empty - what would fill it. */
#include "base/limits.h"
#include "store/compare.h"
#include "store/facets.h"
#include "store/snippet.h"

enum { has_some = 1, has_all = 2, max_ways_out = 8 };

struct run {
    struct lb_reader *reader;
    struct lb_arena *arena;
    const struct lb_search *search;
    struct lb_results *results;
    const struct lb_columns *columns;
    const struct lb_titles *titles; /* as the reader sees them */
    struct lb_query query;
    struct lb_match match;
    struct lb_facet_filter filter;
    uint8_t *state;  /* by document: has_some, has_all */
    uint32_t *fails; /* by document: groups of filters it does not pass */
    struct lb_comparison *by_region; /* by value of the region field, when compared; affairs apart */
    uint8_t counted; /* which of the two total, facets and other orders speak of */
};

/* ---- who is in ---- */

static bool has_some_words(const struct lb_query *q, uint32_t mask)
{
    return (mask & q->excluded) == 0 && (mask & q->required) == q->required && (!q->wanted || (mask & q->wanted));
}

static void decide(struct run *r)
{
    struct lb_results *results = r->results;
    for (uint32_t doc = 1; doc <= r->columns->docs; doc++) {
        uint32_t mask = r->match.mask[doc];
        if (lb_query_matches(&r->query, mask))
            r->state[doc] = has_some | has_all;
        else if (has_some_words(&r->query, r->match.near[doc]))
            r->state[doc] = has_some;
        else
            continue;
        r->fails[doc] = lb_facet_filter_fails(&r->filter, doc);
        if (!r->fails[doc]) {
            results->total_any++;
            results->total_all += (r->state[doc] & has_all) != 0;
        }
    }
    r->counted = results->total_all ? has_all : has_some;
    results->total = results->total_all ? results->total_all : results->total_any;
    results->is_some_words = !results->total_all && results->total_any > 0;
    if (r->search->order != LB_ORDER_RELEVANCE)
        results->total_any = results->total;
}

/* A document that fails one field only counts for that field: the count of a value not chosen yet. */
static void count_facets(struct run *r)
{
    const struct lb_columns *c = r->columns;
    unsigned *counts = LB_NEW_ARRAY(r->arena, unsigned, c->field_start[LB_FIELD_COUNT] + 1);
    for (uint32_t doc = 1; doc <= c->docs; doc++) {
        if (!(r->state[doc] & r->counted))
            continue;
        uint32_t fails = r->fails[doc];
        if (fails & (fails - 1))
            continue; /* more than one */
        size_t n;
        const uint32_t *values = lb_row_values(c, doc, &n);
        for (size_t i = 0; i < n; i++) {
            if (!fails || r->filter.field_group[c->fields[values[i]]] == fails ||
                (c->fields[values[i]] == LB_FIELD_YEAR && r->filter.year_group == fails))
                counts[values[i]]++;
        }
    }
    r->results->facets = LB_NEW_ARRAY(r->arena, struct lb_facet_result, LB_FIELD_COUNT);
    for (int f = 0; f < LB_FIELD_COUNT; f++)
        if (lb_fields[f].flags & LB_FACET)
            lb_facet_list(c, r->arena, (enum lb_field)f, counts, r->search, &r->results->facets[r->results->facet_count++]);
}

/* ---- order ---- */

struct place {
    double first, second; /* larger comes first */
    uint32_t doc;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->first != y->first)
        return x->first > y->first ? -1 : 1;
    if (x->second != y->second)
        return x->second > y->second ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Each region that has cases is compared once. */
static void compare_regions(struct run *r)
{
    const struct lb_columns *c = r->columns;
    uint32_t from = c->field_start[LB_FIELD_REGION], to = c->field_start[LB_FIELD_REGION + 1];
    if (r->search->order != LB_ORDER_COMPARABLE || !r->search->me)
        return;
    r->by_region = LB_NEW_ARRAY(r->arena, struct lb_comparison, to - from + 1);
    for (uint32_t v = from; v < to; v++) {
        struct lb_profile other = {.population = -1, .density = -1};
        lb_snapshot_profile(r->reader->snapshot, c->values[v].code, &other);
        lb_compare(r->search->me, &other, &r->by_region[v - from]);
    }
}

static bool has_affair(lb_slice list, lb_slice wanted)
{
    for (lb_slice code; lb_slice_split(&list, ',', &code);)
        if (lb_slice_eq(lb_slice_trim(code), wanted))
            return true;
    return false;
}

/* The region that leads is the longest code of the row's path. */
static struct place comparable_place(const struct run *r, uint32_t doc)
{
    const struct lb_columns *c = r->columns;
    size_t n, longest = 0;
    const uint32_t *values = lb_row_values(c, doc, &n);
    const struct lb_comparison *region = NULL;
    bool shares_affair = false;
    for (size_t i = 0; i < n && r->by_region; i++) {
        lb_slice code = c->values[values[i]].code;
        if (c->fields[values[i]] == LB_FIELD_REGION && code.len > longest) {
            longest = code.len;
            region = &r->by_region[values[i] - c->field_start[LB_FIELD_REGION]];
        }
        if (c->fields[values[i]] == LB_FIELD_AFFAIR && has_affair(r->search->me->affairs, code))
            shares_affair = true;
    }
    if (!region)
        return (struct place){-1, r->match.score[doc], doc};
    return (struct place){region->points + (shares_affair ? 2 : 0), -region->distance, doc};
}

/* Values are sorted by field, then code, and so are those of a row. */
static struct place field_place(const struct run *r, uint32_t doc)
{
    size_t n;
    const uint32_t *values = lb_row_values(r->columns, doc, &n);
    double updated = r->columns->rows[doc].updated;
    for (size_t i = 0; i < n; i++)
        if (r->columns->fields[values[i]] == r->search->order_field)
            return (struct place){-(double)values[i] - 1, -updated, doc};
    return (struct place){0, -updated, doc};
}

static struct place place_of(const struct run *r, uint32_t doc)
{
    const struct lb_row *row = &r->columns->rows[doc];
    double score = r->match.score[doc];
    switch (r->search->order) {
    case LB_ORDER_RELEVANCE:
        return r->query.wanted ? (struct place){score, row->updated, doc} : (struct place){row->year, row->updated, doc};
    case LB_ORDER_NEWEST: return (struct place){row->year, row->updated, doc};
    case LB_ORDER_EVIDENCE: return (struct place){row->evidence, score, doc};
    case LB_ORDER_TITLE: return (struct place){-(double)r->titles->rank[doc], 0, doc};
    case LB_ORDER_UPDATED: return (struct place){row->updated, score, doc};
    case LB_ORDER_COMPARABLE: return comparable_place(r, doc);
    case LB_ORDER_UNCHANGED: return (struct place){-(double)row->updated, 0, doc};
    case LB_ORDER_FIELD: return field_place(r, doc);
    }
    return (struct place){0, 0, doc};
}

/* Puts the last of the heap's first `count` where it belongs: the worst place is on top. */
static void sift_down(struct place *heap, size_t count, size_t i)
{
    for (;;) {
        size_t worst = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < count; child++)
            if (by_place(&heap[child], &heap[worst]) > 0)
                worst = child;
        if (worst == i)
            return;
        struct place p = heap[i];
        heap[i] = heap[worst];
        heap[worst] = p;
        i = worst;
    }
}

/* The best offset + limit places, in order. */
static struct place *best_places(struct run *r, size_t *count)
{
    uint8_t in = r->search->order == LB_ORDER_RELEVANCE ? has_some : r->counted;
    size_t want = r->search->offset + r->search->limit, n = 0;
    if (want > r->results->total_any)
        want = r->results->total_any;
    struct place *heap = LB_NEW_ARRAY(r->arena, struct place, want + 1);
    for (uint32_t doc = 1; doc <= r->columns->docs && want; doc++) {
        if (!(r->state[doc] & in) || r->fails[doc])
            continue;
        struct place p = place_of(r, doc);
        if (n < want) {
            heap[n++] = p;
            for (size_t i = n == want ? n / 2 : 0; i-- > 0;)
                sift_down(heap, n, i);
        } else if (by_place(&p, &heap[0]) < 0) {
            heap[0] = p;
            sift_down(heap, n, 0);
        }
    }
    qsort(heap, n, sizeof *heap, by_place);
    *count = n;
    return heap;
}

/* ---- the page ---- */

static struct lb_html plain(struct lb_arena *arena, lb_slice text)
{
    struct lb_str out = LB_STR_INIT(text.len * 6 + 1);
    lb_html_escape(&out, text);
    struct lb_html html = lb_html_of(lb_arena_copy(arena, lb_str_slice(&out)));
    lb_str_free(&out);
    return html;
}

static void fill_values(const struct run *r, uint32_t doc, struct lb_hit *hit)
{
    size_t n;
    const uint32_t *values = lb_row_values(r->columns, doc, &n);
    struct lb_filter *list = LB_NEW_ARRAY(r->arena, struct lb_filter, n + 1);
    hit->values = list;
    hit->value_count = 0;
    for (size_t i = 0; i < n; i++) {
        enum lb_field field = (enum lb_field)r->columns->fields[values[i]];
        if (lb_fields[field].flags & LB_EDITORS)
            list[hit->value_count++] = (struct lb_filter){field, lb_arena_copy(r->arena, r->columns->values[values[i]].code)};
    }
}

static enum lb_status fill_hit(struct run *r, const struct lb_marks *marks, uint32_t doc, struct lb_hit *hit, struct lb_err *e)
{
    enum lb_status s = lb_reader_card_of(r->reader, r->arena, doc, r->search->lang, &hit->card, e);
    if (s != LB_OK)
        return s;
    hit->score = r->match.score[doc];
    hit->has_all_words = (r->state[doc] & has_all) != 0;
    hit->title = marks ? lb_marks_text(marks, r->arena, hit->card.title) : plain(r->arena, hit->card.title);
    hit->problem = marks ? lb_marks_text(marks, r->arena, hit->card.problem) : plain(r->arena, hit->card.problem);
    hit->snippet = (struct lb_html){LB_EMPTY};
    if (r->search->is_list)
        fill_values(r, doc, hit);
    bool wants_reasons = marks && r->search->wants_reasons;
    hit->in_title = wants_reasons ? lb_marks_words(marks, r->arena, hit->card.title) : LB_EMPTY;
    hit->in_problem = wants_reasons ? lb_marks_words(marks, r->arena, hit->card.problem) : LB_EMPTY;
    hit->in_summary = wants_reasons ? lb_marks_words(marks, r->arena, hit->card.summary) : LB_EMPTY;
    hit->in_text = LB_EMPTY;
    if (!marks || !(r->search->wants_snippets || wants_reasons))
        return LB_OK;
    lb_slice text;
    s = lb_reader_text(r->reader, r->arena, doc, &hit->card, &text, e);
    if (s == LB_OK && r->search->wants_snippets)
        hit->snippet = lb_marks_snippet(marks, r->arena, text);
    if (s == LB_OK && wants_reasons)
        hit->in_text = lb_marks_words(marks, r->arena, text);
    return s;
}

static enum lb_status fill_hits(struct run *r, struct lb_err *e)
{
    size_t count;
    struct place *places = best_places(r, &count);
    size_t from = r->search->offset < count ? r->search->offset : count;
    const struct lb_marks *marks =
        r->query.leaf_count ? lb_marks_new(r->arena, r->reader->snapshot, &r->query, &r->match) : NULL;
    r->results->hits = LB_NEW_ARRAY(r->arena, struct lb_hit, count - from + 1);
    enum lb_status s = LB_OK;
    for (size_t i = from; i < count && s == LB_OK; i++)
        s = fill_hit(r, marks, places[i].doc, &r->results->hits[r->results->hit_count++], e);
    return s;
}

/* ---- what else there is to say ---- */

static unsigned bits(uint32_t mask)
{
    return (unsigned)__builtin_popcount(mask);
}

/* Words the case with most of them does not have, as far as the query needs them. */
static void name_missing(struct run *r)
{
    struct lb_query *q = &r->query;
    uint32_t best = 0;
    float score = -1;
    if (!r->results->is_some_words)
        return;
    for (uint32_t doc = 1; doc <= r->columns->docs; doc++) {
        uint32_t has = r->match.mask[doc] & q->wanted;
        if (!r->state[doc] || r->fails[doc])
            continue;
        if (bits(has) > bits(best) || (bits(has) == bits(best) && r->match.score[doc] > score)) {
            best = has;
            score = r->match.score[doc];
        }
    }
    uint32_t everything = q->wanted | q->required;
    r->results->missing = LB_NEW_ARRAY(r->arena, lb_slice, q->leaf_count + 1);
    for (size_t i = 0; i < q->leaf_count; i++)
        if ((q->wanted & ~best) >> i & 1 && !lb_query_matches(q, everything & ~(1u << i)))
            r->results->missing[r->results->missing_count++] = q->leaves[i].text;
}

static void add_way_out(struct run *r, struct lb_way_out way)
{
    if (way.count && r->results->way_out_count < max_ways_out)
        r->results->ways_out[r->results->way_out_count++] = way;
}

static unsigned count_failing(const struct run *r, uint8_t in, uint32_t group)
{
    unsigned n = 0;
    for (uint32_t doc = 1; doc <= r->columns->docs; doc++)
        n += (r->state[doc] & in) && r->fails[doc] == group;
    return n;
}

static unsigned count_without(const struct run *r, uint32_t leaf)
{
    unsigned n = 0;
    bool is_excluded = r->query.excluded & leaf;
    struct lb_query q = r->query;
    q.required &= ~leaf;
    q.excluded &= ~leaf;
    for (uint32_t doc = 1; doc <= r->columns->docs; doc++) {
        uint32_t mask = is_excluded ? r->match.mask[doc] & ~leaf : r->match.mask[doc] | leaf;
        n += (lb_query_matches(&q, mask) || has_some_words(&q, r->match.mask[doc])) &&
             !lb_facet_filter_fails(&r->filter, doc);
    }
    return n;
}

static void find_ways_out(struct run *r)
{
    const struct lb_search *search = r->search;
    const struct lb_query *q = &r->query;
    if (r->results->total_any)
        return;
    r->results->ways_out = LB_NEW_ARRAY(r->arena, struct lb_way_out, max_ways_out);
    uint8_t in = has_some;
    for (uint32_t doc = 1; doc <= r->columns->docs && in == has_some; doc++)
        in = r->state[doc] & has_all ? has_all : has_some;
    for (size_t i = 0; i < search->filter_count; i++) {
        size_t same = 0;
        for (size_t k = 0; k < search->filter_count; k++)
            same += search->filters[k].field == search->filters[i].field;
        if (same == 1) /* of several values of a field dropping one makes nothing more */
            add_way_out(r, (struct lb_way_out){.is_filter = true, .filter = search->filters[i],
                                               .count = count_failing(r, in, r->filter.field_group[search->filters[i].field])});
    }
    if (r->filter.year_group)
        add_way_out(r, (struct lb_way_out){.is_filter = true, .filter = {LB_FIELD_YEAR, LB_EMPTY},
                                           .count = count_failing(r, in, r->filter.year_group)});
    for (size_t i = 0; i < q->leaf_count; i++)
        if ((q->required | q->excluded) >> i & 1 && (q->leaf_count > 1 || r->filter.all)) /* else it leaves no search */
            add_way_out(r, (struct lb_way_out){.word = q->leaves[i].text, .count = count_without(r, 1u << i)});
}

static void copy_notices(struct run *r)
{
    r->results->notices = LB_NEW_ARRAY(r->arena, lb_slice, r->query.notice_count + 1);
    for (size_t i = 0; i < r->query.notice_count; i++)
        r->results->notices[r->results->notice_count++] = r->query.notices[i];
}

enum lb_status lb_reader_search(struct lb_reader *reader, struct lb_arena *arena, const struct lb_search *search,
                                struct lb_results *ret, struct lb_err *e)
{
    if (search->is_list && (search->query.len || search->limit > LB_MAX_LIST))
        return lb_fail(e, LB_LIMIT, "a list has no words and parts of at most %d rows", LB_MAX_LIST);
    if (!search->is_list && (search->offset > LB_MAX_OFFSET || search->limit > LB_MAX_PAGE_SIZE))
        return lb_fail(e, LB_LIMIT, "only the first %d results can be listed, %d at a time: make the search narrower",
                       LB_MAX_OFFSET, LB_MAX_PAGE_SIZE);
    if (search->filter_count > LB_MAX_FILTERS)
        return lb_fail(e, LB_LIMIT, "more than %d filters", LB_MAX_FILTERS);
    enum lb_status s = lb_reader_can_search(reader, e);
    if (s != LB_OK)
        return s;
    struct lb_results results = {0};
    struct run r = {.reader = reader, .arena = arena, .search = search, .results = &results,
                    .columns = &reader->snapshot->columns,
                    .titles = lb_columns_titles(&reader->snapshot->columns, search->lang)};
    lb_query_read(reader->snapshot->analyser, arena, search->query, &r.query);
    s = lb_match_run(reader, arena, &r.query, search->is_literal, &r.match, e);
    if (s != LB_OK)
        return s;
    lb_facet_filter_make(r.columns, arena, search, &r.filter);
    r.state = lb_xcalloc(r.columns->docs + 1, sizeof *r.state);
    r.fails = lb_xcalloc(r.columns->docs + 1, sizeof *r.fails);

    compare_regions(&r);
    decide(&r);
    if (search->wants_facets)
        count_facets(&r);
    s = fill_hits(&r, e);
    name_missing(&r);
    find_ways_out(&r);
    copy_notices(&r);
    results.understood = lb_query_print(&r.query, arena);
    results.corrections = r.match.corrections;
    results.correction_count = r.match.correction_count;
    results.hints = r.match.hints;
    results.hint_count = r.match.hint_count;

    lb_match_free(&r.match);
    free(r.state);
    free(r.fails);
    if (s == LB_OK)
        *ret = results;
    return s;
}

enum lb_status lb_reader_values(struct lb_reader *reader, struct lb_arena *arena, enum lb_field field,
                                struct lb_facet_result *ret, struct lb_err *e)
{
    const struct lb_columns *c = &reader->snapshot->columns;
    enum lb_status s = lb_reader_can_search(reader, e);
    if (s != LB_OK)
        return s;
    uint32_t from = c->field_start[field], to = c->field_start[field + 1];
    struct lb_facet_count *list = LB_NEW_ARRAY(arena, struct lb_facet_count, to - from + 1);
    for (uint32_t v = from; v < to; v++)
        list[v - from] = (struct lb_facet_count){lb_arena_copy(arena, c->values[v].code),
                                                 lb_arena_copy(arena, c->values[v].label), lb_columns_count(c, v), false};
    *ret = (struct lb_facet_result){field, list, to - from};
    return LB_OK;
}
