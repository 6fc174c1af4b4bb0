#!/usr/bin/env bash
# Breaks a cluster of three servers at random under load, for MINUTES, and goes over all that it answered.
#   eng/torture.sh MINUTES [--seed N] [--without-gate] [--fault KIND] [--file HISTORY]
# Fails on any violation. The history stays behind, for "dotnet run --project tools/Consent.Torture -c Release -- check HISTORY",
# and the servers' logs beside it.
# For root: it makes network namespaces and small disks of its own, and takes them down however it ends.
set -euo pipefail
cd "$(dirname "$0")/.."

# Compiled ahead, as the container's is: where everything shares a few processors, a server that starts again would slow the others.
server="$PWD/artifacts/torture-server"
dotnet publish src/Consent.Silo -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o "$server" --nologo -v quiet
export CLUSTER_DLL="$server/Consent.Silo.dll" DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0 DOTNET_TieredPGO=0
if [[ -w /proc/self/autogroup ]]; then export CLUSTER_YIELD=1; fi
exec dotnet run --project tools/Consent.Torture -c Release -- run "$@"
