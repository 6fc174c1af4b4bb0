#!/usr/bin/env bash
# Microsoft.AspNetCore.Grpc.JsonTranscoding 10.0.14: the answer is in the charset of the request's Content-Type, and what that charset
# does not have is sent as "?".
#
# Some clients write "application/json; charset=us-ascii", or iso-8859-1, since they escape everything that is not ASCII, as JSON allows. The
# request is read rightly. The answer is not escaped in the same way: it is plain text, encoded in that charset, with HTTP 200. So a name that is
# sent and given back as it came has lost its letters. "Accept-Charset: utf-8" changes nothing, and JSON is UTF-8 (RFC 8259, 8.1). One
# would guess UTF-8, or escapes.
#
# Seen, twice: the lines that the end of this file expects.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 Logging__LogLevel__Default=None
cat > "$work/charset.csproj" <<'XML'
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
    <Protobuf Include="names.proto" GrpcServices="Server" AdditionalImportDirs="$(PkgGoogle_Api_CommonProtos)/content/protos" />
  </ItemGroup>
</Project>
XML
cat > "$work/names.proto" <<'PROTO'
syntax = "proto3";
package names;
import "google/api/annotations.proto";
message Name {
  string text = 1;
}
service Names {
  rpc Give (Name) returns (Name) {
    option (google.api.http) = { post: "/name" body: "*" };
  }
}
PROTO
cat > "$work/Program.cs" <<'CS'
using System.Text;
using Grpc.Core;
using Names;

var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddGrpc().AddJsonTranscoding();
await using var app = builder.Build();
app.MapGrpcService<Service>();
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
foreach (var charset in new[] { "utf-8", "us-ascii", "iso-8859-1", "utf-16" })
{
    using var request = new HttpRequestMessage(HttpMethod.Post, "/name");
    request.Headers.Add("Accept-Charset", "utf-8");
    request.Content = new ByteArrayContent(Encoding.GetEncoding(charset).GetBytes("""{"text":"Zo\u00eb \u4e2d"}"""));
    request.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
    var answer = await client.SendAsync(request);
    var text = Encoding.GetEncoding(answer.Content.Headers.ContentType!.CharSet!).GetString(await answer.Content.ReadAsByteArrayAsync());
    Console.WriteLine($"{charset}: {(int)answer.StatusCode}, {answer.Content.Headers.ContentType}, {text}");
}

sealed class Service : Names.Names.NamesBase
{
    public override Task<Name> Give(Name request, ServerCallContext context) => Task.FromResult(request);
}
CS
seen=$(dotnet run --project "$work")
echo "$seen"
expected=$(cat <<'SEEN'
utf-8: 200, application/json; charset=utf-8, {"text":"Zoë 中"}
us-ascii: 200, application/json; charset=us-ascii, {"text":"Zo? ?"}
iso-8859-1: 200, application/json; charset=iso-8859-1, {"text":"Zoë ?"}
utf-16: 200, application/json; charset=utf-16, {"text":"Zoë 中"}
SEEN
)
[[ "$seen" == "$expected" ]] || { echo "It has changed."; exit 1; }
