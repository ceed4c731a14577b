/* text.h - Indonesian and English text analysis: tokens, normalised words, stems.
 *
 * Knows nothing of cases, Xapian or queries. The same analyser serves documents, queries and highlights, so that a
 * word means the same everywhere.
 *
 * Thread rule: an analyser is immutable once made and shared by all threads; a token stream belongs to one thread. */
#ifndef LB_TEXT_H
#define LB_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

struct lb_analyser;

/* `config` is the JSON form of schema/search/ (an object with one member a file: acronyms, synonyms, stopwords,
 * common, exceptions, places, as parsed from YAML) plus "protected": names that are never stemmed (regions), and
 * "case_acronyms": [{short, long}] from the cases. The files say what they hold; exceptions are "roots" (a list),
 * "stems" and "spellings" (word: word), on top of the compiled-in ones. NULL gives the built-in dictionaries alone.
 * Config may be freed afterwards. LB_INVALID names the entry. */
enum lb_status lb_analyser_new(const struct lb_json *config, struct lb_analyser **ret, struct lb_err *) LB_MUST_CHECK;
void lb_analyser_free(struct lb_analyser *);

enum lb_token_kind {
    LB_TOKEN_WORD,   /* letters, digits and inner apostrophes (jum'at: jumat); with its hyphen when reduplicated
                        (anak-anak); single letters with dots without them (S.H.: sh) */
    LB_TOKEN_NUMBER, /* digits with inner . , ; the stem lacks marks that only group (1.234,5: 1234,5) */
    LB_TOKEN_JOINED, /* a compound written with - / . & : "e-planning" also as "eplanning", "138/1625/sj" as written;
                        and a known compound written apart: "tanggung jawab" as "tanggungjawab", "undang undang" as
                        "undang-undang". Comes after its parts and covers them */
};

struct lb_token {
    size_t start, end; /* bytes in the text */
    lb_slice word;     /* folded: NFC, lower case, marks removed; at most LB_MAX_TERM bytes; valid until the stream ends */
    lb_slice stem;     /* equals word when there is nothing to strip */
    enum lb_token_kind kind;
    bool is_stopword;
    unsigned position; /* words counted from 0; a JOINED token has the position of its first part */
};

struct lb_tokens; /* a stream over one text; memory from the arena */

/* The text must outlive the stream and be valid UTF-8 (malformed bytes separate words). */
struct lb_tokens *lb_tokens_start(const struct lb_analyser *, struct lb_arena *, lb_slice text);
bool lb_tokens_next(struct lb_tokens *, struct lb_token *ret);

/* The stem of one folded word, hyphens allowed (affix.h has the method and its literature): the Indonesian root found by confix stripping, else (no Indonesian root) the English
 * Snowball stem, else the word. `room` needs LB_MAX_TERM bytes; the result points into room, word or static memory. */
lb_slice lb_stem(const struct lb_analyser *, lb_slice folded_word, char *room);
bool lb_is_stopword(const struct lb_analyser *, lb_slice folded_word);
/* A stopword, or a word that tells nothing of what a text is about ("common" of the config): the search finds it, but two texts are
 * not alike because both have it. */
bool lb_is_common(const struct lb_analyser *, lb_slice folded_word);
/* Is it, or does it strip to, a root of the Indonesian dictionary? */
bool lb_is_indonesian(const struct lb_analyser *, lb_slice folded_word);

#endif
