/* resource.c - looking up embedded files; see resource.h. Tables are short: a linear walk. */
#include "base/resource.h"

lb_slice lb_resource_find(const struct lb_resource *table, const char *name)
{
    for (; table->name; table++)
        if (strcmp(table->name, name) == 0)
            return lb_slice_from(table->data, (size_t)(table->end - table->data));
    return LB_EMPTY;
}
