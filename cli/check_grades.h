/* check_grades.h - how cases are graded, as a table or JSON on standard output. */
#ifndef LB_CHECK_GRADES_H
#define LB_CHECK_GRADES_H

#include "cli/check_scope.h"
#include "indexer/grades.h"

/* Those in the scope; gives the exit status. */
int lb_grades_print(const struct lb_grades *, const struct lb_scope *, bool as_json, enum lb_lang);

#endif
