using Compliance.Gateway.LivePolicies;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compliance.Gateway.Observability;

/// <summary>Ready means that a set is live; a newer one that failed to load shows as degraded with its first error.</summary>
internal sealed class PolicyHealthCheck(LivePolicySet live) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = live.State;
        var rejected = state.Rejected is { } load
            ? $"the newest set did not load: {load.Diagnostics.First(d => d.Severity == Policies.Loading.DiagnosticSeverity.Error)}"
            : null;
        if (!state.IsLoaded)
            return Task.FromResult(HealthCheckResult.Unhealthy(rejected ?? "no policy set is loaded"));
        return Task.FromResult(
            rejected is null
                ? HealthCheckResult.Healthy($"revision {state.Set.Revision}, {state.Set.Rules.Length} rules")
                : HealthCheckResult.Degraded(rejected)
        );
    }
}
