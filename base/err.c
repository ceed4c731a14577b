/* err.c - error messages; see err.h. */
#include "base/err.h"

#include <stdio.h>
#include <string.h>

/* vsnprintf may cut in the middle of a UTF-8 character: take the incomplete tail off. */
static void mend_tail(char *msg, size_t size)
{
    size_t len = strnlen(msg, size - 1);
    if (len < size - 1)
        return;
    size_t i = len;
    while (i > 0 && ((unsigned char)msg[i - 1] & 0xC0) == 0x80)
        i--;
    if (i > 0 && (unsigned char)msg[i - 1] >= 0xC0)
        i--;
    else
        i = len;
    msg[i] = 0;
}

enum lb_status lb_fail(struct lb_err *e, enum lb_status status, const char *fmt, ...)
{
    if (e) {
        va_list ap;
        va_start(ap, fmt);
        vsnprintf(e->msg, sizeof e->msg, fmt, ap);
        va_end(ap);
        mend_tail(e->msg, sizeof e->msg);
        e->status = status;
    }
    return status;
}

void lb_err_prefix(struct lb_err *e, const char *fmt, ...)
{
    if (!e)
        return;
    char old[sizeof e->msg];
    memcpy(old, e->msg, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    size_t len = strlen(e->msg);
    snprintf(e->msg + len, sizeof e->msg - len, ": %s", old);
    mend_tail(e->msg, sizeof e->msg);
}

const char *lb_status_name(enum lb_status status)
{
    static const char *const names[] = {"ok",     "invalid", "not-found", "limit",  "io",
                                        "locked", "version", "changed",   "denied", "internal"};
    return (size_t)status < sizeof names / sizeof names[0] ? names[status] : "unknown";
}
