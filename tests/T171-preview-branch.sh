#!/usr/bin/env bash
# A preview of a branch: drafts of that branch, followed when it moves, also when it is rewritten; the repository is only read.
# What makes no sense together is refused.
. "$(dirname "$0")/library.sh"
lib=$work/lib
export TMPDIR=$work/tmp
mkdir "$TMPDIR"
refused() { # refused WORDS OPTION...
    local words=$1
    shift
    expect 2 serve --port 0 "$@"
    has "$work/err" "$words"
}

library "$lib"
put_case "$lib" kasus-terbit
commit "$lib"
git -C "$lib" checkout -q -b usulan
put_case "$lib" kasus-usulan draft
put_case "$lib" kasus-tinjau review
commit "$lib" 'dua usulan'
git -C "$lib" checkout -q utama
git clone -q --bare "$lib" "$work/bare.git"

start --rev usulan --repo "$work/bare.git"
is 200 "$(peek /kasus/kasus-usulan)" 'a draft of the branch'
has "$work/page" 'Cabang atau revisi “usulan”'
has "$work/page" 'state-is-draft'
is 200 "$(peek /kasus/kasus-terbit)" 'what is published'
hasnt "$work/page" 'state-banner'

# it moves: a new text, an error, a rewritten history
git -C "$lib" checkout -q usulan
sed -i 's/^title: .*/title: Judul yang diusulkan/' "$lib/cases/61/kasus-usulan/id.md"
commit "$lib" 'judul lain'
git -C "$lib" push -q "$work/bare.git" usulan
shows /kasus/kasus-usulan 'Judul yang diusulkan'
sed -i 's/^mode: .*/mode: digitl/' "$lib/cases/61/kasus-tinjau/id.md"
commit "$lib" 'salah tulis'
git -C "$lib" push -q "$work/bare.git" usulan
shows /kasus/kasus-tinjau '<mark>digitl</mark>'
peek / >/dev/null
has "$work/page" '1 berkas tidak dapat ditampilkan'
sed -i 's/^state: draft/state: published/' "$lib/cases/61/kasus-usulan/id.md"
sed -i 's/^mode: .*/mode: digital/' "$lib/cases/61/kasus-tinjau/id.md"
git -C "$lib" add -A
git -C "$lib" -c user.name=Ani -c user.email=ani@rahasia.id commit -q --amend -m 'diperbaiki'
git -C "$lib" push -q -f "$work/bare.git" usulan
shows /kasus/kasus-tinjau 'state-is-review'
peek /kasus/kasus-usulan >/dev/null
hasnt "$work/page" 'state-banner'
peek /kasus >/dev/null
is 1 "$(grep -o 'class="draft-mark' "$work/page" | wc -l)" 'marks when one of two was published'
peek '/cari?keadaan=draft' >/dev/null
hasnt "$work/page" '/kasus/kasus-usulan"'
stop
is '' "$(ls "$TMPDIR")" 'what a preview leaves behind'
is '' "$(find "$work/bare.git" -newer "$work/served" -type f -path '*lumbung*')" 'what it writes into the repository'

# a commit, in the repository of this folder; without drafts
cd "$lib"
start --rev usulan~2
is 200 "$(peek /kasus/kasus-usulan)" 'an earlier commit'
hasnt "$work/page" 'Judul yang diusulkan'
stop
start --rev usulan --published-only
is 404 "$(peek /kasus/kasus-tinjau)" 'a preview without drafts'
peek / >/dev/null
has "$work/page" 'class="preview-bar"'
stop

refused 'leave out --rev' --from . --rev usulan
refused 'leave out --state' --rev usulan --state "$work/state"
refused 'leave out --ref' --rev usulan --ref utama
refused '--published-only is for previews' --repo . --published-only
refused 'tak-ada' --rev tak-ada
cd "$work"
refused 'repository' --rev utama
finish
