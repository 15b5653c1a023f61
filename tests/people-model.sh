#!/usr/bin/env bash
# The long form of the property over people, consents and pushes: random runs through a gateway, compared with a naive model.
# Usage: tests/people-model.sh [runs, 100,000 unless told]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build Compliance.sln -c Release -v q -clp:"ErrorsOnly;Summary" -nodeReuse:false
export COMPLIANCE_PEOPLE_RUNS=${1:-100000}
exec dotnet test tests/Compliance.SystemTests -c Release --no-build --filter FullyQualifiedName~PeopleModelTests \
  --logger "console;verbosity=normal" -- xUnit.ShowLiveOutput=true
