#!/usr/bin/env bash
# Builds everything and runs all tests. Results: artifacts/test-results/*.trx
set -euo pipefail
cd "$(dirname "$0")"
rm -rf artifacts/test-results
dotnet build Consent.sln --nologo -v quiet
dotnet test Consent.sln --no-build --nologo --logger trx --results-directory artifacts/test-results "$@"
