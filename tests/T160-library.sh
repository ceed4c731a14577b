#!/usr/bin/env bash
# What the shipped library promises: enough cases, each in both languages, lists worth clicking on, a profile for every
# region, and a cases/README.md whose figures are those of the cases. Asked of the running server, as a reader would.
. "${SOURCE:-.}/tests/serve.sh"
index
! grep -q 'error\[' "$work/index.log" || fail "the shipped library has errors"
serve
get /api/search
cat >"$work/promises.py" <<'E2'
import csv, json, re, sys
source, body = sys.argv[1:]
found = json.load(open(body))
facets = {field: {v['code']: v['count'] for v in values} for field, values in found['facets'].items()}
total, faults = found['total'], []
def say(ok, text):
    if not ok: faults.append(text)
say(total >= 50, f'{total} cases')
say(facets['language'].get('en') == facets['language'].get('id') == total, f'languages {facets["language"]}')
for field in ('theme', 'challenge'):
    n = facets[field]
    say(15 <= len(n) <= 30, f'{len(n)} values of {field}')
    for code, count in n.items():
        say(1 < count <= total / 2, f'{field} {code} has {count} of {total} cases')
with open(f'{source}/schema/profiles.csv') as f:
    profiles = {row['code'] for row in csv.DictReader(f)}
for code in facets['region']:
    say(code in profiles or not code[0].isdigit(), f'region {code} has no profile')
text = open(f'{source}/cases/README.md').read()
for level, count in facets['evidence'].items():
    say(re.search(rf'^\| {level} \|.*\| {count} \|$', text, re.M), f'cases/README.md does not say that {count} cases are at {level}')
say(f'berisi {total} studi kasus' in text and f'holds {total} case studies' in text, f'cases/README.md does not speak of {total} cases')
print('\n'.join(faults))
E2
broken=$(python3 "$work/promises.py" "$SOURCE" "$work/body")
[ -z "$broken" ] || fail "$broken"
finish
