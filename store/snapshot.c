/* snapshot.c - snapshots and readers: opening, counting holders, cards, pages, notes, assets. */
#include "base/fs.h"
#include "base/limits.h"
#include "store/card.h"
#include "store/reader.h"

static void snapshot_free(struct lb_snapshot *s)
{
    lb_columns_free(&s->columns);
    lb_wordlist_free(&s->words);
    lb_labels_free(&s->labels);
    lb_profiles_free(&s->profiles);
    lb_analyser_free(s->analyser);
    lb_generation_free(&s->generation);
    lb_arena_free(&s->arena);
    free(s);
}

/* A note's text, empty when it is missing. */
static enum lb_status optional(struct lb_xdb *db, struct lb_arena *arena, lb_slice key, lb_slice *ret, struct lb_err *e)
{
    *ret = LB_EMPTY;
    enum lb_status s = lb_xdb_meta(db, arena, key, ret, e);
    return s == LB_NOT_FOUND ? LB_OK : s;
}

static enum lb_status load_analyser(struct lb_xdb *db, struct lb_arena *arena, struct lb_snapshot *s, struct lb_err *e)
{
    lb_slice text;
    struct lb_json *config = NULL;
    enum lb_status status = optional(db, arena, LB_S("Nsearch"), &text, e);
    if (status == LB_OK && text.len)
        status = lb_json_parse(text, &config, e);
    if (status == LB_OK)
        status = lb_analyser_new(config, &s->analyser, e);
    lb_json_free(config);
    return status;
}

static enum lb_status load(struct lb_xdb *db, struct lb_snapshot *s, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice text, vocab, regions, profiles;
    enum lb_status status = lb_xdb_meta(db, &s->arena, LB_S("name"), &s->name, e);
    if (status == LB_OK)
        status = lb_xdb_meta(db, &arena, LB_S("columns"), &text, e);
    if (status == LB_OK)
        status = lb_columns_read(text, &s->columns, e);
    if (status == LB_OK)
        status = lb_xdb_meta(db, &arena, LB_S("words"), &text, e);
    if (status == LB_OK)
        status = lb_wordlist_read(text, &s->words, e);
    if (status == LB_NOT_FOUND)
        status = lb_fail(e, LB_IO, "the index in '%s' is not whole: index again", s->generation.state);
    if (status == LB_OK)
        status = optional(db, &arena, LB_S("Nvocab"), &vocab, e);
    if (status == LB_OK)
        status = optional(db, &arena, LB_S("Nregions"), &regions, e);
    if (status == LB_OK)
        status = optional(db, &arena, LB_S("Nprofiles"), &profiles, e);
    if (status == LB_OK) {
        lb_profiles_make(profiles, regions, &s->profiles);
        lb_labels_make(&s->columns, vocab, regions, &s->labels);
        status = load_analyser(db, &arena, s, e);
    }
    lb_arena_free(&arena);
    return status;
}

enum lb_status lb_snapshot_open(const char *dir, struct lb_snapshot **ret, struct lb_err *e)
{
    struct lb_snapshot *s = lb_xcalloc(1, sizeof *s);
    struct lb_xdb *db = NULL;
    atomic_init(&s->holders, 1);
    s->generation.lock = -1;
    enum lb_status status = lb_generation_hold(dir, &s->generation, e);
    if (status == LB_OK) {
        s->index = lb_arena_cstr(&s->arena, lb_arena_printf(&s->arena, "%s/index", s->generation.path));
        status = lb_xdb_open(s->index, &db, e);
    }
    if (status == LB_OK)
        status = load(db, s, e);
    lb_xdb_close(db);
    if (status == LB_OK)
        *ret = s;
    else
        snapshot_free(s);
    return status;
}

enum lb_status lb_snapshot_reopen(const struct lb_snapshot *old, struct lb_snapshot **ret, struct lb_err *e)
{
    return lb_snapshot_open(old->generation.state, ret, e);
}

enum lb_status lb_snapshot_peek(const char *dir, struct lb_snapshot **ret, struct lb_err *e)
{
    return lb_snapshot_open(dir, ret, e);
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
    return s->name;
}

size_t lb_snapshot_cases(const struct lb_snapshot *s)
{
    return s->columns.docs;
}

const struct lb_analyser *lb_snapshot_analyser(const struct lb_snapshot *s)
{
    return s->analyser;
}

/* ---- readers ---- */

enum lb_status lb_reader_open(struct lb_snapshot *snapshot, struct lb_reader **ret, struct lb_err *e)
{
    struct lb_xdb *db;
    enum lb_status s = lb_xdb_open(snapshot->index, &db, e);
    if (s != LB_OK)
        return s;
    struct lb_reader *r = lb_xcalloc(1, sizeof *r);
    r->snapshot = lb_snapshot_keep(snapshot);
    r->db = db;
    *ret = r;
    return LB_OK;
}

void lb_reader_close(struct lb_reader *r)
{
    if (!r)
        return;
    lb_xdb_close(r->db);
    lb_postings_free(&r->postings);
    lb_arena_free(&r->files);
    lb_snapshot_drop(r->snapshot);
    free(r);
}

enum lb_status lb_reader_find(struct lb_reader *r, lb_slice id, uint32_t *doc, struct lb_err *e)
{
    char term[LB_MAX_ID + 1] = "Q";
    uint32_t found = 0;
    if (id.len && id.len <= LB_MAX_ID) {
        memcpy(term + 1, id.data, id.len);
        enum lb_status s = lb_xdb_first(r->db, lb_slice_from(term, id.len + 1), &found, e);
        if (s != LB_OK)
            return s;
    }
    if (!found || found > r->snapshot->columns.docs)
        return lb_fail(e, LB_NOT_FOUND, "no case '%" LB_PRI "'", LB_ARG(lb_slice_sub(id, 0, LB_MAX_ID)));
    *doc = found;
    return LB_OK;
}

enum lb_status lb_reader_card_of(struct lb_reader *r, struct lb_arena *arena, uint32_t doc, lb_slice lang,
                                 struct lb_card *ret, struct lb_err *e)
{
    lb_slice data;
    enum lb_status s = lb_xdb_data(r->db, arena, doc, &data, e);
    return s == LB_OK ? lb_cards_read(data, lang, ret, e) : s;
}

enum lb_status lb_reader_card(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang,
                              struct lb_card *ret, struct lb_err *e)
{
    uint32_t doc;
    enum lb_status s = lb_reader_find(r, id, &doc, e);
    return s == LB_OK ? lb_reader_card_of(r, arena, doc, lang, ret, e) : s;
}

enum lb_status lb_reader_text(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang, lb_slice *ret,
                              struct lb_err *e)
{
    return optional(r->db, arena, lb_arena_printf(arena, "T%" LB_PRI "/%" LB_PRI, LB_ARG(id), LB_ARG(lang)), ret, e);
}

enum lb_status lb_reader_versions(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang, lb_slice *ret,
                                  struct lb_err *e)
{
    struct lb_card card;
    enum lb_status s = lb_reader_card(r, arena, id, lang, &card, e); /* knows which language there is */
    return s == LB_OK ? optional(r->db, arena, lb_arena_printf(arena, "V%" LB_PRI "/%" LB_PRI, LB_ARG(id), LB_ARG(card.lang)), ret, e) : s;
}

enum lb_status lb_reader_page(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang,
                              struct lb_page *ret, struct lb_err *e)
{
    struct lb_card card;
    lb_slice data;
    uint32_t record;
    enum lb_status s = lb_reader_card(r, arena, id, lang, &card, e); /* knows which language there is */
    if (s == LB_OK)
        s = lb_xdb_meta(r->db, arena, lb_arena_printf(arena, "P%" LB_PRI "/%" LB_PRI, LB_ARG(id), LB_ARG(card.lang)),
                        &data, e);
    if (s != LB_OK)
        return s;
    if (data.len < sizeof record)
        return lb_fail(e, LB_INTERNAL, "damaged page of case '%" LB_PRI "': index again", LB_ARG(id));
    memcpy(&record, data.data, sizeof record);
    ret->record = lb_slice_sub(data, sizeof record, sizeof record + record);
    ret->body = lb_html_of(lb_slice_sub(data, sizeof record + record, data.len));
    ret->lang = card.lang;
    return LB_OK;
}

enum lb_status lb_reader_note(struct lb_reader *r, struct lb_arena *arena, lb_slice key, lb_slice *ret, struct lb_err *e)
{
    if (!key.len || key.len > LB_MAX_TERM)
        return LB_NOT_FOUND;
    return lb_xdb_meta(r->db, arena, lb_arena_printf(arena, "N%" LB_PRI, LB_ARG(key)), ret, e);
}

enum lb_status lb_reader_asset(struct lb_reader *r, struct lb_arena *arena, lb_slice name, lb_slice *ret, struct lb_err *e)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        bool is_inner = i > 0 && (c == '.' || c == '-' || c == '_');
        if (!is_inner && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return lb_fail(e, LB_NOT_FOUND, "no such asset");
    }
    if (!name.len || name.len > 128)
        return lb_fail(e, LB_NOT_FOUND, "no such asset");
    lb_slice path = lb_arena_printf(arena, "%s/assets/%" LB_PRI, r->snapshot->generation.path, LB_ARG(name));
    return lb_fs_read(arena, lb_arena_cstr(arena, path), LB_MAX_IMAGE_FILE, ret, e);
}

enum lb_status lb_reader_file(struct lb_reader *r, lb_slice name, lb_slice *ret, struct lb_err *e)
{
    lb_slice path = lb_arena_printf(&r->files, "%s/files/%" LB_PRI, r->snapshot->generation.path, LB_ARG(name));
    return lb_fs_read(&r->files, lb_arena_cstr(&r->files, path), SIZE_MAX, ret, e);
}

enum lb_status lb_reader_notes(struct lb_reader *r, struct lb_arena *arena, lb_slice prefix, lb_slice **ret, size_t *count,
                               struct lb_err *e)
{
    enum lb_status s = lb_xdb_keys(r->db, arena, lb_arena_printf(arena, "N%" LB_PRI, LB_ARG(prefix)), ret, count, e);
    for (size_t i = 0; s == LB_OK && i < *count; i++)
        (*ret)[i] = lb_slice_sub((*ret)[i], 1, (*ret)[i].len);
    return s;
}

void lb_reader_assets(struct lb_reader *r, struct lb_arena *arena, lb_slice **ret, size_t *count)
{
    struct lb_err ignored;
    lb_slice path = lb_arena_printf(arena, "%s/assets", r->snapshot->generation.path);
    *ret = NULL;
    *count = 0;
    if (lb_fs_list(arena, lb_arena_cstr(arena, path), ret, count, &ignored) != LB_OK)
        *count = 0;
}
