#!/usr/bin/env bash
# Mutation test of one project, or of the files that globs name: run.sh Consent.Core '**/Records/*.cs'
# TESTS narrows the tests, as dotnet test --filter does; JOBS runs several at once. Report: artifacts/mutation/.
# The mutated assembly replaces the built one while this runs: use a worktree of its own.
set -euo pipefail
cd "$(dirname "$0")"
project=$1
shift
dotnet tool restore > /dev/null

mutate=()
for glob in "$@"; do
    mutate+=(--mutate "$glob")
done

dotnet stryker --config-file "$project.json" --skip-version-check --concurrency "${JOBS:-1}" \
    "${mutate[@]}" ${TESTS:+--test-case-filter "$TESTS"} \
    --output "../../artifacts/mutation/$project"
./survivors.py "../../artifacts/mutation/$project/reports/mutation-report.json"
