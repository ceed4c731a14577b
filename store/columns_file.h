/* columns_file.h - how the columns lie in their file; see columns.c. Private to columns*.c. */
#ifndef LB_STORE_COLUMNS_FILE_H
#define LB_STORE_COLUMNS_FILE_H

#include "store/columns.h"

struct lb_columns_header {
    uint32_t docs, list, values, bytes, langs, unused;
    uint64_t length, title_length; /* sums over the rows */
};

struct lb_columns_lang {
    char lang[20];
    uint32_t cases;
};

#endif
