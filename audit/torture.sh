#!/usr/bin/env bash
# The long form of the torture that the tests run briefly: 200 kills, and a fault at each system call of an append. Ends with exit 0 when nothing acknowledged was lost.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v strace > /dev/null || apt-get install -y strace
dotnet build audit/Compliance.Audit.Cli -c Release -v q
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
auditctl=audit/Compliance.Audit.Cli/bin/Release/net10.0/auditctl
"$auditctl" torture kills "$d/kills" --rounds "${1:-200}"
"$auditctl" torture faults "$d/faults"
