#!/usr/bin/env bash
# `lumbung new --collection`: what it writes is a draft that passes at once, with its cases in their order; wrong names are answered
# with what was meant; nothing is overwritten; a translation is pinned like that of a case.
. "$(dirname "$0")/library.sh"
lib=$work/lib
library "$lib"
put_case "$lib" kasus-satu
put_case "$lib" kasus-dua
new() { expect "$1" new --into "$lib" "${@:2}" </dev/null; }
errors() { "$LUMBUNG" check --from "$lib" -q "$@" 2>&1 | grep -c 'error\[' || true; }

# every answer as an option; the kind by its name, the cases in their order with their titles beside them
new 0 --collection --title 'Sampah: dari rumah' --kind buku --curator 'Bappeda Kota' --cases 'kasus-dua, kasus-satu'
file=$lib/collections/sampah.md
has "$work/out" "$file"
for line in 'title: "Sampah: dari rumah"' 'kind: book' 'state: draft' 'curator: Bappeda Kota' '# Kurator (perlu untuk terbit): ' \
    '      - case: kasus-dua  # Kasus kasus-dua' '        # note:' '#   foreword:' '<!-- Pengantar'; do has "$file" "$line"; done
is 'kasus-dua kasus-satu' "$(sed -n 's/^ *- case: \([a-z-]*\).*/\1/p' "$file" | xargs)" 'the order of the cases'
is 0 "$(errors)" 'errors of a new collection'
expect 0 check --from "$lib"; hasnt "$work/err" collections/
cp "$file" "$work/before"; expect 0 fmt --from "$lib" "$file"; cmp "$file" "$work/before" || fail 'fmt finds something to do in a new collection'

# without cases their fields stand there as comments; everything uncommented is at least YAML
new 0 --collection --title 'Tanpa kasus'
bare=$lib/collections/tanpa-kasus.md
has "$bare" 'kind: reading_list'; has "$bare" '#       - case:'; has "$bare" '#         question:'
is 0 "$(errors)" 'errors of a collection without cases'
sed -E '/^---$/,/^---$/{/^# [a-z_]+:|^#   /s/^# //}' "$bare" >"$lib/collections/terbuka.md"
"$LUMBUNG" check --from "$lib" >"$work/out" 2>"$work/err" || true
hasnt "$work/err" 'error[E003]'; has "$work/err" 'collections/terbuka.md'
rm "$lib/collections/terbuka.md"

# it can be published by saying so
sed 's/^state: draft/state: published/; s/^# curator:/curator: Bappeda/' "$file" >"$lib/collections/siap.md"
is 0 "$(errors)" 'errors of a published collection'
rm "$lib/collections/siap.md"

# a second one of the same name, ids that are taken
new 0 --collection --title 'Tanpa kasus'; has "$work/out" collections/tanpa-kasus-2.md
new 2 --collection --title x --id tanpa-kasus; has "$work/err" 'taken by collections/tanpa-kasus.md'
new 2 --collection --title x --id 'Nama Buruk'; has "$work/err" 'nothing was written'
new 0 --collection --title 'In English' --comments en; has "$lib/collections/in-english.md" '# Curator (needed to publish)'

# mistakes are answered with what was meant
new 2 --collection; has "$work/err" '--title'
new 2 --collection --title x --cases kasus-stau; has "$work/err" "did you mean 'kasus-satu'?"
new 2 --collection --title x --cases kasus-satu,kasus-satu; has "$work/err" "named twice"
new 2 --collection --title x --kind bok; has "$work/err" "did you mean 'book'"
new 2 --collection --title x --region 61.71; has "$work/err" '--cases'
new 2 --title x --kind book; has "$work/err" 'add --collection'
new 2 --collection kasus-satu; has "$work/err" '--title'

# at a terminal it asks, answers what it does not understand in the language of its questions, and lists the cases
python3 - "$LUMBUNG" "$lib" >"$work/out" 2>&1 <<'PY' || { cat "$work/out" >&2; fail 'the questions'; }
import sys
from terminal import talk
code, text = talk([sys.argv[1], "new", "--collection", "--into", sys.argv[2]], ["\n", "Webinar Januari\n", "acara\n", "?\n", "webinar atau acara\n", "\n", "?\n", "kasus-tiga\n", "kasus-satu\n"])
assert code == 0, text
for words in ("judul harus ada", "Daftar bacaan", "mungkin: webinar", "Kasus kasus-dua", "tidak ada kasus 'kasus-tiga'", "collections/webinar-januari.md"):
    assert words in text, (words, text)
PY
has "$lib/collections/webinar-januari.md" 'kind: webinar'
is 0 "$(errors)" 'errors of what was asked'

# a translation, pinned
new 2 --collection --translate en sampah; has "$work/err" 'git'
commit "$lib"; first=$(git -C "$lib" rev-parse HEAD)
new 0 --collection --translate en sampah
en=$lib/collections/sampah.en.md
has "$en" "translation_of_commit: \"$first\""; has "$en" '# Sampah: dari rumah'; has "$en" '#   - title: # Kasus'
sed -i -E 's/^title:$/title: Waste, from the home/' "$en"
is 0 "$(errors)" 'a translation with its title'
new 2 --collection --translate en sampah; has "$work/err" 'is there already'
new 2 --collection --translate id sampah; has "$work/err" 'it is the original'
new 2 --collection --translate en tanpa-kass; has "$work/err" "did you mean 'tanpa-kasus'"
new 2 --collection --translate en; has "$work/err" 'takes one id'
finish
