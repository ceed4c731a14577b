#!/usr/bin/env bash
# Every command in the README runs. ./run and ./test cannot be nested in a test: ./run is run with --build-only elsewhere, so
# here both must at least exist and explain themselves; every other command is run as it stands, with the program under test.
set -eu
cd "$SOURCE"
ran=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
commands=$(awk '/^```sh$/ {on = 1; next} /^```$/ {on = 0} on' README.md)
while IFS= read -r line; do
    case $line in
    ./run | ./test) "$line" --help >"$work/help"; grep -q "${line#./}" "$work/help" ;;
    build/release/lumbung*)
        line=${line//build\/release\/lumbung/\"\$LUMBUNG\"}
        line=${line//\/tmp\/lumbung-state/$work\/state}
        line=${line//\/tmp\/pustaka-kota/$work\/pustaka}
        echo "+ $line"
        eval "$line" >"$work/out" 2>&1 || { echo "failed:"; cat "$work/out"; exit 1; } ;;
    *) echo "T001: how should '$line' be tested?"; exit 1 ;;
    esac
    ran=$((ran + 1))
done <<<"$commands"
grep -q 'e-planning-medan' "$work/out" || { echo "the README's search finds nothing:"; cat "$work/out"; exit 1; }
# Every path of the table exists.
for path in $(awk -F'|' '/^\| `/ {print $2}' README.md | tr -d '`,'); do
    [ -e "$path" ] || { echo "README names '$path', which is not there"; exit 1; }
done
[ "$ran" -ge 5 ] && echo "ran $ran commands"
