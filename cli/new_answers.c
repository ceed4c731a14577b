/* new_answers.c - the few questions of `lumbung new`, and what to make of the answers.
 *
 * An answer may be a code or a name; what is not understood is asked again with the nearest thing that is. */
#include "base/utf8.h"
#include "cli/ask.h"
#include "cli/command.h"
#include "cli/new.h"
#include "cli/speech.h"
#include "cli/shelf.h"
#include "indexer/scaffold.h"

#include <stdio.h>

enum { MAX_MATCHES = 8, MAX_LISTED = 200 /* cases */ };

struct taker {
    const struct lb_place *place;
    const struct lb_schema *of; /* what the answers are measured by */
    const struct lb_new *options;
    struct lb_arena *arena;
    lb_slice talk;
    struct lb_new_answers *answers;
    struct lb_str *why; /* what is wrong with the answer */
    lb_slice why_in;    /* its language: that of the questions, or of what commands print */
};

const char *lb_new_say(lb_slice talk, const char *id, const char *en)
{
    return lb_slice_eq(talk, LB_S("id")) ? id : en;
}

static struct lb_value *text_value(struct taker *t, lb_slice text, bool is_plain)
{
    struct lb_value *v = lb_value_new(t->arena, LB_VALUE_TEXT);
    v->text = text;
    v->is_plain = is_plain;
    return v;
}

static struct lb_value *map_of(struct taker *t, const char *key, lb_slice text, bool is_plain)
{
    struct lb_value *map = lb_value_new(t->arena, LB_VALUE_MAP);
    lb_value_set(t->arena, map, lb_slice_of(key), text_value(t, text, is_plain));
    return map;
}

/* Measures a draft that holds only this field. */
static bool keep(struct taker *t, const char *field, struct lb_value *value)
{
    struct lb_diags diags;
    enum lb_lang lang = lb_slice_eq(t->why_in, LB_S("id")) ? LB_LANG_ID : LB_LANG_EN;
    lb_diags_init(&diags);
    struct lb_source source = {.path = LB_S("-"), .text = LB_S(""), .diags = &diags};
    struct lb_value *draft = map_of(t, "state", LB_S("draft"), false);
    if (strcmp(field, "title") != 0)
        lb_value_set(t->arena, draft, LB_S("title"), text_value(t, LB_S("-"), false));
    if (t->options->is_collection && strcmp(field, "kind") != 0)
        lb_value_set(t->arena, draft, LB_S("kind"), text_value(t, LB_S("reading_list"), false));
    lb_value_set(t->arena, draft, lb_slice_of(field), value);
    bool is_good = lb_contract_check(t->place->contract, t->of, draft, &source);
    for (size_t i = 0; i < diags.count && !is_good; i++)
        lb_str_printf(t->why, "%s%" LB_PRI "%s%" LB_PRI, i ? "; " : "", LB_ARG(diags.items[i].message.in[lang]), diags.items[i].hint.in[lang].len ? "; " : "",
                      LB_ARG(diags.items[i].hint.in[lang]));
    lb_diags_free(&diags);
    if (is_good)
        lb_value_set(t->arena, t->answers->front, lb_slice_of(field), value);
    return is_good;
}

/* ---- one kind of answer each; false with t->why */

static bool take_title(struct taker *t, const char *field, lb_slice text)
{
    t->answers->title = text;
    return keep(t, field, text_value(t, text, false));
}

static bool take_text(struct taker *t, const char *field, lb_slice text)
{
    return keep(t, field, text_value(t, text, false));
}

static bool take_list(struct taker *t, const char *field, lb_slice text)
{
    struct lb_value *list = lb_value_new(t->arena, LB_VALUE_LIST);
    lb_value_push(t->arena, list, text_value(t, text, false));
    return keep(t, field, list);
}

static bool take_start(struct taker *t, const char *field, lb_slice text)
{
    return keep(t, field, map_of(t, "start", text, true));
}

static bool take_office(struct taker *t, const char *field, lb_slice text)
{
    return keep(t, field, map_of(t, "office", text, false));
}

static bool is_called(struct taker *t, const struct lb_term *term, lb_slice folded)
{
    for (size_t i = 0; term->label && i < term->label->count; i++)
        if (lb_slice_eq(lb_fold(t->arena, lb_value_text(term->label->members[i].value)), folded))
            return true;
    for (size_t i = 0; term->alt && i < term->alt->count; i++)
        for (size_t k = 0; k < lb_value_size(term->alt->members[i].value); k++)
            if (lb_slice_eq(lb_fold(t->arena, lb_value_text(lb_value_at(term->alt->members[i].value, k))), folded))
                return true;
    return false;
}

/* Is the whole text what one term is called? */
static bool is_whole_label(struct taker *t, const struct lb_vocab *v, lb_slice text, lb_slice *code)
{
    lb_slice folded = lb_fold(t->arena, lb_slice_trim(text));
    for (size_t i = 0; i < v->count; i++)
        if (is_called(t, &v->terms[i], folded)) {
            *code = v->terms[i].code;
            return true;
        }
    return false;
}

static const struct lb_vocab *vocab_of(const struct taker *t, const char *field)
{
    const struct lb_schema *s = lb_schema_property(t->of, lb_slice_of(field)), *items = s ? lb_schema_items(s) : NULL;
    return s ? lb_vocab_find(&t->place->contract->vocabs, lb_schema_vocab(items ? items : s)) : NULL;
}

static lb_slice unquoted(lb_slice word)
{
    bool is_quoted = word.len > 1 && (word.data[0] == '"' || word.data[0] == '\'') && word.data[word.len - 1] == word.data[0];
    return is_quoted ? lb_slice_sub(word, 1, word.len - 1) : word;
}

/* Is a word of what the term is called, in any language, this one, or begins with it? */
static bool has_label_word(struct taker *t, const struct lb_term *term, lb_slice folded)
{
    for (size_t i = 0; term->label && i < term->label->count; i++) {
        lb_slice label = lb_fold(t->arena, lb_value_text(term->label->members[i].value)), word;
        while (lb_slice_split(&label, ' ', &word))
            if (folded.len > 2 && lb_slice_starts(word, folded))
                return true;
    }
    return false;
}

/* Says which codes may have been meant by a word that is none: those whose label has the word, else the label nearest to it. */
static bool say_likely(struct taker *t, const struct lb_vocab *v, lb_slice word, lb_slice folded)
{
    size_t n = 0;
    for (size_t i = 0; i < v->count && n < MAX_MATCHES; i++) {
        if (!has_label_word(t, &v->terms[i], folded))
            continue;
        if (!n++)
            lb_str_printf(t->why, lb_new_say(t->why_in, "'%.*s' bukan kode; mungkin: ", "'%.*s' is no code; perhaps: "), LB_ARG(word));
        lb_str_printf(t->why, "%s%" LB_PRI " (%" LB_PRI ")", n > 1 ? ", " : "", LB_ARG(v->terms[i].code),
                      LB_ARG(lb_term_label(&v->terms[i], t->talk)));
    }
    if (n)
        return true;
    lb_slice *words = LB_NEW_ARRAY(t->arena, lb_slice, 32 * v->count + 1);
    size_t *terms = LB_NEW_ARRAY(t->arena, size_t, 32 * v->count + 1), count = 0;
    for (size_t i = 0; i < v->count; i++) {
        lb_slice label = lb_fold(t->arena, lb_term_label(&v->terms[i], t->talk)), one;
        for (size_t k = 0; k < 31 && lb_slice_split(&label, ' ', &one); k++)
            words[count] = one, terms[count++] = i;
    }
    size_t at = lb_did_you_mean(folded, words, count);
    if (at < count)
        lb_str_printf(t->why, lb_new_say(t->why_in, "'%.*s' bukan kode; mungkin %.*s (%.*s)?", "'%.*s' is no code; did you mean %.*s (%.*s)?"),
                      LB_ARG(word), LB_ARG(v->terms[terms[at]].code), LB_ARG(lb_term_label(&v->terms[terms[at]], t->talk)));
    return at < count;
}

/* A code, or what a code is called in any language. False with t->why: it is neither, but words like it are known. */
static bool find_code(struct taker *t, const struct lb_vocab *v, lb_slice *word)
{
    lb_slice codes[256], folded;
    size_t n = 0;
    *word = unquoted(lb_slice_trim(*word));
    folded = lb_fold(t->arena, *word);
    if (!v || lb_term_find(v, *word))
        return true;
    for (size_t i = 0; i < v->count; i++) {
        if (is_called(t, &v->terms[i], folded)) {
            *word = v->terms[i].code;
            return true;
        }
        if (n < sizeof codes / sizeof *codes)
            codes[n++] = v->terms[i].code;
    }
    /* the schema knows which code is near */
    return lb_did_you_mean(*word, codes, n) < n || !say_likely(t, v, *word, folded);
}

static bool take_code(struct taker *t, const char *field, lb_slice text)
{
    lb_slice word = text;
    return find_code(t, vocab_of(t, field), &word) && keep(t, field, text_value(t, word, false));
}

/* Several codes parted by commas. */
static bool take_codes(struct taker *t, const char *field, lb_slice text)
{
    const struct lb_vocab *v = vocab_of(t, field);
    struct lb_value *list = lb_value_new(t->arena, LB_VALUE_LIST);
    lb_slice rest = text, word;
    if (v && is_whole_label(t, v, text, &word)) /* a label may hold a comma itself */
        rest = word;
    while (lb_slice_split(&rest, ',', &word)) {
        if (!find_code(t, v, &word))
            return false;
        lb_value_push(t->arena, list, text_value(t, word, false));
    }
    return keep(t, field, list);
}

/* ---- cases of a collection */

static bool take_cases(struct taker *t, const char *field, lb_slice text)
{
    struct lb_shelf shelf;
    struct lb_value *list = lb_value_new(t->arena, LB_VALUE_LIST), *part = lb_value_new(t->arena, LB_VALUE_MAP),
                    *parts = lb_value_new(t->arena, LB_VALUE_LIST);
    lb_slice rest = text, word, *cases = NULL;
    size_t n = 0, capacity = 0;
    lb_shelf_read(t->place, t->arena, &shelf);
    while (lb_slice_split(&rest, ',', &word)) {
        lb_slice id = lb_slice_trim(word);
        size_t like = lb_did_you_mean(id, shelf.ids, shelf.count);
        if (lb_shelf_find(&shelf, id) == shelf.count) {
            lb_str_printf(t->why, lb_new_say(t->why_in, "tidak ada kasus '%.*s'", "there is no case '%.*s'"), LB_ARG(id));
            if (like < shelf.count)
                lb_str_printf(t->why, lb_new_say(t->why_in, "; mungkin maksud Anda '%.*s'?", "; did you mean '%.*s'?"), LB_ARG(shelf.ids[like]));
            return false;
        }
        for (size_t i = 0; i < n; i++)
            if (lb_slice_eq(cases[i], id)) {
                lb_str_printf(t->why, lb_new_say(t->why_in, "'%.*s' disebut dua kali", "'%.*s' is named twice"), LB_ARG(id));
                return false;
            }
        LB_PUSH(t->arena, cases, n, capacity, id);
        lb_value_push(t->arena, list, map_of(t, "case", id, false));
    }
    lb_value_set(t->arena, part, LB_S("title"), text_value(t, LB_S("-"), false));
    lb_value_set(t->arena, part, LB_S("items"), list);
    lb_value_push(t->arena, parts, part);
    t->answers->cases = cases;
    t->answers->case_count = n;
    return keep(t, field, parts);
}

/* ---- regions */

/* "kab. bogor" for "kabupaten bogor": every word but the last may be cut to three letters or more, or end in a point. */
static bool is_short_for(lb_slice said, lb_slice name)
{
    lb_slice a, b;
    bool has_a = lb_slice_split(&said, ' ', &a), has_b = lb_slice_split(&name, ' ', &b);
    while (has_a && has_b && (said.data || name.data)) {
        if (lb_slice_ends(a, LB_S(".")))
            a.len--;
        if (a.len < 3 || !lb_slice_starts(b, a))
            return false;
        has_a = lb_slice_split(&said, ' ', &a), has_b = lb_slice_split(&name, ' ', &b);
    }
    return has_a && has_b && lb_slice_eq(a, b);
}

/* Its other names, as the search knows them: old ones, short forms, English ones. */
static bool is_also_named(struct taker *t, const struct lb_region *r, lb_slice folded)
{
    const struct lb_json *places = lb_json_path(t->place->contract->search, "places.places");
    for (size_t i = 0; i < lb_json_size(places); i++) {
        const struct lb_json *names = lb_json_get(lb_json_at(places, i), "names");
        if (!lb_slice_eq(lb_json_str(lb_json_at(places, i), "code"), r->code))
            continue;
        for (void *it = lb_json_first(names); it; it = lb_json_next(names, it))
            for (size_t k = 0; k < lb_json_size(lb_json_value(it)); k++)
                if (lb_slice_eq(lb_fold(t->arena, lb_json_text(lb_json_at(lb_json_value(it), k))), folded))
                    return true;
    }
    return false;
}

static bool is_named(struct taker *t, const struct lb_region *r, lb_slice folded)
{
    lb_slice name = lb_fold(t->arena, r->name), with_level = lb_arena_printf(t->arena, "%" LB_PRI " %" LB_PRI, LB_ARG(r->level), LB_ARG(r->name));
    return lb_slice_eq(name, folded) || lb_slice_eq(lb_fold(t->arena, lb_region_bare(r->name)), folded) ||
           is_short_for(folded, name) || is_short_for(folded, lb_fold(t->arena, with_level)) || is_also_named(t, r, folded);
}

/* Is `word` one of the words of `name`, or several in a row? */
static bool has_word(lb_slice name, lb_slice word)
{
    const char *at = memmem(name.data, name.len, word.data, word.len);
    return word.len > 2 && at && (at == name.data || at[-1] == ' ') && (at + word.len == name.data + name.len || at[word.len] == ' ');
}

static void region_like(struct taker *t, lb_slice text)
{
    const struct lb_regions *all = &t->place->contract->regions;
    lb_slice *names = LB_NEW_ARRAY(t->arena, lb_slice, 2 * all->count + 1);
    for (size_t i = 0; i < all->count; i++) {
        names[2 * i] = lb_fold(t->arena, all->items[i].name);
        names[2 * i + 1] = lb_fold(t->arena, lb_region_bare(all->items[i].name));
    }
    size_t at = lb_did_you_mean(lb_fold(t->arena, text), names, 2 * all->count);
    lb_str_printf(t->why, lb_new_say(t->why_in, "tidak ada daerah '%.*s' dalam schema/regions.csv", "no region '%.*s' in schema/regions.csv"),
                  LB_ARG(text));
    if (at < 2 * all->count)
        lb_str_printf(t->why, lb_new_say(t->why_in, "; mungkin maksud Anda '%.*s' (%.*s)?", "; did you mean '%.*s' (%.*s)?"),
                      LB_ARG(all->items[at / 2].name), LB_ARG(all->items[at / 2].code));
    size_t n = 0;
    for (size_t i = 0; i < all->count && at >= 2 * all->count && n < MAX_MATCHES; i++)
        if (has_word(names[2 * i], lb_fold(t->arena, text)))
            lb_str_printf(t->why, "%s%" LB_PRI " (%" LB_PRI ")", n++ ? ", " : lb_new_say(t->why_in, "; ada ", "; there are "), LB_ARG(all->items[i].code),
                          LB_ARG(all->items[i].name));
    if (at >= 2 * all->count && !n)
        lb_str_add(t->why, lb_slice_of(lb_new_say(t->why_in, "; tulis kode atau namanya seperti tertulis di sana",
                                                  "; give its code or its name as it is written there")));
}

static bool keep_region(struct taker *t, lb_slice code, lb_slice name)
{
    struct lb_value *region = map_of(t, "code", code, false);
    if (name.len)
        lb_value_set(t->arena, region, LB_S("name"), text_value(t, name, false));
    t->answers->region_code = code;
    t->answers->region_name = name;
    return keep(t, "region", region);
}

static bool take_foreign(struct taker *t, lb_slice code)
{
    lb_slice name = lb_slice_of(t->options->region_name);
    if (!name.len && !t->options->is_silent && lb_ask_is_possible() &&
        !lb_ask(t->arena, lb_slice_of(lb_new_say(t->talk, "Nama daerah itu", "The name of that region")), &name))
        name = LB_EMPTY;
    if (!name.len) {
        lb_str_printf(t->why, lb_new_say(t->why_in, "'%.*s' daerah negara lain, yang perlu nama: --region-name",
                                         "'%.*s' is a region of another country, which needs a name: --region-name"), LB_ARG(code));
        return false;
    }
    return keep_region(t, code, name);
}

static bool take_region(struct taker *t, const char *field, lb_slice text)
{
    (void)field;
    const struct lb_regions *all = &t->place->contract->regions;
    const struct lb_region *r = lb_region_find(all, text), *found[MAX_MATCHES];
    size_t n = 0;
    if (r)
        return keep_region(t, r->code, r->name);
    if (lb_region_is_foreign(text))
        return take_foreign(t, text);
    if (text.len && strspn(text.data, "0123456789.") == text.len && lb_region_above(all, text))
        return keep_region(t, text, lb_slice_of(t->options->region_name)); /* a kecamatan or desa */
    lb_slice folded = lb_fold(t->arena, text);
    for (size_t i = 0; i < all->count && n < MAX_MATCHES; i++)
        if (is_named(t, &all->items[i], folded))
            found[n++] = &all->items[i];
    if (n == 1)
        return keep_region(t, found[0]->code, found[0]->name);
    if (!n) {
        region_like(t, text);
        return false;
    }
    lb_str_printf(t->why, lb_new_say(t->why_in, "ada %zu daerah bernama '%.*s'; tulis kodenya: ", "there are %zu regions called '%.*s'; give the code: "),
                  n, LB_ARG(text));
    for (size_t i = 0; i < n; i++)
        lb_str_printf(t->why, "%s%" LB_PRI " (%" LB_PRI "%s%" LB_PRI ")", i ? ", " : "", LB_ARG(found[i]->code),
                      LB_ARG(found[i]->name), lb_slice_eq(found[i]->name, lb_region_bare(found[i]->name)) ? ", " : "",
                      LB_ARG(lb_slice_eq(found[i]->name, lb_region_bare(found[i]->name)) ? found[i]->level : LB_EMPTY));
    return false;
}

/* ---- the questions */

static const struct question {
    const char *field, *asks_for; /* of the answers; of the schema, for its words */
    const char *option;
    size_t at; /* in struct lb_new */
    bool (*take)(struct taker *, const char *field, lb_slice text);
    const char *hint_id, *hint_en;
} case_questions[] = {
    {"title", "title", "title", offsetof(struct lb_new, title), take_title, NULL, NULL},
    {"region", "region", "region", offsetof(struct lb_new, region), take_region,
     "Tulis kode (61.71) atau nama (Kota Pontianak).", "Give the code (61.71) or the name (Kota Pontianak)."},
    {"affairs", "affairs", "affair", offsetof(struct lb_new, affair), take_codes,
     "Tulis kode atau nama; ? menampilkan semua.", "Give a code or a name; ? lists all of them."},
    {"themes", "themes", "theme", offsetof(struct lb_new, theme), take_codes,
     "Tulis kode atau nama, dipisah koma; ? menampilkan semua.", "Give codes or names, parted by commas; ? lists all of them."},
    {"problem", "problem", "problem", offsetof(struct lb_new, problem), take_text, NULL, NULL},
    {"period", "period.start", "start", offsetof(struct lb_new, start), take_start, NULL, NULL},
    {"lead", "lead", "office", offsetof(struct lb_new, office), take_office, NULL, NULL},
    {"authors", "authors", "author", offsetof(struct lb_new, author), take_list, "Nama penulis naskah ini.", "Who writes this text."},
}, collection_questions[] = {
    {"title", "title", "title", offsetof(struct lb_new, title), take_title, NULL, NULL},
    {"kind", "kind", "kind", offsetof(struct lb_new, kind), take_code, "Tulis kode atau nama.", "Give a code or a name."},
    {"curator", "curator", "curator", offsetof(struct lb_new, curator), take_text, NULL, NULL},
    {"parts", "parts", "cases", offsetof(struct lb_new, cases), take_cases,
     "Tulis id kasus menurut urutannya, dipisah koma; ? menampilkan semua.", "Give the ids of cases in their order, parted by commas; ? lists all of them."},
};

static void list_codes(struct taker *t, const char *field)
{
    const struct lb_vocab *v = vocab_of(t, field);
    for (size_t i = 0; v && i < v->count; i++)
        fprintf(stderr, "  %-40" LB_PRI " %" LB_PRI "\n", LB_ARG(v->terms[i].code), LB_ARG(lb_term_label(&v->terms[i], t->talk)));
}

static void list_cases(struct taker *t)
{
    struct lb_shelf shelf;
    lb_shelf_read(t->place, t->arena, &shelf);
    for (size_t i = 0; i < shelf.count && i < MAX_LISTED; i++)
        fprintf(stderr, "  %-40" LB_PRI " %" LB_PRI "\n", LB_ARG(shelf.ids[i]), LB_ARG(lb_shelf_title(&shelf, i)));
    if (shelf.count > MAX_LISTED)
        fprintf(stderr, lb_new_say(t->talk, "  ... dan %zu lagi; cari dengan `lumbung search`\n", "  ... and %zu more; find them with `lumbung search`\n"),
                shelf.count - MAX_LISTED);
}

/* Asks until the answer can be used or is empty. False: the person has left. */
static bool ask(struct taker *t, const struct question *q)
{
    bool is_title = q->take == take_title;
    for (;;) {
        lb_slice words = lb_scaffold_question(t->place->contract, t->of, t->arena, q->asks_for, t->talk), answer;
        const char *hint = lb_new_say(t->talk, q->hint_id, q->hint_en);
        words = lb_arena_printf(t->arena, "\n%" LB_PRI "%s%s%s", LB_ARG(words), hint ? " " : "", hint ? hint : "",
                                is_title ? "" : lb_new_say(t->talk, " [kosong: lewati]", " [empty: skip]"));
        if (!lb_ask(t->arena, words, &answer))
            return false;
        if (lb_slice_eq(answer, LB_S("?"))) {
            if (q->take == take_cases)
                list_cases(t);
            else
                list_codes(t, q->field);
            continue;
        }
        if (!answer.len && !is_title)
            return true;
        lb_str_clear(t->why);
        if (answer.len && q->take(t, q->field, answer))
            return true;
        fprintf(stderr, "  %s\n", t->why->len ? t->why->data : lb_new_say(t->talk, "judul harus ada", "it needs a title"));
    }
}

int lb_new_answer(const struct lb_place *place, const struct lb_new *options, lb_slice talk, struct lb_arena *a,
                  struct lb_new_answers *ret)
{
    struct lb_str why = LB_STR_INIT(8000);
    const struct lb_contract *c = place->contract;
    struct taker t = {place, options->is_collection ? c->of_collection : c->of_case, options, a, talk, ret, &why, talk};
    const struct question *questions = options->is_collection ? collection_questions : case_questions;
    size_t count = options->is_collection ? sizeof collection_questions / sizeof *collection_questions
                                          : sizeof case_questions / sizeof *case_questions;
    bool asks = !options->is_silent && lb_ask_is_possible();
    int status = LB_EXIT_OK;
    ret->front = lb_value_new(a, LB_VALUE_MAP);
    keep(&t, "state", text_value(&t, LB_S("draft"), false));
    for (size_t i = 0; i < count && !status; i++) {
        const struct question *q = &questions[i];
        const char *given = *(const char *const *)((const char *)options + q->at);
        lb_slice said = lb_slice_trim(lb_slice_of(given)), text = lb_nfc(a, said);
        lb_str_clear(&why);
        t.why_in = given ? lb_slice_of(lb_lang_codes[lb_speech(options->comments, place->contract->language)]) : talk;
        if (given && lb_utf8_check(said, NULL) != LB_UTF8_CLEAN)
            status = lb_command_fail("new: --%s is not clean UTF-8 text", q->option);
        else if (given && memchr(text.data, '\n', text.len))
            status = lb_command_fail("new: --%s takes one line", q->option);
        else if (given && !q->take(&t, q->field, text))
            status = lb_command_fail("new: --%s: %s", q->option, why.data);
        else if (!given && asks && !ask(&t, q))
            status = lb_command_fail("new: stopped; nothing was written");
    }
    if (!status && !ret->title.len)
        status = lb_command_fail("new: which title? Give at least --title%s; `lumbung new --help` lists the rest",
                                 options->is_collection ? "" : " and --region");
    if (!status && options->is_collection && !lb_value_member(ret->front, LB_S("kind")))
        keep(&t, "kind", text_value(&t, LB_S("reading_list"), false)); /* what may become anything else */
    lb_str_free(&why);
    return status;
}
