/* model_tiles.c - the map of the provinces as equal squares in geographic order, each a link. Data: schema/tiles.csv,
 * places by column and row; here they become coordinates of an inline SVG. */
#include "site/model.h"

#include <stdlib.h>
#include <string.h>

enum { TILE = 10, CLASSES = 5 };

/* Upper bounds of the classes; the last is open. */
static const unsigned bounds[2][CLASSES] = {{0, 1, 3, 6, 0}, {0, 2, 10, 50, 0}};

static unsigned most(const struct lb_facet_result *r)
{
    unsigned n = 0;
    for (size_t i = 0; i < r->count; i++)
        n = r->values[i].count > n ? r->values[i].count : n;
    return n;
}

static int class_of(const unsigned *bound, unsigned n)
{
    int c = 0;
    while (c < CLASSES - 1 && n > bound[c])
        c++;
    return c;
}

static lb_slice fixed(struct lb_arena *a, int64_t at, int tenths)
{
    return lb_arena_printf(a, "%d.%d", (int)at * TILE + tenths / 10, tenths % 10);
}

/* Too long for a tile in the usual size: narrow letters count for nothing. */
static bool is_long(lb_slice name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++)
        n += !strchr("fijlrt", name.data[i]);
    return n > 6;
}

static struct lb_json *tile(const struct lb_page_request *p, const struct lb_json *place, unsigned n, int class,
                            lb_slice here)
{
    lb_slice code = lb_json_str(place, "code");
    int64_t col = lb_json_int_of(place, "col"), row = lb_json_int_of(place, "row");
    struct lb_json *t = lb_json_object();
    lb_json_set_str(t, "tile_url", lb_url(p->arena, p->request->lang, "region", code));
    /* The spoken name begins with what is seen. */
    lb_slice name = lb_library_region_name(p->library, code), seen = lb_json_str(place, "short");
    if (!memmem(name.data, name.len, seen.data, seen.len))
        name = LB_SAY(p, "%s, %s", seen, name);
    lb_json_set_str(t, "tile_label", LB_SAY(p, "%s: %s", name,
                                            n ? lb_model_count(p, "%s kasus", n) : lb_model_word(p, "belum ada kasus")));
    lb_json_set_str(t, "tile_short", lb_json_str(place, "short"));
    lb_json_set_bool(t, "tile_is_long", is_long(seen));
    lb_json_set_int(t, "tile_class", class);
    lb_json_set_str(t, "tile_x", fixed(p->arena, col, 4));
    lb_json_set_str(t, "tile_y", fixed(p->arena, row, 4));
    lb_json_set_str(t, "tile_tx", fixed(p->arena, col, 50));
    lb_json_set_str(t, "tile_ty", fixed(p->arena, row, 59));
    lb_json_set_bool(t, "tile_is_here", lb_slice_eq(code, here));
    return t;
}

static struct lb_json *legend(const struct lb_page_request *p, const unsigned *bound, unsigned max)
{
    struct lb_json *list = lb_json_array();
    for (int c = 0; c < CLASSES && (c == 0 || max > bound[c - 1]); c++) {
        unsigned from = c ? bound[c - 1] + 1 : 0;
        bool is_last = c == CLASSES - 1 || max <= bound[c];
        unsigned to = is_last ? max : bound[c];
        lb_slice text = c == 0         ? lb_model_word(p, "belum ada")
                        : from >= to ? lb_model_count(p, "%s kasus", to)
                                       : LB_SAY(p, "%s–%s kasus", lb_model_number(p, from), lb_model_number(p, to));
        struct lb_json *one = lb_json_object();
        lb_json_set_int(one, "legend_class", c);
        lb_json_set_str(one, "legend_label", text);
        lb_json_push(list, one);
    }
    return list;
}

void lb_model_tiles(const struct lb_page_request *p, const struct lb_facet_result *provinces, lb_slice here,
                    struct lb_json *into)
{
    const struct lb_json *places = lb_library_note(p->library, "tiles");
    unsigned max = most(provinces);
    const unsigned *bound = bounds[max > 30];
    int64_t width = 0, height = 0;
    struct lb_json *tiles = lb_json_array();
    for (size_t i = 0; i < lb_json_size(places); i++) {
        const struct lb_json *place = lb_json_at(places, i);
        unsigned n = lb_model_count_of(provinces, lb_json_str(place, "code"));
        lb_json_push(tiles, tile(p, place, n, class_of(bound, n), here));
        int64_t right = lb_json_int_of(place, "col") + 1, bottom = lb_json_int_of(place, "row") + 1;
        width = right > width ? right : width;
        height = bottom > height ? bottom : height;
    }
    lb_json_set(into, "tiles", tiles);
    lb_json_set_int(into, "tiles_width", width * TILE);
    lb_json_set_int(into, "tiles_height", height * TILE);
    lb_json_set(into, "legend", legend(p, bound, max));
}

struct row {
    lb_slice code, name;
    unsigned count;
    const char *lang;
    bool by_name;
};

static int by_count(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (!a->by_name && a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return lb_collate(a->lang, a->name, b->name);
}

struct lb_json *lb_model_provinces(const struct lb_page_request *p, const struct lb_facet_result *provinces,
                                   bool with_empty)
{
    const struct lb_json *places = lb_library_note(p->library, "tiles");
    size_t n = 0;
    struct row *rows = LB_NEW_ARRAY(p->arena, struct row, lb_json_size(places) + 1);
    for (size_t i = 0; i < lb_json_size(places); i++) {
        lb_slice code = lb_json_str(lb_json_at(places, i), "code");
        unsigned count = lb_model_count_of(provinces, code);
        if (count || with_empty)
            rows[n++] = (struct row){code, lb_library_region_name(p->library, code), count, p->request->lang, with_empty};
    }
    qsort(rows, n, sizeof *rows, by_count);
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < n; i++) {
        struct lb_json *link = lb_model_link(p, "row", rows[i].name,
                                             lb_url(p->arena, p->request->lang, "region", rows[i].code), rows[i].count);
        lb_json_set_bool(link, "row_is_empty", rows[i].count == 0);
        lb_json_push(list, link);
    }
    return list;
}
