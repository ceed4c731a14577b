/* history.h - who changed which case when: gathered from one walk over all commits, and carried on from build to build.
 *
 * A file is known by its last two path components, "rumpon-pontianak/id.md", because folders above a case's own carry no
 * meaning: a case that moves keeps its history. Only Markdown files under cases/ and collections/ are followed. Names of
 * authors are those of the .mailmap of the commit walked from (another .mailmap: another history), e-mail addresses
 * never.
 *
 * Order. A commit comes before its parents; else the later one first; else the smaller id. To have that without looking
 * at who asks, each commit has a corrected time: its own, but later than those of its parents. So the order of two commits
 * never changes, whatever is pushed on top or merged in from the side, and a history carried on equals one read anew. */
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
    uint64_t order;            /* corrected time: lb_revision_cmp */
};

/* The order of history: < 0 when a is newer. */
int lb_revision_cmp(const struct lb_revision *a, const struct lb_revision *b);

struct lb_file_history {
    struct lb_revision last, first; /* first is the oldest known: see lb_history_is_whole */
    size_t count;                   /* commits that changed the file */
    struct lb_revision *revisions;  /* newest first, at most LB_MAX_REVISIONS */
    size_t revision_count, revision_capacity;
};

struct lb_history;

/* Walks at most LB_MAX_HISTORY commits from commit_id back. The repository must outlive the history. LB_NOT_FOUND, LB_IO. */
enum lb_status lb_history_read(struct lb_repo *, const char *commit_id, struct lb_history **ret,
                               struct lb_err *) LB_MUST_CHECK;

/* What a history leaves for the next build: four files, to be given to lb_history_resume as they were. */
enum lb_history_file { LB_HISTORY_FILES, LB_HISTORY_FILES_NEW, LB_HISTORY_COMMITS, LB_HISTORY_COMMITS_NEW, LB_HISTORY_FILE_COUNT };
extern const char *const lb_history_file_names[LB_HISTORY_FILE_COUNT];

/* Carries on from what the history of old_id left: only commits that came since are walked. LB_INVALID: old_id does not
 * lead to commit_id (history was rewritten), or what was left cannot be used: read it anew. `files` must outlive it. */
enum lb_status lb_history_resume(struct lb_repo *, const char *commit_id, const char *old_id,
                                 const lb_slice files[LB_HISTORY_FILE_COUNT], struct lb_history **ret,
                                 struct lb_err *) LB_MUST_CHECK;
static inline bool lb_history_is_large(enum lb_history_file which) /* and seldom new */
{
    return which == LB_HISTORY_FILES || which == LB_HISTORY_COMMITS;
}
/* One of the files as it is to be now; false when a large one stayed as it was. */
bool lb_history_file(const struct lb_history *, enum lb_history_file, lb_slice *ret);

void lb_history_free(struct lb_history *);
/* NULL when no commit is known to have changed the file. */
const struct lb_file_history *lb_history_find(struct lb_history *, lb_slice path);
/* The same, and before it what the file was under ids its folder had before: a case that got another name keeps its history, and who
 * cited a version still finds it. An id whose history goes on beside that of the file was another case, and is left out. */
const struct lb_file_history *lb_history_find_renamed(struct lb_history *, lb_slice path, const lb_slice *old_ids, size_t count);
/* The commit that last changed what the file holds; moves do not. */
const char *lb_history_written(const struct lb_file_history *);
/* Commits that changed what the file holds after `commit` (a full or abbreviated id, at least 7 digits); 0 when it holds the same as
 * then; -1 when the commit is not in this history. */
int lb_history_behind(struct lb_history *, lb_slice path, lb_slice commit);
/* False when the walk met its maximum or the end of a shallow clone: "first published" is then unknown. */
bool lb_history_is_whole(const struct lb_history *);
/* LB_OK, or why a commit could not be read when somebody asked for it: what was told since is not to be used. */
enum lb_status lb_history_status(const struct lb_history *, struct lb_err *) LB_MUST_CHECK;

/* The files that the walk met, as often as it met them; the commits it met. */
size_t lb_history_touched_count(const struct lb_history *);
lb_slice lb_history_touched(const struct lb_history *, size_t i); /* a path */
size_t lb_history_walked_count(const struct lb_history *);
const char *lb_history_walked(const struct lb_history *, size_t i); /* a hex id */

#endif
