/* resource.h - files compiled into the program (templates, styles, dictionaries): nothing but state/ is read at run
 * time. Tables are made by lb_embed in tools/layers.cmake, sorted by name, ended by a NULL name. */
#ifndef LB_RESOURCE_H
#define LB_RESOURCE_H

#include "base/slice.h"

struct lb_resource {
    const char *name;               /* relative to the root given to lb_embed: "page/case.html" */
    const unsigned char *data, *end; /* a NUL byte stands at *end */
};

/* The content, or an empty slice with NULL data when there is no such name. Never freed. */
lb_slice lb_resource_find(const struct lb_resource *table, const char *name);

#endif
