#!/usr/bin/env bash
# Microsoft.AspNetCore.Grpc.JsonTranscoding 10.0.14 and Google.Protobuf's JsonParser 3.36.2, on the same JSON for the same message.
# proto3's JSON mapping lets null stand for an unset field, whatever its kind, and clients generated from OpenAPI often write it.
# - A plain field that is null: both read it as unset.
# - A list that is null: the parser reads it as empty, transcoding answers 400.
# - The other member of a oneof that is null, beside the one that is set: both refuse it, the parser as two values of one oneof. The same
#   null alone is read as unset by both.
#
# Seen, twice: the lines that the end of this file expects.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 Logging__LogLevel__Default=None
cat > "$work/nulls.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Google.Api.CommonProtos" Version="2.17.0" GeneratePathProperty="true" />
    <PackageReference Include="Google.Protobuf" Version="3.36.2" />
    <PackageReference Include="Grpc.AspNetCore" Version="2.85.0" />
    <PackageReference Include="Microsoft.AspNetCore.Grpc.JsonTranscoding" Version="10.0.14" />
    <Protobuf Include="nulls.proto" GrpcServices="Server" AdditionalImportDirs="$(PkgGoogle_Api_CommonProtos)/content/protos" />
  </ItemGroup>
</Project>
XML
cat > "$work/nulls.proto" <<'PROTO'
syntax = "proto3";
package nulls;
import "google/api/annotations.proto";
message Given {
  oneof owner {
    string sender = 1;
    string account = 2;
  }
  repeated string items = 3;
  string note = 4;
}
service Nulls {
  rpc Give (Given) returns (Given) {
    option (google.api.http) = { post: "/give" body: "*" };
  }
}
PROTO
cat > "$work/Program.cs" <<'CS'
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Nulls;

var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddGrpc().AddJsonTranscoding();
await using var app = builder.Build();
app.MapGrpcService<Service>();
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
foreach (var json in new[] { """{"note":null}""", """{"items":null}""", """{"sender":"a","account":null}""", """{"account":null}""" })
{
    var answer = await client.PostAsync("/give", new StringContent(json, Encoding.UTF8, "application/json"));
    Console.WriteLine($"{json} parser: {Parsed(json)}; transcoding: {(int)answer.StatusCode}");
}

static string Parsed(string json)
{
    try
    {
        return JsonParser.Default.Parse<Given>(json).ToString();
    }
    catch (InvalidProtocolBufferException e)
    {
        return e.Message;
    }
}

sealed class Service : Nulls.Nulls.NullsBase
{
    public override Task<Given> Give(Given request, ServerCallContext context) => Task.FromResult(request);
}
CS
seen=$(dotnet run --project "$work")
echo "$seen"
expected=$(cat <<'SEEN'
{"note":null} parser: { }; transcoding: 200
{"items":null} parser: { }; transcoding: 400
{"sender":"a","account":null} parser: Multiple values specified for oneof owner; transcoding: 400
{"account":null} parser: { }; transcoding: 200
SEEN
)
[[ "$seen" == "$expected" ]] || { echo "It has changed."; exit 1; }
