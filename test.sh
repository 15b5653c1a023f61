#!/usr/bin/env bash
# Installs what the tests need when it is absent, builds once, runs every test project and sums their results.
# The last line is "N passed, N failed"; the exit code is 0 only when everything ran and nothing failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
configuration=Release
results=TestResults

# Debian's package for each thing that a test looks for.
missing=()
need() { if ! compgen -G "$1" > /dev/null; then missing+=("$2"); fi; }
need_command() { if ! command -v "$1" > /dev/null; then missing+=("$2"); fi; }
need '/usr/lib/*-linux-gnu*/faketime/libfaketimeMT.so.1' faketime
need '/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog' golang-golang-x-mod-dev
need_command go golang-go
need_command strace strace
need_command sqlite3 sqlite3
need_command openssl openssl
need_command curl curl
need_command jq jq
need_command git git
need_command ip iproute2
need_command unshare util-linux
need_command node nodejs
need_command npm npm
need_command chromium chromium
need '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' fonts-noto-cjk
if ((${#missing[@]})); then
  as_root=()
  if ((EUID != 0)); then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

clients() {
  local folder
  for folder in tests/Compliance.SystemTests/clients tests/Compliance.ConsoleTests/axe; do
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  done
}

clients &
installing=$!
dotnet build Compliance.sln -c "$configuration" -v q -clp:"ErrorsOnly;Summary" -nodeReuse:false -p:UseSharedCompilation=false
wait "$installing"

rm -rf "$results"
mkdir "$results"
passed=0
failed=0
run() {
  local name=$1 began=$SECONDS code=0
  echo "$name: started"
  dotnet test "tests/$name" -c "$configuration" --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx" \
    --logger "console;verbosity=minimal" --blame-hang-timeout 10m --blame-hang-dump-type none > "$results/$name.log" 2>&1 || code=$?
  echo "$code" > "$results/$name.code"
  cat "$results/$name.log"
  echo "$name: ended after $((SECONDS - began)) s"
}

# Each waits much, for disks, browsers and clocks: the longest runs beside the others.
run Compliance.SystemTests &
run Compliance.ConsoleTests
run Compliance.Tests
wait

for project in tests/*Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  code=$(cat "$results/$name.code" 2> /dev/null || echo "nothing: no line of this script runs it")
  counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2> /dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  if [[ -z $counters || $(count executed) -eq 0 ]]; then
    echo "$name: no results, the test host died"
    failed=$((failed + 1))
    continue
  fi
  bad=$(($(count total) - $(count passed)))
  # A host that crashed after its last reported test leaves a whole file and an exit code.
  if [[ $code != 0 ]] && ((bad == 0)); then
    echo "$name: the test host ended with $code"
    bad=1
  fi
  passed=$((passed + $(count passed)))
  failed=$((failed + bad))
done

echo "$passed passed, $failed failed"
((failed == 0))
