/* unanswered.c - a small table in memory, merged into a small file; see unanswered.h. */
#include "site/unanswered.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

#include <pthread.h>
#include <unistd.h>

enum { MAX_WORDS = 200 }; /* bytes of one query kept */

struct counted {
    char words[MAX_WORDS + 1];
    unsigned count;
};

struct lb_unanswered {
    pthread_mutex_t lock;
    char *dir;
    struct counted *items;
    size_t count;
};

struct lb_unanswered *lb_unanswered_new(const char *state_dir)
{
    struct lb_unanswered *u = lb_xcalloc(1, sizeof *u);
    pthread_mutex_init(&u->lock, NULL);
    u->dir = lb_xstrdup(state_dir);
    u->items = lb_xcalloc(LB_MAX_UNANSWERED, sizeof *u->items);
    return u;
}

void lb_unanswered_free(struct lb_unanswered *u)
{
    if (!u)
        return;
    pthread_mutex_destroy(&u->lock);
    free(u->items);
    free(u->dir);
    free(u);
}

/* Folded, white space single; empty when it should not be kept. */
static lb_slice keepable(struct lb_arena *a, lb_slice query)
{
    lb_slice folded = lb_fold(a, lb_utf8_cut(query, MAX_WORDS));
    char *out = lb_arena_alloc(a, folded.len + 1);
    size_t n = 0, digits = 0;
    for (size_t i = 0; i < folded.len; i++) {
        unsigned char c = (unsigned char)folded.data[i];
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        if (c == '@' || digits >= 8)
            return LB_EMPTY;
        if (c > ' ')
            out[n++] = (char)c;
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return lb_utf8_cut(lb_slice_trim(lb_slice_from(out, n)), MAX_WORDS);
}

void lb_unanswered_add(struct lb_unanswered *u, lb_slice query)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice words = keepable(&a, query);
    if (words.len) {
        pthread_mutex_lock(&u->lock);
        size_t i = 0;
        while (i < u->count && !lb_slice_eq(lb_slice_of(u->items[i].words), words))
            i++;
        if (i < u->count) {
            u->items[i].count++;
        } else if (u->count < LB_MAX_UNANSWERED) {
            memcpy(u->items[i].words, words.data, words.len);
            u->items[i].words[words.len] = 0;
            u->items[i].count = 1;
            u->count++;
        }
        pthread_mutex_unlock(&u->lock);
    }
    lb_arena_free(&a);
}

static int by_count(const void *a, const void *b)
{
    const struct lb_unanswered_row *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    int r = lb_slice_cmp(y->last, x->last);
    return r ? r : lb_slice_cmp(x->words, y->words);
}

static bool parse_line(lb_slice line, struct lb_unanswered_row *row)
{
    lb_slice part[4];
    for (int i = 0; i < 4; i++)
        if (!lb_slice_split(&line, '\t', &part[i]) || part[i].len == 0)
            return false;
    row->count = 0;
    for (size_t i = 0; i < part[0].len; i++) {
        if (part[0].data[i] < '0' || part[0].data[i] > '9' || row->count > 100000000)
            return false;
        row->count = row->count * 10 + (unsigned)(part[0].data[i] - '0');
    }
    row->first = part[1];
    row->last = part[2];
    row->words = part[3];
    return row->count > 0;
}

enum lb_status lb_unanswered_read(struct lb_arena *a, const char *dir, struct lb_unanswered_row **ret, size_t *count,
                                  struct lb_err *e)
{
    lb_slice text = LB_EMPTY, line;
    struct lb_unanswered_row *rows = NULL, row;
    size_t n = 0, capacity = 0;
    enum lb_status st = lb_fs_read(a, lb_arena_printf(a, "%s/unanswered.tsv", dir).data, 1 << 20, &text, e);
    if (st != LB_OK && st != LB_NOT_FOUND)
        return st;
    while (lb_slice_split(&text, '\n', &line))
        if (parse_line(line, &row))
            LB_PUSH(a, rows, n, capacity, row);
    if (n)
        qsort(rows, n, sizeof *rows, by_count);
    *ret = rows;
    *count = n;
    return LB_OK;
}

/* Takes the counts out of the table, so that requests wait for a copy and not for the disk. */
static size_t take(struct lb_unanswered *u, struct lb_arena *a, struct counted **ret)
{
    pthread_mutex_lock(&u->lock);
    size_t n = u->count;
    *ret = LB_NEW_ARRAY(a, struct counted, n + 1);
    memcpy(*ret, u->items, n * sizeof **ret);
    u->count = 0;
    pthread_mutex_unlock(&u->lock);
    return n;
}

static void put_back(struct lb_unanswered *u, const struct counted *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (unsigned k = 0; k < items[i].count; k++)
            lb_unanswered_add(u, lb_slice_of(items[i].words));
}

static enum lb_status merge(struct lb_arena *a, const char *dir, const struct counted *items, size_t n, lb_slice today,
                            struct lb_err *e)
{
    struct lb_unanswered_row *old;
    size_t count;
    enum lb_status st = lb_unanswered_read(a, dir, &old, &count, e);
    if (st != LB_OK)
        return st;
    struct lb_unanswered_row *rows = LB_NEW_ARRAY(a, struct lb_unanswered_row, count + n + 1);
    if (count)
        memcpy(rows, old, count * sizeof *rows);
    for (size_t i = 0; i < n; i++) {
        lb_slice words = lb_slice_of(items[i].words);
        size_t k = 0;
        while (k < count && !lb_slice_eq(rows[k].words, words))
            k++;
        if (k == count)
            rows[count++] = (struct lb_unanswered_row){0, today, today, words};
        rows[k].count += items[i].count;
        rows[k].last = today;
    }
    qsort(rows, count, sizeof *rows, by_count);
    struct lb_str out = LB_STR_INIT(1 << 20);
    for (size_t i = 0; i < count && i < LB_MAX_UNANSWERED; i++)
        lb_str_printf(&out, "%u\t%" LB_PRI "\t%" LB_PRI "\t%" LB_PRI "\n", rows[i].count, LB_ARG(rows[i].first),
                      LB_ARG(rows[i].last), LB_ARG(rows[i].words));
    st = lb_fs_write(lb_arena_printf(a, "%s/unanswered.tsv", dir).data, lb_str_slice(&out), e);
    lb_str_free(&out);
    return st;
}

enum lb_status lb_unanswered_flush(struct lb_unanswered *u, lb_slice today, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct counted *items;
    size_t n = take(u, &a, &items);
    enum lb_status st = LB_OK;
    int lock = -1;
    if (n) {
        st = lb_fs_lock(lb_arena_printf(&a, "%s/unanswered.lock", u->dir).data, false, &lock, e);
        if (st == LB_OK)
            st = merge(&a, u->dir, items, n, today, e);
        if (lock >= 0)
            close(lock);
        if (st != LB_OK)
            put_back(u, items, n);
    }
    lb_arena_free(&a);
    return st;
}
