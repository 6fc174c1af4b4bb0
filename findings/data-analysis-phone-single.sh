#!/usr/bin/env bash
# Microsoft.Data.Analysis 0.23.1, DataFrame.LoadCsvFromString: a column of phone numbers in E.164 becomes a column of Single, and different
# numbers become one.
#
# Nothing tells the loader what the columns are, so it looks at the rows. It takes "+12025550123" for a number, and of the types for
# numbers it takes Single, which has 24 bits: some seven digits. One would guess text, for the plus sign, or at least a type that holds
# eleven digits. The three numbers are loaded as one, which has the length of a number in the same area. No error says so, and no NaN.
# SaveCsv then writes 1.20255498E+10 for each. With dataTypes the numbers stay as they are.
#
# Seen, twice: the lines that the end of this file expects.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cat > "$work/phones.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Data.Analysis" Version="0.23.1" /></ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using System.Text;
using Microsoft.Data.Analysis;

// Numbers that are kept free for fiction.
const string Csv = "name,phone\nAnn,+12025550123\nBob,+12025550124\nCho,+12025550198\n";

var guessed = DataFrame.LoadCsvFromString(Csv);
Console.WriteLine($"guessed: {guessed["phone"].DataType.Name}");
Console.WriteLine(string.Join(' ', guessed.Rows.Select(row => ((double)(float)row[1]).ToString("F0"))));

using var saved = new MemoryStream();
DataFrame.SaveCsv(guessed, saved);
Console.WriteLine($"saved: {string.Join(' ', Encoding.UTF8.GetString(saved.ToArray()).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)[1..])}");

var told = DataFrame.LoadCsvFromString(Csv, dataTypes: [typeof(string), typeof(string)]);
Console.WriteLine($"told: {string.Join(' ', told.Rows.Select(row => row[1]))}");
CS
seen=$(dotnet run --project "$work")
echo "Microsoft.Data.Analysis 0.23.1:"
echo "$seen"
expected=$(cat <<'SEEN'
guessed: Single
12025549824 12025549824 12025549824
saved: Ann,1.20255498E+10 Bob,1.20255498E+10 Cho,1.20255498E+10
told: +12025550123 +12025550124 +12025550198
SEEN
)
[[ "$seen" == "$expected" ]] || { echo "It has changed."; exit 1; }
