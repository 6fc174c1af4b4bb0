#!/usr/bin/env bash
# Whether a run of bench/run.sh is worse than an earlier one: exits with 1 where a median is, by more than 25%.
#   bench/compare.sh BEFORE.json AFTER.json [--threshold PERCENT]
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
exec dotnet run -c Release --project "$root/tools/Consent.Comparison" -- compare "$@"
