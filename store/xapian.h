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
#include "store/segments.h"

/* ---- reading ---- */

/* All segments of a generation, read as one index: what is called a row here is the number of a case in the snapshot,
 * 1..rows in the order of the ids, wherever its document lies; what is dead does not show. */
struct lb_xdb;

/* The segments must outlive it. */
enum lb_status lb_xdb_open(const struct lb_segments *, struct lb_xdb **ret, struct lb_err *) LB_MUST_CHECK;
void lb_xdb_close(struct lb_xdb *);

struct lb_posting {
    uint32_t doc, wdf; /* doc = row */
};
/* A buffer that is used again for each term; starts zeroed, lb_postings_free at the end. */
struct lb_postings {
    struct lb_posting *items;
    size_t count, capacity;
};
/* All postings of a term, by row; none when the term is unknown. */
enum lb_status lb_xdb_postings(struct lb_xdb *, lb_slice term, struct lb_postings *ret, struct lb_err *) LB_MUST_CHECK;
void lb_postings_free(struct lb_postings *);
/* Cases with the term. */
enum lb_status lb_xdb_freq(struct lb_xdb *, lb_slice term, uint32_t *ret, struct lb_err *) LB_MUST_CHECK;
/* The row of a term that at most one case has, 0 when there is none. */
enum lb_status lb_xdb_first(struct lb_xdb *, lb_slice term, uint32_t *row, struct lb_err *) LB_MUST_CHECK;

/* Terms of one case that start with `prefix`, in byte order; count = wdf. */
enum lb_status lb_xdb_doc_terms(struct lb_xdb *, struct lb_arena *, uint32_t row, lb_slice prefix,
                                struct lb_xterm **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;
/* All terms of a document, dead or not. */
enum lb_status lb_xdb_terms_at(struct lb_xdb *, struct lb_arena *, struct lb_place, struct lb_xterm **ret,
                               size_t *count, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_xdb_data(struct lb_xdb *, struct lb_arena *, uint32_t row, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* Metadata of the whole: of the newest segment that has the key. LB_NOT_FOUND without message when there is no such
 * key. A value of one NUL byte takes the key away. */
enum lb_status lb_xdb_meta(struct lb_xdb *, struct lb_arena *, lb_slice key, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* Metadata that belongs to a case: of the segment its document is in. */
enum lb_status lb_xdb_doc_meta(struct lb_xdb *, struct lb_arena *, uint32_t row, lb_slice key, lb_slice *ret,
                               struct lb_err *) LB_MUST_CHECK;
/* Keys of the metadata of the segments from..to that start with `prefix`, in byte order; also those taken away when
 * asked for. */
enum lb_status lb_xdb_keys(struct lb_xdb *, struct lb_arena *, size_t from, size_t to, lb_slice prefix, bool with_gone,
                           lb_slice **ret, size_t *count, struct lb_err *) LB_MUST_CHECK;
/* Terms in byte order with the cases that have them, one call a term; of words only, unprefixed ones (not capitals). */
enum lb_status lb_xdb_terms(struct lb_xdb *, bool words_only, void (*each)(void *ctx, lb_slice word, uint32_t count), void *ctx,
                            struct lb_err *) LB_MUST_CHECK;

/* ---- writing ---- */

/* Makes one segment. Documents go into shards of a few hundred (Xapian's inverter misses the processor's cache beyond
 * that), which are merged in the end; document ids follow the order of adding, from 1. */
struct lb_xwriter;

/* Makes <dir>/shard-N while it works; dir must exist. */
enum lb_status lb_xwriter_open(const char *dir, struct lb_xwriter **ret, struct lb_err *) LB_MUST_CHECK;
/* Terms of at most 245 bytes; wdf 0 = boolean. */
enum lb_status lb_xwriter_add(struct lb_xwriter *, const struct lb_xterm *terms, size_t count, lb_slice data,
                              struct lb_err *) LB_MUST_CHECK;
/* A document as it stands in another segment. */
enum lb_status lb_xwriter_copy(struct lb_xwriter *, struct lb_xdb *, struct lb_place, struct lb_err *) LB_MUST_CHECK;
/* Keys of at most 200 bytes, each once. */
enum lb_status lb_xwriter_meta(struct lb_xwriter *, lb_slice key, lb_slice value, struct lb_err *) LB_MUST_CHECK;
/* Puts the whole segment at `path`, which must not exist, and hands it to the system; syncing is the generation's
 * (generation.h). Nothing can be added afterwards. */
enum lb_status lb_xwriter_finish(struct lb_xwriter *, const char *path, struct lb_err *) LB_MUST_CHECK;
void lb_xwriter_close(struct lb_xwriter *);

#endif
