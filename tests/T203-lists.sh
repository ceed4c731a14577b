#!/usr/bin/env bash
# Long lists from A to Z come a page at a time: every value once, in one order, no page behind the last.
. "${SOURCE:-.}/tests/serve.sh"
mkdir -p "$work/library/cases/71"
cp -r "$SOURCE/schema" "$SOURCE/library.yml" "$work/library/"
for i in $(seq -w 250); do
    mkdir "$work/library/cases/71/kasus-$i"
    sed "s/^title: .*/title: Kasus nomor $i tentang rumah bersama/; s/^  office: .*/  office: Biro Percobaan $i/; /^partners:/,/^[a-oq-z]/{/^ /d;/^partners:/d}" \
        "$SOURCE/cases/71/rumah-bersama-sulut/id.md" >"$work/library/cases/71/kasus-$i/id.md"
done
mkdir "$work/library/cases/61"
cp -r "$SOURCE/cases/61/rumpon-pontianak" "$work/library/cases/61/" # of a city: its province is not one more region
index "$work/library"
serve

offices() { grep -o 'Biro Percobaan [0-9]*' "$work/body"; }
get /lembaga
is 200 "$(status)" "the first page"
is 200 "$(grep -c '<a class="row"' "$work/body")" "values on the first page"
grep -q 'rel="next" href="/lembaga?hal=2"' "$work/body" || fail "the first page does not lead to the second"
! grep -q 'rel="prev"' "$work/body" || fail "something comes before the first page"
offices >"$work/all"
get '/lembaga?hal=2'
grep -q 'rel="prev" href="/lembaga"' "$work/body" || fail "the second page does not lead back"
! grep -q 'rel="next"' "$work/body" || fail "something comes after the last page"
offices >>"$work/all"
is 250 "$(sort -u "$work/all" | wc -l)" "different offices on both pages"
sort -c "$work/all" 2>/dev/null || fail "the offices are not in order"
get '/lembaga?hal=3'
is 404 "$(status)" "the page after the last"
has "$work/body" 'Halaman terakhir daftar ini adalah 2.'

# An error says in the reader's language what was wrong; no English is left over on an Indonesian page.
says() { # PATH WORDS [curl option...]
    get "$1" "${@:3}"
    has "$work/body" "$2"
    hasnt "$work/body" '<span lang="en">'
}
says /kasus/tidak-ada 'Tidak ada kasus “tidak-ada”.'
says /koleksi/tidak-ada 'Tidak ada koleksi “tidak-ada”.'
says /daerah/99 'Tidak ada daerah “99”.'
says /urusan/9.99 'Tidak ada nilai “9.99” untuk “'
says '/cari?q=percobaan&hal=40' 'Hasilnya habis sebelum halaman 40.'
says '/cari?q=percobaan&hal=99999' 'persempit dengan penyaring'
says '/cari?q=%zz' 'tanda persen'
says '/cari?q=%ff' 'bukan UTF-8'
says '/cari?q=%01' 'tanda kendali'
says '/kasus/%E2%80%AE' 'tanda arah'
says "/cari?$(printf 'a%s=1&' $(seq 200))" 'parameter'
says / 'Hanya GET dan HEAD' -X POST
says /en/cases/tidak-ada 'There is no case “tidak-ada”.'
get '/en/organisations?page=2'
is 200 "$(status)" "the second page in English"
get '/kasus?hal=2'
is 50 "$(grep -c 'Kasus nomor' "$work/body")" "cases on the second page"
# The home page counts regions that lead a case, not their provinces too.
get /
grep -q '<dt>daerah yang tercakup</dt><dd>2</dd>' "$work/body" || fail "the home page counts regions wrongly"
finish
