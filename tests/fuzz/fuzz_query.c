/* Any bytes as a query: read, matched against every mask of its leaves, printed, searched in a small library, suggested.
 * Rules: no crash, bounds hold, markup is escaped, a page is no longer than its list. */
#include "base/fs.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/query.h"
#include "store/reader.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char dir[] = "/tmp/lumbung-fuzz-XXXXXX";
static struct lb_snapshot *snapshot;

static void clean(void)
{
    lb_snapshot_drop(snapshot);
    if (lb_fs_remove(dir, NULL) != LB_OK)
        abort();
}

static void must(enum lb_status s)
{
    if (s != LB_OK)
        abort();
}

static void make_library(void)
{
    struct lb_analyser *analyser;
    struct lb_writer *writer;
    static const char *const texts[] = {"Bank sampah di kampung <b>kota</b> & desa", "Posyandu keliling untuk ibu hamil", "E-Planning 138/1625/SJ"};
    if (!mkdtemp(dir))
        abort();
    must(lb_analyser_new(NULL, &analyser, NULL));
    must(lb_writer_open(dir, analyser, &writer, NULL));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char id[] = {'a', (char)('0' + i), 0};
        struct lb_doc_lang lang = {.card = {.id = lb_slice_of(id), .lang = LB_S("id"), .title = lb_slice_of(texts[i])}};
        struct lb_facet_value facets[] = {{LB_FIELD_YEAR, LB_S("2018"), LB_EMPTY}, {LB_FIELD_AFFAIR, LB_S("1.02"), LB_EMPTY}};
        lang.zones[LB_ZONE_TITLE] = lang.zones[LB_ZONE_BODY] = lb_slice_of(texts[i]);
        struct lb_doc doc = {lb_slice_of(id), &lang, 1, facets, 2};
        must(lb_writer_put(writer, &doc, NULL));
    }
    must(lb_writer_commit(writer, NULL));
    lb_writer_close(writer);
    lb_analyser_free(analyser);
    must(lb_snapshot_open(dir, &snapshot, NULL));
    atexit(clean);
}

static void check_markup(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        lb_slice rest = lb_slice_sub(s, i, s.len);
        assert(s.data[i] != '<' || lb_slice_starts(rest, LB_S("<mark>")) || lb_slice_starts(rest, LB_S("</mark>")));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!snapshot)
        make_library();
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice text = lb_nfc(&arena, lb_slice_from(data, size)); /* valid UTF-8, as from the door */
    struct lb_query query;
    lb_query_read(snapshot->analyser, &arena, text, &query);
    assert(query.leaf_count <= LB_MAX_QUERY_WORDS && query.notice_count <= 8);
    for (size_t i = 0; i < 33; i++) {
        uint32_t mask = i < 32 ? 1u << i : UINT32_MAX;
        if (lb_query_matches(&query, mask) && query.leaf_count < 32)
            assert(lb_query_matches(&query, mask & ((1u << query.leaf_count) - 1)));
    }
    struct lb_query again;
    lb_query_read(snapshot->analyser, &arena, lb_query_print(&query, &arena), &again);

    struct lb_reader *reader;
    struct lb_results r;
    struct lb_suggestion *list;
    size_t count;
    must(lb_reader_open(snapshot, &reader, NULL));
    struct lb_search search = {.query = text, .lang = LB_S("id"), .limit = 10, .wants_facets = true, .wants_snippets = true};
    must(lb_reader_search(reader, &arena, &search, &r, NULL));
    assert(r.hit_count <= 3 && r.total_all <= r.total_any && r.total <= r.total_any && r.total_any <= 3);
    for (size_t i = 0; i < r.hit_count; i++) {
        check_markup(r.hits[i].title.markup);
        check_markup(r.hits[i].snippet.markup);
    }
    must(lb_reader_suggest(reader, &arena, text, LB_S("id"), 10, &list, &count, NULL));
    assert(count <= 10);
    lb_reader_close(reader);
    lb_arena_free(&arena);
    return 0;
}
