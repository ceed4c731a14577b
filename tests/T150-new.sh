#!/usr/bin/env bash
# `lumbung new`: what it writes is a draft that passes at once, in the schema's order; names are understood, mistakes answered
# with what was meant; nothing is overwritten; a translation is pinned to the commit it translates.
. "$(dirname "$0")/library.sh"
lib=$work/lib
library "$lib"
new() { expect "$1" new --into "$lib" "${@:2}" </dev/null; }
errors() { "$LUMBUNG" check --from "$lib" -q "$@" 2>&1 | grep -c 'error\[' || true; }

# every answer as an option: names become codes, texts that YAML would misread are quoted
new 0 --title 'Rumpon, rumah ikan: untuk nelayan kecil' --region pontianak --affair kesehatan --start 2019-05 \
    --theme 'Partisipasi dan kolaborasi warga, data_terpadu' --office 'Dinas Perikanan: bidang 1' --author Redaksi --problem 'No # 1.10'
file=$lib/cases/61/pontianak-rumpon/id.md
has "$work/out" "$file"
has "$work/out" "lumbung check --from $lib cases/61/pontianak-rumpon/id.md"
for line in 'title: "Rumpon, rumah ikan: untuk nelayan kecil"' 'state: draft' 'affairs: ["1.02"]' 'themes: [partisipasi_warga, data_terpadu]' \
    '  code: "61.71"' '  name: Kota Pontianak' '  start: 2019-05' '  office: "Dinas Perikanan: bidang 1"' 'authors: [Redaksi]' \
    'problem: "No # 1.10"' '# acronym:' '#   - indicator:' '## Langkah meniru'; do has "$file" "$line"; done
is 0 "$(errors)" 'errors of a new case'
expect 0 check --from "$lib"
hasnt "$work/err" 'cases/61'

# fields stand in the schema's order, each of them once; help is in the editor's language
python3 - "$SOURCE/schema/case.schema.json" "$file" <<'PY' || fail 'the order of the fields'
import json, re, sys
wanted = list(json.load(open(sys.argv[1]))["properties"])
front = open(sys.argv[2]).read().split("\n---\n")[0]
assert re.findall(r"^(?:# )?([a-z_]+):(?: |$)", front, re.M) == wanted, re.findall(r"^(?:# )?([a-z_]+):(?: |$)", front, re.M)
assert max(map(len, front.split("\n"))) < 150
PY
has "$file" '# Ringkasan (perlu untuk terbit): '
has "$file" "semua $(grep -c '^  - code:' "$lib/schema/vocab/themes.yml") ada di schema/vocab/themes.yml"

# every field uncommented is at least YAML: a colleague who removes all the # gets findings, not nonsense
mkdir -p "$lib/cases/61/terbuka"
sed -E '/^---$/,/^---$/{/^# [a-z_]+:|^#   /s/^# //}' "$file" >"$lib/cases/61/terbuka/id.md"
lumbung check --from "$lib" cases/61/terbuka
hasnt "$work/err" 'error[E003]'
has "$work/err" 'error[E019]'
rm -r "$lib/cases/61/terbuka"

# the questions are no content: not on the page, not counted
expect 0 index --from "$lib" --drafts --state "$work/state" -q
expect 0 search --state "$work/state" --format json 'pontianak-rumpon Rumpon'
hasnt "$work/out" 'Siapa yang mengalami masalah ini'
is '' "$(found "$work/state" 'berkepentingan')" 'a guiding question is found by the search'

# a second one of the same name, and ids that are taken
new 0 --title 'Rumpon, rumah ikan: untuk nelayan kecil' --region 61.71
has "$work/out" cases/61/pontianak-rumpon-2/id.md
cp "$file" "$work/before"
new 2 --title x --region 61.71 --id pontianak-rumpon
has "$work/err" "taken by cases/61/pontianak-rumpon"
cmp "$file" "$work/before" || fail 'a case was overwritten'
sed -i 's/^# aliases:/aliases: [rumpon-lama]/; /^#   -$/d' "$file"
is 0 "$(errors cases/61/pontianak-rumpon)" 'with an alias'
new 2 --title x --region 61.71 --id rumpon-lama
has "$work/err" 'alias of cases/61/pontianak-rumpon/id.md'

# mistakes are answered with what was meant
new 2 --region 61.71; has "$work/err" '--title'
new 2 --title x; has "$work/err" '--region'
new 2 --title x --region Pontianax; has "$work/err" "did you mean 'Kota Pontianak' (61.71)?"
new 2 --title x --region Bogor; has "$work/err" '32.01 (Kabupaten Bogor)'; has "$work/err" '32.71 (Kota Bogor)'
new 2 --title x --region jambi; has "$work/err" '15 (Jambi, provinsi)'; has "$work/err" '15.71 (Kota Jambi)'
new 0 --title 'Uji provinsi' --region 'provinsi jambi'; has "$work/out" cases/15/jambi-uji-provinsi/id.md
new 0 --title 'Uji singkat' --region 'Kab. Bogor'; has "$work/out" cases/32/bogor-uji-singkat/id.md
new 2 --title x --region jogja; has "$work/err" '34 (DI Yogyakarta'; has "$work/err" '34.71 (Kota Yogyakarta)'
new 0 --title 'Uji nama lain' --region jakpus; has "$work/out" cases/31/jakarta-pusat-uji-nama-lain/id.md
new 2 --title x --region raya; has "$work/err" '61.12 (Kabupaten Kubu Raya)'
new 2 --title x --region 61.71 --affair 5.1; has "$work/err" "did you mean '5.01'"
new 2 --title x --region 61.71 --theme partisipasi_wargo; has "$work/err" "did you mean 'partisipasi_warga'"
new 2 --title x --region 61.71 --start '5/11/2019'; has "$work/err" '--start'
new 2 --title "$(printf 'x%.0s' $(seq 101))" --region 61.71; has "$work/err" '100'
new 2 --title $'x\xff' --region 61.71; has "$work/err" 'UTF-8'
new 2 --title $'x\ny' --region 61.71; has "$work/err" 'one line'
new 2 --title x --region CO-ANT; has "$work/err" '--region-name'
new 2 --title x --region 61.71 --id 'Nama Buruk'; has "$work/err" 'nothing was written'
new 2 --title x --region 61.71 --folder ../luar; has "$work/err" 'no folder below cases/'
new 2 --title x --region 61.71 --lang xx; has "$work/err" 'languages.yml'
new 2 x; has "$work/err" '--title'
expect 2 new --into "$work" --title x --region 61.71; has "$work/err" 'lumbung init'
(cd "$work" && expect 2 new --title x --region 61.71 </dev/null; has "$work/err" 'lumbung init')
mkdir "$work/outside"; ln -s "$work/outside" "$lib/cases/luar"
new 2 --title x --folder luar; has "$work/err" 'no folder'
is '' "$(ls "$work/outside")" 'written through a symlink'
rm "$lib/cases/luar"
new 0 --title 'Metrocable' --region CO-ANT --region-name 'Antioquia, Kolombia' --lang en
has "$work/out" cases/co/
en=$lib/$(sed -n 's/.*\(cases\/co\/.*\)/\1/p' "$work/out" | head -1)
has "$en" '## How it works'; has "$en" '# Summary (needed to publish)'
is 0 "$(errors)" 'errors of all that was made'

# from inside the library, with a path one can use there
(cd "$lib/cases/61" && expect 0 new --title 'Dari dalam' --region 61 </dev/null; has "$work/out" '../../cases/61/kalimantan-barat-dari-dalam/id.md')
[ -f "$lib/cases/61/kalimantan-barat-dari-dalam/id.md" ] || fail 'made from a folder inside'

# at a terminal it asks, answers what it does not understand, and lists codes
python3 - "$LUMBUNG" "$lib" >"$work/out" 2>&1 <<'PY' || { cat "$work/out" >&2; fail 'the questions'; }
import sys
from terminal import talk
new = [sys.argv[1], "new", "--into", sys.argv[2]]
code, text = talk(new, ["\n", "Kampung Iklim\n", "bogor\n", "32.71\n", "?\n", "lingkungan hidup\n", "\n", "Banjir tiap tahun.\n", "besok\n", "2018\n", "\n", "Redaksi\n"])
assert code == 0, text
for words in ("judul harus ada", "32.01 (Kabupaten Bogor)", "1.02", "Lingkungan hidup", "Kantor, bukan orang", "cases/32/bogor-kampung-iklim/id.md"):
    assert words in text, (words, text)
code, text = talk([*new, "--lang", "id", "--comments", "en"], ["Ide\n", "\x04"])
assert code == 2 and "nothing was written" in text and "Give the code (61.71)" in text, text
PY
has "$lib/cases/32/bogor-kampung-iklim/id.md" 'affairs: ["2.11"]'
is 0 "$(errors)" 'errors of what was asked'

# a translation: pinned to the last commit that changed the original, the fields to translate beside the texts
put_case "$lib" kasus-satu published $'lessons: [Satu pelajaran, Dua pelajaran]\nsteps:\n  - title: Langkah satu\n    weeks: 2\n  - title: Langkah dua\n    who: Bappeda'
new 2 --translate en kasus-satu; has "$work/err" 'git'
commit "$lib"; first=$(git -C "$lib" rev-parse HEAD)
echo x >"$lib/catatan.txt"; commit "$lib"
new 0 --translate en kasus-satu
en=$lib/cases/61/kasus-satu/en.md
has "$en" "translation_of_commit: \"$first\""
has "$en" '# Kasus kasus-satu tentang hal yang dicoba'
has "$en" '#   - title: # Langkah dua'
has "$en" '#   -   # Dua pelajaran'
has "$en" '## Preconditions and adaptation'
hasnt "$en" 'weeks'
lumbung check --from "$lib" cases/61/kasus-satu
is 'summary title problem' "$(grep -o "field '[a-z]*'\|'[a-z_]*' has no value\|E019.*" "$work/err" | grep -o 'title\|summary\|problem' | awk '!s[$0]++' | sort | sed 's/title/2title/;s/summary/1summary/;s/problem/3problem/' | sort | sed 's/^.//' | xargs)" 'what is still to be done'
# filled in, everything uncommented that was offered, it passes
sed -i -E 's/^title:$/title: A small case/; s/^summary:$/summary: A small case made for checking, with all the parts that the schema asks for./; s/^problem:$/problem: People wait too long./' "$en"
is 0 "$(errors)" 'a translation with its three texts'
sed -i -E '/^---$/,/^---$/{/^# [a-z_]+:|^#   /s/^# //}; s/^( *-? ?[a-z]+:) # /\1 /; s/^( *-)   # /\1 /; s/translators: \[\]/translators: [Me]/' "$en"
is 0 "$(errors)" 'a translation with everything in it'
new 2 --translate en kasus-satu; has "$work/err" 'en.md is there already'
new 2 --translate id kasus-satu; has "$work/err" 'it is the original'
new 2 --translate en kasus-stau; has "$work/err" "did you mean 'kasus-satu'"
new 2 --translate en; has "$work/err" 'takes one id'
new 2 --translate fr kasus-satu; has "$work/err" 'languages.yml'
rm "$en"; echo tambahan >>"$lib/cases/61/kasus-satu/id.md"
new 2 --translate en kasus-satu; has "$work/err" 'not committed'
put_case "$lib" kasus-dua
new 2 --translate en kasus-dua; has "$work/err" 'not committed yet'
finish
