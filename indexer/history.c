/* history.c - answers from the ledgers of a history, with what the commits say of themselves; see history.h. */
#include "indexer/history_parts.h"

#include "base/limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- what commits say */

static size_t slot_of(const struct lb_history *h, const char *id)
{
    size_t hash = 14695981039346656037u;
    for (const char *p = id; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    size_t i = hash & (h->told_size - 1);
    while (h->told[i] && strcmp(h->told[i]->commit, id) != 0)
        i = (i + 1) & (h->told_size - 1);
    return i;
}

void lb_history_remember(struct lb_history *h, const struct lb_change *change)
{
    if (2 * (h->told_count + 1) > h->told_size) {
        struct lb_revision **old = h->told;
        size_t old_size = h->told_size;
        h->told_size = old_size ? 2 * old_size : 256;
        h->told = lb_xcalloc(h->told_size, sizeof(struct lb_revision *));
        for (size_t i = 0; i < old_size; i++)
            if (old[i])
                h->told[slot_of(h, old[i]->commit)] = old[i];
        free(old);
    }
    size_t at = slot_of(h, change->commit->id);
    if (h->told[at])
        return;
    struct lb_commit *commit = LB_NEW(&h->arena, struct lb_commit);
    struct lb_revision *r = LB_NEW(&h->arena, struct lb_revision);
    lb_slice *authors = LB_NEW_ARRAY(&h->arena, lb_slice, change->author_count);
    *commit = *change->commit;
    for (size_t i = 0; i < change->author_count; i++)
        authors[i] = lb_arena_copy(&h->arena, change->authors[i]);
    *r = (struct lb_revision){.commit = commit->id, .date = commit->date, .time = commit->time, .blob = "", .authors = authors,
                              .author_count = change->author_count, .subject = lb_arena_copy(&h->arena, change->subject),
                              .message = lb_arena_copy(&h->arena, change->message)};
    h->told[at] = r;
    h->told_count++;
}

static enum lb_status take_told(void *ctx, const struct lb_change *change, struct lb_err *err)
{
    (void)err;
    lb_history_remember(ctx, change);
    return LB_OK;
}

/* ---- answers */

int lb_revision_cmp(const struct lb_revision *a, const struct lb_revision *b)
{
    return a->order != b->order ? (a->order < b->order ? 1 : -1) : strcmp(a->commit, b->commit);
}

/* Texts of commits that nobody has asked for yet. */
static void tell(struct lb_history *h, const struct revision *revisions, size_t count)
{
    const char **ids = lb_xcalloc(count + 1, sizeof(const char *));
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (!h->told_size || !h->told[slot_of(h, revisions[i].id.data)])
            ids[n++] = revisions[i].id.data;
    if (n && h->status == LB_OK)
        h->status = lb_repo_tell(h->repo, h->head, ids, n, take_told, h, &h->err);
    free(ids);
}

static struct lb_revision revision_of(const struct lb_history *h, const struct revision *r)
{
    const struct lb_revision *told = h->told_size ? h->told[slot_of(h, r->id.data)] : NULL;
    struct lb_revision one = told ? *told : (struct lb_revision){.commit = r->id.data, .date = "", .time = ""};
    one.blob = r->blob.data;
    one.order = r->time;
    return one;
}

const struct lb_file_history *lb_history_find(struct lb_history *h, lb_slice path)
{
    lb_slice packed;
    if (!h || !lb_ledger_find(&h->files, key_of(path), &packed))
        return NULL;
    struct lb_bin in = lb_bin_of(packed);
    size_t count = lb_bin_count(&in, REVISION_BYTES), shown = count < LB_MAX_REVISIONS ? count : LB_MAX_REVISIONS;
    struct revision *all = lb_xcalloc(shown + 2, sizeof *all), one;
    for (size_t i = 0; i < count; i++) {
        one = read_revision(&in);
        all[i < shown ? i : shown] = one;
    }
    if (!count || in.is_broken) {
        free(all);
        return NULL;
    }
    tell(h, all, shown + (count > shown));
    struct lb_file_history *f = LB_NEW(&h->arena, struct lb_file_history);
    f->count = count;
    for (size_t i = 0; i < shown; i++)
        LB_PUSH(&h->arena, f->revisions, f->revision_count, f->revision_capacity, revision_of(h, &all[i]));
    f->last = f->revisions[0];
    f->first = revision_of(h, &all[count > shown ? shown : shown - 1]);
    free(all);
    return f;
}

/* Of the histories under the old ids the newest that was over when `all` began; NULL: there is none. */
static const struct lb_file_history *find_earlier(struct lb_history *h, lb_slice path, const lb_slice *old_ids, size_t count,
                                                  const struct lb_file_history *all)
{
    const struct lb_file_history *found = NULL;
    size_t slash = path.len;
    while (slash && path.data[slash - 1] != '/')
        slash--;
    for (size_t i = 0; i < count; i++) {
        lb_slice old = lb_arena_printf(&h->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(old_ids[i]), LB_ARG(lb_slice_sub(path, slash, path.len)));
        const struct lb_file_history *one = lb_slice_eq(key_of(old), key_of(path)) ? NULL : lb_history_find(h, old);
        bool is_same_commit = one && strcmp(one->last.commit, all->first.commit) == 0;
        if (one && (is_same_commit || lb_revision_cmp(&one->last, &all->first) > 0) && (!found || lb_revision_cmp(&one->last, &found->last) < 0))
            found = one;
    }
    return found;
}

const struct lb_file_history *lb_history_find_renamed(struct lb_history *h, lb_slice path, const lb_slice *old_ids, size_t count)
{
    const struct lb_file_history *own = lb_history_find(h, path), *earlier;
    if (!own || !count)
        return own;
    struct lb_file_history *all = LB_NEW(&h->arena, struct lb_file_history);
    *all = *own;
    all->revisions = NULL;
    all->revision_count = all->revision_capacity = 0;
    for (size_t i = 0; i < own->revision_count; i++)
        LB_PUSH(&h->arena, all->revisions, all->revision_count, all->revision_capacity, own->revisions[i]);
    for (size_t n = 0; n < count && (earlier = find_earlier(h, path, old_ids, count, all)); n++) {
        size_t from = strcmp(earlier->last.commit, all->first.commit) == 0; /* the commit that moved it */
        if (from == earlier->count)
            break;
        for (size_t i = from; i < earlier->revision_count && all->revision_count < LB_MAX_REVISIONS; i++)
            LB_PUSH(&h->arena, all->revisions, all->revision_count, all->revision_capacity, earlier->revisions[i]);
        all->count += earlier->count - from;
        all->first = earlier->first;
    }
    return all;
}

const char *lb_history_written(const struct lb_file_history *f)
{
    size_t i = 0;
    while (i + 1 < f->revision_count && strcmp(f->revisions[i].blob, f->revisions[i + 1].blob) == 0)
        i++;
    return f->revisions[i].commit;
}

int lb_history_behind(struct lb_history *h, lb_slice path, lb_slice commit)
{
    lb_slice packed, key, value;
    char wanted[65];
    if (!h || commit.len < 7 || commit.len > 64)
        return -1;
    for (size_t i = 0; i < commit.len; i++)
        wanted[i] = (char)tolower((unsigned char)commit.data[i]);
    if (!lb_ledger_find(&h->files, key_of(path), &packed) ||
        !lb_ledger_first(&h->commits, lb_slice_from(wanted, commit.len), &key, &value))
        return -1;
    struct lb_bin in = lb_bin_of(packed), time = lb_bin_of(value);
    struct revision pin = {.time = lb_bin_u64(&time), .id = key};
    size_t count = lb_bin_count(&in, REVISION_BYTES);
    int behind = 0;
    lb_slice newer = LB_EMPTY, newest = LB_EMPTY;
    for (size_t i = 0; i < count; i++) {
        struct revision r = read_revision(&in);
        bool is_new = by_time(&r, &pin) < 0;
        if (i == 0)
            newest = r.blob;
        if (i > 0 && !lb_slice_eq(r.blob, newer))
            behind++; /* the newer one was a change, and no move */
        newer = r.blob;
        if (!is_new)
            return lb_slice_eq(r.blob, newest) ? 0 : behind; /* also when all was taken back */
    }
    return behind + 1; /* the first one, too, came since */
}

bool lb_history_is_whole(const struct lb_history *h)
{
    lb_slice value;
    return h && h->is_whole && !lb_ledger_find(&h->commits, LB_S(CUT), &value);
}

enum lb_status lb_history_status(const struct lb_history *h, struct lb_err *err)
{
    if (!h || h->status == LB_OK)
        return LB_OK;
    return lb_fail(err, h->status, "%s", h->err.msg);
}

void lb_history_free(struct lb_history *h)
{
    if (!h)
        return;
    for (int i = 0; i < LB_HISTORY_FILE_COUNT; i++)
        lb_str_free(&h->images[i]);
    lb_arena_free(&h->arena);
    free(h->told);
    free(h);
}
