#!/usr/bin/env bash
# A local cluster: real server processes on a real PostgreSQL that it starts itself. For people and for the tests.
set -euo pipefail

usage() {
    cat >&2 <<'TEXT'
eng/cluster.sh COMMAND
  up N [--net] [--disk] [--clocks]
                 start PostgreSQL and servers 1 to N (or none: 0), and wait until each is ready; again: bring up what is missing
  start I        start server I (one that was killed or stopped, or one more) and wait until it is ready
  stop I         SIGTERM, wait for the end, and exit with the server's exit code
  kill I         kill -9
  pause I        SIGSTOP
  resume I       SIGCONT
  cut I peers | database | both [in | out | old]
                 (--net) from now on drop what goes between server I and the other servers, the database, or both: both ways,
                 or only what server I is sent (in), only what it sends (out), or only the connections that there are (old)
  heal I         (--net) end all cuts of server I
  clock I SECONDS
                 (--clocks) put server I's wall clock off, as in +3600 or -60; +0 sets it right
  db stop | kill | start | restart | psql ...
                 the database: stop is an orderly stop, kill is kill -9 of all its processes
  db disconnect  end every connection to it
  db fill data | wal
                 (--disk) leave no room on the disk that has the tables, or the one that has the write-ahead log
  db free        (--disk) make room again, and start PostgreSQL if it ended
  db save | restore
                 keep a copy of the whole database; put it back, as if nothing had been written since
  status         ports and process ids
  down           end everything, and remove the data

Server I listens on CLUSTER_PORT + 10 I (gRPC), + 1 (JSON and probes) and + 2 (the other servers); PostgreSQL on CLUSTER_PORT.
With --net each server and PostgreSQL has a network namespace of its own, consent-CLUSTER_PORT-I and -db. The servers reach one
another and PostgreSQL over a bridge, where they can be cut; callers reach server I on 127.0.0.1 in its namespace, cut or not:
  nsenter --net=/run/netns/consent-6000-1 curl http://127.0.0.1:6011/readyz
With --disk the database's tables and its log are on small disks in memory. With --clocks (libfaketime) wall clocks can be put off.
All three are for root only.
  CLUSTER_PORT   default 6000
  CLUSTER_DIR    data, logs and process ids; default /tmp/consent-cluster-CLUSTER_PORT
  CLUSTER_DLL    the server; default: built from this checkout
  CLUSTER_DB     host:port at which the servers find the database, where something stands in between; default: PostgreSQL's own
  CLUSTER_YIELD  1: until it is ready, a server takes only what time of the processors the others leave, as on a machine of its own
                 (for root, on Linux with autogroups)
  CLUSTER_PATIENCE
                 seconds that PostgreSQL and a server each have to get ready; default 60
  CLUSTER_ARGS   more settings for each server that is started, as in "--Freshness:Mode=Strict"
TEXT
    exit 2
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
port="${CLUSTER_PORT:-6000}"
dir="${CLUSTER_DIR:-${TMPDIR:-/tmp}/consent-cluster-$port}"
dll="${CLUSTER_DLL:-$root/artifacts/bin/Consent.Silo/debug/Consent.Silo.dll}"
patience="${CLUSTER_PATIENCE:-60}"
data="$dir/postgres"
saved="$dir/saved"

# Three servers and whoever calls them share the processors: none spins while it waits, and none measures its code to compile it better.
sharing=(DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0 DOTNET_TieredPGO=0)

fail() { echo "cluster.sh: $*" >&2; exit 1; }

# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/cluster-faults.sh"

number() { [[ "${1:-}" =~ ^[1-9][0-9]?$ ]] || fail "give the server's number, 1 to 99"; }

# PostgreSQL refuses to run as root, and its user may not read the working folder.
as_postgres() (
    cd "$dir"
    if [[ $EUID -eq 0 ]]; then
        inside db runuser -u postgres -- "$@"
    else
        "$@"
    fi
)

programs() {
    local found
    found="$(compgen -G '/usr/lib/postgresql/*/bin/' | sort -V | tail -1)" || fail "PostgreSQL's programs are not installed"
    echo "$found"
}

db_init() {
    [[ -s "$data/PG_VERSION" ]] && return
    mkdir -p "$dir"
    local log=()
    if has disk; then
        disk_up
        log=(-X "$wal" --wal-segsize=1)
    else
        rm -rf "$data"
        mkdir "$data"
        [[ $EUID -ne 0 ]] || chown postgres "$data"
    fi
    as_postgres "$(programs)initdb" -D "$data" -U consent -A trust -E UTF8 --locale=C --no-sync "${log[@]}" > "$dir/initdb.log"
    # Many small servers on one machine; durability stays as it is by default.
    cat >> "$data/postgresql.conf" <<TEXT
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 300
log_error_verbosity = terse
TEXT
    has net || return 0
    # The test's own queries come from outside the namespaces, where only files lead in.
    cat >> "$data/postgresql.conf" <<TEXT
listen_addresses = '127.0.0.1, $db_address'
unix_socket_directories = '$data'
TEXT
    echo "host all all $subnet.0/24 trust" >> "$data/pg_hba.conf"
}

db_runs() { as_postgres "$(programs)pg_ctl" -D "$data" status > /dev/null 2>&1; }

db_start() {
    db_init
    db_runs || as_postgres "$(programs)pg_ctl" -D "$data" -l "$data/log" -w -t "$patience" start > /dev/null \
        || fail "PostgreSQL does not start: see $data/log"
    db_psql -d postgres -tAc "SELECT 1 FROM pg_database WHERE datname = 'consent'" | grep -q 1 \
        || db_psql -d postgres -qc "CREATE DATABASE consent"
}

db_stop() { ! db_runs || as_postgres "$(programs)pg_ctl" -D "$data" -m "$1" -w -t "$patience" stop > /dev/null; }

db_kill() {
    db_runs || fail "PostgreSQL does not run"
    local postmaster children
    postmaster="$(head -1 "$data/postmaster.pid")"
    # Stopped, it cannot have one more: a child that is left would keep the next start from using the data.
    kill -STOP "$postmaster"
    children="$(cat "/proc/$postmaster/task/$postmaster/children")"
    # shellcheck disable=SC2086
    kill -KILL "$postmaster" $children 2> /dev/null || true
    for process in "$postmaster" $children; do
        wait_gone "$process"
    done
    # As zombies they seem to run: what names them would keep the next start from using the data and the socket.
    rm -f "$data/postmaster.pid" "$data/.s.PGSQL.$port.lock"
}

db_save() {
    ! has disk || fail "a database with a disk of its own is not saved"
    db_stop fast
    rm -rf "$saved"
    cp -a "$data" "$saved"
    db_start
}

db_restore() {
    [[ -d "$saved" ]] || fail "nothing has been saved"
    db_stop fast
    rm -rf "$data"
    cp -a "$saved" "$data"
    db_start
}

db_psql() { inside db "$(programs)psql" -h 127.0.0.1 -p "$port" -U consent "$@"; }

pid_of() { cat "$dir/server$1.pid" 2> /dev/null || true; }

runs() { local pid; pid="$(pid_of "$1")"; [[ -n "$pid" ]] && ! gone "$pid"; }

# Where process 1 buries nobody, as in a container, a process that has ended stays as a zombie.
gone() { [[ -z "$1" || ! -r "/proc/$1/stat" ]] || [[ "$(sed 's/.*) //' "/proc/$1/stat" 2> /dev/null)" == [ZX]* ]]; }

wait_gone() { until gone "$1"; do sleep 0.05; done; }

start() {
    local i=$1 grpc=$((port + 10 * $1)) address=127.0.0.1 db=127.0.0.1:$port place=()
    if ! runs "$i"; then
        [[ -f "$dll" ]] || build
        if has net; then
            address=$subnet.$i
            db=$db_address:$port
            net_join "$i" "server$i" "$address"
            place=(nsenter "--net=/run/netns/$namespaces-$i" --)
        fi
        db="${CLUSTER_DB:-$db}"
        rm -f "$dir/server$i.exit"
        # A shell of its own stays to see how it ends; once that has ended too, all is written.
        # shellcheck disable=SC2046,SC2086,SC2016
        setsid bash -c 'cd "$1"; [[ -z "${CLUSTER_YIELD:-}" ]] || echo 19 > /proc/self/autogroup; echo $$ > "$2.shell"; "${@:3}" & echo $! > "$2.pid"; wait $!; echo $? > "$2.exit"' - "$dir" "server$i" \
            "${place[@]}" env "${sharing[@]}" $(clock_settings "$i") dotnet "$dll" \
            "--Listen:Grpc=http://127.0.0.1:$grpc" "--Listen:Web=http://127.0.0.1:$((grpc + 1))" \
            "--Cluster:AdvertisedAddress=$address" --Cluster:TrustedNetwork=true "--Cluster:SiloPort=$((grpc + 2))" --Cluster:GatewayPort=0 \
            --Storage:Provider=PostgreSQL \
            "--Storage:ConnectionString=Host=${db%:*};Port=${db##*:};Database=consent;Username=consent" \
            ${CLUSTER_ARGS:-} >> "$dir/server$i.log" 2>&1 < /dev/null &
        until runs "$i" || [[ -f "$dir/server$i.exit" ]]; do sleep 0.01; done
    fi
}

wait_ended() { wait_gone "$(cat "$dir/server$1.shell" 2> /dev/null || true)"; }

stop() {
    signal TERM "$1"
    wait_ended "$1"
    return "$(cat "$dir/server$1.exit")"
}

# Its output is of interest only if it fails.
build() {
    local output
    output="$(dotnet build "$root/src/Consent.Silo" --nologo -v quiet 2>&1)" || fail "$output"
}

ready() {
    local i=$1 deadline=$((SECONDS + patience)) grpc=$((port + 10 * $1))
    until inside "$i" curl -fsS -o /dev/null "http://127.0.0.1:$((grpc + 1))/readyz" 2> /dev/null; do
        runs "$i" || fail "server $i has ended: see $dir/server$i.log"
        [[ $SECONDS -lt $deadline ]] || fail "server $i is not ready after $patience s: see $dir/server$i.log"
        sleep 0.1
    done
    [[ -z "${CLUSTER_YIELD:-}" ]] || echo 0 > "/proc/$(pid_of "$i")/autogroup"
    describe "$i"
}

describe() {
    local i=$1 grpc=$((port + 10 * $1)) state=ended
    runs "$i" && state="pid $(pid_of "$i")"
    echo "server $i: $state, grpc 127.0.0.1:$grpc, web 127.0.0.1:$((grpc + 1)), log $dir/server$i.log"
}

status() {
    if db_runs; then
        echo "postgres: pid $(head -1 "$data/postmaster.pid"), 127.0.0.1:$port, database consent, user consent"
    else
        echo "postgres: ended"
    fi
    for file in "$dir"/server*.pid; do
        [[ -e "$file" ]] || continue
        file="${file##*/server}"
        describe "${file%.pid}"
    done
}

signal() {
    number "$2"
    runs "$2" || fail "server $2 does not run"
    kill "-$1" "$(pid_of "$2")"
}

case "${1:-}" in
    up)
        [[ "${2:-}" == 0 ]] || number "${2:-}"
        for option in "${@:3}"; do with "${option#--}"; done
        db_start
        [[ -n "${CLUSTER_DLL:-}" ]] || build
        for ((i = 1; i <= $2; i++)); do start "$i"; done
        for ((i = 1; i <= $2; i++)); do ready "$i" > /dev/null; done
        status
        ;;
    start)
        number "${2:-}"
        [[ -d "$dir" ]] || fail "there is no cluster in $dir: up first"
        start "$2"
        ready "$2"
        ;;
    stop) stop "${2:-}" ;;
    kill) signal KILL "${2:-}"; wait_ended "$2" ;;
    pause) signal STOP "${2:-}" ;;
    resume) signal CONT "${2:-}" ;;
    cut) cut "${@:2}" ;;
    heal) heal "${2:-}" ;;
    clock) number "${2:-}"; clock "$2" "${3:-}" ;;
    db)
        case "${2:-}" in
            start) db_start ;;
            stop) db_stop fast ;;
            kill) db_kill ;;
            restart) db_stop fast; db_start ;;
            disconnect) db_disconnect ;;
            fill) db_fill "${3:-}" ;;
            free) db_free ;;
            save) db_save ;;
            restore) db_restore ;;
            psql) db_psql -d consent "${@:3}" ;;
            *) usage ;;
        esac
        ;;
    status) status ;;
    down)
        for file in "$dir"/server*.pid; do
            [[ -e "$file" ]] || continue
            file="${file##*/server}"
            i="${file%.pid}"
            if runs "$i"; then kill -KILL "$(pid_of "$i")"; fi
            wait_ended "$i"
        done
        db_stop immediate 2> /dev/null || true
        net_down
        disk_down
        rm -rf "$dir"
        ;;
    *) usage ;;
esac
