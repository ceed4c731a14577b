/* markdown_refs.c - what leads out of a text: links, pictures, references to sources and to notes. */
#include "indexer/markdown_walk.h"

#include "base/utf8.h"

bool lb_walk_link(struct lb_walk *w, struct lb_place at, lb_slice url)
{
    if (w->images)
        return false;
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
            w->ret->has_dead_link = true;
            lb_walk_complain(w, at, LB_RULE_TEXT_CASE,
                             lb_both_printf(w->arena, "tautan ke kasus '%" LB_PRI "', yang tidak ada dalam pustaka",
                                            "link to case '%" LB_PRI "', which is not in the library", LB_ARG(link.target)),
                             LB_BOTH("periksa id-nya, atau hapus tautannya; kata-katanya tetap",
                                     "check the id, or take the link out; the words stay"));
            return false;
        }
        lb_str_add(&w->html, lb_slice_of(lb_walk_is_english(w) ? "<a href=\"/en/cases/" : "<a href=\"/kasus/"));
        lb_link_escape(&w->html, link.target);
        break;
    case LB_LINK_FRAGMENT:
        lb_str_lit(&w->html, "<a href=\"#");
        lb_link_escape(&w->html, link.target);
        break;
    case LB_LINK_FILE:
        link.why = LB_BOTH("menunjuk berkas di samping kasus; daftarkan di documents, tempat pembaca menemukannya, lalu hapus tautannya",
                           "names a file beside the case; list it under documents, where readers find it, and take the link out");
        /* fall through */
    case LB_LINK_BAD:
        lb_walk_complain(w, at, LB_RULE_TEXT_LINK,
                         (struct lb_both){{lb_arena_printf(w->arena, "tautan '%" LB_PRI "' %" LB_PRI, LB_ARG(shown), LB_ARG(link.why.in[LB_LANG_ID])),
                                           lb_arena_printf(w->arena, "link '%" LB_PRI "' %" LB_PRI, LB_ARG(shown), LB_ARG(link.why.in[LB_LANG_EN]))}},
                         LB_BOTH("kata-katanya tetap, tautannya dihapus", "the words stay, the link is left out"));
        return false;
    }
    lb_str_lit(&w->html, "\">");
    return true;
}

void lb_walk_picture(struct lb_walk *w, struct lb_place at, lb_slice url)
{
    lb_slice alt = lb_slice_trim(lb_str_slice(&w->alt));
    struct lb_link link = lb_link_read(url);
    const struct lb_picture *picture = NULL;
    for (size_t i = 0; link.kind == LB_LINK_FILE && i < w->in->picture_count; i++)
        if (lb_slice_eq(w->in->pictures[i].file, link.target))
            picture = &w->in->pictures[i];
    if (!picture || picture->variant_count == 0) {
        w->ret->has_unlisted_picture |= !picture;
        if (!picture)
            lb_walk_complain(w, at, LB_RULE_TEXT_PICTURE,
                             lb_both_printf(w->arena, "gambar '%" LB_PRI "' tidak terdaftar di images",
                                            "picture '%" LB_PRI "' is not listed under images", LB_ARG(lb_utf8_cut(url, 80))),
                             LB_BOTH("taruh berkasnya di samping kasus dan daftarkan dengan alt, credit, dan licence",
                                     "put the file beside the case and list it with alt, credit and licence"));
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
bool lb_walk_is_source_line(const struct lb_walk *w, unsigned line)
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

/* "lain [^s1]." reads "lain¹."; the space comes back before a word. Between two references the markup has one, or they
 * would read as one number. */
static void draw_near(struct lb_walk *w)
{
    struct lb_str *text = w->in_heading ? &w->headings : &w->passage, *html = &w->html;
    size_t text_start = w->in_heading ? w->heading_title : 0, html_start = w->in_heading ? w->heading_markup : 0;
    for (; text->len > text_start && text->data[text->len - 1] == ' '; w->owes_space = true)
        text->len--;
    while (html->len > html_start && strchr(" \n", html->data[html->len - 1]))
        html->len--;
    if (lb_slice_ends(lb_str_slice(html), LB_S("</sup>")))
        lb_str_addc(html, ' ');
}

void lb_walk_reference(struct lb_walk *w, size_t number)
{
    if (w->images || number == 0 || number > w->note_count)
        return;
    if (!w->in_heading)
        w->passage_cited = true;
    draw_near(w);
    if (lb_walk_is_source_line(w, w->notes[number - 1])) {
        size_t source = w->notes[number - 1] - 1;
        w->ret->is_cited[source] = true;
        lb_str_lit(&w->html, "<sup class=\"cite\"><a href=\"#sumber-");
        lb_html_escape(&w->html, w->in->sources[source]);
        lb_str_printf(&w->html, "\" aria-label=\"%s %zu\">%zu</a></sup>", lb_walk_label(w, "Sumber", "Source"), source + 1, source + 1);
        return;
    }
    size_t own = 0; /* notes before this one that are not sources */
    for (size_t i = 0; i < number; i++)
        own += !lb_walk_is_source_line(w, w->notes[i]);
    lb_slice mark = note_mark(w->arena, own);
    lb_str_lit(&w->html, "<sup class=\"note\"><a href=\"#catatan-");
    lb_str_add(&w->html, mark);
    if (!w->note_seen[number - 1]) {
        w->note_seen[number - 1] = true;
        lb_str_lit(&w->html, "\" id=\"acuan-");
        lb_str_add(&w->html, mark);
    }
    lb_str_printf(&w->html, "\" aria-label=\"%s %" LB_PRI "\">%" LB_PRI "</a></sup>", lb_walk_label(w, "Catatan", "Note"),
                  LB_ARG(mark), LB_ARG(mark));
}

void lb_walk_unknown_sources(struct lb_walk *w, struct lb_place at, lb_slice s)
{
    for (size_t i = lb_slice_find(s, '['); i + 3 < s.len; i += 1 + lb_slice_find(lb_slice_sub(s, i + 1, s.len), '[')) {
        if (s.data[i + 1] != '^')
            continue;
        lb_slice rest = lb_slice_sub(s, i + 2, s.len);
        lb_slice name = lb_slice_sub(rest, 0, lb_slice_find(rest, ']'));
        if (name.len == rest.len || name.len == 0 || name.len > LB_MAX_ID || memchr(name.data, ' ', name.len))
            continue;
        struct lb_str known = LB_STR_INIT(400);
        for (size_t j = 0; j < w->in->source_count; j++)
            lb_str_printf(&known, "%s%" LB_PRI, j ? ", " : "", LB_ARG(w->in->sources[j]));
        struct lb_both hint = known.len ? lb_both_printf(w->arena, "sumber yang ada: %" LB_PRI, "sources are %" LB_PRI,
                                                         LB_ARG(lb_str_slice(&known)))
                                        : LB_BOTH("daftarkan di sources pada bagian depan", "list it under sources in the front matter");
        lb_walk_complain(w, (struct lb_place){at.line, at.column ? at.column + i : 0}, LB_RULE_TEXT_SOURCE,
                         lb_both_printf(w->arena, "sumber '%" LB_PRI "' tidak dikenal", "unknown source '%" LB_PRI "'", LB_ARG(name)), hint);
        lb_str_free(&known);
    }
}

void lb_walk_lost_notes(struct lb_walk *w)
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
            lb_walk_complain(w, (struct lb_place){number, 1}, LB_RULE_NOTE,
                             lb_both_printf(w->arena, "sumber '%" LB_PRI "' dijelaskan di teks dan di bagian depan",
                                            "source '%" LB_PRI "' is described in the text and in the front matter", LB_ARG(name)),
                             LB_BOTH("yang tampil adalah penjelasan di bagian depan; hapus baris ini",
                                     "the front matter's description is shown; take this line out"));
        else
            lb_walk_complain(w, (struct lb_place){number, 1}, LB_RULE_NOTE,
                             lb_both_printf(w->arena, "catatan kaki '%" LB_PRI "' tidak dirujuk, jadi tidak tampil",
                                            "nothing refers to note '%" LB_PRI "', so it is not shown", LB_ARG(name)),
                             LB_BOTH_NONE);
    }
}

void lb_walk_note(struct lb_walk *w, bool entering)
{
    if (entering) {
        if (w->note_printed++ == 0)
            lb_str_printf(&w->html, "<section class=\"notes\" aria-label=\"%s\">\n<ol type=\"a\">\n",
                          lb_walk_label(w, "Catatan", "Notes"));
        lb_str_printf(&w->html, "<li id=\"catatan-%" LB_PRI "\">", LB_ARG(note_mark(w->arena, w->note_printed)));
        return;
    }
    lb_slice mark = note_mark(w->arena, w->note_printed);
    lb_str_printf(&w->html, " <a href=\"#acuan-%" LB_PRI "\" aria-label=\"%s %" LB_PRI "\">\u21a9</a></li>\n", LB_ARG(mark),
                  lb_walk_label(w, "Kembali ke teks, catatan", "Back to the text, note"), LB_ARG(mark));
}
