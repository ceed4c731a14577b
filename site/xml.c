/* xml.c - see xml.h. */
#include "site/xml.h"

#include "base/html.h"

void lb_xml_start(struct lb_str *out)
{
    lb_str_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

static void tag(struct lb_str *out, const char *name, const struct lb_xml_attribute *a)
{
    lb_str_addc(out, '<');
    lb_str_add(out, lb_slice_of(name));
    for (; a && a->name; a++) {
        lb_str_addc(out, ' ');
        lb_str_add(out, lb_slice_of(a->name));
        lb_str_lit(out, "=\"");
        lb_html_escape(out, a->value);
        lb_str_addc(out, '"');
    }
}

void lb_xml_open(struct lb_str *out, const char *name, const struct lb_xml_attribute *a)
{
    tag(out, name, a);
    lb_str_lit(out, ">\n");
}

void lb_xml_close(struct lb_str *out, const char *name)
{
    lb_str_lit(out, "</");
    lb_str_add(out, lb_slice_of(name));
    lb_str_lit(out, ">\n");
}

void lb_xml_element(struct lb_str *out, const char *name, const struct lb_xml_attribute *a, lb_slice text)
{
    tag(out, name, a);
    if (text.len == 0) {
        lb_str_lit(out, "/>\n");
        return;
    }
    lb_str_addc(out, '>');
    lb_html_escape(out, text);
    lb_xml_close(out, name);
}
