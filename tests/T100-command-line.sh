#!/usr/bin/env bash
# Wrong arguments give one line that says what to do; help and manual pages come from the same tables and are up to date.
. "$(dirname "$0")/library.sh"

one_line() { # one_line CODE WORDS ARGUMENTS...
    local words=$2
    expect "$1" "${@:3}"
    is 1 "$(wc -l <"$work/err")" "lines for '${*:3}'"
    has "$work/err" "$words"
}
one_line 2 'lumbung help' 
one_line 2 "did you mean 'index'" inedx
one_line 2 "unknown command 'zzzzzz'" zzzzzz
one_line 2 "did you mean '--state'" index --sttae x
one_line 2 "unknown option '--zzzzzz'" index --zzzzzz
one_line 2 "unknown option '-Z'" index -Z
one_line 2 'needs a value' index --state
one_line 2 'not an empty word' index --state ''
one_line 2 "unexpected 'more'" index more
one_line 2 'leave out --repo' index --from . --repo .
one_line 2 'leave out --ref' index --from . --ref x
one_line 2 'there are text, json' index --format yaml
one_line 2 "from 0 to 65535, not '70000'" serve --port 70000
one_line 2 "not '8080x'" serve --port 8080x
one_line 2 '--ref needs --repo' serve --ref x
one_line 2 'leave out --state' serve --from . --state x
one_line 2 'make one with' serve --state "$work/none" --port 0
one_line 2 'make one with' search --state "$work/none" kata
one_line 2 'for what' search
one_line 2 "id or en, not 'fr'" search --lang fr kata
one_line 2 'which title' new --no-questions
one_line 2 "takes one id" new --translate en
one_line 2 'leave out the other options' new --translate en --title x kasus
one_line 2 "did you mean '--title'" new --tilte x
one_line 2 'standard input is one file' fmt - cases
one_line 2 'belongs to --stdin' fmt --as x
one_line 2 "there is no 'cases/99'" fmt -q cases/99
one_line 2 'which title' init --no-questions "$work/none"
one_line 2 'holds a library already' init --no-questions "$SOURCE"
one_line 2 'install, uninstall or status' hook
one_line 2 "did you mean 'install'" hook isntall
one_line 2 "did you mean 'fmt'" fnt

expect 0 --version; has "$work/out" 'lumbung '
expect 0 --help; has "$work/out" 'index'
expect 0 help serve; has "$work/out" '--port'
expect 0 serve --help; has "$work/out" '--port'
expect 0 help redaksi; has "$work/out" 'Menyumbang dalam lima langkah'
expect 0 help editors; has "$work/out" 'Translating'
expect 0 help; has "$work/out" 'lumbung help redaksi'
expect 2 help sreve; has "$work/err" "did you mean 'serve'"

for name in $("$LUMBUNG" help --names); do
    expect 0 "$name" --help
    awk 'length > 100 {exit 1}' "$work/out" || fail "a line of '$name --help' is longer than 100"
done
LUMBUNG=$(realpath "$LUMBUNG") "$SOURCE/tools/man" "$work/man"
diff -r "$SOURCE/man" "$work/man" || fail "the manual pages are not those of the program: run tools/man"
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$SOURCE"/man/*.1 || fail "mandoc"
fi

# ./run says what it does not know, before it installs or builds anything
for bad in --nope '--port' '--port x' '--port=8o80'; do
    code=0; "$SOURCE/run" $bad >"$work/out" 2>"$work/err" || code=$?
    is 2 "$code" "run $bad"; is 1 "$(wc -l <"$work/err")" "lines for 'run $bad'"
done
"$SOURCE/run" --help | grep -q -- '--work-tree' || fail 'run --help'
code=0; "$SOURCE/tools/install" nosuchsection >"$work/out" 2>"$work/err" || code=$?
is 2 "$code" 'an unknown section of tools/packages'

# A reader that closes the pipe, a full device
"$LUMBUNG" help serve >/dev/full 2>"$work/err" && fail "no error for a full device"
has "$work/err" 'cannot write to standard output'
finish
