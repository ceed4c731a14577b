/* new_translation.c - `lumbung new --translate`: the translation of a case or, with --collection, of a collection. */
#include "base/limits.h"
#include "cli/command.h"
#include "cli/new.h"
#include "cli/report.h"
#include "cli/speech.h"
#include "cli/shelf.h"
#include "indexer/collection.h"
#include "indexer/history.h"
#include "indexer/scaffold.h"
#include "indexer/text_check.h"

#include <stdio.h>
#include <string.h>

enum { MAX_TEXT = LB_MAX_CASE_FILE };

/* The commit that last changed the file, when the file is as that commit left it. */
static int last_commit(const struct lb_place *place, const struct lb_case *original, bool is_trusted, char ret[65])
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_repo *repo = NULL;
    struct lb_history *history = NULL;
    struct lb_commit head;
    struct lb_tree tree;
    struct lb_err err = {0};
    lb_slice path = original->source.path, committed;
    int status = LB_EXIT_OK;
    if (lb_repo_open(place->root, is_trusted, &repo, &err) || lb_repo_resolve(repo, "HEAD", &head, &err) ||
        lb_repo_tree(repo, head.id, &tree, &err)) {
        status = lb_command_fail("new: a translation names the commit it translates: %s", err.msg);
        goto out;
    }
    enum lb_status st = lb_tree_read(&tree, &a, path, LB_MAX_CASE_FILE, &committed, &err);
    if (st == LB_NOT_FOUND) {
        status = lb_command_fail("new: %" LB_PRI " is not committed yet; commit it first, the translation names the commit it translates",
                                 LB_ARG(path));
    } else if (st) {
        status = lb_command_fail("new: %s", err.msg);
    } else if (!lb_slice_eq(lb_text_lines(&a, committed), lb_text_lines(&a, original->source.text))) { /* git may change line ends */
        status = lb_command_fail("new: %" LB_PRI " has changes that are not committed; commit them first, the translation names the "
                                 "commit it translates", LB_ARG(path));
    } else if (lb_history_read(repo, head.id, &history, &err)) {
        status = lb_command_fail("new: %s", err.msg);
    } else {
        const struct lb_file_history *of = lb_history_find(history, path);
        if (of)
            snprintf(ret, 65, "%s", of->last.commit);
        else
            status = lb_command_fail("new: no commit that changed %" LB_PRI " is known here; a shallow clone is completed by "
                                     "'git fetch --unshallow'", LB_ARG(path));
    }
out:
    lb_history_free(history);
    lb_repo_close(repo);
    lb_repos_end();
    lb_arena_free(&a);
    return status;
}

/* Where an original and its translation lie. */
struct pair {
    lb_slice folder, original, name; /* of the new file */
};

static int find_case(const struct lb_place *place, struct lb_arena *a, const char *id, lb_slice lang, struct pair *ret)
{
    struct lb_shelf shelf;
    lb_slice langs[16];
    lb_shelf_read(place, a, &shelf);
    size_t at = lb_shelf_find(&shelf, lb_slice_of(id));
    if (at == shelf.count) {
        at = lb_did_you_mean(lb_slice_of(id), shelf.ids, shelf.count);
        return at < shelf.count ? lb_command_fail("new: there is no case '%s'; did you mean '%" LB_PRI "'?", id, LB_ARG(shelf.ids[at]))
                                : lb_command_fail("new: there is no case '%s'; an id is the name of a case's folder", id);
    }
    size_t n = lb_shelf_langs(place, a, shelf.folders[at], langs, sizeof langs / sizeof *langs);
    size_t first = lb_case_original(place->contract, langs, n);
    ret->folder = shelf.folders[at];
    ret->name = lang;
    ret->original = lb_arena_printf(a, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(ret->folder), LB_ARG(langs[first]));
    for (size_t i = 0; i < n; i++)
        if (lb_slice_eq(langs[i], lang))
            return lb_command_fail("new: %" LB_PRI "/%" LB_PRI ".md is there already%s", LB_ARG(ret->folder), LB_ARG(lang),
                                   i == first ? "; it is the original" : "");
    return LB_EXIT_OK;
}

static int find_collection(const struct lb_place *place, struct lb_arena *a, const char *id, lb_slice lang, struct pair *ret)
{
    struct lb_entry *entries;
    size_t n = 0, count = 0;
    if (lb_tree_list(&place->tree, a, LB_S("collections"), &entries, &n, NULL))
        n = 0;
    lb_slice *ids = LB_NEW_ARRAY(a, lb_slice, n + 1);
    bool is_there = false, is_translated = false;
    ret->folder = LB_S("collections");
    ret->name = lb_arena_printf(a, "%s.%" LB_PRI, id, LB_ARG(lang));
    ret->original = lb_arena_printf(a, "collections/%s.md", id);
    for (size_t i = 0; i < n; i++) {
        lb_slice stem = entries[i].name;
        if (!lb_slice_ends(stem, LB_S(".md")))
            continue;
        stem.len -= 3;
        is_there = is_there || lb_slice_eq(stem, lb_slice_of(id));
        is_translated = is_translated || lb_slice_eq(stem, ret->name);
        if (lb_slice_find(stem, '.') == stem.len)
            ids[count++] = stem;
    }
    size_t like = lb_did_you_mean(lb_slice_of(id), ids, count);
    if (!is_there)
        return like < count ? lb_command_fail("new: there is no collection '%s'; did you mean '%" LB_PRI "'?", id, LB_ARG(ids[like]))
                            : lb_command_fail("new: there is no collection '%s'; an id is the name of its file in collections/", id);
    if (lb_slice_eq(lang, place->contract->language))
        return lb_command_fail("new: %" LB_PRI " is there already; it is the original", LB_ARG(ret->original));
    if (is_translated)
        return lb_command_fail("new: collections/%" LB_PRI ".md is there already", LB_ARG(ret->name));
    return LB_EXIT_OK;
}

int lb_new_translation(const struct lb_place *place, const struct lb_new *given, const char *id, struct lb_arena *a)
{
    struct lb_diags diags;
    struct lb_case original;
    struct lb_err err = {0};
    struct pair pair = {0};
    lb_slice lang, talk, text;
    char commit[65] = "";
    struct lb_str out = LB_STR_INIT(MAX_TEXT);
    lb_diags_init(&diags);
    int status = lb_new_language(place, given->translate, "translate", LB_EMPTY, &lang);
    if (!status)
        status = lb_new_language(place, given->comments, "comments", lang, &talk);
    if (!status)
        status = (given->is_collection ? find_collection : find_case)(place, a, id, lang, &pair);
    if (status)
        goto out;
    if (lb_tree_read(&place->tree, a, pair.original, LB_MAX_CASE_FILE, &text, &err)) {
        status = lb_command_fail("new: %s", err.msg);
        goto out;
    }
    enum lb_status read = given->is_collection ? lb_collection_read(place->contract, pair.original, text, &diags, a, &original)
                                               : lb_case_read(place->contract, pair.original, text, false, &diags, a, &original);
    if (read || diags.errors) {
        lb_report_print(&diags, LB_REPORT_TEXT, lb_speech(given->comments, place->contract->language));
        status = lb_command_fail("new: %s", lb_speech(given->comments, place->contract->language) == LB_LANG_ID ? "perbaiki dulu naskah aslinya" : "mend the original first");
        goto out;
    }
    status = last_commit(place, &original, given->is_trusted, commit);
    if (status)
        goto out;
    lb_scaffold_translation(place->contract, &original, lang, talk, commit, &out);
    status = out.is_full ? lb_command_fail("new: the original is too long")
                         : lb_new_write(place, a, pair.folder, pair.name, &out, talk,
                                        given->is_collection ? lb_new_say(talk, "isi judul dan naskah, lalu:", "fill in title and text, then:")
                                                             : lb_new_say(talk, "isi judul, ringkasan, masalah, dan naskah, lalu:",
                                                                          "fill in title, summary, problem and text, then:"));
out:
    lb_str_free(&out);
    lb_diags_free(&diags);
    return status;
}
