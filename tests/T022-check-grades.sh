#!/usr/bin/env bash
# `lumbung check --grades`: what a case claims, what its sources carry and why not more, and what it lacks for the next grade.
. "$SOURCE/tests/library.sh"
lib=$work/lib
library "$lib"
put_case "$lib" penuh
put_case "$lib" asal published 'replicated_by: []'
sed -i '/^replicated_by/d' "$lib/cases/61/asal/id.md"
mkdir -p "$lib/cases/61/rintisan"
printf -- '---\ntitle: Rintisan\nstate: draft\nresults:\n  - {indicator: Warga terlayani, value: 12}\n---\n\nTeks.\n' >"$lib/cases/61/rintisan/id.md"
expect 0 check --from "$lib" --grades
has "$work/out" "CASE"
has "$work/out" "    completeness: partial needs fields 'summary', 'problem', 'stage'"
has "$work/out" "or more of the sections 'Masalah', 'Cara kerja'"
has "$work/out" "    completeness: ready needs field 'results'; sections 'Cara kerja', 'Pelaksana dan mitra'"
has "$work/out" "    evidence: the sources could carry E1; E2 needs a result with a figure and a source"
expect 0 check --from "$lib" --grades cases/61/rintisan
hasnt "$work/out" "penuh"
expect 2 check --from "$lib" --grades --format sarif
has "$work/err" "--grades prints text or json, not sarif"
expect 0 check --from "$lib" --grades --format json
python3 - "$work/out" <<'PY' || fail "JSON"
import json, sys
rows = {r["id"]: r for r in json.load(open(sys.argv[1]))}
assert list(rows) == ["asal", "penuh", "rintisan"], list(rows)
assert rows["penuh"]["evidence"]["claimed"] == "E0" and rows["penuh"]["evidence"]["ceiling"] == "E1"
assert rows["rintisan"]["completeness"]["grade"] == "stub" and "claimed" not in rows["rintisan"]["evidence"]
assert {"kind": "field", "name": "problem"} in rows["rintisan"]["completeness"]["lacks"]
PY
# A replication that another case tells of lifts the ceiling, as it does for the rule.
sed -i 's/^authors.*/results:\n  - {indicator: Warga, value: 12, source: s2, method: Dibandingkan dengan kelurahan lain}\n&/; s/^sources:/sources:\n  - {id: s2, title: Kajian, kind: academic, independence: academic}/' "$lib/cases/61/asal/id.md"
sed -i 's/^authors.*/replicates: [{case: asal, kind: adapt}]\n&/' "$lib/cases/61/penuh/id.md"
expect 0 check --from "$lib" --grades --format json
python3 - "$work/out" <<'PY' || fail "replication"
import json, sys
rows = {r["id"]: r for r in json.load(open(sys.argv[1]))}
assert rows["asal"]["evidence"] == {"claimed": "E0", "ceiling": "E5"}, rows["asal"]["evidence"]
PY
finish
