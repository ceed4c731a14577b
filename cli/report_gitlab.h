/* report_gitlab.h - findings as GitLab's Code Quality report. */
#ifndef LB_REPORT_GITLAB_H
#define LB_REPORT_GITLAB_H

#include "base/diag.h"
#include "base/json.h"

/* A new value; silenced findings are left out. `diags` is sorted. */
struct lb_json *lb_report_gitlab(const struct lb_diags *, enum lb_lang);

#endif
