/* queue.c - what the review queue says about a case; see queue.h. */
#include "indexer/queue.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/yaml.h"

enum { MOST_AUTHORS = 8, MAX_TITLE = 400, MAX_ENTRY = 64 * 1024 };

bool lb_queue_wants(const struct lb_case *original)
{
    return original->front && lb_slice_eq(lb_case_state(original), LB_S("review"));
}

/* Did this version of the file say that it is under review? */
static bool was_under_review(struct lb_repo *repo, const char *blob)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_source source = {.diags = &diags};
    struct lb_front front;
    struct lb_value *value = NULL;
    lb_diags_init(&diags);
    bool is_read = *blob && lb_repo_blob(repo, &arena, blob, LB_MAX_CASE_FILE, &source.text, NULL) == LB_OK &&
                   lb_front_split(&source, &front) == LB_OK &&
                   lb_yaml_parse(&source, front.yaml, front.yaml_line, &lb_yaml_front, &arena, &value) == LB_OK;
    bool is = is_read && lb_slice_eq(lb_value_str(value, "state"), LB_S("review"));
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    return is;
}

/* The oldest of the newest versions that all say so. */
static void add_since(struct lb_repo *repo, const struct lb_history *all, const struct lb_file_history *h, struct lb_json *o)
{
    size_t n = 0;
    while (n < h->revision_count && was_under_review(repo, h->revisions[n].blob))
        n++;
    if (n == 0)
        return;
    bool is_known = n < h->revision_count || (h->revision_count == h->count && lb_history_is_whole(all));
    lb_json_set_str(o, "since", lb_slice_of(h->revisions[n - 1].date));
    lb_json_set_bool(o, "is_since_known", is_known);
}

static bool holds(const struct lb_json *list, lb_slice name)
{
    for (size_t i = 0; i < lb_json_size(list); i++)
        if (lb_slice_eq(lb_json_text(lb_json_at(list, i)), name))
            return true;
    return false;
}

/* Those who changed it, the last first; without a history those the case itself names. */
static struct lb_json *authors_of(const struct lb_file_history *h, const struct lb_case *c)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; h && i < h->revision_count; i++)
        for (size_t k = 0; k < h->revisions[i].author_count && lb_json_size(list) < MOST_AUTHORS; k++)
            if (!holds(list, h->revisions[i].authors[k]))
                lb_json_push(list, lb_json_string(h->revisions[i].authors[k]));
    const struct lb_value *named = lb_value_get(c->front, "authors");
    for (size_t i = 0; !h && i < lb_value_size(named) && i < MOST_AUTHORS; i++)
        lb_json_push(list, lb_json_string(lb_utf8_cut(lb_value_text(lb_value_at(named, i)), LB_MAX_PERSON)));
    return list;
}

lb_slice lb_queue_id(lb_slice folder)
{
    lb_slice id = folder;
    for (lb_slice rest = folder; lb_slice_split(&rest, '/', &id);)
        ;
    return id;
}

lb_slice lb_queue_entry(struct lb_repo *repo, struct lb_history *history, const struct lb_contract *contract,
                        const struct lb_case *c, struct lb_arena *arena)
{
    const struct lb_file_history *h = history ? lb_history_find(history, c->source.path) : NULL;
    struct lb_json *o = lb_json_object(), *region = lb_json_object();
    lb_slice code = lb_value_str(c->front, "region.code"), name = lb_value_str(c->front, "region.name");
    const struct lb_region *known = lb_region_above(&contract->regions, code);
    struct lb_str text = LB_STR_INIT(MAX_ENTRY);
    lb_json_set_str(o, "id", c->id);
    lb_json_set_str(o, "title", lb_utf8_cut(lb_value_str(c->front, "title"), MAX_TITLE));
    lb_json_set_str(o, "lang", c->lang);
    lb_json_set_str(o, "path", c->source.path);
    lb_json_set_str(region, "code", lb_utf8_cut(code, LB_MAX_ID));
    lb_json_set_str(region, "name", known ? known->name : lb_utf8_cut(name, MAX_TITLE));
    lb_json_set(o, "region", region);
    if (h && repo)
        add_since(repo, history, h, o);
    lb_json_set(o, "authors", authors_of(h, c));
    lb_json_print(o, false, false, &text);
    lb_json_free(o);
    lb_slice entry = lb_arena_copy(arena, lb_str_slice(&text));
    lb_str_free(&text);
    return entry;
}
