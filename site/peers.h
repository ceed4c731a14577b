/* peers.h - connections that take too long. libmicrohttpd's timeout counts silence only, so a client that sends a byte
 * now and then holds a connection for ever ("slowloris"). Here every connection has a deadline that such bytes do not
 * move: for the next request to arrive whole, and for a reply to be taken at a modest pace. */
#ifndef LB_PEERS_H
#define LB_PEERS_H

#include <stddef.h>

struct lb_peer;

enum {
    LB_PEER_REQUEST_SECONDS = 20, /* from the connection or the last reply to a whole request; keep-alive included */
    LB_PEER_REPLY_SECONDS = 30,   /* to take a reply, and a second more for each ... */
    LB_PEER_REPLY_PACE = 2048,    /* ... bytes: 16 kbit/s, slower than the oldest phone */
};

/* A new connection on socket fd; remembered until lb_peer_close, which must come before fd is closed. */
struct lb_peer *lb_peer_open(int fd);
void lb_peer_close(struct lb_peer *);
/* A reply of so many bytes begins; it is over, the next request may come. Any thread, no lock. */
void lb_peer_replies(struct lb_peer *, size_t bytes);
void lb_peer_waits(struct lb_peer *);
/* Shuts down the connections that are past their deadline; returns how many. Called about once a second. */
size_t lb_peers_reap(void);
/* Connections that are in the middle of a reply. */
size_t lb_peers_busy(void);

#endif
