/* markdown_blocks.c - a Markdown text as plain lines: the same parser as for pages, another walk over the tree.
 *
 * Sources are not defined here, so that a reference "[^s1]" stays text; it is shown as "[s1]". Nothing recurses. */
#include "indexer/markdown_cmark.h"
#include "indexer/markdown_walk.h"

#include "base/utf8.h"

#include <stdlib.h>

struct blocks {
    struct lb_arena *arena;
    struct lb_block *items;
    size_t count, capacity;
    struct lb_str line;       /* being gathered */
    unsigned quotes, notes;   /* open ones */
    bool is_item, in_code;    /* the next paragraph opens an item */
    int section;              /* level of headings that begin a section */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static char last_of(const struct blocks *b)
{
    return b->line.len ? b->line.data[b->line.len - 1] : ' ';
}

/* White space becomes one space; "[^" becomes "[". */
static void add(struct blocks *b, lb_slice text)
{
    for (size_t i = 0, run; i < text.len; i = run) {
        if (text.data[i] == '^' && !b->in_code && last_of(b) == '[')
            i++;
        for (run = i; run < text.len && !is_space(text.data[run]) && (run == i || text.data[run] != '^');)
            run++;
        lb_str_add(&b->line, lb_slice_sub(text, i, run));
        for (; run < text.len && is_space(text.data[run]); run++)
            if (last_of(b) != ' ')
                lb_str_addc(&b->line, ' ');
    }
}

static void end(struct blocks *b, enum lb_block_kind kind)
{
    lb_slice text = lb_slice_trim(lb_str_slice(&b->line));
    if (text.len) {
        struct lb_block block = {kind, lb_arena_copy(b->arena, text)};
        LB_PUSH(b->arena, b->items, b->count, b->capacity, block);
    }
    lb_str_clear(&b->line);
}

static void end_paragraph(struct blocks *b)
{
    enum lb_block_kind kind = b->notes ? LB_BLOCK_NOTE : b->quotes ? LB_BLOCK_QUOTE : b->is_item ? LB_BLOCK_ITEM : LB_BLOCK_PARAGRAPH;
    b->is_item = false;
    end(b, kind);
}

static void add_code(struct blocks *b, lb_slice text)
{
    lb_slice line;
    b->in_code = true;
    while (lb_slice_split(&text, '\n', &line)) {
        add(b, line);
        end(b, LB_BLOCK_CODE);
    }
    b->in_code = false;
}

/* The address behind the words of a link, unless the words are the address. */
static void end_link(struct blocks *b, cmark_node *node)
{
    lb_slice url = lb_slice_of(cmark_node_get_url(node)), line = lb_str_slice(&b->line);
    if (lb_slice_starts(url, LB_S("mailto:")))
        url = lb_slice_sub(url, 7, url.len);
    if (!url.len || lb_slice_ends(line, url))
        return;
    lb_str_lit(&b->line, " (");
    add(b, url);
    lb_str_lit(&b->line, ")");
}

static void put_extension(struct blocks *b, cmark_node *node, bool entering)
{
    const char *type = cmark_node_get_type_string(node);
    if (!entering && (strcmp(type, "table_row") == 0 || strcmp(type, "table_header") == 0))
        end(b, LB_BLOCK_ROW);
    else if (!entering && strcmp(type, "table_cell") == 0 && cmark_node_next(node))
        lb_str_lit(&b->line, " | ");
}

static void put(struct blocks *b, cmark_node *node, bool entering)
{
    lb_slice literal = LB_EMPTY;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_LIST:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        b->quotes += entering ? 1 : -1u;
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        b->notes += entering ? 1 : -1u;
        break;
    case CMARK_NODE_ITEM:
        b->is_item = entering;
        break;
    case CMARK_NODE_PARAGRAPH:
        if (!entering)
            end_paragraph(b);
        break;
    case CMARK_NODE_HEADING:
        if (!entering) {
            bool is_top = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
            end(b, is_top && cmark_node_get_heading_level(node) <= b->section ? LB_BLOCK_SECTION : LB_BLOCK_HEADING);
        }
        break;
    case CMARK_NODE_CODE_BLOCK:
        add_code(b, lb_slice_of(cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        literal = lb_slice_of(cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        literal = LB_S(" ");
        break;
    case CMARK_NODE_LINK:
        if (!entering)
            end_link(b, node);
        break;
    case CMARK_NODE_IMAGE:
        lb_str_addc(&b->line, entering ? '[' : ']');
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        if (entering)
            lb_str_printf(&b->line, "[%s]", cmark_node_get_literal(node));
        break;
    default:
        put_extension(b, node, entering);
    }
    if (literal.len)
        add(b, literal);
}

/* Sections begin at the highest headings; where there is one only, it is a title, and they begin one deeper. */
static int section_level(cmark_node *root)
{
    int highest = 7, count = 0;
    for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_HEADING)
            continue;
        int level = cmark_node_get_heading_level(node);
        count = level < highest ? 1 : count + (level == highest);
        highest = level < highest ? level : highest;
    }
    return count == 1 ? highest + 1 : highest;
}

static enum lb_status walk(struct blocks *b, cmark_node *root, struct lb_err *err)
{
    cmark_iter *iter = cmark_iter_new(root);
    unsigned depth = 0;
    enum lb_status status = LB_OK;
    for (cmark_event_type event; status == LB_OK && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool entering = event == CMARK_EVENT_ENTER;
        if (cmark_node_first_child(node))
            depth = entering ? depth + 1 : depth - 1;
        if (depth > LB_MARKDOWN_DEPTH)
            status = lb_fail(err, LB_LIMIT, "the text is nested more than %d deep; simplify it", LB_MARKDOWN_DEPTH);
        else
            put(b, node, entering);
    }
    cmark_iter_free(iter);
    return status;
}

enum lb_status lb_markdown_blocks(struct lb_arena *arena, lb_slice text, struct lb_block **ret, size_t *count,
                                  struct lb_err *err)
{
    struct blocks b = {.arena = arena, .line = LB_STR_INIT(LB_MAX_MARKUP)};
    cmark_node *root = NULL;
    unsigned line;
    struct lb_both why;
    enum lb_status status = lb_markdown_parse(arena, text, text, &root, &line, &why, err);
    if (status)
        return status;
    b.section = section_level(root);
    status = walk(&b, root, err);
    if (status == LB_OK && b.line.is_full)
        status = lb_fail(err, LB_LIMIT, "the text grows too large; simplify it");
    cmark_node_free(root);
    lb_str_free(&b.line);
    if (status == LB_OK) {
        *ret = b.items;
        *count = b.count;
    }
    return status;
}
