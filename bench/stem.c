/* stem.c - words a second of our stemmer and of Snowball's Indonesian one, in the same run on the same words.
 *
 * stem FILE [ROUNDS]: the words of FILE, one thread. Prints our rate, the ratio to Snowball, and the rate of the whole
 * stream (cutting, folding, stemming). */
#include "base/fs.h"
#include "base/limits.h"
#include "text/text.h"

#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    struct lb_err e;
    struct lb_analyser *an;
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice text;
    int rounds = argc > 2 ? atoi(argv[2]) : 3;
    if (argc < 2 || lb_fs_read(&arena, argv[1], 64 << 20, &text, &e) != LB_OK || lb_analyser_new(NULL, &an, &e) != LB_OK)
        return fprintf(stderr, "usage: stem FILE [ROUNDS]\n"), 1;
    lb_slice *words = NULL;
    size_t count = 0, capacity = 0, bytes = 0;
    struct lb_tokens *stream = lb_tokens_start(an, &arena, text);
    struct lb_token token;
    while (lb_tokens_next(stream, &token))
        if (token.kind == LB_TOKEN_WORD)
            LB_PUSH(&arena, words, count, capacity, token.word);
    double ours = 1e9, theirs = 1e9, whole = 1e9;
    struct sb_stemmer *snowball = sb_stemmer_new("indonesian", NULL);
    char room[LB_MAX_TERM];
    for (int i = 0; i < rounds; i++) {
        double start = now();
        for (size_t k = 0; k < count; k++)
            bytes += lb_stem(an, words[k], room).len;
        ours = now() - start < ours ? now() - start : ours;
        start = now();
        for (size_t k = 0; k < count; k++) {
            sb_stemmer_stem(snowball, (const sb_symbol *)words[k].data, (int)words[k].len);
            bytes += (size_t)sb_stemmer_length(snowball);
        }
        theirs = now() - start < theirs ? now() - start : theirs;
        struct lb_arena own = LB_ARENA_INIT;
        start = now();
        stream = lb_tokens_start(an, &own, text);
        while (lb_tokens_next(stream, &token))
            bytes += token.stem.len;
        whole = now() - start < whole ? now() - start : whole;
        lb_arena_free(&own);
    }
    printf("words %zu (check %zu)\nours %.2f M words/s, %.2f x Snowball (%.2f M words/s)\nwhole stream %.2f M words/s\n",
           count, bytes % 1000, (double)count / ours / 1e6, theirs / ours, (double)count / theirs / 1e6,
           (double)count / whole / 1e6);
    sb_stemmer_delete(snowball);
    lb_analyser_free(an);
    lb_arena_free(&arena);
    return 0;
}
