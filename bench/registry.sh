#!/usr/bin/env bash
# What 10,000 accounts, 100,000 senders and 1 million opt-outs cost: loading them, CheckSend for a registered sender beside one that
# is not, SelectSender over ten senders beside CheckSend. Kinds of calls take turns; medians.
# Usage: bench/registry.sh [ROUNDS [CALLS]]. Needs h2load (Debian: nghttp2-client) and python3. Writes nothing but a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-7}
calls=${2:-100000}
work=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

dotnet build -c Release -v quiet --nologo src/Consent.Silo
dotnet build -c Release -v quiet --nologo tools/Consent.Bench
bench=(dotnet artifacts/bin/Consent.Bench/release/Consent.Bench.dll)

"${bench[@]}" registry --file "$work/consent.db"

dotnet artifacts/bin/Consent.Silo/release/Consent.Silo.dll --Storage:ConnectionString="Data Source=$work/consent.db" >"$work/log" 2>&1 &
server=$!
until curl -sf -o /dev/null http://127.0.0.1:5081/readyz; do kill -0 "$server"; sleep 0.2; done

"${bench[@]}" registry-calls --process "$server" --callers 16 --count "$calls" --rounds "$rounds"

# Rates and processor time with a client that does not read the answers: h2load, one message each, so all of it is in the caches.
python3 - "$work" <<'PY'
import sys
def field(number, text): return bytes([number << 3 | 2, len(text)]) + text.encode()
def message(name, body): open(f'{sys.argv[1]}/{name}', 'wb').write(b'\0' + len(body).to_bytes(4, 'big') + body)
customer = '+13339876543'
message('CheckSend', field(1, '+15550000042') + field(2, customer))
message('SelectSender', field(1, customer) + b''.join(field(3, f'+155500000{i:02}') for i in range(10, 20)))
PY
spent() { awk -v tick="$(getconf CLK_TCK)" '{print ($14 + $15) * 1e6 / tick}' "/proc/$server/stat"; }
rate() { # rate METHOD
  local before
  before=$(spent)
  h2load -c 8 -m 16 -n "$((calls * 2))" -H 'content-type: application/grpc' -H 'te: trailers' -d "$work/$1" \
    "http://127.0.0.1:5080/consent.v1.ConsentAuthority/$1" \
    | awk -v name="$1" -v count="$((calls * 2))" '/^finished/ {rate=$4} /^requests/ && $8 != count {print "failed: " $0 > "/dev/stderr"; exit 1}
        END {printf "%s %s ", name, rate}'
  awk -v before="$before" -v after="$(spent)" -v count="$((calls * 2))" 'BEGIN {print (after - before) / count, "us"}'
}
{ rate CheckSend; rate SelectSender; } >/dev/null
for ((round = 1; round <= rounds; round++)); do rate CheckSend; rate SelectSender; done | tee "$work/rates"
python3 - "$work/rates" <<'PY'
import statistics, sys
rates, spent = {'CheckSend': [], 'SelectSender': []}, {'CheckSend': [], 'SelectSender': []}
for line in open(sys.argv[1]):
    name, rate, microseconds = line.split()[:3]
    rates[name].append(float(rate))
    spent[name].append(float(microseconds))
ratio = lambda of: statistics.median(select / check for check, select in zip(of['CheckSend'], of['SelectSender']))
print(f'SelectSender over 10 / CheckSend: rate {ratio(rates):.2f}, processor {ratio(spent):.2f}, medians of {len(rates["CheckSend"])} turns')
PY
