/* fuzz_markdown.c - a body from anybody: the markup is made of our own tags, balanced, and every address in it is harmless. */
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/markdown.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const tags[] = {"p", "em", "strong", "del", "code", "pre", "a", "sup", "ul", "ol", "li", "blockquote", "h2", "h3", "h4",
                                   "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "div", "section", "small"};
static const char *const empty_tags[] = {"br", "hr", "img"};

static void wrong(const char *what, lb_slice html, size_t at)
{
    fprintf(stderr, "%s at %zu: %.200s\n", what, at, html.data + (at > 80 ? at - 80 : 0));
    abort();
}

static int tag_index(const char *const *list, size_t count, lb_slice name)
{
    for (size_t i = 0; i < count; i++)
        if (lb_slice_eq(lb_slice_of(list[i]), name))
            return (int)i;
    return -1;
}

static void check_address(lb_slice tag, const char *attribute, lb_slice html, size_t at)
{
    const char *p = memmem(tag.data, tag.len, attribute, strlen(attribute));
    if (!p)
        return;
    lb_slice url = lb_slice_from(p + strlen(attribute), tag.len - (size_t)(p - tag.data) - strlen(attribute));
    static const char *const harmless[] = {"http://", "https://", "mailto:", "/kasus/", "/aset/", "#"};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (url.len >= strlen(harmless[i]) && strncasecmp(url.data, harmless[i], strlen(harmless[i])) == 0)
            return;
    wrong("a harmful address", html, at);
}

static void check_markup(lb_slice html)
{
    static unsigned char open[100000];
    size_t depth = 0;
    for (size_t i = 0; i < html.len; i++) {
        if (html.data[i] == '>')
            wrong("a bare >", html, i);
        if (html.data[i] != '<')
            continue;
        size_t end = i;
        bool in_quotes = false;
        while (end < html.len && (html.data[end] != '>' || in_quotes))
            in_quotes ^= html.data[end++] == '"';
        if (end == html.len)
            wrong("a tag without end", html, i);
        lb_slice tag = lb_slice_sub(html, i + 1, end);
        bool is_closing = lb_slice_starts(tag, LB_S("/"));
        lb_slice name = lb_slice_sub(tag, is_closing, lb_slice_find(tag, ' '));
        int known = tag_index(tags, sizeof tags / sizeof *tags, name);
        if (known < 0 && (is_closing || tag_index(empty_tags, 3, name) < 0))
            wrong("a foreign tag", html, i);
        check_address(tag, " href=\"", html, i);
        check_address(tag, " src=\"", html, i);
        if (known >= 0 && !is_closing)
            open[depth++] = (unsigned char)known;
        else if (known >= 0 && (depth == 0 || open[--depth] != known))
            wrong("tags that do not nest", html, i);
        i = end;
    }
    if (depth)
        wrong("a tag that is not closed", html, html.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const lb_slice sources[] = {{"s1", 2}, {"bps", 3}};
    static const lb_slice titles[] = {{"Masalah", 7}};
    static const struct lb_heading_rule heading = {{"masalah", 7}, titles, 1};
    struct lb_picture picture = {.file = LB_S("a.jpg"), .caption = LB_S("x"), .variants = {{LB_S("1.webp"), 4, 3}}, .variant_count = 1};
    lb_slice text = lb_slice_from(data, size);
    if (lb_utf8_check(text, NULL) != LB_UTF8_CLEAN)
        return 0;
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_err err;
    struct lb_markdown m;
    lb_diags_init(&diags);
    struct lb_markdown_input in = {.text = lb_arena_copy(&arena, text), .file = LB_S("f"), .line = 7, .lang = "id", .headings = &heading,
                                   .heading_count = 1, .sources = sources, .source_count = 2, .pictures = &picture, .picture_count = 1};
    enum lb_status status = lb_markdown_render(&arena, &in, &m, &diags, &err);
    if (status == LB_OK) {
        check_markup(m.html.markup);
        if (lb_utf8_check(m.html.markup, NULL) != LB_UTF8_CLEAN || lb_utf8_check(m.text, NULL) != LB_UTF8_CLEAN)
            wrong("text that is not clean", m.html.markup, 0);
        for (size_t i = 0; i < m.toc_count; i++)
            if (m.toc[i].level < 2 || m.toc[i].level > 6 || (i && m.toc[i].level > m.toc[i - 1].level + 1) || m.toc[i].line < 7)
                wrong("a wrong heading", m.toc[i].title, 0);
    } else if (diags.errors == 0) {
        wrong("refused without a reason", text, 0);
    }
    for (size_t i = 0; i < diags.count; i++)
        if (diags.items[i].line < 7)
            wrong("a finding above the text", diags.items[i].message.in[LB_LANG_EN], 0);
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    return 0;
}
