# Part of cluster.sh: what only root can do to a cluster. Networks of its own that can be cut, disks that fill up, clocks that are off.
# shellcheck shell=bash disable=SC2154

# Nothing of this touches the machine's own network: these addresses exist only in namespaces that cluster.sh makes.
subnet=10.99.0
db_address=$subnet.100
namespaces="consent-$port"
wal="$dir/wal"
disk=size=256m,mode=0700
filler=filler

has() { [[ -e "$dir/with-$1" ]]; }

need_root() {
    [[ $EUID -eq 0 ]] || fail "$1 needs root"
    command -v "$2" > /dev/null || fail "$1 needs $2: apt-get install $3"
}

# with net|disk|clocks: what the cluster is to have, once and for all.
with() {
    case "$1" in
        net) need_root "a network of its own" nft nftables; net_up ;;
        disk) need_root "a disk of its own" mount mount ;;
        clocks) faketime > /dev/null ;;
        *) usage ;;
    esac
    mkdir -p "$dir"
    touch "$dir/with-$1"
}

# inside db|net|I COMMAND: there, where there is a network.
inside() {
    if has net; then
        nsenter "--net=/run/netns/$namespaces-$1" -- "${@:2}"
    else
        "${@:2}"
    fi
}

net_up() {
    [[ -e "/run/netns/$namespaces-net" ]] && return
    ip netns add "$namespaces-net" || fail "network namespaces cannot be made here"
    ip -n "$namespaces-net" link add name bridge0 type bridge mcast_snooping 0
    ip -n "$namespaces-net" link set bridge0 up
    ip netns exec "$namespaces-net" nft add table bridge cuts
    net_join db db "$db_address"
}

# net_join db|I PORT ADDRESS: a namespace with one way out, to the bridge.
net_join() {
    local node="$namespaces-$1"
    [[ -e "/run/netns/$node" ]] && return
    ip netns add "$node"
    ip link add name eth0 netns "$node" type veth peer name "$2" netns "$namespaces-net"
    ip -n "$namespaces-net" link set "$2" master bridge0 up
    ip -n "$node" address add "$3/24" dev eth0
    ip -n "$node" link set lo up
    ip -n "$node" link set eth0 up
    ip netns exec "$namespaces-net" nft "add chain bridge cuts $2 { type filter hook forward priority 0; }"
}

net_down() {
    local each
    for each in /run/netns/"$namespaces"-*; do
        [[ ! -e "$each" ]] || ip netns delete "${each##*/}"
    done
}

# cut I peers|database|both [in|out|old]: frames are dropped at the bridge, so that nobody is told. ARP goes on, for a cut one way
# would soon be one both ways.
cut() {
    local server="server$1" from to
    need_net "$1"
    case "$2" in
        peers) from="iifname server*" to="oifname server*" ;;
        database) from="iifname db" to="oifname db" ;;
        both) from="" to="" ;;
        *) usage ;;
    esac
    case "${3:-}" in
        out) drop "$server" "iifname $server $to" ;;
        in) drop "$server" "oifname $server $from" ;;
        "") drop "$server" "iifname $server $to"; drop "$server" "oifname $server $from" ;;
        old) cut_old "$1" "$2" ;;
        *) usage ;;
    esac
}

# The connections that there are fall silent; new ones are made as ever.
cut_old() {
    local server="server$1" other elements
    case "$2" in
        peers) other="dst $subnet.0/24 and not dst $db_address" ;;
        database) other="dst $db_address" ;;
        both) other="dst $subnet.0/24" ;;
    esac
    # shellcheck disable=SC2086
    elements="$(inside "$1" ss -Htn state established "( $other )" | awk '{
        split($3, here, ":"); split($4, there, ":")
        printf "%s . %s . %s . %s, ", here[1], here[2], there[1], there[2]
        printf "%s . %s . %s . %s, ", there[1], there[2], here[1], here[2] }')"
    [[ -z "$elements" ]] || drop "$server" "ip saddr . tcp sport . ip daddr . tcp dport { ${elements%, } }"
}

drop() { inside net nft add rule bridge cuts "$1" meta protocol ip "$2" drop; }

heal() { need_net "$1"; inside net nft flush chain bridge cuts "server$1"; }

need_net() {
    number "${1:-}"
    [[ -e "/run/netns/$namespaces-$1" ]] || fail "server $1 has no network of its own: up N --net"
}

disk_up() {
    local each
    for each in "$data" "$wal"; do
        mkdir -p "$each"
        mountpoint -q "$each" || mount -t tmpfs -o "$disk" tmpfs "$each"
        chown postgres "$each"
    done
}

disk_down() {
    local each
    for each in "$data" "$wal"; do
        ! mountpoint -q "$each" || umount "$each"
    done
}

# On a full disk for its log PostgreSQL panics as soon as it needs another segment: it is made to need one.
db_fill() {
    local part
    has disk || fail "the database has no disk of its own: up N --disk"
    case "${1:-}" in
        data) part="$data" ;;
        wal) part="$wal" ;;
        *) usage ;;
    esac
    dd if=/dev/zero of="$part/$filler" bs=64k status=none 2> /dev/null || true
    [[ "$1" == data ]] || while db_psql -d consent -qc "SELECT pg_logical_emit_message(true, '', repeat('x', 1000000))"; do :; done > /dev/null 2>&1
}

db_free() {
    has disk || fail "the database has no disk of its own: up N --disk"
    rm -f "$data/$filler" "$wal/$filler"

    # It may be recovering, or about to give that up.
    local deadline=$((SECONDS + 60))
    until db_psql -d consent -qc "" 2> /dev/null; do
        [[ $SECONDS -lt $deadline ]] || fail "PostgreSQL does not recover: see $data/log"
        db_runs || db_start
        sleep 0.1
    done
}

db_disconnect() {
    db_psql -d postgres -qc "SELECT FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) AS ended" > /dev/null
}

faketime() {
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' || fail "clocks that are off need libfaketime: apt-get install libfaketime"
}

# The wall clock only: with the monotonic one left alone, .NET's waits work only where its repair of condition variables is off too.
clock_settings() {
    has clocks || return 0
    [[ -e "$dir/server$1.clock" ]] || echo +0 > "$dir/server$1.clock"
    echo "LD_PRELOAD=$(faketime) FAKETIME_TIMESTAMP_FILE=$dir/server$1.clock FAKETIME_CACHE_DURATION=1" \
        FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0
}

# clock I SECONDS: within a second, or when it is started.
clock() {
    has clocks || fail "the servers have the machine's clock: up N --clocks"
    [[ "$2" =~ ^[+-][0-9]+$ ]] || fail "give the clock's offset in seconds, as in +3600 or -60"
    echo "$2" > "$dir/clock.new"
    mv "$dir/clock.new" "$dir/server$1.clock"
}
