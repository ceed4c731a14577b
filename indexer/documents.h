/* documents.h - documents beside a case: which kinds are published, and whether a file is what its name says. */
#ifndef LB_DOCUMENTS_H
#define LB_DOCUMENTS_H

#include "base/both.h"

/* The extension of the published copy ("pdf"); NULL with *why when the file is not published. Only the first bytes are looked
 * at: the file is offered for download as it is, and never opened by the server. */
const char *lb_document_kind(lb_slice file, lb_slice content, struct lb_both *why);

#endif
