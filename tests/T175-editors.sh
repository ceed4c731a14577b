#!/usr/bin/env bash
# The editors' pages on a library with one case a fault: each list has exactly the cases it should, as a page and as a file, and
# hostile titles stay text. Then the queue over pushes, people, and searches in vain.
. "${SOURCE:-.}/tests/serve.sh"
export GIT_CONFIG_NOSYSTEM=1 HOME="$work" NO_COLOR=1
lib=$work/lib
mkdir -p "$lib/cases"
cp -r "$SOURCE/schema" "$SOURCE/library.yml" "$lib/"

# write ID [KEY=VALUE...]: a case that lacks nothing, in two languages, with parts of it replaced (KEY=: left out); and its
# translation, unless en=no
write() {
    python3 - "$lib" "$@" <<'PY'
import os, sys
lib, id, *changes = sys.argv[1:]
parts = {
    'title': f"title: Kasus {id} yang dicoba", 'en': 'yes', 'state': 'state: published',
    'summary': 'summary: Sebuah kasus kecil yang dibuat untuk pemeriksaan, dengan semua bagian yang diminta oleh skema.',
    'problem': 'problem: Warga menunggu terlalu lama karena berkas dikerjakan dengan tangan.',
    'fixed': 'stage: penerapan\nstatus: berjalan\nform: pelayanan_publik\nmode: digital\ninitiators: [perangkat_daerah]\nthemes: [penyakit_menular]\nsdgs: [3]\nscope: kabupaten_kota\nperiod:\n  start: 2019\nlead:\n  office: Dinas Percobaan',
    'asof': 'status_asof: 2026-04', 'affairs': 'affairs: ["1.02"]',
    'region': 'region:\n  code: "61.71"\n  name: Kota Pontianak',
    'cost': 'cost:\n  setup: 1000000\n  currency: IDR\n  year: 2019\n  source: [s1]',
    'voice': 'academic',
    'results': 'results:\n  - indicator: Lama menunggu\n    baseline: 10\n    value: 2\n    unit: hari\n    date: 2025\n    direction: down\n    source: [s1]',
    'evidence': 'evidence:\n  level: E1\n  reason: Diterangkan dalam laporan.',
    'more': 'preconditions:\n  - text: Ada jaringan\ncore:\n  - Satu pintu\nsteps:\n  - title: Mulai\ndifficulties:\n  - problem: Listrik padam\nlessons:\n  - Mulai kecil',
    'contact': 'contact:\n  office: Dinas Percobaan\n  email: dinas@example.go.id\n  asof: 2026-04',
    'verified': 'verified:\n  by: Redaksi\n  date: 2026-04\n  method: desk',
    'extra': '', 'body': '',
}
for c in changes:
    key, _, value = c.partition('=')
    assert key in parts, key
    parts[key] = value
sources = f"sources:\n  - id: s1\n    title: Laporan percobaan\n    publisher: Universitas\n    url: https://example.ac.id/laporan\n    accessed: 2026-01-01\n    kind: official\n    independence: {parts['voice']}"
order = ['title', 'summary', 'problem', 'state', 'fixed', 'asof', 'affairs', 'region', 'cost', 'results', 'evidence', 'more', 'contact', 'verified', 'extra']
names = ['Masalah', 'Cara kerja', 'Pelaksana dan mitra', 'Biaya dan sumber daya', 'Hasil dan bukti', 'Tantangan', 'Syarat dan adaptasi', 'Langkah meniru', 'Pelajaran']
english = ['Problem', 'How it works', 'Actors and partners', 'Cost and resources', 'Results and evidence', 'Difficulties', 'Preconditions and adaptation', 'Steps to replicate', 'Lessons']
folder = f"{lib}/cases/{id}"
os.makedirs(folder, exist_ok=True)
front = '\n'.join(parts[k] for k in order if parts[k])
with open(f"{folder}/id.md", 'w') as f:
    f.write(f"---\n{front}\n{sources}\nauthors: [Redaksi]\n---\n\n" + '\n\n'.join(f"## {n}\n\nIsi bagian ini[^s1]. {parts['body']}" for n in names) + '\n')
if parts['en'] == 'yes':
    with open(f"{folder}/en.md", 'w') as f:
        results = 'results:\n  - indicator: Waiting\n    unit: days\n' if parts['results'] else ''
        f.write(f"---\ntitle: Case {id} that was tried\nsummary: A small case made for the tests, with all the parts that the schema asks for, and some more.\n"
                f"problem: People wait too long because files are handled by hand.\nevidence:\n  reason: Told in a report.\n{results}translation_of_commit: ''\n---\n\n"
                + '\n\n'.join(f"## {n}\n\nWords of this part[^s1]." for n in english) + '\n')
PY
}
# commit NAME DATE MESSAGE
commit() {
    [ -e "$lib/.git" ] || git -c init.defaultBranch=utama init -q "$lib"
    git -C "$lib" add -A
    GIT_COMMITTER_DATE="$2T08:00:00Z" GIT_AUTHOR_DATE="$2T08:00:00Z" git -C "$lib" -c user.name="$1" -c user.email="rahasia@example.id" \
        commit -q --allow-empty -m "$3"
}
index() { "$LUMBUNG" index --repo "$lib" --state "$work/state" "$@" >"$work/index.log" 2>&1 || [ $? = 1 ] || { cat "$work/index.log" >&2; exit 1; }; }

# ids PATH: the column Id of a file, as python reads it
ids() {
    get "$1"
    python3 - "$work/body" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
print(' '.join(r.get('Id', r.get('ID', '?')) for r in rows))
PY
}
# cell FILE-PATH ROW COLUMN
cell() {
    get "$1"
    python3 - "$work/body" "$2" "$3" <<'PY'
import csv, sys
print(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))[int(sys.argv[2])][int(sys.argv[3])], end='')
PY
}
shown() { grep -o 'href="/kasus/[a-z-]*">' "$work/body" | sed 's/.*kasus.\([a-z-]*\).*/\1/' | xargs; }

write sehat
write kontak-lama 'contact=contact:
  office: Dinas
  email: dinas@example.go.id
  asof: 2023-01' 'region=region:
  code: "15.71"
  name: Kota Jambi'
write kontak-lebih-lama 'contact=contact:
  office: Dinas
  email: dinas@example.go.id
  asof: 2020'
write keadaan-lama 'asof=status_asof: 2022-01' 'affairs=affairs: ["2.11"]'
write periksa-lama 'verified=verified:
  by: Redaksi
  date: 2023-01-15
  method: desk'
write lapor-sendiri voice=initiator
write tanpa-hasil results=
write tanpa-biaya cost=
write tanpa-kontak contact=
write bertentangan 'extra=conflicts:
  - text: Angkanya berbeda.
    sources: [s1]'
write tertinggal
write belum-diterjemahkan en=no
write tautan-mati 'body=Lihat [yang lain](kasus:tidak-ada).'
write gambar 'body=![](foto.png)'
write rumus 'title=title: "=HYPERLINK(\"http://x.example\";\"klik, ini\")"' contact=
write markup 'title=title: "<script>alert(1)</script> & \"kutip\""' contact=
write minus 'title=title: "-2+3 kali lebih cepat"' contact=
write surel 'title=title: "@kantor; +baru"' contact=
write tinjau-lama 'state=state: draft'
write tinjau-salah 'state=state: review' 'affairs=affairs: ["99.99"]'
commit 'Ani Wijaya' 2026-03-01 'awal'
write tinjau-lama 'state=state: review'
sed -i 's/^problem: .*/problem: Warga menunggu terlalu lama di loket yang sama setiap hari./' "$lib/cases/tertinggal/id.md"
commit 'Budi' 2026-04-02 'ke tinjauan

Co-authored-by: Citra Dewi <citra@rahasia.example>'
sed -i 's/^summary: .*/summary: Ringkasan yang diperbaiki selama kasus ini menunggu dibaca oleh orang kedua dari redaksi./' "$lib/cases/tinjau-lama/id.md"
commit 'Ani Wijaya' 2026-05-03 'perbaikan'
index
serve

for flag in contact_stale:kontak-lebih-lama,kontak-lama status_stale:keadaan-lama verification_stale:periksa-lama \
    self_reported:lapor-sendiri no_result:tanpa-hasil no_cost:tanpa-biaya disputed:bertentangan translation_behind:tertinggal \
    untranslated:belum-diterjemahkan dead_link:tautan-mati image_without_alt:gambar no_contact:markup,minus,rumus,surel,tanpa-kontak; do
    wanted=$(echo "${flag#*:}" | tr ',' ' ')
    is "$wanted" "$(ids "/redaksi/mutu.csv?catatan=${flag%%:*}")" "the file of ${flag%%:*}"
    get "/redaksi/mutu?catatan=${flag%%:*}"
    is "$wanted" "$(shown)" "the page of ${flag%%:*}"
    get "/cari?catatan=${flag%%:*}"
    is "$(echo "$wanted" | wc -w)" "$(grep -c '<h[23]><a href="/kasus/' "$work/body")" "a search with ${flag%%:*}"
done
is "18" "$(ids /redaksi/mutu.csv | wc -w)" "published cases"
get '/cari?q=kelengkapan:bersumber'
is 1 "$(grep -c '<h[23]><a href="/kasus/' "$work/body")" "a grade by its name in a search"
get /cari
! grep -q 'Catatan mutu\|Kelengkapan\|Kontributor' "$work/body" || fail "the editors' facets stand beside everybody's results"
is "kontak-lama" "$(ids '/redaksi/mutu.csv?catatan=contact_stale&provinsi=15')" "one province"
is "keadaan-lama" "$(ids '/redaksi/mutu.csv?urusan=2.11')" "one affair"
is "tanpa-biaya" "$(ids '/redaksi/mutu.csv?kurang=cost')" "cases without a cost"
is "" "$(ids '/redaksi/mutu.csv?catatan=contact_stale&urusan=2.11')" "no case"
is 404 "$(get '/redaksi/mutu?hal=2'; status)" "a page behind the last"
get '/redaksi/mutu?catatan=contact_stale&urusan=2.11'
is 200 "$(status)" "an empty list"

# a file: header in the page's language, whole addresses, no formula, text as it is
is "Title of the case" "$(cell /en/editors/quality.csv 0 0)" "the header in English"
is "Judul kasus" "$(cell /redaksi/mutu.csv 0 0)" "the header in Indonesian"
is "'=HYPERLINK(\"http://x.example\";\"klik, ini\")" "$(cell '/redaksi/mutu.csv?catatan=no_contact' 3 0)" "a formula"
is '<script>alert(1)</script> & "kutip"' "$(cell '/redaksi/mutu.csv?catatan=no_contact' 1 0)" "markup in a file"
is "'-2+3 kali lebih cepat" "$(cell '/redaksi/mutu.csv?catatan=no_contact' 2 0)" "a minus"
is "'@kantor; +baru" "$(cell '/redaksi/mutu.csv?catatan=no_contact' 4 0)" "an at sign"
is "2020" "$(cell '/redaksi/mutu.csv?catatan=contact_stale' 1 7)" "the date of a contact"
is "Kontak sudah lama" "$(cell '/redaksi/mutu.csv?catatan=contact_stale' 1 6)" "a note in words"
is "Contact out of date" "$(cell '/en/editors/quality.csv?flag=contact_stale' 1 6)" "a note in English"
get /redaksi/mutu.csv
is 'text/csv; charset=utf-8; header=present' "$(header content-type)" "the type of a file"
is 'attachment; filename="lumbung-mutu.csv"' "$(header content-disposition)" "the name of a file"
python3 - "$work/body" <<'PY' || fail "lines of the file"
import sys
data = open(sys.argv[1], 'rb').read()
assert data.startswith(b'\xef\xbb\xbf') and data.endswith(b'\r\n') and b'\n' not in data.replace(b'\r\n', b'')
PY
get '/redaksi/mutu?catatan=no_contact'
! grep -q '<script>alert' "$work/body" || fail "a title became markup"
grep -q 'name="robots" content="noindex' "$work/body" || fail "search engines may list an editors' page"

# the overview counts them; the case says what it lacks
get /redaksi
grep -q 'catatan=contact_stale"[^.]*Kontak sudah lama.*<span class="n">2<' "$work/body" || fail "the overview does not count stale contacts"
grep -q '18 kasus terbit' "$work/body" || fail "the overview does not count the cases"
grep -q '18 dari 18 kasus mencatat pemeriksaan; yang terlama 15 Januari 2023' "$work/body" || fail "the oldest verification"
grep -q '2 kasus menunggu tinjauan; yang terlama sejak 1 Maret 2026' "$work/body" || fail "the overview does not count the queue"
get /kasus/tanpa-biaya
grep -q 'Kelengkapan: siap pakai. Belum ada: biaya.' "$work/body" || fail "the case does not say what it lacks"
get /en/cases/sehat
grep -q 'Completeness: ready.</p>' "$work/body" || fail "a whole case lacks something"

# the queue: a number for the public, the list when library.yml says so
get /redaksi/tinjauan
grep -q '2 kasus menunggu tinjauan' "$work/body" || fail "the queue is not counted"
! grep -q 'tinjau-\|Kasus tinjau\|Budi' "$work/body" || fail "the public sees what nobody has checked"
get /redaksi/tinjauan.csv
is 404 "$(status)" "the file of a closed queue"
stop
echo 'review_queue: public' >>"$lib/library.yml"
commit 'Budi' 2026-06-01 'antrean terbuka'
index
serve
is "tinjau-salah tinjau-lama" "$(ids /redaksi/tinjauan.csv)" "the queue"
is "Kasus tinjau-lama yang dicoba" "$(cell /redaksi/tinjauan.csv 2 0)" "a title in the queue"
is "Ani Wijaya; Budi; Citra Dewi" "$(cell /redaksi/tinjauan.csv 2 4)" "who worked on it"
is "2026-04-02" "$(cell /redaksi/tinjauan.csv 2 5)" "since when it waits"
is "60" "$(cell /redaksi/tinjauan.csv 2 6)" "days"
is "1" "$(cell /redaksi/tinjauan.csv 1 7)" "errors found"
get /redaksi/tinjauan
grep -q 'Kasus tinjau-lama yang dicoba' "$work/body" || fail "the open queue has no titles"
! grep -q 'href="/kasus/tinjau' "$work/body" || fail "the queue links to a case that is not there"
! grep -q 'rahasia' "$work/body" || fail "an address in the queue"
get /kasus/tinjau-lama
is 404 "$(status)" "a case under review"

# a push changes the queue, as a full build would
stop
sed -i 's/^state: review/state: published/' "$lib/cases/tinjau-lama/id.md"
write tinjau-baru 'state=state: review'
commit 'Eko' 2026-06-02 'satu terbit, satu baru'
index
serve
is "tinjau-salah tinjau-baru" "$(ids /redaksi/tinjauan.csv)" "the queue after a push"
is "tinjau-lama" "$(ids '/redaksi/mutu.csv?kontributor=eko' | tr ' ' '\n' | grep tinjau)" "what a person changed"
get /redaksi/tinjauan.csv
cp "$work/body" "$work/pushed"
get /redaksi/mutu.csv
cp "$work/body" "$work/pushed-quality"
stop
index --force
serve
get /redaksi/tinjauan.csv
cmp -s "$work/pushed" "$work/body" || fail "the queue of an update is not that of a full build"
get /redaksi/mutu.csv
sed "s/127.0.0.1:[0-9]*//" "$work/body" >"$work/full-quality"
sed "s/127.0.0.1:[0-9]*//" "$work/pushed-quality" | cmp -s - "$work/full-quality" || fail "the board of an update is not that of a full build"

# people: co-authors too, months, no address
get /redaksi/kontributor.csv
python3 - "$work/body" <<'PY' || fail "the contributors are wrong: $(cat "$work/body")"
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
assert rows[0] == ['Nama', 'Kasus', 'Pertama', 'Terakhir'], rows[0]
assert rows[1] == ['Ani Wijaya', '19', '2026-03', '2026-05'], rows[1]
assert sorted(rows[2:]) == [['Budi', '2', '2026-04', '2026-04'], ['Citra Dewi', '2', '2026-04', '2026-04'], ['Eko', '1', '2026-06', '2026-06']], rows
PY
get '/cari?kontributor=budi'
is 2 "$(grep -c '<h[23]><a href="/kasus/' "$work/body")" "cases of one person"
get /en/editors/contributors
grep -q 'Citra Dewi' "$work/body" || fail "a co-author is not named"
! grep -q 'rahasia' "$work/body" || fail "an address is shown"

# searches in vain: what was repeated, and not what only a filter emptied
for _ in 1 2 3; do get '/cari?q=zeppelin+terbang'; get '/cari?q=loket&provinsi=11'; done
get '/cari?q=sekali+saja+dicariin'
get '/cari?q=zeppelin&provinsi=11'
stop
"$LUMBUNG" unanswered --state "$work/state" >"$work/unanswered"
! grep -q loket "$work/unanswered" || fail "a search emptied by a filter counts as one in vain"
grep -q ' 1 .* zeppelin$' "$work/unanswered" || fail "a search in vain with a filter is not counted: $(cat "$work/unanswered")"
serve
is "zeppelin terbang" "$(cell /redaksi/pencarian.csv 1 0)" "words searched for in vain"
is "3" "$(cell /redaksi/pencarian.csv 1 1)" "how often"
get /redaksi/pencarian
! grep -q dicariin "$work/body" || fail "what one person typed once is shown"
is "" "$(header etag)" "an ETag for what the snapshot does not say"
code=0
"$LUMBUNG" unanswered --state "$work/nowhere" >/dev/null 2>"$work/err" || code=$?
is 2 "$code" "a state directory that is not there"
grep -q 'no state directory' "$work/err" || fail "it does not say so"
finish
