/* dump.c - everything a snapshot says, as lines; see lb_reader_dump.
 *
 * It reads the way requests read - rows, postings and notes through all segments - so it also shows what only a reader
 * of several segments could get wrong. */
#include "store/card.h"
#include "store/reader.h"

enum { max_line = 1 << 30 };

struct dump {
    struct lb_reader *reader;
    const struct lb_snapshot *snapshot;
    struct lb_arena arena;
    struct lb_str line;
    void (*each)(void *ctx, lb_slice);
    void *ctx;
    struct lb_err *err;
    enum lb_status status;
};

/* A line ends where it ends: other ends of lines are escaped. */
static void text(struct dump *d, lb_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c == '\n' || c == '\\' || c == 0)
            lb_str_printf(&d->line, "\\%c", c == '\n' ? 'n' : c ? c : '0');
        else
            lb_str_addc(&d->line, c);
    }
}

static void end(struct dump *d)
{
    d->each(d->ctx, lb_str_slice(&d->line));
    lb_str_clear(&d->line);
}

static enum lb_status dump_texts(struct dump *d, uint32_t row, lb_slice lang)
{
    struct lb_card card;
    struct lb_page page;
    lb_slice body, versions;
    enum lb_status s = lb_reader_card_of(d->reader, &d->arena, row, lang, &card, d->err);
    if (s == LB_OK)
        s = lb_reader_page(d->reader, &d->arena, card.id, lang, &page, d->err);
    if (s == LB_OK)
        s = lb_reader_text(d->reader, &d->arena, row, &card, &body, d->err);
    if (s == LB_OK)
        s = lb_reader_versions(d->reader, &d->arena, card.id, lang, &versions, d->err);
    if (s != LB_OK)
        return s;
    const struct {
        const char *name;
        lb_slice text;
    } parts[] = {{"record", page.record}, {"body", page.body.markup}, {"text", body}, {"versions", versions}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        lb_str_printf(&d->line, "%s %" LB_PRI " ", parts[i].name, LB_ARG(lang));
        text(d, parts[i].text);
        end(d);
    }
    return LB_OK;
}

static void dump_row(struct dump *d, uint32_t row)
{
    const struct lb_columns *c = &d->snapshot->columns;
    const struct lb_row *r = &c->rows[row];
    size_t n;
    const uint32_t *values = lb_row_values(c, row, &n);
    lb_str_printf(&d->line, "row %u length %u title %u updated %u year %u evidence %u", row, r->length, r->title_length,
                  r->updated, r->year, r->evidence);
    end(d);
    for (size_t i = 0; i < n; i++) {
        lb_str_printf(&d->line, "has %s ", lb_fields[c->fields[values[i]]].key);
        text(d, c->values[values[i]].code);
        end(d);
    }
}

static enum lb_status dump_case(struct dump *d, uint32_t row)
{
    lb_slice data, langs[LB_CARD_LANGS];
    struct lb_card card;
    struct lb_xterm *terms;
    size_t count = 0;
    uint32_t found = 0;
    enum lb_status s = lb_xdb_data(d->reader->db, &d->arena, row, &data, d->err);
    if (s == LB_OK)
        s = lb_cards_read(data, LB_EMPTY, &card, d->err);
    if (s == LB_OK)
        s = lb_reader_find(d->reader, card.id, &found, d->err);
    if (s == LB_OK)
        s = lb_xdb_doc_terms(d->reader->db, &d->arena, row, LB_EMPTY, &terms, &count, d->err);
    if (s != LB_OK)
        return s;
    lb_str_printf(&d->line, "case %" LB_PRI " found %u", LB_ARG(card.id), found);
    end(d);
    dump_row(d, row);
    lb_str_lit(&d->line, "cards ");
    text(d, data);
    end(d);
    size_t lang_count = lb_cards_langs(data, langs, LB_CARD_LANGS);
    for (size_t i = 0; i < lang_count && s == LB_OK; i++)
        s = dump_texts(d, row, langs[i]);
    for (size_t i = 0; i < count; i++) {
        lb_str_printf(&d->line, "term %u ", terms[i].count);
        text(d, terms[i].term);
        end(d);
    }
    return s;
}

static void dump_columns(struct dump *d)
{
    const struct lb_columns *c = &d->snapshot->columns;
    lb_str_printf(&d->line, "cases %zu length %.17g title %.17g", c->docs, c->average_length, c->average_title_length);
    end(d);
    for (uint32_t i = 0; i < c->field_start[LB_FIELD_COUNT]; i++) {
        lb_str_printf(&d->line, "value %u %s %u %u ", i, lb_fields[c->fields[i]].key, c->stored[i].count, c->stored[i].labels);
        text(d, c->values[i].code);
        lb_str_lit(&d->line, " = ");
        text(d, c->values[i].label);
        end(d);
    }
    for (size_t i = 0; i < c->title_count; i++) {
        lb_str_printf(&d->line, "titles %" LB_PRI " %u", LB_ARG(c->titles[i].lang), c->titles[i].cases);
        for (size_t k = 0; k < c->docs; k++)
            lb_str_printf(&d->line, " %u", c->titles[i].order[k]);
        end(d);
    }
}

static void dump_words(struct dump *d)
{
    const struct lb_wordlist *w = &d->snapshot->words;
    lb_str_printf(&d->line, "words %zu of %zu", w->count, w->total);
    end(d);
    for (size_t i = 0; i < w->count; i++) {
        lb_str_printf(&d->line, "word %u %" LB_PRI, w->freqs[i], LB_ARG(lb_wordlist_word(w, i)));
        end(d);
    }
    for (size_t i = 0; i < w->form_count; i++) {
        lb_str_printf(&d->line, "form %08x %u", w->forms[i].hash, w->forms[i].word);
        end(d);
    }
}

static enum lb_status dump_notes(struct dump *d)
{
    lb_slice *keys, value;
    size_t count = 0;
    enum lb_status s = lb_reader_notes(d->reader, &d->arena, LB_EMPTY, &keys, &count, d->err);
    for (size_t i = 0; i < count && s == LB_OK; i++) {
        s = lb_reader_note(d->reader, &d->arena, keys[i], &value, d->err);
        if (s != LB_OK)
            break;
        lb_str_printf(&d->line, "note %" LB_PRI " ", LB_ARG(keys[i]));
        text(d, value);
        end(d);
    }
    return s;
}

/* Frequency and postings of a term, as one number. */
static void dump_term(void *ctx, lb_slice term, uint32_t count)
{
    struct dump *d = ctx;
    struct lb_postings *p = &d->reader->postings;
    uint32_t freq = 0;
    if (d->status == LB_OK)
        d->status = lb_xdb_freq(d->reader->db, term, &freq, d->err);
    if (d->status == LB_OK)
        d->status = lb_xdb_postings(d->reader->db, term, p, d->err);
    if (d->status != LB_OK)
        return;
    uint64_t hash = lb_mix(1, lb_slice_from(p->items, p->count * sizeof *p->items));
    lb_str_printf(&d->line, "postings %u %u %zu %016llx ", count, freq, p->count, (unsigned long long)hash);
    text(d, term);
    end(d);
}

enum lb_status lb_reader_dump(struct lb_reader *reader, void (*line)(void *ctx, lb_slice), void *ctx, struct lb_err *e)
{
    struct dump d = {.reader = reader, .snapshot = reader->snapshot, .line = LB_STR_INIT(max_line), .each = line, .ctx = ctx,
                     .err = e};
    lb_slice *assets;
    size_t count;
    enum lb_status s = lb_reader_can_search(reader, e);
    for (uint32_t row = 1; row <= reader->snapshot->segments.rows && s == LB_OK; row++) {
        s = dump_case(&d, row);
        lb_arena_reset(&d.arena);
    }
    if (s == LB_OK) {
        dump_columns(&d);
        dump_words(&d);
        s = lb_xdb_terms(reader->db, false, dump_term, &d, e);
    }
    if (s == LB_OK)
        s = d.status;
    if (s == LB_OK)
        s = dump_notes(&d);
    lb_reader_assets(reader, &d.arena, &assets, &count);
    for (size_t i = 0; i < count && s == LB_OK; i++) {
        lb_str_printf(&d.line, "asset %" LB_PRI, LB_ARG(assets[i]));
        end(&d);
    }
    if (s == LB_OK) {
        lb_str_printf(&d.line, "name %" LB_PRI, LB_ARG(reader->snapshot->segments.name));
        end(&d);
    }
    lb_str_free(&d.line);
    lb_arena_free(&d.arena);
    return s;
}
