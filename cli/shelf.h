/* shelf.h - the cases that lie in a library's folder, for commands that name one or must not take its name. */
#ifndef LB_SHELF_H
#define LB_SHELF_H

#include "cli/place.h"

struct lb_shelf {
    const struct lb_place *place;
    struct lb_arena *arena;
    lb_slice *ids, *folders; /* of every case, by folder */
    size_t count, capacity, folder_capacity;
    lb_slice *files;         /* the texts of all of them */
    size_t file_count, file_capacity;
};

/* Looks through cases/; what cannot be listed is left out. Everything lives in the arena. */
void lb_shelf_read(const struct lb_place *, struct lb_arena *, struct lb_shelf *ret);
/* The place of an id; shelf->count: there is none. */
size_t lb_shelf_find(const struct lb_shelf *, lb_slice id);
/* The file that has the id among its aliases; empty: none has. */
lb_slice lb_shelf_alias(const struct lb_shelf *, lb_slice id);
/* A case's title as its original has it; empty when that cannot be read. */
lb_slice lb_shelf_title(const struct lb_shelf *, size_t i);
/* The languages that lie in a case's folder; at most `room`. */
size_t lb_shelf_langs(const struct lb_place *, struct lb_arena *, lb_slice folder, lb_slice *langs, size_t room);

#endif
