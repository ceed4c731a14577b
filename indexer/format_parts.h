/* format_parts.h - what the parts of the formatter share; private to format*.c.
 *
 *   format.c          reads, tries each kind of edit, keeps it when the record is the same
 *   format_scalars.c  dates and quotes
 *   format_lists.c    lists in one line, lists below their field
 *   format_order.c    fields in the order of the schema
 *   format_wrap.c     long text
 *
 * A kind of edit looks at a tree and the text it was read from and adds edits, which do not overlap. */
#ifndef LB_FORMAT_PARTS_H
#define LB_FORMAT_PARTS_H

#include "indexer/format.h"

enum { FORMAT_WIDTH = 100 };

struct format_edit {
    size_t from, to; /* bytes of the text */
    lb_slice with;
};

struct format {
    struct lb_arena *arena;
    const struct lb_schema *schema; /* may be NULL */
    lb_slice yaml;
    struct lb_value *root; /* read from yaml, typed by the schema; its first line is 1 */
    lb_slice *lines;       /* without line ends; the first is lines[1] */
    unsigned line_count;
    struct format_edit *edits;
    size_t edit_count, edit_capacity;
};

/* Byte offset of a place; that of the end behind the last line. */
size_t format_offset(const struct format *, unsigned line, unsigned column);
void format_add(struct format *, size_t from, size_t to, lb_slice with);
/* The last line a value stands on. */
unsigned format_last_line(const struct lb_value *);
bool format_is_blank(lb_slice);

/* Calls fn for every value below the root with its place in the schema; `in` is the list or map it is in. */
struct format_visit {
    const struct lb_value *value, *in;
    const struct lb_member *member; /* of a map; NULL in a list */
    const struct lb_schema *schema; /* of the value; NULL = unknown */
};
typedef void format_visit_fn(struct format *, const struct format_visit *);
void format_walk(struct format *, format_visit_fn *);

/* Would the schema take this as a date? And the date that is meant, or an empty slice. */
bool format_is_date(const struct format *, const struct lb_schema *);
lb_slice format_date(struct lb_arena *, lb_slice text);

void format_trim(struct format *);
void format_scalars(struct format *);
void format_flow_lists(struct format *);
void format_indent_lists(struct format *);
void format_order(struct format *);
void format_wrap(struct format *);

#endif
