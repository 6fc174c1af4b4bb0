#!/usr/bin/env bash
# NSwag.CodeGeneration.CSharp 14.8.0, JSON library System.Text.Json: a client that it generates reads an enumeration by its name where it
# is a member, and not where it is an item of a list.
#
# The document has a schema "Channel" of type string with enum values, an answer with a member "main" of that schema, and a list
# "others" of the same schema. The generated class marks "main" with a converter from names. Nothing marks the items of "others", which
# System.Text.Json then reads as numbers only. Reading {"main":"EMAIL","others":[]} works; {"main":"EMAIL","others":["EMAIL"]} throws
# JsonException ("could not be converted", path $.others[0]). One would guess that one schema is read in one way.
#
# Seen: "member: EMAIL" and "list: JsonException at $.others[0]", twice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir "$work/generate" "$work/client"
cat > "$work/generate/generate.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="NSwag.CodeGeneration.CSharp" Version="14.8.0" /></ItemGroup>
</Project>
XML
cat > "$work/generate/Program.cs" <<'CS'
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

const string Document = """
    {"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
     "paths": {"/channels": {"get": {"operationId": "channels", "responses": {"200": {"description": "ok",
       "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Channels"}}}}}}}},
     "components": {"schemas": {
       "Channel": {"type": "string", "enum": ["SMS", "EMAIL"]},
       "Channels": {"type": "object", "properties": {
         "main": {"$ref": "#/components/schemas/Channel"},
         "others": {"type": "array", "items": {"$ref": "#/components/schemas/Channel"}}}}}}}
    """;
var settings = new CSharpClientGeneratorSettings { ClassName = "Client" };
settings.CSharpGeneratorSettings.Namespace = "Generated";
settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
var document = await OpenApiDocument.FromJsonAsync(Document);
File.WriteAllText(args[0], new CSharpClientGenerator(document, settings).GenerateFile());
CS
cat > "$work/client/client.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <NoWarn>$(NoWarn);CS8618;CS8625;CS8603;CS8600;CS8604</NoWarn>
  </PropertyGroup>
</Project>
XML
cat > "$work/client/Program.cs" <<'CS'
using System.Net;
using System.Text;
using System.Text.Json;
using Generated;

Console.WriteLine($"member: {(await AskAsync("""{"main":"EMAIL","others":[]}""")).Main}");
try
{
    Console.WriteLine($"list: {string.Join(", ", (await AskAsync("""{"main":"EMAIL","others":["EMAIL"]}""")).Others)}");
}
catch (ApiException e) when (e.InnerException is JsonException json)
{
    Console.WriteLine($"list: JsonException at {json.Path}");
}

static Task<Channels> AskAsync(string answer) =>
    new Client("http://localhost/", new HttpClient(new Answering(answer))).ChannelsAsync();

sealed class Answering(string answer) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(answer, Encoding.UTF8, "application/json"),
        });
}
CS
dotnet run --project "$work/generate" -- "$work/client/Client.cs"
seen=$(dotnet run --project "$work/client")
echo "NSwag.CodeGeneration.CSharp 14.8.0:"
echo "$seen"
[[ "$seen" == $'member: EMAIL\nlist: JsonException at $.others[0]' ]] || { echo "It has changed."; exit 1; }
