/* i18n.h - words, numbers and dates in the page's language.
 *
 * The interface is written in Indonesian, in the code and the templates; other languages are a words file (JSON,
 * embedded): {"Cari": "Search", "%d kasus": ["%d case", "%d cases"]}, keyed by the Indonesian text. Not gettext: it
 * picks the language from the process's locale, wants that locale installed and is awkward per request and thread; one
 * flat table read at start is all a two-language site needs. A text that is missing falls back to itself; the tests
 * refuse that. Thread rule: lb_words are immutable after loading; formatters keep ICU objects per thread. */
#ifndef LB_I18N_H
#define LB_I18N_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

struct lb_words;

/* Marks a text in a table that is given to lb_word later, for the test that looks for words without a translation. */
#define LB_WORD(indonesian) indonesian

/* lang "id" needs no file: pass LB_EMPTY. */
enum lb_status lb_words_load(const char *lang, lb_slice json, struct lb_words **ret, struct lb_err *) LB_MUST_CHECK;
void lb_words_free(struct lb_words *);
const char *lb_words_lang(const struct lb_words *);
/* The text in the words' language; never NULL; lives as long as the words. */
const char *lb_word(const struct lb_words *, const char *indonesian);
/* Same, or NULL when the table lacks it (always the text itself for "id"). */
const char *lb_word_find(const struct lb_words *, lb_slice indonesian);
/* The form for n: Indonesian has one, English two. The result is a printf format with one "%s" for the number. */
const char *lb_word_n(const struct lb_words *, const char *indonesian, int64_t n);

/* 1234567.5 -> "1.234.567,5" (id), "1,234,567.5" (en); at most `decimals` decimals, trailing zeros dropped. */
lb_slice lb_format_number(struct lb_arena *, const char *lang, double value, int decimals);
/* "2024-11-15" -> "15 November 2024"; "2024-11" -> "November 2024"; "2024" -> "2024"; anything else as it is. */
lb_slice lb_format_date(struct lb_arena *, const char *lang, lb_slice iso);
/* 9000000000, "IDR" -> "Rp9 miliar" (id), "Rp9 billion" (en); other currencies "USD 1.2 million". */
lb_slice lb_format_money(struct lb_arena *, const char *lang, double value, lb_slice currency);
/* Name of a country by its ISO 3166 code of two letters: "BR" -> "Brasil" (id), "Brazil" (en); the code when unknown. */
lb_slice lb_country_name(struct lb_arena *, const char *lang, lb_slice code);
/* Order of two names as a reader of the language expects (ICU collation): <0, 0, >0. */
int lb_collate(const char *lang, lb_slice a, lb_slice b);

#endif
