#!/usr/bin/env bash
# From a repository or a folder to a snapshot: what goes in, what is left out, and what is said about it.
. "$(dirname "$0")/library.sh"
lib=$work/lib state=$work/state
library "$lib"
put_case "$lib" kasus-baik
put_case "$lib" kasus-dua
put_case "$lib" kasus-draf draft
commit "$lib"

# a commit: published cases only
expect 0 index --repo "$lib" --state "$state"
has "$work/out" 'indexed 2 cases of commit'
has "$work/out" '1 not public'
is kasus-baik "$(found "$state" tandakasusbaik)" 'a word of one case'
is '' "$(found "$state" tandakasusdraf)" 'a draft'

# nothing changed: nothing to do, well under two seconds
start=$(date +%s%N)
expect 0 index --repo "$lib" --state "$state"
has "$work/out" 'nothing to do'
[ $((($(date +%s%N) - start) / 1000000)) -lt 2000 ] || fail "a second run takes two seconds"
expect 0 index --repo "$lib" --state "$state" --force
has "$work/out" 'indexed 2 cases'

# what is not committed is not in; the folder as it lies there is
put_case "$lib" kasus-baru
expect 0 index --repo "$lib" --state "$state"
has "$work/out" 'nothing to do'
expect 0 index --from "$lib" --state "$state"
has "$work/out" 'indexed 3 cases, '
is kasus-baru "$(found "$state" tandakasusbaru)" 'a case that is not committed'
expect 0 index --from "$lib" --state "$state"
has "$work/out" 'nothing to do'
sleep 0.01; touch "$lib/cases/61/kasus-baru/id.md"
expect 0 index --from "$lib" --state "$state"
has "$work/out" 'indexed 3 cases, '
expect 0 index --from "$lib" --state "$state" --drafts
is kasus-draf "$(found "$state" tandakasusdraf)" 'a draft that was asked for'

# bare, branches, tags, commits, another folder
commit "$lib" 'satu lagi'
git -C "$lib" tag v1
git clone -q --bare "$lib" "$work/lib.git"
for at in "--repo $work/lib.git" "--repo $work/lib.git --ref utama" "--repo $work/lib.git --ref v1" "--repo $lib/.git" \
    "--repo $lib --ref $(git -C "$lib" rev-parse HEAD)"; do
    expect 0 index $at --state "$work/s-bare"
    is kasus-baru "$(found "$work/s-bare" tandakasusbaru)" "$at"
done
expect 0 index --repo "$lib" --ref v1~1 --state "$work/s-old"
is '' "$(found "$work/s-old" tandakasusbaru)" 'an older commit'
(cd "$lib" && "$LUMBUNG" index >"$work/out" 2>&1) || fail 'index without arguments'
is kasus-baru "$(found "$lib/state" tandakasusbaru)" 'the repository and the state of this folder'
rm -r "$lib/state"

# what cannot work says why and what to do, and leaves the snapshot alone
expect 2 index --repo "$lib" --ref utma --state "$state"; has "$work/err" "no branch, tag or commit 'utma'"; has "$work/err" utama
expect 2 index --repo "$work/none" --state "$state"; has "$work/err" "cannot open repository"
mkdir "$work/plain"
expect 2 index --repo "$work/plain" --state "$state"; has "$work/err" 'use --from'
expect 2 index --from "$work/none" --state "$state"; has "$work/err" 'no folder'
expect 2 index --from "$work/plain" --state "$state"; has "$work/err" 'holds no library'
git -c init.defaultBranch=utama init -q "$work/empty"
expect 2 index --repo "$work/empty" --state "$state"; has "$work/err" 'no commit yet'
printf x >"$work/file"
expect 2 index --repo "$lib" --state "$work/file"; [ -s "$work/err" ] || fail 'no message for a state that is a file'
cp -r "$lib" "$work/noschema"; rm -r "$work/noschema/schema/vocab"
expect 2 index --from "$work/noschema" --state "$state"; has "$work/err" 'the snapshot stays as it is'
if [ "$(id -u)" = 0 ]; then
    git clone -q --bare "$lib" "$work/foreign.git"; chown -R 12345 "$work/foreign.git"
    expect 2 index --repo "$work/foreign.git" --state "$state"; has "$work/err" "user 12345"; has "$work/err" '--trust-owner'
    expect 0 index --repo "$work/foreign.git" --state "$work/s-foreign" --trust-owner
else
    echo 'not root: a repository of another user is not tested'
fi
is kasus-draf "$(found "$state" tandakasusdraf)" 'after failures the old snapshot'

# one bad case never stops the rest
bad() { mkdir -p "$lib/cases/61/$1"; cat >"$lib/cases/61/$1/id.md"; }
printf 'tanpa depan\n' | bad tanpa-depan
printf -- '---\ntitle: [\n---\n' | bad yaml-rusak
printf -- '---\ntitle: a\ntitle: b\n---\n' | bad kunci-ganda
printf -- '---\ntitle: \377\n---\n' | bad bukan-utf8
head -c 10000000 /dev/zero | tr '\0' 'a' | bad sepuluh-mega
{ sed 's/kasus-dua/pipa/g' "$lib/cases/61/kasus-dua/id.md"; head -c 60000 /dev/zero | tr '\0' '|'; } | bad pipa
{ sed 's/kasus-dua/tanpa-sumber/g; s/\[^s1\]/[^s9]/' "$lib/cases/61/kasus-dua/id.md"; } | bad tanpa-sumber
{ sed 's/kasus-dua/kurung/g' "$lib/cases/61/kasus-dua/id.md"; for _ in $(seq 40000); do printf '![[]()'; done; } | bad kurung
: | bad kosong
ln -s /etc/passwd "$lib/cases/61/tautan.md"; mkdir -p "$lib/cases/61/tautan"; ln -s /etc/passwd "$lib/cases/61/tautan/id.md"
mkdir -p "$lib/cases/61/Nama Buruk"; cp "$lib/cases/61/kasus-dua/id.md" "$lib/cases/61/Nama Buruk/"
put_case "$lib" bergambar published 'images:
  - file: foto.jpg
    alt: Bukan foto'
printf 'bukan gambar' >"$lib/cases/61/bergambar/foto.jpg"
mkdir -p "$lib/cases/72"; put_case "$work/tmp" kasus-dua; cp -r "$work/tmp/cases/61/kasus-dua" "$lib/cases/72/kasus-dua"
commit "$lib" 'yang rusak'
for source in "--repo $lib" "--from $lib"; do
    expect 1 index $source --state "$work/s-bad"
    is 'kasus-baik' "$(found "$work/s-bad" tandakasusbaik)" "$source: a good case among bad ones"
    is 'bergambar' "$(found "$work/s-bad" tandabergambar)" "$source: a case whose picture is none"
    for id in tanpa-depan yaml-rusak kunci-ganda bukan-utf8 sepuluh-mega pipa tanpa-sumber kurung kosong 'Nama Buruk'; do
        has "$work/err" "cases/61/$id/id.md"
        is '' "$(found "$work/s-bad" "tanda${id//-/}" | tr ' ' '\n' | grep -xF "$id")" "$source: $id"
    done
    has "$work/err" 'cases/61/tanpa-sumber/id.md:40:'
    has "$work/err" 'foto.jpg'
    has "$work/err" 'E021'
    has "$work/out" 'left out with errors'
    hasnt "$work/err" 'root:'
done

# the same findings for machines
rm -r "$lib/cases/61/kurung"; commit "$lib" # slow to refuse, and shown above
expect 1 index --repo "$lib" --state "$work/s-bad" --force --format json
node -e 'const f = JSON.parse(require("fs").readFileSync(process.argv[1])); if (!f.some(d => d.code === "E081" && d.line > 1 && d.severity === "error")) process.exit(1)' \
    "$work/out" 2>/dev/null || ! command -v node >/dev/null || fail 'the JSON of findings'
expect 1 index --repo "$lib" --state "$work/s-bad" --force --format github
has "$work/out" '::error file=cases/61/tanpa-sumber/id.md,line='
expect 1 check --from "$lib"
expect 0 check --from "$lib" cases/61/kasus-baik
expect 1 check --from "$lib" ./cases/61/pipa/

# the same source, the same snapshot
expect 1 index --repo "$lib" --state "$work/s-one"
expect 1 index --repo "$lib" --state "$work/s-two"
for s in s-one s-two; do "$LUMBUNG" search --state "$work/$s" --format json -n 50 warga >"$work/$s.json"; done
cmp "$work/s-one.json" "$work/s-two.json" || fail 'two builds of one commit differ'
diff <(cd "$work/s-one" && find . -type f -path '*assets*' | sort) <(cd "$work/s-two" && find . -type f -path '*assets*' | sort) || fail 'pictures differ'
finish
