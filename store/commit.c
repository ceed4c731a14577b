/* commit.c - a generation is made of what was put: the new segment, the rows of all documents, columns, words and lists.
 *
 * An update looks only at the cases that changed: their terms change the counts, their places the rows, and the columns
 * and words are those of before with that worked in. What did not change is linked. */
#include "store/writer.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/task.h"
#include "store/card.h"

struct numbered {
    lb_slice id;
    uint32_t number;
};

struct commit {
    struct lb_writer *w;
    struct lb_err *err;
    struct lb_arena arena;
    struct lb_str data;
    struct numbered *order; /* cases put, in the order of their ids */
    uint32_t *plan;    /* where each row comes from, see columns.h */
    size_t rows;
    uint32_t *moved;   /* new row of each old one, 0 = gone */
    uint32_t *put_row; /* row of each case put */
    struct lb_bag died, none;
    struct lb_segment *segments;
    size_t segment_count;
};

enum { max_table = 1 << 30 };

static bool has_changed_cases(const struct lb_writer *w)
{
    return !w->base || w->case_count || w->gone_count;
}

static uint32_t old_rows(const struct lb_writer *w)
{
    return w->base ? w->base->segments.rows : 0;
}

enum lb_status lb_open_base(struct lb_writer *w, const char *dir, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    uint64_t docs = 0;
    enum lb_status s = lb_snapshot_peek(dir, &w->base, e);
    if (s == LB_OK)
        s = lb_columns_open(lb_arena_printf(&arena, "%s/columns", w->base->generation.path).data, &w->old_columns, e);
    if (s == LB_OK)
        s = lb_reader_open(w->base, &w->reader, e);
    for (size_t i = 0; s == LB_OK && i < w->base->segments.count; i++)
        docs += w->base->segments.items[i].docs;
    if (s == LB_OK && docs > LB_LEAST_DEAD && docs - old_rows(w) > docs / 3)
        s = lb_fail(e, LB_LIMIT, "more than a third of the index in '%s' is of cases that were replaced: index again", dir);
    if (s == LB_OK)
        w->content = strtoull(lb_arena_cstr(&arena, w->base->segments.name), NULL, 16);
    if (s == LB_NOT_FOUND && w->base)
        s = lb_fail(e, LB_INTERNAL, "the index in '%s' is not whole: index again", dir);
    lb_arena_free(&arena);
    return s;
}

/* ---- rows ---- */

static int by_id(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct numbered *)a)->id, ((const struct numbered *)b)->id);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* How many old cases come before a new id: each look reads one of them. */
static enum lb_status find_before(struct commit *c, lb_slice id, uint32_t *ret)
{
    uint32_t from = 0, to = old_rows(c->w);
    enum lb_status s = LB_OK;
    while (from < to && s == LB_OK) {
        uint32_t middle = from + (to - from) / 2;
        struct lb_card card;
        s = lb_reader_card_of(c->w->reader, &c->arena, middle + 1, LB_EMPTY, &card, c->err);
        if (s == LB_OK && lb_slice_cmp(card.id, id) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    *ret = from;
    return s;
}

/* Cases put and old ones that stay, in the order of the ids. */
static enum lb_status plan_rows(struct commit *c)
{
    struct lb_writer *w = c->w;
    uint32_t old = old_rows(w), before = 0;
    enum lb_status s = LB_OK;
    c->order = LB_NEW_ARRAY(&c->arena, struct numbered, w->case_count + 1);
    c->plan = LB_NEW_ARRAY(&c->arena, uint32_t, w->case_count + old + 1);
    c->moved = LB_NEW_ARRAY(&c->arena, uint32_t, old + 1);
    c->put_row = LB_NEW_ARRAY(&c->arena, uint32_t, w->case_count + 1);
    for (uint32_t i = 0; i < w->case_count; i++)
        c->order[i] = (struct numbered){w->cases[i].id, i};
    qsort(c->order, w->case_count, sizeof *c->order, by_id);
    if (w->gone_count)
        qsort(w->gone, w->gone_count, sizeof *w->gone, by_number);
    size_t gone = 0;
    uint32_t row = 0;
    for (size_t i = 0; i <= w->case_count && s == LB_OK; i++) {
        const struct lb_put_case *put = i < w->case_count ? &w->cases[c->order[i].number] : NULL;
        before = old;
        if (put && put->old_row)
            before = put->old_row - 1;
        else if (put)
            s = find_before(c, put->id, &before);
        for (; row < before; row++) {
            while (gone < w->gone_count && w->gone[gone] < row + 1)
                gone++;
            if (gone < w->gone_count && w->gone[gone] == row + 1)
                continue;
            c->plan[c->rows++] = row + 1;
            c->moved[row + 1] = (uint32_t)c->rows;
        }
        if (put) {
            c->plan[c->rows++] = LB_ADDED_ROW | c->order[i].number;
            c->put_row[c->order[i].number] = (uint32_t)c->rows;
        }
    }
    return s;
}

static enum lb_status write_rows(struct commit *c)
{
    const struct lb_writer *w = c->w;
    lb_str_clear(&c->data);
    for (size_t i = 0; w->base && i < w->base->segments.count; i++) {
        struct lb_segment *g = &c->segments[i];
        const struct lb_segment *was = &w->base->segments.items[i];
        *g = *was;
        g->live = 0;
        for (uint32_t d = 0; d < g->docs; d++) {
            uint32_t row = c->moved[was->rows ? was->rows[d] : d + 1];
            g->live += row > 0;
            lb_str_add(&c->data, lb_slice_from(&row, sizeof row));
        }
    }
    lb_str_add(&c->data, lb_slice_from(c->put_row, w->case_count * sizeof *c->put_row));
    return lb_write_table(&w->generation, "rows", lb_str_slice(&c->data), c->err);
}

/* ---- columns and words ---- */

/* Takes what went out of columns and content, and counts its terms. */
static enum lb_status forget_gone(struct commit *c)
{
    struct lb_writer *w = c->w;
    enum lb_status s = LB_OK;
    for (size_t i = 0; i < w->gone_count && s == LB_OK; i++) {
        struct lb_arena arena = LB_ARENA_INIT;
        struct lb_xterm *terms;
        size_t n = 0;
        lb_slice data;
        s = lb_xdb_data(w->reader->db, &arena, w->gone[i], &data, c->err);
        if (s == LB_OK)
            s = lb_xdb_doc_terms(w->reader->db, &arena, w->gone[i], LB_EMPTY, &terms, &n, c->err);
        if (s == LB_OK) {
            lb_columns_maker_remove(w->columns, w->gone[i], data);
            w->content -= lb_cards_content(data);
        }
        for (size_t k = 0; k < n && s == LB_OK; k++)
            lb_bag_add(&c->died, "", terms[k].term, 1);
        lb_arena_free(&arena);
    }
    lb_bag_sort(&c->died);
    return s;
}

/* What the cases that stay call the values whose label went. */
static enum lb_status settle_labels(struct commit *c)
{
    struct lb_writer *w = c->w;
    enum lb_field field;
    lb_slice code;
    enum lb_status s = LB_OK;
    while (s == LB_OK && lb_columns_maker_doubt(w->columns, &field, &code)) {
        struct lb_postings *p = &w->reader->postings;
        s = lb_xdb_postings(w->reader->db, lb_arena_printf(&c->arena, "%s%" LB_PRI, lb_fields[field].prefix, LB_ARG(code)), p, c->err);
        for (size_t i = 0; i < p->count && s == LB_OK; i++) {
            struct lb_arena arena = LB_ARENA_INIT;
            struct lb_facet_value f;
            lb_slice data = LB_EMPTY;
            if (c->moved[p->items[i].doc])
                s = lb_xdb_data(w->reader->db, &arena, p->items[i].doc, &data, c->err);
            for (lb_slice rest = lb_cards_facets(data); lb_cards_next_facet(&rest, &f);)
                if (f.field == field && lb_slice_eq(f.code, code))
                    lb_columns_maker_relabel(w->columns, field, code, f.label);
            lb_arena_free(&arena);
        }
    }
    return s;
}

static enum lb_status old_title(void *ctx, struct lb_arena *arena, uint32_t row, lb_slice lang, lb_slice *ret,
                                struct lb_err *e)
{
    struct lb_writer *w = ctx;
    struct lb_card card;
    enum lb_status s = lb_reader_card_of(w->reader, arena, row, lang, &card, e);
    if (s == LB_OK)
        *ret = card.title;
    return s;
}

static enum lb_status write_columns(struct commit *c)
{
    struct lb_columns_plan plan = {c->plan, c->rows, old_title, c->w};
    lb_str_clear(&c->data);
    enum lb_status s = lb_columns_maker_write(c->w->columns, &plan, &c->data, c->err);
    return s == LB_OK ? lb_write_table(&c->w->generation, "columns", lb_str_slice(&c->data), c->err) : s;
}

/* Words of the cases that came and went, in byte order, with the cases that have them before and now. */
static enum lb_status list_changes(struct commit *c, const struct lb_wordlist *old, struct lb_word_change **ret, size_t *count)
{
    const struct lb_bag *died = &c->died, *born = &c->w->born;
    struct lb_word_change *list = LB_NEW_ARRAY(&c->arena, struct lb_word_change, died->count + born->count + 1);
    size_t d = 0, b = 0, n = 0;
    enum lb_status s = LB_OK;
    while ((d < died->count || b < born->count) && s == LB_OK) {
        int r = d >= died->count ? 1 : b >= born->count ? -1 : lb_slice_cmp(died->terms[d].term, born->terms[b].term);
        struct lb_word_change change = {.word = r <= 0 ? died->terms[d].term : born->terms[b].term};
        uint32_t minus = r <= 0 ? died->terms[d++].count : 0, plus = r >= 0 ? born->terms[b++].count : 0;
        if (minus == plus || (change.word.data[0] >= 'A' && change.word.data[0] <= 'Z'))
            continue;
        change.before = lb_wordlist_freq(old, change.word);
        if (!change.before && old->total > old->count)
            s = lb_xdb_freq(c->w->reader->db, change.word, &change.before, c->err);
        change.after = change.before + plus - minus;
        list[n++] = change;
    }
    *ret = list;
    *count = n;
    return s;
}

/* From all words of all segments. */
static enum lb_status write_all_words(struct commit *c)
{
    struct lb_segments all;
    struct lb_xdb *db = NULL;
    const struct lb_generation *g = &c->w->generation;
    enum lb_status s = lb_segments_open(g->state, g->name, &all, c->err);
    if (s != LB_OK)
        return s;
    struct lb_wordlist_maker *maker = lb_wordlist_maker_new(c->w->analyser);
    s = lb_xdb_open(&all, &db, c->err);
    if (s == LB_OK)
        s = lb_xdb_terms(db, true, lb_wordlist_maker_add, maker, c->err);
    lb_str_clear(&c->data);
    if (s == LB_OK)
        lb_wordlist_maker_write(maker, &c->data);
    lb_wordlist_maker_free(maker);
    lb_xdb_close(db);
    lb_segments_free(&all);
    return s;
}

/* The words of an update are made beside the columns: neither needs the other. */
struct words {
    const struct lb_writer *w;
    struct lb_wordlist old;
    struct lb_word_change *changes;
    size_t count;
    bool is_made; /* false: the changes are not enough */
    enum lb_status status;
    struct lb_err err;
    struct lb_task *task;
};

static void change_words(void *words)
{
    struct words *t = words;
    struct lb_str out = LB_STR_INIT(max_table);
    t->is_made = lb_wordlist_change(&t->old, t->w->analyser, t->changes, t->count, &out);
    if (t->is_made)
        t->status = lb_write_table(&t->w->generation, "words", lb_str_slice(&out), &t->err);
    lb_str_free(&out);
}

static enum lb_status start_words(struct commit *c, struct words *t)
{
    *t = (struct words){.w = c->w};
    if (!c->w->base)
        return LB_OK;
    enum lb_status s = lb_wordlist_open(lb_arena_printf(&c->arena, "%s/words", c->w->base->generation.path).data, &t->old, c->err);
    lb_bag_sort(&c->w->born);
    if (s == LB_OK)
        s = list_changes(c, &t->old, &t->changes, &t->count);
    if (s == LB_OK)
        t->task = lb_task_start(change_words, t);
    return s;
}

/* What came before failed, or did not. */
static enum lb_status end_words(struct commit *c, struct words *t, enum lb_status before)
{
    lb_task_end(t->task);
    lb_wordlist_free(&t->old);
    if (before)
        return before;
    if (t->status)
        return lb_fail(c->err, t->status, "%s", t->err.msg);
    if (t->is_made)
        return LB_OK;
    enum lb_status s = write_all_words(c);
    return s == LB_OK ? lb_write_table(&c->w->generation, "words", lb_str_slice(&c->data), c->err) : s;
}

/* After the tables of the segments. */
static enum lb_status write_columns_and_words(struct commit *c)
{
    struct words words;
    enum lb_status s = start_words(c, &words);
    if (s == LB_OK)
        s = settle_labels(c);
    if (s == LB_OK)
        s = write_columns(c);
    return end_words(c, &words, s);
}

static enum lb_status write_dead(struct commit *c)
{
    struct lb_dead none = {0};
    lb_str_clear(&c->data);
    lb_dead_write(c->w->base ? &c->w->base->segments.dead : &none, &c->died, &c->none, &c->data);
    return lb_write_table(&c->w->generation, "dead", lb_str_slice(&c->data), c->err);
}

/* ---- notes, assets, files ---- */

static enum lb_status write_note(struct commit *c, const struct lb_put_note *note)
{
    struct lb_writer *w = c->w;
    lb_slice old = LB_EMPTY, key = lb_arena_printf(&c->arena, "N%" LB_PRI, LB_ARG(note->key));
    enum lb_status s = w->reader ? lb_xdb_meta(w->reader->db, &c->arena, key, &old, c->err) : LB_OK;
    if (s != LB_OK && s != LB_NOT_FOUND)
        return s;
    if (lb_slice_eq(old, note->value))
        return LB_OK;
    w->content += (note->value.len ? lb_note_content(note->key, note->value) : 0) -
                  (old.len ? lb_note_content(note->key, old) : 0);
    w->has_segment = true;
    return lb_xwriter_meta(w->x, key, note->value.len ? note->value : lb_slice_from("", 1), c->err);
}

static int by_slice(const void *a, const void *b)
{
    return lb_slice_cmp(*(const lb_slice *)a, *(const lb_slice *)b);
}

static enum lb_status write_assets(struct commit *c)
{
    struct lb_writer *w = c->w;
    lb_slice *names = NULL, lines = w->base ? w->base->assets : LB_EMPTY;
    size_t count = 0, capacity = 0;
    bool is_changed = !w->base;
    for (lb_slice line; lb_slice_split(&lines, '\n', &line);)
        if (line.len && !lb_bag_find(&w->assets, line))
            LB_PUSH(&c->arena, names, count, capacity, line);
    for (size_t i = 0; i < w->assets.count; i++) {
        lb_slice name = w->assets.terms[i].term;
        bool was = w->base && lb_lines_have(w->base->assets, name), is = w->assets.terms[i].count;
        if (is)
            LB_PUSH(&c->arena, names, count, capacity, name);
        is_changed |= was != is;
        w->content += (is ? lb_asset_content(name) : 0) - (was ? lb_asset_content(name) : 0);
    }
    if (!is_changed)
        return lb_generation_inherit(&w->generation, &w->base->generation, "assets", c->err);
    if (count)
        qsort(names, count, sizeof *names, by_slice);
    lb_str_clear(&c->data);
    for (size_t i = 0; i < count; i++) {
        lb_str_add(&c->data, names[i]);
        lb_str_addc(&c->data, '\n');
    }
    return lb_write_table(&w->generation, "assets", lb_str_slice(&c->data), c->err);
}

enum lb_status lb_inherit_files(const struct lb_generation *to, const struct lb_generation *from, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice *names;
    size_t count = 0;
    const char *folder = lb_arena_printf(&arena, "%s/files", from->path).data;
    enum lb_status s = lb_fs_is_dir(folder) ? lb_fs_list(&arena, folder, &names, &count, e) : LB_OK;
    if (s == LB_OK && count)
        s = lb_fs_mkdirs(lb_arena_printf(&arena, "%s/files", to->path).data, e);
    for (size_t i = 0; i < count && s == LB_OK; i++)
        s = lb_generation_inherit(to, from, lb_arena_printf(&arena, "files/%" LB_PRI, LB_ARG(names[i])).data, e);
    lb_arena_free(&arena);
    return s;
}

enum lb_status lb_write_table(const struct lb_generation *g, const char *name, lb_slice content, struct lb_err *e)
{
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status s = lb_write_plain(lb_arena_printf(&arena, "%s/%s", g->path, name).data, content, e);
    lb_arena_free(&arena);
    return s;
}

/* ---- the whole ---- */

static enum lb_status write_manifest(struct commit *c)
{
    struct lb_writer *w = c->w;
    lb_slice name = lb_arena_printf(&c->arena, "%016llx", (unsigned long long)w->content);
    lb_str_clear(&c->data);
    lb_segments_print(name, c->segments, c->segment_count, &c->data);
    return lb_write_table(&w->generation, "manifest", lb_str_slice(&c->data), c->err);
}

static enum lb_status finish_segment(struct commit *c)
{
    struct lb_writer *w = c->w;
    size_t old = w->base ? w->base->segments.count : 0;
    c->segments = LB_NEW_ARRAY(&c->arena, struct lb_segment, old + 1);
    c->segment_count = old;
    if (!w->has_segment && w->base)
        return LB_OK;
    c->segments[c->segment_count++] = (struct lb_segment){
        .name = lb_arena_copy(&c->arena, lb_slice_of(strrchr(w->segment, '/') + 1)),
        .docs = (uint32_t)w->case_count, .live = (uint32_t)w->case_count};
    return lb_xwriter_finish(w->x, w->segment, c->err);
}

static enum lb_status inherit_tables(struct commit *c)
{
    static const char *const tables[] = {"columns", "words"};
    enum lb_status s = LB_OK;
    for (size_t i = 0; i < 2 && s == LB_OK; i++)
        s = lb_generation_inherit(&c->w->generation, &c->w->base->generation, tables[i], c->err);
    return s;
}

static enum lb_status commit_all(struct commit *c)
{
    struct lb_writer *w = c->w;
    enum lb_status s = plan_rows(c);
    if (s == LB_OK)
        s = forget_gone(c);
    for (size_t i = 0; i < w->note_count && s == LB_OK; i++)
        s = write_note(c, &w->notes[i]);
    if (s == LB_OK)
        s = finish_segment(c);
    if (s == LB_OK)
        s = write_rows(c);
    if (s == LB_OK)
        s = write_dead(c);
    if (s == LB_OK)
        s = write_assets(c);
    if (s == LB_OK)
        s = write_manifest(c);
    if (s == LB_OK)
        s = has_changed_cases(w) ? write_columns_and_words(c) : inherit_tables(c);
    if (s == LB_OK && w->base)
        s = lb_inherit_files(&w->generation, &w->base->generation, c->err);
    if (s == LB_OK)
        s = lb_generation_publish(&w->generation, w->has_segment || !w->base ? w->segment : NULL, c->err);
    return s;
}

enum lb_status lb_writer_commit(struct lb_writer *w, struct lb_err *e)
{
    struct commit c = {.w = w, .err = e, .data = LB_STR_INIT(max_table)};
    enum lb_status s = commit_all(&c);
    w->is_committed = s == LB_OK;
    lb_bag_free(&c.died);
    lb_str_free(&c.data);
    lb_arena_free(&c.arena);
    return s;
}
