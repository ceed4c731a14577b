/* wordlist_file.h - how the words lie in their file; see wordlist.c. Private to wordlist*.c. */
#ifndef LB_STORE_WORDLIST_FILE_H
#define LB_STORE_WORDLIST_FILE_H

#include "store/wordlist.h"

struct lb_wordlist_header {
    uint32_t words, forms, bytes, total;
};

static inline uint32_t lb_wordlist_hash(lb_slice s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.data[i]) * 16777619u;
    return h;
}

#endif
