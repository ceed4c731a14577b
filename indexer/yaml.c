/* yaml.c - libyaml's events to a tree; see yaml.h.
 *
 * libyaml checks syntax and nothing else: duplicate keys pass, depth costs quadratic time, aliases multiply. All of
 * that is decided here, event by event, before anything is built. */
#include "indexer/yaml.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <yaml.h>

const struct lb_yaml_limits lb_yaml_front = {LB_MAX_FRONT_MATTER, LB_MAX_YAML_DEPTH, LB_MAX_YAML_NODES};
const struct lb_yaml_limits lb_yaml_schema = {LB_MAX_SCHEMA_FILE, LB_MAX_YAML_DEPTH, LB_MAX_VOCAB_NODES};

#define SHORTEN LB_BOTH("tulis bahan yang panjang dalam teks di bawah bagian depan", "keep long material in the text below the front matter")

struct reader {
    yaml_parser_t parser;
    struct lb_source *source;
    lb_slice yaml;
    unsigned first_line;
    const struct lb_yaml_limits *limits;
    struct lb_arena *arena;
    size_t nodes;
};

static unsigned line_of(const struct reader *r, yaml_mark_t mark)
{
    return r->first_line + (unsigned)mark.line;
}

/* libyaml's words for a syntax error, in the words of somebody who writes front matter. */
static const struct {
    const char *problem;
    const char *message_id, *message_en, *hint_id, *hint_en;
    bool is_before; /* what is never closed, or no field: known at its end, but meant at its beginning */
} explained[] = {
    {"mapping values are not allowed", "titik dua kedua dalam satu baris", "a second ':' in one line",
     "teks yang memuat ': ' ditulis dalam tanda kutip, misalnya title: \"E-Planning: usulan warga\"",
     "text that contains ': ' needs quotes, as in title: \"E-Planning: usulan warga\"", false},
    {"found character that cannot start any token", "tanda yang tidak dapat mengawali isi", "a character that cannot begin a value",
     "teks yang diawali @ ` atau % ditulis dalam tanda kutip", "put text that begins with @ ` or % in quotes", false},
    {"found a tab character", "tab di tempat yang hanya boleh berisi spasi", "a tab where only spaces may stand",
     "buat indentasi dengan spasi, jangan dengan tab", "indent with spaces, never with tabs", false},
    {"could not find expected ':'", "baris yang bukan 'bidang: isi'", "a line that is no 'field: value'",
     "tulis 'bidang: isi'; lanjutan teks panjang diberi indentasi, atau tulis teksnya dalam tanda kutip",
     "write 'field: value'; indent the continuation of a long text, or put the text in quotes", true},
    {"found unexpected end of stream", "tanda kutip yang tidak ditutup", "a quotation mark that is never closed", "tutup tanda kutipnya",
     "close the quotation mark", true},
    {"found unexpected document indicator", "tanda kutip yang tidak ditutup", "a quotation mark that is never closed",
     "tutup tanda kutipnya", "close the quotation mark", true},
    {"did not find expected key", "baris yang tidak cocok di tempatnya", "a line that does not fit where it stands",
     "bidang setingkat berindentasi sama; teks yang memuat tanda kutip atau ': ' ditulis seluruhnya dalam tanda kutip",
     "fields of one level are indented alike; text with a quotation mark or ': ' inside needs quotes around all of it", false},
    {"did not find expected '-' indicator", "baris dalam daftar yang tidak diawali '- '", "a line in a list that does not begin with '- '",
     "setiap isi daftar diawali '- ' dan berindentasi sama", "each item of a list begins with '- ' and items are indented alike", false},
    {"did not find expected ',' or ']'", "daftar dalam [ ] yang tidak ditutup", "a list in [ ] that is not closed",
     "pisahkan isinya dengan koma dan tutup dengan ]", "part the items with commas and close with ]", true},
    {"did not find expected ',' or '}'", "bidang-bidang dalam { } yang tidak ditutup", "a map in { } that is not closed",
     "pisahkan bidangnya dengan koma dan tutup dengan }", "part the fields with commas and close with }", true},
    {"did not find expected node content", "isinya tidak ada", "a value is missing", "tulis isinya, atau hapus barisnya",
     "write the value, or remove the line", false},
    {"block sequence entries are not allowed", "tanda '-' yang di sini tidak mengawali isi daftar", "a '-' that begins no list item here",
     "mulai daftarnya di baris tersendiri; teks yang diawali '- ' ditulis dalam tanda kutip",
     "begin the list on its own line; put text that begins with '- ' in quotes", false},
    {"block mapping entries are not allowed", "bidang di tempat yang tidak boleh berisi bidang", "a field where none may stand",
     "mulai bidangnya di baris tersendiri", "begin the field on its own line", false},
    {"block collection entries are not allowed", "bidang di tempat yang tidak boleh berisi bidang", "a field where none may stand",
     "mulai bidangnya di baris tersendiri", "begin the field on its own line", false},
    {"found unknown escape character", "urutan \\ yang tidak dikenal dalam tanda kutip ganda", "an unknown \\ escape in double quotes",
     "tulis \\\\ untuk garis miring terbalik, atau pakai tanda kutip tunggal", "write \\\\ for a backslash, or use single quotes", false},
    {"did not find expected alphabetic or numeric character", "isi yang diawali & atau *", "a value that begins with & or *",
     "jangkar dan alias tidak dipakai di sini; teks yang diawali & atau * ditulis dalam tanda kutip",
     "anchors and aliases are not used here; put text that begins with & or * in quotes", false},
    {"did not find expected comment or line break", "teks di belakang tanda | atau >", "text after a block indicator",
     "teks setelah | atau > dimulai di baris berikutnya, dengan indentasi", "text after | or > begins on the next line, indented", false},
    {"did not find expected <document start>", "dokumen kedua", "a second document",
     "satu berkas punya satu bagian depan; baris '---' mengakhirinya", "a file has one front matter; a line '---' ends it", false},
    {"found undefined tag handle", "isi yang diawali !", "a value that begins with !",
     "tag tidak dipakai di sini; tulis teksnya dalam tanda kutip", "tags are not used here; put the text in quotes", false},
    {"did not find expected tag", "isi yang diawali !", "a value that begins with !",
     "tag tidak dipakai di sini; tulis teksnya dalam tanda kutip", "tags are not used here; put the text in quotes", false},
    {"did not find expected whitespace", "isi yang diawali !, &, atau *", "a value that begins with !, & or *",
     "tulis teksnya dalam tanda kutip", "put the text in quotes", false},
    {"did not find expected '!'", "isi yang diawali !", "a value that begins with !",
     "tag tidak dipakai di sini; tulis teksnya dalam tanda kutip", "tags are not used here; put the text in quotes", false},
    {"exceeded maximum", "susunan yang terlalu dalam", "nesting that is too deep", "bagian depan hanya butuh beberapa tingkat",
     "front matter needs only a few levels", false},
    {"found a directive", "baris yang diawali %", "a line that begins with %",
     "direktif tidak dipakai di sini; tulis teksnya dalam tanda kutip", "directives are not used here; put the text in quotes", false},
};

static bool is_tab(const struct reader *r, yaml_mark_t mark)
{
    lb_slice rest = r->yaml, line = LB_EMPTY;
    for (size_t i = 0; i <= mark.line && lb_slice_split(&rest, '\n', &line); i++)
        ;
    size_t at = 0;
    for (size_t i = 0; i < mark.column && at < line.len; i++)
        lb_utf8_next(line, &at);
    return at < line.len && line.data[at] == '\t';
}

/* The error comes right behind a quotation mark that closes a text of several lines: that one was meant to open another text, and
 * *mark becomes the place of the one that was never closed. */
static bool is_unclosed(const struct reader *r, yaml_mark_t *mark)
{
    lb_slice rest = r->yaml, line = LB_EMPTY;
    size_t at = 0, open;
    for (size_t i = 0; i <= mark->line && lb_slice_split(&rest, '\n', &line); i++)
        ;
    for (size_t i = 0; i < mark->column && at < line.len; i++)
        lb_utf8_next(line, &at);
    at += (size_t)(line.data - r->yaml.data);
    if (!at || !line.data || (r->yaml.data[at - 1] != '"' && r->yaml.data[at - 1] != '\''))
        return false;
    for (open = at - 1; open && r->yaml.data[open - 1] != r->yaml.data[at - 1]; open--)
        ;
    if (!open || !memchr(r->yaml.data + open, '\n', at - 1 - open))
        return false;
    open--;
    size_t start = open;
    while (start && r->yaml.data[start - 1] != '\n')
        start--;
    lb_slice before = lb_slice_sub(r->yaml, start, open);
    if (!lb_slice_ends(before, LB_S(": ")) && !lb_slice_ends(before, LB_S("- ")))
        return false;
    mark->line = 0;
    for (size_t i = 0; i < start; i++)
        mark->line += r->yaml.data[i] == '\n';
    mark->column = lb_utf8_count(before);
    return true;
}

static enum lb_status syntax_error(struct reader *r)
{
    const char *problem = r->parser.problem ? r->parser.problem : "unreadable";
    yaml_mark_t mark = r->parser.problem_mark;
    if (strncmp(problem, "found character that", strlen("found character that")) == 0 && is_tab(r, mark))
        problem = "found a tab character";
    bool is_open = is_unclosed(r, &mark);
    if (is_open)
        problem = "found unexpected end of stream";
    for (size_t i = 0; i < sizeof explained / sizeof *explained; i++)
        if (strncmp(problem, explained[i].problem, strlen(explained[i].problem)) == 0) {
            if (explained[i].is_before && !is_open && r->parser.context)
                mark = r->parser.context_mark;
            bool is_refused = strcmp(explained[i].message_en, "a second document") == 0;
            lb_report_both(r->source, is_refused ? LB_RULE_YAML_REFUSED : LB_RULE_YAML, line_of(r, mark), (unsigned)mark.column + 1,
                           lb_both_of(explained[i].hint_id, explained[i].hint_en),
                           lb_both_of(explained[i].message_id, explained[i].message_en));
            return LB_INVALID;
        }
    lb_report(r->source, LB_RULE_YAML, line_of(r, mark), (unsigned)mark.column + 1, LB_BOTH_NONE,
              "bukan YAML: %s", "not YAML: %s", problem);
    return LB_INVALID;
}

static enum lb_status refuse(struct reader *r, const yaml_event_t *event, struct lb_both what, struct lb_both hint)
{
    lb_report_both(r->source, LB_RULE_YAML_REFUSED, line_of(r, event->start_mark), (unsigned)event->start_mark.column + 1, hint, what);
    return LB_INVALID;
}

static void set_end(struct reader *r, struct lb_value *v, yaml_mark_t mark)
{
    v->end_line = line_of(r, mark);
    v->end_column = (unsigned)mark.column + 1;
}

static enum lb_value_style scalar_style(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return LB_STYLE_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return LB_STYLE_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE: return LB_STYLE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return LB_STYLE_FOLDED;
    default: return LB_STYLE_PLAIN;
    }
}

/* A value from an event; LIST and MAP come empty. */
static enum lb_status make(struct reader *r, const yaml_event_t *event, unsigned depth, struct lb_value **ret)
{
    struct lb_both quote = LB_BOTH("teks yang diawali &, *, atau ! ditulis dalam tanda kutip",
                                   "text that begins with & * or ! needs quotes around it");
    struct lb_value *v = LB_NEW(r->arena, struct lb_value);
    v->line = line_of(r, event->start_mark);
    v->column = (unsigned)event->start_mark.column + 1;
    const yaml_char_t *anchor = NULL, *tag = NULL;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        v->kind = LB_VALUE_TEXT;
        v->style = scalar_style(event->data.scalar.style);
        v->is_plain = v->style == LB_STYLE_PLAIN;
        set_end(r, v, event->end_mark);
        anchor = event->data.scalar.anchor, tag = event->data.scalar.tag;
        break;
    case YAML_SEQUENCE_START_EVENT:
        v->kind = LB_VALUE_LIST;
        v->style = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? LB_STYLE_FLOW : LB_STYLE_BLOCK;
        anchor = event->data.sequence_start.anchor, tag = event->data.sequence_start.tag;
        break;
    case YAML_MAPPING_START_EVENT:
        v->kind = LB_VALUE_MAP;
        v->style = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? LB_STYLE_FLOW : LB_STYLE_BLOCK;
        anchor = event->data.mapping_start.anchor, tag = event->data.mapping_start.tag;
        break;
    default: return refuse(r, event, LB_BOTH("alias (*nama)", "an alias (*name)"), quote);
    }
    if (anchor)
        return refuse(r, event, LB_BOTH("jangkar (&nama)", "an anchor (&name)"), quote);
    if (tag)
        return refuse(r, event, LB_BOTH("tag (!nama)", "a tag (!name)"), quote);
    if (++r->nodes > r->limits->nodes) {
        lb_report(r->source, LB_RULE_LIMIT, v->line, v->column, SHORTEN, "lebih dari %zu nilai", "more than %zu values", r->limits->nodes);
        return LB_LIMIT;
    }
    if (v->kind != LB_VALUE_TEXT && depth >= r->limits->depth) {
        lb_report(r->source, LB_RULE_LIMIT, v->line, v->column, LB_BOTH_NONE,
                  "daftar dan bidang bersusun lebih dari %u tingkat", "lists and maps nested deeper than %u levels",
                  r->limits->depth);
        return LB_LIMIT;
    }
    if (v->kind == LB_VALUE_TEXT) {
        v->text = lb_arena_copy(r->arena, lb_slice_from(event->data.scalar.value, event->data.scalar.length));
        size_t at;
        /* "\0", "\u202e": escapes smuggle in what the check of the bytes has refused */
        if (!v->is_plain && lb_utf8_check(v->text, &at) != LB_UTF8_CLEAN) {
            lb_report(r->source, LB_RULE_BYTES, v->line, v->column,
                      LB_BOTH("hapus urutan \\ itu (\\0, \\x.., \\u....)", "remove the escape (\\0, \\x.., \\u....)"),
                      "urutan \\ yang berarti tanda kendali atau tanda tak terlihat", "an escape that stands for a control or invisible character");
            return LB_INVALID;
        }
    }
    *ret = v;
    return LB_OK;
}

static int by_key(const void *a, const void *b)
{
    const struct lb_member *x = *(struct lb_member *const *)a, *y = *(struct lb_member *const *)b;
    int c = lb_slice_cmp(x->key, y->key);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* Reports keys that come twice and keeps the first of each. Sorting, so that a map of 60 000 keys is no attack. */
static void drop_repeated(struct reader *r, struct lb_value *map)
{
    if (map->count < 2)
        return;
    struct lb_member **sorted = LB_NEW_ARRAY(r->arena, struct lb_member *, map->count);
    for (size_t i = 0; i < map->count; i++)
        sorted[i] = &map->members[i];
    qsort(sorted, map->count, sizeof *sorted, by_key);
    size_t dropped = 0;
    for (size_t i = 1, first = 0; i < map->count; i++) {
        if (!lb_slice_eq(sorted[i]->key, sorted[first]->key)) {
            first = i;
            continue;
        }
        lb_report(r->source, LB_RULE_KEY_TWICE, sorted[i]->line, sorted[i]->column,
                  LB_BOTH("simpan salah satunya; hanya satu isi yang dapat dimaksud", "keep one of the two; only one value can be meant"),
                  "bidang '%" LB_PRI "' ditulis dua kali; yang pertama di baris %u", "field '%" LB_PRI "' is written twice; the first is on line %u", LB_ARG(sorted[i]->key),
                  sorted[first]->line);
        sorted[i]->value = NULL;
        dropped++;
    }
    if (!dropped)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < map->count; i++)
        if (map->members[i].value)
            map->members[kept++] = map->members[i];
    map->count = kept;
}

/* Builds the tree with a stack of our own. */
static enum lb_status build(struct reader *r, struct lb_value **ret)
{
    struct frame {
        struct lb_value *value;
        struct lb_member member; /* of a map: the key that waits for its value */
        bool has_key;
    } stack[LB_MAX_YAML_DEPTH + 1];
    unsigned depth = 0;
    struct lb_value *root = NULL;
    enum lb_status st = LB_OK;
    bool is_done = false;
    unsigned documents = 0;

    while (st == LB_OK && !is_done) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            if (r->parser.error == YAML_MEMORY_ERROR)
                abort();
            return syntax_error(r);
        }
        struct frame *top = depth ? &stack[depth - 1] : NULL;
        switch (event.type) {
        case YAML_DOCUMENT_START_EVENT:
            if (++documents > 1)
                st = refuse(r, &event, LB_BOTH("dokumen kedua", "a second document"),
                            LB_BOTH("satu berkas punya satu bagian depan", "a file has one front matter"));
            else if (event.data.document_start.version_directive ||
                     event.data.document_start.tag_directives.start != event.data.document_start.tag_directives.end)
                st = refuse(r, &event, LB_BOTH("direktif (%YAML, %TAG)", "a directive (%YAML, %TAG)"),
                            LB_BOTH("hapus baris yang diawali %", "remove the line that begins with %"));
            break;
        case YAML_STREAM_END_EVENT: is_done = true; break;
        case YAML_MAPPING_END_EVENT:
            set_end(r, top->value, event.end_mark);
            drop_repeated(r, top->value);
            depth--;
            break;
        case YAML_SEQUENCE_END_EVENT:
            set_end(r, top->value, event.end_mark);
            depth--;
            break;
        case YAML_SCALAR_EVENT:
        case YAML_ALIAS_EVENT:
        case YAML_SEQUENCE_START_EVENT:
        case YAML_MAPPING_START_EVENT: {
            struct lb_value *v;
            st = make(r, &event, depth, &v);
            if (st)
                break;
            if (top && top->value->kind == LB_VALUE_MAP && !top->has_key) {
                if (v->kind != LB_VALUE_TEXT) {
                    st = refuse(r, &event, LB_BOTH("daftar atau peta sebagai nama bidang", "a list or map as the name of a field"),
                                LB_BOTH("teks yang memuat { } atau [ ] ditulis dalam tanda kutip",
                                        "text with { } or [ ] inside needs quotes around it"));
                    break;
                }
                r->nodes--;
                top->member = (struct lb_member){.key = v->text, .line = v->line, .column = v->column};
                top->has_key = true;
                break;
            }
            if (!top) {
                root = v;
            } else if (top->value->kind == LB_VALUE_LIST) {
                lb_value_push(r->arena, top->value, v);
            } else {
                top->member.value = v;
                LB_PUSH(r->arena, top->value->members, top->value->count, top->value->capacity, top->member);
                top->has_key = false;
            }
            if (v->kind != LB_VALUE_TEXT)
                stack[depth++] = (struct frame){.value = v};
            break;
        }
        default: break;
        }
        yaml_event_delete(&event);
    }
    if (st)
        return st;
    if (!root) {
        root = lb_value_new(r->arena, LB_VALUE_MAP);
        root->line = r->first_line;
        root->column = 1;
    }
    *ret = root;
    return LB_OK;
}

enum lb_status lb_yaml_parse(struct lb_source *source, lb_slice yaml, unsigned first_line,
                             const struct lb_yaml_limits *limits, struct lb_arena *arena, struct lb_value **ret)
{
    if (yaml.len > limits->bytes) {
        lb_report(source, LB_RULE_LIMIT, first_line, 1, SHORTEN, "%zu bita YAML; yang dibaca paling banyak %zu", "%zu bytes of YAML; at most %zu are read", yaml.len, limits->bytes);
        return LB_LIMIT;
    }
    struct reader r = {.source = source, .yaml = yaml, .first_line = first_line, .limits = limits, .arena = arena};
    if (!yaml_parser_initialize(&r.parser))
        abort(); /* out of memory */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)(yaml.data ? yaml.data : ""), yaml.len);
    enum lb_status st = build(&r, ret);
    yaml_parser_delete(&r.parser);
    return st;
}
