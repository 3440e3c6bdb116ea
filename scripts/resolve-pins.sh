#!/usr/bin/env bash
# Write constraints.txt anew. Pins that still fit stay; UPGRADE=1 takes the
# newest versions that go with the Plone release in tools.in.
set -euo pipefail

uv=$1
resolved=$(mktemp)
trap 'rm -f "$resolved"' EXIT
[ -n "${UPGRADE:-}" ] || cp constraints.txt "$resolved"

"$uv" pip compile --quiet --no-header --no-annotate --all-extras \
    --output-file "$resolved" setup.py scripts/tools.in >/dev/null
{
    echo "# Every version this package is built and tested with, exact: the one source of"
    echo "# truth. Made by \`make pins\`; versions.cfg is generated from it."
    grep -v '^#' "$resolved"
} >constraints.txt
