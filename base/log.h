/* log.h - one line a happening to standard error: "lumbung: level: message". Thread-safe (one write a line). */
#ifndef LB_LOG_H
#define LB_LOG_H

enum lb_log_level { LB_LOG_ERROR, LB_LOG_WARN };

void lb_log(enum lb_log_level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
