#!/usr/bin/env bash
# Measures the ledger's calls on one server with the embedded database, beside what each is compared with, in one run: an import, an
# export, verifying a million entries, watchers, and what others wait while an import runs. Writes nothing but a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
work=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

dotnet build -c Release -v quiet --nologo src/Consent.Silo
dotnet build -c Release -v quiet --nologo bench/Consent.Bench
bench=(dotnet artifacts/bin/Consent.Bench/release/Consent.Bench.dll)
silo=$PWD/artifacts/bin/Consent.Silo/release/Consent.Silo.dll
served=$work/consent.db

dotnet "$silo" --Storage:ConnectionString="Data Source=$served" >"$work/log" 2>&1 &
server=$!
until curl -sf -o /dev/null http://127.0.0.1:5081/readyz; do kill -0 "$server"; sleep 0.2; done

{
  "${bench[@]}" singles --callers 64 --count 100000
  "${bench[@]}" inbound --count 10000
  "${bench[@]}" import --served "$served" --file "$work/bare.db" --count 50000 --rounds 1
} >"$work/warm-up"
"${bench[@]}" import --served "$served" --file "$work/bare.db" --count 200000 --rounds "$rounds"
"${bench[@]}" export --served "$served" --rounds "$rounds"
"${bench[@]}" watch --watchers 200 --rate 50 --count 500
"${bench[@]}" watch --watchers 200 --rate 200 --count 2000

# Checks at 30% of what callers reach who wait for their answers, and 100 STOPs a second; then the same while an import runs.
checks=$("${bench[@]}" singles --callers 64 --count 200000 | awk '{print int($2 * 0.3)}')
steady() { "${bench[@]}" steady --checks "$checks" --texts 100 --seconds 8; }
for ((round = 1; round <= rounds; round++)); do
  steady
  "${bench[@]}" import --served "$served" --file "$work/bare.db" --count 200000 --rounds 1 >"$work/beside" &
  import=$!
  sleep 1
  steady | sed 's/^/import-/'
  kill -0 "$import" || echo "the import ended before"
  wait "$import"
  cat "$work/beside"
done

kill "$server" && wait "$server" || true
server=
"${bench[@]}" verify --file "$work/verify.db" --count 1000000
