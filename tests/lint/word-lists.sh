#!/bin/sh
# The committed word lists are what the tools make of Debian's packages (skipped where these are not installed), and no
# list under a licence that forbids shipping has come in by name.
set -eu
cd "$(dirname "$0")/../.."
status=0
compare() {
    if [ ! -e "$1" ]; then
        echo "skipped: $3 (no $1)"
    elif ! "$2" | cmp - "$3"; then
        echo "$3 is not current: run $2 > $3 and read the difference" >&2
        status=1
    fi
}
compare /usr/share/hunspell/id_ID.dic tools/make-roots text/data/roots.txt
compare /usr/share/dictd/freedict-eng-ind.index tools/make-bilingual text/data/bilingual.tsv
for list in roots.txt bilingual.tsv; do
    LC_ALL=C sort -c "text/data/$list" || status=1
done
exit $status
