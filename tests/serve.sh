# serve.sh - for the T*.sh scripts about the server: library.sh, and the project's own library, indexed, on a free port of the
# loopback. Source it, then: index; serve [option...]; the address is in $URL, the port in $PORT.
. "$(dirname "${BASH_SOURCE[0]}")/library.sh"

index() { "$LUMBUNG" index --from "${1:-$SOURCE}" --state "$work/state" >"$work/index.log" 2>&1 || [ $? = 1 ] ||
    { cat "$work/index.log" >&2; echo "indexing failed" >&2; exit 1; }; }

serve() {
    start --state "$work/state" "$@"
    URL=$url PORT=${url##*:}
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
