/* diff.c - see diff.h.
 *
 * A point (x, y) says: x symbols of a and y of b are behind us. Equal symbols are steps along a diagonal and cost nothing. From
 * both ends of a box the search goes as far as 1, 2, 3 ... changes lead, until both meet: there the box is divided. */
#include "base/diff.h"

#include <stdlib.h>

enum {
    MAX_COST = 256,             /* changes from either end before a box is divided where the search has come farthest */
    MAX_STEPS = 8 * 1000 * 1000, /* of the whole search: some 0.1 s */
};

struct side {
    uint32_t *symbols; /* those that the other side has, too */
    size_t *places;    /* where they stand in the whole sequence */
    size_t count;
    bool *is_changed;  /* of the whole sequence */
};

struct search {
    struct side a, b;
    ptrdiff_t *ahead, *back; /* by diagonal x - y: the farthest x; may be indexed from -b.count - 1 to a.count + 1 */
    size_t steps;
};

struct box {
    ptrdiff_t x, y, x_end, y_end;
};

static void change_all(struct search *s, struct box box)
{
    for (; box.x < box.x_end; box.x++)
        s->a.is_changed[s->a.places[box.x]] = true;
    for (; box.y < box.y_end; box.y++)
        s->b.is_changed[s->b.places[box.y]] = true;
}

/* Takes what is equal at both ends off. */
static struct box trim(const struct search *s, struct box box)
{
    const uint32_t *a = s->a.symbols, *b = s->b.symbols;
    while (box.x < box.x_end && box.y < box.y_end && a[box.x] == b[box.y])
        box.x++, box.y++;
    while (box.x < box.x_end && box.y < box.y_end && a[box.x_end - 1] == b[box.y_end - 1])
        box.x_end--, box.y_end--;
    return box;
}

/* Diagonals of one search: those from low to high have been reached, every other one. */
struct reach {
    ptrdiff_t low, high;
};

/* One change more for a reach that stays inside the box; what lies beyond its ends is made unattractive. */
static void widen(struct reach *r, ptrdiff_t *farthest, ptrdiff_t least, ptrdiff_t most, ptrdiff_t nothing)
{
    if (r->low > least)
        farthest[--r->low - 1] = nothing;
    else
        r->low++;
    if (r->high < most)
        farthest[++r->high + 1] = nothing;
    else
        r->high--;
}

/* Where the search from the start (or, backwards, from the end) has come farthest; *gain says how far. */
static void farthest_point(const ptrdiff_t *farthest, struct reach r, struct box box, bool is_back, ptrdiff_t *x,
                           ptrdiff_t *y, ptrdiff_t *gain)
{
    *gain = -1;
    for (ptrdiff_t d = r.low; d <= r.high; d += 2) {
        ptrdiff_t px = farthest[d], py = px - d;
        if (px < box.x || px > box.x_end || py < box.y || py > box.y_end)
            continue;
        ptrdiff_t g = is_back ? box.x_end - px + box.y_end - py : px - box.x + py - box.y;
        if (g > *gain) {
            *gain = g;
            *x = px;
            *y = py;
        }
    }
}

/* Finds a point that a short way through the trimmed box, which has both sides, goes through. False: out of steps. */
static bool divide(struct search *s, struct box box, ptrdiff_t *ret_x, ptrdiff_t *ret_y)
{
    const uint32_t *a = s->a.symbols, *b = s->b.symbols;
    ptrdiff_t least = box.x - box.y_end, most = box.x_end - box.y, *ahead = s->ahead, *back = s->back;
    ptrdiff_t start = box.x - box.y, end = box.x_end - box.y_end;
    bool is_odd = (start - end) & 1;
    struct reach f = {start, start}, r = {end, end};
    ahead[start] = box.x;
    back[end] = box.x_end;
    for (int cost = 1; s->steps < MAX_STEPS; cost++) {
        widen(&f, ahead, least, most, -1);
        for (ptrdiff_t d = f.high; d >= f.low; d -= 2, s->steps++) {
            ptrdiff_t x = ahead[d - 1] >= ahead[d + 1] ? ahead[d - 1] + 1 : ahead[d + 1], y = x - d;
            for (; x < box.x_end && y < box.y_end && a[x] == b[y]; s->steps++)
                x++, y++;
            ahead[d] = x;
            if (is_odd && d >= r.low && d <= r.high && back[d] <= x) {
                *ret_x = x;
                *ret_y = y;
                return true;
            }
        }
        widen(&r, back, least, most, PTRDIFF_MAX);
        for (ptrdiff_t d = r.high; d >= r.low; d -= 2, s->steps++) {
            ptrdiff_t x = back[d - 1] < back[d + 1] ? back[d - 1] : back[d + 1] - 1, y = x - d;
            for (; x > box.x && y > box.y && a[x - 1] == b[y - 1]; s->steps++)
                x--, y--;
            back[d] = x;
            if (!is_odd && d >= f.low && d <= f.high && x <= ahead[d]) {
                *ret_x = x;
                *ret_y = y;
                return true;
            }
        }
        if (cost >= MAX_COST) {
            ptrdiff_t x = box.x, y = box.y, gain, x_back = box.x_end, y_back = box.y_end, gain_back;
            farthest_point(ahead, f, box, false, &x, &y, &gain);
            farthest_point(back, r, box, true, &x_back, &y_back, &gain_back);
            *ret_x = gain >= gain_back ? x : x_back;
            *ret_y = gain >= gain_back ? y : y_back;
            return gain > 0 || gain_back > 0;
        }
    }
    return false;
}

static ptrdiff_t size_of(struct box box)
{
    return box.x_end - box.x + box.y_end - box.y;
}

/* Recursion goes into the smaller half only: it is never deeper than the logarithm of the size. */
static void compare(struct search *s, struct box box)
{
    for (;;) {
        ptrdiff_t x, y;
        box = trim(s, box);
        if (box.x == box.x_end || box.y == box.y_end || !divide(s, box, &x, &y)) {
            change_all(s, box);
            return;
        }
        struct box first = {box.x, box.y, x, y}, second = {x, y, box.x_end, box.y_end};
        if (size_of(first) == size_of(box) || size_of(second) == size_of(box)) {
            change_all(s, box);
            return;
        }
        bool is_first = size_of(first) < size_of(second);
        compare(s, is_first ? first : second);
        box = is_first ? second : first;
    }
}

/* Symbols that the other side lacks are changed for sure, and out of the way. */
static void prepare(struct lb_arena *arena, const uint32_t *symbols, size_t count, const bool *other_has, struct side *ret)
{
    ret->symbols = LB_NEW_ARRAY(arena, uint32_t, count);
    ret->places = LB_NEW_ARRAY(arena, size_t, count);
    ret->is_changed = LB_NEW_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        ret->is_changed[i] = !other_has[symbols[i]];
        if (ret->is_changed[i])
            continue;
        ret->symbols[ret->count] = symbols[i];
        ret->places[ret->count++] = i;
    }
}

static const bool *present(struct lb_arena *arena, const uint32_t *symbols, size_t count, size_t symbol_count)
{
    bool *has = LB_NEW_ARRAY(arena, bool, symbol_count);
    for (size_t i = 0; i < count; i++)
        has[symbols[i]] = true;
    return has;
}

void lb_diff(struct lb_arena *arena, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
             size_t symbol_count, struct lb_diff_run **ret, size_t *count)
{
    struct search s = {0};
    struct lb_diff_run *runs = NULL;
    size_t capacity = 0, i = 0, j = 0;
    prepare(arena, a, a_count, present(arena, b, b_count, symbol_count), &s.a);
    prepare(arena, b, b_count, present(arena, a, a_count, symbol_count), &s.b);
    size_t diagonals = s.a.count + s.b.count + 5;
    s.ahead = LB_NEW_ARRAY(arena, ptrdiff_t, diagonals) + s.b.count + 2;
    s.back = LB_NEW_ARRAY(arena, ptrdiff_t, diagonals) + s.b.count + 2;
    compare(&s, (struct box){0, 0, (ptrdiff_t)s.a.count, (ptrdiff_t)s.b.count});
    *count = 0;
    while (i < a_count || j < b_count) {
        struct lb_diff_run run = {i, 0, j, 0};
        while (i < a_count && s.a.is_changed[i])
            i++;
        while (j < b_count && s.b.is_changed[j])
            j++;
        run.a_len = i - run.a;
        run.b_len = j - run.b;
        if (run.a_len || run.b_len)
            LB_PUSH(arena, runs, *count, capacity, run);
        for (; i < a_count && j < b_count && !s.a.is_changed[i] && !s.b.is_changed[j]; i++)
            j++;
    }
    *ret = runs;
}
