/* peers.c - a list of connections with deadlines; see peers.h. */
#include "site/peers.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct lb_peer {
    struct lb_peer *next, *previous;
    int fd;
    _Atomic int64_t deadline; /* seconds of the monotonic clock */
    _Atomic bool is_busy;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct lb_peer *peers;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return t.tv_sec;
}

struct lb_peer *lb_peer_open(int fd)
{
    struct lb_peer *p = lb_xcalloc(1, sizeof *p);
    p->fd = fd;
    p->deadline = now() + LB_PEER_REQUEST_SECONDS;
    pthread_mutex_lock(&lock);
    p->next = peers;
    if (peers)
        peers->previous = p;
    peers = p;
    pthread_mutex_unlock(&lock);
    return p;
}

void lb_peer_close(struct lb_peer *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&lock);
    *(p->previous ? &p->previous->next : &peers) = p->next;
    if (p->next)
        p->next->previous = p->previous;
    pthread_mutex_unlock(&lock);
    free(p);
}

void lb_peer_replies(struct lb_peer *p, size_t bytes)
{
    if (!p)
        return;
    int64_t seconds = LB_PEER_REPLY_SECONDS + (int64_t)(bytes / LB_PEER_REPLY_PACE);
    atomic_store_explicit(&p->deadline, now() + seconds, memory_order_relaxed);
    atomic_store_explicit(&p->is_busy, true, memory_order_relaxed);
}

void lb_peer_waits(struct lb_peer *p)
{
    if (!p)
        return;
    atomic_store_explicit(&p->deadline, now() + LB_PEER_REQUEST_SECONDS, memory_order_relaxed);
    atomic_store_explicit(&p->is_busy, false, memory_order_relaxed);
}

size_t lb_peers_reap(void)
{
    int64_t t = now();
    size_t count = 0;
    pthread_mutex_lock(&lock);
    for (struct lb_peer *p = peers; p; p = p->next)
        if (atomic_load_explicit(&p->deadline, memory_order_relaxed) < t) {
            shutdown(p->fd, SHUT_RDWR); /* the server's thread sees the end and cleans up; fd stays ours to close there */
            count++;
        }
    pthread_mutex_unlock(&lock);
    return count;
}

size_t lb_peers_busy(void)
{
    size_t count = 0;
    pthread_mutex_lock(&lock);
    for (struct lb_peer *p = peers; p; p = p->next)
        count += atomic_load_explicit(&p->is_busy, memory_order_relaxed);
    pthread_mutex_unlock(&lock);
    return count;
}
