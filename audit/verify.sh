#!/usr/bin/env bash
# Verifies one entry offline: verify.sh <entry> <proof.tlog-proof> <log.vkey>. Bash, coreutils and openssl; none of the gateway's code.
# Ends with 0 intact, 1 tampered, 2 wrong use, 3 unverifiable: no signature of a key in <log.vkey>.
set -euo pipefail; export LC_ALL=C
[ $# = 3 ] || { echo "usage: verify.sh <entry> <proof.tlog-proof> <log.vkey>" >&2; exit 2; }
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
fail() { echo "TAMPERED: $1"; exit 1; }
node() { { printf '\1'; base64 -d <<<"$1$2"; } | openssl dgst -sha256 -binary | base64; }
sed '1,/^$/d' "$2" > "$d/note"; sed '/^$/,$d' "$d/note" > "$d/text"
{ read -r origin; read -r size; read -r root; } < "$d/text"
for vkey in $(cat "$3"); do # <name>+<8 hex key id>+<base64>, whose last part may itself hold a +
    id=${vkey#*+}; [ "${vkey%%+*}" = "$origin" ] || continue
    for blob in $(sed -n "s|^— $origin ||p" "$d/note"); do
        [ "$(base64 -d <<<"$blob" | od -An -tx1 -N4 | tr -d ' ')" = "${id%%+*}" ] || continue
        base64 -d <<<"$blob" | tail -c +5 > "$d/signature"; key=${id#*+}
    done
done
[ -e "$d/signature" ] || { echo "UNVERIFIABLE: none of these keys signed the checkpoint"; exit 3; }
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; base64 -d <<<"$key" | tail -c +2; } > "$d/key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$d/key" -rawin -in "$d/text" -sigfile "$d/signature" > "$d/said" 2>&1 || fail "the signature is wrong"
hash=$({ printf '\0'; cat "$1"; } | openssl dgst -sha256 -binary | base64)
fn=$(sed -n 's/^index //p;/^$/q' "$2"); sn=$((size - 1)); ((fn <= sn)) || fail "the index lies outside the tree"
for path in $(sed -e '/^$/,$d' -e '1,/^index /d' "$2"); do # RFC 9162 section 2.1.3.2
    ((sn > 0)) || fail "the proof is too long"
    if ((fn & 1 || fn == sn)); then hash=$(node "$path" "$hash"); else hash=$(node "$hash" "$path"); fi
    while ((!(fn & 1) && fn == sn && fn)); do fn=$((fn >> 1)) sn=$((sn >> 1)); done
    fn=$((fn >> 1)) sn=$((sn >> 1))
done
((sn == 0)) && [ "$hash" = "$root" ] || fail "the entry is not under the signed root"
echo "intact: entry stands in $origin under the signed root of $size entries"
