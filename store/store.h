/* store.h - the index: one snapshot of a library, written once, read by any number of processes.
 *
 * Plain structs in, plain structs out, results copied into the caller's arena; no iterator, callback or C++ type
 * crosses. The layout of the index (terms, prefixes, values, metadata, versions) is described at the top of
 * store/xapian.cc, the only file that knows Xapian.
 *
 * Snapshots. A state directory holds immutable generations `<state>/gen-N/` and the small file `<state>/current` that
 * names the one to read; a writer builds the next generation beside it and renames `current` at commit. Killed at any
 * moment, the last snapshot still serves. Unlike one Xapian database that is updated in place, an immutable generation
 * can never change under a reader (Xapian keeps only two revisions), so nothing has to be retried. A reader holds a
 * shared lock on its generation; a commit removes older generations that nobody holds.
 *
 * Updates. A generation names immutable segments and may share them with the one before: an update writes one small
 * segment with what changed. Nobody can tell from outside whether a snapshot was written in one go or by updates: cases
 * are numbered by their ids, counts leave out what was replaced, and lb_reader_dump gives the same lines.
 *
 * Documents. One document a case: all its languages feed the same document, so a case is one result however it is
 * found, and cards and pages come in the reader's language. */
#ifndef LB_STORE_H
#define LB_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/html.h"
#include "base/json.h"
#include "store/fields.h"
#include "text/text.h"

/* ---- writing ---------------------------------------------------------------------------------------------------- */

/* Zones of text, each with a weight of its own (store/weights.h). */
enum lb_zone {
    LB_ZONE_TITLE,
    LB_ZONE_NAMES,   /* acronym and expansions */
    LB_ZONE_PROBLEM,
    LB_ZONE_SUMMARY,
    LB_ZONE_HEADING,
    LB_ZONE_BODY,    /* body text and the long texts of the front matter */
    LB_ZONE_PLACE,   /* region, province, places, with and without kota/kabupaten */
    LB_ZONE_OFFICE,  /* lead and partners */
    LB_ZONE_LABELS,  /* labels and alternative labels of the case's vocabulary terms, in every language */
    LB_ZONE_COUNT
};

struct lb_facet_value {
    enum lb_field field;
    lb_slice code;
    lb_slice label; /* only for LB_LABELLED fields */
};

/* What a result shows; kept in the index per language. All strings UTF-8 plain text. */
struct lb_card {
    lb_slice id, lang;             /* lang = language of these texts */
    lb_slice title, problem, summary;
    lb_slice region, region_name;  /* code and name ("Kota Pontianak") */
    lb_slice province_name;
    lb_slice year;                 /* "2019" */
    lb_slice stage, status, evidence, affair; /* codes; affair = the main one */
    lb_slice status_asof;          /* ISO date as written */
    lb_slice updated, verified;    /* ISO dates: last commit that touched it; last check; may be empty */
    lb_slice state;                /* draft, review, withdrawn: in a preview; empty = published */
    bool has_cost;
    unsigned replicated;           /* regions that took it over (kinds copy, adapt) */
    unsigned interested;           /* lineage of weaker kinds */
    bool has_independent;          /* a result from an academic, auditor or statistics source */
};

/* One language of a case. */
struct lb_doc_lang {
    struct lb_card card;
    lb_slice zones[LB_ZONE_COUNT]; /* plain text, pieces parted by "\n" */
    lb_slice record; /* JSON: the front matter, typed and merged, with derived members; see indexer/record.h */
    struct lb_html body; /* rendered Markdown */
    lb_slice versions; /* packed, see store/versions.h; empty without git */
};

struct lb_doc {
    lb_slice id;
    struct lb_doc_lang *langs; /* the original first */
    size_t lang_count;
    struct lb_facet_value *facets;
    size_t facet_count;
};

struct lb_writer;

/* Locks `dir` (made when missing) and starts a new, empty generation. LB_LOCKED: another indexer is at work (the
 * message says so and that nothing was lost); LB_IO. Not thread-safe. The analyser must outlive the writer. */
enum lb_status lb_writer_open(const char *dir, const struct lb_analyser *, struct lb_writer **ret, struct lb_err *) LB_MUST_CHECK;
/* Locks `dir` and starts a generation that has everything the current one has; what follows changes it. The caller
 * promises that the analyser cuts and stems the words of documents as the one before did (what it knows only for queries
 * may differ). It may be NULL and come later, before the first put: lb_writer_analyse_with.
 * LB_NOT_FOUND: there is none; LB_VERSION: made by another version; LB_IO, LB_INTERNAL: damaged; LB_LIMIT: so much has
 * been replaced that the index should be made anew: then lb_writer_open. LB_LOCKED. */
enum lb_status lb_writer_update(const char *dir, const struct lb_analyser *, struct lb_writer **ret, struct lb_err *) LB_MUST_CHECK;
void lb_writer_analyse_with(struct lb_writer *, const struct lb_analyser *);
/* What is updated, as it was before: cards, pages, notes, files, assets, lists; no searches, no suggestions. NULL after
 * lb_writer_open. Lives as long as the writer. */
struct lb_reader;
struct lb_reader *lb_writer_base(struct lb_writer *);
/* Adds a case; in an update it replaces the one of that id, and the same case again costs little. Quickest to search
 * when they come in the order of the ids. LB_INVALID: id already put
 * or dropped by this writer, or malformed. LB_IO: disk full. */
enum lb_status lb_writer_put(struct lb_writer *, const struct lb_doc *, struct lb_err *) LB_MUST_CHECK;
/* Takes a case out. LB_NOT_FOUND: it was not there before; LB_INVALID: id already put or dropped by this writer. */
enum lb_status lb_writer_drop(struct lb_writer *, lb_slice id, struct lb_err *) LB_MUST_CHECK;
/* Any other part of the snapshot under a key: "library", "vocab", "regions", "collection:ID:LANG", "alias:OLDID", ... The
 * list of keys is in indexer/record.h. Replaces what was there; the same value again costs nothing. An empty value is no
 * note. Of several the last counts. LB_INVALID: a malformed key, or a value that is one NUL byte. */
enum lb_status lb_writer_note(struct lb_writer *, lb_slice key, lb_slice value, struct lb_err *) LB_MUST_CHECK;
/* A missing one is fine. */
enum lb_status lb_writer_note_drop(struct lb_writer *, lb_slice key, struct lb_err *) LB_MUST_CHECK;
/* Content-addressed file served under /aset/HASH.EXT: stored once, whichever generations have it. */
enum lb_status lb_writer_asset(struct lb_writer *, lb_slice name, lb_slice content, struct lb_err *) LB_MUST_CHECK;
bool lb_writer_has_asset(const struct lb_writer *, lb_slice name);
/* A missing one is fine. */
enum lb_status lb_writer_asset_drop(struct lb_writer *, lb_slice name, struct lb_err *) LB_MUST_CHECK;
/* A file of the writer's own in the generation, named like an asset; an update keeps those it does not write again at no
 * cost. No part of what readers see: not in the snapshot's name, not in the dump. */
enum lb_status lb_writer_file(struct lb_writer *, lb_slice name, lb_slice content, struct lb_err *) LB_MUST_CHECK;
/* Makes the generation current, all or nothing. The writer can only merge and be closed afterwards. */
enum lb_status lb_writer_commit(struct lb_writer *, struct lb_err *) LB_MUST_CHECK;
/* After a commit: joins small segments when there are many, and makes that current; the snapshot's name and dump stay.
 * Usually there is nothing to do; at most LB_MAX_MERGE cases are copied (a few ms each). It is apart from the commit so
 * that a change can be seen before; failing does no harm, the next update tries again. */
enum lb_status lb_writer_merge(struct lb_writer *, struct lb_err *);
/* Without a commit: throws the new generation away. NULL is fine. */
void lb_writer_close(struct lb_writer *);

/* ---- reading ---------------------------------------------------------------------------------------------------- */

/* A snapshot: opened once per generation, shared by all threads, counted. Holds the columns (facets), labels, lock. */
struct lb_snapshot;
/* LB_NOT_FOUND: no snapshot yet (message names the command that makes one); LB_VERSION: made by another version
 * (index again); LB_IO. */
enum lb_status lb_snapshot_open(const char *dir, struct lb_snapshot **ret, struct lb_err *) LB_MUST_CHECK;
/* The same for the directory of `old`, which stays as it is: keeps from it what did not change. */
enum lb_status lb_snapshot_reopen(const struct lb_snapshot *old, struct lb_snapshot **ret, struct lb_err *) LB_MUST_CHECK;
/* Without what searches need, and so at once: for cards, pages, notes, files and assets. */
enum lb_status lb_snapshot_peek(const char *dir, struct lb_snapshot **ret, struct lb_err *) LB_MUST_CHECK;
struct lb_snapshot *lb_snapshot_keep(struct lb_snapshot *);
void lb_snapshot_drop(struct lb_snapshot *);
/* Has `current` moved on? One small read; for polling. */
bool lb_snapshot_is_current(const struct lb_snapshot *);
/* Name unique to this content, however it was written; part of every ETag. */
lb_slice lb_snapshot_name(const struct lb_snapshot *);
size_t lb_snapshot_cases(const struct lb_snapshot *);

/* A reader is a value of one request: opened (~11 us), used by one thread, closed. Keeps the snapshot alive. */
enum lb_status lb_reader_open(struct lb_snapshot *, struct lb_reader **ret, struct lb_err *) LB_MUST_CHECK;
void lb_reader_close(struct lb_reader *);

/* The card in `lang`, else in the case's first language. LB_NOT_FOUND. */
enum lb_status lb_reader_card(struct lb_reader *, struct lb_arena *, lb_slice id, lb_slice lang, struct lb_card *ret, struct lb_err *) LB_MUST_CHECK;
struct lb_page {
    lb_slice record;     /* JSON */
    struct lb_html body;
    lb_slice lang;       /* the language that was found: `lang`, else the original's */
};
enum lb_status lb_reader_page(struct lb_reader *, struct lb_arena *, lb_slice id, lb_slice lang, struct lb_page *ret, struct lb_err *) LB_MUST_CHECK;
/* The versions of the language that was found, see store/versions.h; empty without git. LB_NOT_FOUND. */
enum lb_status lb_reader_versions(struct lb_reader *, struct lb_arena *, lb_slice id, lb_slice lang, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* LB_NOT_FOUND without message when the key is missing. */
enum lb_status lb_reader_note(struct lb_reader *, struct lb_arena *, lb_slice key, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_reader_asset(struct lb_reader *, struct lb_arena *, lb_slice name, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* A file of lb_writer_file, mapped until the reader is closed. LB_NOT_FOUND without message. */
enum lb_status lb_reader_file(struct lb_reader *, lb_slice name, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* Keys of the notes that start with `prefix`, and names of all assets, in byte order. */
enum lb_status lb_reader_notes(struct lb_reader *, struct lb_arena *, lb_slice prefix, lb_slice **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;
void lb_reader_assets(struct lb_reader *, struct lb_arena *, lb_slice **ret, size_t *count);

/* ---- searching -------------------------------------------------------------------------------------------------- */

enum lb_order {
    LB_ORDER_RELEVANCE,
    LB_ORDER_NEWEST,
    LB_ORDER_EVIDENCE,
    LB_ORDER_TITLE,
    LB_ORDER_UPDATED,
    LB_ORDER_COMPARABLE,
    LB_ORDER_UNCHANGED, /* what was not touched for longest first; without git all are alike */
    LB_ORDER_FIELD,     /* by the smallest code of lb_search.order_field: a date, oldest first; cases without one first */
};

struct lb_filter {
    enum lb_field field;
    lb_slice code;
};

/* A region's profile for "comparable": what is unknown is negative or empty. */
struct lb_profile {
    lb_slice code, level, province;
    double population, density;
    lb_slice geography; /* comma-separated codes */
    lb_slice affairs;   /* comma-separated, optional */
};

struct lb_search {
    lb_slice query;  /* as typed, valid UTF-8; empty = everything (sorted by order, newest when RELEVANCE) */
    lb_slice lang;   /* cards and snippets in this language where there is one */
    const struct lb_filter *filters; /* any within a field, all across fields */
    size_t filter_count;
    int year_from, year_to; /* 0 = open */
    enum lb_order order;
    enum lb_field order_field;
    bool is_list;           /* no words, and all of it is wanted, part by part: any offset, limit up to LB_MAX_LIST */
    size_t offset, limit;   /* else at most LB_MAX_OFFSET, LB_MAX_PAGE_SIZE */
    bool wants_facets, wants_snippets, wants_reasons;
    bool is_literal;        /* the reader insists: no spelling correction ("search instead for ...") */
    const struct lb_profile *me; /* NULL, or who the reader is: needed for LB_ORDER_COMPARABLE */
};

struct lb_hit {
    struct lb_card card;
    struct lb_html snippet; /* body text around the words found, with <mark>; empty = show the summary */
    struct lb_html title, problem; /* with <mark> */
    /* With wants_reasons: the words found there, as they are written, comma-separated; empty = none. */
    lb_slice in_title, in_problem, in_summary, in_text;
    double score;
    bool has_all_words;
    const struct lb_filter *values; /* with is_list: its values of the fields for editors, by field, then code */
    size_t value_count;
};

struct lb_facet_count {
    lb_slice code;
    lb_slice label; /* only for LB_LABELLED fields */
    unsigned count; /* cases with this value among those that pass the filters of all other fields */
    bool is_selected;
};

struct lb_facet_result {
    enum lb_field field;
    struct lb_facet_count *values; /* by count, then code; selected ones always present, also with count 0 */
    size_t count;
};

/* A word of the query that was replaced or might be. */
struct lb_correction {
    lb_slice typed, better;
    bool is_applied; /* the word is unknown to the library, so the better one was searched along */
};

/* What dropping one filter or word would give, for an empty page. */
struct lb_way_out {
    bool is_filter;
    struct lb_filter filter;
    lb_slice word;
    unsigned count;
};

struct lb_results {
    struct lb_hit *hits;
    size_t hit_count;
    size_t total;      /* what total and facets speak of: cases with all words if any, else with some */
    size_t total_all;  /* cases with all words */
    size_t total_any;  /* length of the list that offset walks: cases with some word; in any other order than by
                          relevance the same as total, so that near misses do not come first */
    bool is_some_words; /* true: no case has all the words; `total` counts those with some */
    lb_slice *missing;  /* words that were not required: in no case, or not together with the others */
    size_t missing_count;
    struct lb_correction *corrections;
    size_t correction_count;
    struct lb_facet_result *facets; /* in the order of the field table */
    size_t facet_count;
    struct lb_filter *hints;        /* facet values the words name (synonyms that reach facets) */
    size_t hint_count;
    struct lb_way_out *ways_out;    /* only when hit_count is 0 */
    size_t way_out_count;
    lb_slice understood;            /* the query as it was read, for people: words, phrases, fields */
    lb_slice *notices;              /* Indonesian text keys for the page: syntax that was taken as plain words, cuts */
    size_t notice_count;
};

/* Broken syntax never fails a search. LB_LIMIT: offset too deep; LB_IO. */
enum lb_status lb_reader_search(struct lb_reader *, struct lb_arena *, const struct lb_search *, struct lb_results *ret, struct lb_err *) LB_MUST_CHECK;

/* All values of a field with their counts over the whole library, by code. */
enum lb_status lb_reader_values(struct lb_reader *, struct lb_arena *, enum lb_field, struct lb_facet_result *ret, struct lb_err *) LB_MUST_CHECK;

enum lb_suggestion_kind { LB_SUGGEST_CASE, LB_SUGGEST_PROBLEM, LB_SUGGEST_PLACE, LB_SUGGEST_VALUE, LB_SUGGEST_WORD };
struct lb_suggestion {
    enum lb_suggestion_kind kind;
    lb_slice text;            /* what to put in the box */
    lb_slice id;              /* case id, or facet code */
    enum lb_field field;      /* for PLACE and VALUE */
    unsigned count;           /* cases it leads to */
};
/* Completions of a typed beginning, best first, one slip forgiven; at most `limit` (<= 20). */
enum lb_status lb_reader_suggest(struct lb_reader *, struct lb_arena *, lb_slice typed, lb_slice lang, size_t limit, struct lb_suggestion **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;

enum { LB_WHY_PROBLEM = 1, LB_WHY_AFFAIR = 2, LB_WHY_LEVEL = 4, LB_WHY_PROVINCE = 8, LB_WHY_LINEAGE = 16, LB_WHY_WORDS = 32, LB_WHY_THEME = 64 };
struct lb_similar {
    struct lb_card card;
    unsigned why;        /* LB_WHY_ flags, for the reason in words */
    lb_slice *words;     /* the shared words that weigh most, as written */
    size_t word_count;
};
enum lb_status lb_reader_similar(struct lb_reader *, struct lb_arena *, lb_slice id, lb_slice lang, size_t limit, struct lb_similar **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;

/* Everything there is to know about a snapshot as lines, in the order of the cases' ids: terms, cards, pages, texts, notes,
 * values, words, names of assets. Two snapshots are the same for every reader when and only when their dumps are. */
enum lb_status lb_reader_dump(struct lb_reader *, void (*line)(void *ctx, lb_slice), void *ctx, struct lb_err *) LB_MUST_CHECK;

#endif
