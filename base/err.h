/* err.h - how a function fails: a status for the program, one sentence for the person.
 *
 * The lowest level that knows what went wrong writes the message: one line, lower case, no full stop, the offending
 * value quoted, what to do if known. Levels above may put context in front with lb_err_prefix. A function that fails
 * leaves its results untouched, unless its header says otherwise. */
#ifndef LB_ERR_H
#define LB_ERR_H

#include <stdarg.h>

enum lb_status {
    LB_OK = 0,
    LB_INVALID,   /* the input breaks a rule: bad syntax, unknown name, wrong type */
    LB_NOT_FOUND, /* no such case, file, ref, key */
    LB_LIMIT,     /* larger, deeper or more than limits.h allows */
    LB_IO,        /* the system refused: permission, full disk, broken device */
    LB_LOCKED,    /* another process holds the state directory or the port */
    LB_VERSION,   /* the state was written by another version of the program */
    LB_CHANGED,   /* the snapshot went away while it was read: open again, once */
    LB_DENIED,    /* a policy forbids it: a repository owned by somebody else */
    LB_INTERNAL,  /* a library behaved as it must not; a bug */
};

struct lb_err {
    enum lb_status status;
    char msg[1024];
};

#define LB_MUST_CHECK __attribute__((warn_unused_result))

/* Writes the message (cut at the end of the buffer, on a UTF-8 boundary), sets e->status and returns `status`, so
 * that `return lb_fail(e, LB_INVALID, "...")` reads well. `e` may be NULL. */
enum lb_status lb_fail(struct lb_err *e, enum lb_status status, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " in front of the message. `e` may be NULL. */
void lb_err_prefix(struct lb_err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A stable lower-case word for logs and tests: "invalid", "not-found", ... */
const char *lb_status_name(enum lb_status status);

#endif
