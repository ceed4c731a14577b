#!/usr/bin/env bash
# `lumbung check` as editors and forges use it: the shipped library is clean, a broken one says where and how to mend it,
# in text, JSON, SARIF and GitHub's annotations; exit 0, 1 and 2 mean what the manual says.
. "$SOURCE/tests/library.sh"
cd "$SOURCE"
check() { # check EXIT [argument...]: output in $work/out and $work/err
    local want=$1 got=0
    shift
    "$LUMBUNG" check "$@" >"$work/out" 2>"$work/err" || got=$?
    [ "$got" = "$want" ] || { fail "check $*: exit $got, not $want"; cat "$work/err" >&2; }
}
has() { grep -qF -- "$2" "$work/$1" || { fail "'$2' is not in $1:"; cat "$work/$1" >&2; }; }

check 0 -q
[ ! -s "$work/out" ] || fail "--quiet prints to standard output"

library=$work/library
mkdir -p "$library/cases/61/rumah-warga" "$library/cases/15/kampung"
cp -r schema library.yml "$library"
printf -- '---\ntitle: Rumah Warga\nstate: draft\naffairs: ["5.1"]\nstages: penerapan\n---\n\nTeks.\n' >"$library/cases/61/rumah-warga/id.md"
printf -- '---\ntitle: Kampung\nstate: draft\nregion: {code: 15.71}\n---\n\nTeks.\n' >"$library/cases/15/kampung/id.md"

check 1 --from "$library"
has err "cases/61/rumah-warga/id.md:4:11: error[E012]: unknown affair '5.1'; did you mean '5.01' (Planning)?"
has err "    4 | affairs: [\"5.1\"]"
has err "      |           ^"
has err "error[E011]: unknown field 'stages'; did you mean 'stage'?"
has out "2 cases checked: 2 errors, 1 warning"

mkdir -p "$library/cases/61/besar"
{ printf -- '---\ntitle: Besar\nstate: draft\n---\n\n'; head -c 2000000 /dev/zero | tr '\0' a; } >"$library/cases/61/besar/id.md"
check 1 --from "$library" cases/61/besar
has err "cases/61/besar/id.md: error[E006]"
has err "split the case"
rm -r "$library/cases/61/besar"

# Paths narrow what is told, not what is read; warnings are findings only when asked.
check 0 --from "$library" cases/15
has err "cases/15/kampung/id.md:4:16: warning[W015]"
check 1 --from "$library" --strict ./cases/15/
check 2 --from "$library" cases/99
has err "there is no 'cases/99' in $library"

check 1 --from "$library" --format json
python3 - "$work/out" <<'EOF' || fail "JSON"
import json, sys
found = json.load(open(sys.argv[1]))
assert [f["code"] for f in found] == ["W015", "E012", "E011"], found
assert found[1]["file"] == "cases/61/rumah-warga/id.md" and (found[1]["line"], found[1]["column"]) == (4, 11)
EOF
check 1 --from "$library" --format sarif
python3 - "$work/out" <<'EOF' || fail "SARIF"
import json, sys
run, = json.load(open(sys.argv[1]))["runs"]
assert {r["id"] for r in run["tool"]["driver"]["rules"]} == {"W015", "E012", "E011"}
place = run["results"][1]["locations"][0]["physicalLocation"]
assert place["artifactLocation"]["uri"] == "cases/61/rumah-warga/id.md"
assert place["region"] == {"startLine": 4, "startColumn": 11}
EOF
check 1 --from "$library" --format github
has out "::error file=cases/61/rumah-warga/id.md,line=4,col=11,title=E012::"

# What a file silences is counted and told to machines only; errors go on.
sed -i 's/^state: draft$/state: draft\nsilence: [{rule: W015, reason: Kodenya sengaja tanpa tanda kutip.}]/' "$library/cases/15/kampung/id.md"
check 0 --from "$library" --strict cases/15
has out "2 cases checked: 0 errors, 0 warnings, 1 silenced"
[ ! -s "$work/err" ] || ! grep -q W015 "$work/err" || fail "a silenced warning is told"
check 0 --from "$library" --format json -q cases/15
python3 - "$work/out" <<'EOF' || fail "silenced in JSON"
import json, sys
one, = [f for f in json.load(open(sys.argv[1])) if f["code"] == "W015"]
assert one["silenced"] == "Kodenya sengaja tanpa tanda kutip."
EOF
check 0 --from "$library" --format sarif -q cases/15
has out '"suppressions"'
check 0 --from "$library" --format gitlab -q cases/15
! grep -q W015 "$work/out" || fail "a silenced warning is in GitLab's report"

# Could not run.
check 2 --from "$work/nowhere"
has err "lumbung: "
check 2 --format xml
check 2 --from "$library" --rev HEAD
printf 'terms: [\n' >"$library/schema/vocab/stages.yml"
check 2 --from "$library"
has err "schema/vocab/stages.yml:"
has err "no case can be checked before"
rm -r "$library/schema"
check 2 --from "$library"
has err "schema/case.schema.json: error[E035]: the file is missing"

finish
