/* history_parts.h - what history_gather.c leaves and history.c answers from. Private to both.
 *
 *   commits  hex id -> corrected time (64 bit); "!": the history is not whole
 *   files    "id/file.md" -> its revisions, newest first: how many (32 bit), then each: corrected time, id, blob
 *
 * All questions are answered from these ledgers, so a history that was carried on can know nothing that one read anew does
 * not. What a commit says of itself is read from git when it is first asked for. */
#ifndef LB_HISTORY_PARTS_H
#define LB_HISTORY_PARTS_H

#include "base/binary.h"
#include "indexer/history.h"
#include "indexer/ledger.h"

#define CUT "!" /* among the commits */

enum { REVISION_BYTES = 8 + 2 * (4 + 1) };

/* A commit the walk met. */
struct walked {
    const char *id;
    int64_t when;
    uint64_t time; /* corrected; 0 = not known yet */
    const char **parents;
    size_t parent_count;
};

/* That a commit touched a file. */
struct touch {
    lb_slice path;
    uint32_t commit; /* in walked */
    const char *blob;
};

struct lb_history {
    struct lb_arena arena;
    struct lb_repo *repo;
    const char *head;
    struct walked *walked;
    size_t walked_count, walked_capacity;
    size_t *by_id; /* of walked */
    struct touch *touches;
    size_t touch_count, touch_capacity;
    struct lb_revision **told; /* what commits say of themselves: a hash table by id, open addressing */
    size_t told_count, told_size;
    struct lb_ledger commits, files;
    struct lb_ledger old_commits, old_files;
    struct lb_str images[LB_HISTORY_FILE_COUNT];
    bool is_new[LB_HISTORY_FILE_COUNT];
    bool is_whole, is_resumed;
    enum lb_status status;
    struct lb_err err;
};

struct revision {
    uint64_t time;
    lb_slice id, blob;
};

/* Newest first. */
static inline int by_time(const void *a, const void *b)
{
    const struct revision *x = a, *y = b;
    return x->time != y->time ? (x->time < y->time ? 1 : -1) : lb_slice_cmp(x->id, y->id);
}

static inline struct revision read_revision(struct lb_bin *in)
{
    struct revision r = {.time = lb_bin_u64(in)};
    r.id = lb_bin_slice(in);
    r.blob = lb_bin_slice(in);
    return r;
}

/* "rumpon-pontianak/id.md" of a path. */
static inline lb_slice key_of(lb_slice path)
{
    size_t at = path.len;
    for (int slashes = 0; at > 0; at--)
        if (path.data[at - 1] == '/' && ++slashes == 2)
            break;
    return lb_slice_sub(path, at, path.len);
}

/* Keeps what a commit says of itself. */
void lb_history_remember(struct lb_history *, const struct lb_change *);

#endif
