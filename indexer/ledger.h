/* ledger.h - what one build leaves for the next: a map from keys to bytes in two files, a large one that stays as it is
 * for many builds and a small one with what changed since.
 *
 * A build that changes ten entries of a hundred thousand writes kilobytes, and reading needs no parsing: both files are
 * used as they lie there. Once the changes are a good part of the whole, the large one is written anew. Keys are ordered
 * as folders are walked: bytewise, but '/' before everything, so that a folder comes right before what lies in it.
 *
 * A file: the eight bytes "LBLEDGE1", the number of entries n, n + 1 offsets into what follows (64 bit each), then the
 * entries: length of the key, length of the value (all ones: there is no such key any more) (32 bit each), key, value. */
#ifndef LB_LEDGER_H
#define LB_LEDGER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

struct lb_ledger_file {
    const char *offsets, *entries;
    size_t count, size; /* size of the entries */
};

struct lb_ledger {
    struct lb_ledger_file base, changes;
};

/* Both images must outlive the ledger; empty ones hold nothing. LB_INVALID: damaged. */
enum lb_status lb_ledger_open(lb_slice base, lb_slice changes, struct lb_ledger *ret, struct lb_err *) LB_MUST_CHECK;
bool lb_ledger_find(const struct lb_ledger *, lb_slice key, lb_slice *value);

/* The first entry whose key starts with `prefix`. */
bool lb_ledger_first(const struct lb_ledger *, lb_slice prefix, lb_slice *key, lb_slice *value);

/* All entries in the order of keys; *at starts zeroed. */
struct lb_ledger_at {
    size_t base, changes;
};
bool lb_ledger_next(const struct lb_ledger *, struct lb_ledger_at *at, lb_slice *key, lb_slice *value);

struct lb_ledger_edit {
    lb_slice key, value;
    bool is_gone;
};

/* The ledger after these edits (sorted here; each key once), as images to be written. When *is_whole, `base` is written
 * anew and there are no changes; else only `changes`. `old` may be NULL: everything anew. Out of room shows as is_full. */
void lb_ledger_write(const struct lb_ledger *old, struct lb_ledger_edit *, size_t count, struct lb_str *base,
                     struct lb_str *changes, bool *is_whole);

/* The order of keys. */
int lb_path_cmp(lb_slice a, lb_slice b);

#endif
