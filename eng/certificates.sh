#!/usr/bin/env bash
# A throwaway authority and certificates of it, for trying TLS out. For production use an authority of your own.
set -euo pipefail

usage() {
    cat >&2 <<'TEXT'
eng/certificates.sh DIR [NAME...]
  Makes in DIR, as PEM files, keys readable for their owner only:
    authority.pem             the authority; its key is authority.key
    server.pem, server.key    for Listen:Certificate
    cluster.pem, cluster.key  for Cluster:Certificate
    client.pem, client.key    for a caller
    postgres.pem, postgres.key
                              for PostgreSQL
  NAME: the host names and IP addresses of server and PostgreSQL; default localhost 127.0.0.1 ::1
  Again on the same DIR: the authority stays, and new certificates replace the others. Give the same names.
  CLUSTER_ID        the name in cluster.pem, Cluster:ClusterId of the servers; default consent
  CLIENT            the name in client.pem; default client
  CERTIFICATE_DAYS  how long they are valid; default 90
TEXT
    exit 2
}

[[ $# -ge 1 && "$1" != -* ]] || usage
dir="$1"
shift
[[ $# -gt 0 ]] || set -- localhost 127.0.0.1 ::1
days="${CERTIFICATE_DAYS:-90}"

umask 077
mkdir -p "$dir"
work="$(mktemp -d "$dir/.new-XXXXXX")"
trap 'rm -rf "$work"' EXIT

# openssl writes what it does to standard error, also if it succeeds.
quietly() {
    local said
    said="$("$@" 2>&1)" || { echo "$said" >&2; return 1; }
}

key() { quietly openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$1.key"; }

# One after the other, each at once: the key first, so that a server that reads them between the two keeps what it has.
deliver() {
    chmod 644 "$work/$1.pem"
    mv "$work/$1.key" "$dir/$1.key"
    mv "$work/$1.pem" "$dir/$1.pem"
}

alternative_names() {
    local name names=()
    for name in "$@"; do
        if [[ "$name" =~ ^[0-9.]+$ || "$name" == *:* ]]; then names+=("IP:$name"); else names+=("DNS:$name"); fi
    done
    (IFS=,; echo "${names[*]}")
}

authority() {
    [[ ! -s "$dir/authority.pem" ]] || return 0
    key authority
    quietly openssl req -x509 -new -key "$work/authority.key" -subj "/CN=Throwaway authority" -days 3650 \
        -addext keyUsage=critical,keyCertSign,cRLSign -out "$work/authority.pem"
    deliver authority
}

# certificate FILE SUBJECT USAGE ALTERNATIVE_NAMES
certificate() {
    key "$1"
    quietly openssl req -new -key "$work/$1.key" -subj "/CN=$2" -out "$work/$1.csr"
    cat > "$work/$1.ext" <<TEXT
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = $3
subjectAltName = $4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
TEXT
    quietly openssl x509 -req -in "$work/$1.csr" -CA "$dir/authority.pem" -CAkey "$dir/authority.key" \
        -set_serial "0x$(openssl rand -hex 16 | sed 's/^./1/')" -days "$days" -extfile "$work/$1.ext" -out "$work/$1.pem"
    deliver "$1"
}

cluster="${CLUSTER_ID:-consent}"
client="${CLIENT:-client}"
authority
certificate server "$1" serverAuth "$(alternative_names "$@")"
certificate cluster "$cluster" serverAuth,clientAuth "DNS:$cluster"
certificate client "$client" clientAuth "DNS:$client"
certificate postgres "$1" serverAuth "$(alternative_names "$@")"
