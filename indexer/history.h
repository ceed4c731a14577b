/* history.h - who changed which case when, from one walk over all commits.
 *
 * A file is known by its last two path components, "rumpon-pontianak/id.md", because folders above a case's own carry no
 * meaning: a case that moves keeps its history. Only Markdown files under cases/ and collections/ are followed. Names of
 * authors are those of the .mailmap of the commit walked from (another .mailmap: another history), e-mail addresses
 * never. */
#ifndef LB_HISTORY_H
#define LB_HISTORY_H

#include "indexer/repo.h"

struct lb_revision {
    const char *commit; /* hex id */
    const char *date, *time; /* as in struct lb_commit */
    const char *blob;       /* hex id of the file's content; empty: the commit removed it */
    const lb_slice *authors; /* the author first, then co-authors; may be none */
    size_t author_count;
    lb_slice subject, message; /* first line of the message and the rest, see repo.h */
    unsigned number; /* of the commit in the walk; smaller = newer */
};

struct lb_file_history {
    struct lb_revision last, first; /* first is the oldest known: see lb_history_is_whole */
    size_t count;                   /* commits that changed the file */
    struct lb_revision *revisions;  /* newest first, at most LB_MAX_REVISIONS */
    size_t revision_count, revision_capacity;
};

struct lb_history;

/* Walks at most LB_MAX_HISTORY commits from commit_id back. LB_NOT_FOUND, LB_IO. */
enum lb_status lb_history_read(struct lb_repo *, const char *commit_id, struct lb_history **ret,
                               struct lb_err *) LB_MUST_CHECK;
void lb_history_free(struct lb_history *);
/* NULL when no commit is known to have changed the file. */
const struct lb_file_history *lb_history_find(const struct lb_history *, lb_slice path);
/* Commits that changed the file after `commit` (a full or abbreviated id, at least 7 digits); -1 when the commit is not in
 * this history. */
int lb_history_behind(const struct lb_history *, lb_slice path, lb_slice commit);
/* False when the walk met its maximum or the end of a shallow clone: "first published" is then unknown. */
bool lb_history_is_whole(const struct lb_history *);

#endif
