#!/usr/bin/env bash
# `lumbung explain`: every rule that check can report has its reasons and an example, in both languages; slips are understood.
. "$SOURCE/tests/library.sh"
expect 0 explain
rules=$(wc -l <"$work/out")
[ "$rules" -ge 60 ] || fail "only $rules rules are listed"
is "$rules" "$(awk '{print $1}' "$work/out" | sort -u | wc -l)" "rules listed once"
for code in $(awk '{print $1}' "$work/out"); do
    for lang in id en; do
        "$LUMBUNG" explain --lang $lang "$code" >"$work/one" || fail "explain $code in $lang"
        [ "$(wc -l <"$work/one")" -ge 8 ] || fail "explain $code in $lang says little"
    done
done
expect 0 explain e012
has "$work/out" "E012  error: codes come from the vocabulary"
has "$work/out" 'affairs: ["5.01"]'
expect 0 explain --lang id E012 w002
has "$work/out" "E012  kesalahan: kode berasal dari kosakata"
has "$work/out" "W002  peringatan: "
expect 2 explain E12
has "$work/err" "no rule 'E12'; did you mean E012 (codes come from the vocabulary)?"
expect 2 explain apa
has "$work/err" "\`lumbung explain\` lists them"
expect 2 explain --lang fr
finish
