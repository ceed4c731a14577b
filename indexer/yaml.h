/* yaml.h - YAML text to a tree of values with places. The only file that includes libyaml's header is yaml.c.
 *
 * Accepted: block and flow maps and lists, plain, quoted and block scalars, comments. Refused, each with a diagnostic
 * that says where and how to mend it: anchors, aliases, tags, directives, a second document, keys that are not scalars,
 * a key twice in one map, text that is not clean UTF-8, and whatever passes the limits. */
#ifndef LB_YAML_H
#define LB_YAML_H

#include "base/err.h"
#include "indexer/check_rules.h"
#include "indexer/yaml_value.h"

struct lb_yaml_limits {
    size_t bytes;
    unsigned depth; /* maps and lists inside each other */
    size_t nodes;   /* maps, lists and scalars, keys not counted */
};

extern const struct lb_yaml_limits lb_yaml_front;  /* for front matter */
extern const struct lb_yaml_limits lb_yaml_schema; /* for vocabularies, search files, library.yml */

/* Parses `yaml`, a part of source->text that begins on line `first_line` of it, into *ret (a map, list or scalar; an
 * empty text gives an empty map). LB_INVALID or LB_LIMIT: at least one diagnostic was added, *ret is untouched. A key
 * written twice is reported and the first one kept, so that the rest is still examined: LB_OK, but source->errors has
 * grown. */
enum lb_status lb_yaml_parse(struct lb_source *source, lb_slice yaml, unsigned first_line,
                             const struct lb_yaml_limits *, struct lb_arena *, struct lb_value **ret) LB_MUST_CHECK;

#endif
