/* html.h - markup is a type of its own, so that text cannot be taken for it. */
#ifndef LB_HTML_H
#define LB_HTML_H

#include "base/str.h"

/* Well-formed, safe markup: made by the Markdown renderer, the escaper or from literals, and by nothing else. */
struct lb_html {
    lb_slice markup;
};

#define LB_HTML(literal) ((struct lb_html){LB_S(literal)})

/* Appends text with & < > " ' escaped: safe in element content and in quoted attribute values. */
void lb_html_escape(struct lb_str *out, lb_slice text);
/* Says that the bytes of s are markup; the caller vouches that they were built by escaping. */
static inline struct lb_html lb_html_of(lb_slice built)
{
    return (struct lb_html){built};
}

#endif
