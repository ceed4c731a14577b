/* build_bodies.c - what a case shows beside its fields: its pictures, its documents and its text as HTML. */
#include "indexer/build_parts.h"

#include "base/limits.h"
#include "indexer/check.h"
#include "indexer/documents.h"

/* ---- pictures ---- */

static enum lb_status keep_asset(void *ctx, lb_slice name, lb_slice content, struct lb_err *err)
{
    struct lb_build *b = ctx;
    return b->writer ? lb_writer_asset(b->writer, name, content, err) : LB_OK;
}

struct lb_picture *lb_build_list_pictures(const struct lb_case *c, struct lb_arena *arena, size_t *count)
{
    const struct lb_value *images = lb_value_get(c->record, "images");
    *count = lb_value_size(images);
    struct lb_picture *pictures = LB_NEW_ARRAY(arena, struct lb_picture, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        const struct lb_value *image = lb_value_at(images, i);
        pictures[i] = (struct lb_picture){.file = lb_value_str(image, "file"), .alt = lb_value_str(image, "alt"),
                                          .caption = lb_value_str(image, "caption"), .credit = lb_value_str(image, "credit")};
    }
    return pictures;
}

enum lb_status lb_build_make_pictures(struct lb_build *b, const struct lb_case *c, struct lb_arena *arena,
                                    struct lb_picture *pictures, size_t count, struct lb_diags *diags, uint32_t *made,
                                    struct lb_err *err)
{
    const struct lb_value *images = lb_value_get(c->record, "images");
    for (size_t i = 0; i < count; i++) {
        struct lb_arena scratch = LB_ARENA_INIT;
        struct lb_err fault = {0};
        lb_slice content, path = lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(c->folder), LB_ARG(pictures[i].file));
        const struct lb_value *name = lb_value_get(lb_value_at(images, i), "file");
        unsigned line = name ? name->line : 0, column = name ? name->column : 0;
        struct lb_source source = c->source;
        source.diags = diags;
        enum lb_status status = lb_tree_read(&b->tree, &scratch, path, LB_MAX_IMAGE_FILE, &content, &fault);
        if (status == LB_OK)
            status = lb_picture_make(arena, content, &pictures[i], b->writer ? keep_asset : NULL, b, &source, line, column, err);
        else {
            if (status == LB_LIMIT) /* that it is missing was reported by the rules */
                lb_report(&source, LB_RULE_IMAGE_LARGE, line, column,
                          LB_BOTH("perkecil; lebar 1600 piksel sudah cukup", "make it smaller; 1600 pixels wide is enough"),
                          "gambar '%" LB_PRI "' lebih besar dari %d MB dan tidak dibaca",
                          "picture '%" LB_PRI "' is larger than %d MB and is not read", LB_ARG(pictures[i].file), LB_MAX_IMAGE_FILE / 1000000);
            status = LB_OK;
        }
        *made += pictures[i].variant_count > 0;
        lb_arena_free(&scratch);
        if (status)
            return status;
    }
    return LB_OK;
}

enum lb_status lb_build_make_documents(struct lb_build *b, const struct lb_case *c, struct lb_arena *arena, lb_slice **ret,
                                     size_t *count, struct lb_diags *diags, struct lb_err *err)
{
    const struct lb_value *documents = lb_value_get(c->record, "documents");
    enum lb_status status = LB_OK;
    *count = lb_value_size(documents);
    *ret = LB_NEW_ARRAY(arena, lb_slice, *count + 1);
    for (size_t i = 0; i < *count && status == LB_OK; i++) {
        const struct lb_value *document = lb_value_at(documents, i);
        lb_slice file = lb_value_str(document, "path"), content;
        struct lb_arena scratch = LB_ARENA_INIT;
        struct lb_err fault = {0};
        struct lb_both why = LB_BOTH("terlalu besar dan tidak dibaca", "is too large and is not read");
        const char *kind = NULL;
        if (file.len == 0)
            continue;
        lb_slice path = lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(c->folder), LB_ARG(file));
        enum lb_status read = lb_tree_read(&b->tree, &scratch, path, LB_MAX_IMAGE_FILE, &content, &fault);
        if (read == LB_OK)
            kind = lb_document_kind(file, content, &why);
        if (kind) {
            (*ret)[i] = lb_asset_name(arena, content, kind);
            status = keep_asset(b, (*ret)[i], content, err);
        } else if (read == LB_OK || read == LB_LIMIT) { /* that it is missing was reported by the rules */
            const struct lb_value *name = lb_value_get(document, "path");
            struct lb_source source = c->source;
            source.diags = diags;
            lb_report_both(&source, LB_RULE_DOCUMENT, name->line, name->column, LB_BOTH_NONE,
                           (struct lb_both){{lb_arena_printf(&scratch, "dokumen '%" LB_PRI "' %" LB_PRI, LB_ARG(file), LB_ARG(why.in[LB_LANG_ID])),
                                             lb_arena_printf(&scratch, "document '%" LB_PRI "' %" LB_PRI, LB_ARG(file), LB_ARG(why.in[LB_LANG_EN]))}});
        }
        lb_arena_free(&scratch);
    }
    return status;
}

/* ---- rendering ---- */

enum lb_status lb_build_render(struct lb_build *b, const struct lb_case *c, const struct lb_picture *pictures, size_t picture_count,
                             bool (*has_case)(void *, lb_slice), void *ctx, struct lb_diags *diags, struct lb_arena *arena, struct lb_markdown *ret,
                             struct lb_err *err)
{
    const struct lb_contract *k = b->contract;
    struct lb_heading_rule *headings = LB_NEW_ARRAY(arena, struct lb_heading_rule, k->heading_count + 1);
    for (size_t i = 0; i < k->heading_count; i++) {
        const struct lb_value *labels = k->headings[i].label;
        size_t n = labels ? labels->count : 0;
        lb_slice *titles = LB_NEW_ARRAY(arena, lb_slice, n + 1);
        for (size_t j = 0; j < n; j++)
            titles[j] = lb_value_text(labels->members[j].value);
        headings[i] = (struct lb_heading_rule){k->headings[i].id, titles, n};
    }
    const struct lb_value *list = lb_value_get(c->record, "sources");
    size_t source_count = lb_value_size(list);
    lb_slice *sources = LB_NEW_ARRAY(arena, lb_slice, source_count + 1);
    for (size_t i = 0; i < source_count; i++)
        sources[i] = lb_value_str(lb_value_at(list, i), "id");
    struct lb_markdown_input in = {
        .text = c->body, .file = c->source.path, .line = c->body_line, .lang = lb_arena_cstr(arena, c->lang),
        .headings = headings, .heading_count = k->heading_count, .sources = sources, .source_count = source_count,
        .pictures = pictures, .picture_count = picture_count,
        .has_case = has_case, .ctx = ctx, .has_lines = b->options->has_drafts,
    };
    return lb_markdown_render(arena, &in, ret, diags, err);
}

static bool note_any(void *links_cases, lb_slice id)
{
    (void)id;
    *(bool *)links_cases = true;
    return true;
}

bool lb_build_render_alone(struct lb_build *b, const struct lb_case *c, struct lb_diags *diags, struct lb_arena *arena,
                         struct lb_markdown *ret, bool *links_cases)
{
    struct lb_err err = {0};
    size_t count;
    struct lb_picture *pictures = lb_build_list_pictures(c, arena, &count);
    return lb_build_render(b, c, pictures, count, note_any, links_cases, diags, arena, ret, &err) == LB_OK;
}
