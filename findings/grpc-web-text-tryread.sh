#!/usr/bin/env bash
# Grpc.AspNetCore.Web 2.85.0: a call in gRPC-Web's text form has a request body whose PipeReader cannot TryRead.
#
# The middleware turns such a call into an ordinary one of gRPC: the content type and the protocol that the endpoint sees are those of
# gRPC over HTTP/2. The body is wrapped in a PipeReader that decodes Base64. Its ReadAsync works. Its TryRead, which every PipeReader has to have
# and which an endpoint calls to take what has come without a wait, throws NotImplementedException. With the binary form of gRPC-Web
# and with gRPC itself TryRead works. One would guess that it works with all three, or answers false.
#
# Seen, twice: the lines that the end of this file expects.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 Logging__LogLevel__Default=None
cat > "$work/tryread.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Grpc.AspNetCore.Web" Version="2.85.0" />
  </ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateBuilder();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
await using var app = builder.Build();
app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
app.Run(async http =>
{
    // What has come stays, and is looked at once more.
    var all = await http.Request.BodyReader.ReadAsync();
    http.Request.BodyReader.AdvanceTo(all.Buffer.Start);
    string tried;
    try
    {
        tried = $"TryRead {http.Request.BodyReader.TryRead(out var read)}";
        http.Request.BodyReader.AdvanceTo(read.Buffer.Start);
    }
    catch (Exception e)
    {
        tried = $"TryRead {e.GetType().Name}";
    }

    Console.WriteLine($"seen as {http.Request.Protocol} {http.Request.ContentType}: ReadAsync has bytes, {tried}");
});
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
byte[] frame = [0, 0, 0, 0, 1, 42];
foreach (var (type, body) in new[]
{
    ("application/grpc", frame),
    ("application/grpc-web", frame),
    ("application/grpc-web-text", System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(frame))),
})
{
    using var request = new HttpRequestMessage(HttpMethod.Post, "/")
    {
        Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(body),
    };
    request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
    using var answer = await client.SendAsync(request);
    Console.WriteLine($"{type}: HTTP {(int)answer.StatusCode}");
}
CS
seen=$(dotnet run --project "$work")
echo "$seen"
expected=$(cat <<'SEEN'
seen as HTTP/2 application/grpc: ReadAsync has bytes, TryRead True
application/grpc: HTTP 200
seen as HTTP/2 application/grpc: ReadAsync has bytes, TryRead True
application/grpc-web: HTTP 200
seen as HTTP/2 application/grpc: ReadAsync has bytes, TryRead NotImplementedException
application/grpc-web-text: HTTP 200
SEEN
)
[[ "$seen" == "$expected" ]] || { echo "It has changed."; exit 1; }
