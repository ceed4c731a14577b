/* snapshot.c - snapshots: opening, opening again beside an old one, counting holders. */
#include "base/fs.h"
#include "store/reader.h"

static void shared_drop(struct lb_shared *h)
{
    if (!h || atomic_fetch_sub(&h->holders, 1) != 1)
        return;
    lb_labels_free(&h->labels);
    lb_profiles_free(&h->profiles);
    lb_analyser_free(h->analyser);
    free(h);
}

/* That of the old snapshot when it was made from the same. */
static bool share(struct lb_shared *old, uint64_t notes, struct lb_shared **ret)
{
    if (old && old->notes == notes) {
        atomic_fetch_add(&old->holders, 1);
        *ret = old;
        return true;
    }
    struct lb_shared *h = lb_xcalloc(1, sizeof *h);
    atomic_init(&h->holders, 1);
    h->notes = notes;
    *ret = h;
    return false;
}

static void snapshot_free(struct lb_snapshot *s)
{
    lb_columns_free(&s->columns);
    lb_wordlist_free(&s->words);
    shared_drop(s->with_labels);
    shared_drop(s->with_profiles);
    shared_drop(s->with_analyser);
    lb_segments_free(&s->segments);
    lb_fs_unmap(s->assets);
    lb_generation_free(&s->generation);
    free(s);
}

/* ---- what is made from notes ---- */

/* A note's text, empty when it is missing. */
static enum lb_status optional(struct lb_xdb *db, struct lb_arena *arena, lb_slice key, lb_slice *ret, struct lb_err *e)
{
    *ret = LB_EMPTY;
    enum lb_status s = lb_xdb_meta(db, arena, key, ret, e);
    return s == LB_NOT_FOUND ? LB_OK : s;
}

static enum lb_status make_analyser(lb_slice search, struct lb_analyser **ret, struct lb_err *e)
{
    struct lb_json *config = NULL;
    enum lb_status s = search.len ? lb_json_parse(search, &config, e) : LB_OK;
    if (s == LB_OK)
        s = lb_analyser_new(config, ret, e);
    lb_json_free(config);
    return s;
}

/* Labels, profiles and analyser: those of `old` where they would come out the same. */
static enum lb_status load_made(struct lb_xdb *db, const struct lb_snapshot *old, struct lb_snapshot *s, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice vocab = LB_EMPTY, regions = LB_EMPTY, profiles = LB_EMPTY, search = LB_EMPTY;
    enum lb_status status = optional(db, &arena, LB_S("Nvocab"), &vocab, e);
    if (status == LB_OK)
        status = optional(db, &arena, LB_S("Nregions"), &regions, e);
    if (status == LB_OK)
        status = optional(db, &arena, LB_S("Nprofiles"), &profiles, e);
    if (status == LB_OK)
        status = optional(db, &arena, LB_S("Nsearch"), &search, e);
    if (status == LB_OK) {
        bool has_same_values = old && lb_columns_same_values(&old->columns, &s->columns);
        if (!share(has_same_values ? old->with_labels : NULL, lb_mix(lb_mix(1, vocab), regions), &s->with_labels))
            lb_labels_make(&s->columns, vocab, regions, &s->with_labels->labels);
        if (!share(old ? old->with_profiles : NULL, lb_mix(lb_mix(1, profiles), regions), &s->with_profiles))
            lb_profiles_make(profiles, regions, &s->with_profiles->profiles);
        if (!share(old ? old->with_analyser : NULL, lb_mix(1, search), &s->with_analyser))
            status = make_analyser(search, &s->with_analyser->analyser, e);
        s->labels = &s->with_labels->labels;
        s->profiles = &s->with_profiles->profiles;
        s->analyser = s->with_analyser->analyser;
    }
    lb_arena_free(&arena);
    return status;
}

/* ---- opening ---- */

static char *file_of(struct lb_arena *arena, const struct lb_snapshot *s, const char *name)
{
    return lb_arena_cstr(arena, lb_arena_printf(arena, "%s/%s", s->generation.path, name));
}

static enum lb_status load(struct lb_snapshot *s, const struct lb_snapshot *old, bool is_peek, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_xdb *db = NULL;
    enum lb_status status = lb_segments_open(s->generation.state, s->generation.name, &s->segments, e);
    if (status == LB_OK)
        status = lb_fs_map(file_of(&arena, s, "assets"), &s->assets, e);
    if (status == LB_OK && !is_peek) {
        status = lb_columns_open(file_of(&arena, s, "columns"), &s->columns, e);
        if (status == LB_OK)
            status = lb_wordlist_open(file_of(&arena, s, "words"), &s->words, e);
        if (status == LB_OK && s->columns.docs != s->segments.rows)
            status = LB_NOT_FOUND;
    }
    if (status == LB_OK)
        status = lb_xdb_open(&s->segments, &db, e); /* are all segments there? */
    if (status == LB_OK && !is_peek)
        status = load_made(db, old, s, e);
    if (status == LB_NOT_FOUND)
        status = lb_fail(e, LB_IO, "the index in '%s' is not whole: index again", s->generation.state);
    lb_xdb_close(db);
    lb_arena_free(&arena);
    return status;
}

static enum lb_status open_any(const char *dir, const struct lb_snapshot *old, bool is_peek, struct lb_snapshot **ret,
                               struct lb_err *e)
{
    struct lb_snapshot *s = lb_xcalloc(1, sizeof *s);
    atomic_init(&s->holders, 1);
    s->generation.lock = -1;
    enum lb_status status = lb_generation_hold(dir, &s->generation, e);
    if (status == LB_OK)
        status = load(s, old, is_peek, e);
    if (status == LB_OK)
        *ret = s;
    else
        snapshot_free(s);
    return status;
}

enum lb_status lb_snapshot_open(const char *dir, struct lb_snapshot **ret, struct lb_err *e)
{
    return open_any(dir, NULL, false, ret, e);
}

enum lb_status lb_snapshot_reopen(const struct lb_snapshot *old, struct lb_snapshot **ret, struct lb_err *e)
{
    return open_any(old->generation.state, old, false, ret, e);
}

enum lb_status lb_snapshot_peek(const char *dir, struct lb_snapshot **ret, struct lb_err *e)
{
    return open_any(dir, NULL, true, ret, e);
}

struct lb_snapshot *lb_snapshot_keep(struct lb_snapshot *s)
{
    atomic_fetch_add(&s->holders, 1);
    return s;
}

void lb_snapshot_drop(struct lb_snapshot *s)
{
    if (s && atomic_fetch_sub(&s->holders, 1) == 1)
        snapshot_free(s);
}

bool lb_snapshot_is_current(const struct lb_snapshot *s)
{
    return lb_generation_is_current(&s->generation);
}

lb_slice lb_snapshot_name(const struct lb_snapshot *s)
{
    return s->segments.name;
}

size_t lb_snapshot_cases(const struct lb_snapshot *s)
{
    return s->segments.rows;
}
