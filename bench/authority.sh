#!/usr/bin/env bash
# Measures one server on the embedded database, beside what each figure is compared with: five interleaved rounds in one run.
# Needs h2load (Debian: nghttp2-client) and python3. Writes nothing but a temporary folder.
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

dotnet "$silo" --Storage:ConnectionString="Data Source=$work/consent.db" >"$work/log" 2>&1 &
server=$!
until curl -sf -o /dev/null http://127.0.0.1:5081/readyz; do kill -0 "$server"; sleep 0.2; done

# A gRPC message of string fields 1, 2, …, with its five-byte prefix.
message() {
  python3 - "$@" <<'PY'
import sys
body = b''.join(bytes([i << 3 | 2, len(f)]) + f.encode() for i, f in enumerate(sys.argv[2:], 1))
open(sys.argv[1], 'wb').write(b'\0' + len(body).to_bytes(4, 'big') + body)
PY
}
message "$work/health"
message "$work/allowed" +15550001111 +15559990000
message "$work/blocked" +15550001111 +15557654321
curl -sf -o /dev/null http://127.0.0.1:5081/v1/inbound -H 'content-type: application/json' \
  -d '{"senderNumber":"+15550001111","customerNumber":"+15557654321","body":"STOP","messageId":"bench"}'

load() { # load NAME METHOD COUNT
  h2load -c 8 -m 16 -n "$3" -H 'content-type: application/grpc' -H 'te: trailers' -d "$work/$1" "http://127.0.0.1:5080/$2" \
    | awk -v name="$1" '/^finished/ {rate=$4} /^requests/ {if ($8 != "'"$3"'" ) {print "failed: " $0 > "/dev/stderr"; exit 1}} END {print name, rate}'
}
health() { load health grpc.health.v1.Health/Check "$1"; }
allowed() { load allowed consent.v1.ConsentAuthority/CheckSend "$1"; }
blocked() { load blocked consent.v1.ConsentAuthority/CheckSend "$1"; }

echo "warm-up" && { health 200000; allowed 200000; blocked 200000; "${bench[@]}" inbound --count 10000; } >/dev/null
for ((round = 1; round <= rounds; round++)); do
  health 300000; allowed 300000; blocked 300000
  "${bench[@]}" bare --file "$work/bare.db" --count 20000
  "${bench[@]}" inbound --count 20000
  "${bench[@]}" batches --callers 2 --count 2000000
  "${bench[@]}" singles --callers 64 --count 200000
  "${bench[@]}" stream --count 400000
done | tee "$work/results"
"${bench[@]}" memory --process "$server" --count 1000000

python3 - "$work/results" <<'PY'
import statistics, sys
rates = {}
for line in open(sys.argv[1]):
    name, rate = line.split()[:2]
    rates.setdefault(name, []).append(float(rate.removesuffix('/s')))
median = {name: statistics.median(values) for name, values in rates.items()}
ratio = lambda a, b: statistics.median(x / y for x, y in zip(rates[a], rates[b]))
for name, value in median.items():
    print(f'{name:11} median {value:10.0f}/s  of {", ".join(f"{v:.0f}" for v in rates[name])}')
print(f'CheckSend allowed / Health  {ratio("allowed", "health"):.2f}')
print(f'CheckSend blocked / Health  {ratio("blocked", "health"):.2f}')
print(f'RecordInbound / bare rows   {ratio("inbound", "bare"):.2f}')
print(f'Stream / single checks, one connection  {ratio("stream", "singles"):.2f}')
PY
