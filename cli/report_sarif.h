/* report_sarif.h - findings as SARIF 2.1.0. */
#ifndef LB_REPORT_SARIF_H
#define LB_REPORT_SARIF_H

#include "base/diag.h"

struct lb_json;

/* A new JSON value: one run with all findings; columns count characters. */
struct lb_json *lb_report_sarif(const struct lb_diags *, enum lb_lang);

#endif
