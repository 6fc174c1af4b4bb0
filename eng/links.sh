#!/usr/bin/env bash
# Finds references to what is not there, and ends with 1 if there are any:
# - relative links of the pages, and their anchors;
# - paths of this repository that the pages name (src/…, tests/…, docs/…, eng/…, bench/…, tools/…, protos/…);
# - files of code (….cs) and tests (…Tests) that the pages name;
# - pages (….md) that pages, code and scripts name.
set -euo pipefail
cd "$(dirname "$0")/.."

found() { find . \( -name .git -o -name artifacts -o -name bin -o -name obj \) -prune -o -type f "$@" -print | sed 's|^\./||' | sort; }

# The anchors of a page, as GitHub makes them of its headings.
anchors() {
    awk '/^[ \t]*```/ { fenced = !fenced; next }
        !fenced && /^#+ / {
            sub(/^#+ +/, ""); sub(/ +$/, "")
            gsub(/…|–|—|’|“|”/, "")
            gsub(/[][!"#$%&\047()*+,.\/:;<=>?@\\^`{|}~]/, "")
            gsub(/ /, "-")
            anchor = tolower($0)
            print anchor (seen[anchor] ? "-" seen[anchor] : "")
            seen[anchor]++
        }' "$1"
}

# Each reference of a page, "LINE KIND TARGET", of kind link, path, page or code.
references() {
    awk '/^[ \t]*```/ { fenced = !fenced }
        {
            if (!fenced) {
                rest = $0
                gsub(/`[^`]*`/, "", rest)
                while (match(rest, /\]\([^) ]+\)/)) {
                    print NR, "link", substr(rest, RSTART + 2, RLENGTH - 3)
                    rest = substr(rest, RSTART + RLENGTH)
                }
            }
            rest = $0
            gsub(/\]\([^)]*\)/, "", rest)
            gsub(/[^A-Za-z0-9_.\/<>*{}…-]/, " ", rest)
            n = split(rest, word, / +/)
            for (i = 1; i <= n; i++)
                if (word[i] ~ /^(\.\/)?(src|tests|docs|eng|bench|tools|protos)\/[A-Za-z0-9_.\/-]+$/) {
                    sub(/[.\/]+$/, "", word[i])
                    print NR, "path", word[i]
                }
                else if (word[i] ~ /^[A-Za-z][A-Za-z0-9_.\/-]*\.md\.?$/) { sub(/\.$/, "", word[i]); print NR, "page", word[i] }
                else if (word[i] ~ /^([A-Z][A-Za-z0-9]*\.cs|[A-Z][A-Za-z0-9.]*Tests)$/) print NR, "code", word[i]
        }' "$1"
}

# A page is named by its path from the root or, beside others of docs/, by its name.
page_exists() { [[ -e $1 || -e docs/$1 || -e docs/decisions/$1 || -e $(dirname "$2")/$1 ]]; }

# A file of code is named by its name, with or without ".cs"; a project by its folder.
declare -A code
while read -r file; do name=${file##*/}; code[$name]=1; code[${name%.*}]=1; done < <(found \( -name '*.cs' -o -name '*.csproj' \))

missing=0
report() { echo "$1: $2 is not there" >&2; missing=1; }

while read -r page; do
    while read -r line kind target; do
        case $kind:$target in
            link:*://* | link:mailto:*) continue ;;
            path:bench/results/*) continue ;;  # what a run is going to write
            path:* | code:* | page:*) [[ $page != findings/* && $page != bench/results/* ]] || continue ;;&  # as it was then
            path:*) [[ -e $target ]] || report "$page:$line" "$target" ;;
            page:*) page_exists "$target" "$page" || report "$page:$line" "$target" ;;
            code:*) [[ -n ${code[$target]:-} ]] || report "$page:$line" "$target" ;;
            link:*)
                file=${target%%#*}
                if [[ -n $file ]]; then file=$(dirname "$page")/$file; else file=$page; fi
                if [[ ! -e $file ]]; then report "$page:$line" "$target"; continue; fi
                [[ $target != *#* ]] || anchors "$file" | grep -xF -- "${target#*#}" > /dev/null || report "$page:$line" "$target"
                ;;
        esac
    done < <(references "$page")
done < <(found -name '*.md')

while IFS=: read -r file line name; do
    page_exists "$name" "$file" || report "$file:$line" "$name"
done < <(found \( -name '*.cs' -o -name '*.sh' -o -name '*.proto' -o -name '*.sql' -o -name '*.props' -o -name '*.csproj' \) \
    | xargs -d '\n' grep -noE '\b[A-Za-z][A-Za-z0-9_./-]*\.md\b' /dev/null)

exit "$missing"
