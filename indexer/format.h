/* format.h - a file of the library in its usual form, and nothing else changed.
 *
 * Front matter is edited in place, not written anew, so comments stay where they are. What is done: fields in the order of
 * the schema, dates as 2024-11-15 where only one day can be meant, quotes only where they are needed, long plain or folded
 * text wrapped at 100 columns, lists indented below their field, no trailing spaces, one line end at the end, LF. In the
 * body only spaces at the ends of lines (never the two of a hard line break) and the end of the file.
 *
 * The rule that makes it safe: after each kind of edit the text is read again, and when the record is not the same as before
 * - but for dates - that kind of edit is left out for this file. Formatting what was formatted changes nothing: it is
 * repeated until it does. */
#ifndef LB_FORMAT_H
#define LB_FORMAT_H

#include "indexer/contract.h"
#include "indexer/front.h"

/* The schema that a path of the library is measured by; NULL: not a file that is formatted. The tree tells which languages lie
 * beside a case: which of them is the original. */
const struct lb_schema *lb_format_schema(const struct lb_contract *, const struct lb_tree *, lb_slice path);

/* LB_OK: *ret is the formatted text, in the arena or source->text itself when there is nothing to do. LB_INVALID, LB_LIMIT:
 * the file cannot be read, diagnostics were added, *ret is untouched. `schema` may be NULL: no order, no dates. */
enum lb_status lb_format(const struct lb_schema *schema, struct lb_source *source, struct lb_arena *, lb_slice *ret) LB_MUST_CHECK;

#endif
