/* Reading files: nothing but regular files, never more than asked for, the place in an open file is nobody's business. */
#include "unit.h"
#include "base/fs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct lb_arena arena;
static struct lb_err err;
static char dir[] = "/tmp/lumbung-fs-XXXXXX";

static char *path(const char *name)
{
    return lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/%s", dir, name));
}

static int setup(void **state)
{
    (void)state;
    return mkdtemp(dir) && lb_fs_write(path("berkas"), LB_S("isi\0nya"), &err) == LB_OK && lb_fs_write(path("kosong"), LB_EMPTY, &err) == LB_OK &&
                   lb_fs_mkdirs(path("folder"), &err) == LB_OK && mkfifo(path("pipa"), 0600) == 0
               ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    int failed = lb_fs_remove(dir, &err) != LB_OK;
    lb_arena_free(&arena);
    return failed;
}

static void test_read__all_of_a_file_and_a_nul_byte(void **state)
{
    (void)state;
    lb_slice s;
    assert_int_equal(lb_fs_read(&arena, path("berkas"), 7, &s, &err), LB_OK);
    assert_true(lb_slice_eq(s, LB_S("isi\0nya")));
    assert_int_equal(s.data[7], 0);
    assert_int_equal(lb_fs_read(&arena, path("kosong"), 0, &s, &err), LB_OK);
    assert_int_equal(s.len, 0);
    assert_int_equal(s.data[0], 0);
}

static void test_read__what_is_no_file_of_that_size_says_so_and_leaves_the_result(void **state)
{
    (void)state;
    lb_slice s = LB_S("lama");
    assert_int_equal(lb_fs_read(&arena, path("berkas"), 6, &s, &err), LB_LIMIT);
    assert_non_null(strstr(err.msg, "/berkas' has 7 bytes; at most 6 are read"));
    assert_int_equal(lb_fs_read(&arena, path("tiada"), 9, &s, &err), LB_NOT_FOUND);
    assert_int_equal(lb_fs_read(&arena, path("folder"), 9999, &s, &err), LB_INVALID);
    assert_int_equal(lb_fs_read(&arena, path("pipa"), 9, &s, &err), LB_INVALID); /* and does not wait */
    assert_true(lb_slice_eq(s, LB_S("lama")));
}

static void test_read__an_open_file_is_read_from_its_start_and_stays_open(void **state)
{
    (void)state;
    lb_slice s;
    char c;
    int fd = open(path("berkas"), O_RDONLY | O_CLOEXEC);
    assert_int_equal(read(fd, &c, 1), 1);
    assert_int_equal(lb_fs_read_open(&arena, fd, LB_S("x"), 7, &s, &err), LB_OK);
    assert_int_equal(s.len, 7);
    assert_int_equal(lb_fs_read_open(&arena, fd, LB_S("x"), 6, &s, &err), LB_LIMIT);
    assert_string_equal(err.msg, "'x' has 7 bytes; at most 6 are read");
    assert_int_equal(read(fd, &c, 1), 1);
    assert_int_equal(c, 's');
    close(fd);
    assert_int_equal(lb_fs_read_open(&arena, fd, LB_S("x"), 7, &s, &err), LB_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read__all_of_a_file_and_a_nul_byte),
        cmocka_unit_test(test_read__what_is_no_file_of_that_size_says_so_and_leaves_the_result),
        cmocka_unit_test(test_read__an_open_file_is_read_from_its_start_and_stays_open),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
