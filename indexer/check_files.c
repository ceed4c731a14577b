/* check_files.c - rules about the files beside a case: named ones exist and are what their name says, others are used. */
#include "indexer/check_rule.h"

#include "base/limits.h"

#include <string.h>


struct folder {
    struct lb_entry *entries;
    size_t count;
};

static bool lies_in(const struct folder *f, lb_slice name)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->entries[i].kind == LB_ENTRY_FILE && lb_slice_eq(f->entries[i].name, name))
            return true;
    return false;
}

static void check_named(struct case_rule *r, const struct folder *f, const char *list_name, const char *field)
{
    const struct lb_value *list = lb_value_get(r->c->front, list_name);
    for (size_t i = 0; i < lb_value_size(list); i++) {
        const struct lb_value *name = lb_value_get(lb_value_at(list, i), field);
        if (!lb_value_is_scalar(name) || !name->text.len || lies_in(f, name->text))
            continue;
        lb_slice *names = LB_NEW_ARRAY(&r->arena, lb_slice, f->count);
        for (size_t k = 0; k < f->count; k++)
            names[k] = f->entries[k].name;
        size_t near = lb_did_you_mean(name->text, names, f->count);
        if (near < f->count && lb_slice_eq(names[near], name->text))
            lb_report(&r->c->source, LB_RULE_FILE, AT(name),
                      LB_BOTH("taruh berkasnya sendiri di folder kasus", "put the file itself into the case's folder"),
                      "'%" LB_PRI "' di samping kasus bukan berkas, melainkan folder, symlink, atau submodul",
                      "'%" LB_PRI "' beside the case is no file but a folder, symlink or submodule", LB_ARG(name->text));
        else if (near < f->count)
            lb_report(&r->c->source, LB_RULE_FILE, AT(name), LB_BOTH("huruf besar dan kecil dibedakan", "capital letters count"),
                      "tidak ada berkas '%" LB_PRI "' di samping kasus; mungkin maksud Anda '%" LB_PRI "'?",
                      "no file '%" LB_PRI "' beside the case; did you mean '%" LB_PRI "'?", LB_ARG(name->text),
                      LB_ARG(names[near]));
        else
            lb_report(&r->c->source, LB_RULE_FILE, AT(name), LB_BOTH("taruh berkasnya di folder kasus", "put the file into the case's folder"),
                      "tidak ada berkas '%" LB_PRI "' di samping kasus", "no file '%" LB_PRI "' beside the case", LB_ARG(name->text));
    }
}

static bool is_used(const struct case_rule *r, lb_slice name)
{
    static const char *const fields[][2] = {{"images", "file"}, {"documents", "path"}};
    for (size_t f = 0; f < 2; f++) {
        const struct lb_value *list = lb_value_get(r->c->front, fields[f][0]);
        for (size_t i = 0; i < lb_value_size(list); i++)
            if (lb_slice_eq(lb_value_str(lb_value_at(list, i), fields[f][1]), name))
                return true;
    }
    return lb_slice_ends(name, LB_S(".md")) || memmem(r->c->body.data, r->c->body.len, name.data, name.len);
}

void rule_files(struct case_rule *r)
{
    struct folder f = {NULL, 0};
    struct lb_err e;
    if (!r->check->tree || lb_tree_list(r->check->tree, &r->arena, r->c->folder, &f.entries, &f.count, &e))
        return;
    check_named(r, &f, "images", "file");
    check_named(r, &f, "documents", "path");
    for (size_t i = 0; i < f.count; i++)
        if (f.entries[i].kind != LB_ENTRY_FOLDER && !is_used(r, f.entries[i].name))
            lb_report(&r->c->source, LB_RULE_UNUSED_FILE, 0, 0,
                      LB_BOTH("sebutkan di 'images' atau 'documents', atau hapus", "name it under 'images' or 'documents', or remove it"),
                      "berkas '%" LB_PRI "' di samping kasus tidak dipakai", "the file '%" LB_PRI "' beside the case is not used", LB_ARG(f.entries[i].name));
}
