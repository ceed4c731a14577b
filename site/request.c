/* request.c - from the bytes of a request line to a route and clean parameters; see request.h.
 *
 * The idea: decode once, check once, then print the one canonical address from what was understood. Whatever is not
 * understood is not in it, so it can neither be reflected into a page nor fill the cache. */
#include "site/request.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "site/route.h"
#include "store/fields.h"

#include <stdlib.h>

enum kind { TEXT, CODE, NUMBER, FIGURE, YEAR, FLAG, ORDER };

struct word {
    const char *key, *id, *en;
    enum kind kind;
    unsigned flags; /* of the routes that take it */
};

/* Before the facets in canonical addresses, and after them. */
static const struct word head_words[] = {
    {"q", "q", "q", TEXT, LB_ROUTE_Q},
    {"exact", "persis", "exact", FLAG, LB_ROUTE_Q},
    {"explain", "jelaskan", "explain", FLAG, LB_ROUTE_Q},
};
static const struct word tail_words[] = {
    {"from", "dari", "from", YEAR, LB_ROUTE_FACETS},
    {"to", "sampai", "to", YEAR, LB_ROUTE_FACETS},
    {"order", "urut", "order", ORDER, LB_ROUTE_FACETS},
    {"me", "me", "me", CODE, LB_ROUTE_ME},
    {"me_pop", "penduduk", "population", FIGURE, LB_ROUTE_ME},
    {"me_area", "luas", "area", FIGURE, LB_ROUTE_ME},
    {"me_level", "jenjang", "tier", CODE, LB_ROUTE_ME},
    {"old", "lama", "old", CODE, LB_ROUTE_VERSIONS},
    {"new", "baru", "new", CODE, LB_ROUTE_VERSIONS},
    {"letter", "huruf", "letter", TEXT, LB_ROUTE_PAGED},
    {"all", "semua", "all", CODE, LB_ROUTE_PAGED},
    {"page", "hal", "page", NUMBER, LB_ROUTE_PAGED},
};
enum {
    HEAD = sizeof head_words / sizeof *head_words,
    TAIL = sizeof tail_words / sizeof *tail_words,
    WORDS = HEAD + LB_FIELD_COUNT + TAIL
};

static const struct word orders[] = {
    {"relevance", "relevansi", "relevance", ORDER, 0}, {"newest", "terbaru", "newest", ORDER, 0},
    {"evidence", "bukti", "evidence", ORDER, 0},       {"title", "judul", "title", ORDER, 0},
    {"updated", "diubah", "updated", ORDER, 0},        {"comparable", "sebanding", "comparable", ORDER, 0},
};

static struct word word_at(size_t rank)
{
    if (rank < HEAD)
        return head_words[rank];
    if (rank < HEAD + LB_FIELD_COUNT) {
        const struct lb_field_info *f = &lb_fields[rank - HEAD];
        return (struct word){f->key, f->word_id, f->word_en, CODE, LB_ROUTE_FACETS};
    }
    return tail_words[rank - HEAD - LB_FIELD_COUNT];
}

static bool is_facet(size_t rank)
{
    return rank >= HEAD && rank < HEAD + LB_FIELD_COUNT;
}

static bool is_named(const struct word *w, lb_slice name)
{
    return lb_slice_eq(name, lb_slice_of(w->id)) || lb_slice_eq(name, lb_slice_of(w->en)) ||
           lb_slice_eq(name, lb_slice_of(w->key));
}

size_t lb_param_rank(const char *key)
{
    size_t i = 0;
    while (i < WORDS && strcmp(word_at(i).key, key) != 0)
        i++;
    return i;
}

const char *lb_param_word(const char *key, const char *lang)
{
    size_t rank = lb_param_rank(key);
    if (rank == WORDS)
        return NULL;
    struct word w = word_at(rank);
    return *lang == 'e' ? w.en : w.id;
}

lb_slice lb_param_value_word(const char *key, lb_slice value, const char *lang)
{
    if (strcmp(key, "order") == 0)
        for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
            if (lb_slice_eq(value, lb_slice_of(orders[i].key)))
                return lb_slice_of(*lang == 'e' ? orders[i].en : orders[i].id);
    return value;
}

/* ---- decoding --------------------------------------------------------------------------------------------------- */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent escapes, and '+' for a space in the query. NFC, checked. */
static enum lb_status decode(struct lb_arena *a, lb_slice raw, bool is_query, lb_slice *ret, struct lb_err *e)
{
    char *out = lb_arena_alloc(a, raw.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.data[i];
        if (c == '%') {
            if (raw.len - i < 3 || hex(raw.data[i + 1]) < 0 || hex(raw.data[i + 2]) < 0)
                return lb_fail(e, LB_INVALID, "the address has a '%%' that is not followed by two hexadecimal digits");
            c = (char)(hex(raw.data[i + 1]) * 16 + hex(raw.data[i + 2]));
            i += 2;
        } else if (c == '+' && is_query) {
            c = ' ';
        }
        /* Pasted text may bring line ends; in a query they are spaces. */
        if (is_query && (c == '\t' || c == '\n' || c == '\r'))
            c = ' ';
        out[n++] = c;
    }
    size_t at = 0;
    lb_slice rest = {out, n};
    for (;;) {
        size_t offset = 0;
        enum lb_utf8_flaw flaw = lb_utf8_check(rest, &offset);
        if (flaw == LB_UTF8_CLEAN)
            break;
        /* Direction marks and byte order marks come along with pasted text: dropped from a query. Each is 3 bytes. */
        if (!is_query || (flaw != LB_UTF8_BIDI && flaw != LB_UTF8_BOM))
            return lb_fail(e, LB_INVALID, "the address holds %s", lb_utf8_flaw_text(flaw));
        at = (size_t)(rest.data - out) + offset;
        memmove(out + at, out + at + 3, n - at - 3);
        n -= 3;
        rest = (lb_slice){out + at, n - at};
    }
    lb_slice text = {out, n};
    for (size_t i = 0; i < n && !is_query; i++)
        if (out[i] == '\t' || out[i] == '\n')
            return lb_fail(e, LB_INVALID, "the address holds a control character");
    *ret = lb_nfc(a, text);
    return LB_OK;
}

/* ---- parameters ------------------------------------------------------------------------------------------------- */

static bool is_code(lb_slice s)
{
    if (s.len == 0 || s.len > LB_MAX_ID)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (i && strchr("._-", c))))
            return false;
    }
    return true;
}

/* A whole number without sign or leading zeros, at most 12 digits. */
static bool tidy_number(lb_slice *s)
{
    while (s->len > 1 && s->data[0] == '0')
        s->data++, s->len--;
    for (size_t i = 0; i < s->len; i++)
        if (s->data[i] < '0' || s->data[i] > '9')
            return false;
    return s->len > 0 && s->len <= 12 && s->data[0] != '0';
}

/* A figure as people write it: 600.000, 600,000, 600 000; what comes after a decimal sign is cut off. */
static bool tidy_figure(struct lb_arena *a, lb_slice *s)
{
    char *digits = lb_arena_alloc(a, s->len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->len; i++) {
        char c = s->data[i];
        if (c >= '0' && c <= '9') {
            digits[n++] = c;
            continue;
        }
        size_t group = 0;
        while (i + 1 + group < s->len && s->data[i + 1 + group] >= '0' && s->data[i + 1 + group] <= '9')
            group++;
        if (!strchr("., ", c) || n == 0 || group == 0)
            return false;
        if (group != 3 && i + 1 + group == s->len && c != ' ')
            break;
        if (group != 3)
            return false;
    }
    *s = (lb_slice){digits, n};
    return tidy_number(s);
}

/* Makes the value what pages expect; false = drop the parameter. */
static bool tidy(struct lb_arena *a, const struct word *w, lb_slice *value)
{
    *value = lb_slice_trim(*value);
    switch (w->kind) {
    case TEXT:
        return value->len > 0;
    case CODE:
        return is_code(*value);
    case NUMBER:
        return tidy_number(value) && !(strcmp(w->key, "page") == 0 && lb_slice_eq(*value, LB_S("1")));
    case FIGURE:
        return tidy_figure(a, value);
    case YEAR:
        return tidy_number(value) && value->len == 4;
    case FLAG:
        if (value->len == 0 || lb_slice_eq(*value, LB_S("0")))
            return false;
        *value = LB_S("1");
        return true;
    case ORDER:
        for (size_t i = 1; i < sizeof orders / sizeof *orders; i++)
            if (is_named(&orders[i], *value)) {
                *value = lb_slice_of(orders[i].key);
                return true;
            }
        return false;
    }
    return false;
}

struct found {
    size_t rank, sent;
    lb_slice value;
};

static int by_rank(const void *va, const void *vb)
{
    const struct found *a = va, *b = vb;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    int r = is_facet(a->rank) ? lb_slice_cmp(a->value, b->value) : 0;
    return r ? r : (a->sent > b->sent) - (a->sent < b->sent);
}

static enum lb_status parse_query(struct lb_arena *a, lb_slice query, struct lb_request *r, struct lb_err *e)
{
    struct found found[LB_MAX_PARAMS];
    size_t count = 0, sent = 0;
    lb_slice pair;
    while (lb_slice_split(&query, '&', &pair)) {
        if (pair.len == 0)
            continue;
        if (sent++ == LB_MAX_PARAMS)
            return lb_fail(e, LB_LIMIT, "the address has more than %d parameters", LB_MAX_PARAMS);
        size_t eq = lb_slice_find(pair, '=');
        lb_slice name, value;
        enum lb_status s = decode(a, lb_slice_sub(pair, 0, eq), true, &name, e);
        if (s == LB_OK)
            s = decode(a, lb_slice_sub(pair, eq + 1, pair.len), true, &value, e);
        if (s != LB_OK)
            return s;
        for (size_t rank = 0; rank < WORDS; rank++) {
            struct word w = word_at(rank);
            if (!is_named(&w, name))
                continue;
            if (r->route && r->route->flags & w.flags && tidy(a, &w, &value))
                found[count++] = (struct found){rank, sent, value};
            break;
        }
    }
    qsort(found, count, sizeof *found, by_rank);
    r->params = LB_NEW_ARRAY(a, struct lb_param, count);
    size_t filters = 0;
    for (size_t i = 0; i < count; i++) {
        if (i && found[i].rank == found[i - 1].rank &&
            (!is_facet(found[i].rank) || lb_slice_eq(found[i].value, found[i - 1].value)))
            continue;
        if (is_facet(found[i].rank) && filters++ == LB_MAX_FILTERS)
            return lb_fail(e, LB_LIMIT, "the address has more than %d filters", LB_MAX_FILTERS);
        r->params[r->param_count++] = (struct lb_param){word_at(found[i].rank).key, found[i].value, found[i].rank};
    }
    return LB_OK;
}

/* ---- printing --------------------------------------------------------------------------------------------------- */

static bool is_plain(char c, const char *also)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr(also, c));
}

/* Letters, digits and `also` as they are, in runs; the rest as %XX, a space in a query as '+'. */
static void escape(lb_slice s, const char *also, bool is_query, struct lb_str *out)
{
    for (size_t i = 0, run; i < s.len; i = run) {
        for (run = i; run < s.len && is_plain(s.data[run], also);)
            run++;
        lb_str_add(out, lb_slice_sub(s, i, run));
        if (run == s.len)
            break;
        unsigned char c = (unsigned char)s.data[run++];
        if (c == ' ' && is_query)
            lb_str_addc(out, '+');
        else
            lb_str_add(out, lb_slice_from((char[]){'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]}, 3));
    }
}

void lb_path_print(lb_slice path, struct lb_str *out)
{
    escape(path, "-._~/", false, out);
}

void lb_params_print(const struct lb_param *params, size_t count, const char *lang, struct lb_str *out)
{
    for (size_t i = 0; i < count; i++) {
        struct word w = word_at(params[i].rank);
        lb_slice value = w.kind == ORDER ? lb_param_value_word(w.key, params[i].value, lang) : params[i].value;
        lb_str_addc(out, i ? '&' : '?');
        lb_str_add(out, lb_slice_of(*lang == 'e' ? w.en : w.id));
        lb_str_addc(out, '=');
        escape(value, "-._*", true, out);
    }
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

enum lb_status lb_request_parse(struct lb_arena *a, lb_slice target, struct lb_request *r, struct lb_err *e)
{
    lb_slice args[2];
    *r = (struct lb_request){.target = target, .lang = "id"};
    size_t mark = lb_slice_find(target, '?');
    lb_slice raw_path = lb_slice_sub(target, 0, mark);
    /* The language of error pages; replaced below when all is well. */
    lb_route_match(lb_slice_sub(raw_path, 0, LB_MAX_URL), &r->lang, args);
    if (target.len > LB_MAX_URL)
        return lb_fail(e, LB_LIMIT, "the address is longer than %d bytes", LB_MAX_URL);
    if (!lb_slice_starts(target, LB_S("/")))
        return lb_fail(e, LB_INVALID, "the address does not start with '/'");
    enum lb_status s = decode(a, raw_path, false, &r->path, e);
    if (s != LB_OK)
        return s;
    r->route = lb_route_match(r->path, &r->lang, r->args);
    s = parse_query(a, lb_slice_sub(target, mark + 1, target.len), r, e);
    if (s != LB_OK) {
        r->route = NULL;
        return s;
    }
    lb_slice path = r->path;
    if (r->route) {
        for (int i = 0; i < 2 && r->route->flags & LB_ROUTE_LOWER; i++)
            r->args[i] = lb_ascii_lower(a, r->args[i]);
        path = lb_route_path(a, r->route, r->lang, r->args);
        r->is_moved = !lb_slice_eq(path, r->path);
    }
    struct lb_str out = LB_STR_INIT(8 * LB_MAX_URL);
    lb_path_print(path, &out);
    lb_params_print(r->params, r->param_count, r->lang, &out);
    r->canonical = lb_arena_copy(a, lb_str_slice(&out));
    lb_str_free(&out);
    return LB_OK;
}

bool lb_request_nth(const struct lb_request *r, const char *key, size_t i, lb_slice *ret)
{
    for (size_t k = 0; k < r->param_count; k++)
        if (strcmp(r->params[k].key, key) == 0 && i-- == 0) {
            *ret = r->params[k].value;
            return true;
        }
    return false;
}

lb_slice lb_request_param(const struct lb_request *r, const char *key)
{
    lb_slice value = LB_EMPTY;
    return lb_request_nth(r, key, 0, &value) ? value : LB_EMPTY;
}

long lb_request_number(const struct lb_request *r, const char *key, long otherwise)
{
    lb_slice s = lb_request_param(r, key);
    if (s.len == 0 || s.len > 12)
        return otherwise;
    long n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return otherwise;
        n = n * 10 + (s.data[i] - '0');
    }
    return n;
}
