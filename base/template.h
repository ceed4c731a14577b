/* template.h - pages from templates: a face on ctemplate, whose headers only template.cc includes.
 *
 * Templates are embedded files in ctemplate's language with `{{%AUTOESCAPE context="HTML"}}` on their first line (a
 * lint test refuses one without). Models are JSON (json.h), mapped by rule, so that a page is a function from data to a
 * model and knows no markup:
 *   string, number      {{KEY}} prints it, escaped for where it stands; numbers print as in C (format them first);
 *   "key_html"          {{KEY_HTML:none}} prints trusted markup;
 *   true / non-empty string or number / object / non-empty array
 *                       shows section {{#KEY}}...{{/KEY}}; an object's members are seen inside it; an array repeats the
 *                       section, an element that is a string or number is {{IT}} inside (and IT_FIRST / IT_LAST
 *                       sections are shown for the first and last element of any array);
 *   false, null, empty, missing  hides the section, and shows {{#NO_KEY}}...{{/NO_KEY}} when key is present.
 * A scalar shows section {{#HAS_KEY}}. Keys are upper-cased. Inner scopes see the outer ones' values.
 * {{>partial/name.html}} includes another template with the current scope.
 * Words of the interface stand in the templates as [[Indonesian text]] and are replaced when the template is loaded,
 * once per language, from the words file (i18n.h): no cost per page.
 * Thread rule: load once before threads start; lb_template_fill may run in any number of threads. */
#ifndef LB_TEMPLATE_H
#define LB_TEMPLATE_H

#include "base/err.h"
#include "base/json.h"
#include "base/resource.h"
#include "base/str.h"

struct lb_templates;
struct lb_words;

/* Loads every *.html of the table in the language of `words`. LB_INVALID names the template and its fault: a word
 * without translation, a missing AUTOESCAPE line, a syntax error. */
enum lb_status lb_templates_load(const struct lb_resource *table, const struct lb_words *words,
                                 struct lb_templates **ret, struct lb_err *) LB_MUST_CHECK;
void lb_templates_free(struct lb_templates *);
/* Fills template `name` ("page/case.html") from `model` and appends to out. LB_NOT_FOUND, LB_LIMIT (out is full),
 * LB_INTERNAL. */
enum lb_status lb_template_fill(const struct lb_templates *, const char *name, const struct lb_json *model,
                                struct lb_str *out, struct lb_err *) LB_MUST_CHECK;

#endif
