/* compare.c - how alike two regions are; see compare.h. */
#include "store/compare.h"

#include "store/reader.h"

#include <math.h>

enum { most_shared = 8 };

static enum lb_likeness compare_levels(lb_slice mine, lb_slice other)
{
    if (!mine.len || !other.len)
        return LB_LIKENESS_UNKNOWN;
    if (lb_slice_eq(mine, other))
        return LB_LIKENESS_ALIKE;
    bool is_city = lb_slice_eq(mine, LB_S("kota")) || lb_slice_eq(other, LB_S("kota"));
    bool is_regency = lb_slice_eq(mine, LB_S("kabupaten")) || lb_slice_eq(other, LB_S("kabupaten"));
    return is_city && is_regency ? LB_LIKENESS_PARTLY : LB_LIKENESS_NONE;
}

static enum lb_likeness compare_sizes(double mine, double other, double *ratio, double *distance)
{
    if (!(mine > 0) || !(other > 0)) {
        *ratio = 0;
        *distance += log(10);
        return LB_LIKENESS_UNKNOWN;
    }
    *ratio = other / mine;
    double far = fabs(log(*ratio));
    *distance += far;
    return far <= log(1.5) ? LB_LIKENESS_ALIKE : far <= log(3) ? LB_LIKENESS_PARTLY : LB_LIKENESS_NONE;
}

static size_t count_codes(lb_slice list)
{
    size_t n = 0;
    for (lb_slice code; lb_slice_split(&list, ',', &code);)
        n += lb_slice_trim(code).len > 0;
    return n;
}

static bool has_code(lb_slice list, lb_slice wanted)
{
    for (lb_slice code; lb_slice_split(&list, ',', &code);)
        if (lb_slice_eq(lb_slice_trim(code), wanted))
            return true;
    return false;
}

static size_t share(lb_slice mine, lb_slice other, lb_slice *shared)
{
    size_t n = 0;
    for (lb_slice code; n < most_shared && lb_slice_split(&mine, ',', &code);) {
        code = lb_slice_trim(code);
        if (code.len && has_code(other, code))
            shared[n++] = code;
    }
    return n;
}

static unsigned points(enum lb_likeness l)
{
    return l == LB_LIKENESS_ALIKE ? 2 : l == LB_LIKENESS_PARTLY ? 1 : 0;
}

void lb_compare(const struct lb_profile *me, const struct lb_profile *other, struct lb_comparison *ret)
{
    struct lb_comparison c = {0};
    c.level = compare_levels(me->level, other->level);
    c.population = compare_sizes(me->population, other->population, &c.population_ratio, &c.distance);
    c.density = compare_sizes(me->density, other->density, &c.density_ratio, &c.distance);

    size_t mine = count_codes(me->geography), theirs = count_codes(other->geography);
    if (mine && theirs) {
        size_t n = c.shared_geography_count = share(me->geography, other->geography, c.shared_geography);
        c.geography = n == 0 ? LB_LIKENESS_NONE : n >= (mine < theirs ? mine : theirs) ? LB_LIKENESS_ALIKE : LB_LIKENESS_PARTLY;
    }
    if (count_codes(me->affairs) && count_codes(other->affairs)) {
        c.shared_affairs_count = share(me->affairs, other->affairs, c.shared_affairs);
        c.affairs = c.shared_affairs_count ? LB_LIKENESS_ALIKE : LB_LIKENESS_NONE;
    }
    c.is_same_region = me->code.len && lb_slice_eq(me->code, other->code);
    c.is_same_province = me->province.len && lb_slice_eq(me->province, other->province);
    c.points = points(c.level) + points(c.population) + points(c.density) + points(c.geography) + points(c.affairs);
    *ret = c;
}

bool lb_snapshot_profile(const struct lb_snapshot *s, lb_slice code, struct lb_profile *ret)
{
    const struct lb_profile *p = s->profiles ? lb_profiles_find(s->profiles, code) : NULL;
    if (p)
        *ret = *p;
    return p != NULL;
}
