/* writer.h - what a writer is made of, shared by writer.c, commit.c and merge.c. Private to the store. */
#ifndef LB_STORE_WRITER_H
#define LB_STORE_WRITER_H

#include "store/reader.h"

struct lb_put_case {
    lb_slice id;
    uint32_t old_row; /* that it replaces, 0 = none */
};

struct lb_put_note {
    lb_slice key, value; /* empty value = dropped */
};

struct lb_writer {
    struct lb_generation generation;
    int lock;
    char *segment;                /* path of the new segment, "state/seg-8" */
    const struct lb_analyser *analyser;
    struct lb_xwriter *x;
    bool has_segment;             /* something is in x */
    struct lb_snapshot *base;     /* NULL: a new index */
    struct lb_reader *reader;     /* of base */
    struct lb_columns old_columns;
    struct lb_columns_maker *columns;
    struct lb_arena arena;        /* of the small things below */
    struct lb_bag ids;            /* put or dropped */
    struct lb_put_case *cases;    /* as they came: documents 1.. of the new segment */
    size_t case_count, case_capacity;
    uint32_t *gone;               /* rows of base that were replaced or dropped */
    size_t gone_count, gone_capacity;
    struct lb_put_note *notes;
    size_t note_count, note_capacity;
    struct lb_bag note_keys;      /* count = place in notes + 1 */
    struct lb_bag assets;         /* count: 1 = put, 0 = dropped */
    struct lb_bag bag;            /* terms of one case */
    struct lb_bag born;           /* words with the cases put that have them; only in updates */
    struct lb_str data;
    uint64_t content;             /* sum of the hashes of all cases, notes and assets: see lb_snapshot_name */
    bool is_committed;
};

/* Opens the current generation as what is updated. */
enum lb_status lb_open_base(struct lb_writer *, const char *dir, struct lb_err *) LB_MUST_CHECK;
/* A number for the content of the snapshot: that of a note, of an asset. */
uint64_t lb_note_content(lb_slice key, lb_slice value);
uint64_t lb_asset_content(lb_slice name);
/* Writes a file of a generation before anybody reads it: whole, but neither synced nor renamed. */
enum lb_status lb_write_plain(const char *path, lb_slice content, struct lb_err *) LB_MUST_CHECK;
enum lb_status lb_write_table(const struct lb_generation *, const char *name, lb_slice content, struct lb_err *) LB_MUST_CHECK;
/* Links to the files of lb_writer_file that are not written again. */
enum lb_status lb_inherit_files(const struct lb_generation *to, const struct lb_generation *from, struct lb_err *) LB_MUST_CHECK;
/* Metadata of a case's pages from the segment it lies in to a new one. */
enum lb_status lb_copy_texts(struct lb_xwriter *, struct lb_xdb *, uint32_t row, lb_slice data, struct lb_err *) LB_MUST_CHECK;

#endif
