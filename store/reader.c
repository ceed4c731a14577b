/* reader.c - what one request reads of a snapshot: cards, pages, notes, assets, files. */
#include "base/fs.h"
#include "base/limits.h"
#include "store/card.h"
#include "store/reader.h"

enum lb_status lb_reader_open(struct lb_snapshot *snapshot, struct lb_reader **ret, struct lb_err *e)
{
    struct lb_xdb *db;
    enum lb_status s = lb_xdb_open(&snapshot->segments, &db, e);
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
    for (size_t i = 0; i < r->file_count; i++)
        lb_fs_unmap(r->files[i]);
    lb_arena_free(&r->arena);
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
    if (!found || found > r->snapshot->segments.rows)
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

enum lb_status lb_reader_text(struct lb_reader *r, struct lb_arena *arena, uint32_t doc, const struct lb_card *card,
                              lb_slice *ret, struct lb_err *e)
{
    *ret = LB_EMPTY;
    enum lb_status s = lb_xdb_doc_meta(r->db, arena, doc,
                                       lb_arena_printf(arena, "T%" LB_PRI "/%" LB_PRI, LB_ARG(card->id), LB_ARG(card->lang)), ret, e);
    return s == LB_NOT_FOUND ? LB_OK : s;
}

enum lb_status lb_reader_versions(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang, lb_slice *ret,
                                  struct lb_err *e)
{
    uint32_t doc;
    struct lb_card card;
    *ret = LB_EMPTY;
    enum lb_status s = lb_reader_find(r, id, &doc, e);
    if (s == LB_OK)
        s = lb_reader_card_of(r, arena, doc, lang, &card, e); /* knows which language there is */
    if (s != LB_OK)
        return s;
    s = lb_xdb_doc_meta(r->db, arena, doc, lb_arena_printf(arena, "V%" LB_PRI "/%" LB_PRI, LB_ARG(id), LB_ARG(card.lang)), ret, e);
    return s == LB_NOT_FOUND ? LB_OK : s;
}

enum lb_status lb_reader_page(struct lb_reader *r, struct lb_arena *arena, lb_slice id, lb_slice lang,
                              struct lb_page *ret, struct lb_err *e)
{
    struct lb_card card;
    lb_slice data;
    uint32_t record, doc;
    enum lb_status s = lb_reader_find(r, id, &doc, e);
    if (s == LB_OK)
        s = lb_reader_card_of(r, arena, doc, lang, &card, e); /* knows which language there is */
    if (s == LB_OK)
        s = lb_xdb_doc_meta(r->db, arena, doc, lb_arena_printf(arena, "P%" LB_PRI "/%" LB_PRI, LB_ARG(id), LB_ARG(card.lang)),
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

/* ---- files ---- */

bool lb_lines_have(lb_slice lines, lb_slice name)
{
    size_t from = 0, to = lines.len; /* both at the start of a line */
    while (from < to) {
        size_t start = from + (to - from) / 2;
        while (start > from && lines.data[start - 1] != '\n')
            start--;
        lb_slice line = lb_slice_sub(lines, start, to);
        line = lb_slice_sub(line, 0, lb_slice_find(line, '\n'));
        int r = lb_slice_cmp(line, name);
        if (r == 0)
            return true;
        if (r < 0)
            from = start + line.len + 1;
        else
            to = start;
    }
    return false;
}

enum lb_status lb_reader_asset(struct lb_reader *r, struct lb_arena *arena, lb_slice name, lb_slice *ret, struct lb_err *e)
{
    if (!name.len || memchr(name.data, '\n', name.len) || !lb_lines_have(r->snapshot->assets, name))
        return lb_fail(e, LB_NOT_FOUND, "no such asset");
    lb_slice path = lb_arena_printf(arena, "%s/assets/%" LB_PRI, r->snapshot->generation.state, LB_ARG(name));
    return lb_fs_read(arena, lb_arena_cstr(arena, path), LB_MAX_IMAGE_FILE, ret, e);
}

void lb_reader_assets(struct lb_reader *r, struct lb_arena *arena, lb_slice **ret, size_t *count)
{
    lb_slice *names = NULL, lines = r->snapshot->assets;
    size_t n = 0, capacity = 0;
    for (lb_slice line; lb_slice_split(&lines, '\n', &line);)
        if (line.len)
            LB_PUSH(arena, names, n, capacity, lb_arena_copy(arena, line));
    *ret = names;
    *count = n;
}

enum lb_status lb_reader_file(struct lb_reader *r, lb_slice name, lb_slice *ret, struct lb_err *e)
{
    if (!name.len || memchr(name.data, '/', name.len) || name.data[0] == '.')
        return LB_NOT_FOUND;
    lb_slice file, path = lb_arena_printf(&r->arena, "%s/files/%" LB_PRI, r->snapshot->generation.path, LB_ARG(name));
    enum lb_status s = lb_fs_map(path.data, &file, e);
    if (s != LB_OK)
        return s;
    LB_PUSH(&r->arena, r->files, r->file_count, r->file_capacity, file);
    *ret = file;
    return LB_OK;
}

enum lb_status lb_reader_notes(struct lb_reader *r, struct lb_arena *arena, lb_slice prefix, lb_slice **ret, size_t *count,
                               struct lb_err *e)
{
    enum lb_status s = lb_xdb_keys(r->db, arena, 0, r->snapshot->segments.count,
                                   lb_arena_printf(arena, "N%" LB_PRI, LB_ARG(prefix)), false, ret, count, e);
    for (size_t i = 0; s == LB_OK && i < *count; i++)
        (*ret)[i] = lb_slice_sub((*ret)[i], 1, (*ret)[i].len);
    return s;
}

enum lb_status lb_reader_can_search(const struct lb_reader *r, struct lb_err *e)
{
    return r->snapshot->analyser ? LB_OK : lb_fail(e, LB_INTERNAL, "a snapshot that was peeked at cannot be searched");
}
