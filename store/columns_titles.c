/* columns_titles.c - rows by title, in each language: the order of before with what went taken out and what is new put in, so
 * that only titles of new documents are compared with others. */
#include "store/columns_maker.h"

#include "base/i18n.h"

struct titled {
    lb_slice title;
    uint32_t row;
    uint32_t before; /* old titles that come before it */
    const char *lang;
};

static int by_title(const void *a, const void *b)
{
    const struct titled *x = a, *y = b;
    int r = lb_collate(x->lang, x->title, y->title);
    return r ? r : (x->row > y->row) - (x->row < y->row);
}

struct titles_run {
    struct lb_columns_maker *maker;
    const struct lb_columns_plan *plan;
    struct lb_arena arena;
    lb_slice lang;
    struct lb_err *err;
    uint32_t *order; /* what is made */
    uint32_t *kept;  /* new rows of the old order, without what went */
    size_t kept_count;
};

static enum lb_status title_of(struct titles_run *t, uint32_t row, lb_slice *ret)
{
    uint32_t from = t->plan->rows[row - 1];
    if (!(from & LB_ADDED_ROW))
        return t->plan->title(t->plan->ctx, &t->arena, from, t->lang, ret, t->err);
    const struct added *a = &t->maker->added[from & ~LB_ADDED_ROW];
    const struct text *texts = t->maker->texts + a->texts;
    *ret = texts[0].title;
    for (size_t i = 0; i < a->text_count; i++)
        if (lb_slice_eq(texts[i].lang, t->lang)) {
            *ret = texts[i].title;
            break;
        }
    return LB_OK;
}

/* Where the title goes among those that are kept: each look reads one of them. */
static enum lb_status find_place(struct titles_run *t, struct titled *item)
{
    size_t from = 0, to = t->kept_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        struct titled other = {.row = t->kept[middle], .lang = item->lang};
        enum lb_status s = title_of(t, other.row, &other.title);
        if (s != LB_OK)
            return s;
        if (by_title(&other, item) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    item->before = (uint32_t)from;
    return LB_OK;
}

/* The old order under the rows' new numbers. */
static void keep_order(struct titles_run *t, const struct lb_titles *old, const uint32_t *moved)
{
    for (size_t i = 0; old && i < t->maker->old->docs; i++)
        if (moved[old->order[i]])
            t->kept[t->kept_count++] = moved[old->order[i]];
}

static enum lb_status order_titles(struct titles_run *t, const struct lb_titles *old, const uint32_t *moved)
{
    enum lb_status s = LB_OK;
    size_t count = t->plan->count, n = 0;
    char *lang = lb_arena_cstr(&t->arena, t->lang);
    struct titled *items = lb_xcalloc(count + 1, sizeof *items);
    t->kept_count = 0;
    keep_order(t, old, moved);
    for (uint32_t row = 1; s == LB_OK && row <= count; row++) {
        if (old && !(t->plan->rows[row - 1] & LB_ADDED_ROW))
            continue;
        items[n] = (struct titled){.row = row, .lang = lang};
        s = title_of(t, row, &items[n++].title);
    }
    if (s == LB_OK && n)
        qsort(items, n, sizeof *items, by_title);
    for (size_t i = 0; s == LB_OK && i < n && t->kept_count; i++)
        s = find_place(t, &items[i]);
    size_t k = 0, at = 0;
    for (size_t i = 0; s == LB_OK && i < n; i++) {
        while (k < items[i].before)
            t->order[at++] = t->kept[k++];
        t->order[at++] = items[i].row;
    }
    while (s == LB_OK && k < t->kept_count)
        t->order[at++] = t->kept[k++];
    free(items);
    return s;
}

enum lb_status lb_columns_maker_titles(struct lb_columns_maker *m, const struct lb_columns_plan *plan, const uint32_t *moved,
                                       const struct lb_columns_lang *langs, size_t count, struct lb_str *out, struct lb_err *e)
{
    enum lb_status s = LB_OK;
    struct titles_run t = {.maker = m, .plan = plan, .err = e};
    t.order = lb_xcalloc(plan->count + 1, sizeof *t.order);
    t.kept = lb_xcalloc((m->old ? m->old->docs : 0) + 1, sizeof *t.kept);
    for (size_t i = 0; s == LB_OK && i < count; i++) {
        const struct lb_titles *old = NULL;
        t.lang = lb_slice_from(langs[i].lang, strnlen(langs[i].lang, sizeof langs[i].lang));
        for (size_t k = 0; m->old && k < m->old->title_count; k++)
            if (lb_slice_eq(m->old->titles[k].lang, t.lang))
                old = &m->old->titles[k];
        s = order_titles(&t, old, moved);
        lb_str_add(out, lb_slice_from(t.order, plan->count * sizeof *t.order));
        lb_arena_reset(&t.arena);
    }
    lb_arena_free(&t.arena);
    free(t.order);
    free(t.kept);
    return s;
}
