#!/usr/bin/env bash
# Which of its two languages the program speaks: --lang, else the locale's, else the library's, else Indonesian; in every
# command that prints findings, and in what machines read.
. "$SOURCE/tests/library.sh"
unset LANG LC_ALL LC_MESSAGES LANGUAGE
id="'5.1' tidak ada dalam kosakata" en="unknown affair '5.1'"
lib=$work/lib
library "$lib"
put_case "$lib" satu
sed -i 's/"1.02"/"5.1"/' "$lib/cases/61/satu/id.md"
cp -r "$lib" "$work/english"
sed -i 's/^language: .*/language: en/' "$work/english/library.yml"
mv "$work/english/cases/61/satu/id.md" "$work/english/cases/61/satu/en.md"

locale= # for one call: locale="LANG=id_ID.UTF-8 LC_ALL=en" check en
lumbung() {
    code=0
    env $locale "$LUMBUNG" "$@" >"$work/out" 2>"$work/err" || code=$?
}
# speaks WANTED ARGUMENT...: finds the one and not the other
speaks() {
    local words=$en others=$id
    [ "$1" = en ] || { words=$id; others=$en; }
    shift
    lumbung "$@"
    cat "$work/out" "$work/err" >"$work/all"
    has "$work/all" "$words"
    hasnt "$work/all" "$others"
}
check() { speaks "$1" check --from "$lib" "${@:2}"; }

check id
has "$work/err" 'cases/61/satu/id.md:12:11: kesalahan[E012]: '
has "$work/out" '1 kasus diperiksa: 1 kesalahan, 1 peringatan'
check id --lang id
check en --lang en
has "$work/err" 'error[E012]'
has "$work/out" '1 case checked: 1 error, 1 warning'
locale="LANG=en_US.UTF-8" check en
locale="LANG=id_ID.UTF-8" check id
locale="LANG=en_US.UTF-8" check id -l id
locale="LANG=en_US.UTF-8 LC_MESSAGES=id_ID.UTF-8" check id
locale="LANG=id_ID.UTF-8 LC_MESSAGES=id_ID.UTF-8 LC_ALL=en" check en
locale="LC_ALL= LANG=en" check en
locale="LC_ALL=C LANG=en_US.UTF-8" check id # neither of the two: as the library
locale="LANG=de_DE.UTF-8" check id
locale="LANG=english" check id
locale="LANG=C.UTF-8" speaks en check --from "$work/english"
locale="LANG=id_ID.UTF-8" speaks id check --from "$work/english"
speaks en check --from "$work/english"
expect 2 check --from "$lib" --lang fr
has "$work/err" "check: --lang takes id or en, not 'fr'"

# A schema that cannot be read leaves no library to ask.
cp -r "$lib" "$work/broken"
rm "$work/broken/schema/case.schema.json"
expect 2 check --from "$work/broken"
has "$work/err" 'schema/case.schema.json: kesalahan[E035]: berkas ini tidak ada'
has "$work/err" 'tidak ada kasus yang dapat diperiksa'
locale="LANG=en" expect 2 check --from "$work/broken"
has "$work/err" 'schema/case.schema.json: error[E035]: the file is missing'

# For machines: the words follow, what programs compare does not.
for format in json github gitlab sarif; do
    check id --format $format
    cp "$work/out" "$work/id.$format"
    check en --format $format --lang en
    cp "$work/out" "$work/en.$format"
done
python3 - "$work" <<'PY' || fail "formats"
import json, sys
def load(lang, name): return json.load(open(f'{sys.argv[1]}/{lang}.{name}'))
a, b = load('id', 'json')[0], load('en', 'json')[0]
assert a['severity'] == b['severity'] == 'error' and a['code'] == b['code'] and a['message'] != b['message']
a, b = load('id', 'gitlab')[0], load('en', 'gitlab')[0]
assert a['fingerprint'] == b['fingerprint'] and a['description'] != b['description']
a, b = (load(lang, 'sarif')['runs'][0] for lang in ('id', 'en'))
assert a['tool']['driver']['language'] == 'id' and b['tool']['driver']['language'] == 'en'
rule = a['tool']['driver']['rules'][0]
assert rule['shortDescription']['text'] == 'kode berasal dari kosakata' and 'daerah dapat dikumpulkan' in rule['fullDescription']['text']
assert a['results'][0]['level'] == 'error' and 'kosakata' in a['results'][0]['message']['text']
PY

# Every command that prints findings.
speaks id index --from "$lib" --state "$work/state"
speaks en index --from "$lib" --state "$work/state2" --lang en
sed -i 's/^status: .*/&\n&/' "$lib/cases/61/satu/id.md"
id="ditulis dua kali" en="is written twice"
speaks id fmt --from "$lib"
has "$work/out" '1 berkas: 0 berubah, 1 dibiarkan karena ada kesalahan'
speaks en fmt --from "$lib" --lang en
echo 'code,key,value,unit,year,source_id
99.99,population,1,orang,2024,x' >"$work/angka.csv"
id="kode daerah '99.99' tidak dikenal" en="unknown region '99.99'"
speaks id profiles --into "$lib" -n "$work/angka.csv"
speaks en profiles --into "$lib" -n "$work/angka.csv" --lang en
id="tidak ada daerah 'Atlantis'" en="no region 'Atlantis'"
speaks id new --into "$lib" --title Contoh --region Atlantis --no-questions
speaks en new --into "$lib" --title Contoh --region Atlantis --no-questions --comments en
id="KASUS" en="CASE"
speaks id check --from "$work/english" --lang id --grades
speaks en check --from "$work/english" --grades

# explain: the library it is run in, none is needed.
cd "$work/english"
speaks_of() { lumbung explain "${@:2}" E012; has "$work/out" "$1"; }
speaks_of Wrong:
locale="LC_ALL=id" speaks_of Keliru:
speaks_of Keliru: --lang id
expect 2 explain E12 --lang id
has "$work/err" "tidak ada aturan 'E12'; mungkin maksud Anda E012 (kode berasal dari kosakata)?"
cd "$work"
speaks_of Keliru:
locale="LANG=en_GB" speaks_of Wrong:

# The hooks say what check says; the one who commits has a locale, a bare repository its library.
cd "$lib"
commit "$lib"
"$LUMBUNG" hook install --repo "$lib" pre-commit >"$work/out" 2>&1 || fail "hook install"
sed -i 's/^stage: .*/stage: penerpan/' cases/61/satu/id.md
git add -A
git -c user.name=Ani -c user.email=ani@example.org commit -qm ubah >"$work/out" 2>&1 && fail "a broken case was committed"
has "$work/out" "kesalahan[E012]: 'penerpan' tidak ada dalam kosakata"
has "$work/out" "tidak ada yang dikomit"
LANG=en_GB.UTF-8 git -c user.name=Ani -c user.email=ani@example.org commit -qm ubah >"$work/out" 2>&1 && fail "a broken case was committed"
has "$work/out" "error[E012]: unknown stage 'penerpan'"
has "$work/out" "nothing was committed"
for library in "$lib" "$work/english"; do
    rm -rf "$library/.git" "$work/server"
    commit "$library"
    git init -q --bare -b utama "$work/server"
    "$LUMBUNG" hook install --repo "$work/server" --state "$work/pushed" >"$work/out" 2>&1 || fail "hook install on a server"
    git -C "$library" push -q "$work/server" utama >"$work/out.$(basename "$library")" 2>&1 && fail "a broken library was pushed"
done
has "$work/out.lib" "kesalahan[E012]: 'penerpan'"
has "$work/out.lib" "kiriman ini ditolak"
has "$work/out.english" "error[E012]: unknown affair '5.1'"
has "$work/out.english" "the push is refused"
sed -i 's/"5.1"/"1.02"/' cases/61/satu/id.md
sed -i 's/penerpan/penerapan/; 0,/^status: /{/^status: /d}' cases/61/satu/id.md
commit "$lib"
git -C "$lib" push -q "$work/server" +utama >"$work/out" 2>&1 || { cat "$work/out" >&2; fail "a clean library was refused"; }
has "$work/out" "1 kasus diindeks dari komit"
finish
