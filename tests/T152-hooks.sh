#!/usr/bin/env bash
# `lumbung hook` with the real git: a broken commit is refused, a broken push is refused with the same words, a good one can be found
# when it returns; two pushes at once, other branches, deletions, foreign hooks, a state that cannot be written.
. "$(dirname "$0")/library.sh"
exec 2> >(grep -v 'W004\|graded as partial' >&2) # what pre-commit says of cases that are all right
export GIT_AUTHOR_NAME=Ani GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=Ani GIT_COMMITTER_EMAIL=a@b
git config --global init.defaultBranch utama
here=$work/kerja server=$work/pusat.git state=$work/state
library "$here"
put_case "$here" kasus-satu
commit "$here"
git clone -q --bare "$here" "$server"
cd "$here"
git remote add origin "$server"
broken() { put_case "$here" "$1"; sed -i 's/^affairs: .*/affairs: ["9.99"]/' "cases/61/$1/id.md"; }
# run CODE COMMAND...: messages in $work/err
run() {
    local want=$1 got=0
    shift
    "$@" >"$work/out" 2>"$work/err" || got=$?
    { [ "$want" = 0 ] && [ "$got" = 0 ]; } || { [ "$want" != 0 ] && [ "$got" != 0 ]; } || { fail "$*: exit $got, not $want"; cat "$work/err" >&2; }
}

# ---- pre-commit
expect 0 hook install
has "$work/out" "installed $here/.git/hooks/pre-commit"
is 1 "$(ls .git/hooks | grep -vc sample)" 'hooks of a work tree'
expect 0 hook status; has "$work/out" 'pre-commit    installed'
broken kasus-dua
git add -A
run 1 git commit -m rusak
has "$work/err" "cases/61/kasus-dua/id.md:12:11: error[E012]: unknown affair '9.99'"
has "$work/err" 'nothing was committed'
# what is staged counts, not what lies in the folder
put_case "$here" kasus-dua
run 1 git commit -m 'masih rusak'
git add -A
run 0 git commit -m 'kasus dua'
broken kasus-dua
run 0 git commit --allow-empty -m 'yang lain'
git checkout -q cases
# only the paths that are committed count
broken kasus-enam; put_case "$here" kasus-tujuh; git add -A
run 0 git commit -m 'hanya tujuh' -- cases/61/kasus-tujuh
git rm -rqf cases/61/kasus-enam
git reset -q --hard HEAD~1
# what is no part of the library is not its business; --no-verify goes past it
echo x >catatan.txt; git add catatan.txt; run 0 git commit -m catatan
broken kasus-tiga; git add -A; run 0 git commit --no-verify -m 'rusak, dengan sengaja'

# ---- pre-receive and post-receive
expect 0 hook install --repo "$server"; has "$work/out" 'post-receive'
is pre-receive "$(ls "$server/hooks" | grep -v sample | xargs)" 'hooks without --state'
(cd "$work" && expect 0 hook install --repo "$server" --state state)
has "$server/hooks/post-receive" "--state '$state'"
expect 0 hook status --repo "$server"; is 2 "$(grep -c ': /' "$work/out")" 'hooks of the server'
run 1 git push origin utama
has "$work/err" "remote: cases/61/kasus-tiga/id.md:12:11: error[E012]: unknown affair '9.99'"
has "$work/err" 'the push is refused'
is "$(git rev-parse HEAD~4)" "$(git -C "$server" rev-parse utama)" 'the branch after a refused push'
[ ! -e "$state" ] || fail 'a refused push was indexed'
put_case "$here" kasus-tiga
git commit -qam 'kasus tiga'
run 0 git push origin utama
has "$work/err" 'remote: indexed 3 cases'
is 'kasus-tiga' "$(found "$state" tandakasustiga)" 'what was pushed'

# old faults elsewhere do not stop a good change
git -C "$server" update-ref refs/heads/lama "$(git rev-parse HEAD~1)"
put_case "$here" kasus-empat; git add -A; git commit -qm 'kasus empat'
run 0 git push origin utama
is 'kasus-empat' "$(found "$state" tandakasusempat)" 'the next push'

# branches nobody is served from, and tags, are not looked at
git checkout -qb coba; broken kasus-lima; git add -A; git commit -qm rusak --no-verify
run 0 git push origin coba
hasnt "$work/err" E012
git tag v1; run 0 git push origin v1
run 0 git push origin :coba
git checkout -q utama
# a name of any length hides nothing behind it
long=$(printf 'a%.0s' $(seq 200))
git checkout -q utama; broken kasus-lima; git add -A; git commit -qm rusak --no-verify
run 1 git push --atomic origin "HEAD:refs/heads/$long/$long/$long/$long/$long/$long/$long/$long/$long/$long/$long/x" HEAD:utama
has "$work/err" 'kasus-lima'
git reset -q --hard HEAD~1
# a branch that is new and served; a force push back; a deletion
git -C "$server" symbolic-ref HEAD refs/heads/terbit
run 1 git push origin coba:terbit; has "$work/err" 'kasus-lima'
run 0 git push origin utama:terbit; has "$work/err" 'nothing to do'
run 0 git push -f origin HEAD~1:terbit
is '' "$(found "$state" tandakasusempat)" 'a case of before the force push'
run 0 git push -f origin utama:terbit
is kasus-empat "$(found "$state" tandakasusempat)" 'and forward again'
git -C "$server" config receive.denyDeleteCurrent ignore
run 0 git push origin :terbit
has "$work/err" 'goes on being served'
is kasus-empat "$(found "$state" tandakasusempat)" 'after the served branch was deleted'
# HEAD names a branch that is not there: said, not passed over
git commit -q --allow-empty -m kosong
run 0 git push origin utama
has "$work/err" "'utama' was not indexed: HEAD names the branch 'terbit', which is not there"
has "$work/err" 'git symbolic-ref HEAD refs/heads/utama'
expect 0 hook install --repo "$server" --state "$state" --branch utama

# two pushes at once: both are found in the end
git clone -q "$server" "$work/kedua" 2>/dev/null
put_case "$here" kasus-a; git add -A; git commit -qm a
(cd "$work/kedua" && put_case . kasus-b && git add -A && git commit -qm b)
git push -q origin utama >"$work/a" 2>&1 &
a=$!
for _ in $(seq 50); do (cd "$work/kedua" && git pull -q --rebase origin utama 2>/dev/null; git push -q origin HEAD:utama) >"$work/b" 2>&1 && break; sleep 0.1; done
wait $a || { git pull -q --rebase origin utama; run 0 git push origin utama; } # the other one was first
is 'kasus-a kasus-b' "$(found "$state" 'tandakasusa OR tandakasusb')" 'two pushes at once'
# while another indexer has the state, the hook waits
git pull -q --rebase origin utama
put_case "$here" kasus-c; git add -A; git commit -qm c
flock "$state/writer" sleep 2 &
holder=$!
sleep 0.3
run 0 git push origin utama
is kasus-c "$(found "$state" tandakasusc)" 'after waiting for another indexer'
wait $holder

# a state that cannot be written: the push is there, and it says what to do
expect 0 hook install --repo "$server" --state "$work/pusat.git/HEAD/tidak" --branch utama post-receive
put_case "$here" kasus-d; git add -A; git commit -qm d
run 0 git push origin utama
has "$work/err" 'readers still see what was published before'
is "$(git rev-parse HEAD)" "$(git -C "$server" rev-parse utama)" 'the push with a state that cannot be written'
# in the background: the push returns, the case appears
expect 0 hook install --repo "$server" --state "$state" --branch utama --background
put_case "$here" kasus-e; git add -A; git commit -qm e
run 0 git push origin utama
has "$work/err" 'in the background'
for _ in $(seq 100); do [ -z "$(found "$state" tandakasuse)" ] || break; sleep 0.1; done
is kasus-e "$(found "$state" tandakasuse)" 'in the background'
has "$state/hook.log" "$(git rev-parse HEAD | cut -c1-12)"

# a repository of another user: only with --trust-owner
if [ "$(id -u)" = 0 ]; then
    git config --global safe.directory '*'
    chown -R 12345 "$server"
    put_case "$here" kasus-f; git add -A; git commit -qm f
    run 1 git push origin utama; has "$work/err" '--trust-owner'
    expect 0 hook install --repo "$server" --state "$state" --branch utama --trust-owner
    run 0 git push origin utama; is kasus-f "$(found "$state" tandakasusf)" 'a repository of another user'
    chown -R 0 "$server"
fi

# what breaks the schema is refused, too; a library that is no longer one
sed -i 's/"title", "state"/"title", /' schema/case.schema.json
echo '{' >schema/case.schema.json; git commit -qam 'skema rusak' --no-verify
run 1 git push origin utama; has "$work/err" 'schema/case.schema.json'
git reset -q --hard HEAD~1

# the program has moved: the one in PATH is taken, or it says so
mkdir "$work/bin"; cp "$LUMBUNG" "$work/bin/lumbung"
"$work/bin/lumbung" hook install >/dev/null
mv "$work/bin/lumbung" "$work/lumbung-lain"
expect 0 hook status; has "$work/out" 'its program is gone'
echo y >>catatan.txt
run 1 git commit -qam y; has "$work/err" 'the program is gone'
mv "$work/lumbung-lain" "$work/bin/lumbung"; sed -i "s|^program=.*|program='/tidak/ada'|" .git/hooks/pre-commit
PATH=$work/bin:$PATH run 0 git commit -qam y
chmod 644 .git/hooks/pre-commit; expect 1 hook status; has "$work/out" 'not executable'

# hooks of others stay; uninstalling takes only ours
expect 0 hook uninstall; has "$work/out" 'removed'; is '' "$(ls .git/hooks | grep -v sample || true)" 'after uninstall'
printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit; cp .git/hooks/pre-commit "$work/foreign"
expect 2 hook install; has "$work/err" 'not ours'; has "$work/err" 'hook run pre-commit || exit 1'
expect 2 hook uninstall; expect 0 hook status; has "$work/out" "another program's"
cmp .git/hooks/pre-commit "$work/foreign" || fail 'a foreign hook was touched'
rm .git/hooks/pre-commit; ln -s /etc/passwd .git/hooks/pre-commit; expect 2 hook install; [ -L .git/hooks/pre-commit ] || fail 'a symlink was replaced'
rm .git/hooks/pre-commit
# a work tree beside, and hooks in a shared folder
git worktree add -q "$work/samping" HEAD
(cd "$work/samping" && expect 0 hook install; has "$work/out" "$here/.git/hooks/pre-commit")
git config core.hooksPath "$work/bersama"; expect 2 hook install; has "$work/err" 'core.hooksPath'; [ ! -e "$work/bersama" ] || fail 'a shared folder was made'
git config core.hooksPath .githooks; expect 2 hook install; has "$work/err" 'core.hooksPath'; [ ! -e .githooks ] || fail 'a hook was put among the files'
git config --unset core.hooksPath

# wrong arguments
expect 2 hook; has "$work/err" 'install, uninstall or status'
expect 2 hook instal; has "$work/err" "did you mean 'install'"
expect 2 hook install pre-comit; has "$work/err" "did you mean 'pre-commit'"
expect 2 hook install --repo "$work"; has "$work/err" 'no git repository'
expect 2 hook install --repo "$server" pre-commit; has "$work/err" 'bare'
expect 2 hook install --repo "$server" post-receive; has "$work/err" '--state'
expect 2 hook run; expect 2 hook run nosuch
"$LUMBUNG" hook run pre-receive </dev/null || fail 'nothing was pushed'
printf 'kacau\n' | "$LUMBUNG" hook run pre-receive 2>/dev/null && fail 'what git cannot have said'
printf 'kacau\n' | "$LUMBUNG" hook run post-receive 2>/dev/null || fail 'post-receive never fails'
finish
