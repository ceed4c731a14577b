#!/usr/bin/env bash
# An index that was changed after each push equals one made anew: random histories, compared by dumps of everything in them.
#   SEED=7 STEPS=300 LUMBUNG=build/dev/lumbung SOURCE=. BUILD=build/dev tests/T140-incremental.sh
# The same seed gives the same history; VERBOSE=1 tells of each step. On a difference the states and the repository are kept and named.
. "$(dirname "$0")/library.sh"
seed=${SEED:-11} steps=${STEPS:-10} dump=$BUILD/tests/dump
[ -x "$dump" ] || { echo "no $dump" >&2; exit 1; }
lib=$work/lib bare=$work/lib.git clone=$work/shallow
# Numbers are read from a file, because a subshell shares its place in it and has another $RANDOM each time.
awk -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 400000; i++) print int(rand() * 32768) }' >"$work/numbers"
exec 8<"$work/numbers"
draw() { read -r drawn <&8; }
below() { draw; echo $((drawn % $1)); }
updates=0 full=0 clock=1767225600 # 2026-01-01
log=$work/log

# ---- the library ----
ids() { (cd "$lib" && find cases -mindepth 2 -name id.md -not -path '*/modul/*' -printf '%h\n' | LC_ALL=C sort); }
any() { local all; mapfile -t all < <(ids); folder=${all[$(($(below ${#all[@]})))]}; id=${folder##*/}; }
words=(warga desa kota air sampah banjir sekolah pasar jalan ikan hutan tani sungai data layanan kader puskesmas anggaran)
word() { echo "${words[$(($(below ${#words[@]})))]}"; }
text() { local i t=; for i in $(seq "$1"); do draw; t="$t ${words[$((drawn % ${#words[@]}))]}"; done; echo "$t"; }
n=0
new_case() { # new_case FOLDER ID [EXTRA]
    local extra=${3:-}
    put_case "$work/tmp" "$2" published "$extra"
    mkdir -p "$lib/$1"
    rm -rf "$lib/$1/$2"
    mv "$work/tmp/cases/61/$2" "$lib/$1/$2"
    printf '\n%s\n' "$(text 40)" >>"$lib/$1/$2/id.md"
}
front() { sed -i "0,/^authors:/s//$1\nauthors:/" "$lib/$folder/id.md"; } # one more line of front matter
fresh() { n=$((n + 1)); new="kasus-$(word)-$n"; }
province() { local all=(61 62 33/dalam 31); echo "cases/${all[$(($(below 4)))]}"; }
target() { # a case that is there, was there, or never was
    case $(below 5) in 0) other=tidak-ada-$(below 9) ;; 1) other=$old ;; *) local f=$folder i=$id; any; other=$id folder=$f id=$i ;; esac
}
old=kasus-lama
picture() { cp "$SOURCE/tests/unit/data/sawah.png" "$lib/$folder/foto.png"; printf '%s' "$(below 3)" >>"$lib/$folder/foto.png"; }
collection() {
    local i; target
    { printf -- '---\nkind: reading_list\ncurator: Redaksi\ntitle: Koleksi %s\nstate: %s\nparts:\n  - title: Bagian\n    items:\n' "$(word)" "$([ "$(below 4)" = 0 ] && echo draft || echo published)"
      for i in 1 2 3; do target; printf -- '      - case: %s\n' "$other"; done; printf -- '---\n\nPengantar, lihat [kasus](kasus:%s).\n' "$other"; } >"$lib/collections/koleksi-$1.md"
}
translate() {
    local pin=; case $(below 4) in 0) pin=$(git -C "$lib" rev-parse -q --verify HEAD 2>/dev/null || true) ;; 1) pin=$(git -C "$lib" rev-parse -q --verify HEAD~1 2>/dev/null | cut -c 1-9 || true) ;; 2) pin=0123456789ab ;; esac
    { printf -- '---\ntitle: Case %s about %s\n' "$id" "$(word)"; [ -z "$pin" ] || printf 'translation_of_commit: "%s"\n' "$pin"
      printf -- 'summary: A small case made for an examination, with all parts that are wanted.\nproblem: People wait too long.\n---\n\n## Masalah\n\nText%s[^s1].\n' "$(text 9)"; } >"$lib/$folder/en.md"
}

# One change of the work tree; $what says which.
change() {
    what=${1:-$(below 50)}
    any
    case $what in
    0 | 1) fresh; new_case "$(province)" "$new" ;;
    2 | 3) printf '\n%s\n' "$(text 12)" >>"$lib/$folder/id.md" ;;
    4) sed -i "s/^title: .*/title: Kasus tentang $(word) dan $(word)/" "$lib/$folder/id.md" ;;
    5) local to; to=$(province); mkdir -p "$lib/$to"; [ -e "$lib/$to/$id" ] || mv "$lib/$folder" "$lib/$to/$id" ;;
    6) fresh; old=$id; mv "$lib/$folder" "${lib:?}/${folder%/*}/$new"; folder=${folder%/*}/$new; grep -q ^aliases: "$lib/$folder/id.md" || front "aliases: [$id]" ;;
    7) [ "$(ids | wc -l)" -lt 9 ] || { old=$id; rm -r "${lib:?}/$folder"; } ;;
    8) translate ;;
    9) rm -f "$lib/$folder/en.md" ;;
    10) target; sed -i '/^replicates:/,/^    kind:/d' "$lib/$folder/id.md"; front "replicates:\n  - case: $other\n    year: 2020\n    kind: $([ "$(below 2)" = 0 ] && echo copy || echo interest)" ;;
    11) target; sed -i '/^replicated_by:/,/^    kind:/d' "$lib/$folder/id.md"; front "replicated_by:\n  - case: $other\n    name: Tempat $(word)\n    kind: adapt" ;;
    12) target; sed -i '/^related:/,/^    relation:/d' "$lib/$folder/id.md"; front "related:\n  - case: $other\n    relation: component_of" ;;
    13) collection "$(below 3)" ;;
    14) rm -f "$lib/collections/koleksi-$(below 3).md" ;;
    15) picture; grep -q ^images: "$lib/$folder/id.md" || front "images:\n  - {file: foto.png, alt: Sawah, credit: Redaksi, licence: CC-BY-4.0}" ;;
    16) rm -f "$lib/$folder/foto.png" ;;
    17) chmod "$([ -x "$lib/$folder/id.md" ] && echo 644 || echo 755)" "$lib/$folder/id.md" ;;
    18) cp "$lib/$folder/id.md" "$lib/$folder/tautan.md"; rm "$lib/$folder/id.md"; ln -s tautan.md "$lib/$folder/id.md" ;;
    19) local link; link=$(find "$lib/cases" -type l | head -1); [ -z "$link" ] || { rm "$link"; mv "${link%/*}/tautan.md" "$link"; } ;;
    20) sed -i 's/^title: /title: [/' "$lib/$folder/id.md" ;;
    21) find "$lib/cases" -name id.md -type f -exec sed -i 's/^title: \[/title: /' {} + ;;
    22) local states=(draft review published withdrawn); sed -i "s/^state: .*/state: ${states[$(below 4)]}/" "$lib/$folder/id.md" ;;
    23) sed -i 's/^state: .*/state: published/' "$lib"/cases/*/*/id.md ;;
    24) mkdir -p "$lib/cases/99/atas"; cp -rP "$lib/$folder" "$lib/cases/99/atas/$id" 2>/dev/null || true ;;
    25) rm -rf "$lib/cases/99" ;;
    26) target; printf '\nLihat [yang lain](kasus:%s) dan [itu](kasus:%s).\n' "$other" "$old" >>"$lib/$folder/id.md" ;;
    27) sed -i "s/^status_asof: .*/status_asof: 202$(below 7)-0$((1 + $(below 9)))/" "$lib/$folder/id.md" ;;
    28) grep -q ^acronym: "$lib/$folder/id.md" || front "acronym: $(word | tr a-z A-Z)\nexpansions:\n  - {text: Kepanjangan $(word)}" ;;
    29) local f=$folder; any; [ "$f" = "$folder" ] || [ -L "$lib/$f/id.md" ] || [ -L "$lib/$folder/id.md" ] || cp "$lib/$f/id.md" "$lib/$folder/id.md" ;;
    30) mkdir -p "$lib/cases/61/Nama Buruk"; echo "$(word)" >"$lib/cases/61/Nama Buruk/id.md"; echo x >"$lib/cases/$(word).md"; echo "$(word)" >"$lib/$folder/catatan.txt" ;;
    31) rm -rf "$lib/cases/61/Nama Buruk" "$lib/$folder/catatan.txt"; rm -f "$lib"/cases/*.md ;;
    32) printf '%%PDF-1.4 %s' "$(word)" >"$lib/$folder/peraturan.pdf"; grep -q ^documents: "$lib/$folder/id.md" || front "documents:\n  - {title: Peraturan, path: peraturan.pdf}" ;;
    34) sed -i 's/$/\r/' "$lib/$folder/id.md" ;; # as Windows writes it; then the other odd ways
    35) sed -i 's/\r$//' "$lib"/cases/*/*/id.md ;;
    36) iconv -t UTF-16 <"$lib/$folder/id.md" >"$work/utf16" 2>/dev/null && cp "$work/utf16" "$lib/$folder/id.md" ;;
    37) local nfd; nfd=cases/$(printf 'Cafe\314\201'); mkdir -p "$lib/$nfd"; [ -e "$lib/$nfd/$id" ] || mv "$lib/$folder" "$lib/$nfd/$id" ;;
    38) fresh; new_case "$folder" "$new" ;; # a case in the folder of another
    39) fresh; new_case "cases/$(printf 'd%s/' $(seq $((13 + $(below 6)))))dasar" "$new" ;;
    40) rm -rf "$lib/cases/d1/d2" ;;
    41) mkdir -p "$lib/cases/61/modul" && git -C "$lib/cases/61/modul" init -q && git -C "$lib/cases/61/modul" -c user.name=D -c user.email=d@x commit -q --allow-empty -m modul ;;
    42) rm -rf "$lib/cases/61/modul" ;;
    43) [ ! -e "$lib/$folder/en.md" ] || rm -f "$lib/$folder/id.md" ;; # the translation is the original now
    44) git -C "$lib" checkout -q "HEAD~$((1 + $(below 3)))" -- cases 2>/dev/null || true ;; # everything as it was, beside what came since
    45) local themes=(penyakit_menular banjir_drainase pengelolaan_sampah tidak_ada); sed -i "s/^themes: .*/themes: [${themes[$(($(below 4)))]}]/" "$lib/$folder/id.md" ;;
    46) local codes=(61.71 61.01 33.74 31 99.99); sed -i "s/^  code: .*/  code: \"${codes[$(($(below 5)))]}\"/; s/^  name: .*/  name: $(word)/" "$lib/$folder/id.md" ;;
    47) local k; k=$(below 3); [ ! -e "$lib/collections/koleksi-$k.md" ] || printf -- '---\ntitle: Collection %s\n---\n\nIntroduction, see [case](kasus:%s).\n' "$(word)" "$id" >"$lib/collections/koleksi-$k.en.md" ;;
    48) rm -f "$lib/collections/koleksi-$(below 3).en.md" ;;
    49) local levels=(E0 E1 E2 E4); sed -i "s/^  level: .*/  level: ${levels[$(($(below 4)))]}/; s/^    independence: .*/    independence: $([ "$(below 2)" = 0 ] && echo independent || echo initiator)/" "$lib/$folder/id.md" ;;
    33) grep -q ^silence: "$lib/$folder/id.md" || front "silence:\n  - {rule: W0$(($(below 20) + 10)), reason: Sudah diketahui}" ;;
    esac
}

# ---- commits ----
tick() { # time goes on, stands still, jumps by months, or goes back a little: clocks are wrong
    case $(below 8) in 0) ;; 1) clock=$((clock - $(below 90000))) ;; 2) clock=$((clock + 86400 * ($(below 100)))) ;; *) clock=$((clock + $(below 4000))) ;; esac
    export GIT_COMMITTER_DATE="$clock +0000" GIT_AUTHOR_DATE="$clock +0000"
}
changes=
record() { # some changes as a commit
    local i said=; changes=
    tick
    for i in $(seq $((1 + $(below 3)))); do change; changes="$changes $what"; done
    case $(below 6) in
    0) said=$(printf '\n\nKarena %s.\n\nCo-authored-by: %s <b@y>' "$(word)" "$(word)") ;;
    1) said=$(printf ' <b>%s</b> \001\377 %s@kantor.id' "$(word)" "$(word)") ;;
    esac
    commit "$lib" "perubahan$changes$said" 2>/dev/null
}
step() {
    kind=$(below 19)
    case $kind in
    0) record; record; record ;;
    1) record; tick; git -C "$lib" -c user.name=B -c user.email=b@x revert --no-edit HEAD >/dev/null 2>&1 || git -C "$lib" revert --abort 2>/dev/null || true ;;
    2 | 3) # a side branch from some commits ago, merged: its commits may be older than what is indexed
        local from; from=$(git -C "$lib" rev-list HEAD | sed -n "$((1 + $(below 3)))p"); git -C "$lib" checkout -q -b sisi "${from:-HEAD}"
        clock=$((clock - 5000)); record; record; git -C "$lib" checkout -q utama; [ "$(below 2)" = 0 ] || record; tick
        git -C "$lib" -c user.name=C -c user.email=c@x merge -q --no-ff -X theirs -m gabung sisi >/dev/null 2>&1 || { git -C "$lib" add -A; git -C "$lib" -c user.name=C -c user.email=c@x commit -q -m bentrok; }
        git -C "$lib" branch -q -D sisi ;;
    4) git -C "$lib" reset -q --hard HEAD~1 2>/dev/null || true; record ;; # to be pushed with force
    5) local at; at=$(git -C "$lib" rev-list --count HEAD); [ "$at" -lt 4 ] || git -C "$lib" reset -q --hard HEAD~2 ;;
    6) case $(below 8) in
        3) echo "11,population,$((1000000 + $(below 32768))),jiwa,2023,dukcapil_2024" >>"$lib/schema/profiles.csv" ;;
        4) sed -i "0,/\"minLength\": [0-9]*/s//\"minLength\": $((2 + $(below 9)))/" "$lib/schema/case.schema.json" ;;
        5) sed -i "0,/label: {id: [^,]*/s//label: {id: Bagian $(word)/" "$lib/schema/headings.yml" ;;
        6) git -C "$lib" checkout -q HEAD~1 -- schema library.yml 2>/dev/null || true ;;
        7) rm -f "$lib/.mailmap" ;;
        0) sed -i "0,/label: {id: [^,]*/s//label: {id: Nama $(word)/" "$lib/schema/vocab/themes.yml" ;;
        1) echo "# $(word)" >>"$lib/library.yml" ;;
        *) echo "$(word) <ani@rahasia.id>" >>"$lib/.mailmap" ;;
        esac; record ;;
    7) tick; commit "$lib" kosong ;;
    9) # several branches, merged at once
        local at b; at=$(git -C "$lib" rev-parse HEAD)
        for b in 1 2 3; do git -C "$lib" checkout -q -b "sisi$b" "$at"; tick; fresh; new_case "$(province)" "$new"; commit "$lib" "cabang $b"; done
        git -C "$lib" checkout -q utama; tick
        git -C "$lib" -c user.name=C -c user.email=c@x merge -q -m gurita sisi1 sisi2 sisi3 >/dev/null 2>&1 || git -C "$lib" reset -q --hard
        git -C "$lib" branch -q -D sisi1 sisi2 sisi3 ;;
    10) git -C "$lib" checkout -q --orphan lain; record; git -C "$lib" branch -q -f utama; git -C "$lib" checkout -q utama; git -C "$lib" branch -q -D lain ;;
    11) record; is_swept=1 ;;
    8) echo "$(word)" >"$lib/README.md"; tick; commit "$lib" 'di luar' ;;
    *) record ;;
    esac
}

# ---- comparing ----
index() { # index REPOSITORY STATE [OPTION...]: output in $work/out
    "$LUMBUNG" index --repo "$1" --state "$2" "${@:3}" >"$work/out" 2>"$work/err" || [ $? = 1 ] ||
        { cat "$work/err"; return 1; }
}
compare() { # compare REPOSITORY STATE [OPTION]
    index "$@" || { fail "seed $seed, step $i (kind $kind): the update failed"; return 1; }
    case $(<"$work/out") in *'written for'*) updates=$((updates + 1)) ;; *) full=$((full + 1)) ;; esac
    cp "$work/out" "$work/out-update"
    is 1 "$(ls -d "$2"/gen-* | wc -l)" "seed $seed, step $i: generations left over"
    [ -z "${VERBOSE:-}" ] || echo "$i, kind $kind, changes$changes: $(<"$work/out")"
    rm -rf "$work/anew"
    index "$1" "$work/anew" --force "${@:3}" || { fail "seed $seed, step $i (kind $kind): the full build failed"; return 1; }
    "$dump" "$2" "$work/anew" >"$work/difference" 2>&1 && return 0
    fail "seed $seed, step $i (kind $kind, changes$changes): an update differs from a full build: $(<"$work/out-update")"
    head -c 3000 "$work/difference" >&2
    trap - EXIT
    echo "kept: $work (lib.git, $(basename "$2"), anew)" >&2
    return 1
}

library "$lib"
mkdir "$lib/collections"
for i in $(seq 14); do fresh; new_case "$(province)" "$new"; done
for i in 8 10 11 12 13 13 15 26; do change "$i"; done
tick
commit "$lib" awal
for i in 1 2 3; do record; done
git clone -q --bare "$lib" "$bare" 2>/dev/null
git clone -q --bare --depth 2 "file://$bare" "$clone" 2>/dev/null
state=$work/state i=0 kind=start
compare "$bare" "$state"
for i in $(seq "$steps"); do
    is_swept=0
    step
    git -C "$lib" push -q -f "$bare" utama 2>/dev/null
    [ $is_swept = 0 ] || { git -C "$bare" reflog expire --expire=now --all; git -C "$bare" gc -q --prune=now; } # what was pushed over is gone
    compare "$bare" "$state" || break
    if [ $((i % 4)) = 0 ]; then
        git -C "$clone" fetch -q -f "$([ "$(below 3)" = 0 ] && echo --depth=3 || echo --update-shallow)" "file://$bare" utama:utama 2>/dev/null || true
        compare "$clone" "$work/state-shallow" || break
    elif [ $((i % 4)) = 2 ]; then
        compare "$bare" "$work/state-drafts" --drafts || break
    fi
done
[ "$failures" != 0 ] || [ $((2 * updates)) -gt "$full" ] || fail "only $updates of $((updates + full)) builds were updates"
echo "seed $seed: $updates updates, $full full builds"
finish
