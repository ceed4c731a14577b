/* versions.c - see versions.h. The blob: four 32-bit lengths in the machine's byte order (list plain and packed, texts plain
 * and packed), the list as packed JSON, the packed texts. */
#include "store/versions.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/pack.h"

#include <stdlib.h>

enum { QUALITY = 5, MAX_LIST = 1024 * 1024 };

struct head {
    uint32_t list, list_packed, texts, texts_packed;
};

static const char *const state_names[LB_VERSION_STATES] = {"shown", "hidden", "removed", "unreadable", "left_out"};

/* ---- writing ---- */

static struct lb_json *version_json(const struct lb_version *v, size_t from)
{
    struct lb_json *o = lb_json_object(), *authors = lb_json_array();
    lb_json_set_str(o, "commit", v->commit);
    lb_json_set_str(o, "time", v->time);
    for (size_t i = 0; i < v->author_count; i++)
        lb_json_push(authors, lb_json_string(v->authors[i]));
    lb_json_set(o, "authors", authors);
    lb_json_set_str(o, "subject", v->subject);
    if (v->message.len)
        lb_json_set_str(o, "message", v->message);
    lb_json_set_str(o, "state", lb_slice_of(state_names[v->state]));
    if (v->code.len)
        lb_json_set_str(o, "code", v->code);
    if (v->line)
        lb_json_set_int(o, "line", v->line);
    if (v->state == LB_VERSION_SHOWN) {
        lb_json_set_bool(o, "is_same", v->is_same);
        lb_json_set_bool(o, "is_first", v->is_first);
        lb_json_set_int(o, "added", (int64_t)v->added);
        lb_json_set_int(o, "removed", (int64_t)v->removed);
        lb_json_set_int(o, "from", (int64_t)from);
        lb_json_set_int(o, "len", (int64_t)v->text.len);
    }
    return o;
}

static void pack(lb_slice plain, struct lb_str *out, uint32_t *packed)
{
    size_t size = lb_pack_room(plain.len);
    unsigned char *room = lb_xmalloc(size);
    if (!lb_pack(QUALITY, plain, room, &size))
        size = 0; /* cannot happen with that much room; a reader finds it damaged */
    lb_str_add(out, lb_slice_from(room, size));
    *packed = (uint32_t)size;
    free(room);
}

void lb_versions_write(const struct lb_versions *v, struct lb_str *out)
{
    struct lb_str texts = LB_STR_INIT(2 * LB_MAX_HISTORY_TEXT), list = LB_STR_INIT(MAX_LIST), packed = LB_STR_INIT(out->max);
    struct lb_json *o = lb_json_object(), *items = lb_json_array();
    struct head head = {0};
    lb_slice last = LB_EMPTY;
    size_t last_from = 0;
    for (size_t i = 0; i < v->count; i++) {
        const struct lb_version *one = &v->items[i];
        bool is_again = last.len && lb_slice_eq(one->text, last);
        size_t from = is_again ? last_from : texts.len;
        if (one->state == LB_VERSION_SHOWN && !is_again) {
            lb_str_add(&texts, one->text);
            last = one->text;
            last_from = from;
        }
        lb_json_push(items, version_json(one, from));
    }
    lb_json_set_int(o, "total", (int64_t)v->total);
    lb_json_set_bool(o, "is_whole", v->is_whole);
    lb_json_set(o, "versions", items);
    lb_json_print(o, false, false, &list);
    head.list = (uint32_t)list.len;
    head.texts = (uint32_t)texts.len;
    pack(lb_str_slice(&list), &packed, &head.list_packed);
    pack(lb_str_slice(&texts), &packed, &head.texts_packed);
    lb_str_add(out, lb_slice_from(&head, sizeof head));
    lb_str_add(out, lb_str_slice(&packed));
    lb_json_free(o);
    lb_str_free(&texts);
    lb_str_free(&list);
    lb_str_free(&packed);
}

/* ---- reading ---- */

static lb_slice keep(struct lb_arena *arena, const struct lb_json *o, const char *key)
{
    return lb_arena_copy(arena, lb_json_str(o, key));
}

static bool read_version(struct lb_arena *arena, const struct lb_json *o, size_t texts, struct lb_version *ret)
{
    const struct lb_json *authors = lb_json_get(o, "authors");
    lb_slice *names = LB_NEW_ARRAY(arena, lb_slice, lb_json_size(authors));
    int64_t from = lb_json_int_of(o, "from"), len = lb_json_int_of(o, "len");
    size_t state = 0;
    while (state < LB_VERSION_STATES && !lb_slice_eq(lb_json_str(o, "state"), lb_slice_of(state_names[state])))
        state++;
    for (size_t i = 0; i < lb_json_size(authors); i++)
        names[i] = lb_arena_copy(arena, lb_json_text(lb_json_at(authors, i)));
    *ret = (struct lb_version){
        .commit = keep(arena, o, "commit"), .time = keep(arena, o, "time"), .authors = names,
        .author_count = lb_json_size(authors), .subject = keep(arena, o, "subject"), .message = keep(arena, o, "message"),
        .state = (enum lb_version_state)state, .code = keep(arena, o, "code"), .line = (unsigned)lb_json_int_of(o, "line"),
        .is_same = lb_json_bool_of(o, "is_same"), .is_first = lb_json_bool_of(o, "is_first"),
        .added = (size_t)lb_json_int_of(o, "added"), .removed = (size_t)lb_json_int_of(o, "removed"),
        .from = (size_t)from, .len = (size_t)len,
    };
    return state < LB_VERSION_STATES && from >= 0 && len >= 0 && (size_t)from <= texts && (size_t)len <= texts - (size_t)from;
}

enum lb_status lb_versions_read(struct lb_arena *arena, lb_slice blob, struct lb_versions *ret, struct lb_err *e)
{
    struct head head;
    struct lb_json *o = NULL;
    lb_slice list;
    struct lb_versions v = {0};
    if (blob.len < sizeof head)
        return lb_fail(e, LB_INVALID, "the versions of a case are damaged: index again");
    memcpy(&head, blob.data, sizeof head);
    blob = lb_slice_sub(blob, sizeof head, blob.len);
    if (head.list > MAX_LIST || head.texts > 2 * LB_MAX_HISTORY_TEXT || head.list_packed > blob.len ||
        head.texts_packed != blob.len - head.list_packed)
        return lb_fail(e, LB_INVALID, "the versions of a case are damaged: index again");
    enum lb_status status = lb_unpack(arena, lb_slice_sub(blob, 0, head.list_packed), head.list, &list, e);
    if (status == LB_OK)
        status = lb_json_parse(list, &o, e);
    if (status != LB_OK)
        return status;
    const struct lb_json *items = lb_json_get(o, "versions");
    v.count = lb_json_size(items);
    v.items = LB_NEW_ARRAY(arena, struct lb_version, v.count);
    v.total = (size_t)lb_json_int_of(o, "total");
    v.is_whole = lb_json_bool_of(o, "is_whole");
    v.texts = lb_slice_sub(blob, head.list_packed, blob.len);
    v.texts_len = head.texts;
    for (size_t i = 0; i < v.count && status == LB_OK; i++)
        if (!read_version(arena, lb_json_at(items, i), v.texts_len, &v.items[i]))
            status = lb_fail(e, LB_INVALID, "the versions of a case are damaged: index again");
    lb_json_free(o);
    if (status == LB_OK)
        *ret = v;
    return status;
}

enum lb_status lb_versions_unpack(struct lb_arena *arena, struct lb_versions *v, struct lb_err *e)
{
    lb_slice texts;
    enum lb_status status = lb_unpack(arena, v->texts, v->texts_len, &texts, e);
    for (size_t i = 0; i < v->count && status == LB_OK; i++)
        v->items[i].text = lb_slice_sub(texts, v->items[i].from, v->items[i].from + v->items[i].len);
    return status;
}
