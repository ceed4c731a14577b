/* replay_main.c - runs a fuzz harness over every file of the folders given, without libFuzzer: each must end, and end
 * soon. Prints how many were replayed; fails when a folder is empty (a test that cannot fail is none) or an input takes
 * more than ten seconds of CPU. */
#include "base/fs.h"

#include <stdint.h>
#include <sys/resource.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_err e = {0};
    size_t replayed = 0;
    for (int i = 1; i < argc; i++) {
        lb_slice *names;
        size_t count;
        if (lb_fs_list(&arena, argv[i], &names, &count, &e) != LB_OK) {
            fprintf(stderr, "%s\n", e.msg);
            return 1;
        }
        for (size_t k = 0; k < count; k++) {
            const char *path = lb_arena_printf(&arena, "%s/%s", argv[i], names[k].data).data;
            struct lb_arena input = LB_ARENA_INIT;
            lb_slice content;
            if (lb_fs_read(&input, path, 64 << 20, &content, &e) != LB_OK) {
                fprintf(stderr, "%s\n", e.msg);
                return 1;
            }
            struct rusage before, after;
            getrusage(RUSAGE_SELF, &before);
            LLVMFuzzerTestOneInput((const uint8_t *)content.data, content.len);
            getrusage(RUSAGE_SELF, &after);
            if (after.ru_utime.tv_sec - before.ru_utime.tv_sec > 10) {
                fprintf(stderr, "%s: took more than 10 s\n", path);
                return 1;
            }
            lb_arena_free(&input);
            replayed++;
        }
    }
    lb_arena_free(&arena);
    printf("replayed %zu inputs\n", replayed);
    return replayed == 0;
}
