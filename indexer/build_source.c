/* build_source.c - where a library comes from, and whether the snapshot is of it already. */
#include "indexer/build_parts.h"

#include "indexer/assets.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MAX_FINGERPRINT = 256 * 1024 * 1024 }; /* a line of 100 bytes a file, a million files and more */

static enum lb_status open_folder(struct lb_build *b, struct lb_err *err)
{
    static const char *const parts[] = {"cases", "collections", "schema", "library.yml", NULL};
    struct lb_str text = LB_STR_INIT(MAX_FINGERPRINT);
    char hash[65];
    int64_t newest = 0;
    enum lb_status status = lb_worktree_open(b->options->from, &b->folder, err);
    if (status == LB_OK)
        status = lb_worktree_fingerprint(b->folder, parts, &text, &newest, err);
    if (status == LB_OK && text.len == 0)
        status = lb_fail(err, LB_NOT_FOUND, "'%s' holds no library: it has neither cases/ nor schema/ nor library.yml",
                         b->options->from);
    if (status == LB_OK) {
        time_t when = (time_t)newest;
        struct tm tm;
        gmtime_r(&when, &tm);
        strftime(b->commit.date, sizeof b->commit.date, "%Y-%m-%d", &tm);
        strftime(b->commit.time, sizeof b->commit.time, "%Y-%m-%dT%H:%M:%SZ", &tm);
        lb_sha256(lb_str_slice(&text), hash);
        snprintf(b->source, sizeof b->source, "folder %.40s%s", hash, b->options->has_drafts ? " drafts" : "");
        b->tree = lb_worktree_tree(b->folder);
    }
    lb_str_free(&text);
    return status;
}

static enum lb_status open_commit(struct lb_build *b, struct lb_err *err)
{
    const char *ref = b->options->ref ? b->options->ref : "HEAD";
    enum lb_status status = lb_repo_open(b->options->repo, b->options->is_trusted, &b->repo, err);
    if (status == LB_OK)
        status = lb_repo_resolve(b->repo, ref, &b->commit, err);
    if (status == LB_OK) {
        memcpy(b->report->commit, b->commit.id, sizeof b->report->commit);
        char end[65]; /* a clone that gets more of its history says more of the same commit */
        lb_repo_shallow(b->repo, end);
        snprintf(b->source, sizeof b->source, "commit %.40s%s%s%.16s", b->commit.id, b->options->has_drafts ? " drafts" : "",
                 *end ? " cut " : "", end);
        status = lb_repo_tree(b->repo, b->commit.id, &b->tree, err);
    }
    return status;
}

enum lb_status lb_build_open(struct lb_build *b, struct lb_err *err)
{
    if (b->options->tree) {
        b->tree = *b->options->tree;
        snprintf(b->commit.date, sizeof b->commit.date, "%s", b->options->date);
        return LB_OK;
    }
    return b->options->from ? open_folder(b, err) : open_commit(b, err);
}

enum lb_status lb_build_source(const struct lb_build_options *options, char text[80], struct lb_err *err)
{
    struct lb_build_report report = {0};
    struct lb_build b = {.options = options, .report = &report};
    enum lb_status status = lb_build_open(&b, err);
    if (status == LB_OK)
        memcpy(text, b.source, sizeof b.source);
    lb_repo_close(b.repo);
    lb_worktree_close(b.folder);
    lb_arena_free(&b.arena);
    return status;
}

bool lb_build_is_current(struct lb_build *b)
{
    struct lb_snapshot *snapshot = NULL;
    struct lb_reader *reader = NULL;
    struct lb_json *head = NULL;
    lb_slice text;
    bool is_current = false;
    /* Whatever is wrong with the snapshot that is there is mended by making another. */
    if (lb_snapshot_peek(b->options->state, &snapshot, NULL) || lb_reader_open(snapshot, &reader, NULL) ||
        lb_reader_note(reader, &b->arena, LB_S("head"), &text, NULL) || lb_json_parse(text, &head, NULL))
        goto out;
    is_current = lb_slice_eq(lb_json_str(head, "source"), lb_slice_of(b->source)) &&
                 lb_slice_eq(lb_json_str(head, "build"), lb_slice_of(b->options->program));
    b->report->cases = (size_t)lb_json_int_of(head, "cases");
    b->report->left_out = (size_t)lb_json_int_of(head, "left_out");
out:
    lb_json_free(head);
    lb_reader_close(reader);
    lb_snapshot_drop(snapshot);
    return is_current;
}
