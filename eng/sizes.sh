#!/usr/bin/env bash
# How large the code is: lines and files of each project, its largest files, and what measures and breaks it as a share of the product.
#   eng/sizes.sh [COMMIT]     default: the checkout as it is
set -euo pipefail
cd "$(dirname "$0")/.."

files() { if [[ -n "$commit" ]]; then git ls-tree -r --name-only "$commit"; else git ls-files; fi | grep -E "$1" | grep -vE "${2:-^$}" || true; }
lines() { while read -r file; do if [[ -n "$commit" ]]; then git show "$commit:$file"; else cat "$file"; fi; done | wc -l; }

commit=${1:-}
printf '%-45s %6s %6s  %s\n' project lines files 'largest file'
for project in $(files '\.csproj$' | xargs -n1 dirname); do
  largest=$(files "^$project/.*\.cs$" | while read -r file; do echo "$(lines <<< "$file") ${file#"$project"/}"; done | sort -rn | head -1)
  printf '%-45s %6d %6d  %s\n' "$project" "$(files "^$project/.*\.cs$" | lines)" "$(files "^$project/.*\.cs$" | wc -l)" "$largest"
done

# Wherever it stood: before the move into tools/ it was in bench/ and tests/. Tests of tools do not count, nor does what only runs the tests.
product=$(files '^src/.*\.cs$' | lines)
tools=$(files '^(tools|bench|tests/Consent\.Torture)/.*\.cs$' '^tools/tests/' | lines)
scripts=$(files '^(bench|eng|tools)/.*\.(sh|py)$' | lines)
pages=$(files '^eng/(english|links|sizes)\.sh$' | lines)
awk -v product="$product" -v tools="$tools" -v scripts="$scripts" -v pages="$pages" 'BEGIN {
  printf "\nproduct (src) %d lines; tools %d and scripts %d are %.1f %% of it", product, tools, scripts, (tools + scripts) * 100 / product
  printf "; %.1f %% without the scripts that only count or check text (%d)\n", (tools + scripts - pages) * 100 / product, pages }'
