/* contract.h - everything in schema/ and library.yml of one library, loaded once: what its cases are measured by.
 *
 * Immutable after loading, but not thread-safe: matching a schema keeps state in its patterns. */
#ifndef LB_CONTRACT_H
#define LB_CONTRACT_H

#include "base/str.h"
#include "indexer/regions.h"
#include "indexer/schema.h"
#include "indexer/tree.h"
#include "indexer/vocab.h"

enum { LB_MAX_HEADINGS = 32 }; /* sections of a case's body */

struct lb_heading {
    lb_slice id;
    const struct lb_value *label; /* map language -> text */
};

struct lb_contract {
    struct lb_arena arena;
    struct lb_vocabs vocabs;
    struct lb_regions regions;
    struct lb_schemas *schemas;
    const struct lb_schema *of_case, *of_translation, *of_collection, *of_collection_translation;
    struct lb_heading headings[LB_MAX_HEADINGS];
    size_t heading_count;
    lb_slice language;  /* the library's own: a case's original is in it when it can be */
    lb_slice licence;   /* of its texts, when a case names no other */
    struct lb_value *library, *headings_file, *profile_sources; /* NULL when the file is missing */
    struct lb_json *schema_json; /* {"case": ..., ...} */
    struct lb_json *search;      /* {"acronyms": ..., ...}: one member a file of schema/search/ */
    struct lb_json *tiles, *profiles;
    struct { double south, north, west, east; } bounds; /* of the country; all 0 = unknown ("x-bounds" at places) */
};

/* Reads schema/ and library.yml from the tree. Faults in them are diagnostics with their place (E035 and those of YAML
 * and the schema). LB_INVALID: no contract to measure by - a schema or a vocabulary is missing or broken; the message
 * sums up. LB_IO. *ret is untouched on failure. */
enum lb_status lb_contract_load(const struct lb_tree *, struct lb_diags *, struct lb_contract **ret, struct lb_err *)
    LB_MUST_CHECK;
/* The files of schema/ and library.yml as one string, and as a tree again, which points to it. LB_LIMIT: too many. */
enum lb_status lb_contract_pack(const struct lb_tree *, struct lb_str *out, struct lb_err *) LB_MUST_CHECK;
struct lb_tree lb_contract_tree(lb_slice *packed);
/* Of files that were loaded before and had no fault: only what cases are checked and written with. The notes "tiles",
 * "profiles" and "search" cannot be made of it. */
enum lb_status lb_contract_load_again(const struct lb_tree *, struct lb_diags *, struct lb_contract **ret, struct lb_err *)
    LB_MUST_CHECK;
void lb_contract_free(struct lb_contract *);

/* Reads the YAML file `path` of the tree and checks it against a schema (NULL: not checked). NULL with a diagnostic,
 * or without one when the file does not exist. */
struct lb_value *lb_contract_read_yaml(struct lb_contract *, const struct lb_tree *, const char *path,
                                       const struct lb_schema *, struct lb_diags *);

/* The notes of record.h: key and JSON value, one by one: library, vocab, regions, tiles, profiles, headings, search,
 * schema. `acronyms` (may be NULL) is put into "search" as case_acronyms. The value is freed by the caller. */
size_t lb_contract_note_count(void);
const char *lb_contract_note_key(size_t i);
struct lb_json *lb_contract_note(const struct lb_contract *, size_t i, const struct lb_json *acronyms);
/* The one that is also what lb_analyser_new wants. */
struct lb_json *lb_contract_search(const struct lb_contract *, const struct lb_json *acronyms);

/* Puts the faults of `value` against `schema` into source's diagnostics, in words for an author; types the value.
 * True when there was none. */
bool lb_contract_check(const struct lb_contract *, const struct lb_schema *, struct lb_value *value,
                       struct lb_source *);

/* A code's label, or the code. */
lb_slice lb_contract_label(const struct lb_contract *, const char *vocab, lb_slice code, lb_slice lang);

#endif
