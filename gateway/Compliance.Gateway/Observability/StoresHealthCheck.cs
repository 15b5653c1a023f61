using Compliance.Gateway.Stores.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compliance.Gateway.Observability;

/// <summary>A store that is gone makes its facts unavailable, and unavailable facts deny: not ready.</summary>
internal sealed class StoresHealthCheck(SqliteFolder stores) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problems = stores.Problems;
        return Task.FromResult(
            problems.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", problems))
        );
    }
}
