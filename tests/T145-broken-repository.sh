#!/usr/bin/env bash
# Repositories that are damaged, incomplete or odd: readers keep what they had, the message says what is wrong and what mends it, and
# once it is mended the next run takes it without being forced.
. "$(dirname "$0")/library.sh"
export GIT_AUTHOR_NAME=Ani GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=Ani GIT_COMMITTER_EMAIL=a@b
git config --global init.defaultBranch utama
lib=$work/lib state=$work/state dump=$BUILD/tests/dump
library "$lib"
for i in 1 2 3; do put_case "$lib" "kasus-$i"; done
commit "$lib" awal
for i in 1 2; do echo "Tambah $i." >>"$lib/cases/61/kasus-2/id.md"; commit "$lib" "tambah $i"; done
expect 0 index --repo "$lib" --state "$state"
all='kasus-1 kasus-2 kasus-3'
is "$all" "$(found "$state" warga)" 'the first snapshot'

# Where git's library itself leaks: a ref without its commit, a repository with extensions.
leaking() { ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 "$@"; }
# copy NAME: another repository of the library; lose OBJECT, spoil OBJECT: of it
copy() { repo=$work/$1; cp -r "$lib" "$repo"; }
object() { local id; id=$(git -C "$repo" rev-parse "$1"); echo "$repo/.git/objects/${id:0:2}/${id:2}"; }
lose() { file=$(object "$1"); mv "$file" "$work/aside"; }
spoil() { file=$(object "$1"); cp -f "$file" "$work/aside"; chmod u+w "$file"; printf '\377\377' | dd of="$file" bs=1 seek=10 conv=notrunc 2>/dev/null; }
mend() { mv -f "$work/aside" "$file"; }

# ---- objects of what is to be published
for how in lose spoil; do
    for what in cases/61/kasus-3/id.md cases/61 library.yml; do
        copy rusak; "$how" "HEAD:$what"
        rm -rf "$work/kini"; cp -r "$state" "$work/kini"
        echo 'Lagi.' >>"$repo/cases/61/kasus-1/id.md"
        git -C "$repo" add cases/61/kasus-1
        expect 2 index --repo "$repo" --state "$work/kini" --force
        has "$work/err" "'git fsck' in"
        is "$all" "$(found "$work/kini" warga)" "readers after: $how $what"
        mend
        git -C "$repo" commit -qm lagi
        expect 0 index --repo "$repo" --state "$work/kini"
        has "$work/out" "for commit"
        "$how" "HEAD:$what"
        expect 0 index --repo "$repo" --state "$work/kini" # nothing is to be read
        rm -rf "$repo"
    done
done
copy rusak; spoil HEAD:cases/61/kasus-3/id.md
expect 1 check --repo "$repo" --rev HEAD # all that is wrong is told
has "$work/err" "cases/61/kasus-3/id.md: error[E033]: cannot read 'cases/61/kasus-3/id.md' from the repository"
has "$work/out" '3 cases checked: 1 error'
rm -rf "$repo"

# ---- history
copy rusak; lose HEAD~1
expect 2 index --repo "$repo" --state "$work/kini" --force
has "$work/err" "cannot read the history: commit $(git -C "$lib" rev-parse HEAD~1): object not found"
is "$all" "$(found "$work/kini" warga)" 'readers after a lost commit'
rm -rf "$repo"
copy rusak; lose HEAD # what a branch names
leaking expect 2 index --repo "$repo" --state "$work/kini"
has "$work/err" "is commit $(git -C "$lib" rev-parse HEAD), which cannot be read: object not found"
mend; rm -rf "$repo"
# an old version cannot be had back by anybody: the library goes on without it, and says so
copy rusak; lose HEAD~1:cases/61/kasus-2/id.md
expect 0 index --repo "$repo" --state "$work/tanpa"
has "$work/err" '1 old version of cases cannot be read from the repository and is shown as lost'
mend
echo 'Lagi.' >>"$repo/cases/61/kasus-1/id.md"
git -C "$repo" commit -qam lagi
expect 0 index --repo "$repo" --state "$work/tanpa" # found again, though nothing of that case changed
hasnt "$work/err" lost
expect 0 index --repo "$repo" --state "$work/anew"
"$dump" "$work/tanpa" "$work/anew" || fail 'an old version that is back'
rm -rf "$repo"

# ---- a shallow clone that becomes whole is indexed again, though its commit stays
git clone -q --depth 1 "file://$lib" "$work/dangkal"
expect 0 index --repo "$work/dangkal" --state "$work/potong"
expect 0 index --repo "$work/dangkal" --state "$work/potong"; has "$work/out" 'nothing to do'
git -C "$work/dangkal" fetch -q --unshallow
expect 0 index --repo "$work/dangkal" --state "$work/potong"
"$dump" "$work/potong" "$state" >"$work/out" || { fail 'a clone that became whole'; cat "$work/out" >&2; }

# ---- something else where the cases were
for what in file symlink submodule; do
    copy aneh; git -C "$repo" mv cases lain
    case $what in
    file) echo x >"$repo/cases" ;;
    symlink) ln -s lain "$repo/cases" ;;
    *) git -C "$repo" update-index --add --cacheinfo "160000,$(git -C "$repo" rev-parse HEAD),cases" ;;
    esac
    [ "$what" = submodule ] || git -C "$repo" add -A
    git -C "$repo" commit -qm aneh
    for option in --quiet --force; do
        expect 2 index --repo "$repo" --state "$work/kini" "$option"
        has "$work/err" "'cases' is no folder but a"
        is "$all" "$(found "$work/kini" warga)" "readers when cases became a $what"
    done
    expect 2 check --repo "$repo" --rev HEAD~1..HEAD
    rm -rf "$repo"
done

# ---- too deep, in folders in which nothing else changed
copy dalam; deep=$repo/cases$(printf '/d%s' $(seq 19)); mkdir -p "$deep"; cp -r "$repo/cases/61/kasus-1" "$deep/kasus-9"
git -C "$repo" add -A
cd "$repo"; expect 1 check --staged; has "$work/err" 'd16/d17: error[E006]: folders nested too deep'; cd "$work"
git -C "$repo" commit -qm dalam
expect 1 check --repo "$repo" --rev HEAD~1..HEAD
rm -rf "$work/kini"; cp -r "$state" "$work/kini"
expect 1 index --repo "$repo" --state "$work/kini"
has "$work/out" 'for commit'
expect 1 index --repo "$repo" --state "$work/dalam"
"$dump" "$work/kini" "$work/dalam" || fail 'folders nested too deep: an update and a full build differ'
rm -rf "$repo"

# ---- a picture that is a symlink is there, and cannot be taken
copy tautan; cd "$repo"
ln -s ../../../library.yml cases/61/kasus-1/foto.png
sed -i 's/^authors:/images:\n  - {file: foto.png, alt: Sawah, credit: Redaksi, licence: CC-BY-4.0}\n&/' cases/61/kasus-1/id.md
expect 1 check
has "$work/err" "error[E033]: 'foto.png' beside the case is no file but a folder, symlink or submodule"
hasnt "$work/err" 'capital letters'
cd "$work"; rm -rf "$repo"

# ---- a case that became a symlink or a submodule does not go without a word
copy ganti; cd "$repo"
git rm -rqf cases/61/kasus-1 cases/61/kasus-2 cases/61/kasus-3/id.md
mkdir -p cases/61/kasus-3; ln -s kasus-3 cases/61/kasus-1; ln -s ../../../library.yml cases/61/kasus-3/id.md
git add -A
git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),cases/61/kasus-2"
git commit -qm ganti
expect 1 check --rev HEAD~1..HEAD
for file in kasus-1 kasus-2 kasus-3/id.md; do has "$work/err" "cases/61/$file: error[E033]: a symlink, submodule or the like where a case could be"; done
cd "$work"; rm -rf "$repo"

# ---- repositories that are none, or of another kind
copy yatim; git -C "$repo" checkout -q --orphan baru
expect 2 index --repo "$repo" --state "$work/x"
has "$work/err" "there is utama, and HEAD names a branch without a commit"
rm -rf "$repo"
mkdir "$work/putus"; echo 'gitdir: /tidak/ada' >"$work/putus/.git"
expect 2 index --repo "$work/putus" --state "$work/x"
has "$work/err" "/putus/.git' leads to no git repository"
has "$work/err" "'git worktree repair'"
if git init -q --object-format=sha256 "$work/sha" 2>/dev/null; then
    leaking expect 2 index --repo "$work/sha" --state "$work/x"
    has "$work/err" 'by SHA-256, which the git library here cannot read'
    has "$work/err" '--from'
fi
copy jarang; git -C "$repo" config core.repositoryformatversion 1; git -C "$repo" config extensions.worktreeConfig true
leaking expect 0 index --repo "$repo" --state "$work/x" # what `git sparse-checkout` leaves
finish
