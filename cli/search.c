/* search.c - `lumbung search`: the site's search on the command line, for people, programs and measurements. */
#include "cli/command.h"

#include "base/json.h"
#include "base/limits.h"
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MAX_QUERIES = 64 * 1024 * 1024, MAX_OUTPUT = 1024 * 1024 * 1024 };

static const char *state = "state", *lang = "id", *format = "text", *queries;
static long limit = 10;
static bool is_literal;

static const struct lb_option options[] = {
    {.name = "state", .letter = 's', .arg = "DIR", .help = "the snapshots to search [state].", .kind = LB_OPT_TEXT, .value = &state},
    {.name = "lang", .letter = 'l', .arg = "LANG", .help = "the language of the results' texts, id or en [id].", .kind = LB_OPT_TEXT,
     .value = &lang},
    {.name = "limit", .letter = 'n', .arg = "N", .help = "how many results [10].", .kind = LB_OPT_NUMBER, .value = &limit, .min = 1,
     .max = LB_MAX_PAGE_SIZE},
    {.name = "literal", .help = "corrects no spelling.", .kind = LB_OPT_FLAG, .value = &is_literal},
    {.name = "queries", .arg = "FILE", .help = "searches for every line of a file of ID, tab, words; - is standard input.",
     .kind = LB_OPT_TEXT, .value = &queries},
    {.name = "format", .arg = "FORMAT",
     .help = "text, json (one object a search), or trec (a run for evaluation: ID Q0 CASE RANK SCORE lumbung) [text].",
     .kind = LB_OPT_TEXT, .value = &format},
    {.name = NULL},
};

/* <mark> becomes bold on a terminal and nothing elsewhere; the few entities the index writes become characters. */
static void add_plain(struct lb_str *out, lb_slice markup, bool color)
{
    static const struct { lb_slice from; const char *plain, *color; } table[] = {
        {{"<mark>", 6}, "", "\033[1m"}, {{"</mark>", 7}, "", "\033[0m"}, {{"&amp;", 5}, "&", "&"}, {{"&lt;", 4}, "<", "<"},
        {{"&gt;", 4}, ">", ">"}, {{"&quot;", 6}, "\"", "\""}, {{"&#39;", 5}, "'", "'"}};
    for (size_t i = 0; i < markup.len;) {
        size_t k = 0;
        while (k < sizeof table / sizeof *table && !lb_slice_starts(lb_slice_sub(markup, i, markup.len), table[k].from))
            k++;
        if (k < sizeof table / sizeof *table) {
            lb_str_add(out, lb_slice_of(color ? table[k].color : table[k].plain));
            i += table[k].from.len;
        } else {
            lb_str_addc(out, markup.data[i] == '\n' ? ' ' : markup.data[i]);
            i++;
        }
    }
}

static void print_text(struct lb_str *out, const struct lb_results *r, bool color)
{
    for (size_t i = 0; i < r->correction_count; i++)
        lb_str_printf(out, r->corrections[i].is_applied ? "searched '%" LB_PRI "' for '%" LB_PRI "', which no case has\n"
                                                        : "did you mean '%" LB_PRI "' (you wrote '%" LB_PRI "')?\n",
                      LB_ARG(r->corrections[i].better), LB_ARG(r->corrections[i].typed));
    lb_str_printf(out, "%zu case%s", r->total, LB_PLURAL(r->total));
    for (size_t i = 0; i < r->missing_count; i++)
        lb_str_printf(out, "%s'%" LB_PRI "'", i ? ", " : "; not required: ", LB_ARG(r->missing[i]));
    lb_str_addc(out, '\n');
    for (size_t i = 0; i < r->hit_count; i++) {
        const struct lb_hit *hit = &r->hits[i];
        lb_str_printf(out, "\n%2zu. ", i + 1);
        add_plain(out, hit->title.markup.len ? hit->title.markup : hit->card.title, color);
        lb_str_printf(out, "\n    %" LB_PRI, LB_ARG(hit->card.region_name));
        if (hit->card.year.len)
            lb_str_printf(out, ", %" LB_PRI, LB_ARG(hit->card.year));
        lb_str_printf(out, " \u00b7 %" LB_PRI " \u00b7 %" LB_PRI "\n    ", LB_ARG(hit->card.evidence), LB_ARG(hit->card.id));
        add_plain(out, hit->snippet.markup.len ? hit->snippet.markup : hit->card.summary, color);
        lb_str_addc(out, '\n');
    }
    if (r->hit_count == 0)
        for (size_t i = 0; i < r->way_out_count; i++)
            lb_str_printf(out, "without '%" LB_PRI "': %u\n",
                          LB_ARG(r->ways_out[i].is_filter ? r->ways_out[i].filter.code : r->ways_out[i].word), r->ways_out[i].count);
}

static void print_json(struct lb_str *out, lb_slice id, lb_slice query, const struct lb_results *r)
{
    struct lb_json *o = lb_json_object(), *hits = lb_json_array();
    if (id.len)
        lb_json_set_str(o, "id", id);
    lb_json_set_str(o, "query", query);
    lb_json_set_str(o, "understood", r->understood);
    lb_json_set_int(o, "total", (int64_t)r->total);
    for (size_t i = 0; i < r->hit_count; i++) {
        const struct lb_hit *hit = &r->hits[i];
        struct lb_json *h = lb_json_object();
        struct lb_str snippet = LB_STR_INIT(100000);
        add_plain(&snippet, hit->snippet.markup, false);
        lb_json_set_str(h, "id", hit->card.id);
        lb_json_set_str(h, "lang", hit->card.lang);
        lb_json_set_str(h, "title", hit->card.title);
        lb_json_set_str(h, "region", hit->card.region);
        lb_json_set_str(h, "region_name", hit->card.region_name);
        lb_json_set_str(h, "year", hit->card.year);
        lb_json_set_str(h, "evidence", hit->card.evidence);
        lb_json_set_str(h, "snippet", lb_str_slice(&snippet));
        lb_json_set_real(h, "score", hit->score);
        lb_json_push(hits, h);
        lb_str_free(&snippet);
    }
    lb_json_set(o, "hits", hits);
    lb_json_print(o, false, false, out);
    lb_str_addc(out, '\n');
    lb_json_free(o);
}

static void print_trec(struct lb_str *out, lb_slice id, const struct lb_results *r)
{
    for (size_t i = 0; i < r->hit_count; i++)
        lb_str_printf(out, "%" LB_PRI " Q0 %" LB_PRI " %zu %.6f lumbung\n", LB_ARG(id.len ? id : LB_S("1")),
                      LB_ARG(r->hits[i].card.id), i + 1, r->hits[i].score);
}

static enum lb_status search_one(struct lb_snapshot *snapshot, lb_slice id, lb_slice query, struct lb_str *out, struct lb_err *err)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_reader *reader = NULL;
    struct lb_results results;
    bool is_trec = strcmp(format, "trec") == 0, is_json = strcmp(format, "json") == 0;
    struct lb_search search = {.query = query, .lang = lb_slice_of(lang), .limit = (size_t)limit, .is_literal = is_literal,
                               .wants_snippets = !is_trec};
    enum lb_status status = lb_reader_open(snapshot, &reader, err);
    if (status == LB_OK)
        status = lb_reader_search(reader, &arena, &search, &results, err);
    if (status == LB_OK) {
        if (is_trec)
            print_trec(out, id, &results);
        else if (is_json)
            print_json(out, id, query, &results);
        else
            print_text(out, &results, isatty(STDOUT_FILENO));
    }
    lb_reader_close(reader);
    lb_arena_free(&arena);
    return status;
}

static enum lb_status read_all(struct lb_str *out, struct lb_err *err)
{
    char buffer[65536];
    FILE *file = strcmp(queries, "-") == 0 ? stdin : fopen(queries, "rb");
    if (!file)
        return lb_fail(err, LB_NOT_FOUND, "cannot open '%s': %s", queries, strerror(errno));
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;)
        lb_str_add(out, lb_slice_from(buffer, n));
    bool failed = ferror(file);
    if (file != stdin)
        fclose(file);
    if (failed)
        return lb_fail(err, LB_IO, "cannot read '%s'", queries);
    return out->is_full ? lb_fail(err, LB_LIMIT, "'%s' has more than %d bytes", queries, MAX_QUERIES) : LB_OK;
}

static enum lb_status search_file(struct lb_snapshot *snapshot, struct lb_str *out, struct lb_err *err)
{
    struct lb_str text = LB_STR_INIT(MAX_QUERIES);
    enum lb_status status = read_all(&text, err);
    lb_slice rest = lb_str_slice(&text), line;
    for (size_t number = 1; status == LB_OK && lb_slice_split(&rest, '\n', &line); number++) {
        line = lb_slice_trim(line);
        if (line.len == 0)
            continue;
        size_t tab = lb_slice_find(line, '\t');
        if (tab == line.len)
            status = lb_fail(err, LB_INVALID, "%s:%zu: no tab between the id and the words", queries, number);
        else
            status = search_one(snapshot, lb_slice_sub(line, 0, tab), lb_slice_sub(line, tab + 1, line.len), out, err);
    }
    lb_str_free(&text);
    return status;
}

static int run(int argc, char **argv)
{
    struct lb_err err = {0};
    struct lb_snapshot *snapshot = NULL;
    struct lb_str out = LB_STR_INIT(MAX_OUTPUT), words = LB_STR_INIT(MAX_QUERIES);
    if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0 && strcmp(format, "trec") != 0)
        return lb_command_fail("search: unknown format '%s'; there are text, json and trec", format);
    if (strcmp(lang, "id") != 0 && strcmp(lang, "en") != 0)
        return lb_command_fail("search: --lang is id or en, not '%s'", lang);
    if (!queries && argc == 0)
        return lb_command_fail("search: for what? give words or --queries FILE");
    for (int i = 0; i < argc; i++)
        lb_str_printf(&words, "%s%s", i ? " " : "", argv[i]);
    enum lb_status status = lb_snapshot_open(state, &snapshot, &err);
    if (status == LB_OK)
        status = queries ? search_file(snapshot, &out, &err) : search_one(snapshot, LB_EMPTY, lb_str_slice(&words), &out, &err);
    int exit_status = status ? lb_command_fail("search: %s", err.msg) : lb_command_print(&out);
    lb_snapshot_drop(snapshot);
    lb_str_free(&out);
    lb_str_free(&words);
    return exit_status;
}

const struct lb_command lb_command_search = {
    .name = "search",
    .arguments = "WORD...",
    .summary = "searches a library",
    .about = "Searches the current snapshot with the engine of the site: the same words, phrases, fields and ranking.",
    .exits = "0|It was searched, also when nothing was found.\n2|There is no snapshot, or it cannot be read.",
    .examples = "lumbung search permukiman kumuh|Prints the best ten cases.\n"
                "lumbung search --queries queries.tsv --format trec -n 100|Makes a run for evaluation.",
    .options = options,
    .run = run,
};
