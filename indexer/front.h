/* front.h - takes a file apart: front matter between two `---` lines, then the Markdown body. Places stay the file's. */
#ifndef LB_FRONT_H
#define LB_FRONT_H

#include "base/err.h"
#include "indexer/check_rules.h"

struct lb_front {
    lb_slice yaml;
    unsigned yaml_line; /* the line of the file on which yaml begins: 2 */
    lb_slice body;      /* behind the closing line; may be empty */
    unsigned body_line; /* the line of the file on which body begins */
};

/* Checks the bytes of source->text (clean UTF-8, sizes of limits.h) and splits them. LB_INVALID, LB_LIMIT: one
 * diagnostic was added, *ret is untouched. */
enum lb_status lb_front_split(struct lb_source *source, struct lb_front *ret) LB_MUST_CHECK;

#endif
