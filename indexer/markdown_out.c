/* markdown_out.c - what the walk writes: text into the markup, passages for the index, headings with their ids, findings. */
#include "indexer/markdown_walk.h"

#include "base/utf8.h"

#include <assert.h>

bool lb_walk_is_english(const struct lb_walk *w)
{
    return w->in->lang && strcmp(w->in->lang, "en") == 0;
}

const char *lb_walk_label(const struct lb_walk *w, const char *indonesian, const char *english)
{
    return lb_walk_is_english(w) ? english : indonesian;
}

/* Line `number` (from 1) of what was parsed. */
static lb_slice source_line(const struct lb_walk *w, unsigned number)
{
    lb_slice rest = w->source, line = LB_EMPTY;
    for (unsigned i = 0; i < number; i++)
        if (!lb_slice_split(&rest, '\n', &line))
            return LB_EMPTY;
    if (lb_slice_ends(line, LB_S("\r")))
        line.len--;
    return line;
}

void lb_walk_complain(struct lb_walk *w, struct lb_place at, enum lb_rule rule, struct lb_both message, struct lb_both hint)
{
    assert(message.in[LB_LANG_ID].len && message.in[LB_LANG_EN].len);
    if (w->complaints++ >= LB_MAX_COMPLAINTS)
        return;
    unsigned line = at.line;
    if (line <= w->lines_before)
        line = w->block_line > w->lines_before ? w->block_line : w->lines_before + 1;
    lb_slice text = source_line(w, line);
    struct lb_diag d = {
        .file = w->in->file, .line = line - w->lines_before - 1 + w->in->line, .severity = lb_rules[rule].severity, .code = lb_rules[rule].code,
        .message = message, .hint = hint, .source_line = lb_utf8_cut(text, 400),
    };
    if (at.column > 0 && line == at.line)
        d.column = (unsigned)lb_utf8_count(lb_slice_sub(text, 0, at.column - 1)) + 1;
    lb_diags_add(w->diags, &d);
}

/* Entities can name what may not stand in a text: controls, bidi overrides. They are dropped. */
static lb_slice without_flaws(struct lb_walk *w, lb_slice s)
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

void lb_walk_text(struct lb_walk *w, lb_slice s)
{
    if (lb_utf8_check(s, NULL) != LB_UTF8_CLEAN)
        s = without_flaws(w, s);
    if (w->images) {
        lb_str_add(&w->alt, s);
    } else {
        struct lb_str *text = w->in_heading ? &w->headings : &w->passage;
        if (w->owes_space && s.len && !strchr(" .,;:!?)", s.data[0])) {
            lb_str_addc(text, ' ');
            lb_str_addc(&w->html, ' ');
        }
        w->owes_space = false;
        lb_html_escape(&w->html, s);
        lb_str_add(text, s);
    }
}

void lb_walk_space(struct lb_walk *w, const char *markup)
{
    if (w->images) {
        lb_str_addc(&w->alt, ' ');
    } else {
        w->owes_space = false;
        lb_str_add(&w->html, lb_slice_of(markup));
        lb_str_addc(w->in_heading ? &w->headings : &w->passage, ' ');
    }
}

void lb_walk_markup(struct lb_walk *w, const char *markup)
{
    if (!w->images)
        lb_str_add(&w->html, lb_slice_of(markup));
}

void lb_walk_line(struct lb_walk *w, unsigned line)
{
    if (w->in->has_lines && line > w->lines_before)
        lb_str_printf(&w->html, "<!--%u-->", line - w->lines_before - 1 + w->in->line);
}

/* Runs between white space that hold a letter or digit. */
static size_t count_words(lb_slice s)
{
    size_t words = 0;
    bool is_counted = false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i], low = c | 0x20;
        bool is_letter = (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        words += is_letter && !is_counted;
        is_counted = is_letter || (is_counted && !(c == ' ' || (c >= '\t' && c <= '\r')));
    }
    return words;
}

void lb_walk_end_passage(struct lb_walk *w)
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

static lb_slice heading_id(struct lb_walk *w, lb_slice title, bool *is_known)
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
    return id;
}

/* The id, or the id and the number of headings that wanted it. */
static lb_slice unique_id(struct lb_walk *w, lb_slice base)
{
    size_t n = 1;
    lb_slice id = base;
    for (size_t i = 0; i < w->ret->toc_count; i++)
        n += lb_slice_eq(w->bases[i], base);
    for (bool is_taken = n > 1; is_taken; n++) {
        id = lb_arena_printf(w->arena, "%" LB_PRI "-%zu", LB_ARG(base), n);
        is_taken = false;
        for (size_t i = 0; i < w->ret->toc_count && !is_taken; i++)
            is_taken = lb_slice_eq(w->ret->toc[i].id, id);
    }
    return id;
}

void lb_walk_start_heading(struct lb_walk *w)
{
    w->in_heading = true;
    w->heading_markup = w->html.len;
    w->heading_title = w->headings.len;
}

/* The markup is written at the end, as the id needs the title: until then html holds the heading's spans. */
void lb_walk_end_heading(struct lb_walk *w, int level, unsigned line)
{
    w->in_heading = w->owes_space = false;
    lb_slice title = lb_arena_copy(w->arena, lb_slice_trim(lb_slice_sub(lb_str_slice(&w->headings), w->heading_title, w->headings.len)));
    lb_slice spans = lb_arena_copy(w->arena, lb_slice_sub(lb_str_slice(&w->html), w->heading_markup, w->html.len));
    w->html.len = w->heading_markup;
    lb_str_addc(&w->headings, '\n');
    if (title.len == 0)
        return;
    level += w->shift;
    if (level > (int)w->last_level + 1)
        level = (int)w->last_level + 1;
    level = level < 2 ? 2 : level > 6 ? 6 : level;
    w->last_level = (unsigned)level;
    if (w->ret->toc_count == LB_MAX_TOC) {
        lb_str_printf(&w->html, "<h%d>%" LB_PRI "</h%d>\n", level, LB_ARG(spans), level);
        lb_walk_line(w, line);
        return;
    }
    struct lb_toc_entry entry = {.title = title, .level = (unsigned)level, .line = line - w->lines_before - 1 + w->in->line};
    lb_slice base = heading_id(w, title, &entry.is_known);
    entry.id = unique_id(w, base);
    entry.wanted = base;
    w->bases[w->ret->toc_count] = base;
    LB_PUSH(w->arena, w->ret->toc, w->ret->toc_count, w->ret->toc_capacity, entry);
    lb_str_printf(&w->html, "<h%d id=\"", level);
    lb_html_escape(&w->html, entry.id);
    lb_str_lit(&w->html, "\">");
    lb_str_add(&w->html, spans);
    lb_str_printf(&w->html, "</h%d>\n", level);
    lb_walk_line(w, line);
}
