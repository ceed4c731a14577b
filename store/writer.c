/* writer.c - what goes into a generation: cases, notes, assets, files; commit.c makes a snapshot of it.
 *
 * Metadata of a case, by language: P<id>/<lang> is a 32-bit length, the record of that length and the rendered body;
 * T<id>/<lang> the plain body text; V<id>/<lang> its versions, packed. Notes wait until the commit, which knows what they were before. */
#include "store/writer.h"

#include "base/fs.h"
#include "base/limits.h"
#include "store/card.h"
#include "store/weights.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { max_blob = 1 << 30 };

/* ---- opening and closing ---- */

static enum lb_status start(const char *dir, const struct lb_analyser *analyser, bool is_update, struct lb_writer **ret,
                            struct lb_err *e)
{
    struct lb_writer *w = lb_xcalloc(1, sizeof *w);
    unsigned long number = 0;
    w->lock = -1;
    w->generation.lock = -1;
    w->analyser = analyser;
    w->data = LB_STR_INIT(max_blob);
    enum lb_status s = lb_generation_lock(dir, &w->lock, e);
    if (s == LB_OK && is_update)
        s = lb_open_base(w, dir, e);
    if (s == LB_OK)
        s = lb_generation_make(dir, &w->generation, &number, e);
    if (s == LB_OK) {
        w->segment = lb_arena_cstr(&w->arena, lb_arena_printf(&w->arena, "%s/seg-%lu", dir, number));
        s = lb_xwriter_open(lb_arena_printf(&w->arena, "%s/new", w->generation.path).data, &w->x, e);
    }
    if (s == LB_OK) {
        w->columns = lb_columns_maker_new(is_update ? &w->old_columns : NULL);
        *ret = w;
    } else {
        lb_writer_close(w);
    }
    return s;
}

enum lb_status lb_writer_open(const char *dir, const struct lb_analyser *analyser, struct lb_writer **ret,
                              struct lb_err *e)
{
    return start(dir, analyser, false, ret, e);
}

enum lb_status lb_writer_update(const char *dir, const struct lb_analyser *analyser, struct lb_writer **ret,
                                struct lb_err *e)
{
    return start(dir, analyser, true, ret, e);
}

void lb_writer_analyse_with(struct lb_writer *w, const struct lb_analyser *analyser)
{
    w->analyser = analyser;
}

struct lb_reader *lb_writer_base(struct lb_writer *w)
{
    return w->reader;
}

void lb_writer_close(struct lb_writer *w)
{
    if (!w)
        return;
    struct lb_err ignored;
    lb_xwriter_close(w->x);
    lb_reader_close(w->reader);
    lb_columns_maker_free(w->columns);
    lb_columns_free(&w->old_columns);
    lb_snapshot_drop(w->base);
    /* A commit that fails in its very last step may have made the generation current. */
    if (!w->is_committed && w->generation.path && !lb_generation_is_current(&w->generation)) {
        lb_generation_discard(&w->generation);
        if (w->segment && lb_fs_remove(w->segment, &ignored) != LB_OK)
            w->segment = NULL; /* the next writer tries again */
    }
    if (w->is_committed)
        lb_generation_sweep(w->generation.state);
    lb_generation_free(&w->generation);
    if (w->lock >= 0)
        close(w->lock);
    lb_arena_free(&w->arena);
    lb_bag_free(&w->ids);
    lb_bag_free(&w->note_keys);
    lb_bag_free(&w->assets);
    lb_bag_free(&w->bag);
    lb_bag_free(&w->born);
    lb_str_free(&w->data);
    free(w);
}

/* ---- words ---- */

static void add_zone(struct lb_writer *w, enum lb_zone zone, lb_slice text, size_t *length, size_t *title_length)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_tokens *tokens = lb_tokens_start(w->analyser, &arena, text);
    struct lb_token t;
    while (lb_tokens_next(tokens, &t)) {
        if (!t.word.len || t.word.len > LB_MAX_TERM || t.stem.len > LB_MAX_TERM)
            continue;
        lb_bag_add(&w->bag, "Z", t.stem, lb_zone_wdf(zone));
        lb_bag_add(&w->bag, "", t.word, 1);
        *length += lb_zone_wdf(zone);
        if (zone == LB_ZONE_TITLE) {
            lb_bag_add(&w->bag, "ZS", t.stem, 1);
            lb_bag_add(&w->bag, "S", t.word, 1);
            *title_length += 1;
        } else if (zone == LB_ZONE_PROBLEM) {
            lb_bag_add(&w->bag, "XQ", t.word, 1);
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
            lb_bag_add(&w->bag, lb_fields[f->field].prefix, parts[p], 0);
    }
}

/* ---- a case ---- */

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

static enum lb_status bad_id(lb_slice id, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_fail(e, LB_INVALID, "'%.80s' cannot be a case's id: use small letters, digits and '-', at most %d",
            lb_arena_cstr(&arena, lb_slice_sub(id, 0, 80)), LB_MAX_ID);
    lb_arena_free(&arena);
    return LB_INVALID;
}

static enum lb_status take_id(struct lb_writer *w, lb_slice id, struct lb_err *e)
{
    if (!lb_bag_add(&w->ids, "", id, 1))
        return lb_fail(e, LB_INVALID, "case '%" LB_PRI "' is there twice", LB_ARG(id));
    return LB_OK;
}

static enum lb_status check_doc(const struct lb_doc *doc, struct lb_err *e)
{
    if (!is_id(doc->id))
        return bad_id(doc->id, e);
    if (!doc->lang_count)
        return lb_fail(e, LB_INVALID, "case '%" LB_PRI "' has no language", LB_ARG(doc->id));
    if (doc->lang_count > LB_CARD_LANGS)
        return lb_fail(e, LB_INVALID, "case '%" LB_PRI "' has more than %d languages", LB_ARG(doc->id), LB_CARD_LANGS);
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

/* Record and body of one language, as they are kept. */
static lb_slice page_of(struct lb_writer *w, const struct lb_doc_lang *d)
{
    uint32_t record_len = (uint32_t)d->record.len;
    lb_str_clear(&w->data);
    lb_str_add(&w->data, lb_slice_from(&record_len, sizeof record_len));
    lb_str_add(&w->data, d->record);
    lb_str_add(&w->data, d->body.markup);
    return lb_str_slice(&w->data);
}

static enum lb_status put_texts(struct lb_writer *w, const struct lb_doc *doc, struct lb_err *e)
{
    char key[LB_MAX_ID + 32];
    enum lb_status s = LB_OK;
    for (size_t l = 0; l < doc->lang_count && s == LB_OK; l++) {
        const struct lb_doc_lang *d = &doc->langs[l];
        int n = snprintf(key, sizeof key, "P%" LB_PRI "/%" LB_PRI, LB_ARG(doc->id), LB_ARG(d->card.lang));
        s = lb_xwriter_meta(w->x, lb_slice_from(key, (size_t)n), page_of(w, d), e);
        key[0] = 'T';
        if (s == LB_OK)
            s = lb_xwriter_meta(w->x, lb_slice_from(key, (size_t)n), d->zones[LB_ZONE_BODY], e);
        key[0] = 'V';
        if (s == LB_OK && d->versions.len)
            s = lb_xwriter_meta(w->x, lb_slice_from(key, (size_t)n), d->versions, e);
    }
    return s;
}

/* Counts the case's terms in w->bag and hashes all that is put. */
static uint64_t analyse(struct lb_writer *w, const struct lb_doc *doc, size_t *length, size_t *title_length)
{
    uint64_t content = lb_mix(3, doc->id);
    *length = *title_length = 0;
    lb_bag_clear(&w->bag);
    lb_bag_add(&w->bag, "Q", doc->id, 0);
    add_facets(w, doc);
    for (size_t l = 0; l < doc->lang_count; l++)
        for (int zone = 0; zone < LB_ZONE_COUNT; zone++)
            add_zone(w, (enum lb_zone)zone, doc->langs[l].zones[zone], length, title_length);
    for (size_t i = 0; i < w->bag.count; i++)
        content = lb_mix(content ^ w->bag.terms[i].count, w->bag.terms[i].term);
    for (size_t l = 0; l < doc->lang_count; l++) {
        content = lb_mix(lb_mix(content, page_of(w, &doc->langs[l])), doc->langs[l].zones[LB_ZONE_BODY]);
        content = lb_mix(content, doc->langs[l].versions);
    }
    lb_str_clear(&w->data);
    lb_cards_write(doc, 0, &w->data);
    return lb_mix(content, lb_str_slice(&w->data));
}

static enum lb_status find_old(struct lb_writer *w, lb_slice id, uint32_t *row, struct lb_err *e)
{
    *row = 0;
    if (!w->reader)
        return LB_OK;
    enum lb_status s = lb_reader_find(w->reader, id, row, e);
    return s == LB_NOT_FOUND ? LB_OK : s;
}

/* The old case is the same, through and through. */
static enum lb_status is_unchanged(struct lb_writer *w, uint32_t row, uint64_t content, bool *ret, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice data;
    enum lb_status s = lb_xdb_data(w->reader->db, &arena, row, &data, e);
    *ret = s == LB_OK && lb_cards_content(data) == content;
    lb_arena_free(&arena);
    return s;
}

enum lb_status lb_writer_put(struct lb_writer *w, const struct lb_doc *doc, struct lb_err *e)
{
    struct lb_put_case put = {LB_EMPTY, 0};
    bool is_same = false;
    size_t length, title_length;
    enum lb_status s = check_doc(doc, e);
    if (s == LB_OK)
        s = take_id(w, doc->id, e);
    if (s == LB_OK)
        s = find_old(w, doc->id, &put.old_row, e);
    if (s != LB_OK)
        return s;
    uint64_t content = analyse(w, doc, &length, &title_length);
    if (put.old_row)
        s = is_unchanged(w, put.old_row, content, &is_same, e);
    if (s != LB_OK || is_same)
        return s;

    lb_str_clear(&w->data);
    lb_cards_write(doc, content, &w->data);
    s = lb_xwriter_add(w->x, w->bag.terms, w->bag.count, lb_str_slice(&w->data), e);
    if (s == LB_OK)
        s = put_texts(w, doc, e);
    if (s != LB_OK)
        return s;
    lb_columns_maker_add(w->columns, doc, length / doc->lang_count, title_length / doc->lang_count);
    for (size_t i = 0; w->base && i < w->bag.count; i++)
        if (!(w->bag.terms[i].term.data[0] >= 'A' && w->bag.terms[i].term.data[0] <= 'Z'))
            lb_bag_add(&w->born, "", w->bag.terms[i].term, 1);
    put.id = lb_arena_copy(&w->arena, doc->id);
    LB_PUSH(&w->arena, w->cases, w->case_count, w->case_capacity, put);
    if (put.old_row)
        LB_PUSH(&w->arena, w->gone, w->gone_count, w->gone_capacity, put.old_row);
    w->content += content;
    w->has_segment = true;
    return LB_OK;
}

enum lb_status lb_writer_drop(struct lb_writer *w, lb_slice id, struct lb_err *e)
{
    uint32_t row = 0;
    enum lb_status s = is_id(id) ? find_old(w, id, &row, e) : bad_id(id, e);
    if (s == LB_OK && !row)
        s = lb_fail(e, LB_NOT_FOUND, "no case '%" LB_PRI "'", LB_ARG(id));
    if (s == LB_OK)
        s = take_id(w, id, e);
    if (s == LB_OK)
        LB_PUSH(&w->arena, w->gone, w->gone_count, w->gone_capacity, row);
    return s;
}

/* ---- notes ---- */

uint64_t lb_note_content(lb_slice key, lb_slice value)
{
    return lb_mix(lb_mix(5, key), value);
}

enum lb_status lb_writer_note(struct lb_writer *w, lb_slice key, lb_slice value, struct lb_err *e)
{
    if (!key.len || key.len > LB_MAX_TERM || memchr(key.data, 0, key.len)) {
        struct lb_arena arena = LB_ARENA_INIT;
        lb_fail(e, LB_INVALID, "'%.40s' cannot be the key of a note", lb_arena_cstr(&arena, key));
        lb_arena_free(&arena);
        return LB_INVALID;
    }
    if (value.len == 1 && !value.data[0])
        return lb_fail(e, LB_INVALID, "a NUL byte cannot be the value of note '%" LB_PRI "'", LB_ARG(key));
    struct lb_put_note note = {lb_arena_copy(&w->arena, key), lb_arena_copy(&w->arena, value)};
    uint32_t *place = lb_bag_find(&w->note_keys, key);
    if (place) {
        w->notes[*place - 1] = note;
        return LB_OK;
    }
    LB_PUSH(&w->arena, w->notes, w->note_count, w->note_capacity, note);
    lb_bag_add(&w->note_keys, "", key, (uint32_t)w->note_count);
    return LB_OK;
}

enum lb_status lb_writer_note_drop(struct lb_writer *w, lb_slice key, struct lb_err *e)
{
    return lb_writer_note(w, key, LB_EMPTY, e);
}

/* ---- assets and files ---- */

static bool is_asset_name(lb_slice name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !(i > 0 && (c == '.' || c == '-' || c == '_')))
            return false;
    }
    return name.len > 0 && name.len <= 128;
}

static enum lb_status check_name(lb_slice name, const char *what, struct lb_err *e)
{
    if (is_asset_name(name))
        return LB_OK;
    struct lb_arena arena = LB_ARENA_INIT;
    lb_fail(e, LB_INVALID, "'%.40s' cannot be the name of %s", lb_arena_cstr(&arena, name), what);
    lb_arena_free(&arena);
    return LB_INVALID;
}

/* Not lb_fs_write: nobody reads the file before the whole generation is synced and published. */
enum lb_status lb_write_plain(const char *path, lb_slice content, struct lb_err *e)
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
    lb_start_writing(fd);
    if (fd >= 0 && close(fd) != 0 && is_fine) {
        is_fine = false;
        code = errno;
    }
    return is_fine ? LB_OK : lb_fail(e, LB_IO, "cannot write '%s': %s", path, strerror(code));
}

uint64_t lb_asset_content(lb_slice name)
{
    return lb_mix(7, name); /* the name is a hash of the content */
}

bool lb_writer_has_asset(const struct lb_writer *w, lb_slice name)
{
    const uint32_t *put = lb_bag_find(&w->assets, name);
    return put ? *put : w->base && is_asset_name(name) && lb_lines_have(w->base->assets, name);
}

/* Some generation has it already, and all generations share their assets. */
static bool is_stored(const char *path, lb_slice content)
{
    struct stat sb;
    return stat(path, &sb) == 0 && S_ISREG(sb.st_mode) && (size_t)sb.st_size == content.len;
}

static void mark_asset(struct lb_writer *w, lb_slice name, uint32_t is_put)
{
    lb_bag_add(&w->assets, "", name, 0);
    *lb_bag_find(&w->assets, name) = is_put;
}

enum lb_status lb_writer_asset(struct lb_writer *w, lb_slice name, lb_slice content, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = check_name(name, "an asset", e);
    if (s != LB_OK || lb_writer_has_asset(w, name))
        return s;
    if (!is_stored(lb_arena_printf(&arena, "%s/assets/%" LB_PRI, w->generation.state, LB_ARG(name)).data, content))
        s = lb_write_plain(lb_arena_printf(&arena, "%s/new/assets/%" LB_PRI, w->generation.path, LB_ARG(name)).data, content, e);
    if (s == LB_OK)
        mark_asset(w, name, 1);
    lb_arena_free(&arena);
    return s;
}

enum lb_status lb_writer_asset_drop(struct lb_writer *w, lb_slice name, struct lb_err *e)
{
    enum lb_status s = check_name(name, "an asset", e);
    if (s == LB_OK && lb_writer_has_asset(w, name))
        mark_asset(w, name, 0);
    return s;
}

enum lb_status lb_writer_file(struct lb_writer *w, lb_slice name, lb_slice content, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = check_name(name, "a file", e);
    if (s == LB_OK)
        s = lb_fs_mkdirs(lb_arena_printf(&arena, "%s/files", w->generation.path).data, e);
    if (s == LB_OK)
        s = lb_write_plain(lb_arena_printf(&arena, "%s/files/%" LB_PRI, w->generation.path, LB_ARG(name)).data, content, e);
    lb_arena_free(&arena);
    return s;
}
