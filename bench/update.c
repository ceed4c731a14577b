/* bench_update CASES DIR [WORDS [PUSHES]] - what an update of one case costs the store, part by part, beside what it writes.
 *
 * Makes a library of CASES cases of WORDS words each (Zipf's law over made-up words; default 300) in DIR when there is none,
 * then replaces one case PUSHES times (default 30) as a push does and prints the median and the worst of each part in
 * milliseconds, and the median of the processor's time, which says more on a busy machine. The indexer's own work (git, YAML, Markdown) and the site's are not in it. */
#include "base/fs.h"
#include "store/store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { vocabulary = 60000, most_pushes = 1000, parts = 7 };

static uint64_t luck = 1;

static double roll(void)
{
    luck = luck * 6364136223846793005u + 1442695040888963407u;
    return (double)(luck >> 11) / 9007199254740992.0;
}

static void add_word(struct lb_str *out)
{
    static const char *const syllables[] = {"ba", "ki", "ra", "me", "nu", "sa", "pe", "lo", "ti", "ga", "du", "wan", "ber", "ku", "an", "so"};
    unsigned rank = (unsigned)exp(roll() * log(vocabulary));
    for (unsigned n = rank * 40503u + 7; n; n /= 16)
        lb_str_printf(out, "%s", syllables[n % 16]);
    lb_str_addc(out, ' ');
}

static lb_slice words(struct lb_arena *arena, size_t count)
{
    struct lb_str out = LB_STR_INIT(1 << 24);
    while (count--)
        add_word(&out);
    lb_slice text = lb_arena_copy(arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}

static void must(enum lb_status s, const struct lb_err *e)
{
    if (s == LB_OK)
        return;
    fprintf(stderr, "bench_update: %s\n", e->msg);
    exit(2);
}

static void put(struct lb_writer *w, unsigned i, size_t count, lb_slice mark)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err e = {0};
    struct lb_doc_lang d = {0};
    luck = i * 7919u + 1;
    d.card.id = lb_arena_printf(&arena, "kasus-%06u", i);
    d.card.lang = LB_S("id");
    d.card.title = lb_arena_printf(&arena, "%" LB_PRI " %" LB_PRI, LB_ARG(words(&arena, 4)), LB_ARG(mark));
    d.card.problem = words(&arena, 12);
    d.card.summary = words(&arena, 25);
    d.card.updated = LB_S("2024-01-01");
    d.zones[LB_ZONE_TITLE] = d.card.title;
    d.zones[LB_ZONE_PROBLEM] = d.card.problem;
    d.zones[LB_ZONE_SUMMARY] = d.card.summary;
    d.zones[LB_ZONE_BODY] = words(&arena, count);
    d.record = LB_S("{}");
    d.body = lb_html_of(d.zones[LB_ZONE_BODY]);
    struct lb_facet_value facets[24];
    size_t n = 0;
    for (int f = 0; f < LB_FIELD_COUNT && n < 23; f++) {
        unsigned values = lb_fields[f].flags & LB_LABELLED ? 3000 : 30;
        lb_slice code = lb_arena_printf(&arena, "v%u", (unsigned)(roll() * values));
        if (f == LB_FIELD_YEAR)
            code = lb_arena_printf(&arena, "%u", 2005 + (unsigned)(roll() * 20));
        facets[n++] = (struct lb_facet_value){(enum lb_field)f, code, lb_fields[f].flags & LB_LABELLED ? code : LB_EMPTY};
    }
    struct lb_doc doc = {d.card.id, &d, 1, facets, n};
    must(lb_writer_put(w, &doc, &e), &e);
    lb_arena_free(&arena);
}

static double clock_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double now(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

static void make(const char *dir, unsigned cases, size_t count)
{
    struct lb_err e = {0};
    struct lb_analyser *analyser;
    struct lb_writer *w;
    double start = now();
    must(lb_analyser_new(NULL, &analyser, &e), &e);
    must(lb_writer_open(dir, analyser, &w, &e), &e);
    for (unsigned i = 0; i < cases; i++)
        put(w, i, count, LB_EMPTY);
    must(lb_writer_commit(w, &e), &e);
    lb_writer_close(w);
    lb_analyser_free(analyser);
    printf("made %u cases in %.1f s\n", cases, (now() - start) / 1e3);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void find(struct lb_snapshot *s, lb_slice query)
{
    struct lb_err e = {0};
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_reader *r;
    struct lb_results found;
    struct lb_search search = {.query = query, .lang = LB_S("id"), .limit = 10, .wants_facets = true, .wants_snippets = true};
    must(lb_reader_open(s, &r, &e), &e);
    must(lb_reader_search(r, &arena, &search, &found, &e), &e);
    if (found.total_all < 1) {
        fprintf(stderr, "bench_update: '%.*s' is not found\n", (int)query.len, query.data);
        exit(1);
    }
    lb_reader_close(r);
    lb_arena_free(&arena);
}

int main(int argc, char **argv)
{
    static double times[parts][most_pushes], busy[parts][most_pushes];
    static const char *const names[parts] = {"open the writer", "put the case", "commit", "open the snapshot again", "find the change", "merge", "close the writer"};
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err e = {0};
    struct lb_snapshot *s = NULL;
    struct lb_analyser *analyser;
    if (argc < 3) {
        fputs("usage: bench_update CASES DIR [WORDS [PUSHES]]\n", stderr);
        return 2;
    }
    unsigned cases = (unsigned)atoi(argv[1]), pushes = argc > 4 ? (unsigned)atoi(argv[4]) : 30;
    size_t count = argc > 3 ? (size_t)atoi(argv[3]) : 300;
    pushes = pushes < most_pushes ? pushes : most_pushes;
    if (!lb_fs_is_file(lb_arena_printf(&arena, "%s/current", argv[2]).data))
        make(argv[2], cases, count);
    double start = now();
    must(lb_snapshot_open(argv[2], &s, &e), &e);
    printf("open the first snapshot %.1f ms\n", now() - start);
    must(lb_analyser_new(NULL, &analyser, &e), &e);
    for (unsigned p = 0; p < pushes; p++) {
        struct lb_snapshot *next;
        struct lb_writer *w;
        double at[parts + 1], cpu[parts + 1];
        lb_slice mark = lb_arena_printf(&arena, "penanda%u%u", p, (unsigned)time(NULL) % 100000);
        at[0] = now();
        cpu[0] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        must(lb_writer_update(argv[2], analyser, &w, &e), &e);
        at[1] = now();
        cpu[1] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        put(w, (p * 7919u + (unsigned)time(NULL)) % cases, count, mark);
        at[2] = now();
        cpu[2] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        must(lb_writer_note(w, LB_S("head"), mark, &e), &e);
        must(lb_writer_commit(w, &e), &e);
        at[3] = now();
        cpu[3] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        must(lb_snapshot_reopen(s, &next, &e), &e);
        lb_snapshot_drop(s);
        s = next;
        at[4] = now();
        cpu[4] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        find(s, mark);
        at[5] = now();
        cpu[5] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        must(lb_writer_merge(w, &e), &e);
        at[6] = now();
        cpu[6] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        lb_writer_close(w);
        at[7] = now();
        cpu[7] = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        for (int i = 0; i < parts; i++) {
            times[i][p] = at[i + 1] - at[i];
            busy[i][p] = cpu[i + 1] - cpu[i];
        }
    }
    for (int i = 0; i < parts; i++) {
        qsort(times[i], pushes, sizeof times[i][0], by_size);
        qsort(busy[i], pushes, sizeof busy[i][0], by_size);
        printf("%-24s median %7.2f  worst %7.2f ms  processor %7.2f ms\n", names[i], times[i][pushes / 2], times[i][pushes - 1],
               busy[i][pushes / 2]);
    }
    lb_snapshot_drop(s);
    lb_analyser_free(analyser);
    lb_arena_free(&arena);
    return 0;
}
