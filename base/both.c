/* both.c - see both.h. */
#include "base/both.h"

#include "base/str.h"

enum { MAX_TEXT = 1024 * 1024 };

const char *const lb_lang_codes[LB_LANG_COUNT] = {"id", "en"};

enum lb_lang lb_lang_read(lb_slice code)
{
    int i = 0;
    while (i < LB_LANG_COUNT && !lb_slice_eq(code, lb_slice_of(lb_lang_codes[i])))
        i++;
    return (enum lb_lang)i;
}

struct lb_both lb_both_of(const char *id, const char *en)
{
    return (struct lb_both){{lb_slice_of(id), lb_slice_of(en)}};
}

struct lb_both lb_both_vprintf(struct lb_arena *a, const char *id, const char *en, va_list args)
{
    const char *const formats[LB_LANG_COUNT] = {id, en};
    struct lb_both ret = LB_BOTH_NONE;
    for (int i = 0; i < LB_LANG_COUNT; i++) {
        struct lb_str out = LB_STR_INIT(MAX_TEXT);
        va_list again;
        va_copy(again, args);
        lb_str_vprintf(&out, formats[i], again);
        va_end(again);
        ret.in[i] = lb_arena_copy(a, lb_str_slice(&out));
        lb_str_free(&out);
    }
    return ret;
}

struct lb_both lb_both_printf(struct lb_arena *a, const char *id, const char *en, ...)
{
    va_list args;
    va_start(args, en);
    struct lb_both ret = lb_both_vprintf(a, id, en, args);
    va_end(args);
    return ret;
}

struct lb_both lb_both_copy(struct lb_arena *a, struct lb_both text)
{
    for (int i = 0; i < LB_LANG_COUNT; i++)
        text.in[i] = lb_arena_copy(a, text.in[i]);
    return text;
}
