/* field_labels.h - what the schema of this snapshot calls the fields of a case, and which vocabulary their codes are from. */
#ifndef LB_FIELD_LABELS_H
#define LB_FIELD_LABELS_H

#include "site/page.h"

/* The title of a field ("results") or of a value below it ("results", "indicator"), in the page's language; the last key itself
 * when the schema does not know it. */
lb_slice lb_field_title(const struct lb_page_request *, lb_slice field, lb_slice path);
/* A value as people read it: a code's label; anything else as it is. */
lb_slice lb_field_value(const struct lb_page_request *, lb_slice field, lb_slice path, lb_slice value);

#endif
