/* markdown_link.c - what a link may be, by an allow-list, and how it is written into an attribute. */
#include "indexer/markdown.h"

#include "base/limits.h"

#include <ctype.h>
#include <strings.h>

static bool has_scheme(lb_slice url, const char *scheme)
{
    size_t n = strlen(scheme);
    return url.len > n && strncasecmp(url.data, scheme, n) == 0;
}

static bool is_id(lb_slice s)
{
    if (s.len == 0 || s.len > LB_MAX_ID)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!(s.data[i] >= 'a' && s.data[i] <= 'z') && !(s.data[i] >= '0' && s.data[i] <= '9') && s.data[i] != '-')
            return false;
    return true;
}

static struct lb_link bad(const char *id, const char *en)
{
    return (struct lb_link){LB_LINK_BAD, LB_EMPTY, lb_both_of(id, en)};
}

static struct lb_link nowhere(void)
{
    return bad("tidak menuju apa pun dalam pustaka; untuk kasus lain tulis kasus:ID", "leads nowhere in the library; write kasus:ID for another case");
}

static struct lb_link outside(lb_slice url, size_t scheme_len)
{
    lb_slice rest = lb_slice_sub(url, scheme_len, url.len);
    if (rest.len == 0 || rest.data[0] == '/' || rest.data[0] == '.')
        return bad("tidak punya nama situs", "has no host");
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.data[i] <= ' ')
            return bad("memuat spasi", "has a space in it");
    return (struct lb_link){LB_LINK_OUTSIDE, url, LB_BOTH_NONE};
}

/* "../../61/rumpon-pontianak/id.md" -> the id is the last folder. Only the shape is read: ids are unique in a library. */
static struct lb_link relative(lb_slice url)
{
    lb_slice path = lb_slice_sub(url, 0, lb_slice_find(url, '#'));
    while (lb_slice_starts(path, LB_S("./")))
        path = lb_slice_sub(path, 2, path.len);
    if (lb_slice_find(path, '/') == path.len && !lb_slice_starts(path, LB_S(".")))
        return (struct lb_link){LB_LINK_FILE, path, LB_BOTH_NONE};
    if (!lb_slice_starts(path, LB_S("../")))
        return nowhere();
    lb_slice rest = path, piece, last = LB_EMPTY, before = LB_EMPTY;
    while (lb_slice_split(&rest, '/', &piece))
        if (piece.len)
            before = last, last = piece;
    lb_slice id = lb_slice_ends(last, LB_S(".md")) ? before : last;
    if (!is_id(id))
        return nowhere();
    return (struct lb_link){LB_LINK_CASE, id, LB_BOTH_NONE};
}

struct lb_link lb_link_read(lb_slice url)
{
    if (url.len == 0)
        return bad("kosong", "is empty");
    if (has_scheme(url, "http://"))
        return outside(url, 7);
    if (has_scheme(url, "https://"))
        return outside(url, 8);
    if (has_scheme(url, "mailto:"))
        return memchr(url.data, '@', url.len) ? outside(url, 7) : bad("tidak punya alamat surel", "has no address");
    if (has_scheme(url, "kasus:") || has_scheme(url, "case:")) {
        lb_slice id = lb_slice_sub(url, lb_slice_find(url, ':') + 1, url.len);
        return is_id(id) ? (struct lb_link){LB_LINK_CASE, id, LB_BOTH_NONE} : bad("tidak menyebut kasus: id terdiri atas a-z, 0-9, dan '-'", "names no case: an id has a-z, 0-9 and '-'");
    }
    if (url.data[0] == '#')
        return url.len > 1 ? (struct lb_link){LB_LINK_FRAGMENT, lb_slice_sub(url, 1, url.len), LB_BOTH_NONE} : bad("kosong", "is empty");
    if (url.data[0] == '/' || url.data[0] == '\\')
        return bad("dimulai dari akar situs, yang tidak dikenal pustaka; tulis kasus:ID atau alamat lengkap", "starts at the site's root, which a library does not know; write kasus:ID or a full address");
    size_t colon = lb_slice_find(url, ':'), slash = lb_slice_find(url, '/');
    if (colon < url.len && colon < slash) {
        for (size_t i = 0; i < colon; i++)
            if (!isalnum((unsigned char)url.data[i]))
                return bad("memuat ':' yang bukan skema", "has a ':' that is no scheme");
        if (colon >= 3 && colon <= 6 && url.len > colon + 2 && url.data[colon + 1] == '/' &&
            (url.data[0] == 'h' || url.data[0] == 'H'))
            return bad("salah tulis skemanya; mungkin maksud Anda https://?", "has a misspelt scheme; did you mean https://?");
        return bad("memakai skema yang tidak diperbolehkan; yang boleh http, https, mailto, dan kasus", "uses a scheme that is not allowed; http, https, mailto and kasus are");
    }
    return relative(url);
}

void lb_link_escape(struct lb_str *out, lb_slice url)
{
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.data[i];
        if (c == '&')
            lb_str_lit(out, "&amp;");
        else if (c == '\'')
            lb_str_lit(out, "%27");
        else if (isalnum(c) || (c && strchr("-_.~!*();:@=+$,/?#%", c)))
            lb_str_addc(out, (char)c);
        else
            lb_str_printf(out, "%%%02X", c);
    }
}
