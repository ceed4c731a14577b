#!/usr/bin/env bash
# The layering rules that a compiler does not see: each foreign header is included by exactly one file, each layer
# includes only layers below it, nothing C++ shows in a public header, and no file has outgrown its purpose.
set -eu
cd "${SOURCE:-.}"
bad=0
complain() { echo "layers: $*" >&2; bad=1; }
sources() { git ls-files -co --exclude-standard -- 'base/*.[ch]' 'base/*.cc' 'text/*.[ch]' 'text/*.cc' 'store/*.[ch]' 'store/*.cc' 'store/*.hh' \
    'indexer/*.[ch]' 'site/*.[ch]' 'cli/*.[ch]' 2>/dev/null || find base text store indexer site cli -name '*.[ch]' -o -name '*.cc' -o -name '*.hh'; }

once() { # once PATTERN WHAT [ALLOWED]: files that include it
    files=$(sources | xargs grep -lE "^#include [<\"]($1)" || true)
    count=$(printf '%s' "$files" | grep -c . || true)
    [ "$count" -le "${3:-1}" ] || complain "$2 is included by $count files, not ${3:-1}: $(echo $files)"
}
once 'git2' libgit2
once 'yaml\.h' libyaml
once 'cmark-gfm' cmark-gfm
once 'microhttpd' libmicrohttpd
once 'ctemplate/' ctemplate
once 'vips/' libvips
once 'jansson' jansson
once 'brotli/' brotli
once 'zlib' zlib
once 'libstemmer' libstemmer
once 'argp' argp

# Xapian: the C++ files of the store, through one internal header, and nobody else.
for f in $(sources | xargs grep -lE '^#include <xapian' || true); do
    case $f in store/*.hh | store/xapian.cc) ;; *) complain "$f includes xapian.h; only the store's shim may" ;; esac
done

below() { case $1 in base) echo base ;; text) echo 'base|text' ;; store) echo 'base|text|store' ;;
    indexer) echo 'base|text|store|indexer' ;; site) echo 'base|text|store|site' ;; cli) echo 'base|text|store|indexer|site|cli' ;; esac; }
for layer in base text store indexer site cli; do
    for f in $(sources | grep "^$layer/"); do
        wrong=$(grep -nE '^#include "(base|text|store|indexer|site|cli)/' "$f" | grep -vE "#include \"($(below $layer))/" || true)
        [ -z "$wrong" ] || complain "$f looks up or sideways: $wrong"
    done
done

for f in $(sources | grep '\.h$'); do
    if grep -nE '\b(namespace|template *<|class |std::|extern "C")' "$f" >/dev/null; then complain "$f: C++ in a header"; fi
done
[ $bad = 0 ] && echo "layers: ok"
exit $bad
