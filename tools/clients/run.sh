#!/usr/bin/env bash
# Generates clients from the document of a server that it starts, compiles them, and lets each do the main job: Kiota (C#),
# openapi-typescript with openapi-fetch, and hey-api. NSwag is among the tests (NSwagClientTests). Takes about a minute.
#   tools/clients/run.sh      needs npm and node; everything generated is under artifacts/clients
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/tools/clients
work=$PWD/artifacts/clients
rm -rf "$work" && mkdir -p "$work/kiota" "$work/ts" "$work/server"

dotnet build src/Consent.Silo --nologo -v quiet -o "$work/silo"
(cd "$work/server" && exec dotnet ../silo/Consent.Silo.dll --Listen:Grpc=http://127.0.0.1:5680 --Listen:Web=http://127.0.0.1:5681 \
    --Cluster:SiloPort=11611 --Cluster:GatewayPort=0 > log) &
server=$!
trap 'kill $server; wait $server || true' EXIT
web=http://127.0.0.1:5681
curl -sf --retry 30 --retry-connrefused --retry-delay 1 -o /dev/null $web/readyz
curl -sf -o "$work/v1.json" $web/openapi/v1.json

# Each job must say this.
cat > "$work/expected" << 'END'
DECISION_ALLOWED
INBOUND_KIND_OPT_OUT
Llame.
DECISION_BLOCKED Alert: This user has opted out of SMS communication. You cannot send this message via FieldPulse.
SMS_INDICATOR_OPTED_OUT
CONSENT_STATE_OPTED_OUT
Basta
400 NUMBER_INVALID
END
failed=0
job() { # NAME COMMAND...
    if timeout 60 "${@:2}" > "$work/$1.said" && diff "$work/expected" "$work/$1.said"; then
        echo "$1: passed"
    else
        echo "$1: failed"
        failed=1
    fi
}

# Outside of the repository's own build settings.
kiota=$work/kiota
echo '<Project />' | tee "$kiota/Directory.Build.props" > "$kiota/Directory.Packages.props"
cat > "$kiota/Kiota.csproj" << 'END'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType>
    <ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Kiota.Http.HttpClientLibrary" Version="2.1.2" />
    <PackageReference Include="Microsoft.Kiota.Serialization.Form" Version="2.1.2" />
    <PackageReference Include="Microsoft.Kiota.Serialization.Json" Version="2.1.2" />
    <PackageReference Include="Microsoft.Kiota.Serialization.Multipart" Version="2.1.2" />
    <PackageReference Include="Microsoft.Kiota.Serialization.Text" Version="2.1.2" />
  </ItemGroup>
</Project>
END
cp "$here/KiotaJob.cs" "$kiota"
dotnet tool install --tool-path "$work/tools" Microsoft.OpenApi.Kiota --version 1.38.0 > /dev/null
"$work/tools/kiota" generate -l CSharp -d "$work/v1.json" -o "$kiota/Generated" -n Generated -c ConsentClient > "$work/kiota.log" 2>&1
dotnet build "$kiota" --nologo -v quiet -o "$kiota/bin"
job kiota dotnet "$kiota/bin/Kiota.dll" $web

cd "$work/ts"
cp "$here"/*.ts .
npm init -y > /dev/null
npm install --silent --no-audit --no-fund openapi-typescript@7.13.0 openapi-fetch@0.17.0 @hey-api/openapi-ts@0.99.0 \
    typescript@5.9.3 @types/node@20.19.43
npx openapi-typescript ../v1.json -o schema.d.ts > ../openapi-typescript.log
npx openapi-ts -i ../v1.json -o hey > ../hey-api.log
npx tsc --strict --target es2022 --module commonjs --outDir out openapi-fetch.ts hey-api.ts
job openapi-fetch node out/openapi-fetch.js $web
job hey-api node out/hey-api.js $web
exit $failed
