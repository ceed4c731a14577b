/* writer.c - one generation is written: analysed words and facets into Xapian, columns and words at the end.
 *
 * Metadata of a case, by language: P<id>/<lang> is a 32-bit length, the record of that length and the rendered body;
 * T<id>/<lang> the plain body text; V<id>/<lang> its versions, packed. */
#include "base/fs.h"
#include "base/limits.h"
#include "store/card.h"
#include "store/columns.h"
#include "store/generation.h"
#include "store/store.h"
#include "store/weights.h"
#include "store/wordlist.h"
#include "store/xapian.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { max_blob = 1 << 30 };

/* The terms of one case while they are counted: a hash table, used again for each case. */
struct bag {
    struct lb_arena arena;
    struct lb_xterm *terms;
    size_t count, capacity;
    uint32_t *slots; /* place in terms + 1 */
    size_t slot_count;
};

struct lb_writer {
    struct lb_generation generation;
    int lock;
    const struct lb_analyser *analyser;
    struct lb_xwriter *x;
    struct lb_columns_maker *columns;
    struct lb_arena ids; /* of all cases put */
    lb_slice *id_slots;
    size_t id_count, id_slot_count;
    struct bag bag;
    struct lb_str data;
    uint64_t content; /* hash of everything that was put */
    bool is_committed;
};

static uint64_t mix(uint64_t h, lb_slice s)
{
    h = (h ^ s.len) * 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < s.len; i += 8) {
        uint64_t piece = 0;
        memcpy(&piece, s.data + i, s.len - i < 8 ? s.len - i : 8);
        h = (h ^ piece) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    return h;
}

enum lb_status lb_writer_open(const char *dir, const struct lb_analyser *analyser, struct lb_writer **ret,
                              struct lb_err *e)
{
    struct lb_writer *w = lb_xcalloc(1, sizeof *w);
    w->lock = -1;
    w->generation.lock = -1;
    w->analyser = analyser;
    w->data = LB_STR_INIT(max_blob);
    w->columns = lb_columns_maker_new();
    enum lb_status s = lb_generation_make(dir, &w->generation, &w->lock, e);
    if (s == LB_OK)
        s = lb_xwriter_open(w->generation.path, &w->x, e);
    if (s == LB_OK)
        *ret = w;
    else
        lb_writer_close(w);
    return s;
}

/* Not yet: whoever asks makes a full index. */
enum lb_status lb_writer_update(const char *dir, const struct lb_analyser *analyser, struct lb_writer **ret,
                                struct lb_err *e)
{
    (void)analyser;
    (void)ret;
    return lb_fail(e, LB_NOT_FOUND, "the index in '%s' cannot be updated: index again", dir);
}

void lb_writer_analyse_with(struct lb_writer *w, const struct lb_analyser *analyser)
{
    w->analyser = analyser;
}

struct lb_reader *lb_writer_base(struct lb_writer *w)
{
    (void)w;
    return NULL;
}

enum lb_status lb_writer_drop(struct lb_writer *w, lb_slice id, struct lb_err *e)
{
    (void)w;
    return lb_fail(e, LB_NOT_FOUND, "no case '%" LB_PRI "'", LB_ARG(lb_slice_sub(id, 0, LB_MAX_ID)));
}

enum lb_status lb_writer_note_drop(struct lb_writer *w, lb_slice key, struct lb_err *e)
{
    (void)w;
    (void)key;
    (void)e;
    return LB_OK;
}

void lb_writer_close(struct lb_writer *w)
{
    if (!w)
        return;
    lb_xwriter_close(w->x);
    /* A commit that fails in its very last step may have made the generation current. */
    if (!w->is_committed && w->generation.path && !lb_generation_is_current(&w->generation))
        lb_generation_discard(&w->generation);
    lb_generation_free(&w->generation);
    if (w->lock >= 0)
        close(w->lock);
    lb_columns_maker_free(w->columns);
    lb_arena_free(&w->ids);
    lb_arena_free(&w->bag.arena);
    free(w->id_slots);
    free(w->bag.slots);
    free(w->bag.terms);
    lb_str_free(&w->data);
    free(w);
}

/* ---- ids ---- */

static bool is_id(lb_slice id)
{
    if (!id.len || id.len > LB_MAX_ID)
        return false;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.data[i];
        bool is_inner = i > 0 && (c == '-' || c == '_' || c == '.');
        if (!is_inner && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

static lb_slice *id_slot(struct lb_writer *w, lb_slice id)
{
    for (size_t i = mix(1, id);; i++) {
        lb_slice *slot = &w->id_slots[i & (w->id_slot_count - 1)];
        if (!slot->data || lb_slice_eq(*slot, id))
            return slot;
    }
}

static enum lb_status take_id(struct lb_writer *w, lb_slice id, struct lb_err *e)
{
    if (!is_id(id))
        return lb_fail(e, LB_INVALID, "'%.80s' cannot be a case's id: use small letters, digits and '-', at most %d",
                       lb_arena_cstr(&w->ids, lb_slice_sub(id, 0, 80)), LB_MAX_ID);
    if (w->id_count * 2 >= w->id_slot_count) {
        lb_slice *old = w->id_slots;
        size_t old_count = w->id_slot_count;
        w->id_slot_count = old_count ? old_count * 2 : 1024;
        w->id_slots = lb_xcalloc(w->id_slot_count, sizeof *w->id_slots);
        for (size_t i = 0; i < old_count; i++)
            if (old[i].data)
                *id_slot(w, old[i]) = old[i];
        free(old);
    }
    lb_slice *slot = id_slot(w, id);
    if (slot->data)
        return lb_fail(e, LB_INVALID, "case '%" LB_PRI "' is there twice", LB_ARG(id));
    *slot = lb_arena_copy(&w->ids, id);
    w->id_count++;
    return LB_OK;
}

/* ---- words ---- */

static void bag_clear(struct bag *b)
{
    lb_arena_reset(&b->arena);
    b->count = 0;
    if (b->slots)
        memset(b->slots, 0, b->slot_count * sizeof *b->slots);
}

static bool is_term(const struct lb_xterm *t, const char *prefix, size_t prefix_len, lb_slice word)
{
    return t->term.len == prefix_len + word.len && memcmp(t->term.data, prefix, prefix_len) == 0 &&
           memcmp(t->term.data + prefix_len, word.data, word.len) == 0;
}

static uint32_t *bag_slot(struct bag *b, const char *prefix, size_t prefix_len, lb_slice word)
{
    uint64_t h = mix(mix(0, lb_slice_from(prefix, prefix_len)), word);
    for (size_t i = h ^ h >> 32;; i++) {
        uint32_t *slot = &b->slots[i & (b->slot_count - 1)];
        if (!*slot || is_term(&b->terms[*slot - 1], prefix, prefix_len, word))
            return slot;
    }
}

static void bag_grow(struct bag *b)
{
    b->slot_count = b->slot_count ? b->slot_count * 2 : 4096;
    b->capacity = b->slot_count / 2;
    b->terms = lb_xrealloc(b->terms, b->capacity * sizeof *b->terms);
    free(b->slots);
    b->slots = lb_xcalloc(b->slot_count, sizeof *b->slots);
    for (uint32_t i = 0; i < b->count; i++)
        *bag_slot(b, "", 0, b->terms[i].term) = i + 1;
}

static void bag_add(struct bag *b, const char *prefix, lb_slice word, uint32_t wdf)
{
    if (b->count >= b->capacity)
        bag_grow(b);
    size_t prefix_len = strlen(prefix);
    uint32_t *slot = bag_slot(b, prefix, prefix_len, word);
    if (!*slot) {
        char *term = lb_arena_alloc(&b->arena, prefix_len + word.len + 1);
        memcpy(term, prefix, prefix_len);
        memcpy(term + prefix_len, word.data, word.len);
        b->terms[b->count++] = (struct lb_xterm){lb_slice_from(term, prefix_len + word.len), 0};
        *slot = (uint32_t)b->count;
    }
    b->terms[*slot - 1].count += wdf;
}

static void add_zone(struct lb_writer *w, enum lb_zone zone, lb_slice text, size_t *length, size_t *title_length)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_tokens *tokens = lb_tokens_start(w->analyser, &arena, text);
    struct lb_token t;
    while (lb_tokens_next(tokens, &t)) {
        if (!t.word.len || t.word.len > LB_MAX_TERM || t.stem.len > LB_MAX_TERM)
            continue;
        bag_add(&w->bag, "Z", t.stem, lb_zone_wdf(zone));
        bag_add(&w->bag, "", t.word, 1);
        *length += lb_zone_wdf(zone);
        if (zone == LB_ZONE_TITLE) {
            bag_add(&w->bag, "ZS", t.stem, 1);
            bag_add(&w->bag, "S", t.word, 1);
            *title_length += 1;
        } else if (zone == LB_ZONE_PROBLEM) {
            bag_add(&w->bag, "XQ", t.word, 1);
        }
    }
    lb_arena_free(&arena);
}

static void add_facets(struct lb_writer *w, const struct lb_doc *doc)
{
    for (size_t i = 0; i < doc->facet_count; i++) {
        const struct lb_facet_value *f = &doc->facets[i];
        lb_slice parts[4] = {f->code};
        size_t n = f->field == LB_FIELD_REGION ? lb_region_path(f->code, parts) : 1;
        for (size_t p = 0; p < n; p++)
            bag_add(&w->bag, lb_fields[f->field].prefix, parts[p], 0);
    }
}

/* ---- a case ---- */

static enum lb_status check_doc(const struct lb_doc *doc, struct lb_err *e)
{
    if (!doc->lang_count)
        return lb_fail(e, LB_INVALID, "case '%" LB_PRI "' has no language", LB_ARG(doc->id));
    for (size_t l = 0; l < doc->lang_count; l++) {
        lb_slice lang = doc->langs[l].card.lang;
        if (!lang.len || lang.len > 16 || memchr(lang.data, '/', lang.len) || memchr(lang.data, 0, lang.len))
            return lb_fail(e, LB_INVALID, "case '%" LB_PRI "' has a language without a name", LB_ARG(doc->id));
    }
    for (size_t i = 0; i < doc->facet_count; i++) {
        lb_slice code = doc->facets[i].code;
        if (!code.len || code.len > LB_MAX_TERM || memchr(code.data, 0, code.len))
            return lb_fail(e, LB_INVALID, "the code '%" LB_PRI "' of field '%s' is empty or longer than %d bytes",
                           LB_ARG(lb_slice_sub(code, 0, 40)), lb_fields[doc->facets[i].field].key, LB_MAX_TERM);
    }
    return LB_OK;
}

static enum lb_status put_texts(struct lb_writer *w, const struct lb_doc *doc, struct lb_err *e)
{
    char key[LB_MAX_ID + 32];
    for (size_t l = 0; l < doc->lang_count; l++) {
        const struct lb_doc_lang *d = &doc->langs[l];
        int n = snprintf(key, sizeof key, "P%" LB_PRI "/%" LB_PRI, LB_ARG(doc->id), LB_ARG(d->card.lang));
        uint32_t record_len = (uint32_t)d->record.len;
        lb_str_clear(&w->data);
        lb_str_add(&w->data, lb_slice_from(&record_len, sizeof record_len));
        lb_str_add(&w->data, d->record);
        lb_str_add(&w->data, d->body.markup);
        w->content = mix(w->content, lb_str_slice(&w->data));
        enum lb_status s = lb_xwriter_meta(w->x, lb_slice_from(key, (size_t)n), lb_str_slice(&w->data), e);
        if (s != LB_OK)
            return s;
        key[0] = 'T';
        s = lb_xwriter_meta(w->x, lb_slice_from(key, (size_t)n), d->zones[LB_ZONE_BODY], e);
        key[0] = 'V';
        w->content = mix(w->content, d->versions);
        if (s == LB_OK && d->versions.len)
            s = lb_xwriter_meta(w->x, lb_slice_from(key, (size_t)n), d->versions, e);
        if (s != LB_OK)
            return s;
    }
    return LB_OK;
}

enum lb_status lb_writer_put(struct lb_writer *w, const struct lb_doc *doc, struct lb_err *e)
{
    enum lb_status s = check_doc(doc, e);
    if (s == LB_OK)
        s = take_id(w, doc->id, e);
    if (s != LB_OK)
        return s;

    size_t length = 0, title_length = 0;
    bag_clear(&w->bag);
    bag_add(&w->bag, "Q", doc->id, 0);
    add_facets(w, doc);
    for (size_t l = 0; l < doc->lang_count; l++)
        for (int zone = 0; zone < LB_ZONE_COUNT; zone++)
            add_zone(w, (enum lb_zone)zone, doc->langs[l].zones[zone], &length, &title_length);
    for (size_t i = 0; i < w->bag.count; i++)
        w->content = mix(w->content ^ w->bag.terms[i].count, w->bag.terms[i].term);

    lb_str_clear(&w->data);
    lb_cards_write(doc, &w->data);
    w->content = mix(w->content, lb_str_slice(&w->data));
    s = lb_xwriter_add(w->x, w->bag.terms, w->bag.count, lb_str_slice(&w->data), e);
    if (s == LB_OK)
        s = put_texts(w, doc, e);
    if (s == LB_OK)
        lb_columns_maker_add(w->columns, doc, length / doc->lang_count, title_length / doc->lang_count);
    return s;
}

/* ---- everything else ---- */

enum lb_status lb_writer_note(struct lb_writer *w, lb_slice key, lb_slice value, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = LB_OK;
    if (!key.len || key.len > LB_MAX_TERM || memchr(key.data, 0, key.len))
        s = lb_fail(e, LB_INVALID, "'%.40s' cannot be the key of a note", lb_arena_cstr(&arena, key));
    if (s == LB_OK) {
        w->content = mix(mix(w->content, key), value);
        s = lb_xwriter_meta(w->x, lb_arena_printf(&arena, "N%" LB_PRI, LB_ARG(key)), value, e);
    }
    lb_arena_free(&arena);
    return s;
}

static bool is_asset_name(lb_slice name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !(i > 0 && (c == '.' || c == '-' || c == '_')))
            return false;
    }
    return name.len > 0 && name.len <= 128;
}

/* Not lb_fs_write: nobody reads the file before the whole generation is synced and published. */
static enum lb_status write_plain(const char *path, lb_slice content, struct lb_err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool is_fine = fd >= 0;
    for (size_t at = 0; is_fine && at < content.len;) {
        ssize_t n = write(fd, content.data + at, content.len - at);
        if (n > 0)
            at += (size_t)n;
        else
            is_fine = n < 0 && errno == EINTR;
    }
    int code = errno;
    if (fd >= 0 && close(fd) != 0 && is_fine) {
        is_fine = false;
        code = errno;
    }
    return is_fine ? LB_OK : lb_fail(e, LB_IO, "cannot write '%s': %s", path, strerror(code));
}

enum lb_status lb_writer_asset(struct lb_writer *w, lb_slice name, lb_slice content, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = LB_OK;
    if (!is_asset_name(name))
        s = lb_fail(e, LB_INVALID, "'%.40s' cannot be the name of an asset", lb_arena_cstr(&arena, name));
    char *dir = lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/assets", w->generation.path));
    char *path = lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/%" LB_PRI, dir, LB_ARG(name)));
    if (s == LB_OK)
        s = lb_fs_mkdirs(dir, e);
    if (s == LB_OK && !lb_fs_is_file(path)) {
        w->content = mix(w->content, name); /* the name is a hash of the content */
        s = write_plain(path, content, e);
    }
    lb_arena_free(&arena);
    return s;
}

static char *file_path(struct lb_arena *arena, const struct lb_writer *w, const char *folder, lb_slice name)
{
    return lb_arena_cstr(arena, lb_arena_printf(arena, "%s/%s/%" LB_PRI, w->generation.path, folder, LB_ARG(name)));
}

bool lb_writer_has_asset(const struct lb_writer *w, lb_slice name)
{
    struct lb_arena arena = LB_ARENA_INIT;
    bool has = is_asset_name(name) && lb_fs_is_file(file_path(&arena, w, "assets", name));
    lb_arena_free(&arena);
    return has;
}

enum lb_status lb_writer_asset_drop(struct lb_writer *w, lb_slice name, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = is_asset_name(name) ? lb_fs_remove(file_path(&arena, w, "assets", name), e) : LB_OK;
    lb_arena_free(&arena);
    return s;
}

enum lb_status lb_writer_file(struct lb_writer *w, lb_slice name, lb_slice content, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = LB_OK;
    if (!is_asset_name(name))
        s = lb_fail(e, LB_INVALID, "'%.40s' cannot be the name of a file", lb_arena_cstr(&arena, name));
    if (s == LB_OK)
        s = lb_fs_mkdirs(file_path(&arena, w, "files", LB_EMPTY), e);
    if (s == LB_OK)
        s = write_plain(file_path(&arena, w, "files", name), content, e);
    lb_arena_free(&arena);
    return s;
}

static enum lb_status put_tables(struct lb_writer *w, struct lb_err *e)
{
    char name[40];
    int n = snprintf(name, sizeof name, "%016llx", (unsigned long long)w->content);
    enum lb_status s = lb_xwriter_meta(w->x, LB_S("name"), lb_slice_from(name, (size_t)n), e);
    struct lb_wordlist_maker *words = lb_wordlist_maker_new(w->analyser);
    if (s == LB_OK)
        s = lb_xwriter_words(w->x, lb_wordlist_maker_add, words, e);
    if (s == LB_OK) {
        lb_str_clear(&w->data);
        lb_wordlist_maker_write(words, &w->data);
        s = lb_xwriter_meta(w->x, LB_S("words"), lb_str_slice(&w->data), e);
    }
    lb_wordlist_maker_free(words);
    if (s == LB_OK) {
        lb_str_clear(&w->data);
        lb_columns_maker_write(w->columns, &w->data);
        s = lb_xwriter_meta(w->x, LB_S("columns"), lb_str_slice(&w->data), e);
    }
    return s;
}

enum lb_status lb_writer_commit(struct lb_writer *w, struct lb_err *e)
{
    enum lb_status s = lb_xwriter_merge(w->x, e);
    if (s == LB_OK)
        s = put_tables(w, e);
    if (s == LB_OK)
        s = lb_xwriter_finish(w->x, e);
    if (s == LB_OK)
        s = lb_generation_publish(&w->generation, e);
    w->is_committed = s == LB_OK;
    return s;
}
