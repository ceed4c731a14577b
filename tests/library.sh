# library.sh - for the T*.sh scripts: what fails, the program, small libraries in a folder that goes away, a server of one.
# Source it.
set -eu
: "${LUMBUNG:?the program}" "${SOURCE:?the source tree}"
work=$(mktemp -d)
unset LC_ALL LC_MESSAGES; export LANG=en # what is looked for below is English
export GIT_CONFIG_NOSYSTEM=1 HOME="$work" NO_COLOR=1
export PYTHONPATH=$SOURCE/tests PYTHONDONTWRITEBYTECODE=1 # terminal.py
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap 'stop; rm -rf "$work"' EXIT
failures=0
fail() { echo "FAIL: $*" >&2; failures=$((failures + 1)); }
finish() { [ "$failures" = 0 ] && echo "ok" || { echo "$failures failed" >&2; exit 1; }; }
# is EXPECTED GOT WHAT
is() { [ "$1" = "$2" ] || fail "$3: '$2', not '$1'"; }
# has FILE WORDS: the file holds them
has() { grep -qF -- "$2" "$1" || { fail "no '$2' in $(basename "$1"):"; head -c 2000 "$1" >&2; }; }
hasnt() { ! grep -qF -- "$2" "$1" || { fail "'$2' in $(basename "$1"):"; grep -F -- "$2" "$1" | head -3 >&2; }; }

# lumbung ARGUMENTS: output in $work/out, messages in $work/err, exit status in $code
lumbung() {
    code=0
    "$LUMBUNG" "$@" >"$work/out" 2>"$work/err" || code=$?
}
# expect CODE ARGUMENTS
expect() {
    local wanted=$1
    shift
    lumbung "$@"
    [ "$code" = "$wanted" ] || { fail "lumbung $*: exit $code, not $wanted"; head -c 1500 "$work/out" "$work/err" >&2; }
}
# found STATE WORDS: ids of the cases found, on one line
found() { "$LUMBUNG" search --state "$1" --literal --format trec -n 100 "$2" 2>/dev/null | awk '{print $3}' | sort | xargs; }

# library DIR: schema and library.yml of the project, no cases
library() {
    mkdir -p "$1/cases"
    cp -r "$SOURCE/schema" "$1/schema"
    cp "$SOURCE/library.yml" "$1/"
}
# put_case DIR ID [STATE [EXTRA]]: a case that passes all rules, about the word "tandaID" (ID without '-'); EXTRA is more front matter
put_case() {
    mkdir -p "$1/cases/61/$2"
    cat >"$1/cases/61/$2/id.md" <<CASE
---
title: Kasus $2 tentang hal yang dicoba
summary: Sebuah kasus kecil yang dibuat untuk pemeriksaan, dengan semua bagian yang diminta oleh skema.
problem: Warga menunggu terlalu lama karena berkas tanda${2//-/} dikerjakan dengan tangan.
state: ${3:-published}
stage: penerapan
status: berjalan
status_asof: 2026-01
form: pelayanan_publik
mode: digital
initiators: [perangkat_daerah]
affairs: ["1.02"]
themes: [penyakit_menular]
sdgs: [3]
region:
  code: "61.71"
  name: Kota Pontianak
scope: kabupaten_kota
period:
  start: 2019
lead:
  office: Dinas Percobaan Kota Pontianak
evidence:
  level: E0
  reason: Hanya pernyataan pelaksana.
sources:
  - id: s1
    title: Laporan percobaan
    publisher: Dinas Percobaan
    url: https://example.go.id/laporan
    accessed: 2026-01-01
    kind: official
    independence: initiator
authors: [Redaksi]
${4:-}
---

## Masalah

Isi tentang tanda${2//-/} dan lain-lain[^s1].
CASE
}
# commit DIR: everything, as a commit; makes the repository when there is none
commit() {
    [ -e "$1/.git" ] || git -c init.defaultBranch=utama init -q "$1"
    git -C "$1" add -A
    git -C "$1" -c user.name='Ani Wijaya' -c user.email=ani@rahasia.id commit -q --allow-empty -m "${2:-perubahan}"
}

# start OPTION...: a server on a free port, its address in $url, its output in $work/served and $work/serve-err; stop ends it
start() {
    : >"$work/served"
    "$LUMBUNG" serve --port 0 "$@" >"$work/served" 2>"$work/serve-err" &
    server=$!
    for _ in $(seq 400); do
        url=$(grep -o 'http://[0-9.]*:[0-9]*' "$work/served" | head -1) || true
        { [ -z "$url" ] && kill -0 "$server" 2>/dev/null; } || break
        sleep 0.05
    done
    [ -n "$url" ] || { cat "$work/serve-err" >&2; fail "serve $* did not start"; finish; }
}
# peek PATH: what the server gives, in $work/page and $work/head; prints the status
peek() { curl -s -m 10 -D "$work/head" -o "$work/page" -w '%{http_code}' "$url$1"; }
# shows PATH WORDS: within 20 s the page holds them
shows() {
    for _ in $(seq 200); do
        peek "$1" >/dev/null
        ! grep -qF -- "$2" "$work/page" || return 0
        sleep 0.1
    done
    fail "$1: no '$2' after 20 s"
}
