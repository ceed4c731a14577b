/* Differences of sequences: always right, shortest where that is cheap, bounded where it is not. */
#include "unit.h"
#include "base/diff.h"

#include <stdlib.h>
#include <time.h>

static struct lb_arena arena;

/* Checks that the runs turn a into b and do not touch; returns the number of symbols that go or come. */
static size_t check(const uint32_t *a, size_t n, const uint32_t *b, size_t m, size_t symbols)
{
    struct lb_diff_run *runs;
    size_t count, x = 0, y = 0, cost = 0;
    lb_diff(&arena, a, n, b, m, symbols, &runs, &count);
    for (size_t i = 0; i <= count; i++) {
        size_t x_next = i < count ? runs[i].a : n, y_next = i < count ? runs[i].b : m;
        assert_true(x_next >= x && y_next >= y && x_next - x == y_next - y);
        assert_true(i == 0 || i == count || x_next > x);
        for (; x < x_next; x++, y++)
            assert_int_equal(a[x], b[y]);
        if (i == count)
            break;
        assert_true(runs[i].a_len + runs[i].b_len > 0);
        cost += runs[i].a_len + runs[i].b_len;
        x += runs[i].a_len;
        y += runs[i].b_len;
    }
    assert_true(x == n && y == m);
    return cost;
}

static size_t check_letters(const char *a, const char *b)
{
    uint32_t x[100], y[100];
    size_t n = strlen(a), m = strlen(b);
    for (size_t i = 0; i < n; i++)
        x[i] = (unsigned char)a[i];
    for (size_t i = 0; i < m; i++)
        y[i] = (unsigned char)b[i];
    return check(x, n, y, m, 256);
}

static void test_diff__small_ones_are_shortest(void **state)
{
    (void)state;
    assert_int_equal(check_letters("", ""), 0);
    assert_int_equal(check_letters("abc", "abc"), 0);
    assert_int_equal(check_letters("", "abc"), 3);
    assert_int_equal(check_letters("abc", ""), 3);
    assert_int_equal(check_letters("abcabba", "cbabac"), 5);
    assert_int_equal(check_letters("abcd", "acbd"), 2);
    assert_int_equal(check_letters("xaxbxcx", "abc"), 4);
    assert_int_equal(check_letters("aaaa", "aa"), 2);
    assert_int_equal(check_letters("abcdef", "ghijkl"), 12);
}

/* The length of the longest common subsequence by the plain table. */
static size_t shortest(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    static size_t table[61][61];
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++)
            table[i][j] = !i || !j ? 0
                          : a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                          : table[i - 1][j] > table[i][j - 1] ? table[i - 1][j] : table[i][j - 1];
    return n + m - 2 * table[n][m];
}

static void test_diff__agrees_with_the_plain_table(void **state)
{
    (void)state;
    uint32_t a[60], b[60], seed = 1;
    for (int round = 0; round < 3000; round++) {
        size_t n = (seed = seed * 1103515245 + 12345) >> 16 & 0xff, m = (seed = seed * 1103515245 + 12345) >> 16 & 0xff;
        unsigned symbols = 1 + (unsigned)round % 12;
        n %= 61;
        m %= 61;
        for (size_t i = 0; i < n; i++)
            a[i] = ((seed = seed * 1103515245 + 12345) >> 16) % symbols;
        for (size_t i = 0; i < m; i++)
            b[i] = ((seed = seed * 1103515245 + 12345) >> 16) % symbols;
        assert_int_equal(check(a, n, b, m, symbols), shortest(a, n, b, m));
        lb_arena_reset(&arena);
    }
}

static void test_diff__pathological_sequences_end_in_time(void **state)
{
    (void)state;
    enum { N = 100 * 1000 };
    uint32_t *a = calloc(N, sizeof *a), *b = calloc(N, sizeof *b), seed = 7;
    struct timespec before, after;
    for (int kind = 0; kind < 5; kind++) {
        for (size_t i = 0; i < N; i++) {
            seed = seed * 1103515245 + 12345;
            uint32_t x = seed >> 16;
            seed = seed * 1103515245 + 12345;
            uint32_t y = seed >> 16;
            a[i] = kind == 0 ? (uint32_t)i : kind == 1 ? x % 2 : kind == 2 ? x % 2000 : kind == 3 ? (uint32_t)i % 2 : (uint32_t)i;
            b[i] = kind == 0 ? N + (uint32_t)i : kind == 1 ? y % 2 : kind == 2 ? y % 2000 : kind == 3 ? 1 - (uint32_t)i / 2 % 2 : N - 1 - (uint32_t)i;
        }
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
        check(a, N, b, N, 2 * N);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
        double ms = (double)(after.tv_sec - before.tv_sec) * 1e3 + (double)(after.tv_nsec - before.tv_nsec) / 1e6;
        print_message("kind %d: %.0f ms\n", kind, ms);
        assert_true(ms < 3000); /* with sanitizers; 100 ms without */
        lb_arena_reset(&arena);
    }
    free(a);
    free(b);
}

static int teardown(void **state)
{
    (void)state;
    lb_arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_diff__small_ones_are_shortest),
        cmocka_unit_test(test_diff__agrees_with_the_plain_table),
        cmocka_unit_test(test_diff__pathological_sequences_end_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
