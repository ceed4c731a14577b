/* hash.h - a quick hash of bytes, for tables and to tell whether something changed; nobody is to rely on it against an
 * attacker. Its values are written into files of the index: another function means another LB_INDEX_VERSION. */
#ifndef LB_HASH_H
#define LB_HASH_H

#include "base/slice.h"

#include <stdint.h>

/* Works the bytes, and how many they are, into the hash so far. */
static inline uint64_t lb_mix(uint64_t h, lb_slice s)
{
    h = (h ^ s.len) * 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < s.len; i += 8) {
        uint64_t piece = 0;
        memcpy(&piece, s.data + i, s.len - i < 8 ? s.len - i : 8);
        h = (h ^ piece) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    return h;
}

#endif
