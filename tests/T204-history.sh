#!/usr/bin/env bash
# The history of a case on the real server, over a repository with drafts, renames, merges, a mailmap, co-authors and a broken
# version: what is listed, what can be read, what changed, what never gets out.
. "${SOURCE:-.}/tests/serve.sh"
export GIT_CONFIG_NOSYSTEM=1 HOME="$work"
repo=$work/repo
day=10
g() { git -C "$repo" -c user.name="${NAME:-Ani}" -c user.email="${MAIL:-ani@rahasia.example}" -c init.defaultBranch=utama "$@"; }
commit() { # commit MESSAGE: everything, one day later; the id in $id
    day=$((day + 1))
    export GIT_COMMITTER_DATE="2026-03-${day}T08:30:00Z" GIT_AUTHOR_DATE="2026-03-${day}T08:00:00Z"
    g add -A
    g commit -q --allow-empty -m "$1"
    id=$(g rev-parse HEAD)
}
mkdir -p "$repo/cases/61"
git init -q "$repo" -b utama
cp -r "$SOURCE/schema" "$SOURCE/library.yml" "$repo/"
cp -r "$SOURCE/cases/61/rumpon-pontianak" "$repo/cases/61/"
file=$repo/cases/61/rumpon-pontianak/id.md
clean=$(cat "$file")
rm "$repo/cases/61/rumpon-pontianak/en.md"
sed -i 's/^state: .*/state: draft/; s/^title: .*/title: Judul rancangan kelinci/' "$file"
printf 'Ani Suryani <ani@rahasia.example>\nCici Lestari <cici@kantor.example> <cici@lama.example>\n' >"$repo/.mailmap"
commit 'rancangan'; draft=$id
printf '%s\n' "$clean" | sed 's/^status: .*/status: berjalan/' >"$file"
commit 'terbit'; first=$id
sed -i 's/^status: .*/status: berubah/; s/^title: \(.*\)/title: \1 dan kampung/' "$file"
NAME='Budi & Wati' MAIL=budi@rahasia.example commit "$(printf 'status menurut dinas\n\nDinas melapor lewat surel dinas@kota.example.\n\nCo-authored-by: cici <cici@lama.example>')"
second=$id
good=$(cat "$file")
sed -i 's/^title: .*/title: [rusak/' "$file"
NAME='dependabot[bot]' commit 'salah ketik'; broken=$id
printf '%s\n' "$good" >"$file"
mkdir "$repo/cases/2019"
g mv cases/61/rumpon-pontianak cases/2019/rumpon-pontianak
commit 'pindah folder'; moved=$id
file=$repo/cases/2019/rumpon-pontianak/id.md
g checkout -q -b lain
printf '\nSatu kalimat penutup tentang gajah.\n' >>"$file"
commit 'di cabang'; branch=$id
g checkout -q utama
cp "$SOURCE/cases/61/rumpon-pontianak/en.md" "$repo/cases/2019/rumpon-pontianak/en.md"
commit 'translation'; english=$id
GIT_COMMITTER_DATE="2026-03-28T08:30:00Z" g merge -q --no-ff -m 'gabung' lain
merge=$(g rev-parse HEAD)

"$LUMBUNG" index --repo "$repo" --state "$work/state" >"$work/index.log" 2>&1 || [ $? = 1 ] || { cat "$work/index.log" >&2; exit 1; }
serve
here=/kasus/rumpon-pontianak/riwayat
s() { printf '%.12s' "$1"; }
has() { grep -qF -- "$1" "$work/body" || fail "$2: no '$1'"; }
hasnt() { ! grep -qF -- "$1" "$work/body" || fail "$2: there is '$1'"; }
moves() { # moves FROM TO STATUS
    get "$1"
    is "$3 $2" "$(status) $(header location)" "from $1"
}

# the list
get $here
is 200 "$(status)" "the list"
is 6 "$(grep -c 'class="version-subject"' "$work/body")" "versions" # not the merge, which changed nothing itself
has 'Terbit 12 Maret 2026.' "the day it was published, not that of the draft"
has 'Ani Suryani, Budi &amp; Wati, dan Cici Lestari' "contributors: mailmap, co-authors"
hasnt 'dependabot[bot],' "no machine among them"
has 'Budi &amp; Wati' "a name is text"
has "berkasnya rusak pada baris 2 (E003)" "the broken version says so"
has 'isi tetap (dipindah atau dirapikan)' "the move"
has 'Belum atau tidak terbit saat itu' "the draft"
has 'lewat surel dinas@…' "addresses in messages are cut"
is 8 "$(grep -o 'type="radio"' "$work/body" | wc -l)" "two choices for each of the four that can be read"
hasnt 'kelinci' "the text of a draft"
! grep -rqa 'rahasia\.example\|kantor\.example\|lama\.example\|kota\.example' "$work/state" || fail "an address is in the snapshot"

# one version
get "$here/$(s "$first")"
is 200 "$(status)" "a version"
has 'Ini versi' "its banner"
has 'Sejak itu ada 4 perubahan.' "how many changes since"
has "href=\"$here/$(s "$first")..$(s "$branch")\"" "the way to what changed since"
has 'Masih berjalan' "codes are labels"
hasnt 'dan kampung' "the title of today"
has '<meta name="robots" content="noindex, follow">' "search engines want the case"
get "$here/$(s "$branch")"
has 'Ini versi terkini.' "the newest"
moves "$here/$(printf '%.7s' "$first")" "$here/$(s "$first")" 301
moves "$here/$first" "$here/$(s "$first")" 301
moves "$here/$(s "$first" | tr a-f A-F)" "$here/$(s "$first")" 301
get "$here/$(s "$draft")"
is 200 "$(status)" "the draft is listed"
hasnt 'kelinci' "its text is not shown"
get "$here/$(s "$broken")"
has 'Tidak dapat dibaca' "a broken one says so"
for wrong in abcdef0 "$(printf '%.6s' "$first")" "$(s "$merge")" xyz "%22%3E%3Cb%3E" "$(s "$first")..abcdef0" ..; do
    get "$here/$wrong"
    is 404 "$(status)" "version $wrong"
    has "href=\"$here/$(s "$first")\"" "what there is instead of $wrong"
    hasnt '"><b>' "markup in an address"
done
get /kasus/tidak-ada/riwayat
is 404 "$(status)" "the history of no case"

# two versions
get "$here/$(s "$first")..$(s "$branch")"
is 200 "$(status)" "a comparison"
has '<del><span class="hidden">dihapus: </span>Masih berjalan</del>' "what it was"
has '<ins><span class="hidden">ditambah: </span>Berubah bentuk</ins>' "what it is"
has '<ins><span class="hidden">ditambah: </span>dan kampung</ins>' "added words alone"
has 'kalimat penutup tentang gajah' "a sentence of the body"
has 'Mencakup 4 perubahan' "the steps between"
has 'Tidak berubah:' "what stayed"
moves "$here/$(s "$branch")..$(s "$first")" "$here/$(s "$first")..$(s "$branch")" 301
moves "$here/$(printf '%.8s' "$first").." "$here/$(s "$first")..$(s "$branch")" 303
moves "$here/$(s "$first")..$(s "$first")" "$here/$(s "$first")" 301
moves "$here?lama=$(s "$second")&baru=$(s "$first")" "$here/$(s "$first")..$(s "$second")" 303
get "$here?lama=abcdef0&baru=$(s "$first")"
is 200 "$(status)" "a choice that leads nowhere shows the list"
get "$here/$(s "$second")..$(s "$moved")"
has 'hanya dipindah atau dirapikan' "a move changes nothing that can be read"
get "$here/$(s "$broken")..$(s "$branch")"
has 'tidak dapat ditampilkan' "against a broken version"
get "$here/$(s "$first")..$(s "$branch")"
etag=$(header etag)
get "$here/$(s "$first")..$(s "$branch")" -H "If-None-Match: $etag"
is 304 "$(status)" "a comparison that is known"

# in English: the translation's own, and commits of the original, too
there=/en/cases/rumpon-pontianak/history
get $there
is 1 "$(grep -c 'class="version-subject"' "$work/body")" "versions of the translation"
has "$(s "$english")" "its commit"
get "$there/$(s "$first")"
has 'This is the version of' "English words around it"
has '<article class="version-page" lang="id">' "an Indonesian text"

# the case page
get /kasus/rumpon-pontianak
has 'Terbit 12 Maret 2026. Terakhir berubah' "first published, last changed"
has 'oleh Ani Suryani.' "by whom"
has "href=\"$here\"" "the way to the history"
has "/riwayat/$(s "$branch")</span>" "the citation names the version"
has 'Versi 16 Maret 2026, commit' "and its day"

# feeds: valid Atom (RFC 4287), stable ids, an entry a change and an entry a case, links that lead somewhere
atom() { # atom PATH ENTRIES: addresses of the entries in $work/links
    get "$1"
    is 200 "$(status)" "$1"
    python3 - "$work/body" "$URL$1" "$2" >"$work/links" <<'PY' || fail "$1 is no good feed"
import re, sys, xml.etree.ElementTree as tree
atom = '{http://www.w3.org/2005/Atom}'
feed = tree.parse(sys.argv[1]).getroot()
assert feed.tag == atom + 'feed'
def one(node, name):
    found = node.findall(atom + name)
    assert len(found) == 1 and (found[0].text or '').strip(), (name, len(found))
    return found[0].text
def moment(node):
    time = one(node, 'updated')
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', time), time
    return time
links = {l.get('rel', 'alternate'): l.get('href') for l in feed.findall(atom + 'link')}
assert one(feed, 'id') == links['self'] == sys.argv[2], links
assert links['alternate'].startswith('http') and one(feed, 'title') and one(feed.find(atom + 'author'), 'name')
entries = feed.findall(atom + 'entry')
assert len(entries) == int(sys.argv[3]), len(entries)
ids, times = [one(e, 'id') for e in entries], [moment(e) for e in entries]
assert len(set(ids)) == len(ids) and times == sorted(times, reverse=True), (ids, times)
assert moment(feed) == (times[0] if times else moment(feed))
for e in entries:
    one(e, 'title'), one(e, 'summary')
    print([l.get('href') for l in e.findall(atom + 'link') if l.get('rel', 'alternate') == 'alternate'][0])
PY
}
atom /umpan.atom 4
has "<id>$URL$here/$(s "$second")</id>" "the id of a change is its version"
has "<updated>2026-03-13T08:30:00Z</updated>" "its time is the commit's"
has 'status menurut dinas' "its message"
has 'Dinas melapor lewat surel dinas@…' "the rest of it"
has '<name>Cici Lestari</name>' "all its people"
hasnt 'kelinci' "a draft in the feed"
hasnt 'salah ketik' "a broken version in the feed"
grep -qxF "$URL$here/$(s "$first")..$(s "$second")" "$work/links" || fail "an entry leads to what changed"
while read -r link; do
    get "${link#"$URL"}"
    is 200 "$(status)" "$link"
done <"$work/links"
atom /umpan-baru.atom 1
has "<id>$URL/kasus/rumpon-pontianak</id>" "the id of a case is its address"
has '<updated>2026-03-12T08:30:00Z</updated>' "when it was published"
atom '/umpan.atom?urusan=5.01' 4
atom '/umpan-baru.atom?urusan=5.01' 1
atom '/umpan-baru.atom?urusan=1.02' 0
atom /en/feed.atom 1
get /umpan.atom
etag=$(header etag)
get /umpan.atom -H "If-None-Match: $etag"
is 304 "$(status)" "a feed that is known"
get /urusan/5.01
has 'href="/umpan-baru.atom?urusan=5.01"' "a page of a value names its feed"
has 'href="/umpan.atom?urusan=5.01"' "and that of its changes"
get '/cari?q=warga&urut=judul&tahun=2019'
has 'href="/umpan.atom?q=warga&amp;tahun=2019"' "a search names its own"
get /kasus/rumpon-pontianak
has 'href="/umpan.atom"' "other pages name the library's"

# under a new name with the old one as alias a case keeps its history, and who cited a version still finds it
g mv cases/2019/rumpon-pontianak cases/2019/rumah-komunitas
sed -i 's/^authors:.*/&\naliases: [rumpon-pontianak]/' "$repo/cases/2019/rumah-komunitas/id.md"
commit 'nama baru'; renamed=$id
"$LUMBUNG" index --repo "$repo" --state "$work/state" >"$work/index.log" 2>&1 || [ $? = 1 ] || fail "the renamed case is not indexed"
stop
serve
moves "$here/$(s "$first")" "/kasus/rumah-komunitas/riwayat/$(s "$first")" 301
get "/kasus/rumah-komunitas/riwayat/$(s "$first")"
is 200 "$(status)" "a version cited under the old name"
get "/kasus/rumah-komunitas/riwayat/$(s "$first")..$(s "$renamed")"
is 200 "$(status)" "what changed since a version under the old name"
get /kasus/rumah-komunitas/riwayat
has 'Terbit 12 Maret 2026' "a new name is no new case"
has 'nama baru' "the change of the name"
is 1 "$(grep -c "$(s "$renamed")</code>" "$work/body")" "the commit that moved it is one version"
has 'rancangan' "the beginning under the old name"
get /umpan-baru.atom
has '<updated>2026-03-12T08:30:00Z</updated>' "in the feed of new cases it is as old as it is"
here=/kasus/rumah-komunitas/riwayat
get /en/cases/rumah-komunitas/history
is 200 "$(status)" "the history of the translation"

# a clone that begins in the middle does not know when it was published
git clone -q --depth 1 "file://$repo" "$work/shallow"
stop
rm -rf "$work/state"
"$LUMBUNG" index --repo "$work/shallow" --state "$work/state" >"$work/index.log" 2>&1 || [ $? = 1 ] || fail "the shallow clone is not indexed"
serve
get $here
is 200 "$(status)" "the history in a shallow clone"
hasnt 'Terbit' "a day that is not known"
stop
rm -rf "$work/state"
index "$repo"
serve
get $here
is 200 "$(status)" "the history of a folder without git"
has 'belum punya riwayat' "says why it is empty"
finish
