/* analyser.c - making an analyser from the compiled-in lists and the library's exceptions, and stemming one word. */
#include "text/analyser.h"

#include "base/resource.h"
#include "base/utf8.h"
#include "text/affix.h"
#include "text/english.h"
#include "text_data.h"

#include <stdlib.h>

static void load_roots(struct lb_roots *roots)
{
    lb_slice rest = lb_resource_find(text_data, "roots.txt"), line;
    while (lb_slice_split(&rest, '\n', &line)) {
        size_t end = lb_slice_find(line, ' ');
        struct lb_root *root = lb_roots_add(roots, lb_slice_sub(line, 0, end));
        if (!root)
            continue;
        lb_slice classes = lb_slice_sub(line, end + 1, line.len);
        root->bits |= LB_WORD_ROOT;
        root->weight = (uint8_t)(classes.len / 2);
        if (lb_slice_starts(classes, LB_S("A2")))
            root->bits |= LB_WORD_COMPOUND;
    }
}

static void add_compound(struct lb_analyser *an, lb_slice a, lb_slice b)
{
    lb_slice both = lb_arena_printf(&an->strings, "%" LB_PRI "%" LB_PRI, LB_ARG(a), LB_ARG(b));
    lb_roots_link(&an->roots, both, both);
    lb_roots_add(&an->roots, both)->bits |= LB_WORD_COMPOUND;
}

/* "word", "word root" or, for a compound that is also written apart, "one+two" a line. */
static void load_lexical(struct lb_analyser *an)
{
    struct lb_roots *roots = &an->roots;
    lb_slice rest = lb_resource_find(text_data, "lexical.txt"), line;
    while (lb_slice_split(&rest, '\n', &line)) {
        if (line.len == 0 || line.data[0] == '#')
            continue;
        size_t end = lb_slice_find(line, ' ');
        lb_slice word = lb_slice_sub(line, 0, end);
        size_t plus = lb_slice_find(word, '+');
        if (plus < word.len) {
            add_compound(an, lb_slice_sub(word, 0, plus), lb_slice_sub(word, plus + 1, word.len));
            continue;
        }
        lb_roots_link(roots, word, end < line.len ? lb_slice_sub(line, end + 1, line.len) : word);
    }
}

/* A word of the configuration, folded, in the analyser's own memory. */
static lb_slice own(struct lb_analyser *an, lb_slice text)
{
    return lb_fold(&an->strings, lb_slice_trim(text));
}

/* A list of words, or an object of such lists. */
static enum lb_status mark(struct lb_analyser *an, const struct lb_json *list, const char *what, unsigned bits,
                           struct lb_err *e)
{
    if (lb_json_type(list) == LB_JSON_OBJECT) {
        for (void *it = lb_json_first(list); it; it = lb_json_next(list, it)) {
            enum lb_status status = mark(an, lb_json_value(it), what, bits, e);
            if (status != LB_OK)
                return status;
        }
        return LB_OK;
    }
    for (size_t i = 0; i < lb_json_size(list); i++) {
        const struct lb_json *value = lb_json_at(list, i);
        if (lb_json_type(value) != LB_JSON_STRING)
            return lb_fail(e, LB_INVALID, "%s: entry %zu is not a word", what, i + 1);
        lb_slice word = own(an, lb_json_text(value));
        struct lb_root *it = lb_roots_add(&an->roots, word);
        if (!it)
            return lb_fail(e, LB_INVALID, "%s: \"%" LB_PRI "\" is empty or longer than %d bytes", what, LB_ARG(word),
                           LB_MAX_ROOT);
        it->bits |= (uint8_t)bits;
        if (bits & LB_WORD_LEXICAL)
            it->stem = 0;
    }
    return LB_OK;
}

static enum lb_status link_all(struct lb_analyser *an, const struct lb_json *map, const char *what, struct lb_err *e)
{
    for (void *it = map ? lb_json_first(map) : NULL; it; it = lb_json_next(map, it)) {
        lb_slice word = own(an, lb_slice_of(lb_json_key(it))), stem = own(an, lb_json_text(lb_json_value(it)));
        if (word.len == 0 || word.len > LB_MAX_ROOT || stem.len == 0 || stem.len > LB_MAX_ROOT)
            return lb_fail(e, LB_INVALID, "exceptions: %s: \"%s\" needs one word as its value", what, lb_json_key(it));
        lb_roots_link(&an->roots, word, stem);
    }
    return LB_OK;
}

/* Names: a single word is never stemmed. Of a longer name only the words that mean nothing in Indonesian are kept:
 * "kepulauan" in "Kepulauan Seribu" is a word like any other. */
static void protect(struct lb_analyser *an, const struct lb_json *names)
{
    for (size_t i = 0; i < lb_json_size(names); i++) {
        lb_slice rest = own(an, lb_json_text(lb_json_at(names, i))), word;
        bool is_single = lb_slice_find(rest, ' ') == rest.len;
        while (lb_slice_split(&rest, ' ', &word)) {
            if (!is_single && lb_affix_root(&an->roots, word))
                continue;
            struct lb_root *it = lb_roots_add(&an->roots, word);
            if (it)
                it->bits |= LB_WORD_PROTECTED;
        }
    }
}

enum lb_status lb_analyser_new(const struct lb_json *config, struct lb_analyser **ret, struct lb_err *e)
{
    struct lb_analyser *an = lb_xcalloc(1, sizeof *an);
    lb_roots_init(&an->roots);
    load_roots(&an->roots);
    load_lexical(an);
    const struct lb_json *exceptions = lb_json_get(config, "exceptions");
    enum lb_status status = mark(an, lb_json_get(exceptions, "roots"), "exceptions: roots",
                                 LB_WORD_ROOT | LB_WORD_LEXICAL, e);
    if (status == LB_OK)
        status = link_all(an, lb_json_get(exceptions, "stems"), "stems", e);
    if (status == LB_OK)
        status = link_all(an, lb_json_get(exceptions, "spellings"), "spellings", e);
    if (status == LB_OK)
        status = mark(an, lb_json_get(config, "stopwords"), "stopwords", LB_WORD_STOP, e);
    if (status == LB_OK)
        status = mark(an, lb_json_get(config, "common"), "common", LB_WORD_COMMON, e);
    if (status == LB_OK) {
        protect(an, lb_json_get(config, "protected"));
        status = lb_lexicon_load(an, config, e);
    }
    if (status == LB_OK)
        *ret = an;
    else
        lb_analyser_free(an);
    return status;
}

void lb_analyser_free(struct lb_analyser *an)
{
    if (!an)
        return;
    lb_lexicon_free(an->lexicon);
    lb_roots_free(&an->roots);
    lb_arena_free(&an->strings);
    free(an);
}

/* Follows exceptions and learned suffixes down to the root that is indexed. */
static const struct lb_root *settle(const struct lb_roots *roots, const struct lb_root *it)
{
    for (int hops = 0; hops < 3; hops++) {
        it = lb_roots_final(roots, it);
        const struct lb_root *base =
            it->bits & (LB_WORD_LEXICAL | LB_WORD_PROTECTED) ? NULL : lb_loan_base(roots, lb_root_text(it));
        if (!base)
            break;
        it = base;
    }
    return it;
}

static bool is_plain(lb_slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.data[i] < 'a' || word.data[i] > 'z')
            return false;
    return true;
}

/* The Indonesian root, or NULL. */
static const struct lb_root *find_root(const struct lb_roots *roots, lb_slice word)
{
    if (word.len > LB_MAX_ROOT)
        return NULL;
    const struct lb_root *it = lb_roots_find(roots, word);
    if (lb_slice_find(word, '-') < word.len) {
        it = lb_affix_redup(roots, word);
    } else if (it && (it->bits & LB_WORD_ROOT)) {
        return settle(roots, it);
    } else if (is_plain(word)) {
        it = lb_affix_root(roots, word);
        if (!it)
            it = lb_loan_base(roots, word);
    } else if (word.len > 3 && word.data[word.len - 1] == '2' && is_plain(lb_slice_sub(word, 0, word.len - 1))) {
        it = lb_affix_root(roots, lb_slice_sub(word, 0, word.len - 1)); /* anak2 */
    } else {
        it = NULL;
    }
    return it ? settle(roots, it) : NULL;
}

lb_slice lb_stem(const struct lb_analyser *an, lb_slice word, char *room)
{
    const struct lb_root *it = lb_roots_find(&an->roots, word);
    if (it && (it->bits & LB_WORD_PROTECTED))
        return word;
    it = find_root(&an->roots, word);
    if (it)
        return lb_root_text(it);
    size_t dash = lb_slice_find(word, '-');
    if (dash * 2 + 1 == word.len && lb_slice_eq(lb_slice_sub(word, 0, dash), lb_slice_sub(word, dash + 1, word.len)))
        return lb_stem(an, lb_slice_sub(word, 0, dash), room);
    if (word.len > LB_MAX_ROOT || word.len < 3 || !is_plain(word))
        return word;
    if (word.len >= 7 && lb_slice_ends(word, LB_S("nya")))
        return lb_stem(an, lb_slice_sub(word, 0, word.len - 3), room); /* an unknown word with a clitic: startupnya */
    return lb_english_stem(word, room);
}

static bool has_bits(const struct lb_analyser *an, lb_slice word, unsigned bits)
{
    const struct lb_root *it = lb_roots_find(&an->roots, word);
    return it && ((it->bits | lb_roots_final(&an->roots, it)->bits) & bits);
}

bool lb_is_stopword(const struct lb_analyser *an, lb_slice word)
{
    return has_bits(an, word, LB_WORD_STOP);
}

bool lb_is_common(const struct lb_analyser *an, lb_slice word)
{
    return has_bits(an, word, LB_WORD_STOP | LB_WORD_COMMON);
}

bool lb_is_indonesian(const struct lb_analyser *an, lb_slice word)
{
    return find_root(&an->roots, word) != NULL;
}
