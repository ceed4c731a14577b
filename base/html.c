/* html.c - the one escaper; see html.h. */
#include "base/html.h"

void lb_html_escape(struct lb_str *out, lb_slice text)
{
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        lb_slice entity;
        switch (text.data[i]) {
        case '&': entity = LB_S("&amp;"); break;
        case '<': entity = LB_S("&lt;"); break;
        case '>': entity = LB_S("&gt;"); break;
        case '"': entity = LB_S("&quot;"); break;
        case '\'': entity = LB_S("&#39;"); break;
        default: continue;
        }
        lb_str_add(out, lb_slice_sub(text, start, i));
        lb_str_add(out, entity);
        start = i + 1;
    }
    lb_str_add(out, lb_slice_sub(text, start, text.len));
}
