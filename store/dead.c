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

uint32_t lb_dead_count(const struct lb_dead *d, lb_slice term)
{
    size_t from = 0, to = d->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int r = lb_slice_cmp(term_at(d, middle), term);
        if (r == 0)
            return d->counts[middle];
        if (r < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return 0;
}

void lb_dead_write(const struct lb_dead *old, const struct lb_bag *died, const struct lb_bag *gone, struct lb_str *out)
{
    size_t most = old->count + died->count, n = 0, o = 0, d = 0, g = 0;
    struct lb_xterm *all = lb_xcalloc(most + 1, sizeof *all);
    struct header h = {0};
    while (o < old->count || d < died->count) {
        int r = o >= old->count ? 1 : d >= died->count ? -1 : lb_slice_cmp(term_at(old, o), died->terms[d].term);
        struct lb_xterm t = {r <= 0 ? term_at(old, o) : died->terms[d].term, 0};
        if (r <= 0)
            t.count += old->counts[o++];
        if (r >= 0)
            t.count += died->terms[d++].count;
        while (g < gone->count && lb_slice_cmp(gone->terms[g].term, t.term) < 0)
            g++;
        if (g < gone->count && lb_slice_eq(gone->terms[g].term, t.term))
            t.count -= gone->terms[g].count < t.count ? gone->terms[g].count : t.count;
        if (!t.count)
            continue;
        all[n++] = t;
        h.bytes += (uint32_t)t.term.len;
    }
    h.terms = (uint32_t)n;
    lb_str_add(out, lb_slice_from(&h, sizeof h));
    uint32_t at = 0;
    for (size_t i = 0; i <= n; i++) {
        lb_str_add(out, lb_slice_from(&at, sizeof at));
        at += (uint32_t)all[i].term.len; /* the one behind the last is empty */
    }
    for (size_t i = 0; i < n; i++)
        lb_str_add(out, lb_slice_from(&all[i].count, sizeof all[i].count));
    for (size_t i = 0; i < n; i++)
        lb_str_add(out, all[i].term);
    free(all);
}
