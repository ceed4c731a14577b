/* ledger.c - see ledger.h. */
#include "indexer/ledger.h"

#include "base/binary.h"

#include <stdlib.h>

static const char magic[8] = {'L', 'B', 'L', 'E', 'D', 'G', 'E', '1'};

enum { GONE = -1, LEAST_CHANGES = 256 * 1024, PART = 32 /* of the whole that may be changes */ };

int lb_path_cmp(lb_slice a, lb_slice b)
{
    size_t n = a.len < b.len ? a.len : b.len, i = 0;
    while (i < n && a.data[i] == b.data[i])
        i++;
    if (i == n)
        return (a.len > b.len) - (a.len < b.len);
    unsigned x = a.data[i] == '/' ? 0 : (unsigned char)a.data[i] + 1u, y = b.data[i] == '/' ? 0 : (unsigned char)b.data[i] + 1u;
    return x < y ? -1 : 1;
}

/* ---- reading */

static uint64_t u64_at(const char *p, size_t i)
{
    uint64_t n;
    memcpy(&n, p + i * sizeof n, sizeof n);
    return n;
}

static bool open_file(lb_slice image, struct lb_ledger_file *ret)
{
    struct lb_bin in = lb_bin_of(image);
    const char *p;
    *ret = (struct lb_ledger_file){0};
    if (!image.len)
        return true;
    if (!lb_bin_take(&in, sizeof magic, &p) || memcmp(p, magic, sizeof magic) != 0)
        return false;
    uint64_t count = lb_bin_u64(&in);
    if (count >= image.len / sizeof count || !lb_bin_take(&in, (count + 1) * sizeof count, &ret->offsets))
        return false;
    ret->count = count;
    ret->entries = in.at;
    ret->size = (size_t)(in.end - in.at);
    return u64_at(ret->offsets, count) == ret->size;
}

enum lb_status lb_ledger_open(lb_slice base, lb_slice changes, struct lb_ledger *ret, struct lb_err *err)
{
    return open_file(base, &ret->base) && open_file(changes, &ret->changes)
               ? LB_OK
               : lb_fail(err, LB_INVALID, "what the last build left for this one is damaged");
}

/* Entry i, empty when the file is damaged there. *value has no data when the key is gone. */
static void entry(const struct lb_ledger_file *f, size_t i, lb_slice *key, lb_slice *value)
{
    uint64_t from = u64_at(f->offsets, i), to = u64_at(f->offsets, i + 1);
    uint32_t lens[2];
    *key = *value = LB_EMPTY;
    if (from > to || to > f->size || to - from < sizeof lens)
        return;
    memcpy(lens, f->entries + from, sizeof lens);
    bool is_gone = lens[1] == (uint32_t)GONE;
    from += sizeof lens;
    if (lens[0] > to - from || (!is_gone && lens[1] != to - from - lens[0]))
        return;
    *key = lb_slice_from(f->entries + from, lens[0]);
    if (!is_gone)
        *value = lb_slice_from(f->entries + from + lens[0], lens[1]);
}

/* The first entry whose key is not before `key`. */
static size_t place(const struct lb_ledger_file *f, lb_slice key)
{
    size_t low = 0, high = f->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        lb_slice there, value;
        entry(f, middle, &there, &value);
        bool is_before = lb_path_cmp(there, key) < 0;
        *(is_before ? &low : &high) = is_before ? middle + 1 : middle;
    }
    return low;
}

static bool find(const struct lb_ledger_file *f, lb_slice key, lb_slice *value)
{
    size_t at = place(f, key);
    lb_slice there;
    if (at == f->count)
        return false;
    entry(f, at, &there, value);
    return lb_slice_eq(there, key);
}

bool lb_ledger_find(const struct lb_ledger *l, lb_slice key, lb_slice *value)
{
    return (find(&l->changes, key, value) || find(&l->base, key, value)) && value->data;
}

bool lb_ledger_first(const struct lb_ledger *l, lb_slice prefix, lb_slice *key, lb_slice *value)
{
    struct lb_ledger_at at = {place(&l->base, prefix), place(&l->changes, prefix)};
    return lb_ledger_next(l, &at, key, value) && lb_slice_starts(*key, prefix);
}

bool lb_ledger_next(const struct lb_ledger *l, struct lb_ledger_at *at, lb_slice *key, lb_slice *value)
{
    while (at->base < l->base.count || at->changes < l->changes.count) {
        lb_slice other_key, other;
        int order = -1;
        if (at->changes < l->changes.count) {
            entry(&l->changes, at->changes, key, value);
            order = 1;
        }
        if (at->base < l->base.count) {
            entry(&l->base, at->base, &other_key, &other);
            order = order < 0 ? -1 : lb_path_cmp(other_key, *key);
        }
        if (order < 0) {
            *key = other_key;
            *value = other;
        }
        at->base += order <= 0;
        at->changes += order >= 0;
        if (value->data)
            return true;
    }
    return false;
}

/* ---- writing */

static void add(struct lb_str *offsets, struct lb_str *entries, lb_slice key, lb_slice value, bool is_gone)
{
    lb_bin_put_u64(offsets, entries->len);
    lb_bin_put_u32(entries, (uint32_t)key.len);
    lb_bin_put_u32(entries, is_gone ? (uint32_t)GONE : (uint32_t)value.len);
    lb_str_add(entries, key);
    if (!is_gone)
        lb_str_add(entries, value);
}

static void finish(const struct lb_str *offsets, const struct lb_str *entries, struct lb_str *out)
{
    lb_str_add(out, lb_slice_from(magic, sizeof magic));
    lb_bin_put_u64(out, offsets->len / sizeof(uint64_t));
    lb_str_add(out, lb_str_slice(offsets));
    lb_bin_put_u64(out, entries->len);
    lb_str_add(out, lb_str_slice(entries));
    out->is_full = out->is_full || offsets->is_full || entries->is_full;
}

static int by_key(const void *a, const void *b)
{
    return lb_path_cmp(((const struct lb_ledger_edit *)a)->key, ((const struct lb_ledger_edit *)b)->key);
}

/* The changes file with the edits laid over it; or, with `is_whole`, everything. */
static void merge(const struct lb_ledger *old, const struct lb_ledger_edit *edits, size_t count, bool is_whole,
                  struct lb_str *out)
{
    struct lb_str offsets = LB_STR_INIT(out->max), entries = LB_STR_INIT(out->max);
    struct lb_ledger none = {0}, only = {.changes = old ? old->changes : none.changes};
    const struct lb_ledger *from = is_whole && old ? old : &only;
    struct lb_ledger_at at = {0};
    lb_slice key, value;
    size_t i = 0;
    bool has = false;
    for (;;) {
        if (!has) {
            if (is_whole)
                has = lb_ledger_next(from, &at, &key, &value);
            else if ((has = at.changes < only.changes.count))
                entry(&only.changes, at.changes++, &key, &value);
        }
        if (!has && i == count)
            break;
        int order = !has ? 1 : i == count ? -1 : lb_path_cmp(key, edits[i].key);
        if (order < 0) {
            add(&offsets, &entries, key, value, !value.data);
        } else {
            lb_slice below;
            if (!edits[i].is_gone || (!is_whole && old && find(&old->base, edits[i].key, &below)))
                add(&offsets, &entries, edits[i].key, edits[i].value, edits[i].is_gone);
            i++;
        }
        has = has && order > 0;
    }
    finish(&offsets, &entries, out);
    lb_str_free(&offsets);
    lb_str_free(&entries);
}

void lb_ledger_write(const struct lb_ledger *old, struct lb_ledger_edit *edits, size_t count, struct lb_str *base,
                     struct lb_str *changes, bool *is_whole)
{
    if (count)
        qsort(edits, count, sizeof *edits, by_key);
    *is_whole = !old;
    if (old) {
        merge(old, edits, count, false, changes);
        *is_whole = changes->len > LEAST_CHANGES + old->base.size / PART;
    }
    if (*is_whole) {
        lb_str_clear(changes);
        merge(old, edits, count, true, base);
        finish(&(struct lb_str){.max = 1}, &(struct lb_str){.max = 1}, changes);
    }
}
