/* schema_pattern.c - see schema_pattern.h. */
#include "indexer/schema_pattern.h"

#include "base/arena.h"
#include "base/str.h"

#include <unicode/uregex.h>
#include <unicode/utext.h>

struct lb_pattern {
    URegularExpression *regex;
};

enum { MAX_PATTERN = 4096, MAX_STEPS = 20 /* about 10 ms each, ICU's unit */ };

/* What an escape becomes outside and inside a class; NULL = as it is. */
static const char *rewritten(char c, bool in_class)
{
    switch (c) {
    case 'd': return in_class ? "0-9" : "[0-9]";
    case 'D': return "[^0-9]";
    case 'w': return in_class ? "A-Za-z0-9_" : "[A-Za-z0-9_]";
    case 'W': return "[^A-Za-z0-9_]";
    case 's': return "[\\t\\n\\u000b\\f\\r\\u0020\\u00a0\\ufeff\\p{Zs}\\u2028\\u2029]";
    case 'S': return "[^\\t\\n\\u000b\\f\\r\\u0020\\u00a0\\ufeff\\p{Zs}\\u2028\\u2029]";
    case 'Z': case 'z': case 'A': case 'G': return ""; /* identity escapes in ECMA-262: the letter, added below */
    default: return NULL;
    }
}

static void translate(lb_slice p, struct lb_str *out)
{
    bool in_class = false;
    for (size_t i = 0; i < p.len; i++) {
        char c = p.data[i];
        if (c == '\\' && i + 1 < p.len) {
            char next = p.data[++i];
            const char *r = rewritten(next, in_class);
            if (!r) {
                lb_str_addc(out, '\\');
                lb_str_addc(out, next);
            } else if (*r) {
                lb_str_add(out, lb_slice_of(r));
            } else {
                lb_str_addc(out, next);
            }
        } else if (in_class) {
            if (c == '[' || c == '&')
                lb_str_addc(out, '\\');
            if (c == ']')
                in_class = false;
            lb_str_addc(out, c);
        } else if (c == '[') {
            in_class = true;
            lb_str_addc(out, c);
            if (i + 1 < p.len && p.data[i + 1] == '^')
                lb_str_addc(out, p.data[++i]);
        } else if (c == '$') {
            lb_str_lit(out, "(?![\\s\\S])");
        } else {
            lb_str_addc(out, c);
        }
    }
}

enum lb_status lb_pattern_new(lb_slice ecma, struct lb_pattern **ret, struct lb_err *e)
{
    struct lb_str text = LB_STR_INIT(MAX_PATTERN);
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = NULL;
    URegularExpression *regex = NULL;
    enum lb_status st = LB_OK;

    translate(ecma, &text);
    if (text.is_full) {
        st = lb_fail(e, LB_INVALID, "a pattern of %zu bytes is too long", ecma.len);
        goto out;
    }
    utext = utext_openUTF8(NULL, text.data ? text.data : "", (int64_t)text.len, &status);
    regex = uregex_openUText(utext, 0, NULL, &status);
    if (U_FAILURE(status)) {
        st = lb_fail(e, LB_INVALID, "malformed pattern '%" LB_PRI "': %s", LB_ARG(ecma), u_errorName(status));
        goto out;
    }
    uregex_setTimeLimit(regex, MAX_STEPS, &status);
    *ret = lb_xcalloc(1, sizeof **ret);
    (*ret)->regex = regex;
    regex = NULL;
out:
    uregex_close(regex);
    utext_close(utext);
    lb_str_free(&text);
    return st;
}

void lb_pattern_free(struct lb_pattern *p)
{
    if (!p)
        return;
    uregex_close(p->regex);
    free(p);
}

bool lb_pattern_finds(struct lb_pattern *p, lb_slice text)
{
    UErrorCode status = U_ZERO_ERROR;
    UText room = UTEXT_INITIALIZER;
    UText *utext = utext_openUTF8(&room, text.data ? text.data : "", (int64_t)text.len, &status);
    uregex_setUText(p->regex, utext, &status);
    bool found = uregex_find(p->regex, -1, &status) && U_SUCCESS(status);
    utext_close(utext);
    return found;
}
