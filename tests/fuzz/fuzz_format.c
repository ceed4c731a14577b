/* fuzz_format.c - any bytes as a case: the formatter refuses them with a word, or says the same in its usual form, where formatting
 * again changes nothing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../unit/contract.h"
#include "../unit/format_same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lb_arena a = LB_ARENA_INIT;
    if (!contract && load_contract(NULL))
        abort();
    lb_slice bytes = lb_arena_copy(&a, lb_slice_from(data, size)), formatted;
    bool is_refused;
    const char *wrong = format_keeps_its_promises(contract->of_case, bytes, &a, &formatted, &is_refused);
    if (wrong) {
        fprintf(stderr, "%s\n--- from\n%.*s\n--- to\n%.*s\n", wrong, LB_ARG(bytes), LB_ARG(formatted));
        abort();
    }
    lb_arena_free(&a);
    return 0;
}
