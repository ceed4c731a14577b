/* documents.c - see documents.h. */
#include "indexer/documents.h"

#include "base/utf8.h"

#include <strings.h>

static const struct kind {
    const char *extension;
    lb_slice magic; /* the first bytes; empty = text */
} kinds[] = {
    {"pdf", {"%PDF-", 5}},     {"docx", {"PK\3\4", 4}}, {"xlsx", {"PK\3\4", 4}}, {"pptx", {"PK\3\4", 4}},
    {"odt", {"PK\3\4", 4}},    {"ods", {"PK\3\4", 4}},  {"odp", {"PK\3\4", 4}},  {"csv", {"", 0}},
    {"txt", {"", 0}},
};

static bool is_text(lb_slice s)
{
    return s.len > 0 && lb_utf8_check(lb_utf8_cut(s, 64 * 1024), NULL) <= LB_UTF8_CLEAN;
}

const char *lb_document_kind(lb_slice file, lb_slice content, struct lb_both *why)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i].extension);
        if (file.len <= n || file.data[file.len - n - 1] != '.' || strncasecmp(file.data + file.len - n, kinds[i].extension, n) != 0)
            continue;
        if (kinds[i].magic.len ? lb_slice_starts(content, kinds[i].magic) : is_text(content))
            return kinds[i].extension;
        *why = LB_BOTH("isinya tidak sesuai namanya", "is not what its name says");
        return NULL;
    }
    *why = LB_BOTH("berjenis yang tidak diterbitkan; yang diterbitkan pdf, docx, xlsx, pptx, odt, ods, odp, csv, dan txt",
                   "is of a kind that is not published; pdf, docx, xlsx, pptx, odt, ods, odp, csv and txt are");
    return NULL;
}
