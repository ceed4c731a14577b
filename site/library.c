/* library.c - the notes of a snapshot as JSON trees, and labels found through an index; see library.h.
 *
 * What every page needs is parsed at once; what is large and rarely asked for (all cases, the schema) when it is first
 * wanted, under a lock. After that a note never changes. */
#include "site/library.h"

#include "base/i18n.h"

#include <pthread.h>
#include <stdlib.h>

static const char *const keys[] = {"library", "vocab", "regions", "tiles", "head", "collections", "headings",
                                   /* on demand: */
                                   "cases", "profiles", "schema", "search", "diagnostics", "preview"};
enum { KEYS = sizeof keys / sizeof *keys, AT_ONCE = 7, CASES = 7 };

struct lb_library {
    struct lb_snapshot *snapshot;
    struct lb_json *notes[KEYS];
    bool is_read[KEYS];
    struct lb_json *terms; /* {vocabulary: {code: term}} */
    uint32_t *orders[LB_FIELD_COUNT][2]; /* id, en; NULL = not asked for yet */
    pthread_mutex_t lock;  /* for what is made on demand */
};

static int by_id(const void *x, const void *y)
{
    return lb_slice_cmp(lb_json_str(*(struct lb_json *const *)x, "id"), lb_json_str(*(struct lb_json *const *)y, "id"));
}

/* The list of all cases is kept in parts, so that a change of one case rewrites little; here it is one again, by id. */
static enum lb_status read_cases(struct lb_library *l, struct lb_reader *reader, size_t at, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct {
        struct lb_json **items;
        size_t count, capacity;
    } all = {0};
    lb_slice *parts = NULL, text;
    size_t count = 0;
    enum lb_status s = lb_reader_notes(reader, &a, LB_S("cases:"), &parts, &count, e);
    for (size_t i = 0; s == LB_OK && i < count; i++) {
        struct lb_json *part = NULL;
        s = lb_reader_note(reader, &a, parts[i], &text, e);
        if (s == LB_OK)
            s = lb_json_parse(text, &part, e);
        for (size_t k = 0; s == LB_OK && k < lb_json_size(part); k++)
            LB_PUSH(&a, all.items, all.count, all.capacity, lb_json_keep(lb_json_at(part, k)));
        lb_json_free(part);
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_id);
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < all.count; i++)
        lb_json_push(list, all.items[i]);
    l->notes[at] = list;
    l->is_read[at] = s == LB_OK;
    lb_arena_free(&a);
    return s;
}

static enum lb_status read_note(struct lb_library *l, struct lb_reader *reader, size_t i, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_slice text;
    if (i == CASES)
        return read_cases(l, reader, i, e);
    enum lb_status s = lb_reader_note(reader, &a, lb_slice_of(keys[i]), &text, e);
    if (s == LB_OK) {
        s = lb_json_parse(text, &l->notes[i], e);
        if (s != LB_OK)
            lb_err_prefix(e, "note '%s' of the snapshot", keys[i]);
    } else if (s == LB_NOT_FOUND) {
        s = LB_OK;
    }
    l->is_read[i] = s == LB_OK;
    lb_arena_free(&a);
    return s;
}

static struct lb_json *index_terms(const struct lb_json *vocab)
{
    struct lb_json *index = lb_json_object();
    for (void *it = lb_json_first(vocab); it; it = lb_json_next(vocab, it)) {
        const struct lb_json *terms = lb_json_get(lb_json_value(it), "terms");
        struct lb_json *codes = lb_json_object();
        struct lb_arena a = LB_ARENA_INIT;
        for (size_t i = 0; i < lb_json_size(terms); i++) {
            struct lb_json *term = lb_json_at(terms, i);
            lb_slice code = lb_json_str(term, "code");
            if (code.len)
                lb_json_set(codes, lb_arena_cstr(&a, code), lb_json_keep(term));
        }
        lb_arena_free(&a);
        lb_json_set(index, lb_json_key(it), codes);
    }
    return index;
}

enum lb_status lb_library_open(struct lb_snapshot *snapshot, struct lb_library **ret, struct lb_err *e)
{
    struct lb_reader *reader = NULL;
    struct lb_library *l = lb_xcalloc(1, sizeof *l);
    pthread_mutex_init(&l->lock, NULL);
    l->snapshot = lb_snapshot_keep(snapshot);
    enum lb_status s = lb_reader_open(snapshot, &reader, e);
    for (size_t i = 0; s == LB_OK && i < AT_ONCE; i++)
        s = read_note(l, reader, i, e);
    lb_reader_close(reader);
    if (s != LB_OK) {
        lb_library_free(l);
        return s;
    }
    l->terms = index_terms(lb_library_note(l, "vocab"));
    *ret = l;
    return LB_OK;
}

void lb_library_free(struct lb_library *l)
{
    if (!l)
        return;
    lb_json_free(l->terms);
    for (size_t i = 0; i < KEYS; i++)
        lb_json_free(l->notes[i]);
    for (int f = 0; f < LB_FIELD_COUNT; f++)
        for (int i = 0; i < 2; i++)
            free(l->orders[f][i]);
    lb_snapshot_drop(l->snapshot);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

const struct lb_snapshot *lb_library_snapshot(const struct lb_library *l)
{
    return l->snapshot;
}

const struct lb_json *lb_library_note(const struct lb_library *shared, const char *key)
{
    struct lb_library *l = (struct lb_library *)shared; /* the lock and what it guards change inside */
    size_t i = 0;
    while (i < KEYS && strcmp(keys[i], key) != 0)
        i++;
    if (!l || i == KEYS)
        return NULL;
    if (i < AT_ONCE)
        return l->notes[i];
    pthread_mutex_lock(&l->lock);
    if (!l->is_read[i]) {
        struct lb_reader *reader = NULL;
        if (lb_reader_open(l->snapshot, &reader, NULL) != LB_OK || read_note(l, reader, i, NULL) != LB_OK)
            l->is_read[i] = false; /* a passing fault: tried again next time */
        lb_reader_close(reader);
    }
    pthread_mutex_unlock(&l->lock);
    return l->notes[i];
}

bool lb_library_has_drafts(const struct lb_library *l)
{
    return l && lb_json_bool_of(lb_library_note(l, "head"), "has_drafts");
}

struct named {
    lb_slice name;
    const char *lang;
    uint32_t place;
};

static int by_name(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    int r = lb_collate(a->lang, a->name, b->name);
    return r ? r : a->place < b->place ? -1 : a->place > b->place;
}

const uint32_t *lb_library_order(const struct lb_library *shared, const char *lang, const struct lb_facet_result *values)
{
    struct lb_library *l = (struct lb_library *)shared; /* as above */
    uint32_t **order = &l->orders[values->field][*lang == 'e'];
    size_t n = values->count;
    pthread_mutex_lock(&l->lock);
    if (!*order) {
        struct named *all = lb_xcalloc(n + 1, sizeof *all);
        *order = lb_xcalloc(n + 1, sizeof **order);
        for (size_t i = 0; i < n; i++) {
            const struct lb_facet_count *v = &values->values[i];
            all[i] = (struct named){v->label.len ? v->label : v->code, lang, (uint32_t)i};
        }
        qsort(all, n, sizeof *all, by_name);
        for (size_t i = 0; i < n; i++)
            (*order)[i] = all[i].place;
        free(all);
    }
    pthread_mutex_unlock(&l->lock);
    return *order;
}

/* Codes come from requests and texts: copied to end in NUL; longer ones are in no vocabulary. */
static struct lb_json *get(const struct lb_json *object, lb_slice code)
{
    char key[256];
    if (!object || !code.len || code.len >= sizeof key || memchr(code.data, 0, code.len))
        return NULL;
    memcpy(key, code.data, code.len);
    key[code.len] = 0;
    return lb_json_get(object, key);
}

const struct lb_json *lb_library_term(const struct lb_library *l, const char *vocabulary, lb_slice code)
{
    return l && vocabulary ? get(lb_json_get(l->terms, vocabulary), code) : NULL;
}

lb_slice lb_library_region_name(const struct lb_library *l, lb_slice code)
{
    lb_slice name = lb_json_str(get(lb_library_note(l, "regions"), code), "name");
    return name.len ? name : code;
}

lb_slice lb_library_text(const struct lb_json *labels, const char *lang)
{
    if (lb_json_type(labels) == LB_JSON_STRING)
        return lb_json_text(labels);
    lb_slice text = lb_json_str(labels, lang);
    return text.len ? text : lb_json_str(labels, *lang == 'e' ? "id" : "en");
}

lb_slice lb_library_label(const struct lb_library *l, const char *vocabulary, lb_slice code, const char *lang)
{
    if (vocabulary && strcmp(vocabulary, "regions") == 0)
        return lb_library_region_name(l, code);
    lb_slice label = lb_library_text(lb_json_get(lb_library_term(l, vocabulary, code), "label"), lang);
    return label.len ? label : code;
}
