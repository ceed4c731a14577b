/* versions.h - the versions of a case's file as they lie in the snapshot: what was said of each, and its text.
 *
 * One blob holds all versions of one file in one language, because they differ little and so take little more room than one
 * (brotli over all of them). The indexer makes it from git, the site shows it; neither git, YAML nor Markdown is read there.
 *
 * A version's text is lines of clean UTF-8; the first letter says what a line is:
 *   F name         a field of the front matter begins ("results"); its values follow
 *   v path\ttext   a value; the path below the field ("", "indicator", "setup")
 *   i path\ttext   the same, and the first value of an item of a list
 *   S title        a section of the body begins; what stands before the first has none
 *   h p l q t c n  lines of a section: a heading, paragraph, item, quote, row of a table, line of code, note */
#ifndef LB_STORE_VERSIONS_H
#define LB_STORE_VERSIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum lb_version_state {
    LB_VERSION_SHOWN,
    LB_VERSION_HIDDEN,     /* not published at that time: its text is nobody's business */
    LB_VERSION_REMOVED,    /* the commit took the file away */
    LB_VERSION_UNREADABLE, /* the file was broken; see code and line */
    LB_VERSION_LEFT_OUT,   /* all texts together are too large, and this is one of the oldest */
    LB_VERSION_STATES
};

struct lb_version {
    lb_slice commit; /* hex */
    lb_slice time;   /* "2024-11-15T07:05:09Z" */
    const lb_slice *authors;
    size_t author_count;
    lb_slice subject, message;
    enum lb_version_state state;
    lb_slice code;    /* of an unreadable one: the rule it broke ("E003"); of a hidden one: its state ("draft") */
    unsigned line;    /* of the file; 0 = unknown */
    bool is_same;     /* the same text as the next older one that is shown: moved, or only its form changed */
    bool is_first;    /* shown, and none that is older is */
    size_t added, removed; /* words, against the next older one that is shown; 0 when there is none */
    lb_slice text;    /* writing: of a shown one; reading: see lb_versions_unpack */
    size_t from, len; /* reading: where its text lies */
};

struct lb_versions {
    struct lb_version *items; /* newest first */
    size_t count;
    size_t total;     /* commits that changed the file; more than count when the oldest are only counted */
    bool is_whole;    /* false: what came before the oldest is not known (a shallow clone) */
    lb_slice texts;   /* reading: packed */
    size_t texts_len; /* plain */
};

/* Appends the blob. */
void lb_versions_write(const struct lb_versions *, struct lb_str *out);
/* Everything but the texts; slices live in the arena or point into the blob. LB_INVALID: damaged. */
enum lb_status lb_versions_read(struct lb_arena *, lb_slice blob, struct lb_versions *ret, struct lb_err *) LB_MUST_CHECK;
/* Unpacks the texts and sets those of all shown versions. LB_INVALID: damaged. */
enum lb_status lb_versions_unpack(struct lb_arena *, struct lb_versions *, struct lb_err *) LB_MUST_CHECK;

#endif
