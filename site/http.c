/* http.c - libmicrohttpd and nothing else: takes requests from sockets to lb_reply() and replies back. The only file
 * that knows the library.
 *
 * Traps of libmicrohttpd 0.9.75 that are met here: it decodes the path and cuts it at NUL, so the raw target is caught
 * before (catch_target). An answer on the first of its two calls closes the connection: what is refused is answered
 * there, what is served on the second. It takes Content-Length beside chunked, and a double Host: refused here. A 304
 * must be an empty response. Its timeout counts silence only: peers.h. Its per-address limit also counts a proxy: not
 * used when only this machine can connect. It accepts a bare LF as line end and a NUL in the request line (cut there),
 * and answers what does not fit its memory (24 KiB of request line and headers) itself with a short English page: 414,
 * 431. */
#include "site/http.h"

#include "base/limits.h"
#include "site/peers.h"
#include "site/reply.h"

#include <errno.h>
#include <microhttpd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTIONS = 2048,        /* at once */
    PER_ADDRESS = 256,         /* an office behind one address, six connections a browser */
    SILENCE_SECONDS = 15,      /* keep-alive, and a client that stopped in the middle */
    MEMORY = 24 * 1024,        /* request line and headers of one connection; cleared for each request */
    HEADERS = 100,             /* header lines; browsers send 15 */
    STOP_SECONDS = 5,
};

struct lb_http {
    struct lb_site *site;
    struct MHD_Daemon *daemon;
    bool has_log;
};

/* One request, from its first line to the end of its reply. */
struct exchange {
    struct lb_stored *stored;
    unsigned status;
    bool is_begun, is_other; /* is_other: the method is neither GET nor HEAD */
    struct timespec start;
    size_t target_len;
    char target[];
};

/* ---- reading ------------------------------------------------------------------------------------------------------ */

/* "http://host/path" (a proxy's form) is the path. */
static lb_slice without_host(lb_slice target)
{
    if (!lb_slice_starts(target, LB_S("http://")) && !lb_slice_starts(target, LB_S("https://")))
        return target;
    size_t host = lb_slice_find(target, ':') + 3;
    lb_slice rest = lb_slice_sub(target, host, target.len);
    return lb_slice_sub(rest, lb_slice_find(rest, '/'), rest.len);
}

static void *catch_target(void *cls, const char *uri, struct MHD_Connection *connection)
{
    (void)cls, (void)connection;
    lb_slice target = without_host(lb_slice_of(uri));
    struct exchange *x = lb_xcalloc(1, sizeof *x + target.len + 1);
    if (target.len)
        memcpy(x->target, target.data, target.len);
    x->target_len = target.len;
    clock_gettime(CLOCK_MONOTONIC, &x->start);
    return x;
}

struct headers {
    int count, hosts, lengths, chunked;
    bool is_bad_host, has_body;
};

/* A name or address with an optional port; [..] around IPv6. */
static bool is_host(lb_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr(".-_:[]", c))))
            return false;
    }
    return s.len > 0 && s.len <= 255 + 6;
}

static enum MHD_Result note_header(void *cls, enum MHD_ValueKind kind, const char *key, size_t key_len,
                                   const char *value, size_t value_len)
{
    struct headers *h = cls;
    lb_slice k = lb_slice_from(key, key_len), v = lb_slice_from(value, value_len);
    (void)kind;
    h->count++;
    if (k.len == 4 && strcasecmp(key, "Host") == 0) {
        h->hosts++;
        h->is_bad_host |= !is_host(v);
    } else if (k.len == 14 && strcasecmp(key, "Content-Length") == 0) {
        h->lengths++;
        h->has_body |= !lb_slice_eq(v, LB_S("0"));
    } else if (k.len == 17 && strcasecmp(key, "Transfer-Encoding") == 0) {
        h->chunked++;
        h->has_body = true;
    }
    return MHD_YES;
}

/* Why a request is not served, or NULL. */
static const char *refuse(struct MHD_Connection *connection, const char *method, const char *version, unsigned *status)
{
    struct headers h = {0};
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, note_header, &h);
    *status = MHD_HTTP_BAD_REQUEST;
    if (h.count > HEADERS) {
        *status = MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
        return "the request has too many header lines";
    }
    if (h.hosts > 1 || h.is_bad_host || (h.hosts == 0 && strcmp(version, MHD_HTTP_VERSION_1_1) == 0))
        return "the request must name its host once, as a name with an optional port";
    if (h.lengths + h.chunked > 1)
        return "the request says more than once how long its body is";
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0) {
        *status = MHD_HTTP_METHOD_NOT_ALLOWED;
        return "only GET and HEAD are served";
    }
    if (h.has_body) {
        *status = MHD_HTTP_CONTENT_TOO_LARGE;
        return "a request to read needs no body";
    }
    return NULL;
}

static lb_slice header(struct MHD_Connection *connection, const char *name)
{
    lb_slice v = lb_slice_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
    return v.len > LB_MAX_HEADER ? LB_EMPTY : v;
}

/* ---- answering ---------------------------------------------------------------------------------------------------- */

static void add(struct MHD_Response *r, const char *name, const char *value)
{
    if (value && value[0])
        MHD_add_response_header(r, name, value);
}

static void add_common(struct MHD_Response *r, const struct lb_stored *s)
{
    add(r, MHD_HTTP_HEADER_ETAG, s->etag);
    add(r, MHD_HTTP_HEADER_CACHE_CONTROL, s->cache_control);
    add(r, MHD_HTTP_HEADER_VARY, s->varies ? MHD_HTTP_HEADER_ACCEPT_ENCODING : NULL);
    add(r, MHD_HTTP_HEADER_CONTENT_SECURITY_POLICY, s->policy);
}

static void add_all(struct MHD_Response *r, const struct lb_stored *s)
{
    add_common(r, s);
    add(r, MHD_HTTP_HEADER_CONTENT_TYPE, s->type);
    add(r, MHD_HTTP_HEADER_CONTENT_ENCODING, lb_encoding_name(s->encoding));
    add(r, MHD_HTTP_HEADER_CONTENT_LANGUAGE, s->lang);
    add(r, MHD_HTTP_HEADER_LOCATION, s->location);
    add(r, MHD_HTTP_HEADER_X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(r, "Referrer-Policy", "same-origin");
    add(r, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    add(r, "Cross-Origin-Opener-Policy", "same-origin");
    add(r, "X-Robots-Tag", s->is_hidden ? "noindex, nofollow" : NULL);
    add(r, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN, s->is_shared ? "*" : NULL);
    if (s->download) {
        char value[256];
        snprintf(value, sizeof value, "attachment; filename=\"%s\"", s->download);
        add(r, MHD_HTTP_HEADER_CONTENT_DISPOSITION, value);
    }
    if (s->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        add(r, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
}

static void free_response(void *r)
{
    MHD_destroy_response(r);
}

/* The library's form of a reply, made once and sent by any number of threads. The bytes stay ours: the exchange holds
 * the stored reply until it is sent. */
static struct MHD_Response *response_of(struct lb_stored *s)
{
    struct MHD_Response *r = s->handle;
    if (r)
        return r;
    r = MHD_create_response_from_buffer(s->body.len, (void *)(uintptr_t)s->body.data, MHD_RESPMEM_PERSISTENT);
    if (!r)
        return NULL;
    add_all(r, s);
    return lb_stored_attach(s, r, free_response);
}

static struct lb_peer *peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static enum MHD_Result reply_with(struct MHD_Connection *connection, struct exchange *x, bool is_known)
{
    lb_peer_replies(peer_of(connection), is_known ? 0 : x->stored->body.len);
    if (!is_known) {
        struct MHD_Response *r = response_of(x->stored);
        x->status = x->stored->status;
        return r ? MHD_queue_response(connection, x->status, r) : MHD_NO;
    }
    struct MHD_Response *empty = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!empty)
        return MHD_NO;
    add_common(empty, x->stored);
    x->status = MHD_HTTP_NOT_MODIFIED;
    enum MHD_Result result = MHD_queue_response(connection, x->status, empty);
    MHD_destroy_response(empty);
    return result;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **request)
{
    const struct lb_http *http = cls;
    struct exchange *x = *request;
    (void)url, (void)upload;
    lb_slice target = {x->target, x->target_len};
    bool is_known = false;
    if (!x->is_begun) {
        unsigned status;
        const char *why = refuse(connection, method, version, &status);
        x->is_begun = true;
        if (!why)
            return MHD_YES;
        x->stored = lb_reply_error(http->site, target, status, why);
        return reply_with(connection, x, false);
    }
    if (*upload_size) { /* cannot be: bodies are refused above */
        *upload_size = 0;
        return MHD_YES;
    }
    struct lb_ask ask = {target, header(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING),
                         header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH)};
    x->stored = lb_reply(http->site, &ask, &is_known);
    return reply_with(connection, x, is_known);
}

/* One line; whatever is not plain ASCII in the target shows as '?'. */
static void log_exchange(const struct exchange *x)
{
    struct timespec end;
    char target[256];
    size_t n = 0;
    clock_gettime(CLOCK_MONOTONIC, &end);
    for (size_t i = 0; i < x->target_len && n + 1 < sizeof target; i++)
        target[n++] = x->target[i] > ' ' && x->target[i] < 127 ? x->target[i] : '?';
    target[n] = 0;
    double ms = (double)(end.tv_sec - x->start.tv_sec) * 1e3 + (double)(end.tv_nsec - x->start.tv_nsec) / 1e6;
    size_t bytes = x->stored && x->status != MHD_HTTP_NOT_MODIFIED ? x->stored->body.len : 0;
    fprintf(stderr, "%u %zu %.1fms %s\n", x->status, bytes, ms, target);
}

static void complete(void *cls, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode code)
{
    const struct lb_http *http = cls;
    struct exchange *x = *request;
    (void)code;
    lb_peer_waits(peer_of(connection));
    if (!x)
        return;
    if (http->has_log)
        log_exchange(x);
    lb_stored_drop(x->stored);
    free(x);
    *request = NULL;
}

static void watch(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
    (void)cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *context = info ? lb_peer_open(info->connect_fd) : NULL;
    } else {
        lb_peer_close(*context);
        *context = NULL;
    }
}

/* ---- starting and stopping ------------------------------------------------------------------------------------------------------ */

/* Left as it is: lb_request_parse decodes, once and with checks. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection, char *s)
{
    (void)cls, (void)connection;
    return strlen(s);
}

/* Files open at once: a socket a connection, some for each reader of the index. */
static unsigned connection_limit(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return 256;
    rlim_t wanted = 2 * CONNECTIONS;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
        (void)!setrlimit(RLIMIT_NOFILE, &files);
    }
    rlim_t half = files.rlim_cur / 2;
    return half > CONNECTIONS ? CONNECTIONS : half < 64 ? 64 : (unsigned)half;
}

static unsigned thread_count(unsigned wanted)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    if (!wanted)
        wanted = cpus < 2 ? 2 : cpus > 16 ? 16 : (unsigned)cpus;
    return wanted > 64 ? 64 : wanted;
}

struct lb_http *lb_http_start(struct lb_site *site, int fd, bool is_local, unsigned threads, bool has_log)
{
    struct lb_http *http = lb_xcalloc(1, sizeof *http);
    *http = (struct lb_http){.site = site, .has_log = has_log};
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, handle, http,
        MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_THREAD_POOL_SIZE, thread_count(threads),
        MHD_OPTION_CONNECTION_LIMIT, connection_limit(),
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, is_local ? 0u : (unsigned)PER_ADDRESS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, catch_target, NULL,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, complete, http,
        MHD_OPTION_NOTIFY_CONNECTION, watch, NULL,
        MHD_OPTION_END);
    if (http->daemon)
        return http;
    int why = errno;
    free(http);
    errno = why;
    return NULL;
}

void lb_http_stop(struct lb_http *http, const sigset_t *signals)
{
    if (!http)
        return;
    struct timespec moment = {.tv_nsec = 20 * 1000 * 1000};
    MHD_socket fd = MHD_quiesce_daemon(http->daemon);
    for (int i = 0; i < STOP_SECONDS * 50 && lb_peers_busy(); i++)
        if (sigtimedwait(signals, NULL, &moment) >= 0)
            break;
    MHD_stop_daemon(http->daemon);
    if (fd != MHD_INVALID_SOCKET)
        close(fd);
    free(http);
}
