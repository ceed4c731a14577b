/* route.c - the table of addresses; see route.h. Order matters only for people: fixed parts decide the match. */
#include "site/route.h"

#include "site/pages.h"

#include <ctype.h>

#define NONE LB_FIELD_COUNT
enum {
    LIST = LB_ROUTE_PAGED | LB_ROUTE_SITEMAP,
    FILTERED = LB_ROUTE_Q | LB_ROUTE_FACETS | LB_ROUTE_PAGED | LB_ROUTE_ME,
    MACHINE = LB_ROUTE_MACHINE,
    LOWER = LB_ROUTE_LOWER,
    SITEMAP = LB_ROUTE_SITEMAP,
};

const struct lb_route lb_routes[] = {
    {"home", "/", "/en/", page_home, SITEMAP, NONE},
    {"search", "/cari", "/en/search", page_search, FILTERED, NONE},
    {"case", "/kasus/{}", "/en/cases/{}", page_case, LOWER | LB_ROUTE_ME, NONE},
    {"history", "/kasus/{}/riwayat", "/en/cases/{}/history", page_history, LOWER | LB_ROUTE_VERSIONS, NONE},
    {"version", "/kasus/{}/riwayat/{}", "/en/cases/{}/history/{}", page_version, LOWER, NONE},
    {"cases", "/kasus", "/en/cases", page_cases, LIST, NONE},
    {"affairs", "/urusan", "/en/affairs", page_browse_list, LIST, LB_FIELD_AFFAIR},
    {"affair", "/urusan/{}", "/en/affairs/{}", page_browse_value, FILTERED, LB_FIELD_AFFAIR},
    {"themes", "/tema", "/en/themes", page_browse_list, LIST, LB_FIELD_THEME},
    {"theme", "/tema/{}", "/en/themes/{}", page_browse_value, FILTERED | LOWER, LB_FIELD_THEME},
    {"challenges", "/tantangan", "/en/challenges", page_browse_list, LIST, LB_FIELD_CHALLENGE},
    {"challenge", "/tantangan/{}", "/en/challenges/{}", page_browse_value, FILTERED | LOWER, LB_FIELD_CHALLENGE},
    {"sdgs", "/sdg", "/en/sdgs", page_browse_list, LIST, LB_FIELD_SDG},
    {"sdg", "/sdg/{}", "/en/sdgs/{}", page_browse_value, FILTERED, LB_FIELD_SDG},
    {"regions", "/daerah", "/en/regions", page_regions, LIST, LB_FIELD_REGION},
    {"region", "/daerah/{}", "/en/regions/{}", page_region, FILTERED, LB_FIELD_REGION},
    {"years", "/tahun", "/en/years", page_browse_list, LIST, LB_FIELD_YEAR},
    {"year", "/tahun/{}", "/en/years/{}", page_browse_value, FILTERED, LB_FIELD_YEAR},
    {"organisations", "/lembaga", "/en/organisations", page_browse_list, LIST, LB_FIELD_ORGANISATION},
    {"organisation", "/lembaga/{}", "/en/organisations/{}", page_browse_value, FILTERED | LOWER, LB_FIELD_ORGANISATION},
    {"awards", "/penghargaan", "/en/awards", page_browse_list, LIST, LB_FIELD_AWARD},
    {"award", "/penghargaan/{}", "/en/awards/{}", page_browse_value, FILTERED | LOWER, LB_FIELD_AWARD},
    {"collections", "/koleksi", "/en/collections", page_collections, LIST, NONE},
    {"collection", "/koleksi/{}", "/en/collections/{}", page_collection, LOWER | LB_ROUTE_ME, NONE},
    {"about", "/tentang", "/en/about", page_about, SITEMAP, NONE},
    {"help", "/bantuan", "/en/help", page_help, SITEMAP, NONE},
    {"manual", "/bantuan/redaksi", "/en/help/editors", page_manual, SITEMAP, NONE},
    {"format", "/bantuan/isian", "/en/help/fields", page_format, SITEMAP, NONE},
    {"preview", "/pratinjau", "/en/preview", page_preview, 0, NONE},

    {"editors", "/redaksi", "/en/editors", page_editors, 0, NONE},
    {"editors-queue", "/redaksi/tinjauan", "/en/editors/review", page_editors_queue, LB_ROUTE_PAGED, NONE},
    {"editors-quality", "/redaksi/mutu", "/en/editors/quality", page_editors_quality, LB_ROUTE_FACETS | LB_ROUTE_PAGED, NONE},
    {"editors-searches", "/redaksi/pencarian", "/en/editors/searches", page_editors_searches, LB_ROUTE_PAGED, NONE},
    {"editors-people", "/redaksi/kontributor", "/en/editors/contributors", page_editors_people, LB_ROUTE_PAGED, NONE},
    {"editors-queue-csv", "/redaksi/tinjauan.csv", "/en/editors/review.csv", page_editors_queue, MACHINE | LB_ROUTE_PAGED, NONE},
    {"editors-quality-csv", "/redaksi/mutu.csv", "/en/editors/quality.csv", page_editors_quality,
     MACHINE | LB_ROUTE_FACETS | LB_ROUTE_PAGED, NONE},
    {"editors-searches-csv", "/redaksi/pencarian.csv", "/en/editors/searches.csv", page_editors_searches,
     MACHINE | LB_ROUTE_PAGED, NONE},
    {"editors-people-csv", "/redaksi/kontributor.csv", "/en/editors/contributors.csv", page_editors_people,
     MACHINE | LB_ROUTE_PAGED, NONE},

    {"suggest", "/suggest", "/en/suggest", page_suggest, MACHINE | LB_ROUTE_Q, NONE},
    {"opensearch", "/opensearch.xml", "/en/opensearch.xml", page_opensearch, MACHINE, NONE},
    {"feed", "/umpan.atom", "/en/feed.atom", page_feed, MACHINE | LB_ROUTE_Q | LB_ROUTE_FACETS, NONE},
    {"feed-new", "/umpan-baru.atom", "/en/feed-new.atom", page_feed_new, MACHINE | LB_ROUTE_Q | LB_ROUTE_FACETS, NONE},
    {"api-case", "/api/cases/{}", "/en/api/cases/{}", page_api_case, MACHINE | LOWER, NONE},
    {"api-search", "/api/search", "/en/api/search", page_api_search, MACHINE | FILTERED, NONE},
    {"preview-version", "/pratinjau/versi", NULL, page_preview_version, MACHINE, NONE},
    {"robots", "/robots.txt", NULL, page_robots, MACHINE, NONE},
    {"sitemap", "/sitemap.xml", NULL, page_sitemap, MACHINE | LB_ROUTE_PAGED, NONE},
    {0},
};

static bool same_word(lb_slice asked, lb_slice fixed)
{
    if (asked.len != fixed.len)
        return false;
    for (size_t i = 0; i < asked.len; i++)
        if (tolower((unsigned char)asked.data[i]) != fixed.data[i])
            return false;
    return true;
}

/* Piece by piece; both without the leading slash. */
static bool match(lb_slice path, lb_slice pattern, lb_slice args[2])
{
    lb_slice asked, fixed;
    size_t n = 0;
    while (lb_slice_split(&pattern, '/', &fixed)) {
        if (!lb_slice_split(&path, '/', &asked))
            return false;
        if (lb_slice_eq(fixed, LB_S("{}"))) {
            if (asked.len == 0 || n == 2)
                return false;
            args[n++] = asked;
        } else if (!same_word(asked, fixed)) {
            return false;
        }
    }
    return path.data == NULL;
}

static lb_slice without_slashes(lb_slice path)
{
    path = lb_slice_sub(path, 1, path.len);
    if (lb_slice_ends(path, LB_S("/")))
        path.len--;
    return path;
}

const struct lb_route *lb_route_match(lb_slice path, const char **lang, lb_slice args[2])
{
    args[0] = args[1] = LB_EMPTY;
    *lang = "id";
    if (!lb_slice_starts(path, LB_S("/")))
        return NULL;
    lb_slice asked = without_slashes(path), rest = asked, first;
    if (lb_slice_split(&rest, '/', &first) && same_word(first, LB_S("en")))
        *lang = "en";
    for (const struct lb_route *r = lb_routes; r->name; r++) {
        const char *pattern = **lang == 'e' ? r->path_en : r->path_id;
        if (pattern && match(asked, without_slashes(lb_slice_of(pattern)), args))
            return r;
        args[0] = args[1] = LB_EMPTY;
    }
    return NULL;
}

const struct lb_route *lb_route_named(const char *name)
{
    for (const struct lb_route *r = lb_routes; r->name; r++)
        if (strcmp(r->name, name) == 0)
            return r;
    return NULL;
}

const struct lb_route *lb_route_of_field(enum lb_field field, bool is_value)
{
    for (const struct lb_route *r = lb_routes; r->name; r++)
        if (field < LB_FIELD_COUNT && r->field == field && !!strstr(r->path_id, "{}") == is_value)
            return r;
    return NULL;
}

lb_slice lb_route_path(struct lb_arena *a, const struct lb_route *route, const char *lang, const lb_slice args[2])
{
    /* The holes of the pattern only: an argument may hold a brace itself. */
    lb_slice rest = lb_slice_of(*lang == 'e' && route->path_en ? route->path_en : route->path_id), path = LB_EMPTY;
    for (int i = 0; i < 2; i++) {
        size_t hole = lb_slice_find(rest, '{');
        if (hole == rest.len)
            break;
        path = lb_arena_printf(a, "%" LB_PRI "%" LB_PRI "%" LB_PRI, LB_ARG(path), LB_ARG(lb_slice_sub(rest, 0, hole)),
                               LB_ARG(args[i]));
        rest = lb_slice_sub(rest, hole + 2, rest.len);
    }
    return path.len ? lb_arena_printf(a, "%" LB_PRI "%" LB_PRI, LB_ARG(path), LB_ARG(rest)) : rest;
}
