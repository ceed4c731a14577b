/* revisions.c - see revisions.h. */
#include "indexer/revisions.h"

#include "base/limits.h"
#include "indexer/front.h"
#include "indexer/markdown.h"
#include "indexer/yaml.h"
#include "store/version_diff.h"

#include <string.h>

enum { MAX_TEXT = 2 * LB_MAX_CASE_FILE };

/* ---- one file as text ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void put_line(struct lb_str *out, char tag, lb_slice path, lb_slice text)
{
    lb_str_addc(out, tag);
    if (tag == 'v' || tag == 'i') {
        lb_str_add(out, path);
        lb_str_addc(out, '\t');
    }
    text = lb_slice_trim(text);
    for (size_t i = 0, run; i < text.len; i = run) { /* white space becomes one space */
        for (run = i; run < text.len && !is_space(text.data[run]);)
            run++;
        lb_str_add(out, lb_slice_sub(text, i, run));
        if (run < text.len)
            lb_str_addc(out, ' ');
        while (run < text.len && is_space(text.data[run]))
            run++;
    }
    lb_str_addc(out, '\n');
}

/* The values below a field. `is_item`: the next one is the first of a list's item. Depth is bounded by the YAML parser. */
static void put_value(struct lb_arena *arena, const struct lb_value *value, lb_slice path, bool *is_item, struct lb_str *out)
{
    if (value->kind == LB_VALUE_MAP) {
        for (size_t i = 0; i < value->count; i++) {
            lb_slice key = value->members[i].key;
            lb_slice below = path.len ? lb_arena_printf(arena, "%" LB_PRI ".%" LB_PRI, LB_ARG(path), LB_ARG(key)) : key;
            put_value(arena, value->members[i].value, below, is_item, out);
        }
        return;
    }
    if (value->kind == LB_VALUE_LIST) {
        for (size_t i = 0; i < value->count; i++) {
            *is_item = *is_item || path.len == 0;
            put_value(arena, value->items[i], path, is_item, out);
        }
        return;
    }
    put_line(out, *is_item ? 'i' : 'v', path, lb_value_text(value));
    *is_item = false;
}

static void put_front(struct lb_arena *arena, const struct lb_value *front, struct lb_str *out)
{
    for (size_t i = 0; front->kind == LB_VALUE_MAP && i < front->count; i++) {
        bool is_item = false;
        put_line(out, 'F', LB_EMPTY, front->members[i].key);
        put_value(arena, front->members[i].value, LB_EMPTY, &is_item, out);
    }
}

enum lb_status lb_revision_text(struct lb_arena *arena, lb_slice bytes, struct lb_str *out, lb_slice *state,
                                const char **code, unsigned *line, struct lb_err *err)
{
    struct lb_diags diags;
    struct lb_source source = {.text = bytes, .diags = &diags};
    struct lb_front front;
    struct lb_value *value = NULL;
    struct lb_block *blocks = NULL;
    struct lb_err fault = {0};
    size_t count = 0;
    lb_diags_init(&diags);
    enum lb_status status = lb_front_split(&source, &front);
    if (status == LB_OK)
        status = lb_yaml_parse(&source, front.yaml, front.yaml_line, &lb_yaml_front, arena, &value);
    if (status == LB_OK && diags.errors)
        status = LB_INVALID; /* a key twice: which one was meant? */
    *state = status == LB_OK ? lb_value_str(value, "state") : LB_EMPTY;
    if (status == LB_OK)
        status = lb_markdown_blocks(arena, front.body, &blocks, &count, &fault);
    if (status == LB_IO) {
        status = lb_fail(err, LB_IO, "%s", fault.msg);
    } else if (status) {
        *code = diags.count ? diags.items[0].code : "E080";
        *line = diags.count ? diags.items[0].line : 0;
        status = LB_INVALID;
    } else {
        put_front(arena, value, out);
        for (size_t i = 0; i < count; i++)
            put_line(out, (char)blocks[i].kind, LB_EMPTY, blocks[i].text);
        size_t lines = 0;
        for (size_t i = 0; i < out->len; i++)
            lines += out->data[i] == '\n';
        if (out->is_full || lines > LB_MAX_VERSION_LINES) {
            *code = "E006";
            *line = 0;
            status = LB_INVALID;
        }
    }
    lb_diags_free(&diags);
    return status;
}

/* ---- all versions of a file ---- */

/* Was the original public when this commit was made? Its newest version that is not newer says so. */
static bool was_public(const struct lb_file_history *original, const struct lb_revisions *read, const struct lb_revision *at)
{
    for (size_t i = 0; i < read->versions.count; i++)
        if (lb_revision_cmp(&original->revisions[i], at) >= 0)
            return read->is_public[i];
    return false;
}

/* `is_public` comes with what the original was, or true. */
static enum lb_status read_version(struct lb_repo *repo, const struct lb_revision *r, bool is_translation, bool has_drafts,
                                   struct lb_arena *arena, bool *is_public, struct lb_version *v, struct lb_err *err)
{
    struct lb_arena scratch = LB_ARENA_INIT;
    struct lb_str text = LB_STR_INIT(MAX_TEXT);
    lb_slice bytes, state = LB_EMPTY;
    const char *code = "";
    enum lb_status status = LB_OK;
    *v = (struct lb_version){.commit = lb_slice_of(r->commit), .time = lb_slice_of(r->time), .authors = r->authors,
                             .author_count = r->author_count, .subject = r->subject, .message = r->message};
    if (!*r->blob) {
        *is_public = false;
        v->state = LB_VERSION_REMOVED;
        return LB_OK;
    }
    if (lb_repo_blob(repo, &scratch, r->blob, LB_MAX_CASE_FILE, &bytes, NULL)) {
        *is_public = false;
        v->state = LB_VERSION_UNREADABLE; /* too large, or not in this clone */
        v->code = LB_S("E006");
        goto out;
    }
    status = lb_revision_text(&scratch, bytes, &text, &state, &code, &v->line, err);
    if (status == LB_IO)
        goto out;
    *is_public = *is_public && status == LB_OK && (lb_slice_eq(state, LB_S("published")) || (is_translation && !state.len));
    if (status) {
        v->state = LB_VERSION_UNREADABLE;
        v->code = lb_slice_of(code);
    } else if (!*is_public && !has_drafts) {
        v->state = LB_VERSION_HIDDEN;
        v->code = lb_arena_copy(arena, state);
    } else {
        v->text = lb_arena_copy(arena, lb_str_slice(&text));
    }
    status = LB_OK;
out:
    lb_str_free(&text);
    lb_arena_free(&scratch);
    return status;
}

/* What each version changed against the one before it. */
static void measure(struct lb_versions *v)
{
    struct lb_version *newer = NULL;
    for (size_t i = 0; i < v->count; i++) {
        struct lb_version *one = &v->items[i];
        if (one->state != LB_VERSION_SHOWN)
            continue;
        if (newer) {
            struct lb_arena scratch = LB_ARENA_INIT;
            struct lb_version_diff diff;
            newer->is_same = lb_slice_eq(newer->text, one->text);
            if (!newer->is_same) {
                lb_version_compare(&scratch, one->text, newer->text, &diff);
                newer->added = diff.added;
                newer->removed = diff.removed;
            }
            lb_arena_free(&scratch);
        }
        newer = one;
    }
    if (newer)
        newer->is_first = v->is_whole && v->total == v->count;
}

enum lb_status lb_revisions_read(struct lb_repo *repo, const struct lb_history *all, const struct lb_file_history *history,
                                 const struct lb_file_history *original, const struct lb_revisions *original_read,
                                 bool has_drafts, struct lb_arena *arena, struct lb_revisions *ret, struct lb_err *err)
{
    struct lb_versions v = {.items = LB_NEW_ARRAY(arena, struct lb_version, history->revision_count), .total = history->count,
                            .is_whole = lb_history_is_whole(all)};
    const struct lb_revision *published = NULL;
    size_t size = 0;
    enum lb_status status = LB_OK;
    bool *is_public = LB_NEW_ARRAY(arena, bool, history->revision_count);
    for (size_t i = 0; i < history->revision_count && status == LB_OK; i++) {
        const struct lb_revision *r = &history->revisions[i];
        struct lb_version *one = &v.items[v.count++];
        is_public[i] = !original || was_public(original, original_read, r);
        status = read_version(repo, r, original != NULL, has_drafts, arena, &is_public[i], one, err);
        published = is_public[i] ? r : published;
        if (status || one->state != LB_VERSION_SHOWN)
            continue;
        size += one->text.len;
        if (size > LB_MAX_HISTORY_TEXT) {
            size -= one->text.len;
            one->state = LB_VERSION_LEFT_OUT;
            one->text = LB_EMPTY;
        }
    }
    if (status)
        return status;
    measure(&v);
    *ret = (struct lb_revisions){v, is_public, v.is_whole && v.total == v.count ? published : NULL};
    return LB_OK;
}
