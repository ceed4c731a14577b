/* markdown.c - walks cmark-gfm's tree and writes markup, contents and plain text; the only file that knows cmark-gfm.
 *
 * Sources are cited as notes, [^s1], whose definition is the front matter. So that cmark-gfm recognises them, a
 * definition for each source is put in front of the text; a reference to it becomes a link to the source, and the
 * definition itself is never printed. Nothing recurses: the tree may be as deep as its text. */
#include "indexer/markdown.h"
#include "indexer/markdown_guard.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    MAX_DEPTH = 64,                   /* blocks and spans inside each other; prose needs ten */
    MAX_MARKUP = 4 * LB_MAX_BODY,     /* references to one long address multiply it */
    MAX_PARSE_MEMORY = 256 * 1024 * 1024,
    MAX_COMPLAINTS = 100,             /* about one text */
    NO_HEADING = 7,
};

/* ---- parsing ---- */

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

/* ---- the walk ---- */

struct walk {
    struct lb_arena *arena;
    const struct lb_markdown_input *in;
    struct lb_markdown *ret;
    struct lb_diags *diags;
    lb_slice source;       /* what was parsed: definitions, then the text */
    unsigned lines_before; /* lines of definitions */
    struct lb_str html, text, headings, alt, passage;
    unsigned images;       /* open images: text goes to alt */
    bool in_heading;
    bool owes_space;       /* a reference stood between a space and what follows: "lain [^s1]." is "lain." */
    unsigned block_line;   /* of the innermost block, for nodes without a position */
    bool passage_cited;
    unsigned passage_line;
    int shift;             /* added to heading levels */
    unsigned last_level;
    unsigned *notes;       /* lines of the definitions, in the order of their numbers */
    bool *note_seen;
    size_t note_count, note_capacity, note_printed;
    unsigned complaints;
    unsigned row_column;   /* cells so far in this row */
    bool row_is_header, body_is_open;
};

static bool is_english(const struct walk *w)
{
    return w->in->lang && strcmp(w->in->lang, "en") == 0;
}

static const char *label(const struct walk *w, const char *indonesian, const char *english)
{
    return is_english(w) ? english : indonesian;
}

/* Line `number` (from 1) of what was parsed. */
static lb_slice source_line(const struct walk *w, unsigned number)
{
    lb_slice rest = w->source, line = LB_EMPTY;
    for (unsigned i = 0; i < number; i++)
        if (!lb_slice_split(&rest, '\n', &line))
            return LB_EMPTY;
    if (lb_slice_ends(line, LB_S("\r")))
        line.len--;
    return line;
}

static void complain(struct walk *w, unsigned line, size_t byte_column, enum lb_severity severity, const char *code,
                     lb_slice message, lb_slice hint)
{
    if (w->complaints++ >= MAX_COMPLAINTS)
        return;
    if (line <= w->lines_before)
        line = w->block_line > w->lines_before ? w->block_line : w->lines_before + 1;
    lb_slice text = source_line(w, line);
    struct lb_diag d = {
        .file = w->in->file, .line = line - w->lines_before - 1 + w->in->line, .severity = severity, .code = code,
        .message = message, .hint = hint, .source_line = lb_utf8_cut(text, 400),
    };
    if (byte_column > 0)
        d.column = (unsigned)lb_utf8_count(lb_slice_sub(text, 0, byte_column - 1)) + 1;
    lb_diags_add(w->diags, &d);
}

static void complain_at(struct walk *w, cmark_node *node, enum lb_severity severity, const char *code, lb_slice message,
                        lb_slice hint)
{
    int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
    complain(w, line > 0 ? (unsigned)line : 0, line > 0 && column > 0 ? (size_t)column : 0, severity, code, message, hint);
}

/* Entities can name what may not stand in a text: controls, bidi overrides. They are dropped. */
static lb_slice without_flaws(struct walk *w, lb_slice s)
{
    struct lb_str clean = LB_STR_INIT(LB_MAX_BODY);
    for (size_t at = 0; at < s.len;) {
        size_t start = at;
        (void)lb_utf8_next(s, &at);
        if (lb_utf8_check(lb_slice_sub(s, start, at), NULL) == LB_UTF8_CLEAN)
            lb_str_add(&clean, lb_slice_sub(s, start, at));
    }
    lb_slice copy = lb_arena_copy(w->arena, lb_str_slice(&clean));
    lb_str_free(&clean);
    return copy;
}

static void add_text(struct walk *w, lb_slice s)
{
    if (lb_utf8_check(s, NULL) != LB_UTF8_CLEAN)
        s = without_flaws(w, s);
    if (w->images) {
        lb_str_add(&w->alt, s);
    } else {
        if (w->owes_space && s.len && !strchr(" .,;:!?)", s.data[0]))
            lb_str_addc(&w->passage, ' ');
        w->owes_space = false;
        lb_html_escape(&w->html, s);
        lb_str_add(w->in_heading ? &w->headings : &w->passage, s);
    }
}

static void add_space(struct walk *w, const char *markup)
{
    if (w->images) {
        lb_str_addc(&w->alt, ' ');
    } else {
        w->owes_space = false;
        lb_str_add(&w->html, lb_slice_of(markup));
        lb_str_addc(w->in_heading ? &w->headings : &w->passage, ' ');
    }
}

/* Markup of our own; not inside an image's alternative text. */
static void add_markup(struct walk *w, const char *markup)
{
    if (!w->images)
        lb_str_add(&w->html, lb_slice_of(markup));
}

static size_t count_words(lb_slice s)
{
    size_t words = 0;
    bool in_word = false, counted = false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (isspace(c))
            in_word = counted = false;
        else
            in_word = true;
        if (in_word && !counted && (isalnum(c) || c >= 0x80)) {
            words++;
            counted = true;
        }
    }
    return words;
}

/* Ends the passage being gathered: into the text, the list and the words of the open sections. */
static void end_passage(struct walk *w)
{
    lb_slice s = lb_slice_trim(lb_str_slice(&w->passage));
    if (s.len) {
        struct lb_markdown *ret = w->ret;
        struct lb_passage p = {lb_arena_copy(w->arena, s), w->passage_line - w->lines_before - 1 + w->in->line,
                               w->passage_cited};
        LB_PUSH(w->arena, ret->passages, ret->passage_count, ret->passage_capacity, p);
        lb_str_add(&w->text, s);
        lb_str_addc(&w->text, '\n');
        size_t words = count_words(s);
        ret->words += words;
        unsigned level = 7;
        for (size_t i = ret->toc_count; i-- > 0;)
            if (ret->toc[i].level < level) {
                level = ret->toc[i].level;
                ret->toc[i].words += words;
            }
    }
    lb_str_clear(&w->passage);
    w->passage_cited = w->owes_space = false;
}

/* ---- headings ---- */

static lb_slice heading_id(struct walk *w, lb_slice title, bool *is_known)
{
    lb_slice key = lb_fold(w->arena, title), id = LB_EMPTY;
    *is_known = false;
    for (size_t i = 0; i < w->in->heading_count && !*is_known; i++)
        for (size_t j = 0; j < w->in->headings[i].title_count && !*is_known; j++)
            if (lb_slice_eq(lb_fold(w->arena, w->in->headings[i].titles[j]), key)) {
                id = w->in->headings[i].id;
                *is_known = true;
            }
    if (!*is_known) /* cannot meet the page's own ids */
        id = lb_arena_printf(w->arena, "bagian-%" LB_PRI, LB_ARG(lb_slug(w->arena, title)));
    lb_slice unique = id;
    unsigned n = 1;
    for (size_t i = 0; i < w->ret->toc_count; i++)
        if (lb_slice_eq(w->ret->toc[i].id, unique)) {
            unique = lb_arena_printf(w->arena, "%" LB_PRI "-%u", LB_ARG(id), ++n);
            i = (size_t)-1;
        }
    return unique;
}

/* Only headings of the document itself; one inside a quote or list is a bold line. */
static bool is_section(cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    return parent && cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT;
}

/* The heading's markup is written when it ends, as its id needs the title: html holds its spans from `heading_start` on. */
static void end_heading(struct walk *w, cmark_node *node, size_t heading_start, size_t title_start)
{
    lb_slice title = lb_arena_copy(w->arena, lb_slice_trim(lb_slice_sub(lb_str_slice(&w->headings), title_start, w->headings.len)));
    lb_slice spans = lb_arena_copy(w->arena, lb_slice_sub(lb_str_slice(&w->html), heading_start, w->html.len));
    w->html.len = heading_start;
    lb_str_addc(&w->headings, '\n');
    if (title.len == 0)
        return;
    int level = cmark_node_get_heading_level(node) + w->shift;
    if (level > (int)w->last_level + 1)
        level = (int)w->last_level + 1;
    level = level < 2 ? 2 : level > 6 ? 6 : level;
    w->last_level = (unsigned)level;
    struct lb_toc_entry entry = {.title = title, .level = (unsigned)level,
                                 .line = (unsigned)cmark_node_get_start_line(node) - w->lines_before - 1 + w->in->line};
    entry.id = heading_id(w, title, &entry.is_known);
    LB_PUSH(w->arena, w->ret->toc, w->ret->toc_count, w->ret->toc_capacity, entry);
    lb_str_printf(&w->html, "<h%d id=\"", level);
    lb_html_escape(&w->html, entry.id);
    lb_str_lit(&w->html, "\">");
    lb_str_add(&w->html, spans);
    lb_str_printf(&w->html, "</h%d>\n", level);
}

/* ---- links, pictures, notes ---- */

static void open_link(struct walk *w, cmark_node *node)
{
    if (w->images)
        return;
    lb_slice url = lb_slice_of(cmark_node_get_url(node));
    struct lb_link link = lb_link_read(url);
    lb_slice shown = lb_utf8_cut(url, 80);
    switch (link.kind) {
    case LB_LINK_OUTSIDE:
        lb_str_lit(&w->html, "<a rel=\"external noopener\" href=\"");
        lb_link_escape(&w->html, link.target);
        w->passage_cited = true;
        break;
    case LB_LINK_CASE:
        if (w->in->has_case && !w->in->has_case(w->in->ctx, link.target)) {
            complain_at(w, node, LB_WARNING, "W086",
                        lb_arena_printf(w->arena, "link to case '%" LB_PRI "', which is not in the library",
                                        LB_ARG(link.target)),
                        LB_S("check the id, or take the link out; the words stay"));
            return;
        }
        lb_str_add(&w->html, lb_slice_of(is_english(w) ? "<a href=\"/en/cases/" : "<a href=\"/kasus/"));
        lb_link_escape(&w->html, link.target);
        break;
    case LB_LINK_FRAGMENT:
        lb_str_lit(&w->html, "<a href=\"#");
        lb_link_escape(&w->html, link.target);
        break;
    case LB_LINK_FILE:
        link.why = "names a file beside the case, which is not published; list it under documents";
        /* fall through */
    case LB_LINK_BAD:
        complain_at(w, node, LB_WARNING, "W083",
                    lb_arena_printf(w->arena, "link '%" LB_PRI "' %s", LB_ARG(shown), link.why),
                    LB_S("the words stay, the link is left out"));
        return;
    }
    lb_str_lit(&w->html, "\">");
    cmark_node_set_user_data(node, node); /* opened: to be closed */
}

static void put_picture(struct walk *w, cmark_node *node)
{
    lb_slice url = lb_slice_of(cmark_node_get_url(node)), alt = lb_slice_trim(lb_str_slice(&w->alt));
    struct lb_link link = lb_link_read(url);
    const struct lb_picture *picture = NULL;
    for (size_t i = 0; link.kind == LB_LINK_FILE && i < w->in->picture_count; i++)
        if (lb_slice_eq(w->in->pictures[i].file, link.target))
            picture = &w->in->pictures[i];
    if (!picture || picture->variant_count == 0) {
        if (!picture)
            complain_at(w, node, LB_WARNING, "W084",
                        lb_arena_printf(w->arena, "picture '%" LB_PRI "' is not listed under images",
                                        LB_ARG(lb_utf8_cut(url, 80))),
                        LB_S("put the file beside the case and list it with alt, credit and licence"));
        if (alt.len) {
            lb_str_lit(&w->html, "<em>");
            lb_html_escape(&w->html, alt);
            lb_str_lit(&w->html, "</em>");
        }
        return;
    }
    const struct lb_variant *widest = &picture->variants[picture->variant_count - 1];
    lb_str_lit(&w->html, "<img src=\"/aset/");
    lb_html_escape(&w->html, widest->asset);
    lb_str_lit(&w->html, "\" srcset=\"");
    for (size_t i = 0; i < picture->variant_count; i++) {
        lb_str_printf(&w->html, "%s/aset/", i ? ", " : "");
        lb_html_escape(&w->html, picture->variants[i].asset);
        lb_str_printf(&w->html, " %uw", picture->variants[i].width);
    }
    lb_str_printf(&w->html, "\" sizes=\"(min-width: 48rem) 42rem, 100vw\" width=\"%u\" height=\"%u\" loading=\"lazy\" alt=\"",
                  widest->width, widest->height);
    lb_html_escape(&w->html, alt.len ? alt : picture->alt);
    lb_str_lit(&w->html, "\">");
    if (picture->caption.len || picture->credit.len) {
        lb_str_lit(&w->html, " <small class=\"caption\">");
        lb_html_escape(&w->html, picture->caption);
        if (picture->credit.len) {
            lb_str_add(&w->html, lb_slice_of(picture->caption.len ? " (" : "("));
            lb_html_escape(&w->html, picture->credit);
            lb_str_lit(&w->html, ")");
        }
        lb_str_lit(&w->html, "</small>");
    }
}

static bool is_source(const struct lb_markdown_input *in, lb_slice name)
{
    for (size_t i = 0; i < in->source_count; i++)
        if (lb_slice_eq(in->sources[i], name))
            return true;
    return false;
}

/* The tree tells no labels of notes, but lines: the definition of source i stands on line i + 1. */
static bool is_source_line(const struct walk *w, unsigned line)
{
    return line <= w->in->source_count;
}

/* Number n (from 1) as a, b, ... z, aa: notes of the text, apart from the numbered sources. */
static lb_slice note_mark(struct lb_arena *arena, size_t n)
{
    char room[16], *p = room + sizeof room;
    size_t len = 0;
    while (n > 0 && len < sizeof room) {
        n--;
        *--p = (char)('a' + n % 26);
        len++;
        n /= 26;
    }
    return lb_arena_copy(arena, lb_slice_from(p, len));
}

static void put_reference(struct walk *w, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    size_t number = literal ? strtoul(literal, NULL, 10) : 0;
    if (w->images || number == 0 || number > w->note_count)
        return;
    if (!w->in_heading)
        w->passage_cited = true;
    for (; w->passage.len && w->passage.data[w->passage.len - 1] == ' '; w->owes_space = true)
        w->passage.len--;
    if (is_source_line(w, w->notes[number - 1])) {
        size_t source = w->notes[number - 1] - 1;
        w->ret->is_cited[source] = true;
        lb_str_lit(&w->html, "<sup class=\"cite\"><a href=\"#sumber-");
        lb_html_escape(&w->html, w->in->sources[source]);
        lb_str_printf(&w->html, "\" aria-label=\"%s %zu\">%zu</a></sup>", label(w, "Sumber", "Source"), source + 1, source + 1);
        return;
    }
    size_t own = 0; /* notes before this one that are not sources */
    for (size_t i = 0; i < number; i++)
        own += !is_source_line(w, w->notes[i]);
    lb_slice mark = note_mark(w->arena, own);
    lb_str_lit(&w->html, "<sup class=\"note\"><a href=\"#catatan-");
    lb_str_add(&w->html, mark);
    if (!w->note_seen[number - 1]) {
        w->note_seen[number - 1] = true;
        lb_str_lit(&w->html, "\" id=\"acuan-");
        lb_str_add(&w->html, mark);
    }
    lb_str_printf(&w->html, "\" aria-label=\"%s %" LB_PRI "\">%" LB_PRI "</a></sup>", label(w, "Catatan", "Note"),
                  LB_ARG(mark), LB_ARG(mark));
}

/* "[^x]" that stayed text: no source and no note has that name. */
static void look_for_unknown_sources(struct walk *w, cmark_node *node, lb_slice s)
{
    for (size_t i = 0; i + 3 < s.len; i++) {
        if (s.data[i] != '[' || s.data[i + 1] != '^')
            continue;
        lb_slice rest = lb_slice_sub(s, i + 2, s.len);
        lb_slice name = lb_slice_sub(rest, 0, lb_slice_find(rest, ']'));
        if (name.len == rest.len || name.len == 0 || name.len > LB_MAX_ID || memchr(name.data, ' ', name.len))
            continue;
        int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
        struct lb_str known = LB_STR_INIT(400);
        for (size_t j = 0; j < w->in->source_count; j++)
            lb_str_printf(&known, "%s%" LB_PRI, j ? ", " : "", LB_ARG(w->in->sources[j]));
        lb_slice hint = known.len ? lb_arena_printf(w->arena, "sources are %" LB_PRI, LB_ARG(lb_str_slice(&known)))
                                  : LB_S("list it under sources in the front matter");
        complain(w, line > 0 ? (unsigned)line : 0, line > 0 && column > 0 ? (size_t)column + i : 0, LB_ERROR, "E081",
                 lb_arena_printf(w->arena, "unknown source '%" LB_PRI "'", LB_ARG(name)), hint);
        lb_str_free(&known);
    }
}

/* Notes that never come out of the parser, because nobody refers to them or because a source has the name. */
static void look_for_lost_notes(struct walk *w)
{
    lb_slice rest = w->source, line;
    for (unsigned number = 1; lb_slice_split(&rest, '\n', &line); number++) {
        lb_slice s = lb_slice_trim(line);
        size_t close = lb_slice_find(s, ']');
        if (number <= w->lines_before || !lb_slice_starts(s, LB_S("[^")) || close + 1 >= s.len || s.data[close + 1] != ':')
            continue;
        lb_slice name = lb_slice_sub(s, 2, close);
        bool is_used = false;
        for (size_t i = 0; i < w->note_count && !is_used; i++)
            is_used = w->notes[i] == number;
        if (is_used)
            continue;
        if (is_source(w->in, name))
            complain(w, number, 1, LB_WARNING, "W085",
                     lb_arena_printf(w->arena, "source '%" LB_PRI "' is described in the text and in the front matter",
                                     LB_ARG(name)),
                     LB_S("the front matter's description is shown; take this line out"));
        else
            complain(w, number, 1, LB_WARNING, "W085",
                     lb_arena_printf(w->arena, "nothing refers to note '%" LB_PRI "', so it is not shown", LB_ARG(name)),
                     LB_EMPTY);
    }
}

/* ---- one node ---- */

static bool is_tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void put_html(struct walk *w, cmark_node *node)
{
    lb_slice s = lb_slice_trim(lb_slice_of(cmark_node_get_literal(node)));
    if (lb_slice_starts(s, LB_S("<!--")))
        return;
    lb_slice line = lb_slice_sub(s, 0, lb_slice_find(s, '\n'));
    complain_at(w, node, LB_WARNING, "W082",
                lb_arena_printf(w->arena, "HTML '%" LB_PRI "' is left out", LB_ARG(lb_utf8_cut(line, 60))),
                LB_S("write it as Markdown; to show a '<', write \\<"));
}

/* Extension nodes have types made at run time, told apart by name. */
static void put_extension(struct walk *w, cmark_node *node, bool entering)
{
    const char *type = cmark_node_get_type_string(node);
    if (strcmp(type, "strikethrough") == 0) {
        add_markup(w, entering ? "<del>" : "</del>");
    } else if (strcmp(type, "table") == 0) {
        if (entering) {
            w->body_is_open = false;
            lb_str_printf(&w->html, "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">\n<table>\n",
                          label(w, "Tabel", "Table"));
        } else {
            add_markup(w, w->body_is_open ? "</tbody>\n</table>\n</div>\n" : "</table>\n</div>\n");
        }
    } else if (strcmp(type, "table_header") == 0 || strcmp(type, "table_row") == 0) {
        w->row_is_header = type[6] == 'h';
        if (entering) {
            w->row_column = 0;
            w->passage_line = w->block_line;
            if (w->row_is_header)
                add_markup(w, "<thead>\n");
            else if (!w->body_is_open)
                add_markup(w, "<tbody>\n"), w->body_is_open = true;
            add_markup(w, "<tr>");
        } else {
            add_markup(w, w->row_is_header ? "</tr>\n</thead>\n" : "</tr>\n");
            end_passage(w);
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
            add_markup(w, w->row_is_header ? "</th>" : "</td>");
            lb_str_addc(&w->passage, ' ');
        }
    }
}

static void put_note(struct walk *w, bool entering)
{
    if (entering) {
        if (w->note_printed++ == 0)
            lb_str_printf(&w->html, "<section class=\"notes\" aria-label=\"%s\">\n<ol type=\"a\">\n",
                          label(w, "Catatan", "Notes"));
        lb_str_printf(&w->html, "<li id=\"catatan-%" LB_PRI "\">", LB_ARG(note_mark(w->arena, w->note_printed)));
        return;
    }
    lb_slice mark = note_mark(w->arena, w->note_printed);
    lb_str_printf(&w->html, " <a href=\"#acuan-%" LB_PRI "\" aria-label=\"%s %" LB_PRI "\">\u21a9</a></li>\n", LB_ARG(mark),
                  label(w, "Kembali ke teks, catatan", "Back to the text, note"), LB_ARG(mark));
}

static void put_list(struct walk *w, cmark_node *node, bool entering)
{
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST)
        add_markup(w, entering ? "<ul>\n" : "</ul>\n");
    else if (!entering)
        add_markup(w, "</ol>\n");
    else if (cmark_node_get_list_start(node) == 1)
        add_markup(w, "<ol>\n");
    else
        lb_str_printf(&w->html, "<ol start=\"%d\">\n", cmark_node_get_list_start(node));
}

static void put_node(struct walk *w, cmark_node *node, bool entering)
{
    lb_slice literal;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        add_markup(w, entering ? "<blockquote>\n" : "</blockquote>\n");
        break;
    case CMARK_NODE_LIST:
        put_list(w, node, entering);
        break;
    case CMARK_NODE_ITEM:
        end_passage(w);
        add_markup(w, entering ? "<li>" : "</li>\n");
        break;
    case CMARK_NODE_CODE_BLOCK:
        literal = lb_slice_of(cmark_node_get_literal(node));
        w->passage_line = w->block_line;
        lb_str_lit(&w->html, "<pre tabindex=\"0\"><code>");
        add_text(w, literal);
        lb_str_lit(&w->html, "</code></pre>\n");
        end_passage(w);
        break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        put_html(w, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        if (!is_tight(node))
            add_markup(w, entering ? "<p>" : "</p>\n");
        if (entering)
            w->passage_line = w->block_line;
        else
            end_passage(w);
        break;
    case CMARK_NODE_HEADING: /* one that is no section */
        add_markup(w, entering ? "<p><strong>" : "</strong></p>\n");
        if (entering)
            w->passage_line = w->block_line;
        else
            end_passage(w);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        add_markup(w, "<hr>\n");
        break;
    case CMARK_NODE_TEXT:
        literal = lb_slice_of(cmark_node_get_literal(node));
        look_for_unknown_sources(w, node, literal);
        add_text(w, literal);
        break;
    case CMARK_NODE_SOFTBREAK:
        add_space(w, "\n");
        break;
    case CMARK_NODE_LINEBREAK:
        add_space(w, "<br>\n");
        break;
    case CMARK_NODE_CODE:
        add_markup(w, "<code>");
        add_text(w, lb_slice_of(cmark_node_get_literal(node)));
        add_markup(w, "</code>");
        break;
    case CMARK_NODE_EMPH:
        add_markup(w, entering ? "<em>" : "</em>");
        break;
    case CMARK_NODE_STRONG:
        add_markup(w, entering ? "<strong>" : "</strong>");
        break;
    case CMARK_NODE_LINK:
        if (entering)
            open_link(w, node);
        else if (cmark_node_get_user_data(node) == node)
            lb_str_lit(&w->html, "</a>");
        break;
    case CMARK_NODE_IMAGE:
        if (entering) {
            if (w->images++ == 0)
                lb_str_clear(&w->alt);
        } else if (--w->images == 0) {
            put_picture(w, node);
        }
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        if (entering)
            put_reference(w, node);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        put_note(w, entering);
        break;
    default:
        put_extension(w, node, entering);
    }
}

/* ---- the whole ---- */

/* The notes in the order of their numbers, and how far headings must move so that the highest is h2. */
static void look_ahead(struct walk *w, cmark_node *root)
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

static enum lb_status walk_tree(struct walk *w, cmark_node *root, struct lb_err *err)
{
    cmark_iter *iter = cmark_iter_new(root);
    size_t heading_start = 0, title_start = 0;
    unsigned depth = 0;
    enum lb_status status = LB_OK;
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool entering = event == CMARK_EVENT_ENTER, is_block = (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
        if (entering && is_block && cmark_node_get_start_line(node) > 0)
            w->block_line = (unsigned)cmark_node_get_start_line(node);
        if (cmark_node_first_child(node)) {
            depth = entering ? depth + 1 : depth - 1;
            if (depth > MAX_DEPTH) {
                status = lb_fail(err, LB_LIMIT, "the text is nested more than %d deep; simplify it", MAX_DEPTH);
                break;
            }
        }
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION && entering &&
            is_source_line(w, (unsigned)cmark_node_get_start_line(node))) {
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
            depth -= cmark_node_first_child(node) ? 1 : 0;
            continue;
        }
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING && is_section(node)) {
            w->in_heading = entering;
            if (entering)
                heading_start = w->html.len, title_start = w->headings.len;
            else
                end_heading(w, node, heading_start, title_start);
            continue;
        }
        put_node(w, node, entering);
    }
    cmark_iter_free(iter);
    end_passage(w);
    if (w->note_printed)
        lb_str_lit(&w->html, "</ol>\n</section>\n");
    if (status == LB_OK && (w->html.is_full || w->text.is_full || w->headings.is_full))
        status = lb_fail(err, LB_LIMIT, "the text grows to more than %d bytes of markup; simplify it", MAX_MARKUP);
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
static lb_slice with_definitions(struct walk *w)
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
    struct walk w = {.arena = arena, .in = in, .ret = &result, .diags = diags,
                     .html = LB_STR_INIT(MAX_MARKUP), .text = LB_STR_INIT(MAX_MARKUP),
                     .headings = LB_STR_INIT(MAX_MARKUP), .alt = LB_STR_INIT(LB_MAX_BODY),
                     .passage = LB_STR_INIT(MAX_MARKUP)};
    struct lb_err fault = {0};
    unsigned line;
    cmark_node *root = NULL;
    w.source = with_definitions(&w);
    w.block_line = w.lines_before + 1;
    enum lb_status status = lb_markdown_measure(in->text, &line, &fault);
    if (status == LB_LIMIT && line)
        w.block_line = w.lines_before + line;
    if (status == LB_CHANGED)
        status = lb_markdown_try(parse_on_trial, w.source, &fault);
    if (status)
        goto out;
    root = parse(w.source, cmark_get_default_mem_allocator());
    look_ahead(&w, root);
    status = walk_tree(&w, root, &fault);
    if (status)
        goto out;
    look_for_lost_notes(&w);
    result.html = lb_html_of(lb_arena_copy(arena, lb_str_slice(&w.html)));
    result.text = lb_arena_copy(arena, lb_str_slice(&w.text));
    result.headings = lb_arena_copy(arena, lb_str_slice(&w.headings));
    *ret = result;
out:
    if (status == LB_LIMIT)
        complain(&w, w.block_line, 0, LB_ERROR, "E080", lb_slice_of(fault.msg), LB_EMPTY);
    if (status)
        (void)lb_fail(err, status, "%s", fault.msg);
    if (root)
        cmark_node_free(root);
    lb_str_free(&w.html);
    lb_str_free(&w.text);
    lb_str_free(&w.headings);
    lb_str_free(&w.alt);
    lb_str_free(&w.passage);
    return status;
}
