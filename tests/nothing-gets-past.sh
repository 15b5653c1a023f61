#!/usr/bin/env bash
# Puts the table of requests in Compliance.SystemTests/NothingGetsPast to a gateway and prints how many were answered as they must be.
# Usage: tests/nothing-gets-past.sh [path of another build's Compliance.Gateway.dll]
set -euo pipefail
if (($# > 0)); then
  COMPLIANCE_GATEWAY_DLL=$(realpath "$1")
  export COMPLIANCE_GATEWAY_DLL
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build Compliance.sln -c Release -v q -clp:"ErrorsOnly;Summary" -nodeReuse:false
exec dotnet test tests/Compliance.SystemTests -c Release --no-build --filter FullyQualifiedName~NothingGetsPast
