#!/usr/bin/env bash
# The long forms of what test.sh runs briefly, one after the other. Takes about half an hour on two cores.
# Usage: tests/long.sh [part …]    parts: journal queries proofs policies faults kills console clone engines gets-past dictionary; without any, all of them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
parts=(journal queries proofs policies faults kills console clone engines gets-past dictionary)

long_form_of() {
  COMPLIANCE_LONG=1 dotnet test "tests/$1" -c Release --no-build --filter "FullyQualifiedName~$2" --logger "console;verbosity=normal"
}
journal() { long_form_of Compliance.Tests EveryBitTests; }         # every single bit of a journal
queries() { long_form_of Compliance.Tests QueryTests; }            # two thousand queries against a look at all entries
proofs() { long_form_of Compliance.Tests ThirdPartyTests; }        # logs of up to 70,000 entries, verified by Go's packages and openssl
policies() {                                                       # every rule of the starter set taken away once
  dotnet policies/Compliance.Policies.Cli/bin/Release/net10.0/policyctl.dll test policies/packs
}
faults() { audit/torture.sh; }                                     # 200 kills, and a fault at each system call of an append
kills() { tests/torture-kill.sh; }                                 # 200 kills of the gateway inside 1,000 pushes
console() { long_form_of Compliance.ConsoleTests ConsoleTests; }   # every page over 20,000 decisions
clone() { long_form_of Compliance.SystemTests ReadmeTests; }          # the README's commands on a fresh clone, built there
engines() { long_form_of Compliance.Tests SecondEngineTests; }      # 100,000 mutated cases through both engines
gets-past() { tests/nothing-gets-past.sh; }                        # the table of requests that must not get past
dictionary() { tests/wording-dictionary.sh; }                      # harmless words in a shop's sentence: how many are blocked

for part in "$@"; do
  [[ " ${parts[*]} " == *" $part "* ]] || { echo "no part $part: the parts are ${parts[*]}" >&2; exit 2; }
done
if (($# > 0)); then parts=("$@"); fi

dotnet build Compliance.sln -c Release -v q -clp:"ErrorsOnly;Summary" -nodeReuse:false
failed=()
for i in "${!parts[@]}"; do
  part=${parts[i]}
  echo "== $((i + 1)) of ${#parts[@]}: $part"
  began=$SECONDS
  if "$part"; then
    echo "== $part passed in $((SECONDS - began)) s"
  else
    echo "== $part FAILED after $((SECONDS - began)) s"
    failed+=("$part")
  fi
done
if ((${#failed[@]} > 0)); then
  echo "failed: ${failed[*]}"
  exit 1
fi
echo "all ${#parts[@]} passed"
