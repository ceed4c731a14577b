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
get '/en/organisations?page=2'
is 200 "$(status)" "the second page in English"
get '/kasus?hal=2'
is 50 "$(grep -c 'Kasus nomor' "$work/body")" "cases on the second page"
# The home page counts regions that lead a case, not their provinces too.
get /
grep -q '<dt>daerah yang tercakup</dt><dd>2</dd>' "$work/body" || fail "the home page counts regions wrongly"
finish
