/* model_version_text.c - the lines of versions and of their differences as markup, every byte of text through the escaper. What
 * came is <ins>, what went <del>, each with a word that is read aloud and with a form of its own, not by colour alone. */
#include "site/model_version.h"

#include "base/limits.h"
#include "site/field_labels.h"

struct markup {
    const struct lb_page_request *p;
    const struct lb_diff_part *part;
    struct lb_str out;
};

static void put_hidden(struct markup *m, const char *word)
{
    lb_str_lit(&m->out, "<span class=\"hidden\">");
    lb_html_escape(&m->out, lb_slice_of(word));
    lb_str_lit(&m->out, " </span>");
}

static void put_piece(struct markup *m, const struct lb_diff_line *line, const struct lb_diff_piece *piece)
{
    lb_slice text = piece->text;
    if (line->tag == 'v' || line->tag == 'i')
        text = lb_field_value(m->p, m->part->name, line->path, text);
    switch (piece->kind) {
    case LB_DIFF_REMOVED:
        lb_str_lit(&m->out, "<del>");
        put_hidden(m, lb_word(m->p->words, "dihapus:"));
        lb_html_escape(&m->out, text);
        lb_str_lit(&m->out, "</del>");
        break;
    case LB_DIFF_ADDED:
        lb_str_lit(&m->out, "<ins>");
        put_hidden(m, lb_word(m->p->words, "ditambah:"));
        lb_html_escape(&m->out, text);
        lb_str_lit(&m->out, "</ins>");
        break;
    case LB_DIFF_CUT:
        lb_str_lit(&m->out, "<span class=\"cut\">…</span>");
        break;
    default:
        lb_html_escape(&m->out, text);
    }
}

/* "Berjalan → Berhenti": a value that was replaced as a whole. */
static bool is_replaced(const struct lb_diff_line *line, size_t i)
{
    return (line->tag == 'v' || line->tag == 'i') && i == 1 && line->piece_count == 2 &&
           line->pieces[0].kind == LB_DIFF_REMOVED && line->pieces[1].kind == LB_DIFF_ADDED;
}

static void put_pieces(struct markup *m, const struct lb_diff_line *line)
{
    if (line->path.len) {
        lb_str_lit(&m->out, "<span class=\"value-label\">");
        lb_html_escape(&m->out, lb_field_title(m->p, m->part->name, line->path));
        lb_str_lit(&m->out, ":</span> ");
    }
    for (size_t i = 0; i < line->piece_count; i++) {
        if (is_replaced(line, i))
            lb_str_lit(&m->out, " <span aria-hidden=\"true\">→</span> ");
        else if (i && (line->pieces[i].has_space || line->pieces[i].kind == LB_DIFF_CUT))
            lb_str_addc(&m->out, ' ');
        put_piece(m, line, &line->pieces[i]);
    }
}

static void put_folded(struct markup *m, const struct lb_diff_line *line)
{
    const char *what = m->part->tag == 'F' ? LB_WORD("%s nilai tidak berubah") : LB_WORD("%s paragraf tidak berubah");
    lb_str_lit(&m->out, "<p class=\"cut\">");
    lb_html_escape(&m->out, lb_model_count(m->p, what, (int64_t)line->count));
    lb_str_lit(&m->out, "</p>\n");
}

static const struct {
    char tag;
    const char *open, *close;
} forms[] = {
    {'h', "<h3>", "</h3>\n"},
    {'l', "<li>", "</li>\n"},
    {'q', "<blockquote><p>", "</p></blockquote>\n"},
    {'t', "<p class=\"version-row\">", "</p>\n"},
    {'c', "<p class=\"version-row\"><code>", "</code></p>\n"},
    {'n', "<p class=\"quiet\">", "</p>\n"},
    {'i', "<p class=\"value item\">", "</p>\n"},
    {'v', "<p class=\"value\">", "</p>\n"},
    {0, "<p>", "</p>\n"},
};

static void put_line(struct markup *m, const struct lb_diff_line *line)
{
    size_t i = 0;
    while (forms[i].tag && forms[i].tag != line->tag)
        i++;
    lb_str_add(&m->out, lb_slice_of(forms[i].open));
    put_pieces(m, line);
    lb_str_add(&m->out, lb_slice_of(forms[i].close));
}

static struct lb_json *part_model(const struct lb_page_request *p, const struct lb_diff_part *part)
{
    struct markup m = {p, part, LB_STR_INIT(LB_MAX_REPLY)};
    struct lb_json *o = lb_json_object();
    bool is_field = part->tag == 'F', in_list = false;
    for (size_t i = 0; i < part->line_count; i++) {
        const struct lb_diff_line *line = &part->lines[i];
        bool is_item = line->tag == 'l' && line->kind != LB_DIFF_CUT;
        if (is_item != in_list) {
            if (is_item)
                lb_str_lit(&m.out, "<ul>\n");
            else
                lb_str_lit(&m.out, "</ul>\n");
        }
        in_list = is_item;
        if (line->kind == LB_DIFF_CUT)
            put_folded(&m, line);
        else
            put_line(&m, line);
    }
    if (in_list)
        lb_str_lit(&m.out, "</ul>\n");
    lb_slice label = is_field ? lb_field_title(p, part->name, LB_EMPTY) : part->name;
    lb_json_set_str(o, "part_label", label.len ? label : lb_model_word(p, "Sebelum bagian pertama"));
    lb_json_set_str(o, "part_old_label", part->old_name);
    const char *state = part->kind == LB_DIFF_ADDED     ? (is_field ? LB_WORD("baru diisi") : LB_WORD("bagian baru"))
                        : part->kind == LB_DIFF_REMOVED ? (is_field ? LB_WORD("dikosongkan") : LB_WORD("bagian dihapus"))
                                                        : NULL;
    lb_json_set_str(o, "part_state", state ? lb_model_word(p, state) : LB_EMPTY);
    lb_json_set_html(o, "part_html", lb_html_of(lb_str_slice(&m.out)));
    lb_str_free(&m.out);
    return o;
}

void lb_model_version_parts(const struct lb_page_request *p, const struct lb_diff_part *parts, size_t count, struct lb_json *into)
{
    struct lb_json *fields = lb_json_array(), *sections = lb_json_array();
    for (size_t i = 0; i < count; i++)
        if (parts[i].tag == 'F')
            lb_json_push(fields, part_model(p, &parts[i]));
        else
            lb_json_push(sections, part_model(p, &parts[i]));
    lb_json_set(into, "fields", fields);
    lb_json_set(into, "sections", sections);
}
