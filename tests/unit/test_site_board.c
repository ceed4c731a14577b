/* Lists for editors: files that no spreadsheet takes for a program, parts that are whole together, ages in days. */
#include "unit.h"
#include "base/limits.h"
#include "site/board.h"

static struct lb_arena arena;

static void assert_row(const char *cell, const char *wanted)
{
    struct lb_str out = LB_STR_INIT(4096);
    lb_slice cells[] = {lb_slice_of(cell), LB_S("x")};
    lb_csv_row(&out, cells, 2);
    assert_string_equal(out.data, wanted);
    lb_str_free(&out);
}

static void test_csv__quotes_what_would_end_a_cell(void **state)
{
    (void)state;
    assert_row("sampah", "sampah,x\r\n");
    assert_row("", ",x\r\n");
    assert_row("a,b", "\"a,b\",x\r\n");
    assert_row("kata \"ajaib\"", "\"kata \"\"ajaib\"\"\",x\r\n");
    assert_row("dua\nbaris", "\"dua\nbaris\",x\r\n");
    assert_row("a;b", "\"a;b\",x\r\n");
}

static void test_csv__a_formula_becomes_text(void **state)
{
    (void)state;
    static const char *const formulas[] = {"=1+1", "+62", "-2", "@SUM(A1)", "\tx", "\r=1", "  =1"};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, "\"'%s\",x\r\n", formulas[i]);
        assert_row(formulas[i], wanted);
    }
    assert_row("a=1", "a=1,x\r\n");
    assert_row("2026-11-21", "2026-11-21,x\r\n");
}

static enum lb_status ask(const char *target, size_t total, struct lb_request *request, struct lb_page_request *p,
                          struct lb_pages *at)
{
    struct lb_err e = {0};
    assert_int_equal(lb_request_parse(&arena, lb_slice_of(target), request, &e), LB_OK);
    *p = (struct lb_page_request){.request = request, .arena = &arena};
    return lb_board_pages(p, total, at, &e);
}

static void test_board__parts_of_a_file_are_all_of_it_once(void **state)
{
    (void)state;
    struct lb_request request;
    struct lb_page_request p;
    struct lb_pages at;
    size_t next = 0, total = 2 * LB_MAX_LIST + 7;
    static const char *const parts[] = {"/redaksi/mutu.csv", "/redaksi/mutu.csv?hal=2", "/en/editors/quality.csv?page=3"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ask(parts[i], total, &request, &p, &at), LB_OK);
        assert_int_equal(at.from, next);
        next = at.to;
    }
    assert_int_equal(next, total);
    assert_int_equal(at.pages, 3);
    assert_int_equal(ask("/redaksi/mutu.csv?hal=4", total, &request, &p, &at), LB_NOT_FOUND);
    assert_int_equal(ask("/redaksi/mutu.csv?hal=999999999999", total, &request, &p, &at), LB_NOT_FOUND);
    assert_int_equal(ask("/redaksi/mutu?hal=2", LB_BOARD_ROWS, &request, &p, &at), LB_NOT_FOUND);
    assert_int_equal(ask("/redaksi/mutu", 0, &request, &p, &at), LB_OK);
    assert_int_equal(at.to, 0);
}

static void test_board__a_part_says_so_in_its_name(void **state)
{
    (void)state;
    struct lb_request request;
    struct lb_page_request p;
    struct lb_pages at;
    struct lb_reply reply = {0};
    struct lb_board empty = {0};
    assert_int_equal(ask("/redaksi/mutu.csv?hal=2", LB_MAX_LIST + 1, &request, &p, &at), LB_OK);
    lb_board_reply(&p, &empty, &at, "daftar", &reply);
    assert_true(lb_slice_eq(reply.download, LB_S("daftar-2-2.csv")));
    assert_int_equal(ask("/redaksi/mutu.csv", LB_MAX_LIST, &request, &p, &at), LB_OK);
    lb_board_reply(&p, &empty, &at, "daftar", &reply);
    assert_true(lb_slice_eq(reply.download, LB_S("daftar.csv")));
}

static void test_days__between_dates(void **state)
{
    (void)state;
    assert_int_equal(lb_days_between(LB_S("2026-11-21"), LB_S("2026-11-21")), 0);
    assert_int_equal(lb_days_between(LB_S("2024-02-28"), LB_S("2024-03-01")), 2);
    assert_int_equal(lb_days_between(LB_S("2023-12-31"), LB_S("2024-12-31")), 366);
    assert_int_equal(lb_days_between(LB_S("1999-12-31"), LB_S("2000-01-01")), 1);
    assert_int_equal(lb_days_between(LB_S("2024-03-01"), LB_S("2024-02-28")), -1);
    assert_int_equal(lb_days_between(LB_S("2024-03"), LB_S("2024-04-28")), -1);
    assert_int_equal(lb_days_between(LB_S("kemarin dulu"), LB_S("2024-04-28")), -1);
}

static int end(void **state)
{
    (void)state;
    lb_arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv__quotes_what_would_end_a_cell),
        cmocka_unit_test(test_csv__a_formula_becomes_text),
        cmocka_unit_test(test_board__parts_of_a_file_are_all_of_it_once),
        cmocka_unit_test(test_board__a_part_says_so_in_its_name),
        cmocka_unit_test(test_days__between_dates),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
