/* request.h - what a browser asked, bounded, decoded and canonical. Made by request.c from the raw target; knows
 * nothing of sockets, so that tests and fuzzers call it directly. */
#ifndef LB_REQUEST_H
#define LB_REQUEST_H

#include "base/arena.h"
#include "base/err.h"

struct lb_param {
    const char *key; /* stable: "q", "order", "affair" */
    lb_slice value;  /* decoded, NFC, valid UTF-8, without control characters, never empty */
    size_t rank;     /* lb_param_rank(key) */
};

struct lb_route;

struct lb_request {
    lb_slice target;            /* as received: "/cari?q=a%20b"; pages look at the decoded parts only */
    lb_slice path;              /* decoded path */
    const struct lb_route *route; /* NULL = no such page */
    const char *lang;           /* "id" or "en", from the path */
    lb_slice args[2];           /* what the route's {} matched */
    struct lb_param *params;    /* those the route knows; in the order of the parameter table, facet values sorted and
                                   without repetition, others once (the first counts) */
    size_t param_count;
    lb_slice canonical;         /* address of this page: two links that mean the same share one; parsing it again gives
                                   the same */
    bool is_moved;              /* the path was written otherwise (slash at the end, capitals): 301 to canonical */
};

/* Parses and routes. LB_LIMIT: longer than LB_MAX_URL (414) or too many parameters (400); LB_INVALID: bad percent
 * escape, control or NUL byte, not UTF-8, no leading slash (400). An unknown path is LB_OK with route NULL. target,
 * path and lang are set whatever happens, so that an error page has a language. Parameters whose value makes no sense
 * (hal=x, an unknown order, a filter that is no code) are dropped like unknown ones. */
enum lb_status lb_request_parse(struct lb_arena *, lb_slice target, struct lb_request *ret, struct lb_err *) LB_MUST_CHECK;

/* First value of a parameter, or the empty slice. Names are stable keys, not the words in the address: "q", "order"
 * (relevance newest evidence title updated comparable; relevance is the same as none), "page" (from 2), "from", "to",
 * "me", "me_pop", "me_area", "me_level", "exact", "explain", "old", "new", "letter", "all"; facets by field key ("affair"). */
lb_slice lb_request_param(const struct lb_request *, const char *key);
/* The i-th value of a repeated parameter; false when there is none. */
bool lb_request_nth(const struct lb_request *, const char *key, size_t i, lb_slice *ret);
/* A whole number parameter ("page", "from", "me_pop"); otherwise when it is not given. */
long lb_request_number(const struct lb_request *, const char *key, long otherwise);

/* The parameter table, for forms and links. The word in addresses: ("order", "id") -> "urut"; NULL = unknown key. */
const char *lb_param_word(const char *key, const char *lang);
/* Word of a value: ("order", "newest", "id") -> "terbaru"; other keys give the value itself. */
lb_slice lb_param_value_word(const char *key, lb_slice value, const char *lang);
/* Place in the table and so in canonical addresses; the number of rows for an unknown key. */
size_t lb_param_rank(const char *key);
/* Appends "?q=a+b&urusan=1.02" as a browser's form writes it, parameters in the order given. */
struct lb_str;
void lb_params_print(const struct lb_param *, size_t count, const char *lang, struct lb_str *out);
/* Appends a path with everything but letters, digits and -._~/ percent-encoded. */
void lb_path_print(lb_slice path, struct lb_str *out);

#endif
