#!/usr/bin/env bash
# `lumbung fmt` on files as editors leave them: what is changed, what is only told, what is left alone; modes, symlinks, pipes.
. "$(dirname "$0")/library.sh"
lib=$work/lib
library "$lib"
put_case "$lib" rapi
put_case "$lib" kacau
put_case "$lib" rusak
cd "$lib"
expect 0 fmt
sum() { cat cases/61/*/id.md | md5sum; }
expect 0 fmt --check; has "$work/out" '3 files: 0 would change'

mess() {
    put_case "$lib" kacau
    sed -i -e 's/^stage: .*//' -e 's/^title: /stage: penerapan\ntitle: /' -e 's/^status_asof: .*/status_asof: 5 Januari 2026  /' -e 's/$/\r/' cases/61/kacau/id.md
    chmod 640 cases/61/kacau/id.md
}
mess
printf -- '---\ntitle: satu\ntitle: dua\n---\n' >cases/61/rusak/id.md
before=$(sum)

# --check tells and changes nothing
expect 1 fmt --check
has "$work/out" 'would change cases/61/kacau/id.md'
has "$work/err" "cases/61/rusak/id.md:3:1: error[E005]"
has "$work/out" '1 left alone'
is "$before" "$(sum)" 'files after --check'
# the others go on, the one that cannot be read is as it was; the mode stays
cp cases/61/rusak/id.md "$work/rusak"
expect 1 fmt
has "$work/out" 'formatted cases/61/kacau/id.md'
hasnt "$work/out" rapi
cmp cases/61/rusak/id.md "$work/rusak" || fail 'a broken file was touched'
is 640 "$(stat -c %a cases/61/kacau/id.md)" 'mode'
has cases/61/kacau/id.md 'status_asof: 2026-01-05'
hasnt cases/61/kacau/id.md $'\r'
is title "$(sed -n '2s/:.*//p' cases/61/kacau/id.md)" 'the first field'
is '' "$(find . -name '*.tmp-*')" 'temporary files'
put_case "$lib" rusak
expect 0 check -q; expect 0 fmt; expect 0 fmt --check; expect 0 fmt -q; is '' "$(cat "$work/out")" 'fmt -q'

# paths: a file, a folder, from inside, absolute; what is not there, not in the library, not formatted
mess; expect 0 fmt cases/61/kacau; has "$work/out" '1 file: 1 changed'
mess; (cd cases/61 && expect 0 fmt kacau/id.md; has "$work/out" 'formatted ../../cases/61/kacau/id.md')
mess; (cd "$work" && expect 0 fmt --from "$lib" "$lib/cases/61/kacau/id.md"); expect 0 fmt --check
(cd cases/61/kacau && expect 0 fmt --check . ..)
expect 2 fmt cases/99 cases/61/kacau; has "$work/err" "there is no 'cases/99'"; has "$work/out" '1 file: 0 changed'
expect 2 fmt "$SOURCE/README.md"; has "$work/err" 'not in the library'
expect 2 fmt library.yml; has "$work/err" 'no case'
(cd "$work" && expect 2 fmt; has "$work/err" 'lumbung init')
expect 2 fmt --chek; has "$work/err" "did you mean '--check'"

# symlinks are not followed, neither as files nor as folders
printf -- '---\nstate: draft\ntitle: T\n---\n' >"$work/luar.md"
mkdir cases/61/tautan; ln -s "$work/luar.md" cases/61/tautan/id.md; ln -s "$work" cases/61/map
expect 0 fmt
expect 2 fmt cases/61/tautan/id.md; has "$work/err" 'symlink'
expect 2 fmt cases/61/map/luar.md
is 'state: draft' "$(sed -n 2p "$work/luar.md")" 'a file behind a symlink'
rm -r cases/61/tautan cases/61/map

# a folder that cannot be written to
if [ "$(id -u)" != 0 ]; then
    mess; chmod 555 cases/61/kacau; expect 2 fmt; chmod 755 cases/61/kacau; has "$work/err" 'cases/61/kacau'
fi

# through a pipe
mess
cp cases/61/kacau/id.md "$work/in.md"
expect 0 fmt cases/61/kacau
pipe() { code=0; "$LUMBUNG" fmt "$@" <"$work/in.md" >"$work/out" 2>"$work/err" || code=$?; }
pipe -; is 0 "$code" pipe; cmp "$work/out" cases/61/kacau/id.md || fail 'the pipe gives another text'
pipe --stdin --as cases/61/kacau/id.md; cmp "$work/out" cases/61/kacau/id.md || fail 'the pipe with --as'
pipe --stdin --check; is 1 "$code" 'pipe --check'; is '' "$(cat "$work/out")" 'pipe --check'
pipe - cases/61/kacau; is 2 "$code" 'pipe and a path'
pipe - --as README.md; is 2 "$code" 'pipe as no case'
expect 2 fmt --as cases/61/kacau/id.md; has "$work/err" '--stdin'
printf 'bukan kasus\n' >"$work/in.md"; pipe -; is 1 "$code" 'pipe refused'; is '' "$(cat "$work/out")" 'pipe refused'; has "$work/err" 'E002'
head -c 1100000 /dev/zero | tr '\0' a >"$work/in.md"; pipe -; is 1 "$code" 'pipe too large'
cp cases/61/kacau/id.md "$work/in.md"
"$LUMBUNG" fmt - <"$work/in.md" >/dev/full 2>"$work/err" && fail 'no error for a full device'

# a new case is in its usual form
expect 0 new --title 'Baru saja' --region 61.71 </dev/null
expect 0 fmt --check
# what the shipped library says is the same after formatting, to the whole program
cp -r "$SOURCE/cases" "$SOURCE/collections" "$work/"
rm -rf cases collections; cp -r "$work/cases" "$work/collections" .
"$LUMBUNG" check -q --format json >"$work/before.json" || true
"$LUMBUNG" fmt -q || fail 'fmt of the shipped library'
# another reader of YAML sees the same texts, and nowhere a truth value or nothing where the author wrote a word
python3 - "$work" . <<'PY' || fail 'another reader of YAML sees something else'
import glob, os, sys, yaml
def front(path, loader):
    return yaml.load(open(path, encoding="utf-8").read().split("\n---\n")[0] + "\n", loader)
def scalars(v):
    for x in v.values() if isinstance(v, dict) else v if isinstance(v, list) else []:
        yield from scalars(x) if isinstance(x, (dict, list)) else [x]
files = [f for d in ("cases", "collections") for f in glob.glob(d + "/**/*.md", recursive=True) if open(f).readline() == "---\n"]
for f in files:
    assert front(os.path.join(sys.argv[1], f), yaml.BaseLoader) == front(f, yaml.BaseLoader), f
    assert not [x for x in scalars(front(f, yaml.SafeLoader)) if x is None or isinstance(x, bool)], f
assert len(files) > 70
PY
"$LUMBUNG" check -q --format json >"$work/after.json" || true
python3 - "$work/before.json" "$work/after.json" <<'PY' || fail 'check finds other things after formatting'
import json, sys
a, b = (sorted((f["file"], f["code"], f["message"]) for f in json.load(open(p))) for p in sys.argv[1:])
assert a == b, [x for x in a + b if (x in a) != (x in b)][:5]
PY
finish
