#!/usr/bin/env bash
# Compares this server with what else could have been used: bench/README.md.
#   bench/run.sh [--quick | --tiny] [--port N] [SCENARIO…]
#   bench/run.sh before --before …/Consent.Silo.dll     another build beside this one; with stops, as a cluster
#     BENCH_DIR=/dev/shm    where databases are kept meanwhile; default /tmp
#     BENCH_BUILT=1         what an earlier run built is measured again
# Needs redis-server and PostgreSQL's programs (Debian: redis-server, postgresql). Ends all that it starts, however it ends.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d -p "${BENCH_DIR:-/tmp}" consent-run.XXXXXX)
chmod 755 "$work" # PostgreSQL has a user of its own.
driver=

# shellcheck disable=SC2317 # The trap calls it.
clean() {
  trap '' INT TERM
  if [[ -n "$driver" ]]; then
    # The driver ends its servers; what is left if it could not is ended here.
    kill -TERM "$driver" 2> /dev/null || true
    wait "$driver" 2> /dev/null || true
  fi
  for file in "$work"/*.pid; do
    [[ ! -e "$file" ]] || kill -KILL "$(cat "$file")" 2> /dev/null || true
  done
  [[ ! -d "$work/cluster" ]] || CLUSTER_DIR="$work/cluster" eng/cluster.sh down > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Servers are published as the container's are (Dockerfile), the peers in the same way.
built=artifacts/comparison
publish() { dotnet publish "$1" -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o "$built/$2" --nologo -v quiet; }
if [[ -z "${BENCH_BUILT:-}" ]]; then
  publish src/Consent.Silo server
  publish tools/Consent.Peers peers
  for tool in bench:Consent.Bench probe:Consent.Probe driver:Consent.Comparison; do
    dotnet publish "tools/${tool#*:}" -c Release -o "$built/${tool%%:*}" --nologo -v quiet
  done
fi

# Beside this shell, which would else not hear of a signal before the run's end.
dotnet "$built/driver/Consent.Comparison.dll" run --folder "$work" "$@" &
driver=$!
code=0
wait "$driver" || code=$?
driver=
exit "$code"
