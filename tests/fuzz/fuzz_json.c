/* fuzz_json.c - JSON from an index or a file: parses or fails; what is printed parses again and prints the same. (Reals are
 * printed with 15 digits, so a longer number is not the same value afterwards, but the same text.) */
#include "base/json.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lb_json *v, *again;
    struct lb_err e;
    if (lb_json_parse(lb_slice_from(data, size), &v, &e) != LB_OK)
        return 0;
    struct lb_str out = LB_STR_INIT(1 << 24);
    lb_json_print(v, false, false, &out);
    if (!out.is_full) {
        struct lb_str twice = LB_STR_INIT(1 << 24);
        if (lb_json_parse(lb_str_slice(&out), &again, &e) != LB_OK)
            abort();
        lb_json_print(again, false, false, &twice);
        if (!lb_slice_eq(lb_str_slice(&out), lb_str_slice(&twice)))
            abort();
        lb_str_free(&twice);
        lb_json_free(again);
    }
    lb_json_free(v);
    lb_str_free(&out);
    return 0;
}
