#!/usr/bin/env bash
# The long form of KillTests: SIGKILL at random moments inside pushes, with restarts. Takes about ten minutes on two cores.
# Usage: tests/torture-kill.sh [kills] [pushes] [seed]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export COMPLIANCE_KILLS=${1:-200} COMPLIANCE_PUSHES=${2:-1000} COMPLIANCE_KILL_SEED=${3:-$RANDOM}
dotnet build Compliance.sln -c Release -v q -clp:"ErrorsOnly;Summary" -nodeReuse:false
exec dotnet test tests/Compliance.SystemTests -c Release --no-build --filter FullyQualifiedName~KillTests --logger "console;verbosity=detailed"
