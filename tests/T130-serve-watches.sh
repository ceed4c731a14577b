#!/usr/bin/env bash
# The server follows its source: a commit, a saved file; a broken one leaves the last good page; a preview leaves nothing behind.
. "$(dirname "$0")/library.sh"
lib=$work/lib state=$work/state
# within SECONDS WANTED PATH WHAT
within() {
    local end=$(($(date +%s) + $1)) got=
    while [ "$(date +%s)" -le "$end" ]; do
        got=$(peek "$3")
        [ "$got" != "$2" ] || return 0
        sleep 0.1
    done
    fail "$4: $got, not $2, after $1 s"
}

library "$lib"
put_case "$lib" kasus-satu
put_case "$lib" kasus-draf draft
commit "$lib"

# a repository: what is committed appears, also when the commit before was broken
start --repo "$lib" --state "$state"
is 200 "$(peek /kasus/kasus-satu)" 'a case'
is 404 "$(peek /kasus/kasus-draf)" 'a draft'
put_case "$lib" kasus-dua
commit "$lib"
within 20 200 /kasus/kasus-dua 'a case of a new commit'
printf 'rusak' >"$lib/cases/61/kasus-dua/id.md"
commit "$lib"
within 20 404 /kasus/kasus-dua 'a case that broke'
is 200 "$(peek /kasus/kasus-satu)" 'the others'
mv "$lib/.git" "$lib/.git-away"
sleep 3
is 200 "$(peek /kasus/kasus-satu)" 'while the repository is away'
has "$work/serve-err" 'last snapshot goes on being served'
mv "$lib/.git-away" "$lib/.git"
put_case "$lib" kasus-dua
commit "$lib"
within 20 200 /kasus/kasus-dua 'after the repository came back'

# a second server on the port, and a state that is not there
expect 2 serve --state "$state" --port "${url##*:}"
has "$work/err" "${url##*:}"
stop
expect 2 serve --state "$work/none" --port 0
has "$work/err" 'lumbung index'
expect 2 serve --repo "$work/none" --state "$state" --port 0
expect 2 serve --from "$work/none" --port 0

# a folder: drafts are shown, a saved file appears, the throwaway state goes away
export TMPDIR=$work/tmp
mkdir "$TMPDIR"
start --from "$lib"
is 200 "$(peek /kasus/kasus-draf)" 'a draft in a preview'
sed -i 's/title: .*/title: Judul yang baru disimpan/' "$lib/cases/61/kasus-draf/id.md"
for _ in $(seq 100); do peek /kasus/kasus-draf >/dev/null; grep -q 'Judul yang baru disimpan' "$work/page" && break; sleep 0.1; done
has "$work/page" 'Judul yang baru disimpan'
stop
is '' "$(ls "$TMPDIR")" 'what a preview leaves behind'
start --from "$lib" --published-only
is 404 "$(peek /kasus/kasus-draf)" 'a draft in a preview without drafts'
finish
