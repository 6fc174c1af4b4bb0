#!/usr/bin/env bash
# Measures how long the sentences of the pages are: mean words a sentence, and the share of sentences over 30 words.
#
#   eng/english.sh                every page; ends with 1 and names the pages of docs/ that are over a limit
#   eng/english.sh PAGE...        these pages only
#   eng/english.sh --long PAGE... the sentences over 30 words, to shorten them
#   eng/english.sh --self-check   counts known text and compares with what a person counted
#
# How it counts:
# - A sentence ends at '.', '!' or '?' before a space, and at the end of a paragraph, list item or table cell.
#   A ';', a ':' or a dash ends none.
# - The limits hold twice: for the prose alone, and together with the tables, whose cells are sentences of their own.
#   So a page of long sentences does not pass by its tables, nor a table by the prose around it.
# - A word is anything between spaces with a letter or a digit in it. `Code in backticks` is one word.
# - Fewer than four words with a letter are a label (a cell of numbers, a word in bold before its paragraph), not a sentence.
# - Headings, code blocks, images, HTML and the targets of links do not count.
set -euo pipefail
cd "$(dirname "$0")/.."

max_mean=18      # words a sentence: a page must be under this
max_long=8       # percent of sentences over 30 words: a page must be under this

# count [-v list=1] < PAGE: "sentences words long" of the prose, then of the tables; with list=1 each long sentence.
count() {
    awk "$@" '
        function clean(s,   text) {
            gsub(/``[^`]+(`[^`]+)*``|`[^`]*`/, "code", s)
            gsub(/!\[[^]]*\]\([^)]*\)/, "", s)
            while (match(s, /\[[^]]*\](\([^)]*\)|\[[^]]*\])/)) {
                text = substr(s, RSTART + 1, RLENGTH)
                sub(/\].*/, "", text)
                s = substr(s, 1, RSTART - 1) text substr(s, RSTART + RLENGTH)
            }
            gsub(/<[A-Za-z\/!][^>]*>/, " ", s)
            return s
        }
        function ends(word) {
            gsub(/["\047)*_]|\]|”|’/, "", word)
            return word ~ /[.!?]$/ && word !~ /^\(?(e\.g|i\.e|cf|vs|approx)\.$/
        }
        function close_sentence() {
            if (lettered >= 4) {
                sentences[table]++
                total[table] += words
                if (words > 30) { long[table]++; if (list) print words ": " sentence }
            }
            words = lettered = 0
            sentence = ""
        }
        function read(s,   i, n, part) {
            n = split(s, part, /[ \t]+/)
            for (i = 1; i <= n; i++) {
                if (part[i] == "") continue
                sentence = sentence (sentence == "" ? "" : " ") part[i]
                if (part[i] ~ /[A-Za-z0-9]/) words++
                if (part[i] ~ /[A-Za-z]/) lettered++
                if (ends(part[i])) close_sentence()
            }
        }
        function flush() {
            read(clean(block))
            close_sentence()
            block = ""
        }
        function cells(row,   i, n, cell) {
            table = 1
            row = clean(row)
            gsub(/\\\|/, "/", row)
            n = split(row, cell, "|")
            for (i = 1; i <= n; i++) { read(cell[i]); close_sentence() }
            table = 0
        }
        BEGIN { table = 0 }
        { sub(/\r$/, "") }
        comment { if ($0 !~ /-->/) next; sub(/^.*-->/, ""); comment = 0 }
        /^[ \t]*(```|~~~)/ { flush(); fenced = !fenced; next }
        fenced { next }
        /<!--/ { gsub(/<!--.*-->/, ""); if (sub(/<!--.*/, "")) comment = 1 }
        /^[ \t]*$/ || /^ ?#+ / || /^ *(---+|===+|\*\*\*+) *$/ || /^ *\[[^]]*\]: / { flush(); next }
        /^[ \t]*\|/ { flush(); if ($0 !~ /^[ \t|:-]+$/) cells($0); next }
        /^[ \t]*([-*+]|[0-9]+[.)])[ \t]+/ { flush(); sub(/^[ \t]*([-*+]|[0-9]+[.)])[ \t]+/, "") }
        { sub(/^[ \t]*> ?/, ""); block = block " " $0 }
        END {
            flush()
            if (!list) print sentences[0] + 0, total[0] + 0, long[0] + 0, sentences[1] + 0, total[1] + 0, long[1] + 0
        }'
}

self_check() {
    local page expected counted
    page=$(cat <<'PAGE'
# A heading of more than four words does not count

One two three four. One two three four five; six: seven, e.g. eight (nine). Is it five words now?
A paragraph goes on
over its lines `with code. in it` and [a link of six words](https://example.org/a/b/c).

**A label.** Too short. **The bold words are four.** And after them come six.

- a list item without a full stop
- an item of two sentences. Each of them counts
  though its line is broken
1. one two three

| Head | A cell of five words |
|---|---|
| 1.2 (1.1, 1.2, 1.3, 1.4) | a cell. It holds one sentence of seven words | `a | b` is code in cells |

```sh
none of this counts at all. Not a word of it.
```

<!-- nor this comment,
which has two lines. Not one. -->
![nor an image of six words](charts/one.svg)

one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty 21 22 23 24 25 26 27 28 29 30

one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty 21 22 23 24 25 26 27 28 29 30 31
PAGE
)
    # By hand: 4 10 5, 14, 5 5, 7, 5 9, 30, 31 words; in the table 5, 7 5.
    expected="11 125 1 3 17 0"
    counted=$(count <<< "$page")
    [[ $counted == "$expected" ]] || { echo "english.sh counts its own text as '$counted', not '$expected'" >&2; return 1; }
}

case ${1:-} in
    --self-check) self_check && echo "self-check passed"; exit ;;
    --long) shift; for page in "$@"; do count -v list=1 < "$page"; done; exit ;;
esac

self_check
pages=("$@")
[[ $# -gt 0 ]] || pages=(*.md bench/README.md docs/*.md docs/decisions/*.md)

over=()
printf '%-40s %24s   %s\n' '' 'prose' 'with tables'
printf '%-40s %9s %5s %8s %7s %8s\n' page sentences mean '> 30' mean '> 30'
for page in "${pages[@]}"; do
    row=$(count < "$page" | awk -v max_mean="$max_mean" -v max_long="$max_long" '
        function of(part, whole) { return whole ? part / whole : 0 }
        {
            prose = of($2, $1); prose_long = 100 * of($3, $1)
            all = of($2 + $5, $1 + $4); all_long = 100 * of($3 + $6, $1 + $4)
            over = prose >= max_mean || all >= max_mean || prose_long >= max_long || all_long >= max_long
            printf("%9d %5.1f %6.1f %% %7.1f %6.1f %%%s", $1, prose, prose_long, all, all_long, over ? " over" : "")
        }')
    printf '%-40s %s\n' "$page" "$row"
    if [[ $row == *over && $page == docs/* ]]; then over+=("$page"); fi
done

if [[ ${#over[@]} -gt 0 ]]; then
    echo "Hard to read (a mean of $max_mean words or more, or $max_long % of sentences or more over 30 words): ${over[*]}" >&2
    exit 1
fi
