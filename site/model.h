/* model.h - pieces of models that several pages share: sentences, links, rows, cards.
 *
 * A model is the JSON a template is filled from (base/template.h). Keys of nested objects carry a prefix of their own
 * (row_label, chip_url): inner scopes see the outer ones' values, so a name is used on one level only. All functions
 * add to `into` or give a value the caller puts somewhere; text lives in the request's arena or in the JSON itself. */
#ifndef LB_MODEL_H
#define LB_MODEL_H

#include "site/links.h"
#include "site/page.h"

/* The Indonesian text's word, its "%s" replaced by the slices in turn: LB_SAY(p, "Diperiksa %s", date). */
#define LB_SAY(p, indonesian, ...)                                                                                     \
    lb_model_say((p), (indonesian), (lb_slice[]){__VA_ARGS__}, sizeof((lb_slice[]){__VA_ARGS__}) / sizeof(lb_slice))
lb_slice lb_model_say(const struct lb_page_request *, const char *indonesian, const lb_slice *args, size_t count);
/* lb_word as a slice. */
lb_slice lb_model_word(const struct lb_page_request *, const char *indonesian);
/* "%s kasus" with the number as the language writes it, in the form for n. */
lb_slice lb_model_count(const struct lb_page_request *, const char *indonesian, int64_t n);
/* A label inside a sentence: its first letter small, unless the word is all capitals. */
lb_slice lb_model_small(const struct lb_page_request *, lb_slice label);
lb_slice lb_model_number(const struct lb_page_request *, int64_t n);
lb_slice lb_model_date(const struct lb_page_request *, lb_slice iso);

/* What every page starts with: page_title, page_description. */
struct lb_json *lb_model_new(const struct lb_page_request *, lb_slice title, lb_slice description);
/* Adds page/NAME.html with the model as a 200 reply. */
enum lb_status lb_model_reply(struct lb_reply *, const char *template, struct lb_json *model);

/* Label of a facet value in the page's language; `label` for fields without a vocabulary. */
lb_slice lb_model_value_label(const struct lb_page_request *, enum lb_field, lb_slice code, lb_slice label);
lb_slice lb_model_field_label(const struct lb_page_request *, enum lb_field);
/* Label of a code in a vocabulary. */
lb_slice lb_model_label(const struct lb_page_request *, const char *vocabulary, lb_slice code);
/* The note of a vocabulary term in the page's language, or the empty slice. */
lb_slice lb_model_note(const struct lb_page_request *, const char *vocabulary, lb_slice code);
/* "Kota Pontianak, Kalimantan Barat" of a region code. */
lb_slice lb_model_region(const struct lb_page_request *, lb_slice code);
/* The same of a card; abroad with the country. */
lb_slice lb_model_card_place(const struct lb_page_request *, const struct lb_card *);

/* {PREFIX_label, PREFIX_url, PREFIX_count}; count < 0 = none. */
struct lb_json *lb_model_link(const struct lb_page_request *, const char *prefix, lb_slice label, lb_slice url, int64_t count);
/* Adds evidence_label, evidence_x: the six dots and their words. */
void lb_model_evidence(const struct lb_page_request *, lb_slice level, struct lb_json *into);
/* The hit_* members of partial/hit.html from a card alone (hit == NULL) or from a search hit. */
struct lb_json *lb_model_hit(const struct lb_page_request *, const struct lb_card *, const struct lb_hit *hit);
/* mini_title, mini_url, mini_lang, mini_note. */
struct lb_json *lb_model_mini(const struct lb_page_request *, const struct lb_card *, lb_slice note);

/* model_letters.c: long lists from A to Z. */
enum { LB_LIST_PAGE = 200 };
struct lb_pages {
    size_t from, to;  /* rows of this page */
    long page, pages; /* from 1 */
};
/* Which part of n rows the request asks for; LB_NOT_FOUND behind the last. */
enum lb_status lb_model_pages(const struct lb_page_request *, size_t n, struct lb_pages *ret, struct lb_err *) LB_MUST_CHECK;
/* Adds paging, prev_url, next_url, paging_text. */
void lb_model_paging(const struct lb_page_request *, const struct lb_pages *, struct lb_json *into);
/* The heading a label stands under, A to Z or '#'; its id; the letters of all n rows as links into the pages. */
char lb_model_letter(lb_slice label);
lb_slice lb_model_letter_id(const struct lb_page_request *, char letter);
void lb_model_letters(const struct lb_page_request *, const char *letters, size_t n, struct lb_json *into);

/* Does `list` (an array of strings) hold the text? */
bool lb_model_holds(const struct lb_json *list, const char *text);
/* {code: count} of a field over the whole library, freed by the caller. */
enum lb_status lb_model_counts(const struct lb_page_request *, enum lb_field, struct lb_facet_result *ret, struct lb_err *);
unsigned lb_model_count_of(const struct lb_facet_result *, lb_slice code);

/* tiles.c: the tile map from a province count: tiles, tiles_width, tiles_height, legend. `here` = code of a province to
 * mark, or empty. Adds nothing when the library has no tiles. */
void lb_model_tiles(const struct lb_page_request *, const struct lb_facet_result *provinces, lb_slice here, struct lb_json *into);
/* Provinces with cases as rows, most first; with_empty: all of them, by name. */
struct lb_json *lb_model_provinces(const struct lb_page_request *, const struct lb_facet_result *provinces, bool with_empty);

/* Three honest figures: cases, regions, cases with outside evidence. */
enum lb_status lb_model_figures(const struct lb_page_request *, struct lb_json *into, struct lb_err *);
/* The editors' contact from library.yml: site_contact, site_contact_url or site_contact_is_plain. */
void lb_model_contact(const struct lb_page_request *, struct lb_json *into);

#endif
