/* xml.h - small XML documents for machines: elements with escaped text, nothing else. */
#ifndef LB_XML_H
#define LB_XML_H

#include "base/str.h"

/* A name and a value of an attribute; the list ends with a NULL name. */
struct lb_xml_attribute {
    const char *name;
    lb_slice value;
};
#define LB_XML_ATTRIBUTES(...) ((const struct lb_xml_attribute[]){__VA_ARGS__, {0}})

void lb_xml_start(struct lb_str *out); /* the declaration */
void lb_xml_open(struct lb_str *out, const char *name, const struct lb_xml_attribute *);
void lb_xml_close(struct lb_str *out, const char *name);
/* <name ...>text</name>, or <name .../> when the text is empty. */
void lb_xml_element(struct lb_str *out, const char *name, const struct lb_xml_attribute *, lb_slice text);

#endif
