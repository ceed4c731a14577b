/* markdown.c - walks cmark-gfm's tree and writes markup, contents and plain text.
 *
 * Sources are cited as notes, [^s1], whose definition is the front matter. So that cmark-gfm recognises them, a
 * definition for each source is put in front of the text; a reference to it becomes a link to the source, and the
 * definition itself is never printed. Nothing recurses: the tree may be as deep as its text. */
#include "indexer/markdown_cmark.h"
#include "indexer/markdown_guard.h"
#include "indexer/markdown_walk.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    MAX_PARSE_MEMORY = 256 * 1024 * 1024,
    NO_HEADING = 7,
};

static size_t memory_used; /* by the parser in the trial process */

static void *counted_calloc(size_t count, size_t size)
{
    memory_used += count * size;
    void *p = memory_used > MAX_PARSE_MEMORY ? NULL : calloc(count, size);
    if (!p)
        _exit(3);
    return p;
}

static void *counted_realloc(void *old, size_t size)
{
    memory_used += size;
    void *p = memory_used > MAX_PARSE_MEMORY ? NULL : realloc(old, size);
    if (!p)
        _exit(3);
    return p;
}

static cmark_node *parse(lb_slice text, cmark_mem *mem)
{
    static const char *const names[] = {"table", "strikethrough", "autolink"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new_with_mem(
        CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE, mem);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    cmark_parser_feed(parser, text.data, text.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

static int parse_on_trial(lb_slice text)
{
    static cmark_mem counted = {counted_calloc, counted_realloc, free};
    return parse(text, &counted) ? 0 : 3; /* the process ends here: nothing is freed */
}

enum lb_status lb_markdown_parse(struct lb_arena *arena, lb_slice text, lb_slice source, cmark_node **ret, unsigned *line, struct lb_both *why,
                                 struct lb_err *err)
{
    enum lb_status status = lb_markdown_measure(arena, text, line, why);
    if (status == LB_CHANGED)
        status = lb_markdown_try(arena, parse_on_trial, source, why, err);
    if (status == LB_LIMIT)
        return lb_fail(err, status, "%" LB_PRI, LB_ARG(why->in[LB_LANG_EN]));
    if (status == LB_OK)
        *ret = parse(source, cmark_get_default_mem_allocator());
    return status;
}

static struct lb_place place_of(cmark_node *node)
{
    int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
    return (struct lb_place){line > 0 ? (unsigned)line : 0, line > 0 && column > 0 ? (size_t)column : 0};
}

/* A reference's text is its number. */
static size_t number_of(cmark_node *reference)
{
    const char *literal = cmark_node_get_literal(reference);
    return literal ? strtoul(literal, NULL, 10) : 0;
}

/* Only headings of the document itself; one inside a quote or list is a bold line. */
static bool is_section(cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    return parent && cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT;
}

static bool is_tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void put_html(struct lb_walk *w, cmark_node *node)
{
    lb_slice s = lb_slice_trim(lb_slice_of(cmark_node_get_literal(node)));
    if (lb_slice_starts(s, LB_S("<!--")))
        return;
    lb_slice line = lb_slice_sub(s, 0, lb_slice_find(s, '\n'));
    lb_walk_complain(w, place_of(node), LB_RULE_HTML,
                     lb_both_printf(w->arena, "HTML '%" LB_PRI "' dihapus", "HTML '%" LB_PRI "' is left out", LB_ARG(lb_utf8_cut(line, 60))),
                     LB_BOTH("tulis dengan Markdown; untuk menampilkan '<' tulis \\<", "write it as Markdown; to show a '<', write \\<"));
}

/* Extension nodes have types made at run time, told apart by name. */
static void put_extension(struct lb_walk *w, cmark_node *node, bool entering)
{
    const char *type = cmark_node_get_type_string(node);
    if (strcmp(type, "strikethrough") == 0) {
        lb_walk_markup(w, entering ? "<del>" : "</del>");
    } else if (strcmp(type, "table") == 0) {
        if (entering) {
            w->body_is_open = false;
            lb_str_printf(&w->html, "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">\n<table>\n",
                          lb_walk_label(w, "Tabel", "Table"));
        } else {
            lb_walk_markup(w, w->body_is_open ? "</tbody>\n</table>\n</div>\n" : "</table>\n</div>\n");
            lb_walk_line(w, place_of(node).line);
        }
    } else if (strcmp(type, "table_header") == 0 || strcmp(type, "table_row") == 0) {
        w->row_is_header = type[6] == 'h';
        if (entering) {
            w->row_column = 0;
            w->passage_line = w->block_line;
            if (w->row_is_header)
                lb_walk_markup(w, "<thead>\n");
            else if (!w->body_is_open)
                lb_walk_markup(w, "<tbody>\n"), w->body_is_open = true;
            lb_walk_markup(w, "<tr>");
        } else {
            lb_walk_markup(w, w->row_is_header ? "</tr>\n</thead>\n" : "</tr>\n");
            lb_walk_end_passage(w);
        }
    } else if (strcmp(type, "table_cell") == 0) {
        if (entering) {
            cmark_node *row = cmark_node_parent(node), *table = row ? cmark_node_parent(row) : NULL;
            uint8_t *aligns = table ? cmark_gfm_extensions_get_table_alignments(table) : NULL;
            unsigned columns = table ? cmark_gfm_extensions_get_table_columns(table) : 0;
            char align = aligns && w->row_column < columns ? (char)aligns[w->row_column] : 0;
            lb_str_add(&w->html, lb_slice_of(w->row_is_header ? "<th scope=\"col\"" : "<td"));
            lb_str_add(&w->html, lb_slice_of(align == 'r'   ? " class=\"right\">"
                                             : align == 'c' ? " class=\"center\">"
                                                            : ">"));
            w->row_column++;
        } else {
            lb_walk_markup(w, w->row_is_header ? "</th>" : "</td>");
            lb_str_addc(&w->passage, ' ');
        }
    }
}

static void put_list(struct lb_walk *w, cmark_node *node, bool entering)
{
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST)
        lb_walk_markup(w, entering ? "<ul>\n" : "</ul>\n");
    else if (!entering)
        lb_walk_markup(w, "</ol>\n");
    else if (cmark_node_get_list_start(node) == 1)
        lb_walk_markup(w, "<ol>\n");
    else
        lb_str_printf(&w->html, "<ol start=\"%d\">\n", cmark_node_get_list_start(node));
}

static void put_node(struct lb_walk *w, cmark_node *node, bool entering)
{
    lb_slice literal;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        lb_walk_markup(w, entering ? "<blockquote>\n" : "</blockquote>\n");
        break;
    case CMARK_NODE_LIST:
        put_list(w, node, entering);
        break;
    case CMARK_NODE_ITEM:
        lb_walk_end_passage(w);
        lb_walk_markup(w, entering ? "<li>" : "</li>\n");
        break;
    case CMARK_NODE_CODE_BLOCK:
        literal = lb_slice_of(cmark_node_get_literal(node));
        w->passage_line = w->block_line;
        lb_str_lit(&w->html, "<pre tabindex=\"0\"><code>");
        lb_walk_text(w, literal);
        lb_str_lit(&w->html, "</code></pre>\n");
        lb_walk_end_passage(w);
        lb_walk_line(w, place_of(node).line);
        break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        put_html(w, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        if (!is_tight(node))
            lb_walk_markup(w, entering ? "<p>" : "</p>\n");
        if (entering) {
            w->passage_line = w->block_line;
        } else {
            lb_walk_end_passage(w);
            lb_walk_line(w, place_of(node).line);
        }
        break;
    case CMARK_NODE_HEADING: /* one that is no section */
        lb_walk_markup(w, entering ? "<p><strong>" : "</strong></p>\n");
        if (entering)
            w->passage_line = w->block_line;
        else
            lb_walk_end_passage(w);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        lb_walk_markup(w, "<hr>\n");
        break;
    case CMARK_NODE_TEXT:
        literal = lb_slice_of(cmark_node_get_literal(node));
        lb_walk_unknown_sources(w, place_of(node), literal);
        lb_walk_text(w, literal);
        break;
    case CMARK_NODE_SOFTBREAK:
        lb_walk_space(w, "\n");
        break;
    case CMARK_NODE_LINEBREAK:
        lb_walk_space(w, "<br>\n");
        break;
    case CMARK_NODE_CODE:
        lb_walk_markup(w, "<code>");
        lb_walk_text(w, lb_slice_of(cmark_node_get_literal(node)));
        lb_walk_markup(w, "</code>");
        break;
    case CMARK_NODE_EMPH:
        lb_walk_markup(w, entering ? "<em>" : "</em>");
        break;
    case CMARK_NODE_STRONG:
        lb_walk_markup(w, entering ? "<strong>" : "</strong>");
        break;
    case CMARK_NODE_LINK:
        if (entering && lb_walk_link(w, place_of(node), lb_slice_of(cmark_node_get_url(node))))
            cmark_node_set_user_data(node, node); /* opened: to be closed */
        else if (!entering && cmark_node_get_user_data(node) == node)
            lb_str_lit(&w->html, "</a>");
        break;
    case CMARK_NODE_IMAGE:
        if (entering) {
            if (w->images++ == 0)
                lb_str_clear(&w->alt);
        } else if (--w->images == 0) {
            lb_walk_picture(w, place_of(node), lb_slice_of(cmark_node_get_url(node)));
        }
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        if (entering)
            lb_walk_reference(w, number_of(node));
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        lb_walk_note(w, entering);
        break;
    default:
        put_extension(w, node, entering);
    }
}

/* The notes in the order of their numbers, and how far headings must move so that the highest is h2. */
static void look_ahead(struct lb_walk *w, cmark_node *root)
{
    int highest = NO_HEADING;
    for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            LB_PUSH(w->arena, w->notes, w->note_count, w->note_capacity,
                    (unsigned)cmark_node_get_start_line(node));
        else if (cmark_node_get_type(node) == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) < highest)
            highest = cmark_node_get_heading_level(node);
    }
    w->note_seen = LB_NEW_ARRAY(w->arena, bool, w->note_count + 1);
    w->shift = highest < NO_HEADING ? 2 - highest : 0;
    w->last_level = 1;
}

static enum lb_status walk_tree(struct lb_walk *w, cmark_node *root, struct lb_both *why)
{
    cmark_iter *iter = cmark_iter_new(root);
    unsigned depth = 0;
    enum lb_status status = LB_OK;
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool entering = event == CMARK_EVENT_ENTER, is_block = (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
        if (entering && is_block && cmark_node_get_start_line(node) > 0)
            w->block_line = (unsigned)cmark_node_get_start_line(node);
        if (cmark_node_first_child(node)) {
            depth = entering ? depth + 1 : depth - 1;
            if (depth > LB_MARKDOWN_DEPTH) {
                *why = lb_both_printf(w->arena, "teks bersusun lebih dari %d tingkat; sederhanakan",
                                      "the text is nested more than %d deep; simplify it", LB_MARKDOWN_DEPTH);
                status = LB_LIMIT;
                break;
            }
        }
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION && entering &&
            lb_walk_is_source_line(w, (unsigned)cmark_node_get_start_line(node))) {
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
            depth -= cmark_node_first_child(node) ? 1 : 0;
            continue;
        }
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING && is_section(node)) {
            if (entering)
                lb_walk_start_heading(w);
            else
                lb_walk_end_heading(w, cmark_node_get_heading_level(node), (unsigned)cmark_node_get_start_line(node));
            continue;
        }
        put_node(w, node, entering);
    }
    cmark_iter_free(iter);
    lb_walk_end_passage(w);
    if (w->note_printed)
        lb_str_lit(&w->html, "</ol>\n</section>\n");
    if (status == LB_OK && (w->html.is_full || w->text.is_full || w->headings.is_full)) {
        *why = lb_both_printf(w->arena, "teks menjadi lebih dari %d bita HTML; sederhanakan",
                              "the text grows to more than %d bytes of markup; simplify it", LB_MAX_MARKUP);
        status = LB_LIMIT;
    }
    return status;
}

static bool is_plain_name(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!isalnum((unsigned char)s.data[i]) && s.data[i] != '-' && s.data[i] != '_')
            return false;
    return s.len > 0 && s.len <= LB_MAX_ID;
}

/* The text behind the definitions of the sources. The comment ends the last definition, whatever the text begins with. */
static lb_slice with_definitions(struct lb_walk *w)
{
    struct lb_str s = LB_STR_INIT(w->in->text.len + w->in->source_count * (LB_MAX_ID + 8) + 64);
    for (size_t i = 0; i < w->in->source_count; i++)
        if (is_plain_name(w->in->sources[i]))
            lb_str_printf(&s, "[^%" LB_PRI "]: x\n", LB_ARG(w->in->sources[i]));
        else
            lb_str_lit(&s, "[^ ]: x\n"); /* keeps its line */
    lb_str_lit(&s, "\n<!-- -->\n\n");
    w->lines_before = (unsigned)w->in->source_count + 3;
    lb_str_add(&s, w->in->text);
    lb_slice all = lb_arena_copy(w->arena, lb_str_slice(&s));
    lb_str_free(&s);
    return all;
}

enum lb_status lb_markdown_render(struct lb_arena *arena, const struct lb_markdown_input *in, struct lb_markdown *ret,
                                  struct lb_diags *diags, struct lb_err *err)
{
    struct lb_markdown result = {.is_cited = LB_NEW_ARRAY(arena, bool, in->source_count + 1)};
    struct lb_walk w = {.arena = arena, .in = in, .ret = &result, .diags = diags,
                     .html = LB_STR_INIT(LB_MAX_MARKUP), .text = LB_STR_INIT(LB_MAX_MARKUP),
                     .headings = LB_STR_INIT(LB_MAX_MARKUP), .alt = LB_STR_INIT(LB_MAX_BODY),
                     .passage = LB_STR_INIT(LB_MAX_MARKUP)};
    struct lb_both why = LB_BOTH_NONE;
    unsigned line;
    cmark_node *root = NULL;
    w.source = with_definitions(&w);
    w.block_line = w.lines_before + 1;
    enum lb_status status = lb_markdown_parse(arena, in->text, w.source, &root, &line, &why, err);
    if (status == LB_LIMIT && line)
        w.block_line = w.lines_before + line;
    if (status)
        goto out;
    look_ahead(&w, root);
    status = walk_tree(&w, root, &why);
    if (status)
        goto out;
    lb_walk_lost_notes(&w);
    result.html = lb_html_of(lb_arena_copy(arena, lb_str_slice(&w.html)));
    result.text = lb_arena_copy(arena, lb_str_slice(&w.text));
    result.headings = lb_arena_copy(arena, lb_str_slice(&w.headings));
    *ret = result;
out:
    if (status == LB_LIMIT) {
        lb_walk_complain(&w, (struct lb_place){w.block_line, 0}, LB_RULE_TEXT_LIMIT, why, LB_BOTH_NONE);
        (void)lb_fail(err, status, "%" LB_PRI, LB_ARG(why.in[LB_LANG_EN]));
    }
    if (root)
        cmark_node_free(root);
    lb_str_free(&w.html);
    lb_str_free(&w.text);
    lb_str_free(&w.headings);
    lb_str_free(&w.alt);
    lb_str_free(&w.passage);
    return status;
}

enum lb_status lb_markdown_man(lb_slice text, struct lb_str *out, struct lb_err *err)
{
    cmark_node *root = NULL;
    unsigned line;
    struct lb_both why;
    struct lb_arena arena = LB_ARENA_INIT;
    enum lb_status status = lb_markdown_parse(&arena, text, text, &root, &line, &why, err);
    lb_arena_free(&arena);
    if (status)
        return status;
    cmark_iter *it = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(it);
        int level = cmark_node_get_heading_level(node);
        if (event == CMARK_EVENT_ENTER && level > 1)
            cmark_node_set_heading_level(node, level - 1);
    }
    cmark_iter_free(it);
    char *man = cmark_render_man(root, CMARK_OPT_DEFAULT, 0);
    lb_str_add(out, lb_slice_of(man));
    free(man);
    cmark_node_free(root);
    return LB_OK;
}
