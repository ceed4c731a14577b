#!/usr/bin/env bash
# Killed, out of disk, beside another indexer, over a state of another version: the last snapshot serves, and the next run works.
. "$(dirname "$0")/library.sh"
lib=$work/lib state=$work/state
library "$lib"
for i in $(seq 40); do put_case "$lib" "kasus-$i"; done
commit "$lib"
all=$(cd "$lib/cases/61" && ls | sort | xargs)
expect 0 index --repo "$lib" --state "$state"
whole() { is "$all" "$("$LUMBUNG" search --state "$1" --format trec -n 100 warga | awk '{print $3}' | sort | xargs)" "$2"; }
whole "$state" 'the first snapshot'

# killed at any moment: 40 times, somewhere in the time one run takes
start=$(date +%s%N)
expect 0 index --repo "$lib" --state "$state" --force
took=$((($(date +%s%N) - start) / 1000))
for i in $(seq 40); do
    "$LUMBUNG" index --repo "$lib" --state "$state" --force --quiet >"$work/out" 2>&1 &
    pid=$!
    us=$((took * (i * 7 % 41) / 40 + 1))
    sleep "$((us / 1000000)).$(printf %06d $((us % 1000000)))"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    whole "$state" "after kill -9 at $us us"
done
expect 0 index --repo "$lib" --state "$state" --force
whole "$state" 'a run after many that were killed'
is 1 "$(ls -d "$state"/gen-* | wc -l)" 'generations left over'

# a full disk, at several sizes (Xapian leaks when it meets one)
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
before=$(cat "$state/current")
for kilobytes in 1 8 64 256; do
    (ulimit -f $kilobytes; trap '' XFSZ; exec "$LUMBUNG" index --repo "$lib" --state "$state" --force) >"$work/out" 2>"$work/err" && code=0 || code=$?
    is 2 "$code" "exit status with files of at most $kilobytes KB"
    [ -s "$work/err" ] || fail 'no message for a full disk'
    is "$before" "$(cat "$state/current")" 'the current snapshot after a full disk'
    whole "$state" 'after a full disk'
done
# without ignoring the signal, too: the kernel kills the run
(ulimit -f 64; exec "$LUMBUNG" index --repo "$lib" --state "$state" --force) >"$work/out" 2>"$work/err" || true
whole "$state" 'after SIGXFSZ'
expect 0 index --repo "$lib" --state "$state" --force
whole "$state" 'a run after the disk was full'
if [ "$(id -u)" = 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=256k tmpfs "$work/small" 2>/dev/null; then
    expect 2 index --repo "$lib" --state "$work/small/state"
    has "$work/err" 'No space left'
    has "$work/err" "make room where '$work/small/state' lies"
    umount "$work/small"
fi

# two at once: one does the work, the other says so; nothing is lost
for i in $(seq 5); do
    "$LUMBUNG" index --repo "$lib" --state "$state" --force >"$work/one" 2>&1 & one=$!
    "$LUMBUNG" index --repo "$lib" --state "$state" --force >"$work/two" 2>&1 & two=$!
    a=0; wait $one || a=$?
    b=0; wait $two || b=$?
    case $a$b in
    00) ;;
    02 | 20) cat "$work/one" "$work/two" >"$work/both"; has "$work/both" 'another indexer' ;;
    *) fail "two indexers: exit $a and $b"; cat "$work/one" "$work/two" >&2 ;;
    esac
    whole "$state" 'after two indexers'
done

# a state of another version, or damaged, is built again, never a failure
generation=$state/$(cat "$state/current")
echo 'lumbung-index 0' >"$generation/format"
"$LUMBUNG" search --state "$state" warga >"$work/out" 2>"$work/err" && fail 'a snapshot of another version was read'
expect 0 index --repo "$lib" --state "$state"
has "$work/out" 'indexed 40 cases'
whole "$state" 'after another version'
echo 'gen-999' >"$state/current"
expect 0 index --repo "$lib" --state "$state"
whole "$state" 'after a lost generation'
for file in "$state"/seg-*/*; do : >"$file"; done
expect 0 index --repo "$lib" --state "$state"
whole "$state" 'after a damaged index'

# a state that cannot be written
if [ "$(id -u)" != 0 ]; then
    chmod -w "$state"
    expect 2 index --repo "$lib" --state "$state" --force
    chmod +w "$state"
fi
finish
