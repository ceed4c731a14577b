/* both.c - see both.h. */
#include "base/both.h"

#include <stdio.h>

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
        va_list measured, written;
        va_copy(measured, args);
        va_copy(written, args);
        int n = vsnprintf(NULL, 0, formats[i], measured);
        char *text = lb_arena_alloc(a, n > 0 ? (size_t)n + 1 : 1);
        text[0] = 0;
        if (n > 0)
            vsnprintf(text, (size_t)n + 1, formats[i], written);
        ret.in[i] = lb_slice_of(text);
        va_end(measured);
        va_end(written);
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
