/* Any bytes as a request target: refused or understood, and what is understood has one address that means the same. */
#include "base/limits.h"
#include "base/utf8.h"
#include "site/links.h"
#include "site/request.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void is_ours(lb_slice url)
{
    must(url.len > 0 && url.data[0] == '/' && (url.len == 1 || url.data[1] != '/'));
    for (size_t i = 0; i < url.len; i++)
        must(url.data[i] > ' ' && url.data[i] < 127 && !strchr("\"<>\\^`{|}", url.data[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_request r, again;
    enum lb_status s = lb_request_parse(&a, lb_slice_from(data, size), &r, NULL);
    must(r.lang && (strcmp(r.lang, "id") == 0 || strcmp(r.lang, "en") == 0));
    if (s == LB_OK && r.route) {
        must(size <= LB_MAX_URL && lb_utf8_check(r.path, NULL) == LB_UTF8_CLEAN);
        is_ours(r.canonical);
        for (size_t i = 0; i < r.param_count; i++)
            must(r.params[i].value.len > 0 && lb_utf8_check(r.params[i].value, NULL) == LB_UTF8_CLEAN);
        /* Escapes may make an address longer than is accepted; otherwise it must come back as it is. */
        if (r.canonical.len <= LB_MAX_URL) {
            must(lb_request_parse(&a, r.canonical, &again, NULL) == LB_OK);
            must(lb_slice_eq(again.canonical, r.canonical) && again.route == r.route && !again.is_moved);
        }
        is_ours(lb_url_switch(&a, &r, "en"));
        is_ours(lb_url_toggle(&a, &r, "theme", LB_S("air")));
        is_ours(lb_url_with(&a, &r, "order", LB_S("newest")));
    }
    lb_arena_free(&a);
    return 0;
}
