/* check_sources.c - rules about sources: ids, citations in the front matter, sources nobody cites, numbers without one. */
#include "indexer/check_rule.h"

#include "indexer/case_doc.h"

#include <ctype.h>

static const struct lb_value *sources(const struct case_rule *r)
{
    return lb_value_get(r->c->front, "sources");
}

void rule_source_ids(struct case_rule *r)
{
    const struct lb_value *list = sources(r);
    for (size_t i = 0; i < lb_value_size(list); i++) {
        const struct lb_value *id = lb_value_get(lb_value_at(list, i), "id");
        for (size_t k = 0; id && k < i; k++) {
            const struct lb_value *other = lb_value_get(lb_value_at(list, k), "id");
            if (other && lb_slice_eq(lb_value_text(id), lb_value_text(other))) {
                lb_report(&r->c->source, LB_RULE_SOURCE_TWICE, AT(id),
                          LB_BOTH("beri salah satunya id lain dan perbaiki rujukannya", "give one of them another id and correct the citations"),
                          "id sumber '%" LB_PRI "' sudah dipakai di baris %u", "the source id '%" LB_PRI "' is used on line %u already", LB_ARG(id->text), other->line);
                break;
            }
        }
    }
}

static bool is_citation(lb_slice key)
{
    return lb_slice_eq(key, LB_S("source")) || lb_slice_eq(key, LB_S("disputed_by"));
}

typedef void citation_fn(struct case_rule *, const struct lb_value *id, void *self);

/* Calls fn for every id of a source the front matter cites: source, disputed_by, conflicts[].sources. */
static void each_citation(struct case_rule *r, const struct lb_value *v, unsigned depth, citation_fn *fn, void *self)
{
    if (v->kind == LB_VALUE_LIST)
        for (size_t i = 0; i < v->count; i++)
            each_citation(r, v->items[i], depth + 1, fn, self);
    if (v->kind != LB_VALUE_MAP)
        return;
    for (size_t i = 0; i < v->count; i++) {
        const struct lb_member *m = &v->members[i];
        if (is_citation(m->key) || (depth && lb_slice_eq(m->key, LB_S("sources")))) {
            for (size_t k = 0; k < lb_value_size(m->value); k++)
                if (lb_value_is_scalar(lb_value_at(m->value, k)))
                    fn(r, lb_value_at(m->value, k), self);
        } else {
            each_citation(r, m->value, depth + 1, fn, self);
        }
    }
}

static void check_citation(struct case_rule *r, const struct lb_value *id, void *self)
{
    (void)self;
    if (!id->text.len || lb_source_find(r->c->front, id->text))
        return;
    const struct lb_value *list = sources(r);
    size_t n = lb_value_size(list);
    lb_slice *ids = LB_NEW_ARRAY(&r->arena, lb_slice, n);
    for (size_t i = 0; i < n; i++)
        ids[i] = lb_value_str(lb_value_at(list, i), "id");
    size_t near = lb_did_you_mean(id->text, ids, n);
    if (near < n)
        lb_report(&r->c->source, LB_RULE_SOURCE, AT(id), LB_BOTH_NONE,
                  "tidak ada sumber '%" LB_PRI "'; mungkin maksud Anda '%" LB_PRI "' (%" LB_PRI ")?",
                  "no source '%" LB_PRI "'; did you mean '%" LB_PRI "' (%" LB_PRI ")?", LB_ARG(id->text),
                  LB_ARG(ids[near]), LB_ARG(lb_value_str(lb_value_at(list, near), "title")));
    else
        lb_report(&r->c->source, LB_RULE_SOURCE, AT(id),
                  LB_BOTH("tambahkan ke 'sources', dengan id, title, dan independence", "add it to 'sources', with id, title and independence"),
                  "tidak ada sumber '%" LB_PRI "'", "no source '%" LB_PRI "'", LB_ARG(id->text));
}

void rule_source_refs(struct case_rule *r)
{
    each_citation(r, r->c->front, 0, check_citation, NULL);
}

static void mark_citation(struct case_rule *r, const struct lb_value *id, void *self)
{
    bool *is_cited = self;
    const struct lb_value *list = sources(r);
    for (size_t i = 0; i < lb_value_size(list); i++)
        if (lb_slice_eq(lb_value_str(lb_value_at(list, i), "id"), id->text))
            is_cited[i] = true;
}

void rule_uncited(struct case_rule *r)
{
    const struct lb_value *list = sources(r);
    size_t n = lb_value_size(list);
    bool *is_cited = LB_NEW_ARRAY(&r->arena, bool, n);
    each_citation(r, r->c->front, 0, mark_citation, is_cited);
    for (size_t i = 0; i < n; i++) {
        const struct lb_value *id = lb_value_get(lb_value_at(list, i), "id");
        if (id && !is_cited[i] && !(r->body->is_cited && r->body->is_cited[i]))
            lb_report(&r->c->source, LB_RULE_UNCITED, AT(id),
                      LB_BOTH("rujuk dalam teks dengan [^ID] di tempat faktanya, atau hapus",
                              "cite it in the text as [^ID] where its fact stands, or remove it"),
                      "sumber '%" LB_PRI "' tidak dirujuk di mana pun", "nothing cites the source '%" LB_PRI "'", LB_ARG(lb_value_text(id)));
    }
}

/* ---- numbers in the body */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static lb_slice word_before(lb_slice text, size_t at)
{
    while (at && !isalnum((unsigned char)text.data[at - 1]) && text.data[at - 1] != '\n')
        at--;
    size_t end = at;
    while (at && isalnum((unsigned char)text.data[at - 1]))
        at--;
    return lb_slice_sub(text, at, end);
}

/* Words before a number that names something and counts nothing: "Nomor 12", "Pasal 4", "RW 05", "Covid-19". */
static bool is_name_word(lb_slice w)
{
    static const char *const words[] = {"nomor",   "no",    "number", "pasal",   "article", "ayat",    "bab",
                                        "chapter", "uu",    "pp",     "perpres", "permen",  "law",     "rt",
                                        "rw",      "covid", "ke",     "tahap",   "kelas",   "langkah", "step",
                                        "phase",   "tabel", "gambar", "halaman", "page",    "jalan",   "jl",
                                        "km",      "pukul", "tpb",    "sdg",     "tahun",   "year"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (w.len == strlen(words[i]) && strncasecmp(w.data, words[i], w.len) == 0)
            return true;
    return false;
}

static bool is_month(lb_slice w)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "mei", "may", "jun", "jul",
                                         "agu", "aug", "sep", "okt", "oct", "nov", "des", "dec"};
    for (size_t i = 0; w.len >= 3 && i < sizeof months / sizeof *months; i++)
        if (strncasecmp(w.data, months[i], 3) == 0)
            return true;
    return false;
}

/* The first number that claims a quantity: more than one digit, no year, date, name or part of a word. */
static lb_slice find_figure(lb_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_digit(text.data[i]))
            continue;
        size_t start = i;
        while (i < text.len && (is_digit(text.data[i]) || ((text.data[i] == '.' || text.data[i] == ',') &&
                                                           i + 1 < text.len && is_digit(text.data[i + 1]))))
            i++;
        lb_slice number = lb_slice_sub(text, start, i);
        lb_slice rest = lb_slice_sub(text, i, text.len);
        char last = start ? text.data[start - 1] : ' ', next_char = rest.len ? rest.data[0] : ' ';
        bool is_amount = number.len > 4 && (lb_slice_find(number, '.') < number.len || lb_slice_find(number, ',') < number.len);
        bool is_in_word = (isalpha((unsigned char)last) && !is_amount) || strchr("/-_", last) || /* but Rp1.500.000 */
                          isalpha((unsigned char)next_char) || strchr("/_", next_char);
        bool is_percent = next_char == '%' || lb_slice_starts(rest, LB_S(" persen")) ||
                          lb_slice_starts(rest, LB_S(" per cent")) || lb_slice_starts(rest, LB_S(" percent"));
        bool is_year = number.len == 4 && (number.data[0] == '1' || number.data[0] == '2') &&
                       lb_slice_find(number, '.') == 4 && lb_slice_find(number, ',') == 4;
        size_t next = i;
        while (next < text.len && (text.data[next] == ' ' || is_digit(text.data[next]) || text.data[next] == '-' ||
                                   (unsigned char)text.data[next] >= 0x80))
            next++;
        size_t end = next;
        while (end < text.len && isalpha((unsigned char)text.data[end]))
            end++;
        bool is_date = number.len <= 2 && is_month(lb_slice_sub(text, next, end));
        lb_slice before = word_before(text, start);
        if (is_percent ||
            (number.len > 1 && !is_year && !is_date && !is_in_word && !is_name_word(before) && !is_month(before)))
            return number;
    }
    return LB_EMPTY;
}

void rule_numbers(struct case_rule *r)
{
    for (size_t i = 0; i < r->body->passage_count; i++) {
        const struct lb_passage *p = &r->body->passages[i];
        lb_slice number = p->is_cited ? LB_EMPTY : find_figure(p->text);
        if (number.len)
            lb_report(&r->c->source, LB_RULE_NUMBER, p->line, 1,
                      LB_BOTH("rujuk sumbernya di tempat angkanya dengan [^s1], atau katakan bahwa angkanya tidak diketahui",
                              "cite the source where the number stands, as [^s1], or say that it is not known"),
                      "angka %" LB_PRI " tidak punya sumber dalam paragrafnya", "the number %" LB_PRI " has no source in its paragraph", LB_ARG(number));
    }
}
