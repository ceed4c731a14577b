#!/usr/bin/env bash
# `lumbung check` on what should not be: a thousand faults in one file, folders that are written while they are read, names that
# are no UTF-8 or decomposed, files nobody may read, odd things in place of files. Each has its say, the others are still checked.
. "$SOURCE/tests/library.sh"
lib=$work/lib
library "$lib"
put_case "$lib" baik
case_with() { mkdir -p "$lib/cases/61/$1"; cat >"$lib/cases/61/$1/id.md"; }

# A thousand errors: the first 50 and the count; the machine's formats hold all.
{ printf -- '---\ntitle: Banyak\nstate: draft\ntags:\n'; seq -f '  - T%g' 1000; printf -- '---\n\nTeks.\n'; } | case_with banyak
expect 1 check --from "$lib" cases/61/banyak
is 50 "$(grep -c 'cases/61/banyak/id.md:[0-9]*:[0-9]*: error' "$work/err")" "findings shown"
has "$work/err" "cases/61/banyak/id.md: 951 more findings in this file"
has "$work/err" "error[E017]: tags has 1000 items"
has "$work/out" "1001 errors"
expect 1 check --from "$lib" cases/61/banyak --format json
is 1001 "$(grep -c '"severity": "error"' "$work/out")" "findings in JSON"
{ printf -- '---\ntitle: Terlalu banyak\nstate: draft\ntags:\n'; seq -f '  - T%g' 3000; printf -- '---\n\nTeks.\n'; } | case_with banyak
expect 1 check --from "$lib" cases/61/banyak
has "$work/err" "error[E006]: more than 2000 values"
rm -r "$lib/cases/61/banyak"

# Names: decomposed letters in folders above a case are found by either form; bytes that are no UTF-8 are shown escaped.
nfd=$(printf 'Cafe\314\201') nfc=$(printf 'Caf\303\251')
mkdir "$lib/cases/$nfd"
mv "$lib/cases/61/baik" "$lib/cases/$nfd/baik"
sed -i 's/^state: .*/state: published/; s/^stage: .*/stage: penerapn/' "$lib/cases/$nfd/baik/id.md"
expect 1 check --from "$lib" "cases/$nfd"
has "$work/err" "error[E012]"
git -C "$lib" init -q; git -C "$lib" config core.precomposeunicode false; commit "$lib"
expect 1 check --repo "$lib" --rev HEAD "cases/$nfd"
expect 1 check --repo "$lib" --rev HEAD "cases/$nfc"
has "$work/err" "error[E012]"
expect 2 check --repo "$lib" --rev HEAD "cases/Cafe"
mv "$lib/cases/$nfd/baik" "$lib/cases/61/baik"; rmdir "$lib/cases/$nfd"
sed -i 's/^stage: .*/stage: penerapan/' "$lib/cases/61/baik/id.md"
mkdir -p "$lib/cases/$(printf 'x\377y')/buruk"
echo x >"$lib/cases/$(printf 'x\377y')/buruk/id.md"
expect 1 check --from "$lib"
has "$work/err" 'cases/x\xffy/buruk/id.md:1:1: error[E002]'
expect 1 check --from "$lib" --format json
python3 -c 'import json,sys; json.load(open(sys.argv[1], encoding="utf-8"))' "$work/out" || fail "JSON of a name that is no UTF-8"
rm -r "$lib/cases/$(printf 'x\377y')"

# Things that are no files.
mkdir -p "$lib/cases/61/pipa" "$lib/cases/61/tautan" "$lib/cases/61/map/id.md"
mkfifo "$lib/cases/61/pipa/id.md"
ln -s /etc/passwd "$lib/cases/61/tautan/id.md"
expect 1 check --from "$lib" -q
is 2 "$(grep -c "id.md: error\[E033\]: a symlink, submodule or the like where a case could be" "$work/err")" "things that are no files"
hasnt "$work/err" "root:"
rm -r "$lib/cases/61/pipa" "$lib/cases/61/tautan" "$lib/cases/61/map"
# What nobody may read: told, and the others are still checked. root may read all, so it asks as somebody else.
as=
if [ "$(id -u)" = 0 ]; then as='setpriv --reuid 12345 --regid 12345 --clear-groups'; chmod 755 "$work"; fi
if $as "$LUMBUNG" version >/dev/null 2>&1 || $as "$LUMBUNG" --version >/dev/null 2>&1; then
    put_case "$lib" tertutup; put_case "$lib" folder-tertutup
    sed -i 's/^stage: .*/stage: penerapn/' "$lib/cases/61/baik/id.md"
    chmod 000 "$lib/cases/61/tertutup/id.md" "$lib/cases/61/folder-tertutup"
    code=0; $as "$LUMBUNG" check --from "$lib" >"$work/out" 2>"$work/err" || code=$?
    is 1 "$code" 'exit status when files cannot be read'
    has "$work/err" "cases/61/tertutup/id.md: error[E033]: cannot open 'cases/61/tertutup/id.md': Permission denied"
    has "$work/err" "cases/61/folder-tertutup: error[E033]: cannot open 'cases/61/folder-tertutup': Permission denied"
    has "$work/err" "cases/61/baik/id.md:6:8: error[E012]"
    chmod 755 "$lib/cases/61/folder-tertutup"; rm -rf "$lib/cases/61/tertutup" "$lib/cases/61/folder-tertutup"
    sed -i 's/^stage: .*/stage: penerapan/' "$lib/cases/61/baik/id.md"
fi

# A folder that is written while it is read: whatever is found is of one moment of each file, and that it changed is said.
put_case "$lib" tulis
for i in $(seq 60); do put_case "$lib" "isi-$i"; sed -i "s/^title: .*/title: Judul ke-$i tentang hal lain/" "$lib/cases/61/isi-$i/id.md"; done
cp "$lib/cases/61/tulis/id.md" "$work/satu"
sed 's/^summary: .*/summary: Naskah lain yang lebih panjang, tetapi sama lengkapnya dan sama benarnya dengan naskah yang pertama tadi./' "$work/satu" >"$work/dua"
(while [ -e "$work/satu" ]; do
    cp "$work/satu" "$work/x" && mv "$work/x" "$lib/cases/61/tulis/id.md"
    rm -rf "$lib/cases/61/isi-7"
    cp "$work/dua" "$work/x" && mv "$work/x" "$lib/cases/61/tulis/id.md"
    cp -r "$lib/cases/61/isi-8" "$lib/cases/61/isi-7"
done) 2>/dev/null &
writer=$!
said=0
for _ in 1 2 3; do
    lumbung check --from "$lib"
    [ "$code" -le 1 ] || { fail "check of a folder that is written: exit $code"; cat "$work/err" >&2; }
    hasnt "$work/err" "cases/61/tulis/id.md:1:1: error"
    grep -q "changed while it was read" "$work/err" && said=1
done
mv "$work/satu" "$work/selesai"
wait "$writer" 2>/dev/null || true
[ "$said" = 1 ] || fail "nothing was said of a folder that changed"

# A case whose file has another name than its language is not passed over; notes without front matter are nobody's case.
library "$work/nama"
put_case "$work/nama" kasus-satu
mkdir -p "$work/nama/cases/61/salah" "$work/nama/cases/61/catatan"
mv "$work/nama/cases/61/kasus-satu/id.md" "$work/nama/cases/61/salah/ID.md"
echo 'Catatan rapat.' >"$work/nama/cases/61/catatan/rapat.md"
put_case "$work/nama" kasus-satu
expect 1 check --from "$work/nama"
has "$work/err" 'cases/61/salah/ID.md: error[E020]'
has "$work/err" 'id.md or en.md'
hasnt "$work/err" rapat.md
finish
