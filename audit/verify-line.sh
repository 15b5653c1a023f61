#!/usr/bin/env bash
# Inside an export: verify-line.sh <line number> verifies that line of entries.ndjson by verify.sh; without a number every line.
set -euo pipefail
cd "$(dirname "$0")"
[ $# = 1 ] || { for line in $(seq "$(wc -l < entries.ndjson)"); do bash verify-line.sh "$line"; done; exit 0; }
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
sed -n "${1}p" entries.ndjson | tr -d '\n' > "$d/entry"
{
    echo "c2sp.org/tlog-proof@v1"
    sed -n "${1}p" proofs.txt | awk '{ print "index " $1; for (i = 2; i <= NF; i++) print $i }'
    echo
    cat checkpoint
} > "$d/proof"
bash verify.sh "$d/entry" "$d/proof" log.vkey
