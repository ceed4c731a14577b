/* dump.c - what is in a state directory, as lines to compare.
 *
 *   dump STATE          prints all of it
 *   dump STATE STATE    compares two: the exit status is 1 and the first line that differs is shown when they do */
#include "store/store.h"

#include <stdio.h>

struct lines {
    struct lb_arena arena;
    lb_slice *items;
    size_t count, capacity;
};

static void print(void *ctx, lb_slice line)
{
    (void)ctx;
    fwrite(line.data, 1, line.len, stdout);
    putchar('\n');
}

static void gather(void *ctx, lb_slice line)
{
    struct lines *l = ctx;
    LB_PUSH(&l->arena, l->items, l->count, l->capacity, lb_arena_copy(&l->arena, line));
}

static int dump(const char *state, void (*each)(void *, lb_slice), void *ctx)
{
    struct lb_err e = {0};
    struct lb_snapshot *snapshot = NULL;
    struct lb_reader *reader = NULL;
    enum lb_status s = lb_snapshot_open(state, &snapshot, &e);
    if (s == LB_OK)
        s = lb_reader_open(snapshot, &reader, &e);
    if (s == LB_OK)
        s = lb_reader_dump(reader, each, ctx, &e);
    lb_reader_close(reader);
    lb_snapshot_drop(snapshot);
    if (s != LB_OK)
        fprintf(stderr, "dump: %s: %s\n", lb_status_name(s), e.msg);
    return s == LB_OK ? 0 : 2;
}

static void show(const struct lines *l, size_t i)
{
    if (i < l->count)
        printf("%.*s\n", (int)(l->items[i].len < 400 ? l->items[i].len : 400), l->items[i].data);
    else
        puts("(no more)");
}

int main(int argc, char **argv)
{
    struct lines a = {0}, b = {0};
    if (argc != 2 && argc != 3) {
        fputs("usage: dump STATE [STATE]\n", stderr);
        return 2;
    }
    if (argc == 2)
        return dump(argv[1], print, NULL);
    int code = dump(argv[1], gather, &a);
    if (!code)
        code = dump(argv[2], gather, &b);
    size_t i = 0;
    while (i < a.count && i < b.count && lb_slice_eq(a.items[i], b.items[i]))
        i++;
    if (!code && (i < a.count || i < b.count)) {
        printf("line %zu of %zu and %zu:\n", i + 1, a.count, b.count);
        show(&a, i);
        show(&b, i);
        code = 1;
    }
    lb_arena_free(&a.arena);
    lb_arena_free(&b.arena);
    return code;
}
