/* manual.h - the editors' manual: manual/LANG.md, compiled into the program, as a note for the site and as a manual page. */
#ifndef LB_MANUAL_H
#define LB_MANUAL_H

#include "base/json.h"

enum { LB_MANUAL_LANGS = 2 };
extern const char *const lb_manual_langs[LB_MANUAL_LANGS]; /* "id", "en" */

/* Note "manual:LANG" (record.h), to be freed by the caller. LB_NOT_FOUND: no manual in that language. */
enum lb_status lb_manual_note(const char *lang, struct lb_json **ret, struct lb_err *) LB_MUST_CHECK;
/* As it is written, in Markdown; compiled in. */
enum lb_status lb_manual_text(const char *lang, lb_slice *ret, struct lb_err *) LB_MUST_CHECK;
/* As a manual page of section 7. */
enum lb_status lb_manual_man(const char *lang, struct lb_str *out, struct lb_err *) LB_MUST_CHECK;

#endif
