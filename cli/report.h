/* report.h - diagnostics on their way out: for people, for machines, for a forge. */
#ifndef LB_REPORT_H
#define LB_REPORT_H

#include "base/diag.h"

enum lb_report_format { LB_REPORT_TEXT, LB_REPORT_JSON, LB_REPORT_GITHUB, LB_REPORT_GITLAB, LB_REPORT_SARIF };

/* "text", "json", "github", "gitlab", "sarif"; false with a message when it is none of them. */
bool lb_report_format_read(const char *word, enum lb_report_format *ret);
/* Text goes to standard error, at most 50 findings a file and a count of the rest; the other formats to standard output.
 * Silenced findings are in JSON and SARIF only, marked as such.
 * Sorts the diagnostics. Gives an exit status: 0, or LB_EXIT_FAILED when the output cannot be written. */
int lb_report_print(struct lb_diags *, enum lb_report_format, enum lb_lang);
/* "2 errors, 1 warning, 3 notes, 1 silenced". */
void lb_report_counts(const struct lb_diags *, enum lb_lang, struct lb_str *out);

#endif
