#!/usr/bin/env bash
# `lumbung check` before and after a commit: what is staged and not what lies in the folder, what a change touches and what it
# breaks elsewhere, branches, ranges, new and deleted branches, bare repositories, paths from anywhere, hooks' own index and objects.
. "$SOURCE/tests/library.sh"
lib=$work/lib
library "$lib"
put_case "$lib" satu published "challenges: [sampah]"
put_case "$lib" dua
commit "$lib" awal
cd "$lib"
git config user.name A; git config user.email a@example.org

expect 0 check --staged
has "$work/out" "2 cases checked, 0 files changed: 0 errors, 0 warnings"

# What lies in the folder but is not staged does not count, and the other way round.
echo 'rusak' >cases/61/satu/id.md
expect 0 check --staged
expect 1 check
git add -A
git checkout-index -f --prefix="$work/aside/" cases/61/satu/id.md
git show HEAD:cases/61/satu/id.md >cases/61/satu/id.md
expect 1 check --staged
has "$work/err" "cases/61/satu/id.md:1:1: error[E002]"
has "$work/out" "1 file changed"
expect 0 check -q
git reset -q --hard

# Only what the change touches is told; a path narrows it further; a path that is not there is no clean one.
sed -i 's/^status_asof:.*/status_asof: 2019/' cases/61/dua/id.md
git add -A; git commit -qm tua
put_case "$lib" tiga
sed -i 's/^state: .*/state: publised/' cases/61/tiga/id.md
git add -A
expect 1 check --staged
has "$work/err" "cases/61/tiga/id.md:5:8: error[E012]: unknown state 'publised'; did you mean 'published' (Published)?"
hasnt "$work/err" "cases/61/dua"
expect 0 check --staged cases/61/dua
expect 2 check --staged cases/99
has "$work/err" "there is no 'cases/99' among what is staged"
expect 1 check --staged --format gitlab
python3 - "$work/out" <<'PY' || fail "gitlab"
import json, sys
found = json.load(open(sys.argv[1]))
assert len({f["fingerprint"] for f in found}) == len(found) > 0
one = [f for f in found if f["check_name"] == "E012"][0]
assert one["severity"] == "major" and one["location"] == {"path": "cases/61/tiga/id.md", "lines": {"begin": 5}}, one
PY
git reset -q --hard

# A new case is compared with all others, one that only changed is not; nor is a whole library, unless asked.
put_case "$lib" mirip published "challenges: [sampah]"
git add -A
expect 0 check --staged
has "$work/err" "cases/61/mirip/id.md:4:10: note[I001]: about the same problem (1 of 1): 'Kasus satu tentang hal yang dicoba' (cases/61/satu/id.md): same problem ("
has "$work/out" "1 note"
git commit -qm mirip
sed -i 's/^  office: .*/  office: Dinas Lain/' cases/61/mirip/id.md
git add -A
expect 0 check --staged
hasnt "$work/err" "I001"
expect 0 check
hasnt "$work/err" "I001"
expect 0 check cases/61/mirip/id.md
has "$work/err" "I001"
expect 0 check --similar
has "$work/err" "cases/61/satu/id.md:4:10: note[I001]"
git reset -q --hard HEAD~1

# In a library of few cases every word is rare; words that tell nothing make no two cases alike, others do.
words() { # SAME: two drafts that share nothing but those words
    local i=0 text
    rm -rf cases/61/kata-a cases/61/kata-b
    for text in "Sampah menumpuk $1 truk" "Puskesmas antre $1 loket"; do
        i=$((i + 1)); mkdir -p "cases/61/kata-$(echo ab | cut -c $i)"
        printf -- '---\ntitle: %s\nstate: draft\nproblem: %s.\n---\n' "$(echo Gang Subuh | cut -d' ' -f $i)" "$text" >"cases/61/kata-$(echo ab | cut -c $i)/id.md"
    done
    expect 0 check --similar
}
words 'karena tidak dapat memakai cara lama setiap hari'
hasnt "$work/err" 'kata-a'
words 'parit banjir drainase selokan'
has "$work/err" 'kata-a/id.md:4:10: note[I001]'
rm -r cases/61/kata-a cases/61/kata-b

# A case that goes leaves the one that refers to it without its error until the change that causes it.
sed -i 's/^authors.*/related: [{case: satu, relation: same_problem}]\n&/' cases/61/dua/id.md
git add -A; git commit -qm rujuk
git rm -rqf cases/61/satu
expect 1 check --staged
has "$work/err" "cases/61/dua/id.md:34:18: error[E029]: no case 'satu'"
git commit -qm hapus
expect 1 check --rev HEAD~1..HEAD
has "$work/err" "error[E029]"
expect 1 check --rev HEAD~1..
expect 0 check --rev HEAD~1
echo 'catatan' >README.md; git add -A; git commit -qm catatan
expect 0 check --rev HEAD~1..HEAD # it was there before this change
hasnt "$work/err" "E029"

# Branches that parted; a branch that is new or gone; names that are none.
git checkout -qb usul HEAD~3
put_case "$lib" empat
git add -A; git commit -qm usul
expect 0 check --rev utama...usul
has "$work/out" "1 file changed"
expect 1 check --rev "$(printf '0%.0s' $(seq 40))..utama"
expect 2 check --rev "utama..$(printf '0%.0s' $(seq 40))"
has "$work/err" "the branch is deleted"
expect 2 check --rev tiada
has "$work/err" "no branch, tag or commit 'tiada'"
expect 2 check --rev HEAD --staged
expect 2 check --from . --staged
has "$work/err" "leave out --staged"

# From a folder below, by relative and absolute paths.
mkdir -p "$work/luar"
cd cases/61/empat
expect 0 check id.md
has "$work/out" "3 cases checked"
expect 0 check "$lib/cases/61"
expect 2 check /
has "$work/err" "outside of the library"
expect 2 check tiada.md
has "$work/err" "there is no 'cases/61/empat/tiada.md'"
cd "$lib"

# A translation is behind its original as soon as a change of that is staged, before it is committed; moving both changes nothing.
git reset -q --hard
translation() {
    printf -- '---\ntitle: Case four about a thing\ntranslation_of_commit: "%s"\nsummary: A small case that was made for an examination of this program.\nproblem: People wait too long.\n---\n\n## Masalah\n\n%s[^s1].\n' \
        "$1" "$2" >cases/61/empat/en.md
}
behind() { # behind COUNT WHAT
    lumbung check --staged
    if [ "$1" = 0 ]; then hasnt "$work/err" W007; else has "$work/err" "cases/61/empat/en.md:3:24: warning[W007]: $1 change"; fi
    [ "$failures" = 0 ] || fail "$2"
}
translation "$(git rev-parse HEAD)" Text; git add -A; behind 0 'a translation of what is committed'
git commit -qnm terjemah
sed -i 's/^  office: .*/  office: Dinas Satu/' cases/61/empat/id.md
behind 0 'what is not staged'
git add -A; behind 1 'the original changes'
expect 0 check; has "$work/err" 'warning[W007]: 1 change of the original'
sed -i '$s/$/\r/' cases/61/empat/id.md; behind 1 'the file in the folder'
git commit -qnm berubah
translation "$(git rev-parse HEAD)" 'New text'; git add -A; behind 0 'brought up to date'
sed -i 's/^  office: .*/  office: Dinas Dua/' cases/61/empat/id.md; git add -A; behind 1 'both, but it names the state before'
translation '' 'Newer text'; git add -A; behind 0 'both, as of this commit'
git commit -qnm keduanya
sed -i 's/^  office: .*/  office: Dinas Tiga/' cases/61/empat/id.md; git add -A; behind 1 'behind the commit that last changed it'
git commit -qnm tiga
expect 0 check; has "$work/err" 'warning[W007]: 1 change of the original'
expect 0 check --rev HEAD~1..HEAD; has "$work/err" 'warning[W007]: 1 change of the original'
mkdir cases/62; git mv cases/61/empat cases/62/; git commit -qnm pindah
expect 0 check --rev HEAD~1..HEAD; has "$work/err" 'cases/62/empat/en.md:3:24: warning[W007]: 1 change of the original'
git reset -q --hard HEAD~5

# A bare repository; the index a hook gets for `git commit PATH`; objects that wait for a push to be taken.
git clone -q --bare . "$work/bare.git"
expect 0 check --repo "$work/bare.git" --rev usul
expect 2 check --repo "$work/bare.git" --staged
has "$work/err" "is a bare repository"
cat >.git/hooks/pre-commit <<'HOOK'
#!/bin/sh
exec "$LUMBUNG" check --staged
HOOK
cat >"$work/bare.git/hooks/pre-receive" <<'HOOK'
#!/bin/sh
while read -r old new ref; do "$LUMBUNG" check --repo . --rev "$old..$new" || exit 1; done
HOOK
chmod +x .git/hooks/pre-commit "$work/bare.git/hooks/pre-receive"
export LUMBUNG
put_case "$lib" lima
git add -A
echo 'rusak' >cases/61/dua/id.md
git commit -qm lima cases/61/lima/id.md 2>"$work/err" || fail "the hook looked at more than what is committed"
git add -A
if git commit -qm rusak 2>"$work/err"; then fail "a broken case was committed"; fi
has "$work/err" "cases/61/dua/id.md:1:1: error[E002]"
git push -q "$work/bare.git" usul 2>"$work/err" || { fail "a clean push was refused"; cat "$work/err" >&2; }
git commit -qnm rusak
if git push -q "$work/bare.git" usul 2>"$work/err"; then fail "a broken push was taken"; fi
has "$work/err" "cases/61/dua/id.md:1:1: error[E002]"

# An index in pieces: what makes it whole is said, and does.
git update-index --split-index
expect 2 check --staged; has "$work/err" "'git update-index --no-split-index'"
git update-index --no-split-index
lumbung check --staged; [ "$code" != 2 ] || fail 'an index that is whole again'
git sparse-checkout set --cone --sparse-index cases/61/dua collections >"$work/out" 2>&1
git add -A --sparse; git sparse-checkout reapply >"$work/out" 2>&1
lumbung check --staged
if [ "$code" = 2 ]; then
    has "$work/err" "'git sparse-checkout reapply --no-sparse-index'"
    git sparse-checkout reapply --no-sparse-index >"$work/out" 2>&1
    lumbung check --staged; [ "$code" != 2 ] || fail 'an index that is no longer sparse'
else
    fail 'the index was to be sparse'
fi
git sparse-checkout disable >"$work/out" 2>&1

# Not merged: nothing to be checked yet.
git reset -q --hard HEAD~1
git checkout -qb lain HEAD~1
sed -i 's/^title:.*/title: Judul satu/' cases/61/empat/id.md; git commit -qnam satu
git checkout -q usul
sed -i 's/^title:.*/title: Judul dua/' cases/61/empat/id.md; git commit -qnam dua
git merge -q lain >/dev/null 2>&1 || true
expect 2 check --staged
has "$work/err" "'cases/61/empat/id.md' is not merged yet"
expect 1 check cases/61/empat
has "$work/err" "cases/61/empat/id.md:2:1: error[E007]: a merge that was not finished left its marks"
git add -A
expect 1 check --staged
has "$work/err" "error[E007]"
finish
