/* behind.c - see behind.h. */
#include "indexer/behind.h"

#include "base/limits.h"
#include "indexer/history.h"
#include "indexer/text_check.h"

#include <stdlib.h>
#include <string.h>

struct lb_behind {
    struct lb_repo *repo;
    struct lb_history *history; /* NULL: not read yet, or it cannot be */
    bool is_read;
    char commit[65];
};

struct lb_behind *lb_behind_new(struct lb_repo *repo, const char *commit_id)
{
    struct lb_behind *b = lb_xcalloc(1, sizeof *b);
    b->repo = repo;
    snprintf(b->commit, sizeof b->commit, "%s", commit_id);
    return b;
}

void lb_behind_free(struct lb_behind *b)
{
    if (!b)
        return;
    lb_history_free(b->history);
    free(b);
}

/* Is it what the commit holds? How its lines end does not count. */
static bool is_committed(struct lb_behind *b, const struct lb_file_history *history, const struct lb_case *c)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice bytes;
    bool is = history && *history->last.blob &&
              lb_repo_blob(b->repo, &arena, history->last.blob, LB_MAX_CASE_FILE, &bytes, NULL) == LB_OK &&
              lb_slice_eq(lb_text_lines(&arena, bytes), c->source.text);
    lb_arena_free(&arena);
    return is;
}

int lb_behind_count(struct lb_behind *b, const struct lb_case *translation, const struct lb_case *original)
{
    lb_slice pin = lb_value_str(translation->front, "translation_of_commit");
    if (!b->is_read && lb_history_read(b->repo, b->commit, &b->history, NULL))
        b->history = NULL;
    b->is_read = true;
    const struct lb_file_history *own = lb_history_find(b->history, translation->source.path);
    if (!pin.len && !is_committed(b, own, translation))
        return 0; /* of the commit that is made now, as all it holds */
    if (!pin.len)
        pin = lb_slice_of(lb_history_written(own));
    int behind = lb_history_behind(b->history, original->source.path, pin);
    if (behind < 0)
        return -1;
    return behind + !is_committed(b, lb_history_find(b->history, original->source.path), original);
}
