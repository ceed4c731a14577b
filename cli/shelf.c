/* shelf.c - see shelf.h. */
#include "cli/shelf.h"

#include "base/limits.h"
#include "indexer/case.h"
#include "indexer/yaml.h"

#include <string.h>

enum { MAX_FOLDERS = 64 };

/* The front matter of a file that holds `word`; NULL: it does not, or cannot be read. */
static const struct lb_value *front_with(const struct lb_place *place, struct lb_arena *a, lb_slice path, lb_slice word)
{
    struct lb_diags diags;
    struct lb_front parts;
    struct lb_value *front = NULL;
    lb_slice text;
    lb_diags_init(&diags);
    if (lb_tree_read(&place->tree, a, path, LB_MAX_CASE_FILE, &text, NULL) == LB_OK && memmem(text.data, text.len, word.data, word.len)) {
        struct lb_source source = {.path = path, .text = text, .diags = &diags};
        if (lb_front_split(&source, &parts) || lb_yaml_parse(&source, parts.yaml, parts.yaml_line, &lb_yaml_front, a, &front))
            front = NULL;
    }
    lb_diags_free(&diags);
    return front;
}

static void look_through(struct lb_shelf *s, lb_slice folder, unsigned depth)
{
    struct lb_entry *entries;
    size_t n;
    bool is_case = false;
    if (depth > MAX_FOLDERS || lb_tree_list(&s->place->tree, s->arena, folder, &entries, &n, NULL))
        return;
    for (size_t i = 0; i < n; i++) {
        lb_slice path = lb_arena_printf(s->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder), LB_ARG(entries[i].name)), of, id, lang;
        struct lb_both why;
        if (entries[i].kind == LB_ENTRY_FOLDER) {
            look_through(s, path, depth + 1);
        } else if (lb_case_path(s->place->contract, path, &of, &id, &lang, &why)) {
            LB_PUSH(s->arena, s->files, s->file_count, s->file_capacity, path);
            if (is_case)
                continue;
            LB_PUSH(s->arena, s->folders, s->count, s->folder_capacity, of);
            s->count--;
            LB_PUSH(s->arena, s->ids, s->count, s->capacity, id);
            is_case = true;
        }
    }
}

void lb_shelf_read(const struct lb_place *place, struct lb_arena *a, struct lb_shelf *ret)
{
    *ret = (struct lb_shelf){.place = place, .arena = a};
    look_through(ret, LB_S("cases"), 0);
}

size_t lb_shelf_find(const struct lb_shelf *s, lb_slice id)
{
    size_t i = 0;
    while (i < s->count && !lb_slice_eq(s->ids[i], id))
        i++;
    return i;
}

lb_slice lb_shelf_alias(const struct lb_shelf *s, lb_slice id)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice found = LB_EMPTY;
    for (size_t f = 0; f < s->file_count && !found.len; f++) {
        const struct lb_value *front = front_with(s->place, &a, s->files[f], id), *aliases = front ? lb_value_get(front, "aliases") : NULL;
        for (size_t i = 0; i < lb_value_size(aliases); i++)
            if (lb_slice_eq(lb_value_text(lb_value_at(aliases, i)), id))
                found = s->files[f];
        lb_arena_reset(&a);
    }
    lb_arena_free(&a);
    return found;
}

lb_slice lb_shelf_title(const struct lb_shelf *s, size_t i)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice langs[16];
    size_t n = lb_shelf_langs(s->place, &a, s->folders[i], langs, sizeof langs / sizeof *langs);
    lb_slice title = LB_EMPTY;
    if (n) {
        lb_slice lang = langs[lb_case_original(s->place->contract, langs, n)];
        const struct lb_value *front =
            front_with(s->place, &a, lb_arena_printf(&a, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(s->folders[i]), LB_ARG(lang)), LB_S("title"));
        title = front ? lb_arena_copy(s->arena, lb_value_str(front, "title")) : LB_EMPTY;
    }
    lb_arena_free(&a);
    return title;
}

size_t lb_shelf_langs(const struct lb_place *place, struct lb_arena *a, lb_slice folder, lb_slice *langs, size_t room)
{
    struct lb_entry *entries;
    size_t n, count = 0;
    if (lb_tree_list(&place->tree, a, folder, &entries, &n, NULL))
        return 0;
    for (size_t i = 0; i < n && count < room; i++) {
        lb_slice path = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI, LB_ARG(folder), LB_ARG(entries[i].name)), of, id;
        struct lb_both why;
        if (lb_case_path(place->contract, path, &of, &id, &langs[count], &why))
            count++;
    }
    return count;
}
