#!/usr/bin/env bash
# Measures servers on one PostgreSQL, beside what each figure is compared with: interleaved rounds in one run, a server of three, a
# server alone, one that is Strict, and the bare statement, each on a database of its own on the same PostgreSQL.
# Needs h2load (Debian: nghttp2-client), pgbench (postgresql) and python3. Writes nothing but a temporary folder.
#   bench/cluster.sh [ROUNDS]
#     BENCH_ONLY="checks writes load strict"   less than all of it
#     BENCH_CALLS=300000                       checks a round; a thirtieth of it writes
#     CLUSTER_DLL=…/Consent.Silo.dll           another build
#     BENCH_DIR=/dev/shm                       a disk that costs nothing, so that what is left is processors' time
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
only=" ${BENCH_ONLY:-checks writes load strict} "
calls=${BENCH_CALLS:-300000}
writes=$((calls / 30))
export CLUSTER_PORT=${CLUSTER_PORT:-6400}
work=$(mktemp -d -p "${BENCH_DIR:-/tmp}")
export CLUSTER_DIR=$work/cluster
chmod 755 "$work"
export CLUSTER_DLL=${CLUSTER_DLL:-$PWD/artifacts/bin/Consent.Silo/release/Consent.Silo.dll}
trap 'eng/cluster.sh down > /dev/null 2>&1 || true; rm -rf "$work"' EXIT
trap 'exit 143' INT TERM

dotnet build -c Release -v quiet --nologo src/Consent.Silo > /dev/null
dotnet build -c Release -v quiet --nologo tools/Consent.Bench > /dev/null
bench=(dotnet artifacts/bin/Consent.Bench/release/Consent.Bench.dll)
pgbench=$(compgen -G '/usr/lib/postgresql/*/bin/pgbench' | sort -V | tail -1)

database() { echo "Host=127.0.0.1;Port=$CLUSTER_PORT;Database=$1;Username=consent"; }
grpc() { echo "127.0.0.1:$((CLUSTER_PORT + 10 * $1))"; }
start_on() { # start_on SERVER DATABASE [SETTING…]: one more server, on another database, hence in a cluster of its own
  eng/cluster.sh db psql -qc "CREATE DATABASE $2"
  CLUSTER_ARGS="--Storage:ConnectionString=$(database "$2") ${*:3}" eng/cluster.sh start "$1" > /dev/null
}
wants() { [[ "$only" == *" $1 "* ]]; }

# Servers 1 to 3 are one cluster; 4 is alone; 5 is Strict.
eng/cluster.sh up 3 > "$work/status"
start_on 4 alone
if wants strict && ! start_on 5 strict --Freshness:Mode=Strict 2> "$work/strict.log"; then
  echo "no Strict here: $(tail -1 "$CLUSTER_DIR/server5.log")" >&2
  only=${only/ strict / }
fi
eng/cluster.sh db psql -qc "CREATE DATABASE bare"
"${bench[@]}" bare-script --database "$(database bare)" --script "$work/bare.sql"

# A gRPC message of string fields 1, 2, …, with its five-byte prefix.
python3 - "$work/check" +15550001111 +15559990000 <<'PY'
import sys
body = b''.join(bytes([i << 3 | 2, len(f)]) + f.encode() for i, f in enumerate(sys.argv[2:], 1))
open(sys.argv[1], 'wb').write(b'\0' + len(body).to_bytes(4, 'big') + body)
PY

cpu() { awk '{sub(/.*\) /, ""); print ($12 + $13) * 10000}' "/proc/$(cat "$CLUSTER_DIR/server$1.pid")/stat"; } # in µs; a tick is 10 ms
transactions() { eng/cluster.sh db psql -tAc "SELECT pg_stat_clear_snapshot(), xact_commit FROM pg_stat_database WHERE datname = '$1'" | cut -d'|' -f2; }

checks() { # checks NAME SERVER COUNT DATABASE: from 64 callers; rate, percentiles, the server's CPU, its database's transactions
  local cpu transactions
  cpu=$(cpu "$2") transactions=$(transactions "$4")
  rm -f "$work/latencies"
  h2load -c 8 -m 8 -n "$3" --log-file="$work/latencies" -H 'content-type: application/grpc' -H 'te: trailers' -d "$work/check" \
    "http://$(grpc "$2")/consent.v1.ConsentAuthority/CheckSend" > "$work/h2load"
  cpu=$(($(cpu "$2") - cpu))
  sleep 1.1 # the database's own counts are up to a second old
  transactions=$(($(transactions "$4") - transactions))
  python3 - "$1" "$3" "$work/latencies" "$work/h2load" "$cpu" "$transactions" <<'PY'
import re, sys
name, count, latencies, report, cpu, transactions = sys.argv[1:]
done = re.search(r'finished in ([\d.]+)(m?s), ([\d.]+) req/s', open(report).read())
seconds = float(done[1]) / (1000 if done[2] == 'ms' else 1)
times = sorted(int(line.split('\t')[2]) for line in open(latencies))
if len(times) != int(count) or re.search(r'(\d+) succeeded', open(report).read())[1] != count:
    sys.exit(f'{name}: not all calls succeeded')
print(f'{name} {done[3]}/s p50 {times[len(times) // 2] / 1000:.2f} ms p99 {times[len(times) * 99 // 100] / 1000:.2f} ms '
      f'cpu {int(cpu) / int(count):.2f} us transactions {int(transactions) / seconds:.0f}')
PY
}

all_cpu() { # of PostgreSQL, its ended children included, and of every server, in µs
  local postmaster
  postmaster=$(head -1 "$CLUSTER_DIR/postgres/postmaster.pid")
  # shellcheck disable=SC2046
  cat "/proc/$postmaster/stat" $(ps -o pid= --ppid "$postmaster" | sed 's:^ *\(.*\):/proc/\1/stat:') \
    $(cat "$CLUSTER_DIR"/server*.pid | sed 's:.*:/proc/&/stat:') 2> /dev/null \
    | awk '{sub(/.*\) /, ""); sum += $12 + $13} NR == 1 {sum += $14 + $15} END {print sum * 10000}' || true
}

inbound() { # inbound NAME SERVER: the client's own line, under this name, and what a write cost PostgreSQL and all servers
  local cpu
  cpu=$(all_cpu)
  "${bench[@]}" inbound --address "http://$(grpc "$2")" --callers 32 --scattered --count "$writes" > "$work/inbound"
  echo "$(sed "s/^inbound/$1/" "$work/inbound") cpu $((($(all_cpu) - cpu) / writes)) us"
}

bare() { # the same statement by itself, from 32 clients
  local cpu
  cpu=$(all_cpu)
  rm -f "$work"/bare-log*
  "$pgbench" -h 127.0.0.1 -p "$CLUSTER_PORT" -U consent -n -M prepared -c 32 -j 2 -t $((writes / 32)) -f "$work/bare.sql" \
    --log --log-prefix="$work/bare-log" bare > "$work/pgbench" 2> "$work/pgbench.err" || { cat "$work/pgbench.err" >&2; exit 1; }
  cpu=$((($(all_cpu) - cpu) / writes))
  cat "$work"/bare-log* > "$work/bare-times"
  python3 - "$work/pgbench" "$work/bare-times" "$cpu" <<'PY'
import re, sys
times = sorted(int(line.split()[2]) for line in open(sys.argv[2]))
rate = re.search(r'tps = ([\d.]+)', open(sys.argv[1]).read())[1]
print(f'bare {float(rate):.0f}/s p50 {times[len(times) // 2] / 1000:.2f} ms p99 {times[len(times) * 99 // 100] / 1000:.2f} ms cpu {sys.argv[3]} us')
PY
}

singles() { # singles NAME SERVER COUNT: from 64 callers of a gRPC client that reads the answers
  "${bench[@]}" singles --address "http://$(grpc "$2")" --callers 64 --count "$3" | sed "s/^singles/$1/"
}

round() { # round CALLS
  if wants checks; then checks check-three 1 "$1" consent; checks check-alone 4 "$1" alone; fi
  if wants writes; then bare; inbound inbound-three 1; inbound inbound-alone 4; fi
  if wants strict; then checks check-bounded 4 $(($1 / 3)) alone; checks check-strict 5 $(($1 / 3)) strict; fi
  if wants strict; then singles single-bounded 4 $(($1 / 3)); singles single-strict 5 $(($1 / 3)); fi
}

echo "warm-up" >&2
round "$calls" > /dev/null
for ((round = 1; round <= rounds; round++)); do round "$calls"; done | tee "$work/results"
if wants load; then
  eng/cluster.sh db psql -qc "CREATE DATABASE million"
  "${bench[@]}" fill --database "$(database million)" --count "${BENCH_ROWS:-1000000}"
  "${bench[@]}" load --database "$(database million)" --rounds "$rounds" | tee -a "$work/results"
fi

eng/cluster.sh db psql -tAc "SELECT name || ' = ' || setting FROM pg_settings WHERE name IN
  ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'commit_delay', 'server_version', 'shared_buffers') ORDER BY 1"
python3 - "$work/results" <<'PY'
import re, statistics, sys
figures = {}
for line in open(sys.argv[1]):
    name, rest = line.split(maxsplit=1)
    rest = re.sub(r'^(\S+)/s', r'rate \1', rest)
    rest = re.sub(r'^(\S+) s ', r'seconds \1 ', rest)
    for what, value in re.findall(r'(rate|seconds|p50|p99|cpu|transactions) ([\d.]+)', rest):
        figures.setdefault((name, what), []).append(float(value))
for (name, what), values in figures.items():
    print(f'{name:14} {what:13} median {statistics.median(values):10.2f}  of {", ".join(f"{v:g}" for v in values)}')
def ratio(what, a, b, goal, text):
    if (a, what) in figures and (b, what) in figures:
        rounds = [x / y for x, y in zip(figures[a, what], figures[b, what])]
        print(f'{text:58} {statistics.median(rounds):.2f}  (goal: {goal})  of {", ".join(f"{r:.2f}" for r in rounds)}')
ratio('cpu', 'check-three', 'check-alone', '1', 'CPU per CheckSend, of three / alone')
ratio('rate', 'inbound-three', 'bare', 'at least 0.5', 'RecordInbound with three servers / bare, rate')
ratio('rate', 'inbound-alone', 'bare', 'at least 0.5', 'RecordInbound with one server / bare, rate')
ratio('p50', 'inbound-three', 'bare', 'under 5', 'acknowledgement with three servers / bare, p50')
ratio('p50', 'inbound-alone', 'bare', '-', 'acknowledgement with one server / bare, p50')
ratio('cpu', 'inbound-three', 'bare', '-', 'CPU of PostgreSQL and all servers, three / bare')
ratio('cpu', 'inbound-alone', 'bare', '-', 'CPU of PostgreSQL and all servers, one / bare')
ratio('rate', 'check-strict', 'check-bounded', 'at least 0.5', 'CheckSend, Strict / Bounded, rate')
ratio('p99', 'check-strict', 'check-bounded', '-', 'CheckSend, Strict / Bounded, p99')
ratio('rate', 'single-strict', 'single-bounded', 'at least 0.5', 'CheckSend from a gRPC client, Strict / Bounded, rate')
ratio('seconds', 'roster-load', 'plain-select', 'under 2', 'loading the roster / plain SELECT, time')
PY
