/* overlap.c - see overlap.h. */
#include "indexer/overlap.h"

#include "text/text.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_TOLD = 5, MAX_WORDS_TOLD = 3, MIN_WORDS = 3, MIN_LETTERS = 4, MAX_CODES = 8 };

/* A word of a case: `stem` numbers the stems of the library. */
struct word {
    size_t stem;
    lb_slice text; /* as it stood, folded */
};

struct item {
    lb_slice id, path, title, state, affair, level;
    lb_slice challenges[MAX_CODES], themes[MAX_CODES];
    size_t challenge_count, theme_count;
    lb_slice *linked; /* ids it names itself */
    size_t linked_count, linked_capacity;
    struct word *words; /* by stem, each once */
    size_t word_count;
    unsigned line, column; /* of the problem, where the notes are shown */
    lb_slice source_line;
    bool is_asked;
};

/* How many cases have a key: a stem, or "field:code". */
struct key {
    lb_slice name;
    size_t cases, number;
};

struct lb_overlap {
    struct lb_arena arena;
    struct lb_analyser *analyser;
    bool (*is_asked)(void *, lb_slice);
    void *ctx;
    size_t max_asked, asked;
    struct item *items;
    size_t count, capacity;
    struct key **table; /* open addressing */
    size_t table_size, key_count;
    struct key **keys;  /* by number */
    size_t keys_capacity;
};

/* ---- keys */

static struct key *key_of(struct lb_overlap *o, lb_slice name)
{
    if (2 * (o->key_count + 1) > o->table_size) {
        free(o->table);
        o->table_size = o->table_size ? 2 * o->table_size : 4096;
        o->table = lb_xcalloc(o->table_size, sizeof *o->table);
        for (size_t i = 0; i < o->key_count; i++) {
            size_t at = 0xCBF29CE484222325u;
            for (size_t k = 0; k < o->keys[i]->name.len; k++)
                at = (at ^ (unsigned char)o->keys[i]->name.data[k]) * 0x100000001B3u;
            for (at &= o->table_size - 1; o->table[at]; at = (at + 1) & (o->table_size - 1))
                ;
            o->table[at] = o->keys[i];
        }
    }
    size_t at = 0xCBF29CE484222325u;
    for (size_t k = 0; k < name.len; k++)
        at = (at ^ (unsigned char)name.data[k]) * 0x100000001B3u;
    for (at &= o->table_size - 1; o->table[at]; at = (at + 1) & (o->table_size - 1))
        if (lb_slice_eq(o->table[at]->name, name))
            return o->table[at];
    struct key *key = LB_NEW(&o->arena, struct key);
    *key = (struct key){lb_arena_copy(&o->arena, name), 0, o->key_count};
    o->table[at] = key;
    LB_PUSH(&o->arena, o->keys, o->key_count, o->keys_capacity, key);
    return key;
}

static struct key *code_key(struct lb_overlap *o, const char *field, lb_slice code)
{
    char name[256];
    int n = snprintf(name, sizeof name, "%s:%" LB_PRI, field, LB_ARG(code));
    return key_of(o, lb_slice_from(name, n < (int)sizeof name ? (size_t)n : sizeof name - 1));
}

/* What it is worth to share something this many of the cases have. */
static double worth(const struct lb_overlap *o, size_t cases)
{
    return log((double)(o->count + 1) / (double)(cases ? cases : 1));
}

/* ---- gathering */

static int by_stem(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    return (x->stem > y->stem) - (x->stem < y->stem);
}

static void take_words(struct lb_overlap *o, struct item *it, const struct lb_value *record)
{
    static const char *const fields[] = {"title", "problem", "summary"};
    struct lb_arena scratch = LB_ARENA_INIT;
    struct word *words = NULL;
    size_t n = 0, capacity = 0;
    for (size_t i = 0; i < 3; i++) {
        struct lb_tokens *tokens = lb_tokens_start(o->analyser, &scratch, lb_value_str(record, fields[i]));
        for (struct lb_token t; lb_tokens_next(tokens, &t);) {
            if (t.kind != LB_TOKEN_WORD || t.stem.len < MIN_LETTERS || lb_is_common(o->analyser, t.word) || lb_is_common(o->analyser, t.stem))
                continue;
            struct word w = {key_of(o, t.stem)->number, lb_arena_copy(&scratch, t.word)};
            LB_PUSH(&scratch, words, n, capacity, w);
        }
    }
    if (n)
        qsort(words, n, sizeof *words, by_stem);
    it->words = LB_NEW_ARRAY(&o->arena, struct word, n);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || words[i].stem != words[i - 1].stem) {
            it->words[it->word_count++] = (struct word){words[i].stem, lb_arena_copy(&o->arena, words[i].text)};
            o->keys[words[i].stem]->cases++;
        }
    lb_arena_free(&scratch);
}

static size_t take_codes(struct lb_overlap *o, const struct lb_value *record, const char *field, lb_slice codes[MAX_CODES])
{
    const struct lb_value *list = lb_value_get(record, field);
    size_t n = 0;
    for (size_t i = 0; i < lb_value_size(list) && n < MAX_CODES; i++) {
        lb_slice code = lb_value_text(lb_value_at(list, i));
        bool is_there = code.len == 0;
        for (size_t k = 0; k < n; k++)
            is_there = is_there || lb_slice_eq(codes[k], code);
        if (is_there)
            continue;
        codes[n++] = lb_arena_copy(&o->arena, code);
        code_key(o, field, code)->cases++;
    }
    return n;
}

static void take_links(struct lb_overlap *o, struct item *it, const struct lb_value *record)
{
    static const char *const fields[] = {"related", "replicates", "replicated_by"};
    for (size_t f = 0; f < 3; f++) {
        const struct lb_value *list = lb_value_get(record, fields[f]);
        for (size_t i = 0; i < lb_value_size(list); i++) {
            lb_slice id = lb_value_str(lb_value_at(list, i), "case");
            if (id.len)
                LB_PUSH(&o->arena, it->linked, it->linked_count, it->linked_capacity, lb_arena_copy(&o->arena, id));
        }
    }
}

/* With the words of the library, so that its stopwords are none here either; else with those that are built in. */
static void make_analyser(struct lb_overlap *o, const struct lb_contract *c)
{
    struct lb_json *config = lb_contract_search(c, NULL);
    struct lb_err err;
    if (lb_analyser_new(config, &o->analyser, &err) && lb_analyser_new(NULL, &o->analyser, &err))
        abort(); /* what is built in cannot be wrong */
    lb_json_free(config);
}

static lb_slice region_level(const struct lb_contract *c, lb_slice code)
{
    const struct lb_region *r = lb_region_is_foreign(code) ? NULL : lb_region_above(&c->regions, code);
    return r ? r->level : LB_EMPTY;
}

static void see_file(void *self, const struct lb_contract *c, const struct lb_case *k, const struct lb_markdown *body)
{
    struct lb_overlap *o = self;
    if (!o->analyser)
        make_analyser(o, c);
    struct item it = {.title = lb_arena_copy(&o->arena, lb_value_str(k->record, "title")), .line = 1, .column = 1};
    (void)body;
    if (k->is_translation || lb_slice_eq(lb_case_state(k), LB_S("withdrawn")))
        return;
    it.id = lb_arena_copy(&o->arena, k->id);
    it.path = lb_arena_copy(&o->arena, k->source.path);
    it.state = lb_arena_copy(&o->arena, lb_case_state(k));
    it.level = lb_arena_copy(&o->arena, region_level(c, lb_value_str(k->record, "region.code")));
    it.challenge_count = take_codes(o, k->record, "challenges", it.challenges);
    it.theme_count = take_codes(o, k->record, "themes", it.themes);
    const struct lb_value *affairs = lb_value_get(k->record, "affairs");
    it.affair = lb_value_size(affairs) ? lb_arena_copy(&o->arena, lb_value_text(lb_value_at(affairs, 0))) : LB_EMPTY;
    if (it.affair.len)
        code_key(o, "affairs", it.affair)->cases++;
    take_words(o, &it, k->record);
    take_links(o, &it, k->record);
    it.is_asked = o->is_asked(o->ctx, it.path);
    if (it.is_asked) {
        const struct lb_value *at = lb_value_get(k->front, "problem") ? lb_value_get(k->front, "problem") : lb_value_get(k->front, "title");
        lb_slice rest = k->source.text, line = LB_EMPTY;
        o->asked++;
        if (at)
            it.line = at->line, it.column = at->column;
        for (unsigned i = 0; i < it.line && lb_slice_split(&rest, '\n', &line); i++)
            ;
        it.source_line = lb_arena_copy(&o->arena, line);
    }
    LB_PUSH(&o->arena, o->items, o->count, o->capacity, it);
}

/* ---- comparing */

struct match {
    const struct item *other;
    double score;
    lb_slice challenges[MAX_CODES], themes[MAX_CODES];
    size_t challenge_count, theme_count, word_count;
    struct word words[MAX_WORDS_TOLD]; /* the rarest, as the one asked about writes them */
    bool is_same_affair, is_same_level;
};

static size_t share(struct lb_overlap *o, const char *field, const lb_slice *a, size_t n, const lb_slice *b, size_t m, double weight,
                    lb_slice *shared, double *score)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (lb_slice_eq(a[i], b[k])) {
                shared[found++] = a[i];
                *score += weight * worth(o, code_key(o, field, a[i])->cases);
            }
    return found;
}

static void share_words(const struct lb_overlap *o, const struct item *a, const struct item *b, struct match *m)
{
    size_t most = o->count / 10 > 2 ? o->count / 10 : 2;
    for (size_t i = 0, k = 0; i < a->word_count && k < b->word_count;) {
        if (a->words[i].stem != b->words[k].stem) {
            if (a->words[i].stem < b->words[k].stem)
                i++;
            else
                k++;
            continue;
        }
        size_t cases = o->keys[a->words[i].stem]->cases;
        if (cases <= most) {
            size_t at = m->word_count < MAX_WORDS_TOLD ? m->word_count : MAX_WORDS_TOLD;
            while (at && o->keys[m->words[at - 1].stem]->cases > cases) {
                if (at < MAX_WORDS_TOLD)
                    m->words[at] = m->words[at - 1];
                at--;
            }
            if (at < MAX_WORDS_TOLD)
                m->words[at] = a->words[i];
            m->word_count++;
            m->score += worth(o, cases);
        }
        i++, k++;
    }
}

static bool is_linked(const struct item *a, const struct item *b)
{
    for (size_t i = 0; i < a->linked_count; i++)
        if (lb_slice_eq(a->linked[i], b->id))
            return true;
    return false;
}

static bool compare(struct lb_overlap *o, const struct item *a, const struct item *b, struct match *ret)
{
    struct match m = {.other = b};
    if (a == b || is_linked(a, b) || is_linked(b, a))
        return false;
    m.challenge_count = share(o, "challenges", a->challenges, a->challenge_count, b->challenges, b->challenge_count, 2, m.challenges, &m.score);
    m.theme_count = share(o, "themes", a->themes, a->theme_count, b->themes, b->theme_count, 1, m.themes, &m.score);
    share_words(o, a, b, &m);
    m.is_same_affair = a->affair.len && lb_slice_eq(a->affair, b->affair);
    m.is_same_level = a->level.len && lb_slice_eq(a->level, b->level);
    m.score += (m.is_same_affair ? 0.5 * worth(o, code_key(o, "affairs", a->affair)->cases) : 0) + (m.is_same_level ? 0.5 : 0);
    *ret = m;
    return (m.challenge_count && (m.challenge_count > 1 || m.theme_count || m.word_count > 1)) || m.word_count >= MIN_WORDS;
}

/* ---- telling */

static void add_codes(struct lb_str *out, const struct lb_contract *c, enum lb_lang lang, const char *vocab, const char *noun,
                      const lb_slice *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        lb_str_printf(out, "%s%" LB_PRI "%s", i ? ", " : noun,
                      LB_ARG(lb_contract_label(c, vocab, codes[i], lb_slice_of(lb_lang_codes[lang]))), i + 1 == n ? "); " : "");
}

/* What the two have in common. */
static void say(const struct lb_contract *c, const struct match *m, size_t rank, size_t count, enum lb_lang lang, struct lb_str *out)
{
    static const struct {
        const char *problem, *theme, *affair, *level, *word, *words;
    } said[LB_LANG_COUNT] = {
        {"masalah yang sama (", "tema yang sama (",
         "urusan utama yang sama; ", "sama-sama di ", "kata ", "kata-kata "},
        {"same problem (", "same theme (",
         "same main affair; ", "both in a ", "word ", "words "}};
    bool is_public = lb_slice_eq(m->other->state, LB_S("published"));
    lb_str_printf(out, lang == LB_LANG_ID ? "tentang masalah yang sama (%zu dari %zu): '%" LB_PRI "' (%" LB_PRI "%s%" LB_PRI "): "
                                          : "about the same problem (%zu of %zu): '%" LB_PRI "' (%" LB_PRI "%s%" LB_PRI "): ", rank + 1, count, LB_ARG(m->other->title), LB_ARG(m->other->path), is_public ? "" : ", ",
                  LB_ARG(is_public ? LB_EMPTY : m->other->state));
    add_codes(out, c, lang, "challenges", said[lang].problem, m->challenges, m->challenge_count);
    add_codes(out, c, lang, "themes", said[lang].theme, m->themes, m->theme_count);
    if (m->is_same_affair)
        lb_str_printf(out, "%s", said[lang].affair);
    if (m->is_same_level)
        lb_str_printf(out, "%s%" LB_PRI "; ", said[lang].level, LB_ARG(m->other->level));
    for (size_t i = 0; i < m->word_count && i < MAX_WORDS_TOLD; i++)
        lb_str_printf(out, "%s%" LB_PRI, i ? ", " : m->word_count == 1 ? said[lang].word : said[lang].words, LB_ARG(m->words[i].text));
}

static void tell(const struct lb_contract *c, const struct item *it, const struct match *m, size_t rank, size_t count,
                 struct lb_diags *diags)
{
    struct lb_str out[LB_LANG_COUNT];
    const struct lb_rule_info *rule = &lb_rules[LB_RULE_SIMILAR];
    struct lb_diag d = {.file = it->path, .line = it->line, .column = it->column, .severity = rule->severity, .code = rule->code,
                        .source_line = rank == 0 ? it->source_line : LB_EMPTY};
    for (int lang = 0; lang < LB_LANG_COUNT; lang++) {
        out[lang] = LB_STR_INIT(4096);
        say(c, m, rank, count, (enum lb_lang)lang, &out[lang]);
        lb_slice message = lb_str_slice(&out[lang]);
        if (lb_slice_ends(message, LB_S("; ")))
            message.len -= 2;
        d.message.in[lang] = message;
    }
    if (rank + 1 == count)
        d.hint = LB_BOTH("baca dulu; lalu sebut di 'related' atau 'replicates', atau tulis dalam kasus Anda apa yang berbeda",
                         "read them first; then name them under 'related' or 'replicates', or let your case tell what differs");
    lb_diags_add(diags, &d);
    for (int lang = 0; lang < LB_LANG_COUNT; lang++)
        lb_str_free(&out[lang]);
}

static void look_around(struct lb_overlap *o, const struct lb_contract *c, const struct item *it, struct lb_diags *diags)
{
    struct match best[MAX_TOLD], m;
    size_t n = 0;
    for (size_t i = 0; i < o->count; i++) {
        if (!compare(o, it, &o->items[i], &m))
            continue;
        size_t at = n < MAX_TOLD ? n++ : MAX_TOLD;
        while (at && best[at - 1].score < m.score) { /* equal ones stay in the order of their paths */
            if (at < MAX_TOLD)
                best[at] = best[at - 1];
            at--;
        }
        if (at < MAX_TOLD)
            best[at] = m;
    }
    for (size_t i = 0; i < n; i++)
        tell(c, it, &best[i], i, n, diags);
}

static int by_path(const void *a, const void *b)
{
    return lb_slice_cmp(((const struct item *)a)->path, ((const struct item *)b)->path);
}

static void see_end(void *self, const struct lb_contract *c, struct lb_diags *diags)
{
    struct lb_overlap *o = self;
    if (!o->asked || (o->max_asked && o->asked > o->max_asked))
        return;
    qsort(o->items, o->count, sizeof *o->items, by_path);
    for (size_t i = 0; i < o->count; i++)
        if (o->items[i].is_asked)
            look_around(o, c, &o->items[i], diags);
}

struct lb_overlap *lb_overlap_new(bool (*is_asked)(void *, lb_slice), void *ctx, size_t max_asked)
{
    struct lb_overlap *o = lb_xcalloc(1, sizeof *o);
    o->is_asked = is_asked;
    o->ctx = ctx;
    o->max_asked = max_asked;
    return o;
}

struct lb_build_watch lb_overlap_watch(struct lb_overlap *o)
{
    return (struct lb_build_watch){o, see_file, see_end};
}

void lb_overlap_free(struct lb_overlap *o)
{
    if (!o)
        return;
    lb_analyser_free(o->analyser);
    lb_arena_free(&o->arena);
    free(o->table);
    free(o);
}
