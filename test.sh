#!/usr/bin/env bash
# Builds everything and runs all tests. Results: artifacts/test-results/*.trx
set -euo pipefail
cd "$(dirname "$0")"
rm -rf artifacts/test-results

# The pages: none with long sentences.
eng/english.sh
eng/links.sh

# The tests start a PostgreSQL server of their own; they need its programs only.
if ! compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql > /dev/null
fi

# The poolers that tests put before it, and the proxies that they put before our servers.
if ! { [[ -x /usr/sbin/pgbouncer ]] && [[ -x /usr/sbin/pgpool ]] && [[ -x /usr/sbin/nginx ]] && [[ -x /usr/sbin/haproxy ]]; }; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq pgbouncer pgpool2 nginx-light haproxy > /dev/null
fi

# The faults that only root can make: networks that can be cut, clocks that are off.
if [[ $EUID -eq 0 ]] && ! { command -v nft && command -v ip && compgen -G "/usr/lib/*/faketime/libfaketimeMT.so.1"; } > /dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nftables iproute2 libfaketime > /dev/null
fi

dotnet build Consent.sln --nologo -v quiet

# Where no test of a project begins or ends for ten minutes, its run ends with the names of those under way.
dotnet test Consent.sln --no-build -m:2 --nologo --logger trx --results-directory artifacts/test-results \
    --blame-hang-timeout 10m --blame-hang-dump-type none "$@"
