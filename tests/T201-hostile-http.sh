#!/usr/bin/env bash
# What no browser sends: bytes straight to the socket. Each gets a clear status or a closed connection, and the server
# goes on.
. "${SOURCE:-.}/tests/serve.sh"
index
serve
python3 - "$PORT" <<'PY' || failures=1
import socket, sys, threading, time

port, bad = int(sys.argv[1]), 0


def ask(data, wait=8):
    """Sends bytes, returns all that comes back until the server closes."""
    s = socket.create_connection(('127.0.0.1', port))
    s.settimeout(wait)
    out = b''
    try:
        s.sendall(data)
    except OSError:
        pass
    try:
        while chunk := s.recv(65536):
            out += chunk
    except socket.timeout:
        out += b'(left open)'
    except OSError:
        pass
    s.close()
    return out


def expect(what, data, *statuses):
    global bad
    got = ask(data)
    status = got.split(b'\r\n')[0].split(b' ')[1].decode() if got.startswith(b'HTTP/') else 'closed'
    if status not in statuses or got.endswith(b'(left open)'):
        print(f'FAIL: {what}: {got[:60]!r} ... {got[-20:]!r}, wanted {statuses}', file=sys.stderr)
        bad += 1
    return got


get, host, close, end = b'GET /robots.txt HTTP/1.1\r\n', b'Host: x\r\n', b'Connection: close\r\n', b'\r\n'
expect('a plain request', get + host + close + end, '200')
expect('no host', get + close + end, '400')
expect('no host in HTTP/1.0', b'GET /robots.txt HTTP/1.0\r\n\r\n', '200')
expect('two hosts', get + host + b'hOST: y\r\n' + close + end, '400')
for bad_host in (b'a b', b'a/b', b'a"<', b'', b'user@x', b'x' * 300, b'\xff'):
    expect(f'host {bad_host!r}', get + b'Host: ' + bad_host + b'\r\n' + close + end, '400')
expect('length and chunked', get + host + b'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', '400')
expect('two lengths', get + host + b'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd', '400')
for n in (b'abc', b'-1', b'99999999999999999999999', b'3 4', b'0x3'):
    expect(f'length {n!r}', get + host + b'Content-Length: ' + n + b'\r\n\r\nabc', '400', '413')
expect('a body', get + host + b'Content-Length: 3\r\n\r\nabc', '413')
expect('a large body', b'POST / HTTP/1.1\r\n' + host + b'Content-Length: 4000000000\r\n\r\n' + b'a' * 100000, '405')
expect('a body announced', b'PUT / HTTP/1.1\r\n' + host + b'Content-Length: 9\r\nExpect: 100-continue\r\n\r\n', '405')
expect('an unknown method', b'FOO / HTTP/1.1\r\n' + host + end, '405')
expect('small letters', b'get / HTTP/1.1\r\n' + host + end, '405')
expect('an asterisk', b'OPTIONS * HTTP/1.1\r\n' + host + end, '405')
expect('a tunnel', b'CONNECT x:1 HTTP/1.1\r\n' + host + end, '405')
expect('another site through us', b'GET http://x/robots.txt HTTP/1.1\r\n' + host + close + end, '200')
expect('a site without path', b'GET http://x HTTP/1.1\r\n' + host + close + end, '400')
expect('no slash', b'GET robots.txt HTTP/1.1\r\n' + host + close + end, '400')
expect('HTTP/0.9', b'GET /robots.txt\r\n\r\n', '400', 'closed')
expect('HTTP/2.0', b'GET / HTTP/2.0\r\n' + host + end, '505', '400')
expect('TLS', b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'\0' * 50 + b'\r\n\r\n', 'closed', '400')
expect('a space in the address', b'GET /robots .txt HTTP/1.1\r\n' + host + end, 'closed', '400')
expect('a space before the colon', get + b'Host : x\r\n' + end, '400')
expect('a header without colon', get + host + b'XXXX\r\n' + close + end, '400')
expect('a NUL in a header', get + host + b'X: a\0b\r\n' + close + end, '200', '400')
expect('raw bytes in the address', b'GET /cari?q=\xff\xfe HTTP/1.1\r\n' + host + close + end, '400')
page = expect('a long address', b'GET /en/search?q=' + b'a' * 9000 + b' HTTP/1.1\r\n' + host + close + end, '414')
if b'<html lang="en">' not in page:
    print('FAIL: the 414 page is not English', file=sys.stderr)
    bad += 1
expect('200 000 query characters', b'GET /cari?q=' + b'a' * 200000 + b' HTTP/1.1\r\n' + host + end, '414')
expect('5 MB of address', b'GET /cari?q=' + b'a' * 5000000 + b' HTTP/1.1\r\n' + host + end, '414', 'closed')
expect('a header of 200 kB', get + host + b'X: ' + b'a' * 200000 + b'\r\n' + end, '431', '413', 'closed')
expect('150 headers', get + host + b'X: a\r\n' * 150 + end, '431')
expect('50 000 headers', get + host + b'X: a\r\n' * 50000 + end, '431', '413', 'closed')
got = ask((get + host + end) * 20 + get + host + close + end)
if got.count(b'HTTP/1.1 200') != 21:
    print(f'FAIL: of 21 requests in one go {got.count(b"HTTP/1.1 200")} were answered', file=sys.stderr)
    bad += 1

# Slow clients: a byte a second holds nobody for ever, and nobody else waits meanwhile.
closed = []


def drip():
    s = socket.create_connection(('127.0.0.1', port))
    s.settimeout(1)
    start = time.monotonic()
    try:
        while time.monotonic() - start < 40:
            s.sendall(b'X')
            try:
                if s.recv(1000) == b'':
                    break
            except socket.timeout:
                pass
    except OSError:
        pass
    closed.append(time.monotonic() - start)


slow = [threading.Thread(target=drip) for _ in range(50)]
for t in slow:
    t.start()
time.sleep(1)
start = time.monotonic()
for _ in range(20):
    expect('a request among slow ones', get + host + close + end, '200')
if time.monotonic() - start > 2:
    print('FAIL: slow clients hold up the others', file=sys.stderr)
    bad += 1
for t in slow:
    t.join()
if max(closed) > 30:
    print(f'FAIL: a slow client held its connection for {max(closed):.0f} s', file=sys.stderr)
    bad += 1
expect('a plain request at the end', get + host + close + end, '200')
sys.exit(bad > 0)
PY
kill -0 "$server" || fail "the server is gone"
[ ! -s "$work/serve-err" ] || { cat "$work/serve-err" >&2; fail "the server complained"; }
stop
finish
