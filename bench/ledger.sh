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
dotnet build -c Release -v quiet --nologo tools/Consent.Bench
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

# Checks at 30% of what callers reach who wait for their answers, paced by h2load, and 100 STOPs a second; then the same beside an import.
python3 - "$work/allowed" <<'PY'
import sys
body = b''.join(bytes([i << 3 | 2, len(f)]) + f for i, f in enumerate([b'+15550001111', b'+15559990000'], 1))
open(sys.argv[1], 'wb').write(b'\0' + len(body).to_bytes(4, 'big') + body)
PY
check() {
  h2load -c 8 -H 'content-type: application/grpc' -H 'te: trailers' -d "$work/allowed" "$@" http://127.0.0.1:5080/consent.v1.ConsentAuthority/CheckSend
}
max=0
for _ in 1 2 3 4; do max=$(check -m 16 -n 300000 | awk '/^finished/ {print int($4)}'); done
steady() {
  "${bench[@]}" steady --checks 1 --texts 100 --seconds 10 | sed "s/^/$1-/" &
  rm -f "$work/h2load"
  check -m 64 --rps $((max * 3 / 80)) -n $((max * 3)) --log-file="$work/h2load" >/dev/null
  awk '{print $3 / 1000}' "$work/h2load" | sort -n | awk -v name="$1" '{a[NR] = $1}
    END {print name "-check " NR " p50 " a[int(NR * .5)] " ms p99 " a[int(NR * .99)] " ms p99.9 " a[int(NR * .999)] " ms"}'
  wait %?steady
}
echo "checks: $max/s at the most"
for ((round = 1; round <= rounds; round++)); do
  steady quiet
  "${bench[@]}" import --served "$served" --file "$work/bare.db" --count 400000 --rounds 1 >"$work/beside" &
  import=$!
  sleep 1
  steady import
  kill -0 "$import" || echo "the import ended before"
  wait "$import"
  grep '^import' "$work/beside"
done

kill "$server" && wait "$server" || true
server=
"${bench[@]}" verify --file "$work/verify.db" --count 1000000
