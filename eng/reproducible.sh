#!/usr/bin/env bash
# Shows that a commit gives the same assemblies in whatever folder it is built: builds HEAD here and in a clone, and compares them.
#   eng/reproducible.sh            as the tests are built
#   eng/reproducible.sh Release    as the server is published
# Ends with 1 and names the files that differ. What is not committed must not be there.
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-Debug}
[[ -z "$(git status --porcelain)" ]] || { echo "There is something that is not committed." >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet . "$work/another folder"

# build FOLDER: builds it as CI does, and prints the digest of each of the server's own files
build() (
  cd "$1"
  CI=true dotnet build src/Consent.Silo -c "$configuration" --nologo --verbosity quiet >&2
  cd "artifacts/bin/Consent.Silo/${configuration,,}"
  sha256sum Consent.*.dll Consent.*.pdb Consent.Silo.deps.json
)
build . > "$work/here"
build "$work/another folder" > "$work/there"
diff "$work/here" "$work/there" || { echo "These differ." >&2; exit 1; }
echo "$(wc -l < "$work/here") files are the same in two folders ($configuration)."
