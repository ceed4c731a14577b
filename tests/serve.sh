# serve.sh - for the T*.sh scripts about the server: the project's own library, indexed into a folder that goes away, on
# a free port of the loopback. Source it, then: serve [option...]; the address is in $URL, the port in $PORT.
set -eu
: "${LUMBUNG:?the program}" "${SOURCE:?the source tree}"
work=$(mktemp -d)
server=
stop_server() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap 'stop_server; rm -rf "$work"' EXIT
failures=0
fail() { echo "FAIL: $*" >&2; failures=$((failures + 1)); }
finish() { [ "$failures" = 0 ] && echo "ok" || { echo "$failures failed" >&2; exit 1; }; }

index() { "$LUMBUNG" index --from "${1:-$SOURCE}" --state "$work/state" >"$work/index.log" 2>&1 || [ $? = 1 ] ||
    { cat "$work/index.log" >&2; echo "indexing failed" >&2; exit 1; }; }

serve() {
    "$LUMBUNG" serve --state "$work/state" --port 0 "$@" >"$work/out" 2>"$work/err" &
    server=$!
    for _ in $(seq 100); do
        URL=$(grep -o 'http://[0-9.]*:[0-9]*' "$work/out" | head -1)
        { [ -z "$URL" ] && kill -0 "$server" 2>/dev/null; } || break
        sleep 0.05
    done
    [ -n "${URL:-}" ] || { cat "$work/err" >&2; echo "the server did not start" >&2; exit 1; }
    PORT=${URL##*:}
}

# get PATH [curl option...]: the reply's headers (small letters, without CR) in $work/head, its body in $work/body.
get() {
    local path=$1
    shift
    : >"$work/body"
    curl -sS --path-as-is -m 10 -D "$work/raw" -o "$work/body" "$@" "$URL$path" || { fail "$path: curl gave $?"; return 0; }
    tr -d '\r' <"$work/raw" | sed -E 's/^([A-Za-z-]+):/\L\1:/' >"$work/head"
}
status() { sed -nE '1s/^HTTP[^ ]* ([0-9]+).*/\1/p' "$work/head"; }
header() { sed -n "s/^$1: //p" "$work/head"; }
# is EXPECTED GOT WHAT
is() { [ "$1" = "$2" ] || fail "$3: '$2', not '$1'"; }
