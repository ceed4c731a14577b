/* dead.c - how many dead documents hold each term; see dead.h.
 *
 * The blob: numbers of terms and bytes, then starts, counts, text, in byte order of the terms. */
#include "store/dead.h"

struct header {
    uint32_t terms, bytes;
};

enum lb_status lb_dead_read(lb_slice blob, struct lb_dead *ret, struct lb_err *e)
{
    struct header h;
    if (blob.len < sizeof h)
        return lb_fail(e, LB_INTERNAL, "damaged count of terms in the index: index again");
    memcpy(&h, blob.data, sizeof h);
    size_t starts = ((size_t)h.terms + 1) * sizeof(uint32_t), counts = (size_t)h.terms * sizeof(uint32_t);
    if (blob.len != sizeof h + starts + counts + h.bytes)
        return lb_fail(e, LB_INTERNAL, "damaged count of terms in the index: index again");
    ret->count = h.terms;
    ret->starts = (const uint32_t *)(const void *)(blob.data + sizeof h);
    ret->counts = (const uint32_t *)(const void *)(blob.data + sizeof h + starts);
    ret->text = blob.data + sizeof h + starts + counts;
    return LB_OK;
}

static lb_slice term_at(const struct lb_dead *d, size_t i)
{
    return lb_slice_from(d->text + d->starts[i], d->starts[i + 1] - d->starts[i]);
}

/* The first term from `from` on that is not before `term`. */
static size_t find(const struct lb_dead *d, size_t from, lb_slice term)
{
    size_t to = d->count;
    for (size_t step = 16; from + step < to; step *= 2) { /* usually it is near */
        if (lb_slice_cmp(term_at(d, from + step), term) >= 0)
            to = from + step;
        else
            from += step + 1;
    }
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (lb_slice_cmp(term_at(d, middle), term) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

uint32_t lb_dead_count(const struct lb_dead *d, lb_slice term)
{
    size_t i = find(d, 0, term);
    return i < d->count && lb_slice_eq(term_at(d, i), term) ? d->counts[i] : 0;
}

/* What is written: few terms change, so that runs of the old table are copied whole. */
struct table {
    uint32_t *starts, *counts;
    size_t count;
    struct lb_str text;
};

static void copy_run(struct table *t, const struct lb_dead *old, size_t from, size_t to)
{
    uint32_t shift = (uint32_t)t->text.len - (from < to ? old->starts[from] : 0);
    for (size_t i = from; i < to; i++)
        t->starts[t->count + i - from] = old->starts[i] + shift;
    if (from < to) {
        memcpy(t->counts + t->count, old->counts + from, (to - from) * sizeof *t->counts);
        lb_str_add(&t->text, lb_slice_from(old->text + old->starts[from], old->starts[to] - old->starts[from]));
        t->count += to - from;
    }
}

static void put(struct table *t, lb_slice term, int64_t count)
{
    if (count <= 0)
        return;
    t->starts[t->count] = (uint32_t)t->text.len;
    t->counts[t->count++] = (uint32_t)count;
    lb_str_add(&t->text, term);
}

void lb_dead_write(const struct lb_dead *old, const struct lb_bag *died, const struct lb_bag *gone, struct lb_str *out)
{
    size_t most = old->count + died->count + gone->count + 1, o = 0, d = 0, g = 0;
    struct table t = {lb_xcalloc(most, sizeof *t.starts), lb_xcalloc(most, sizeof *t.counts), 0, LB_STR_INIT(UINT32_MAX)};
    while (d < died->count || g < gone->count) {
        int r = d >= died->count ? 1 : g >= gone->count ? -1 : lb_slice_cmp(died->terms[d].term, gone->terms[g].term);
        lb_slice term = r <= 0 ? died->terms[d].term : gone->terms[g].term;
        int64_t change = (r <= 0 ? (int64_t)died->terms[d++].count : 0) - (r >= 0 ? (int64_t)gone->terms[g++].count : 0);
        size_t place = find(old, o, term);
        copy_run(&t, old, o, place);
        bool is_old = place < old->count && lb_slice_eq(term_at(old, place), term);
        put(&t, term, change + (is_old ? old->counts[place] : 0));
        o = place + is_old;
    }
    copy_run(&t, old, o, old->count);
    t.starts[t.count] = (uint32_t)t.text.len;
    struct header h = {(uint32_t)t.count, (uint32_t)t.text.len};
    lb_str_add(out, lb_slice_from(&h, sizeof h));
    lb_str_add(out, lb_slice_from(t.starts, (t.count + 1) * sizeof *t.starts));
    lb_str_add(out, lb_slice_from(t.counts, t.count * sizeof *t.counts));
    lb_str_add(out, lb_str_slice(&t.text));
    free(t.starts);
    free(t.counts);
    lb_str_free(&t.text);
}
