/* Any bytes through the tokeniser, the stemmer and the lexicon: no crash, and the rules of text.h hold. */
#include "base/limits.h"
#include "text/lexicon.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static const char config_text[] =
    "{\"acronyms\": [{\"short\": \"RKPD\", \"long\": {\"id\": [\"rencana kerja pemerintah daerah\"]}}],"
    "\"stopwords\": [\"yang\"], \"protected\": [\"bekasi\"]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct lb_analyser *an;
    if (!an) {
        struct lb_json *config;
        if (lb_json_parse(lb_slice_of(config_text), &config, NULL) != LB_OK ||
            lb_analyser_new(config, &an, NULL) != LB_OK)
            abort();
        lb_json_free(config);
    }
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice words[LB_MAX_QUERY_WORDS];
    size_t count = 0, last = 0;
    unsigned position = 0;
    struct lb_tokens *stream = lb_tokens_start(an, &arena, lb_slice_from(data, size));
    struct lb_token t;
    while (lb_tokens_next(stream, &t)) {
        check(t.start < t.end && t.end <= size);
        check(t.word.len > 0 && t.word.len <= LB_MAX_TERM && t.stem.len > 0);
        check(t.position <= position + 1);
        if (t.kind != LB_TOKEN_JOINED) {
            check(t.start >= last && t.position >= position);
            last = t.start, position = t.position;
            if (count < LB_MAX_QUERY_WORDS)
                words[count++] = t.word;
        }
    }
    for (size_t i = 0; i < count;) {
        struct lb_alternatives found;
        lb_lexicon_look(an, &arena, words, count, i, &found);
        check(found.used >= 1 && found.count <= LB_MAX_ALTERNATIVES);
        for (size_t k = 0; k < found.count; k++)
            check(found.items[k].count > 0 && found.items[k].weight > 0 && found.items[k].weight <= 1);
        i += found.used;
    }
    lb_arena_free(&arena);
    return 0;
}
