#!/usr/bin/env bash
# The editors' manual is true: its example passes the checks, its commands and options exist, and the list of fields holds
# every field of the schema.
. "${SOURCE:-.}/tests/serve.sh"
index
serve
for lang in id en; do
    manual=$SOURCE/indexer/manual/$lang.md
    folder=$work/$lang/cases/61/rumah-komunitas
    mkdir -p "$folder"
    cp -r "$SOURCE/schema" "$SOURCE/library.yml" "$work/$lang/"
    awk '/^```yaml/ {n++; next} /^```/ {if (n == 1) exit} n == 1' "$manual" >"$folder/$lang.md"
    "$LUMBUNG" check --from "$work/$lang" >"$work/out" 2>&1 || { cat "$work/out" >&2; fail "the example of $lang.md has errors"; }
    grep -oE '`lumbung [^`]*`' "$manual" | tr -d '`' | sort -u | while read -r _ command rest; do
        "$LUMBUNG" "$command" --help >"$work/help" 2>&1 || echo "$lang.md: there is no 'lumbung $command'"
        for word in $rest; do
            case $word in --*) grep -q -- "$word" "$work/help" || echo "$lang.md: 'lumbung $command' has no $word" ;; esac
        done
    done >"$work/wrong"
    [ ! -s "$work/wrong" ] || fail "$(cat "$work/wrong")"
done
for page in /bantuan/redaksi /en/help/editors /bantuan/isian /en/help/fields; do
    get "$page"
    is 200 "$(status)" "$page"
done
python3 - "$SOURCE/schema/case.schema.json" "$work/body" <<'E2' || fail "the page of fields"
import json, sys
page = open(sys.argv[2]).read()
missing = [name for name in json.load(open(sys.argv[1]))['properties'] if f'<code>{name}</code>' not in page]
sys.exit(f'not on the page: {missing}' if missing else 0)
E2
finish
