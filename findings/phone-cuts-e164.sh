#!/usr/bin/env bash
# phone 3.1.72 (npm), which is made to bring mobile numbers into E.164: some numbers that are valid E.164 already come back as other numbers,
# with isValid true and no word about it.
#
# - Argentina: the 9 of a mobile number is taken away, and what is left is the spelling of a landline.
# - Gabon: the first digit after the country code is taken away, so two phones become one number.
# libphonenumber-js 1.13.16 (full metadata) calls each given number valid, and of type mobile. The package says that it leaves out a trunk
# digit behind the country code, as in +44 07911; but these digits are part of the number. One would guess that valid E.164 is refused or left
# alone. With strictDetection, which turns the cut off, both countries' numbers are not valid.
#
# Seen, twice: the lines that the end of this file expects. The numbers are made up.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund phone@3.1.72 libphonenumber-js@1.13.16 > /dev/null
cat > cuts.js <<'JS'
const { phone } = require('phone');
const { parsePhoneNumber } = require('libphonenumber-js/max');

for (const given of ['+5491123456789', '+24166123456', '+24176123456', '+12025550123']) {
  const known = parsePhoneNumber(given);
  const { isValid, phoneNumber } = phone(given);
  const strict = phone(given, { strictDetection: true }).isValid;
  console.log(`${given} (libphonenumber-js: ${known.isValid()}, ${known.getType()}) phone: ${isValid}, ${phoneNumber}; strict: ${strict}`);
}
JS
seen=$(node cuts.js)
echo "$seen"
expected=$(cat <<'SEEN'
+5491123456789 (libphonenumber-js: true, MOBILE) phone: true, +541123456789; strict: false
+24166123456 (libphonenumber-js: true, MOBILE) phone: true, +2416123456; strict: false
+24176123456 (libphonenumber-js: true, MOBILE) phone: true, +2416123456; strict: false
+12025550123 (libphonenumber-js: true, FIXED_LINE_OR_MOBILE) phone: true, +12025550123; strict: true
SEEN
)
[[ "$seen" == "$expected" ]] || { echo "It has changed."; exit 1; }
