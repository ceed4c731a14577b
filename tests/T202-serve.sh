#!/usr/bin/env bash
# The server's life: no snapshot, port in use, a new snapshot while requests run, an end that lets them finish.
. "${SOURCE:-.}/tests/serve.sh"

refused() { # refused WORDS option...: the program ends by itself and says so
    local words=$1
    shift
    if timeout 10 "$LUMBUNG" serve "$@" >"$work/out" 2>"$work/err"; then fail "serve $* goes on"; fi
    grep -qi -- "$words" "$work/err" || fail "serve $*: '$(cat "$work/err")' lacks '$words'"
}
refused 'lumbung index' --state "$work/nothing" --port 0
index
serve
first=$PORT
refused "port $first is already in use.*--port" --state "$work/state" --port "$first"
refused '70000' --state "$work/state" --port 70000
refused 'address' --state "$work/state" --port 0 --listen nowhere

# A new snapshot shows within two seconds, under a new ETag, while requests run; none of them fails.
mkdir "$work/library"
cp -r "$SOURCE/cases" "$SOURCE/collections" "$SOURCE/schema" "$SOURCE/library.yml" "$work/library/"
get /kasus/rumpon-pontianak
etag=$(header etag)
: >"$work/codes"
( while [ ! -e "$work/enough" ]; do curl -s -m 10 -o "$work/while" -w '%{http_code}\n' "$URL/kasus/rumpon-pontianak"; done >"$work/codes" ) &
asker=$!
file=$(find "$work/library/cases" -path '*/rumpon-pontianak/id.md')
sed -i '0,/^title: .*/s//title: Judul yang baru saja diganti/' "$file"
index "$work/library"
for _ in $(seq 40); do
    get /kasus/rumpon-pontianak
    grep -q 'Judul yang baru saja diganti' "$work/body" && break
    sleep 0.05
done
grep -q 'Judul yang baru saja diganti' "$work/body" || fail "the new snapshot is not shown"
[ "$(header etag)" != "$etag" ] || fail "the ETag has not changed"
touch "$work/enough"
wait "$asker"
is 200 "$(sort -u "$work/codes" | tr '\n' ' ' | sed 's/ $//')" "statuses while the snapshot changed"

# A killed indexer leaves the last snapshot in place.
"$LUMBUNG" index --from "$work/library" --state "$work/state" >/dev/null 2>&1 &
indexer=$!
sleep 0.05
kill -9 "$indexer" 2>/dev/null || true
wait "$indexer" 2>/dev/null || true
sleep 1
get /kasus/rumpon-pontianak
is 200 "$(status)" "after a killed indexer"

# A search in vain is counted each time, also when a browser has the page; nothing else is written.
for _ in 1 2 3; do get '/cari?q=xyzzyplugh+qwertzuiop'; done
get '/cari?q=air'

# SIGTERM: a reply under way is finished, then the program ends with success.
python3 - "$PORT" "$server" <<'PY' || fail "a reply was cut at the end"
import os, signal, socket, sys, time
port, pid = int(sys.argv[1]), int(sys.argv[2])
s = socket.create_connection(('127.0.0.1', port))
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
s.sendall(b'GET /kasus/rumpon-pontianak HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n')
head = s.recv(1)
os.kill(pid, signal.SIGTERM)
time.sleep(0.3)
while b'\r\n\r\n' not in head:
    head += s.recv(4096)
head, body = head.split(b'\r\n\r\n', 1)
length = int([l for l in head.split(b'\r\n') if l.lower().startswith(b'content-length')][0].split(b':')[1])
while chunk := s.recv(65536):
    body += chunk
sys.exit(len(body) != length)
PY
code=0
wait "$server" || code=$?
server=
is 0 "$code" "exit status after SIGTERM"
[ "$code" = 0 ] || cat "$work/serve-err" >&2
is "3 $(date -u +%F) $(date -u +%F) xyzzyplugh qwertzuiop" "$(tr '\t' ' ' <"$work/state/unanswered.tsv")" "searches in vain"

# SIGINT too; the port is free again at once.
"$LUMBUNG" serve --state "$work/state" --port "$first" >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 100); do grep -q http "$work/out" && break; sleep 0.05; done
grep -q ":$first" "$work/out" || fail "the port is not free again"
kill -INT "$server"
code=0
wait "$server" || code=$?
server=
is 0 "$code" "exit status after SIGINT"
finish
