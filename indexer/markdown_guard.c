/* markdown_guard.c - keeps inputs that take cmark-gfm minutes or gigabytes away from the indexer.
 *
 * Most bodies are a few kilobytes of prose: quadratic behaviour cannot hurt below PLAIN_BYTES. A larger body, or one
 * whose tables could be completed to very many cells, is parsed once in a child process with a CPU limit; the parser's
 * memory is counted by the caller's allocator. Only what survives is parsed for real. */
#include "indexer/markdown_guard.h"

#include "base/limits.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PLAIN_BYTES = 16 * 1024,  /* the worst known input takes 0.1 s at this size; a case of 1 200 words has 10 kB */
    PLAIN_CELLS = 20 * 1000,  /* lines times the most pipes in a line: cmark-gfm completes short rows of a table */
    CPU_SECONDS = 1, /* a plain text of the largest size takes 0.05 s */
};

enum lb_status lb_markdown_measure(struct lb_arena *arena, lb_slice text, unsigned *line, struct lb_both *why)
{
    *line = 0;
    if (text.len > LB_MAX_BODY) {
        *why = lb_both_printf(arena, "teks berukuran %zu bita; yang dibaca paling banyak %d: pecah kasusnya atau pindahkan sebagian ke dokumen",
                              "the text has %zu bytes; at most %d are read: split the case or move parts to documents", text.len, LB_MAX_BODY);
        return LB_LIMIT;
    }
    size_t lines = 1, pipes = 0, most = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '\n') {
            lines++;
            pipes = 0;
        } else if (text.data[i] == '|' && ++pipes > most) {
            most = pipes;
            if (most > LB_MAX_PIPES_A_LINE) {
                *line = (unsigned)lines;
                *why = lb_both_printf(arena, "baris dengan lebih dari %d '|'; tabel selebar itu tidak dapat dibaca: pecah tabelnya",
                                      "a line with more than %d '|'; a table that wide cannot be read: split it", LB_MAX_PIPES_A_LINE);
                return LB_LIMIT;
            }
        }
    }
    return text.len <= PLAIN_BYTES && lines * most <= PLAIN_CELLS ? LB_OK : LB_CHANGED;
}

enum lb_status lb_markdown_try(struct lb_arena *arena, int (*parse)(lb_slice text), lb_slice text, struct lb_both *why, struct lb_err *err)
{
    pid_t child = fork();
    if (child < 0)
        return lb_fail(err, LB_IO, "cannot start a process to read a large text: %s", strerror(errno));
    if (child == 0) {
        struct rlimit cpu = {CPU_SECONDS, CPU_SECONDS + 1}, core = {0, 0};
        (void)setrlimit(RLIMIT_CPU, &cpu);
        (void)setrlimit(RLIMIT_CORE, &core);
        (void)signal(SIGXCPU, SIG_DFL);
        _exit(parse(text));
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return lb_fail(err, LB_IO, "cannot wait for the process that reads a large text: %s", strerror(errno));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return LB_OK;
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGXCPU && WTERMSIG(status) != SIGKILL)
        *why = lb_both_printf(arena, "teks ini menggagalkan pembaca Markdown (sinyal %d); sederhanakan",
                              "the text breaks the Markdown parser (signal %d); simplify it", WTERMSIG(status));
    else
        *why = LB_BOTH("membaca teks ini butuh waktu atau memori terlalu banyak; cari deretan kurung, bintang, tabel, atau kutipan "
                       "yang tidak berujung dan sederhanakan",
                       "the text takes too long or too much memory to read; look for endless brackets, stars, tables or quotes and "
                       "simplify them");
    return LB_LIMIT;
}
