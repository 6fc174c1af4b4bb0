#!/usr/bin/env bash
# Writes the bill of materials of the server: every package that is published with it, in CycloneDX's JSON.
#   eng/sbom.sh [FILE]     default: artifacts/consent.cdx.json
# The same commit gives the same file. Its time is the commit's; where the sources are not in Git it has none, unless
# SOURCE_DATE_EPOCH says one.
set -euo pipefail
file=$(realpath -m "${1:-$(dirname "$0")/../artifacts/consent.cdx.json}")
cd "$(dirname "$0")/.."

mkdir -p "$(dirname "$file")"
version=$(dotnet msbuild src/Consent.Silo -getProperty:Version)
dotnet tool restore > /dev/null
dotnet restore src/Consent.Silo --nologo --verbosity quiet

# --exclude-dev: without the packages that projects keep to themselves (an analyzer). Code generators of the build are in it.
dotnet tool run dotnet-CycloneDX -- src/Consent.Silo/Consent.Silo.csproj --disable-package-restore --exclude-dev --no-serial-number \
  --set-name Consent --set-version "$version" --output-format Json --output "$(dirname "$file")" --filename "$(basename "$file")" > /dev/null

# The tool writes the time at which it ran.
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || true)}
if [[ -n "$epoch" ]]; then
  sed -i "s/\"timestamp\": \"[^\"]*\"/\"timestamp\": \"$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)\"/" "$file"
else
  sed -i '/"timestamp": "/d' "$file"
fi
echo "${file#"$PWD"/}: $(grep -c '"purl"' "$file") packages"
