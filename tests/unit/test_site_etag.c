/* Conditional requests and content codings as the RFC has them; the cache keeps its budget and its generation. */
#include "unit.h"
#include "site/cache.h"
#include "site/encode.h"
#include "site/etag.h"

#include <pthread.h>
#include <stdlib.h>

static void test_etag__lists_and_weak_tags_match(void **state)
{
    (void)state;
    const char *tag = "\"abc\"";
    static const char *const yes[] = {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x\",W/\"abc\" , \"y\"", "*", " , \"abc\"",
                                      "\"a,b\", \"abc\""};
    static const char *const no[] = {"", "abc", "\"abcd\"", "\"ab\"", "\"abc", "W/", "w/\"abc\"", "\"x\" abc", "\"\"", ",,,"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!lb_etag_matches(lb_slice_of(yes[i]), tag))
            fail_msg("%s does not match", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (lb_etag_matches(lb_slice_of(no[i]), tag))
            fail_msg("%s matches", no[i]);
}

static void test_etag__depends_on_every_part_and_where_it_ends(void **state)
{
    (void)state;
    char a[LB_ETAG_SIZE], b[LB_ETAG_SIZE];
    lb_etag_make(a, (lb_slice[]){LB_S("ab"), LB_S("c")}, 2);
    lb_etag_make(b, (lb_slice[]){LB_S("a"), LB_S("bc")}, 2);
    assert_string_not_equal(a, b);
    lb_etag_make(b, (lb_slice[]){LB_S("ab"), LB_S("c")}, 2);
    assert_string_equal(a, b);
    assert_int_equal(strlen(a), 18);
}

static void test_encoding__best_q_wins_and_brotli_among_equals(void **state)
{
    (void)state;
    static const struct {
        const char *accept;
        enum lb_encoding expected;
    } rows[] = {
        {"", LB_IDENTITY},
        {"gzip, deflate, br", LB_BROTLI},
        {"gzip, deflate", LB_GZIP},
        {"br;q=0.1, gzip;q=0.9", LB_GZIP},
        {"br;q=0, gzip;q=0", LB_IDENTITY},
        {"*", LB_BROTLI},
        {"*;q=0.5, br;q=0", LB_GZIP},
        {"gzip;q=0.5, identity", LB_IDENTITY},
        {"GZIP;Q=0.5", LB_GZIP},
        {"br;q=2, gzip", LB_GZIP},
        {"br;q=x, br;q=0.12345", LB_IDENTITY},
        {"br ; q=1.000", LB_BROTLI},
        {",,,;q=1,", LB_IDENTITY},
        {"brotli, xgzip", LB_IDENTITY},
        {"identity;q=0", LB_IDENTITY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (lb_encoding_choose(lb_slice_of(rows[i].accept)) != rows[i].expected)
            fail_msg("'%s'", rows[i].accept);
}

static void test_encoding__is_the_same_each_time_and_never_larger(void **state)
{
    (void)state;
    char text[4000], noise[4000];
    uint64_t random = 1;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = "lumbung "[i % 8];
        random = random * 6364136223846793005u + 1442695040888963407u;
        noise[i] = (char)(random >> 56);
    }
    for (int e = LB_GZIP; e < LB_ENCODINGS; e++) {
        lb_slice a, b;
        assert_true(lb_encode((enum lb_encoding)e, LB_EFFORT_PAGE, lb_slice_from(text, sizeof text), &a));
        assert_true(lb_encode((enum lb_encoding)e, LB_EFFORT_PAGE, lb_slice_from(text, sizeof text), &b));
        assert_true(a.len < sizeof text / 10 && lb_slice_eq(a, b));
        free((void *)a.data);
        free((void *)b.data);
        assert_false(lb_encode((enum lb_encoding)e, LB_EFFORT_PAGE, lb_slice_from(noise, sizeof noise), &a));
        assert_false(lb_encode((enum lb_encoding)e, LB_EFFORT_PAGE, LB_S("short"), &a));
    }
    assert_false(lb_encode(LB_IDENTITY, LB_EFFORT_PAGE, lb_slice_from(text, sizeof text), &(lb_slice){0}));
    assert_true(lb_encoding_suits("text/html; charset=utf-8") && lb_encoding_suits("image/svg+xml"));
    assert_false(lb_encoding_suits("font/woff2") || lb_encoding_suits("image/png"));
}

static struct lb_stored *reply_of(size_t bytes)
{
    struct lb_stored *s = lb_stored_new(200);
    s->body = lb_slice_from(calloc(bytes, 1), bytes);
    return s;
}

static void put(struct lb_cache *c, uint64_t generation, const char *key, size_t bytes)
{
    struct lb_stored *s = reply_of(bytes);
    lb_cache_put(c, generation, lb_slice_of(key), LB_BROTLI, s);
    lb_stored_drop(s);
}

static bool has(struct lb_cache *c, const char *key)
{
    struct lb_stored *s = lb_cache_find(c, lb_slice_of(key), LB_BROTLI);
    lb_stored_drop(s);
    return s != NULL;
}

static void test_cache__forgets_the_least_recently_used(void **state)
{
    (void)state;
    struct lb_cache *c = lb_cache_new(100 * 1000);
    lb_cache_turn(c, 1);
    char key[16];
    for (int i = 0; i < 9; i++) {
        snprintf(key, sizeof key, "/%d", i);
        put(c, 1, key, 10 * 1000);
    }
    assert_true(has(c, "/0")); /* used: /1 is the oldest now */
    put(c, 1, "/new", 10 * 1000);
    assert_true(has(c, "/0") && has(c, "/new") && has(c, "/2"));
    assert_false(has(c, "/1"));
    assert_true(lb_cache_bytes(c) <= 100 * 1000);
    put(c, 1, "/large", 13 * 1000); /* more than an eighth of the budget */
    assert_false(has(c, "/large"));
    for (int i = 0; i < 100; i++)
        put(c, 1, "/same", 1000);
    assert_true(has(c, "/0"));
    lb_cache_free(c);
}

static void test_cache__encodings_are_apart(void **state)
{
    (void)state;
    struct lb_cache *c = lb_cache_new(100 * 1000);
    put(c, 0, "/a", 10);
    assert_null(lb_cache_find(c, LB_S("/a"), LB_GZIP));
    assert_true(has(c, "/a"));
    lb_cache_free(c);
}

static void test_cache__a_new_generation_forgets_all_and_takes_nothing_old(void **state)
{
    (void)state;
    struct lb_cache *c = lb_cache_new(100 * 1000);
    lb_cache_turn(c, 1);
    put(c, 1, "/a", 10);
    struct lb_stored *held = lb_cache_find(c, LB_S("/a"), LB_BROTLI);
    lb_cache_turn(c, 2);
    assert_false(has(c, "/a"));
    put(c, 1, "/late", 10);
    assert_false(has(c, "/late"));
    assert_int_equal(lb_cache_bytes(c), 0);
    assert_int_equal(held->body.data[0], 0); /* who has a reply keeps it */
    lb_stored_drop(held);
    lb_cache_free(c);
}

static void *hammer(void *arg)
{
    struct lb_cache *c = arg;
    char key[16];
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "/%u", (i * 2654435761u) >> 24);
        if (!has(c, key))
            put(c, 7, key, 500 + i % 1000);
    }
    return NULL;
}

static void test_cache__holds_under_threads(void **state)
{
    (void)state;
    struct lb_cache *c = lb_cache_new(100 * 1000);
    pthread_t threads[4];
    lb_cache_turn(c, 7);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, hammer, c);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_true(lb_cache_bytes(c) <= 100 * 1000);
    lb_cache_turn(c, 8);
    assert_int_equal(lb_cache_bytes(c), 0);
    lb_cache_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_etag__lists_and_weak_tags_match),
        cmocka_unit_test(test_etag__depends_on_every_part_and_where_it_ends),
        cmocka_unit_test(test_encoding__best_q_wins_and_brotli_among_equals),
        cmocka_unit_test(test_encoding__is_the_same_each_time_and_never_larger),
        cmocka_unit_test(test_cache__forgets_the_least_recently_used),
        cmocka_unit_test(test_cache__encodings_are_apart),
        cmocka_unit_test(test_cache__a_new_generation_forgets_all_and_takes_nothing_old),
        cmocka_unit_test(test_cache__holds_under_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
