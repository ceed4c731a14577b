/* listen.c - see listen.h. */
#include "site/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static enum lb_status explain(struct lb_err *e, const char *address, int port)
{
    switch (errno) {
    case EADDRINUSE:
        return lb_fail(e, LB_LOCKED, "port %d is already in use; stop the other program or choose another port with --port",
                       port);
    case EACCES:
        return lb_fail(e, LB_DENIED, "port %d needs root; choose one above 1023 with --port, and a proxy in front", port);
    case EADDRNOTAVAIL:
        return lb_fail(e, LB_INVALID, "this machine has no address '%s'; see --listen", address);
    default:
        return lb_fail(e, LB_IO, "cannot listen on '%s' port %d: %s", address, port, strerror(errno));
    }
}

static void write_url(int fd, char *url, size_t size, bool *is_local)
{
    struct sockaddr_storage at = {0};
    socklen_t len = sizeof at;
    char host[64] = "127.0.0.1";
    int port = 0;
    getsockname(fd, (struct sockaddr *)&at, &len);
    if (at.ss_family == AF_INET6) {
        const struct sockaddr_in6 *a = (const struct sockaddr_in6 *)&at;
        port = ntohs(a->sin6_port);
        *is_local = IN6_IS_ADDR_LOOPBACK(&a->sin6_addr);
        char text[INET6_ADDRSTRLEN] = "::1";
        if (!IN6_IS_ADDR_UNSPECIFIED(&a->sin6_addr))
            inet_ntop(AF_INET6, &a->sin6_addr, text, sizeof text);
        snprintf(host, sizeof host, "[%s]", text);
    } else {
        const struct sockaddr_in *a = (const struct sockaddr_in *)&at;
        port = ntohs(a->sin_port);
        *is_local = ntohl(a->sin_addr.s_addr) >> 24 == 127;
        if (a->sin_addr.s_addr != htonl(INADDR_ANY))
            inet_ntop(AF_INET, &a->sin_addr, host, sizeof host);
    }
    snprintf(url, size, "http://%s:%d", host, port);
}

enum lb_status lb_listen(const char *address, int port, int *ret, char *url, size_t size, bool *is_local,
                         struct lb_err *e)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_PASSIVE};
    struct addrinfo *found = NULL;
    enum lb_status s = LB_OK;
    int fd = -1, on = 1;
    char service[16];
    if (!address)
        address = "127.0.0.1";
    if (port < 0 || port > 65535)
        return lb_fail(e, LB_INVALID, "'%d' is no port; give a number from 0 to 65535", port);
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(strcmp(address, "localhost") == 0 ? "127.0.0.1" : address, service, &hints, &found) != 0)
        return lb_fail(e, LB_INVALID, "'%s' is no address to listen on; give one like 127.0.0.1, 0.0.0.0 or ::", address);
    fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        s = explain(e, address, port);
        goto out;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, found->ai_addr, found->ai_addrlen) < 0 || listen(fd, 511) < 0) {
        s = explain(e, address, port);
        goto out;
    }
    write_url(fd, url, size, is_local);
    *ret = fd;
    fd = -1;
out:
    if (fd >= 0)
        close(fd);
    freeaddrinfo(found);
    return s;
}
