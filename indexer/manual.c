/* manual.c - the editors' manual; see manual.h. */
#include "indexer/manual.h"

#include "indexer/markdown.h"
#include "indexer_manual.h"

#include <string.h>

const char *const lb_manual_langs[LB_MANUAL_LANGS] = {"id", "en"};

enum lb_status lb_manual_text(const char *lang, lb_slice *text, struct lb_err *err)
{
    char name[16];
    snprintf(name, sizeof name, "%.8s.md", lang);
    *text = lb_resource_find(indexer_manual, name);
    return text->data ? LB_OK : lb_fail(err, LB_NOT_FOUND, "the manual is not written in '%s'", lang);
}

enum lb_status lb_manual_note(const char *lang, struct lb_json **ret, struct lb_err *err)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_markdown manual;
    struct lb_markdown_input in = {.file = LB_S("manual"), .line = 1, .lang = lang};
    lb_diags_init(&diags);
    enum lb_status status = lb_manual_text(lang, &in.text, err);
    if (status == LB_OK)
        status = lb_markdown_render(&arena, &in, &manual, &diags, err);
    if (status == LB_OK) {
        struct lb_json *toc = lb_json_array();
        *ret = lb_json_object();
        for (size_t i = 0; i < manual.toc_count; i++) {
            struct lb_json *entry = lb_json_object();
            lb_json_set_str(entry, "id", manual.toc[i].id);
            lb_json_set_str(entry, "title", manual.toc[i].title);
            lb_json_push(toc, entry);
        }
        lb_json_set(*ret, "toc", toc);
        lb_json_set_str(*ret, "body", manual.html.markup);
    }
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    return status;
}

/* Tables to the left, and the last column as wide as the page lets it: the renderer centres all of them and breaks no cell. */
static void add_with_tables(struct lb_str *out, lb_slice page)
{
    lb_slice rest = page, line;
    bool is_table = false;
    while (rest.len) {
        lb_slice_split(&rest, '\n', &line);
        bool is_layout = is_table && lb_slice_ends(line, LB_S("c."));
        size_t cell = line.len;
        while (cell && line.data[cell - 1] != '@')
            cell--;
        is_table = lb_slice_eq(line, LB_S(".TS")) || (is_table && !lb_slice_eq(line, LB_S(".TE")));
        if (is_layout) {
            for (size_t i = 2; i < line.len; i++)
                lb_str_lit(out, "l ");
            lb_str_lit(out, "lx.\n");
        } else if (is_table && cell && cell < line.len && !lb_slice_starts(line, LB_S("tab("))) {
            lb_str_printf(out, "%" LB_PRI "T{\n%" LB_PRI "\nT}\n", LB_ARG(lb_slice_sub(line, 0, cell)),
                          LB_ARG(lb_slice_sub(line, cell, line.len)));
        } else {
            lb_str_printf(out, "%" LB_PRI "\n", LB_ARG(line));
        }
    }
}

enum lb_status lb_manual_man(const char *lang, struct lb_str *out, struct lb_err *err)
{
    lb_slice text = LB_EMPTY;
    bool is_english = strcmp(lang, "en") == 0;
    enum lb_status status = lb_manual_text(lang, &text, err);
    if (status)
        return status;
    lb_str_lit(out, ".\\\" Made by `lumbung help --man`; change indexer/manual/, not this file.\n.TH LUMBUNG-");
    lb_str_add(out, lb_slice_of(is_english ? "EDITORS 7\n.SH NAME\nlumbung-editors \\- how to contribute and review cases\n.SH DESCRIPTION\n"
                                           : "REDAKSI 7\n.SH NAMA\nlumbung-redaksi \\- cara menyumbang dan meninjau kasus\n.SH KETERANGAN\n"));
    struct lb_str page = LB_STR_INIT(1000000);
    status = lb_markdown_man(text, &page, err);
    if (status == LB_OK)
        add_with_tables(out, lb_str_slice(&page));
    lb_str_free(&page);
    return status;
}
