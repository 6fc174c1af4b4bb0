#!/usr/bin/env bash
# libphonenumber-csharp 9.0.43 and libphonenumber-js 1.13.16 (full metadata), on a phone number with a note behind it, as an address book
# has it: "+49 30 23125 042 (home)". Both parse it, both call the result valid, and the results are two numbers.
#
# - libphonenumber-js stops at the note: +493023125042.
# - libphonenumber-csharp takes the note for a vanity number, once it has three letters, and its letters for the digits of a phone's keys:
#   home is 4663, and the number is +4930231250424663. German numbers have up to 15 digits, so it is valid. google-libphonenumber 3.2.47,
#   the original in JavaScript, does the same.
# - In a plan of one length the same reading is too long. A note of one letter changes nothing in either.
# One would guess that letters in brackets behind a complete number are no part of it, or that IsValidNumber finds out.
#
# Seen, twice: the lines that the end of this file expects. The numbers are of ranges kept free for fiction.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir "$work/cs" "$work/js"
cat > "$work/numbers" <<'TEXT'
+49 30 23125 042
+49 30 23125 042 (h)
+49 30 23125 042 (home)
+49 30 23125 042 Anna
+1 202 555 0123 (home)
TEXT
cat > "$work/cs/notes.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="libphonenumber-csharp" Version="9.0.43" /></ItemGroup>
</Project>
XML
cat > "$work/cs/Program.cs" <<'CS'
using PhoneNumbers;

var numbers = PhoneNumberUtil.GetInstance();
foreach (var text in File.ReadLines(args[0]))
{
    var number = numbers.Parse(text, null);
    Console.WriteLine($"{text}: {numbers.Format(number, PhoneNumberFormat.E164)} {(numbers.IsValidNumber(number) ? "valid" : "not valid")}");
}
CS
cat > "$work/js/notes.js" <<'JS'
const { readFileSync } = require('fs');
const google = require('google-libphonenumber');
const { parsePhoneNumber } = require('libphonenumber-js/max');

const util = google.PhoneNumberUtil.getInstance();
const readers = {
  'google-libphonenumber': (text) => {
    const number = util.parse(text, 'ZZ');
    return [util.format(number, google.PhoneNumberFormat.E164), util.isValidNumber(number)];
  },
  'libphonenumber-js': (text) => {
    const number = parsePhoneNumber(text);
    return [number.number, number.isValid()];
  },
};
for (const [name, read] of Object.entries(readers)) {
  console.log(name);
  for (const text of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
    const [number, valid] = read(text);
    console.log(`${text}: ${number} ${valid ? 'valid' : 'not valid'}`);
  }
}
JS
(cd "$work/js" && npm init -y > /dev/null && npm install --silent --no-audit --no-fund google-libphonenumber@3.2.47 libphonenumber-js@1.13.16 > /dev/null)
seen=$(echo "libphonenumber-csharp"; dotnet run --project "$work/cs" -- "$work/numbers"; node "$work/js/notes.js" "$work/numbers")
echo "$seen"
expected=$(cat <<'SEEN'
libphonenumber-csharp
+49 30 23125 042: +493023125042 valid
+49 30 23125 042 (h): +493023125042 valid
+49 30 23125 042 (home): +4930231250424663 valid
+49 30 23125 042 Anna: +4930231250422662 valid
+1 202 555 0123 (home): +120255501234663 not valid
google-libphonenumber
+49 30 23125 042: +493023125042 valid
+49 30 23125 042 (h): +493023125042 valid
+49 30 23125 042 (home): +4930231250424663 valid
+49 30 23125 042 Anna: +4930231250422662 valid
+1 202 555 0123 (home): +120255501234663 not valid
libphonenumber-js
+49 30 23125 042: +493023125042 valid
+49 30 23125 042 (h): +493023125042 valid
+49 30 23125 042 (home): +493023125042 valid
+49 30 23125 042 Anna: +493023125042 valid
+1 202 555 0123 (home): +12025550123 valid
SEEN
)
[[ "$seen" == "$expected" ]] || { echo "It has changed."; exit 1; }
