/* xapian.h - the face of Xapian inside the store: terms, postings, document data, metadata. Private to this layer.
 *
 * Plain C over xapian.cc, the only file that knows Xapian; everything else in the store is C. No exception crosses.
 * LB_IO carries Xapian's own words (full disk, damaged file); LB_VERSION: the database format is another Xapian's.
 *
 * Thread rule: a handle belongs to one thread at a time. Opening costs about 11 us. */
#ifndef LB_STORE_XAPIAN_H
#define LB_STORE_XAPIAN_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

/* ---- reading ---- */

struct lb_xdb;

enum lb_status lb_xdb_open(const char *path, struct lb_xdb **ret, struct lb_err *) LB_MUST_CHECK;
void lb_xdb_close(struct lb_xdb *);
uint32_t lb_xdb_count(const struct lb_xdb *); /* documents; ids are 1..count without holes */

struct lb_posting {
    uint32_t doc, wdf;
};
/* A buffer that is used again for each term; starts zeroed, lb_postings_free at the end. */
struct lb_postings {
    struct lb_posting *items;
    size_t count, capacity;
};
/* All postings of a term, by document; none when the term is unknown. */
enum lb_status lb_xdb_postings(struct lb_xdb *, lb_slice term, struct lb_postings *ret, struct lb_err *) LB_MUST_CHECK;
void lb_postings_free(struct lb_postings *);
enum lb_status lb_xdb_freq(struct lb_xdb *, lb_slice term, uint32_t *ret, struct lb_err *) LB_MUST_CHECK;
/* The first document of a term, 0 when there is none. */
enum lb_status lb_xdb_first(struct lb_xdb *, lb_slice term, uint32_t *doc, struct lb_err *) LB_MUST_CHECK;

struct lb_xterm {
    lb_slice term;
    uint32_t count; /* documents with it, or its wdf in one document */
};
/* Terms that start with `prefix`, in byte order, at most max; count = documents. */
enum lb_status lb_xdb_terms(struct lb_xdb *, struct lb_arena *, lb_slice prefix, size_t max, struct lb_xterm **ret,
                            size_t *count, struct lb_err *) LB_MUST_CHECK;
/* Terms of one document that start with `prefix`; count = wdf. */
enum lb_status lb_xdb_doc_terms(struct lb_xdb *, struct lb_arena *, uint32_t doc, lb_slice prefix,
                                struct lb_xterm **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_xdb_data(struct lb_xdb *, struct lb_arena *, uint32_t doc, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* LB_NOT_FOUND without message when there is no such key. */
enum lb_status lb_xdb_meta(struct lb_xdb *, struct lb_arena *, lb_slice key, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;

/* Keys of the metadata that start with `prefix`, in byte order. */
enum lb_status lb_xdb_keys(struct lb_xdb *, struct lb_arena *, lb_slice prefix, lb_slice **ret, size_t *count,
                           struct lb_err *) LB_MUST_CHECK;

/* ---- writing ---- */

/* Documents go into shards of a few hundred (Xapian's inverter misses the processor's cache beyond that), which
 * lb_xwriter_merge turns into one database; document ids follow the order of adding, from 1. */
struct lb_xwriter;

/* Makes <dir>/shard-N while it works and <dir>/index in the end; dir must exist. */
enum lb_status lb_xwriter_open(const char *dir, struct lb_xwriter **ret, struct lb_err *) LB_MUST_CHECK;
/* Terms of at most 245 bytes; wdf 0 = boolean. */
enum lb_status lb_xwriter_add(struct lb_xwriter *, const struct lb_xterm *terms, size_t count, lb_slice data,
                              struct lb_err *) LB_MUST_CHECK;
/* Keys of at most 200 bytes, each once. */
enum lb_status lb_xwriter_meta(struct lb_xwriter *, lb_slice key, lb_slice value, struct lb_err *) LB_MUST_CHECK;
/* After the last document. Metadata may follow. */
enum lb_status lb_xwriter_merge(struct lb_xwriter *, struct lb_err *) LB_MUST_CHECK;
/* Bytewise sorted unprefixed words (not capitals) of the merged database, one call a word; stops when it fails. */
enum lb_status lb_xwriter_words(struct lb_xwriter *, void (*each)(void *ctx, lb_slice word, uint32_t count), void *ctx,
                                struct lb_err *) LB_MUST_CHECK;
/* Hands everything to the system; syncing is the generation's (generation.h). */
enum lb_status lb_xwriter_finish(struct lb_xwriter *, struct lb_err *) LB_MUST_CHECK;
void lb_xwriter_close(struct lb_xwriter *);

#endif
