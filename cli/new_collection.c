/* new_collection.c - `lumbung new --collection`: a collection of cases that are in the library. */
#include "base/limits.h"
#include "cli/command.h"
#include "cli/new.h"
#include "cli/report.h"
#include "cli/speech.h"
#include "cli/shelf.h"
#include "indexer/collection.h"
#include "indexer/scaffold.h"

#include <stdio.h>
#include <string.h>

enum { MAX_TEXT = LB_MAX_CASE_FILE };

static bool is_taken(const struct lb_place *place, struct lb_arena *a, lb_slice id)
{
    lb_slice text;
    return lb_tree_read(&place->tree, a, lb_arena_printf(a, "collections/%" LB_PRI ".md", LB_ARG(id)), LB_MAX_CASE_FILE, &text, NULL) !=
           LB_NOT_FOUND;
}

/* The id asked for, when it is free; else one made of the title, with a number when it has to be. */
static int choose_id(const struct lb_place *place, const char *asked, lb_slice title, struct lb_arena *a, lb_slice *ret)
{
    *ret = lb_slice_of(asked);
    if (asked && is_taken(place, a, *ret))
        return lb_command_fail("new: the id '%s' is taken by collections/%s.md; ids are used once", asked, asked);
    lb_slice wanted = asked ? *ret : lb_scaffold_id(a, title, LB_EMPTY);
    *ret = wanted;
    for (unsigned n = 2; is_taken(place, a, *ret); n++)
        *ret = lb_arena_printf(a, "%" LB_PRI "-%u", LB_ARG(wanted), n);
    return LB_EXIT_OK;
}

int lb_new_collection(const struct lb_place *place, const struct lb_new *given, struct lb_arena *a)
{
    struct lb_new_answers answers = {0};
    struct lb_diags diags;
    struct lb_case made;
    struct lb_shelf shelf;
    lb_slice talk, id = LB_EMPTY;
    struct lb_str text = LB_STR_INIT(MAX_TEXT);
    lb_diags_init(&diags);
    int status = lb_new_language(place, given->comments, "comments", place->contract->language, &talk);
    if (!status)
        status = lb_new_answer(place, given, talk, a, &answers);
    if (!status)
        status = choose_id(place, given->id, answers.title, a, &id);
    if (status)
        goto out;
    lb_shelf_read(place, a, &shelf);
    struct lb_scaffold_item *items = LB_NEW_ARRAY(a, struct lb_scaffold_item, answers.case_count + 1);
    for (size_t i = 0; i < answers.case_count; i++)
        items[i] = (struct lb_scaffold_item){answers.cases[i], lb_shelf_title(&shelf, lb_shelf_find(&shelf, answers.cases[i]))};
    lb_scaffold_collection(place->contract, answers.front, items, answers.case_count, talk, &text);
    lb_slice path = lb_arena_printf(a, "collections/%" LB_PRI ".md", LB_ARG(id));
    if (lb_collection_read(place->contract, path, lb_str_slice(&text), &diags, a, &made) || diags.errors || text.is_full) {
        lb_report_print(&diags, LB_REPORT_TEXT, lb_speech(given->comments, place->contract->language));
        status = lb_command_fail("new: %s", lb_speech(given->comments, place->contract->language) == LB_LANG_ID ? "tidak ada yang ditulis, karena berkasnya akan memuat kesalahan ini"
                                                                                        : "nothing was written, because the file would have these errors");
        goto out;
    }
    status = lb_new_write(place, a, LB_S("collections"), id, &text, talk,
                          lb_new_say(talk, "isi berkas itu, lalu:", "fill it in, then:"));
out:
    lb_diags_free(&diags);
    lb_str_free(&text);
    return status;
}
