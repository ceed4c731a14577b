/* From target to reply, without a socket: conditional requests, cache, redirects, errors, and the change of snapshots. */
#include "unit.h"
#include "snapshot.h"

#include "site/reply.h"

static const struct test_note notes[] = {
    {"library", "{\"title\":{\"id\":\"Pustaka\",\"en\":\"Library\"},\"base_url\":\"https://lumbung.example/\"}"},
    {"cases:00", "[{\"id\":\"a-case\",\"title\":{\"id\":\"A\"},\"updated\":\"2026-01-02\"}]"},
    {"alias:old-case", "a-case"},
    {NULL, NULL},
};

static struct lb_site *site;
static char *state;
static struct lb_err err;

static int setup(void **unused)
{
    (void)unused;
    state = test_state();
    struct lb_site_options o = {.state = state, .address = "http://127.0.0.1:1"};
    if (test_snapshot(state, "one", notes, &err) != LB_OK || lb_site_open(&o, &site, &err) != LB_OK) {
        fprintf(stderr, "%s\n", err.msg);
        return -1;
    }
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    lb_site_free(site);
    (void)!lb_fs_remove(state, NULL);
    free(state);
    return 0;
}

static struct lb_stored *ask(const char *target, const char *accept, const char *etag, bool *is_known)
{
    struct lb_ask a = {lb_slice_of(target), lb_slice_of(accept), lb_slice_of(etag)};
    return lb_reply(site, &a, is_known);
}

static struct lb_stored *get(const char *target)
{
    bool is_known;
    struct lb_stored *r = ask(target, "", "", &is_known);
    assert_false(is_known);
    return r;
}

static bool contains(const struct lb_stored *r, const char *text)
{
    return memmem(r->body.data, r->body.len, text, strlen(text)) != NULL;
}

static void status_is(const char *target, unsigned status)
{
    struct lb_stored *r = get(target);
    if (r->status != status)
        fail_msg("%s gives %u, not %u", target, r->status, status);
    assert_true(status == 200 ? r->etag[0] != 0 : r->etag[0] == 0);
    lb_stored_drop(r);
}

static void moves_to(const char *target, const char *location)
{
    struct lb_stored *r = get(target);
    assert_int_equal(r->status, 301);
    assert_string_equal(r->location, location);
    lb_stored_drop(r);
}

static void test_reply__statuses_say_what_happened(void **unused)
{
    (void)unused;
    status_is("/api/cases/a-case", 200);
    status_is("/en/api/cases/a-case", 200);
    status_is("/robots.txt", 200);
    status_is("/sitemap.xml", 200);
    status_is("/opensearch.xml", 200);
    status_is("/umpan.atom", 200);
    status_is("/suggest?q=ban", 200);
    status_is("/suggest", 200);
    status_is("/api/cases/nothing", 404);
    status_is("/sitemap.xml?hal=9", 404);
    status_is("/nothing", 404);
    status_is("/aset/nothing.css", 404);
    status_is("/aset/../../etc/passwd", 404);
    status_is("/aset/%2e%2e%2fcurrent", 404);
    status_is("/aset/.hidden", 404);
    status_is("/aset/", 404);
    status_is("/%zz", 400);
    status_is("", 400);
    char *large = malloc(200001);
    memset(large, 'a', 200000);
    memcpy(large, "/cari?q=", 8);
    large[200000] = 0;
    status_is(large, 414);
    free(large);
}

static void test_reply__renamed_cases_and_other_spellings_are_moved(void **unused)
{
    (void)unused;
    moves_to("/api/cases/old-case", "/api/cases/a-case");
    moves_to("/en/api/cases/OLD-case", "/en/api/cases/old-case");
    moves_to("/api/cases/a-case/", "/api/cases/a-case");
    moves_to("//", "/");
}

static void test_reply__a_known_page_is_not_sent_again(void **unused)
{
    (void)unused;
    bool is_known;
    struct lb_stored *first = get("/api/cases/b-case");
    struct lb_stored *again = ask("/api/cases/b-case", "", first->etag, &is_known);
    assert_true(is_known);
    assert_string_equal(again->etag, first->etag);
    lb_stored_drop(again);
    again = ask("/api/cases/b-case", "", "\"other\", W/\"more\"", &is_known);
    assert_false(is_known);
    lb_stored_drop(again);
    again = ask("/api/cases/b-case?utm_source=x", "", first->etag, &is_known); /* the same page */
    assert_true(is_known);
    lb_stored_drop(again);
    again = ask("/api/cases/b-case", "gzip", first->etag, &is_known); /* other bytes */
    assert_false(is_known);
    assert_string_not_equal(again->etag, first->etag);
    lb_stored_drop(again);
    again = ask("/nothing", "", "*", &is_known);
    assert_false(is_known);
    lb_stored_drop(again);
    lb_stored_drop(first);
}

static void test_reply__known_pages_need_no_rendering(void **unused)
{
    (void)unused;
    bool is_known;
    struct lb_stored *page = get("/robots.txt");
    lb_cache_turn(site->cache, site->view->generation);
    struct lb_stored *r = ask("/robots.txt", "", page->etag, &is_known);
    assert_true(is_known);
    assert_int_equal(r->body.len, 0);
    assert_int_equal(lb_cache_bytes(site->cache), 0);
    lb_stored_drop(r);
    lb_stored_drop(page);
}

static void test_reply__pages_come_from_the_cache_under_every_spelling(void **unused)
{
    (void)unused;
    struct lb_stored *a = get("/suggest?q=banjir"), *b = get("/suggest?q=banjir"), *c = get("/suggest?x=1&q=banj%69r+");
    assert_ptr_equal(a, b);
    assert_ptr_equal(a, c);
    struct lb_stored *d = get("/en/suggest?q=banjir");
    assert_ptr_not_equal(a, d);
    assert_string_not_equal(a->etag, d->etag);
    lb_stored_drop(a);
    lb_stored_drop(b);
    lb_stored_drop(c);
    lb_stored_drop(d);
}

static void test_reply__whole_addresses_use_the_base_url(void **unused)
{
    (void)unused;
    struct lb_stored *r = get("/sitemap.xml");
    assert_true(contains(r, "<loc>https://lumbung.example/kasus/a-case</loc>"));
    assert_false(contains(r, "//kasus") || contains(r, "127.0.0.1"));
    lb_stored_drop(r);
}

static void test_reply__errors_speak_the_language_of_the_address(void **unused)
{
    (void)unused;
    struct lb_stored *r = get("/en/nothing");
    assert_string_equal(r->type, "text/html; charset=utf-8");
    assert_true(contains(r, "<html lang=\"en\">"));
    lb_stored_drop(r);
    r = lb_reply_error(site, LB_S("/cari"), 405, "only GET and HEAD are served");
    assert_int_equal(r->status, 405);
    assert_true(contains(r, "<html lang=\"id\">"));
    lb_stored_drop(r);
    r = get("/api/cases/nothing"); /* programs get plain text */
    assert_string_equal(r->type, "text/plain; charset=utf-8");
    lb_stored_drop(r);
}

static void test_reply__files_of_cases_may_run_nothing(void **unused)
{
    (void)unused;
    struct lb_stored *r = get("/aset/0123abcd.svg");
    assert_int_equal(r->status, 200);
    assert_string_equal(r->type, "image/svg+xml");
    assert_non_null(strstr(r->policy, "sandbox"));
    assert_non_null(strstr(r->cache_control, "immutable"));
    lb_stored_drop(r);
}

static void test_reply__assets_have_hashed_names_and_encodings(void **unused)
{
    (void)unused;
    bool is_known;
    lb_slice url = lb_assets_url(site->assets, "site.css");
    assert_true(url.len > 0);
    char *target = strndup(url.data, url.len);
    struct lb_stored *plain = get(target), *br = ask(target, "br", "", &is_known);
    assert_int_equal(plain->status, 200);
    assert_int_equal(br->encoding, LB_BROTLI);
    assert_true(br->body.len < plain->body.len / 2);
    assert_non_null(strstr(plain->cache_control, "immutable"));
    assert_false(contains(plain, "url(fonts/")); /* rewritten to hashed names */
    assert_true(contains(plain, "url(/aset/"));
    lb_stored_drop(plain);
    lb_stored_drop(br);
    free(target);
}

static void test_reply__the_parts_of_a_style_sheet_are_one_asset(void **unused)
{
    (void)unused;
    struct lb_arena arena = {0};
    lb_slice *parts;
    size_t count;
    assert_int_equal(lb_fs_list(&arena, "site/assets/site.css", &parts, &count, &err), LB_OK);
    assert_true(count > 1);
    assert_int_equal(lb_assets_url(site->assets, "site.css/1-base.css").len, 0);
    lb_slice url = lb_assets_url(site->assets, "site.css");
    struct lb_stored *sheet = get(lb_arena_cstr(&arena, url));
    size_t at = 0;
    for (size_t i = 0; i < count; i++) { /* each file opens with its name */
        lb_slice head = lb_arena_printf(&arena, "/* %" LB_PRI " - ", LB_ARG(parts[i]));
        const char *hit = memmem(sheet->body.data + at, sheet->body.len - at, head.data, head.len);
        assert_non_null(hit);
        at = (size_t)(hit - sheet->body.data);
        if (i == 0)
            assert_int_equal(at, 0);
    }
    lb_stored_drop(sheet);
    lb_arena_free(&arena);
}

static void test_reply__a_new_snapshot_shows_and_the_old_cache_is_gone(void **unused)
{
    (void)unused;
    struct lb_stored *old = get("/api/cases/a-case");
    assert_true(contains(old, "a-case one"));
    assert_int_equal(lb_site_refresh(site, &err), LB_OK); /* nothing new */
    assert_int_equal(test_snapshot(state, "two", notes, &err), LB_OK);
    assert_int_equal(lb_site_refresh(site, &err), LB_OK);
    bool is_known;
    struct lb_stored *new = ask("/api/cases/a-case", "", old->etag, &is_known);
    assert_false(is_known);
    assert_true(contains(new, "a-case two"));
    assert_true(contains(old, "a-case one"));
    lb_stored_drop(old);
    lb_stored_drop(new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reply__statuses_say_what_happened),
        cmocka_unit_test(test_reply__renamed_cases_and_other_spellings_are_moved),
        cmocka_unit_test(test_reply__a_known_page_is_not_sent_again),
        cmocka_unit_test(test_reply__known_pages_need_no_rendering),
        cmocka_unit_test(test_reply__pages_come_from_the_cache_under_every_spelling),
        cmocka_unit_test(test_reply__whole_addresses_use_the_base_url),
        cmocka_unit_test(test_reply__errors_speak_the_language_of_the_address),
        cmocka_unit_test(test_reply__files_of_cases_may_run_nothing),
        cmocka_unit_test(test_reply__assets_have_hashed_names_and_encodings),
        cmocka_unit_test(test_reply__the_parts_of_a_style_sheet_are_one_asset),
        cmocka_unit_test(test_reply__a_new_snapshot_shows_and_the_old_cache_is_gone),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
