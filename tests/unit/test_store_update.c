/* Updates: whatever is put, replaced, dropped and merged, the snapshot is the one that a full index would be. */
#include "store_library.h"

enum { POOL = 60, NOTES = 12, ASSETS = 8, STEPS = 16 };

/* What the library should hold: a case's seed decides all about it. */
struct model {
    unsigned cases[POOL], notes[NOTES]; /* 0 = not there */
    bool assets[ASSETS];
};

static struct lb_snapshot *last_full; /* opened again, as making an analyser takes longest */
static char update_dir[80], full_dir[80];
static struct lb_analyser *analyser;
static uint32_t luck;

static uint32_t roll(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

static int make_dirs(void **state)
{
    (void)state;
    library_make_dir();
    snprintf(update_dir, sizeof update_dir, "%s/update", library_dir);
    snprintf(full_dir, sizeof full_dir, "%s/full", library_dir);
    analyser = library_analyser();
    return 0;
}

static int remove_dirs(void **state)
{
    (void)state;
    lb_snapshot_drop(last_full);
    last_full = NULL;
    lb_analyser_free(analyser);
    library_remove_dir();
    return 0;
}

static void case_id(unsigned i, char to[32])
{
    snprintf(to, 32, "kasus-%u", i * 7 % POOL); /* not in the order of the numbers */
}

static lb_slice words(struct lb_arena *arena, uint32_t *seed, size_t count)
{
    static const char *const parts[] = {"sampah", "bank", "kota", "pembangunan", "membangun", "bangunan", "air", "bersih",
                                        "posyandu", "kesehatan", "sehat", "e-planning", "2019", "warga", "kampung", "Jalan"};
    struct lb_str out = LB_STR_INIT(1 << 20);
    for (size_t i = 0; i < count; i++) {
        if (roll(seed, 6) == 0)
            lb_str_printf(&out, "kata%u ", roll(seed, 400));
        else
            lb_str_printf(&out, "%s ", parts[roll(seed, 16)]);
    }
    lb_slice text = lb_arena_copy(arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static enum lb_status put(struct lb_writer *w, unsigned i, uint32_t seed, struct lb_err *e)
{
    static const char *const langs[] = {"id", "en", "ms"}, *const names[] = {"Bappeda Kota", "BAPPEDA Kota", "Bappeda  kota"};
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_doc_lang texts[3] = {0};
    struct lb_facet_value facets[16];
    char id[32];
    size_t n = 0;
    case_id(i, id);
    struct lb_doc doc = {lb_slice_of(id), texts, 1 + roll(&seed, 8) / 5, facets, 0};
    for (size_t l = 0; l < doc.lang_count; l++) {
        struct lb_doc_lang *d = &texts[l];
        d->card.id = doc.id;
        d->card.lang = lb_slice_of(langs[(l + (roll(&seed, 9) == 0)) % 3]);
        if (l && lb_slice_eq(d->card.lang, texts[0].card.lang))
            d->card.lang = LB_S("ms");
        d->card.title = words(&arena, &seed, 1 + roll(&seed, 3));
        d->card.problem = words(&arena, &seed, 5);
        d->card.summary = words(&arena, &seed, 5);
        d->card.updated = lb_arena_printf(&arena, "20%02u-01-%02u", 10 + roll(&seed, 15), 1 + roll(&seed, 28));
        d->card.replicated = roll(&seed, 3);
        d->zones[LB_ZONE_TITLE] = d->card.title;
        d->zones[LB_ZONE_PROBLEM] = d->card.problem;
        d->zones[LB_ZONE_BODY] = words(&arena, &seed, roll(&seed, 40));
        d->record = lb_arena_printf(&arena, "{\"lang\":\"%" LB_PRI "\",\"n\":%u}", LB_ARG(d->card.lang), roll(&seed, 99));
        d->body = lb_html_of(lb_arena_printf(&arena, "<p>%" LB_PRI "</p>", LB_ARG(d->zones[LB_ZONE_BODY])));
        d->versions = roll(&seed, 2) ? words(&arena, &seed, 3) : LB_EMPTY;
    }
    static const char *const regions[] = {"61.71", "61", "15.71", "33.74"};
    facets[n++] = (struct lb_facet_value){LB_FIELD_AFFAIR, roll(&seed, 2) ? LB_S("1.02") : LB_S("2.11"), LB_EMPTY};
    facets[n++] = (struct lb_facet_value){LB_FIELD_REGION, lb_slice_of(regions[roll(&seed, 4)]), LB_EMPTY};
    facets[n++] = (struct lb_facet_value){LB_FIELD_YEAR, lb_arena_printf(&arena, "%u", 2010 + roll(&seed, 10)), LB_EMPTY};
    facets[n++] = (struct lb_facet_value){LB_FIELD_EVIDENCE, lb_arena_printf(&arena, "E%u", roll(&seed, 6)), LB_EMPTY};
    if (roll(&seed, 3)) /* one office, spelled in several ways */
        facets[n++] = (struct lb_facet_value){LB_FIELD_ORGANISATION, LB_S("bappeda-kota"), lb_slice_of(names[roll(&seed, 3)])};
    lb_slice tag = lb_arena_printf(&arena, "tag-%u", roll(&seed, 20));
    facets[n++] = (struct lb_facet_value){LB_FIELD_TAG, tag, lb_arena_printf(&arena, "%s-%" LB_PRI, roll(&seed, 4) ? "Tag" : "tag", LB_ARG(tag))};
    doc.facet_count = n;
    enum lb_status s = lb_writer_put(w, &doc, e);
    lb_arena_free(&arena);
    return s;
}

static void put_note(struct lb_writer *w, unsigned i, unsigned seed)
{
    static const char *const keys[] = {"vocab", "regions", "head"};
    struct lb_err e = {0};
    char key[32], value[96];
    snprintf(key, sizeof key, "note:%u", i);
    snprintf(value, sizeof value, "{\"61.71\":{\"name\":\"Kota %u\",\"level\":\"kota\"},\"n\":%u}", seed % 3, seed);
    lb_slice k = i < 3 ? lb_slice_of(keys[i]) : lb_slice_of(key);
    must(seed ? lb_writer_note(w, k, lb_slice_of(value), &e) : lb_writer_note_drop(w, k, &e), &e);
}

static void asset_name(unsigned i, char to[32])
{
    snprintf(to, 32, "%08x.jpg", i * 2654435761u);
}

static void put_asset(struct lb_writer *w, unsigned i, bool is_there)
{
    struct lb_err e = {0};
    char name[32];
    asset_name(i, name);
    must(is_there ? lb_writer_asset(w, lb_slice_of(name), lb_slice_of(name), &e) : lb_writer_asset_drop(w, lb_slice_of(name), &e), &e);
    assert_int_equal(lb_writer_has_asset(w, lb_slice_of(name)), is_there);
}

static void write_full(const struct model *m, bool is_backwards)
{
    struct lb_err e = {0};
    struct lb_writer *w = NULL;
    must(lb_writer_open(full_dir, analyser, &w, &e), &e);
    assert_null(lb_writer_base(w));
    for (unsigned i = 0; i < POOL; i++) {
        unsigned k = is_backwards ? POOL - 1 - i : i;
        if (m->cases[k])
            must(put(w, k, m->cases[k], &e), &e);
    }
    for (unsigned i = 0; i < NOTES; i++)
        if (m->notes[i])
            put_note(w, i, m->notes[i]);
    for (unsigned i = 0; i < ASSETS; i++)
        if (m->assets[i])
            put_asset(w, i, true);
    must(lb_writer_commit(w, &e), &e);
    must(lb_writer_merge(w, &e), &e);
    lb_writer_close(w);
}

/* Changes some of the model, and the index with it. */
static void update(struct model *m, unsigned changes)
{
    struct lb_err e = {0};
    struct lb_writer *w = NULL;
    bool is_done[POOL] = {false};
    must(lb_writer_update(update_dir, NULL, &w, &e), &e);
    lb_writer_analyse_with(w, analyser);
    assert_non_null(lb_writer_base(w));
    for (unsigned n = 0; n < changes; n++) {
        unsigned i = roll(&luck, POOL);
        char id[32];
        case_id(i, id);
        if (is_done[i])
            continue;
        is_done[i] = true;
        switch (roll(&luck, 4)) {
        case 0:
            assert_int_equal(lb_writer_drop(w, lb_slice_of(id), &e), m->cases[i] ? LB_OK : LB_NOT_FOUND);
            is_done[i] = m->cases[i];
            m->cases[i] = 0;
            break;
        case 1: /* the same again */
            if (m->cases[i])
                must(put(w, i, m->cases[i], &e), &e);
            is_done[i] = m->cases[i];
            break;
        default:
            m->cases[i] = 1 + roll(&luck, 1000000);
            must(put(w, i, m->cases[i], &e), &e);
        }
        if (is_done[i]) {
            assert_int_equal(put(w, i, 1, &e), LB_INVALID); /* twice */
            assert_int_not_equal(lb_writer_drop(w, lb_slice_of(id), &e), LB_OK);
        }
    }
    for (unsigned n = roll(&luck, 4); n-- > 0;) {
        unsigned i = roll(&luck, NOTES);
        m->notes[i] = roll(&luck, 3) ? 1 + roll(&luck, 50) : 0;
        put_note(w, i, m->notes[i]);
    }
    for (unsigned n = roll(&luck, 3); n-- > 0;) {
        unsigned i = roll(&luck, ASSETS);
        m->assets[i] = roll(&luck, 2);
        put_asset(w, i, m->assets[i]);
    }
    must(lb_writer_commit(w, &e), &e);
    if (roll(&luck, 3))
        must(lb_writer_merge(w, &e), &e);
    lb_writer_close(w);
}

struct lines {
    struct lb_arena arena;
    lb_slice *items;
    size_t count, capacity;
};

static void gather(void *ctx, lb_slice line)
{
    struct lines *l = ctx;
    LB_PUSH(&l->arena, l->items, l->count, l->capacity, lb_arena_copy(&l->arena, line));
}

static void take_dump(struct lb_snapshot *s, struct lines *to)
{
    struct lb_err e = {0};
    struct lb_reader *r = NULL;
    must(lb_reader_open(s, &r, &e), &e);
    must(lb_reader_dump(r, gather, to, &e), &e);
    lb_reader_close(r);
}

/* What people see: results, their order and counts, and suggestions. */
static void take_searches(struct lb_snapshot *s, struct lines *to)
{
    static const char *const queries[] = {"", "sampah", "bank sampah kota", "membangun", "\"bank sampah\"", "kata17", "sampha",
                                          "judul:kota", "urusan:1.02", "warga -kota", "kata1*", "lembaga:bappeda"};
    struct lb_err e = {0};
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_reader *r = NULL;
    must(lb_reader_open(s, &r, &e), &e);
    for (size_t q = 0; q < sizeof queries / sizeof *queries; q++)
        for (int order = LB_ORDER_RELEVANCE; order < LB_ORDER_COMPARABLE; order += LB_ORDER_TITLE) {
            struct lb_results found;
            struct lb_search search = {.query = lb_slice_of(queries[q]), .lang = order ? LB_S("en") : LB_S("id"), .order = (enum lb_order)order,
                                       .limit = 20, .wants_facets = true, .wants_snippets = true};
            must(lb_reader_search(r, &arena, &search, &found, &e), &e);
            gather(to, lb_arena_printf(&arena, "%s: %zu %zu %zu %" LB_PRI, queries[q], found.total, found.total_all, found.total_any, LB_ARG(found.understood)));
            for (size_t i = 0; i < found.hit_count; i++)
                gather(to, lb_arena_printf(&arena, "%" LB_PRI " %.17g %" LB_PRI, LB_ARG(found.hits[i].card.id), found.hits[i].score,
                                           LB_ARG(found.hits[i].snippet.markup)));
            for (size_t f = 0; f < found.facet_count; f++)
                for (size_t v = 0; v < found.facets[f].count; v++)
                    gather(to, lb_arena_printf(&arena, "%" LB_PRI " %u", LB_ARG(found.facets[f].values[v].code), found.facets[f].values[v].count));
            for (size_t i = 0; i < found.hit_count && i < 2 && !order && q < 3; i++) {
                struct lb_similar *like;
                size_t count;
                must(lb_reader_similar(r, &arena, found.hits[i].card.id, LB_S("id"), 5, &like, &count, &e), &e);
                for (size_t k = 0; k < count; k++)
                    gather(to, lb_arena_printf(&arena, "like %" LB_PRI " %u %zu", LB_ARG(like[k].card.id), like[k].why, like[k].word_count));
            }
        }
    static const char *const typed[] = {"sam", "ba", "kota b", "kata", "tag", "bapp", "pem"};
    for (size_t q = 0; q < sizeof typed / sizeof *typed; q++) {
        struct lb_suggestion *list;
        size_t count;
        must(lb_reader_suggest(r, &arena, lb_slice_of(typed[q]), LB_S("id"), 20, &list, &count, &e), &e);
        for (size_t i = 0; i < count; i++)
            gather(to, lb_arena_printf(&arena, "%s %d %" LB_PRI " %" LB_PRI " %u", typed[q], list[i].kind, LB_ARG(list[i].text), LB_ARG(list[i].id), list[i].count));
    }
    lb_reader_close(r);
    lb_arena_free(&arena);
}

static void compare(const struct lines *a, const struct lines *b, const char *what, unsigned step)
{
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        lb_slice x = i < a->count ? a->items[i] : LB_S("(end)"), y = i < b->count ? b->items[i] : LB_S("(end)");
        if (!lb_slice_eq(x, y))
            fail_msg("%s, step %u, line %zu: updated '%.300s', full '%.300s'", what, step, i, x.data, y.data);
    }
}

/* `old` is a snapshot of before, or NULL; the updated one is opened beside it. */
static struct lb_snapshot *compare_states(struct lb_snapshot *old, unsigned step)
{
    struct lb_err e = {0};
    struct lb_snapshot *updated = NULL, *full = NULL;
    must(old ? lb_snapshot_reopen(old, &updated, &e) : lb_snapshot_open(update_dir, &updated, &e), &e);
    must(last_full && old ? lb_snapshot_reopen(last_full, &full, &e) : lb_snapshot_open(full_dir, &full, &e), &e);
    struct lines a = {0}, b = {0};
    take_dump(updated, &a);
    take_dump(full, &b);
    compare(&a, &b, "dump", step);
    take_searches(updated, &a);
    take_searches(full, &b);
    compare(&a, &b, "searches", step);
    assert_true(lb_slice_eq(lb_snapshot_name(updated), lb_snapshot_name(full)));
    lb_arena_free(&a.arena);
    lb_arena_free(&b.arena);
    lb_snapshot_drop(last_full);
    last_full = full;
    lb_snapshot_drop(old);
    return updated;
}

/* Of the state directory. */
static size_t entries(const char *dir, const char *prefix)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err e = {0};
    lb_slice *names;
    size_t count = 0, n = 0;
    must(lb_fs_list(&arena, dir, &names, &count, &e), &e);
    for (size_t i = 0; i < count; i++)
        n += lb_slice_starts(names[i], lb_slice_of(prefix));
    lb_arena_free(&arena);
    return n;
}

static void run_history(uint32_t seed, unsigned first, unsigned most_changes)
{
    struct model m = {0};
    struct lb_err e = {0};
    struct lb_snapshot *last = NULL;
    luck = seed;
    for (unsigned i = 0; i < first; i++)
        m.cases[roll(&luck, POOL)] = 1 + roll(&luck, 1000000);
    write_full(&m, seed % 2);
    must(lb_fs_remove(update_dir, &e), &e);
    assert_int_equal(rename(full_dir, update_dir), 0);
    size_t most = 0;
    for (unsigned step = 0; step < STEPS; step++) {
        update(&m, roll(&luck, most_changes + 1));
        write_full(&m, step % 2);
        last = compare_states(last, step);
        size_t n = entries(update_dir, "seg-");
        most = n > most ? n : most;
    }
    lb_snapshot_drop(last);
    assert_true(most > 2 && most <= 16);
    size_t kept = 0;
    char assets[96];
    snprintf(assets, sizeof assets, "%s/assets", full_dir);
    for (unsigned i = 0; i < ASSETS; i++)
        kept += m.assets[i];
    if (kept)
        assert_int_equal(entries(assets, ""), kept); /* and no others */
}

static void small_updates_are_as_a_full_index(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 2; seed++)
        run_history(seed, 40, 3);
}

static void large_updates_are_as_a_full_index(void **state)
{
    (void)state;
    for (uint32_t seed = 3; seed <= 4; seed++)
        run_history(seed, 30, 50);
}

static void an_index_can_begin_and_end_empty(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct model m = {0};
    struct lb_writer *w = NULL;
    write_full(&m, false);
    must(lb_fs_remove(update_dir, &e), &e);
    assert_int_equal(rename(full_dir, update_dir), 0);
    for (int round = 0; round < 2; round++) {
        must(lb_writer_update(update_dir, analyser, &w, &e), &e);
        for (unsigned i = 0; i < 5; i++)
            must(put(w, i, m.cases[i] = 100 + i, &e), &e);
        must(lb_writer_commit(w, &e), &e);
        lb_writer_close(w);
        write_full(&m, false);
        lb_snapshot_drop(compare_states(NULL, 0));
        must(lb_writer_update(update_dir, NULL, &w, &e), &e);
        for (unsigned i = 0; i < 5; i++) {
            char id[32];
            case_id(i, id);
            m.cases[i] = 0;
            must(lb_writer_drop(w, lb_slice_of(id), &e), &e);
        }
        must(lb_writer_commit(w, &e), &e);
        lb_writer_close(w);
        write_full(&m, false);
        lb_snapshot_drop(compare_states(NULL, 1));
    }
}

static void an_update_without_an_index_or_with_another_version_is_refused(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_writer *w = NULL;
    struct model m = {.cases = {1, 2}};
    char path[120];
    must(lb_fs_remove(update_dir, &e), &e);
    assert_int_equal(lb_writer_update(update_dir, analyser, &w, &e), LB_NOT_FOUND);
    write_full(&m, false);
    must(lb_fs_remove(update_dir, &e), &e);
    assert_int_equal(rename(full_dir, update_dir), 0);
    snprintf(path, sizeof path, "%s/gen-1/format", update_dir);
    must(lb_fs_write(path, LB_S("lumbung-index 1\n"), &e), &e);
    assert_int_equal(lb_writer_update(update_dir, analyser, &w, &e), LB_VERSION);
    assert_null(w);
}

static void files_stay_until_they_are_written_again(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_writer *w = NULL;
    struct lb_snapshot *s = NULL;
    struct lb_reader *r = NULL;
    lb_slice one, two;
    must(lb_writer_open(update_dir, analyser, &w, &e), &e);
    must(lb_writer_file(w, LB_S("survey"), LB_S("first"), &e), &e);
    must(lb_writer_file(w, LB_S("other"), LB_S("stays"), &e), &e);
    assert_int_equal(lb_writer_file(w, LB_S("../x"), LB_S("x"), &e), LB_INVALID);
    must(lb_writer_commit(w, &e), &e);
    lb_writer_close(w);
    for (int i = 0; i < 12; i++) { /* with merges */
        must(lb_writer_update(update_dir, analyser, &w, &e), &e);
        must(lb_reader_file(lb_writer_base(w), LB_S("survey"), &one, &e), &e);
        assert_true(lb_slice_eq(one, i ? LB_S("second") : LB_S("first")));
        if (i == 0)
            must(lb_writer_file(w, LB_S("survey"), LB_S("second"), &e), &e);
        must(put(w, 1, (uint32_t)i + 1, &e), &e);
        must(lb_writer_commit(w, &e), &e);
        must(lb_writer_merge(w, &e), &e);
        lb_writer_close(w);
    }
    must(lb_snapshot_peek(update_dir, &s, &e), &e);
    must(lb_reader_open(s, &r, &e), &e);
    must(lb_reader_file(r, LB_S("survey"), &one, &e), &e);
    must(lb_reader_file(r, LB_S("other"), &two, &e), &e);
    assert_true(lb_slice_eq(one, LB_S("second")) && lb_slice_eq(two, LB_S("stays")));
    assert_int_equal(lb_reader_file(r, LB_S("third"), &two, &e), LB_NOT_FOUND);
    assert_int_equal(lb_reader_file(r, LB_S("../manifest"), &two, &e), LB_NOT_FOUND);
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_results found;
    struct lb_search search = {.query = LB_S("kota"), .lang = LB_S("id"), .limit = 10};
    assert_int_equal(lb_reader_search(r, &arena, &search, &found, &e), LB_INTERNAL); /* only peeked at */
    lb_arena_free(&arena);
    lb_reader_close(r);
    lb_snapshot_drop(s);
    assert_true(entries(update_dir, "seg-") <= 9);
    assert_int_equal(entries(update_dir, "gen-"), 1);
}

/* A reader keeps what it reads, whatever happens beside it. */
static void an_old_snapshot_stays_whole_while_it_is_held(void **state)
{
    (void)state;
    struct lb_err e = {0};
    struct lb_snapshot *s = NULL;
    struct model m = {.cases = {1, 2, 3, 4, 5}, .notes = {1, 2, 3}, .assets = {true, true}};
    write_full(&m, false);
    must(lb_fs_remove(update_dir, &e), &e);
    assert_int_equal(rename(full_dir, update_dir), 0);
    must(lb_snapshot_open(update_dir, &s, &e), &e);
    struct lines before = {0}, after = {0};
    take_dump(s, &before);
    luck = 9;
    for (int i = 0; i < 12; i++) {
        update(&m, 5);
        assert_false(lb_snapshot_is_current(s));
    }
    take_dump(s, &after);
    compare(&after, &before, "held", 0);
    lb_arena_free(&before.arena);
    lb_arena_free(&after.arena);
    lb_snapshot_drop(s);
    update(&m, 1);
    assert_int_equal(entries(update_dir, "gen-"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(small_updates_are_as_a_full_index, make_dirs, remove_dirs),
        cmocka_unit_test_setup_teardown(large_updates_are_as_a_full_index, make_dirs, remove_dirs),
        cmocka_unit_test_setup_teardown(an_index_can_begin_and_end_empty, make_dirs, remove_dirs),
        cmocka_unit_test_setup_teardown(an_update_without_an_index_or_with_another_version_is_refused, make_dirs, remove_dirs),
        cmocka_unit_test_setup_teardown(files_stay_until_they_are_written_again, make_dirs, remove_dirs),
        cmocka_unit_test_setup_teardown(an_old_snapshot_stays_whole_while_it_is_held, make_dirs, remove_dirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
