/* sort.h - qsort for lists that mostly are in order already, as those of an index after a small change: looks first. */
#ifndef LB_SORT_H
#define LB_SORT_H

#include <stdlib.h>

static inline void lb_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    const char *at = items;
    size_t i = 1;
    while (i < count && compare(at + (i - 1) * size, at + i * size) <= 0)
        i++;
    if (i < count)
        qsort(items, count, size, compare);
}

#endif
