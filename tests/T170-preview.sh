#!/usr/bin/env bash
# A preview of a folder: states are marked, findings stand beside what they are about, what cannot be shown says why, pages know
# when to reload, and nobody can take it for the public site.
. "$(dirname "$0")/library.sh"
lib=$work/lib
# after FILE FIRST SECOND: the first words come before the second
after() { tr '\n' ' ' <"$1" | grep -qF -- "$2" && tr '\n' ' ' <"$1" | sed "s/.*$2//" | grep -qF -- "$3" || fail "'$3' is not behind '$2'"; }

library "$lib"
put_case "$lib" kasus-terbit
put_case "$lib" kasus-draf draft
put_case "$lib" kasus-tinjau review
put_case "$lib" kasus-tarik withdrawn
put_case "$lib" kasus-rusak published 'bukan_bidang: 3'
printf -- '---\ntitle: Kasus yang baru dimulai\nstate: draft\n---\n\n## Masalah\n' >"$work/new"
mkdir "$lib/cases/61/kasus-baru"
mv "$work/new" "$lib/cases/61/kasus-baru/id.md"
cat >>"$lib/cases/61/kasus-draf/id.md" <<'MORE'

Paragraf pertama.

Sebanyak 1.250 warga menunggu.

Paragraf terakhir.
MORE
mkdir "$lib/collections"
printf -- '---\ntitle: Koleksi draf\nkind: reading_list\nstate: draft\ncurator: Redaksi\nparts:\n  - title: Satu\n    items:\n      - case: kasus-draf\n---\n\nPengantar.\n' >"$lib/collections/koleksi-draf.md"

printf -- '---\ntitle: Koleksi tarik\nkind: reading_list\nstate: withdrawn\ncurator: Redaksi\nparts:\n  - title: Satu\n    items:\n      - case: kasus-draf\n---\n' >"$lib/collections/koleksi-tarik.md"
cat >"$lib/collections/koleksi-temuan.md" <<'MORE'
---
title: Koleksi dengan temuan
kind: reading_list
state: review
curator: Redaksi
parts:
  - title: Satu
    items:
      - case: kasus-terbit
        note: Catatan yang pertama.
      - case: kasus-hilang
        note: Catatan yang kedua.
  - title: Dua
    items:
      - case: kasus-tinjau
sources:
  - {id: s1, title: Laporan yang dikutip, independence: academic}
---

Pengantar dengan sumber [^s1].

Lihat [kasus](kasus:kasus-yang-tidak-ada).

Penutup pengantar.
MORE

start --from "$lib"
for path in / /kasus /cari /kasus/kasus-terbit /koleksi /tidak-ada; do
    peek "$path" >/dev/null
    has "$work/page" 'class="preview-bar"'
    has "$work/page" 'Folder “lib”'
    has "$work/page" '<meta name="robots" content="noindex, nofollow">'
    has "$work/head" 'X-Robots-Tag: noindex, nofollow'
    hasnt "$work/page" 'rel="canonical"'
    hasnt "$work/page" 'application/atom+xml'
done
is 404 "$(peek /umpan.atom)" 'a feed'
is 404 "$(peek /sitemap.xml)" 'a sitemap'
is 200 "$(peek /robots.txt)" 'robots.txt'
is 'User-agent: * Disallow: /' "$(xargs <"$work/page")" 'robots.txt'

# states: a banner on the page, marks on lists, a filter
peek /kasus/kasus-terbit >/dev/null
hasnt "$work/page" 'state-banner'
peek /kasus/kasus-draf >/dev/null
has "$work/page" 'state-banner state-is-draft'
peek /kasus/kasus-tinjau >/dev/null
has "$work/page" 'state-banner state-is-review'
is 200 "$(peek /kasus/kasus-tarik)" 'a withdrawn case'
has "$work/page" 'state-banner state-is-withdrawn'
peek /kasus/kasus-baru >/dev/null
has "$work/page" '<code>summary</code>'
peek /en/cases/kasus-draf >/dev/null
has "$work/page" 'This text is a draft'
peek /kasus >/dev/null
is 4 "$(grep -o 'class="draft-mark' "$work/page" | wc -l)" 'marks in the list of all cases'
peek '/cari?keadaan=review' >/dev/null
has "$work/page" '/kasus/kasus-tinjau'
hasnt "$work/page" '/kasus/kasus-draf"'
has "$work/page" 'draft-mark is-review'
peek /koleksi >/dev/null
has "$work/page" 'draft-mark is-draft'
has "$work/page" 'draft-mark is-withdrawn'
peek /koleksi/koleksi-tarik >/dev/null
has "$work/page" 'state-banner state-is-withdrawn'
peek /kasus/kasus-draf >/dev/null
has "$work/page" 'draft-mark is-withdrawn' # in the list of collections it is in
peek / >/dev/null
has "$work/page" '<dt>kasus dalam pratinjau ini</dt>'
# the findings of a collection stand beside the item and the paragraph they are about, its sources below
peek /koleksi/koleksi-temuan >/dev/null
after "$work/page" 'Catatan yang kedua' 'E029'
after "$work/page" 'E029' '>Dua<'
after "$work/page" 'Lihat kasus' 'W086'
after "$work/page" 'W086' 'Penutup pengantar'
has "$work/page" 'id="sumber-s1"'
is 1 "$(grep -o 'href="#temuan-1"' "$work/page" | wc -l)" 'the summary leads to the first finding of a collection'
peek /koleksi/koleksi-draf >/dev/null
has "$work/page" 'state-banner state-is-draft'
has "$work/page" 'draft-mark is-draft'

# a finding stands behind the paragraph it is about, and the summary leads there
peek /kasus/kasus-draf >/dev/null
after "$work/page" 'Sebanyak 1.250 warga menunggu' 'W002'
after "$work/page" 'W002' 'Paragraf terakhir'
has "$work/page" 'href="#temuan-1"'
has "$work/page" 'kasus-draf/id.md:'
hasnt "$work/page" '<!--'

# what cannot be shown has a page that says why, and the home page leads there
is 200 "$(peek /kasus/kasus-rusak)" 'a broken case'
has "$work/page" 'E011'
has "$work/page" '<mark>bukan_bidang:</mark> 3'
has "$work/page" "bidang &#39;bukan_bidang&#39; tidak dikenal"
hasnt "$work/page" 'unknown field'
is 200 "$(peek /en/cases/kasus-rusak)" 'a case that cannot be shown, for English readers'
has "$work/page" "unknown field &#39;bukan_bidang&#39;"
hasnt "$work/page" 'tidak dikenal'
is 200 "$(peek /kasus/kasus-rusak)" 'and again'
has "$work/page" 'Kasus kasus-rusak tentang hal yang dicoba'
peek / >/dev/null
has "$work/page" '1 berkas tidak dapat ditampilkan'
has "$work/page" 'href="/kasus/kasus-rusak"'
is 200 "$(peek /pratinjau)" 'the page of the preview'
has "$work/page" 'kasus-rusak'

# the script asks for the version; a saved file makes another one
peek /kasus/kasus-terbit >/dev/null
version=$(grep -o 'data-version="[^"]*"' "$work/page" | cut -d'"' -f2)
peek /pratinjau/versi >/dev/null
is "$version" "$(cat "$work/page")" 'the version of a page'
sed -i 's/title: .*/title: Judul yang baru disimpan/' "$lib/cases/61/kasus-terbit/id.md"
shows /kasus/kasus-terbit 'Judul yang baru disimpan'
peek /pratinjau/versi >/dev/null
[ "$version" != "$(cat "$work/page")" ] || fail 'the version did not change with a file'
sed -i 's/^title:.*/title: "tidak ditutup/' "$lib/cases/61/kasus-terbit/id.md"
shows /kasus/kasus-terbit 'tidak dapat ditampilkan: ada'
has "$work/page" 'E003'
has "$work/page" 'tidak ditutup'
sed -i 's/^title:.*/title: Judul yang diperbaiki/' "$lib/cases/61/kasus-terbit/id.md"
shows /kasus/kasus-terbit 'Judul yang diperbaiki'
stop

# without drafts it still is a preview; it has no findings
start --from "$lib" --published-only
is 404 "$(peek /kasus/kasus-draf)" 'a draft in a preview without drafts'
peek / >/dev/null
has "$work/page" 'class="preview-bar"'
stop

# more findings than are kept: those of a broken file are among them, though it comes last
body=$(for _ in $(seq 60); do printf 'Sebanyak 1.250 warga menunggu.\n\n'; done)
for i in $(seq 180); do
    put_case "$work/many" "banyak-$i"
    printf '%s\n' "$body" >>"$work/many/cases/61/banyak-$i/id.md"
done
library "$work/many"
put_case "$work/many" zz-rusak published 'bukan_bidang: 3'
expect 1 index --from "$work/many" --drafts --state "$work/many-state" --quiet --errors-only
start --state "$work/many-state"
is 200 "$(peek /kasus/zz-rusak)" 'a broken case behind ten thousand findings'
has "$work/page" 'E011'
stop

# a public snapshot of the same library knows nothing of all this
expect 1 index --from "$lib" --state "$work/state" --quiet
start --state "$work/state"
is 404 "$(peek /pratinjau)" 'the page of the preview'
is 404 "$(peek /pratinjau/versi)" 'the version'
is 404 "$(peek /kasus/kasus-rusak)" 'a broken case in public'
for path in / /kasus /kasus/kasus-terbit /bantuan /cari; do
    is 200 "$(peek "$path")" "$path"
    for words in preview draft-mark finding state-banner '<!--' keadaan: noindex; do
        { [ "$path$words" = /carinoindex ]; } || hasnt "$work/page" "$words"
    done
    hasnt "$work/head" 'X-Robots-Tag'
done
finish
