/* frame.c - see frame.h. */
#include "site/frame.h"

#include "site/preview.h"
#include "site/request.h"

static bool is_open(const struct lb_json *model, const char *key)
{
    return !lb_json_get(model, key);
}

static void set(struct lb_json *model, const char *key, lb_slice value)
{
    if (is_open(model, key))
        lb_json_set_str(model, key, value);
}

static void set_flag(struct lb_json *model, const char *key, bool value)
{
    if (is_open(model, key))
        lb_json_set_bool(model, key, value);
}

/* prefix_NAME with _ for -. */
static const char *key_of(struct lb_arena *a, const char *prefix, const char *name)
{
    char *key = (char *)lb_arena_printf(a, "%s_%s", prefix, name).data;
    for (char *p = key; *p; p++)
        if (*p == '-')
            *p = '_';
    return key;
}

static lb_slice whole(const struct lb_page_request *p, lb_slice path)
{
    return lb_arena_printf(p->arena, "%" LB_PRI "%" LB_PRI, LB_ARG(p->base_url), LB_ARG(path));
}

static void set_addresses(const struct lb_page_request *p, struct lb_json *model)
{
    const struct lb_request *r = p->request;
    const char *other = *r->lang == 'e' ? "id" : "en";
    lb_slice there = lb_url_switch(p->arena, r, other);
    set(model, "url_switch", there);
    set(model, "switch_lang", lb_slice_of(other));
    set(model, "switch_label", *other == 'e' ? LB_S("English") : LB_S("Bahasa Indonesia"));
    if (r->route && is_open(model, "alternates")) {
        struct lb_json *alternates = lb_json_array();
        set(model, "canonical_url", whole(p, r->canonical));
        for (int i = 0; i < 2; i++) {
            const char *lang = i ? "en" : "id";
            struct lb_json *one = lb_json_object();
            lb_json_set_str(one, "alternate_lang", lb_slice_of(lang));
            lb_json_set_str(one, "alternate_url", whole(p, *lang == *r->lang ? r->canonical : there));
            lb_json_push(alternates, one);
        }
        lb_json_set(model, "alternates", alternates);
    }
    for (const struct lb_route *route = lb_routes; route->name; route++)
        if (!strstr(route->path_id, "{}"))
            set(model, key_of(p->arena, "url", route->name), lb_url(p->arena, r->lang, route->name, LB_EMPTY));
    set(model, "opensearch_url", lb_url(p->arena, r->lang, "opensearch", LB_EMPTY));
}

/* What this page lists, and where it lists nothing, the library. */
static void set_feeds(const struct lb_page_request *p, struct lb_json *model)
{
    static const char *const all[][2] = {{"feed", LB_WORD("%s: perubahan")}, {"feed-new", LB_WORD("%s: kasus baru")}};
    if (!is_open(model, "feeds"))
        return;
    struct lb_json *feeds = lb_json_array();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        lb_slice url = lb_url_feed(p->arena, p->request, all[i][0]);
        bool is_part = lb_slice_find(url, '?') < url.len;
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "feed_url", url);
        lb_slice what = is_part ? lb_json_str(model, "page_title") : lb_json_str(model, "site_name");
        lb_json_set_str(one, "feed_title", LB_SAY(p, all[i][1], what));
        lb_json_push(feeds, one);
    }
    lb_json_set(model, "feeds", feeds);
}

static void set_navigation(const struct lb_page_request *p, struct lb_json *model)
{
    static const char *const entries[][3] = {
        {"challenges", "Masalah", "challenge"}, {"affairs", "Urusan", "affair"},  {"themes", "Tema", "theme"},
        {"regions", "Daerah", "region"},        {"collections", "Koleksi", "collection"},
    };
    if (!is_open(model, "nav"))
        return;
    struct lb_json *nav = lb_json_array();
    const char *here = p->request->route ? p->request->route->name : "";
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "nav_url", lb_url(p->arena, p->request->lang, entries[i][0], LB_EMPTY));
        lb_json_set_str(one, "nav_label", lb_slice_of(lb_word(p->words, entries[i][1])));
        lb_json_set_bool(one, "nav_is_here", strcmp(here, entries[i][0]) == 0);
        lb_json_set_bool(one, "nav_is_above", strcmp(here, entries[i][2]) == 0);
        lb_json_push(nav, one);
    }
    lb_json_set(model, "nav", nav);
}

static void set_names(const struct lb_page_request *p, struct lb_json *model)
{
    static const char *const keys[] = {"q",  "exact",  "from",    "to",       "order",  "page",
                                       "me", "me_pop", "me_area", "me_level", "letter", "all", "old", "new"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        set(model, key_of(p->arena, "name", keys[i]), lb_slice_of(lb_param_word(keys[i], p->request->lang)));
}

static void set_assets(const struct lb_assets *assets, struct lb_json *model)
{
    static const char *const files[][2] = {
        {"asset_css", "site.css"},       {"asset_js", "site.js"},           {"asset_icons", "icons.svg"},
        {"asset_favicon", "favicon.svg"}, {"asset_sans", "fonts/jakarta.woff2"}, {"asset_serif", "fonts/serif.woff2"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        set(model, files[i][0], lb_assets_url(assets, files[i][1]));
}

static void set_library(const struct lb_page_request *p, struct lb_json *model)
{
    const struct lb_json *library = lb_library_note(p->library, "library"), *head = lb_library_note(p->library, "head");
    const char *lang = p->request->lang;
    lb_slice name = lb_library_text(lb_json_get(library, "title"), lang);
    set(model, "site_name", name.len ? name : LB_S("Lumbung"));
    set(model, "site_subtitle", lb_library_text(lb_json_get(library, "subtitle"), lang));
    set(model, "site_publisher", lb_library_text(lb_json_get(library, "publisher"), lang));
    const struct lb_json *licence = lb_json_get(library, "licence");
    bool is_pair = lb_json_type(licence) == LB_JSON_OBJECT;
    set(model, "site_licence", is_pair ? lb_json_str(licence, "name") : lb_json_text(licence));
    set(model, "site_licence_url", is_pair ? lb_json_str(licence, "url") : lb_json_str(library, "licence_url"));
    if (head && is_open(model, "snapshot")) {
        struct lb_json *s = lb_json_object();
        lb_slice date = lb_slice_sub(lb_json_str(head, "date"), 0, 10);
        lb_json_set_str(s, "snapshot_date", lb_format_date(p->arena, lang, date));
        lb_json_set_str(s, "snapshot_iso", date);
        lb_json_set_str(s, "snapshot_commit", lb_slice_sub(lb_json_str(head, "commit"), 0, 10));
        lb_json_set_bool(s, "snapshot_is_worktree", lb_json_bool_of(head, "is_worktree"));
        lb_json_set(model, "snapshot", s);
    }
}

void lb_frame_fill(const struct lb_page_request *p, const struct lb_assets *assets, struct lb_json *model)
{
    lb_preview_frame(p, assets, model);
    set(model, "lang", lb_slice_of(p->request->lang));
    set_library(p, model);
    lb_slice title = lb_json_str(model, "page_title"), site = lb_json_str(model, "site_name");
    set(model, "head_title",
        title.len ? lb_arena_printf(p->arena, "%" LB_PRI " · %" LB_PRI, LB_ARG(title), LB_ARG(site)) : site);
    set_addresses(p, model);
    set_feeds(p, model);
    set_navigation(p, model);
    set_names(p, model);
    set_assets(assets, model);
    set(model, "query", lb_request_param(p->request, "q"));
    set(model, "version", LB_S(LB_PROGRAM_VERSION));
    set_flag(model, "has_library", p->library != NULL);
    set_flag(model, "has_top_search", p->library != NULL);
    set_flag(model, "is_article", false);
}
