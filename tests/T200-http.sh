#!/usr/bin/env bash
# HTTP as browsers and proxies need it: statuses, conditional requests, encodings, HEAD, redirects, security headers.
. "${SOURCE:-.}/tests/serve.sh"
index
serve

gives() { # gives STATUS PATH [curl option...]
    local wanted=$1 path=$2
    shift 2
    get "$path" "$@"
    is "$wanted" "$(status)" "status of $path $*"
}

for path in / /cari '/cari?q=air' /kasus /kasus/rumpon-pontianak /urusan /tema /tantangan /sdg /daerah /daerah/61 /tahun \
    /lembaga /penghargaan /koleksi /tentang /bantuan /en/ '/en/search?q=water' /en/cases /en/cases/rumpon-pontianak \
    /en/affairs /en/regions /en/collections /en/about /en/help; do
    gives 200 "$path"
    is 'text/html; charset=utf-8' "$(header content-type)" "type of $path"
    case $path in /en/*) lang=en ;; *) lang=id ;; esac
    is "$lang" "$(header content-language)" "language of $path"
    grep -q "<html lang=\"$lang\"" "$work/body" || fail "$path is not marked as $lang"
    csp=$(header content-security-policy)
    for part in "default-src 'none'" "script-src 'self'" "style-src 'self'" "base-uri 'none'" "frame-ancestors 'none'" "form-action 'self'"; do
        case $csp in *"$part"*) ;; *) fail "$path: no $part in its policy" ;; esac
    done
    is nosniff "$(header x-content-type-options)" "nosniff of $path"
    [ -n "$(header etag)" ] || fail "$path has no ETag"
    [ -n "$(header referrer-policy)" ] && [ -n "$(header permissions-policy)" ] || fail "$path lacks a policy"
done

# Regions like this one are compared with it, not with the reader's.
get /daerah/61.71
grep -q 'Dibanding Kota Pontianak: ' "$work/body" || fail "regions are not compared with that of the page"
! grep -q 'Dibanding daerah Anda:' "$work/body" || fail "the region page speaks of the reader's region"
get /en/regions/61.71
grep -q 'Compared with Kota Pontianak: ' "$work/body" || fail "regions are not compared with that of the English page"

# Machines
for row in 'suggest?q=air|application/x-suggestions+json; charset=utf-8' 'opensearch.xml|application/opensearchdescription+xml; charset=utf-8' \
    'robots.txt|text/plain; charset=utf-8' 'sitemap.xml|application/xml; charset=utf-8' 'umpan.atom|application/atom+xml; charset=utf-8' \
    'en/feed.atom|application/atom+xml; charset=utf-8' 'api/cases/rumpon-pontianak|application/json' 'api/search?q=air|application/json'; do
    gives 200 "/${row%%|*}"
    is "${row#*|}" "$(header content-type)" "type of ${row%%|*}"
done
for path in 'suggest?q=air' api/cases/rumpon-pontianak 'api/search?q=air'; do
    get "/$path"
    python3 -m json.tool "$work/body" >/dev/null || fail "$path is no JSON"
done
for path in opensearch.xml sitemap.xml umpan.atom; do
    get "/$path"
    python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$work/body" || fail "$path is no XML"
done

get /opensearch.xml
grep -q "template=\"$URL/cari?q={searchTerms}\"" "$work/body" || fail "the search description leads elsewhere"

# Errors, in the language of the address
gives 404 /tidak-ada
gives 404 /kasus/tidak-ada
gives 404 /en/nothing
grep -q '<html lang="en"' "$work/body" || fail "the English 404 is not English"
gives 400 /%zz
gives 400 '/cari?q=%00'
gives 400 '/kasus/%0d%0aSet-Cookie:%20x=1'
grep -qi '^set-cookie' "$work/head" && fail "a header was injected"
for path in /../../etc/passwd /%2e%2e/%2e%2e/etc/passwd /aset/../../../etc/passwd /aset/%2e%2e%2f%2e%2e%2fetc%2fpasswd /aset/current /kasus/..%2f..%2fetc; do
    gives 404 "$path"
    grep -q root: "$work/body" && fail "$path leaked a file"
done
gives 414 "/cari?q=$(printf 'a%.0s' $(seq 9000))"
grep -q '<html lang="id"' "$work/body" || fail "the 414 page is not ours"
gives 414 "/cari?q=$(printf 'a%.0s' $(seq 100000))"
gives 400 "/cari?$(printf 'a=1&%.0s' $(seq 65))"
for method in POST PUT DELETE PATCH OPTIONS TRACE; do
    gives 405 / -X "$method"
    is 'GET, HEAD' "$(header allow)" "allow of $method"
done
gives 413 / -X GET -d body

# Redirects: other spellings of an address
moves() {
    gives 301 "$1"
    is "$2" "$(header location)" "where $1 moves"
}
moves /kasus/rumpon-pontianak/ /kasus/rumpon-pontianak
moves /kasus/RUMPON-Pontianak /kasus/rumpon-pontianak
moves '/Kasus/?hal=2' '/kasus?hal=2'
moves /en /en/
gives 404 //evil.example/

# Conditional requests
for path in / /kasus/rumpon-pontianak '/cari?q=air' /robots.txt; do
    for coding in identity gzip br; do
        gives 200 "$path" -H "Accept-Encoding: $coding"
        etag=$(header etag)
        case $coding in identity) [ -z "$(header content-encoding)" ] || fail "$path: coded for identity" ;;
        *) [ "$path" = /robots.txt ] || is "$coding" "$(header content-encoding)" "coding of $path" ;; esac
        is Accept-Encoding "$(header vary)" "vary of $path"
        gives 304 "$path" -H "Accept-Encoding: $coding" -H "If-None-Match: $etag"
        is "$etag" "$(header etag)" "etag of the 304"
        [ ! -s "$work/body" ] || fail "the 304 of $path has a body"
        gives 304 "$path" -H "Accept-Encoding: $coding" -H "If-None-Match: \"x\", W/$etag"
        gives 200 "$path" -H "Accept-Encoding: $coding" -H 'If-None-Match: "x"'
    done
done
gives 200 '/cari?q=air&tema=a&tema=b'
etag=$(header etag)
gives 304 '/cari?theme=b&utm=1&q=air&tema=a' -H "If-None-Match: $etag"

# The coded bytes are the page
get /kasus/rumpon-pontianak -H 'Accept-Encoding: identity'
sum=$(sha256sum <"$work/body")
for coding in gzip br; do
    get /kasus/rumpon-pontianak -H "Accept-Encoding: $coding" --compressed
    is "$sum" "$(sha256sum <"$work/body")" "$coding of a case page"
done
is "$sum" "$(curl -s -H 'Accept-Encoding: gzip;q=0.2, br;q=0, identity;q=0.1' "$URL/kasus/rumpon-pontianak" | gzip -dc | sha256sum)" "q-values"

# HEAD says what GET would
for coding in identity br; do
    get /kasus/rumpon-pontianak -H "Accept-Encoding: $coding"
    length=$(header content-length) etag=$(header etag)
    gives 200 /kasus/rumpon-pontianak -I -H "Accept-Encoding: $coding"
    is "$length" "$(header content-length)" "length of HEAD ($coding)"
    is "$etag" "$(header etag)" "etag of HEAD ($coding)"
done

# Assets: named by their content, kept for ever
get / -H 'Accept-Encoding: identity'
css=$(grep -o '/aset/site\.[0-9a-f]*\.css' "$work/body" | head -1)
gives 200 "$css"
is 'text/css; charset=utf-8' "$(header content-type)" "type of the style sheet"
is 'public, max-age=31536000, immutable' "$(header cache-control)" "keeping of the style sheet"
for url in $(grep -o '/aset/[a-zA-Z0-9._-]*' "$work/body" | sort -u); do gives 200 "$url"; done
gives 404 "${css%.css}x.css"
get /
is no-cache "$(header cache-control)" "keeping of a page"

stop
finish
