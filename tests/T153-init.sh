#!/usr/bin/env bash
# `lumbung init` makes a library from the program alone: checked, indexed, committed, served to a forge's jobs at once; it refuses a
# folder that holds one and overwrites nothing.
. "$(dirname "$0")/library.sh"
cp "$LUMBUNG" "$work/lumbung" # the program, and nothing beside it
LUMBUNG=$work/lumbung
export GIT_AUTHOR_NAME=Ani GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=Ani GIT_COMMITTER_EMAIL=a@b
git config --global init.defaultBranch utama
cd "$work"

expect 0 init --title 'Pustaka: "Uji" \ satu' --other-title 'Test library' --publisher 'No' --office 'Bappeda # 1' --git pustaka </dev/null
has "$work/out" "cd 'pustaka'"
[ -x pustaka/.git/hooks/pre-commit ] || fail 'no hook'
cd pustaka
has library.yml 'publisher: "No"'
# the same contract as the program's own, and a library that is clean in every way
diff -r "$SOURCE/schema" schema || fail 'another schema'
expect 0 check --strict
has "$work/out" '1 case checked: 0 errors, 0 warnings'
expect 0 fmt --check
expect 0 index --from . --state "$work/state"
has "$work/out" 'indexed 0 cases'
has "$work/out" '1 not public'
expect 0 index --from . --state "$work/state-drafts" --drafts; has "$work/out" 'indexed 1 case'
has cases/contoh/contoh-pengisian/id.md 'Contoh karangan'
has README.md 'diterbitkan oleh No'
is '' "$(grep -rl '{{[a-z]*}}' . --include='*' 2>/dev/null | grep -v '^./schema' || true)" 'placeholders that were left'
git add -A
git commit -qm mulai || fail 'the first commit'
expect 0 index --repo . --state "$work/state"
expect 0 new --title 'Kasus pertama' --region 61.71 </dev/null; expect 0 check --strict
git add -A; git commit -qm 'kasus pertama' || fail 'a new case is committed'
sed -i 's/^affairs.*//; s/^title: .*/title: x\naffairs: ["9.99"]/' cases/61/*/id.md
git commit -qam rusak 2>/dev/null && fail 'the hook lets a broken case pass'
git checkout -q cases

# the jobs for the forges run the checks with options that exist, and find what is broken
python3 - <<'PY' || fail 'the jobs are no YAML'
import json, yaml
g = yaml.safe_load(open(".github/workflows/library.yml"))
steps = {s.get("name"): s for s in g["jobs"]["check"]["steps"]}
open("../github.sh", "w").write(steps["check"]["run"])
l = yaml.safe_load(open(".gitlab-ci.yml"))
open("../gitlab.sh", "w").write("\n".join(l["check"]["script"]))
assert l["check"]["artifacts"]["reports"]["codequality"] == "gl-code-quality-report.json"
json.load(open(".vscode/settings.json"))
PY
mkdir -p .lumbung/build/release; ln -s "$LUMBUNG" .lumbung/build/release/lumbung
BASE= bash -e ../github.sh >"$work/out" 2>&1 || fail 'the job for GitHub'
bash -e ../gitlab.sh >"$work/out" 2>&1 || fail 'the job for GitLab'
is '[]' "$(tr -d ' \n' <gl-code-quality-report.json)" 'the report for GitLab'
git update-ref refs/remotes/origin/utama HEAD
sed -i 's/^title: .*/title: x\naffairs: ["9.99"]/' cases/61/*/id.md; git commit -qam rusak --no-verify
BASE=utama bash -e ../github.sh >"$work/out" 2>&1 && fail 'the job for GitHub lets a broken case pass'
has "$work/out" '::error file=cases/61/'
bash -e ../gitlab.sh >"$work/out" 2>&1 && fail 'the job for GitLab lets a broken case pass'
python3 -c 'import json; assert "9.99" in json.load(open("gl-code-quality-report.json"))[0]["description"]' || fail 'the report for GitLab'
cd ..

# in English, into a folder with other things in it, which stay
mkdir lain; echo milik >lain/README.md
expect 0 init --title Library --publisher P --office O --lang en --source https://example.org/lumbung.git lain </dev/null
has "$work/out" 'kept lain/README.md'; is milik "$(cat lain/README.md)" 'a file that was there'
has lain/library.yml 'language: en'; [ -f lain/cases/contoh/contoh-pengisian/en.md ] || fail 'the English example'
has lain/.gitlab-ci.yml 'LUMBUNG_SOURCE: "https://example.org/lumbung.git"'
expect 0 check --from lain --strict; expect 0 fmt --check --from lain
(mkdir sini && cd sini && expect 0 init --title T --publisher P --office O </dev/null; [ -f library.yml ] || fail 'in this folder')

# at a terminal it asks
python3 - "$LUMBUNG" <<'PY' || fail 'the questions'
import sys
from terminal import talk
code, text = talk([sys.argv[1], "init", "tanya"], ["Pustaka Tanya\n", "\n", "Kota\n", "Bappeda\n"])
assert code == 0 and "Pustaka Tanya" in open("tanya/library.yml").read(), text
PY

# refused: what holds a library, what is not said, what cannot be written
before=$(find pustaka -type f ! -path '*/.git/*' -exec md5sum {} + | sort | md5sum)
expect 2 init --title T --publisher P --office O pustaka </dev/null; has "$work/err" 'holds a library already'
is "$before" "$(find pustaka -type f ! -path '*/.git/*' -exec md5sum {} + | sort | md5sum)" 'the library that was there'
mkdir kasus; mkdir kasus/cases; expect 2 init --title T --publisher P --office O kasus </dev/null
expect 2 init kosong </dev/null; has "$work/err" '--title'; [ ! -e kosong ] || fail 'a folder without answers'
expect 2 init --title T --publisher P --office O --lang jv x </dev/null; has "$work/err" 'id or en'
expect 2 init --title $'a\nb' --publisher P --office O x </dev/null; has "$work/err" 'one line'
expect 2 init --title T --publisher P --office O x y </dev/null; has "$work/err" "'y' is too many"
expect 2 init --title T --publisher P --office O '' </dev/null; has "$work/err" 'empty'
expect 2 init --title T --publisher P --office O pustaka/library.yml </dev/null
expect 2 init --title T --publisher P --office O /proc/tidak </dev/null; has "$work/err" '/proc/tidak'
finish
