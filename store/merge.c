/* merge.c - small segments are joined by copying the documents that live, so that a search asks few segments.
 *
 * Tiers: when there are more than `most_segments`, the newest ones are joined, and with them each older one that is not
 * much larger than all that are newer. So a case is copied again only when what it lies with has doubled: in N updates
 * about log2(N) times. The oldest segment - the index as it was written in one go - is copied only when it is small and
 * mostly dead; when a third of all documents of a larger index is dead, lb_writer_update asks for a new one instead. */
#include "store/writer.h"

#include "base/fs.h"
#include "base/limits.h"
#include "store/card.h"

enum { most_segments = 8, tier = 2 };

struct merge {
    struct lb_snapshot *snapshot;
    struct lb_reader *reader;
    struct lb_err *err;
    struct lb_arena arena;
    struct lb_generation generation;
    struct lb_xwriter *x;
    struct lb_str data;
    char *segment;
    size_t from;           /* segments from..count are joined */
    struct lb_place *docs; /* of the new segment */
    uint32_t *rows;
    uint32_t count;
    struct lb_bag gone;    /* terms of the dead documents that are left out */
};

/* The first of the segments to be joined; their number when there is nothing to do. */
static size_t choose(const struct lb_segments *s)
{
    if (s->count <= most_segments)
        return s->count;
    size_t from = s->count - 1;
    uint64_t live = s->items[from].live;
    while (from > 1) {
        uint64_t next = s->items[from - 1].live;
        bool is_needed = s->count - from < 2;
        if (live + next > LB_MAX_MERGE || (!is_needed && next > tier * live))
            break;
        live += next;
        from--;
    }
    bool is_old_mostly_dead = s->items[0].docs > 2 * s->items[0].live;
    if (from == 1 && is_old_mostly_dead && live + s->items[0].live <= LB_MAX_MERGE)
        from = 0;
    return s->count - from < 2 ? s->count : from;
}

enum lb_status lb_copy_texts(struct lb_xwriter *x, struct lb_xdb *db, uint32_t row, lb_slice data, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice langs[LB_CARD_LANGS], value;
    struct lb_card card = {0};
    size_t count = lb_cards_langs(data, langs, LB_CARD_LANGS);
    enum lb_status s = lb_cards_read(data, LB_EMPTY, &card, e);
    for (size_t i = 0; i < 3 * count && s == LB_OK; i++) {
        lb_slice key = lb_arena_printf(&arena, "%c%" LB_PRI "/%" LB_PRI, "PTV"[i % 3], LB_ARG(card.id), LB_ARG(langs[i / 3]));
        s = lb_xdb_doc_meta(db, &arena, row, key, &value, e);
        if (s == LB_OK)
            s = lb_xwriter_meta(x, key, value, e);
        else if (s == LB_NOT_FOUND) /* an empty one */
            s = LB_OK;
    }
    lb_arena_free(&arena);
    return s;
}

/* In the order of the rows. */
static enum lb_status copy_cases(struct merge *m)
{
    const struct lb_segments *all = &m->snapshot->segments;
    enum lb_status s = LB_OK;
    m->rows = LB_NEW_ARRAY(&m->arena, uint32_t, LB_MAX_MERGE + 1);
    for (uint32_t row = 1; row <= all->rows && s == LB_OK; row++) {
        struct lb_arena arena = LB_ARENA_INIT;
        lb_slice data;
        if (all->places[row].segment < m->from)
            continue;
        s = lb_xwriter_copy(m->x, m->reader->db, all->places[row], m->err);
        if (s == LB_OK)
            s = lb_xdb_data(m->reader->db, &arena, row, &data, m->err);
        if (s == LB_OK)
            s = lb_copy_texts(m->x, m->reader->db, row, data, m->err);
        m->rows[m->count++] = row;
        lb_arena_free(&arena);
    }
    return s;
}

/* The newest value of each, and what was taken away from older segments. */
static enum lb_status copy_notes(struct merge *m)
{
    lb_slice *keys;
    size_t count = 0;
    enum lb_status s = lb_xdb_keys(m->reader->db, &m->arena, m->from, m->snapshot->segments.count, LB_S("N"), true, &keys,
                                   &count, m->err);
    for (size_t i = 0; i < count && s == LB_OK; i++) {
        struct lb_arena arena = LB_ARENA_INIT;
        lb_slice value;
        s = lb_xdb_meta(m->reader->db, &arena, keys[i], &value, m->err);
        if (s == LB_NOT_FOUND && m->from == 0) { /* nothing older to take it from */
            s = LB_OK;
            lb_arena_free(&arena);
            continue;
        }
        if (s == LB_NOT_FOUND) {
            value = lb_slice_from("", 1);
            s = LB_OK;
        }
        if (s == LB_OK)
            s = lb_xwriter_meta(m->x, keys[i], value, m->err);
        lb_arena_free(&arena);
    }
    return s;
}

static enum lb_status count_gone(struct merge *m)
{
    const struct lb_segments *all = &m->snapshot->segments;
    enum lb_status s = LB_OK;
    for (size_t i = m->from; i < all->count; i++)
        for (uint32_t doc = 1; doc <= all->items[i].docs && s == LB_OK; doc++) {
            struct lb_arena arena = LB_ARENA_INIT;
            struct lb_xterm *terms;
            size_t n = 0;
            if (all->items[i].rows[doc - 1])
                continue;
            s = lb_xdb_terms_at(m->reader->db, &arena, (struct lb_place){(uint32_t)i, doc}, &terms, &n, m->err);
            for (size_t k = 0; k < n && s == LB_OK; k++)
                lb_bag_add(&m->gone, "", terms[k].term, 1);
            lb_arena_free(&arena);
        }
    lb_bag_sort(&m->gone);
    return s;
}

static enum lb_status write_tables(struct merge *m)
{
    const struct lb_segments *all = &m->snapshot->segments;
    struct lb_segment *items = LB_NEW_ARRAY(&m->arena, struct lb_segment, m->from + 1);
    struct lb_bag none = {0};
    lb_str_clear(&m->data);
    lb_dead_write(&all->dead, &none, &m->gone, &m->data);
    enum lb_status s = lb_write_table(&m->generation, "dead", lb_str_slice(&m->data), m->err);
    lb_str_clear(&m->data);
    for (size_t i = 0; i < m->from; i++) {
        items[i] = all->items[i];
        lb_str_add(&m->data, lb_slice_from(items[i].rows, items[i].docs * sizeof(uint32_t)));
    }
    lb_str_add(&m->data, lb_slice_from(m->rows, m->count * sizeof *m->rows));
    if (s == LB_OK)
        s = lb_write_table(&m->generation, "rows", lb_str_slice(&m->data), m->err);
    items[m->from] = (struct lb_segment){.name = lb_slice_of(strrchr(m->segment, '/') + 1), .docs = m->count, .live = m->count};
    lb_str_clear(&m->data);
    lb_segments_print(all->name, items, m->from + 1, &m->data);
    return s == LB_OK ? lb_write_table(&m->generation, "manifest", lb_str_slice(&m->data), m->err) : s;
}

static enum lb_status inherit(struct merge *m)
{
    static const char *const tables[] = {"columns", "words", "assets"};
    enum lb_status s = LB_OK;
    for (size_t i = 0; i < 3 && s == LB_OK; i++)
        s = lb_generation_inherit(&m->generation, &m->snapshot->generation, tables[i], m->err);
    return s == LB_OK ? lb_inherit_files(&m->generation, &m->snapshot->generation, m->err) : s;
}

static enum lb_status merge_all(struct merge *m)
{
    unsigned long number = 0;
    const char *state = m->snapshot->generation.state;
    enum lb_status s = lb_generation_make(state, &m->generation, &number, m->err);
    if (s == LB_OK) {
        m->segment = lb_arena_cstr(&m->arena, lb_arena_printf(&m->arena, "%s/seg-%lu", state, number));
        s = lb_xwriter_open(lb_arena_printf(&m->arena, "%s/new", m->generation.path).data, &m->x, m->err);
    }
    if (s == LB_OK)
        s = copy_cases(m);
    if (s == LB_OK)
        s = copy_notes(m);
    if (s == LB_OK)
        s = lb_xwriter_finish(m->x, m->segment, m->err);
    if (s == LB_OK)
        s = count_gone(m);
    if (s == LB_OK)
        s = write_tables(m);
    if (s == LB_OK)
        s = inherit(m);
    return s == LB_OK ? lb_generation_publish(&m->generation, m->segment, m->err) : s;
}

enum lb_status lb_writer_merge(struct lb_writer *w, struct lb_err *e)
{
    struct lb_err ignored;
    struct merge m = {.err = e, .data = LB_STR_INIT(1 << 30), .generation = {.lock = -1}};
    enum lb_status s = lb_snapshot_peek(w->generation.state, &m.snapshot, e);
    if (s != LB_OK)
        goto out;
    m.from = choose(&m.snapshot->segments);
    if (m.from >= m.snapshot->segments.count)
        goto out;
    s = lb_reader_open(m.snapshot, &m.reader, e);
    if (s == LB_OK)
        s = merge_all(&m);
    if (s != LB_OK && m.generation.path && !lb_generation_is_current(&m.generation)) {
        lb_generation_discard(&m.generation);
        if (m.segment && lb_fs_remove(m.segment, &ignored) != LB_OK)
            m.segment = NULL; /* the next writer tries again */
    }
out:
    lb_xwriter_close(m.x);
    lb_reader_close(m.reader);
    lb_snapshot_drop(m.snapshot);
    lb_generation_free(&m.generation);
    lb_bag_free(&m.gone);
    lb_str_free(&m.data);
    lb_arena_free(&m.arena);
    return s;
}
